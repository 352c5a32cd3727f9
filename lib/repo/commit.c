#include "repo/commit.h"

#include <stdlib.h>

#include "base/mem.h"

/* Takes the next line, without its line feed; false at the end or if it has none. */
static bool next_line(struct slice *rest, struct slice *line)
{
	size_t end = slice_find(*rest, '\n');

	if (end == rest->len)
		return false;
	*line = (struct slice){rest->at, end};
	*rest = slice_from(*rest, end + 1);
	return true;
}

/* The value of a line that begins with `name` and a space. */
static bool has_name(struct slice line, const char *name, struct slice *value)
{
	size_t len = strlen(name);

	if (line.len <= len || memcmp(line.at, name, len) != 0 || line.at[len] != ' ')
		return false;
	*value = slice_from(line, len + 1);
	return true;
}

static bool read_number(struct slice digits, int64_t *number)
{
	*number = 0;
	if (digits.len == 0 || digits.len > 15)
		return false;
	for (size_t i = 0; i < digits.len; i++) {
		if (digits.at[i] < '0' || digits.at[i] > '9')
			return false;
		*number = *number * 10 + (digits.at[i] - '0');
	}
	return true;
}

struct person_line {
	struct slice name, email;
	int64_t time;
};

static bool is_zone(struct slice zone)
{
	if (zone.len < 5 || zone.len > 7 || (zone.at[0] != '+' && zone.at[0] != '-'))
		return false;
	for (size_t i = 1; i < zone.len; i++) {
		if (zone.at[i] < '0' || zone.at[i] > '9')
			return false;
	}
	return true;
}

/* NAME <EMAIL> SECONDS ZONE */
static bool read_person(struct slice value, struct person_line *person)
{
	size_t open = slice_find(value, '<'), close = slice_find(value, '>');
	struct slice rest;
	size_t space;

	if (close == value.len || open > close)
		return false;
	rest = slice_from(value, close + 1);
	if (memchr(rest.at, '<', rest.len) || memchr(rest.at, '>', rest.len) ||
		memchr(value.at + open + 1, '<', close - open - 1))
		return false;
	person->name = slice_trim((struct slice){value.at, open});
	person->email = (struct slice){value.at + open + 1, close - open - 1};
	if (!slice_starts_with(rest, " "))
		return false;
	rest = slice_from(rest, 1);
	space = slice_find(rest, ' ');
	return read_number((struct slice){rest.at, space}, &person->time) &&
	       is_zone(slice_from(rest, space + 1));
}

/* Tree and parents; *rest is what follows them. */
static bool read_links(struct slice *rest, struct commit_links *links)
{
	struct slice line, value, before;

	if (!next_line(rest, &line) || !has_name(line, "tree", &value) ||
		!object_id_parse(value, &links->tree))
		return false;
	links->n_parents = 0;
	for (before = *rest; next_line(rest, &line) && has_name(line, "parent", &value);
		before = *rest) {
		if (links->n_parents == MAX_PARENTS ||
			!object_id_parse(value, &links->parents[links->n_parents]))
			return false;
		links->n_parents++;
	}
	*rest = before;
	return true;
}

bool commit_links(struct slice bytes, struct commit_links *links)
{
	struct slice rest = bytes, line, value;
	struct person_line person;

	links->time = 0;
	if (!read_links(&rest, links))
		return false;
	if (next_line(&rest, &line) && next_line(&rest, &line) &&
		has_name(line, "committer", &value) && read_person(value, &person))
		links->time = person.time;
	return true;
}

struct error *commit_read_links(
	struct objects *objects, const struct object_id *id, struct commit_links *links)
{
	struct buffer bytes = BUFFER_INIT;
	char hex[OBJECT_ID_HEX + 1];
	struct error *error = objects_read(objects, id, OBJECT_COMMIT, MAX_COMMIT_BYTES, &bytes);

	if (!error && !commit_links(buffer_slice(&bytes), links)) {
		object_id_format(id, hex);
		error = error_new(ERROR_REPOSITORY, "commit %s is malformed", hex);
	}
	buffer_dispose(&bytes);
	return error;
}

/* The lines that follow the committer's, up to the empty one. Returns what is wrong. */
static const char *read_others(struct slice bytes, struct slice rest, struct commit_header *header)
{
	struct slice line, value;
	bool in_signature = false;

	for (;;) {
		const char *start = rest.at;

		if (!next_line(&rest, &line))
			return "its header has no end";
		if (line.len && line.at[0] == ' ') {
			if (in_signature)
				header->signature.len =
					(size_t)(line.at + line.len - header->signature.at);
		} else {
			if (in_signature)
				header->behind_signature =
					slice_from(bytes, (size_t)(start - bytes.at));
			in_signature = false;
		}
		if (line.len == 0) {
			header->message = rest;
			return NULL;
		}
		if (has_name(line, "tree", &value) || has_name(line, "parent", &value) ||
			has_name(line, "author", &value) || has_name(line, "committer", &value))
			return "it has a tree, parent, author or committer twice";
		if (slice_starts_with(line, "gpgsig-"))
			return "it has a signature of a kind that is not known";
		if (!has_name(line, "gpgsig", &value))
			continue;
		if (header->signature.at)
			return "it has two signatures";
		in_signature = true;
		header->signature = value;
		header->before_signature = (struct slice){bytes.at, (size_t)(start - bytes.at)};
	}
}

static const char *read_header(struct slice bytes, struct commit_header *header)
{
	struct commit_links *links = mem_alloc(sizeof *links);
	struct slice rest = bytes, line, value;
	struct person_line author, committer;
	bool has_links;

	has_links = read_links(&rest, links);
	free(links);
	if (!has_links)
		return "its tree and parents cannot be read";
	if (memchr(bytes.at, '\0', bytes.len))
		return "it has a NUL in it";
	if (!next_line(&rest, &line) || !has_name(line, "author", &value) ||
		!read_person(value, &author))
		return "its author line is not of the form NAME <EMAIL> TIME ZONE";
	if (!next_line(&rest, &line) || !has_name(line, "committer", &value) ||
		!read_person(value, &committer))
		return "its committer line is not of the form NAME <EMAIL> TIME ZONE";
	header->author_name = author.name;
	header->author_email = author.email;
	header->author_time = author.time;
	return read_others(bytes, rest, header);
}

void commit_header_read(struct slice bytes, struct commit_header *header)
{
	*header = (struct commit_header){0};
	header->fault = read_header(bytes, header);
}

void commit_signature(const struct commit_header *header, struct buffer *out)
{
	struct slice rest = header->signature;

	while (rest.len) {
		size_t end = slice_find(rest, '\n');

		buffer_add(out, rest.at, end);
		buffer_add_char(out, '\n');
		rest = slice_from(rest, end + 1);
		if (slice_starts_with(rest, " "))
			rest = slice_from(rest, 1);
	}
}
