#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"
#include "check/branch.h"
#include "report/markdown_text.h"
#include "report/report.h"

#define MARKER "<!-- handoff: check -->\n\n"
#define LIMIT  65536

static char *markdown_of(const struct check_result *result)
{
	struct report_options options = {.prefix = ""};
	struct buffer out = BUFFER_INIT;

	report_markdown(result, &options, &out);
	return buffer_take(&out);
}

static void assert_report(const struct check_result *result, const char *expected)
{
	char *text = markdown_of(result);
	char *whole = mem_format(MARKER "%s\nhandoff " HANDOFF_VERSION "\n", expected);

	assert_string_equal(text, whole);
	free(whole);
	free(text);
}

static void add(struct check_result *result, const char *path, uint32_t line, enum rule_id rule,
	enum severity severity, const char *message)
{
	struct findings *findings = &result->findings;

	GROW(findings->items, findings->count, findings->capacity);
	findings->items[findings->count++] = (struct finding){
		.rule = &rules[rule],
		.severity = severity,
		.path = path,
		.start = {line, 1, line},
		.end = {line, 1, line},
		.line = mem_string(slice_of("")),
		.heading = mem_string(slice_of("")),
		.document = mem_string(slice_of("")),
		.message = mem_string(slice_of(message)),
	};
}

/* A branch that lives on the stack, as a result owns another one. */
static struct branch branch_of(struct signoff_change *signoffs, size_t count)
{
	return (struct branch){
		.base = {.name = "refs/heads/main"},
		.touched = 1,
		.signoffs = signoffs,
		.n_signoffs = count,
	};
}

static size_t count_of(const char *text, const char *part)
{
	size_t count = 0;

	while ((text = strstr(text, part))) {
		count++;
		text += strlen(part);
	}
	return count;
}

static size_t number_before(const char *text, const char *part)
{
	const char *at = strstr(text, part);

	assert_non_null(at);
	while (at > text && at[-1] >= '0' && at[-1] <= '9')
		at--;
	return strtoul(at, NULL, 10);
}

/* ---- The verdict, findings ------------------------------------------------------------------ */

static void nothing_to_mend_is_said(void **state)
{
	struct check_result result = {.documents = 15};

	(void)state;
	assert_report(&result, "**handoff: nothing to mend; 15 documents checked.**\n");
	result.documents = 1;
	assert_report(&result, "**handoff: nothing to mend; 1 document checked.**\n");
}

static void findings_are_folded_by_file_the_most_severe_first(void **state)
{
	struct check_result result = {.documents = 3};

	(void)state;
	add(&result, "a.md", 3, RULE_SECTION_EMPTY, SEVERITY_WARNING, "it is empty");
	add(&result, "b.md", 2, RULE_SIGNOFF_PENDING, SEVERITY_INFO, "not yet");
	add(&result, "b.md", 7, RULE_LINK_BROKEN, SEVERITY_ERROR, "no such file");
	add(&result, "c.md", 1, RULE_LINK_CASE, SEVERITY_ERROR, "other case");
	assert_report(&result,
		"**handoff: 2 errors, 1 warning, 1 note in 3 files; 3 documents checked.**\n\n"
		"<details>\n<summary><code>b.md</code>: 1 error, 1 note</summary>\n\n"
		"- **error**, line 7: `no such file` (`link/broken`)\n"
		"- info, line 2: `not yet` (`signoff/pending`)\n\n</details>\n\n"
		"<details>\n<summary><code>c.md</code>: 1 error</summary>\n\n"
		"- **error**, line 1: `other case` (`link/case`)\n\n</details>\n\n"
		"<details>\n<summary><code>a.md</code>: 1 warning</summary>\n\n"
		"- warning, line 3: `it is empty` (`section/empty`)\n\n</details>\n");
	check_result_dispose(&result);
}

static void a_policy_that_cannot_be_used_is_the_verdict(void **state)
{
	struct check_result result = {.policy_unusable = true};

	(void)state;
	add(&result, ".handoff/config.yaml", 3, RULE_POLICY_UNKNOWN_KEY, SEVERITY_ERROR,
		"unknown key \"x\"");
	assert_report(&result,
		"**handoff: 1 error in 1 file; the files under `.handoff/` cannot be used, and "
		"nothing was checked.**\n\n"
		"<details>\n<summary><code>.handoff/config.yaml</code>: 1 error</summary>\n\n"
		"- **error**, line 3: `unknown key \"x\"` (`policy/unknown-key`)\n\n</details>\n");
	check_result_dispose(&result);
}

static void a_changed_policy_and_what_it_would_bring_are_said(void **state)
{
	struct check_result result = {
		.documents = 1, .ahead = {.present = true, .errors = 1, .warnings = 0}};
	char *text;

	(void)state;
	add(&result, ".handoff/config.yaml", 1, RULE_POLICY_CHANGED, SEVERITY_ERROR, "is changed");
	add(&result, ".handoff/people.yaml", 1, RULE_POLICY_CHANGED, SEVERITY_ERROR, "is new");
	text = markdown_of(&result);
	assert_non_null(strstr(text,
		"\n\nThe policy is changed here, and was not applied as it stands here: "
		"`.handoff/config.yaml`, `.handoff/people.yaml`. Under the policy that stands here "
		"there would be 1 error and 0 warnings.\n\n"));
	free(text);
	result.ahead.unusable = true;
	text = markdown_of(&result);
	assert_non_null(strstr(text, " The policy that stands here could not be used.\n\n"));
	free(text);
	check_result_dispose(&result);
}

static void what_nobody_has_to_mend_is_counted(void **state)
{
	struct check_result result = {.documents = 1};

	(void)state;
	add(&result, "a.md", 3, RULE_LINK_BROKEN, SEVERITY_ERROR, "no such file");
	result.baselined = result.findings;
	result.findings = (struct findings)FINDINGS_INIT;
	assert_report(&result, "**handoff: nothing to mend; 1 document checked.**\n\n"
			       "1 finding known to the baseline.\n");
	check_result_dispose(&result);
}

/* ---- Sign-offs ------------------------------------------------------------------------------ */

static void assert_branch(struct branch *branch, const char *expected)
{
	struct check_result result = {.documents = 1, .branch = branch};

	assert_report(&result, expected);
}

static void a_branch_that_changes_no_sign_off_has_no_table(void **state)
{
	struct signoff_change same = {"a.md", "a", "A", "lead", "alice", true, true, STATE_VALID,
		STATE_VALID, NULL, true, false};
	struct branch branch = branch_of(&same, 1);

	(void)state;
	assert_branch(&branch, "**handoff: nothing to mend; 1 document checked.**\n\n"
			       "Held against `refs/heads/main`: 1 document changed, 0 removed.\n");
	branch.n_signoffs = 0;
	branch.removed = 2;
	branch.elsewhere = 1;
	assert_branch(&branch, "**handoff: nothing to mend; 1 document checked.**\n\n"
			       "Held against `refs/heads/main`: 1 document changed, 2 removed, "
			       "something broken in 1 other document.\n");
}

static void what_happens_to_each_sign_off_is_said(void **state)
{
	struct signoff_change list[] = {
		{"a.md", "a", "A", "lead", "alice", true, true, STATE_VALID, STATE_STALE,
			"Risks changed since", true, false},
		{"a.md", "a", "A", "ops", "", false, true, 0, STATE_MISSING, NULL, true, false},
		{"b.md", "b", "", "lead", "bob", false, true, 0, STATE_VALID, NULL, true, false},
		{"c.md", "c", "C", "lead", "", true, false, STATE_MISSING, 0, NULL, false, false},
		{"c.md", "c", "C", "lead", "bob", true, false, STATE_VALID, 0, NULL, true, false},
		{"d.md", "d", "D", "lead", "bob", true, false, STATE_VALID, 0, NULL, false, true},
		{"e.md", "e", "E", "lead", "bob", true, true, STATE_VALID, STATE_VALID, NULL, true,
			false},
	};
	struct branch branch = branch_of(list, sizeof list / sizeof *list);

	(void)state;
	assert_branch(&branch,
		"**handoff: nothing to mend; 1 document checked; 3 sign-offs do not stand any "
		"more.**\n\n"
		"Held against `refs/heads/main`: 1 document changed, 0 removed.\n\n"
		"| Document | Role | Signed by | What changes |\n|---|---|---|---|\n"
		"| `A`<br>`a.md` | `lead` | `alice` | valid → stale: `Risks changed since` |\n"
		"| `A`<br>`a.md` | `ops` | nobody | asked for: missing |\n"
		"| `b.md` | `lead` | `bob` | new: valid |\n"
		"| `C`<br>`c.md` | `lead` | nobody | no longer asked for (was missing) |\n"
		"| `C`<br>`c.md` | `lead` | `bob` | withdrawn (was valid) |\n"
		"| `D`<br>`d.md` | `lead` | `bob` | document removed (was valid) |\n");
}

static void who_signs_again_withdraws_nothing(void **state)
{
	struct signoff_change list[] = {
		{"a.md", "a", "A", "lead", "bob", true, false, STATE_STALE, 0, NULL, true, false},
		{"a.md", "a", "A", "lead", "bob", false, true, 0, STATE_VALID, NULL, true, false},
		{"b.md", "b", "B", "lead", "bob", false, true, 0, STATE_VALID, NULL, true, false},
		{"b.md", "b", "B", "lead", "bob", true, false, STATE_VALID, 0, NULL, true, false},
		{"c.md", "c", "C", "lead", "bob", true, false, STATE_VALID, 0, NULL, true, false},
		{"c.md", "c", "C", "lead", "bob", false, true, 0, STATE_REJECTED, "no", true,
			false},
	};
	struct branch branch = branch_of(list, sizeof list / sizeof *list);

	(void)state;
	assert_branch(&branch,
		"**handoff: nothing to mend; 1 document checked; 1 sign-off does not stand any "
		"more.**\n\n"
		"Held against `refs/heads/main`: 1 document changed, 0 removed.\n\n"
		"| Document | Role | Signed by | What changes |\n|---|---|---|---|\n"
		"| `A`<br>`a.md` | `lead` | `bob` | signed again: stale → valid |\n"
		"| `B`<br>`b.md` | `lead` | `bob` | signed again: valid → valid |\n"
		"| `C`<br>`c.md` | `lead` | `bob` | signed again: valid → rejected: `no` |\n");
}

static void text_of_sign_offs_stays_in_its_cell(void **state)
{
	struct signoff_change evil = {"a|b`.md", "x", "T|x @all", "`r`", "b|", true, true,
		STATE_VALID, STATE_STALE, "x\n| y | #1 |", true, false};
	struct branch branch = branch_of(&evil, 1);

	(void)state;
	branch.base.name = "refs/heads/`@all`";
	assert_branch(&branch,
		"**handoff: nothing to mend; 1 document checked; 1 sign-off does not stand any "
		"more.**\n\n"
		"Held against `` refs/heads/`@all` ``: 1 document changed, 0 removed.\n\n"
		"| Document | Role | Signed by | What changes |\n|---|---|---|---|\n"
		"| `T`&#124;`x @all`<br>`a`&#124;``b`.md`` | `` `r` `` | `b`&#124; | "
		"valid → stale: `x\\n`&#124;`  y  `&#124;`  #1  `&#124; |\n");
}

/* ---- The limit ------------------------------------------------------------------------------ */

static void assert_whole(const char *text)
{
	assert_true(strlen(text) <= LIMIT);
	assert_int_equal(count_of(text, "<details>"), count_of(text, "</details>"));
	assert_int_equal(count_of(text, "<summary>"), count_of(text, "</summary>"));
	assert_non_null(strstr(text, "\nhandoff " HANDOFF_VERSION));
	assert_string_equal(text + strlen(text) - 1, "\n");
}

static void what_there_is_no_room_for_is_counted(void **state)
{
	struct check_result result = {.documents = 2};
	char *text;
	size_t shown;

	(void)state;
	for (uint32_t i = 1; i <= 1000; i++)
		add(&result, "a.md", i, RULE_LINK_BROKEN, SEVERITY_WARNING,
			"a warning that is long enough to fill the comment with the others");
	for (uint32_t i = 1; i <= 300; i++)
		add(&result, "b.md", i, RULE_LINK_BROKEN, SEVERITY_ERROR,
			"an error that is long enough to fill the comment with the others");
	text = markdown_of(&result);
	assert_whole(text);
	assert_true(strlen(text) > LIMIT - 1000);
	assert_int_equal(count_of(text, "\n- **error**"), 300);
	shown = 300 + count_of(text, "\n- warning");
	assert_int_equal(shown + number_before(text, " more\n\n</details>"), 1300);
	assert_int_equal(shown + number_before(text, " of 1300 findings are not shown"), 1300);
	free(text);
	check_result_dispose(&result);
}

static void very_long_texts_fit_too(void **state)
{
	struct check_result result = {.documents = 1};
	struct buffer evil = BUFFER_INIT;
	struct signoff_change *list = mem_calloc(3000, sizeof *list);
	struct branch branch = branch_of(list, 3000);
	char *paths[200], *text;

	(void)state;
	buffer_add_repeat(&evil, '|', 100000);
	for (size_t i = 0; i < 3000; i++)
		list[i] = (struct signoff_change){evil.at, evil.at, evil.at, evil.at, evil.at, true,
			true, STATE_VALID, STATE_STALE, evil.at, true, false};
	for (size_t i = 0; i < 200; i++) {
		paths[i] = mem_format("%03zu<%s", i, evil.at);
		add(&result, paths[i], 1, RULE_POLICY_CHANGED, SEVERITY_ERROR, evil.at);
	}
	branch.base.name = evil.at;
	result.branch = &branch;
	text = markdown_of(&result);
	assert_whole(text);
	assert_non_null(strstr(text, "more sign-offs change, for which there is no room here.\n"));
	assert_non_null(strstr(text, " and 190 more."));
	assert_non_null(strstr(text, " of 200 findings are not shown"));
	assert_non_null(strstr(text, "\n- **error**, line 1: "));
	free(text);
	for (size_t i = 0; i < 200; i++)
		free(paths[i]);
	result.branch = NULL;
	check_result_dispose(&result);
	free(list);
	buffer_dispose(&evil);
}

/* ---- Text ----------------------------------------------------------------------------------- */

typedef void writer(struct buffer *out, struct slice text);

static void assert_written(writer *write, const char *text, const char *expected)
{
	struct buffer out = BUFFER_INIT;

	write(&out, slice_of(text));
	buffer_reserve(&out, 1);
	assert_string_equal(out.at, expected);
	buffer_dispose(&out);
}

static void code_has_more_backticks_around_than_in_it(void **state)
{
	(void)state;
	assert_written(markdown_code, "", "");
	assert_written(markdown_code, "a", "`a`");
	assert_written(markdown_code, "a `b` c", "``a `b` c``");
	assert_written(markdown_code, "`a`", "`` `a` ``");
	assert_written(markdown_code, "a```", "```` a``` ````");
	assert_written(markdown_code, " a ", "`  a  `");
	assert_written(
		markdown_code, "a\n/close\r\n\x1b[0m\u202e", "`a\\n/close\\r\\n\\x1b[0m\\u{202e}`");
}

static void a_bar_is_never_in_a_cell_as_it_is(void **state)
{
	(void)state;
	assert_written(markdown_cell_code, "", "");
	assert_written(markdown_cell_code, "a|b", "`a`&#124;`b`");
	assert_written(markdown_cell_code, "|", "&#124;");
	assert_written(markdown_cell_code, "a\\|`", "`a\\`&#124;`` ` ``");
}

static void html_holds_no_markup(void **state)
{
	(void)state;
	assert_written(markdown_html_code, "a/b_c-d.md", "<code>a/b_c-d.md</code>");
	assert_written(
		markdown_html_code, "</summary>&`é", "<code>&#60;/summary&#62;&#38;&#96;é</code>");
}

static void long_text_is_cut_between_characters(void **state)
{
	struct buffer text = BUFFER_INIT, out = BUFFER_INIT;

	(void)state;
	buffer_add_char(&text, 'x');
	for (int i = 0; i < 1000; i++)
		buffer_add_string(&text, "é");
	markdown_code(&out, buffer_slice(&text));
	assert_true(out.len < 610);
	assert_true(slice_ends_with(buffer_slice(&out), "é...`"));
	buffer_dispose(&text);
	buffer_dispose(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_to_mend_is_said),
		cmocka_unit_test(findings_are_folded_by_file_the_most_severe_first),
		cmocka_unit_test(a_policy_that_cannot_be_used_is_the_verdict),
		cmocka_unit_test(a_changed_policy_and_what_it_would_bring_are_said),
		cmocka_unit_test(what_nobody_has_to_mend_is_counted),
		cmocka_unit_test(a_branch_that_changes_no_sign_off_has_no_table),
		cmocka_unit_test(what_happens_to_each_sign_off_is_said),
		cmocka_unit_test(who_signs_again_withdraws_nothing),
		cmocka_unit_test(text_of_sign_offs_stays_in_its_cell),
		cmocka_unit_test(what_there_is_no_room_for_is_counted),
		cmocka_unit_test(very_long_texts_fit_too),
		cmocka_unit_test(code_has_more_backticks_around_than_in_it),
		cmocka_unit_test(a_bar_is_never_in_a_cell_as_it_is),
		cmocka_unit_test(html_holds_no_markup),
		cmocka_unit_test(long_text_is_cut_between_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
