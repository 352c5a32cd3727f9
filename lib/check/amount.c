#include "check/amount.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/mem.h"
#include "policy/value.h"

#define DAY 86400.0

static const struct amount none = {.type = AMOUNT_NONE};

/* The value of the last digit of the number that a text begins with: 0.01 of 12.50, 1 of 65,000. */
static double last_digit(struct slice text)
{
	size_t at = 0, end;

	while (at < text.len && !isdigit((unsigned char)text.at[at]))
		at++;
	for (end = at; end < text.len && (isdigit((unsigned char)text.at[end]) ||
						 text.at[end] == ',' || text.at[end] == '_');)
		end++;
	if (end + 1 >= text.len || text.at[end] != '.' || !isdigit((unsigned char)text.at[end + 1]))
		return 1;
	at = ++end;
	while (end < text.len && isdigit((unsigned char)text.at[end]))
		end++;
	return pow(10, -(double)(end - at));
}

/* `1 h 20 min` is exact to a minute: the digit that counts is the last number's. */
static double duration_step(struct slice text)
{
	size_t at = text.len;
	double whole, count;
	char *number;

	if (slice_starts_with(text, "P"))
		return 1;
	while (at > 0 && !isdigit((unsigned char)text.at[at - 1]))
		at--;
	while (at > 0 && (isdigit((unsigned char)text.at[at - 1]) || text.at[at - 1] == '.' ||
				 text.at[at - 1] == ','))
		at--;
	number = mem_string(slice_from(text, at));
	count = strtod(number, NULL);
	free(number);
	if (count <= 0 || !value_duration(slice_from(text, at), &whole))
		return 1;
	return last_digit(slice_from(text, at)) * whole / count;
}

static bool read_time(struct slice text, struct amount *amount)
{
	struct date date;
	int64_t seconds;

	if (date_parse(text, &date)) {
		*amount = (struct amount){
			.type = AMOUNT_DAY, .number = (double)date_days(date) * DAY};
		return true;
	}
	if (datetime_parse(text, &seconds)) {
		*amount = (struct amount){.type = AMOUNT_MOMENT, .number = (double)seconds};
		return true;
	}
	*amount = (struct amount){.type = AMOUNT_DURATION, .step = 1};
	if (!value_duration(text, &amount->number))
		return false;
	amount->step = duration_step(text);
	return true;
}

struct amount amount_read(struct slice text)
{
	struct amount amount = none;
	struct slice unit;
	double order, number;

	text = slice_trim(text);
	if (text.len == 0 || read_time(text, &amount))
		return amount;
	if (!value_number(text, &number, &unit) || !value_order(text, &order, &unit))
		return none;
	amount = (struct amount){.type = AMOUNT_NUMBER, .number = order, .unit = unit};
	amount.step = last_digit(text);
	/* `150 ms p95`: a duration that is qualified. */
	if (number != order && number != 0) {
		amount.type = AMOUNT_DURATION;
		amount.step *= order / number;
	}
	return amount;
}

static bool is_share(struct slice unit)
{
	return slice_starts_with(unit, "%") || slice_is(unit, "pp");
}

/* A bare number goes with any unit; `%` and `pp` with each other. */
static bool units_agree(struct slice one, struct slice two)
{
	if (one.len == 0 || two.len == 0 || (is_share(one) && is_share(two)))
		return true;
	return slice_equal_nocase(one, two);
}

static struct slice either(struct slice one, struct slice two)
{
	return one.len ? one : two;
}

static bool is_moment(struct amount amount)
{
	return amount.type == AMOUNT_DAY || amount.type == AMOUNT_MOMENT;
}

/* A day stays a day unless hours are added to it. */
static struct amount shifted(struct amount moment, double seconds)
{
	bool whole = moment.type == AMOUNT_DAY && fmod(seconds, DAY) == 0;

	return (struct amount){
		.type = whole ? AMOUNT_DAY : AMOUNT_MOMENT, .number = moment.number + seconds};
}

static struct amount join(struct amount one, struct amount two, double sign)
{
	if (one.type != two.type || (one.type != AMOUNT_NUMBER && one.type != AMOUNT_DURATION) ||
		!units_agree(one.unit, two.unit))
		return none;
	one.number += sign * two.number;
	one.unit = either(one.unit, two.unit);
	one.step = 0;
	return one;
}

struct amount amount_add(struct amount one, struct amount two)
{
	if (is_moment(one) && two.type == AMOUNT_DURATION)
		return shifted(one, two.number);
	if (one.type == AMOUNT_DURATION && is_moment(two))
		return shifted(two, one.number);
	return join(one, two, 1);
}

struct amount amount_subtract(struct amount one, struct amount two)
{
	if (is_moment(one) && is_moment(two))
		return (struct amount){.type = AMOUNT_DURATION, .number = one.number - two.number};
	if (is_moment(one) && two.type == AMOUNT_DURATION)
		return shifted(one, -two.number);
	return join(one, two, -1);
}

/* A number without a unit. */
static bool is_plain(struct amount amount)
{
	return amount.type == AMOUNT_NUMBER && amount.unit.len == 0;
}

struct amount amount_multiply(struct amount one, struct amount two)
{
	struct amount product = {.type = AMOUNT_NUMBER, .number = one.number * two.number};

	if ((one.type == AMOUNT_DURATION && is_plain(two)) ||
		(two.type == AMOUNT_DURATION && is_plain(one)))
		product.type = AMOUNT_DURATION;
	else if (one.type != AMOUNT_NUMBER || two.type != AMOUNT_NUMBER)
		return none;
	else if (one.unit.len == 0 || two.unit.len == 0)
		product.unit = either(one.unit, two.unit);
	return product;
}

struct amount amount_divide(struct amount one, struct amount two)
{
	struct amount quotient = {.type = AMOUNT_NUMBER};

	if (two.number == 0)
		return none;
	quotient.number = one.number / two.number;
	if (one.type == AMOUNT_DURATION && two.type == AMOUNT_NUMBER)
		quotient.type = AMOUNT_DURATION;
	else if (one.type != two.type || is_moment(one) || one.type == AMOUNT_NONE)
		return none;
	else if (two.unit.len == 0)
		quotient.unit = one.unit;
	return quotient;
}

bool amount_compare(struct amount one, struct amount two, double *order)
{
	bool moments = is_moment(one) && is_moment(two);

	if (one.type == AMOUNT_NONE || (!moments && one.type != two.type) ||
		!units_agree(one.unit, two.unit))
		return false;
	*order = one.number - two.number;
	return true;
}

bool amount_equals(struct amount written, struct amount computed)
{
	double order;

	if (!amount_compare(written, computed, &order))
		return false;
	return fabs(order) <= written.step / 2 + 1e-9 * (1 + fabs(computed.number));
}

static void add_duration(struct buffer *out, double seconds)
{
	static const struct {
		const char *name;
		double seconds;
	} units[] = {{"d", DAY}, {"h", 3600}, {"min", 60}};
	bool any = false;

	if (seconds < 0) {
		buffer_add_char(out, '-');
		seconds = -seconds;
	}
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		double count = floor(seconds / units[i].seconds + 1e-9);

		if (count < 1)
			continue;
		buffer_addf(out, "%s%.0f %s", any ? " " : "", count, units[i].name);
		seconds -= count * units[i].seconds;
		any = true;
	}
	if (seconds > 1e-9 || !any) {
		if (seconds > 0 && seconds < 1)
			buffer_addf(out, "%s%.10g ms", any ? " " : "", seconds * 1000);
		else
			buffer_addf(out, "%s%.10g s", any ? " " : "", seconds);
	}
}

static void add_moment(struct buffer *out, double seconds, bool with_time)
{
	char text[DATETIME_SIZE];

	/* Further away than the sun will shine, and than a whole number holds. */
	if (fabs(seconds) < 1e17 && datetime_format((int64_t)seconds, text))
		buffer_add(out, text, with_time ? strlen(text) : 10);
}

void amount_add_text(struct buffer *out, struct amount amount)
{
	switch (amount.type) {
	case AMOUNT_NONE:
		return;
	case AMOUNT_DURATION:
		add_duration(out, amount.number);
		return;
	case AMOUNT_DAY:
		add_moment(out, amount.number, false);
		return;
	case AMOUNT_MOMENT:
		add_moment(out, amount.number, true);
		return;
	case AMOUNT_NUMBER:
		buffer_addf(out, "%.10g", amount.number);
		if (amount.unit.len)
			buffer_addf(out, " %.*s", SLICE_ARG(amount.unit));
		return;
	}
}
