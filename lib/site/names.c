#include "site/names.h"

#include <openssl/sha.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/slug.h"

struct name {
	const char *text;
	size_t document;
};

/* Ids and paths may use dots, which our own names do; a slug has none. */
static const char *base_name(struct records *records, const struct record_document *document)
{
	struct buffer out = BUFFER_INIT;
	struct slice path = document->path;
	const char *name;

	slug_add(&out, document->id);
	if (out.len == 0) {
		if (slice_ends_with(path, ".md"))
			path.len -= 3;
		slug_add(&out, path);
	}
	if (out.len == 0)
		buffer_add_string(&out, "document");
	name = arena_string(records->arena, buffer_slice(&out));
	buffer_dispose(&out);
	return name;
}

static int compare_names(const void *a, const void *b)
{
	const struct name *one = a, *two = b;
	int order = strcmp(one->text, two->text);

	return order ? order : (one->document > two->document) - (one->document < two->document);
}

static void set_page(struct records *records, const struct name *name, bool shared)
{
	struct record_document *document = &records->documents[name->document];
	unsigned char hash[SHA256_DIGEST_LENGTH];
	struct buffer out = BUFFER_INIT;

	buffer_addf(&out, "documents/%s", name->text);
	if (shared) {
		SHA256((const unsigned char *)document->path.at, document->path.len, hash);
		buffer_add_char(&out, '.');
		for (int i = 0; i < 8; i++)
			buffer_addf(&out, "%02x", hash[i]);
	}
	buffer_add_string(&out, ".html");
	document->page = arena_slice(records->arena, buffer_slice(&out));
	buffer_dispose(&out);
}

void names_assign(struct records *records)
{
	size_t count = records->n_documents;
	struct name *names = mem_calloc(count + 1, sizeof *names);

	for (size_t i = 0; i < count; i++)
		names[i] = (struct name){base_name(records, &records->documents[i]), i};
	qsort(names, count, sizeof *names, compare_names);
	for (size_t i = 0; i < count; i++) {
		bool shared = (i > 0 && strcmp(names[i - 1].text, names[i].text) == 0) ||
			      (i + 1 < count && strcmp(names[i].text, names[i + 1].text) == 0);

		set_page(records, &names[i], shared);
	}
	free(names);
}
