#include "doc/body.h"

#include <cmark-gfm-core-extensions.h>

#include "base/mem.h"
#include "doc/markdown.h"
#include "doc/syntax.h"
#include "doc/table.h"

static uint32_t trimmed_line_end(const struct builder *b, uint32_t line)
{
	uint32_t start = builder_line_start(b, line), end = builder_line_end(b, line);

	while (end > start && syntax_is_space(b->source.at[end - 1]))
		end--;
	return end;
}

/* The line of a place, which may be the end of the source. */
static struct span line_of(const struct builder *b, uint32_t start)
{
	struct span span = {start, trimmed_line_end(b, builder_line_at(b, start))};

	if (span.end < start)
		span.end = start;
	return span;
}

uint32_t body_add_block(struct body *body, enum block_type type, struct span span)
{
	struct builder *b = body->b;
	uint32_t index = b->blocks.count;
	struct outline_block *block = LIST_ADD(b->blocks);

	*block = (struct outline_block){
		.type = type,
		.span = span,
		.text = {span.start, 0},
		.parent = body->block,
		.next = index + 1,
		.section = body->section,
		.first_run = b->runs.count,
		.end_run = b->runs.count,
	};
	return index;
}

/* Directs inlines to a block (or, with OUTLINE_NONE, to the heading of the last section).
 * Paragraphs keep their line breaks, so that most stand in the source verbatim. */
static void aim(struct body *body, uint32_t block, char line_break)
{
	body->inlines.b = body->b;
	body->inlines.section = body->section;
	body->inlines.block = block;
	body->inlines.cell = OUTLINE_NONE;
	body->inlines.counts_words = block != OUTLINE_NONE;
	body->inlines.line_break = line_break;
}

/* Finds where a paragraph's content lies. Returns the place of its lines. */
static struct span place_paragraph(struct body *body, cmark_node *node, bool is_setext)
{
	struct builder *b = body->b;
	struct content *content = &body->inlines.content;
	const char *text = cmark_node_get_string_content(node);
	uint32_t lines = content_count_lines(text);
	/* Text before a table is a paragraph without a place of its own. */
	cmark_node *table = cmark_node_get_start_line(node) == 0 ? cmark_node_next(node) : NULL;
	uint32_t line = markdown_line(b, cmark_node_get_start_line(table ? table : node));
	uint32_t last = table ? table_header_line(b, table) - 1
			      : markdown_line(b, cmark_node_get_end_line(node));
	struct span span = {markdown_start(b, table ? table : node), 0};

	if (!is_setext && last + 1 >= line + lines)
		line = last + 1 - lines; /* after reference definitions */
	if (content_lines(content, b, text, &line, last, table) && content->len > 0) {
		span = content_span(content, b, 0, content->len);
		content->whole = span;
		return span;
	}
	span.end = trimmed_line_end(b, last);
	if (span.end < span.start)
		span.end = span.start;
	content->whole = span;
	return span;
}

/* The text of an ATX heading: between the marks and the closing ones. */
static struct span place_atx(struct body *body, cmark_node *node)
{
	struct builder *b = body->b;
	const char *text = cmark_node_get_string_content(node);
	struct span span = line_of(b, markdown_start(b, node));
	const char *at = b->source.at;

	while (span.start < span.end && at[span.start] == '#')
		span.start++;
	while (span.start < span.end && syntax_is_space(at[span.start]))
		span.start++;
	if (strlen(text) < span.end - span.start)
		span.end = span.start + (uint32_t)strlen(text);
	content_stretch(&body->inlines.content, b, text, span, false);
	return span;
}

/* A setext heading is underlined: nothing else ends in a line of only = or -, and cmark tells the
 * kinds apart by nothing that it makes public. */
static bool is_atx(const struct builder *b, cmark_node *node)
{
	uint32_t start = markdown_start(b, node);

	return start < b->source.len && b->source.at[start] == '#' &&
	       !strchr(cmark_node_get_string_content(node), '\n');
}

struct heading {
	struct span span;  /* all of it, in whole lines */
	struct span title; /* its text */
};

static struct heading place_heading(struct body *body, cmark_node *node)
{
	struct builder *b = body->b;
	struct heading heading;
	uint32_t line;

	if (is_atx(b, node)) {
		heading.title = place_atx(body, node);
		heading.span = line_of(b, markdown_start(b, node));
		return heading;
	}
	heading.title = place_paragraph(body, node, true);
	line = builder_line_at(b, heading.title.end) + 1;
	heading.span = (struct span){heading.title.start, trimmed_line_end(b, line)};
	if (heading.span.end < heading.title.end)
		heading.span.end = heading.title.end;
	return heading;
}

/* Sections that end where one of `level` begins (0: at the end of the document). Returns the
 * section that stays open. */
static uint32_t end_sections(struct body *body, uint32_t level, uint32_t start)
{
	struct builder *b = body->b;
	struct outline_section *section = &b->sections.at[body->section];
	uint32_t index = body->section;

	section->span.end = start;
	section->end_block = b->blocks.count;
	while (index != OUTLINE_NONE && b->sections.at[index].level >= level) {
		b->sections.at[index].next = b->sections.count;
		index = b->sections.at[index].parent;
	}
	return index == 0 ? OUTLINE_NONE : index;
}

static void add_section(struct body *body, cmark_node *node)
{
	struct builder *b = body->b;
	struct heading heading = place_heading(body, node);
	uint32_t level = (uint32_t)cmark_node_get_heading_level(node);
	uint32_t start = builder_line_start(b, builder_line_at(b, heading.span.start));
	uint32_t parent;
	struct outline_section *section;
	struct view title;

	if (b->sections.count > b->limits.parts) {
		builder_fault(b, FAULT_LIMIT, heading.span,
			"more than %u sections, the rest was not read: split the document, or "
			"raise 'limits: parts'",
			b->limits.parts);
		body->is_full = true;
		return;
	}
	if (start < b->body)
		start = b->body;
	parent = end_sections(body, level, start);
	body->section = b->sections.count;
	section = LIST_ADD(b->sections);
	*section = (struct outline_section){
		.level = level,
		.title = {heading.title.start, 0},
		.title_span = heading.title,
		.span = {start, start},
		.parent = parent,
		.next = body->section + 1,
		.first_block = b->blocks.count,
		.end_block = b->blocks.count,
	};
	aim(body, OUTLINE_NONE, ' ');
	title = inlines_read(&body->inlines, node);
	b->sections.at[body->section].title = title;
}

static void add_inner_heading(struct body *body, cmark_node *node)
{
	struct heading heading = place_heading(body, node);
	uint32_t index = body_add_block(body, BLOCK_HEADING, heading.span);
	struct view text;

	aim(body, index, ' ');
	text = inlines_read(&body->inlines, node);
	body->b->blocks.at[index].text = text;
}

static void add_paragraph(struct body *body, cmark_node *node)
{
	struct builder *b = body->b;
	struct span span = place_paragraph(body, node, false);
	uint32_t index = body_add_block(body, BLOCK_PARAGRAPH, span);
	struct outline_block *parent;
	struct view text;

	aim(body, index, '\n');
	text = inlines_read(&body->inlines, node);
	b->blocks.at[index].text = text;
	if (body->block == OUTLINE_NONE)
		return;
	parent = &b->blocks.at[body->block];
	if (parent->type == BLOCK_ITEM && parent->text.len == 0)
		parent->text = text;
}

static void add_table(struct body *body, cmark_node *node)
{
	struct builder *b = body->b;
	uint32_t start = markdown_start(b, node);
	uint32_t index = body_add_block(body, BLOCK_TABLE, (struct span){start, start});
	uint32_t table = b->tables.count;

	aim(body, index, ' ');
	body->is_full = !table_read(&body->inlines, node, body->quotes);
	b->blocks.at[index].number = table;
	b->blocks.at[index].span = b->tables.at[table].span;
}

/* Whether the box is checked stands in the source; cmark takes any `[x]` of the line for it. */
static void read_box(const struct builder *b, struct outline_block *item, uint32_t at)
{
	while (at < b->source.len && (b->source.at[at] == ' ' || b->source.at[at] == '\t'))
		at++;
	if (at + 2 >= b->source.len || b->source.at[at] != '[' || b->source.at[at + 2] != ']')
		return;
	item->flags |= BLOCK_TASK;
	if (b->source.at[at + 1] == 'x' || b->source.at[at + 1] == 'X')
		item->flags |= BLOCK_DONE;
}

static void read_marker(const struct builder *b, cmark_node *node, struct outline_block *item)
{
	uint32_t at = item->span.start;
	const char *source = b->source.at;

	while (at < b->source.len && source[at] >= '0' && source[at] <= '9')
		item->number = item->number * 10 + (uint32_t)(source[at++] - '0');
	if (at > item->span.start)
		item->flags |= BLOCK_ORDERED;
	if (at < b->source.len)
		at++;
	item->span.end = at;
	if (strcmp(cmark_node_get_type_string(node), "tasklist") == 0)
		read_box(b, item, at);
}

/* A block that holds others. */
static void open_block(struct body *body, cmark_node *node, enum block_type type)
{
	uint32_t start = markdown_start(body->b, node);
	uint32_t index = body_add_block(body, type, (struct span){start, start});
	struct outline_block *block = &body->b->blocks.at[index];

	body->block = index;
	if (type == BLOCK_QUOTE) {
		block->span.end += start < body->b->source.len;
		body->quotes++;
	}
	if (type != BLOCK_LIST)
		body->depth++;
	if (type == BLOCK_LIST && cmark_node_get_list_type(node) == CMARK_ORDERED_LIST)
		block->flags |= BLOCK_ORDERED;
	if (type == BLOCK_ITEM)
		read_marker(body->b, node, block);
}

/* What is inside has all been added: a block reaches to the end of its last part. */
static void close_block(struct body *body)
{
	struct builder *b = body->b;
	struct outline_block *block = &b->blocks.at[body->block];

	block->next = b->blocks.count;
	block->end_run = b->runs.count;
	body->quotes -= block->type == BLOCK_QUOTE;
	body->depth -= block->type != BLOCK_LIST;
	body->block = block->parent;
	if (block->parent != OUTLINE_NONE && b->blocks.at[block->parent].span.end < block->span.end)
		b->blocks.at[block->parent].span.end = block->span.end;
}

/* Blocks without blocks inside. */
static void add_leaf(struct body *body, cmark_node *node)
{
	struct builder *b = body->b;
	uint32_t first = b->blocks.count, last;
	bool is_top = body->block == OUTLINE_NONE;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_HEADING:
		if (is_top) {
			add_section(body, node);
			return;
		}
		add_inner_heading(body, node);
		break;
	case CMARK_NODE_PARAGRAPH:
		add_paragraph(body, node);
		break;
	case CMARK_NODE_CODE_BLOCK:
		body_add_code(body, node);
		break;
	case CMARK_NODE_HTML_BLOCK:
		body_add_html(body, node);
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		body_add_block(body, BLOCK_BREAK, line_of(b, markdown_start(b, node)));
		break;
	default: /* the one block of our extensions */
		add_table(body, node);
		break;
	}
	if (b->blocks.count == first)
		return;
	last = b->blocks.count - 1;
	b->blocks.at[last].end_run = b->runs.count;
	if (!is_top && b->blocks.at[body->block].span.end < b->blocks.at[last].span.end)
		b->blocks.at[body->block].span.end = b->blocks.at[last].span.end;
}

/* Adds a node's block; true if its children are to be added inside it. */
static bool enter(struct body *body, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		open_block(body, node, BLOCK_QUOTE);
		return true;
	case CMARK_NODE_LIST:
		open_block(body, node, BLOCK_LIST);
		return true;
	case CMARK_NODE_ITEM:
		open_block(body, node, BLOCK_ITEM);
		return true;
	default:
		add_leaf(body, node);
		return false;
	}
}

static void check_depth(struct body *body)
{
	struct builder *b = body->b;

	if (body->depth <= b->limits.nesting || body->is_full)
		return;
	builder_fault(b, FAULT_LIMIT, line_of(b, b->blocks.at[body->block].span.start),
		"quotes and lists are nested more than %u deep, what follows was not read: make it "
		"flatter, or raise 'limits: nesting'",
		b->limits.nesting);
	body->is_full = true;
}

static void walk(struct body *body, cmark_node *root)
{
	cmark_node *node = cmark_node_first_child(root), *next;

	while (node && !body->is_full) {
		bool is_unproven = enter(body, node);

		check_depth(body);
		next = is_unproven ? cmark_node_first_child(node) : NULL;
		if (is_unproven && !next)
			close_block(body);
		while (!next && node != root) {
			next = cmark_node_next(node);
			node = cmark_node_parent(node);
			if (!next && node != root)
				close_block(body);
		}
		node = next;
	}
	while (body->block != OUTLINE_NONE)
		close_block(body);
}

void body_none(struct builder *b)
{
	struct outline_section *section = LIST_ADD(b->sections);

	*section = (struct outline_section){
		.title = {b->body, 0},
		.title_span = {b->body, b->body},
		.span = {b->body, (uint32_t)b->source.len},
		.parent = OUTLINE_NONE,
		.next = 1,
	};
}

void body_read(struct body *body, struct builder *b)
{
	cmark_node *root;

	body->b = b;
	body->section = 0;
	body->block = OUTLINE_NONE;
	body->quotes = body->depth = 0;
	body->is_full = false;
	body_none(b);
	root = markdown_parse(b);
	if (root)
		walk(body, root);
	end_sections(body, 0, (uint32_t)b->source.len);
}

void body_dispose(struct body *body)
{
	inlines_dispose(&body->inlines);
}
