/* Rules explained in a manual page: a section for each family. */
#include "report/explain.h"

#include <ctype.h>

#include "report/mdoc.h"
#include "report/rule_words.h"

static void add_words(struct buffer *out, struct buffer *words)
{
	mdoc_prose(out, buffer_slice(words));
	buffer_dispose(words);
}

static void file(struct buffer *out, const struct rule_block *block)
{
	buffer_add_string(out, ".Pp\n");
	if (slice_is(block->form, "link")) {
		struct buffer words = BUFFER_INIT;

		buffer_addf(&words, "`%.*s` is a symbolic link to `%.*s`", SLICE_ARG(block->path),
			SLICE_ARG(slice_trim(block->text)));
		add_words(out, &words);
		return;
	}
	buffer_addf(out, ".Pa %.*s%s\n", SLICE_ARG(block->path),
		slice_is(block->form, "bytes") ? "\n.Pq \\exNN stands for a byte" : "");
	mdoc_literal(out, block->text);
}

static void files(struct buffer *out, const char *heading, struct slice part)
{
	struct rule_block block;
	bool first = true;

	while (rule_block_next(&part, &block)) {
		if (first)
			buffer_addf(out, ".Pp\n.Em %s\n", heading);
		first = false;
		file(out, &block);
	}
}

static void prose(struct buffer *out, const char *heading, struct slice text)
{
	buffer_addf(out, ".Pp\n.Em %s :\n", heading);
	mdoc_prose(out, text);
}

static void rule(struct buffer *out, const struct rule *rule)
{
	struct buffer severity = BUFFER_INIT, exception = BUFFER_INIT;
	struct rule_text text = {0};

	rule_text_find(slice_of(rule->id), &text);
	mdoc_line(out, "Ss", rule->id);
	mdoc_words(out, slice_of(rule->summary));
	words_rule_severity(&severity, rule);
	buffer_add_string(out, ".Pq ");
	add_words(out, &severity);
	buffer_add_string(out, ".Pp\n");
	mdoc_prose(out, text.why);
	if (text.given_is_own)
		files(out, "Given", text.given);
	files(out, "Bad", text.bad);
	files(out, "Good", text.good);
	prose(out, "Way out", text.way_out);
	words_rule_exception(&exception, rule, &text);
	prose(out, "Exception", buffer_slice(&exception));
	buffer_dispose(&exception);
}

/* `.Sh FRONT`, as the sections of a manual are written. */
static void family(struct buffer *out, struct slice name)
{
	struct slice title = rule_family_title(name);

	buffer_add_string(out, ".Sh ");
	for (size_t i = 0; i < name.len; i++)
		buffer_add_char(out, (char)toupper((unsigned char)name.at[i]));
	buffer_add_char(out, '\n');
	mdoc_prose(out, title);
	files(out, "Given in all examples", rule_family_given(name));
}

void report_rules_mdoc(const struct rule *const *list, size_t count, struct buffer *out)
{
	for (size_t i = 0; i < count; i++) {
		struct slice name = rule_family(list[i]);

		if (i == 0 || !slice_equal(name, rule_family(list[i - 1])))
			family(out, name);
		rule(out, list[i]);
	}
}
