/* How a document stands: never better than it is. */
#include "site/standing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct standing_facts at_gate = {
	.is_readable = true, .has_lifecycle = true, .is_known = true, .is_gate = true};
static const struct standing_facts before_gate = {
	.is_readable = true, .has_lifecycle = true, .is_known = true, .is_before_gate = true};
static const struct standing_facts elsewhere = {
	.is_readable = true, .has_lifecycle = true, .is_known = true};
static const struct standing_facts ended = {
	.is_readable = true, .has_lifecycle = true, .is_known = true, .is_ended = true};
static const struct standing_facts unknown = {.is_readable = true, .has_lifecycle = true};
static const struct standing_facts unreadable;

struct wanted {
	const char *state;
	bool due, awaited;
};

static void assert_stands(struct record_document document, struct wanted wanted,
	const struct standing_facts *facts, const char *expected)
{
	struct record_requirement one = {.state = slice_of(wanted.state),
		.due = wanted.due,
		.awaited = wanted.awaited,
		.count = 1};

	document.requirements = &one;
	document.n_requirements = 1;
	standing_set(&document, facts);
	assert_string_equal(document.standing.at, expected);
	assert_int_equal(document.is_ready, slice_is(document.standing, "holds"));
	assert_int_equal(document.is_unproven, slice_is(document.standing, "does not hold"));
	/* Once more, without the contract. */
	standing_renew(&document);
	assert_string_equal(document.standing.at, expected);
}

static void test_what_needs_sign_offs(void **state)
{
	struct record_document plain = {0}, wrong = {.errors = 1};

	(void)state;
	assert_stands(plain, (struct wanted){"valid", true, false}, &at_gate, "holds");
	assert_stands(wrong, (struct wanted){"valid", true, false}, &at_gate, "has errors");
	assert_stands(plain, (struct wanted){"stale", true, true}, &at_gate, "does not hold");
	assert_stands(plain, (struct wanted){"missing", true, true}, &at_gate, "does not hold");
	assert_stands(wrong, (struct wanted){"expired", true, true}, &at_gate, "does not hold");
	/* A status that comes after the gate says itself what it means. */
	assert_stands(plain, (struct wanted){"valid", true, false}, &elsewhere, "signed");
}

static void test_what_is_on_its_way(void **state)
{
	struct record_document plain = {0}, first = {.is_initial = true};

	(void)state;
	assert_stands(
		plain, (struct wanted){"missing", false, true}, &before_gate, "awaits sign-offs");
	assert_stands(plain, (struct wanted){"valid", false, false}, &before_gate, "signed");
	assert_stands(first, (struct wanted){"missing", false, false}, &before_gate, "draft");
	/* Revoked, returned: nothing that its sign-offs are for comes next. */
	assert_stands(plain, (struct wanted){"valid", false, false}, &elsewhere, "in progress");
}

static void test_what_is_over_or_cannot_be_told(void **state)
{
	struct record_document plain = {0}, withdrawn = {.is_withdrawn = true};

	(void)state;
	assert_stands(plain, (struct wanted){"valid", false, false}, &ended, "ended");
	assert_stands(withdrawn, (struct wanted){"valid", false, false}, &before_gate, "ended");
	assert_stands(plain, (struct wanted){"valid", false, false}, &unknown, "unknown status");
	assert_stands(
		plain, (struct wanted){"valid", false, false}, &unreadable, "cannot be judged");
}

static void test_time_makes_it_worse(void **state)
{
	struct record_requirement one = {.state = slice_of("valid"), .due = true, .count = 1};
	struct record_document document = {.requirements = &one, .n_requirements = 1};

	(void)state;
	standing_set(&document, &at_gate);
	one.state = slice_of("expired");
	standing_renew(&document);
	assert_string_equal(document.standing.at, "does not hold");
	assert_true(document.is_unproven);
	assert_false(document.is_ready);
}

static void test_a_kind_without_sign_offs(void **state)
{
	struct record_document document = {0};

	(void)state;
	standing_set(&document, &elsewhere);
	assert_string_equal(document.standing.at, "");
	assert_string_equal(standing_class(document.standing), "none");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_needs_sign_offs),
		cmocka_unit_test(test_what_is_on_its_way),
		cmocka_unit_test(test_what_is_over_or_cannot_be_told),
		cmocka_unit_test(test_time_makes_it_worse),
		cmocka_unit_test(test_a_kind_without_sign_offs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
