#include "check/alignment_trace.h"

#include <stdlib.h>

#include "check/named_table.h"

enum {
	OBJECTIVE_ID,
	OBJECTIVE_TEXT,
	OBJECTIVE_SIDE,
	OBJECTIVE_OWNER,
};

static const struct named_table_spec objective_table = {
	.section = "Objectives",
	.columns = {{"Id", false}, {"Objective", false}, {"Side", true}, {"Owner", true}},
};

enum {
	FIGURE_ID,
	FIGURE_OBJECTIVE,
	FIGURE_METRIC,
	FIGURE_MOVES,
	FIGURE_BASELINE,
	FIGURE_TARGET,
	FIGURE_OWNER,
	FIGURE_NOT_LINKED,
};

static const struct named_table_spec key_result_table = {
	.section = "Key Results",
	.columns = {{"Id", false}, {"Objective", false}, {"ML Metric", false}, {"Moves", true},
		{"Baseline", true}, {"Target", true}, {"Owner", true},
		{"Not Linked Because", true}},
};

static const struct named_table_spec kpi_table = {
	.section = "KPIs",
	.columns = {{"Id", false}, {"Objective", false}, {"Ops Metric", false}, {"Moves", true},
		{"Baseline", true}, {"Target", true}, {"Owner", true},
		{"Not Linked Because", true}},
};

enum {
	LINK_ID,
	LINK_KEY_RESULT,
	LINK_KPI,
	LINK_MECHANISM,
	LINK_LAG,
};

static const struct named_table_spec link_table = {
	.section = "Links",
	.columns = {{"Id", false}, {"Key Result", false}, {"KPI", false}, {"Mechanism", true},
		{"Lag", true}},
};

enum {
	EVIDENCE_LINK,
	EVIDENCE_TYPE,
	EVIDENCE_CONFIDENCE,
};

static const struct named_table_spec evidence_table = {
	.section = "Evidence",
	.optional = true,
	.columns = {{"Link", false}, {"Evidence", false}, {"Confidence", true}},
};

enum {
	GUARDRAIL_LINK,
	GUARDRAIL_METRIC,
	GUARDRAIL_LIMIT,
};

static const struct named_table_spec guardrail_table = {
	.section = "Guardrails",
	.optional = true,
	.columns = {{"Link", false}, {"Guardrail Metric", false}, {"Limit", true}},
};

static struct error *read_objectives(struct alignment_trace *trace)
{
	struct named_table table;
	struct error *error = named_table_find(trace->document, &objective_table, &table);

	if (error)
		return error;
	trace->objectives = mem_calloc(table.rows + (size_t)1, sizeof *trace->objectives);
	for (uint32_t row = 0; row < table.rows; row++) {
		struct slice id = named_table_text(&table, row, OBJECTIVE_ID);

		if (id.len == 0)
			continue;
		trace->objectives[trace->n_objectives++] = (struct trace_objective){
			.id = id,
			.side = named_table_text(&table, row, OBJECTIVE_SIDE),
			.text = named_table_text(&table, row, OBJECTIVE_TEXT),
			.owner = named_table_text(&table, row, OBJECTIVE_OWNER),
		};
	}
	return NULL;
}

static struct error *read_figures(const struct document *document,
	const struct named_table_spec *spec, struct trace_figure **out, size_t *count)
{
	struct named_table table;
	struct error *error = named_table_find(document, spec, &table);

	if (error)
		return error;
	*out = mem_calloc(table.rows + (size_t)1, sizeof **out);
	for (uint32_t row = 0; row < table.rows; row++) {
		struct slice id = named_table_text(&table, row, FIGURE_ID);

		if (id.len == 0)
			continue;
		(*out)[(*count)++] = (struct trace_figure){
			.id = id,
			.objective = named_table_text(&table, row, FIGURE_OBJECTIVE),
			.metric = named_table_text(&table, row, FIGURE_METRIC),
			.moves = named_table_text(&table, row, FIGURE_MOVES),
			.baseline = named_table_text(&table, row, FIGURE_BASELINE),
			.target = named_table_text(&table, row, FIGURE_TARGET),
			.owner = named_table_text(&table, row, FIGURE_OWNER),
			.not_linked = named_table_text(&table, row, FIGURE_NOT_LINKED),
		};
	}
	return NULL;
}

static struct error *read_links(struct alignment_trace *trace)
{
	struct named_table table;
	struct error *error = named_table_find(trace->document, &link_table, &table);

	if (error)
		return error;
	trace->links = mem_calloc(table.rows + (size_t)1, sizeof *trace->links);
	for (uint32_t row = 0; row < table.rows; row++) {
		struct trace_link *link = &trace->links[trace->n_links];

		*link = (struct trace_link){
			.id = named_table_text(&table, row, LINK_ID),
			.key_result = named_table_text(&table, row, LINK_KEY_RESULT),
			.kpi = named_table_text(&table, row, LINK_KPI),
			.mechanism = named_table_text(&table, row, LINK_MECHANISM),
			.lag = named_table_text(&table, row, LINK_LAG),
		};
		trace->n_links += link->id.len > 0;
	}
	return NULL;
}

/* Evidence and guardrails name their link by its id. */
static struct error *read_support(struct alignment_trace *trace)
{
	struct name_index by_id = {0};
	struct named_table evidence = {0}, guardrails = {0};
	struct error *error = named_table_find(trace->document, &evidence_table, &evidence);

	if (!error)
		error = named_table_find(trace->document, &guardrail_table, &guardrails);
	for (size_t i = 0; i < trace->n_links; i++)
		name_index_add(&by_id, trace->links[i].id, i);
	for (uint32_t row = 0; !error && row < evidence.rows; row++) {
		size_t at =
			name_index_find(&by_id, named_table_text(&evidence, row, EVIDENCE_LINK));

		if (at == SIZE_MAX)
			continue;
		trace->links[by_id.list[at].number].has_evidence = true;
		trace->links[by_id.list[at].number].evidence =
			named_table_text(&evidence, row, EVIDENCE_TYPE);
		trace->links[by_id.list[at].number].confidence =
			named_table_text(&evidence, row, EVIDENCE_CONFIDENCE);
	}
	for (uint32_t row = 0; !error && row < guardrails.rows; row++) {
		size_t at =
			name_index_find(&by_id, named_table_text(&guardrails, row, GUARDRAIL_LINK));
		struct trace_link *link;

		if (at == SIZE_MAX)
			continue;
		link = &trace->links[by_id.list[at].number];
		if (link->guardrails++ > 0)
			continue;
		link->guardrail = named_table_text(&guardrails, row, GUARDRAIL_METRIC);
		link->limit = named_table_text(&guardrails, row, GUARDRAIL_LIMIT);
	}
	name_index_dispose(&by_id);
	return error;
}

/* ---- Following ------------------------------------------------------------------------------ */

static size_t number_of(struct name_index *index, struct slice id)
{
	size_t at = id.len ? name_index_find(index, id) : SIZE_MAX;

	return at == SIZE_MAX ? SIZE_MAX : index->list[at].number;
}

static void connect(struct alignment_trace *trace)
{
	struct name_index key_results = {0}, kpis = {0};

	for (size_t i = 0; i < trace->n_key_results; i++) {
		name_index_add(&key_results, trace->key_results[i].id, i);
		name_index_add(&trace->key_results_of, trace->key_results[i].objective, i);
	}
	for (size_t i = 0; i < trace->n_kpis; i++) {
		name_index_add(&kpis, trace->kpis[i].id, i);
		name_index_add(&trace->kpis_of, trace->kpis[i].objective, i);
	}
	for (size_t i = 0; i < trace->n_links; i++) {
		struct trace_link *link = &trace->links[i];

		link->from = number_of(&key_results, link->key_result);
		link->to = number_of(&kpis, link->kpi);
		name_index_add(&trace->links_from, link->key_result, i);
		name_index_add(&trace->links_to, link->kpi, i);
		if (link->from == SIZE_MAX || link->to == SIZE_MAX)
			continue;
		trace->key_results[link->from].links++;
		trace->kpis[link->to].links++;
	}
	name_index_dispose(&key_results);
	name_index_dispose(&kpis);
}

static void follow_objectives(struct alignment_trace *trace)
{
	struct name_index by_id = {0};

	for (size_t i = 0; i < trace->n_objectives; i++)
		name_index_add(&by_id, trace->objectives[i].id, i);
	for (size_t i = 0; i < trace->n_objectives; i++) {
		struct trace_objective *objective = &trace->objectives[i];
		struct name_index *of = &trace->key_results_of;
		size_t at = name_index_find(of, objective->id);

		objective->repeated = number_of(&by_id, objective->id) != i;
		if (objective->repeated)
			continue;
		objective->has_kpi = name_index_has(&trace->kpis_of, objective->id);
		objective->has_key_result = at != SIZE_MAX;
		for (; at != SIZE_MAX; at = name_index_next(of, at))
			objective->reaches_kpi = objective->reaches_kpi ||
						 trace->key_results[of->list[at].number].links > 0;
	}
	name_index_dispose(&by_id);
}

/* ---- What is left open ---------------------------------------------------------------------- */

static void add_gap(
	struct alignment_trace *trace, const char *type, struct slice subject, const char *text)
{
	GROW(trace->gaps, trace->n_gaps, trace->gaps_capacity);
	trace->gaps[trace->n_gaps++] = (struct trace_gap){type, subject, text};
}

static void find_figure_gaps(struct alignment_trace *trace, const struct trace_figure *list,
	size_t count, const char *type, const char *unlinked)
{
	struct name_index objectives = {0};

	for (size_t i = 0; i < trace->n_objectives; i++)
		name_index_add(&objectives, trace->objectives[i].id, i);
	for (size_t i = 0; i < count; i++) {
		if (list[i].links == 0 && list[i].not_linked.len == 0)
			add_gap(trace, type, list[i].id, unlinked);
		if (!name_index_has(&objectives, list[i].objective))
			add_gap(trace, type, list[i].id, "serves no objective of the map");
	}
	name_index_dispose(&objectives);
}

static void find_gaps(struct alignment_trace *trace)
{
	for (size_t i = 0; i < trace->n_objectives; i++) {
		const struct trace_objective *objective = &trace->objectives[i];

		if (objective->repeated)
			add_gap(trace, "objective", objective->id, "stands in the map twice");
		else if (!objective->has_key_result && !objective->has_kpi)
			add_gap(trace, "objective", objective->id,
				"has neither a key result nor a KPI");
		else if (!objective->has_kpi && !objective->reaches_kpi)
			add_gap(trace, "objective", objective->id,
				"leads to no KPI through any of its key results");
	}
	find_figure_gaps(trace, trace->key_results, trace->n_key_results, "key-result",
		"moves no KPI, and does not say why");
	find_figure_gaps(trace, trace->kpis, trace->n_kpis, "kpi",
		"is moved by no key result, and does not say why");
	for (size_t i = 0; i < trace->n_links; i++) {
		const struct trace_link *link = &trace->links[i];

		if (link->from == SIZE_MAX)
			add_gap(trace, "link", link->id, "begins at no key result of the map");
		if (link->to == SIZE_MAX)
			add_gap(trace, "link", link->id, "ends at no KPI of the map");
		if (!link->has_evidence)
			add_gap(trace, "link", link->id, "has no evidence");
		if (link->guardrails == 0)
			add_gap(trace, "link", link->id, "has no guardrail");
	}
}

struct error *alignment_trace_read(const struct document *document, struct alignment_trace *trace)
{
	struct error *error;

	*trace = (struct alignment_trace){.document = document};
	error = read_objectives(trace);
	if (!error)
		error = read_figures(
			document, &key_result_table, &trace->key_results, &trace->n_key_results);
	if (!error)
		error = read_figures(document, &kpi_table, &trace->kpis, &trace->n_kpis);
	if (!error)
		error = read_links(trace);
	if (!error)
		error = read_support(trace);
	if (error)
		return error;
	connect(trace);
	follow_objectives(trace);
	find_gaps(trace);
	return NULL;
}

void alignment_trace_dispose(struct alignment_trace *trace)
{
	free(trace->objectives);
	free(trace->key_results);
	free(trace->kpis);
	free(trace->links);
	free(trace->gaps);
	name_index_dispose(&trace->key_results_of);
	name_index_dispose(&trace->kpis_of);
	name_index_dispose(&trace->links_from);
	name_index_dispose(&trace->links_to);
	*trace = (struct alignment_trace){0};
}
