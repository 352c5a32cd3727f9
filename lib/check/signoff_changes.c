/* What a branch does to each sign-off: pairs of what was there and what is. */
#include <stdlib.h>

#include "base/mem.h"
#include "check/branch_parts.h"

struct pairing {
	struct branch *branch;
	size_t capacity;
	const struct touched *touched;
	const struct document_ledger *before, *after; /* of one document; one may be NULL */
	bool *paired;                                 /* of each entry before */
};

static const char *keep(struct pairing *p, struct slice text)
{
	return arena_string(p->branch->arena, text);
}

static struct signoff_change *add(struct pairing *p)
{
	struct branch *branch = p->branch;
	const struct document *document = p->after ? p->after->document : p->before->document;
	struct signoff_change *change;

	GROW(branch->signoffs, branch->n_signoffs, p->capacity);
	change = &branch->signoffs[branch->n_signoffs++];
	*change = (struct signoff_change){
		.path = keep(p, slice_of(document->path)),
		.document = keep(p, document_text(document, "id")),
		.title = keep(p, document_text(document, "title")),
		.role = "",
		.by = "",
		.is_touched = !p->after || touched_has(p->touched, document->path),
		.is_removed = !p->after,
	};
	return change;
}

static bool is_same_person(const struct signoff *a, const struct signoff *b, bool same_time)
{
	return slice_equal(a->entry.role, b->entry.role) && slice_equal(a->entry.by, b->entry.by) &&
	       (!same_time || slice_equal(a->entry.at, b->entry.at));
}

/* The entry that it was before: the same one, or one that it took the place of. */
static const struct signoff *find_before(struct pairing *p, const struct signoff *after)
{
	for (int same_time = 1; p->before && same_time >= 0; same_time--) {
		for (size_t i = 0; i < p->before->n_signoffs; i++) {
			if (p->paired[i] ||
				!is_same_person(&p->before->signoffs[i], after, same_time))
				continue;
			p->paired[i] = true;
			return &p->before->signoffs[i];
		}
	}
	return NULL;
}

static void set_names(struct pairing *p, struct signoff_change *change, const struct signoff *of)
{
	change->role = keep(p, of->entry.role);
	change->by = keep(p, of->entry.by);
}

static void add_entry(struct pairing *p, const struct signoff *before, const struct signoff *after)
{
	struct signoff_change *change;
	bool touched = !p->after || touched_has(p->touched, p->after->document->path);

	if (!touched && before && after && before->state == after->state)
		return;
	change = add(p);
	set_names(p, change, after ? after : before);
	change->in_base = before != NULL;
	change->in_head = after != NULL;
	change->before = before ? before->state : STATE_MISSING;
	change->after = after ? after->state : STATE_MISSING;
	if (after && after->reason)
		change->reason = keep(p, slice_of(after->reason));
}

static bool is_unproven(const struct document_ledger *ledger, size_t number)
{
	const struct requirement *requirement = &ledger->requirements[number];

	return requirement->state == STATE_MISSING && !requirement->shown &&
	       requirement_is_for(
		       requirement->spec, ledger->document->kind, ledger->document->status);
}

static bool was_open(const struct document_ledger *before, const char *role)
{
	for (size_t i = 0; before && i < before->n_requirements; i++) {
		if (strcmp(before->requirements[i].spec->role, role) == 0)
			return is_unproven(before, i);
	}
	return false;
}

/* What the status takes, and nobody has given. */
static void add_open(struct pairing *p)
{
	for (size_t i = 0; i < p->after->n_requirements; i++) {
		const char *role = p->after->requirements[i].spec->role;
		struct signoff_change *change;

		if (!is_unproven(p->after, i) ||
			(was_open(p->before, role) &&
				!touched_has(p->touched, p->after->document->path)))
			continue;
		change = add(p);
		change->role = keep(p, slice_of(role));
		change->in_head = true;
		change->in_base = was_open(p->before, role);
		change->before = change->after = STATE_MISSING;
	}
}

static void pair(struct pairing *p)
{
	size_t n_before = p->before ? p->before->n_signoffs : 0;

	p->paired = mem_calloc(n_before + 1, sizeof *p->paired);
	for (size_t i = 0; p->after && i < p->after->n_signoffs; i++) {
		const struct signoff *after = &p->after->signoffs[i];

		add_entry(p, find_before(p, after), after);
	}
	for (size_t i = 0; i < n_before; i++) {
		if (!p->paired[i])
			add_entry(p, &p->before->signoffs[i], NULL);
	}
	if (p->after)
		add_open(p);
	free(p->paired);
}

/* ---- Documents, by their ids ----------------------------------------------------------------- */

struct by_id {
	const struct document_ledger **list;
	size_t count;
};

static struct slice id_of(const struct document_ledger *ledger)
{
	struct slice id = document_text(ledger->document, "id");

	return id.len ? id : slice_of(ledger->document->path);
}

static int compare_ids(const void *a, const void *b)
{
	return slice_compare(id_of(*(const struct document_ledger *const *)a),
		id_of(*(const struct document_ledger *const *)b));
}

static struct by_id sort_by_id(const struct ledger *ledger)
{
	struct by_id sorted = {0};
	const struct document_ledger *all = ledger ? ledger_documents(ledger, &sorted.count) : NULL;

	sorted.list = mem_calloc(sorted.count + 1, sizeof *sorted.list);
	for (size_t i = 0; i < sorted.count; i++)
		sorted.list[i] = &all[i];
	if (sorted.count)
		qsort(sorted.list, sorted.count, sizeof *sorted.list, compare_ids);
	return sorted;
}

static const struct document_ledger *find_by_id(
	const struct by_id *sorted, const struct document_ledger *like)
{
	const struct document_ledger *const *found =
		sorted->count ? bsearch(&like, sorted->list, sorted->count, sizeof *sorted->list,
					compare_ids)
			      : NULL;

	return found ? *found : NULL;
}

static int compare_changes(const void *a, const void *b)
{
	const struct signoff_change *one = a, *two = b;
	int order = strcmp(one->path, two->path);

	if (!order)
		order = strcmp(one->role, two->role);
	return order ? order : strcmp(one->by, two->by);
}

void find_signoff_changes(
	struct check_result *result, const struct ledger *before, const struct touched *touched)
{
	struct by_id now = sort_by_id(result->ledger), then = sort_by_id(before);
	struct pairing p = {.branch = result->branch, .touched = touched};

	for (size_t i = 0; i < now.count; i++) {
		p.after = now.list[i];
		p.before = find_by_id(&then, p.after);
		pair(&p);
	}
	p.after = NULL;
	for (size_t i = 0; i < then.count; i++) {
		p.before = then.list[i];
		if (!find_by_id(&now, p.before))
			pair(&p);
	}
	if (result->branch->n_signoffs)
		qsort(result->branch->signoffs, result->branch->n_signoffs,
			sizeof *result->branch->signoffs, compare_changes);
	free(now.list);
	free(then.list);
}
