/* The pool: documents come back right, whatever happens to a worker. */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/mem.h"
#include "doc/pool.h"

#define MAX_TEXTS 1000

/* A feed of texts that keeps their outlines. */
struct shelf {
	struct slice texts[MAX_TEXTS];
	struct outline *outlines[MAX_TEXTS];
	size_t count, next, done;
	void (*each)(struct shelf *shelf); /* called before each text is handed out */
};

static bool shelf_next(void *context, struct doc_job *job)
{
	struct shelf *shelf = context;

	if (shelf->next == shelf->count)
		return false;
	if (shelf->each)
		shelf->each(shelf);
	*job = (struct doc_job){shelf->next, DOC_MARKDOWN, shelf->texts[shelf->next]};
	shelf->next++;
	return true;
}

static void shelf_done(void *context, size_t id, struct outline *outline)
{
	struct shelf *shelf = context;

	assert_true(id < shelf->count);
	assert_null(shelf->outlines[id]);
	shelf->outlines[id] = outline;
	shelf->done++;
}

static void run_shelf(struct doc_pool *pool, struct shelf *shelf)
{
	struct doc_feed feed = {shelf, shelf_next, shelf_done};
	struct error *error = doc_pool_run(pool, &feed);

	if (error)
		fail_msg("%s", error->message);
	assert_int_equal(shelf->done, shelf->count);
}

static void clear_shelf(struct shelf *shelf)
{
	for (size_t i = 0; i < shelf->count; i++) {
		outline_free(shelf->outlines[i]);
		free((void *)(uintptr_t)shelf->texts[i].at);
	}
	free(shelf);
}

static void add_text(struct shelf *shelf, char *text)
{
	shelf->texts[shelf->count++] = slice_of(text);
}

/* Texts that differ in size and can be told by their title. */
static struct shelf *new_shelf(size_t count)
{
	struct shelf *shelf = mem_calloc(1, sizeof *shelf);

	for (size_t i = 0; i < count; i++) {
		struct buffer text = BUFFER_INIT;

		buffer_addf(&text, "---\nkind: a\n---\n# Title %zu\n\n", i);
		for (size_t k = 0; k < i % 50; k++)
			buffer_addf(&text, "Paragraph *%zu* with [a link](to-%zu).\n\n", k, i);
		add_text(shelf, buffer_take(&text));
	}
	return shelf;
}

static bool is_good(const struct shelf *shelf, size_t i)
{
	const struct outline *outline = shelf->outlines[i];
	char title[32];

	snprintf(title, sizeof title, "Title %zu", i);
	return outline->n_faults == 0 && outline->n_sections == 2 &&
	       slice_is(outline_text(outline, outline->sections[1].title), title) &&
	       slice_equal(outline_source(outline), shelf->texts[i]) && outline->n_links == i % 50;
}

static bool has_limit_fault(const struct outline *outline, const char *says)
{
	struct slice message;

	if (outline->n_faults == 0 || outline->faults[0].type != FAULT_LIMIT)
		return false;
	message = outline_text(outline, outline->faults[0].message);
	return memmem(message.at, message.len, says, strlen(says));
}

static unsigned count_children(void)
{
	char path[64], line[256];
	unsigned count = 0;
	FILE *file;

	snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
	file = fopen(path, "r");
	if (!file)
		return 0;
	if (fgets(line, sizeof line, file))
		for (const char *at = line; *at; at++)
			count += *at == ' ';
	fclose(file);
	return count;
}

static void documents_come_back_right(void **state)
{
	struct doc_pool *pool = doc_pool_new(2, &doc_limits_default);

	(void)state;
	for (int round = 0; round < 2; round++) {
		struct shelf *shelf = new_shelf(500);

		run_shelf(pool, shelf);
		for (size_t i = 0; i < shelf->count; i++)
			assert_true(is_good(shelf, i));
		clear_shelf(shelf);
	}
	doc_pool_free(pool);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void an_empty_feed_starts_nothing(void **state)
{
	struct doc_pool *pool = doc_pool_new(0, &doc_limits_default);
	struct shelf *shelf = new_shelf(0);

	(void)state;
	run_shelf(pool, shelf);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	clear_shelf(shelf);
	doc_pool_free(pool);
	doc_pool_free(NULL);
}

static void one_text_takes_one_worker(void **state)
{
	struct doc_pool *pool = doc_pool_new(4, &doc_limits_default);
	struct outline *outline;

	(void)state;
	assert_null(doc_pool_parse(pool, DOC_YAML, slice_of("version: 1\n"), &outline));
	assert_int_equal(outline->n_fields, 2);
	outline_free(outline);
	assert_null(doc_pool_parse(pool, DOC_MARKDOWN, slice_of(""), &outline));
	assert_int_equal(outline->n_faults, 1);
	outline_free(outline);
	assert_true(count_children() <= 1);
	doc_pool_free(pool);
}

static void too_large_a_document_is_a_limit(void **state)
{
	struct doc_limits limits = doc_limits_default;
	struct doc_pool *pool;
	struct shelf *shelf = new_shelf(60);

	(void)state;
	limits.document_bytes = 1024;
	pool = doc_pool_new(2, &limits);
	run_shelf(pool, shelf);
	for (size_t i = 0; i < shelf->count; i++)
		if (shelf->texts[i].len > 1024)
			assert_true(has_limit_fault(shelf->outlines[i], "limits: document-kib"));
		else
			assert_true(is_good(shelf, i));
	clear_shelf(shelf);
	doc_pool_free(pool);
}

/* Something that cmark-gfm takes very long for, if only paragraphs may be so long. */
static char *slow_text(void)
{
	struct buffer text = BUFFER_INIT;

	buffer_add_string(&text, "---\nkind: a\n---\na");
	for (int i = 0; i < 400000; i++)
		buffer_add_string(&text, "<?");
	return buffer_take(&text);
}

static void a_document_that_hangs_is_left_behind(void **state)
{
	struct doc_limits limits = doc_limits_default;
	struct shelf *shelf = new_shelf(20);
	struct doc_pool *pool;

	(void)state;
	limits.seconds = 1;
	limits.paragraph_bytes = UINT32_MAX;
	free((void *)(uintptr_t)shelf->texts[7].at);
	shelf->texts[7] = slice_of(slow_text());
	pool = doc_pool_new(2, &limits);
	run_shelf(pool, shelf);
	for (size_t i = 0; i < shelf->count; i++)
		if (i == 7)
			assert_true(has_limit_fault(shelf->outlines[i], "limits: seconds"));
		else
			assert_true(is_good(shelf, i));
	assert_true(slice_equal(outline_source(shelf->outlines[7]), shelf->texts[7]));
	clear_shelf(shelf);
	doc_pool_free(pool);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void a_document_that_eats_memory_is_left_behind(void **state)
{
	struct doc_limits limits = doc_limits_default;
	struct shelf *shelf = new_shelf(20);
	struct buffer text = BUFFER_INIT;
	struct doc_pool *pool;

	(void)state;
	/* A long destination for many references: cmark copies it for each. */
	buffer_add_string(&text, "[a]: ");
	buffer_add_repeat(&text, 'x', 10000);
	buffer_add_string(&text, "\n\n");
	for (int i = 0; i < 10000; i++)
		buffer_add_string(&text, i % 1000 ? "[a]" : "\n\n[a]");
	free((void *)(uintptr_t)shelf->texts[3].at);
	shelf->texts[3] = slice_of(buffer_take(&text));
	limits.memory_bytes = 16 << 20;
	pool = doc_pool_new(1, &limits);
	run_shelf(pool, shelf);
	for (size_t i = 0; i < shelf->count; i++)
		if (i == 3)
			assert_true(has_limit_fault(shelf->outlines[i], "limits: memory-mib"));
		else
			assert_true(is_good(shelf, i));
	clear_shelf(shelf);
	doc_pool_free(pool);
}

/* Kills all our children now and then. */
static void kill_children(struct shelf *shelf)
{
	char path[64];
	FILE *file;
	int child;

	if (shelf->next % 100 != 50)
		return;
	snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
	file = fopen(path, "r");
	if (!file)
		return;
	while (fscanf(file, "%d", &child) == 1)
		kill(child, SIGKILL);
	fclose(file);
}

static void workers_killed_from_outside_are_replaced(void **state)
{
	struct doc_pool *pool = doc_pool_new(2, &doc_limits_default);
	struct shelf *shelf = new_shelf(500);

	(void)state;
	shelf->each = kill_children;
	run_shelf(pool, shelf);
	for (size_t i = 0; i < shelf->count; i++)
		assert_true(is_good(shelf, i));
	clear_shelf(shelf);
	doc_pool_free(pool);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void other_limits_hold_at_once(void **state)
{
	struct doc_limits limits = doc_limits_default;
	struct doc_pool *pool = doc_pool_new(1, &limits);
	struct outline *outline;

	(void)state;
	assert_null(doc_pool_parse(pool, DOC_YAML, slice_of("a: [[1]]\n"), &outline));
	assert_int_equal(outline->n_faults, 0);
	outline_free(outline);
	limits.yaml_depth = 2;
	doc_pool_set_limits(pool, &limits);
	assert_null(doc_pool_parse(pool, DOC_YAML, slice_of("a: [[1]]\n"), &outline));
	assert_true(has_limit_fault(outline, "limits: yaml-depth"));
	outline_free(outline);
	doc_pool_free(pool);
}

static void closed_standard_streams_do_no_harm(void **state)
{
	pid_t child = fork();
	int status;

	(void)state;
	assert_true(child >= 0);
	if (child == 0) {
		struct doc_pool *pool;
		struct outline *outline;

		close(0);
		close(1);
		close(2);
		pool = doc_pool_new(2, &doc_limits_default);
		if (doc_pool_parse(pool, DOC_YAML, slice_of("a: 1\n"), &outline))
			_exit(1);
		_exit(outline->n_fields == 2 ? 0 : 2);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

struct pattern {
	const char *before;
	const char *repeated;
};

/* What parsers of Markdown have been slow on: https://github.com/commonmark/cmark, test/
 * pathological_tests.py, and the advisories of cmark-gfm. Here they only have to come back. */
static const struct pattern patterns[] = {
	{"", "["},
	{"", "[a]("},
	{"", "[a](<b"},
	{"", "![[]()"},
	{"a", "<?"},
	{"a", "<!A"},
	{"", "a <![CDATA["},
	{"", "*a_ "},
	{"", "a** b"},
	{"a**b", "c* "},
	{"", "`a``b"},
	{"", "~~a "},
	{"", ">"},
	{"", "- "},
	{"", "> - "},
	{"- - - - - - - - - - - - ```\n", "\n"},
	{"", "- a\n  "},
	{"", "[a]: b\n"},
	{"[a]: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n\n", "[a]"},
	{"", "[^a] "},
	{"|a\n|-\n", "|a"},
	{"|a|b|\n|-|-|\n", "|a|b|\n"},
	{"a\n", "|-\n"},
	{"", "&amp;"},
	{"", "\\"},
	{"", "a\r"},
	{"---\na: ", "["},
	{"---\na: ", "{a: "},
	{"---\n", "a: &a *a\n"},
	{"---\n", "? "},
};

static void slow_patterns_come_back(void **state)
{
	struct doc_pool *pool = doc_pool_new(2, &doc_limits_default);
	struct shelf *shelf = mem_calloc(1, sizeof *shelf);

	(void)state;
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		struct buffer text = BUFFER_INIT;

		buffer_add_string(&text, patterns[i].before);
		while (text.len < 100 * 1024)
			buffer_add_string(&text, patterns[i].repeated);
		if (patterns[i].before[0] == '-')
			buffer_add_string(&text, "\n---\n");
		add_text(shelf, buffer_take(&text));
	}
	run_shelf(pool, shelf);
	clear_shelf(shelf);
	doc_pool_free(pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(documents_come_back_right),
		cmocka_unit_test(an_empty_feed_starts_nothing),
		cmocka_unit_test(one_text_takes_one_worker),
		cmocka_unit_test(too_large_a_document_is_a_limit),
		cmocka_unit_test(a_document_that_hangs_is_left_behind),
		cmocka_unit_test(a_document_that_eats_memory_is_left_behind),
		cmocka_unit_test(workers_killed_from_outside_are_replaced),
		cmocka_unit_test(other_limits_hold_at_once),
		cmocka_unit_test(closed_standard_streams_do_no_harm),
		cmocka_unit_test(slow_patterns_come_back),
	};

	return cmocka_run_group_tests_name("doc_pool", tests, NULL, NULL);
}
