/* The board of gates: documents that take sign-offs, and whether they have them. */
#include <stdlib.h>
#include <string.h>

#include "site/board.h"
#include "site/standing.h"

enum {
	FACET_STANDS,
	FACET_KIND,
	FACET_PERSON,
	FLAG_AWAITED = 0,
};

static const struct listing_column columns[] = {
	{"Document", CELL_LINK},
	{"Kind", CELL_TEXT},
	{"Status", CELL_BADGE},
	{"Stands", CELL_BADGE},
	{"Sign-offs", CELL_BADGES},
	{"Who can sign now", CELL_TEXT},
	{"Decision", CELL_TEXT},
	{"Due", CELL_DAY},
	{"Errors", CELL_NUMBER},
};

static const struct listing_facet facets[] = {
	{"stands", "Stands"},
	{"kind", "Kind"},
	{"person", "Needs the sign-off of"},
};

static const struct listing_facet flags[] = {{"awaited", "Awaits a sign-off"}};

/* What is not as it says comes first; of equals readiness reviews, which people come here for. */
static int rank_of(const struct record_document *document)
{
	static const char *const classes[] = {"bad", "warn", "info", "good"};
	const char *class = standing_class(document->standing);
	int rank = 0;

	if (!document->standing.len)
		return -1;
	while (rank < 4 && strcmp(classes[rank], class) != 0)
		rank++;
	return 2 * rank + !slice_is(document->kind, "readiness");
}

static void add_signers(struct listing *listing, const struct record_document *document)
{
	struct buffer text = BUFFER_INIT;

	for (size_t i = 0; i < document->n_requirements; i++) {
		const struct record_requirement *one = &document->requirements[i];

		for (size_t j = 0; j < one->awaits.count; j++) {
			buffer_add_string(&text, j ? ", " : text.len ? "; " : "");
			buffer_add_slice(&text, one->awaits.list[j]);
		}
		if (one->awaits.count) {
			buffer_add_string(&text, " (");
			buffer_add_slice(&text, one->role);
			buffer_add_char(&text, ')');
		}
	}
	listing_text(listing, buffer_slice(&text));
	buffer_dispose(&text);
}

static void add_row(
	const struct site *site, struct listing *listing, const struct record_document *document)
{
	listing_row(listing);
	site_add_document(site, listing, document);
	listing_text(listing, document->kind_name);
	listing_badge(listing, document->status, "none");
	listing_badge(listing, document->standing, page_class_of_document(document));
	site_add_signoffs(listing, document);
	add_signers(listing, document);
	listing_text(listing, record_value(document, "decision"));
	site_add_day(site, listing, document->due);
	listing_number(listing, (long long)document->errors);
	listing_facet(listing, FACET_STANDS, document->standing, document->standing);
	listing_facet(listing, FACET_KIND, document->kind, document->kind_name);
	for (size_t i = 0; i < document->n_requirements; i++) {
		for (size_t j = 0; j < document->requirements[i].awaits.count; j++)
			site_add_person(site, listing, FACET_PERSON,
				document->requirements[i].awaits.list[j]);
	}
	if (site_is_awaited(document))
		listing_flag(listing, FLAG_AWAITED);
}

static void add_rows(const struct site *site, struct listing *listing)
{
	const struct records *records = site->records;

	size_t *order, count = board_order(records, rank_of, &order);

	for (size_t i = 0; i < count; i++)
		add_row(site, listing, &records->documents[order[i]]);
	free(order);
	site_offer_people(site, listing, FACET_PERSON);
}

const struct board board_gates = {
	.title = "Gates",
	.about =
		"Documents that take sign-offs. One holds if its status is borne out by all the "
		"sign-offs that it needs and nothing wrong was found in it; one that does not is "
		"closed for whoever asks <code>handoff gate</code>. Whether one that is signed may "
		"go on, the gate tells.",
	.list = {.page = "boards/gates.html",
		.data = "data/gates.js",
		.noun = "documents that take sign-offs",
		.columns = columns,
		.n_columns = sizeof columns / sizeof *columns,
		.facets = facets,
		.n_facets = sizeof facets / sizeof *facets,
		.flags = flags,
		.n_flags = sizeof flags / sizeof *flags},
	.picture = picture_readiness,
	.picture_name = "Picture-readiness",
	.rows = add_rows,
};
