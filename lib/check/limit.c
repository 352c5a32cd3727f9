#include "check/limit.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "check/evaluate.h"
#include "policy/quantity.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum better {
	BETTER_UNKNOWN,
	BETTER_LOWER,
	BETTER_HIGHER,
};

/* What the name of a metric says about it: the first word that it contains. */
static const struct {
	const char *word;
	enum better better;
} metrics[] = {
	{"error", BETTER_LOWER},
	{"fail", BETTER_LOWER},
	{"latency", BETTER_LOWER},
	{"response time", BETTER_LOWER},
	{"duration", BETTER_LOWER},
	{"delay", BETTER_LOWER},
	{"time to", BETTER_LOWER},
	{"false", BETTER_LOWER},
	{"miss", BETTER_LOWER},
	{"loss", BETTER_LOWER},
	{"cost", BETTER_LOWER},
	{"price", BETTER_LOWER},
	{"memory", BETTER_LOWER},
	{"complaint", BETTER_LOWER},
	{"drift", BETTER_LOWER},
	{"staleness", BETTER_LOWER},
	{"accuracy", BETTER_HIGHER},
	{"precision", BETTER_HIGHER},
	{"recall", BETTER_HIGHER},
	{"f1", BETTER_HIGHER},
	{"auc", BETTER_HIGHER},
	{"coverage", BETTER_HIGHER},
	{"availability", BETTER_HIGHER},
	{"uptime", BETTER_HIGHER},
	{"throughput", BETTER_HIGHER},
	{"headroom", BETTER_HIGHER},
	{"click", BETTER_HIGHER},
	{"conversion", BETTER_HIGHER},
	{"satisfaction", BETTER_HIGHER},
};

static enum better of_direction(const struct scope *scope, const char *name)
{
	struct operand operand = scope_operand(scope, name);
	struct slice text = operand.text;

	if (operand.node != OUTLINE_NONE && operand.present &&
		operand.outline->fields[operand.node].type == FIELD_SCALAR)
		text = outline_text(operand.outline, operand.outline->fields[operand.node].value);
	if (!operand.present || text.len < strlen("lower"))
		return BETTER_UNKNOWN;
	if (slice_equal_nocase((struct slice){text.at, 5}, slice_of("lower")))
		return BETTER_LOWER;
	if (text.len >= 6 && slice_equal_nocase((struct slice){text.at, 6}, slice_of("higher")))
		return BETTER_HIGHER;
	return BETTER_UNKNOWN;
}

/* The first column names what the row is about. */
static enum better of_metric(const struct scope *scope)
{
	const struct table_spec *table;
	struct buffer folded = BUFFER_INIT;
	enum better better = BETTER_UNKNOWN;

	if (!scope->is_row)
		return BETTER_UNKNOWN;
	table = scope->document->kind->sections[scope->section].table;
	buffer_reserve(&folded, 1);
	utf8_fold(&folded, scope_operand(scope, table->columns[0].name).text);
	for (size_t i = 0; i < COUNT(metrics) && better == BETTER_UNKNOWN; i++) {
		if (memmem(folded.at, folded.len, metrics[i].word, strlen(metrics[i].word)))
			better = metrics[i].better;
	}
	buffer_dispose(&folded);
	return better;
}

/* Less time and less money are better, whatever they are spent on. */
static enum better of_unit(const struct quantity *limit)
{
	enum dimension dimension = limit->unit.of.dimension;

	return dimension == DIMENSION_TIME || dimension == DIMENSION_MONEY ? BETTER_LOWER
									   : BETTER_UNKNOWN;
}

static enum better which_is_better(
	const struct scope *scope, const struct quantity *limit, const char *direction)
{
	enum better better = BETTER_UNKNOWN;

	if (limit->bound == BOUND_BELOW)
		return BETTER_LOWER;
	if (limit->bound == BOUND_ABOVE)
		return BETTER_HIGHER;
	better = of_direction(scope, direction ? direction : "Direction");
	if (better == BETTER_UNKNOWN)
		better = of_metric(scope);
	return better == BETTER_UNKNOWN ? of_unit(limit) : better;
}

struct held {
	struct amount limit;
	enum better better;
	bool strict;
	bool decided;
};

/* Of a range its worse end counts. */
static bool breaks(struct slice value, const void *context)
{
	struct held *held = (struct held *)context;
	struct amount amount = amount_read(value);
	struct quantity quantity;
	double order;

	if (held->better == BETTER_LOWER && quantity_read(value, &quantity) &&
		quantity.end > quantity.number.value)
		amount = amount_of(quantity.end, quantity.unit);
	if (!amount_compare(amount, held->limit, &order))
		return false;
	held->decided = true;
	if (held->strict && order == 0)
		return true;
	return held->better == BETTER_LOWER ? order > 0 : order < 0;
}

enum verdict limit_verdict(const struct scope *scope, const struct operand *value,
	const char *limit, const char *direction)
{
	struct operand operand = scope_operand(scope, limit);
	struct held held = {.limit = operand_amount(&operand)};
	struct buffer text = BUFFER_INIT;
	struct quantity quantity;
	bool known;

	if (!value->present || !operand.present)
		return VERDICT_UNDECIDED;
	operand_describe(&operand, &text);
	known = quantity_read(buffer_slice(&text), &quantity);
	if (known) {
		held.better = which_is_better(scope, &quantity, direction);
		held.strict = quantity.strict;
	}
	buffer_dispose(&text);
	if (!known || held.better == BETTER_UNKNOWN)
		return VERDICT_UNDECIDED;
	if (operand_any(value, breaks, &held))
		return VERDICT_NO;
	return held.decided ? VERDICT_YES : VERDICT_UNDECIDED;
}
