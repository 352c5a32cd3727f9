/* The words of one side in texts for the other. */
#include <ctype.h>
#include <stdlib.h>

#include "check/explained.h"
#include "check/glossary_state.h"
#include "check/passage.h"

/* A document that is looked at for words that its readers may not know. */
struct hearing {
	struct checker *checker;
	const struct glossary *glossary;
	struct glossary_state *state;
	const struct document *document;
	const struct audience_spec **heard; /* for each section: who reads it, or NULL */
	struct passage passage;
	uint32_t next_link; /* the links before it are behind the passage */
	bool has_link;      /* the passage leads to a glossary */
};

/* Fills in who reads a section and those below it. */
static void set_audience(
	struct hearing *hearing, uint32_t section, const struct audience_spec *audience)
{
	uint32_t end = hearing->document->outline->sections[section].next;

	for (uint32_t i = section; i < end; i++)
		hearing->heard[i] = audience;
}

static const struct audience_spec *present(
	struct hearing *hearing, const struct audience_spec *audience)
{
	struct scope scope = checker_scope(hearing->checker);

	return audience && condition_holds(audience->when, &scope) ? audience : NULL;
}

/* False if nobody in particular reads any of it. */
static bool find_audiences(struct hearing *hearing)
{
	const struct document *document = hearing->document;
	const struct kind *kind = document->kind;
	const struct audience_spec *of_all = present(hearing, kind->audience);
	uint32_t n_sections = document->outline->n_sections;
	bool any = of_all != NULL;

	hearing->heard = mem_calloc(n_sections + 1, sizeof *hearing->heard);
	for (uint32_t i = 0; i < n_sections; i++)
		hearing->heard[i] = of_all;
	for (size_t i = 0; i < kind->n_sections; i++) {
		const struct section_spec *spec = &kind->sections[i];
		uint32_t section = document->contract->sections[i];

		if (section == OUTLINE_NONE || (!spec->audience && !spec->terms))
			continue;
		set_audience(
			hearing, section, spec->terms ? NULL : present(hearing, spec->audience));
		any = any || hearing->heard[section];
	}
	return any;
}

static bool is_decided(const struct hearing *hearing, uint32_t concept)
{
	return hearing->state->decided[concept] == hearing->state->number;
}

static void decide(struct hearing *hearing, uint32_t concept)
{
	hearing->state->decided[concept] = hearing->state->number;
}

/* What the document's own list of terms explains needs no other explanation. */
static void decide_cell(struct hearing *hearing, const struct outline_cell *cell)
{
	struct glossary_reading *reading = &hearing->state->reading;

	glossary_read(
		hearing->glossary, outline_text(hearing->document->outline, cell->text), reading);
	for (size_t i = 0; i < reading->count; i++)
		decide(hearing, reading->uses[i].concept);
}

static bool cell_says_something(
	const struct hearing *hearing, size_t section, uint32_t row, size_t column)
{
	const struct outline_cell *cell =
		column == SIZE_MAX ? NULL : contract_cell(hearing->document, section, row, column);

	return cell &&
	       !value_is_blank(slice_trim(outline_text(hearing->document->outline, cell->text)));
}

static void decide_own_terms(struct hearing *hearing)
{
	const struct document *document = hearing->document;

	for (size_t i = 0; i < document->kind->n_sections; i++) {
		const struct terms_spec *terms = document->kind->sections[i].terms;
		uint32_t table = document->contract->tables[i].table;

		if (!terms || !terms->own || table == OUTLINE_NONE)
			continue;
		for (uint32_t row = 0; row < document->outline->tables[table].rows; row++) {
			if (cell_says_something(hearing, i, row, terms->term) &&
				(cell_says_something(hearing, i, row, terms->translation) ||
					cell_says_something(hearing, i, row, terms->line)))
				decide_cell(hearing, contract_cell(document, i, row, terms->term));
		}
	}
}

static bool leads_to_glossary(const struct hearing *hearing, const struct outline_link *link)
{
	const struct document *found = NULL;
	struct target target = target_read(
		hearing->document->path, outline_text(hearing->document->outline, link->target));

	if (target.type == TARGET_PATH)
		found = corpus_find(hearing->checker->corpus, target.path);
	target_dispose(&target);
	return found && glossary_is_one(found);
}

/* Links come in the order of their runs, as passages do. */
static void look_at_links(struct hearing *hearing)
{
	const struct outline *outline = hearing->document->outline;

	hearing->has_link = false;
	for (; hearing->next_link < outline->n_links; hearing->next_link++) {
		const struct outline_link *link = &outline->links[hearing->next_link];

		if (link->first_run >= hearing->passage.end)
			return;
		if (link->end_run > hearing->passage.first && !hearing->has_link)
			hearing->has_link = leads_to_glossary(hearing, link);
	}
}

/* In a cell of another type the words are not the writer's: names, choices, links. */
static bool is_free_text(const struct field_spec *column)
{
	const struct field_spec *value =
		column->type == VALUE_LIST && column->of ? column->of : column;

	return value->type == VALUE_STRING || value->type == VALUE_TEXT ||
	       value->type == VALUE_ANY || value->type == VALUE_LIST;
}

/* Whether a cell of a table that the template knows holds what it prescribes. */
static bool is_prescribed(const struct hearing *hearing, size_t section,
	const struct outline_table *table, uint32_t cell)
{
	const struct table_spec *spec = hearing->document->kind->sections[section].table;
	const struct contract_table *match = &hearing->document->contract->tables[section];
	uint32_t column = (cell - table->first_cell) % table->columns;

	for (size_t i = 0; i < spec->n_columns; i++) {
		if (match->columns[i] == column)
			return cell < table->first_cell + table->columns ||
			       !is_free_text(&spec->columns[i]);
	}
	return false;
}

/* What a template asks for, no writer can say otherwise: its headings, the headers of its tables,
 * the values of its choices. */
static bool is_of_template(const struct hearing *hearing, const struct outline_run *run)
{
	const struct document *document = hearing->document;
	const struct outline *outline = document->outline;

	if (run->block == OUTLINE_NONE)
		return document->contract->specs[run->section] != OUTLINE_NONE;
	if (run->cell == OUTLINE_NONE || outline->blocks[run->block].type != BLOCK_TABLE)
		return false;
	for (size_t i = 0; i < document->kind->n_sections; i++) {
		uint32_t table = document->contract->tables[i].table;

		if (table != OUTLINE_NONE && table == outline->blocks[run->block].number)
			return is_prescribed(hearing, i, &outline->tables[table], run->cell);
	}
	return false;
}

static bool is_known(
	const struct hearing *hearing, const struct audience_spec *audience, uint32_t concept)
{
	const struct glossary_row *row = glossary_first_row(hearing->glossary, concept);
	struct slice level = slice_of(audience->level);

	if (slice_equal_nocase(row->side, slice_of(audience->side)))
		return true;
	if (audience->level && kind_field(hearing->document->kind, level))
		level = document_text(hearing->document, audience->level);
	return glossary_knows(hearing->glossary, concept, level);
}

/* What is to be said instead of the word; empty where no row says it. */
static struct slice translation_of(const struct glossary *glossary, uint32_t concept)
{
	const struct glossary_row *row = glossary_first_row(glossary, concept);

	while (row && row->translation.len == 0)
		row = glossary_row(glossary, row->next);
	return row ? row->translation : (struct slice){"", 0};
}

/* Only where the words can become nothing else, and read as they should: a noun in plain text,
 * plain characters, a document that nobody has signed. */
static bool can_be_fixed(
	const struct hearing *hearing, const struct glossary_use *use, struct slice translation)
{
	const struct outline_run *run = passage_run(&hearing->passage, use->start);
	struct slice text = buffer_slice(&hearing->passage.running.text);
	uint32_t signoffs = document_field(hearing->document, "signoffs");

	if (run->block == OUTLINE_NONE || translation.len == 0 || use->as_verb ||
		(signoffs != OUTLINE_NONE &&
			hearing->document->outline->fields[signoffs].count > 0))
		return false;
	for (size_t i = 0; i < translation.len; i++) {
		unsigned char c = (unsigned char)translation.at[i];

		if (c < 0x80 && !isalnum(c) && !strchr(" -,.'/%", c))
			return false;
	}
	/* Not inside a compound, nor before what belongs to the word. */
	if (use->end < text.len && !strchr(" .,;:!?)\n\"", text.at[use->end]))
		return false;
	if (slice_starts_with(slice_from(text, use->end), " ("))
		return false;
	return use->start == 0 || strchr(" (\n\"", text.at[use->start - 1]);
}

/* "false positive" is a word of research: say "false alarm", ... */
static void describe(
	const struct hearing *hearing, const struct glossary_use *use, struct buffer *out)
{
	const struct glossary_row *row = glossary_first_row(hearing->glossary, use->concept);
	bool ambiguous = glossary_is_ambiguous(hearing->glossary, use->concept);
	struct slice translation = translation_of(hearing->glossary, use->concept);
	struct slice side = row->side.len ? row->side : slice_of("another side");

	buffer_addf(out, "\"%.*s\" %s a word of %.*s%s: ", (int)(use->end - use->start),
		hearing->passage.running.text.at + use->start, ambiguous ? "may be" : "is",
		SLICE_ARG(side), ambiguous ? " here" : "");
	if (translation.len)
		buffer_addf(out, "say \"%.*s\", or write it behind it in parentheses",
			SLICE_ARG(translation));
	else
		buffer_add_string(out, "say it in other words, or explain it behind it in "
				       "parentheses");
}

static void report_use(struct hearing *hearing, const struct glossary_use *use)
{
	struct checker *checker = hearing->checker;
	struct slice translation = translation_of(hearing->glossary, use->concept);
	struct buffer message = BUFFER_INIT;
	struct span span;
	bool plain = passage_span(&hearing->passage, use->start, use->end, &span);

	describe(hearing, use, &message);
	if (glossary_is_ambiguous(hearing->glossary, use->concept)) {
		checker_add_as(
			checker, RULE_GLOSSARY_JARGON, SEVERITY_WARNING, span, "%s", message.at);
	} else {
		checker_add(checker, RULE_GLOSSARY_JARGON, span, "%s", message.at);
		if (plain && can_be_fixed(hearing, use, translation))
			checker_fix(checker, span,
				mem_format("%.*s (%.*s)", (int)(use->end - use->start),
					hearing->passage.running.text.at + use->start,
					SLICE_ARG(translation)),
				mem_format("translated as \"%.*s\"", SLICE_ARG(translation)));
	}
	buffer_dispose(&message);
}

static void look_at_use(struct hearing *hearing, const struct glossary_use *use)
{
	const struct outline_run *run = passage_run(&hearing->passage, use->start);
	const struct audience_spec *audience = hearing->heard[run->section];

	if (!use->counts || is_decided(hearing, use->concept) ||
		is_known(hearing, audience, use->concept) || is_of_template(hearing, run))
		return;
	/* The link's target explains it, or is where its own words are read. */
	if (run->flags & RUN_IN_LINK && !hearing->has_link)
		return;
	decide(hearing, use->concept);
	if (hearing->has_link ||
		glossary_reading_translates(&hearing->state->reading, use->concept) ||
		explained_in_place(
			buffer_slice(&hearing->passage.running.text), use->start, use->end))
		return;
	report_use(hearing, use);
}

static void look_at_reading(struct hearing *hearing)
{
	const struct glossary_reading *reading = &hearing->state->reading;

	look_at_links(hearing);
	for (size_t i = 0; i < reading->count; i++)
		look_at_use(hearing, &reading->uses[i]);
}

static void read_passage(struct hearing *hearing)
{
	struct glossary_reading *reading = &hearing->state->reading;

	glossary_read(hearing->glossary, buffer_slice(&hearing->passage.running.text), reading);
	for (size_t i = 0; i < reading->count; i++) {
		bool *used = &hearing->state->used[reading->uses[i].concept];

		hearing->state->n_unused -= !*used;
		*used = true;
	}
}

/* Once over the document, for what it uses and for what its readers do not know. */
static void look_at_text(struct hearing *hearing, bool any_heard, bool all_read)
{
	const struct outline *outline = hearing->document->outline;

	while (passage_next(&hearing->passage, outline)) {
		const struct outline_run *run = &outline->runs[hearing->passage.first];
		bool heard =
			any_heard && hearing->heard[run->section] && run->block != OUTLINE_NONE;

		if (!heard && !all_read)
			continue;
		read_passage(hearing);
		if (heard)
			look_at_reading(hearing);
	}
}

/* Headings come last: what they name, the text may explain. */
static void look_at_headings(struct hearing *hearing)
{
	const struct outline *outline = hearing->document->outline;

	hearing->passage.end = 0;
	hearing->next_link = 0;
	while (passage_next(&hearing->passage, outline)) {
		const struct outline_run *run = &outline->runs[hearing->passage.first];

		if (run->block != OUTLINE_NONE || !hearing->heard[run->section])
			continue;
		read_passage(hearing);
		look_at_reading(hearing);
	}
}

/* Whether somebody in particular reads some of the document. */
static bool is_heard(struct hearing *hearing)
{
	const struct kind *kind = hearing->document->kind;

	return kind && kind->needs_terms &&
	       !checker_is_off(hearing->checker, RULE_GLOSSARY_JARGON) && find_audiences(hearing);
}

void check_jargon(struct checker *checker)
{
	struct hearing hearing = {
		.checker = checker, .state = checker->glossary, .document = checker->document};
	bool any_heard = is_heard(&hearing), all_read = looks_for_unused(checker);

	if (any_heard || all_read)
		hearing.glossary = checker_glossary(checker);
	if (hearing.glossary && glossary_count_concepts(hearing.glossary)) {
		hearing.state->number++;
		if (any_heard)
			decide_own_terms(&hearing);
		/* Where all are known to be used, nothing is looked for any more. */
		all_read = all_read && hearing.state->n_unused > 0;
		if (any_heard || all_read)
			look_at_text(&hearing, any_heard, all_read);
		if (any_heard)
			look_at_headings(&hearing);
	}
	passage_dispose(&hearing.passage);
	free(hearing.heard);
}
