#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "base/buffer.h"

static void empty_buffers_are_safe_to_use(void **state)
{
	struct buffer b = BUFFER_INIT;
	char *taken;

	(void)state;
	assert_int_equal(buffer_slice(&b).len, 0);
	assert_non_null(buffer_slice(&b).at);
	buffer_clear(&b);
	buffer_dispose(&b);
	taken = buffer_take(&b);
	assert_string_equal(taken, "");
	free(taken);
}

static void an_empty_addition_makes_a_string(void **state)
{
	struct buffer b = BUFFER_INIT;

	(void)state;
	buffer_add(&b, NULL, 0);
	assert_string_equal(b.at, "");
	buffer_add_slice(&b, slice_of(NULL));
	buffer_add_repeat(&b, 'x', 0);
	assert_string_equal(b.at, "");
	buffer_dispose(&b);
	assert_null(b.at);
}

static void additions_follow_each_other(void **state)
{
	struct buffer b = BUFFER_INIT;

	(void)state;
	buffer_add_string(&b, "a");
	buffer_add_char(&b, '\0');
	buffer_add_slice(&b, (struct slice){"bcd", 2});
	buffer_add_repeat(&b, '-', 3);
	buffer_addf(&b, "%s:%u", "p", 7U);
	assert_int_equal(b.len, 10);
	assert_memory_equal(b.at, "a\0bc---p:7", 11);
	buffer_dispose(&b);
}

static void nul_follows_the_last_byte_at_every_length(void **state)
{
	struct buffer b = BUFFER_INIT;

	(void)state;
	for (size_t i = 0; i < 1000; i++) {
		buffer_add_char(&b, 'x');
		assert_int_equal(b.len, i + 1);
		assert_int_equal(b.at[b.len], '\0');
		assert_true(b.capacity > b.len);
	}
	buffer_dispose(&b);
}

static void formatted_text_may_be_of_any_length(void **state)
{
	(void)state;
	for (int width = 1; width < 300; width++) {
		struct buffer b = BUFFER_INIT;

		buffer_addf(&b, "%*d", width, 5);
		assert_int_equal(b.len, width);
		assert_int_equal(b.at[width - 1], '5');
		assert_int_equal(b.at[width], '\0');
		buffer_dispose(&b);
	}
}

static void clear_keeps_the_memory(void **state)
{
	struct buffer b = BUFFER_INIT;
	size_t capacity;

	(void)state;
	buffer_add_repeat(&b, 'x', 500);
	capacity = b.capacity;
	buffer_clear(&b);
	assert_int_equal(b.len, 0);
	assert_int_equal(b.capacity, capacity);
	assert_string_equal(b.at, "");
	buffer_dispose(&b);
}

static void reserve_makes_room_without_moving_later(void **state)
{
	struct buffer b = BUFFER_INIT;
	char *at;

	(void)state;
	buffer_reserve(&b, 4096);
	assert_string_equal(b.at, "");
	at = b.at;
	buffer_add_repeat(&b, 'x', 4096);
	assert_ptr_equal(at, b.at);
	buffer_dispose(&b);
}

static void take_hands_over_the_bytes(void **state)
{
	struct buffer b = BUFFER_INIT;
	char *taken;

	(void)state;
	buffer_add_string(&b, "mine");
	taken = buffer_take(&b);
	assert_string_equal(taken, "mine");
	assert_null(b.at);
	assert_int_equal(b.len, 0);
	assert_int_equal(b.capacity, 0);
	free(taken);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(empty_buffers_are_safe_to_use),
		cmocka_unit_test(an_empty_addition_makes_a_string),
		cmocka_unit_test(additions_follow_each_other),
		cmocka_unit_test(nul_follows_the_last_byte_at_every_length),
		cmocka_unit_test(formatted_text_may_be_of_any_length),
		cmocka_unit_test(clear_keeps_the_memory),
		cmocka_unit_test(reserve_makes_room_without_moving_later),
		cmocka_unit_test(take_hands_over_the_bytes),
	};

	return cmocka_run_group_tests_name("base/buffer", tests, NULL, NULL);
}
