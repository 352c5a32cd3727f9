#include "site/article_writer.h"

#include <stdlib.h>

/* So much is kept for end tags: no more elements are open than article.c allows. */
#define CLOSING_ROOM (4 * 1024)

/* Findings of a table's rows come after the table; with so many of them, it ends before. */
#define NOTES_MAX (8 * 1024)

/* Text is added in pieces of this. */
#define TEXT_PIECE 2048

void writer_dispose(struct writer *w)
{
	buffer_dispose(&w->part);
	buffer_dispose(&w->link);
	buffer_dispose(&w->label);
	buffer_dispose(&w->head);
	buffer_dispose(&w->notes);
	buffer_dispose(&w->scratch);
	free(w->open);
}

struct writer_element *writer_top(const struct writer *w)
{
	size_t top = w->n_open ? w->open[w->n_open - 1].top : 0;

	return top ? &w->open[top - 1] : NULL;
}

/* ---- Parts ------------------------------------------------------------------------------------
 */

static void add_notes(struct writer *w)
{
	buffer_add_slice(&w->part, buffer_slice(&w->notes));
	buffer_clear(&w->notes);
}

static void add_end_tag(struct writer *w, const struct writer_element *element)
{
	if (!element->name)
		return;
	buffer_add_string(&w->part, "</");
	buffer_add_string(&w->part, element->name);
	buffer_add_char(&w->part, '>');
	if (element->element == HTML_TABLE) {
		buffer_add_string(&w->part, "</div>\n");
		add_notes(w);
	}
}

/* Closes all from the element of this number on, which will be opened again. */
static void suspend(struct writer *w, size_t first)
{
	while (w->n_written > first)
		add_end_tag(w, &w->open[--w->n_written]);
}

static void end_part(struct writer *w)
{
	struct article *article = w->article;

	suspend(w, 0);
	GROW(article->parts, article->n_parts, w->parts_capacity);
	article->parts[article->n_parts++] = arena_slice(article->arena, buffer_slice(&w->part));
	buffer_clear(&w->part);
	w->reserved = 0;
}

void writer_finish(struct writer *w)
{
	if (w->part.len || w->article->n_parts == 0)
		end_part(w);
}

static void add_table_again(struct writer *w)
{
	buffer_addf(&w->part,
		"<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"%s, "
		"continued\"><table>\n",
		w->label.at);
	buffer_add_slice(&w->part, buffer_slice(&w->head));
}

/* The number that the next item of a list has, or the item that goes on. */
static uint32_t number_again(const struct writer *w, size_t list)
{
	for (size_t i = list + 1; i < w->n_open; i++) {
		if (w->open[i].name)
			return w->open[list].number - 1;
	}
	return w->open[list].number;
}

static void add_start_tag_again(struct writer *w, size_t index)
{
	const struct writer_element *element = &w->open[index];

	switch (element->element) {
	case HTML_A:
		buffer_add_slice(&w->part, buffer_slice(&w->link));
		break;
	case HTML_TABLE:
		add_table_again(w);
		break;
	case HTML_OL:
		buffer_addf(&w->part, "<ol start=\"%u\">", number_again(w, index));
		break;
	case HTML_LI:
	case HTML_P:
		buffer_addf(&w->part, "<%s class=\"continued\">", element->name);
		break;
	case HTML_PRE:
		buffer_add_string(&w->part, "<pre tabindex=\"0\">");
		break;
	default:
		buffer_addf(&w->part, "<%s>", element->name);
	}
}

static bool has_room(const struct writer *w, size_t len)
{
	return w->part.len + w->reserved + len + CLOSING_ROOM + NOTES_MAX <= ARTICLE_PART_MAX;
}

void writer_prepare(struct writer *w, size_t len)
{
	if (w->part.len && !has_room(w, len))
		end_part(w);
	for (; w->n_written < w->n_open; w->n_written++) {
		if (w->open[w->n_written].name)
			add_start_tag_again(w, w->n_written);
	}
}

static bool is_container(enum html_element element)
{
	switch (element) {
	case HTML_BLOCKQUOTE:
	case HTML_UL:
	case HTML_OL:
	case HTML_LI:
	case HTML_TABLE:
	case HTML_TBODY:
		return true;
	default:
		return false;
	}
}

void writer_end_block(struct writer *w)
{
	if (w->part.len + w->reserved < ARTICLE_PART_ENOUGH)
		return;
	for (size_t i = 0; i < w->n_open; i++) {
		if (w->open[i].name && !is_container(w->open[i].element))
			return;
	}
	end_part(w);
}

/* ---- What comes into them ---------------------------------------------------------------------
 */

void writer_add(struct writer *w, struct slice html)
{
	writer_prepare(w, html.len);
	buffer_add_slice(&w->part, html);
}

/* How much of a text is added at once. */
static size_t piece_of(struct slice text)
{
	const char *line_end;
	size_t len = TEXT_PIECE;

	if (text.len <= TEXT_PIECE)
		return text.len;
	line_end = memrchr(text.at, '\n', TEXT_PIECE);
	if (line_end)
		return (size_t)(line_end - text.at) + 1;
	while (len > TEXT_PIECE / 2 && text.at[len] != ' ')
		len--;
	if (text.at[len] == ' ')
		return len;
	for (len = TEXT_PIECE; len > TEXT_PIECE - 4 && (text.at[len] & 0xc0) == 0x80;)
		len--;
	return len;
}

void writer_add_text(struct writer *w, struct slice plain)
{
	while (plain.len) {
		size_t len = piece_of(plain);

		buffer_clear(&w->scratch);
		html_encode(&w->scratch, (struct slice){plain.at, len});
		writer_add(w, buffer_slice(&w->scratch));
		plain = slice_from(plain, len);
	}
}

void writer_add_space(struct writer *w)
{
	if (w->part.len && w->n_written == w->n_open && w->part.at[w->part.len - 1] != '\n')
		buffer_add_char(&w->part, '\n');
}

/* What an element is in is told once, here: elements that are not written may be thousands deep. */
static struct writer_element *push(struct writer *w, enum html_element element, const char *name)
{
	static const struct writer_element outermost = {.block = HTML_ELEMENTS};
	struct writer_element *added;
	const struct writer_element *outer;
	bool is_inline = html_is_inline(element);

	GROW(w->open, w->n_open, w->open_capacity);
	outer = w->n_open ? &w->open[w->n_open - 1] : &outermost;
	added = &w->open[w->n_open++];
	*added = (struct writer_element){
		.element = element,
		.name = name,
		.top = name ? w->n_open : outer->top,
		.block = is_inline ? outer->block
			 : name    ? element
				   : HTML_ELEMENTS,
		.blocks = outer->blocks + (name && !is_inline),
		.inlines = outer->inlines + (name && is_inline),
	};
	return added;
}

struct writer_element *writer_open(
	struct writer *w, enum html_element element, const char *name, struct slice start_tag)
{
	writer_add(w, start_tag);
	w->n_written++;
	return push(w, element, name);
}

struct writer_element *writer_open_silently(struct writer *w, enum html_element element)
{
	return push(w, element, NULL);
}

void writer_close(struct writer *w)
{
	struct writer_element *element = &w->open[--w->n_open];

	if (w->n_written > w->n_open) {
		w->n_written--;
		add_end_tag(w, element);
	}
	if (element->element == HTML_TABLE && element->name)
		add_notes(w);
}

/* Ends the table here; it goes on where more comes into it. */
static void flush_notes(struct writer *w)
{
	size_t table = w->n_open;

	while (table > 0 && w->open[table - 1].element != HTML_TABLE)
		table--;
	if (table > 0)
		suspend(w, table - 1);
	if (!has_room(w, 0))
		end_part(w);
	add_notes(w);
}

void writer_add_note(struct writer *w, struct slice html)
{
	if (w->notes.len + html.len > NOTES_MAX)
		flush_notes(w);
	buffer_add_slice(&w->notes, html);
}
