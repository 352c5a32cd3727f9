#include "report/markdown_branch.h"

#include "report/markdown_text.h"
#include "report/report.h"

static bool stands(const struct signoff_change *change)
{
	return change->in_head && change->after == STATE_VALID;
}

/* One that is asked for, and that nobody gave. */
static bool is_unproven(const struct signoff_change *change)
{
	return !*change->by;
}

static bool is_gone(const struct signoff_change *change)
{
	return change->in_base && !change->in_head && !change->is_removed && !is_unproven(change);
}

static bool is_new(const struct signoff_change *change)
{
	return !change->in_base && change->in_head && !is_unproven(change);
}

static bool is_same_person(const struct signoff_change *one, const struct signoff_change *two)
{
	return strcmp(one->path, two->path) == 0 && strcmp(one->role, two->role) == 0 &&
	       strcmp(one->by, two->by) == 0;
}

/*
 * Who signs again takes the old entry out and puts a new one in, which stands beside it here: the
 * new one of an old one, or the old one of a new one; NULL if there is none.
 */
static const struct signoff_change *other_of(const struct branch *branch, size_t i)
{
	const struct signoff_change *one = &branch->signoffs[i];
	bool (*wanted)(const struct signoff_change *) = is_gone(one)  ? is_new
							: is_new(one) ? is_gone
								      : NULL;
	size_t first = i;

	while (wanted && first > 0 && is_same_person(&branch->signoffs[first - 1], one))
		first--;
	for (size_t j = first;
		wanted && j < branch->n_signoffs && is_same_person(&branch->signoffs[j], one);
		j++) {
		if (wanted(&branch->signoffs[j]))
			return &branch->signoffs[j];
	}
	return NULL;
}

size_t markdown_branch_lost(const struct branch *branch)
{
	size_t count = 0;

	for (size_t i = 0; i < branch->n_signoffs; i++) {
		const struct signoff_change *change = &branch->signoffs[i];
		const struct signoff_change *other = other_of(branch, i);

		count += change->in_base && change->before == STATE_VALID && !stands(change) &&
			 !(other && stands(other));
	}
	return count;
}

static bool is_shown(const struct branch *branch, size_t i)
{
	const struct signoff_change *change = &branch->signoffs[i];

	if (is_gone(change) && other_of(branch, i))
		return false;
	return change->in_base != change->in_head ||
	       (change->in_base && change->before != change->after);
}

static void add_reason(struct buffer *out, const struct signoff_change *change)
{
	if (!change->reason)
		return;
	buffer_add_string(out, ": ");
	markdown_cell_code(out, slice_of(change->reason));
}

static void add_change(
	struct buffer *out, const struct signoff_change *change, const struct signoff_change *old)
{
	const char *before = signoff_state_name(change->before);
	const char *after = signoff_state_name(change->after);

	if (change->is_removed) {
		buffer_addf(out, "document removed (was %s)", before);
	} else if (!change->in_head) {
		buffer_addf(out, "%s (was %s)",
			is_unproven(change) ? "no longer asked for" : "withdrawn", before);
	} else {
		if (old)
			buffer_addf(out, "signed again: %s \u2192 %s",
				signoff_state_name(old->before), after);
		else if (change->in_base)
			buffer_addf(out, "%s \u2192 %s", before, after);
		else
			buffer_addf(
				out, "%s: %s", is_unproven(change) ? "asked for" : "new", after);
		add_reason(out, change);
	}
}

static void add_row(struct buffer *out, const struct branch *branch, size_t i)
{
	const struct signoff_change *change = &branch->signoffs[i];

	buffer_add_string(out, "| ");
	markdown_cell_code(out, slice_of(change->title));
	buffer_add_string(out, *change->title ? "<br>" : "");
	markdown_cell_code(out, slice_of(change->path));
	buffer_add_string(out, " | ");
	markdown_cell_code(out, slice_of(change->role));
	buffer_add_string(out, " | ");
	markdown_cell_code(out, slice_of(change->by));
	buffer_add_string(out, is_unproven(change) ? "nobody | " : " | ");
	add_change(out, change, other_of(branch, i));
	buffer_add_string(out, " |\n");
}

static void add_table(struct buffer *out, const struct branch *branch, size_t most)
{
	struct buffer row = BUFFER_INIT;
	size_t start = out->len, left = 0;

	for (size_t i = 0; i < branch->n_signoffs; i++) {
		if (!is_shown(branch, i))
			continue;
		buffer_clear(&row);
		add_row(&row, branch, i);
		if (left || out->len - start + row.len > most) {
			left++;
			continue;
		}
		if (out->len == start)
			buffer_add_string(out, "| Document | Role | Signed by | What changes |\n"
					       "|---|---|---|---|\n");
		buffer_add_slice(out, buffer_slice(&row));
	}
	if (out->len > start)
		buffer_add_char(out, '\n');
	if (left) {
		report_count(out, left, "more sign-off");
		buffer_addf(out, " change%s, for which there is no room here.\n\n",
			left == 1 ? "s" : "");
	}
	buffer_dispose(&row);
}

void markdown_branch(struct buffer *out, const struct branch *branch, size_t most)
{
	buffer_add_string(out, "Held against ");
	markdown_code(out, slice_of(branch->base.name));
	buffer_add_string(out, ": ");
	report_count(out, branch->touched, "document");
	buffer_addf(out, " changed, %zu removed", branch->removed);
	if (branch->elsewhere) {
		buffer_add_string(out, ", something broken in ");
		report_count(out, branch->elsewhere, "other document");
	}
	buffer_add_string(out, ".\n\n");
	add_table(out, branch, most);
}
