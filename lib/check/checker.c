#include "check/checker.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Of one document not more than this is shown: a file of 200,000 mistakes helps nobody. */
#define MAX_FINDINGS 1000

static const struct severity_setting *find_setting(const struct config *config, const char *id)
{
	const struct severity_setting *family = NULL;

	for (size_t i = 0; i < config->n_severities; i++) {
		const struct severity_setting *setting = &config->severities[i];
		size_t len = strlen(setting->rule);

		if (strcmp(setting->rule, id) == 0)
			return setting;
		if (strncmp(setting->rule, id, len) == 0 && id[len] == '/')
			family = setting;
	}
	return family;
}

/* config.yaml says how grave a rule is; a draft's gaps are warnings at most all the same. */
static enum severity severity_of(
	const struct checker *checker, const struct rule *rule, enum severity given, bool strict)
{
	const struct severity_setting *setting =
		rule->flags & RULE_FIXED ? NULL : find_setting(checker->config, rule->id);
	enum severity severity = setting ? setting->severity : given;

	if (rule->flags & RULE_GAP && !strict && severity > SEVERITY_WARNING)
		return SEVERITY_WARNING;
	return severity;
}

bool checker_is_off(const struct checker *checker, enum rule_id rule)
{
	const struct severity_setting *setting = find_setting(checker->config, rules[rule].id);

	return setting && setting->severity == SEVERITY_OFF;
}

static char *heading_path(const struct outline *outline, uint32_t offset)
{
	struct buffer path = BUFFER_INIT;
	uint32_t low = 0, high = outline->n_sections;
	uint32_t chain[8];
	size_t depth = 0;

	/* The last section that begins at or before the offset. */
	while (low + 1 < high) {
		uint32_t middle = low + (high - low) / 2;

		if (outline->sections[middle].span.start <= offset)
			low = middle;
		else
			high = middle;
	}
	for (; low != OUTLINE_NONE && low != 0 && depth < 8; low = outline->sections[low].parent)
		chain[depth++] = low;
	buffer_reserve(&path, 1);
	while (depth-- > 0) {
		if (path.len)
			buffer_add_string(&path, " > ");
		buffer_add_slice(
			&path, outline_text(outline, outline->sections[chain[depth]].title));
	}
	return buffer_take(&path);
}

static char *message_of(const struct checker *checker, const struct rule *rule, const char *format,
	va_list arguments) __attribute__((format(printf, 3, 0)));

static char *message_of(const struct checker *checker, const struct rule *rule, const char *format,
	va_list arguments)
{
	char *message, *named;

	if (vasprintf(&message, format, arguments) < 0)
		return mem_string(slice_of(rule->summary));
	if (!checker->contract_rule)
		return message;
	named = mem_format("%s (%s)", message, checker->contract_rule);
	free(message);
	return named;
}

static void record(struct checker *checker, const struct rule *rule, enum severity severity,
	struct span span, const char *format, va_list arguments)
	__attribute__((format(printf, 5, 0)));

static void record(struct checker *checker, const struct rule *rule, enum severity severity,
	struct span span, const char *format, va_list arguments)
{
	const struct document *document = checker->document;
	struct finding finding = {.rule = rule, .severity = severity, .path = document->path};
	struct findings *findings = checker->findings;

	checker->last = SIZE_MAX;
	if (severity == SEVERITY_OFF)
		return;
	/* Who agreed is never left out: a thousand mistakes must not hide one forgery. */
	if (checker->recorded == MAX_FINDINGS && !(rule->flags & RULE_NO_EXCEPTION)) {
		checker->dropped++;
		return;
	}
	checker->recorded += !(rule->flags & RULE_NO_EXCEPTION);
	finding.start = outline_position(document->outline, span.start);
	finding.end = outline_position(document->outline, span.end);
	/* A secret must not get into logs by way of its finding. */
	finding.line = mem_string(rule == &rules[RULE_TEXT_SECRET]
					  ? slice_of("")
					  : outline_line(document->outline, finding.start.line));
	finding.heading = span.start < document->outline->body
				  ? mem_string(slice_of(""))
				  : heading_path(document->outline, span.start);
	finding.document = mem_string(document_text(document, "id"));
	if (checker->contract_rule)
		finding.contract_rule = mem_string(slice_of(checker->contract_rule));
	finding.message = message_of(checker, rule, format, arguments);
	checker->last = findings->count;
	GROW(findings->items, findings->count, findings->capacity);
	findings->items[findings->count++] = finding;
}

void checker_fix(struct checker *checker, struct span span, char *text, char *what)
{
	struct finding *finding;

	if (checker->last == SIZE_MAX) {
		free(text);
		free(what);
		return;
	}
	finding = &checker->findings->items[checker->last];
	finding->fix = mem_alloc(sizeof *finding->fix);
	*finding->fix = (struct fix){span, text, what, checker->last};
}

void checker_add(
	struct checker *checker, enum rule_id rule, struct span span, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	record(checker, &rules[rule],
		severity_of(checker, &rules[rule], rules[rule].severity, checker->strict), span,
		format, arguments);
	va_end(arguments);
}

void checker_add_as(struct checker *checker, enum rule_id rule, enum severity severity,
	struct span span, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	record(checker, &rules[rule], severity_of(checker, &rules[rule], severity, true), span,
		format, arguments);
	va_end(arguments);
}

void checker_add_gap(struct checker *checker, enum rule_id rule, bool strict, struct span span,
	const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	record(checker, &rules[rule],
		severity_of(checker, &rules[rule], rules[rule].severity, strict || checker->strict),
		span, format, arguments);
	va_end(arguments);
}

void checker_add_rule(struct checker *checker, enum rule_id rule, const char *id,
	enum severity severity, struct span span, const char *format, ...)
{
	va_list arguments;

	checker->contract_rule = id;
	va_start(arguments, format);
	record(checker, &rules[rule], severity_of(checker, &rules[rule], severity, true), span,
		format, arguments);
	va_end(arguments);
	checker->contract_rule = NULL;
}

void checker_about(struct checker *checker, const char *format, ...)
{
	struct finding *finding;
	va_list arguments;

	if (checker->last == SIZE_MAX)
		return;
	finding = &checker->findings->items[checker->last];
	va_start(arguments, format);
	if (vasprintf(&finding->subject, format, arguments) < 0)
		mem_failed();
	va_end(arguments);
}

struct span checker_field_span(const struct checker *checker, uint32_t node)
{
	const struct outline_field *field = &checker->document->outline->fields[node];

	if (field->span.end > field->span.start)
		return field->span;
	return field->key_span;
}

struct span checker_document_span(const struct checker *checker)
{
	uint32_t kind = checker->document->kind_field;

	if (kind != OUTLINE_NONE)
		return checker_field_span(checker, kind);
	return (struct span){0, 0};
}

bool checker_status_in(const struct checker *checker, uint64_t set)
{
	if (set == UINT64_MAX)
		return true;
	return checker->document->status >= 0 && set >> checker->document->status & 1;
}

struct scope checker_scope(const struct checker *checker)
{
	return (struct scope){
		.document = checker->document,
		.corpus = checker->corpus,
		.people = checker->people,
		.lookups = checker->lookups,
		.today = checker->today,
	};
}
