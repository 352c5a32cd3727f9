#include "report/stakeholder_plan.h"

#include "base/escape.h"
#include "report/csv.h"
#include "report/ledger_json.h"
#include "report/report.h"
#include "report/sheet.h"
#include "report/text_table.h"

static const char *const titles[] = {
	"Id", "Who", "Level", "Channel", "How Often", "Kept Up By", "Next Contact"};

#define N_TITLES (sizeof titles / sizeof *titles)

static void get_cells(const struct stakeholder *party, struct slice cells[N_TITLES])
{
	const struct slice all[] = {party->id, party->who, party->level, party->channel,
		party->cadence, party->owner, slice_of(party->next_contact)};

	memcpy(cells, all, sizeof all);
}

static struct slice quadrant_name(const struct plan_quadrant *quadrant)
{
	return quadrant->name.len ? quadrant->name : slice_of("no quadrant");
}

/* ---- Text ----------------------------------------------------------------------------------- */

static void add_quadrant(const struct stakeholder_plan *plan, const struct plan_quadrant *quadrant,
	bool color, struct buffer *out)
{
	struct text_table columns = {.count = N_TITLES};

	report_style(out, color, "1");
	escape_line(out, quadrant_name(quadrant));
	report_style(out, color, NULL);
	buffer_add_char(out, '\n');
	for (size_t i = 0; quadrant->count && i < N_TITLES; i++)
		text_table_add(&columns, slice_of(titles[i]));
	for (size_t i = 0; i < quadrant->count; i++) {
		const struct stakeholder *party = &plan->list[quadrant->list[i]];
		struct slice cells[N_TITLES];

		get_cells(party, cells);
		for (size_t j = 0; j + 1 < N_TITLES; j++)
			text_table_add(&columns, cells[j]);
		if (party->overdue) {
			struct buffer late = BUFFER_INIT;

			buffer_addf(&late, "%s (past)", party->next_contact);
			text_table_add(&columns, buffer_slice(&late));
			buffer_dispose(&late);
		} else {
			text_table_add(&columns, cells[N_TITLES - 1]);
		}
	}
	if (quadrant->count == 0)
		buffer_add_string(out, "  nobody\n");
	else
		text_table_write(&columns, 2, out);
	buffer_add_char(out, '\n');
}

/* The subject of a gap: of a document its path as it is seen from here. */
static void add_subject(const struct plan_gap *gap, const char *prefix, struct buffer *out)
{
	if (strcmp(gap->type, "audience") == 0)
		report_path(out, gap->subject.at, prefix);
	else
		escape_line(out, gap->subject.len ? gap->subject : slice_of("a row without id"));
}

void report_plan_text(
	const struct stakeholder_plan *plan, const char *prefix, bool color, struct buffer *out)
{
	for (size_t i = 0; i < plan->n_quadrants; i++)
		add_quadrant(plan, &plan->quadrants[i], color, out);
	report_style(out, color, "1");
	buffer_add_string(out, plan->n_gaps ? "Gaps" : "No gaps");
	report_style(out, color, NULL);
	buffer_add_char(out, '\n');
	for (size_t i = 0; i < plan->n_gaps; i++) {
		buffer_add_string(out, "  ");
		add_subject(&plan->gaps[i], prefix, out);
		buffer_add_char(out, ' ');
		escape_line(out, slice_of(plan->gaps[i].text));
		buffer_add_char(out, '\n');
	}
}

/* ---- Markdown ------------------------------------------------------------------------------- */

void report_plan_markdown(const struct stakeholder_plan *plan, struct buffer *out)
{
	struct sheet sheet = {SHEET_MARKDOWN, out, 0};
	struct slice none = {"", 0};

	sheet_begin_page(&sheet);
	sheet_heading(&sheet, 1, "Who is told what", document_text(plan->document, "title"));
	for (size_t i = 0; i < plan->n_quadrants; i++) {
		const struct plan_quadrant *quadrant = &plan->quadrants[i];

		sheet_heading(&sheet, 2, "", quadrant_name(quadrant));
		if (quadrant->count == 0) {
			sheet_text(&sheet, "Nobody.", none);
			continue;
		}
		sheet_begin_table(&sheet, titles, N_TITLES);
		for (size_t j = 0; j < quadrant->count; j++) {
			struct slice cells[N_TITLES];

			get_cells(&plan->list[quadrant->list[j]], cells);
			for (size_t k = 0; k < N_TITLES; k++)
				cells[k] = cells[k].len ? cells[k] : slice_of("–");
			sheet_row(&sheet, cells, N_TITLES);
		}
		sheet_end_table(&sheet);
	}
	sheet_heading(&sheet, 2, "Gaps", none);
	for (size_t i = 0; i < plan->n_gaps; i++) {
		struct buffer line = BUFFER_INIT;

		buffer_add_slice(&line, plan->gaps[i].subject);
		buffer_addf(&line, " %s", plan->gaps[i].text);
		sheet_item(&sheet, buffer_slice(&line));
		buffer_dispose(&line);
	}
	if (plan->n_gaps == 0)
		sheet_text(&sheet, "None.", none);
	sheet_end_page(&sheet);
}

/* ---- For scripts ---------------------------------------------------------------------------- */

static json_t *party_object(const struct stakeholder *party)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b}",
		"id", json_text(party->id), "who", json_text(party->who), "people",
		json_text(party->people), "side", json_text(party->side), "power",
		json_text(party->power), "interest", json_text(party->interest), "level",
		json_text(party->level), "why", json_text(party->why), "channel",
		json_text(party->channel), "cadence", json_text(party->cadence), "owner",
		json_text(party->owner), "last_contact", json_text(party->last_contact),
		"next_contact", json_text(slice_of(party->next_contact)), "overdue",
		party->overdue);
}

static json_t *quadrants_array(const struct stakeholder_plan *plan)
{
	json_t *list = json_array();

	for (size_t i = 0; i < plan->n_quadrants; i++) {
		const struct plan_quadrant *quadrant = &plan->quadrants[i];
		json_t *parties = json_array();

		for (size_t j = 0; j < quadrant->count; j++)
			json_array_append_new(
				parties, party_object(&plan->list[quadrant->list[j]]));
		json_array_append_new(
			list, json_pack("{s:o, s:o}", "quadrant", json_text(quadrant->name),
				      "stakeholders", parties));
	}
	return list;
}

void report_plan_json(
	const struct workspace *workspace, const struct stakeholder_plan *plan, struct buffer *out)
{
	json_t *gaps = json_array();

	for (size_t i = 0; i < plan->n_gaps; i++)
		json_array_append_new(
			gaps, json_pack("{s:s, s:o, s:o}", "type", plan->gaps[i].type, "subject",
				      json_safe_slice(plan->gaps[i].subject), "text",
				      json_safe(plan->gaps[i].text)));
	json_write(json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "schema",
			   "handoff-stakeholder-plan-1", "tool", json_tool(), "target",
			   json_target(workspace), "path", json_safe(plan->document->path),
			   "quadrants", quadrants_array(plan), "gaps", gaps),
		out);
}

void report_plan_csv(const struct stakeholder_plan *plan, struct buffer *out)
{
	buffer_add_string(out, "quadrant,id,who,people,side,power,interest,level,channel,cadence,"
			       "owner,last_contact,next_contact,objections,why\r\n");
	for (size_t i = 0; i < plan->n_quadrants; i++) {
		for (size_t j = 0; j < plan->quadrants[i].count; j++) {
			const struct stakeholder *party = &plan->list[plan->quadrants[i].list[j]];
			const struct slice cells[] = {plan->quadrants[i].name, party->id,
				party->who, party->people, party->side, party->power,
				party->interest, party->level, party->channel, party->cadence,
				party->owner, party->last_contact, slice_of(party->next_contact),
				party->objections, party->why};
			size_t count = sizeof cells / sizeof *cells;

			for (size_t k = 0; k < count; k++)
				csv_add(out, cells[k], k + 1 < count ? "," : "\r\n");
		}
	}
}
