#include "check/amount.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/mem.h"
#include "policy/quantity.h"
#include "policy/value.h"

#define DAY 86400.0

static const struct amount none = {.type = AMOUNT_NONE};

/* `1 h 20 min` is exact to a minute: the digit that counts is the last number's. */
static double duration_step(struct slice text)
{
	size_t at = text.len;
	struct number last = {.value = 0};
	double whole;

	if (slice_starts_with(text, "P"))
		return 1;
	while (at > 0 && !isdigit((unsigned char)text.at[at - 1]))
		at--;
	while (at > 0 && (isdigit((unsigned char)text.at[at - 1]) || text.at[at - 1] == '.' ||
				 text.at[at - 1] == ','))
		at--;
	if (!number_read(slice_from(text, at), &last) || last.value <= 0 ||
		!value_duration(slice_from(text, at), &whole))
		return 1;
	return last.step * whole / last.value;
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

struct amount amount_of(double number, struct unit unit)
{
	struct amount amount = {
		.type = AMOUNT_NUMBER, .number = number, .unit = unit.text, .measure = unit};

	if (unit.of.dimension == DIMENSION_TIME && unit.per.dimension == DIMENSION_NONE) {
		amount.type = AMOUNT_DURATION;
		amount.number *= unit.of.factor;
		amount.unit = (struct slice){"", 0};
	}
	return amount;
}

struct amount amount_read(struct slice text)
{
	struct amount amount = none;
	struct quantity quantity;

	text = slice_trim(text);
	if (!number_may_come(text))
		return none;
	if (read_time(text, &amount))
		return amount;
	if (!quantity_read(text, &quantity))
		return none;
	amount = amount_of(quantity.number.value, quantity.unit);
	amount.step = quantity.number.step;
	if (amount.type == AMOUNT_DURATION)
		amount.step *= quantity.unit.of.factor;
	amount.percentile = quantity_percentile(quantity.qualifier);
	return amount;
}

static bool is_share(const struct amount *amount)
{
	return amount->measure.of.dimension >= DIMENSION_SHARE &&
	       amount->measure.of.dimension <= DIMENSION_RELATIVE;
}

/* A bare number goes with any unit; `%` and `pp` with each other; a percentile only with itself. */
static bool units_agree(const struct amount *one, const struct amount *two)
{
	if (one->percentile.len && two->percentile.len &&
		!slice_equal_nocase(one->percentile, two->percentile))
		return false;
	if (one->unit.len == 0 || two->unit.len == 0 || (is_share(one) && is_share(two)))
		return true;
	return unit_comparable(&one->measure, &two->measure);
}

/* The number of `two` in the unit of `one`. */
static double converted(const struct amount *one, const struct amount *two)
{
	double from = unit_factor(&two->measure), to = unit_factor(&one->measure);

	/* Most are in one unit, and stay as exact as they are written. */
	if (one->unit.len == 0 || two->unit.len == 0 || from == to)
		return two->number;
	return two->number * from / to;
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
		!units_agree(&one, &two))
		return none;
	if (one.unit.len == 0) {
		one.unit = two.unit;
		one.measure = two.measure;
	}
	one.number += sign * converted(&one, &two);
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

static void set_unit(struct amount *amount, const struct amount *from)
{
	amount->unit = from->unit;
	amount->measure = from->measure;
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
		set_unit(&product, one.unit.len ? &one : &two);
	return product;
}

struct amount amount_divide(struct amount one, struct amount two)
{
	struct amount quotient = {.type = AMOUNT_NUMBER};

	if (two.number == 0)
		return none;
	quotient.number =
		one.number / (units_agree(&one, &two) ? converted(&one, &two) : two.number);
	if (one.type == AMOUNT_DURATION && two.type == AMOUNT_NUMBER)
		quotient.type = AMOUNT_DURATION;
	else if (one.type != two.type || is_moment(one) || one.type == AMOUNT_NONE)
		return none;
	else if (two.unit.len == 0)
		set_unit(&quotient, &one);
	return quotient;
}

bool amount_compare(struct amount one, struct amount two, double *order)
{
	bool moments = is_moment(one) && is_moment(two);

	if (one.type == AMOUNT_NONE || (!moments && one.type != two.type) ||
		!units_agree(&one, &two))
		return false;
	*order = one.number - converted(&one, &two);
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
