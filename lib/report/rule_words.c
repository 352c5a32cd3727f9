#include "report/rule_words.h"

struct slice rule_family(const struct rule *rule)
{
	struct slice id = slice_of(rule->id);

	id.len = slice_find(id, '/');
	return id;
}

void words_sentence(struct buffer *out, const char *phrase)
{
	size_t first = out->len;

	buffer_addf(out, "%s.", phrase);
	if (out->at[first] >= 'a' && out->at[first] <= 'z')
		out->at[first] = (char)(out->at[first] - 'a' + 'A');
}

void words_unwrapped(struct buffer *out, struct slice prose)
{
	for (size_t i = 0; i < prose.len; i++) {
		bool between = i > 0 && i + 1 < prose.len && prose.at[i - 1] != '\n' &&
			       prose.at[i + 1] != '\n';

		buffer_add_char(out, prose.at[i] == '\n' && between ? ' ' : prose.at[i]);
	}
}

void words_rule_url(struct buffer *out, const struct rule *rule)
{
	buffer_addf(out, "%s/rules#%s", HANDOFF_HOMEPAGE, rule->id);
}

void words_rule_severity(struct buffer *out, const struct rule *rule)
{
	buffer_add_string(out, severity_name(rule->severity));
	if (rule->flags & RULE_FIXED)
		buffer_add_string(out, "; no setting lowers it");
	else if (rule->flags & RULE_GAP)
		buffer_add_string(
			out, "; a gap: a warning as long as the document is in its first status");
	else if (rule->severity == SEVERITY_OFF)
		buffer_add_string(out, " unless a setting asks for it");
}

static void add_comment(struct buffer *out, const char *id)
{
	buffer_addf(out,
		"In the document, with the reason: `<!-- handoff: allow %s because REASON -->`. "
		"The "
		"comment holds for its section with all below it, and for the line after it; above "
		"the first section it holds for the front matter.",
		id);
}

static void add_setting(struct buffer *out, const char *id, enum severity severity)
{
	buffer_addf(out, "For all documents: `severity: {%s: %s}` in .handoff/config.yaml.", id,
		severity_name(severity));
}

void words_rule_exception(struct buffer *out, const struct rule *rule, const struct rule_text *text)
{
	if (rule->flags & RULE_FIXED) {
		buffer_add_string(out, "None: neither a comment nor a setting lowers this rule.");
	} else if (text->exception.len) {
		buffer_add_slice(out, text->exception);
	} else {
		add_comment(out, rule->id);
		buffer_add_string(out, "\n\n");
		add_setting(out, rule->id,
			rule->severity == SEVERITY_ERROR ? SEVERITY_WARNING : SEVERITY_OFF);
	}
}

void words_kind_rule_exception(struct buffer *out, const struct kind_rule *rule)
{
	add_comment(out, rule->id);
	buffer_addf(out,
		"\n\nFor all documents of the kind: change the rule in the template, as "
		".handoff/templates/%s.md.",
		rule->kind->id);
}
