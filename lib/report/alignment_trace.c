#include "report/alignment_trace.h"

#include "base/escape.h"
#include "report/ledger_json.h"
#include "report/report.h"

/* ---- Text ----------------------------------------------------------------------------------- */

static void add_part(struct buffer *out, const char *before, struct slice text)
{
	if (text.len == 0)
		return;
	buffer_add_string(out, before);
	escape_line(out, text);
}

/* "KR-1 Accuracy up, 71.8 % to 72.4 %" */
static void add_figure(const struct trace_figure *figure, struct buffer *out)
{
	escape_line(out, figure->id);
	add_part(out, " ", figure->metric);
	add_part(out, " ", figure->moves);
	add_part(out, ", ", figure->baseline);
	add_part(out, " to ", figure->target);
}

static void add_link(
	struct alignment_trace *trace, const struct trace_link *link, bool back, struct buffer *out)
{
	size_t other = back ? link->from : link->to;

	buffer_add_string(out, back ? "    <- " : "    -> ");
	if (other == SIZE_MAX)
		add_part(out, "?", back ? link->key_result : link->kpi);
	else
		add_figure(back ? &trace->key_results[other] : &trace->kpis[other], out);
	add_part(out, " (", link->id);
	add_part(out, "; ", link->evidence);
	add_part(out, ", confidence ", link->confidence);
	add_part(out, "; within ", link->lag);
	buffer_add_string(out, ")\n");
	if (back)
		return;
	if (link->mechanism.len) {
		add_part(out, "       because ", link->mechanism);
		buffer_add_char(out, '\n');
	}
	if (link->guardrails) {
		add_part(out, "       guardrail ", link->guardrail);
		add_part(out, ", ", link->limit);
		if (link->guardrails > 1)
			buffer_addf(out, " and %zu more", link->guardrails - 1);
		buffer_add_char(out, '\n');
	}
}

/* Of two figures with one id the links belong to the first. */
static void add_links(struct alignment_trace *trace, size_t number, bool back, struct buffer *out)
{
	const struct trace_figure *figure = &(back ? trace->kpis : trace->key_results)[number];
	struct name_index *links = back ? &trace->links_to : &trace->links_from;

	for (size_t at = name_index_find(links, figure->id); at != SIZE_MAX;
		at = name_index_next(links, at)) {
		const struct trace_link *link = &trace->links[links->list[at].number];

		if ((back ? link->to : link->from) != number)
			break;
		add_link(trace, link, back, out);
	}
	if (figure->links == 0) {
		buffer_add_string(out, back ? "    <- nothing" : "    -> nothing");
		add_part(out, ": ", figure->not_linked);
		buffer_add_char(out, '\n');
	}
}

static void add_figures(
	struct alignment_trace *trace, struct slice objective, bool kpis, struct buffer *out)
{
	struct name_index *of = kpis ? &trace->kpis_of : &trace->key_results_of;

	for (size_t at = name_index_find(of, objective); at != SIZE_MAX;
		at = name_index_next(of, at)) {
		size_t number = of->list[at].number;

		buffer_add_string(out, "  ");
		add_figure(&(kpis ? trace->kpis : trace->key_results)[number], out);
		buffer_add_char(out, '\n');
		add_links(trace, number, kpis, out);
	}
}

void report_trace_text(struct alignment_trace *trace, bool color, struct buffer *out)
{
	for (size_t i = 0; i < trace->n_objectives; i++) {
		const struct trace_objective *objective = &trace->objectives[i];

		report_style(out, color, "1");
		escape_line(out, objective->id);
		report_style(out, color, NULL);
		add_part(out, " ", objective->side);
		add_part(out, ": ", objective->text);
		buffer_add_char(out, '\n');
		if (!objective->repeated) {
			add_figures(trace, objective->id, false, out);
			add_figures(trace, objective->id, true, out);
		}
		buffer_add_char(out, '\n');
	}
	report_style(out, color, "1");
	buffer_add_string(out, trace->n_gaps ? "Gaps" : "No gaps");
	report_style(out, color, NULL);
	buffer_add_char(out, '\n');
	for (size_t i = 0; i < trace->n_gaps; i++) {
		add_part(out, "  ", trace->gaps[i].subject);
		buffer_addf(out, " %s\n", trace->gaps[i].text);
	}
}

/* ---- JSON ----------------------------------------------------------------------------------- */

static json_t *figures_array(const struct trace_figure *list, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(array,
			json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b}", "id",
				json_text(list[i].id), "objective", json_text(list[i].objective),
				"metric", json_text(list[i].metric), "moves",
				json_text(list[i].moves), "baseline", json_text(list[i].baseline),
				"target", json_text(list[i].target), "owner",
				json_text(list[i].owner), "not_linked_because",
				json_text(list[i].not_linked), "linked", list[i].links > 0));
	return array;
}

static json_t *objectives_array(const struct alignment_trace *trace)
{
	json_t *array = json_array();

	for (size_t i = 0; i < trace->n_objectives; i++) {
		const struct trace_objective *objective = &trace->objectives[i];

		json_array_append_new(array,
			json_pack("{s:o, s:o, s:o, s:o, s:b}", "id", json_text(objective->id),
				"side", json_text(objective->side), "objective",
				json_text(objective->text), "owner", json_text(objective->owner),
				"traced", objective->has_kpi || objective->reaches_kpi));
	}
	return array;
}

static json_t *links_array(const struct alignment_trace *trace)
{
	json_t *array = json_array();

	for (size_t i = 0; i < trace->n_links; i++) {
		const struct trace_link *link = &trace->links[i];

		json_array_append_new(
			array, json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:I, s:b}", "id",
				       json_text(link->id), "key_result",
				       json_text(link->key_result), "kpi", json_text(link->kpi),
				       "mechanism", json_text(link->mechanism), "lag",
				       json_text(link->lag), "evidence", json_text(link->evidence),
				       "confidence", json_text(link->confidence), "guardrails",
				       (json_int_t)link->guardrails, "arrives",
				       link->from != SIZE_MAX && link->to != SIZE_MAX));
	}
	return array;
}

void report_trace_json(
	const struct workspace *workspace, struct alignment_trace *trace, struct buffer *out)
{
	json_t *gaps = json_array();

	for (size_t i = 0; i < trace->n_gaps; i++)
		json_array_append_new(
			gaps, json_pack("{s:s, s:o, s:s}", "type", trace->gaps[i].type, "subject",
				      json_safe_slice(trace->gaps[i].subject), "text",
				      trace->gaps[i].text));
	json_write(json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "schema",
			   "handoff-alignment-trace-1", "tool", json_tool(), "target",
			   json_target(workspace), "path", json_safe(trace->document->path),
			   "objectives", objectives_array(trace), "key_results",
			   figures_array(trace->key_results, trace->n_key_results), "kpis",
			   figures_array(trace->kpis, trace->n_kpis), "links", links_array(trace),
			   "gaps", gaps),
		out);
}
