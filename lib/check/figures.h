/*
 * figures.h - the figures of a document: numbers with their units, wherever they stand.
 *
 * What is no figure: dates, times of day, versions, ids, ordinals, numbers of sections and lists.
 */
#ifndef HANDOFF_CHECK_FIGURES_H
#define HANDOFF_CHECK_FIGURES_H

#include "check/corpus.h"
#include "policy/quantity.h"

struct figure {
	struct quantity quantity; /* its number without its sign */
	bool counts;              /* it is claimed; else it is only there to be found */
	bool in_cell;             /* a cell of a table that holds nothing else */
	uint32_t row;             /* of such a cell: the same for all of its row, and no other */
	struct slice text;        /* as it is written; of the document or of `texts` */
	struct span span;
};

struct figures {
	struct figure *list;
	size_t count, capacity;
	bool cut;            /* there are more than anybody reads: the rest is left out */
	struct arena *texts; /* what the units and texts of figures point into */
};

/* The figures that a document claims, in its text and tables: not those in links, in code and in
 * the sections of its kind that `except` names. */
void figures_claimed(const struct document *document, struct figures *figures);

/* True if a figure in a table's cell is worked out from two others of its row: their difference, or
 * that in hundredths of one of them. */
bool figure_is_worked_out(const struct figures *figures, const struct figure *figure);

/* All figures of a document: those in its front matter, in links and in code too, and numbers whose
 * unit is not said. */
void figures_all(const struct document *document, struct figures *figures);

void figures_dispose(struct figures *figures);

#endif
