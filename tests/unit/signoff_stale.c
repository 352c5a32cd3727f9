/* Since when a sign-off is stale: of its own content, of what it builds on, or not to be told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "repository.h"
#include "signoff/stale.h"

/* Holds the first sign-off of a note to what is expected: seconds after START and who, or what was
 * printed by the script of a commit; -1: not known. */
static void assert_since(
	const struct found *found, const char *id, int64_t after, const char *author)
{
	struct stale *stale = stale_new(found->workspace, found->ledger);
	const struct signoff *signoff = &found_note(found, id)->signoffs[0];
	struct staleness since, again;

	assert_null(stale_since(stale, signoff, &since));
	assert_int_equal(since.known, after >= 0);
	if (after >= 0) {
		assert_int_equal(since.time - START, after);
		assert_string_equal(since.author ? since.author : "", author);
		assert_int_equal(strlen(since.commit), *author ? OBJECT_ID_HEX : 0);
	}
	/* What was found out once is remembered. */
	assert_null(stale_since(stale, signoff, &again));
	assert_memory_equal(&since, &again, sizeof since);
	stale_free(stale);
}

static void the_first_commit_that_changes_the_meaning_counts(void **state)
{
	struct found found;
	char *commit;

	(void)state;
	commit = make("at 100; note a 'status: review'; save\n"
		      "at 200; sign handoff/note/a.md alice research-lead\n"
		      "at 300; as bob; edit a 's/^It is/It  is/'; save\n"
		      "at 400; as carol; edit a s/said/denied/; save; git rev-parse HEAD\n"
		      "at 500; as bob; edit a s/denied/doubted/; save");
	find("HEAD", &found);
	assert_int_equal(found_note(&found, "a")->signoffs[0].state, STATE_STALE);
	assert_since(&found, "a", 400, "carol <carol@example.com>");
	drop(&found);
	commit[OBJECT_ID_HEX] = '\0';
	find(commit, &found);
	assert_since(&found, "a", 400, "carol <carol@example.com>");
	drop(&found);
	free(commit);
}

static void what_is_not_committed_is_stale_now(void **state)
{
	struct found found;

	(void)state;
	free(make("at 100; note a 'status: review'; save\n"
		  "at 200; sign handoff/note/a.md alice research-lead\n"
		  "edit a s/said/denied/"));
	find(NULL, &found);
	assert_since(&found, "a", NOW - START, "");
	drop(&found);
	find("HEAD", &found);
	assert_int_equal(found_note(&found, "a")->signoffs[0].state, STATE_VALID);
	assert_since(&found, "a", -1, NULL);
	drop(&found);
}

static void a_version_that_is_nowhere_is_not_known(void **state)
{
	struct found found;

	(void)state;
	free(make("at 100; note a 'status: review'; save\n"
		  "at 200; as alice; handoff sign handoff/note/a.md --as research-lead >/dev/null\n"
		  "edit a 's/h1:..../h1:0000/'; save"));
	find("HEAD", &found);
	assert_int_equal(found_note(&found, "a")->signoffs[0].state, STATE_STALE);
	assert_since(&found, "a", -1, NULL);
	drop(&found);
}

static void a_linked_document_that_changed_counts_from_its_commit_on(void **state)
{
	struct found found;

	(void)state;
	free(make("at 100; note m 'status: draft'; note a 'status: review' 'model: m.md'; save\n"
		  "at 150; as bob; edit m s/said/denied/; save\n"
		  "at 160; edit m s/denied/said/; save\n"
		  "at 200; sign handoff/note/a.md alice research-lead\n"
		  "at 300; as bob; edit m 's/^It is/It  is/'; save\n"
		  "at 350; edit m 's/draft/review/'; save\n"
		  "at 400; as carol; edit m s/said/denied/; save\n"
		  "at 500; as bob; edit m s/denied/doubted/; save"));
	find("HEAD", &found);
	assert_int_equal(found_note(&found, "a")->signoffs[0].state, STATE_STALE);
	assert_true(found_note(&found, "a")->signoffs[0].upstream_only);
	assert_since(&found, "a", 400, "carol <carol@example.com>");
	drop(&found);
}

static void with_carry_none_formatting_counts(void **state)
{
	struct found found;

	(void)state;
	free(make("echo 'carry: none' >>.handoff/config.yaml\n"
		  "at 100; note m 'status: draft'; note a 'status: review' 'model: m.md'; save\n"
		  "at 200; sign handoff/note/a.md alice research-lead\n"
		  "at 300; as bob; edit m 's/^It is/It  is/'; save\n"
		  "at 400; as carol; edit m s/said/denied/; save"));
	find("HEAD", &found);
	assert_since(&found, "a", 300, "bob <bob@example.com>");
	drop(&found);
}

static void a_linked_document_that_is_not_committed_changed_now(void **state)
{
	struct found found;

	(void)state;
	free(make("at 100; note m 'status: draft'; note a 'status: review' 'model: m.md'; save\n"
		  "at 200; sign handoff/note/a.md alice research-lead\n"
		  "edit m s/said/denied/"));
	find(NULL, &found);
	assert_since(&found, "a", NOW - START, "");
	drop(&found);
}

static void of_two_changes_the_earlier_one_counts(void **state)
{
	struct found found;

	(void)state;
	free(make("at 100; note m 'status: draft'; note a 'status: review' 'model: m.md'\n"
		  "note n 'status: draft'; note b 'status: review' 'model: n.md'; save\n"
		  "at 200; sign handoff/note/a.md alice research-lead\n"
		  "at 250; sign handoff/note/b.md alice research-lead\n"
		  "at 300; as bob; edit m s/said/denied/; edit b s/said/denied/; save\n"
		  "at 400; as carol; edit a s/said/denied/; edit n s/said/denied/; save"));
	find("HEAD", &found);
	assert_false(found_note(&found, "a")->signoffs[0].upstream_only);
	assert_since(&found, "a", 300, "bob <bob@example.com>");
	assert_since(&found, "b", 300, "bob <bob@example.com>");
	drop(&found);
}

/* Files have no history of their own in the walk; nor has a document that is gone. */
static void a_file_or_a_document_that_is_gone_is_not_known(void **state)
{
	struct found found;

	(void)state;
	free(make("echo 1 >report.txt; at 100; note a 'status: review' 'report: "
		  "../../report.txt'\n"
		  "note m 'status: draft'; note b 'status: review' 'model: m.md'; save\n"
		  "at 200; sign handoff/note/a.md alice research-lead\n"
		  "at 250; sign handoff/note/b.md alice research-lead\n"
		  "at 300; as bob; echo 2 >report.txt; git rm -q handoff/note/m.md; save"));
	find("HEAD", &found);
	assert_int_equal(found_note(&found, "a")->signoffs[0].state, STATE_STALE);
	assert_int_equal(found_note(&found, "b")->signoffs[0].state, STATE_STALE);
	assert_since(&found, "a", -1, NULL);
	assert_since(&found, "b", -1, NULL);
	drop(&found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_commit_that_changes_the_meaning_counts),
		cmocka_unit_test(what_is_not_committed_is_stale_now),
		cmocka_unit_test(a_version_that_is_nowhere_is_not_known),
		cmocka_unit_test(a_linked_document_that_changed_counts_from_its_commit_on),
		cmocka_unit_test(with_carry_none_formatting_counts),
		cmocka_unit_test(a_linked_document_that_is_not_committed_changed_now),
		cmocka_unit_test(of_two_changes_the_earlier_one_counts),
		cmocka_unit_test(a_file_or_a_document_that_is_gone_is_not_known),
	};

	return cmocka_run_group_tests(tests, make_home, remove_home);
}
