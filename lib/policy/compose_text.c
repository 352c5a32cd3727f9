/* The body of a new document, from the template. */
#include <stdlib.h>

#include "base/path.h"
#include "policy/compose_parts.h"

/* Where a section's own content begins: behind its heading. */
static size_t content_start(const struct outline *outline, uint32_t section)
{
	const struct outline_section *s = &outline->sections[section];
	size_t at;

	if (s->first_block == s->end_block)
		return s->span.end;
	at = outline->blocks[s->first_block].span.start;
	while (at > s->span.start && outline->bytes[at - 1] != '\n')
		at--;
	return at;
}

static bool is_same_section(const struct section_spec *spec, const char *folded)
{
	if (strcmp(spec->folded, folded) == 0)
		return true;
	for (size_t i = 0; i < spec->n_aliases; i++) {
		if (strcmp(spec->aliases[i], folded) == 0)
			return true;
	}
	return false;
}

/* A section that holds only guidance has nothing to give. */
static bool has_text(const struct outline *outline, uint32_t section)
{
	const struct outline_section *s = &outline->sections[section];

	for (uint32_t i = s->first_block; i < s->end_block; i++) {
		if (outline->blocks[i].type != BLOCK_COMMENT)
			return true;
	}
	return false;
}

/* The source's content under the same heading: bytes of its source; empty if it has none. */
static struct span source_content(const struct composer *c, const struct section_spec *spec)
{
	const struct outline *outline = c->request->from ? c->request->from->outline : NULL;
	struct span content = {0, 0};

	for (uint32_t i = 1; outline && i < outline->n_sections && content.end == 0; i++) {
		struct buffer folded = BUFFER_INIT;

		buffer_reserve(&folded, 1);
		kind_fold_title(&folded, outline_text(outline, outline->sections[i].title));
		if (is_same_section(spec, folded.at) && has_text(outline, i)) {
			size_t start = content_start(outline, i);
			struct slice text = slice_trim((struct slice){
				outline->bytes + start, outline->sections[i].span.end - start});

			content.start = (uint32_t)(text.at - outline->bytes);
			content.end = text.len ? content.start + (uint32_t)text.len : 0;
		}
		buffer_dispose(&folded);
	}
	return content;
}

/* A relative target as it reads from the new document's directory; false where it stays as it is.
 */
static bool move_target(const struct composer *c, struct slice target, struct buffer *out)
{
	struct slice place = {target.at, slice_find(target, '#')};
	struct buffer path = BUFFER_INIT;
	bool moves;

	place.len = slice_find(place, '?');
	moves = place.len > 0 && place.at[0] != '/' && slice_find(place, ':') == place.len;
	buffer_reserve(&path, 1);
	if (moves) {
		path_append(&path, path_directory(slice_of(c->request->from->path)));
		moves = path_append(&path, place);
	}
	if (moves) {
		path_relative(out, slice_of(c->directory), buffer_slice(&path));
		buffer_add_slice(out, slice_from(target, place.len));
	}
	buffer_dispose(&path);
	return moves;
}

/* The destination in a line `[label]: destination`, where a link of the document has it. */
static struct slice definition_target(const struct outline *outline, struct slice line)
{
	struct slice text = slice_trim(line);
	const char *colon =
		text.len && text.at[0] == '[' ? memmem(text.at, text.len, "]:", 2) : NULL;

	if (!colon)
		return (struct slice){NULL, 0};
	text = slice_trim(slice_from(text, (size_t)(colon - text.at) + 2));
	text.len = slice_find(text, ' ');
	for (uint32_t i = 0; i < outline->n_links; i++) {
		if (slice_equal(text, outline_text(outline, outline->links[i].target)))
			return text;
	}
	return (struct slice){NULL, 0};
}

/* Appends copied text; the destinations of its link reference definitions are moved. */
static void add_definitions(const struct composer *c, struct slice text, struct buffer *out)
{
	while (text.len) {
		size_t end = slice_find(text, '\n');
		struct slice line = {text.at, end < text.len ? end + 1 : end};
		struct slice target = definition_target(c->request->from->outline, line);
		struct buffer moved = BUFFER_INIT;

		if (target.len && move_target(c, target, &moved)) {
			size_t before = (size_t)(target.at - line.at);

			buffer_add(out, line.at, before);
			buffer_add_slice(out, buffer_slice(&moved));
			buffer_add_slice(out, slice_from(line, before + target.len));
		} else {
			buffer_add_slice(out, line);
		}
		buffer_dispose(&moved);
		text = slice_from(text, line.len);
	}
}

/* Copies a stretch of the source; its relative links still lead to where they led. */
static void add_source(const struct composer *c, struct span span, struct buffer *out)
{
	const struct outline *outline = c->request->from->outline;
	struct buffer copy = BUFFER_INIT;
	uint32_t from = span.start;

	for (uint32_t i = 0; i < outline->n_links; i++) {
		struct span place = outline->links[i].target_span;
		struct slice target = outline_spanned(outline, place);
		struct buffer moved = BUFFER_INIT;

		/* The target of a reference link stands elsewhere. */
		if (place.start >= from && place.end <= span.end &&
			slice_equal(target, outline_text(outline, outline->links[i].target)) &&
			move_target(c, target, &moved)) {
			buffer_add(&copy, outline->bytes + from, place.start - from);
			buffer_add_slice(&copy, buffer_slice(&moved));
			from = place.end;
		}
		buffer_dispose(&moved);
	}
	buffer_add(&copy, outline->bytes + from, span.end - from);
	add_definitions(c, buffer_slice(&copy), out);
	buffer_dispose(&copy);
}

/* The header of a table that the contract asks for and the body does not show. */
static void add_table_header(const struct section_spec *spec, struct buffer *out)
{
	const struct table_spec *table = spec->table;

	if (!table || table->in_body)
		return;
	buffer_add_char(out, '|');
	for (size_t i = 0; i < table->n_columns; i++)
		buffer_addf(out, " %s |", table->columns[i].name);
	buffer_add_string(out, "\n|");
	for (size_t i = 0; i < table->n_columns; i++)
		buffer_add_string(out, "---|");
	buffer_add_string(out, "\n\n");
}

static void add_section(
	const struct composer *c, const struct section_spec *spec, struct buffer *out)
{
	const struct outline *outline = c->request->kind->outline;
	const struct outline_section *section = &outline->sections[spec->outline_section];
	struct slice own = outline_spanned(outline, section->span);
	struct span taken = source_content(c, spec);

	if (taken.end) {
		size_t start = content_start(outline, spec->outline_section);

		compose_fill(c, (struct slice){own.at, start - section->span.start}, true, out);
		if (start == section->span.end && section->first_block == section->end_block)
			buffer_add_string(out, out->at[out->len - 1] == '\n' ? "" : "\n");
		add_source(c, taken, out);
		buffer_add_string(out, "\n\n");
		return;
	}
	compose_fill(c, own, true, out);
	add_table_header(spec, out);
}

void compose_section_text(
	const struct composer *c, const struct section_spec *spec, struct buffer *out)
{
	const struct outline *outline = c->request->kind->outline;
	const struct outline_section *section = &outline->sections[spec->outline_section];
	size_t start = content_start(outline, spec->outline_section);
	struct slice content = {outline->bytes + start, section->span.end - start};

	if (slice_trim(content).len) {
		compose_fill(c, slice_trim(content), true, out);
		buffer_add_string(out, "\n\n");
	}
	add_table_header(spec, out);
}

/* Whether what --set and --from gave rules a condition out. What was not given may still come. */
static bool is_ruled_out(const struct composer *c, const struct condition *condition)
{
	for (size_t i = 0; condition && i < condition->count; i++) {
		const struct match *match = &condition->items[i];
		const struct setting *setting = composer_setting(c, match->name);
		bool found = false;

		if (!setting)
			continue;
		if (match->has_present && !match->present)
			return true;
		for (size_t j = 0; j < match->n_values; j++)
			found = found || strcmp(setting->values[0], match->values[j]) == 0;
		if (match->values && !found)
			return true;
	}
	return false;
}

/* A section that does not apply is left out, and so is what stands below it. */
static bool is_left_out(const struct composer *c, size_t section)
{
	const struct section_spec *sections = c->request->kind->sections;

	for (; section != SIZE_MAX; section = sections[section].parent) {
		if (is_ruled_out(c, sections[section].when))
			return true;
	}
	return false;
}

void compose_body(const struct composer *c, struct buffer *out)
{
	const struct kind *kind = c->request->kind;
	const struct outline *outline = kind->outline;
	size_t start = outline->body;
	size_t first = kind->n_sections
			       ? outline->sections[kind->sections[0].outline_section].span.start
			       : outline->source_len;

	compose_fill(c, (struct slice){outline->bytes + start, first - start}, true, out);
	for (size_t i = 0; i < kind->n_sections; i++) {
		if (!is_left_out(c, i))
			add_section(c, &kind->sections[i], out);
	}
	while (out->len > 1 && out->at[out->len - 1] == '\n' && out->at[out->len - 2] == '\n')
		out->at[--out->len] = '\0';
}
