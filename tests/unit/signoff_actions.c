/* Since when action items are finished, with a walk of their own and with that of a ledger. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "repository.h"
#include "signoff/action_items.h"

/* Adds a table of actions to the note of that name: ID=STATUS... */
#define ACTIONS                                                                                    \
	"actions() { f=handoff/note/$1.md; shift; sed '/^## Action/,$d' $f >../new\n"              \
	" { cat ../new; echo '## Action Items'; echo; echo '| ID | Action | Status |'\n"           \
	"   echo '|---|---|---|'; for l; do echo \"| ${l%=*} | do ${l%=*} | ${l#*=} |\"; done\n"   \
	" } >$f; }\n"

static void assert_item(
	const struct action_items *items, const char *id, int64_t since, int64_t finished)
{
	const struct action_item *list;
	size_t count;

	list = action_items_list(items, &count);
	for (size_t i = 0; i < count; i++) {
		if (!slice_is(list[i].action.parts[ACTION_ID], id))
			continue;
		assert_int_equal(list[i].age == ACTION_AGE_KNOWN, since >= 0);
		if (since >= 0)
			assert_int_equal(list[i].since - START, since);
		assert_int_equal(list[i].has_finished, finished >= 0);
		if (finished >= 0)
			assert_int_equal(list[i].finished - START, finished);
		return;
	}
	fail_msg("there is no %s", id);
}

/* Both ways to read them say the same. */
static void assert_finished(
	const struct found *found, const char *id, int64_t since, int64_t finished)
{
	struct action_items *items;

	assert_null(action_items_read(found->workspace, NULL, &items));
	assert_item(items, id, since, finished);
	action_items_free(items);
	assert_null(action_items_read(found->workspace, found->ledger, &items));
	assert_item(items, id, since, finished);
	action_items_free(items);
}

static void it_is_finished_since_it_was_so_in_every_version(void **state)
{
	struct found found;

	(void)state;
	free(make(ACTIONS "note a 'status: review'; actions a A-1=open A-2=open A-3=done\n"
			  "at 100; save\n"
			  "actions a A-1=done A-2=done A-3=done A-4=moved; at 200; save\n"
			  "actions a A-1=open A-2=done A-3=done A-4=moved; at 300; save\n"
			  "actions a A-1=done A-2=done A-3=open A-4=moved; at 400; save\n"
			  "edit a s/said/denied/; at 500; save"));
	find("HEAD", &found);
	assert_finished(&found, "A-1", 100, 400);
	assert_finished(&found, "A-2", 100, 200);
	assert_finished(&found, "A-3", 100, -1);
	assert_finished(&found, "A-4", 200, 200);
	drop(&found);
}

static void what_is_not_committed_is_finished_now(void **state)
{
	struct found found;

	(void)state;
	free(make(ACTIONS "note a 'status: review'; actions a A-1=open A-2=done\n"
			  "at 100; save\n"
			  "actions a A-1=done A-2=done A-3=done\n"
			  "note b 'status: review'; actions b B-1=done"));
	find(NULL, &found);
	assert_finished(&found, "A-1", 100, NOW - START);
	assert_finished(&found, "A-2", 100, 100);
	assert_finished(&found, "A-3", -1, NOW - START);
	assert_finished(&found, "B-1", -1, NOW - START);
	drop(&found);
}

/* The other side of the merge still has it open, in a commit that is younger. */
static void a_merge_does_not_open_it_again(void **state)
{
	struct found found;

	(void)state;
	free(make(ACTIONS "note a 'status: review'; actions a A-1=open; at 100; save\n"
			  "git checkout -qb side; edit a s/said/denied/; at 300; save\n"
			  "git checkout -q main; actions a A-1=done; at 200; save\n"
			  "at 400; git merge -q -s ours -m x side"));
	find("HEAD", &found);
	assert_finished(&found, "A-1", 100, 200);
	drop(&found);
	find(NULL, &found);
	assert_finished(&found, "A-1", 100, 200);
	drop(&found);
}

static void before_a_shallow_clone_nobody_can_tell(void **state)
{
	struct found found;

	(void)state;
	free(make(ACTIONS "note a 'status: review'; actions a A-1=open A-2=open; at 100; save\n"
			  "actions a A-1=done A-2=open; at 200; save\n"
			  "actions a A-1=done A-2=done; at 300; save\n"
			  "cd ..; rm -rf full; mv repo full\n"
			  "git clone -q --depth 2 \"file://$PWD/full\" repo"));
	find("HEAD", &found);
	assert_finished(&found, "A-1", -1, -1);
	assert_finished(&found, "A-2", -1, 300);
	drop(&found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_finished_since_it_was_so_in_every_version),
		cmocka_unit_test(what_is_not_committed_is_finished_now),
		cmocka_unit_test(a_merge_does_not_open_it_again),
		cmocka_unit_test(before_a_shallow_clone_nobody_can_tell),
	};

	return cmocka_run_group_tests(tests, make_home, remove_home);
}
