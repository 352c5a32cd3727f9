#include <stdio.h>

#include "doc/yaml.h"

/* What libyaml says (scanner.c and parser.c of 0.2.5), and what a person can do about it. */
struct hint {
	const char *context; /* NULL: any */
	const char *problem;
	const char *message;
	bool at_context; /* the context is the better place */
	enum fault_type type;
};

static const struct hint hints[] = {
	{"while scanning an alias", "did not find expected alphabetic",
		"a value cannot begin with '*': quote it, as in '*text*'", true, FAULT_ANCHOR},
	{"while scanning an anchor", "did not find expected alphabetic",
		"a value cannot begin with '&': quote it", true, FAULT_ANCHOR},
	{NULL, "could not find expected ':'",
		"this line has no ':' after its key: write 'key: value', or indent it if it "
		"belongs to the line above",
		true, FAULT_SYNTAX},
	{NULL, "found a tab character", "indented with a tab: use spaces", false, FAULT_SYNTAX},
	{"while scanning a quoted scalar", "found unexpected",
		"this quote is never closed: end the text with the same quote", true, FAULT_SYNTAX},
	{NULL, "found unknown escape character",
		"unknown escape after '\\': write '\\\\', or use single quotes", false,
		FAULT_SYNTAX},
	{"while parsing a block mapping", "did not find expected key",
		"indented differently from the fields around it, or text after a closed value: "
		"give keys of one map the same indent, or quote the value",
		false, FAULT_SYNTAX},
	{"while parsing a block collection", "did not find expected '-'",
		"expected a list item here: begin the line with '- ' at the same indent as the "
		"items above",
		false, FAULT_SYNTAX},
	{"while parsing a flow sequence", "did not find expected ',' or ']'",
		"the list that begins here with '[' is not closed: add ']', or quote the value if "
		"it is text",
		true, FAULT_SYNTAX},
	{"while parsing a flow mapping", "did not find expected ',' or '}'",
		"the map that begins here with '{' is not closed: add '}', or quote the value if "
		"it is text",
		true, FAULT_SYNTAX},
	{NULL, "block sequence entries are not allowed",
		"a list item cannot begin here: put '- ' on a line of its own, or quote the value",
		false, FAULT_SYNTAX},
	{NULL, "did not find expected <document start>",
		"indented less than the fields above: give all fields the same indent", false,
		FAULT_SYNTAX},
	{" tag", "", "a value cannot begin with '!': quote it", true, FAULT_SYNTAX},
	{"while parsing a node", "tag handle", "a value cannot begin with '!': quote it", false,
		FAULT_SYNTAX},
	{"while scanning a block scalar", "did not find expected comment or line break",
		"text after '|' or '>' belongs on the next line, indented: or quote the value",
		true, FAULT_SYNTAX},
};

static bool says(const char *text, const char *wanted)
{
	return !wanted || (text && strstr(text, wanted));
}

static const struct hint *find_hint(const yaml_parser_t *parser)
{
	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
		if (says(parser->context, hints[i].context) &&
			says(parser->problem, hints[i].problem))
			return &hints[i];
	return NULL;
}

/* The word at a place: up to white space or a separator. */
static struct span word_at(const struct builder *b, uint32_t start, uint32_t end)
{
	struct span span = {start, start};
	const char *at = b->source.at;

	while (span.end < end && !strchr(" \t\r\n,]}", at[span.end]))
		span.end++;
	if (span.end == start && start < end && at[start] != '\r' && at[start] != '\n')
		span.end++;
	return span;
}

/* A character with which no value begins. */
static void report_start(struct builder *b, struct span word)
{
	struct slice text = builder_source(b, word);
	char c = text.len > 0 ? text.at[0] : '\0';

	if (c == '\t') {
		builder_fault(b, FAULT_SYNTAX, word, "indented with a tab: use spaces");
		return;
	}
	/* As in `"name”`, after which the next opening quote closes the text. */
	if (word.start > 0 && strchr("'\"", b->source.at[word.start - 1])) {
		builder_fault(b, FAULT_SYNTAX, word,
			"the quote right before this ends a text that begins further up: end that "
			"one with the same straight quote");
		return;
	}
	while (text.len > 1 && strchr("'\"", text.at[text.len - 1]))
		text.len--;
	builder_fault(b, FAULT_SYNTAX, word, "a value cannot begin with '%c': quote it: '%.*s'", c,
		(int)(text.len > 64 ? 64 : text.len), text.at);
}

/* A ':' too much: after the one of its own line's key, or because the line is indented too far. */
static void report_colon(struct builder *b, struct span word)
{
	uint32_t start = builder_line_start(b, builder_line_at(b, word.start));
	struct slice before = builder_source(b, (struct span){start, word.start});

	if (memmem(before.at, before.len, ": ", 2))
		builder_fault(b, FAULT_SYNTAX, word,
			"a value with ': ' in it must be quoted: key: \"text: more text\"");
	else
		builder_fault(b, FAULT_SYNTAX, word,
			"this key is indented further than the one above, which has a value: give "
			"both the same indent");
}

/* A character that YAML does not allow anywhere. */
static void report_reader(
	struct builder *b, const struct yaml_place *place, const yaml_parser_t *parser)
{
	uint32_t at = place->text.start + (uint32_t)parser->problem_offset;

	if (at > place->text.end)
		at = place->text.end;
	builder_fault(b, FAULT_SYNTAX, (struct span){at, at},
		"the character U+%04X is not allowed in YAML: remove it",
		parser->problem_value >= 0 ? (unsigned)parser->problem_value : 0);
}

/* Directives stand before a `---`, which front matter does not have. */
static bool begins_with_directive(const struct builder *b, const struct yaml_place *place)
{
	return place->text.start < place->text.end && b->source.at[place->text.start] == '%';
}

static void report_memory(struct builder *b, const struct yaml_place *place)
{
	builder_fault(b, FAULT_LIMIT, (struct span){place->text.start, place->text.start},
		"not enough memory to read the front matter: raise 'limits: memory-mib'");
}

void yaml_report(struct builder *b, struct yaml_place *place, const yaml_parser_t *parser)
{
	const struct hint *hint = find_hint(parser);
	bool at_context = hint && hint->at_context && parser->context;
	struct span word;

	if (parser->error == YAML_MEMORY_ERROR) {
		report_memory(b, place);
		return;
	}
	if (parser->error == YAML_READER_ERROR) {
		report_reader(b, place, parser);
		return;
	}
	word = word_at(b,
		yaml_offset(place, at_context ? parser->context_mark : parser->problem_mark),
		place->text.end);
	if (begins_with_directive(b, place))
		builder_fault(b, FAULT_SYNTAX, word_at(b, place->text.start, place->text.end),
			"a line that begins with '%%' is not allowed: quote it if it is text");
	else if (says(parser->problem, "cannot start any token"))
		report_start(b, word);
	else if (says(parser->problem, "mapping values are not allowed"))
		report_colon(b, word);
	else if (hint)
		builder_fault(b, hint->type, word, "%s", hint->message);
	else
		builder_fault(b, FAULT_SYNTAX, word,
			"not valid YAML: %s: quote the value if it is text",
			parser->problem ? parser->problem : "unknown error");
}
