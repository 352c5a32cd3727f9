/* Badges: what they say is true, stays text, and fits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>

#include "base/mem.h"
#include "site/badge.h"
#include "site/short_text.h"
#include "site/standing.h"

/* ---- What they say ----------------------------------------------------------------------------
 */

enum { DUE = 1, AWAITED = 2 };

static struct record_requirement requirement(
	const char *role, const char *state, uint32_t count, uint32_t valid, int is)
{
	return (struct record_requirement){
		.role = slice_of(role),
		.state = slice_of(state),
		.count = count,
		.valid = valid,
		.due = (is & DUE) != 0,
		.awaited = (is & AWAITED) != 0,
	};
}

static const char *const tone_names[] = {"good", "warn", "bad", "neutral"};

/* "TONE: TEXT" */
static void assert_says(const char *status, const struct record_requirement *requirements,
	size_t count, const char *expected)
{
	struct record_document document = {.status = slice_of(status),
		.requirements = (struct record_requirement *)requirements,
		.n_requirements = count};
	struct standing_facts facts = {
		.is_readable = true, .has_lifecycle = true, .is_known = true, .is_gate = true};
	struct buffer text = BUFFER_INIT;
	enum badge_tone tone;
	char *said;

	standing_set(&document, &facts);
	tone = badge_text(&document, &text);
	said = mem_format("%s: %s", tone_names[tone], text.at);
	assert_string_equal(said, expected);
	free(said);
	buffer_dispose(&text);
}

static void a_badge_tells_where_sign_offs_stand(void **state)
{
	struct record_requirement two[] = {
		requirement("research-lead", "valid", 1, 1, DUE),
		requirement("operations-lead", "valid", 1, 1, DUE),
	};

	(void)state;
	assert_says("approved", two, 2, "good: approved \xc2\xb7 2/2 signed");
	two[0].valid = 3;
	assert_says("approved", two, 2, "good: approved \xc2\xb7 2/2 signed");
	two[1] = requirement("operations-lead", "stale", 1, 0, DUE | AWAITED);
	assert_says("approved", two, 2, "bad: approved, but stale: operations-lead");
	two[1] = requirement("operations-lead", "missing", 1, 0, DUE);
	assert_says("approved", two, 2, "bad: approved, but awaiting operations-lead");
	two[1] = requirement("operations-lead", "stale", 1, 0, AWAITED);
	two[0].due = false;
	assert_says("in-review", two, 2, "warn: stale: operations-lead");
	two[0] = requirement("research-lead", "missing", 1, 0, AWAITED);
	assert_says("in-review", two, 2, "warn: stale: operations-lead; awaiting research-lead");
	two[1].state = slice_of("rejected");
	assert_says("in-review", two, 2, "bad: rejected: operations-lead; awaiting research-lead");
	two[1] = requirement("reviewer", "missing", 3, 1, AWAITED);
	assert_says("in-review", two, 2, "warn: awaiting research-lead, reviewer 1/3");
	two[1].valid = 5;
	assert_says("in-review", two, 2, "warn: awaiting research-lead, reviewer 3/3");
}

/* What its sign-offs would bear out its content does not. */
static void errors_are_told(void **state)
{
	struct record_requirement one = requirement("lead", "valid", 1, 1, DUE);
	struct record_document document = {.status = SLICE("approved"),
		.requirements = &one,
		.n_requirements = 1,
		.errors = 2};
	struct standing_facts facts = {
		.is_readable = true, .has_lifecycle = true, .is_known = true, .is_gate = true};
	struct buffer text = BUFFER_INIT;

	(void)state;
	standing_set(&document, &facts);
	assert_int_equal(badge_text(&document, &text), BADGE_BAD);
	assert_string_equal(text.at, "approved \xc2\xb7 1/1 signed, but 2 errors");
	buffer_clear(&text);
	facts.is_known = false;
	standing_set(&document, &facts);
	assert_int_equal(badge_text(&document, &text), BADGE_BAD);
	assert_string_equal(text.at, "approved, unknown status");
	buffer_dispose(&text);
}

static void grave_states_are_never_mild(void **state)
{
	static const char *const grave[] = {
		"malformed", "forged", "revoked", "rejected", "unauthorized", "misattributed"};
	static const char *const mild[] = {
		"stale", "expired", "unverifiable", "unverified", "pending", "missing"};

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		struct record_requirement one = requirement("lead", grave[i], 1, 0, AWAITED);
		struct record_document document = {.requirements = &one, .n_requirements = 1};
		struct buffer text = BUFFER_INIT;

		assert_int_equal(badge_text(&document, &text), BADGE_BAD);
		one.state = slice_of(mild[i]);
		assert_int_equal(badge_text(&document, &text), BADGE_WARN);
		one.due = true;
		assert_int_equal(badge_text(&document, &text), BADGE_BAD);
		buffer_dispose(&text);
	}
}

static void without_sign_offs_there_is_the_status(void **state)
{
	struct record_requirement one = requirement("lead", "missing", 1, 0, 0);

	(void)state;
	assert_says("draft", &one, 1, "neutral: draft");
	assert_says("draft", NULL, 0, "neutral: draft");
	assert_says("", NULL, 0, "neutral: no status");
}

static void of_what_was_withdrawn_nothing_is_awaited(void **state)
{
	struct record_requirement one = requirement("lead", "stale", 1, 0, DUE | AWAITED);
	struct record_document document = {.status = SLICE("superseded"),
		.is_withdrawn = true,
		.requirements = &one,
		.n_requirements = 1};
	struct buffer text = BUFFER_INIT;

	(void)state;
	assert_int_equal(badge_text(&document, &text), BADGE_NEUTRAL);
	assert_string_equal(text.at, "superseded");
	buffer_dispose(&text);
}

/* ---- How they look ----------------------------------------------------------------------------
 */

static void a_badge_is_one_picture(void **state)
{
	struct record_requirement one = requirement("lead", "valid", 1, 1, DUE);
	struct record_document document = {.path = SLICE("a.md"),
		.id = SLICE("ranker"),
		.kind_name = SLICE("Model card"),
		.status = SLICE("approved"),
		.is_ready = true,
		.requirements = &one,
		.n_requirements = 1};
	struct buffer out = BUFFER_INIT;

	(void)state;
	badge_of_document(&document, &out);
	assert_string_equal(out.at,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"208\" height=\"20\" "
		"role=\"img\" aria-label=\"Model card: approved \xc2\xb7 1/1 signed\">\n"
		"<title>Model card: approved \xc2\xb7 1/1 signed</title>\n"
		"<rect x=\"0\" width=\"73\" height=\"20\" fill=\"#555555\"/>\n"
		"<rect x=\"73\" width=\"135\" height=\"20\" fill=\"#1a7f37\"/>\n"
		"<g fill=\"#ffffff\" font-family=\"Verdana,DejaVu Sans,sans-serif\" "
		"font-size=\"11\">\n"
		"<text x=\"6\" y=\"14\" textLength=\"61\" "
		"lengthAdjust=\"spacingAndGlyphs\">Model card</text>\n"
		"<text x=\"79\" y=\"14\" textLength=\"123\" "
		"lengthAdjust=\"spacingAndGlyphs\">approved \xc2\xb7 1/1 signed</text>\n"
		"</g>\n</svg>\n");
	buffer_dispose(&out);
	document.kind_name = slice_of("");
	badge_of_document(&document, &out);
	assert_non_null(strstr(out.at, "<title>ranker: approved"));
	buffer_dispose(&out);
	document.id = slice_of("");
	badge_of_document(&document, &out);
	assert_non_null(strstr(out.at, "<title>a.md: approved"));
	buffer_dispose(&out);
}

static void hostile_texts_stay_texts(void **state)
{
	static const struct {
		struct slice text;
		const char *shown;
	} texts[] = {
		{SLICE("</text><script>"), ">&lt;/text&gt;&lt;script&gt;</text>"},
		{SLICE("\"' onload=\"x"), ">&quot;&apos; onload=&quot;x</text>"},
		{SLICE("&amp;\x1b\n\xff"), ">&amp;amp;\\x1b\\n\\xff</text>"},
		{SLICE("\xe2\x80\xae x"), ">\\u{202e} x</text>"},
		{SLICE("\xef\xbf\xbf"), ">\\u{ffff}</text>"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct buffer out = BUFFER_INIT;

		badge_write(texts[i].text, texts[i].text, BADGE_BAD, &out);
		if (!strstr(out.at, texts[i].shown))
			fail_msg("%s in %s", texts[i].shown, out.at);
		assert_null(strstr(out.at, "<script"));
		buffer_dispose(&out);
	}
}

static void an_empty_text_is_an_empty_box(void **state)
{
	struct buffer out = BUFFER_INIT;

	(void)state;
	badge_write(slice_of(""), slice_of(" \n"), BADGE_NEUTRAL, &out);
	assert_null(strstr(out.at, "<text"));
	assert_non_null(strstr(out.at, "width=\"24\" height=\"20\" role"));
	buffer_dispose(&out);
}

static void a_long_text_has_an_end(void **state)
{
	struct buffer text = BUFFER_INIT, out = BUFFER_INIT;

	(void)state;
	buffer_add_repeat(&text, 'W', 100000);
	badge_write(slice_of("x"), buffer_slice(&text), BADGE_GOOD, &out);
	assert_true(out.len < 1000);
	assert_non_null(strstr(out.at, "W\xe2\x80\xa6</text>"));
	buffer_dispose(&text);
	buffer_dispose(&out);
}

static void assert_short(const char *text, size_t max, const char *expected)
{
	char *line = short_text(slice_of(text), max);

	assert_string_equal(line, expected);
	free(line);
}

static void a_short_text_is_a_line(void **state)
{
	(void)state;
	assert_short("", 5, "");
	assert_short("  abc\n", 5, "abc");
	assert_short("abcde", 5, "abcde");
	assert_short("abcdef", 5, "abcd\xe2\x80\xa6");
	assert_short("\xc3\xa4\xc3\xa4\xc3\xa4", 3, "\xc3\xa4\xc3\xa4\xc3\xa4");
	assert_short("\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4", 3, "\xc3\xa4\xc3\xa4\xe2\x80\xa6");
	assert_short("a\nb", 5, "a\\nb");
	assert_short("a\nbcd", 5, "a\\nb\xe2\x80\xa6");
	assert_short("\xff", 5, "\\xff");
}

/* WCAG 2: https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio */
static double channel(unsigned long value)
{
	double c = (double)value / 255;

	return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static void white_can_be_read_on_every_color(void **state)
{
	(void)state;
	for (int tone = BADGE_GOOD; tone <= BADGE_NEUTRAL; tone++) {
		struct buffer out = BUFFER_INIT;

		badge_write(slice_of("a"), slice_of("b"), (enum badge_tone)tone, &out);
		for (const char *at = out.at; (at = strstr(at, "height=\"20\" fill=\"#")); at++) {
			unsigned long color = strtoul(strchr(at, '#') + 1, NULL, 16);
			double light = 0.2126 * channel(color >> 16) +
				       0.7152 * channel(color >> 8 & 255) +
				       0.0722 * channel(color & 255);

			assert_true(1.05 / (light + 0.05) >= 4.5);
		}
		buffer_dispose(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_badge_tells_where_sign_offs_stand),
		cmocka_unit_test(errors_are_told),
		cmocka_unit_test(grave_states_are_never_mild),
		cmocka_unit_test(without_sign_offs_there_is_the_status),
		cmocka_unit_test(of_what_was_withdrawn_nothing_is_awaited),
		cmocka_unit_test(a_badge_is_one_picture),
		cmocka_unit_test(hostile_texts_stay_texts),
		cmocka_unit_test(an_empty_text_is_an_empty_box),
		cmocka_unit_test(a_long_text_has_an_end),
		cmocka_unit_test(a_short_text_is_a_line),
		cmocka_unit_test(white_can_be_read_on_every_color),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
