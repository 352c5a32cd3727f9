/*
 * figure_pool.h - the figures of some documents together, to look others up among them.
 */
#ifndef HANDOFF_CHECK_FIGURE_POOL_H
#define HANDOFF_CHECK_FIGURE_POOL_H

#include "check/figures.h"

struct figure_pool;

struct figure_pool *figure_pool_new(void);
void figure_pool_free(struct figure_pool *pool);

/* Adds all figures of a document, which must outlive the pool. */
void figure_pool_add(struct figure_pool *pool, const struct document *document);
/* Adds the figures that were added to another pool with figure_pool_add, which must outlive this
 * one. */
void figure_pool_share(struct figure_pool *pool, const struct figure_pool *other);

/*
 * True if a figure stands there: equal once its unit is converted, within half of its own last
 * digit. One that is said to be rounded (`about 20 %`, `~40k readers`) may be so at its last digit
 * that is no zero, by a tenth of it at most; `less than 4 minutes` may stand for a little less.
 * What is counted may have another name there. `%` may be said of what is `% rel` there, not of
 * `pp`.
 */
bool figure_pool_has(struct figure_pool *pool, const struct figure *figure);

/* The one of the same kind there that is nearest, if it is not far off; NULL otherwise. */
const struct figure *figure_pool_nearest(struct figure_pool *pool, const struct figure *figure);

#endif
