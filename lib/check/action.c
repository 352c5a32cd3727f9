#include "check/action.h"

#include <stdlib.h>

#include "check/contract.h"

bool action_is_unfinished(const struct action *action)
{
	return action->state == ACTION_OPEN || action->state == ACTION_IN_PROGRESS;
}

bool action_is_overdue(const struct action *action, struct date today)
{
	return action_is_unfinished(action) && action->has_due &&
	       date_days(action->due) < date_days(today);
}

static struct action *add(struct actions *actions, uint32_t section)
{
	struct action *action;

	GROW(actions->list, actions->count, actions->capacity);
	action = &actions->list[actions->count++];
	*action = (struct action){.section = section};
	for (size_t i = 0; i < ACTION_PARTS; i++) {
		action->parts[i] = slice_of("");
		action->cells[i] = OUTLINE_NONE;
	}
	return action;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

/* A dash and its like say nothing. */
static struct slice said(struct slice text)
{
	return value_is_blank(text) ? slice_of("") : text;
}

static void add_row(
	const struct document *document, size_t section, uint32_t row, struct actions *actions)
{
	const struct section_spec *spec = &document->kind->sections[section];
	const struct outline *outline = document->outline;
	const struct outline_table *table =
		&outline->tables[document->contract->tables[section].table];
	struct action *action = add(actions, table->section);

	action->span = outline->rows[table->first_row + row + 1].span;
	for (size_t i = 0; i < ACTION_PARTS; i++) {
		size_t column = spec->actions->columns[i];
		const struct outline_cell *cell =
			column == SIZE_MAX ? NULL : contract_cell(document, section, row, column);

		if (!cell)
			continue;
		action->cells[i] = (uint32_t)(cell - outline->cells);
		action->parts[i] = said(slice_trim(outline_text(outline, cell->text)));
	}
	action->state = action_spec_state(spec->actions, action->parts[ACTION_STATUS]);
	action->has_due = date_parse(action->parts[ACTION_DUE], &action->due);
}

static void add_rows(const struct document *document, size_t section, struct actions *actions)
{
	uint32_t number = document->kind->sections[section].table
				  ? document->contract->tables[section].table
				  : OUTLINE_NONE;
	const struct outline_table *table;

	if (number == OUTLINE_NONE)
		return;
	table = &document->outline->tables[number];
	for (uint32_t row = 0; row < table->rows; row++) {
		if (!contract_row_is_empty(document->outline, table, row))
			add_row(document, section, row, actions);
	}
}

/* ---- Tasks ----------------------------------------------------------------------------------- */

/* The item's own line or lines, without what is nested in it. */
static struct span own_span(const struct outline *outline, uint32_t item)
{
	uint32_t child = item + 1;

	if (child < outline->blocks[item].next && outline->blocks[child].type == BLOCK_PARAGRAPH)
		return outline->blocks[child].span;
	return outline->blocks[item].span;
}

static void add_task(const struct outline *outline, uint32_t item, struct actions *actions)
{
	const struct outline_block *block = &outline->blocks[item];
	struct action *action;

	if (block->type != BLOCK_ITEM || !(block->flags & BLOCK_TASK) || block->text.len == 0)
		return;
	action = add(actions, block->section);
	action->is_task = true;
	action->span = own_span(outline, item);
	action->state = block->flags & BLOCK_DONE ? ACTION_DONE : ACTION_OPEN;
	action_read_task(outline_text(outline, block->text), actions->arena, action);
	action->parts[ACTION_STATUS] = slice_of(action_state_names[action->state]);
	action->has_due = date_parse(action->parts[ACTION_DUE], &action->due);
}

static void add_tasks(const struct outline *outline, uint32_t section, struct actions *actions)
{
	const struct outline_section *part = &outline->sections[section];

	for (uint32_t i = part->first_block; i < part->end_block; i++)
		add_task(outline, i, actions);
}

/* ---- Sections -------------------------------------------------------------------------------- */

static bool has_tasks(const struct outline *outline, uint32_t section)
{
	const struct outline_section *part = &outline->sections[section];

	for (uint32_t i = part->first_block; i < part->end_block; i++) {
		if (outline->blocks[i].flags & BLOCK_TASK && outline->blocks[i].type == BLOCK_ITEM)
			return true;
	}
	return false;
}

static bool kind_has_title(const struct kind *kind, const char *folded)
{
	for (size_t i = 0; i < kind->n_sections; i++) {
		const struct section_spec *spec = &kind->sections[i];
		bool same = spec->actions && strcmp(spec->folded, folded) == 0;

		for (size_t j = 0; spec->actions && !same && j < spec->n_aliases; j++)
			same = strcmp(spec->aliases[j], folded) == 0;
		if (same)
			return true;
	}
	return false;
}

/* True if some kind calls a section for action items like this. */
static bool is_title_of_actions(struct policy *policy, struct slice title)
{
	struct buffer folded = BUFFER_INIT;
	const char *const *names;
	bool found = false;
	size_t count;

	buffer_reserve(&folded, 1);
	kind_fold_title(&folded, title);
	names = policy_kind_names(policy, &count);
	for (size_t i = 0; !found && i < count; i++) {
		const struct kind *kind = NULL;

		error_free(policy_kind(policy, slice_of(names[i]), &kind));
		found = kind && kind_has_title(kind, folded.at);
	}
	buffer_dispose(&folded);
	return found;
}

/* The contract's section that a section is, or lies in; SIZE_MAX for none. */
static size_t spec_around(const struct document *document, uint32_t section)
{
	const struct outline *outline = document->outline;

	while (section != OUTLINE_NONE && document->contract->specs[section] == OUTLINE_NONE)
		section = outline->sections[section].parent;
	return section == OUTLINE_NONE ? SIZE_MAX : document->contract->specs[section];
}

/* Whether the tasks of a section are action items. */
static bool holds_tasks(const struct document *document, struct policy *policy, uint32_t section)
{
	const struct outline *outline = document->outline;
	size_t spec;

	if (!has_tasks(outline, section))
		return false;
	spec = spec_around(document, section);
	if (spec != SIZE_MAX && document->kind->sections[spec].actions)
		return true;
	for (; policy && section != OUTLINE_NONE &&
		document->contract->specs[section] == OUTLINE_NONE;
		section = outline->sections[section].parent) {
		if (is_title_of_actions(
			    policy, outline_text(outline, outline->sections[section].title)))
			return true;
	}
	return false;
}

/* The section of the contract whose table's items come with this heading; SIZE_MAX for none. */
static size_t spec_here(const struct document *document, uint32_t section)
{
	uint32_t spec = document->contract->specs[section];

	return spec != OUTLINE_NONE && document->kind->sections[spec].actions ? spec : SIZE_MAX;
}

void actions_read(const struct document *document, struct policy *policy, struct actions *actions)
{
	*actions = (struct actions){.arena = arena_new()};
	if (document->refusal || !document->contract)
		return;
	for (uint32_t i = 1; i < document->outline->n_sections; i++) {
		size_t spec = spec_here(document, i);
		bool tasks = holds_tasks(document, policy, i);
		struct slice reason;

		if ((spec == SIZE_MAX && !tasks) ||
			section_not_applicable(document->outline, i, &reason) != OUTLINE_NONE)
			continue;
		if (spec != SIZE_MAX)
			add_rows(document, spec, actions);
		if (tasks)
			add_tasks(document->outline, i, actions);
	}
}

void actions_dispose(struct actions *actions)
{
	arena_free(actions->arena);
	free(actions->list);
	*actions = (struct actions){0};
}
