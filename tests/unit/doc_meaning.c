/* Meaning: what formatting changes and what it does not, and what a comparison reports. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/mem.h"
#include "doc/compare.h"
#include "doc/flat.h"
#include "one_parser.h"

static struct outline *read_parts(const char *front, const char *body)
{
	struct buffer text = BUFFER_INIT;
	struct outline *outline;

	buffer_addf(&text, "---\n%s---\n%s", front, body);
	outline = parse_outline(parser, DOC_MEANING, buffer_slice(&text));
	buffer_dispose(&text);
	return outline;
}

struct pair {
	const char *a, *b;
};

static bool same(struct outline *a, struct outline *b)
{
	bool forth = outlines_mean_the_same(a, b, NULL, NULL);

	assert_true(outlines_mean_the_same(b, a, NULL, NULL) == forth);
	outline_free(a);
	outline_free(b);
	return forth;
}

static void check_bodies(const struct pair *pairs, size_t count, bool expected)
{
	for (size_t i = 0; i < count; i++) {
		const struct pair *p = &pairs[i];

		if (same(read_parts("kind: a\n", p->a), read_parts("kind: a\n", p->b)) != expected)
			fail_msg("pair %zu: <<%s>> and <<%s>>", i, p->a, p->b);
	}
}

static void check_fronts(const struct pair *pairs, size_t count, bool expected)
{
	for (size_t i = 0; i < count; i++) {
		const struct pair *p = &pairs[i];

		if (same(read_parts(p->a, "x\n"), read_parts(p->b, "x\n")) != expected)
			fail_msg("pair %zu: <<%s>> and <<%s>>", i, p->a, p->b);
	}
}

#define CHECK(check, pairs, expected) check(pairs, sizeof(pairs) / sizeof *(pairs), expected)

static void formatting_is_no_difference(void **state)
{
	static const struct pair pairs[] = {
		/* white space */
		{"", ""},
		{"", "\n\n"},
		{"a b\n", "a b"},
		{"a b\n", "\n\na b\n\n\n"},
		{"a b\n", "a\nb\n"},
		{"a b\n", "a   b  \n"},
		{"a b\n", "  a \t b\n"},
		{"a b\n", "a\r\nb\r\n"},
		{"a b\n", "a&#32;&#9;b\n"},
		{"a *b* c\n", "a\n*b*\nc\n"},
		{"a [b](c) d\n", "a  [b](c)  d\n"},
		{"a [b](c) d\n", "a [  b ](c) d\n"},
		{"a\\\nb\n", "a  \nb\n"},
		{"a\\\nb\n", "a     \n   b\n"},
		/* headings and breaks */
		{"# A\n", "A\n===\n"},
		{"## A\n\ntext\n", "A\n---\ntext\n"},
		{"# A #\n\nb\n", "#   A\nb\n"},
		{"# A b\n", "# A   b\n"},
		{"# A b\n", "A\nb\n=\n"},
		{"a\n\n---\n", "a\n\n* * *\n"},
		{"a\n\n---\n", "a\n\n__________\n"},
		/* emphasis, escapes */
		{"*a* **b**\n", "_a_ __b__\n"},
		{"~a~\n", "~~a~~\n"},
		{"***a***\n", "**_a_**\n"},
		{"**a** b\n", "**a**\nb\n"},
		{"a_b\n", "a\\_b\n"},
		{"a * b\n", "a \\* b\n"},
		{"a & b\n", "a &amp; b\n"},
		{"\xc3\xa9\n", "&eacute;\n"},
		{"1\\. a\n", "1&#46; a\n"},
		{"a `b` c\n", "a ``b`` c\n"},
		{"`` a`b ``\n", "``` a`b ```\n"},
		/* code */
		{"    a\n    b\n", "```\na\nb\n```\n"},
		{"```c\na\n```\n", "~~~~ c\na\n~~~~\n"},
		{"```c  d\na\n```\n", "``` c d \na\n```\n"},
		{"```c\na\n```\n", "   ```c\n   a\n   ```\n"},
		{"```\na\n\nb\n```\n", "```\na  \n\t\nb\n```\n"},
		{"- a\n\n      b\n", "*   a\n\n    ```\n    b\n    ```\n"},
		/* lists */
		{"- a\n- b\n", "* a\n* b\n"},
		{"- a\n- b\n", "+   a\n+   b\n"},
		{"- a\n- b\n", "- a\n\n- b\n"},
		{"- a\n- b\n", "- a\n\n<!-- -->\n\n- b\n"},
		{"- a\n- b\n", "- a\n\n* b\n"},
		{"- a\n  - b\n", "*   a\n\n    -   b\n"},
		{"1. a\n2. b\n", "1. a\n1. b\n"},
		{"1. a\n2. b\n", "1) a\n5) b\n"},
		{"1. a\n2. b\n", "1. a\n\n<!-- x -->\n\n2. b\n"},
		{"0. a\n", "00. a\n"},
		{"- [ ] a\n- [x] b\n", "* [ ]  a\n* [x] b\n"},
		{"- a\n  b\n", "- a\nb\n"},
		{"- [x] a\n", "- [X] a\n"},
		{"> - [x] a\n", "> - [X] a\n"},
		/* quotes */
		{"> a\n> b\n", ">a\nb\n"},
		{"> a\n>\n> - b\n", ">   a\n> * b\n"},
		/* tables */
		{"| a | b |\n|---|---|\n| c | d |\n", "|a|b|\n|:-|-:|\n|c|d|\n"},
		{"| a | b |\n|---|---|\n| c | d |\n", "a   | b\n---|---\nc | d\n"},
		{"| a | b |\n|---|---|\n| c |\n", "| a | b |\n|---|---|\n| c |  |\n"},
		{"| a | b |\n|---|---|\n| c\\|e | d |\n", "|a|b|\n|---|---|\n|   c\\|e|d   |\n"},
		/* links */
		{"[a](b)\n", "[a](<b>)\n"},
		{"[a](b \"c\")\n", "[a](b 'c')\n"},
		{"[a](b \"c\")\n", "[a]( b   (c) )\n"},
		{"[a](b)\n", "[a]\n\n[a]: b\n"},
		{"[a](b)\n", "[a][c]\n\n[c]: <b>\n"},
		{"[a][c]\n\n[c]: b\n", "[c]: b\n\n[a][C]\n"},
		{"<https://x.y>\n", "[https://x.y](https://x.y)\n"},
		{"![a b](c)\n", "![a\nb](c)\n"},
		{"![a](c)\n", "![*a*](c)\n"},
		{"*[a](b)*\n", "_[a](b)_\n"},
		/* comments and HTML */
		{"a\n", "a\n\n<!-- b -->\n"},
		{"a\n", "<!-- b\n\nc -->\n\na\n"},
		{"a b\n", "a <!-- c --> b\n"},
		{"a b\n", "a<!-- c --> b\n"},
		{"# A b\n", "# A <!-- c --> b\n"},
		{"# A\n", "# A <!-- c -->\n"},
		{"- a\n", "- a <!-- c -->\n"},
		{"> a\n", "> a\n>\n> <!-- c --> <!-- d -->\n"},
		{"|a|\n|-|\n| |\n", "|a|\n|-|\n| <!-- c --> |\n"},
		{"<div>\na\n</div>\n", "<div>\n<!-- c -->\na\n</div>\n"},
		{"<div>\na\n</div>\n", "  <div>\na  \n</div>\n\n\n"},
		{"<div>\na\n</div>\n", "<div>\n  <!-- c\nd -->  \na<!-- e -->\n</div>\n"},
		{"a<br>b\n\nc\n", "a<br>b\n\n<!-- x -->\nc\n"},
		{"<p title='a>b'>\n\nc\n", "<p title='a>b'>\n\n<!-- x -->\n\nc\n"},
	};

	(void)state;
	CHECK(check_bodies, pairs, true);
}

static void other_content_is_a_difference(void **state)
{
	static const struct pair pairs[] = {
		/* text */
		{"a\n", "b\n"},
		{"a\n", ""},
		{"a\n", "A\n"},
		{"ab\n", "a b\n"},
		{"a b\n", "a\n\nb\n"},
		{"a b\n", "a\\\nb\n"},
		{"a b\n", "a  \nb\n"},
		{"a b\n", "a\xc2\xa0"
			  "b\n"},
		{"a b\n", "a\xe2\x80\x8b b\n"},
		{"abc\n", "a\xe2\x80\xae"
			  "bc\n"},
		{"\xc3\xa9\n", "e\xcc\x81\n"},
		{"a\n", "\xd0\xb0\n"},
		{"a <b\n", "a &lt;c\n"},
		{"T1:a\n", "a\n"},
		/* headings, breaks */
		{"# A\n", "## A\n"},
		{"# A\n", "# B\n"},
		{"# A\n", "A\n"},
		{"# A\n", "# *A*\n"},
		{"# A\n", "# [A](b)\n"},
		{"# A\n", "# A\n# A\n"},
		{"# A\nb\n", "b\n# A\n"},
		{"# A\n# B\n", "# B\n# A\n"},
		{"# A\n## B\nc\n", "# A\nc\n## B\n"},
		{"> # A\n", "> ## A\n"},
		{"a\n", "a\n\n---\n"},
		{"a\n\n---\n", "a\n---\n"},
		/* emphasis */
		{"a\n", "*a*\n"},
		{"*a*\n", "**a**\n"},
		{"~~a~~\n", "a\n"},
		{"*a b*\n", "*a* *b*\n"},
		{"*a* b\n", "a *b*\n"},
		{"a *b*c\n", "a *bc*\n"},
		{"*a*\n", "\\*a\\*\n"},
		{"`a`\n", "a\n"},
		{"`a`\n", "**`a`**\n"},
		{"`a`\n", "`b`\n"},
		{"`a b`\n", "`a  b`\n"},
		/* code blocks */
		{"```\na\n```\n", "```\nb\n```\n"},
		{"```\na\n```\n", "```\n a\n```\n"},
		{"```\na\nb\n```\n", "```\na\n\nb\n```\n"},
		{"```\na b\n```\n", "```\na  b\n```\n"},
		{"```\na\n```\n", "```c\na\n```\n"},
		{"```\n*a*\n```\n", "```\n_a_\n```\n"},
		{"```\na\n```\n", "a\n"},
		{"```\n<!-- a -->\n```\n", "```\n<!-- b -->\n```\n"},
		{"`<!-- a -->`\n", "`<!-- b -->`\n"},
		{"```\na\n```\n\n```\nb\n```\n", "```\na\nb\n```\n"},
		/* lists */
		{"- a\n- b\n", "1. a\n2. b\n"},
		{"1. a\n", "2. a\n"},
		{"1. a\n\n<!-- x -->\n\n1. b\n", "1. a\n1. b\n"},
		{"- a\n- b\n", "- a\n  - b\n"},
		{"- a\n- b\n", "- b\n- a\n"},
		{"- a\n- b\n", "- a b\n"},
		{"- a\n  b\n", "- a\n\n  b\n"},
		{"- a\n\n  b\n", "- a\n\nb\n"},
		{"- a\n", "- [ ] a\n"},
		{"- [ ] a\n", "- [x] a\n"},
		{"- [ ] a [x](b)\n", "- [x] a [x](b)\n"},
		{"- [x] a\n- [ ] b\n", "- [ ] a\n- [x] b\n"},
		{"- [x] a\n", "- \\[x] a\n"},
		{"> - [x] a\n", "> - [ ] a\n"},
		{"[x] a\n", "[X] a\n"},
		{"- **[x] a**\n", "- **[X] a**\n"},
		{"- a\n\nx\n\n- b\n", "- a\n- b\n\nx\n"},
		/* quotes */
		{"> a\n", "a\n"},
		{"> a\n", "> > a\n"},
		{"> a\n> b\n", "> a\n\nb\n"},
		/* tables */
		{"|a|b|\n|-|-|\n|c|d|\n", "|a|b|\n|-|-|\n|d|c|\n"},
		{"|a|b|\n|-|-|\n|c|d|\n", "|a|b|\n|-|-|\n|c| |\n"},
		{"|a|b|\n|-|-|\n|c|d|\n", "|a|b|\n|-|-|\n"},
		{"|a|b|\n|-|-|\n|c|d|\n", "|a|b|\n|-|-|\n|c|d|\n|c|d|\n"},
		{"|a|b|\n|-|-|\n|c|d|\n", "|c|d|\n|-|-|\n|a|b|\n"},
		{"|a|\n|-|\n|b|\n", "a b\n"},
		{"|a b|\n|-|\n", "|a|b|\n|-|-|\n"},
		/* links */
		{"[a](b)\n", "[a](c)\n"},
		{"[a](b)\n", "[c](b)\n"},
		{"[a](b)\n", "a\n"},
		{"[a](b)\n", "[a](b \"c\")\n"},
		{"[a](b \"c\")\n", "[a](b \"d\")\n"},
		{"[a](b)\n", "![a](b)\n"},
		{"![a](b)\n", "![c](b)\n"},
		{"![a](b)\n", "![a](c)\n"},
		{"[a]\n\n[a]: b\n", "[a]\n\n[a]: c\n"},
		{"[a]\n\n[a]: b\n", "[a]\n"},
		{"[a b](c)\n", "[a](c) b\n"},
		{"<https://x.y>\n", "[https://x.y](https://x.z)\n"},
		/* HTML */
		{"a<br>b\n", "a b\n"},
		{"a <b>c</b>\n", "a <i>c</i>\n"},
		{"<div>\na\n</div>\n", "<div>\nb\n</div>\n"},
		{"<div>\na\n</div>\n", "a\n"},
		{"<!-- a --> b\n", "<!-- a --> c\n"},
		{"<!--> b -->\n", "<!--> c -->\n"},
		{"<!-- a --!> b -->\n", "<!-- a --!> c -->\n"},
		{"x\n\n<!-- a\n", "x\n"},
		{"<div title='<!-- a -->'>\n", "<div title='<!-- b -->'>\n"},
		{"<div title=\"\n\n<!-- a -->\n", "<div title=\"\n\n<!-- b -->\n"},
		{"<div a='b'c>\n\n<!-- a -->\n", "<div a='b'c>\n\n<!-- b -->\n"},
		{"a <textarea>\n\n<!-- a -->\n", "a <textarea>\n\n<!-- b -->\n"},
		{"<TITLE><!-- a --></TITLE>\n", "<TITLE><!-- b --></TITLE>\n"},
		{"<script>\n<!-- a -->\n</script>\n", "<script>\n<!-- b -->\n</script>\n"},
		{"&lt;!-- a -->\n", "&lt;!-- b -->\n"},
	};

	(void)state;
	CHECK(check_bodies, pairs, false);
}

static void front_matter_is_compared_by_value(void **state)
{
	static const struct pair equal[] = {
		{"a: 1\nb: 2\n", "b: 2\na: 1\n"},
		{"a: b\n", "a: 'b'\n"},
		{"a: b\n", "\"a\": \"b\"\n"},
		{"a: b\n", "a:   b # c\n"},
		{"a: b\n", "# c\n\na: b\n"},
		{"a: [b, c]\n", "a:\n  - b\n  - c\n"},
		{"a: {b: c, d: e}\n", "a:\n    d: e\n    b: c\n"},
		{"a: b c\n", "a: b\n  c\n"},
		{"a: |\n  b\n", "a: \"b\\n\"\n"},
		{"a: ~\n", "a:\n"},
		{"a: [{b: 1, c: 2}]\n", "a:\n- c: 2\n  b: 1\n"},
	};
	static const struct pair unequal[] = {
		{"a: b\n", "a: c\n"},
		{"a: b\n", "b: b\n"},
		{"a: b\n", "a: b\nc: d\n"},
		{"a: [b, c]\n", "a: [c, b]\n"},
		{"a: [b, c]\n", "a: [b]\n"},
		{"a: [b]\n", "a: b\n"},
		{"a: []\n", "a:\n"},
		{"a: []\n", "a: {}\n"},
		{"a: {b: c}\n", "a: {b: d}\n"},
		{"a: {b: c}\n", "a: {d: c}\n"},
		{"a: 1\n", "a: 1.0\n"},
		{"a: true\n", "a: yes\n"},
		{"a: |\n  b\n", "a: b\n"},
		{"a: 'b  c'\n", "a: 'b c'\n"},
		{"a: {b: {c: [1, 2]}}\n", "a: {b: {c: [1, 3]}}\n"},
		{"a: b\na: b\n", "a: b\na: b\n"},
		{"a: &x b\n", "a: &x b\n"},
	};

	(void)state;
	CHECK(check_fronts, equal, true);
	CHECK(check_fronts, unequal, false);
}

/* Whatever byte of the code is another one, it is seen. */
static void every_byte_of_code_counts(void **state)
{
	static const char code[] = "```sh\nrm -rf $HOME/tmp\n```\n\n    x = 1;\n\n`a + b`\n";
	struct outline *before = read_parts("kind: a\n", code);

	(void)state;
	for (size_t i = 0; i < sizeof code - 1; i++) {
		char changed[sizeof code];
		struct outline *after;

		if (strchr(" `\n", code[i]))
			continue;
		memcpy(changed, code, sizeof code);
		changed[i] ^= 1;
		after = read_parts("kind: a\n", changed);
		assert_false(outlines_mean_the_same(before, after, NULL, NULL));
		outline_free(after);
	}
	outline_free(before);
}

static char *describe(const struct differences *differences)
{
	static const char types[] = "uFS", changes[] = "~+->";
	struct buffer text = BUFFER_INIT;

	for (size_t i = 0; i < differences->count; i++) {
		const struct difference *d = &differences->list[i];

		buffer_addf(&text, "%s%c%c%.*s", i ? " " : "", types[d->type], changes[d->change],
			SLICE_ARG(d->name));
		assert_true(d->before != OUTLINE_NONE || d->after != OUTLINE_NONE);
		if (d->change == DIFFERENCE_ADDED)
			assert_int_equal(d->before, OUTLINE_NONE);
		if (d->change == DIFFERENCE_REMOVED)
			assert_int_equal(d->after, OUTLINE_NONE);
	}
	return buffer_take(&text);
}

static void assert_differences(const char *before_front, const char *before_body,
	const char *after_front, const char *after_body, const struct comparison_scope *scope,
	const char *expected)
{
	struct outline *before = read_parts(before_front, before_body);
	struct outline *after = read_parts(after_front, after_body);
	struct differences differences = {0};
	bool is_same = outlines_mean_the_same(before, after, scope, &differences);
	char *text = describe(&differences);

	assert_string_equal(text, expected);
	assert_true(is_same == (differences.count == 0));
	assert_true(outlines_mean_the_same(before, after, scope, NULL) == is_same);
	free(text);
	differences_dispose(&differences);
	outline_free(before);
	outline_free(after);
}

static void differences_are_named(void **state)
{
	static const struct {
		const char *before, *after, *expected;
	} cases[] = {
		{"# A\n", "#  A\n", ""},
		{"a\n# A\n", "b\n# A\n", "S~"},
		{"# A\n## B\nx\n## C\n", "# A\n## B\ny\n## C\n", "S~B"},
		{"# A\n## B\n", "# A\n## B\n## C\n", "S+C"},
		{"# A\n## B\n## C\n", "# A\n## C\n", "S-B"},
		{"# A\n## B\n", "# A\n## C\n", "S+C S-B"},
		{"# A\n## B\n## C\n## D\n", "# A\n## D\n## B\n## C\n", "S>D"},
		{"# A\n## B\n## C\n", "# A\n## C\nx\n## B\n", "S~C S>C"},
		{"# A\n## B\n", "# A\n### B\n", "S~B"},
		{"# A\n# B\n## C\n", "# A\n## C\n# B\n", "S+C S-C"},
		/* the same title under different headings, and twice under one */
		{"# A\n## X\n# B\n## X\n", "# A\n## X\n# B\n## X\ny\n", "S~X"},
		{"# A\n## X\n1\n## X\n2\n", "# A\n## X\n1\n## X\n3\n", "S~X"},
		{"# A\n## X\n1\n", "# A\n## X\n1\n## X\n1\n", "S+X"},
		{"# A  b\n", "# A b\n", ""},
		{"# A\n", "# *A*\n", "S~A"},
		{"#\n", "", "S-"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_differences("kind: a\n", cases[i].before, "kind: a\n", cases[i].after, NULL,
			cases[i].expected);
	assert_differences("a: 1\nb: 2\nc: {d: 3}\n", "x\n", "c: {d: 4}\nz: 1\na: 1\n", "y\n", NULL,
		"F-b F~c F+z S~");
}

static bool counts_field(void *context, struct slice key)
{
	(void)context;
	return !slice_is(key, "status") && !slice_is(key, "signoffs");
}

static bool counts_section(void *context, const struct outline *outline, uint32_t section)
{
	return !slice_is(outline_text(outline, outline->sections[section].title), context);
}

static void what_is_out_of_scope_may_differ(void **state)
{
	char title[] = "Log";
	const struct comparison_scope scope = {title, counts_field, counts_section};

	(void)state;
	assert_differences("status: x\na: 1\n", "# A\n## Log\n## B\n",
		"a: 1\nsignoffs: []\nstatus: y\n", "# A\n## B\n## Log\nz\n## Log\n", &scope, "");
	assert_differences("status: x\na: 1\n", "# A\n## Log\n## B\n", "a: 2\n",
		"# A\n## Log\n## B\nc\n", &scope, "F~a S~B");
}

static void what_cannot_be_read_is_never_the_same(void **state)
{
	static const char *const texts[] = {
		"no front matter\n",
		"---\na: b\n",
		"---\na: [b\n---\n",
		"---\na: b\n---\n```\nunclosed\n",
		"---\na: b\n---\n\xff\n",
		"",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct outline *outline = parse_outline(parser, DOC_MEANING, slice_of(texts[i]));
		struct differences differences = {0};

		assert_false(outlines_mean_the_same(outline, outline, NULL, &differences));
		assert_int_equal(differences.count, 1);
		assert_int_equal(differences.list[0].type, DIFFERENCE_UNREADABLE);
		assert_int_equal(differences.list[0].before, 0);
		differences_dispose(&differences);
		outline_free(outline);
	}
}

static void other_outlines_have_no_meaning(void **state)
{
	struct slice text = slice_of("---\na: b\n---\n# A\n");
	struct outline *without = parse_outline(parser, DOC_MARKDOWN, text);
	struct outline *with = parse_outline(parser, DOC_MEANING, text);

	(void)state;
	assert_int_equal(without->n_meanings, 0);
	assert_int_equal(with->n_meanings, with->n_sections);
	assert_false(outlines_mean_the_same(with, without, NULL, NULL));
	assert_false(outlines_mean_the_same(without, without, NULL, NULL));
	assert_true(outlines_mean_the_same(with, with, NULL, NULL));
	outline_free(without);
	outline_free(with);
}

/* Remarks about characters that cannot be seen do not make a text unreadable. */
static void invisible_characters_are_compared(void **state)
{
	static const char body[] = "a\xe2\x80\x8b"
				   "b\n";

	(void)state;
	assert_true(same(read_parts("kind: a\n", body), read_parts("kind: a\n", body)));
	assert_true(same(
		parse_outline(parser, DOC_MEANING, slice_of("\xef\xbb\xbf---\na: b\n---\nx\n")),
		parse_outline(parser, DOC_MEANING, slice_of("---\na: b\n---\nx\n"))));
}

/* The body is parsed twice for its meaning, but what is wrong with it is reported once. */
static void limits_hold_and_are_reported_once(void **state)
{
	struct buffer body = BUFFER_INIT;
	struct outline *with, *without;

	(void)state;
	buffer_add_string(&body, "---\na: b\n---\n");
	for (int i = 0; i < 12000; i++)
		buffer_add_string(&body, "# a\n");
	for (int i = 0; i < 2000; i++)
		buffer_add_string(&body, i % 3 ? "> " : "- ");
	with = parse_outline(parser, DOC_MEANING, buffer_slice(&body));
	without = parse_outline(parser, DOC_MARKDOWN, buffer_slice(&body));
	assert_int_equal(with->n_meanings, with->n_sections);
	assert_true(with->n_faults > 0 && with->n_faults == without->n_faults);
	assert_false(outlines_mean_the_same(with, with, NULL, NULL));
	outline_free(with);
	outline_free(without);
	buffer_dispose(&body);
}

static void long_documents_are_compared_quickly(void **state)
{
	struct buffer body = BUFFER_INIT;
	struct outline *a, *b;
	struct differences differences = {0};

	(void)state;
	for (int i = 0; i < 9000; i++)
		buffer_addf(&body, "%s same\n%d\n", i % 2 ? "##" : "#", i);
	a = read_parts("kind: a\n", body.at);
	buffer_add_string(&body, "# last\n");
	b = read_parts("kind: a\n", body.at);
	assert_true(outlines_mean_the_same(a, a, NULL, NULL));
	assert_false(outlines_mean_the_same(a, b, NULL, &differences));
	assert_int_equal(differences.count, 1);
	differences_dispose(&differences);
	outline_free(a);
	outline_free(b);
	buffer_dispose(&body);
}

/* An outline from a worker that is not ours any more. */
static void wrong_meanings_are_refused(void **state)
{
	struct outline *outline = read_parts("kind: a\n", "# A\n# B\n");
	const struct view *meanings = outline->meanings;
	size_t at = (size_t)((const char *)meanings - (const char *)outline->buffer);
	const struct view wrong[] = {{0, UINT32_MAX}, {UINT32_MAX, 1}, {outline->bytes_len, 1}};
	struct outline *opened;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		char *copy = mem_alloc(outline->size);
		struct error *error;

		memcpy(copy, outline->buffer, outline->size);
		memcpy(copy + at + sizeof *wrong, &wrong[i], sizeof *wrong);
		error = outline_open(copy, outline->size, &opened);
		assert_non_null(error);
		assert_null(opened);
		error_free(error);
	}
	outline_free(outline);
}

static void workers_make_the_same(void **state)
{
	struct slice text = slice_of("---\na: b\n---\n# A\n\n- b\n\n## C\n");
	struct doc_pool *pool = doc_pool_new(1, &doc_limits_default);
	struct outline *here = parse_outline(parser, DOC_MEANING, text), *there;

	(void)state;
	assert_null(doc_pool_parse(pool, DOC_MEANING, text, &there));
	assert_int_equal(there->n_meanings, 3);
	assert_true(same(here, there));
	doc_pool_free(pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(formatting_is_no_difference),
		cmocka_unit_test(other_content_is_a_difference),
		cmocka_unit_test(front_matter_is_compared_by_value),
		cmocka_unit_test(every_byte_of_code_counts),
		cmocka_unit_test(differences_are_named),
		cmocka_unit_test(what_is_out_of_scope_may_differ),
		cmocka_unit_test(what_cannot_be_read_is_never_the_same),
		cmocka_unit_test(other_outlines_have_no_meaning),
		cmocka_unit_test(invisible_characters_are_compared),
		cmocka_unit_test(limits_hold_and_are_reported_once),
		cmocka_unit_test(long_documents_are_compared_quickly),
		cmocka_unit_test(wrong_meanings_are_refused),
		cmocka_unit_test(workers_make_the_same),
	};

	return cmocka_run_group_tests_name("doc_meaning", tests, open_parser, close_parser);
}
