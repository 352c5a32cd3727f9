/* Outlines: opening good and bad bytes, positions, lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"
#include "one_parser.h"

static const char sample[] =
	"---\nkind: a\nlist: [1, {b: 'c''d'}]\nkind: again\n---\n\nintro *x* &amp; `y`\n\n# One\n\n"
	"- [ ] a\n- b\n  > c [d](e)\n\n| f | g |\n|---|---|\n| [h](i) | j |\n\n## Two\n\n"
	"<!-- k -->\n\n```\nopen\n";

static size_t add_bytes(struct slice s)
{
	size_t sum = 0;

	for (size_t i = 0; i < s.len; i++)
		sum += (unsigned char)s.at[i];
	return sum;
}

/* Adds up all that can be reached, so that a sanitizer sees every access. */
static size_t read_all(struct outline *o)
{
	size_t sum = 0;

#define VIEW(view) (sum += add_bytes(outline_text(o, view)))
#define SPAN(span)                                                                                 \
	(sum += add_bytes(outline_spanned(o, span)) + outline_position(o, (span).start).column)
	for (uint32_t i = 0; i < o->n_faults; i++) {
		VIEW(o->faults[i].message);
		SPAN(o->faults[i].span);
	}
	for (uint32_t i = 0; i < o->n_fields; i++) {
		VIEW(o->fields[i].key);
		VIEW(o->fields[i].value);
		SPAN(o->fields[i].span);
		SPAN(o->fields[i].key_span);
		for (uint32_t k = outline_first_child(o, i); k != OUTLINE_NONE;
			k = outline_next_child(o, k))
			sum += o->fields[k].type;
		sum += outline_item(o, i, 1) + outline_child(o, i, "b");
	}
	for (uint32_t i = 0; i < o->n_sections; i++) {
		VIEW(o->sections[i].title);
		SPAN(o->sections[i].title_span);
		SPAN(o->sections[i].span);
		for (uint32_t k = o->sections[i].first_block; k < o->sections[i].end_block; k++)
			sum += o->blocks[k].type;
		for (uint32_t k = i; k != OUTLINE_NONE; k = o->sections[k].parent)
			sum += o->sections[k].level;
	}
	for (uint32_t i = 0; i < o->n_blocks; i++) {
		VIEW(o->blocks[i].text);
		SPAN(o->blocks[i].span);
		sum += o->sections[o->blocks[i].section].level;
		for (uint32_t k = o->blocks[i].first_run; k < o->blocks[i].end_run; k++)
			sum += o->runs[k].type;
		for (uint32_t k = i; k != OUTLINE_NONE; k = o->blocks[k].parent)
			sum += o->blocks[k].type;
		for (uint32_t k = i; k < o->n_blocks; k = o->blocks[k].next)
			sum++;
		if (o->blocks[i].type == BLOCK_TABLE)
			sum += o->tables[o->blocks[i].number].rows;
	}
	for (uint32_t i = 0; i < o->n_runs; i++) {
		VIEW(o->runs[i].text);
		SPAN(o->runs[i].span);
		sum += o->sections[o->runs[i].section].level;
		if (o->runs[i].block != OUTLINE_NONE)
			sum += o->blocks[o->runs[i].block].type;
		if (o->runs[i].cell != OUTLINE_NONE)
			sum += o->cells[o->runs[i].cell].first_run;
	}
	for (uint32_t i = 0; i < o->n_links; i++) {
		VIEW(o->links[i].target);
		SPAN(o->links[i].span);
		SPAN(o->links[i].target_span);
		for (uint32_t k = o->links[i].first_run; k < o->links[i].end_run; k++)
			sum += o->runs[k].type;
	}
	for (uint32_t i = 0; i < o->n_tables; i++) {
		const struct outline_table *table = &o->tables[i];

		SPAN(table->span);
		sum += o->blocks[table->block].type;
		for (uint32_t row = 0; row <= table->rows; row++) {
			SPAN(o->rows[table->first_row + row].span);
			for (uint32_t k = 0; k < table->columns; k++) {
				const struct outline_cell *cell =
					&o->cells[table->first_cell + row * table->columns + k];

				VIEW(cell->text);
				SPAN(cell->span);
				for (uint32_t r = cell->first_run; r < cell->end_run; r++)
					sum += o->runs[r].type;
				for (uint32_t r = cell->first_link; r < cell->end_link; r++)
					sum += o->links[r].type;
			}
		}
	}
#undef VIEW
#undef SPAN
	return sum;
}

static char *take_sample(size_t *size)
{
	parse_text(parser, DOC_MARKDOWN, slice_of(sample));
	return builder_take(&parser->builder, size);
}

/* Opens a copy of some bytes and reads all of it, if it opens. */
static bool try_bytes(const char *bytes, size_t size)
{
	char *copy = mem_alloc(size);
	struct outline *outline;
	struct error *error;

	memcpy(copy, bytes, size);
	error = outline_open(copy, size, &outline);
	if (error) {
		assert_null(outline);
		assert_int_equal(error->code, ERROR_INTERNAL);
		error_free(error);
		return false;
	}
	assert_true(read_all(outline) > 0);
	outline_free(outline);
	return true;
}

static void good_bytes_open(void **state)
{
	size_t size;
	char *bytes = take_sample(&size);

	(void)state;
	assert_true(try_bytes(bytes, size));
	free(bytes);
}

static void cut_bytes_do_not_open(void **state)
{
	size_t size;
	char *bytes = take_sample(&size);

	(void)state;
	for (size_t i = 0; i < size; i++)
		assert_false(try_bytes(bytes, i));
	free(bytes);
}

static void bytes_too_many_do_not_open(void **state)
{
	size_t size;
	char *bytes = take_sample(&size);
	char *more = mem_calloc(1, size + 4);

	(void)state;
	memcpy(more, bytes, size);
	assert_false(try_bytes(more, size + 4));
	free(more);
	free(bytes);
}

static void changed_bytes_do_no_harm(void **state)
{
	static const unsigned char changes[] = {0x01, 0x02, 0x10, 0x80, 0xff, 0x7f};
	size_t size;
	char *bytes = take_sample(&size);

	(void)state;
	for (size_t i = 0; i < size; i++)
		for (size_t k = 0; k < sizeof changes; k++) {
			bytes[i] = (char)(bytes[i] ^ changes[k]);
			try_bytes(bytes, size);
			bytes[i] = (char)(bytes[i] ^ changes[k]);
		}
	free(bytes);
}

static void changed_words_do_no_harm(void **state)
{
	static const uint32_t values[] = {0, 1, 2, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff};
	size_t size;
	char *bytes = take_sample(&size);

	(void)state;
	for (size_t i = 0; i + 4 <= size - sizeof sample; i += 4)
		for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
			uint32_t before;

			memcpy(&before, bytes + i, 4);
			memcpy(bytes + i, &values[k], 4);
			try_bytes(bytes, size);
			memcpy(bytes + i, &before, 4);
		}
	free(bytes);
}

static void a_fault_makes_an_outline(void **state)
{
	struct outline *outline = outline_of_fault(slice_of("a\nb"), FAULT_LIMIT, "too much");

	(void)state;
	assert_true(slice_is(outline_source(outline), "a\nb"));
	assert_int_equal(outline->n_faults, 1);
	assert_int_equal(outline->faults[0].type, FAULT_LIMIT);
	assert_true(slice_is(outline_text(outline, outline->faults[0].message), "too much"));
	assert_int_equal(outline->n_sections, 1);
	assert_int_equal(outline->n_fields, 0);
	assert_int_equal(outline_child(outline, 0, "kind"), OUTLINE_NONE);
	assert_int_equal(outline_first_child(outline, 0), OUTLINE_NONE);
	assert_int_equal(outline_next_child(outline, OUTLINE_NONE), OUTLINE_NONE);
	assert_true(read_all(outline) > 0);
	outline_free(outline);
	outline = outline_of_fault((struct slice){NULL, 0}, FAULT_LIMIT, "");
	assert_int_equal(outline->source_len, 0);
	assert_int_equal(outline_position(outline, 7).line, 1);
	outline_free(outline);
	outline_free(NULL);
}

static void positions_count_lines_and_characters(void **state)
{
	static const struct {
		uint32_t offset, line, column;
	} expected[] = {
		{0, 1, 1},
		{2, 2, 1},
		{4, 2, 2},
		{5, 2, 3},
		{7, 3, 1},
		{9, 4, 1},
		{10, 4, 2},
		{14, 4, 3},
		{15, 5, 1},
		{99, 5, 1},
	};
	/* a LF, e acute x CR LF, y CR, z emoji LF */
	struct outline *outline = outline_of_fault(
		slice_of("a\n\xc3\xa9x\r\ny\rz\xf0\x9f\x98\x80\n"), FAULT_LIMIT, "");

	(void)state;
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		struct position position = outline_position(outline, expected[i].offset);

		if (position.line != expected[i].line || position.column != expected[i].column)
			fail_msg("offset %u is at %u:%u", expected[i].offset, position.line,
				position.column);
	}
	assert_true(slice_is(outline_line(outline, 1), "a"));
	assert_true(slice_is(outline_line(outline, 2), "\xc3\xa9x"));
	assert_true(slice_is(outline_line(outline, 3), "y"));
	assert_true(slice_is(outline_line(outline, 4), "z\xf0\x9f\x98\x80"));
	assert_true(slice_is(outline_line(outline, 5), ""));
	assert_true(slice_is(outline_line(outline, 6), ""));
	assert_true(slice_is(outline_line(outline, 0), ""));
	outline_free(outline);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_bytes_open),
		cmocka_unit_test(cut_bytes_do_not_open),
		cmocka_unit_test(bytes_too_many_do_not_open),
		cmocka_unit_test(changed_bytes_do_no_harm),
		cmocka_unit_test(changed_words_do_no_harm),
		cmocka_unit_test(a_fault_makes_an_outline),
		cmocka_unit_test(positions_count_lines_and_characters),
	};

	return cmocka_run_group_tests_name("doc_outline", tests, open_parser, close_parser);
}
