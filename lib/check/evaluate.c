#include "check/evaluate.h"

#include "check/contract.h"

struct amount operand_amount(const struct operand *operand)
{
	const struct outline *outline = operand->outline;
	struct amount none = {.type = AMOUNT_NONE};

	if (!operand->present)
		return none;
	if (operand->node == OUTLINE_NONE)
		return amount_read(operand->text);
	if (outline->fields[operand->node].type != FIELD_SCALAR)
		return none;
	return amount_read(outline_text(outline, outline->fields[operand->node].value));
}

static uint32_t row_count(const struct scope *scope)
{
	const struct document *document = scope->document;
	uint32_t table = document->contract->tables[scope->section].table;

	return table == OUTLINE_NONE ? 0 : document->outline->tables[table].rows;
}

struct fold {
	struct amount value;
	uint32_t count;
	bool failed; /* a filled cell that measures nothing, or units that do not go together */
};

static void fold_cell(struct fold *fold, enum expression_step_type type, struct amount cell)
{
	double order;

	if (cell.type == AMOUNT_NONE) {
		fold->failed = true;
		return;
	}
	if (fold->count++ == 0) {
		fold->value = cell;
		return;
	}
	if (type == STEP_SUM || type == STEP_SUM_ABOVE) {
		fold->value = amount_add(fold->value, cell);
		fold->failed = fold->failed || fold->value.type == AMOUNT_NONE;
		return;
	}
	if (!amount_compare(cell, fold->value, &order))
		fold->failed = true;
	else if (type == STEP_LEAST ? order < 0 : order > 0)
		fold->value = cell;
}

/* What a function makes of a column: of its filled cells. */
static struct amount fold_column(
	const struct scope *scope, enum expression_step_type type, const char *name)
{
	uint32_t end = type == STEP_SUM_ABOVE ? scope->row : row_count(scope);
	struct amount none = {.type = AMOUNT_NONE};
	struct fold fold = {none, 0, false};
	struct scope at = *scope;
	uint32_t filled = 0;

	for (at.row = 0; at.row < end; at.row++) {
		struct operand operand = scope_operand(&at, name);

		filled += operand.present;
		if (operand.present && type != STEP_COUNT)
			fold_cell(&fold, type, operand_amount(&operand));
	}
	if (type == STEP_COUNT)
		return (struct amount){.type = AMOUNT_NUMBER, .number = filled};
	fold.value.step = 0;
	return fold.failed ? none : fold.value;
}

static struct amount previous_cell(const struct scope *scope, const char *name)
{
	struct scope at = *scope;
	struct operand operand;

	if (scope->row == 0)
		return (struct amount){.type = AMOUNT_NONE};
	at.row--;
	operand = scope_operand(&at, name);
	return operand_amount(&operand);
}

static struct amount value_of(const struct expression_step *step, const struct scope *scope)
{
	struct operand operand;

	switch (step->type) {
	case STEP_NUMBER:
		return (struct amount){.type = AMOUNT_NUMBER, .number = step->number};
	case STEP_DURATION:
		return (struct amount){.type = AMOUNT_DURATION, .number = step->number};
	case STEP_QUANTITY:
		return amount_of(step->number, step->unit);
	case STEP_DATE:
		return (struct amount){.type = AMOUNT_DAY, .number = step->number * 86400};
	case STEP_TODAY:
		return (struct amount){
			.type = AMOUNT_DAY, .number = (double)date_days(scope->today) * 86400};
	case STEP_NAME:
		operand = scope_operand(scope, step->name);
		return operand_amount(&operand);
	default:
		break;
	}
	if (!scope->is_row)
		return (struct amount){.type = AMOUNT_NONE};
	return step->type == STEP_PREVIOUS ? previous_cell(scope, step->name)
					   : fold_column(scope, step->type, step->name);
}

static struct amount combine(enum expression_step_type type, struct amount one, struct amount two)
{
	switch (type) {
	case STEP_ADD:
		return amount_add(one, two);
	case STEP_SUBTRACT:
		return amount_subtract(one, two);
	case STEP_MULTIPLY:
		return amount_multiply(one, two);
	default:
		return amount_divide(one, two);
	}
}

/* expression_read has seen to it that the stack suffices and never runs empty. */
struct amount evaluate(const struct expression *expression, const struct scope *scope)
{
	struct amount stack[EXPRESSION_DEPTH + 1] = {{.type = AMOUNT_NONE}};
	size_t depth = 0;

	for (size_t i = 0; i < expression->count; i++) {
		const struct expression_step *step = &expression->steps[i];

		if (step->type < STEP_NEGATE) {
			stack[depth++] = value_of(step, scope);
		} else if (step->type == STEP_NEGATE) {
			stack[depth - 1].number = -stack[depth - 1].number;
		} else {
			depth--;
			stack[depth - 1] = combine(step->type, stack[depth - 1], stack[depth]);
		}
	}
	stack[0].step = 0;
	return stack[0];
}
