/*
 * listing.h - a table of many rows: the first of them in the page, all of them in a file of data
 * from which the script shows what is asked for: searched, filtered, sorted, page by page.
 *
 * Both come from the same cells. A page works without the script too, and says where the rest is.
 *
 *     struct listing listing;
 *     listing_begin(&listing, &spec);
 *     listing_row(&listing);
 *     listing_link(&listing, title, page, id);
 *     listing_facet(&listing, 0, kind, kind_name);
 *     ...
 *     error = listing_end(&listing, output, &page_out);
 */
#ifndef HANDOFF_SITE_LISTING_H
#define HANDOFF_SITE_LISTING_H

#include <jansson.h>

#include "base/buffer.h"
#include "site/output.h"
#include "site/records.h"

enum cell_type {
	CELL_TEXT,
	CELL_LINK,   /* [text, address, what stands below it] */
	CELL_BADGE,  /* [text, class] */
	CELL_BADGES, /* [label, text, class], ... */
	CELL_DAY,    /* [YYYY-MM-DD, class] */
	CELL_NUMBER,
};

struct listing_column {
	const char *title;
	enum cell_type type;
};

/* A choice of one value; a row can have several. */
struct listing_facet {
	const char *id;    /* of the control, and in the address */
	const char *label; /* of the control */
};

struct listing_spec {
	const char *page; /* its path, for addresses */
	const char *data; /* path of the data, relative to the site's root */
	const char *noun; /* "documents" */
	const char *rest; /* HTML that says without a script where more is; or NULL */
	const struct listing_column *columns;
	size_t n_columns;
	const struct listing_facet *facets;
	size_t n_facets;
	const struct listing_facet *flags; /* that a row has or has not */
	size_t n_flags;
};

struct listing {
	const struct listing_spec *spec;
	struct buffer rows; /* HTML */
	size_t n_rows, n_static;
	bool is_static;     /* the row at hand is in the page too */
	size_t column;      /* that comes next */
	struct buffer data; /* of all rows, one a line */
	json_t *row, *cells, *sets;
	json_int_t flag_bits;
	json_t *also;    /* NULL: nothing */
	json_t **values; /* for each facet: value → its number */
	json_t **labels; /* for each facet: [value, label], ... by number */
};

void listing_begin(struct listing *listing, const struct listing_spec *spec);

/* Begins the next row; its cells follow, one a column. */
void listing_row(struct listing *listing);
void listing_text(struct listing *listing, struct slice text);
/* `address` is relative to the site's root; empty: only text. `below` may be empty. */
void listing_link(
	struct listing *listing, struct slice text, struct slice address, struct slice below);
void listing_badge(struct listing *listing, struct slice text, const char *class);
/* Any number of them fill one cell, up to listing_badges_end. */
void listing_badge_of(
	struct listing *listing, struct slice label, struct slice text, const char *class);
void listing_badges_end(struct listing *listing);
/* A day, or words that stand where one would. */
void listing_day(struct listing *listing, struct slice day, const char *class);
void listing_number(struct listing *listing, long long number);
/* Of a column of numbers: it is not known. */
void listing_no_number(struct listing *listing);

/* What the row is found by, too, and does not show. */
void listing_also(struct listing *listing, struct slice text);

/* The row has this value of a facet, by the number of the facet; with what the control says for it,
 * where that is first met. */
void listing_facet(struct listing *listing, size_t facet, struct slice value, struct slice label);
/* The control has this value, whether a row does or not. */
void listing_choice(struct listing *listing, size_t facet, struct slice value, struct slice label);
void listing_flag(struct listing *listing, size_t flag);

/* Appends controls and table to the page, puts the data, and lets go of everything. */
struct error *listing_end(
	struct listing *listing, const struct site_output *output, struct buffer *out);

#endif
