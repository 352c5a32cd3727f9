/*
 * contract.h - a document laid beside its kind: which heading is which section of the template,
 * which table stands for which, which column is which.
 *
 * Headings are found by title, whatever their level: folded, without a leading number, or by an
 * alias. Where a title fits more than one, the one under the right parent wins, then the exact
 * title, then the higher level, then the first.
 */
#ifndef HANDOFF_CHECK_CONTRACT_H
#define HANDOFF_CHECK_CONTRACT_H

#include "check/corpus.h"

struct contract_table {
	uint32_t table; /* in the outline; OUTLINE_NONE: the section has none */
	uint32_t *
		columns; /* for each column of the spec: its number in the table, or OUTLINE_NONE */
};

/* A cell of a column that `continues`: the time that it stands for, in full. */
struct contract_moment {
	uint32_t cell; /* in the outline */
	struct slice text;
};

struct contract {
	uint32_t *sections; /* for each section of the kind: the outline's, or OUTLINE_NONE */
	uint32_t *specs;    /* for each section of the outline: the kind's, or OUTLINE_NONE */
	struct contract_table *tables;   /* for each section of the kind */
	struct contract_moment *moments; /* sorted by cell */
	size_t n_moments;
	struct arena *arena;
};

/* Lays a document with a kind beside it. Free with contract_free. */
struct contract *contract_new(const struct document *document);
void contract_free(struct contract *contract);

/* The cell of a row (from 0, the header not counted) in a column of the spec; NULL if there is no
 * such column. */
const struct outline_cell *contract_cell(
	const struct document *document, size_t section, uint32_t row, size_t column);

/* What a cell says: of a link, file or url column the target of its only link; of a datetime that
 * continues the row above, all of it; else its text. */
struct slice contract_cell_value(
	const struct document *document, const struct outline_cell *cell, enum value_type type);

/* Reads the times of columns that continue; the tables have been found. Internal to contract*.c. */
void contract_read_moments(
	const struct outline *outline, const struct kind *kind, struct contract *contract);
/* True if a header is that of a column, with the offset of its times behind it: `Time (UTC)`. */
bool contract_is_moment_header(const struct field_spec *column, const char *folded);
/* The time that a cell stands for; its text where it is none of such a column. */
struct slice contract_moment(const struct contract *contract, uint32_t cell, struct slice text);

/* The parts of a cell that holds a list: where links, files or URLs are meant and the cell has
 * links, their targets; else what stands between its commas. */
struct contract_parts {
	const struct outline *outline;
	uint32_t link, end_link; /* the links that are left */
	struct slice rest;       /* the text that is left */
};

struct contract_parts contract_cell_parts(const struct outline *outline,
	const struct outline_cell *cell, enum value_type type, struct slice value);
/* The next part; false at the end. Empty ones are passed over. */
bool contract_next_part(struct contract_parts *parts, struct slice *part);

/* True if a row has nothing but empty cells. */
bool contract_row_is_empty(
	const struct outline *outline, const struct outline_table *table, uint32_t row);

/* True if a section, or one below it, holds something besides comments, breaks and empty tables. */
bool section_has_content(const struct outline *outline, uint32_t section);
/* The same of the section alone, up to the next heading. */
bool section_has_own_content(const struct outline *outline, uint32_t section);
/* The words of a section and those below it. */
uint32_t section_words(const struct outline *outline, uint32_t section);

/* The runs of a section and those below it: [*first, *end). */
void section_runs(const struct outline *outline, uint32_t section, uint32_t *first, uint32_t *end);

/* The paragraph that begins with "Not applicable" where the section begins with one; OUTLINE_NONE
 * otherwise. *reason is what follows the colon or dash. */
uint32_t section_not_applicable(
	const struct outline *outline, uint32_t section, struct slice *reason);
/* True if that is a full answer: a reason of three words or more. */
bool section_is_answered(const struct outline *outline, uint32_t section);

/* Words of a text: runs of non-space that hold a letter or digit. */
uint32_t text_words(struct slice text);

/* True if a value of type link names a document by its id rather than by its path. */
bool link_is_id(struct slice value);

/* A value of type link. */
struct contract_link {
	const struct field_spec *spec;
	struct slice value;
	uint32_t node;  /* in the front matter, or OUTLINE_NONE: in a cell of */
	size_t section; /* this section of the kind */
};

/* Calls `each` for every value of type link in the front matter and in table cells, with what the
 * contract says of it. */
typedef void (*link_visitor)(
	void *context, const struct document *document, const struct contract_link *link);
void contract_each_link(const struct document *document, link_visitor each, void *context);

#endif
