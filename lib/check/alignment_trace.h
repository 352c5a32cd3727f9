/*
 * alignment_trace.h - an alignment map followed from objective to key result to KPI and back.
 */
#ifndef HANDOFF_CHECK_ALIGNMENT_TRACE_H
#define HANDOFF_CHECK_ALIGNMENT_TRACE_H

#include "base/error.h"
#include "base/mem.h"
#include "check/corpus.h"
#include "check/name_index.h"

struct trace_objective {
	struct slice id, side, text, owner;
	bool has_key_result, has_kpi;
	bool reaches_kpi; /* through a link of one of its key results */
	bool repeated;    /* an earlier one has the same id, and all that belongs to it */
};

/* A key result or a KPI: what is measured, and from where to where. */
struct trace_figure {
	struct slice id, objective, metric, moves, baseline, target, owner, not_linked;
	size_t links; /* that lead on from here, and arrive */
};

struct trace_link {
	struct slice id, key_result, kpi, mechanism, lag, evidence, confidence;
	struct slice guardrail, limit; /* the first one */
	size_t guardrails;
	bool has_evidence;
	size_t from, to; /* numbers of the key result and the KPI; SIZE_MAX: there is none */
};

struct trace_gap {
	const char *type;
	struct slice subject; /* an id */
	const char *text;     /* the rest of a sentence that begins with it */
};

struct alignment_trace {
	const struct document *document;
	struct trace_objective *objectives;
	size_t n_objectives;
	struct trace_figure *key_results, *kpis;
	size_t n_key_results, n_kpis;
	struct trace_link *links;
	size_t n_links;
	struct trace_gap *gaps;
	size_t n_gaps, gaps_capacity;
	/* By what they belong to: key results and KPIs by objective, links by either end. */
	struct name_index key_results_of, kpis_of, links_from, links_to;
};

/* Reads the map, which has a kind. Dispose in any case. */
struct error *alignment_trace_read(const struct document *document, struct alignment_trace *trace);
void alignment_trace_dispose(struct alignment_trace *trace);

#endif
