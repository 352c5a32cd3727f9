/* What maps leave open, as the commands that read them say it. */
#include "check/alignment_trace.h"
#include "check/stakeholder_plan.h"
#include "site/gather_parts.h"

static struct record_gap *make_room(
	struct gathering *gathering, struct record_document *record, size_t count)
{
	record->gaps = arena_alloc(gathering->arena, (count + 1) * sizeof *record->gaps);
	record->n_gaps = count;
	return record->gaps;
}

/* A map whose tables a team has renamed cannot be followed; check says what it lacks. */
static void gather_alignment(struct gathering *gathering, const struct document *document,
	struct record_document *record)
{
	struct alignment_trace trace;
	struct error *error = alignment_trace_read(document, &trace);
	struct record_gap *gaps = make_room(gathering, record, error ? 0 : trace.n_gaps);

	for (size_t i = 0; i < record->n_gaps; i++)
		gaps[i] = (struct record_gap){gather_copy(gathering, trace.gaps[i].type),
			arena_slice(gathering->arena, trace.gaps[i].subject),
			gather_copy(gathering, trace.gaps[i].text)};
	alignment_trace_dispose(&trace);
	error_free(error);
}

static void gather_plan(struct gathering *gathering, const struct document *document,
	struct record_document *record)
{
	struct stakeholder_plan plan;
	struct error *error =
		stakeholder_plan_read(NULL, document, gathering->workspace->today, &plan);
	struct record_gap *gaps = make_room(gathering, record, error ? 0 : plan.n_gaps);

	for (size_t i = 0; i < record->n_gaps; i++)
		gaps[i] = (struct record_gap){gather_copy(gathering, plan.gaps[i].type),
			arena_slice(gathering->arena, plan.gaps[i].subject),
			gather_copy(gathering, plan.gaps[i].text)};
	stakeholder_plan_dispose(&plan);
	error_free(error);
}

void gather_gaps(struct gathering *gathering, const struct document *document,
	struct record_document *record)
{
	if (!document->kind || document->refusal)
		return;
	if (strcmp(document->kind->id, "alignment-map") == 0)
		gather_alignment(gathering, document, record);
	if (strcmp(document->kind->id, "stakeholder-map") == 0)
		gather_plan(gathering, document, record);
}
