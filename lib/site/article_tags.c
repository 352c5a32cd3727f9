/* Tags: which elements stand where, and how they are written. */
#include "site/article_parts.h"

/* So deep elements are written; what is deeper stands in the last of them. A document may have 32
 * quotes and lists inside one another, emphasis as much as fits into a paragraph. */
#define MAX_BLOCKS  128
#define MAX_INLINES 32

/* The start tag of an item takes less. */
#define ITEM_ROOM 128

/* A head that is longer stands on its table's first page only. */
#define MAX_HEAD (8 * 1024)

/* Titles are shown as they are, in navigation and labels too. */
#define MAX_LABEL 120

/* ---- What may stand where ---------------------------------------------------------------------
 */

/* Whether what `top` has is text and inline elements, perhaps beside blocks. */
static bool takes_text(const struct writer_element *top)
{
	switch (top ? top->element : HTML_TABLE) {
	case HTML_UL:
	case HTML_OL:
	case HTML_TABLE:
	case HTML_THEAD:
	case HTML_TBODY:
	case HTML_TR:
	case HTML_BLOCKQUOTE:
		return false;
	default:
		return true;
	}
}

/* Whether an element may stand right in another one, or at the top of the article. */
static bool is_in_place(enum html_element element, const struct writer_element *top)
{
	if (html_is_inline(element))
		return takes_text(top);
	switch (element) {
	case HTML_LI:
		return top && (top->element == HTML_UL || top->element == HTML_OL);
	case HTML_THEAD:
	case HTML_TBODY:
		return top && top->element == HTML_TABLE;
	case HTML_TR:
		return top && (top->element == HTML_THEAD || top->element == HTML_TBODY);
	case HTML_TH:
	case HTML_TD:
		return top && top->element == HTML_TR;
	default:
		return !top || top->element == HTML_BLOCKQUOTE || top->element == HTML_LI;
	}
}

static bool is_too_deep(const struct writer *w, enum html_element element)
{
	const struct writer_element *last = w->n_open ? &w->open[w->n_open - 1] : NULL;

	if (!last)
		return false;
	return html_is_inline(element) ? last->inlines >= MAX_INLINES : last->blocks >= MAX_BLOCKS;
}

/* What they are written as; headings: heading_tag. */
static const char *const names[HTML_ELEMENTS] = {
	[HTML_BLOCKQUOTE] = "blockquote",
	[HTML_UL] = "ul",
	[HTML_LI] = "li",
	[HTML_P] = "p",
	[HTML_THEAD] = "thead",
	[HTML_TBODY] = "tbody",
	[HTML_TR] = "tr",
	[HTML_CODE] = "code",
	[HTML_EM] = "em",
	[HTML_STRONG] = "strong",
	[HTML_DEL] = "del",
};

/* ---- Start tags -------------------------------------------------------------------------------
 */

/* Where a start tag stands: what comes with it. */
struct start {
	const struct html_token *token;
	size_t first, end; /* findings */
	bool has_finding;
};

/* Begins a start tag in state->scratch: `<p id="L12" class="has-finding"`. */
static struct buffer *begin_tag(
	struct article_state *state, const char *name, const struct start *start, const char *class)
{
	struct buffer *out = &state->scratch;

	buffer_clear(out);
	buffer_add_char(out, '<');
	buffer_add_string(out, name);
	if (start->has_finding)
		article_add_line_id(state, out, start->token->first_line);
	if (start->has_finding || class)
		buffer_addf(out, " class=\"%s%s%s\"", class ? class : "",
			class && start->has_finding ? " " : "",
			start->has_finding ? "has-finding" : "");
	return out;
}

static struct writer_element *open_element(
	struct article_state *state, const struct start *start, const char *name)
{
	struct writer_element *added;

	buffer_add_char(&state->scratch, '>');
	added = writer_open(
		&state->writer, start->token->element, name, buffer_slice(&state->scratch));
	added->first = start->first;
	added->end = start->end;
	return added;
}

static void open_plain(struct article_state *state, const struct start *start)
{
	const char *name = names[start->token->element];

	begin_tag(state, name, start, NULL);
	open_element(state, start, name);
}

static void open_numbered(struct article_state *state, const struct start *start)
{
	struct buffer *out = begin_tag(state, "ol", start, NULL);

	if (start->token->start != 1)
		buffer_addf(out, " start=\"%u\"", start->token->start);
	open_element(state, start, "ol")->number = start->token->start;
}

static void open_item(struct article_state *state, const struct start *start)
{
	/* What has to go on in another part does so before the list counts this one. */
	writer_prepare(&state->writer, ITEM_ROOM);
	writer_top(&state->writer)->number++;
	state->item_line = start->token->first_line;
	open_plain(state, start);
}

static void open_table(struct article_state *state, const struct start *start)
{
	struct buffer *out = &state->scratch, *label = &state->writer.label;
	struct slice title = outline_text(
		state->document->outline, state->document->outline->sections[state->section].title);

	buffer_clear(label);
	buffer_clear(&state->writer.head);
	buffer_addf(label, "Table %u%s", ++state->tables, title.len ? ": " : "");
	html_encode(label, article_head_of(title, MAX_LABEL));
	buffer_clear(out);
	buffer_addf(out,
		"<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table",
		label->at);
	if (start->has_finding) {
		article_add_line_id(state, out, start->token->first_line);
		buffer_add_string(out, " class=\"has-finding\"");
	}
	open_element(state, start, "table");
}

static void open_cell(struct article_state *state, const struct start *start)
{
	static const char *const aligned[] = {NULL, NULL, "center", "right"};
	bool is_head = start->token->element == HTML_TH;
	const char *name = is_head ? "th" : "td";
	struct buffer *out = begin_tag(state, name, start, aligned[start->token->align]);

	if (is_head)
		buffer_add_string(out, " scope=\"col\"");
	open_element(state, start, name);
}

static void open_code(struct article_state *state, const struct start *start)
{
	struct buffer *out = begin_tag(state, "pre", start, NULL);

	buffer_add_string(out, " tabindex=\"0\"");
	open_element(state, start, "pre");
}

/* ---- Headings ---------------------------------------------------------------------------------
 */

static void add_heading(struct article_state *state, uint32_t level, struct slice title)
{
	struct article *article = state->article;

	GROW(article->headings, article->n_headings, state->headings_capacity);
	article->headings[article->n_headings++] =
		(struct article_heading){level, title, state->anchor, article->n_parts};
}

/* The title, which the page shows: only its anchor stays. */
static void drop_title(struct article_state *state, const struct start *start)
{
	struct buffer *out = &state->scratch;
	struct writer_element *added;

	buffer_clear(out);
	buffer_add_string(out, "<div id=\"");
	html_encode(out, state->anchor);
	buffer_add_string(out, "\"></div>\n");
	if (state->anchor.len)
		writer_add(&state->writer, buffer_slice(out));
	added = writer_open_silently(&state->writer, start->token->element);
	added->drops = true;
	added->first = start->first;
	added->end = start->end;
	state->dropped++;
	state->anchor.len = 0;
}

static bool is_title(const struct document *document, const struct outline_section *section)
{
	return section->level == 1 &&
	       slice_equal(slice_trim(outline_text(document->outline, section->title)),
		       slice_trim(document_text(document, "title")));
}

/* The level of the highest heading that is shown: the title is not. */
static uint32_t top_level(const struct document *document)
{
	const struct outline *outline = document->outline;
	uint32_t top = 6;
	bool has_title = false;

	for (uint32_t i = 1; i < outline->n_sections; i++) {
		const struct outline_section *section = &outline->sections[i];
		bool is_first = section->level == 1 && !has_title;

		has_title = has_title || is_first;
		if (section->level < top && !(is_first && is_title(document, section)))
			top = section->level;
	}
	return top;
}

/* Goes on to the next section, which this heading begins. False if its text is the page's title. */
static bool begin_section(struct article_state *state, uint32_t level)
{
	const struct outline *outline = state->document->outline;
	struct slice title;
	bool is_first = level == 1 && !state->has_title;

	state->has_title = state->has_title || level == 1;
	state->terms.section++;
	if (state->section + 1 >= outline->n_sections)
		return true;
	state->section++;
	state->anchor = state->names[state->section];
	title = slice_trim(outline_text(outline, outline->sections[state->section].title));
	writer_prepare(&state->writer, ARTICLE_PIECE_MAX);
	state->parts[state->section] = state->article->n_parts;
	if (level <= 3 && !is_first)
		add_heading(state, level, title);
	return !is_first || !is_title(state->document, &outline->sections[state->section]);
}

/* What a heading of a level is written as: the highest ones are below the page's title alone. */
static const char *heading_tag(struct article_state *state, uint32_t level)
{
	static const char *const tags[] = {"h2", "h3", "h4", "h5", "h6"};

	if (state->top_level == 0)
		state->top_level = top_level(state->document);
	level = level > state->top_level ? level - state->top_level : 0;
	return tags[level < 4 ? level : 4];
}

static void open_heading(struct article_state *state, const struct start *start)
{
	uint32_t level = start->token->element - HTML_H1 + 1;
	const char *name = heading_tag(state, level);
	struct buffer *out = &state->scratch;

	state->anchor.len = 0;
	if (!writer_top(&state->writer) && !begin_section(state, level)) {
		drop_title(state, start);
		return;
	}
	buffer_clear(out);
	buffer_addf(out, "<%s", name);
	if (state->anchor.len) {
		buffer_add_string(out, " id=\"");
		html_encode(out, state->anchor);
		buffer_add_char(out, '"');
	}
	if (start->has_finding)
		buffer_add_string(out, " class=\"has-finding\"");
	buffer_add_string(out, "><span");
	article_add_line_id(state, out, start->token->first_line);
	buffer_add_string(out, "></span");
	open_element(state, start, name);
}

static void close_heading(struct article_state *state)
{
	struct buffer *out = &state->scratch;

	if (state->anchor.len == 0)
		return;
	buffer_clear(out);
	buffer_add_string(out, " <a class=\"anchor\" href=\"#");
	html_encode(out, state->anchor);
	buffer_add_string(out, "\" aria-hidden=\"true\" tabindex=\"-1\">#</a>");
	writer_add(&state->writer, buffer_slice(out));
	state->anchor.len = 0;
}

/* ---- Tags -------------------------------------------------------------------------------------
 */

/* cmark takes any `[x]` of the line for the box: what is checked, the source says. */
static bool is_done(const struct article_state *state, uint32_t line)
{
	struct slice text = outline_line(state->document->outline, line);
	size_t at = 0;

	while (at < text.len && strchr(" \t>-*+.)0123456789", text.at[at]))
		at++;
	text = slice_from(text, at);
	return slice_starts_with(text, "[x]") || slice_starts_with(text, "[X]");
}

static void take_box(struct article_state *state, const struct start *start)
{
	const struct writer_element *item = writer_top(&state->writer);

	(void)start;
	if (!item || item->element != HTML_LI)
		return;
	state->box = is_done(state, state->item_line)
			     ? slice_of("<span class=\"task done\" role=\"img\" "
					"aria-label=\"done\">☑</span> ")
			     : slice_of("<span class=\"task\" role=\"img\" "
					"aria-label=\"to do\">☐</span> ");
}

static void add_break(struct article_state *state, const struct start *start)
{
	(void)start;
	writer_add(&state->writer, slice_of("<br>"));
}

static void add_rule(struct article_state *state, const struct start *start)
{
	struct buffer *out = begin_tag(state, "hr", start, NULL);

	buffer_add_string(out, ">\n");
	writer_add(&state->writer, buffer_slice(out));
	article_add_findings(state, start->first, start->end, false);
}

static void add_picture(struct article_state *state, const struct start *start)
{
	article_add_picture(state, start->token);
}

static void open_link(struct article_state *state, const struct start *start)
{
	if (state->in_link)
		writer_open_silently(&state->writer, HTML_A);
	else
		article_open_link(state, start->token);
}

static void open_head(struct article_state *state, const struct start *start)
{
	struct writer *w = &state->writer;

	open_plain(state, start);
	state->head_part = state->article->n_parts;
	state->head_at = w->part.len - strlen("<thead>");
}

/* A head stands in each part of its table, unless its findings gave it ids, which are unique. */
static void close_head(struct article_state *state)
{
	struct writer *w = &state->writer;
	struct slice head;

	if (state->head_part != state->article->n_parts || state->head_at > w->part.len)
		return;
	head = slice_from(buffer_slice(&w->part), state->head_at);
	if (head.len <= MAX_HEAD && w->notes.len == 0 && w->n_written == w->n_open) {
		buffer_add_slice(&w->head, head);
		buffer_add_char(&w->head, '\n');
	}
}

/* By element; NULL: open_plain. */
static void (*const openers[HTML_ELEMENTS])(
	struct article_state *state, const struct start *start) = {
	[HTML_OL] = open_numbered,
	[HTML_LI] = open_item,
	[HTML_H1] = open_heading,
	[HTML_H2] = open_heading,
	[HTML_H3] = open_heading,
	[HTML_H4] = open_heading,
	[HTML_H5] = open_heading,
	[HTML_H6] = open_heading,
	[HTML_PRE] = open_code,
	[HTML_TABLE] = open_table,
	[HTML_THEAD] = open_head,
	[HTML_TH] = open_cell,
	[HTML_TD] = open_cell,
	[HTML_HR] = add_rule,
	[HTML_BR] = add_break,
	[HTML_IMG] = add_picture,
	[HTML_INPUT] = take_box,
	[HTML_A] = open_link,
};

/* What an item has to say of its first lines comes before the list inside of it. */
static void end_lines_of_item(struct article_state *state, enum html_element element)
{
	struct writer_element *top = writer_top(&state->writer);

	if (!top || top->element != HTML_LI || (element != HTML_UL && element != HTML_OL))
		return;
	article_add_findings(state, top->first, top->end, false);
	top->first = top->end;
}

void article_open_tag(struct article_state *state, const struct html_token *token)
{
	struct writer *w = &state->writer;
	struct start start = {.token = token};

	start.has_finding = article_take_findings(state, state->tags++, &start.first, &start.end);
	if (state->dropped || !is_in_place(token->element, writer_top(w)) ||
		is_too_deep(w, token->element)) {
		if (!html_is_void(token->element))
			writer_open_silently(w, token->element);
		return;
	}
	end_lines_of_item(state, token->element);
	if (html_is_inline(token->element) && token->element != HTML_INPUT)
		article_add_box(state);
	if (openers[token->element])
		openers[token->element](state, &start);
	else
		open_plain(state, &start);
}

/* What comes with an element and stands before its end tag. */
static void end_content(struct article_state *state, const struct writer_element *element)
{
	switch (element->element) {
	case HTML_LI:
		article_add_box(state);
		article_add_findings(state, element->first, element->end, false);
		break;
	case HTML_H1:
	case HTML_H2:
	case HTML_H3:
	case HTML_H4:
	case HTML_H5:
	case HTML_H6:
		close_heading(state);
		break;
	case HTML_TABLE:
		article_add_findings(state, element->first, element->end, true);
		break;
	case HTML_A:
		state->in_link = false;
		break;
	default:
		break;
	}
}

/* What comes after it. */
static void end_element(struct article_state *state, const struct writer_element *element)
{
	switch (element->element) {
	case HTML_LI:
	case HTML_TABLE:
		break;
	case HTML_THEAD:
		close_head(state);
		break;
	default:
		article_add_findings(
			state, element->first, element->end, element->element == HTML_TR);
	}
	if (!html_is_inline(element->element))
		writer_end_block(&state->writer);
}

void article_close_tag(struct article_state *state, enum html_element element)
{
	struct writer *w = &state->writer;
	struct writer_element closed;

	if (w->n_open == 0 || w->open[w->n_open - 1].element != element)
		return;
	closed = w->open[w->n_open - 1];
	if (closed.name)
		end_content(state, &closed);
	writer_close(w);
	state->dropped -= closed.drops;
	if (closed.name || closed.drops)
		end_element(state, &closed);
}

void article_add_box(struct article_state *state)
{
	if (state->box.len == 0)
		return;
	writer_add(&state->writer, state->box);
	state->box.len = 0;
}

bool article_takes_text(const struct article_state *state)
{
	return !state->dropped && takes_text(writer_top(&state->writer));
}
