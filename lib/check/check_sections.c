/* Sections: there, filled, in order, once, within their lengths. */
#include <stdlib.h>

#include "check/missing.h"
#include "policy/quantity.h"

static struct span title_span(const struct checker *checker, uint32_t section)
{
	return checker->document->outline->sections[section].title_span;
}

bool section_is_due(struct checker *checker, const struct section_spec *spec)
{
	struct scope scope = checker_scope(checker);

	return condition_holds(spec->when, &scope) &&
	       (!spec->from || checker_status_in(checker, spec->from));
}

/* Where a section that is missing would belong: behind the last one before it that is there. */
static struct span missing_place(const struct checker *checker, size_t index, const char **after)
{
	const struct kind *kind = checker->document->kind;
	const struct outline *outline = checker->document->outline;
	const struct contract *contract = checker->document->contract;
	size_t parent = kind->sections[index].parent;

	*after = NULL;
	for (size_t i = index; i-- > 0;) {
		if (contract->sections[i] == OUTLINE_NONE)
			continue;
		if (i != parent && kind->sections[i].parent != parent)
			continue;
		*after = i == parent ? NULL : kind->sections[i].title;
		return title_span(checker, contract->sections[i]);
	}
	if (outline->n_sections > 1)
		return title_span(checker, 1);
	return (struct span){outline->body, outline->body};
}

/* By its headings, as sections of one title may stand under several. */
static void name_missing(struct checker *checker, size_t index)
{
	const struct section_spec *sections = checker->document->kind->sections;
	char *path = mem_string(slice_of(sections[index].title));

	for (size_t i = sections[index].parent; i != SIZE_MAX; i = sections[i].parent) {
		char *longer = mem_format("%s > %s", sections[i].title, path);

		free(path);
		path = longer;
	}
	checker_about(checker, "%s", path);
	free(path);
}

static void check_missing(struct checker *checker, size_t index)
{
	const struct section_spec *spec = &checker->document->kind->sections[index];
	const struct contract *contract = checker->document->contract;
	const char *after;
	struct span place;

	/* A missing section's children are not missing besides. */
	if (spec->parent != SIZE_MAX) {
		uint32_t parent = contract->sections[spec->parent];

		if (parent == OUTLINE_NONE ||
			section_is_answered(checker->document->outline, parent))
			return;
	}
	if (spec->optional || !section_is_due(checker, spec))
		return;
	place = missing_place(checker, index, &after);
	if (after)
		checker_add_gap(checker, RULE_SECTION_MISSING, spec->from != 0, place,
			"section \"%s\" is missing (after \"%s\")", spec->title, after);
	else
		checker_add_gap(checker, RULE_SECTION_MISSING, spec->from != 0, place,
			"section \"%s\" is missing", spec->title);
	name_missing(checker, index);
	missing_fix(checker, index);
}

static bool has_children(const struct kind *kind, size_t index)
{
	return kind->sections[index].next > index + 1;
}

/* True if the section is answered with "Not applicable" and needs no other checks. */
static bool check_not_applicable(
	struct checker *checker, const struct section_spec *spec, uint32_t section)
{
	const struct outline *outline = checker->document->outline;
	struct slice reason;
	uint32_t block = section_not_applicable(outline, section, &reason);

	if (block == OUTLINE_NONE)
		return false;
	if (spec->applicable_always)
		checker_add(checker, RULE_SECTION_NOT_APPLICABLE, outline->blocks[block].span,
			"\"%s\" always applies; \"Not applicable\" does not answer it",
			spec->title);
	else if (text_words(reason) < 3)
		checker_add(checker, RULE_SECTION_NOT_APPLICABLE, outline->blocks[block].span,
			"\"Not applicable\" needs a reason of three words or more: "
			"`Not applicable: REASON`");
	return true;
}

static bool has_number(const struct outline *outline, uint32_t section, bool with_unit)
{
	uint32_t first, end;

	section_runs(outline, section, &first, &end);
	for (uint32_t i = first; i < end; i++) {
		struct slice text = outline_text(outline, outline->runs[i].text);

		if (outline->runs[i].type == RUN_COMMENT)
			continue;
		for (size_t at = 0; at < text.len; at++) {
			struct quantity quantity;

			if (text.at[at] < '0' || text.at[at] > '9')
				continue;
			if (!with_unit)
				return true;
			if (quantity_read_number(slice_from(text, at), true, &quantity) &&
				quantity.has_unit)
				return true;
			while (at + 1 < text.len && text.at[at + 1] >= '0' &&
				text.at[at + 1] <= '9')
				at++;
		}
	}
	return false;
}

static bool has_block(
	const struct outline *outline, uint32_t section, enum block_type type, uint32_t flags)
{
	const struct outline_section *sections = outline->sections;
	uint32_t end = sections[sections[section].next - 1].end_block;

	for (uint32_t i = sections[section].first_block; i < end; i++) {
		if (outline->blocks[i].type == type && (outline->blocks[i].flags & flags) == flags)
			return true;
	}
	return false;
}

static bool has_link(const struct outline *outline, uint32_t section)
{
	for (uint32_t i = 0; i < outline->n_links; i++) {
		if (outline->links[i].section >= section &&
			outline->links[i].section < outline->sections[section].next)
			return true;
	}
	return false;
}

static bool contains(const struct outline *outline, uint32_t section, uint32_t what)
{
	switch (what) {
	case CONTAINS_NUMBER:
		return has_number(outline, section, false);
	case CONTAINS_QUANTITY:
		return has_number(outline, section, true);
	case CONTAINS_LIST:
		return has_block(outline, section, BLOCK_LIST, 0);
	case CONTAINS_ORDERED_LIST:
		return has_block(outline, section, BLOCK_LIST, BLOCK_ORDERED);
	case CONTAINS_TASK_LIST:
		return has_block(outline, section, BLOCK_ITEM, BLOCK_TASK);
	case CONTAINS_TABLE:
		return has_block(outline, section, BLOCK_TABLE, 0);
	case CONTAINS_LINK:
		return has_link(outline, section);
	default:
		return has_block(outline, section, BLOCK_CODE, 0);
	}
}

static void check_contains(
	struct checker *checker, const struct section_spec *spec, uint32_t section)
{
	static const char *const names[] = {"a number", "a number with its unit", "a list",
		"a numbered list", "a task list", "a table", "a link", "a code block"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		uint32_t what = UINT32_C(1) << i;

		if (!(spec->contains & what) || contains(checker->document->outline, section, what))
			continue;
		checker_add(checker, RULE_SECTION_CONTENT, title_span(checker, section),
			"section \"%s\" has to contain %s", spec->title, names[i]);
		checker_about(checker, "%s > %s", spec->title, names[i]);
	}
}

static void check_words(struct checker *checker, const struct section_spec *spec, uint32_t section)
{
	uint32_t words;

	if (!spec->min_words && !spec->max_words)
		return;
	words = section_words(checker->document->outline, section);
	if (spec->min_words && words < spec->min_words)
		checker_add(checker, RULE_SECTION_TOO_SHORT, title_span(checker, section),
			"section \"%s\" has %u words, at least %u are needed", spec->title, words,
			spec->min_words);
	if (spec->max_words && words > spec->max_words)
		checker_add(checker, RULE_SECTION_TOO_LONG, title_span(checker, section),
			"section \"%s\" has %u words, at most %u are allowed", spec->title, words,
			spec->max_words);
}

/* True if sections below it say themselves what is missing there. */
static bool children_decide(struct checker *checker, size_t index)
{
	const struct kind *kind = checker->document->kind;

	for (size_t i = index + 1; i < kind->sections[index].next; i++) {
		if (checker->document->contract->sections[i] != OUTLINE_NONE &&
			section_is_due(checker, &kind->sections[i]))
			return true;
	}
	return false;
}

static bool table_decides(const struct checker *checker, size_t index)
{
	const struct section_spec *spec = &checker->document->kind->sections[index];

	return spec->table && spec->table->min_rows &&
	       checker->document->contract->tables[index].table != OUTLINE_NONE;
}

static void check_present(struct checker *checker, size_t index, uint32_t section)
{
	const struct kind *kind = checker->document->kind;
	const struct section_spec *spec = &kind->sections[index];

	if (check_not_applicable(checker, spec, section))
		return;
	if (!section_is_due(checker, spec))
		return;
	if (!section_has_content(checker->document->outline, section)) {
		/* A table that needs rows says itself that it has none. */
		if (!children_decide(checker, index) && !table_decides(checker, index))
			checker_add_gap(checker, RULE_SECTION_EMPTY, spec->from != 0,
				title_span(checker, section), "section \"%s\" is empty%s",
				spec->title,
				spec->optional ? "; it is optional: fill it in or delete it" : "");
		return;
	}
	check_contains(checker, spec, section);
	check_words(checker, spec, section);
}

/* The other headings of the same title and parent as the one that was matched. */
static void check_duplicates(struct checker *checker)
{
	const struct document *document = checker->document;
	const struct outline *outline = document->outline;
	struct buffer folded = BUFFER_INIT;

	for (uint32_t i = 1; i < outline->n_sections; i++) {
		if (document->contract->specs[i] != OUTLINE_NONE)
			continue;
		buffer_clear(&folded);
		buffer_reserve(&folded, 1);
		kind_fold_title(&folded, outline_text(outline, outline->sections[i].title));
		for (size_t j = 0; j < document->kind->n_sections; j++) {
			uint32_t first = document->contract->sections[j];

			if (first == OUTLINE_NONE ||
				strcmp(document->kind->sections[j].folded, folded.at) != 0 ||
				outline->sections[first].parent != outline->sections[i].parent)
				continue;
			checker_add(checker, RULE_SECTION_DUPLICATE, title_span(checker, i),
				"section \"%s\" stands twice; the other one is in line %u",
				document->kind->sections[j].title,
				outline_position(
					document->outline, outline->sections[first].span.start)
					.line);
			break;
		}
	}
	buffer_dispose(&folded);
}

static bool is_extra_refused(struct checker *checker)
{
	const struct kind *kind = checker->document->kind;
	struct scope scope = checker_scope(checker);

	if (kind->extra_sections == EXTRA_WHEN)
		return !condition_holds(kind->extra_when, &scope);
	return kind->extra_sections == EXTRA_REFUSED;
}

/* The document's own title is not a section; nor is what stands below a heading that is refused
 * already. */
static void check_unexpected(struct checker *checker)
{
	const struct document *document = checker->document;
	const struct outline *outline = document->outline;
	struct scope scope = checker_scope(checker);

	if (!is_extra_refused(checker))
		return;
	for (uint32_t i = 1; i < outline->n_sections; i++) {
		uint32_t spec = document->contract->specs[i];
		uint32_t parent = outline->sections[i].parent;
		struct slice title = outline_text(outline, outline->sections[i].title);

		if (i == 1 && outline->sections[i].level == 1)
			continue;
		/* What stands below another section is that one's affair. */
		if (parent != OUTLINE_NONE && !(parent == 1 && outline->sections[1].level == 1))
			continue;
		if (spec != OUTLINE_NONE &&
			condition_holds(document->kind->sections[spec].when, &scope))
			continue;
		checker_add(checker, RULE_SECTION_UNEXPECTED, title_span(checker, i),
			"section \"%.*s\" does not belong in this document", SLICE_ARG(title));
	}
}

/* Names the neighbour in the template that a section stands on the wrong side of. */
static void report_order(
	struct checker *checker, const size_t *list, size_t count, const bool *in_place, size_t at)
{
	const struct kind *kind = checker->document->kind;
	const uint32_t *found = checker->document->contract->sections;
	struct span place = title_span(checker, found[list[at]]);
	const char *title = kind->sections[list[at]].title;
	size_t last = at, next = at + 1;

	while (last > 0 && !in_place[last])
		last--;
	while (next < count && !in_place[next])
		next++;
	if (in_place[last] && found[list[at]] < found[list[last]])
		checker_add(checker, RULE_SECTION_ORDER, place,
			"section \"%s\" should stand after \"%s\"", title,
			kind->sections[list[last]].title);
	else if (next < count)
		checker_add(checker, RULE_SECTION_ORDER, place,
			"section \"%s\" should stand before \"%s\"", title,
			kind->sections[list[next]].title);
}

/* The longest run of siblings that are in order stays; the others are out of place. */
static void check_siblings(struct checker *checker, const size_t *list, size_t count)
{
	const struct contract *contract = checker->document->contract;
	size_t *length = mem_calloc(count + 1, sizeof *length);
	size_t *before = mem_calloc(count + 1, sizeof *before);
	bool *in_place = mem_calloc(count + 1, sizeof *in_place);
	size_t best = 0;

	for (size_t i = 0; i < count; i++) {
		length[i] = 1;
		before[i] = SIZE_MAX;
		for (size_t j = 0; j < i; j++) {
			if (contract->sections[list[j]] < contract->sections[list[i]] &&
				length[j] + 1 > length[i]) {
				length[i] = length[j] + 1;
				before[i] = j;
			}
		}
		best = length[i] > length[best] ? i : best;
	}
	for (size_t i = best; count && i != SIZE_MAX; i = before[i])
		in_place[i] = true;
	for (size_t i = 0; i < count; i++) {
		if (!in_place[i])
			report_order(checker, list, count, in_place, i);
	}
	free(in_place);
	free(before);
	free(length);
}

/* What stands inside one of its siblings is neither before nor behind it. */
static bool is_inside_sibling(const struct document *document, size_t index)
{
	uint32_t section = document->contract->sections[index];
	uint32_t spec = OUTLINE_NONE;

	while (spec == OUTLINE_NONE) {
		section = document->outline->sections[section].parent;
		if (section == OUTLINE_NONE)
			return false;
		spec = document->contract->specs[section];
	}
	return document->kind->sections[spec].parent == document->kind->sections[index].parent;
}

static void check_order(struct checker *checker, size_t parent, bool any_order)
{
	const struct kind *kind = checker->document->kind;
	const struct contract *contract = checker->document->contract;
	size_t *list = mem_calloc(kind->n_sections + 1, sizeof *list);
	size_t count = 0;

	for (size_t i = 0; i < kind->n_sections; i++) {
		if (kind->sections[i].parent == parent && contract->sections[i] != OUTLINE_NONE &&
			!is_inside_sibling(checker->document, i))
			list[count++] = i;
	}
	if (!any_order && count > 1)
		check_siblings(checker, list, count);
	free(list);
}

static void check_length(struct checker *checker)
{
	const struct outline *outline = checker->document->outline;
	const struct kind *kind = checker->document->kind;
	struct scope scope = checker_scope(checker);
	struct span place =
		outline->n_sections > 1 ? title_span(checker, 1) : checker_document_span(checker);
	uint32_t words = 0;

	for (uint32_t i = 0; i < outline->n_sections; i++)
		words += outline->sections[i].words;
	for (size_t i = 0; i < kind->n_lengths; i++) {
		const struct length_spec *length = &kind->lengths[i];

		if (words <= length->words || !condition_holds(length->when, &scope))
			continue;
		checker_add_as(checker, RULE_SECTION_TOO_LONG,
			length->has_severity ? length->severity : SEVERITY_ERROR, place,
			"the document has %u words, at most %u are allowed", words, length->words);
		return;
	}
}

void check_sections(struct checker *checker)
{
	const struct kind *kind = checker->document->kind;
	const struct contract *contract = checker->document->contract;

	for (size_t i = 0; i < kind->n_sections; i++) {
		if (contract->sections[i] == OUTLINE_NONE)
			check_missing(checker, i);
		else
			check_present(checker, i, contract->sections[i]);
	}
	check_duplicates(checker);
	check_unexpected(checker);
	check_order(checker, SIZE_MAX, kind->any_order);
	for (size_t i = 0; i < kind->n_sections; i++) {
		if (has_children(kind, i))
			check_order(checker, i, kind->sections[i].any_order);
	}
	check_length(checker);
}
