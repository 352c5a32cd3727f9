/*
 * board.h - a page with a list: what is on it, and how one is written. Internal to site/.
 */
#ifndef HANDOFF_SITE_BOARD_H
#define HANDOFF_SITE_BOARD_H

#include "site/picture.h"
#include "site/site_parts.h"

struct board {
	const char *title;
	const char *about;        /* HTML below the heading; NULL: nothing */
	const char *list_heading; /* of the list; NULL: it has none */
	struct listing_spec list; /* where the page is stands there too */
	/* A picture above the list, and its name; NULL: there is none. */
	bool (*picture)(const struct picture_request *request, struct buffer *out);
	const char *picture_name;
	/* Adds what else stands above the list; NULL: nothing. */
	void (*above)(const struct site *site, struct buffer *out);
	void (*rows)(const struct site *site, struct listing *listing);
};

extern const struct board board_overview, board_gates, board_actions, board_postmortems,
	board_alerts, board_alignment, board_stakeholders, board_relations;

/* Writes the page and its data. Where there is one repository only, a column and a facet that are
 * about repositories, the last ones, are left out. */
struct error *board_write(struct site *site, const struct board *board);

/*
 * The numbers of documents by their ranks, the lowest first; equals as they stand. Those with a
 * negative rank are left out. Returns how many there are; free() *order.
 */
size_t board_order(const struct records *records,
	int (*rank)(const struct record_document *document), size_t **order);

/* Calls `add` for each row of a section's table in all documents of a kind. */
void board_each_row(const struct site *site, struct listing *listing, const char *kind,
	const char *section,
	void (*add)(const struct site *site, struct listing *listing,
		const struct record_document *document, const struct record_table *table,
		size_t row));

#endif
