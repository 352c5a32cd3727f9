/* The board of post-mortems: how often which cause, how bad, and each of them. */
#include <stdlib.h>

#include "base/clock.h"
#include "report/markup.h"
#include "site/board.h"

#define KIND "postmortem"

/* More would not be read; what has more values is counted under the last heading. */
#define MAX_CAUSES 30
#define MAX_LEVELS 8

enum {
	FACET_SEVERITY,
	FACET_ML_CAUSE,
	FACET_PROCESS_CAUSE,
	FACET_DETECTED_BY,
};

static const struct listing_column columns[] = {
	{"Post-mortem", CELL_LINK},
	{"Severity", CELL_TEXT},
	{"Cause in model or data", CELL_TEXT},
	{"Cause in process", CELL_TEXT},
	{"Noticed by", CELL_TEXT},
	{"Began", CELL_DAY},
	{"Detected after min", CELL_NUMBER},
	{"Mitigated after min", CELL_NUMBER},
	{"Resolved after min", CELL_NUMBER},
	{"Status", CELL_BADGE},
	{"Actions left", CELL_NUMBER},
};

static const struct listing_facet facets[] = {
	{"severity", "Severity"},
	{"ml-cause", "Cause in model or data"},
	{"process-cause", "Cause in process"},
	{"detected-by", "Noticed by"},
};

/* ---- Causes by severity --------------------------------------------------------------------- */

/* The different values of a field, in their order. */
struct values {
	struct slice *list;
	size_t count, capacity;
};

static int compare_values(const void *a, const void *b)
{
	return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static struct values collect(const struct records *records, const char *field, size_t max)
{
	struct values values = {0};
	size_t kept = 0;

	for (size_t i = 0; i < records->n_documents; i++) {
		if (!slice_is(records->documents[i].kind, KIND))
			continue;
		GROW(values.list, values.count, values.capacity);
		values.list[values.count++] = record_value(&records->documents[i], field);
	}
	if (values.count)
		qsort(values.list, values.count, sizeof *values.list, compare_values);
	for (size_t i = 0; i < values.count; i++) {
		if (kept == 0 || !slice_equal(values.list[kept - 1], values.list[i]))
			values.list[kept++] = values.list[i];
	}
	values.count = kept < max ? kept : max;
	return values;
}

static size_t count_both(
	const struct records *records, const char *field, struct slice value, struct slice severity)
{
	size_t count = 0;

	for (size_t i = 0; i < records->n_documents; i++) {
		const struct record_document *document = &records->documents[i];

		count += slice_is(document->kind, KIND) &&
			 slice_equal(record_value(document, field), value) &&
			 slice_equal(record_value(document, "severity"), severity);
	}
	return count;
}

static void add_name(struct buffer *out, struct slice value)
{
	page_text(out, value.len ? value : slice_of("not said"), PAGE_TITLE_BYTES);
}

static void add_causes_row(const struct records *records, const char *field, struct slice value,
	const struct values *levels, struct buffer *out)
{
	size_t sum = 0;

	buffer_add_string(out, "<tr><th scope=\"row\">");
	add_name(out, value);
	buffer_add_string(out, "</th>");
	for (size_t i = 0; i < levels->count; i++) {
		size_t count = count_both(records, field, value, levels->list[i]);

		sum += count;
		if (count)
			buffer_addf(out, "<td class=\"number\">%zu</td>", count);
		else
			buffer_add_string(out, "<td class=\"number note\">–</td>");
	}
	buffer_addf(out, "<td class=\"number\"><strong>%zu</strong></td></tr>\n", sum);
}

static void add_causes(const struct records *records, const char *field, const char *caption,
	const struct values *levels, struct buffer *out)
{
	struct values causes = collect(records, field, MAX_CAUSES);

	buffer_addf(out,
		"<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">\n"
		"<table class=\"causes\">\n<caption>%s</caption>\n<thead><tr><th "
		"scope=\"col\">Cause</th>",
		caption, caption);
	for (size_t i = 0; i < levels->count; i++) {
		buffer_add_string(out, "<th scope=\"col\" class=\"number\">");
		add_name(out, levels->list[i]);
		buffer_add_string(out, "</th>");
	}
	buffer_add_string(
		out, "<th scope=\"col\" class=\"number\">all</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < causes.count; i++)
		add_causes_row(records, field, causes.list[i], levels, out);
	buffer_add_string(out, "</tbody>\n</table>\n</div>\n");
	free(causes.list);
}

/* ---- Each of them --------------------------------------------------------------------------- */

static bool time_of(const struct record_document *document, const char *field, int64_t *time)
{
	return datetime_parse(record_value(document, field), time);
}

/* Whole minutes from the incident's beginning; nothing where one end is not known. */
static void add_minutes(
	struct listing *listing, const struct record_document *document, const char *field)
{
	int64_t from, to;

	if (time_of(document, "started", &from) && time_of(document, field, &to) && to >= from)
		listing_number(listing, (to - from) / 60);
	else
		listing_no_number(listing);
}

static size_t count_unfinished(const struct records *records, size_t document)
{
	size_t first, end, count = 0;

	records_actions_of(records, document, &first, &end);
	for (size_t i = first; i < end; i++)
		count += records->actions[i].unfinished && !records->actions[i].lives_elsewhere;
	return count;
}

static void add_row(const struct site *site, struct listing *listing, size_t number)
{
	const struct record_document *document = &site->records->documents[number];
	char day[11] = "";
	int64_t began;

	if (time_of(document, "started", &began))
		date_format(date_of_time(began), day);
	listing_row(listing);
	site_add_document(site, listing, document);
	listing_text(listing, record_value(document, "severity"));
	listing_text(listing, record_value(document, "ml-cause"));
	listing_text(listing, record_value(document, "process-cause"));
	listing_text(listing, record_value(document, "detected-by"));
	listing_day(listing, slice_of(day), "");
	add_minutes(listing, document, "detected");
	add_minutes(listing, document, "mitigated");
	add_minutes(listing, document, "resolved");
	listing_badge(listing, document->status, "none");
	listing_number(listing, (long long)count_unfinished(site->records, number));
	for (size_t i = 0; i < sizeof facets / sizeof *facets; i++) {
		struct slice value = record_value(document, facets[i].id);

		listing_facet(listing, i, value, value);
	}
}

static void add_rows(const struct site *site, struct listing *listing)
{
	const struct records *records = site->records;

	for (size_t i = 0; i < records->n_documents; i++) {
		if (slice_is(records->documents[i].kind, KIND))
			add_row(site, listing, i);
	}
}

static void add_all_causes(const struct site *site, struct buffer *out)
{
	const struct records *records = site->records;
	struct values levels = collect(records, "severity", MAX_LEVELS);

	if (levels.count) {
		add_causes(
			records, "ml-cause", "Causes in model and data, by severity", &levels, out);
		add_causes(records, "process-cause",
			"Causes in process and operations, by severity", &levels, out);
	}
	free(levels.list);
}

const struct board board_postmortems = {
	.title = "Post-mortems",
	.list = {.page = "boards/postmortems.html",
		.data = "data/postmortems.js",
		.noun = "post-mortems",
		.columns = columns,
		.n_columns = sizeof columns / sizeof *columns,
		.facets = facets,
		.n_facets = sizeof facets / sizeof *facets},
	.above = add_all_causes,
	.rows = add_rows,
};
