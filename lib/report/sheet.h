/*
 * sheet.h - pages that people print or read, as Markdown or as one HTML file that asks for nothing
 * else: no script, no request, a policy that forbids both. Internal to report/.
 *
 * All text that is passed is untrusted, and appears as plain text.
 */
#ifndef HANDOFF_REPORT_SHEET_H
#define HANDOFF_REPORT_SHEET_H

#include "base/buffer.h"
#include "doc/outline.h"

enum sheet_format {
	SHEET_MARKDOWN,
	SHEET_HTML,
};

struct sheet {
	enum sheet_format format;
	struct buffer *out;
	size_t pages;
};

/* What stands before the first page, with the title that a browser shows, and after the last. */
void sheet_begin(struct sheet *sheet, const char *title);
void sheet_end(struct sheet *sheet);

/* A page; printed, it begins on a sheet of its own. */
void sheet_begin_page(struct sheet *sheet);
void sheet_end_page(struct sheet *sheet);

/* Level 1 is a page's title. `text` may be empty: then the label is all. */
void sheet_heading(struct sheet *sheet, unsigned level, const char *label, struct slice text);
void sheet_text(struct sheet *sheet, const char *label, struct slice text);
/* One of several that stand together: "- **Label:** text". Nothing if the text is empty. */
void sheet_fact(struct sheet *sheet, const char *label, struct slice text);
/* The same without a label. */
void sheet_item(struct sheet *sheet, struct slice text);
void sheet_end_facts(struct sheet *sheet);

/* A table: the header, then rows, then its end. */
void sheet_begin_table(struct sheet *sheet, const char *const *titles, size_t count);
void sheet_row(struct sheet *sheet, const struct slice *cells, size_t count);
void sheet_end_table(struct sheet *sheet);

/* What blocks of a document say. */
void sheet_blocks(struct sheet *sheet, const struct outline *outline, uint32_t first, uint32_t end);

#endif
