#include "policy/number.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Further than a double reaches. */
#define MAX_DIGITS 300

/* A bound and a currency before the number are no longer than this. */
#define MAX_BEFORE 32

bool number_may_come(struct slice text)
{
	for (size_t i = 0; i < text.len && i < MAX_BEFORE; i++) {
		if (isdigit((unsigned char)text.at[i]))
			return true;
	}
	return false;
}

static bool digit_at(struct slice text, size_t at)
{
	return at < text.len && isdigit((unsigned char)text.at[at]);
}

static size_t count_digits(struct slice text, size_t at)
{
	size_t count = 0;

	while (digit_at(text, at + count))
		count++;
	return count;
}

static size_t length_of(struct slice text, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (slice_starts_with(text, list[i]))
			return strlen(list[i]);
	}
	return 0;
}

/* No-break, figure, thin and narrow no-break space. */
static const char *const narrow_spaces[] = {
	"\xc2\xa0", "\xe2\x80\x87", "\xe2\x80\x89", "\xe2\x80\xaf"};

size_t number_skip_space(struct slice text)
{
	size_t at = 0, more;

	for (;;) {
		more = length_of(slice_from(text, at), narrow_spaces, COUNT(narrow_spaces));
		if (!more && at < text.len && strchr(" \t\n\r", text.at[at]))
			more = 1;
		if (!more)
			return at;
		at += more;
	}
}

/* The digits that were read, without what sets them apart. */
struct digits {
	char text[MAX_DIGITS + 8];
	size_t count;
	size_t decimals;
	bool grouped;
	bool point; /* a point or comma stands before the last `decimals` */
};

static bool add_digits(struct digits *digits, struct slice text, size_t at, size_t count)
{
	if (digits->count + count > MAX_DIGITS)
		return false;
	memcpy(digits->text + digits->count, text.at + at, count);
	digits->count += count;
	return true;
}

/* What sets thousands apart at this place, in bytes. Plain spaces do so only after two digits or
 * more: `1 500 ms` is rather a list. */
static size_t group_mark(struct slice text, size_t at, size_t before)
{
	static const char *const marks[] = {"_", "'", "\xe2\x80\x99"};
	size_t mark = length_of(slice_from(text, at), marks, COUNT(marks));

	if (!mark)
		mark = length_of(slice_from(text, at), narrow_spaces, COUNT(narrow_spaces));
	if (!mark && text.at[at] == ' ' && (before == 2 || before == 3))
		mark = 1;
	return mark && count_digits(text, at + mark) == 3 ? mark : 0;
}

/* A comma or point: three digits behind a comma are a group, and so are those behind a point where
 * another mark follows them. */
static bool is_group_by(struct slice text, size_t at, const struct digits *digits)
{
	size_t next = at + 1 + count_digits(text, at + 1);

	if (count_digits(text, at + 1) != 3 || digits->count > 3 * (digits->grouped ? 20 : 1) ||
		(digits->count == 1 && digits->text[0] == '0'))
		return false;
	if (text.at[at] == ',')
		return true;
	return digits->grouped ||
	       (next + 1 < text.len && strchr(".,", text.at[next]) && digit_at(text, next + 1));
}

/* `5,10,15` */
static bool is_list(struct slice text, size_t at, const struct digits *digits)
{
	size_t next = at + 1 + count_digits(text, at + 1);

	return text.at[at] == ',' && !digits->grouped && count_digits(text, at + 1) != 3 &&
	       next < text.len && text.at[next] == ',' && digit_at(text, next + 1);
}

/* Reads digits, groups and a fraction. 0 for what is no number: `1.2.3`. */
static size_t read_digits(struct slice text, struct digits *digits)
{
	size_t at = count_digits(text, 0), first = at, mark;
	char separator = '\0';

	if (!add_digits(digits, text, 0, at))
		return 0;
	while (at < text.len && !digits->point) {
		bool sign = strchr(".,", text.at[at]) && digit_at(text, at + 1);

		mark = sign ? 1 : group_mark(text, at, first);
		if (!mark || (separator && text.at[at] != separator && !sign) ||
			is_list(text, at, digits))
			break;
		if (sign && !(is_group_by(text, at, digits) &&
				    (!separator || separator == text.at[at]))) {
			digits->decimals = count_digits(text, at + 1);
			digits->point = true;
		} else {
			digits->grouped = true;
		}
		separator = text.at[at];
		at += mark;
		if (!add_digits(digits, text, at, count_digits(text, at)))
			return 0;
		at += count_digits(text, at);
	}
	if (digits->point && at < text.len && text.at[at] == '.' && digit_at(text, at + 1))
		return 0;
	if (digits->count == 0 && at < text.len && text.at[at] == '.' && digit_at(text, at + 1))
		return 0;
	return at;
}

static size_t read_exponent(struct slice text, double *factor)
{
	size_t at = 1, count;
	bool negative = false;
	int exponent = 0;

	if (text.len == 0 || (text.at[0] != 'e' && text.at[0] != 'E'))
		return 0;
	if (at < text.len && strchr("+-", text.at[at]))
		negative = text.at[at++] == '-';
	count = count_digits(text, at);
	if (count == 0 || count > 3)
		return 0;
	for (size_t i = 0; i < count; i++)
		exponent = exponent * 10 + (text.at[at + i] - '0');
	*factor = pow(10, negative ? -exponent : exponent);
	return at + count;
}

static void multiply(struct number *number, double factor)
{
	number->value *= factor;
	number->step *= factor;
	number->coarse *= factor;
}

static const struct {
	const char *name;
	double factor;
} words[] = {{"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12}, {"mn", 1e6},
	{"mio", 1e6}, {"bn", 1e9}, {"mrd", 1e9}};

static bool word_ends(struct slice text, size_t at)
{
	return at >= text.len || !(isalnum((unsigned char)text.at[at]) || text.at[at] == '_' ||
					 (unsigned char)text.at[at] >= 0x80);
}

/* `40k`, `1.2M`: nothing else behind the letter. */
static size_t read_letter(struct slice text, struct number *number)
{
	if (text.len == 0 || !strchr("kKM", text.at[0]) || !word_ends(text, 1))
		return 0;
	multiply(number, text.at[0] == 'M' ? 1e6 : 1e3);
	number->grouped = true;
	return 1;
}

size_t number_read_multiple(struct slice text, struct number *number)
{
	if (read_letter(text, number))
		return 1;
	for (size_t i = 0; i < COUNT(words); i++) {
		size_t length = strlen(words[i].name);
		struct slice head = {text.at, length};

		if (text.len < length || !slice_equal_nocase(head, slice_of(words[i].name)) ||
			!word_ends(text, length))
			continue;
		multiply(number, words[i].factor);
		number->grouped = true;
		return length;
	}
	return 0;
}

static double coarse_step(const struct digits *digits, double step)
{
	size_t end = digits->count;

	if (digits->decimals)
		return step;
	while (end > 1 && digits->text[end - 1] == '0') {
		step *= 10;
		end--;
	}
	return step;
}

static size_t read_sign(struct slice text, bool *negative)
{
	static const char minus[] = "\xe2\x88\x92"; /* U+2212, that of typesetters */

	*negative = slice_starts_with(text, "-") || slice_starts_with(text, minus);
	if (slice_starts_with(text, minus))
		return strlen(minus);
	return text.len && strchr("+-", text.at[0]) ? 1 : 0;
}

size_t number_read(struct slice text, struct number *number)
{
	struct digits digits;
	double factor = 1;
	bool negative;
	size_t at = read_sign(text, &negative), used;

	digits.count = digits.decimals = 0;
	digits.grouped = digits.point = false;
	used = read_digits(slice_from(text, at), &digits);
	/* `.5` */
	if (used == 0 && at + 1 < text.len && text.at[at] == '.' && digit_at(text, at + 1)) {
		used = 1 + count_digits(text, at + 1);
		digits.decimals = used - 1;
		if (!add_digits(&digits, text, at + 1, used - 1))
			return 0;
	}
	if (used == 0)
		return 0;
	at += used;
	digits.text[digits.count] = '\0';
	number->step = pow(10, -(double)digits.decimals);
	number->value = strtod(digits.text, NULL) * number->step;
	/* Exactly what is written, not a product of two roundings. */
	if (digits.decimals) {
		memmove(digits.text + digits.count - digits.decimals + 1,
			digits.text + digits.count - digits.decimals, digits.decimals + 1);
		digits.text[digits.count - digits.decimals] = '.';
		number->value = strtod(digits.text, NULL);
	}
	number->coarse = coarse_step(&digits, number->step);
	number->grouped = digits.grouped;
	number->fraction = digits.decimals > 0;
	used = read_exponent(slice_from(text, at), &factor);
	multiply(number, negative ? -factor : factor);
	number->step = fabs(number->step);
	number->coarse = fabs(number->coarse);
	return at + used;
}
