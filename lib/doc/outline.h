/*
 * outline.h - the parsed form of one document: flat, pointer-free, with every part's place.
 *
 * An outline is one buffer: a header, the source bytes, a pool of further text, and arrays of
 * records that refer to one another by index and to text by offset. It is made in a worker process
 * (pool.h), crosses to ours as bytes, is checked once by outline_open, and is read from then on
 * without a thought for who made it. It knows nothing of git or of rules.
 *
 *     for (uint32_t i = 0; i < outline->n_sections; i++)
 *             print(outline_text(outline, outline->sections[i].title));
 *
 * Places are byte offsets into the source; outline_position turns one into line and column.
 * The tree orders are preorder: an element's descendants follow it directly, up to `next`.
 */
#ifndef HANDOFF_DOC_OUTLINE_H
#define HANDOFF_DOC_OUTLINE_H

#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

#define OUTLINE_NONE UINT32_MAX

/* A stretch of the source: byte offsets, end exclusive. */
struct span {
	uint32_t start;
	uint32_t end;
};

/* Decoded text: it lies in the source where it stands there verbatim, else in the pool. */
struct view {
	uint32_t at;
	uint32_t len;
};

/* What went wrong while reading; check/ gives each its rule. A fault never stops the rest. */
enum fault_type {
	FAULT_ENCODING,       /* not UTF-8, or NUL; nothing else was read */
	FAULT_BOM,            /* begins with a byte order mark (skipped) */
	FAULT_INVISIBLE,      /* an invisible or bidirectional control character */
	FAULT_NO_FRONT,       /* no front matter */
	FAULT_UNCLOSED_FRONT, /* the opening fence has no closing one */
	FAULT_SYNTAX,        /* the YAML is wrong, or uses what we refuse (tags, directives, ...) */
	FAULT_ANCHOR,        /* an anchor, an alias or a merge key */
	FAULT_DUPLICATE_KEY, /* a key twice in one map */
	FAULT_LIMIT,         /* a limit of section 11; the message names it and its config key */
	FAULT_UNCLOSED_CODE, /* a fenced code block that is never closed: span is the opening fence
			      */
	FAULT_TYPES,
};

struct outline_fault {
	uint32_t type; /* enum fault_type */
	struct span span;
	struct view message; /* one line for a person: what is wrong, what to do */
};

/* A node of the front matter (or of a YAML file). Node 0 is the root map; a tree in preorder. There
 * are no nodes at all without front matter, or if it was not read. */
enum field_type {
	FIELD_SCALAR,
	FIELD_LIST,
	FIELD_MAP,
};

enum {
	FIELD_PLAIN = 1,   /* the scalar was not quoted */
	FIELD_LITERAL = 2, /* a block scalar (| or >) */
};

struct outline_field {
	uint32_t type; /* enum field_type */
	uint32_t flags;
	struct view key;      /* in a map: the key, decoded; empty in a list and for the root */
	struct span key_span; /* empty in a list: the start of the value */
	struct view value;    /* scalar: decoded text; plain `~`, `null` and nothing are empty */
	struct span span; /* the value in the source, without trailing white space or comments */
	uint32_t parent;  /* OUTLINE_NONE for the root */
	uint32_t next;    /* index after the last descendant */
	uint32_t count;   /* list, map: children */
};

/* Section 0 is what precedes the first heading (level 0); only headings at the top level of the
 * document make sections, not those in quotes and lists. */
struct outline_section {
	uint32_t level;         /* 1 to 6; 0 for section 0 */
	struct view title;      /* flattened text */
	struct span title_span; /* the heading's text in the source, without # and underline */
	struct span span; /* whole lines, from the heading's up to the next heading of any level;
			     section 0: from the beginning of the body */
	uint32_t parent; /* section of a lower level that holds this one; OUTLINE_NONE for section 0
			    and for sections under no other heading */
	uint32_t next;   /* index after the last section below this one */
	uint32_t first_block; /* blocks between this heading and the next, the heading excluded */
	uint32_t end_block;
	uint32_t words; /* in text, code spans and table cells below the heading; not comments, code
			   blocks, HTML */
};

enum block_type {
	BLOCK_PARAGRAPH,
	BLOCK_HEADING, /* only inside a quote or a list */
	BLOCK_CODE,
	BLOCK_HTML,
	BLOCK_COMMENT, /* a comment; an HTML block of nothing but comments makes one of each */
	BLOCK_TABLE,
	BLOCK_LIST,
	BLOCK_ITEM,
	BLOCK_QUOTE,
	BLOCK_BREAK, /* thematic break */
};

enum {
	BLOCK_ORDERED = 1, /* list, item */
	BLOCK_TASK = 2,    /* item: a task list item */
	BLOCK_DONE = 4,    /* item: its box is checked */
	BLOCK_FENCED = 8,  /* code */
};

struct outline_block {
	uint32_t type;
	uint32_t flags;
	struct span span;
	struct view text; /* paragraph, item (its first paragraph): flattened text, LF for a line
			     break; inner heading: flattened; comment: the text inside, trimmed;
			     code: info string */
	uint32_t parent;  /* block that holds this one, or OUTLINE_NONE */
	uint32_t next;    /* index after the last block inside this one */
	uint32_t section;
	uint32_t first_run; /* runs directly or indirectly inside, tables included */
	uint32_t end_run;
	uint32_t number; /* ordered item: its number; table: index in `tables` */
};

enum run_type {
	RUN_TEXT,
	RUN_CODE,    /* a code span: the text between the backticks */
	RUN_HTML,    /* raw inline HTML */
	RUN_COMMENT, /* an inline HTML comment: the text inside, trimmed */
};

enum {
	RUN_IN_LINK = 1,
	RUN_IN_IMAGE = 2, /* alternative text */
	RUN_EMPHASIS = 4,
	RUN_STRONG = 8,
	RUN_STRIKE = 16,
	RUN_BREAK_BEFORE = 32, /* a soft or hard line break stands before it */
};

struct outline_run {
	uint32_t type;
	uint32_t flags;
	struct span span; /* in the source: of the text itself, without markup; text with escapes:
			     as it is written */
	struct view text; /* decoded: entities and escapes resolved */
	uint32_t section; /* a heading's own runs carry that heading's section */
	uint32_t block;   /* OUTLINE_NONE for the runs of a heading that makes a section */
	uint32_t cell;    /* index in `cells`, or OUTLINE_NONE */
};

enum link_type {
	LINK_LINK,
	LINK_IMAGE,
	LINK_AUTOLINK, /* <https://...> */
};

struct outline_link {
	uint32_t type;
	struct span span;        /* the whole link, from its [ ! or < */
	struct view target;      /* destination as cmark decodes it */
	struct span target_span; /* the destination in the source, without < >; of a reference link,
				    the whole link */
	uint32_t section;
	uint32_t block; /* OUTLINE_NONE in a heading */
	uint32_t cell;
	uint32_t first_run;
	uint32_t end_run;
};

struct outline_table {
	struct span span;
	uint32_t section;
	uint32_t block;
	uint32_t columns;
	uint32_t rows;       /* body rows, the header not counted */
	uint32_t first_row;  /* in `rows`: the header row, then `rows` body rows */
	uint32_t first_cell; /* in `cells`: columns * (rows + 1) cells, row by row, header first */
};

struct outline_row {
	struct span span;
	uint32_t table;
	uint32_t written; /* cells that the source has; more or fewer than `columns` is a mistake
			     that GFM hides (surplus cells are dropped, missing ones empty) */
};

struct outline_cell {
	struct span span; /* content without padding; empty cell: the place between the pipes */
	struct view text; /* flattened */
	uint32_t first_run;
	uint32_t end_run;
	uint32_t first_link; /* links inside the cell */
	uint32_t end_link;
};

/* The opened form: arrays inside `buffer`, all checked. */
struct outline {
	void *buffer;
	size_t size;
	const char *bytes; /* source, then pool */
	uint32_t source_len;
	uint32_t bytes_len;
	struct span front; /* from the opening fence to the end of the closing one; 0,0 if none */
	uint32_t body;     /* offset of the first byte of the body */
	struct view html;  /* from DOC_HTML only: what html.h says. As little to be trusted as the
			      source; whoever shows it parses it, and keeps what is known */
	const struct outline_fault *faults;
	const struct outline_field *fields;
	const struct outline_section *sections;
	const struct outline_block *blocks;
	const struct outline_run *runs;
	const struct outline_link *links;
	const struct outline_table *tables;
	const struct outline_row *rows;
	const struct outline_cell *cells;
	/* Of each section, from DOC_MEANING only: what it says, however it is written (meaning.h).
	 */
	const struct view *meanings;
	uint32_t n_faults, n_fields, n_sections, n_blocks, n_runs, n_links, n_tables, n_rows,
		n_cells, n_meanings;
	uint32_t *lines; /* offsets of line starts, made by the first outline_position */
	uint32_t n_lines;
};

/*
 * Checks a buffer (every offset, index and order in it) and opens it. Takes the malloc'd buffer,
 * also on failure. A buffer that does not hold together is ERROR_INTERNAL: the worker was not ours
 * any more.
 */
struct error *outline_open(void *buffer, size_t size, struct outline **outline);
void outline_free(struct outline *outline);

/* An outline of a text that was not parsed: its source (may be empty), one fault at its start. */
struct outline *outline_of_fault(struct slice source, enum fault_type type, const char *message);

/* The source text; decoded text of a view; the source under a span. Valid while the outline is. */
struct slice outline_source(const struct outline *outline);
struct slice outline_text(const struct outline *outline, struct view view);
struct slice outline_spanned(const struct outline *outline, struct span span);

struct position {
	uint32_t line;   /* from 1 */
	uint32_t column; /* from 1, in code points */
	uint32_t byte;   /* offset from 0 */
};

/* Line ends are LF, CR LF and CR, as in CommonMark. An offset past the end gives the end. */
struct position outline_position(struct outline *outline, uint32_t offset);
/* The text of a line (from 1) without its line end; empty if there is no such line. */
struct slice outline_line(struct outline *outline, uint32_t line);

/* The child of a map by key, or of a list by number; OUTLINE_NONE if there is none. */
uint32_t outline_child(const struct outline *outline, uint32_t map, const char *key);
uint32_t outline_item(const struct outline *outline, uint32_t list, uint32_t number);
/* Iterates children: the first one of a node, then the one after; OUTLINE_NONE at the end. */
uint32_t outline_first_child(const struct outline *outline, uint32_t node);
uint32_t outline_next_child(const struct outline *outline, uint32_t child);

#endif
