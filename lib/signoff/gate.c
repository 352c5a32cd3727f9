#include "signoff/gate.h"

#include <stdlib.h>

#include "base/mem.h"

static void add_condition(struct gate_document *document, bool met, const char *what,
	const struct requirement *requirement, char *text)
{
	GROW(document->conditions, document->count, document->capacity);
	document->conditions[document->count++] =
		(struct gate_condition){met, what, text, requirement};
	document->open = document->open && met;
}

static bool takes_signoffs(const struct kind *kind, int status)
{
	for (size_t i = 0; i < kind->n_signoffs; i++) {
		if (requirement_is_for(&kind->signoffs[i], kind, status))
			return true;
	}
	return false;
}

/* The nearest status along the arrows that takes sign-offs; the one at hand if it does. */
static int nearest_gate(const struct kind *kind, int status)
{
	uint64_t reached = (uint64_t)1 << status, before = 0;

	if (takes_signoffs(kind, status))
		return status;
	while (reached != before) {
		before = reached;
		for (size_t i = 0; i < kind->lifecycle.count; i++) {
			if (before >> i & 1)
				reached |= kind->lifecycle.next[i];
		}
		for (size_t i = 0; i < kind->lifecycle.count; i++) {
			if ((reached & ~before) >> i & 1 && takes_signoffs(kind, (int)i))
				return (int)i;
		}
	}
	return status;
}

int gate_target(const struct document *document, const char *to)
{
	int status;

	if (!document->kind || document->kind->lifecycle.count == 0)
		return -1;
	if (to)
		return kind_status(document->kind, slice_of(to));
	status = kind_status(document->kind, document_text(document, "status"));
	return status < 0 ? -1 : nearest_gate(document->kind, status);
}

/* ---- Conditions ----------------------------------------------------------------------------- */

static void check_way(struct gate_document *gate, int to)
{
	const struct lifecycle *lifecycle = &gate->document->kind->lifecycle;
	int from = kind_status(gate->document->kind, document_text(gate->document, "status"));

	if (from < 0)
		add_condition(gate, false, "status", NULL,
			mem_format("its status \"%s\" is none of its kind's", gate->from));
	else if (from == to)
		add_condition(gate, true, "status", NULL, mem_format("it is %s", gate->to));
	else if (lifecycle->next[from] >> to & 1)
		add_condition(gate, true, "status", NULL,
			mem_format("it may go from %s to %s", gate->from, gate->to));
	else
		add_condition(gate, false, "status", NULL,
			mem_format("it cannot go from %s to %s at once", gate->from, gate->to));
}

/* Sign-offs have conditions of their own; a transition that was wrong stays one. */
static void check_findings(struct gate_document *gate, const struct findings *findings)
{
	const struct finding *first = NULL;
	size_t errors = 0;

	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];

		if (finding->severity != SEVERITY_ERROR || rule_is_about_signoffs(finding->rule) ||
			strcmp(finding->path, gate->document->path) != 0)
			continue;
		first = first ? first : finding;
		errors++;
	}
	if (!first)
		add_condition(
			gate, true, "findings", NULL, mem_format("no errors as %s", gate->to));
	else
		add_condition(gate, false, "findings", NULL,
			mem_format("%zu error%s as %s, the first at %u:%u: %s [%s]", errors,
				errors == 1 ? "" : "s", gate->to, first->start.line,
				first->start.column, first->message, first->rule->id));
}

/* A forged or tampered entry closes the gate even where nobody asked for that sign-off. */
static bool closes_by_itself(enum signoff_state state)
{
	return state == STATE_MALFORMED || state == STATE_FORGED || state == STATE_MISATTRIBUTED ||
	       state == STATE_REJECTED;
}

static char *requirement_text(const struct requirement *requirement, const struct signoff *shown)
{
	struct buffer text = BUFFER_INIT;

	buffer_addf(
		&text, "%s: %s", requirement->spec->role, signoff_state_name(requirement->state));
	if (requirement->spec->count > 1)
		buffer_addf(&text, " (%u of %u)", requirement->valid, requirement->spec->count);
	if (shown)
		buffer_addf(&text, ", %.*s", SLICE_ARG(shown->entry.by));
	if (shown && shown->reason)
		buffer_addf(&text, ": %s", shown->reason);
	return buffer_take(&text);
}

static void check_requirements(
	struct gate_document *gate, const struct document_ledger *ledger, int to)
{
	for (size_t i = 0; i < ledger->n_requirements; i++) {
		const struct requirement *requirement = &ledger->requirements[i];
		const struct signoff *shown = requirement->shown;
		bool met = requirement->state == STATE_VALID;

		if (!requirement_is_for(requirement->spec, gate->document->kind, to))
			continue;
		add_condition(
			gate, met, "sign-off", requirement, requirement_text(requirement, shown));
	}
	for (size_t i = 0; i < ledger->n_signoffs; i++) {
		const struct signoff *signoff = &ledger->signoffs[i];

		if (closes_by_itself(signoff->state))
			add_condition(gate, false, "sign-off", NULL,
				mem_format("an entry is %s: %s", signoff_state_name(signoff->state),
					signoff->reason ? signoff->reason : ""));
	}
}

static struct error *no_target(const struct document *document, const char *to)
{
	if (!document->kind)
		return error_new(ERROR_USAGE, "%s: no document of a known kind", document->path);
	if (document->kind->lifecycle.count == 0)
		return error_new(ERROR_USAGE, "%s: a %s has no lifecycle", document->path,
			document->kind->id);
	if (to)
		return error_new(ERROR_USAGE,
			"%s: a %s has no status \"%s\"; `handoff kinds %s` lists them",
			document->path, document->kind->id, to, document->kind->id);
	return error_new(ERROR_USAGE, "%s: its status is none of its kind's; name one with --to",
		document->path);
}

static struct error *judge_document(const struct check_result *result,
	const struct document *document, const char *to, struct gate_document *gate)
{
	const struct document_ledger *ledger = ledger_of(result->ledger, document);
	int target = gate_target(document, to);
	struct error *error;

	if (target < 0 || !ledger)
		return no_target(document, to);
	gate->document = document;
	gate->open = true;
	gate->to = document->kind->lifecycle.names[target];
	gate->from = document->kind->lifecycle.names[target];
	for (size_t i = 0; i < document->kind->lifecycle.count; i++) {
		if (slice_is(document_text(document, "status"), document->kind->lifecycle.names[i]))
			gate->from = document->kind->lifecycle.names[i];
	}
	error = object_id_of_blob(outline_source(document->outline), &gate->blob);
	if (error)
		return error;
	gate->has_blob = true;
	check_way(gate, target);
	check_findings(gate, &result->findings);
	check_requirements(gate, ledger, target);
	return NULL;
}

struct error *gate_judge(const struct check_result *result, const char *to, struct gate *gate)
{
	const struct document *documents;
	struct error *error = NULL;
	size_t count;

	documents = corpus_documents(result->workspace.corpus, &count);
	*gate = (struct gate){.open = true};
	gate->documents = mem_calloc(count + 1, sizeof *gate->documents);
	for (size_t i = 0; !error && i < count; i++) {
		if (!documents[i].checked)
			continue;
		error = judge_document(result, &documents[i], to, &gate->documents[gate->count]);
		gate->open = gate->open && gate->documents[gate->count].open;
		gate->count++;
	}
	if (gate->count == 0)
		gate->open = false;
	return error;
}

void gate_dispose(struct gate *gate)
{
	for (size_t i = 0; i < gate->count; i++) {
		for (size_t j = 0; j < gate->documents[i].count; j++)
			free(gate->documents[i].conditions[j].text);
		free(gate->documents[i].conditions);
	}
	free(gate->documents);
	*gate = (struct gate){0};
}
