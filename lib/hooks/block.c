#include "hooks/block.h"

#include <string.h>

#include "base/mem.h"
#include "repo/objects.h"

#define DIGEST_SHOWN 16

static struct error *digest(struct slice lines, char out[DIGEST_SHOWN + 1])
{
	char hex[OBJECT_ID_HEX + 1];
	struct object_id id;
	struct error *error = object_id_of_blob(lines, &id);

	if (error)
		return error;
	object_id_format(&id, hex);
	memcpy(out, hex, DIGEST_SHOWN);
	out[DIGEST_SHOWN] = '\0';
	return NULL;
}

/* The line that begins at `at`, without its end; *next is where the next one begins. */
static struct slice line_at(struct slice text, size_t at, size_t *next)
{
	struct slice rest = slice_from(text, at);
	size_t len = slice_find(rest, '\n');

	*next = at + len + (len < rest.len ? 1 : 0);
	return (struct slice){rest.at, len};
}

static struct slice next_word(struct slice *rest)
{
	struct slice word;

	*rest = slice_trim(*rest);
	word = (struct slice){rest->at, slice_find(*rest, ' ')};
	*rest = slice_from(*rest, word.len);
	return word;
}

/* What follows a mark in its line; false if the line is another one. */
static bool read_mark(struct slice line, const char *mark, const char *hook, struct slice *rest)
{
	*rest = slice_trim(line);
	if (!slice_starts_with(*rest, mark))
		return false;
	*rest = slice_from(*rest, strlen(mark));
	return slice_is(next_word(rest), hook);
}

static void read_begin(struct slice rest, struct slice *digest_there, struct hook_block *block)
{
	block->version = next_word(&rest);
	*digest_there = next_word(&rest);
	block->is_own_file = slice_is(next_word(&rest), "file");
}

/* The mark at the end, and with it the lines; false if somebody took it away. */
static bool find_end(struct slice text, const char *hook, struct hook_block *block)
{
	size_t begin = block->end, next;
	struct slice rest;

	for (size_t at = begin; at < text.len; at = next) {
		if (!read_mark(line_at(text, at, &next), "# <<< handoff ", hook, &rest))
			continue;
		block->lines = (struct slice){text.at + begin, at - begin};
		block->end = next;
		return true;
	}
	return false;
}

bool hook_block_find(struct slice text, const char *hook, struct hook_block *block)
{
	struct slice rest, digest_there;
	char digest_now[DIGEST_SHOWN + 1] = "";
	size_t next;

	*block = (struct hook_block){.is_edited = true};
	for (size_t at = 0; at < text.len; at = next) {
		if (!read_mark(line_at(text, at, &next), "# >>> handoff ", hook, &rest))
			continue;
		read_begin(rest, &digest_there, block);
		block->start = at;
		block->end = next;
		if (find_end(text, hook, block)) {
			error_free(digest(block->lines, digest_now));
			block->is_edited = !slice_is(digest_there, digest_now);
		}
		return true;
	}
	return false;
}

struct error *hook_block_add(struct buffer *out, const char *hook, const char *indentation,
	struct slice lines, bool is_own_file)
{
	char hex[DIGEST_SHOWN + 1];
	struct error *error = digest(lines, hex);

	if (error)
		return error;
	buffer_addf(out,
		"%s# >>> handoff %s %s %s %s >>> `handoff hooks uninstall` takes this out\n",
		indentation, hook, HANDOFF_VERSION, hex, is_own_file ? "file" : "block");
	buffer_add_slice(out, lines);
	buffer_addf(out, "%s# <<< handoff %s <<<\n", indentation, hook);
	return NULL;
}

void hook_block_put_in(struct buffer *out, struct slice text, size_t at, struct slice block)
{
	bool is_unended = at == text.len && (at == 0 || text.at[at - 1] != '\n');

	buffer_add(out, text.at, at);
	if (is_unended) {
		buffer_add_char(out, '\n');
		block.len--;
	}
	buffer_add_slice(out, block);
	buffer_add_slice(out, slice_from(text, at));
}

void hook_block_take_out(struct buffer *out, struct slice text, const struct hook_block *block)
{
	bool is_unended = block->end == text.len && text.at[text.len - 1] != '\n';

	buffer_add(out, text.at, block->start - (is_unended && block->start ? 1 : 0));
	buffer_add_slice(out, slice_from(text, block->end));
}
