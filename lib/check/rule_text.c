#include "check/rule_text.h"

/* The line that begins at `at`, without its newline; *next is where the one after it begins. */
static struct slice line_at(struct slice text, size_t at, size_t *next)
{
	struct slice rest = slice_from(text, at);
	size_t len = slice_find(rest, '\n');

	*next = at + len + (len < rest.len);
	return (struct slice){rest.at, len};
}

/* How many backticks a fence has; 0 for any other line. */
static size_t fence_length(struct slice line)
{
	size_t len = 0;

	while (len < line.len && line.at[len] == '`')
		len++;
	return len < 3 ? 0 : len;
}

static bool closes(struct slice line, size_t fence)
{
	struct slice rest = slice_from(line, fence_length(line));

	return fence_length(line) >= fence && slice_trim(rest).len == 0;
}

/* Where the code ends whose opening fence was just read; the closing fence begins at *end. */
static size_t skip_code(struct slice text, size_t at, size_t fence, size_t *end)
{
	while (at < text.len) {
		size_t next;
		struct slice line = line_at(text, at, &next);

		*end = at;
		at = next;
		if (closes(line, fence))
			return at;
	}
	*end = text.len;
	return text.len;
}

/* The next line from `at` that begins with `mark` and is no code; the end if there is none. */
static size_t find_heading(struct slice text, size_t at, const char *mark)
{
	size_t next, end;

	for (; at < text.len; at = next) {
		struct slice line = line_at(text, at, &next);

		if (slice_starts_with(line, mark))
			return at;
		if (fence_length(line))
			next = skip_code(text, next, fence_length(line), &end);
	}
	return text.len;
}

static struct slice between(struct slice text, size_t from, size_t to)
{
	return slice_trim((struct slice){text.at + from, to - from});
}

/* The part below a heading of level 3; empty if there is none. */
static struct slice find_part(struct slice rule, const char *heading)
{
	size_t at = find_heading(rule, 0, heading), next;

	if (at == rule.len)
		return slice_from(rule, rule.len);
	line_at(rule, at, &next);
	return between(rule, next, find_heading(rule, next, "### "));
}

static struct slice file_text(size_t file)
{
	return (struct slice){rule_files[file].text, rule_files[file].len};
}

static struct slice given_to_all(struct slice family)
{
	size_t first;

	line_at(family, 0, &first);
	return between(family, first, find_heading(family, first, "## "));
}

static void read_rule(struct slice family, struct slice rule, struct rule_text *text)
{
	size_t body;
	struct slice heading = line_at(rule, 0, &body);

	text->id = slice_trim(slice_from(heading, strlen("## ")));
	text->why = between(rule, body, find_heading(rule, body, "### "));
	text->given = find_part(rule, "### Given");
	text->bad = find_part(rule, "### Bad");
	text->good = find_part(rule, "### Good");
	text->way_out = find_part(rule, "### Way out");
	text->exception = find_part(rule, "### Exception");
	text->given_is_own = text->given.len > 0;
	if (!text->given_is_own)
		text->given = given_to_all(family);
}

bool rule_text_next(struct rule_text_cursor *cursor, struct rule_text *text)
{
	for (; cursor->file < n_rule_files; cursor->file++, cursor->at = 0) {
		struct slice family = file_text(cursor->file);
		size_t start = find_heading(family, cursor->at, "## "), next;

		if (start == family.len)
			continue;
		line_at(family, start, &next);
		cursor->at = find_heading(family, next, "## ");
		read_rule(family, (struct slice){family.at + start, cursor->at - start}, text);
		return true;
	}
	return false;
}

bool rule_text_find(struct slice id, struct rule_text *text)
{
	struct rule_text_cursor cursor = {0, 0};

	while (rule_text_next(&cursor, text)) {
		if (slice_equal(text->id, id))
			return true;
	}
	return false;
}

/* The text of a family; empty if there is none. */
static struct slice find_family(struct slice family)
{
	for (size_t i = 0; i < n_rule_files; i++) {
		if (slice_is(family, rule_files[i].family))
			return file_text(i);
	}
	return slice_of("");
}

struct slice rule_family_title(struct slice family)
{
	size_t next;

	return slice_trim(slice_from(line_at(find_family(family), 0, &next), strlen("# ")));
}

struct slice rule_family_given(struct slice family)
{
	return given_to_all(find_family(family));
}

static void read_info(struct slice info, struct rule_block *block)
{
	size_t word;

	info = slice_trim(info);
	word = slice_find(info, ' ');
	block->form = (struct slice){info.at, word};
	block->path = slice_trim(slice_from(info, word));
}

bool rule_block_next(struct slice *part, struct rule_block *block)
{
	size_t next, end = 0;
	struct slice line;

	*part = slice_trim(*part);
	*block = (struct rule_block){0};
	if (part->len == 0)
		return false;
	line = line_at(*part, 0, &next);
	block->is_code = fence_length(line) > 0;
	if (block->is_code) {
		size_t start = next;

		read_info(slice_from(line, fence_length(line)), block);
		next = skip_code(*part, next, fence_length(line), &end);
		block->text = (struct slice){part->at + start, end - start};
	} else {
		next = find_heading(*part, 0, "```");
		block->text = between(*part, 0, next);
	}
	*part = slice_from(*part, next);
	return true;
}
