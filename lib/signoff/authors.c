#include "signoff/authors.h"

#include <stdlib.h>

#include "base/mem.h"
#include "repo/commit.h"
#include "repo/commit_table.h"

struct authors {
	struct objects *objects;
	struct commit_table *commits;
	struct commit_author **list; /* by their number in the table */
	size_t count, capacity;
	struct arena *arena;
	struct buffer bytes;
};

struct authors *authors_new(struct objects *objects)
{
	struct authors *authors = mem_calloc(1, sizeof *authors);

	authors->objects = objects;
	authors->commits = commit_table_new();
	authors->arena = arena_new();
	return authors;
}

void authors_free(struct authors *authors)
{
	if (!authors)
		return;
	commit_table_free(authors->commits);
	free(authors->list);
	arena_free(authors->arena);
	buffer_dispose(&authors->bytes);
	free(authors);
}

static const char *name_of(struct authors *authors, const struct commit_header *header)
{
	struct buffer text = BUFFER_INIT;
	const char *kept;

	buffer_addf(&text, "%.*s <%.*s>", SLICE_ARG(header->author_name),
		SLICE_ARG(header->author_email));
	kept = arena_string(authors->arena, buffer_slice(&text));
	buffer_dispose(&text);
	return kept;
}

/* What is kept of the commit in `bytes`. */
static struct commit_author *add(struct authors *authors, const struct object_id *commit)
{
	struct commit_author *author = arena_alloc(authors->arena, sizeof *author);
	struct commit_links *links = mem_alloc(sizeof *links);
	struct commit_header header;
	bool leads = commit_links(buffer_slice(&authors->bytes), links);

	commit_header_read(buffer_slice(&authors->bytes), &header);
	author->text = header.fault ? "?" : name_of(authors, &header);
	author->time = header.fault ? 0 : header.author_time;
	author->committed = leads ? links->time : 0;
	commit_table_add(authors->commits, commit, leads ? links : NULL);
	free(links);
	GROW(authors->list, authors->count, authors->capacity);
	authors->list[authors->count++] = author;
	return author;
}

struct error *authors_find(
	struct authors *authors, const struct object_id *commit, const struct commit_author **out)
{
	struct error *error;
	size_t number;

	if (commit_table_find(authors->commits, commit, &number)) {
		*out = authors->list[number];
		return NULL;
	}
	error = objects_read(
		authors->objects, commit, OBJECT_COMMIT, MAX_COMMIT_BYTES, &authors->bytes);
	*out = error ? NULL : add(authors, commit);
	return error;
}
