/* The board of relations: how documents refer to one another; what leads nowhere comes first. */
#include "site/board.h"

enum {
	FACET_NAME,
	FACET_FROM,
	FACET_TO,
	FLAG_UPSTREAM = 0,
	FLAG_MISSING,
};

static const struct listing_column columns[] = {
	{"From", CELL_LINK},
	{"Relation", CELL_TEXT},
	{"To", CELL_LINK},
	{"Sign-offs", CELL_BADGE},
};

static const struct listing_facet facets[] = {
	{"relation", "Relation"},
	{"from", "From kind"},
	{"to", "To kind"},
};

static const struct listing_facet flags[] = {
	{"upstream", "Sign-offs build on it"},
	{"missing", "Nothing is there"},
};

static void add_target(
	const struct site *site, struct listing *listing, const struct record_relation *relation)
{
	const struct records *records = site->records;

	if (relation->to != SIZE_MAX) {
		site_add_document(site, listing, &records->documents[relation->to]);
		listing_facet(listing, FACET_TO, records->documents[relation->to].kind,
			records->documents[relation->to].kind_name);
		return;
	}
	listing_link(listing, relation->target, slice_of(""),
		slice_of(relation->missing ? "nothing is there" : "a file"));
}

static void add_row(const struct site *site, struct listing *listing,
	const struct record_document *from, const struct record_relation *relation)
{
	listing_row(listing);
	site_add_document(site, listing, from);
	listing_text(listing, relation->name);
	add_target(site, listing, relation);
	listing_badge(listing,
		slice_of(relation->missing    ? "leads nowhere"
			 : relation->upstream ? "build on it"
					      : ""),
		relation->missing ? "bad" : "info");
	listing_facet(listing, FACET_NAME, relation->name, relation->name);
	listing_facet(listing, FACET_FROM, from->kind, from->kind_name);
	if (relation->upstream)
		listing_flag(listing, FLAG_UPSTREAM);
	if (relation->missing)
		listing_flag(listing, FLAG_MISSING);
}

static void add_some(const struct site *site, struct listing *listing, bool missing)
{
	const struct records *records = site->records;

	for (size_t i = 0; i < records->n_documents; i++) {
		const struct record_document *from = &records->documents[i];

		for (size_t j = 0; j < from->n_relations; j++) {
			if (from->relations[j].missing == missing)
				add_row(site, listing, from, &from->relations[j]);
		}
	}
}

static void add_rows(const struct site *site, struct listing *listing)
{
	add_some(site, listing, true);
	add_some(site, listing, false);
}

const struct board board_relations = {
	.title = "Relations",
	.list = {.page = "boards/relations.html",
		.data = "data/relations.js",
		.noun = "relations",
		.columns = columns,
		.n_columns = sizeof columns / sizeof *columns,
		.facets = facets,
		.n_facets = sizeof facets / sizeof *facets,
		.flags = flags,
		.n_flags = sizeof flags / sizeof *flags},
	.picture = picture_kinds,
	.picture_name = "Picture-kinds",
	.rows = add_rows,
};
