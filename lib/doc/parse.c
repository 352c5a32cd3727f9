#include "doc/parse.h"

#include <stdlib.h>

#include "base/mem.h"
#include "doc/front.h"
#include "doc/html.h"
#include "doc/meaning.h"
#include "doc/region.h"
#include "doc/scan.h"
#include "doc/yaml.h"

/* paragraph_bytes: the longest paragraph in a thousand real documents has 8 KiB, and at 16 KiB the
 * worst patterns known take cmark-gfm a few seconds for a whole document. */
const struct doc_limits doc_limits_default = {
	.document_bytes = 1024 * 1024,
	.front_bytes = 64 * 1024,
	.yaml_depth = 32,
	.nesting = 32,
	.paragraph_bytes = 16 * 1024,
	.parts = 10000,
	.seconds = 10,
	.memory_bytes = 256 * 1024 * 1024,
};

struct parse *parse_new(const struct doc_limits *limits)
{
	struct parse *parse;

	if (!region_open(limits->memory_bytes))
		return NULL;
	parse = mem_calloc(1, sizeof *parse);
	parse->limits = *limits;
	return parse;
}

void parse_free(struct parse *parse)
{
	if (!parse)
		return;
	builder_dispose(&parse->builder);
	body_dispose(&parse->body);
	region_close();
	free(parse);
}

void parse_text(struct parse *parse, enum doc_form form, struct slice source)
{
	struct builder *b = &parse->builder;
	uint32_t start;

	builder_start(b, source, &parse->limits);
	if (!scan_text(b, &start)) {
		b->body = (uint32_t)source.len;
		body_none(b);
		return;
	}
	scan_lines(b);
	if (form == DOC_YAML) {
		b->body = (uint32_t)source.len;
		yaml_read(b, (struct span){start, (uint32_t)source.len}, true);
		body_none(b);
		return;
	}
	if (form == DOC_HTML) {
		struct span front;

		front_find(b, start, &front);
		html_read(b);
		body_none(b);
		return;
	}
	front_read(b, start);
	body_read(&parse->body, b);
	if (form == DOC_MEANING)
		meaning_read(b);
}

struct outline *parse_outline(struct parse *parse, enum doc_form form, struct slice source)
{
	struct outline *outline;
	void *buffer;
	size_t size;

	parse_text(parse, form, source);
	buffer = builder_take(&parse->builder, &size);
	error_free(outline_open(buffer, size, &outline)); /* cannot fail: it is ours */
	return outline;
}
