/* A rule explained in Markdown. The texts are ours: nothing in them comes from a repository. */
#include "report/explain.h"
#include "report/markdown_text.h"
#include "report/rule_words.h"

/* Prose on long lines: some programs take each line end for a break. */
static void prose(struct buffer *out, const char *heading, struct slice text)
{
	buffer_addf(out, "\n**%s**\n\n", heading);
	words_unwrapped(out, text);
	buffer_add_char(out, '\n');
}

static void file(struct buffer *out, const struct rule_block *block)
{
	size_t fence = markdown_longest_ticks(block->text) + 1;

	if (slice_is(block->form, "link")) {
		buffer_addf(out, "\n`%.*s` is a symbolic link to `%.*s`\n", SLICE_ARG(block->path),
			SLICE_ARG(slice_trim(block->text)));
		return;
	}
	buffer_addf(out, "\n`%.*s`%s\n\n", SLICE_ARG(block->path),
		slice_is(block->form, "bytes") ? " (`\\xNN` stands for a byte)" : "");
	fence = fence < 3 ? 3 : fence;
	buffer_add_repeat(out, '`', fence);
	buffer_addf(out, "%.*s\n", SLICE_ARG(block->form));
	buffer_add_slice(out, block->text);
	buffer_add_repeat(out, '`', fence);
	buffer_add_char(out, '\n');
}

static void files(struct buffer *out, const char *heading, struct slice part)
{
	struct rule_block block;
	bool first = true;

	while (rule_block_next(&part, &block)) {
		if (first)
			buffer_addf(out, "\n**%s**\n", heading);
		first = false;
		file(out, &block);
	}
}

void report_rule_markdown(const struct rule *rule, struct buffer *out)
{
	struct buffer exception = BUFFER_INIT;
	struct rule_text text = {0};

	rule_text_find(slice_of(rule->id), &text);
	words_rule_exception(&exception, rule, &text);
	words_sentence(out, rule->summary);
	buffer_add_char(out, '\n');
	prose(out, "Why", text.why);
	files(out, "Given", text.given);
	files(out, "Bad", text.bad);
	files(out, "Good", text.good);
	prose(out, "Way out", text.way_out);
	prose(out, "Exception", buffer_slice(&exception));
	buffer_dispose(&exception);
}
