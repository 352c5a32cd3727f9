/* Front matter: its fences, its values and their places, and what is wrong with it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "one_parser.h"

static struct outline *read_text(const char *text)
{
	return parse_outline(parser, DOC_MARKDOWN, slice_of(text));
}

/* Front matter between fences, with a heading after it. */
static struct outline *read_front(const char *yaml)
{
	struct buffer text = BUFFER_INIT;
	struct outline *outline;

	buffer_addf(&text, "---\n%s---\n# Title\n", yaml);
	outline = parse_outline(parser, DOC_MARKDOWN, buffer_slice(&text));
	buffer_dispose(&text);
	return outline;
}

static bool is_view(const struct outline *outline, struct view view, const char *text)
{
	return slice_is(outline_text(outline, view), text);
}

static bool is_span(const struct outline *outline, struct span span, const char *text)
{
	return slice_is(outline_spanned(outline, span), text);
}

static void assert_value(const struct outline *outline, const char *key, const char *value)
{
	uint32_t field = outline_child(outline, 0, key);

	assert_int_not_equal(field, OUTLINE_NONE);
	if (!is_view(outline, outline->fields[field].value, value))
		fail_msg("%s is not %s", key, value);
}

static void fences_may_end_in_blanks(void **state)
{
	static const char *const texts[] = {
		"---\nkind: a\n---\nbody\n",
		"--- \t\nkind: a\n---\t \nbody\n",
		"---\r\nkind: a\r\n---\r\nbody\r\n",
		"---\rkind: a\r---\rbody\r",
		"---\nkind: a\n---\nbody",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct outline *outline = read_text(texts[i]);

		assert_int_equal(outline->n_faults, 0);
		assert_value(outline, "kind", "a");
		assert_int_equal(outline->front.start, 0);
		assert_int_equal(outline->bytes[outline->body], 'b');
		outline_free(outline);
	}
}

static void other_lines_are_no_fences(void **state)
{
	static const char *const texts[] = {
		"kind: a\n---\n",
		" ---\nkind: a\n---\n",
		"----\nkind: a\n----\n",
		"\n---\na: b\n---\n",
		"",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct outline *outline = read_text(texts[i]);

		assert_int_equal(outline->n_faults, 1);
		assert_int_equal(outline->faults[0].type, FAULT_NO_FRONT);
		assert_int_equal(outline->n_fields, 0);
		assert_int_equal(outline->body, 0);
		outline_free(outline);
	}
}

static void an_unclosed_fence_leaves_the_body(void **state)
{
	struct outline *outline = read_text("---\nkind: a\n\n# One\n---x\n");

	(void)state;
	assert_int_equal(outline->n_faults, 1);
	assert_int_equal(outline->faults[0].type, FAULT_UNCLOSED_FRONT);
	assert_true(is_span(outline, outline->faults[0].span, "---"));
	assert_int_equal(outline->n_fields, 0);
	assert_int_equal(outline->n_sections, 2);
	outline_free(outline);
}

static void a_byte_order_mark_is_skipped(void **state)
{
	struct outline *outline = read_text("\xef\xbb\xbf---\nkind: a\n---\n# T\n");

	(void)state;
	assert_int_equal(outline->n_faults, 1);
	assert_int_equal(outline->faults[0].type, FAULT_BOM);
	assert_value(outline, "kind", "a");
	outline_free(outline);
	outline = read_text("\xef\xbb\xbf# T\n");
	assert_int_equal(outline->n_faults, 2);
	assert_int_equal(outline->n_sections, 2);
	assert_true(is_span(outline, outline->sections[1].title_span, "T"));
	outline_free(outline);
}

static void too_much_front_matter_is_a_limit(void **state)
{
	struct buffer yaml = BUFFER_INIT;
	struct outline *outline;

	(void)state;
	buffer_add_string(&yaml, "a: ");
	buffer_add_repeat(&yaml, 'x', 64 * 1024);
	buffer_add_char(&yaml, '\n');
	outline = read_front(yaml.at);
	assert_int_equal(outline->n_faults, 1);
	assert_int_equal(outline->faults[0].type, FAULT_LIMIT);
	assert_non_null(memmem(outline_text(outline, outline->faults[0].message).at,
		outline->faults[0].message.len, "limits: front-matter-kib", 24));
	assert_int_equal(outline->n_sections, 2);
	outline_free(outline);
	buffer_dispose(&yaml);
}

struct value_case {
	const char *yaml; /* of key k */
	const char *value;
	const char *span;
	uint32_t flags;
};

static void values_are_decoded_and_placed(void **state)
{
	static const struct value_case cases[] = {
		{"k: v\n", "v", "v", FIELD_PLAIN},
		{"k: v w  # comment\n", "v w", "v w", FIELD_PLAIN},
		{"k: 'it''s'\n", "it's", "'it''s'", 0},
		{"k: 'v' # c\n", "v", "'v'", 0},
		{"k: \"a\\tb\"\n", "a\tb", "\"a\\tb\"", 0},
		{"k:\n", "", "", FIELD_PLAIN},
		{"k: ~\n", "", "~", FIELD_PLAIN},
		{"k: null\n", "", "null", FIELD_PLAIN},
		{"k: 'null'\n", "null", "'null'", 0},
		{"k: False\n", "False", "False", FIELD_PLAIN},
		{"k: one\n  two\n", "one two", "one\n  two", FIELD_PLAIN},
		{"k: |\n  a\n  b\n\n# c\n", "a\nb\n", "|\n  a\n  b", FIELD_LITERAL},
		{"k: >-\n  a\n  b\nz: 1\n", "a b", ">-\n  a\n  b", FIELD_LITERAL},
		{"k: \xc3\xa9t\xc3\xa9 \xf0\x9f\x98\x80\n", "\xc3\xa9t\xc3\xa9 \xf0\x9f\x98\x80",
			"\xc3\xa9t\xc3\xa9 \xf0\x9f\x98\x80", FIELD_PLAIN},
		{"\xc3\xa9: \xe2\x80\xa8\nk: v\n", "v", "v", FIELD_PLAIN},
		{"k: http://x.y/z#f\n", "http://x.y/z#f", "http://x.y/z#f", FIELD_PLAIN},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct outline *outline = read_front(cases[i].yaml);
		uint32_t field = outline_child(outline, 0, "k");

		assert_int_not_equal(field, OUTLINE_NONE);
		assert_value(outline, "k", cases[i].value);
		if (!is_span(outline, outline->fields[field].span, cases[i].span))
			fail_msg("%s: the span is wrong", cases[i].yaml);
		assert_true(is_span(outline, outline->fields[field].key_span, "k"));
		assert_int_equal(outline->fields[field].flags, cases[i].flags);
		outline_free(outline);
	}
}

static void collections_are_trees(void **state)
{
	struct outline *outline = read_front("list:\n- a\n- b: 1\n  c: [x, {y: z}]\n# c\n\n"
					     "map: {d: e}\nempty: []\n");
	uint32_t list = outline_child(outline, 0, "list");
	uint32_t second = outline_item(outline, list, 1);
	uint32_t flow = outline_child(outline, second, "c");
	uint32_t inner = outline_item(outline, flow, 1);

	(void)state;
	assert_int_equal(outline->fields[0].count, 3);
	assert_int_equal(outline->fields[list].count, 2);
	assert_true(is_span(outline, outline->fields[list].span, "- a\n- b: 1\n  c: [x, {y: z}]"));
	assert_int_equal(outline->fields[second].type, FIELD_MAP);
	assert_true(is_span(outline, outline->fields[second].span, "b: 1\n  c: [x, {y: z}]"));
	assert_true(is_span(outline, outline->fields[flow].span, "[x, {y: z}]"));
	assert_true(
		is_view(outline, outline->fields[outline_child(outline, inner, "y")].value, "z"));
	assert_int_equal(outline_item(outline, list, 2), OUTLINE_NONE);
	assert_int_equal(outline_child(outline, list, "a"), OUTLINE_NONE);
	assert_int_equal(outline_next_child(outline, second), OUTLINE_NONE);
	assert_int_equal(outline->fields[outline_child(outline, 0, "empty")].count, 0);
	assert_int_equal(
		outline_first_child(outline, outline_child(outline, 0, "empty")), OUTLINE_NONE);
	outline_free(outline);
}

static void nothing_is_an_empty_map(void **state)
{
	static const char *const texts[] = {"", "\n", "# only a comment\n", "  \n\n"};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct outline *outline = read_front(texts[i]);

		assert_int_equal(outline->n_faults, 0);
		assert_int_equal(outline->n_fields, 1);
		assert_int_equal(outline->fields[0].type, FIELD_MAP);
		assert_int_equal(outline->fields[0].count, 0);
		outline_free(outline);
	}
}

struct fault_case {
	const char *yaml; /* its first line is line 2 */
	enum fault_type type;
	unsigned line;
	unsigned column;
	const char *says;
};

static const struct fault_case fault_cases[] = {
	{"a: @x\n", FAULT_SYNTAX, 2, 4, "quote it: '@x'"},
	{"a: 1\nb:\n  - @alice\n", FAULT_SYNTAX, 4, 5, "quote it: '@alice'"},
	{"a: `x`\n", FAULT_SYNTAX, 2, 4, "quote it"},
	{"a: %x\n", FAULT_SYNTAX, 2, 4, "quote it"},
	{"a:\n\tb: 1\n", FAULT_SYNTAX, 3, 1, "tab"},
	{"a: b: c\n", FAULT_SYNTAX, 2, 5, "must be quoted"},
	{"a: 1\n b: 2\n", FAULT_SYNTAX, 3, 3, "indented further"},
	{"  a: 1\nb: 2\n", FAULT_SYNTAX, 3, 1, "same indent"},
	{"a:\n  - x\n y: 2\n", FAULT_SYNTAX, 4, 2, "indent"},
	{"a: **bold** x\n", FAULT_ANCHOR, 2, 4, "quote it"},
	{"a: *\n", FAULT_ANCHOR, 2, 4, "quote it"},
	{"a: *foo\n", FAULT_ANCHOR, 2, 4, "'*foo'"},
	{"a: &x y\n", FAULT_ANCHOR, 2, 4, "anchor"},
	{"a: &\n", FAULT_ANCHOR, 2, 4, "quote it"},
	{"<<: x\n", FAULT_ANCHOR, 2, 1, "merge"},
	{"a: 'open\nb: c\n", FAULT_SYNTAX, 2, 4, "never closed"},
	{"a: \"open\nb: c\n", FAULT_SYNTAX, 2, 4, "never closed"},
	{"a: [1, 2\nb: c\n", FAULT_SYNTAX, 2, 4, "']'"},
	{"a: {x: 1\nb: c\n", FAULT_SYNTAX, 2, 4, "'}'"},
	{"a: 'x' y\n", FAULT_SYNTAX, 2, 8, "quote"},
	{"a: \"\\q\"\n", FAULT_SYNTAX, 2, 5, "escape"},
	{"a: \"\\a\"\n", FAULT_SYNTAX, 2, 4, "control character"},
	{"a: \"\\0\"\n", FAULT_SYNTAX, 2, 4, "control character"},
	{"a: - b\n", FAULT_SYNTAX, 2, 4, "list item"},
	{"a: | text\n  b\n", FAULT_SYNTAX, 2, 4, "next line"},
	{"a: 1\nfoo\nb: 2\n", FAULT_SYNTAX, 3, 1, "no ':'"},
	{"just text\n", FAULT_SYNTAX, 2, 1, "key: value"},
	{"- a\n", FAULT_SYNTAX, 2, 1, "found a list"},
	{"a: !t x\n", FAULT_SYNTAX, 2, 4, "tag"},
	{"a: !e!x y\n", FAULT_SYNTAX, 2, 4, "'!'"},
	{"%YAML 1.2\na: b\n", FAULT_SYNTAX, 2, 1, "'%'"},
	{"a: b\n...\n", FAULT_SYNTAX, 3, 1, "'...'"},
	{"--- x\n", FAULT_SYNTAX, 2, 1, "'---'"},
	{"a: b\n--- c\n", FAULT_SYNTAX, 3, 1, "second"},
	{"? [a]\n: b\n", FAULT_SYNTAX, 2, 3, "cannot be a key"},
	{"[a]: b\n", FAULT_SYNTAX, 2, 1, "cannot be a key"},
	{"a: 1\nb: 2\na: 3\n", FAULT_DUPLICATE_KEY, 4, 1, "first on line 2"},
	{"m: {y: 1, y: 2}\n", FAULT_DUPLICATE_KEY, 2, 11, "first on line 2"},
	{"\xc3\xa9: \xc3\xbc\n\xc3\xb1: @x\n", FAULT_SYNTAX, 3, 4, "'@x'"},
	{"a: 1\r\nb: @x\r\n", FAULT_SYNTAX, 3, 4, "'@x'"},
};

static void mistakes_have_a_place_and_a_hint(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof fault_cases / sizeof *fault_cases; i++) {
		const struct fault_case *c = &fault_cases[i];
		struct outline *outline = read_front(c->yaml);
		struct position position;
		struct slice message;

		if (outline->n_faults != 1)
			fail_msg("%s: %u faults", c->yaml, outline->n_faults);
		position = outline_position(outline, outline->faults[0].span.start);
		message = outline_text(outline, outline->faults[0].message);
		if (outline->faults[0].type != c->type || position.line != c->line ||
			position.column != c->column ||
			!memmem(message.at, message.len, c->says, strlen(c->says)))
			fail_msg("%s: %u:%u: %.*s", c->yaml, position.line, position.column,
				SLICE_ARG(message));
		assert_int_equal(outline->n_sections, 2);
		outline_free(outline);
	}
}

static void fields_before_a_mistake_are_kept(void **state)
{
	struct outline *outline = read_front("a: 1\nb: [2, {c: 3}]\nd: @x\ne: 5\n");

	(void)state;
	assert_value(outline, "a", "1");
	assert_int_equal(outline->fields[outline_child(outline, 0, "b")].count, 2);
	assert_int_equal(outline_child(outline, 0, "e"), OUTLINE_NONE);
	outline_free(outline);
}

static void reading_goes_on_after_what_is_refused(void **state)
{
	struct outline *outline = read_front("a: &x 1\nb: *x\na: 2\nc: !t 3\nd: 4\n");

	(void)state;
	assert_int_equal(outline->n_faults, 4);
	assert_value(outline, "a", "1");
	assert_value(outline, "b", "");
	assert_value(outline, "c", "3");
	assert_value(outline, "d", "4");
	outline_free(outline);
}

static void depth_is_limited(void **state)
{
	struct buffer yaml = BUFFER_INIT;
	struct outline *outline;

	(void)state;
	buffer_add_string(&yaml, "a: ");
	buffer_add_repeat(&yaml, '[', 31);
	buffer_add_repeat(&yaml, ']', 31);
	buffer_add_char(&yaml, '\n');
	outline = read_front(yaml.at);
	assert_int_equal(outline->n_faults, 0);
	outline_free(outline);
	buffer_clear(&yaml);
	buffer_add_string(&yaml, "a: ");
	buffer_add_repeat(&yaml, '[', 20000);
	buffer_add_char(&yaml, '\n');
	outline = read_front(yaml.at);
	assert_int_equal(outline->n_faults, 1);
	assert_int_equal(outline->faults[0].type, FAULT_LIMIT);
	outline_free(outline);
	buffer_dispose(&yaml);
}

static void many_keys_are_told_apart(void **state)
{
	struct buffer yaml = BUFFER_INIT;
	struct outline *outline;

	(void)state;
	for (int i = 0; i < 3000; i++)
		buffer_addf(&yaml, "key%d: {same: %d}\n", i, i);
	buffer_add_string(&yaml, "key1234: again\n");
	outline = read_front(yaml.at);
	assert_int_equal(outline->fields[0].count, 3001);
	assert_int_equal(outline->n_faults, 1);
	assert_int_equal(outline->faults[0].type, FAULT_DUPLICATE_KEY);
	outline_free(outline);
	buffer_dispose(&yaml);
}

static void a_yaml_file_has_fields_only(void **state)
{
	struct outline *outline = parse_outline(
		parser, DOC_YAML, slice_of("---\n# people\nversion: 1\n# Not a heading\n"));

	(void)state;
	assert_int_equal(outline->n_faults, 0);
	assert_value(outline, "version", "1");
	assert_int_equal(outline->n_sections, 1);
	assert_int_equal(outline->n_blocks, 0);
	outline_free(outline);
	outline = parse_outline(parser, DOC_YAML, slice_of("a: 1\n---\nb: 2\n"));
	assert_int_equal(outline->n_faults, 1);
	assert_int_equal(outline->faults[0].type, FAULT_SYNTAX);
	outline_free(outline);
	outline = parse_outline(parser, DOC_YAML, slice_of(""));
	assert_int_equal(outline->n_fields, 1);
	outline_free(outline);
}

static void bad_bytes_stop_everything(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
		uint32_t at;
	} cases[] = {
		{"---\na: b\n---\n\xff", 14, 13},
		{"---\na: \xc0\xaf\n---\n", 14, 7},
		{"---\na: \xed\xa0\x80\n---\n", 15, 7},
		{"a\0b", 3, 1},
		{"\xc3", 1, 0},
		{"\xff\xfe-\0", 4, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct outline *outline = parse_outline(
			parser, DOC_MARKDOWN, (struct slice){cases[i].bytes, cases[i].len});

		assert_int_equal(outline->n_faults, 1);
		assert_int_equal(outline->faults[0].type, FAULT_ENCODING);
		assert_int_equal(outline->faults[0].span.start, cases[i].at);
		assert_int_equal(outline->n_fields, 0);
		assert_int_equal(outline->n_sections, 1);
		outline_free(outline);
	}
}

static void invisible_characters_are_named_and_capped(void **state)
{
	struct buffer text = BUFFER_INIT;
	struct outline *outline;
	struct slice message;

	(void)state;
	buffer_add_string(&text, "---\na: b\n---\nx\xe2\x80\xaey\n");
	outline = parse_outline(parser, DOC_MARKDOWN, buffer_slice(&text));
	assert_int_equal(outline->n_faults, 1);
	assert_int_equal(outline->faults[0].type, FAULT_INVISIBLE);
	message = outline_text(outline, outline->faults[0].message);
	assert_non_null(memmem(message.at, message.len, "U+202E", 6));
	assert_true(is_span(outline, outline->faults[0].span, "\xe2\x80\xae"));
	outline_free(outline);
	for (int i = 0; i < 100; i++)
		buffer_add_string(&text, "a\xe2\x80\x8b \xe2\x80\x8b\xe2\x80\x8b");
	outline = parse_outline(parser, DOC_MARKDOWN, buffer_slice(&text));
	assert_int_equal(outline->n_faults, 20);
	outline_free(outline);
	buffer_dispose(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fences_may_end_in_blanks),
		cmocka_unit_test(other_lines_are_no_fences),
		cmocka_unit_test(an_unclosed_fence_leaves_the_body),
		cmocka_unit_test(a_byte_order_mark_is_skipped),
		cmocka_unit_test(too_much_front_matter_is_a_limit),
		cmocka_unit_test(values_are_decoded_and_placed),
		cmocka_unit_test(collections_are_trees),
		cmocka_unit_test(nothing_is_an_empty_map),
		cmocka_unit_test(mistakes_have_a_place_and_a_hint),
		cmocka_unit_test(fields_before_a_mistake_are_kept),
		cmocka_unit_test(reading_goes_on_after_what_is_refused),
		cmocka_unit_test(depth_is_limited),
		cmocka_unit_test(many_keys_are_told_apart),
		cmocka_unit_test(a_yaml_file_has_fields_only),
		cmocka_unit_test(bad_bytes_stop_everything),
		cmocka_unit_test(invisible_characters_are_named_and_capped),
	};

	return cmocka_run_group_tests_name("doc_front", tests, open_parser, close_parser);
}
