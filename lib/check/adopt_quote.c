/*
 * Values that begin with `@` or `` ` ``, which YAML keeps for itself: people write `- @name` all
 * the same, and mean text. Quoting such a value adds two bytes and changes no other.
 */
#include "check/adopt_parts.h"

/* More of them than these nobody writes into one file. */
#define MAX_QUOTED 500

static uint32_t line_start(struct slice source, uint32_t at)
{
	while (at > 0 && source.at[at - 1] != '\n')
		at--;
	return at;
}

/* The fault that such a value makes: where it begins; 0 if the first fault is another one. */
static uint32_t find_value(const struct outline *outline)
{
	struct slice source = outline_source(outline);
	uint32_t at;

	for (uint32_t i = 0; i < outline->n_faults; i++) {
		if (outline->faults[i].type != FAULT_SYNTAX)
			continue;
		at = outline->faults[i].span.start;
		return at < source.len && (source.at[at] == '@' || source.at[at] == '`') ? at : 0;
	}
	return 0;
}

/* True if nothing but keys, dashes and brackets stands before it. */
static bool begins_value(struct slice before, bool *in_flow)
{
	struct slice text = slice_trim(before);
	char last = text.len ? text.at[text.len - 1] : '\n';

	*in_flow = last == '[' || last == ',';
	return *in_flow || last == '\n' || last == '-' || last == ':';
}

/* Where the value ends: with its line, or in a flow list at the next separator. */
static uint32_t find_end(struct slice source, uint32_t start, bool in_flow)
{
	uint32_t end = start;

	while (end < source.len && !strchr("\r\n", source.at[end])) {
		if (in_flow && strchr(",]}", source.at[end]))
			break;
		if (source.at[end] == '#' && strchr(" \t", source.at[end - 1]))
			break;
		end++;
	}
	while (end > start && strchr(" \t", source.at[end - 1]))
		end--;
	return end;
}

/* Appends the text with one more value quoted; false if there is none that can be. */
static bool quote_one(const struct outline *outline, struct buffer *text)
{
	struct slice source = outline_source(outline), value;
	uint32_t start = find_value(outline), begin = line_start(source, start), end;
	bool in_flow;
	char quote;

	if (start == 0 || !begins_value((struct slice){source.at + begin, start - begin}, &in_flow))
		return false;
	end = find_end(source, start, in_flow);
	value = (struct slice){source.at + start, end - start};
	quote = memchr(value.at, '"', value.len) || memchr(value.at, '\\', value.len) ? '\'' : '"';
	if (quote == '\'' && memchr(value.at, '\'', value.len))
		return false;
	buffer_add(text, source.at, start);
	buffer_add_char(text, quote);
	buffer_add_slice(text, value);
	buffer_add_char(text, quote);
	buffer_add_slice(text, slice_from(source, end));
	return true;
}

bool adopt_can_quote(const struct outline *outline)
{
	struct buffer text = BUFFER_INIT;
	bool can = quote_one(outline, &text);

	buffer_dispose(&text);
	return can;
}

struct error *adopt_quote(struct adopting *a)
{
	struct error *error = NULL;

	while (!error && a->out->quoted < MAX_QUOTED) {
		struct buffer text = BUFFER_INIT;
		struct outline *outline = NULL;

		if (!quote_one(a->document.outline, &text)) {
			buffer_dispose(&text);
			break;
		}
		error = doc_pool_parse(a->adopter->request.workspace->pool, DOC_MARKDOWN,
			buffer_slice(&text), &outline);
		buffer_dispose(&text);
		if (error)
			break;
		outline_free(a->document.outline);
		a->document.outline = outline;
		a->out->quoted++;
	}
	return error;
}
