/* Rules explained for scripts. */
#include "base/mem.h"
#include "report/explain.h"
#include "report/json.h"
#include "report/rule_words.h"

static json_t *part(struct slice text)
{
	return json_stringn(text.at, text.len);
}

static json_t *files(struct slice text)
{
	json_t *array = json_array();
	struct rule_block block;

	while (rule_block_next(&text, &block))
		json_array_append_new(
			array, json_pack("{s:o, s:o, s:o}", "path", part(block.path), "form",
				       part(block.form), "text", part(block.text)));
	return array;
}

static json_t *rule_object(const struct rule *rule)
{
	struct buffer exception = BUFFER_INIT;
	struct rule_text text = {0};

	rule_text_find(slice_of(rule->id), &text);
	words_rule_exception(&exception, rule, &text);
	return json_pack("{s:s, s:o, s:s, s:b, s:b, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o}",
		"rule", rule->id, "family", part(rule_family(rule)), "severity",
		severity_name(rule->severity), "gap", (rule->flags & RULE_GAP) != 0, "fixed",
		(rule->flags & RULE_FIXED) != 0, "summary", rule->summary, "help", rule->help,
		"why", part(text.why), "given", files(text.given), "bad", files(text.bad), "good",
		files(text.good), "wayOut", part(text.way_out), "exception", json_take(&exception));
}

void report_rules_json(const struct rule *const *list, size_t count, struct buffer *out)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, rule_object(list[i]));
	json_write(array, out);
}

static json_t *kind_rule_object(const struct kind_rule *rule)
{
	struct buffer place = BUFFER_INIT, asks = BUFFER_INIT, exception = BUFFER_INIT;

	words_rule_place(&place, rule);
	words_rule(&asks, rule);
	words_kind_rule_exception(&exception, rule);
	return json_pack("{s:s, s:o, s:o, s:s, s:o, s:o, s:o, s:o, s:o}", "rule",
		kind_rule_reported_as(rule), "contractRule", json_safe(rule->id), "kind",
		json_safe(rule->kind->id), "severity", severity_name(rule->severity), "in",
		json_take(&place), "asks", json_take(&asks), "because", json_safe(rule->because),
		"template", json_safe(rule->kind->path), "exception", json_take(&exception));
}

void report_kind_rules_json(const struct kind_rule *list, size_t count, struct buffer *out)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, kind_rule_object(&list[i]));
	json_write(array, out);
}
