/* Bodies: sections, blocks, tables, tasks, comments, words, limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "one_parser.h"

#define FRONT "---\nkind: a\n---\n"

static struct outline *read_body(const char *body)
{
	struct buffer text = BUFFER_INIT;
	struct outline *outline;

	buffer_add_string(&text, FRONT);
	buffer_add_string(&text, body);
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

static bool has_fault(const struct outline *outline, enum fault_type type, const char *says)
{
	for (uint32_t i = 0; i < outline->n_faults; i++) {
		struct slice message = outline_text(outline, outline->faults[i].message);

		if (outline->faults[i].type == type &&
			memmem(message.at, message.len, says, strlen(says)))
			return true;
	}
	return false;
}

static void headings_make_a_tree(void **state)
{
	struct outline *outline = read_body("intro\n\n# A\n\ntext\n\n### B\n## C\nSetext\n======\n"
					    "> # quoted\n\n- # listed\n");
	static const struct {
		const char *title;
		uint32_t level, parent, next;
	} expected[] = {
		{"", 0, OUTLINE_NONE, 1},
		{"A", 1, OUTLINE_NONE, 4},
		{"B", 3, 1, 3},
		{"C", 2, 1, 4},
		{"Setext", 1, OUTLINE_NONE, 5},
	};

	(void)state;
	assert_int_equal(outline->n_sections, 5);
	for (uint32_t i = 0; i < 5; i++) {
		const struct outline_section *section = &outline->sections[i];

		assert_true(is_view(outline, section->title, expected[i].title));
		assert_true(is_span(outline, section->title_span, expected[i].title));
		assert_int_equal(section->level, expected[i].level);
		assert_int_equal(section->parent, expected[i].parent);
		assert_int_equal(section->next, expected[i].next);
	}
	assert_true(is_span(outline, outline->sections[0].span, "intro\n\n"));
	assert_true(is_span(outline, outline->sections[1].span, "# A\n\ntext\n\n"));
	assert_true(is_span(outline, outline->sections[2].span, "### B\n"));
	assert_int_equal(outline->sections[4].span.end, outline->source_len);
	outline_free(outline);
}

static void titles_are_placed_without_their_marks(void **state)
{
	static const struct {
		const char *body, *title, *span;
	} cases[] = {
		{"# A b #\n", "A b", "A b"},
		{"   ##   A #b## ##  \n", "A #b##", "A #b##"},
		{"# *A* `b` &amp; [c](d)\n", "A b & c", "*A* `b` &amp; [c](d)"},
		{"#\n", "", ""},
		{"# \\# x\n", "# x", "\\# x"},
		{"#\tA\n", "A", "A"},
		{"A\nb\n---\n", "A b", "A\nb"},
		{"[r]: /u\nA\n===\n", "A", "A"},
		{"#A\n===\n", "#A", "#A"},
		{"# A\r\n", "A", "A"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct outline *outline = read_body(cases[i].body);

		assert_int_equal(outline->n_sections, 2);
		if (!is_view(outline, outline->sections[1].title, cases[i].title) ||
			!is_span(outline, outline->sections[1].title_span, cases[i].span))
			fail_msg("%s: title or place is wrong", cases[i].body);
		outline_free(outline);
	}
}

/* Memory that cmark gets for an empty heading's text held something else before. */
static void empty_headings_stay_empty(void **state)
{
	struct buffer body = BUFFER_INIT;
	struct outline *outline;

	(void)state;
	for (int i = 0; i < 1000; i++)
		buffer_add_string(&body, "Text *of* some\nlength\n\n");
	outline_free(read_body(body.at));
	outline = read_body("* #\n# \n\n> ##\n## \n");
	assert_int_equal(outline->n_faults, 0);
	assert_int_equal(outline->n_sections, 3);
	assert_true(is_view(outline, outline->sections[1].title, ""));
	assert_true(is_span(outline, outline->blocks[2].span, "#"));
	assert_true(is_span(outline, outline->blocks[4].span, "##"));
	outline_free(outline);
	buffer_dispose(&body);
}

struct block_case {
	enum block_type type;
	uint32_t flags;
	uint32_t parent;
	const char *text;
	const char *span;
};

static void assert_blocks(const char *body, const struct block_case *expected, uint32_t count)
{
	struct outline *outline = read_body(body);

	assert_int_equal(outline->n_blocks, count);
	for (uint32_t i = 0; i < count; i++) {
		const struct outline_block *block = &outline->blocks[i];

		if (block->type != expected[i].type || block->flags != expected[i].flags ||
			block->parent != expected[i].parent ||
			!is_view(outline, block->text, expected[i].text) ||
			!is_span(outline, block->span, expected[i].span))
			fail_msg("block %u: type %u, flags %u, text '%.*s', span '%.*s'", i,
				block->type, block->flags,
				SLICE_ARG(outline_text(outline, block->text)),
				SLICE_ARG(outline_spanned(outline, block->span)));
	}
	outline_free(outline);
}

static void blocks_are_told_apart(void **state)
{
	static const struct block_case expected[] = {
		{BLOCK_PARAGRAPH, 0, OUTLINE_NONE, "one\ntwo", "one\ntwo"},
		{BLOCK_QUOTE, 0, OUTLINE_NONE, "", "> a\n> # h\n> b"},
		{BLOCK_PARAGRAPH, 0, 1, "a", "a"},
		{BLOCK_HEADING, 0, 1, "h", "# h"},
		{BLOCK_PARAGRAPH, 0, 1, "b", "b"},
		{BLOCK_CODE, BLOCK_FENCED, OUTLINE_NONE, "c x", "~~~ c x\n# no\n~~~"},
		{BLOCK_CODE, 0, OUTLINE_NONE, "", "indented\n\n    more"},
		{BLOCK_HTML, 0, OUTLINE_NONE, "", "<div>\nx\n</div>"},
		{BLOCK_COMMENT, 0, OUTLINE_NONE, "one\n  two", "<!-- one\n  two -->"},
		{BLOCK_COMMENT, 0, OUTLINE_NONE, "a", "<!-- a -->"},
		{BLOCK_COMMENT, 0, OUTLINE_NONE, "b", "<!--b-->"},
		{BLOCK_HTML, 0, OUTLINE_NONE, "", "<!-- a --> text"},
		{BLOCK_BREAK, 0, OUTLINE_NONE, "", "* * *"},
	};

	(void)state;
	assert_blocks(
		"one\ntwo\n\n> a\n> # h\n> b\n\n~~~ c x\n# no\n~~~\n\n    indented\n\n    more\n\n"
		"<div>\nx\n</div>\n\n<!-- one\n  two -->\n<!-- a --> <!--b-->\n"
		"<!-- a --> text\n\n* * *\n",
		expected, sizeof expected / sizeof *expected);
}

static void lists_nest(void **state)
{
	static const struct block_case expected[] = {
		{BLOCK_LIST, 0, OUTLINE_NONE, "",
			"- [ ] todo\n- [x] done\n  3. three\n     more\n-"},
		{BLOCK_ITEM, BLOCK_TASK, 0, "todo", "- [ ] todo"},
		{BLOCK_PARAGRAPH, 0, 1, "todo", "todo"},
		{BLOCK_ITEM, BLOCK_TASK | BLOCK_DONE, 0, "done\n3. three\nmore",
			"- [x] done\n  3. three\n     more"},
		{BLOCK_PARAGRAPH, 0, 3, "done\n3. three\nmore", "done\n  3. three\n     more"},
		{BLOCK_ITEM, 0, 0, "", "-"},
	};
	static const struct block_case quoted[] = {
		{BLOCK_QUOTE, 0, OUTLINE_NONE, "", "> 7) x\n> <!-- a\n> b -->"},
		{BLOCK_LIST, BLOCK_ORDERED, 0, "", "7) x"},
		{BLOCK_ITEM, BLOCK_ORDERED, 1, "x", "7) x"},
		{BLOCK_PARAGRAPH, 0, 2, "x", "x"},
		{BLOCK_COMMENT, 0, 0, "a\nb", "<!-- a\n> b -->"},
	};

	(void)state;
	assert_blocks("- [ ] todo\n- [x] done\n  3. three\n     more\n-\n", expected,
		sizeof expected / sizeof *expected);
	assert_blocks("> 7) x\n> <!-- a\n> b -->\n", quoted, sizeof quoted / sizeof *quoted);
}

static void a_box_is_checked_by_its_own_mark(void **state)
{
	struct outline *outline =
		read_body("- [ ] see [x] there\n- [X] yes\n1. [ ] one\n- [a] no\n");
	uint32_t tasks = 0, done = 0;

	(void)state;
	for (uint32_t i = 0; i < outline->n_blocks; i++) {
		tasks += (outline->blocks[i].flags & BLOCK_TASK) != 0;
		done += (outline->blocks[i].flags & BLOCK_DONE) != 0;
	}
	assert_int_equal(tasks, 3);
	assert_int_equal(done, 1);
	outline_free(outline);
}

static void ordered_items_have_numbers(void **state)
{
	struct outline *outline = read_body("1. a\n1. b\n10. c\n");
	static const uint32_t expected[] = {1, 1, 10};
	uint32_t found = 0;

	(void)state;
	for (uint32_t i = 0; i < outline->n_blocks; i++)
		if (outline->blocks[i].type == BLOCK_ITEM)
			assert_int_equal(outline->blocks[i].number, expected[found++]);
	assert_int_equal(found, 3);
	outline_free(outline);
}

static void unclosed_code_is_a_fault(void **state)
{
	static const struct {
		const char *body;
		unsigned faults;
		const char *span;
	} cases[] = {
		{"```c\nx\n", 1, "```c"},
		{"```c\nx\n```\n", 0, ""},
		{"````\n```\n", 1, "````"},
		{"```\n~~~\n", 1, "```"},
		{"- ```\n  x\n\n# h\n", 1, "```"},
		{"- ```\n  x\n```\ny\n```\n", 1, "```"},
		{"> ```\n> x\n> ```\n", 0, ""},
		{"> ~~~ s\n> x\n\ny\n", 1, "~~~ s"},
		{"```\n```", 0, ""},
		{"```", 1, "```"},
		{"   ```\n   x\n  ```  \n", 0, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct outline *outline = read_body(cases[i].body);

		if (outline->n_faults != cases[i].faults)
			fail_msg("%s: %u faults", cases[i].body, outline->n_faults);
		if (cases[i].faults) {
			assert_int_equal(outline->faults[0].type, FAULT_UNCLOSED_CODE);
			assert_true(is_span(outline, outline->faults[0].span, cases[i].span));
		}
		outline_free(outline);
	}
}

struct table_case {
	const char *body;
	uint32_t columns, rows;
	const char *written; /* a digit a row */
	const char *cells;   /* texts, each with ; after it */
};

static void tables_are_split_as_cmark_does(void **state)
{
	static const struct table_case cases[] = {
		{"|a|b|\n|-|-|\n|1|2|\n", 2, 1, "22", "a;b;1;2;"},
		{"a | b\n--|--\n1|2|3\n1\n", 2, 2, "231", "a;b;1;2;1;;"},
		{"| a\\|b | `c\\|d` |\n|---|---|\n| \\\\| e | |\n", 2, 1, "22", "a|b;c|d;| e;;"},
		{"text\nmore\n| a | b |\n|:-|-:|\n| 1 | 2 |\n", 2, 1, "22", "a;b;1;2;"},
		{"> | a | b |\n> |---|---|\n> | *1* | [2](u) |\n", 2, 1, "22", "a;b;1;2;"},
		{"- x\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n", 2, 1, "22", "a;b;1;2;"},
		{"- | a | b |\n  |---|---|\n  | 1 | 2 |\n", 2, 1, "22", "a;b;1;2;"},
		{"| a |\r\n|---|\r\n| 1 |\r\n", 1, 1, "11", "a;1;"},
		{"| a | b |\n|---|---|\n", 2, 0, "2", "a;b;"},
		{"|||\n|-|-|\n||x|\n", 2, 1, "22", ";;;x;"},
		{"[r]: /u\n| a |\n|---|\n| [r] |\n", 1, 1, "11", "a;[r];"},
		{"[r]: /u\n-\nx\n| a | b |\n|---|---|\n", 2, 0, "2", "a;b;"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct outline *outline = read_body(cases[i].body);
		const struct outline_table *table = outline->tables;
		struct buffer cells = BUFFER_INIT;

		assert_int_equal(outline->n_tables, 1);
		assert_int_equal(table->columns, cases[i].columns);
		assert_int_equal(table->rows, cases[i].rows);
		assert_int_equal(outline->n_rows, cases[i].rows + 1);
		for (uint32_t k = 0; k < outline->n_rows; k++)
			assert_int_equal(outline->rows[k].written, cases[i].written[k] - '0');
		buffer_add_string(&cells, "");
		for (uint32_t k = 0; k < outline->n_cells; k++) {
			buffer_add_slice(&cells, outline_text(outline, outline->cells[k].text));
			buffer_add_char(&cells, ';');
		}
		if (strcmp(cells.at, cases[i].cells) != 0)
			fail_msg("%s: %s", cases[i].body, cells.at);
		buffer_dispose(&cells);
		outline_free(outline);
	}
}

static void table_rows_and_cells_have_places(void **state)
{
	struct outline *outline =
		read_body("> t\n> | a | b\\|c |\n> |---|---|\n> |  1  ||\n> x |\n");

	(void)state;
	assert_int_equal(outline->n_rows, 3);
	assert_true(is_span(outline, outline->rows[0].span, "| a | b\\|c |"));
	assert_true(is_span(outline, outline->rows[1].span, "|  1  ||"));
	assert_true(is_span(outline, outline->rows[2].span, "x |"));
	assert_true(is_span(outline, outline->cells[1].span, "b\\|c"));
	assert_true(is_span(outline, outline->cells[2].span, "1"));
	assert_true(is_span(outline, outline->cells[3].span, ""));
	assert_true(is_span(
		outline, outline->tables[0].span, "| a | b\\|c |\n> |---|---|\n> |  1  ||\n> x |"));
	outline_free(outline);
}

static void words_have_letters_or_digits(void **state)
{
	struct outline *outline =
		read_body("# Not counted\n\none *tw*o -- 3 &amp; `four five` - [six](u)\n"
			  "s\xc3\xa9ven \xe2\x80\x94 <!-- no -->\n\n"
			  "| eight | nine |\n|---|---|\n| - | ten |\n\n"
			  "```\nno no\n```\n\n    no\n\n<p>no</p>\n\n## Next\nx\n");

	(void)state;
	assert_int_equal(outline->n_sections, 3);
	assert_int_equal(outline->sections[1].words, 10);
	assert_int_equal(outline->sections[2].words, 1);
	outline_free(outline);
}

static void footnotes_are_no_links(void **state)
{
	struct outline *outline =
		read_body("a[^1] [^x] [b](c) ![d](e)\n\n[^1]: note\n[^x]: /url\n");

	(void)state;
	assert_int_equal(outline->n_links, 2);
	assert_int_equal(outline->links[0].type, LINK_LINK);
	assert_int_equal(outline->links[1].type, LINK_IMAGE);
	outline_free(outline);
}

static void bare_addresses_are_no_links(void **state)
{
	struct outline *outline = read_body("see https://example.com and www.x.y or a@b.c\n");

	(void)state;
	assert_int_equal(outline->n_links, 0);
	assert_int_equal(outline->n_runs, 1);
	outline_free(outline);
}

static void run_flags_say_what_is_around(void **state)
{
	struct outline *outline =
		read_body("*a **b*** ~~c~~ [d ![e](f)](g)\nh\\\ni <b> <!-- j --> `k`\n");
	static const struct {
		const char *text;
		enum run_type type;
		uint32_t flags;
	} expected[] = {
		{"a ", RUN_TEXT, RUN_EMPHASIS},
		{"b", RUN_TEXT, RUN_EMPHASIS | RUN_STRONG},
		{" ", RUN_TEXT, 0},
		{"c", RUN_TEXT, RUN_STRIKE},
		{" ", RUN_TEXT, 0},
		{"d ", RUN_TEXT, RUN_IN_LINK},
		{"e", RUN_TEXT, RUN_IN_LINK | RUN_IN_IMAGE},
		{"h", RUN_TEXT, RUN_BREAK_BEFORE},
		{"i ", RUN_TEXT, RUN_BREAK_BEFORE},
		{"<b>", RUN_HTML, 0},
		{" ", RUN_TEXT, 0},
		{"j", RUN_COMMENT, 0},
		{" ", RUN_TEXT, 0},
		{"k", RUN_CODE, 0},
	};

	(void)state;
	assert_int_equal(outline->n_runs, sizeof expected / sizeof *expected);
	for (uint32_t i = 0; i < outline->n_runs; i++) {
		if (!is_view(outline, outline->runs[i].text, expected[i].text) ||
			outline->runs[i].type != expected[i].type ||
			outline->runs[i].flags != expected[i].flags)
			fail_msg("run %u", i);
		assert_true(is_span(outline, outline->runs[i].span, expected[i].text));
	}
	outline_free(outline);
}

static struct outline *read_limited(struct doc_limits limits, const char *body)
{
	struct doc_limits before = parser->limits;
	struct outline *outline;

	parser->limits = limits;
	outline = read_body(body);
	parser->limits = before;
	return outline;
}

static void parts_are_limited(void **state)
{
	struct doc_limits limits = doc_limits_default;
	struct outline *outline;

	(void)state;
	limits.parts = 3;
	outline = read_limited(limits, "# a\n# b\n# c\n");
	assert_int_equal(outline->n_faults, 0);
	outline_free(outline);
	outline = read_limited(limits, "# a\n# b\n# c\n# d\n\ntext\n");
	assert_int_equal(outline->n_sections, 4);
	assert_true(has_fault(outline, FAULT_LIMIT, "limits: parts"));
	outline_free(outline);
	limits.parts = 30;
	outline = read_limited(limits,
		"|a|\n|-|\n|1|\n|1|\n|1|\n|1|\n|1|\n|1|\n|1|\n|1|\n|1|\n|1|\n|1|\n|1|\n|1|\n|1|\n"
		"|1|\n|1|\n|1|\n|1|\n|1|\n|1|\n|1|\n|1|\n|1|\n|1|\n|1|\n|1|\n|1|\n|1|\n|1|\n|1|\n");
	assert_int_equal(outline->n_rows, 30);
	assert_true(has_fault(outline, FAULT_LIMIT, "limits: parts"));
	outline_free(outline);
	outline = read_limited(limits, "# a\n\n|a|a|a|a|\n|-|-|-|-|\n\n# b\n");
	assert_int_equal(outline->n_sections, 2);
	assert_true(has_fault(outline, FAULT_LIMIT, "limits: parts"));
	outline_free(outline);
}

static void nesting_is_limited(void **state)
{
	struct doc_limits limits = doc_limits_default;
	struct buffer body = BUFFER_INIT;
	struct outline *outline;

	(void)state;
	limits.nesting = 3;
	outline = read_limited(limits, "> - > a\n\n# b\n");
	assert_int_equal(outline->n_faults, 0);
	outline_free(outline);
	outline = read_limited(limits, "# a\n\n> - > - b\n");
	assert_true(has_fault(outline, FAULT_LIMIT, "limits: nesting"));
	assert_int_equal(outline->n_sections, 2);
	outline_free(outline);
	buffer_add_string(&body, "# a\n\n");
	buffer_add_repeat(&body, '>', 200000);
	outline = read_limited(limits, body.at);
	assert_true(has_fault(outline, FAULT_LIMIT, "limits: nesting"));
	outline_free(outline);
	buffer_dispose(&body);
}

static void long_paragraphs_are_cut(void **state)
{
	struct doc_limits limits = doc_limits_default;
	struct buffer body = BUFFER_INIT;
	struct outline *outline;

	(void)state;
	limits.paragraph_bytes = 2048;
	for (int i = 0; i < 100; i++)
		buffer_add_string(&body, "thirty bytes of ordinary text\n");
	buffer_add_string(&body, "\n# After\n\nfine\n");
	outline = read_limited(limits, body.at);
	assert_int_equal(outline->n_faults, 1);
	assert_true(has_fault(outline, FAULT_LIMIT, "limits: paragraph-kib"));
	assert_int_equal(outline->n_sections, 2);
	assert_int_equal(outline->sections[1].words, 1);
	outline_free(outline);
	buffer_dispose(&body);
}

static void endless_tag_searches_are_cut(void **state)
{
	struct buffer body = BUFFER_INIT;
	struct outline *outline;

	(void)state;
	for (int i = 0; i < 7000; i++)
		buffer_add_string(&body, "a <?");
	buffer_add_string(&body, "\n\n# After\n");
	outline = read_body(body.at);
	assert_true(has_fault(outline, FAULT_LIMIT, "limits: paragraph-kib"));
	assert_int_equal(outline->n_sections, 2);
	outline_free(outline);
	buffer_dispose(&body);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headings_make_a_tree),
		cmocka_unit_test(titles_are_placed_without_their_marks),
		cmocka_unit_test(empty_headings_stay_empty),
		cmocka_unit_test(blocks_are_told_apart),
		cmocka_unit_test(lists_nest),
		cmocka_unit_test(a_box_is_checked_by_its_own_mark),
		cmocka_unit_test(ordered_items_have_numbers),
		cmocka_unit_test(unclosed_code_is_a_fault),
		cmocka_unit_test(tables_are_split_as_cmark_does),
		cmocka_unit_test(table_rows_and_cells_have_places),
		cmocka_unit_test(words_have_letters_or_digits),
		cmocka_unit_test(footnotes_are_no_links),
		cmocka_unit_test(bare_addresses_are_no_links),
		cmocka_unit_test(run_flags_say_what_is_around),
		cmocka_unit_test(parts_are_limited),
		cmocka_unit_test(nesting_is_limited),
		cmocka_unit_test(long_paragraphs_are_cut),
		cmocka_unit_test(endless_tag_searches_are_cut),
	};

	return cmocka_run_group_tests_name("doc_body", tests, open_parser, close_parser);
}
