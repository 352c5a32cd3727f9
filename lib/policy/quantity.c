#include "policy/quantity.h"

#include <ctype.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_letter(unsigned char c)
{
	return isalpha(c) || c >= 0x80;
}

/* A word at the beginning of a text, in any letter case, that ends there. */
static bool begins_with_word(struct slice text, const char *word)
{
	size_t length = strlen(word);

	return text.len >= length &&
	       slice_equal_nocase((struct slice){text.at, length}, slice_of(word)) &&
	       (text.len == length || !is_letter((unsigned char)text.at[length]));
}

static const struct {
	struct slice text;
	enum bound bound;
	bool strict; /* the number itself is beyond it */
} bounds[] = {
	{SLICE("<="), BOUND_BELOW, false},
	{SLICE(">="), BOUND_ABOVE, false},
	{SLICE("\u2264"), BOUND_BELOW, false},
	{SLICE("\u2265"), BOUND_ABOVE, false},
	{SLICE("<"), BOUND_BELOW, true},
	{SLICE(">"), BOUND_ABOVE, true},
	{SLICE("~"), BOUND_ABOUT, false},
	{SLICE("\u2248"), BOUND_ABOUT, false},
	{SLICE("\u00b1"), BOUND_NONE, false},
	{SLICE("about"), BOUND_ABOUT, false},
	{SLICE("around"), BOUND_ABOUT, false},
	{SLICE("approximately"), BOUND_ABOUT, false},
	{SLICE("approx."), BOUND_ABOUT, false},
	{SLICE("approx"), BOUND_ABOUT, false},
	{SLICE("roughly"), BOUND_ABOUT, false},
	{SLICE("some"), BOUND_ABOUT, false},
	{SLICE("circa"), BOUND_ABOUT, false},
	{SLICE("ca."), BOUND_ABOUT, false},
	{SLICE("nearly"), BOUND_ABOUT, false},
	{SLICE("almost"), BOUND_ABOUT, false},
	{SLICE("close to"), BOUND_ABOUT, false},
	{SLICE("just over"), BOUND_ABOUT, false},
	{SLICE("just under"), BOUND_ABOUT, false},
	{SLICE("just below"), BOUND_ABOUT, false},
	{SLICE("just above"), BOUND_ABOUT, false},
	{SLICE("a little over"), BOUND_ABOUT, false},
	{SLICE("a little under"), BOUND_ABOUT, false},
	{SLICE("well under"), BOUND_BELOW, true},
	{SLICE("less than"), BOUND_BELOW, true},
	{SLICE("fewer than"), BOUND_BELOW, true},
	{SLICE("under"), BOUND_BELOW, true},
	{SLICE("below"), BOUND_BELOW, true},
	{SLICE("no more than"), BOUND_BELOW, false},
	{SLICE("not more than"), BOUND_BELOW, false},
	{SLICE("at most"), BOUND_BELOW, false},
	{SLICE("up to"), BOUND_BELOW, false},
	{SLICE("within"), BOUND_BELOW, false},
	{SLICE("maximum"), BOUND_BELOW, false},
	{SLICE("max."), BOUND_BELOW, false},
	{SLICE("max"), BOUND_BELOW, false},
	{SLICE("well over"), BOUND_ABOVE, true},
	{SLICE("more than"), BOUND_ABOVE, true},
	{SLICE("greater than"), BOUND_ABOVE, true},
	{SLICE("over"), BOUND_ABOVE, true},
	{SLICE("above"), BOUND_ABOVE, true},
	{SLICE("no less than"), BOUND_ABOVE, false},
	{SLICE("not less than"), BOUND_ABOVE, false},
	{SLICE("at least"), BOUND_ABOVE, false},
	{SLICE("minimum"), BOUND_ABOVE, false},
	{SLICE("min."), BOUND_ABOVE, false},
};

/* But for the case of ASCII letters; other bytes may be taken for each other. */
static bool may_be_same(char one, char other)
{
	return ((one ^ other) & ~0x20) == 0;
}

/* A phrase at the beginning of a text; of letters, no further letter follows it. */
static bool begins_with(struct slice text, struct slice phrase)
{
	return text.len >= phrase.len && may_be_same(text.at[0], phrase.at[0]) &&
	       slice_equal_nocase((struct slice){text.at, phrase.len}, phrase) &&
	       (!isalpha((unsigned char)phrase.at[0]) || text.len == phrase.len ||
		       !is_letter((unsigned char)text.at[phrase.len]));
}

static size_t read_bound(struct slice text, enum bound *bound, bool *strict)
{
	*bound = BOUND_NONE;
	*strict = false;
	if (text.len == 0 || isdigit((unsigned char)text.at[0]))
		return 0;
	for (size_t i = 0; i < COUNT(bounds); i++) {
		size_t length = bounds[i].text.len;

		if (!begins_with(text, bounds[i].text))
			continue;
		*bound = bounds[i].bound;
		*strict = bounds[i].strict;
		return length + number_skip_space(slice_from(text, length));
	}
	return 0;
}

size_t quantity_read_bound(struct slice text, enum bound *bound)
{
	bool strict;

	return read_bound(text, bound, &strict);
}

static bool ends_with(struct slice text, struct slice phrase)
{
	return text.len >= phrase.len &&
	       may_be_same(text.at[text.len - 1], phrase.at[phrase.len - 1]) &&
	       slice_equal_nocase(slice_from(text, text.len - phrase.len), phrase) &&
	       (!isalpha((unsigned char)phrase.at[0]) || text.len == phrase.len ||
		       !is_letter((unsigned char)text.at[text.len - phrase.len - 1]));
}

enum bound quantity_bound_before(struct slice text)
{
	static const char *const articles[] = {" the", " a", " our", " another", " +", " -"};

	text = slice_trim(text);
	if (text.len == 0)
		return BOUND_NONE;
	for (size_t i = 0; i < COUNT(articles); i++) {
		if (slice_ends_with(text, articles[i]))
			text = slice_trim((struct slice){text.at, text.len - strlen(articles[i])});
	}
	for (size_t i = 0; text.len && i < COUNT(bounds); i++) {
		if (ends_with(text, bounds[i].text))
			return bounds[i].bound;
	}
	return BOUND_NONE;
}

static bool is_month(struct slice text)
{
	static const char *const months[] = {
		"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
	static const char *const full[] = {"january", "february", "march", "april", "may", "june",
		"july", "august", "september", "october", "november", "december"};

	for (size_t i = 0; text.len && i < COUNT(months); i++) {
		if (!may_be_same(text.at[0], months[i][0]))
			continue;
		if (begins_with_word(text, months[i]) || begins_with_word(text, full[i]))
			return true;
	}
	return begins_with_word(text, "sept");
}

/* `to`, a dash: between the ends of a range, with the space round it; 0 if there is none. */
static size_t range_mark(struct slice text)
{
	static const char *const marks[] = {"\u2013", "\u2014", "-", "to "};
	size_t space = number_skip_space(text);

	for (size_t i = 0; i < COUNT(marks); i++) {
		struct slice rest = slice_from(text, space);
		size_t length = strlen(marks[i]);

		if (slice_starts_with(rest, marks[i]))
			return space + length + number_skip_space(slice_from(rest, length));
	}
	return 0;
}

/* `3 Nov 2026`, `3 to 5 March` */
static bool is_part_of_date(struct slice rest)
{
	size_t mark = range_mark(rest);
	struct slice end = slice_from(rest, mark);
	struct number number;

	if (is_month(slice_from(rest, number_skip_space(rest))))
		return true;
	end = slice_from(end, mark ? number_read(end, &number) : 0);
	return mark && is_month(slice_from(end, number_skip_space(end)));
}

/* `2026-11-24`, `02:10`, `3 Nov 2026`, `1/2`, `1st`: the number is part of something else. */
static bool is_part_of_more(struct slice rest)
{
	static const char *const ordinals[] = {"st", "nd", "rd", "th"};

	if (rest.len > 1 && strchr("-/.:", rest.at[0]) && isdigit((unsigned char)rest.at[1]))
		return true;
	for (size_t i = 0; i < COUNT(ordinals); i++) {
		if (begins_with_word(rest, ordinals[i]))
			return true;
	}
	return is_part_of_date(rest);
}

/* The other end of a range, which the unit stands behind: `10 to 12 ms`. */
static size_t read_end(struct slice text, struct quantity *quantity)
{
	size_t mark = range_mark(text), used;
	struct slice rest = slice_from(text, mark);
	struct number end;

	if (!mark || rest.len == 0 || !isdigit((unsigned char)rest.at[0]))
		return 0;
	used = number_read(rest, &end);
	if (!used || is_part_of_more(slice_from(rest, used)) || end.value < quantity->number.value)
		return 0;
	quantity->end = end.value;
	return mark + used;
}

/* `1.2 million`: of a range both ends. */
static size_t read_multiple(struct slice text, struct quantity *quantity)
{
	size_t space = number_skip_space(text), used;
	struct number one = {.value = 1, .step = 1, .coarse = 1};

	used = number_read_multiple(slice_from(text, space), &one);
	/* The letter stands at the number: `40k`. */
	if (!used || (used == 1 && space))
		return 0;
	quantity->number.value *= one.value;
	quantity->number.step *= one.value;
	quantity->number.coarse *= one.value;
	quantity->number.grouped = true;
	quantity->end *= one.value;
	return space + used;
}

/* `3 min 40 s`: a smaller unit of time goes on with it. */
static size_t read_rest_of_time(struct slice text, struct quantity *quantity)
{
	size_t used = 0;

	while (quantity->unit.of.dimension == DIMENSION_TIME &&
		quantity->unit.per.dimension == DIMENSION_NONE) {
		struct slice rest =
			slice_from(text, used + number_skip_space(slice_from(text, used)));
		struct number number;
		struct unit unit;
		size_t taken, end;

		if (rest.len == 0 || !isdigit((unsigned char)rest.at[0]))
			break;
		taken = number_read(rest, &number);
		end = taken + number_skip_space(slice_from(rest, taken));
		taken = unit_read(slice_from(rest, end), false, &unit);
		if (!taken || unit.of.dimension != DIMENSION_TIME ||
			unit.per.dimension != DIMENSION_NONE ||
			unit.of.factor >= quantity->unit.of.factor)
			break;
		quantity->number.value =
			quantity->number.value * quantity->unit.of.factor / unit.of.factor +
			number.value;
		quantity->number.step = number.step;
		quantity->number.coarse = number.step;
		quantity->end = quantity->number.value;
		quantity->unit.of = unit.of;
		used = (size_t)(rest.at - text.at) + end + taken;
	}
	return used;
}

static size_t read_unit(struct slice text, bool words, struct quantity *quantity)
{
	size_t space = number_skip_space(text);
	size_t used = unit_read(slice_from(text, space), words, &quantity->unit);

	if (!used)
		return 0;
	quantity->has_unit = true;
	used += space;
	return used + read_rest_of_time(slice_from(text, used), quantity);
}

/* `$5m`: with money a small m is a million. */
static size_t read_million(struct slice text, struct quantity *quantity)
{
	if (quantity->unit.of.dimension != DIMENSION_MONEY || !begins_with_word(text, "m"))
		return 0;
	quantity->number.value *= 1e6;
	quantity->number.step *= 1e6;
	quantity->number.coarse *= 1e6;
	quantity->end *= 1e6;
	return 1;
}

size_t quantity_read_number(struct slice text, bool words, struct quantity *quantity)
{
	struct measure money = {.factor = 1};
	size_t at = unit_read_currency(text, &money), used;

	*quantity = (struct quantity){.unit = {.of = {.factor = 1}, .per = {.factor = 1}}};
	if (at) {
		quantity->unit.of = money;
		quantity->unit.text = (struct slice){text.at, at};
		quantity->has_unit = true;
		at += number_skip_space(slice_from(text, at));
	}
	used = number_read(slice_from(text, at), &quantity->number);
	if (!used)
		return 0;
	at += used;
	quantity->end = quantity->number.value;
	if (is_part_of_more(slice_from(text, at)) && !read_end(slice_from(text, at), quantity))
		return 0;
	at += read_end(slice_from(text, at), quantity);
	at += read_multiple(slice_from(text, at), quantity);
	if (quantity->has_unit) {
		at += read_million(slice_from(text, at), quantity);
		return at + unit_read_per(slice_from(text, at), &quantity->unit.per);
	}
	return at + read_unit(slice_from(text, at), words, quantity);
}

bool quantity_read(struct slice text, struct quantity *quantity)
{
	enum bound bound;
	bool strict;
	size_t used;

	text = slice_trim(text);
	if (!number_may_come(text))
		return false;
	text = slice_from(text, read_bound(text, &bound, &strict));
	used = quantity_read_number(text, true, quantity);
	quantity->bound = bound;
	quantity->strict = strict;
	if (!used)
		return false;
	quantity->qualifier = slice_trim(slice_from(text, used));
	return true;
}

struct slice quantity_percentile(struct slice qualifier)
{
	static const char *const words[] = {"mean", "average", "avg", "median", "max"};

	for (size_t at = 0; at < qualifier.len; at++) {
		struct slice rest = slice_from(qualifier, at);
		size_t digits = 1;

		if (at > 0 && is_letter((unsigned char)qualifier.at[at - 1]))
			continue;
		while (digits < rest.len &&
			(isdigit((unsigned char)rest.at[digits]) || rest.at[digits] == '.'))
			digits++;
		if ((rest.at[0] == 'p' || rest.at[0] == 'P') && digits > 1)
			return (struct slice){rest.at, digits};
		for (size_t i = 0; i < COUNT(words); i++) {
			if (begins_with_word(rest, words[i]))
				return (struct slice){rest.at, strlen(words[i])};
		}
	}
	return (struct slice){"", 0};
}
