#include "policy/value.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/slug.h"
#include "base/utf8.h"
#include "policy/quantity.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

const char *const value_type_names[VALUE_TYPES] = {
	[VALUE_STRING] = "string",
	[VALUE_TEXT] = "text",
	[VALUE_INTEGER] = "integer",
	[VALUE_NUMBER] = "number",
	[VALUE_BOOLEAN] = "boolean",
	[VALUE_YES_NO] = "yes-no",
	[VALUE_DATE] = "date",
	[VALUE_DATETIME] = "datetime",
	[VALUE_DURATION] = "duration",
	[VALUE_PERCENT] = "percent",
	[VALUE_QUANTITY] = "quantity",
	[VALUE_ENUM] = "enum",
	[VALUE_LIST] = "list",
	[VALUE_PERSON] = "person",
	[VALUE_ROLE] = "role",
	[VALUE_LINK] = "link",
	[VALUE_FILE] = "file",
	[VALUE_URL] = "url",
	[VALUE_EMAIL] = "email",
	[VALUE_ID] = "id",
	[VALUE_PATTERN] = "pattern",
	[VALUE_MAP] = "map",
	[VALUE_ANY] = "any",
};

static const char *const expected[VALUE_TYPES] = {
	[VALUE_STRING] = "one line of text",
	[VALUE_TEXT] = "text",
	[VALUE_INTEGER] = "a whole number",
	[VALUE_NUMBER] = "a number",
	[VALUE_BOOLEAN] = "true or false",
	[VALUE_YES_NO] = "yes or no",
	[VALUE_DATE] = "a date such as 2026-01-31",
	[VALUE_DATETIME] = "a date and time with its offset, such as 2026-01-31T14:05:00Z",
	[VALUE_DURATION] = "a duration such as 90 s, 5 min or 180d",
	[VALUE_PERCENT] = "a percentage such as 12.5 %",
	[VALUE_QUANTITY] = "a number with its unit, such as 120 ms",
	[VALUE_ENUM] = "one of a list",
	[VALUE_LIST] = "a list",
	[VALUE_PERSON] = "a person of .handoff/people.yaml",
	[VALUE_ROLE] = "a role of .handoff/people.yaml",
	[VALUE_LINK] = "the path or id of another document",
	[VALUE_FILE] = "the path of a file in this repository",
	[VALUE_URL] = "a URL such as https://example.com/x",
	[VALUE_EMAIL] = "an e-mail address",
	[VALUE_ID] = "an id of lower-case letters, digits, '.', '_' and '-'",
	[VALUE_PATTERN] = "text of the form that the template asks for",
	[VALUE_MAP] = "a map of keys and values",
	[VALUE_ANY] = "anything",
};

const char *value_type_name(enum value_type type)
{
	return value_type_names[type];
}

const char *value_type_expected(enum value_type type)
{
	return expected[type];
}

int value_type_parse(struct slice name)
{
	for (int i = 0; i < VALUE_TYPES; i++) {
		if (slice_is(name, value_type_names[i]))
			return i;
	}
	return -1;
}

/* The number of a duration's part; what has more to it than digits and a point is none. */
static size_t read_count(struct slice text, double *count)
{
	struct number number;
	size_t used = number_read(text, &number);

	*count = number.value;
	return used;
}

bool value_number(struct slice text, double *number, struct slice *unit)
{
	struct quantity quantity;

	*unit = (struct slice){"", 0};
	if (!quantity_read(text, &quantity))
		return false;
	*number = quantity.number.value;
	*unit = quantity.has_unit ? quantity.unit.text : quantity.qualifier;
	return true;
}

static bool has_no_line_break(struct slice text)
{
	return !memchr(text.at, '\n', text.len) && !memchr(text.at, '\r', text.len);
}

static bool is_number(struct slice text, bool whole)
{
	struct number number;

	if (text.len == 0 || !isdigit((unsigned char)text.at[text.len - 1]) ||
		number_read(text, &number) != text.len)
		return false;
	return !whole || (!number.fraction && !memchr(text.at, 'e', text.len) &&
				 !memchr(text.at, 'E', text.len));
}

/* ISO 8601 durations: PnYnMnWnDTnHnMnS. */
static bool iso_duration(struct slice text, double *seconds)
{
	bool in_time = false, any = false;

	*seconds = 0;
	for (size_t at = 1; at < text.len;) {
		struct slice rest = slice_from(text, at);
		double unit, count;
		size_t used;

		if (rest.at[0] == 'T' && !in_time) {
			in_time = true;
			at++;
			continue;
		}
		used = read_count(rest, &count);
		if (used == 0 || used == rest.len)
			return false;
		switch (rest.at[used]) {
		case 'Y':
			unit = 31556952;
			break;
		case 'M':
			unit = in_time ? 60 : 2629746;
			break;
		case 'W':
			unit = 604800;
			break;
		case 'D':
			unit = 86400;
			break;
		case 'H':
			unit = 3600;
			break;
		case 'S':
			unit = 1;
			break;
		default:
			return false;
		}
		*seconds += count * unit;
		any = true;
		at += used + 1;
	}
	return any;
}

bool value_duration(struct slice text, double *seconds)
{
	struct slice rest = slice_trim(text);
	bool any = false;
	enum bound bound;

	if (!number_may_come(rest))
		return false;
	rest = slice_from(rest, quantity_read_bound(rest, &bound));
	if (rest.len > 1 && rest.at[0] == 'P')
		return iso_duration(rest, seconds);
	*seconds = 0;
	while (rest.len) {
		struct slice word;
		double unit, count;
		size_t used = read_count(rest, &count);

		if (used == 0)
			return false;
		rest = slice_trim(slice_from(rest, used));
		word = rest;
		word.len = 0;
		while (word.len < rest.len && !isdigit((unsigned char)rest.at[word.len]) &&
			rest.at[word.len] != ' ')
			word.len++;
		if (!unit_of_time(word, &unit))
			return false;
		*seconds += count * unit;
		rest = slice_trim(slice_from(rest, word.len));
		any = true;
	}
	return any;
}

static bool is_percent(struct slice text)
{
	struct quantity quantity;

	return quantity_read(text, &quantity) && quantity.has_unit &&
	       slice_is(quantity.unit.text, "%") && quantity.qualifier.len == 0;
}

static bool is_quantity(struct slice text)
{
	struct quantity quantity;

	return quantity_read(text, &quantity) && quantity.has_unit;
}

static bool is_url(struct slice text)
{
	size_t scheme = 0;

	while (scheme < text.len &&
		(isalnum((unsigned char)text.at[scheme]) || strchr("+.-", text.at[scheme])))
		scheme++;
	if (scheme < 2 || !isalpha((unsigned char)text.at[0]))
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if ((unsigned char)text.at[i] <= ' ' || text.at[i] == '<' || text.at[i] == '>')
			return false;
	}
	return slice_starts_with(slice_from(text, scheme), "://") && text.len > scheme + 3;
}

static bool is_email(struct slice text)
{
	size_t at = slice_find(text, '@');
	struct slice domain = slice_from(text, at + 1);

	if (at == 0 || at >= text.len || domain.len == 0 || slice_find(domain, '@') != domain.len)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if ((unsigned char)text.at[i] <= ' ' || strchr("<>,;", text.at[i]))
			return false;
	}
	return true;
}

/* A person is an id, perhaps with `@`, or an e-mail address. */
static bool is_person(struct slice text)
{
	if (text.len && text.at[0] == '@')
		return slug_is_id(slice_from(text, 1));
	return slug_is_id(text) || is_email(text);
}

static bool is_one_of(struct slice text, const char *one, const char *other)
{
	return slice_equal_nocase(text, slice_of(one)) || slice_equal_nocase(text, slice_of(other));
}

bool value_has_form(enum value_type type, struct slice text)
{
	struct date date;
	int64_t seconds;
	double number;

	switch (type) {
	case VALUE_STRING:
	case VALUE_LINK:
	case VALUE_FILE:
		return has_no_line_break(text);
	case VALUE_INTEGER:
		return is_number(text, true);
	case VALUE_NUMBER:
		return is_number(text, false);
	case VALUE_BOOLEAN:
		return is_one_of(text, "true", "false");
	case VALUE_YES_NO:
		return is_one_of(text, "yes", "no");
	case VALUE_DATE:
		return date_parse(text, &date);
	case VALUE_DATETIME:
		return datetime_parse(text, &seconds);
	case VALUE_DURATION:
		return value_duration(text, &number);
	case VALUE_PERCENT:
		return is_percent(text);
	case VALUE_QUANTITY:
		return is_quantity(text);
	case VALUE_PERSON:
		return is_person(text);
	case VALUE_ROLE:
	case VALUE_ID:
		return slug_is_id(text);
	case VALUE_URL:
		return is_url(text);
	case VALUE_EMAIL:
		return is_email(text);
	default:
		return true;
	}
}

static bool is_menu(struct slice text)
{
	size_t bars = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '|')
			bars++;
		else if (!isalnum((unsigned char)text.at[i]) && !strchr("-_ ", text.at[i]))
			return false;
	}
	return bars >= 2 && text.at[0] != '|' && text.at[text.len - 1] != '|';
}

bool value_is_placeholder(struct slice text)
{
	static const char *const words[] = {"TBD", "TBA", "TODO", "FIXME", "XXX", "?", "??", "???",
		"...", "…", "yyyy-mm-dd", "[More Information Needed]", "More Information Needed",
		"waiting-on-url"};
	static const char first_bytes[] = "tTfFxX?.\xe2yY[mMwW{<";

	text = slice_trim(text);
	/* Most cells end here: this runs on every one of every table. */
	if (text.len == 0 || (!memchr(text.at, '|', text.len) && !strchr(first_bytes, text.at[0])))
		return false;
	for (size_t i = 0; i < COUNT(words); i++) {
		if (slice_equal_nocase(text, slice_of(words[i])))
			return true;
	}
	if (text.len < 3)
		return false;
	if (slice_starts_with(text, "{{") && slice_ends_with(text, "}}"))
		return true;
	if (text.at[0] == '<' && text.at[text.len - 1] == '>' &&
		slice_find(text, ':') == text.len && slice_find(text, '@') == text.len)
		return true;
	return is_menu(text);
}

bool value_is_blank(struct slice text)
{
	static const char *const words[] = {"-", "--", "–", "—", "n/a", "none"};

	text = slice_trim(text);
	if (text.len > strlen("none"))
		return false;
	for (size_t i = 0; i < COUNT(words); i++) {
		if (slice_equal_nocase(text, slice_of(words[i])))
			return true;
	}
	return text.len == 0;
}
