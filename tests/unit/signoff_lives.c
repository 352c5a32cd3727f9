/* The lives of all documents, read together, are those that are read one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "repository.h"
#include "signoff/life_parts.h"
#include "signoff/lives.h"

static const char *or_nothing(const char *text)
{
	return text ? text : "-";
}

/* One event a line, with all that is known of it but the commit. */
static char *events_of(const struct life *life)
{
	struct buffer out = BUFFER_INIT;

	buffer_reserve(&out, 1);
	for (size_t i = 0; i < life->count; i++) {
		const struct life_event *event = &life->list[i];

		buffer_addf(&out, "%d %d %s%s: %s [%s %s %s, %s %s]\n", (int)(event->time - START),
			(int)(event->committed - START), life_event_name(event->type),
			event->uncommitted ? "*" : "", event->text, or_nothing(event->role),
			or_nothing(event->by), or_nothing(event->decision), or_nothing(event->from),
			or_nothing(event->to));
	}
	return buffer_take(&out);
}

static void assert_same_life(const struct life *life, const struct life *alone)
{
	char *events = events_of(life), *expected = events_of(alone);

	assert_string_equal(events, expected);
	assert_int_equal(life->began, alone->began);
	assert_int_equal(life->is_cut, alone->is_cut);
	for (size_t i = 0; i < life->count; i++) {
		assert_string_equal(life->list[i].author, alone->list[i].author);
		assert_memory_equal(
			&life->list[i].commit, &alone->list[i].commit, sizeof life->list[i].commit);
	}
	free(events);
	free(expected);
}

static void assert_all_lives(const struct found *found, struct life **lives, size_t *count)
{
	const struct document_ledger *documents = ledger_documents(found->ledger, count);

	assert_null(lives_read(found->workspace, found->ledger, lives));
	for (size_t i = 0; i < *count; i++) {
		struct life alone;

		assert_null(life_read(found->workspace, found->ledger, &documents[i], &alone));
		assert_same_life(&(*lives)[i], &alone);
		life_dispose(&alone);
	}
}

/* Holds the life of one note to what is expected, and all lives to those that are read alone. */
static void assert_life(const struct found *found, const char *id, const char *expected)
{
	const struct document_ledger *first, *mine = found_note(found, id);
	struct life *lives;
	size_t count;
	char *events;

	first = ledger_documents(found->ledger, &count);
	assert_all_lives(found, &lives, &count);
	events = events_of(&lives[mine - first]);
	assert_string_equal(events, expected);
	free(events);
	lives_free(lives, count);
}

static void events_come_in_parts(void **state)
{
	struct found found;

	(void)state;
	free(make("at 100; note a 'status: draft'; note b 'status: review'; save\n"
		  "at 200; edit a s/draft/review/; save\n"
		  "at 300; sign handoff/note/a.md alice research-lead\n"
		  "at 400; as bob; edit a 's/^It is/It  is/'; save\n"
		  "at 500; as bob; edit a s/said/denied/; save\n"
		  "at 600; as alice; handoff revoke handoff/note/a.md --as research-lead "
		  "--reason no >/dev/null; save\n"
		  "at 700; git mv handoff/note/a.md handoff/note/c.md; save\n"
		  "at 800; edit c '/^signoffs/,/^    revoked/d; /^      [a-z]*:/d'; save\n"
		  "edit c s/^status.*//"));
	find(NULL, &found);
	assert_life(&found, "a",
		"93 100 created: handoff/note/a.md, draft [- - -, - draft]\n"
		"193 200 status: draft -> review [- - -, draft review]\n"
		"293 300 signed: alice as research-lead: approve "
		"[research-lead alice approve, - -]\n"
		"393 400 formatted: formatting only [- - -, - -]\n"
		"493 500 changed: Text [- - -, - -]\n"
		"593 600 revoked: alice as research-lead: no "
		"[research-lead alice approve, - -]\n"
		"693 700 renamed: handoff/note/a.md -> handoff/note/c.md [- - -, - -]\n"
		"793 800 removed: alice as research-lead: approve "
		"[research-lead alice approve, - -]\n"
		"10000 10000 status*: review ->  [- - -, review -]\n");
	assert_life(&found, "b", "93 100 created: handoff/note/b.md, review [- - -, - review]\n");
	drop(&found);
}

static void what_is_stale_is_told_with_whose_it_was(void **state)
{
	struct found found;

	(void)state;
	free(make("at 100; note a 'status: review'; save\n"
		  "at 200; sign handoff/note/a.md alice research-lead\n"
		  "at 300; as bob; edit a 's/said/denied/; s/^title: .*/title: Other/'; save\n"
		  "at 400; edit a 's/^title: .*/title: Third/'; save\n"
		  "at 500; edit a 's/^  - role:.*/  - rule: x/'; save"));
	find("HEAD", &found);
	assert_life(&found, "a",
		"93 100 created: handoff/note/a.md, review [- - -, - review]\n"
		"193 200 signed: alice as research-lead: approve "
		"[research-lead alice approve, - -]\n"
		"293 300 changed: `title`, Text [- - -, - -]\n"
		"293 300 stale: alice as research-lead: approve "
		"[research-lead alice approve, - -]\n"
		"393 400 changed: `title` [- - -, - -]\n"
		"493 500 signed: a malformed entry [- - -, - -]\n"
		"493 500 removed: alice as research-lead: approve "
		"[research-lead alice approve, - -]\n");
	drop(&found);
}

static void a_side_that_a_merge_has_left_out_makes_nothing_uncommitted(void **state)
{
	struct found found;

	(void)state;
	free(make("at 100; note a 'status: draft'; save\n"
		  "git checkout -qb side; edit a s/said/denied/; at 300; save\n"
		  "git checkout -q main; edit a s/said/sung/; at 200; save\n"
		  "at 400; git merge -q -s ours -m x side"));
	find(NULL, &found);
	assert_life(&found, "a",
		"93 100 created: handoff/note/a.md, draft [- - -, - draft]\n"
		"193 200 changed: Text [- - -, - -]\n"
		"293 300 changed: Text [- - -, - -]\n");
	drop(&found);
}

static void a_version_that_is_not_there_ends_what_can_be_seen(void **state)
{
	struct found found;
	struct life life;

	(void)state;
	free(make("at 100; note a 'status: draft'; save\n"
		  "at 200; edit a s/said/denied/; save; git rev-parse HEAD:handoff/note/a.md "
		  ">../blob\n"
		  "at 300; edit a s/denied/sung/; save\n"
		  "rm -f .git/objects/$(sed 's/../&\\//' ../blob)"));
	find("HEAD", &found);
	assert_life(&found, "a", "293 300 created: handoff/note/a.md, draft [- - -, - draft]\n");
	assert_null(life_read(found.workspace, found.ledger, found_note(&found, "a"), &life));
	assert_int_equal(life.began, ORIGIN_MISSING);
	life_dispose(&life);
	drop(&found);
}

/* More versions than are read together: one document has many, others stand before and after it. */
static void a_long_life_goes_on_from_batch_to_batch(void **state)
{
	const struct document_ledger *first;
	struct found found;
	struct life *lives;
	size_t count;

	(void)state;
	free(make("{ echo feature done; for n in $(seq 1 1200); do\n"
		  "  t=$((1795500000 + n))\n"
		  "  printf 'commit refs/heads/main\\ncommitter A <alice@example.com> %d +0000\\n"
		  "data 1\\nx\\n' $t\n"
		  "  [ $n -gt 1 ] || echo 'from refs/heads/main^0'\n"
		  "  for f in a.$((n / 600)) b.$n c.$((n / 300)); do\n"
		  "    printf 'M 100644 inline handoff/note/%s.md\\ndata <<END\\n---\\n"
		  "kind: note\\nid: %s\\ntitle: T\\nstatus: draft\\n---\\n# T\\n\\n## Text\\n\\n"
		  "%s %s\\nEND\\n' ${f%.*} ${f%.*} \"$(printf \"%*s\" $((n % 2)) '')\" ${f#*.}\n"
		  "  done; done; echo done; } | git fast-import --quiet --done --force; "
		  "git reset -q --hard"));
	find(NULL, &found);
	first = ledger_documents(found.ledger, &count);
	assert_int_equal(count, 3);
	assert_string_equal(first[1].document->path, "handoff/note/b.md");
	assert_all_lives(&found, &lives, &count);
	assert_int_equal(lives[1].count, 1200);
	assert_int_equal(lives[1].list[0].type, LIFE_CREATED);
	for (size_t i = 1; i < lives[1].count; i++) {
		assert_int_equal(lives[1].list[i].type, LIFE_CHANGED);
		assert_int_equal(lives[1].list[i].time - START, i + 1);
	}
	assert_int_equal(lives[0].count, 1200);
	assert_int_equal(lives[0].list[1].type, LIFE_FORMATTED);
	lives_free(lives, count);
	drop(&found);
}

static void documents_beyond_the_limit_are_cut(void **state)
{
	struct found found;
	struct life *lives;
	size_t count;

	(void)state;
	free(make("note a 'status: draft'; note b 'status: draft'; note c 'status: draft'\n"
		  "at 100; save; edit b s/draft/review/; at 200; save\n"
		  "edit b s/review/final/; edit c s/said/sung/"));
	find(NULL, &found);
	ledger_documents(found.ledger, &count);
	assert_int_equal(count, 3);
	assert_null(lives_read_within(found.workspace, found.ledger, 2, &lives));
	assert_false(lives[0].is_cut);
	assert_int_equal(lives[0].count, 1);
	assert_true(lives[1].is_cut);
	assert_int_equal(lives[1].count, 0);
	assert_false(lives[2].is_cut);
	assert_int_equal(lives[2].count, 2);
	lives_free(lives, count);
	drop(&found);
}

static void a_shallow_clone_has_the_end_of_a_life(void **state)
{
	const struct document_ledger *first;
	struct found found;
	struct life *lives;
	size_t count;

	(void)state;
	free(make("at 100; note a 'status: draft'; save\n"
		  "at 200; edit a s/said/denied/; save; at 300; edit a s/denied/sung/; save\n"
		  "cd ..; rm -rf full; mv repo full\n"
		  "git clone -q --depth 2 \"file://$PWD/full\" repo"));
	find("HEAD", &found);
	first = ledger_documents(found.ledger, &count);
	assert_all_lives(&found, &lives, &count);
	assert_int_equal(first - found_note(&found, "a"), 0);
	assert_int_equal(lives[0].began, ORIGIN_SHALLOW);
	assert_int_equal(lives[0].count, 1);
	lives_free(lives, count);
	drop(&found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(events_come_in_parts),
		cmocka_unit_test(what_is_stale_is_told_with_whose_it_was),
		cmocka_unit_test(a_side_that_a_merge_has_left_out_makes_nothing_uncommitted),
		cmocka_unit_test(a_version_that_is_not_there_ends_what_can_be_seen),
		cmocka_unit_test(a_long_life_goes_on_from_batch_to_batch),
		cmocka_unit_test(documents_beyond_the_limit_are_cut),
		cmocka_unit_test(a_shallow_clone_has_the_end_of_a_life),
	};

	return cmocka_run_group_tests(tests, make_home, remove_home);
}
