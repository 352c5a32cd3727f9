#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/mem.h"
#include "check/branch.h"
#include "report/report.h"

static const struct report_options for_programs = {.prefix = ""};

static json_t *json_of(report_function *write, const struct check_result *result)
{
	struct buffer out = BUFFER_INIT;
	json_t *value;

	write(result, &for_programs, &out);
	value = json_loadb(out.at, out.len, 0, NULL);
	assert_non_null(value);
	buffer_dispose(&out);
	return value;
}

/* A value by the keys and numbers that lead to it: "runs/0/results". */
static json_t *at(json_t *value, const char *path)
{
	char *copy = mem_string(slice_of(path)), *rest = copy, *key;

	while ((key = strsep(&rest, "/")))
		value = json_is_array(value) ? json_array_get(value, strtoul(key, NULL, 10))
					     : json_object_get(value, key);
	free(copy);
	return value;
}

static void assert_value(json_t *root, const char *path, const char *expected)
{
	char *text = json_dumps(at(root, path), JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS);

	if (!text || strcmp(text, expected) != 0)
		fail_msg("%s: %s, not %s", path, text ? text : "nothing", expected);
	free(text);
}

static struct findings one_finding(const char *path, const char *message)
{
	struct findings findings = FINDINGS_INIT;

	GROW(findings.items, findings.count, findings.capacity);
	findings.items[findings.count++] = (struct finding){
		.rule = &rules[RULE_LINK_BROKEN],
		.severity = SEVERITY_ERROR,
		.path = path,
		.start = {1, 1, 0},
		.end = {1, 2, 1},
		.line = mem_string(slice_of("x")),
		.heading = mem_string(slice_of("")),
		.document = mem_string(slice_of("")),
		.message = mem_string(slice_of(message)),
	};
	return findings;
}

/* One finding that is new, one that an exception covers, one that the baseline has. */
static struct check_result result_with_baseline(void)
{
	struct check_result result = {.documents = 3};

	result.findings = one_finding("a.md", "new");
	result.excepted = one_finding("b.md", "excepted");
	result.excepted.items[0].reason = mem_string(slice_of("it is meant"));
	result.baselined = one_finding("c.md", "known");
	return result;
}

static void json_lists_what_the_baseline_has(void **state)
{
	struct check_result result = result_with_baseline();
	json_t *root = json_of(report_json, &result);

	(void)state;
	assert_value(root, "summary",
		"{\"baselined\":1,\"documents\":3,\"errors\":1,\"excepted\":1,\"notes\":0,"
		"\"warnings\":0}");
	assert_value(root, "baselined/0/message", "\"known\"");
	assert_value(root, "excepted/0/reason", "\"it is meant\"");
	assert_int_equal(json_array_size(at(root, "findings")), 1);
	json_decref(root);
	check_result_dispose(&result);
}

static void sarif_says_which_results_the_baseline_has(void **state)
{
	struct check_result result = result_with_baseline();
	json_t *root = json_of(report_sarif, &result);

	(void)state;
	assert_value(root, "runs/0/results/0/baselineState", "\"new\"");
	assert_value(root, "runs/0/results/0/suppressions", "[]");
	assert_value(root, "runs/0/results/1/baselineState", "\"new\"");
	assert_value(root, "runs/0/results/1/suppressions/0/kind", "\"inSource\"");
	assert_value(root, "runs/0/results/1/suppressions/0/justification", "\"it is meant\"");
	assert_value(root, "runs/0/results/2/baselineState", "\"unchanged\"");
	assert_value(root, "runs/0/results/2/suppressions",
		"[{\"justification\":\"the baseline has it\",\"kind\":\"external\",\"status\":"
		"\"accepted\"}]");
	assert_int_equal(json_array_size(at(root, "runs/0/results")), 3);
	assert_int_equal(json_array_size(at(root, "runs/0/tool/driver/rules")), 1);
	json_decref(root);
	check_result_dispose(&result);
}

static void others_leave_out_what_nobody_has_to_mend(void **state)
{
	static report_function *const writers[] = {report_github, report_gitlab, report_junit,
		report_checkstyle, report_rdjson, report_markdown, report_text};
	struct check_result result = result_with_baseline();

	(void)state;
	for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
		struct buffer out = BUFFER_INIT;

		writers[i](&result, &for_programs, &out);
		assert_non_null(strstr(out.at, "a.md"));
		assert_null(strstr(out.at, "b.md"));
		assert_null(strstr(out.at, "c.md"));
		buffer_dispose(&out);
	}
	check_result_dispose(&result);
}

static void assert_summary(const struct check_result *result, const char *expected)
{
	struct report_options terminal = {.terminal = true, .prefix = ""};
	struct buffer out = BUFFER_INIT;

	report_text(result, &terminal, &out);
	assert_true(slice_ends_with(buffer_slice(&out), expected));
	buffer_dispose(&out);
}

static void the_summary_counts_what_the_baseline_has(void **state)
{
	struct check_result result = result_with_baseline();

	(void)state;
	assert_summary(&result,
		"\n1 error, 0 warnings in 1 file; 3 documents checked; 1 exception with reasons; "
		"1 finding known to the baseline\n");
	findings_dispose(&result.findings);
	findings_dispose(&result.excepted);
	assert_summary(
		&result, "3 documents checked, nothing to mend; 1 finding known to the baseline\n");
	check_result_dispose(&result);
}

#define ZERO "0000000000000000000000000000000000000000"

static void json_has_what_a_branch_does(void **state)
{
	struct signoff_change list[] = {
		{"a.md", "a", "A", "lead", "alice", true, true, STATE_VALID, STATE_STALE,
			"Risks changed since", true, false},
		{"b.md", "b", "", "lead", "", false, true, 0, STATE_MISSING, NULL, false, false},
		{"c.md", "c", "C", "lead", "bob", true, false, STATE_VALID, 0, NULL, false, true},
	};
	struct branch branch = {
		.base = {.name = "refs/heads/main"},
		.touched = 1,
		.removed = 2,
		.elsewhere = 3,
		.signoffs = list,
		.n_signoffs = sizeof list / sizeof *list,
	};
	struct check_result result = {.branch = &branch};
	json_t *root = json_of(report_json, &result);

	(void)state;
	assert_value(root, "branch/base", "{\"commit\":\"" ZERO "\",\"name\":\"refs/heads/main\"}");
	assert_value(root, "branch/origin", "null");
	assert_value(root, "branch/touched", "1");
	assert_value(root, "branch/removed", "2");
	assert_value(root, "branch/elsewhere", "3");
	assert_value(root, "branch/signoffs/0",
		"{\"after\":\"stale\",\"before\":\"valid\",\"by\":\"alice\",\"document\":\"a\","
		"\"path\":\"a.md\",\"reason\":\"Risks changed since\",\"removed\":false,"
		"\"role\":\"lead\",\"title\":\"A\",\"touched\":true}");
	assert_value(root, "branch/signoffs/1/by", "null");
	assert_value(root, "branch/signoffs/1/before", "null");
	assert_value(root, "branch/signoffs/1/after", "\"missing\"");
	assert_value(root, "branch/signoffs/2/after", "null");
	assert_value(root, "branch/signoffs/2/removed", "true");
	json_decref(root);
	branch.has_origin = true;
	root = json_of(report_json, &result);
	assert_value(root, "branch/origin", "\"" ZERO "\"");
	json_decref(root);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_lists_what_the_baseline_has),
		cmocka_unit_test(sarif_says_which_results_the_baseline_has),
		cmocka_unit_test(others_leave_out_what_nobody_has_to_mend),
		cmocka_unit_test(the_summary_counts_what_the_baseline_has),
		cmocka_unit_test(json_has_what_a_branch_does),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
