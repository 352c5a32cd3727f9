/* Action items: whose they are, by which day they are due, whether that day has passed. Of rows the
 * rules on cells (check_tables.c) ask for owner and day, since the contract says of each column
 * whether it has to be filled. */
#include "check/action.h"
#include "check/checker.h"

/* Where a part of an item stands: its cell, else the item. */
static struct span part_span(
	const struct checker *checker, const struct action *action, enum action_part part)
{
	uint32_t number = action->cells[part];
	const struct outline_cell *cell =
		number == OUTLINE_NONE ? NULL : &checker->document->outline->cells[number];

	return cell && cell->span.end > cell->span.start ? cell->span : action->span;
}

static void check_owner(struct checker *checker, const struct action *action)
{
	struct slice owner = action->parts[ACTION_OWNER];
	const char *near;

	if (owner.len == 0) {
		checker_add(checker, RULE_ACTION_NO_OWNER, action->span,
			"nobody owns this action: name one person, as in @alice");
		return;
	}
	if (people_resolve(checker->people, owner))
		return;
	near = people_nearest(checker->people, slice_from(owner, owner.at[0] == '@'));
	if (near)
		checker_add(checker, RULE_ACTION_NO_OWNER, action->span,
			"nobody owns this action: no person \"%.*s\" in %s; did you mean \"@%s\"?",
			SLICE_ARG(owner), POLICY_PEOPLE, near);
	else
		checker_add(checker, RULE_ACTION_NO_OWNER, action->span,
			"nobody owns this action: no person \"%.*s\" in %s", SLICE_ARG(owner),
			POLICY_PEOPLE);
}

static void check_due(struct checker *checker, const struct action *action)
{
	struct slice due = action->parts[ACTION_DUE];

	if (due.len == 0)
		checker_add(checker, RULE_ACTION_NO_DUE, action->span,
			"no day by which this action is done: write it, as in due 2026-12-01");
	else if (!action->has_due)
		checker_add(checker, RULE_ACTION_NO_DUE, action->span,
			"no day by which this action is done: \"%.*s\" is not a date such as "
			"2026-12-01",
			SLICE_ARG(due));
}

/* What is not agreed yet is not late, and where a document has ended, nobody looks any more. */
static bool days_count(const struct checker *checker)
{
	const struct document *document = checker->document;

	if (document->kind->lifecycle.count == 0 || document->status < 0)
		return true;
	return checker->strict && document->kind->lifecycle.next[document->status] != 0;
}

static void check_day(struct checker *checker, const struct action *action)
{
	struct slice id = action->parts[ACTION_ID];
	int64_t days = date_days(checker->today) - date_days(action->due);

	if (!action_is_overdue(action, checker->today))
		return;
	checker_add(checker, RULE_ACTION_OVERDUE, part_span(checker, action, ACTION_DUE),
		"%.*s was due on %.*s, %lld day%s ago: finish it, or agree on another day",
		SLICE_ARG(id.len ? id : slice_of("this action")),
		SLICE_ARG(action->parts[ACTION_DUE]), (long long)days, days == 1 ? "" : "s");
}

void check_actions(struct checker *checker)
{
	struct actions actions;

	actions_read(checker->document, corpus_policy(checker->corpus), &actions);
	for (size_t i = 0; i < actions.count; i++) {
		const struct action *action = &actions.list[i];

		if (action->is_task && action_is_unfinished(action)) {
			check_owner(checker, action);
			check_due(checker, action);
		}
		if (days_count(checker))
			check_day(checker, action);
	}
	actions_dispose(&actions);
}
