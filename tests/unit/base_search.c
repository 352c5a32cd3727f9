/* search_first: where something stands in a sorted array, or belongs. */
#include "base/search.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static int compare(const void *key, const void *element)
{
	int one = *(const int *)key, two = *(const int *)element;

	return one < two ? -1 : one > two;
}

static size_t find(int key, const int *list, size_t count)
{
	return search_first(&key, list, count, sizeof *list, compare);
}

static void test_nothing_to_search(void **state)
{
	(void)state;
	assert_int_equal(find(1, NULL, 0), 0);
}

static void test_where_it_belongs(void **state)
{
	static const int list[] = {10, 20, 30};

	(void)state;
	assert_int_equal(find(5, list, 3), 0);
	assert_int_equal(find(15, list, 3), 1);
	assert_int_equal(find(25, list, 3), 2);
	assert_int_equal(find(35, list, 3), 3);
}

static void test_every_length_has_each_found(void **state)
{
	int list[64];

	(void)state;
	for (int i = 0; i < 64; i++)
		list[i] = 2 * i;
	for (size_t count = 1; count <= 64; count++) {
		for (size_t i = 0; i < count; i++)
			assert_int_equal(find(list[i], list, count), i);
	}
}

static void test_first_of_equals(void **state)
{
	static const int list[] = {1, 2, 2, 2, 2, 3, 3};

	(void)state;
	assert_int_equal(find(2, list, 7), 1);
	assert_int_equal(find(3, list, 7), 5);
	assert_int_equal(find(2, list + 1, 4), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_to_search),
		cmocka_unit_test(test_where_it_belongs),
		cmocka_unit_test(test_every_length_has_each_found),
		cmocka_unit_test(test_first_of_equals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
