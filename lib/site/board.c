#include "site/board.h"

#include <stdlib.h>
#include <string.h>

/* What is about repositories is of use where there are several. */
static struct listing_spec list_of(const struct site *site, const struct board *board)
{
	struct listing_spec list = board->list;

	if (site->records->n_repositories > 1)
		return list;
	if (strcmp(list.columns[list.n_columns - 1].title, "Repository") == 0)
		list.n_columns--;
	if (list.n_facets && strcmp(list.facets[list.n_facets - 1].id, "repository") == 0)
		list.n_facets--;
	return list;
}

struct error *board_write(struct site *site, const struct board *board)
{
	struct listing_spec list = list_of(site, board);
	const char *const scripts[] = {list.data};
	struct page page = {.records = site->records,
		.site_title = site->title,
		.path = list.page,
		.title = slice_of(board->title),
		.scripts = scripts,
		.n_scripts = 1};
	struct picture_request picture = {
		.records = site->records, .page = list.page, .name = board->picture_name};
	struct buffer out = BUFFER_INIT;
	struct listing listing;
	struct error *error;

	page_begin(&out, &page);
	buffer_addf(&out, "<h1>%s</h1>\n", board->title);
	if (board->about)
		buffer_addf(&out, "<p>%s</p>\n", board->about);
	if (board->picture)
		board->picture(&picture, &out);
	if (board->above)
		board->above(site, &out);
	if (board->list_heading)
		buffer_addf(&out, "<h2>%s</h2>\n", board->list_heading);
	listing_begin(&listing, &list);
	board->rows(site, &listing);
	error = listing_end(&listing, site->output, &out);
	page_end(&out, &page);
	if (!error)
		return site_put(site, page.path, &out);
	buffer_dispose(&out);
	return error;
}

struct ranked {
	int rank;
	size_t document;
};

static int compare_ranks(const void *a, const void *b)
{
	const struct ranked *one = a, *two = b;

	if (one->rank != two->rank)
		return one->rank < two->rank ? -1 : 1;
	return (one->document > two->document) - (one->document < two->document);
}

size_t board_order(const struct records *records,
	int (*rank)(const struct record_document *document), size_t **order)
{
	struct ranked *ranked = mem_calloc(records->n_documents + 1, sizeof *ranked);
	size_t count = 0;

	for (size_t i = 0; i < records->n_documents; i++) {
		ranked[count] = (struct ranked){rank(&records->documents[i]), i};
		count += ranked[count].rank >= 0;
	}
	qsort(ranked, count, sizeof *ranked, compare_ranks);
	*order = mem_calloc(count + 1, sizeof **order);
	for (size_t i = 0; i < count; i++)
		(*order)[i] = ranked[i].document;
	free(ranked);
	return count;
}

void board_each_row(const struct site *site, struct listing *listing, const char *kind,
	const char *section,
	void (*add)(const struct site *site, struct listing *listing,
		const struct record_document *document, const struct record_table *table,
		size_t row))
{
	const struct records *records = site->records;

	for (size_t i = 0; i < records->n_documents; i++) {
		const struct record_document *document = &records->documents[i];
		const struct record_table *table =
			slice_is(document->kind, kind) ? record_table_of(document, section) : NULL;

		for (size_t row = 0; table && row < table->n_rows; row++)
			add(site, listing, document, table, row);
	}
}
