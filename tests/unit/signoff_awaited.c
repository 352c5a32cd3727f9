/* Which sign-offs are waited for, and whom for, in every status and with every way to be ruled out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "repository.h"
#include "signoff/awaited.h"

/* "research-lead: alice; ..." of what is awaited, in the order of the contract. */
static char *awaited(const struct found *found, const char *id)
{
	const struct people *people = policy_people(found->workspace->policy);
	const struct document_ledger *document = found_note(found, id);
	struct buffer out = BUFFER_INIT;

	buffer_reserve(&out, 1);
	for (size_t i = 0; i < document->n_requirements; i++) {
		const struct requirement *requirement = &document->requirements[i];
		struct candidates candidates;

		if (!requirement_is_awaited(requirement))
			continue;
		buffer_addf(&out, "%s%s:", out.len ? "; " : "", requirement->spec->role);
		requirement_candidates(
			document, requirement, people, found->workspace->today, &candidates);
		for (size_t j = 0; j < candidates.count; j++)
			buffer_addf(&out, " %s", candidates.list[j]->id);
		candidates_dispose(&candidates);
	}
	return buffer_take(&out);
}

static void assert_awaited(const struct found *found, const char *id, const char *expected)
{
	char *text = awaited(found, id);

	assert_string_equal(text, expected);
	free(text);
}

static void a_status_that_follows_asks_for_sign_offs_but_the_first_status_waits(void **state)
{
	struct found found;

	(void)state;
	free(make("note draft 'status: draft'; note review 'status: review'\n"
		  "note final 'status: final'; note dropped 'status: dropped'\n"
		  "note unknown 'status: other'; note none; save"));
	find(NULL, &found);
	assert_awaited(&found, "draft", "");
	assert_awaited(&found, "review", "research-lead: alice; operations-lead: bob carol");
	assert_awaited(&found, "final", "research-lead: alice; operations-lead: bob carol");
	assert_awaited(&found, "dropped", "");
	assert_awaited(&found, "unknown", "");
	assert_awaited(&found, "none", "");
	drop(&found);
}

static void what_is_valid_or_pending_is_not_awaited(void **state)
{
	struct found found;

	(void)state;
	free(make("note a 'status: review'; note b 'status: review'; save\n"
		  "sign handoff/note/a.md alice research-lead\n"
		  "as bob; handoff sign handoff/note/b.md --as operations-lead >/dev/null"));
	find(NULL, &found);
	assert_awaited(&found, "a", "operations-lead: bob carol");
	assert_awaited(&found, "b", "research-lead: alice");
	drop(&found);
}

static void what_went_stale_or_was_revoked_is_awaited_again(void **state)
{
	struct found found;

	(void)state;
	free(make("note a 'status: review'; note b 'status: review'; save\n"
		  "sign handoff/note/a.md alice research-lead\n"
		  "sign handoff/note/b.md alice research-lead\n"
		  "edit a s/said/denied/; as bob; save\n"
		  "as alice; handoff revoke handoff/note/b.md --as research-lead --reason no "
		  ">/dev/null; save"));
	find("HEAD", &found);
	assert_int_equal(found_note(&found, "a")->requirements[0].state, STATE_STALE);
	assert_int_equal(found_note(&found, "b")->requirements[0].state, STATE_REVOKED);
	assert_awaited(&found, "a", "research-lead: alice; operations-lead: bob carol");
	assert_awaited(&found, "b", "research-lead: alice; operations-lead: bob carol");
	drop(&found);
}

static void authors_cannot_give_what_is_not_for_authors(void **state)
{
	struct found found;

	(void)state;
	free(make("note a 'status: review' 'author: carol'\n"
		  "note b 'status: review' 'author: alice'; save"));
	find(NULL, &found);
	assert_awaited(&found, "a", "research-lead: alice; operations-lead: bob");
	assert_awaited(&found, "b", "research-lead: alice; operations-lead: bob carol");
	drop(&found);
}

/* Alice and Carol are reviewers; Dave was one once. */
static void two_places_take_two_people(void **state)
{
	struct found found;
	const struct requirement *reviews;
	struct candidates candidates;

	(void)state;
	free(make("note a 'status: review'; save\n"
		  "sign handoff/note/a.md alice reviewer"));
	find(NULL, &found);
	reviews = &found_note(&found, "a")->requirements[2];
	assert_int_equal(reviews->state, STATE_MISSING);
	/* Not for what the document is withdrawn by. */
	assert_false(requirement_is_awaited(reviews));
	requirement_candidates(found_note(&found, "a"), reviews,
		policy_people(found.workspace->policy), found.workspace->today, &candidates);
	assert_int_equal(candidates.count, 1);
	assert_string_equal(candidates.list[0]->id, "carol");
	candidates_dispose(&candidates);
	/* A review may be the same person's as another sign-off. */
	assert_awaited(&found, "a", "research-lead: alice; operations-lead: bob carol");
	drop(&found);
}

static void whoever_signed_for_another_role_is_no_candidate(void **state)
{
	struct found found;

	(void)state;
	free(make("sed 's/roles: .operations-lead, reviewer./roles: [research-lead, "
		  "operations-lead]/' .handoff/people.yaml >../new; cat ../new "
		  ">.handoff/people.yaml\n"
		  "note a 'status: review'; save\n"
		  "sign handoff/note/a.md carol operations-lead"));
	find(NULL, &found);
	assert_awaited(&found, "a", "research-lead: alice");
	drop(&found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_status_that_follows_asks_for_sign_offs_but_the_first_status_waits),
		cmocka_unit_test(what_is_valid_or_pending_is_not_awaited),
		cmocka_unit_test(what_went_stale_or_was_revoked_is_awaited_again),
		cmocka_unit_test(authors_cannot_give_what_is_not_for_authors),
		cmocka_unit_test(two_places_take_two_people),
		cmocka_unit_test(whoever_signed_for_another_role_is_no_candidate),
	};

	return cmocka_run_group_tests(tests, make_home, remove_home);
}
