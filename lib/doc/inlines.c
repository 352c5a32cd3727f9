#include "doc/inlines.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "doc/syntax.h"

/* Second characters of the named references that stand for two (HTML, "Named character
 * references"), but for `&fjlig;`: whether a reference made one character or two is told by the
 * text itself. */
static const uint32_t second_characters[] = {0x338, 0x20d2, 0x20e5, 0xfe00, 0x333, 0x331, 0x200a};

static char peek(const struct inlines *in, uint32_t ahead)
{
	uint32_t at = in->at + ahead;

	return at < in->content.len ? in->content.text[at] : '\0';
}

static struct span span_of(struct inlines *in, uint32_t start, uint32_t end)
{
	return content_span(&in->content, in->b, start, end);
}

/* How many bytes of `literal` the character reference at `name` made; `after` follows it. */
static size_t reference_yield(const char *name, struct slice literal, size_t i, char after)
{
	uint32_t character;
	size_t first = utf8_next(literal, i, &character), second;

	if (strncmp(name, "&fjlig;", 7) == 0)
		return 2;
	if (i + first >= literal.len || literal.at[i + first] == after)
		return first;
	second = utf8_next(literal, i + first, &character);
	for (size_t k = 0; k < sizeof second_characters / sizeof *second_characters; k++)
		if (character == second_characters[k])
			return first + second;
	return first;
}

/* Consumes one character of text as cmark did: an escape, a character reference, or itself. Returns
 * how many bytes of `literal` from `i` it made; 0 if it does not fit. */
static size_t take_character(struct inlines *in, struct slice literal, size_t i)
{
	char c = peek(in, 0), wanted = literal.at[i];
	uint32_t character, len;

	if (c == '\\' && !in->in_autolink && syntax_is_punctuation(peek(in, 1))) {
		if (peek(in, 1) != wanted)
			return 0;
		in->at += 2;
		return 1;
	}
	if (c == '&') {
		len = syntax_reference(in->content.text, in->content.len, in->at, &character);
		if (len > 0 && (wanted != '&' || character == '&')) {
			const char *name = in->content.text + in->at;

			in->at += len;
			return reference_yield(name, literal, i, peek(in, 0));
		}
	}
	if (c != wanted || in->at >= in->content.len)
		return 0;
	in->at++;
	return 1;
}

/* Text that did not fit is looked for; this does not happen with the cmark that we know. */
static uint32_t resume(struct inlines *in, uint32_t from, struct slice literal)
{
	const char *found = from < in->content.len
				    ? memmem(in->content.text + from, in->content.len - from,
					      literal.at, literal.len)
				    : NULL;

	if (!found) {
		in->at = from;
		return from;
	}
	in->at = (uint32_t)(found - in->content.text) + (uint32_t)literal.len;
	return in->at - (uint32_t)literal.len;
}

/* Consumes the text of a node; returns where it begins. */
static uint32_t take_text(struct inlines *in, struct slice literal)
{
	uint32_t start = in->at;
	size_t made;

	if (in->content.len - in->at >= literal.len &&
		memcmp(in->content.text + in->at, literal.at, literal.len) == 0 &&
		!memchr(literal.at, '\\', literal.len) && !memchr(literal.at, '&', literal.len)) {
		in->at += (uint32_t)literal.len;
		return start;
	}
	for (size_t i = 0; i < literal.len; i += made) {
		made = take_character(in, literal, i);
		if (made == 0)
			return resume(in, start, literal);
	}
	return start;
}

static unsigned flags_now(const struct inlines *in)
{
	return (in->link ? RUN_IN_LINK : 0) | (in->image ? RUN_IN_IMAGE : 0) |
	       (in->emphasis ? RUN_EMPHASIS : 0) | (in->strong ? RUN_STRONG : 0) |
	       (in->strike ? RUN_STRIKE : 0) | (in->after_break ? RUN_BREAK_BEFORE : 0);
}

static struct outline_run *add_run(
	struct inlines *in, enum run_type type, struct span span, struct slice text)
{
	struct view view = builder_text(in->b, span, text);
	struct outline_run *run = LIST_ADD(in->b->runs);

	*run = (struct outline_run){
		.type = type,
		.flags = flags_now(in),
		.span = span,
		.text = view,
		.section = in->section,
		.block = in->block,
		.cell = in->cell,
	};
	in->after_break = false;
	return run;
}

/* A run that belongs to the text as people read it. */
static void add_text(struct inlines *in, enum run_type type, struct span span, struct slice text)
{
	if (in->after_break && in->flat.len > 0)
		buffer_add_char(&in->flat, in->line_break);
	buffer_add_slice(&in->flat, text);
	if (in->flat_runs++ == 0)
		in->flat_span.start = span.start;
	in->flat_span.end = span.end;
	if (in->counts_words)
		in->b->sections.at[in->section].words += words_count(&in->word, text);
	add_run(in, type, span, text);
}

static void on_text(struct inlines *in, cmark_node *node)
{
	struct slice literal = slice_of(cmark_node_get_literal(node));
	uint32_t start;

	if (literal.len == 0)
		return;
	start = take_text(in, literal);
	add_text(in, RUN_TEXT, span_of(in, start, in->at), literal);
}

/* Spaces round a line end belong to it; not those after a backslash, which a lazy line may have. */
static void on_break(struct inlines *in)
{
	bool is_escaped;

	while (syntax_is_space(peek(in, 0)) && peek(in, 0) != '\n')
		in->at++;
	is_escaped = peek(in, 0) == '\\';
	in->at += is_escaped;
	if (peek(in, 0) == '\n')
		in->at++;
	while (!is_escaped && (peek(in, 0) == ' ' || peek(in, 0) == '\t'))
		in->at++;
	in->after_break = true;
	in->word = WORD_NONE;
}

static uint32_t run_length(const struct inlines *in, uint32_t at, char c)
{
	uint32_t start = at;

	while (at < in->content.len && in->content.text[at] == c)
		at++;
	return at - start;
}

static void on_code(struct inlines *in, cmark_node *node)
{
	struct slice literal = slice_of(cmark_node_get_literal(node));
	uint32_t ticks = run_length(in, in->at, '`');
	uint32_t start = in->at + ticks, end = start, length;

	for (; end < in->content.len; end += length ? length : 1) {
		length = run_length(in, end, '`');
		if (length == ticks)
			break;
	}
	if (ticks == 0 || end >= in->content.len) {
		start = resume(in, in->at, literal);
		end = in->at;
	} else {
		in->at = end + ticks;
	}
	if (end - start == literal.len + 2) { /* one space was taken away at either end */
		start++;
		end--;
	}
	add_text(in, RUN_CODE, span_of(in, start, end), literal);
}

static void on_html(struct inlines *in, cmark_node *node)
{
	struct slice literal = slice_of(cmark_node_get_literal(node)), inside;
	uint32_t start = resume(in, in->at, literal);

	in->word = WORD_NONE;
	if (!slice_starts_with(literal, "<!--") || !slice_ends_with(literal, "-->") ||
		literal.len < 7) {
		add_run(in, RUN_HTML, span_of(in, start, in->at), literal);
		return;
	}
	inside = slice_trim((struct slice){literal.at + 4, literal.len - 7});
	if (in->at > start)
		start += (uint32_t)(inside.at - literal.at);
	add_run(in, RUN_COMMENT, span_of(in, start, start + (uint32_t)inside.len), inside);
}

/* Consumes `count` delimiters if they stand here. */
static void skip_delimiters(struct inlines *in, uint32_t count)
{
	while (count-- > 0 && (peek(in, 0) == '*' || peek(in, 0) == '_'))
		in->at++;
}

static void open_link(struct inlines *in, bool is_image)
{
	struct outline_link *link;
	bool is_autolink = peek(in, 0) == '<';
	/* Without the footnotes option cmark takes `[^1]` for a reference link. */
	bool is_footnote = !is_image && !is_autolink && peek(in, 1) == '^';
	uint32_t start = in->at;

	in->at += is_image ? 2 : 1;
	in->in_autolink = is_autolink;
	if (is_footnote) {
		*LIST_ADD(in->open_links) = OUTLINE_NONE;
		return;
	}
	*LIST_ADD(in->open_links) = in->b->links.count;
	link = LIST_ADD(in->b->links);
	*link = (struct outline_link){
		.type = is_image      ? LINK_IMAGE
			: is_autolink ? LINK_AUTOLINK
				      : LINK_LINK,
		.span = span_of(in, start, start + 1),
		.section = in->section,
		.block = in->block,
		.cell = in->cell,
		.first_run = in->b->runs.count,
	};
	in->image += is_image;
	in->link += !is_image;
}

/* Consumes the end of a link and says where its destination is. */
static struct syntax_tail take_tail(struct inlines *in)
{
	struct syntax_tail tail = {.end = in->at + 1};

	if (in->in_autolink) {
		tail.is_inline = true;
		tail.target_end = in->at;
	} else if (peek(in, 0) == ']') {
		tail = syntax_link_tail(in->content.text, in->content.len, in->at + 1);
	} else {
		tail.end = in->at;
	}
	in->at = tail.end < in->content.len ? tail.end : in->content.len;
	return tail;
}

static void close_link(struct inlines *in, cmark_node *node, bool is_image)
{
	uint32_t index = in->open_links.at[--in->open_links.count];
	struct slice url = slice_of(cmark_node_get_url(node));
	bool is_autolink = in->in_autolink;
	struct syntax_tail tail = take_tail(in);
	struct span span = span_of(in, in->at > 0 ? in->at - 1 : 0, in->at), target;
	struct view view;
	struct outline_link *link;

	in->in_autolink = false;
	if (index == OUTLINE_NONE)
		return;
	link = &in->b->links.at[index];
	span.start = link->span.start;
	if (span.end < span.start)
		span.end = span.start;
	target = span;
	if (is_autolink)
		target = (struct span){span.start + 1, span.end - 1};
	else if (tail.is_inline)
		target = span_of(in, tail.target_start, tail.target_end);
	view = builder_text(in->b, target, url);
	link->span = span;
	link->target = view;
	link->target_span = target;
	link->end_run = in->b->runs.count;
	in->image -= is_image;
	in->link -= !is_image;
}

static void on_enter(struct inlines *in, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		on_text(in, node);
		break;
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		on_break(in);
		break;
	case CMARK_NODE_CODE:
		on_code(in, node);
		break;
	case CMARK_NODE_HTML_INLINE:
		on_html(in, node);
		break;
	case CMARK_NODE_EMPH:
		skip_delimiters(in, 1);
		in->emphasis++;
		break;
	case CMARK_NODE_STRONG:
		skip_delimiters(in, 2);
		in->strong++;
		break;
	case CMARK_NODE_LINK:
	case CMARK_NODE_IMAGE:
		open_link(in, cmark_node_get_type(node) == CMARK_NODE_IMAGE);
		break;
	default: /* the one inline of our extensions: strikethrough */
		in->at += run_length(in, in->at, '~');
		in->strike++;
		break;
	}
}

static void on_leave(struct inlines *in, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
	case CMARK_NODE_CODE:
	case CMARK_NODE_HTML_INLINE:
		break;
	case CMARK_NODE_EMPH:
		skip_delimiters(in, 1);
		in->emphasis--;
		break;
	case CMARK_NODE_STRONG:
		skip_delimiters(in, 2);
		in->strong--;
		break;
	case CMARK_NODE_LINK:
	case CMARK_NODE_IMAGE:
		close_link(in, node, cmark_node_get_type(node) == CMARK_NODE_IMAGE);
		break;
	default:
		in->at += run_length(in, in->at, '~');
		in->strike--;
		break;
	}
}

static void start(struct inlines *in)
{
	in->at = 0;
	in->emphasis = in->strong = in->strike = in->link = in->image = 0;
	in->after_break = false;
	in->in_autolink = false;
	in->word = WORD_NONE;
	in->open_links.count = 0;
	buffer_clear(&in->flat);
	in->flat_span = (struct span){in->content.whole.start, in->content.whole.start};
	in->flat_runs = 0;
}

static struct view flat_view(struct inlines *in, uint32_t first_run)
{
	struct slice text;

	if (in->flat_runs == 1 && in->b->runs.count == first_run + 1)
		return in->b->runs.at[first_run].text;
	text = slice_trim(buffer_slice(&in->flat));
	if (in->flat_runs == 1 && in->flat_span.start + text.len <= in->b->source.len)
		in->flat_span.end = in->flat_span.start + (uint32_t)text.len;
	return builder_text(in->b, in->flat_span, text);
}

struct view inlines_read(struct inlines *in, cmark_node *leaf)
{
	uint32_t first_run = in->b->runs.count;
	cmark_node *node = cmark_node_first_child(leaf);

	start(in);
	while (node) {
		cmark_node *next = cmark_node_first_child(node);

		on_enter(in, node);
		while (!next && node != leaf) {
			on_leave(in, node);
			next = cmark_node_next(node);
			if (!next)
				node = cmark_node_parent(node);
		}
		node = next;
	}
	return flat_view(in, first_run);
}

void inlines_dispose(struct inlines *in)
{
	content_dispose(&in->content);
	free(in->open_links.at);
	buffer_dispose(&in->flat);
}
