/* The board of alignment: what moves what, and where the chain is broken. */
#include "site/board.h"

#define KIND "alignment-map"

enum {
	FACET_MAP,
	FACET_PERIOD,
	FACET_GAP,
	FLAG_GAP = 0,
};

static const struct listing_column columns[] = {
	{"Link or gap", CELL_LINK},
	{"Gap", CELL_BADGE},
	{"Key result", CELL_LINK},
	{"KPI", CELL_LINK},
	{"Mechanism", CELL_TEXT},
	{"Evidence", CELL_TEXT},
	{"Guardrail", CELL_TEXT},
	{"Map", CELL_LINK},
};

static const struct listing_facet facets[] = {
	{"map", "Map"},
	{"period", "Period"},
	{"gap", "Kind of gap"},
};

static const struct listing_facet flags[] = {{"gaps", "Only gaps"}};

/* The first row of a table whose cell in a column says this; SIZE_MAX for none. */
static size_t find_row(const struct record_table *table, const char *column, struct slice wanted)
{
	for (size_t row = 0; table && row < table->n_rows; row++) {
		if (slice_equal(record_cell(table, row, column), wanted))
			return row;
	}
	return SIZE_MAX;
}

/* "41 % -> 45 %", below the name of what is measured. */
static void add_figure(struct listing *listing, const struct record_document *document,
	const char *section, const char *metric, struct slice id)
{
	const struct record_table *table = record_table_of(document, section);
	size_t row = find_row(table, "Id", id);
	struct buffer below = BUFFER_INIT;

	if (row == SIZE_MAX) {
		listing_link(listing, id, slice_of(""), slice_of(""));
		return;
	}
	buffer_addf(&below, "%.*s: %.*s to %.*s", SLICE_ARG(id),
		SLICE_ARG(record_cell(table, row, "Baseline")),
		SLICE_ARG(record_cell(table, row, "Target")));
	listing_link(listing, record_cell(table, row, metric), slice_of(""), buffer_slice(&below));
	buffer_dispose(&below);
}

static struct slice cell_of(const struct record_document *document, const char *section,
	struct slice link, const char *column)
{
	const struct record_table *table = record_table_of(document, section);
	size_t row = find_row(table, "Link", link);

	return row == SIZE_MAX ? slice_of("") : record_cell(table, row, column);
}

static void add_map_facets(struct listing *listing, const struct record_document *document)
{
	struct slice period = record_value(document, "period");

	listing_facet(listing, FACET_MAP, record_name(document), document->title);
	listing_facet(listing, FACET_PERIOD, period, period);
}

static void add_gap(const struct site *site, struct listing *listing,
	const struct record_document *document, const struct record_gap *gap)
{
	listing_row(listing);
	listing_link(listing, gap->subject, document->page, gap->text);
	listing_badge(listing, gap->type, "bad");
	listing_link(listing, slice_of(""), slice_of(""), slice_of(""));
	listing_link(listing, slice_of(""), slice_of(""), slice_of(""));
	listing_text(listing, slice_of(""));
	listing_text(listing, slice_of(""));
	listing_text(listing, slice_of(""));
	site_add_document(site, listing, document);
	add_map_facets(listing, document);
	listing_facet(listing, FACET_GAP, gap->type, gap->type);
	listing_flag(listing, FLAG_GAP);
}

static void add_link(const struct site *site, struct listing *listing,
	const struct record_document *document, const struct record_table *links, size_t row)
{
	struct slice id = record_cell(links, row, "Id");

	listing_row(listing);
	listing_link(listing, id, document->page, slice_of(""));
	listing_badge(listing, slice_of(""), "none");
	add_figure(listing, document, "Key Results", "ML Metric",
		record_cell(links, row, "Key Result"));
	add_figure(listing, document, "KPIs", "Ops Metric", record_cell(links, row, "KPI"));
	listing_text(listing, record_cell(links, row, "Mechanism"));
	listing_text(listing, cell_of(document, "Evidence", id, "Evidence"));
	listing_text(listing, cell_of(document, "Guardrails", id, "Guardrail Metric"));
	site_add_document(site, listing, document);
	add_map_facets(listing, document);
}

static void add_links(
	const struct site *site, struct listing *listing, const struct record_document *document)
{
	const struct record_table *links = record_table_of(document, "Links");

	for (size_t row = 0; links && row < links->n_rows; row++)
		add_link(site, listing, document, links, row);
}

static void add_gaps(const struct site *site, struct listing *listing)
{
	const struct records *records = site->records;

	for (size_t i = 0; i < records->n_documents; i++) {
		const struct record_document *document = &records->documents[i];

		for (size_t j = 0; slice_is(document->kind, KIND) && j < document->n_gaps; j++)
			add_gap(site, listing, document, &document->gaps[j]);
	}
}

static void add_rows(const struct site *site, struct listing *listing)
{
	const struct records *records = site->records;

	add_gaps(site, listing);
	for (size_t i = 0; i < records->n_documents; i++) {
		if (slice_is(records->documents[i].kind, KIND))
			add_links(site, listing, &records->documents[i]);
	}
}

const struct board board_alignment = {
	.title = "Alignment",
	.about = "Which result of research moves which figure of operations; first, where nothing "
		 "does.",
	.list = {.page = "boards/alignment.html",
		.data = "data/alignment.js",
		.noun = "gaps and links",
		.columns = columns,
		.n_columns = sizeof columns / sizeof *columns,
		.facets = facets,
		.n_facets = sizeof facets / sizeof *facets,
		.flags = flags,
		.n_flags = sizeof flags / sizeof *flags},
	.rows = add_rows,
};
