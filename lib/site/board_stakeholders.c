/* The board of stakeholders: everybody who stands in a map, and the first maps as pictures. */
#include "site/board.h"

#define KIND "stakeholder-map"
#define PAGE "boards/stakeholders.html"

/* The others are on the pages of their maps. */
#define MAX_PICTURES 2

enum {
	FACET_SIDE,
	FACET_QUADRANT,
	FACET_LEVEL,
	FACET_MAP,
};

static const struct listing_column columns[] = {
	{"Stakeholder", CELL_LINK},
	{"Side", CELL_TEXT},
	{"Power", CELL_TEXT},
	{"Interest", CELL_TEXT},
	{"Quadrant", CELL_TEXT},
	{"Level", CELL_TEXT},
	{"Why", CELL_TEXT},
	{"Map", CELL_LINK},
};

static const struct listing_facet facets[] = {
	{"side", "Side"},
	{"quadrant", "Quadrant"},
	{"level", "Level"},
	{"map", "Map"},
};

static const char *const facet_columns[] = {"Side", "Quadrant", "Level"};

static void add_row(const struct site *site, struct listing *listing,
	const struct record_document *document, const struct record_table *table, size_t row)
{
	listing_row(listing);
	listing_link(listing, record_cell(table, row, "Who"), document->page,
		record_cell(table, row, "Id"));
	listing_text(listing, record_cell(table, row, "Side"));
	listing_text(listing, record_cell(table, row, "Power"));
	listing_text(listing, record_cell(table, row, "Interest"));
	listing_text(listing, record_cell(table, row, "Quadrant"));
	listing_text(listing, record_cell(table, row, "Level"));
	listing_text(listing, record_cell(table, row, "Why"));
	site_add_document(site, listing, document);
	for (size_t i = 0; i < sizeof facet_columns / sizeof *facet_columns; i++) {
		struct slice value = record_cell(table, row, facet_columns[i]);

		listing_facet(listing, i, value, value);
	}
	listing_facet(listing, FACET_MAP, record_name(document), document->title);
}

static void add_pictures(const struct site *site, struct buffer *out)
{
	static const char *const names[MAX_PICTURES] = {"Picture-map-1", "Picture-map-2"};
	const struct records *records = site->records;
	size_t drawn = 0;

	for (size_t i = 0; i < records->n_documents && drawn < MAX_PICTURES; i++) {
		struct picture_request picture = {
			.records = records, .page = PAGE, .name = names[drawn]};

		if (slice_is(records->documents[i].kind, KIND))
			drawn += picture_stakeholders(&picture, i, out);
	}
}

static void add_rows(const struct site *site, struct listing *listing)
{
	board_each_row(site, listing, KIND, "Stakeholders", add_row);
}

const struct board board_stakeholders = {
	.title = "Stakeholders",
	.list = {.page = PAGE,
		.data = "data/stakeholders.js",
		.noun = "stakeholders",
		.columns = columns,
		.n_columns = sizeof columns / sizeof *columns,
		.facets = facets,
		.n_facets = sizeof facets / sizeof *facets},
	.above = add_pictures,
	.rows = add_rows,
};
