/*
 * item_set.h - sets of small numbers that many commits share. Internal to signoff/.
 *
 * A walk through history gives each commit the set of what it is asked about, and nearly always
 * that is the set of the commit after it. So sets do not change once they are made, and are
 * counted.
 */
#ifndef HANDOFF_SIGNOFF_ITEM_SET_H
#define HANDOFF_SIGNOFF_ITEM_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct item_set;

/* The empty set is NULL. Sets that are handed out count one reference for the caller. */
struct item_set *item_set_hold(struct item_set *set);
void item_set_drop(struct item_set *set);

bool item_set_has(const struct item_set *set, size_t item);

/* The first item at or after `from`; SIZE_MAX if there is none. */
size_t item_set_next(const struct item_set *set, size_t from);

/* Both; one of the two itself where it holds the other. */
struct item_set *item_set_union(struct item_set *a, struct item_set *b);
/* What is in `a` and not in `b`; `a` itself where nothing of `b` is in it. */
struct item_set *item_set_minus(struct item_set *a, const struct item_set *b);

/* A set without these items and with those; `set` itself where that changes nothing. */
struct item_set *item_set_change(struct item_set *set, const size_t *without, size_t n_without,
	const size_t *with, size_t n_with);

#endif
