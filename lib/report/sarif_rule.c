#include "report/sarif_rule.h"

#include "report/explain.h"
#include "report/rule_words.h"

static const char *const levels[] = {
	[SEVERITY_OFF] = "none",
	[SEVERITY_INFO] = "note",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

const char *sarif_level(enum severity severity)
{
	return levels[severity];
}

static json_t *sentence(const char *phrase)
{
	struct buffer text = BUFFER_INIT;

	words_sentence(&text, phrase);
	return json_take(&text);
}

/* Why the rule is there, in its first paragraph: GitHub shows no more than 1024 characters. */
static json_t *reason(const struct rule *rule)
{
	struct rule_text text = {0};
	struct buffer words = BUFFER_INIT;
	const char *end;

	rule_text_find(slice_of(rule->id), &text);
	end = memmem(text.why.at, text.why.len, "\n\n", 2);
	if (end)
		text.why.len = (size_t)(end - text.why.at);
	words_unwrapped(&words, text.why);
	return json_take(&words);
}

/* Words without a dash or slash, each with a capital: "section/too-long" as SectionTooLong. */
static json_t *name(const struct rule *rule)
{
	struct buffer words = BUFFER_INIT;
	bool begins = true;

	for (const char *c = rule->id; *c; c++) {
		bool is_letter = *c >= 'a' && *c <= 'z';

		if (is_letter)
			buffer_add_char(&words, begins ? (char)(*c - 'a' + 'A') : *c);
		begins = !is_letter;
	}
	return json_take(&words);
}

static json_t *help(const struct rule *rule)
{
	struct buffer text = BUFFER_INIT, markdown = BUFFER_INIT;

	report_rules_text(&rule, 1, false, &text);
	report_rule_markdown(rule, &markdown);
	return json_pack("{s:o, s:o}", "text", json_take(&text), "markdown", json_take(&markdown));
}

json_t *sarif_rule(const struct rule *rule)
{
	struct buffer url = BUFFER_INIT;
	struct slice family = rule_family(rule);

	words_rule_url(&url, rule);
	return json_pack("{s:s, s:o, s:{s:o}, s:{s:o}, s:o, s:o, s:{s:s, s:b}, s:{s:[s, s%]}}",
		"id", rule->id, "name", name(rule), "shortDescription", "text",
		sentence(rule->summary), "fullDescription", "text", reason(rule), "help",
		help(rule), "helpUri", json_take(&url), "defaultConfiguration", "level",
		sarif_level(rule->severity), "enabled", rule->severity != SEVERITY_OFF,
		"properties", "tags", "documentation", family.at, family.len);
}
