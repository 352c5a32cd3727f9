/* The board of alerts: every row of every alert taxonomy. */
#include "base/clock.h"
#include "site/board.h"

enum {
	FACET_SEVERITY,
	FACET_ORIGIN,
	FACET_ACTIONABILITY,
	FACET_RESPONSE,
	FACET_STATUS,
	FLAG_NO_PLAYBOOK = 0,
};

static const struct listing_column columns[] = {
	{"Alert", CELL_LINK},
	{"Severity", CELL_TEXT},
	{"Origin", CELL_TEXT},
	{"Actionability", CELL_TEXT},
	{"Response", CELL_TEXT},
	{"Acknowledge within", CELL_TEXT},
	{"Receiver", CELL_TEXT},
	{"Playbook", CELL_LINK},
	{"Status", CELL_BADGE},
	{"Taxonomy", CELL_LINK},
};

/* The columns that rows are chosen by. */
static const struct listing_facet facets[] = {
	{"severity", "Severity"},
	{"origin", "Origin"},
	{"actionability", "Actionability"},
	{"response", "Response"},
	{"status", "Status"},
};

static const char *const facet_columns[] = {
	"Severity", "Origin", "Actionability", "Response", "Status"};

static const struct listing_facet flags[] = {{"no-playbook", "Pages, and names no playbook"}};

/* A dash is how people leave a cell empty. */
static struct slice cell(const struct record_table *table, size_t row, const char *column)
{
	struct slice text = record_cell(table, row, column);

	return slice_is(text, "-") ? slice_of("") : text;
}

static void add_row(const struct site *site, struct listing *listing,
	const struct record_document *document, const struct record_table *table, size_t row)
{
	struct slice status = cell(table, row, "Status"), response = cell(table, row, "Response"),
		     playbook = cell(table, row, "Playbook");

	listing_row(listing);
	listing_link(listing, cell(table, row, "Name"), document->page, cell(table, row, "Id"));
	listing_text(listing, cell(table, row, "Severity"));
	listing_text(listing, cell(table, row, "Origin"));
	listing_text(listing, cell(table, row, "Actionability"));
	listing_text(listing, response);
	listing_text(listing, cell(table, row, "Acknowledge Within"));
	listing_text(listing, cell(table, row, "Receiver"));
	site_add_reference(site, listing, document, playbook);
	listing_badge(listing, status,
		slice_is(status, "active")  ? "good"
		: slice_is(status, "muted") ? "warn"
					    : "none");
	site_add_document(site, listing, document);
	for (size_t i = 0; i < sizeof facets / sizeof *facets; i++) {
		struct slice value = cell(table, row, facet_columns[i]);

		listing_facet(listing, i, value, value);
	}
	if (slice_is(response, "page") && !playbook.len)
		listing_flag(listing, FLAG_NO_PLAYBOOK);
}

static void add_rows(const struct site *site, struct listing *listing)
{
	board_each_row(site, listing, "alert-taxonomy", "Alerts", add_row);
}

const struct board board_alerts = {
	.title = "Alerts",
	.list = {.page = "boards/alerts.html",
		.data = "data/alerts.js",
		.noun = "alerts",
		.columns = columns,
		.n_columns = sizeof columns / sizeof *columns,
		.facets = facets,
		.n_facets = sizeof facets / sizeof *facets,
		.flags = flags,
		.n_flags = sizeof flags / sizeof *flags},
	.rows = add_rows,
};
