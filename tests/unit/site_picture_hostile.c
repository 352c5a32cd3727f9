/* Pictures of hostile records: whatever they hold, it is text; and however much there is, a picture
 * keeps its size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "picture_form.h"
#include "picture_sample.h"

#define LIST(...)                                                                                  \
	(const char *const[])                                                                      \
	{                                                                                          \
		__VA_ARGS__, NULL                                                                  \
	}

/* A figure with its table. */
#define MAX_PICTURE (60 * 1024)

static const char *const nasty[] = {
	"</svg><script>alert(1)</script>",
	"\"><img src=x onerror=alert(1)>",
	"' onload='alert(1)",
	"&lt;script&gt; &amp; &#x3c; ]]> <!-- <![CDATA[",
	"\x1b[31m \x07 \x7f tab\there",
	"\xe2\x80\xae\xe2\x81\xa6 bidi \xe2\x80\x8b",
	"\xff\xfe\xc0\x80 not UTF-8 \xed\xa0\x80",
	"javascript:alert(1)",
	"two\nlines\r\nand a third",
	"%s%n %1$s",
	"",
	"\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e \xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7",
	"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xac",
};

#define N_NASTY (sizeof nasty / sizeof *nasty)

static char long_text[10001], long_quotes[10001], long_wide[9001];

static void make_texts(void)
{
	memset(long_text, 'W', sizeof long_text - 1);
	memset(long_quotes, '"', sizeof long_quotes - 1);
	for (size_t i = 0; i + 1 < sizeof long_wide; i++)
		long_wide[i] = "\xe6\x97\xa5"[i % 3];
}

static void check(const struct buffer *out)
{
	form_check(out);
	if (out->len >= MAX_PICTURE)
		fail_msg("%zu bytes: %.200s", out->len, out->at);
}

/* All pictures of all documents; each is well-formed and small. Returns how many there were. */
static size_t draw_all(const struct records *records)
{
	struct relation_index *incoming = relation_index_new(records);
	bool (*const of_one[])(
		const struct picture_request *request, size_t document, struct buffer *out) = {
		picture_signoffs, picture_stakeholders, picture_incident, picture_relations};
	bool (*const of_all[])(const struct picture_request *request, struct buffer *out) = {
		picture_kinds, picture_burn_down, picture_readiness};
	struct picture_request request = {records, "documents/0.html", "p", incoming};
	struct buffer out = BUFFER_INIT;
	size_t count = 0;

	for (size_t i = 0; i < 4 && i < records->n_documents; i++) {
		for (size_t j = 0; j < sizeof of_one / sizeof *of_one; j++) {
			buffer_clear(&out);
			if (!of_one[j](&request, i, &out))
				continue;
			check(&out);
			count++;
		}
	}
	for (size_t j = 0; j < sizeof of_all / sizeof *of_all; j++) {
		buffer_clear(&out);
		if (!of_all[j](&request, &out))
			continue;
		check(&out);
		count++;
	}
	buffer_dispose(&out);
	relation_index_free(incoming);
	return count;
}

/* Records in which every text is this one. */
static void fill(struct sample *sample, const char *text, size_t times)
{
	size_t document = sample_document(sample, text, text, text);
	const char **cells = mem_calloc(times * 6 + 1, sizeof *cells);
	const char **log = mem_calloc(times * 4 + 1, sizeof *log);
	char *role_by = mem_format("%s %s", text, text);
	char(*numbers)[2] = mem_calloc(times * 2 + 1, sizeof *numbers);

	sample_requirements(sample, document, LIST(text, "other"), text);
	sample_fields(sample, document,
		LIST("started", "2026-10-14T02:10:00Z", "detected", text, "mitigated",
			"2026-10-14T04:10:00Z", "resolved", "2026-10-14T03:10:00Z"));
	for (size_t i = 0; i < times; i++) {
		numbers[2 * i][0] = (char)('1' + i % 5);
		numbers[2 * i + 1][0] = (char)('1' + i / 5 % 5);
		cells[6 * i] = cells[6 * i + 1] = cells[6 * i + 2] = cells[6 * i + 3] = text;
		cells[6 * i + 4] = numbers[2 * i];
		cells[6 * i + 5] = numbers[2 * i + 1];
		log[4 * i] = "2026-10-14T03:00:00Z";
		log[4 * i + 1] = log[4 * i + 2] = log[4 * i + 3] = text;
		sample_event(sample, document,
			i % 3   ? "signed"
			: i % 2 ? "stale"
				: "revoked",
			SAMPLE_AGO(400) + (int64_t)i * 50000, role_by);
		sample_action(sample, document, text, text, SAMPLE_AGO(100), 0);
		sample_relation(sample, document, text, SIZE_MAX, text);
		if (times > 100)
			continue;
		sample_relation(sample, document, text, document, text);
	}
	sample_table(sample, document, "Stakeholders",
		LIST("Id", "Who", "Side", "Quadrant", "Power", "Interest"), cells);
	assert_int_not_equal(draw_all(&sample->records), 0);
	sample_table(
		sample, document, "Timeline", LIST("Time", "Event", "Actor Role", "Kind"), log);
	assert_int_not_equal(draw_all(&sample->records), 0);
	/* What was drawn has copies of nothing. */
	free(role_by);
	free(numbers);
	free(cells);
	free(log);
}

static void test_texts_stay_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_NASTY; i++) {
		struct sample sample;

		sample_begin(&sample);
		fill(&sample, nasty[i], 5);
		sample_end(&sample);
	}
}

static void test_long_texts_are_shortened(void **state)
{
	const char *const texts[] = {long_text, long_quotes, long_wide};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct sample sample;

		sample_begin(&sample);
		fill(&sample, texts[i], 60);
		sample_end(&sample);
	}
}

static void test_many_of_all_keep_their_size(void **state)
{
	struct sample sample;

	(void)state;
	sample_begin(&sample);
	fill(&sample, "common text", 3000);
	sample_end(&sample);
}

static void test_times_without_sense(void **state)
{
	static const int64_t times[] = {
		TIME_UNKNOWN, INT64_MAX, INT64_MIN + 1, -1, 0, 1, 253402300799, 253402300800};
	size_t n_times = sizeof times / sizeof *times;

	(void)state;
	for (size_t i = 0; i < n_times; i++) {
		for (size_t j = 0; j < n_times; j++) {
			struct sample sample;
			size_t document;

			sample_begin(&sample);
			document = sample_document(&sample, "readiness", "R", "approved");
			sample_requirements(&sample, document, LIST("lead"), "valid");
			sample_event(&sample, document, "created", times[i], "draft");
			sample_event(&sample, document, "signed", times[i], "lead alice");
			sample_event(&sample, document, "stale", times[j], "lead alice");
			sample_action(&sample, document, "alice", "9999-12-31", times[i], times[j]);
			sample_action(&sample, document, "bob", "0001-01-01", times[j], 0);
			assert_int_equal(draw_all(&sample.records), 3);
			sample_end(&sample);
		}
	}
}

/* Many documents and kinds, each of which links to all. */
static void test_many_kinds(void **state)
{
	struct sample sample;
	char names[60][16];

	(void)state;
	sample_begin(&sample);
	for (size_t i = 0; i < 60; i++) {
		snprintf(names[i], sizeof names[i], "kind-%zu", i);
		sample_document(&sample, names[i], "A title of usual length", "draft");
	}
	for (size_t i = 0; i < 60; i++) {
		for (size_t j = 0; j < 60; j++)
			sample_relation(&sample, i, "relates", j, "");
	}
	assert_int_equal(draw_all(&sample.records), 5);
	sample_end(&sample);
}

static void test_nothing_gives_nothing(void **state)
{
	struct sample sample;

	(void)state;
	sample_begin(&sample);
	assert_int_equal(draw_all(&sample.records), 0);
	sample_document(&sample, "brief", "B", "draft");
	assert_int_equal(draw_all(&sample.records), 0);
	sample_end(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts_stay_texts),
		cmocka_unit_test(test_long_texts_are_shortened),
		cmocka_unit_test(test_many_of_all_keep_their_size),
		cmocka_unit_test(test_times_without_sense),
		cmocka_unit_test(test_many_kinds),
		cmocka_unit_test(test_nothing_gives_nothing),
	};

	make_texts();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
