/* The first page: every document, and what needs somebody's attention. */
#include <stdio.h>
#include <stdlib.h>

#include "site/board.h"

#define WEEK (7 * 86400)

enum {
	FACET_KIND,
	FACET_STATUS,
	FACET_STATE,
	FACET_PERSON,
	FACET_OWNER,
	FACET_REPOSITORY, /* only where there are several */
};

enum {
	FLAG_STALE_WEEK,
	FLAG_ERRORS,
};

static const struct listing_column columns[] = {
	{"Document", CELL_LINK},
	{"Kind", CELL_TEXT},
	{"Status", CELL_BADGE},
	{"Stands", CELL_BADGE},
	{"Sign-offs", CELL_BADGES},
	{"Stale since", CELL_DAY},
	{"Due", CELL_DAY},
	{"Owner", CELL_TEXT},
	{"Errors", CELL_NUMBER},
	{"Repository", CELL_TEXT},
};

static const struct listing_facet facets[] = {
	{"kind", "Kind"},
	{"status", "Status"},
	{"state", "Sign-off"},
	{"person", "Needs the sign-off of"},
	{"owner", "Owner"},
	{"repository", "Repository"},
};

static const struct listing_facet flags[] = {
	{"stale-week", "Went stale this week"},
	{"errors", "Has errors"},
};

static bool is_stale_this_week(const struct site *site, const struct record_document *document)
{
	int64_t since = site_stale_since(document);

	return !document->is_withdrawn && since != TIME_UNKNOWN &&
	       since > site->records->now - WEEK;
}

/* ---- What needs attention comes first ------------------------------------------------------- */

static int rank_of(const struct record_document *document)
{
	if (document->is_withdrawn)
		return 5;
	if (document->is_unproven)
		return 0;
	if (site_is_awaited(document))
		return 1;
	if (document->errors)
		return 2;
	return document->is_initial ? 4 : 3;
}

/* ---- Figures -------------------------------------------------------------------------------- */

static void add_figure(
	struct buffer *out, size_t number, const char *class, const char *address, const char *text)
{
	buffer_addf(out, "<li class=\"%s\"><strong>%zu</strong> <a href=\"%s\">%s</a></li>\n",
		number ? class : "none", number, address, text);
}

static void add_figures(const struct site *site, struct buffer *out)
{
	const struct records *records = site->records;
	size_t unproven = 0, awaited = 0, week = 0, undated = 0, ready = 0, overdue = 0;

	for (size_t i = 0; i < records->n_documents; i++) {
		const struct record_document *document = &records->documents[i];

		unproven += document->is_unproven && !document->is_withdrawn;
		ready += document->is_ready && !document->is_withdrawn;
		awaited += site_is_awaited(document);
		week += is_stale_this_week(site, document);
		undated += !document->is_withdrawn && site_is_stale(document) &&
			   site_stale_since(document) == TIME_UNKNOWN;
	}
	for (size_t i = 0; i < records->n_actions; i++)
		overdue += records->actions[i].overdue && !records->actions[i].lives_elsewhere;
	buffer_add_string(out, "<ul class=\"figures\">\n");
	add_figure(out, unproven, "bad", "boards/gates.html#stands=does+not+hold",
		"with a status that their sign-offs do not bear out");
	add_figure(out, awaited, "warn", "boards/gates.html#awaited=1", "awaiting a sign-off");
	add_figure(out, week, "bad", "index.html#stale-week=1", "gone stale this week");
	if (undated)
		add_figure(out, undated, "bad", "index.html#state=stale",
			"stale, since when history does not tell");
	add_figure(out, ready, "good", "boards/gates.html#stands=holds",
		"holding, with all their sign-offs");
	add_figure(out, overdue, "bad", "boards/actions.html#overdue=1", "overdue action items");
	buffer_add_string(out, "</ul>\n");
}

/* ---- Rows ----------------------------------------------------------------------------------- */

/* Of a file that is built on, history does not tell. */
static void add_staleness(struct listing *listing, const struct record_document *document)
{
	int64_t since = site_stale_since(document);
	char day[11] = "";

	if (since != TIME_UNKNOWN)
		date_format(date_of_time(since), day);
	else if (site_is_stale(document))
		snprintf(day, sizeof day, "not known");
	listing_day(listing, slice_of(day), "");
}

static void add_facets(const struct site *site, struct listing *listing,
	const struct record_document *document, bool several)
{
	listing_facet(listing, FACET_KIND, document->kind, document->kind_name);
	listing_facet(listing, FACET_STATUS, document->status, document->status);
	for (size_t i = 0; i < document->n_requirements; i++) {
		const struct record_requirement *one = &document->requirements[i];

		listing_facet(listing, FACET_STATE, one->state, one->state);
		for (size_t j = 0; j < one->awaits.count; j++)
			site_add_person(site, listing, FACET_PERSON, one->awaits.list[j]);
	}
	if (document->owner.len)
		site_add_person(site, listing, FACET_OWNER, document->owner);
	if (several) {
		struct slice name = site->records->repositories[document->repository].name;

		listing_facet(listing, FACET_REPOSITORY, name, name);
	}
	if (is_stale_this_week(site, document))
		listing_flag(listing, FLAG_STALE_WEEK);
	if (document->errors)
		listing_flag(listing, FLAG_ERRORS);
}

static void add_row(const struct site *site, struct listing *listing,
	const struct record_document *document, bool several)
{
	listing_row(listing);
	site_add_document(site, listing, document);
	listing_text(listing, document->kind_name);
	listing_badge(listing, document->status, "none");
	listing_badge(listing, document->standing, page_class_of_document(document));
	site_add_signoffs(listing, document);
	add_staleness(listing, document);
	site_add_day(site, listing, document->due);
	listing_text(listing, document->owner);
	listing_number(listing, (long long)document->errors);
	listing_also(listing, document->path);
	if (several)
		listing_text(listing, site->records->repositories[document->repository].name);
	add_facets(site, listing, document, several);
}

static void add_rows(const struct site *site, struct listing *listing)
{
	const struct records *records = site->records;
	bool several = records->n_repositories > 1;
	size_t *order, count = board_order(records, rank_of, &order);

	for (size_t i = 0; i < count; i++)
		add_row(site, listing, &records->documents[order[i]], several);
	free(order);
	site_offer_people(site, listing, FACET_PERSON);
}

const struct board board_overview = {
	.title = "Overview",
	.list_heading = "Documents",
	.list = {.page = "index.html",
		.data = "data/documents.js",
		.noun = "documents",
		.rest = "<a href=\"lists/all.html\">All documents, page by page</a>",
		.columns = columns,
		.n_columns = sizeof columns / sizeof *columns,
		.facets = facets,
		.n_facets = sizeof facets / sizeof *facets,
		.flags = flags,
		.n_flags = sizeof flags / sizeof *flags},
	.above = add_figures,
	.rows = add_rows,
};
