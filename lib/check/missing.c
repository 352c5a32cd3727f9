#include "check/missing.h"

#include <stdlib.h>

#include "policy/compose.h"

struct place {
	uint32_t at;
	uint32_t level; /* of the heading there */
};

/* How deep the heading is to be: as much deeper than the template's as the others are. */
static uint32_t usual_level(const struct document *document, size_t index)
{
	const struct kind *kind = document->kind;
	const struct outline *outline = document->outline;
	size_t parent = kind->sections[index].parent;
	int level = (int)kind->sections[index].level;

	for (size_t i = 0; i < kind->n_sections; i++) {
		uint32_t section = document->contract->sections[i];

		if (section == OUTLINE_NONE || (i != parent && kind->sections[i].parent != parent))
			continue;
		level += (int)outline->sections[section].level - (int)kind->sections[i].level;
		break;
	}
	return (uint32_t)(level < 1 ? 1 : level > 6 ? 6 : level);
}

/* Behind what stands before it in the template; else in front of what comes after it; else at the
 * end. */
static uint32_t usual_place(const struct document *document, size_t index)
{
	const struct kind *kind = document->kind;
	const struct outline *outline = document->outline;
	const uint32_t *found = document->contract->sections;
	size_t parent = kind->sections[index].parent;

	for (size_t i = index; i-- > 0;) {
		if (found[i] == OUTLINE_NONE)
			continue;
		if (kind->sections[i].parent == parent)
			return outline->sections[outline->sections[found[i]].next - 1].span.end;
		if (i == parent)
			return outline->sections[found[i]].span.end;
	}
	for (size_t i = index + 1; i < kind->n_sections; i++) {
		if (found[i] != OUTLINE_NONE && kind->sections[i].parent == parent)
			return outline->sections[found[i]].span.start;
	}
	return outline->source_len;
}

static uint32_t section_from(const struct outline *outline, uint32_t at)
{
	uint32_t section = 1;

	while (section < outline->n_sections && outline->sections[section].span.start < at)
		section++;
	return section;
}

/* True if a section, or one below it, comes later in the template. */
static bool comes_later(const struct document *document, uint32_t section, size_t index)
{
	for (uint32_t i = section; i < document->outline->sections[section].next; i++) {
		uint32_t spec = document->contract->specs[i];

		if (spec != OUTLINE_NONE && spec > index)
			return true;
	}
	return false;
}

/* Deeper headings that follow would come to stand below the new one: it goes behind them, or, where
 * they are of the template and come later, as deep as they are. */
static struct place find_place(const struct document *document, size_t index)
{
	const struct outline *outline = document->outline;
	struct place place = {usual_place(document, index), usual_level(document, index)};
	uint32_t first = section_from(outline, place.at), next = first;

	while (next < outline->n_sections && outline->sections[next].level > place.level) {
		if (comes_later(document, next, index)) {
			place.level = outline->sections[first].level;
			return place;
		}
		next = outline->sections[next].next;
	}
	if (next != first)
		place.at = next < outline->n_sections ? outline->sections[next].span.start
						      : outline->source_len;
	return place;
}

char *with_line_ends(const struct outline *outline, struct buffer *text)
{
	struct slice source = outline_source(outline), rest = buffer_slice(text);
	size_t first = slice_find(source, '\n');
	struct buffer out = BUFFER_INIT;

	if (first == 0 || first == source.len || source.at[first - 1] != '\r')
		return buffer_take(text);
	while (rest.len) {
		size_t end = slice_find(rest, '\n');

		buffer_add(&out, rest.at, end);
		if (end < rest.len)
			buffer_add_string(&out, "\r\n");
		rest = slice_from(rest, end + 1);
	}
	buffer_reserve(&out, 1);
	buffer_dispose(text);
	return buffer_take(&out);
}

char *missing_section(struct checker *checker, size_t index, section_filter *wanted, uint32_t *at)
{
	const struct document *document = checker->document;
	const struct kind *kind = document->kind;
	char *title = mem_string(document_text(document, "title"));
	struct compose_request request = {.kind = kind, .title = title, .today = checker->today};
	struct place place = find_place(document, index);
	struct buffer text = BUFFER_INIT;

	for (size_t i = index; i < kind->sections[index].next; i++) {
		const struct section_spec *spec = &kind->sections[i];
		uint32_t level = place.level + spec->level - kind->sections[index].level;

		if (i == index || wanted(checker, spec))
			compose_section(&request, i, level > 6 ? 6 : level, &text);
	}
	free(title);
	*at = place.at;
	return with_line_ends(document->outline, &text);
}

char *missing_table(struct checker *checker, size_t index, uint32_t *at)
{
	const struct document *document = checker->document;
	char *title = mem_string(document_text(document, "title"));
	struct compose_request request = {
		.kind = document->kind, .title = title, .today = checker->today};
	struct buffer text = BUFFER_INIT;

	compose_section(&request, index, 0, &text);
	free(title);
	*at = document->outline->sections[document->contract->sections[index]].span.end;
	return with_line_ends(document->outline, &text);
}

static bool is_needed(struct checker *checker, const struct section_spec *spec)
{
	return !spec->optional && section_is_due(checker, spec);
}

void missing_fix(struct checker *checker, size_t index)
{
	uint32_t at;
	char *text = missing_section(checker, index, is_needed, &at);

	checker_fix(checker, (struct span){at, at}, text,
		mem_format("section \"%s\" added from the template",
			checker->document->kind->sections[index].title));
}
