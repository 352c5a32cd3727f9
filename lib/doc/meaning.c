#include "doc/meaning.h"

#include "base/mem.h"
#include "doc/markdown.h"
#include "doc/markup.h"
#include "doc/syntax.h"

/* How deep in emphasis, not in what order: `***a***` nests one way or the other by parser. */
struct style {
	unsigned emphasis, strong, strike;
};

struct meaning {
	struct builder *b;
	struct buffer *out; /* the pool */
	struct markup markup;
	struct buffer html;
	struct buffer lines;
	uint32_t section; /* the open one */
	size_t start;     /* where it begins in `out` */
	uint32_t block;   /* from here on, the block of the next item is looked for */
	/* The list that ended last. One that follows with nothing between goes on with it. */
	cmark_node *list_parent;
	size_t list_end;
	int list_number; /* what its next item would have */
	size_t paragraph;
	/* The inlines of one leaf block. cmark splits text at every special character, so it is
	 * collected here first. */
	struct buffer text;
	struct style text_style;
	struct style written; /* the last one */
	struct style style;
	struct style space_style;
	bool is_spaced;  /* white space has been read, and nothing after it */
	bool is_at_edge; /* white space would come after white space, or first */
	unsigned images;
};

static void add_tag(struct meaning *m, char tag)
{
	buffer_add_char(m->out, tag);
}

static void add_text(struct meaning *m, struct slice text)
{
	buffer_addf(m->out, "%zu:", text.len);
	buffer_add_slice(m->out, text);
}

static bool style_equal(struct style a, struct style b)
{
	return a.emphasis == b.emphasis && a.strong == b.strong && a.strike == b.strike;
}

static void add_style(struct meaning *m, struct style style)
{
	if (style_equal(m->written, style))
		return;
	buffer_addf(m->out, "S%u,%u,%u;", style.emphasis, style.strong, style.strike);
	m->written = style;
}

/* ---- text ---- */

static void flush(struct meaning *m)
{
	if (m->text.len == 0)
		return;
	add_style(m, m->text_style);
	add_tag(m, 'T');
	add_text(m, buffer_slice(&m->text));
	buffer_clear(&m->text);
}

static void collect(struct meaning *m, struct slice text, struct style style)
{
	if (!style_equal(m->text_style, style))
		flush(m);
	m->text_style = style;
	buffer_add_slice(&m->text, text);
}

static void read_space(struct meaning *m)
{
	if (m->is_at_edge || m->is_spaced)
		return;
	m->is_spaced = true;
	m->space_style = m->style;
}

/* Something follows: white space before it counts. */
static void settle_space(struct meaning *m)
{
	if (!m->is_spaced)
		return;
	collect(m, slice_of(" "), m->space_style);
	m->is_spaced = false;
	m->is_at_edge = true;
}

static void read_text(struct meaning *m, struct slice text)
{
	size_t at = 0, end;

	while (at < text.len) {
		for (end = at; end < text.len && !syntax_is_space(text.at[end]);)
			end++;
		if (end > at) {
			settle_space(m);
			collect(m, (struct slice){text.at + at, end - at}, m->style);
			m->is_at_edge = false;
		}
		if (end < text.len)
			read_space(m);
		at = end + 1;
	}
}

/* An inline element that is not text follows. */
static void settle(struct meaning *m)
{
	settle_space(m);
	flush(m);
}

static void read_code(struct meaning *m, struct slice code)
{
	settle(m);
	add_style(m, m->style);
	add_tag(m, 'K');
	add_text(m, code);
	m->is_at_edge = false;
}

static void read_html(struct meaning *m, struct slice html)
{
	buffer_clear(&m->html);
	markup_add(&m->markup, html, &m->html);
	if (m->html.len == 0)
		return;
	settle(m);
	add_style(m, m->style);
	add_tag(m, 'M');
	add_text(m, buffer_slice(&m->html));
	m->is_at_edge = false;
}

/* White space before a break, and after it, is not to be seen. */
static void read_break(struct meaning *m)
{
	m->is_spaced = false;
	flush(m);
	add_tag(m, 'B');
	m->is_at_edge = true;
}

static void open_link(struct meaning *m, cmark_node *node, char tag)
{
	settle(m);
	add_tag(m, tag);
	add_text(m, slice_of(cmark_node_get_url(node)));
	add_text(m, slice_of(cmark_node_get_title(node)));
}

/* The alternative text of an image is only text. */
static void read_in_image(struct meaning *m, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
	case CMARK_NODE_CODE:
		read_text(m, slice_of(cmark_node_get_literal(node)));
		break;
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		read_space(m);
		break;
	default:
		break;
	}
}

static void enter_inline(struct meaning *m, cmark_node *node)
{
	struct slice literal = slice_of(cmark_node_get_literal(node));

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		read_text(m, literal);
		break;
	case CMARK_NODE_SOFTBREAK:
		read_space(m);
		break;
	case CMARK_NODE_LINEBREAK:
		read_break(m);
		break;
	case CMARK_NODE_CODE:
		read_code(m, literal);
		break;
	case CMARK_NODE_HTML_INLINE:
		read_html(m, literal);
		break;
	case CMARK_NODE_EMPH:
		m->style.emphasis++;
		break;
	case CMARK_NODE_STRONG:
		m->style.strong++;
		break;
	case CMARK_NODE_LINK:
		open_link(m, node, 'L');
		break;
	case CMARK_NODE_IMAGE:
		open_link(m, node, 'I');
		m->is_at_edge = true;
		break;
	default: /* the one inline of our extensions: strikethrough */
		m->style.strike++;
		break;
	}
}

static void leave_inline(struct meaning *m, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_EMPH:
		m->style.emphasis--;
		break;
	case CMARK_NODE_STRONG:
		m->style.strong--;
		break;
	case CMARK_NODE_LINK:
		flush(m);
		add_tag(m, 'l');
		break;
	case CMARK_NODE_IMAGE:
		m->is_spaced = false;
		flush(m);
		add_tag(m, 'i');
		m->is_at_edge = false;
		break;
	case CMARK_NODE_TEXT:
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
	case CMARK_NODE_CODE:
	case CMARK_NODE_HTML_INLINE:
		break;
	default:
		m->style.strike--;
		break;
	}
}

static void on_inline(struct meaning *m, cmark_node *node, bool is_entered)
{
	bool is_image = cmark_node_get_type(node) == CMARK_NODE_IMAGE;

	if (is_image && !is_entered)
		m->images--;
	if (m->images == 0)
		(is_entered ? enter_inline : leave_inline)(m, node);
	else if (is_entered)
		read_in_image(m, node);
	if (is_image && is_entered)
		m->images++;
}

static void start_inlines(struct meaning *m)
{
	m->style = m->written = m->text_style = (struct style){0, 0, 0};
	m->is_spaced = false;
	m->is_at_edge = true;
	m->images = 0;
}

static void end_inlines(struct meaning *m, char tag)
{
	flush(m);
	add_tag(m, tag);
}

/* ---- blocks ---- */

static void end_section(struct meaning *m)
{
	*LIST_ADD(m->b->meanings) = (struct view){
		(uint32_t)(m->b->source.len + m->start), (uint32_t)(m->out->len - m->start)};
	m->start = m->out->len;
	m->section++;
}

static void enter_heading(struct meaning *m, cmark_node *node)
{
	if (cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT)
		end_section(m);
	buffer_addf(m->out, "H%d;", cmark_node_get_heading_level(node));
	start_inlines(m);
}

static void enter_paragraph(struct meaning *m)
{
	m->paragraph = m->out->len;
	add_tag(m, 'P');
	start_inlines(m);
}

static void forget(struct meaning *m, size_t len)
{
	m->out->len = len;
	m->out->at[len] = '\0';
}

/* In a quote, cmark does not know a box for one; its mark is written in either case there too. */
static void fold_box(struct meaning *m)
{
	size_t at = m->paragraph + 2;
	char *out = m->out->at;

	if (at >= m->out->len || out[at - 1] != 'T')
		return;
	at += slice_find(slice_from(buffer_slice(m->out), at), ':') + 1;
	if (m->out->len - at > 3 && memcmp(out + at, "[X]", 3) == 0)
		out[at + 1] = 'x';
}

/* One of nothing but comments is none. */
static void leave_paragraph(struct meaning *m, cmark_node *node)
{
	end_inlines(m, 'p');
	if (m->out->len == m->paragraph + 2)
		forget(m, m->paragraph);
	else if (cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_ITEM &&
		 !cmark_node_previous(node))
		fold_box(m);
}

/* Lines without white space at their ends: the digest of a document does not cover it either. */
static void add_lines(struct meaning *m, struct slice text)
{
	size_t end, len;

	buffer_clear(&m->lines);
	for (; text.len > 0; text = slice_from(text, end)) {
		len = slice_find(text, '\n');
		end = len < text.len ? len + 1 : len;
		while (len > 0 && syntax_is_space(text.at[len - 1]))
			len--;
		buffer_add(&m->lines, text.at, len);
		buffer_add_char(&m->lines, '\n');
	}
	add_text(m, buffer_slice(&m->lines));
}

/* The info string of code, with white space folded. */
static void add_info(struct meaning *m, struct slice info)
{
	buffer_clear(&m->lines);
	for (size_t i = 0; i < info.len; i++)
		if (!syntax_is_space(info.at[i]))
			buffer_add_char(&m->lines, info.at[i]);
		else if (i == 0 || !syntax_is_space(info.at[i - 1]))
			buffer_add_char(&m->lines, ' ');
	add_text(m, slice_trim(buffer_slice(&m->lines)));
}

static void add_code_block(struct meaning *m, cmark_node *node)
{
	add_tag(m, 'C');
	add_info(m, slice_of(cmark_node_get_fence_info(node)));
	add_lines(m, slice_of(cmark_node_get_literal(node)));
}

static void add_html_block(struct meaning *m, cmark_node *node)
{
	struct slice text;

	buffer_clear(&m->html);
	markup_add(&m->markup, slice_of(cmark_node_get_literal(node)), &m->html);
	text = slice_trim(buffer_slice(&m->html));
	if (text.len == 0)
		return;
	add_tag(m, 'X');
	add_lines(m, text);
}

/* Two lists with only comments between them, or other bullets, are one; if ordered, only if the
 * numbers go on. */
static void enter_list(struct meaning *m, cmark_node *node)
{
	bool is_ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
	int start = is_ordered ? cmark_node_get_list_start(node) : -1;
	bool goes_on = m->list_parent == cmark_node_parent(node) && m->list_end == m->out->len &&
		       m->list_number == start;

	if (goes_on)
		forget(m, m->out->len - 1);
	else if (is_ordered)
		buffer_addf(m->out, "O%d;", start);
	else
		add_tag(m, 'U');
}

static void leave_list(struct meaning *m, cmark_node *node)
{
	cmark_node *item = cmark_node_first_child(node);

	m->list_number = -1;
	if (cmark_node_get_list_type(node) == CMARK_ORDERED_LIST) {
		m->list_number = cmark_node_get_list_start(node);
		for (; item; item = cmark_node_next(item))
			m->list_number++;
	}
	add_tag(m, 'u');
	m->list_parent = cmark_node_parent(node);
	m->list_end = m->out->len;
}

/* body.c has read the boxes: cmark takes any `[x]` of the line for a checked one. */
static void enter_item(struct meaning *m)
{
	const struct builder *b = m->b;
	uint32_t flags = 0;

	while (m->block < b->blocks.count && b->blocks.at[m->block].type != BLOCK_ITEM)
		m->block++;
	if (m->block < b->blocks.count)
		flags = b->blocks.at[m->block++].flags;
	if (flags & BLOCK_TASK)
		add_tag(m, flags & BLOCK_DONE ? 'Z' : 'A');
	else
		add_tag(m, 'N');
}

/* Blocks of our extensions. */
static bool on_table(struct meaning *m, cmark_node *node, bool is_entered)
{
	const char *type = cmark_node_get_type_string(node);

	if (strcmp(type, "table") == 0) {
		add_tag(m, is_entered ? 'G' : 'g');
	} else if (strcmp(type, "table_header") == 0 || strcmp(type, "table_row") == 0) {
		add_tag(m, is_entered ? 'R' : 'r');
	} else if (strcmp(type, "table_cell") == 0) {
		if (is_entered) {
			add_tag(m, 'D');
			start_inlines(m);
		} else {
			end_inlines(m, 'd');
		}
	} else {
		return false;
	}
	return true;
}

static void enter(struct meaning *m, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_DOCUMENT:
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		add_tag(m, 'Q');
		break;
	case CMARK_NODE_LIST:
		enter_list(m, node);
		break;
	case CMARK_NODE_ITEM:
		enter_item(m);
		break;
	case CMARK_NODE_HEADING:
		enter_heading(m, node);
		break;
	case CMARK_NODE_PARAGRAPH:
		enter_paragraph(m);
		break;
	case CMARK_NODE_CODE_BLOCK:
		add_code_block(m, node);
		break;
	case CMARK_NODE_HTML_BLOCK:
		add_html_block(m, node);
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		add_tag(m, '-');
		break;
	default:
		if (!on_table(m, node, true))
			on_inline(m, node, true);
		break;
	}
}

static void leave(struct meaning *m, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_DOCUMENT:
	case CMARK_NODE_CODE_BLOCK:
	case CMARK_NODE_HTML_BLOCK:
	case CMARK_NODE_THEMATIC_BREAK:
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		add_tag(m, 'q');
		break;
	case CMARK_NODE_LIST:
		leave_list(m, node);
		break;
	case CMARK_NODE_ITEM:
		add_tag(m, 'n');
		break;
	case CMARK_NODE_HEADING:
		end_inlines(m, 'h');
		break;
	case CMARK_NODE_PARAGRAPH:
		leave_paragraph(m, node);
		break;
	default:
		if (!on_table(m, node, false))
			on_inline(m, node, false);
		break;
	}
}

/* Goes through the tree as far as there are sections: after a limit was reached, there are fewer
 * than headings. */
static void walk(struct meaning *m, cmark_node *root)
{
	cmark_node *node = root;

	while (node && m->section < m->b->sections.count) {
		cmark_node *next = cmark_node_first_child(node);

		enter(m, node);
		while (!next && node) {
			leave(m, node);
			if (node == root)
				break;
			next = cmark_node_next(node);
			if (!next)
				node = cmark_node_parent(node);
		}
		node = next;
	}
}

void meaning_read(struct builder *b)
{
	struct meaning m = {.b = b, .out = &b->pool, .list_number = -1};
	uint32_t faults = b->faults.count;
	cmark_node *root = markdown_parse(b);

	b->faults.count = faults; /* they have been reported */
	m.start = m.out->len;
	if (root)
		walk(&m, root);
	while (m.section < b->sections.count)
		end_section(&m);
	buffer_dispose(&m.text);
	buffer_dispose(&m.html);
	buffer_dispose(&m.lines);
}
