#include "signoff/version.h"

#include <openssl/sha.h>

#include "base/buffer.h"
#include "signoff/digest.h"

bool identity_equal(const struct identity *a, const struct identity *b)
{
	return memcmp(a->bytes, b->bytes, IDENTITY_BYTES) == 0;
}

struct identity identity_of(struct slice bytes)
{
	struct identity identity;

	SHA256((const unsigned char *)(bytes.at ? bytes.at : ""), bytes.len, identity.bytes);
	return identity;
}

struct identity identity_of_entry(const struct outline *outline, uint32_t node)
{
	struct buffer dump = BUFFER_INIT;
	struct identity identity;

	digest_dump_without(outline, node, "revoked", &dump);
	identity = identity_of(buffer_slice(&dump));
	buffer_dispose(&dump);
	return identity;
}

static struct slice scalar_of(const struct outline *outline, uint32_t map, const char *key)
{
	uint32_t node = outline_child(outline, map, key);

	if (node == OUTLINE_NONE || outline->fields[node].type != FIELD_SCALAR)
		return (struct slice){"", 0};
	return outline_text(outline, outline->fields[node].value);
}

static struct identity slot_of(const struct outline *outline, uint32_t node, struct buffer *text)
{
	static const char *const keys[] = {"role", "by", "at"};

	buffer_clear(text);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct slice value = scalar_of(outline, node, keys[i]);

		buffer_addf(text, "%zu:", value.len);
		buffer_add_slice(text, value);
	}
	return identity_of(buffer_slice(text));
}

static struct version_entry read_entry(
	const struct outline *outline, uint32_t node, struct buffer *text)
{
	struct version_entry entry = {.identity = identity_of_entry(outline, node)};

	if (outline->fields[node].type != FIELD_MAP)
		return entry;
	entry.slot = slot_of(outline, node, text);
	entry.revoked = outline_child(outline, node, "revoked") != OUTLINE_NONE;
	return entry;
}

static bool is_readable(const struct outline *outline)
{
	for (uint32_t i = 0; i < outline->n_faults; i++) {
		switch (outline->faults[i].type) {
		case FAULT_BOM:
		case FAULT_INVISIBLE:
		case FAULT_UNCLOSED_CODE:
			break;
		default:
			return false;
		}
	}
	return outline->n_fields > 0;
}

void version_read(const struct outline *outline, struct arena *arena, struct version *version)
{
	struct buffer text = BUFFER_INIT;
	uint32_t list;

	*version = (struct version){0};
	if (!is_readable(outline))
		return;
	version->readable = true;
	version->id = arena_slice(arena, scalar_of(outline, 0, "id"));
	version->kind = arena_slice(arena, scalar_of(outline, 0, "kind"));
	version->status = arena_slice(arena, scalar_of(outline, 0, "status"));
	list = outline_child(outline, 0, "signoffs");
	if (list == OUTLINE_NONE || outline->fields[list].type != FIELD_LIST)
		return;
	version->entries =
		arena_alloc(arena, (outline->fields[list].count + 1) * sizeof *version->entries);
	for (uint32_t node = outline_first_child(outline, list); node != OUTLINE_NONE;
		node = outline_next_child(outline, node))
		version->entries[version->n_entries++] = read_entry(outline, node, &text);
	buffer_dispose(&text);
}

/* The length of a line with its end: LF, CR LF or CR. */
static size_t line_length(struct slice text)
{
	size_t end = 0;

	while (end < text.len && text.at[end] != '\n' && text.at[end] != '\r')
		end++;
	if (end + 1 < text.len && text.at[end] == '\r' && text.at[end + 1] == '\n')
		end++;
	return end < text.len ? end + 1 : end;
}

static bool is_fence(struct slice line)
{
	line = slice_trim(line);
	return slice_is(line, "---");
}

struct slice version_front(struct slice source)
{
	size_t at = slice_starts_with(source, "\xef\xbb\xbf") ? 3 : 0;

	if (!is_fence((struct slice){source.at + at, line_length(slice_from(source, at))}))
		return source;
	at += line_length(slice_from(source, at));
	while (at < source.len) {
		size_t len = line_length(slice_from(source, at));
		struct slice line = {source.at + at, len};

		at += len;
		/* An indented fence is none; the reader proper has the last word. */
		if (line.at[0] == '-' && is_fence(line))
			return (struct slice){source.at, at};
	}
	return source;
}

struct error *version_parse(
	struct doc_pool *pool, struct slice source, struct arena *arena, struct version *version)
{
	struct outline *outline;
	struct error *error = doc_pool_parse(pool, DOC_MARKDOWN, version_front(source), &outline);

	if (error)
		return error;
	version_read(outline, arena, version);
	outline_free(outline);
	return NULL;
}

const struct version_entry *version_find(
	const struct version *version, const struct identity *identity)
{
	const struct version_entry *found = NULL;

	for (size_t i = 0; i < version->n_entries; i++) {
		if (!identity_equal(&version->entries[i].identity, identity))
			continue;
		if (!found || version->entries[i].revoked)
			found = &version->entries[i];
	}
	return found;
}

/* FNV-1a over everything but white space, and one `-` for a line of them. */
uint64_t version_text(struct slice source)
{
	struct slice text = slice_from(source, version_front(source).len);
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	char last = '\0';

	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || (c == '-' && last == '-'))
			continue;
		hash = (hash ^ (unsigned char)c) * UINT64_C(0x100000001b3);
		last = c;
	}
	return hash;
}
