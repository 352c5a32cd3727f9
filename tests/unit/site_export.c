/* What an export says, and that reading it gives the same records. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "place.h"
#include "site/export.h"
#include "site/import.h"
#include "site_records.h"

static struct error *take_line(void *context, struct slice line)
{
	assert_true(slice_ends_with(line, "\n"));
	assert_int_equal(slice_find(line, '\n'), line.len - 1);
	buffer_add_slice(context, line);
	return NULL;
}

static void export_to(const struct records *records, struct buffer *out)
{
	const struct export_sink sink = {out, take_line};

	assert_null(export_write(records, &sink));
}

static void assert_line(const struct buffer *text, size_t number, const char *expected)
{
	struct slice rest = buffer_slice(text);

	while (--number)
		rest = slice_from(rest, slice_find(rest, '\n') + 1);
	rest.len = slice_find(rest, '\n');
	if (!slice_is(rest, expected))
		fail_msg("%.*s, not %s", SLICE_ARG(rest), expected);
}

static void every_record_is_a_line(void **state)
{
	struct buffer out = BUFFER_INIT;

	(void)state;
	export_to(&sample, &out);
	assert_line(&out, 1,
		"{\"type\":\"repository\",\"schema\":\"handoff-export-1\""
		",\"tool\":{\"name\":\"handoff\",\"version\":\"" HANDOFF_VERSION "\"}"
		",\"name\":\"example.com/ml\""
		",\"revision\":\"00000000000000000000000000000000000000aa\""
		",\"worktree\":true,\"site\":\"https://docs.example.com/ml/\""
		",\"today\":\"2026-11-24\",\"now\":\"2026-11-24T09:00:00Z\"}");
	assert_line(&out, 2,
		"{\"type\":\"person\",\"repository\":\"example.com/ml\",\"id\":\"alice\""
		",\"name\":\"Alice Ng\",\"roles\":[\"research-lead\",\"reviewer\"]}");
	assert_line(&out, 3,
		"{\"type\":\"person\",\"repository\":\"example.com/ml\",\"id\":\"bob\""
		",\"name\":null,\"roles\":[]}");
	assert_line(&out, 4,
		"{\"type\":\"document\",\"key\":\"example.com/ml//handoff/a.md\""
		",\"repository\":\"example.com/ml\",\"path\":\"handoff/a.md\""
		",\"id\":\"ranker\",\"kind\":\"readiness\""
		",\"kind_name\":\"Deployment readiness\",\"title\":\"Ranker <v42>\""
		",\"status\":\"approved\",\"standing\":\"does not "
		"hold\",\"initial\":false,\"withdrawn\":false"
		",\"ready\":false,\"unproven\":true,\"owner\":\"alice\""
		",\"created\":\"2026-11-01\",\"updated\":\"2026-11-23\""
		",\"due\":\"2026-12-01\",\"due_why\":\"review-by\",\"errors\":3"
		",\"warnings\":4,\"page\":\"documents/ranker.html\""
		",\"fields\":{\"title\":\"Ranker v42\",\"tags\":[\"a\",\"\"],\"none\":[]"
		",\"nothing\":null},\"tables\":[{\"section\":\"Risks\""
		",\"columns\":[\"Risk\",\"Blocking\"],\"rows\":[[\"old inputs\",\"yes\"]"
		",[\"\",\"no\"]]}],\"requirements\":[{\"role\":\"research-lead\""
		",\"state\":\"valid\",\"count\":1,\"valid\":1,\"due\":true"
		",\"awaited\":false,\"awaits\":[],\"before\":[\"approved\"]}"
		",{\"role\":\"operations-lead\",\"state\":\"missing\",\"count\":2"
		",\"valid\":1,\"due\":true,\"awaited\":true,\"awaits\":[\"bob\""
		",\"carol\"],\"before\":[\"approved\",\"live\"]}]"
		",\"signoffs\":[{\"role\":\"research-lead\",\"by\":\"alice\""
		",\"name\":\"Alice Ng\",\"at\":\"2026-11-23T14:05:00Z\""
		",\"decision\":\"approve-with-conditions\""
		",\"note\":\"Holds for EU traffic only.\\nNo more.\",\"state\":\"stale\""
		",\"reason\":\"Risks changed since\",\"required\":\"attributed\""
		",\"reached\":\"content-signed\""
		",\"commit\":\"00000000000000000000000000000000000000aa\""
		",\"author\":\"Alice Ng <alice@example.com>\",\"expires\":null"
		",\"stale_since\":\"2026-11-24T14:05:00Z\""
		",\"stale_commit\":\"00000000000000000000000000000000000000bb\""
		",\"stale_author\":\"Bob <bob@example.com>\",\"changed\":[\"Risks\""
		",\"owner\"],\"carried\":true}],\"relations\":[{\"name\":\"model\""
		",\"target\":\"handoff/z.md\",\"to\":\"example.com/ml//handoff/z.md\""
		",\"upstream\":true,\"missing\":false},{\"name\":\"evidence\""
		",\"target\":\"eval/metrics.json\",\"to\":null,\"upstream\":true"
		",\"missing\":false},{\"name\":\"runbook\",\"target\":\"nowhere.md\""
		",\"to\":null,\"upstream\":false,\"missing\":true}],\"gaps\":[{\"gap\":\"no-kpi\""
		",\"subject\":\"O-1\",\"text\":\"has no KPI\"}]}");
	assert_line(&out, 5,
		"{\"type\":\"document\",\"key\":\"example.com/ml//handoff/z.md\""
		",\"repository\":\"example.com/ml\",\"path\":\"handoff/z.md\",\"id\":null"
		",\"kind\":null,\"kind_name\":null,\"title\":null,\"status\":null"
		",\"standing\":null,\"initial\":true,\"withdrawn\":true,\"ready\":true,"
		"\"unproven\":false"
		",\"owner\":null,\"created\":null,\"updated\":null,\"due\":null"
		",\"due_why\":null,\"errors\":0,\"warnings\":0,\"page\":null"
		",\"fields\":{},\"tables\":[],\"requirements\":[],\"signoffs\":[]"
		",\"relations\":[],\"gaps\":[]}");
	assert_line(&out, 6,
		"{\"type\":\"event\",\"document\":\"example.com/ml//handoff/a.md\""
		",\"event\":\"created\",\"time\":\"2026-11-18T11:06:40Z\""
		",\"commit\":\"00000000000000000000000000000000000000aa\""
		",\"author\":\"Alice Ng <alice@example.com>\",\"text\":\"as draft\""
		",\"role\":null,\"by\":null,\"decision\":null,\"from\":null"
		",\"to\":\"draft\",\"foreign\":false}");
	assert_line(&out, 7,
		"{\"type\":\"event\",\"document\":\"example.com/ml//handoff/a.md\""
		",\"event\":\"signed\",\"time\":\"2026-11-23T14:05:00Z\""
		",\"commit\":\"00000000000000000000000000000000000000aa\""
		",\"author\":\"Alice Ng <alice@example.com>\""
		",\"text\":\"alice as research-lead: approve-with-conditions\""
		",\"role\":\"research-lead\",\"by\":\"alice\""
		",\"decision\":\"approve-with-conditions\",\"from\":null,\"to\":null,\"foreign\":"
		"false}");
	assert_line(&out, 10,
		"{\"type\":\"event\",\"document\":\"example.com/ml//handoff/z.md\""
		",\"event\":\"created\",\"time\":null,\"commit\":null,\"author\":null"
		",\"text\":null,\"role\":null,\"by\":null,\"decision\":null,\"from\":null"
		",\"to\":null,\"foreign\":false}");
	assert_line(&out, 11,
		"{\"type\":\"action\",\"document\":\"example.com/ml//handoff/a.md\""
		",\"id\":\"A-1\",\"text\":\"alert on old inputs\",\"owner\":\"bob\""
		",\"state\":\"in-progress\",\"due\":\"2026-11-20\",\"priority\":\"P1\""
		",\"side\":\"operations\",\"action_type\":\"detect\""
		",\"tracking\":\"FEED-1\",\"unfinished\":true,\"overdue\":true"
		",\"lives_elsewhere\":true,\"since\":\"2026-11-18T11:06:40Z\""
		",\"finished\":null,\"slips\":2}");
	assert_line(&out, 12,
		"{\"type\":\"action\",\"document\":\"example.com/ml//handoff/z.md\""
		",\"id\":null,\"text\":null,\"owner\":null,\"state\":\"done\""
		",\"due\":null,\"priority\":null,\"side\":null,\"action_type\":null"
		",\"tracking\":null,\"unfinished\":false,\"overdue\":false"
		",\"lives_elsewhere\":false,\"since\":null"
		",\"finished\":\"2026-11-24T14:05:00Z\",\"slips\":0}");
	buffer_dispose(&out);
}

/* Exports, imports and exports again. */
static void assert_same_again(int root, const struct records *records)
{
	static const char *const files[] = {"a.jsonl"};
	struct buffer before = BUFFER_INIT, after = BUFFER_INIT;
	struct records imported;

	export_to(records, &before);
	write_file(root, "a.jsonl", before.at);
	assert_int_equal(fchdir(root), 0);
	assert_null(import_read(files, 1, &imported));
	export_to(&imported, &after);
	assert_string_equal(after.at, before.at);
	records_dispose(&imported);
	buffer_dispose(&before);
	buffer_dispose(&after);
}

static void what_is_read_is_what_was_written(void **state)
{
	assert_same_again(root_of(state), &sample);
}

static void what_is_read_are_the_same_records(void **state)
{
	static const char *const files[] = {"a.jsonl"};
	const struct record_document *document;
	struct buffer out = BUFFER_INIT;
	struct records records;

	export_to(&sample, &out);
	write_file(root_of(state), "a.jsonl", out.at);
	assert_int_equal(fchdir(root_of(state)), 0);
	assert_null(import_read(files, 1, &records));
	assert_int_equal(records.today.day, 24);
	assert_int_equal(records.now, sample.now);
	document = &records.documents[0];
	assert_int_equal(record_values(document, "tags")->count, 2);
	assert_true(document->fields[1].is_list);
	assert_true(slice_is(record_value(document, "title"), "Ranker v42"));
	assert_true(document->fields[2].is_list);
	assert_int_equal(document->fields[2].values.count, 0);
	assert_false(document->fields[3].is_list);
	assert_true(slice_is(record_cell(record_table_of(document, "Risks"), 1, "Blocking"), "no"));
	assert_int_equal(document->signoffs[0].expires, TIME_UNKNOWN);
	assert_int_equal(document->signoffs[0].stale_since, 1795529100);
	assert_int_equal(document->relations[0].to, 1);
	assert_int_equal(document->relations[1].to, SIZE_MAX);
	assert_int_equal(document->errors, 3);
	assert_int_equal(records.events[4].document, 1);
	assert_int_equal(records.events[4].time, TIME_UNKNOWN);
	assert_int_equal(records.actions[0].slips, 2);
	assert_true(records.actions[0].lives_elsewhere);
	assert_true(slice_is(records_person(&records, slice_of("alice"))->name, "Alice Ng"));
	records_dispose(&records);
	buffer_dispose(&out);
}

/* Of one document with this title. */
static struct records titled(struct record_document *document, struct slice title)
{
	*document = (struct record_document){.path = SLICE("a\xff.md"), .title = title};
	return (struct records){
		.today = {2026, 11, 24},
		LIST(repositories, repositories),
		.documents = document,
		.n_documents = 1,
	};
}

static void hostile_texts_stay_texts(void **state)
{
	static const struct slice titles[] = {
		SLICE("\xff\xc3\xed\xa0\x80 not UTF-8"),
		SLICE("\"},{\"type\":\"event\"}\n{\"type\":\"action\"}\\"),
		SLICE("\x1b[2J\x7f\x01\t\r\n"),
		SLICE("##[error]x ##vso[task] ::error::x"),
		SLICE("\xe2\x80\xae\xf0\x9f\x9a\x80\xc2\x85"),
		SLICE("</script><!--"),
	};

	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
		struct record_document document;
		struct records records = titled(&document, titles[i]);
		struct buffer out = BUFFER_INIT;

		export_to(&records, &out);
		for (size_t j = 0; j < out.len; j++)
			assert_true((out.at[j] >= ' ' && out.at[j] < 0x7f) || out.at[j] == '\n');
		assert_null(strstr(out.at, "##["));
		assert_null(strstr(out.at, "##vso["));
		buffer_dispose(&out);
		assert_same_again(root_of(state), &records);
	}
}

static void a_day_that_is_none_is_null(void **state)
{
	struct record_document document = {.path = SLICE("a.md"), .created = SLICE("soon")};
	const struct records records = {.today = {2026, 11, 24},
		LIST(repositories, repositories),
		.documents = &document,
		.n_documents = 1};
	struct buffer out = BUFFER_INIT;

	export_to(&records, &out);
	assert_non_null(strstr(out.at, "\"created\":null"));
	buffer_dispose(&out);
	assert_same_again(root_of(state), &records);
}

static struct error *take_two(void *context, struct slice line)
{
	size_t *count = context;

	(void)line;
	return ++*count == 2 ? error_new(ERROR_IO, "full") : NULL;
}

static void who_takes_the_lines_can_end_it(void **state)
{
	size_t count = 0;
	const struct export_sink sink = {&count, take_two};

	(void)state;
	assert_error(export_write(&sample, &sink), ERROR_IO, "full");
	assert_int_equal(count, 2);
}

static void nothing_is_but_its_end(void **state)
{
	const struct records none = {0};
	struct buffer out = BUFFER_INIT;

	(void)state;
	export_to(&none, &out);
	assert_string_equal(out.at, "{\"type\":\"end\",\"lines\":0}\n");
	buffer_dispose(&out);
}

#define IN_A_PLACE(test) cmocka_unit_test_setup_teardown(test, make_place, remove_place)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_record_is_a_line),
		IN_A_PLACE(what_is_read_is_what_was_written),
		IN_A_PLACE(what_is_read_are_the_same_records),
		IN_A_PLACE(hostile_texts_stay_texts),
		IN_A_PLACE(a_day_that_is_none_is_null),
		cmocka_unit_test(who_takes_the_lines_can_end_it),
		cmocka_unit_test(nothing_is_but_its_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
