/* What has expired, or is overdue, by the latest day of all exports. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "site/import_parts.h"
#include "site_records.h"

#define THEN 1795510800 /* 2026-11-24 */
#define NOW  1798189200 /* 2026-12-25 */

#define ENTRY(r, who, how, until)                                                                  \
	{                                                                                          \
		.role = SLICE(r), .by = SLICE(who), .state = SLICE(how), .expires = (until),       \
		.reached = SLICE("attributed")                                                     \
	}

static struct record_person signers[] = {
	{SLICE("alice"), SLICE("Alice"), TEXTS(SLICE("lead"), SLICE("ops"))},
	{SLICE("bob"), SLICE("Bob"), TEXTS(SLICE("lead"))},
	{SLICE("carol"), SLICE("Carol"), {NULL, 0}},
};

/* One document of an export of THEN, and one repository of NOW beside it. */
struct scene {
	struct record_repository repositories[2];
	struct record_document document;
	struct record_action actions[3];
	struct records records;
};

static void set_scene(struct scene *scene, const char *standing, struct record_requirement *asked,
	size_t n_asked, struct record_signoff *given, size_t n_given)
{
	*scene = (struct scene){
		.repositories = {{.name = SLICE("old"), .today = {2026, 11, 24}, .now = THEN},
			{.name = SLICE("new"), .today = {2026, 12, 25}, .now = NOW}},
		.document = {.standing = slice_of(standing),
			.is_ready = strcmp(standing, "holds") == 0,
			.requirements = asked,
			.n_requirements = n_asked,
			.signoffs = given,
			.n_signoffs = n_given},
		.records = {.today = {2026, 12, 25}, .now = NOW, LIST(people, signers)},
	};
	scene->records.repositories = scene->repositories;
	scene->records.n_repositories = 2;
	scene->records.documents = &scene->document;
	scene->records.n_documents = 1;
	scene->records.arena = arena_new();
}

static void assert_text(struct slice text, const char *expected)
{
	char *whole = mem_string(text);

	assert_string_equal(whole, expected);
	free(whole);
}

static void assert_requirement(const struct record_requirement *requirement, const char *state,
	uint32_t valid, bool awaited)
{
	assert_text(requirement->state, state);
	assert_int_equal(requirement->valid, valid);
	assert_int_equal(requirement->awaited, awaited);
}

static void what_ran_out_is_expired_and_holds_no_more(void **state)
{
	struct record_requirement asked[] = {{.role = SLICE("lead"),
		.state = SLICE("valid"),
		.count = 1,
		.valid = 1,
		.due = true}};
	struct record_signoff given[] = {ENTRY("lead", "bob", "valid", NOW)};
	struct scene scene;

	(void)state;
	set_scene(&scene, "holds", asked, 1, given, 1);
	import_renew(&scene.records);
	assert_text(given[0].state, "expired");
	assert_text(given[0].reason, "it expired on 2026-12-25");
	assert_int_equal(given[0].reached.len, 0);
	assert_requirement(&asked[0], "expired", 0, true);
	assert_int_equal(asked[0].awaits.count, 1);
	assert_text(asked[0].awaits.list[0], "bob");
	assert_text(scene.document.standing, "does not hold");
	assert_true(scene.document.is_unproven);
	assert_false(scene.document.is_ready);
	records_dispose(&scene.records);
}

static void what_has_time_left_stays(void **state)
{
	struct record_requirement asked[] = {{.role = SLICE("lead"),
		.state = SLICE("valid"),
		.count = 1,
		.valid = 1,
		.due = true}};
	struct record_signoff given[] = {ENTRY("lead", "bob", "valid", NOW + 1),
		ENTRY("lead", "alice", "valid", TIME_UNKNOWN),
		ENTRY("lead", "carol", "stale", THEN), ENTRY("lead", "carol", "revoked", THEN)};
	struct scene scene;

	(void)state;
	set_scene(&scene, "holds", asked, 1, given, 4);
	import_renew(&scene.records);
	assert_text(given[0].state, "valid");
	assert_text(given[1].state, "valid");
	assert_text(given[2].state, "stale");
	assert_text(given[3].state, "revoked");
	assert_requirement(&asked[0], "valid", 1, false);
	assert_text(scene.document.standing, "holds");
	records_dispose(&scene.records);
}

/* Whatever it says: it knew its own day. */
static void an_export_of_the_latest_moment_stays(void **state)
{
	struct record_requirement asked[] = {{.role = SLICE("lead"),
		.state = SLICE("valid"),
		.count = 1,
		.valid = 1,
		.due = true}};
	struct record_signoff given[] = {ENTRY("lead", "bob", "valid", THEN)};
	struct scene scene;

	(void)state;
	set_scene(&scene, "holds", asked, 1, given, 1);
	scene.document.repository = 1;
	import_renew(&scene.records);
	assert_text(given[0].state, "valid");
	assert_requirement(&asked[0], "valid", 1, false);
	records_dispose(&scene.records);
}

static void others_who_are_valid_are_enough_or_not(void **state)
{
	struct record_requirement asked[] = {
		{.role = SLICE("lead"),
			.state = SLICE("valid"),
			.count = 1,
			.valid = 1,
			.due = true},
		{.role = SLICE("ops"),
			.state = SLICE("valid"),
			.count = 2,
			.valid = 2,
			.due = true},
	};
	struct record_signoff given[] = {
		ENTRY("lead", "alice", "valid", NOW),
		ENTRY("lead", "bob", "valid", TIME_UNKNOWN),
		ENTRY("ops", "carol", "valid", NOW),
		ENTRY("ops", "dave", "valid", TIME_UNKNOWN),
	};
	struct scene scene;

	(void)state;
	set_scene(&scene, "holds", asked, 2, given, 4);
	import_renew(&scene.records);
	assert_requirement(&asked[0], "valid", 1, false);
	assert_requirement(&asked[1], "missing", 1, true);
	/* She does not hold the role any more. */
	assert_int_equal(asked[1].awaits.count, 0);
	assert_text(scene.document.standing, "does not hold");
	records_dispose(&scene.records);
}

/* Alice signed twice; she counted for ops, and cannot count for both. */
static void nobody_fills_the_places_of_two(void **state)
{
	struct record_requirement asked[] = {
		{.role = SLICE("lead"),
			.state = SLICE("valid"),
			.count = 1,
			.valid = 1,
			.due = true},
		{.role = SLICE("ops"),
			.state = SLICE("valid"),
			.count = 1,
			.valid = 1,
			.due = true},
	};
	struct record_signoff given[] = {
		ENTRY("ops", "alice", "valid", TIME_UNKNOWN),
		ENTRY("lead", "bob", "valid", NOW),
		ENTRY("lead", "alice", "valid", TIME_UNKNOWN),
	};
	struct scene scene;

	(void)state;
	set_scene(&scene, "holds", asked, 2, given, 3);
	import_renew(&scene.records);
	assert_requirement(&asked[0], "missing", 0, true);
	assert_requirement(&asked[1], "valid", 1, false);
	assert_text(scene.document.standing, "does not hold");
	records_dispose(&scene.records);
}

/* Who never counted is nobody lost. */
static void what_was_not_valid_takes_nothing_away(void **state)
{
	struct record_requirement asked[] = {
		{.role = SLICE("lead"),
			.state = SLICE("valid"),
			.count = 1,
			.valid = 1,
			.due = true},
		{.role = SLICE("ops"),
			.state = SLICE("valid"),
			.count = 1,
			.valid = 1,
			.due = true},
	};
	struct record_signoff given[] = {
		ENTRY("lead", "bob", "unverified", NOW),
		ENTRY("lead", "alice", "valid", TIME_UNKNOWN),
		ENTRY("ops", "alice", "valid", TIME_UNKNOWN),
	};
	struct scene scene;

	(void)state;
	set_scene(&scene, "holds", asked, 2, given, 3);
	import_renew(&scene.records);
	assert_text(given[0].state, "expired");
	assert_requirement(&asked[0], "valid", 1, false);
	assert_text(scene.document.standing, "holds");
	records_dispose(&scene.records);
}

static void what_is_nearest_to_valid_is_told(void **state)
{
	struct record_requirement asked[] = {
		{.role = SLICE("lead"),
			.state = SLICE("valid"),
			.count = 1,
			.valid = 1,
			.due = true},
		{.role = SLICE("ops"),
			.state = SLICE("rejected"),
			.count = 1,
			.valid = 1,
			.due = true,
			.awaited = true,
			.awaits = TEXTS(SLICE("bob"), SLICE("zoe"))},
	};
	struct record_signoff given[] = {
		ENTRY("lead", "alice", "valid", NOW),
		ENTRY("lead", "bob", "pending", TIME_UNKNOWN),
		ENTRY("ops", "alice", "valid", NOW),
		ENTRY("ops", "bob", "rejected", TIME_UNKNOWN),
	};
	struct scene scene;

	(void)state;
	set_scene(&scene, "does not hold", asked, 2, given, 4);
	import_renew(&scene.records);
	assert_requirement(&asked[0], "pending", 0, false);
	assert_requirement(&asked[1], "rejected", 0, true);
	assert_int_equal(asked[1].awaits.count, 3);
	assert_text(asked[1].awaits.list[0], "alice");
	assert_text(asked[1].awaits.list[2], "zoe");
	records_dispose(&scene.records);
}

static void what_was_signed_to_go_on_is_awaited_again(void **state)
{
	struct record_requirement asked[] = {{.role = SLICE("lead"),
		.state = SLICE("valid"),
		.count = 1,
		.valid = 1,
		.before = TEXTS(SLICE("final"))}};
	struct record_signoff given[] = {ENTRY("lead", "bob", "valid", NOW)};
	struct scene scene;

	(void)state;
	set_scene(&scene, "signed", asked, 1, given, 1);
	import_renew(&scene.records);
	assert_requirement(&asked[0], "expired", 0, true);
	assert_text(scene.document.standing, "awaits sign-offs");
	records_dispose(&scene.records);
}

static void what_has_ended_awaits_nothing(void **state)
{
	struct record_requirement asked[] = {{.role = SLICE("lead"),
		.state = SLICE("valid"),
		.count = 1,
		.valid = 1,
		.due = true}};
	struct record_signoff given[] = {ENTRY("lead", "bob", "valid", NOW)};
	struct scene scene;

	(void)state;
	set_scene(&scene, "ended", asked, 1, given, 1);
	scene.document.is_withdrawn = true;
	import_renew(&scene.records);
	assert_requirement(&asked[0], "expired", 0, false);
	assert_text(scene.document.standing, "ended");
	records_dispose(&scene.records);
}

static void of_the_same_statuses_what_is_awaited_is_so_together(void **state)
{
	struct record_requirement asked[] = {
		{.role = SLICE("ops"),
			.state = SLICE("missing"),
			.count = 1,
			.awaited = true,
			.before = TEXTS(SLICE("final"))},
		{.role = SLICE("lead"),
			.state = SLICE("valid"),
			.count = 1,
			.valid = 1,
			.before = TEXTS(SLICE("final"))},
		{.role = SLICE("head"),
			.state = SLICE("valid"),
			.count = 1,
			.valid = 1,
			.before = TEXTS(SLICE("live"))},
	};
	struct record_signoff given[] = {
		ENTRY("lead", "bob", "valid", NOW), ENTRY("head", "carol", "valid", NOW)};
	struct scene scene;

	(void)state;
	set_scene(&scene, "awaits sign-offs", asked, 3, given, 2);
	import_renew(&scene.records);
	assert_requirement(&asked[0], "missing", 0, true);
	assert_requirement(&asked[1], "expired", 0, true);
	assert_requirement(&asked[2], "expired", 0, false);
	records_dispose(&scene.records);
}

static void unfinished_actions_become_overdue(void **state)
{
	struct scene scene;

	(void)state;
	set_scene(&scene, "", NULL, 0, NULL, 0);
	scene.actions[0] = (struct record_action){.due = SLICE("2026-12-24"), .unfinished = true};
	scene.actions[1] = (struct record_action){.due = SLICE("2026-12-25"), .unfinished = true};
	scene.actions[2] = (struct record_action){.due = SLICE("2026-12-01")};
	scene.records.actions = scene.actions;
	scene.records.n_actions = 3;
	import_renew(&scene.records);
	assert_true(scene.actions[0].overdue);
	assert_false(scene.actions[1].overdue);
	assert_false(scene.actions[2].overdue);
	records_dispose(&scene.records);
}

/* A line of an export may ask and give as often as it likes. */
static void many_are_no_trouble(void **state)
{
	enum { MANY = 20000 };
	struct record_requirement *asked = mem_calloc(MANY, sizeof *asked);
	struct record_signoff *given = mem_calloc(MANY, sizeof *given);
	struct scene scene;

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		asked[i] = (struct record_requirement){.role = SLICE("lead"),
			.state = SLICE("valid"),
			.count = 1,
			.valid = 1,
			.due = true};
		given[i] = (struct record_signoff)ENTRY("lead", "bob", "valid", NOW);
	}
	set_scene(&scene, "holds", asked, MANY, given, MANY);
	import_renew(&scene.records);
	assert_requirement(&asked[0], "expired", 0, true);
	assert_int_equal(asked[0].awaits.count, 1);
	assert_text(scene.document.standing, "does not hold");
	records_dispose(&scene.records);
	free(asked);
	free(given);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_ran_out_is_expired_and_holds_no_more),
		cmocka_unit_test(what_has_time_left_stays),
		cmocka_unit_test(an_export_of_the_latest_moment_stays),
		cmocka_unit_test(others_who_are_valid_are_enough_or_not),
		cmocka_unit_test(nobody_fills_the_places_of_two),
		cmocka_unit_test(what_was_not_valid_takes_nothing_away),
		cmocka_unit_test(what_is_nearest_to_valid_is_told),
		cmocka_unit_test(what_was_signed_to_go_on_is_awaited_again),
		cmocka_unit_test(what_has_ended_awaits_nothing),
		cmocka_unit_test(of_the_same_statuses_what_is_awaited_is_so_together),
		cmocka_unit_test(unfinished_actions_become_overdue),
		cmocka_unit_test(many_are_no_trouble),
	};

	return cmocka_run_group_tests_name("site/import_today", tests, NULL, NULL);
}
