/*
 * picture_draw.h - what all pictures are drawn with: the figure around them, shapes, texts that
 * keep within their width, patterns, a legend, the table below. Internal to site/.
 *
 *     draw_begin(&drawing, request, out, &head);
 *     ... lines, shapes, texts ...
 *     draw_end(&drawing, slice_of("What is seen."));
 *     draw_table_begin(&drawing, columns, 2);
 *     ... draw_row() ...
 *     draw_table_end(&drawing);
 *
 * Coordinates are whole units of the view box, which is DRAW_WIDTH wide; y goes down. Every text is
 * untrusted, and is escaped here. How much is drawn has a limit in bytes: who draws many marks asks
 * draw_is_full before each, and says in words what is left out.
 */
#ifndef HANDOFF_SITE_PICTURE_DRAW_H
#define HANDOFF_SITE_PICTURE_DRAW_H

#include "base/buffer.h"
#include "site/picture.h"

#define DRAW_WIDTH 640
/* A page may have several pictures, and is to stay below 200 KiB (page.h). */
#define DRAW_MAX_BYTES       (30 * 1024)
#define DRAW_MAX_TABLE_BYTES (24 * 1024)
#define DRAW_MAX_ROWS        200

struct drawing {
	struct buffer *out;
	const struct picture_request *request;
	size_t begin;    /* of the picture, later of its table, in `out` */
	size_t columns;  /* of the table */
	size_t rows;     /* that it has */
	size_t left_out; /* that it has not, as it is full */
};

struct draw_head {
	struct slice title;
	struct slice description; /* what it comes to, in a sentence or two, with numbers */
	int height;
	bool has_links; /* there are links in the drawing: it is more than one image then */
};

/* How texts look; pictures.css has a class for each. */
enum draw_style {
	STYLE_PLAIN,
	STYLE_STRONG,
	STYLE_MUTED,
	STYLE_SMALL,
	STYLE_FAINT, /* small and muted */
	STYLE_NUMBER /* inside of a mark */
};

enum draw_anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };

enum draw_shape {
	SHAPE_CIRCLE,
	SHAPE_SQUARE,
	SHAPE_DIAMOND,
	SHAPE_UP,   /* a triangle */
	SHAPE_DOWN, /* a triangle */
	SHAPE_CROSS,
	SHAPE_MINUS,
	SHAPE_HOLLOW, /* an empty diamond */
};

/* What a colour is for; pictures.css has a class for each, and a pattern belongs to each, which is
 * what tells them apart on paper. */
enum draw_fill {
	FILL_GOOD,
	FILL_WARN,
	FILL_BAD,
	FILL_INFO,
	FILL_MUTED,
	FILL_1,
	FILL_2,
	FILL_3,
	FILL_4,
	FILL_5,
	FILL_6,
	FILL_7,
	N_FILLS
};

/* Begins the figure. The request stays with the drawing. */
void draw_begin(struct drawing *drawing, const struct picture_request *request, struct buffer *out,
	const struct draw_head *head);
/* Ends the drawing; the caption is what stands below it. */
void draw_end(struct drawing *drawing, struct slice caption);

/* True if nothing more may be drawn. */
bool draw_is_full(const struct drawing *drawing);

/* About how wide a text is, in units. */
int draw_text_width(enum draw_style style, struct slice text);
/* A text, shortened to a width; what was cut is shown when it is pointed at. y is its baseline. */
void draw_text(struct drawing *drawing, enum draw_style style, int x, int y,
	enum draw_anchor anchor, int width, struct slice text);
/* The same for a text made of a format. */
void draw_textf(struct drawing *drawing, enum draw_style style, int x, int y,
	enum draw_anchor anchor, int width, const char *format, ...)
	__attribute__((format(printf, 7, 8)));

void draw_line(struct drawing *drawing, const char *class, int x1, int y1, int x2, int y2);
/* A bar of a fill; a width below 1 is drawn as 1. */
void draw_bar(struct drawing *drawing, enum draw_fill fill, int x, int y, int width, int height);
void draw_box(struct drawing *drawing, const char *class, int x, int y, int width, int height);
/* A shape of about 12 units around a place, or of the given size. */
void draw_shape(struct drawing *drawing, const char *class, enum draw_shape shape, int x, int y);
void draw_shape_sized(
	struct drawing *drawing, const char *class, enum draw_shape shape, int x, int y, int half);

/* What is drawn up to the end belongs together, and shows a text when it is pointed at. */
void draw_group_begin(struct drawing *drawing, struct slice title);
void draw_group_end(struct drawing *drawing);

/* The patterns that fills of this drawing use; each bit of `used` is one. To be drawn before they
 * are used. */
void draw_patterns(struct drawing *drawing, unsigned used);
/* Appends ` class="..." fill="url(...)"`, for a path that is filled so. */
void draw_fill_attributes(struct drawing *drawing, enum draw_fill fill);

/* One thing that a legend explains: a fill if `shape` is negative, else a shape of a class. */
struct draw_key {
	int shape;
	enum draw_fill fill;
	const char *class;
	struct slice text;
};

/* Draws the legend from x on, y being the middle of its first row; returns the y of its end. With
 * `only_measure` nothing is drawn. */
int draw_legend(struct drawing *drawing, const struct draw_key *keys, size_t count, int x, int y,
	bool only_measure);

/* The table that says the same. */
void draw_table_begin(struct drawing *drawing, const struct slice *columns, size_t count);
/* Adds a row, with as many cells as there are columns, or counts it if there is no room. */
void draw_row(struct drawing *drawing, const struct slice *cells);
/* Ends the table and the figure; `more` further rows were not even tried. */
void draw_table_end(struct drawing *drawing, size_t more);

/* "YYYY-MM-DD", or "not known", in a buffer that the caller has. */
struct slice draw_day(int64_t time, char day[11]);
/* "YYYY-MM-DD hh:mm", the same way. */
#define DRAW_MINUTE_SIZE sizeof "2026-11-23 14:05"
struct slice draw_minute(int64_t time, char minute[DRAW_MINUTE_SIZE]);

/* What a document is called: its title, or its path where it has none. */
struct slice draw_document_title(const struct record_document *document);

/* "s" unless it is one. */
const char *draw_plural(size_t count);

#endif
