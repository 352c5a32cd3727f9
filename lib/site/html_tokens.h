/*
 * html_tokens.h - the HTML that cmark-gfm writes, as tags and text. Internal to site/.
 *
 * It comes from a worker that has read a hostile document, and so it is believed in nothing: only
 * tags of these elements, written as cmark writes them, are tags; of their attributes only these
 * are kept. All else is text. Takes time with the length, whatever stands there.
 *
 *     struct html_reader reader = {html, 0};
 *     while (html_next(&reader, &token))
 *             ...
 */
#ifndef HANDOFF_SITE_HTML_TOKENS_H
#define HANDOFF_SITE_HTML_TOKENS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

enum html_element {
	HTML_BLOCKQUOTE,
	HTML_UL,
	HTML_OL,
	HTML_LI,
	HTML_P,
	HTML_H1,
	HTML_H2,
	HTML_H3,
	HTML_H4,
	HTML_H5,
	HTML_H6,
	HTML_PRE,
	HTML_TABLE,
	HTML_THEAD,
	HTML_TBODY,
	HTML_TR,
	HTML_TH,
	HTML_TD,
	HTML_HR,
	HTML_BR,
	HTML_IMG,
	HTML_INPUT,
	HTML_CODE,
	HTML_EM,
	HTML_STRONG,
	HTML_DEL,
	HTML_A,
	HTML_ELEMENTS,
};

enum html_type {
	HTML_TEXT,
	HTML_OPEN, /* a start tag; void elements have no other */
	HTML_CLOSE,
};

enum html_align {
	HTML_ALIGN_NONE,
	HTML_ALIGN_LEFT,
	HTML_ALIGN_CENTER,
	HTML_ALIGN_RIGHT,
};

struct html_token {
	enum html_type type;
	enum html_element element; /* of a tag */
	struct slice text;         /* raw: see html_decode */
	/* Attributes; raw, empty or 0 where there is none. */
	struct slice address; /* href, src */
	struct slice title;
	struct slice alternative;
	enum html_align align;
	bool is_checked;
	uint32_t start;      /* of an ordered list */
	uint32_t first_line; /* of data-sourcepos */
	uint32_t last_line;
};

struct html_reader {
	struct slice html;
	size_t at;
};

/* Reads what comes next; false at the end. Comments are passed over. */
bool html_next(struct html_reader *reader, struct html_token *token);

/* Appends text or a value of an attribute without its character references. */
void html_decode(struct buffer *out, struct slice raw);

/* Appends untrusted text for an element or a quoted attribute. Line ends and tabs stay; characters
 * that cannot be seen are shown as escape_line shows them. */
void html_encode(struct buffer *out, struct slice plain);

/* True for elements of running text: they stand inside of blocks. */
bool html_is_inline(enum html_element element);

/* True for elements without end tag. */
bool html_is_void(enum html_element element);

#endif
