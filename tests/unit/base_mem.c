#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdalign.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"

static bool is_zero(const char *at, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (at[i])
			return false;
	return true;
}

static void no_bytes_are_still_an_allocation(void **state)
{
	void *at = mem_alloc(0);

	(void)state;
	at = mem_resize(at, 0, 8);
	assert_non_null(at);
	free(at);
	at = mem_calloc(0, 0);
	assert_non_null(at);
	free(at);
}

static void calloc_is_zeroed(void **state)
{
	char *at = mem_calloc(100, 10);

	(void)state;
	assert_true(is_zero(at, 1000));
	free(at);
}

static void strings_end_in_nul(void **state)
{
	char *copy = mem_string((struct slice){"abcdef", 3});
	char *empty = mem_string(slice_of(NULL));
	char *formatted = mem_format("%s-%03d", "x", 7);

	(void)state;
	assert_string_equal(copy, "abc");
	assert_string_equal(empty, "");
	assert_string_equal(formatted, "x-007");
	free(copy);
	free(empty);
	free(formatted);
}

static void grow_makes_room_and_keeps_elements(void **state)
{
	int *list = NULL;
	size_t count = 0;
	size_t capacity = 0;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		GROW(list, count, capacity);
		list[count++] = i;
	}
	for (int i = 0; i < 1000; i++)
		assert_int_equal(list[i], i);
	assert_true(capacity >= 1000);
	free(list);
}

static void arena_is_zeroed_and_aligned(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t size = 0; size < 3000; size += 7) {
		char *at = arena_alloc(arena, size);

		assert_int_equal((uintptr_t)at % alignof(max_align_t), 0);
		assert_true(is_zero(at, size));
		memset(at, 0xff, size);
	}
	arena_free(arena);
}

static void arena_allocations_do_not_overlap(void **state)
{
	struct arena *arena = arena_new();
	unsigned char *at[500];

	(void)state;
	for (size_t i = 0; i < 500; i++) {
		at[i] = arena_alloc(arena, 700);
		memset(at[i], (int)(i % 251), 700);
	}
	for (size_t i = 0; i < 500; i++)
		for (size_t j = 0; j < 700; j++)
			assert_int_equal(at[i][j], i % 251);
	arena_free(arena);
}

static void large_allocations_leave_the_current_chunk_in_use(void **state)
{
	struct arena *arena = arena_new();
	char *first_large = arena_alloc(arena, 1 << 20);
	char *before = arena_alloc(arena, 16);
	char *large = arena_alloc(arena, 3 << 20);
	char *after = arena_alloc(arena, 16);

	(void)state;
	assert_true(is_zero(first_large, 1 << 20));
	assert_true(is_zero(large, 3 << 20));
	memset(first_large, 1, 1 << 20);
	memset(large, 1, 3 << 20);
	assert_ptr_equal(after, before + 16);
	arena_free(arena);
}

static void arena_copies_strings(void **state)
{
	struct arena *arena = arena_new();
	char text[] = "title";
	char *copy = arena_string(arena, slice_of(text));
	struct slice slice = arena_slice(arena, (struct slice){"a\0b", 3});
	struct slice empty = arena_slice(arena, slice_of(NULL));

	(void)state;
	text[0] = 'X';
	assert_string_equal(copy, "title");
	assert_int_equal(slice.len, 3);
	assert_memory_equal(slice.at, "a\0b", 4);
	assert_int_equal(empty.len, 0);
	assert_string_equal(empty.at, "");
	arena_free(arena);
}

static void an_arena_may_be_empty_or_missing(void **state)
{
	(void)state;
	arena_free(arena_new());
	arena_free(NULL);
}

static void fail_plainly(void)
{
	mem_failed();
}

static void overflow_arena(void)
{
	/* Kept where a leak checker finds it when the child ends. */
	static struct arena *volatile arena;

	arena = arena_new();
	arena_alloc(arena, SIZE_MAX - 8);
}

static void overflow_string(void)
{
	mem_string((struct slice){"", SIZE_MAX});
}

/* Runs a function that must not return, in a child; its exit status and standard error. */
static int run_failing(void (*function)(void), char *message, size_t size)
{
	int ends[2];
	int status;
	ssize_t len;
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		dup2(ends[1], STDERR_FILENO);
		function();
		_exit(0);
	}
	close(ends[1]);
	len = read(ends[0], message, size - 1);
	assert_true(len >= 0);
	message[len] = '\0';
	close(ends[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void running_out_ends_with_a_message_and_status_2(void **state)
{
	void (*const functions[])(void) = {fail_plainly, overflow_arena, overflow_string};
	char message[200];

	(void)state;
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
		assert_int_equal(run_failing(functions[i], message, sizeof message), 2);
		assert_string_equal(message, "handoff: out of memory\n");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_bytes_are_still_an_allocation),
		cmocka_unit_test(calloc_is_zeroed),
		cmocka_unit_test(strings_end_in_nul),
		cmocka_unit_test(grow_makes_room_and_keeps_elements),
		cmocka_unit_test(arena_is_zeroed_and_aligned),
		cmocka_unit_test(arena_allocations_do_not_overlap),
		cmocka_unit_test(large_allocations_leave_the_current_chunk_in_use),
		cmocka_unit_test(arena_copies_strings),
		cmocka_unit_test(an_arena_may_be_empty_or_missing),
		cmocka_unit_test(running_out_ends_with_a_message_and_status_2),
	};

	return cmocka_run_group_tests_name("base/mem", tests, NULL, NULL);
}
