#include "report/glossary.h"

#include <stdlib.h>

#include "base/escape.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "report/csv.h"
#include "report/report.h"

static void add_use(
	void *context, const struct document *document, uint32_t concept, struct span place)
{
	struct term_list *list = context;

	GROW(list->uses, list->count, list->capacity);
	list->uses[list->count++] = (struct term_use){document, concept, place};
	list->counts[concept]++;
}

void term_list_read(
	struct term_list *list, const struct glossary *glossary, const struct corpus *corpus)
{
	*list = (struct term_list){.glossary = glossary};
	list->counts = mem_calloc(glossary_count_concepts(glossary) + 1, sizeof *list->counts);
	glossary_each_use(glossary, corpus, add_use, list);
}

void term_list_dispose(struct term_list *list)
{
	free(list->uses);
	free(list->counts);
	*list = (struct term_list){0};
}

static size_t count_documents(const struct term_list *list, uint32_t concept)
{
	const struct document *last = NULL;
	size_t count = 0;

	for (size_t i = 0; i < list->count; i++) {
		if (list->uses[i].concept != concept || list->uses[i].document == last)
			continue;
		last = list->uses[i].document;
		count++;
	}
	return count;
}

/* ---- All of them ------------------------------------------------------------------------------
 */

/* Escaped, and padded to a width in the cells of a terminal. */
static void add_padded(struct buffer *out, struct slice text, size_t width)
{
	size_t start = out->len, used;

	escape_line(out, text);
	used = utf8_cells(slice_from(buffer_slice(out), start));
	if (used < width)
		buffer_add_repeat(out, ' ', width - used);
}

static size_t widest(const struct glossary_row *rows, size_t count, bool translation)
{
	size_t width = 4;

	for (size_t i = 0; i < count; i++) {
		size_t len = utf8_length(translation ? rows[i].translation : rows[i].term);

		if (len > width && len <= 40)
			width = len;
	}
	return width;
}

void report_terms_text(
	const struct term_list *list, const struct term_options *options, struct buffer *out)
{
	const struct glossary_row *rows;
	size_t count, terms, translations;

	rows = glossary_rows(list->glossary, &count);
	terms = widest(rows, count, false);
	translations = widest(rows, count, true);
	for (size_t i = 0; i < count; i++) {
		report_style(out, options->color, "1");
		add_padded(out, rows[i].term, terms);
		report_style(out, options->color, NULL);
		buffer_add_string(out, "  ");
		add_padded(out, rows[i].translation, translations);
		buffer_addf(out, "  %4zu  ", list->counts[rows[i].concept]);
		escape_line(out, rows[i].line);
		buffer_add_char(out, '\n');
	}
}

/* ---- One of them ------------------------------------------------------------------------------
 */

#define NAMES 16

struct telling {
	const struct term_options *options;
	struct buffer *out;
};

static void add_name(const struct telling *t, const char *name)
{
	buffer_add_string(t->out, "  ");
	report_style(t->out, t->options->color, "2");
	add_padded(t->out, slice_of(name), NAMES);
	report_style(t->out, t->options->color, NULL);
	buffer_add_char(t->out, ' ');
}

static void add_detail(void *context, const char *column, struct slice text)
{
	const struct telling *t = context;

	add_name(t, column);
	escape_line(t->out, text);
	buffer_add_char(t->out, '\n');
}

static void add_place(
	const struct telling *t, const struct document *document, struct position start)
{
	report_path(t->out, document->path, t->options->prefix);
	buffer_addf(t->out, ":%u:%u", start.line, start.column);
}

static void tell_row(const struct telling *t, const struct glossary_row *row)
{
	report_style(t->out, t->options->color, "1");
	escape_line(t->out, row->term);
	report_style(t->out, t->options->color, NULL);
	if (row->translation.len) {
		buffer_add_string(t->out, ": ");
		escape_line(t->out, row->translation);
	}
	buffer_add_char(t->out, '\n');
	if (row->line.len) {
		buffer_add_string(t->out, "  ");
		escape_line(t->out, row->line);
		buffer_add_char(t->out, '\n');
	}
	if (row->aliases.len)
		add_detail((void *)t, "Also", row->aliases);
	glossary_each_detail(row, add_detail, (void *)t);
	add_name(t, "Stands in");
	add_place(t, row->document, outline_position(row->document->outline, row->place.start));
	buffer_add_char(t->out, '\n');
}

/* Of a long line only what is around the word. */
#define CONTEXT 40

static bool is_inside_character(const char *source, uint32_t at)
{
	return ((unsigned char)source[at] & 0xc0) == 0x80;
}

static struct span around(const struct outline *outline, struct span place)
{
	struct span span = place;

	while (span.start > 0 && outline->bytes[span.start - 1] != '\n' &&
		(place.start - span.start < CONTEXT ||
			is_inside_character(outline->bytes, span.start)))
		span.start--;
	while (span.end < outline->source_len && outline->bytes[span.end] != '\n' &&
		(span.end - place.end < CONTEXT || is_inside_character(outline->bytes, span.end)))
		span.end++;
	return span;
}

static bool is_line_end(const struct outline *outline, uint32_t at)
{
	return at == outline->source_len || outline->bytes[at] == '\n' ||
	       outline->bytes[at] == '\r';
}

static void tell_use(const struct telling *t, const struct term_use *use)
{
	struct outline *outline = use->document->outline;
	struct span span = around(outline, use->place);

	buffer_add_string(t->out, "  ");
	add_place(t, use->document, outline_position(outline, use->place.start));
	buffer_add_string(t->out, ": ");
	if (span.start > 0 && outline->bytes[span.start - 1] != '\n')
		buffer_add_string(t->out, "...");
	escape_line(t->out, slice_trim(outline_spanned(outline, span)));
	if (!is_line_end(outline, span.end))
		buffer_add_string(t->out, "...");
	buffer_add_char(t->out, '\n');
}

static void tell_uses(const struct telling *t, const struct term_list *list, uint32_t concept)
{
	size_t count = list->counts[concept], documents = count_documents(list, concept);

	if (count == 0) {
		buffer_add_string(t->out, "\nUsed in no document\n");
		return;
	}
	buffer_addf(t->out, "\nUsed %zu time%s in %zu document%s\n", count, count == 1 ? "" : "s",
		documents, documents == 1 ? "" : "s");
	for (size_t i = 0; i < list->count; i++) {
		if (list->uses[i].concept == concept)
			tell_use(t, &list->uses[i]);
	}
}

void report_term_text(const struct term_list *list, const uint32_t *concepts, size_t count,
	const struct term_options *options, struct buffer *out)
{
	struct telling t = {options, out};

	for (size_t i = 0; i < count; i++) {
		const struct glossary_row *row = glossary_first_row(list->glossary, concepts[i]);

		if (i)
			buffer_add_char(out, '\n');
		for (; row; row = glossary_row(list->glossary, row->next))
			tell_row(&t, row);
		tell_uses(&t, list, concepts[i]);
	}
}

/* ---- CSV --------------------------------------------------------------------------------------
 */

void report_terms_csv(const struct term_list *list, struct buffer *out)
{
	const struct glossary_row *rows;
	size_t count;

	buffer_add_string(out, "term,translation,line,aliases,side,ambiguous,path,uses\r\n");
	rows = glossary_rows(list->glossary, &count);
	for (size_t i = 0; i < count; i++) {
		csv_add(out, rows[i].term, ",");
		csv_add(out, rows[i].translation, ",");
		csv_add(out, rows[i].line, ",");
		csv_add(out, rows[i].aliases, ",");
		csv_add(out, rows[i].side, ",");
		csv_add(out, slice_of(rows[i].ambiguous ? "yes" : "no"), ",");
		csv_add(out, slice_of(rows[i].document->path), ",");
		buffer_addf(out, "%zu\r\n", list->counts[rows[i].concept]);
	}
}

void report_term_csv(
	const struct term_list *list, const uint32_t *concepts, size_t count, struct buffer *out)
{
	buffer_add_string(out, "term,translation,path,line,column\r\n");
	for (size_t i = 0; i < count; i++) {
		const struct glossary_row *row = glossary_first_row(list->glossary, concepts[i]);

		for (size_t j = 0; j < list->count; j++) {
			const struct term_use *use = &list->uses[j];
			struct position start;

			if (use->concept != concepts[i])
				continue;
			start = outline_position(use->document->outline, use->place.start);
			csv_add(out, row->term, ",");
			csv_add(out, row->translation, ",");
			csv_add(out, slice_of(use->document->path), ",");
			buffer_addf(out, "%u,%u\r\n", start.line, start.column);
		}
	}
}
