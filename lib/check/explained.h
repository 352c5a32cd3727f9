/*
 * explained.h - whether a text says itself, in its writer's own words, what a word in it means.
 */
#ifndef HANDOFF_CHECK_EXPLAINED_H
#define HANDOFF_CHECK_EXPLAINED_H

#include "base/slice.h"

/*
 * True if the word from `start` to `end` is explained where it stands: by two words or more in
 * parentheses behind it, by "that is", "i.e.", "means" and the like, or the other way round, alone
 * in parentheses behind plain words.
 */
bool explained_in_place(struct slice text, size_t start, size_t end);

#endif
