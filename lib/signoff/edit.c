#include "signoff/edit.h"

#include "doc/yaml_scalar.h"

/* What is written, and how far in. */
struct writer {
	struct buffer *out;
	const char *line_end;
	size_t indent;
};

static const char *line_end_of(const struct outline *outline)
{
	struct slice front = outline_spanned(outline, outline->front);
	size_t end = slice_find(front, '\n');

	return end > 0 && end < front.len && front.at[end - 1] == '\r' ? "\r\n" : "\n";
}

static void new_line(struct writer *writer, size_t deeper)
{
	buffer_add_string(writer->out, writer->line_end);
	buffer_add_repeat(writer->out, ' ', writer->indent + deeper);
}

/* The first key of an entry stands behind its dash. */
static void write_member(struct writer *writer, const char *key, struct slice value, bool first)
{
	if (!first)
		new_line(writer, 0);
	buffer_addf(writer->out, "%s: ", key);
	yaml_string_add(writer->out, value, false);
}

static size_t same_field(const struct entry *entry, size_t from)
{
	size_t end = from;

	while (end < entry->n_upstream &&
		slice_equal(entry->upstream[end].field, entry->upstream[from].field))
		end++;
	return end;
}

static void write_upstream(struct writer *writer, const struct entry *entry)
{
	size_t end;

	if (entry->n_upstream == 0)
		return;
	new_line(writer, 0);
	buffer_add_string(writer->out, "upstream:");
	for (size_t from = 0; from < entry->n_upstream; from = end) {
		end = same_field(entry, from);
		new_line(writer, 2);
		yaml_string_add(writer->out, entry->upstream[from].field, false);
		buffer_add_char(writer->out, ':');
		if (end == from + 1) {
			buffer_add_char(writer->out, ' ');
			buffer_add_slice(writer->out, entry->upstream[from].digest);
			continue;
		}
		for (size_t i = from; i < end; i++) {
			new_line(writer, 4);
			buffer_add_string(writer->out, "- ");
			buffer_add_slice(writer->out, entry->upstream[i].digest);
		}
	}
}

static void write_signature(struct writer *writer, struct slice armour)
{
	if (armour.len == 0)
		return;
	new_line(writer, 0);
	buffer_add_string(writer->out, "signature: |");
	while (armour.len) {
		size_t end = slice_find(armour, '\n');

		new_line(writer, 2);
		buffer_add_slice(writer->out, (struct slice){armour.at, end});
		armour = slice_from(armour, end + 1);
	}
}

static void write_entry(struct writer *writer, const struct entry *entry)
{
	write_member(writer, "role", entry->role, true);
	write_member(writer, "by", entry->by, false);
	new_line(writer, 0);
	buffer_addf(writer->out, "at: %.*s", SLICE_ARG(entry->at));
	write_member(writer, "decision", slice_of(decision_name(entry->decision)), false);
	write_member(writer, "digest", entry->digest, false);
	write_upstream(writer, entry);
	if (entry->note.len)
		write_member(writer, "note", entry->note, false);
	write_signature(writer, entry->signature);
}

/* ---- Places in the source ------------------------------------------------------------------- */

static uint32_t line_start(struct slice source, uint32_t at)
{
	while (at > 0 && source.at[at - 1] != '\n')
		at--;
	return at;
}

/* Where the line that holds `at` ends, before its line end. */
static uint32_t line_stop(struct slice source, uint32_t at)
{
	while (at < source.len && source.at[at] != '\n' && source.at[at] != '\r')
		at++;
	return at;
}

/* Columns are counted in characters, as readers of YAML do. */
static size_t column_of(struct slice source, uint32_t at)
{
	size_t column = 0;

	for (uint32_t i = line_start(source, at); i < at; i++)
		column += ((unsigned char)source.at[i] & 0xc0) != 0x80;
	return column;
}

static void add_part(const struct outline *outline, uint32_t from, uint32_t to, struct buffer *out)
{
	buffer_add_slice(out, outline_spanned(outline, (struct span){from, to}));
}

static struct error *refuse(const struct outline *outline, uint32_t at, const char *what)
{
	struct position position = outline_position((struct outline *)outline, at);

	return error_new(ERROR_REFUSED, "line %u: %s", position.line, what);
}

/* The dash before an element of a block list; 0 if something else stands there. */
static uint32_t dash_before(struct slice source, uint32_t at)
{
	while (at > 0 && strchr(" \t\r\n", source.at[at - 1]))
		at--;
	return at > 0 && source.at[at - 1] == '-' ? at - 1 : 0;
}

/* ---- Adding --------------------------------------------------------------------------------- */

static size_t root_indent(const struct outline *outline)
{
	uint32_t first = outline_first_child(outline, 0);

	return first == OUTLINE_NONE
		       ? 0
		       : column_of(outline_source(outline), outline->fields[first].key_span.start);
}

static void write_first(struct writer *writer, const struct entry *entry, size_t root)
{
	writer->indent = root + 2;
	new_line(writer, 0);
	buffer_add_string(writer->out, "- ");
	writer->indent = root + 4;
	write_entry(writer, entry);
}

/* The key is not there: it becomes the last one. */
static void add_key(const struct outline *outline, const struct entry *entry, struct writer *writer)
{
	uint32_t fence = line_start(outline_source(outline), outline->front.end);
	size_t root = root_indent(outline);

	add_part(outline, 0, fence, writer->out);
	buffer_add_repeat(writer->out, ' ', root);
	buffer_add_string(writer->out, "signoffs:");
	write_first(writer, entry, root);
	buffer_add_string(writer->out, writer->line_end);
	add_part(outline, fence, outline->source_len, writer->out);
}

/* The key has nothing: `signoffs:`, `signoffs: []`, `signoffs: null`. */
static void fill_empty(const struct outline *outline, uint32_t list, const struct entry *entry,
	struct writer *writer)
{
	struct slice source = outline_source(outline);
	const struct outline_field *field = &outline->fields[list];
	uint32_t start = field->span.start, end = field->span.end, stop;

	if (end == start)
		start = end = field->key_span.end;
	while (end > start && start > field->key_span.end && strchr(" \t", source.at[start - 1]))
		start--;
	stop = line_stop(source, end);
	add_part(outline, 0, start, writer->out);
	add_part(outline, end, stop, writer->out);
	write_first(writer, entry, column_of(source, field->key_span.start));
	add_part(outline, stop, outline->source_len, writer->out);
}

static struct error *append_entry(const struct outline *outline, uint32_t list,
	const struct entry *entry, struct writer *writer)
{
	struct slice source = outline_source(outline);
	uint32_t first = outline_first_child(outline, list);
	uint32_t dash = dash_before(source, outline->fields[first].span.start);
	uint32_t stop = line_stop(source, outline->fields[list].span.end);

	if (dash == 0)
		return refuse(outline, outline->fields[first].span.start,
			"write `- ` right before the first sign-off, and try again");
	writer->indent = column_of(source, dash);
	add_part(outline, 0, stop, writer->out);
	new_line(writer, 0);
	buffer_add_string(writer->out, "- ");
	writer->indent += 2;
	write_entry(writer, entry);
	add_part(outline, stop, outline->source_len, writer->out);
	return NULL;
}

/* A comment behind the last line belongs to the entry, and could become part of the new one. */
static void replace_entry(const struct outline *outline, uint32_t node, const struct entry *entry,
	struct writer *writer)
{
	struct slice source = outline_source(outline);
	const struct span span = outline->fields[node].span;

	writer->indent = column_of(source, span.start);
	add_part(outline, 0, span.start, writer->out);
	write_entry(writer, entry);
	add_part(outline, line_stop(source, span.end), outline->source_len, writer->out);
}

static bool is_flow(const struct outline *outline, uint32_t node, char bracket)
{
	struct span span = outline->fields[node].span;

	return span.end > span.start && outline_source(outline).at[span.start] == bracket;
}

static bool is_empty(const struct outline *outline, uint32_t node)
{
	const struct outline_field *field = &outline->fields[node];

	if (field->type == FIELD_SCALAR)
		return field->flags & FIELD_PLAIN && field->value.len == 0;
	return field->type == FIELD_LIST && field->count == 0;
}

struct error *edit_put_signoff(const struct outline *outline, const struct entry *entry,
	uint32_t replaces, struct buffer *out)
{
	struct writer writer = {out, line_end_of(outline), 0};
	uint32_t list = outline->n_fields ? outline_child(outline, 0, "signoffs") : OUTLINE_NONE;

	if (outline->n_fields == 0 || is_flow(outline, 0, '{'))
		return refuse(outline, 0,
			"write the front matter with one `field: value` a line, and try again");
	if (list == OUTLINE_NONE) {
		add_key(outline, entry, &writer);
		return NULL;
	}
	if (is_empty(outline, list)) {
		fill_empty(outline, list, entry, &writer);
		return NULL;
	}
	if (outline->fields[list].type != FIELD_LIST || is_flow(outline, list, '['))
		return refuse(outline, outline->fields[list].span.start,
			"write `signoffs` as a list with one `- role: ...` an entry, and try "
			"again");
	if (replaces == OUTLINE_NONE)
		return append_entry(outline, list, entry, &writer);
	replace_entry(outline, replaces, entry, &writer);
	return NULL;
}

/* ---- Revoking ------------------------------------------------------------------------------- */

static void revoke_in_flow(const struct outline *outline, uint32_t node, struct slice at,
	struct slice reason, struct buffer *out)
{
	struct slice source = outline_source(outline);
	uint32_t brace = outline->fields[node].span.end - 1;
	uint32_t end = brace;

	while (end > 0 && strchr(" \t\r\n,", source.at[end - 1]))
		end--;
	add_part(outline, 0, end, out);
	buffer_addf(out, ", revoked: {at: \"%.*s\", reason: ", SLICE_ARG(at));
	yaml_string_add(out, reason, true);
	buffer_add_char(out, '}');
	add_part(outline, brace, outline->source_len, out);
}

struct error *edit_revoke_signoff(const struct outline *outline, uint32_t node, struct slice at,
	struct slice reason, struct buffer *out)
{
	struct writer writer = {out, line_end_of(outline), 0};
	struct slice source = outline_source(outline);
	const struct span span = outline->fields[node].span;
	uint32_t stop = line_stop(source, span.end);

	if (outline_child(outline, node, "revoked") != OUTLINE_NONE)
		return refuse(outline, span.start, "this sign-off is revoked already");
	if (is_flow(outline, node, '{')) {
		revoke_in_flow(outline, node, at, reason, out);
		return NULL;
	}
	writer.indent = column_of(source, span.start);
	add_part(outline, 0, stop, out);
	new_line(&writer, 0);
	buffer_add_string(out, "revoked:");
	new_line(&writer, 2);
	buffer_addf(out, "at: %.*s", SLICE_ARG(at));
	new_line(&writer, 2);
	buffer_add_string(out, "reason: ");
	yaml_string_add(out, reason, false);
	add_part(outline, stop, outline->source_len, out);
	return NULL;
}
