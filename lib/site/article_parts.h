/*
 * article_parts.h - what the makers of an article share. Internal to article.c.
 */
#ifndef HANDOFF_SITE_ARTICLE_PARTS_H
#define HANDOFF_SITE_ARTICLE_PARTS_H

#include "site/article_writer.h"

/* A finding, and the start tag, counted from 0, of the element that it stands at. */
struct placement {
	size_t tag;
	size_t finding;
	bool is_covered; /* the element holds its line; else it is the last one before */
};

/* A link to a heading of the document itself, which may turn out to be in another part. */
struct own_link {
	size_t part;
	size_t at; /* of its `#` */
	uint32_t section;
};

struct heading_name {
	struct slice name;
	uint32_t section;
};

/* What is known of a concept. */
struct article_term {
	uint32_t section; /* the last one, from 1, in which it was explained */
	bool is_read;
	struct slice tip; /* read: what is said of it, or empty */
};

/* Words of the glossary in the text of one block. Begins zeroed. */
struct article_terms {
	struct glossary_reading reading;
	struct buffer text;         /* what was read */
	size_t at;                  /* how much of it was written */
	size_t next;                /* use */
	size_t html_end;            /* where it ends in the HTML; 0: nothing was read */
	struct article_term *known; /* by concept; NULL: nothing is explained */
	uint32_t section;
	uint32_t tips;
	bool is_code;
};

struct article_state {
	const struct article_site *site;
	const struct document *document;
	const char *page, *up;
	struct article *article;
	struct writer writer;
	struct html_reader reader;
	const struct finding *findings;
	size_t n_findings;
	struct placement *placements; /* by tag */
	size_t n_placements, next_placement;
	bool *is_told;     /* of findings */
	uint8_t *line_ids; /* a bit for each line that has an id */
	uint32_t n_lines;
	struct slice *names;          /* of headings, by section */
	struct heading_name *by_name; /* sorted */
	size_t *parts;                /* of headings, by section */
	uint32_t section;             /* the last heading's */
	struct own_link *own_links;
	size_t n_own_links, own_links_capacity;
	size_t headings_capacity;
	struct slice anchor; /* of the heading that is open */
	size_t tags;         /* start tags so far */
	unsigned tables;
	uint32_t top_level; /* of the headings that are shown; 0: not looked for yet */
	bool has_title;     /* a heading of level 1 was met */
	bool in_link;
	unsigned dropped;          /* open elements whose content is left out */
	uint32_t item_line;        /* of the last list item */
	size_t head_part, head_at; /* where the head of the table that is open begins */
	struct slice box;          /* a task's box that waits for the text behind it */
	struct article_terms terms;
	struct buffer scratch, text;
};

/* The beginning of a text, of at most `max` bytes and whole characters. */
struct slice article_head_of(struct slice text, size_t max);

/* ---- article_tags.c ---- */

void article_open_tag(struct article_state *state, const struct html_token *token);
/* Nothing if it is not the innermost element that is open. */
void article_close_tag(struct article_state *state, enum html_element element);
/* Adds the box of a task, once there is something that it stands before. */
void article_add_box(struct article_state *state);
/* Whether text may stand here, or only white space between blocks. */
bool article_takes_text(const struct article_state *state);

/* ---- article_findings.c ---- */

/* Places findings among the elements of the HTML. */
void article_place_findings(struct article_state *state);
/* Those that stand at a start tag go to [first, end) of the element. True if the element holds the
 * line of one. */
bool article_take_findings(struct article_state *state, size_t tag, size_t *first, size_t *end);
/* Appends ` id="L12"`, unless another element has it. */
void article_add_line_id(struct article_state *state, struct buffer *out, uint32_t line);
/* Adds the findings [first, end), here or behind the table that is open. */
void article_add_findings(struct article_state *state, size_t first, size_t end, bool as_notes);
/* Makes the list of findings that were added nowhere. */
void article_list_loose(struct article_state *state);

/* ---- article_links.c ---- */

/* Reads where headings are, to be linked to. */
void article_read_names(struct article_state *state);
/* Opens a link, or what stands for it. */
void article_open_link(struct article_state *state, const struct html_token *token);
void article_add_picture(struct article_state *state, const struct html_token *token);
/* Leads links to the document's own headings to the parts that have them. */
void article_finish_links(struct article_state *state);

/* ---- article_terms.c ---- */

/* Looks at the text of a block, from an offset of the HTML, before it is written; nothing if that
 * was done. */
void article_read_terms(struct article_state *state, size_t at);
/* Adds text with what the glossary says of it. */
void article_add_text(struct article_state *state, struct slice plain);
/* Keeps in step with tags inside of the block. */
void article_pass_tag(struct article_terms *terms, const struct html_token *token);

#endif
