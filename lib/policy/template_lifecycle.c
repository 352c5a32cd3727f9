/* The statuses of a kind, their order, and the sets of statuses that other keys name. */
#include "base/nearest.h"
#include "policy/template_parts.h"

struct status_set {
	struct template *t;
	uint64_t set;
};

static void unknown_status(struct template *t, uint32_t node)
{
	const struct lifecycle *lifecycle = &t->kind->lifecycle;
	struct slice text = reader_text(t->reader, node);
	const char *near = nearest(text, lifecycle->names, lifecycle->count);

	reader_problem(t->reader, PROBLEM_REFERENCE, reader_value_span(t->reader, node),
		near ? "unknown status \"%.*s\"; did you mean \"%s\"?"
		     : "unknown status \"%.*s\": the lifecycle does not have it%s",
		SLICE_ARG(text), near ? near : "");
}

static void add_status(struct reader *reader, uint32_t node, void *context)
{
	struct status_set *set = context;
	int status = kind_status(set->t->kind, reader_text(reader, node));

	if (status < 0)
		unknown_status(set->t, node);
	else
		set->set |= UINT64_C(1) << status;
}

uint64_t template_statuses(struct template *t, uint32_t map, const char *key)
{
	uint32_t node = outline_child(t->reader->outline, map, key);
	struct status_set set = {t, 0};

	if (node != OUTLINE_NONE)
		reader_each(t->reader, node, add_status, &set);
	return set.set;
}

static void read_names(struct template *t, uint32_t map)
{
	struct lifecycle *lifecycle = &t->kind->lifecycle;
	uint32_t node = outline_first_child(t->reader->outline, map);

	for (; node != OUTLINE_NONE; node = outline_next_child(t->reader->outline, node)) {
		struct slice key = reader_key(t->reader, node);

		if (slice_is(key, "initial"))
			continue;
		if (lifecycle->count == MAX_STATUSES) {
			reader_problem(t->reader, PROBLEM_VALUE, reader_key_span(t->reader, node),
				"a lifecycle has at most %d statuses", MAX_STATUSES);
			return;
		}
		lifecycle->names[lifecycle->count++] = arena_string(t->kind->arena, key);
	}
}

/* The statuses directly after the initial one from which there is a way on. */
static uint64_t default_strict(const struct lifecycle *lifecycle)
{
	uint64_t after = lifecycle->next[lifecycle->initial], open = 0;

	for (size_t i = 0; i < lifecycle->count; i++) {
		if (after >> i & 1 && lifecycle->next[i])
			open |= UINT64_C(1) << i;
	}
	return open ? open : after;
}

static void check_reachable(struct template *t, uint32_t map)
{
	struct lifecycle *lifecycle = &t->kind->lifecycle;
	uint64_t reached = lifecycle_reachable(lifecycle);

	for (size_t i = 0; i < lifecycle->count; i++) {
		uint32_t node;

		if (reached >> i & 1)
			continue;
		node = outline_child(t->reader->outline, map, lifecycle->names[i]);
		reader_problem(t->reader, PROBLEM_REFERENCE, reader_key_span(t->reader, node),
			"status \"%s\" cannot be reached from \"%s\"", lifecycle->names[i],
			lifecycle->names[lifecycle->initial]);
	}
}

static void read_initial(struct template *t, uint32_t map)
{
	uint32_t node = reader_scalar(t->reader, map, "initial");
	int status;

	if (node == OUTLINE_NONE) {
		if (outline_child(t->reader->outline, map, "initial") == OUTLINE_NONE)
			reader_problem(t->reader, PROBLEM_MISSING_KEY,
				reader_key_span(t->reader, map),
				"the lifecycle does not say which status is \"initial\"");
		return;
	}
	status = kind_status(t->kind, reader_text(t->reader, node));
	if (status < 0)
		unknown_status(t, node);
	else
		t->kind->lifecycle.initial = (size_t)status;
}

void template_read_lifecycle(struct template *t)
{
	struct lifecycle *lifecycle = &t->kind->lifecycle;
	uint32_t map = reader_map(t->reader, t->contract, "lifecycle");
	uint64_t strict;

	if (map == OUTLINE_NONE) {
		if (outline_child(t->reader->outline, t->contract, "lifecycle") == OUTLINE_NONE)
			reader_problem(t->reader, PROBLEM_MISSING_KEY,
				reader_key_span(t->reader, t->contract),
				"the contract has no \"lifecycle\"");
		return;
	}
	read_names(t, map);
	if (lifecycle->count == 0) {
		reader_problem(t->reader, PROBLEM_MISSING_KEY, reader_key_span(t->reader, map),
			"the lifecycle names no status");
		return;
	}
	read_initial(t, map);
	for (size_t i = 0; i < lifecycle->count; i++)
		lifecycle->next[i] = template_statuses(t, map, lifecycle->names[i]);
	check_reachable(t, map);
	strict = template_statuses(t, t->contract, "strict-from");
	lifecycle->strict =
		lifecycle_at_or_after(lifecycle, strict ? strict : default_strict(lifecycle));
}
