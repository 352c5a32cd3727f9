#include "site/standing.h"

static const struct {
	const char *standing, *class;
} classes[] = {
	{"holds", "good"},
	{"signed", "info"},
	{"awaits sign-offs", "warn"},
	{"does not hold", "bad"},
	{"has errors", "bad"},
	{"in progress", "info"},
	{"unknown status", "bad"},
	{"cannot be judged", "bad"},
};

const char *standing_class(struct slice standing)
{
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		if (slice_is(standing, classes[i].standing))
			return classes[i].class;
	}
	return "none";
}

/* What its requirements amount to. */
struct sum {
	bool due, due_valid; /* some are needed by the status; these hold */
	bool all_valid;
	bool awaited;
};

static struct sum sum_of(const struct record_document *document)
{
	struct sum sum = {.due_valid = true, .all_valid = document->n_requirements > 0};

	for (size_t i = 0; i < document->n_requirements; i++) {
		const struct record_requirement *one = &document->requirements[i];
		bool valid = slice_is(one->state, "valid");

		sum.due = sum.due || one->due;
		sum.due_valid = sum.due_valid && (valid || !one->due);
		sum.all_valid = sum.all_valid && valid;
		sum.awaited = sum.awaited || one->awaited;
	}
	return sum;
}

static const char *word_for(const struct record_document *document,
	const struct standing_facts *facts, const struct sum *sum)
{
	if (document->is_withdrawn || facts->is_ended)
		return "ended";
	if (sum->due && !sum->due_valid)
		return "does not hold";
	if (sum->due && document->errors)
		return "has errors";
	if (sum->due && facts->is_gate)
		return "holds";
	if (sum->awaited)
		return "awaits sign-offs";
	if (document->is_initial)
		return "draft";
	if (sum->all_valid && (sum->due || facts->is_before_gate))
		return "signed";
	return "in progress";
}

void standing_set(struct record_document *document, const struct standing_facts *facts)
{
	struct sum sum = sum_of(document);
	const char *word = "";

	if (!facts->is_readable)
		word = "cannot be judged";
	else if (facts->has_lifecycle && !facts->is_known)
		word = "unknown status";
	else if (document->n_requirements)
		word = word_for(document, facts, &sum);
	document->standing = slice_of(word);
	document->is_unproven = sum.due && !sum.due_valid && !document->is_withdrawn;
	document->is_ready = slice_is(document->standing, "holds");
}

/* What has nothing to do with time stays. */
void standing_renew(struct record_document *document)
{
	struct standing_facts facts = {
		.is_readable = true, .has_lifecycle = true, .is_known = true};

	if (!document->standing.len || slice_is(document->standing, "ended") ||
		slice_is(document->standing, "unknown status") ||
		slice_is(document->standing, "cannot be judged"))
		return;
	facts.is_gate = slice_is(document->standing, "holds") ||
			slice_is(document->standing, "does not hold");
	facts.is_before_gate = slice_is(document->standing, "signed");
	standing_set(document, &facts);
}
