#include "signoff/item_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define BITS 64

struct item_set {
	size_t references;
	size_t words;
	uint64_t word[];
};

static struct item_set *set_new(size_t words)
{
	struct item_set *set = mem_calloc(1, sizeof *set + words * sizeof set->word[0]);

	set->references = 1;
	set->words = words;
	return set;
}

struct item_set *item_set_hold(struct item_set *set)
{
	if (set)
		set->references++;
	return set;
}

void item_set_drop(struct item_set *set)
{
	if (set && --set->references == 0)
		free(set);
}

static uint64_t word_of(const struct item_set *set, size_t word)
{
	return set && word < set->words ? set->word[word] : 0;
}

bool item_set_has(const struct item_set *set, size_t item)
{
	return word_of(set, item / BITS) >> item % BITS & 1;
}

size_t item_set_next(const struct item_set *set, size_t from)
{
	for (size_t word = from / BITS; set && word < set->words; word++) {
		uint64_t rest = set->word[word];

		if (word == from / BITS)
			rest &= ~(uint64_t)0 << from % BITS;
		if (rest)
			return word * BITS + (size_t)__builtin_ctzll(rest);
	}
	return SIZE_MAX;
}

/* True if all of `b` is in `a`. */
static bool holds(const struct item_set *a, const struct item_set *b)
{
	for (size_t i = 0; b && i < b->words; i++) {
		if (b->word[i] & ~word_of(a, i))
			return false;
	}
	return true;
}

/* NULL for a set in which nothing is left. */
static struct item_set *empty_to_null(struct item_set *set)
{
	if (item_set_next(set, 0) != SIZE_MAX)
		return set;
	item_set_drop(set);
	return NULL;
}

struct item_set *item_set_union(struct item_set *a, struct item_set *b)
{
	struct item_set *both;

	if (a == b || holds(a, b))
		return item_set_hold(a);
	if (holds(b, a))
		return item_set_hold(b);
	both = set_new(a->words > b->words ? a->words : b->words);
	for (size_t i = 0; i < both->words; i++)
		both->word[i] = word_of(a, i) | word_of(b, i);
	return both;
}

static bool meet(const struct item_set *a, const struct item_set *b)
{
	for (size_t i = 0; a && i < a->words; i++) {
		if (a->word[i] & word_of(b, i))
			return true;
	}
	return false;
}

struct item_set *item_set_minus(struct item_set *a, const struct item_set *b)
{
	struct item_set *rest;

	if (a == b)
		return NULL;
	if (!meet(a, b))
		return item_set_hold(a);
	rest = set_new(a->words);
	for (size_t i = 0; i < rest->words; i++)
		rest->word[i] = a->word[i] & ~word_of(b, i);
	return empty_to_null(rest);
}

static size_t words_for(const struct item_set *set, const size_t *with, size_t n_with)
{
	size_t words = set ? set->words : 0;

	for (size_t i = 0; i < n_with; i++) {
		if (with[i] / BITS >= words)
			words = with[i] / BITS + 1;
	}
	return words;
}

struct item_set *item_set_change(struct item_set *set, const size_t *without, size_t n_without,
	const size_t *with, size_t n_with)
{
	struct item_set *changed;

	if (n_without == 0 && n_with == 0)
		return item_set_hold(set);
	changed = set_new(words_for(set, with, n_with));
	if (set)
		memcpy(changed->word, set->word, set->words * sizeof set->word[0]);
	for (size_t i = 0; i < n_without; i++) {
		if (without[i] / BITS < changed->words)
			changed->word[without[i] / BITS] &= ~((uint64_t)1 << without[i] % BITS);
	}
	for (size_t i = 0; i < n_with; i++)
		changed->word[with[i] / BITS] |= (uint64_t)1 << with[i] % BITS;
	return empty_to_null(changed);
}
