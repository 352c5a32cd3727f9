/* Commits by id and by time, far beyond the first size of the table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "repo/commit_table.h"

#define COMMITS 5000

/* All of them begin with the same bytes or few others, so that places collide. */
static struct object_id id_of(size_t number)
{
	struct object_id id = {{0}};

	id.bytes[0] = (unsigned char)(number % 3);
	memcpy(id.bytes + 8, &number, sizeof number);
	return id;
}

static struct commit_table *fill(struct commit_links *links)
{
	struct commit_table *table = commit_table_new();

	for (size_t i = 0; i < COMMITS; i++) {
		struct object_id id = id_of(i);

		links->tree = id_of(i + COMMITS);
		links->time = (int64_t)(i * 7919 % 101);
		links->n_parents = i % 4;
		for (size_t j = 0; j < links->n_parents; j++)
			links->parents[j] = id_of(i + j + 1);
		assert_int_equal(commit_table_add(table, &id, i % 50 == 49 ? NULL : links), i);
	}
	return table;
}

static void commits_are_found_with_all_that_was_said(void **state)
{
	struct commit_links *links = mem_calloc(1, sizeof *links);
	struct commit_table *table = fill(links);
	struct object_id id;
	size_t number;

	(void)state;
	assert_int_equal(commit_table_count(table), COMMITS);
	for (size_t i = 0; i < COMMITS; i++) {
		const struct commit_entry *entry;

		id = id_of(i);
		assert_true(commit_table_find(table, &id, &number));
		assert_int_equal(number, i);
		entry = commit_table_at(table, number);
		assert_true(object_id_equal(&entry->id, &id));
		assert_int_equal(entry->malformed, i % 50 == 49);
		assert_int_equal(entry->n_parents, entry->malformed ? 0 : i % 4);
		for (size_t j = 0; j < entry->n_parents; j++) {
			id = id_of(i + j + 1);
			assert_true(object_id_equal(commit_table_parent(table, i, j), &id));
		}
	}
	id = id_of(COMMITS);
	assert_false(commit_table_find(table, &id, &number));
	commit_table_free(table);
	free(links);
}

static void the_latest_comes_first_and_of_equals_the_one_added_first(void **state)
{
	struct commit_links *links = mem_calloc(1, sizeof *links);
	struct commit_table *table = fill(links);
	struct commit_queue queue = {0};
	size_t number, before = 0, taken = 0;

	(void)state;
	assert_false(commit_queue_pop(&queue, table, &number));
	for (size_t i = 0; i < COMMITS; i++)
		commit_queue_push(&queue, table, i * 2 % COMMITS + i * 2 / COMMITS);
	while (commit_queue_pop(&queue, table, &number)) {
		int64_t time = commit_table_at(table, number)->time;

		if (taken++) {
			int64_t last = commit_table_at(table, before)->time;

			assert_true(last > time || (last == time && before < number));
		}
		before = number;
	}
	assert_int_equal(taken, COMMITS);
	commit_queue_dispose(&queue);
	commit_table_free(table);
	free(links);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commits_are_found_with_all_that_was_said),
		cmocka_unit_test(the_latest_comes_first_and_of_equals_the_one_added_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
