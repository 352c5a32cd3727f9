/* Blocks whose text is taken as it is: code, HTML, comments. */
#include "doc/body.h"

#include "base/mem.h"
#include "doc/markdown.h"
#include "doc/syntax.h"

/* The lines of a literal, without the last one's line end; from the block's first byte. */
static struct span literal_span(
	const struct builder *b, uint32_t start, uint32_t line, const char *literal)
{
	uint32_t lines = content_count_lines(literal);
	struct span span = {start, builder_line_end(b, line + (lines > 0 ? lines - 1 : 0))};

	while (span.end > start && syntax_is_space(b->source.at[span.end - 1]))
		span.end--;
	return span;
}

/* The next node in the order of the document that is not inside this one. */
static cmark_node *node_after(cmark_node *node)
{
	while (node && !cmark_node_next(node))
		node = cmark_node_parent(node);
	return node ? cmark_node_next(node) : NULL;
}

static bool is_closing_fence(const struct builder *b, uint32_t line, char fence, int length)
{
	uint32_t at = builder_line_start(b, line), end = builder_line_end(b, line);
	const char *source = b->source.at;

	while (at < end && (source[at] == ' ' || source[at] == '\t' || source[at] == '>'))
		at++;
	for (; at < end && source[at] == fence; at++)
		length--;
	while (at < end && syntax_is_space(source[at]))
		at++;
	return at == end && length <= 0;
}

/*
 * Whether the last line is the closing fence. cmark gives a block that was closed by the end of its
 * quote or list the line after it, which may be a fence too: that of the next block.
 */
static bool is_closed(const struct builder *b, cmark_node *node, uint32_t first, uint32_t last)
{
	cmark_node *after = node_after(node);
	int length, offset;
	char fence;

	cmark_node_get_fenced(node, &length, &offset, &fence);
	return last > first && is_closing_fence(b, last, fence, length) &&
	       !(after && cmark_node_get_start_line(after) == cmark_node_get_end_line(node));
}

static struct view info_view(struct builder *b, struct span fence, const char *info)
{
	const char *at = b->source.at;
	char mark = fence.start < fence.end ? at[fence.start] : '\0';

	while (fence.start < fence.end && at[fence.start] == mark)
		fence.start++;
	while (fence.start < fence.end && syntax_is_space(at[fence.start]))
		fence.start++;
	while (fence.end > fence.start && syntax_is_space(at[fence.end - 1]))
		fence.end--;
	return builder_text(b, fence, slice_of(info));
}

static void add_fenced(struct body *body, cmark_node *node, uint32_t start, uint32_t line)
{
	struct builder *b = body->b;
	struct span fence = {start, builder_line_end(b, line)};
	uint32_t last = markdown_line(b, cmark_node_get_end_line(node));
	struct span span = {start, builder_line_end(b, last)};
	struct view info = info_view(b, fence, cmark_node_get_fence_info(node));
	struct outline_block *block;
	uint32_t index;
	bool closed = is_closed(b, node, line, last);

	if (!closed) {
		uint32_t lines = content_count_lines(cmark_node_get_literal(node));

		span.end = builder_line_end(b, line + lines);
		builder_fault(b, FAULT_UNCLOSED_CODE, fence,
			"this code block is never closed, so all that follows is code: end it with "
			"a line like its first, without text after the fence");
	}
	index = body_add_block(body, BLOCK_CODE, span);
	block = &b->blocks.at[index];
	block->flags = BLOCK_FENCED;
	block->text = info;
}

void body_add_code(struct body *body, cmark_node *node)
{
	struct builder *b = body->b;
	uint32_t start = markdown_start(b, node);
	uint32_t line = builder_line_at(b, start);
	int length, offset;
	char fence;

	if (cmark_node_get_fenced(node, &length, &offset, &fence))
		add_fenced(body, node, start, line);
	else
		body_add_block(body, BLOCK_CODE,
			literal_span(b, start, line, cmark_node_get_literal(node)));
}

/* Steps over one comment and the white space after it. False if none stands at `at`. */
static bool next_comment(struct slice s, size_t *at, struct span *inside)
{
	const char *end;

	if (s.len - *at < 4 || memcmp(s.at + *at, "<!--", 4) != 0)
		return false;
	*at += 4;
	inside->start = (uint32_t)*at;
	end = memmem(s.at + *at, s.len - *at, "-->", 3);
	inside->end = end ? (uint32_t)(end - s.at) : (uint32_t)s.len;
	*at = end ? inside->end + 3 : s.len;
	while (*at < s.len && syntax_is_space(s.at[*at]))
		(*at)++;
	return true;
}

static bool is_only_comments(struct slice literal)
{
	struct span inside;
	size_t at = 0;

	while (at < literal.len)
		if (!next_comment(literal, &at, &inside))
			return false;
	return literal.len > 0;
}

static struct span trim_span(const struct builder *b, struct span span)
{
	while (span.start < span.end && syntax_is_space(b->source.at[span.start]))
		span.start++;
	while (span.end > span.start && syntax_is_space(b->source.at[span.end - 1]))
		span.end--;
	return span;
}

/* The comments of one HTML block. Their places are found in the source, their text is that of the
 * literal, which has no quote markers between its lines. */
static void add_comments(struct body *body, struct span whole, struct slice literal)
{
	struct builder *b = body->b;
	struct slice source = builder_source(b, whole);
	struct span text, place;
	size_t in_literal = 0, start = 0, end = 0;

	while (next_comment(literal, &in_literal, &text) && next_comment(source, &end, &place)) {
		struct span span = {whole.start + (uint32_t)start, whole.start + (uint32_t)end};
		struct slice inside = {literal.at + text.start, text.end - text.start};
		struct view view;
		uint32_t index;

		place.start += whole.start;
		place.end += whole.start;
		view = builder_text(b, trim_span(b, place), slice_trim(inside));
		index = body_add_block(body, BLOCK_COMMENT, trim_span(b, span));
		b->blocks.at[index].text = view;
		start = end;
	}
}

void body_add_html(struct body *body, cmark_node *node)
{
	struct builder *b = body->b;
	uint32_t start = markdown_start(b, node);
	const char *text = cmark_node_get_literal(node);
	struct span span = literal_span(b, start, builder_line_at(b, start), text);
	struct slice literal = slice_trim(slice_of(text));

	if (is_only_comments(literal))
		add_comments(body, span, literal);
	else
		body_add_block(body, BLOCK_HTML, span);
}
