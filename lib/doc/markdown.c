#include "doc/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

#include "doc/region.h"

/* Small enough that what one piece can do unseen takes no time. */
#define PIECE_BYTES 1024

#define MAX_FAULTS 20

/* cmark takes time with the square of the cells of a row: a row may have this share of all parts.
 */
#define ROW_SHARE 10

/* What looks like the beginning of inline HTML makes cmark look for its end through all of the
 * paragraph. So many may stand in one of the greatest length; in a shorter one, more. */
#define MAX_OPENERS 64

/* cmark hands out its tree only when all is parsed. An extension is told of the container of each
 * line, from which the root can be reached; it opens no blocks. */
static struct {
	cmark_syntax_extension *extension;
	cmark_node *root;
} probe;

static cmark_node *find_root(cmark_syntax_extension *extension, int indented, cmark_parser *parser,
	/* NOLINTNEXTLINE(readability-non-const-parameter): cmark's type */
	cmark_node *container, unsigned char *input, int len)
{
	(void)extension;
	(void)indented;
	(void)parser;
	(void)input;
	(void)len;
	if (!probe.root)
		while (container) {
			probe.root = container;
			container = cmark_node_parent(container);
		}
	return NULL;
}

static cmark_parser *new_parser(void)
{
	static const char *const names[] = {"table", "strikethrough", "tasklist"};
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, region_mem());

	if (!probe.extension) {
		cmark_gfm_core_extensions_ensure_registered();
		probe.extension = cmark_syntax_extension_new("handoff-probe");
		cmark_syntax_extension_set_open_block_func(probe.extension, find_root);
	}
	probe.root = NULL;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(names[i]));
	cmark_parser_attach_syntax_extension(parser, probe.extension);
	return parser;
}

uint32_t markdown_line(const struct builder *b, int line)
{
	if (line <= MARKDOWN_FIRST_LINE)
		return b->body_line;
	return b->body_line + (uint32_t)(line - MARKDOWN_FIRST_LINE);
}

uint32_t markdown_start(const struct builder *b, cmark_node *node)
{
	uint32_t line = markdown_line(b, cmark_node_get_start_line(node));
	int column = cmark_node_get_start_column(node);
	uint32_t start = builder_line_start(b, line);
	uint32_t end = builder_line_end(b, line);

	if (start < b->body)
		start = b->body; /* after a byte order mark */
	if (column > 1)
		start += (uint32_t)column - 1;
	return start < end ? start : end;
}

static struct span first_line_of(const struct builder *b, cmark_node *node)
{
	struct span span = {markdown_start(b, node), 0};

	span.end = builder_line_end(b, builder_line_at(b, span.start));
	return span;
}

/* Checks the blocks that the next line may continue. False if they are too deep. */
static bool check_open(struct builder *b)
{
	cmark_node *node = probe.root, *child;
	unsigned depth = 0;

	if (!node)
		return true;
	while ((child = cmark_node_last_child(node))) {
		cmark_node_type type = cmark_node_get_type(child);

		node = child;
		if (type != CMARK_NODE_BLOCK_QUOTE && type != CMARK_NODE_ITEM)
			continue;
		if (++depth <= b->limits.nesting)
			continue;
		builder_fault(b, FAULT_LIMIT, first_line_of(b, node),
			"quotes and lists are nested more than %u deep, what follows was not read: "
			"make it flatter, or raise 'limits: nesting'",
			b->limits.nesting);
		return false;
	}
	if (cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH &&
		strlen(cmark_node_get_string_content(node)) > b->limits.paragraph_bytes) {
		cmark_node_set_user_data(node, &probe);
		cmark_node_set_string_content(node, "");
	}
	return true;
}

static uint32_t count_pipes(struct slice s)
{
	const char *at = s.at, *end = s.at + s.len;
	uint32_t count = 0;

	while ((at = memchr(at, '|', (size_t)(end - at)))) {
		at++;
		count++;
	}
	return count;
}

/* Where reading has to end: at a line with too many cells, or at the end of the source. */
static uint32_t find_end(struct builder *b)
{
	uint32_t max = b->limits.parts / ROW_SHARE;

	for (uint32_t line = b->body_line; line < b->lines.count; line++) {
		struct span span = {builder_line_start(b, line), builder_line_start(b, line + 1)};

		if (span.end - span.start <= max || count_pipes(builder_source(b, span)) <= max)
			continue;
		builder_fault(b, FAULT_LIMIT, (struct span){span.start, builder_line_end(b, line)},
			"a line with more than %u cells, what follows was not read: split the "
			"table, or raise 'limits: parts' (a row may have a tenth of it)",
			max);
		return span.start;
	}
	return (uint32_t)b->source.len;
}

static void feed(struct builder *b, cmark_parser *parser)
{
	const char *at = b->source.at + b->body;
	uint32_t end = find_end(b);
	size_t left = end > b->body ? end - b->body : 0;

	cmark_parser_feed(parser, "\n", 1); /* a blank line: the probe sees the root */
	while (left > 0) {
		size_t piece = left < PIECE_BYTES ? left : PIECE_BYTES;

		cmark_parser_feed(parser, at, piece);
		at += piece;
		left -= piece;
		if (!check_open(b))
			return;
	}
}

static bool has_many_openers(const char *content, size_t len, size_t max_len)
{
	size_t count = 0;

	while ((content = strchr(content, '<'))) {
		content++;
		count += *content == '?' || *content == '!';
	}
	return count * len > MAX_OPENERS * max_len;
}

static bool is_too_long(const struct builder *b, cmark_node *node)
{
	size_t max_len = b->limits.paragraph_bytes, len;
	const char *content;

	if (cmark_node_get_user_data(node) == &probe)
		return true;
	if (cmark_node_first_child(node))
		return false;
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
	case CMARK_NODE_LIST:
	case CMARK_NODE_ITEM:
	case CMARK_NODE_CODE_BLOCK:
	case CMARK_NODE_HTML_BLOCK:
	case CMARK_NODE_THEMATIC_BREAK:
		return false;
	default: /* paragraph, heading, cell */
		content = cmark_node_get_string_content(node);
		len = content ? strlen(content) : 0;
		return len > max_len ||
		       (len > MAX_OPENERS && has_many_openers(content, len, max_len));
	}
}

/* Takes the text of paragraphs that are too long, so that their inlines are not parsed. */
static void cut_paragraphs(struct builder *b)
{
	cmark_node *node = probe.root;
	unsigned found = 0;

	while (node) {
		cmark_node *next = cmark_node_first_child(node);

		if (is_too_long(b, node)) {
			cmark_node_set_string_content(node, "");
			if (found++ < MAX_FAULTS)
				builder_fault(b, FAULT_LIMIT, first_line_of(b, node),
					"a paragraph of more than %u KiB, or with too much broken "
					"HTML in it, was not read: split it, or raise 'limits: "
					"paragraph-kib'",
					b->limits.paragraph_bytes / 1024);
		}
		while (!next && node != probe.root) {
			next = cmark_node_next(node);
			node = cmark_node_parent(node);
		}
		node = next;
	}
}

cmark_node *markdown_parse(struct builder *b)
{
	cmark_parser *parser;

	region_reset();
	parser = new_parser();
	feed(b, parser);
	cut_paragraphs(b);
	return cmark_parser_finish(parser);
}
