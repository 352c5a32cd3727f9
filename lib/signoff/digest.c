#include "signoff/digest.h"

#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>

#include "check/contract.h"

struct slice digest_slice(const struct digest *digest)
{
	return slice_of(digest->text);
}

static void dump_string(struct slice text, struct buffer *out)
{
	buffer_addf(out, "s%zu:", text.len);
	buffer_add_slice(out, text);
}

/* An outline takes plain `~` and `null` for nothing; the dump has what is written, so that it is
 * the same for a reader who takes every scalar for a string. */
static struct slice scalar_text(const struct outline *outline, const struct outline_field *field)
{
	struct slice value = outline_text(outline, field->value);

	if (value.len == 0 && field->flags & FIELD_PLAIN)
		return outline_spanned(outline, field->span);
	return value;
}

struct member {
	struct slice key;
	uint32_t node;
};

static int compare_members(const void *a, const void *b)
{
	return slice_compare(((const struct member *)a)->key, ((const struct member *)b)->key);
}

/* Dumps the members of a map: those that `kind` covers (NULL: all), but not `left_out`. */
static void dump_map(const struct outline *outline, uint32_t node, const struct kind *kind,
	const char *left_out, struct buffer *out)
{
	struct member *members =
		mem_calloc(outline->fields[node].count + (size_t)1, sizeof *members);
	size_t count = 0;

	for (uint32_t child = outline_first_child(outline, node); child != OUTLINE_NONE;
		child = outline_next_child(outline, child)) {
		struct slice key = outline_text(outline, outline->fields[child].key);

		if (left_out && slice_is(key, left_out))
			continue;
		if (!kind || digest_covers_field(kind, key))
			members[count++] = (struct member){key, child};
	}
	qsort(members, count, sizeof *members, compare_members);
	buffer_addf(out, "m%zu:", count);
	for (size_t i = 0; i < count; i++) {
		dump_string(members[i].key, out);
		digest_dump(outline, members[i].node, out);
	}
	free(members);
}

void digest_dump(const struct outline *outline, uint32_t node, struct buffer *out)
{
	const struct outline_field *field = &outline->fields[node];

	if (field->type == FIELD_SCALAR) {
		dump_string(scalar_text(outline, field), out);
		return;
	}
	if (field->type == FIELD_MAP) {
		dump_map(outline, node, NULL, NULL, out);
		return;
	}
	buffer_addf(out, "l%u:", field->count);
	for (uint32_t child = outline_first_child(outline, node); child != OUTLINE_NONE;
		child = outline_next_child(outline, child))
		digest_dump(outline, child, out);
}

void digest_dump_without(
	const struct outline *outline, uint32_t node, const char *key, struct buffer *out)
{
	if (outline->fields[node].type == FIELD_MAP)
		dump_map(outline, node, NULL, key, out);
	else
		digest_dump(outline, node, out);
}

bool digest_covers_field(const struct kind *kind, struct slice name)
{
	const struct field_spec *spec;

	if (slice_is(name, "signoffs") || slice_is(name, "status"))
		return false;
	spec = kind_field(kind, name);
	return !spec || spec->covered;
}

void digest_front(const struct outline *outline, const struct kind *kind, struct buffer *out)
{
	if (outline->n_fields == 0)
		buffer_add_string(out, "m0:");
	else
		dump_map(outline, 0, kind, NULL, out);
}

static bool title_fits(const struct section_spec *spec, const char *folded)
{
	if (strcmp(spec->folded, folded) == 0)
		return true;
	for (size_t i = 0; i < spec->n_aliases; i++) {
		if (strcmp(spec->aliases[i], folded) == 0)
			return true;
	}
	return false;
}

static void mark(const struct outline *outline, bool *sections, uint32_t section, bool covered)
{
	for (uint32_t i = section; i < outline->sections[section].next; i++)
		sections[i] = covered;
}

/* Every section that has the title of a covered one, so that a second one of that name does not
 * hide the first. */
static void mark_named(
	const struct document *document, const struct signoff_spec *spec, bool *sections)
{
	const struct outline *outline = document->outline;
	struct buffer folded = BUFFER_INIT;

	for (uint32_t i = 1; i < outline->n_sections; i++) {
		buffer_clear(&folded);
		buffer_reserve(&folded, 1);
		kind_fold_title(&folded, outline_text(outline, outline->sections[i].title));
		for (size_t j = 0; j < spec->n_sections; j++) {
			if (title_fits(&document->kind->sections[spec->sections[j]], folded.at))
				mark(outline, sections, i, true);
		}
	}
	buffer_dispose(&folded);
}

/* Only the one section that the contract takes for it is left out: a second one of that name is
 * covered. */
static void leave_out(const struct document *document, const struct contract *contract,
	const size_t *specs, size_t count, bool *sections)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t section = contract->sections[specs[i]];

		if (section != OUTLINE_NONE && section > 0)
			mark(document->outline, sections, section, false);
	}
}

static bool is_left_out(const struct signoff_spec *spec, size_t section)
{
	for (size_t i = 0; i < spec->n_sections; i++) {
		if (spec->sections[i] == section)
			return spec->covers == COVER_ALL_BUT;
	}
	return false;
}

/* A section that every sign-off of the kind leaves out. */
static void leave_out_common(
	const struct document *document, const struct contract *contract, bool *sections)
{
	const struct kind *kind = document->kind;

	for (size_t i = 0; kind->n_signoffs && i < kind->n_sections; i++) {
		bool common = true;

		for (size_t j = 0; common && j < kind->n_signoffs; j++)
			common = is_left_out(&kind->signoffs[j], i);
		if (common)
			leave_out(document, contract, &i, 1, sections);
	}
}

bool *digest_sections(const struct document *document, const struct signoff_spec *spec)
{
	const struct outline *outline = document->outline;
	bool *sections = mem_calloc(outline->n_sections + (size_t)1, sizeof *sections);
	struct contract *contract;

	for (uint32_t i = 0; i < outline->n_sections; i++)
		sections[i] = !spec || spec->covers != COVER_ONLY;
	if (spec && spec->covers == COVER_ALL)
		return sections;
	if (spec && spec->covers == COVER_ONLY) {
		mark_named(document, spec, sections);
		return sections;
	}
	contract = document->contract ? document->contract : contract_new(document);
	if (spec)
		leave_out(document, contract, spec->sections, spec->n_sections, sections);
	else
		leave_out_common(document, contract, sections);
	if (contract != document->contract)
		contract_free(contract);
	return sections;
}

/* Appends one line, up to and without its line feed. */
static void add_line(struct slice line, struct buffer *out)
{
	if (line.len && line.at[line.len - 1] == '\r')
		line.len--;
	while (line.len && (line.at[line.len - 1] == ' ' || line.at[line.len - 1] == '\t'))
		line.len--;
	buffer_add_slice(out, line);
}

/* CR LF is LF, white space before a line feed or the end goes, one line feed ends it all. */
static void normalize(struct slice text, struct buffer *out)
{
	size_t start = out->len;

	while (text.len) {
		size_t end = slice_find(text, '\n');
		bool whole = end < text.len;
		struct slice line = {text.at, end};

		if (whole) {
			add_line(line, out);
			buffer_add_char(out, '\n');
		} else {
			while (line.len && strchr(" \t", line.at[line.len - 1]))
				line.len--;
			buffer_add_slice(out, line);
		}
		text = slice_from(text, end + whole);
	}
	while (out->len > start && out->at[out->len - 1] == '\n')
		out->len--;
	buffer_add_char(out, '\n');
}

void digest_body(const struct outline *outline, const bool *sections, struct buffer *out)
{
	struct buffer raw = BUFFER_INIT;

	for (uint32_t i = 0; i < outline->n_sections; i++) {
		if (sections[i])
			buffer_add_slice(&raw, outline_spanned(outline, outline->sections[i].span));
	}
	normalize(buffer_slice(&raw), out);
	buffer_dispose(&raw);
}

static void write_hex(const unsigned char *hash, const char *prefix, struct digest *digest)
{
	size_t len = strlen(prefix);

	memcpy(digest->text, prefix, len);
	for (size_t i = 0; i < SHA256_DIGEST_LENGTH; i++)
		snprintf(digest->text + len + 2 * i, 3, "%02x", hash[i]);
}

static void add_part(struct buffer *all, const char *name, const struct buffer *part)
{
	buffer_addf(all, "%s %zu\n", name, part->len);
	buffer_add_slice(all, buffer_slice(part));
}

void digest_content(
	const struct document *document, const struct signoff_spec *spec, struct digest *digest)
{
	unsigned char hash[SHA256_DIGEST_LENGTH];
	struct buffer front = BUFFER_INIT, body = BUFFER_INIT, all = BUFFER_INIT;
	bool *sections = digest_sections(document, spec);

	digest_front(document->outline, document->kind, &front);
	digest_body(document->outline, sections, &body);
	buffer_add_string(&all, "handoff-content-v1\n");
	add_part(&all, "front", &front);
	add_part(&all, "body", &body);
	SHA256((const unsigned char *)all.at, all.len, hash);
	write_hex(hash, "h1:", digest);
	free(sections);
	buffer_dispose(&front);
	buffer_dispose(&body);
	buffer_dispose(&all);
}

void digest_bytes(struct slice bytes, struct digest *digest)
{
	unsigned char hash[SHA256_DIGEST_LENGTH];

	SHA256((const unsigned char *)(bytes.at ? bytes.at : ""), bytes.len, hash);
	write_hex(hash, "sha256:", digest);
}
