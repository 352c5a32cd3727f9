#include "doc/front.h"

#include "doc/yaml.h"

static bool is_fence(const struct builder *b, uint32_t start, uint32_t end)
{
	const char *at = b->source.at;

	if (end - start < 3 || memcmp(at + start, "---", 3) != 0)
		return false;
	for (start += 3; start < end; start++)
		if (at[start] != ' ' && at[start] != '\t')
			return false;
	return true;
}

/* The line of the closing fence; builder.lines.count if there is none. */
static uint32_t find_close(const struct builder *b)
{
	uint32_t line = 1;

	while (line < b->lines.count &&
		!is_fence(b, builder_line_start(b, line), builder_line_end(b, line)))
		line++;
	return line;
}

bool front_find(struct builder *b, uint32_t start, struct span *text)
{
	struct span fence = {start, builder_line_end(b, 0)};
	uint32_t close;

	b->body = start;
	if (!is_fence(b, fence.start, fence.end)) {
		builder_fault(b, FAULT_NO_FRONT, (struct span){start, start},
			"no front matter: begin the file with a line '---', lines like 'kind: "
			"...', and another line '---'");
		return false;
	}
	text->start = builder_line_start(b, 1);
	close = find_close(b);
	if (close == b->lines.count) {
		b->body = text->start;
		b->body_line = 1;
		builder_fault(b, FAULT_UNCLOSED_FRONT, fence,
			"the front matter is never closed: add a line '---' after its last field");
		return false;
	}
	text->end = builder_line_start(b, close);
	b->front = (struct span){start, builder_line_end(b, close)};
	b->body = builder_line_start(b, close + 1);
	b->body_line = close + 1;
	if (text->end - text->start > b->limits.front_bytes) {
		builder_fault(b, FAULT_LIMIT, fence,
			"the front matter has %u KiB, more than the %zu KiB allowed: move text to "
			"the body, or raise 'limits: front-matter-kib'",
			(text->end - text->start + 1023) / 1024, b->limits.front_bytes / 1024);
		return false;
	}
	return true;
}

void front_read(struct builder *b, uint32_t start)
{
	struct span text;

	if (front_find(b, start, &text))
		yaml_read(b, text, false);
}
