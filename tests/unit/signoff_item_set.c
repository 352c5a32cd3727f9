/* Sets that are shared, against arrays of flags that are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "signoff/item_set.h"

#define ITEMS 200

static void set_of(const bool *flags, struct item_set **set)
{
	size_t items[ITEMS], count = 0;

	for (size_t i = 0; i < ITEMS; i++) {
		if (flags[i])
			items[count++] = i;
	}
	*set = item_set_change(NULL, NULL, 0, items, count);
}

static void expect(const struct item_set *set, const bool *flags)
{
	size_t next = 0;

	for (size_t i = 0; i < ITEMS; i++) {
		assert_int_equal(item_set_has(set, i), flags[i]);
		if (!flags[i])
			continue;
		next = item_set_next(set, next);
		assert_int_equal(next++, i);
	}
	assert_true(item_set_next(set, next) == SIZE_MAX);
}

static void fill(bool *flags, unsigned *seed, int one_in)
{
	for (size_t i = 0; i < ITEMS; i++) {
		*seed = *seed * 1103515245 + 12345;
		flags[i] = (*seed >> 16) % (unsigned)one_in == 0;
	}
}

static void union_and_difference_are_those_of_sets(void **state)
{
	static const int densities[] = {2, 3, 20, 1000};
	unsigned seed = 1;

	(void)state;
	for (int round = 0; round < 400; round++) {
		bool a[ITEMS], b[ITEMS], both[ITEMS], rest[ITEMS];
		struct item_set *one, *two, *sum, *difference;

		fill(a, &seed, densities[round % 4]);
		fill(b, &seed, densities[round / 4 % 4]);
		for (size_t i = 0; i < ITEMS; i++) {
			both[i] = a[i] || b[i];
			rest[i] = a[i] && !b[i];
		}
		set_of(a, &one);
		set_of(b, &two);
		sum = item_set_union(one, two);
		difference = item_set_minus(one, two);
		expect(sum, both);
		expect(difference, rest);
		expect(one, a);
		expect(two, b);
		item_set_drop(sum);
		item_set_drop(difference);
		item_set_drop(one);
		item_set_drop(two);
	}
}

static void what_holds_the_other_is_shared(void **state)
{
	const size_t few[] = {3, 70}, many[] = {3, 70, 150};
	struct item_set *small = item_set_change(NULL, NULL, 0, few, 2);
	struct item_set *large = item_set_change(NULL, NULL, 0, many, 3);
	struct item_set *sum = item_set_union(small, large);

	(void)state;
	assert_ptr_equal(sum, large);
	item_set_drop(sum);
	sum = item_set_union(large, NULL);
	assert_ptr_equal(sum, large);
	item_set_drop(sum);
	assert_null(item_set_minus(small, large));
	assert_null(item_set_minus(NULL, large));
	sum = item_set_minus(large, NULL);
	assert_ptr_equal(sum, large);
	item_set_drop(sum);
	item_set_drop(small);
	item_set_drop(large);
}

static void a_change_takes_first_and_adds_then(void **state)
{
	const size_t items[] = {1, 64, 130}, without[] = {64, 130, 999}, with[] = {130, 180};
	struct item_set *set = item_set_change(NULL, NULL, 0, items, 3);
	struct item_set *same = item_set_change(set, NULL, 0, NULL, 0);
	struct item_set *changed = item_set_change(set, without, 3, with, 2);
	bool flags[ITEMS] = {[1] = true, [130] = true, [180] = true};

	(void)state;
	assert_ptr_equal(same, set);
	expect(changed, flags);
	item_set_drop(changed);
	item_set_drop(same);
	changed = item_set_change(set, items, 3, NULL, 0);
	assert_null(changed);
	item_set_drop(set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(union_and_difference_are_those_of_sets),
		cmocka_unit_test(what_holds_the_other_is_shared),
		cmocka_unit_test(a_change_takes_first_and_adds_then),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
