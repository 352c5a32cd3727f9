/* Rules explained on a terminal. */
#include "report/explain.h"

#include "base/escape.h"
#include "base/utf8.h"
#include "report/report.h"
#include "report/rule_words.h"

/* How wide prose is set. */
#define WIDTH 84

#define INDENT 2

struct writer {
	bool color;
	struct buffer *out;
};

static void styled(const struct writer *w, const char *codes, const char *text)
{
	report_style(w->out, w->color, codes);
	escape_line(w->out, slice_of(text));
	report_style(w->out, w->color, NULL);
}

static void title(const struct writer *w, const char *text)
{
	buffer_add_char(w->out, '\n');
	styled(w, "1", text);
	buffer_add_char(w->out, '\n');
}

/* Takes the first word of a text. Code between backticks, which is there to be copied, is one. */
static bool next_word(struct slice *text, struct slice *word)
{
	bool code = false;
	size_t len = 0;

	*text = slice_trim(*text);
	while (len < text->len && (code || text->at[len] != ' ') && text->at[len] != '\n') {
		code = code != (text->at[len] == '`');
		len++;
	}
	*word = (struct slice){text->at, len};
	*text = slice_from(*text, len);
	return len > 0;
}

static void fill_paragraph(const struct writer *w, struct slice text)
{
	struct slice word;
	size_t column = 0;

	while (next_word(&text, &word)) {
		size_t width = utf8_length(word);

		if (column && column + 1 + width > WIDTH) {
			buffer_add_char(w->out, '\n');
			column = 0;
		}
		if (column)
			buffer_add_char(w->out, ' ');
		else
			buffer_add_repeat(w->out, ' ', INDENT);
		column += width + (column ? 1 : INDENT);
		escape_line(w->out, word);
	}
	buffer_add_char(w->out, '\n');
}

/* Prose: paragraphs with an empty line between them. */
static void fill(const struct writer *w, struct slice text)
{
	while (text.len) {
		const char *end = memmem(text.at, text.len, "\n\n", 2);
		struct slice paragraph = {text.at, end ? (size_t)(end - text.at) : text.len};

		fill_paragraph(w, paragraph);
		text = slice_trim(slice_from(text, paragraph.len));
		if (text.len)
			buffer_add_char(w->out, '\n');
	}
}

static void fill_words(const struct writer *w, struct buffer *words)
{
	fill(w, buffer_slice(words));
	buffer_dispose(words);
}

static void lines(const struct writer *w, struct slice text)
{
	while (text.len) {
		size_t len = slice_find(text, '\n');

		if (len)
			buffer_add_repeat(w->out, ' ', INDENT + 4);
		escape_line(w->out, (struct slice){text.at, len});
		buffer_add_char(w->out, '\n');
		text = slice_from(text, len + 1);
	}
}

static void file(const struct writer *w, const struct rule_block *block)
{
	buffer_add_repeat(w->out, ' ', INDENT);
	buffer_add_slice(w->out, block->path);
	if (slice_is(block->form, "link")) {
		buffer_addf(w->out, " -> %.*s\n", SLICE_ARG(slice_trim(block->text)));
		return;
	}
	if (slice_is(block->form, "bytes"))
		buffer_add_string(w->out, " (\\xNN stands for a byte)");
	buffer_add_char(w->out, '\n');
	lines(w, block->text);
}

static void files(const struct writer *w, const char *heading, struct slice part)
{
	struct rule_block block;
	bool first = true;

	while (rule_block_next(&part, &block)) {
		if (first)
			title(w, heading);
		else
			buffer_add_char(w->out, '\n');
		first = false;
		file(w, &block);
	}
}

static void head(const struct writer *w, const char *id, struct buffer *severity)
{
	styled(w, "1", id);
	buffer_addf(w->out, " (%s)\n", severity->at);
	buffer_dispose(severity);
}

static void rule(const struct writer *w, const struct rule *rule)
{
	struct buffer severity = BUFFER_INIT, exception = BUFFER_INIT;
	struct rule_text text = {0};

	rule_text_find(slice_of(rule->id), &text);
	words_rule_severity(&severity, rule);
	head(w, rule->id, &severity);
	fill(w, slice_of(rule->summary));
	title(w, "Why");
	fill(w, text.why);
	files(w, "Given", text.given);
	files(w, "Bad", text.bad);
	files(w, "Good", text.good);
	title(w, "Way out");
	fill(w, text.way_out);
	title(w, "Exception");
	words_rule_exception(&exception, rule, &text);
	fill_words(w, &exception);
}

void report_rules_text(const struct rule *const *list, size_t count, bool color, struct buffer *out)
{
	struct writer w = {color, out};

	for (size_t i = 0; i < count; i++) {
		buffer_add_string(out, i ? "\n\n" : "");
		rule(&w, list[i]);
	}
}

static void kind_rule(const struct writer *w, const struct kind_rule *rule)
{
	struct buffer id = BUFFER_INIT, severity = BUFFER_INIT, asks = BUFFER_INIT,
		      exception = BUFFER_INIT;

	buffer_addf(&id, "%s/%s", rule->kind->id, rule->id);
	buffer_addf(&severity, "%s; a rule of the contract", severity_name(rule->severity));
	head(w, id.at, &severity);
	buffer_dispose(&id);
	buffer_add_string(&asks, "In ");
	words_rule_place(&asks, rule);
	buffer_add_string(&asks, ", ");
	words_rule(&asks, rule);
	fill_words(w, &asks);
	title(w, "Why");
	fill(w, slice_of(rule->because));
	title(w, "Found as");
	buffer_addf(w->out, "  %s: `handoff explain %s`\n", kind_rule_reported_as(rule),
		kind_rule_reported_as(rule));
	title(w, "Where it stands");
	fill(w, slice_of(rule->kind->path));
	title(w, "Exception");
	words_kind_rule_exception(&exception, rule);
	fill_words(w, &exception);
}

void report_kind_rules_text(
	const struct kind_rule *list, size_t count, bool color, struct buffer *out)
{
	struct writer w = {color, out};

	for (size_t i = 0; i < count; i++) {
		buffer_add_string(out, i ? "\n\n" : "");
		kind_rule(&w, &list[i]);
	}
}

static bool begins_family(size_t i)
{
	return i == 0 || !slice_equal(rule_family(&rules[i]), rule_family(&rules[i - 1]));
}

void report_rule_list(bool color, struct buffer *out)
{
	struct writer w = {color, out};

	for (size_t i = 0; i < RULES; i++) {
		if (begins_family(i)) {
			buffer_add_string(out, i ? "\n" : "");
			report_style(out, color, "1");
			buffer_add_slice(out, rule_family_title(rule_family(&rules[i])));
			report_style(out, color, NULL);
			buffer_add_char(out, '\n');
		}
		buffer_addf(w.out, "  %-24s %s\n", rules[i].id, rules[i].summary);
	}
}
