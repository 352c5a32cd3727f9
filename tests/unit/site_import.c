/* Exports of many repositories become one; what is no export is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "place.h"
#include "site/export.h"
#include "site/import.h"
#include "site/import_parts.h"
#include "site_records.h"

static struct error *take_line(void *context, struct slice line)
{
	buffer_add_slice(context, line);
	return NULL;
}

static void export_to(const struct records *records, struct buffer *out)
{
	const struct export_sink sink = {out, take_line};

	assert_null(export_write(records, &sink));
}

static void write_export(int root, const char *file, const struct records *records)
{
	struct buffer out = BUFFER_INIT;

	export_to(records, &out);
	write_file(root, file, out.at);
	buffer_dispose(&out);
}

/* ---- Merging ----------------------------------------------------------------------------------
 */

static struct record_repository other_repository[] = {
	{.name = SLICE("example.com/app"), .today = {2026, 11, 25}, .now = 1795500000},
};

static struct record_person other_people[] = {
	{SLICE("alice"), SLICE("Alicia N."), TEXTS(SLICE("reviewer"), SLICE("operations-lead"))},
	{SLICE("bob"), SLICE("Bob"), {NULL, 0}},
	{.id = SLICE("zoe")},
};

static struct record_relation other_relations[] = {{.name = SLICE("model"), .to = 0}};

static struct record_document other_documents[] = {
	{.path = SLICE("handoff/a.md")},
	{.path = SLICE("handoff/b.md"), LIST(relations, other_relations)},
};

static struct record_event other_events[] = {
	{.document = 1, .type = SLICE("created"), .time = 5},
};

static struct record_action other_actions[] = {{.document = 1, .id = SLICE("B-1")}};

static const struct records other = {
	.today = {2026, 11, 25},
	.now = 1795500000,
	LIST(repositories, other_repository),
	LIST(documents, other_documents),
	LIST(events, other_events),
	LIST(actions, other_actions),
	LIST(people, other_people),
};

static struct record_repository third_repository[] = {
	{.name = SLICE("example.com/zoo"), .today = {2026, 11, 1}, .now = TIME_UNKNOWN},
};
static struct record_person third_people[] = {
	{SLICE("alice"), SLICE("Alice Ng"), TEXTS(SLICE("keeper"))}};
static const struct records third = {
	.today = {2026, 11, 1},
	.now = TIME_UNKNOWN,
	LIST(repositories, third_repository),
	LIST(people, third_people),
};

static void write_three(int root)
{
	write_export(root, "ml", &sample);
	write_export(root, "app", &other);
	write_export(root, "zoo", &third);
	assert_int_equal(fchdir(root), 0);
}

static void assert_texts(const struct record_texts *texts, const char *expected)
{
	struct buffer joined = BUFFER_INIT;

	for (size_t i = 0; i < texts->count; i++)
		buffer_addf(&joined, "%s%s", i ? "," : "", texts->list[i].at);
	assert_string_equal(joined.at, expected);
	buffer_dispose(&joined);
}

static void repositories_become_one(void **state)
{
	static const char *const files[] = {"ml", "zoo", "app"};
	const struct record_person *person;
	struct records records;

	write_three(root_of(state));
	assert_null(import_read(files, 3, &records));
	assert_int_equal(records.n_repositories, 3);
	assert_true(slice_is(records.repositories[0].name, "example.com/app"));
	assert_true(slice_is(records.repositories[2].name, "example.com/zoo"));
	assert_int_equal(records.today.day, 25);
	assert_int_equal(records.repositories[0].today.day, 25);
	assert_int_equal(records.repositories[1].today.day, 24);
	assert_int_equal(records.repositories[0].now, 1795500000);
	assert_int_equal(records.repositories[2].now, TIME_UNKNOWN);
	assert_int_equal(records.now, sample.now);
	assert_int_equal(records.n_documents, 4);
	assert_true(slice_is(records.documents[1].path, "handoff/b.md"));
	assert_int_equal(records.documents[1].repository, 0);
	assert_int_equal(records.documents[1].relations[0].to, 0);
	assert_int_equal(records.documents[2].repository, 1);
	assert_int_equal(records.documents[2].relations[0].to, 3);
	assert_int_equal(records.documents[2].relations[1].to, SIZE_MAX);
	assert_int_equal(records.n_events, 6);
	assert_int_equal(records.events[0].document, 1);
	assert_int_equal(records.events[1].document, 2);
	assert_true(slice_is(records.events[2].type, "signed"));
	assert_int_equal(records.n_actions, 3);
	assert_int_equal(records.actions[2].document, 3);
	assert_int_equal(records.n_people, 3);
	person = records_person(&records, slice_of("alice"));
	assert_true(slice_is(person->name, "Alicia N. (elsewhere: Alice Ng)"));
	assert_texts(&person->roles, "reviewer,operations-lead,research-lead,keeper");
	assert_true(slice_is(records_person(&records, slice_of("bob"))->name, "Bob"));
	records_dispose(&records);
}

static void the_order_of_files_does_not_matter(void **state)
{
	static const char *const orders[][3] = {{"ml", "app", "zoo"}, {"zoo", "ml", "app"},
		{"app", "ml", "zoo"}, {"app", "zoo", "ml"}};
	struct buffer first = BUFFER_INIT, out = BUFFER_INIT;
	struct records records;

	write_three(root_of(state));
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		assert_null(import_read(orders[i], 3, &records));
		buffer_clear(&out);
		export_to(&records, i ? &out : &first);
		if (i)
			assert_string_equal(out.at, first.at);
		records_dispose(&records);
	}
	/* What is one already can be read again. */
	write_file(root_of(state), "all", first.at);
	assert_null(import_read((const char *const[]){"all"}, 1, &records));
	buffer_clear(&out);
	export_to(&records, &out);
	assert_string_equal(out.at, first.at);
	records_dispose(&records);
	buffer_dispose(&first);
	buffer_dispose(&out);
}

static void nothing_gives_no_records(void **state)
{
	struct records records;

	(void)state;
	assert_null(import_read(NULL, 0, &records));
	assert_int_equal(records.n_documents + records.n_repositories + records.n_people, 0);
	records_dispose(&records);
}

/* ---- What is refused --------------------------------------------------------------------------
 */

static void assert_refused(
	const char *const *files, size_t count, enum error_code code, const char *message)
{
	struct records records;

	assert_error(import_read(files, count, &records), code, message);
	records_dispose(&records);
}

static void one_repository_is_read_once(void **state)
{
	static const char *const twice[] = {"zoo", "ml", "app", "ml"};
	static const char *const same[] = {"again", "app", "ml"};

	write_three(root_of(state));
	write_export(root_of(state), "again", &sample);
	assert_refused(twice, 4, ERROR_REFUSED,
		"ml and ml are both exports of the repository example.com/ml; name one");
	assert_refused(same, 3, ERROR_REFUSED,
		"again and ml are both exports of the repository example.com/ml; name one");
}

static void what_cannot_be_read_is_said(void **state)
{
	static const char *const none[] = {"none"}, *const directory[] = {"."};
	static const char *const empty[] = {"empty"};

	write_file(root_of(state), "empty", "");
	assert_int_equal(fchdir(root_of(state)), 0);
	assert_refused(none, 1, ERROR_IO, "cannot read none: No such file or directory");
	assert_refused(directory, 1, ERROR_IO, "cannot read .: Is a directory");
	assert_refused(empty, 1, ERROR_REFUSED,
		"empty: nothing is in it; `handoff export >FILE` writes an export");
}

/* The sample's text with the first `old` of it replaced. */
static void write_changed(int root, const char *old, const char *new)
{
	struct buffer text = BUFFER_INIT, changed = BUFFER_INIT;
	const char *place;

	export_to(&sample, &text);
	place = strstr(text.at, old);
	if (!place)
		fail_msg("no %s", old);
	buffer_add(&changed, text.at, (size_t)(place - text.at));
	buffer_add_string(&changed, new);
	buffer_add_string(&changed, place + strlen(old));
	write_file(root, "f", changed.at);
	buffer_dispose(&text);
	buffer_dispose(&changed);
}

#define LONG_TEXT "0123456789012345678901234567890123456789012345678901234567890123456789"

static const struct {
	const char *old, *new, *message;
} changes[] = {
	/* lines */
	{"\"type\":\"repository\",", "", "f:1: no \"type\": this is no export of handoff's"},
	{"\"type\":\"repository\"", "\"type\":\"repo\"",
		"f:1: \"type\" is repository, person, document, event or action, not \"repo\""},
	{"\"type\":\"event\"", "\"type\":\"" LONG_TEXT "\"",
		"f:6: \"type\" is repository, person, document, event or action, not "
		"\"012345678901234567890123456789012345678901234567890123456789\""},
	{"handoff-export-1", "handoff-export-2",
		"f:1: \"schema\" is \"handoff-export-2\", and this version reads handoff-export-1: "
		"write the export anew with the `handoff export` of this version"},
	{"\"schema\":\"handoff-export-1\"", "\"schema\":1",
		"f:1: \"schema\" is \"\", and this version reads handoff-export-1: write the "
		"export anew with the `handoff export` of this version"},
	{"{\"type\":\"repository\"", "[]\n{\"type\":\"repository\"", "f:1: no object"},
	{"{\"type\":\"repository\"", "{\"type\":\"person\"}\n{\"type\":\"repository\"",
		"f:1: an export begins with a repository"},
	{"}\n", "}\n\n", "f:2: no line of JSON: '[' or '{' expected near end of file, column 0"},
	{"\"type\":\"person\"", "\"type\":\"person\",\"type\":\"person\"",
		"f:2: no line of JSON: duplicate object key near '\"type\"', column 23"},
	{"Alice Ng", "Alice\\u0000Ng",
		"f:2: no line of JSON: \\u0000 is not allowed without JSON_ALLOW_NUL near "
		"'\"Alice\\u0000Ng\"', column 82"},
	{"Alice Ng", "Alice \xff",
		"f:2: no line of JSON: unable to decode byte 0xff near '\"Alice ', column 74"},
	{"\n{\"type\":\"person\"", " \n{\"type\":\"person\"", "taken"},
	/* members */
	{"\"worktree\":true,", "", "f:1: worktree: missing"},
	{"\"worktree\":true", "\"worktree\":1", "f:1: worktree: neither true nor false"},
	{"\"worktree\":true", "\"worktree\":true,\"more\":1",
		"f:1: more: no member that an export has"},
	{"\"carried\":true", "\"carried\":true,\"" LONG_TEXT "\":1",
		"f:4: signoffs[1].012345678901234567890123456789012345678901234567890123456789: "
		"no member that an export has"},
	{"\"version\":\"", "\"more\":1,\"version\":\"",
		"f:1: tool: no name and version of a program"},
	{"\"name\":\"example.com/ml\"", "\"name\":null", "f:1: name: no text, or empty"},
	{"\"revision\":\"00", "\"revision\":\"0", "f:1: revision: no object id"},
	{"\"revision\":\"00", "\"revision\":\"0G", "f:1: revision: no object id"},
	{"https://docs", "javascript://docs",
		"f:1: site: no address such as https://example.com/docs/"},
	{"docs.example.com/ml/", "docs.example.com/ml",
		"f:1: site: no address such as https://example.com/docs/"},
	{"docs.example.com/ml/", "docs.example.com/\\\"/",
		"f:1: site: no address such as https://example.com/docs/"},
	{"\"today\":\"2026-11-24\"", "\"today\":\"2026-11-31\"",
		"f:1: today: no day such as 2026-11-23"},
	{"\"today\":\"2026-11-24\"", "\"today\":null", "f:1: today: no day such as 2026-11-23"},
	{"2026-11-24T09:00:00Z", "2026-11-24T09:00:00+00:00",
		"f:1: now: no time such as 2026-11-23T14:05:00Z"},
	{"2026-11-24T09:00:00Z", "never", "f:1: now: no time such as 2026-11-23T14:05:00Z"},
	{"\"repository\":\"example.com/ml\",\"id\"", "\"repository\":1,\"id\"",
		"f:2: repository: neither null nor a text that is not empty"},
	{"\"id\":\"alice\"", "\"id\":\"\"", "f:2: id: no text, or empty"},
	{"\"name\":\"Alice Ng\"", "\"name\":\"\"",
		"f:2: name: neither null nor a text that is not empty"},
	{"[\"research-lead\",\"reviewer\"]", "{}", "f:2: roles: no list of texts"},
	{"[\"research-lead\",\"reviewer\"]", "[\"x\",null]", "f:2: roles[2]: no text"},
	{"\"id\":\"bob\"", "\"id\":\"alice\"", "f:3: the person alice stands on line 2 already"},
	{"\"path\":\"handoff/a.md\"", "\"path\":\"../a.md\"",
		"f:4: path: no path of a file in a repository"},
	{"\"key\":\"example.com/ml//handoff/a.md\"", "\"key\":\"example.com/ml//x.md\"",
		"f:4: key: not \"example.com/ml//handoff/a.md\", its repository and its path"},
	{"\"key\":\"example.com/ml//handoff/a.md\"", "\"key\":null",
		"f:4: key: not \"example.com/ml//handoff/a.md\", its repository and its path"},
	{"\"key\":\"example.com/ml//handoff/a.md\",\"repository\":\"example.com/ml\"",
		"\"key\":\"ml//handoff/a.md\",\"repository\":\"ml\"",
		"f:4: there is no line of the repository \"ml\""},
	{"\"repository\":\"example.com/ml\",\"path\"", "\"repository\":null,\"path\"",
		"f:4: repository: no name of a repository"},
	{"\"errors\":3", "\"errors\":-1", "f:4: errors: no number from 0 to 4294967295"},
	{"\"errors\":3", "\"errors\":4294967296", "f:4: errors: no number from 0 to 4294967295"},
	{"\"errors\":3", "\"errors\":3.0", "f:4: errors: no number from 0 to 4294967295"},
	{"\"errors\":3", "\"errors\":99999999999999999999",
		"f:4: no line of JSON: too big integer near '99999999999999999999', column 442"},
	{"documents/ranker.html", "javascript:alert(1)",
		"f:4: page: no path of a page such as documents/a.html"},
	{"documents/ranker.html", "../ranker.html",
		"f:4: page: no path of a page such as documents/a.html"},
	{"documents/ranker.html", "//example.com",
		"f:4: page: no path of a page such as documents/a.html"},
	{"\"fields\":{", "\"fields\":[],\"x\":{", "f:4: x: no member that an export has"},
	{"\"tags\":[\"a\",\"\"]", "\"tags\":[\"a\",[]]", "f:4: fields.tags[2]: no text"},
	{"\"tags\":[\"a\",\"\"]", "\"tags\":{}", "f:4: fields.tags: no list of texts"},
	{"[\"\",\"no\"]", "[\"\"]", "f:4: tables[1].rows[2]: not as many cells as columns"},
	{"[\"\",\"no\"]", "\"\"", "f:4: tables[1].rows[2]: no list of texts"},
	{"\"rows\":[[\"old inputs\",\"yes\"],[\"\",\"no\"]]", "\"rows\":2",
		"f:4: tables[1].rows: no list"},
	{"\"state\":\"valid\"", "\"state\":\"VALID\"",
		"f:4: requirements[1].state: no word of letters, digits and -"},
	{"\"count\":2", "\"count\":true",
		"f:4: requirements[2].count: no number from 0 to 4294967295"},
	{"\"relations\":[{", "\"relations\":[2,{", "f:4: relations[1]: no object"},
	{"\"to\":\"example.com/ml//handoff/z.md\"", "\"to\":\"x//y\"",
		"f:4: there is no line of the document \"x//y\""},
	{"\"to\":\"example.com/ml//handoff/z.md\"", "\"to\":1",
		"f:4: relations[1].to: no key of a document"},
	{"\"due\":\"2026-12-01\"", "\"due\":\"soon\"", "f:4: due: no day such as 2026-11-23"},
	{"\"at\":\"2026-11-23T14:05:00Z\"", "\"at\":\"2026-11-23 14:05:00Z\"",
		"f:4: signoffs[1].at: no time such as 2026-11-23T14:05:00Z"},
	{"\"event\",\"document\":\"example.com/ml//handoff/a.md\"",
		"\"event\",\"document\":\"example.com/ml//x.md\"",
		"f:6: there is no line of the document \"example.com/ml//x.md\""},
	{"\"event\",\"document\":\"example.com/ml//handoff/a.md\"", "\"event\",\"document\":null",
		"f:6: document: no key of a document"},
	{"\"slips\":2", "\"slips\":\"2\"", "f:11: slips: no number from 0 to 4294967295"},
};

static void what_is_no_export_is_refused(void **state)
{
	static const char *const files[] = {"f"};
	size_t failed = 0;

	assert_int_equal(fchdir(root_of(state)), 0);
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct records records;
		struct error *error;

		write_changed(root_of(state), changes[i].old, changes[i].new);
		error = import_read(files, 1, &records);
		if (strcmp(error ? error->message : "taken", changes[i].message) != 0) {
			print_error("%s -> %s: %s, not %s\n", changes[i].old, changes[i].new,
				error ? error->message : "taken", changes[i].message);
			failed++;
		}
		assert_true(!error || error->code == ERROR_REFUSED);
		error_free(error);
		records_dispose(&records);
	}
	assert_int_equal(failed, 0);
}

static void what_stands_there_twice_is_refused(void **state)
{
	static const char *const files[] = {"f"};
	struct buffer text = BUFFER_INIT;
	char *line;

	export_to(&sample, &text);
	line = mem_format(
		"%.*s%s", (int)slice_find(buffer_slice(&text), '\n') + 1, text.at, text.at);
	write_file(root_of(state), "f", line);
	free(line);
	assert_int_equal(fchdir(root_of(state)), 0);
	assert_refused(files, 1, ERROR_REFUSED,
		"f:2: the repository example.com/ml stands on line 1 already");
	buffer_dispose(&text);
}

/* Cut off, or with a line less: nothing of it is lost in silence. */
static void what_is_not_whole_is_refused(void **state)
{
	static const char *const files[] = {"f"};
	struct buffer text = BUFFER_INIT;
	char *changed, *end, *last;

	assert_int_equal(fchdir(root_of(state)), 0);
	export_to(&sample, &text);
	end = strstr(text.at, "{\"type\":\"end\"");
	assert_non_null(end);
	changed = mem_string((struct slice){text.at, (size_t)(end - text.at)});
	write_file(root_of(state), "f", changed);
	free(changed);
	assert_refused(files, 1, ERROR_REFUSED, "f: its end is missing: write the export anew");
	for (last = end - 1; last > text.at && last[-1] != '\n'; last--)
		continue;
	changed = mem_format("%.*s%s", (int)(last - text.at), text.at, end);
	write_file(root_of(state), "f", changed);
	free(changed);
	assert_refused(files, 1, ERROR_REFUSED,
		"f:12: there were 12 lines before it, and here are 11: write the export anew");
	changed = mem_format("%s%s", text.at, text.at);
	write_file(root_of(state), "f", changed);
	free(changed);
	assert_refused(files, 1, ERROR_REFUSED,
		"f:14: the export has ended: more than one in a file are not read, name each");
	buffer_dispose(&text);
}

/* ---- Limits -----------------------------------------------------------------------------------
 */

static void assert_limit(struct import_limits limits, const char *message)
{
	static const char *const files[] = {"f"};
	struct records records;
	struct error *error = import_read_within(files, 1, &limits, &records);

	if (message)
		assert_error(error, ERROR_LIMIT, message);
	else
		assert_null(error);
	records_dispose(&records);
}

static void files_have_limits(void **state)
{
	struct buffer text = BUFFER_INIT;
	struct import_limits limits = import_limits_default;
	size_t longest = 0;
	char *message;

	export_to(&sample, &text);
	write_file(root_of(state), "f", text.at);
	assert_int_equal(fchdir(root_of(state)), 0);
	limits.file_bytes = text.len;
	assert_limit(limits, NULL);
	limits.file_bytes--;
	message = mem_format("f: larger than %zu bytes", text.len - 1);
	assert_limit(limits, message);
	free(message);
	limits = import_limits_default;
	limits.lines = 13;
	assert_limit(limits, NULL);
	limits.lines--;
	assert_limit(limits, "f: more than 12 lines");
	for (struct slice rest = buffer_slice(&text); rest.len;) {
		size_t len = slice_find(rest, '\n');

		longest = len > longest ? len : longest;
		rest = slice_from(rest, len + 1);
	}
	limits = import_limits_default;
	limits.line_bytes = longest;
	assert_limit(limits, NULL);
	limits.line_bytes--;
	message = mem_format("f:4: the line is longer than %zu bytes", longest - 1);
	assert_limit(limits, message);
	free(message);
	limits = import_limits_default;
	limits.depth = 5;
	assert_limit(limits, NULL);
	limits.depth--;
	assert_limit(limits, "f:4: more than 1000000 values, or more than 4 levels, in one line");
	limits = import_limits_default;
	limits.values = 10;
	assert_limit(limits, "f:1: more than 10 values, or more than 8 levels, in one line");
	buffer_dispose(&text);
}

/* A line that only the end of the file ends, and one longer than what is read at once. */
static void lines_have_any_length_within_them(void **state)
{
	static const char *const files[] = {"f"};
	char *title = calloc(1, 200001);
	struct buffer text = BUFFER_INIT;
	struct records records;
	struct record_document document = {.path = SLICE("a.md")};
	const struct records one = {.today = {2026, 11, 24},
		LIST(repositories, repositories),
		.documents = &document,
		.n_documents = 1};

	assert_non_null(title);
	memset(title, 'x', 200000);
	document.title = slice_of(title);
	export_to(&one, &text);
	text.at[--text.len] = '\0';
	write_file(root_of(state), "f", text.at);
	assert_int_equal(fchdir(root_of(state)), 0);
	assert_null(import_read(files, 1, &records));
	assert_int_equal(records.documents[0].title.len, 200000);
	records_dispose(&records);
	buffer_dispose(&text);
	free(title);
}

/* No line takes long, whatever is in it. */
static void heavy_lines_are_refused_at_once(void **state)
{
	static const char *const units[] = {"[", "{\"a\":", "[],", "0,", "\"\","};
	static const char *const files[] = {"f"};

	assert_int_equal(fchdir(root_of(state)), 0);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct buffer text = BUFFER_INIT;

		buffer_add_char(&text, '[');
		while (text.len < 15 << 20)
			buffer_add_string(&text, units[i]);
		write_file(root_of(state), "f", text.at);
		buffer_dispose(&text);
		assert_refused(files, 1, ERROR_LIMIT,
			"f:1: more than 1000000 values, or more than 8 levels, in one line");
	}
}

#define IN_A_PLACE(test) cmocka_unit_test_setup_teardown(test, make_place, remove_place)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PLACE(repositories_become_one),
		IN_A_PLACE(the_order_of_files_does_not_matter),
		cmocka_unit_test(nothing_gives_no_records),
		IN_A_PLACE(one_repository_is_read_once),
		IN_A_PLACE(what_cannot_be_read_is_said),
		IN_A_PLACE(what_is_no_export_is_refused),
		IN_A_PLACE(what_stands_there_twice_is_refused),
		IN_A_PLACE(what_is_not_whole_is_refused),
		IN_A_PLACE(files_have_limits),
		IN_A_PLACE(lines_have_any_length_within_them),
		IN_A_PLACE(heavy_lines_are_refused_at_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
