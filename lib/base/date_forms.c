#include "base/date_forms.h"

#include <ctype.h>
#include <stdio.h>

#include "base/clock.h"

/* Reads as many digits as there are, at most `most`; -1 if there are none. */
static int read_digits(struct slice *text, size_t most)
{
	int number = 0;
	size_t used = 0;

	while (used < text->len && used < most && isdigit((unsigned char)text->at[used]))
		number = 10 * number + (text->at[used++] - '0');
	*text = slice_from(*text, used);
	return used ? number : -1;
}

/* Two digits: of `14:5` nobody knows whether it is five past or ten to. */
static bool read_pair(struct slice *text, int *number)
{
	size_t before = text->len;

	*number = read_digits(text, 2);
	return before - text->len == 2;
}

static bool take(struct slice *text, char c)
{
	if (text->len == 0 || text->at[0] != c)
		return false;
	*text = slice_from(*text, 1);
	return true;
}

static int read_month(struct slice *text)
{
	static const char *const months[] = {"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December"};
	size_t len = 0;

	while (len < text->len && isalpha((unsigned char)text->at[len]))
		len++;
	for (int i = 0; i < 12; i++) {
		struct slice word = {text->at, len};

		if (slice_equal_nocase(word, slice_of(months[i])) ||
			(len == 3 && slice_equal_nocase(word, (struct slice){months[i], 3}))) {
			*text = slice_from(*text, len);
			take(text, '.');
			return i + 1;
		}
	}
	return -1;
}

static void skip_spaces(struct slice *text)
{
	while (take(text, ' '))
		;
}

/* Year first: 2026/1/31, 2026.01.31, 2026-1-31, 20260131. */
static bool read_year_first(struct slice *text, struct date *date)
{
	struct slice rest = *text;
	char separator;

	date->year = read_digits(&rest, 4);
	if (text->len - rest.len != 4)
		return false;
	if (rest.len && isdigit((unsigned char)rest.at[0])) {
		struct slice before = rest;

		date->month = read_digits(&rest, 2);
		date->day = read_digits(&rest, 2);
		*text = rest;
		return before.len - rest.len == 4;
	}
	separator = rest.len ? rest.at[0] : '\0';
	if (separator != '/' && separator != '.' && separator != '-')
		return false;
	rest = slice_from(rest, 1);
	date->month = read_digits(&rest, 2);
	if (!take(&rest, separator))
		return false;
	date->day = read_digits(&rest, 2);
	*text = rest;
	return true;
}

/* Month as a word: 31 January 2026, 31. Jan 2026, January 31, 2026. */
static bool read_month_word(struct slice *text, struct date *date)
{
	struct slice rest = *text;
	size_t before;

	date->day = read_digits(&rest, 2);
	if (date->day >= 0)
		take(&rest, '.');
	skip_spaces(&rest);
	date->month = read_month(&rest);
	skip_spaces(&rest);
	if (date->day < 0) {
		date->day = read_digits(&rest, 2);
		take(&rest, ',');
		skip_spaces(&rest);
	}
	before = rest.len;
	date->year = read_digits(&rest, 4);
	*text = rest;
	return before - rest.len == 4;
}

bool date_form_take(struct slice *text, struct date *date)
{
	struct slice rest = *text;
	char iso[11];

	if (!read_year_first(&rest, date)) {
		rest = *text;
		if (!read_month_word(&rest, date))
			return false;
	}
	if (date->year < 1 || date->month < 1 || date->month > 12 || date->day < 1 ||
		date->day > 31)
		return false;
	if (rest.len && isalnum((unsigned char)rest.at[0]) && rest.at[0] != 'T')
		return false;
	*text = rest;
	date_format(*date, iso);
	return date_parse(slice_of(iso), date);
}

bool date_form_iso(struct slice text, struct buffer *out)
{
	struct date date;
	char iso[11];

	text = slice_trim(text);
	if (!date_form_take(&text, &date) || text.len)
		return false;
	date_format(date, iso);
	buffer_add_string(out, iso);
	return true;
}

/* +02, +0200, +02:00, and nothing behind it. */
static bool read_signed(struct slice text, int *seconds)
{
	int hours, minutes = 0;
	bool west = slice_starts_with(text, "-");

	if (!take(&text, '+') && !take(&text, '-'))
		return false;
	hours = read_digits(&text, 2);
	if (text.len) {
		take(&text, ':');
		if (!read_pair(&text, &minutes))
			return false;
	}
	if (text.len || hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
		return false;
	*seconds = (west ? -60 : 60) * (60 * hours + minutes);
	return true;
}

/* The text in brackets, behind at most a name that is made of letters. */
static bool read_brackets(struct slice text, struct slice *inside)
{
	size_t at = 0;

	while (at < text.len && isalpha((unsigned char)text.at[at]))
		at++;
	text = slice_trim(slice_from(text, at));
	if (text.len < 2 || text.at[0] != '(' || text.at[text.len - 1] != ')')
		return false;
	*inside = slice_trim((struct slice){text.at + 1, text.len - 2});
	return true;
}

static bool is_utc(struct slice text)
{
	return slice_equal_nocase(text, slice_of("UTC")) ||
	       slice_equal_nocase(text, slice_of("GMT")) || slice_equal_nocase(text, slice_of("Z"));
}

bool offset_form_read(struct slice text, int *seconds)
{
	struct slice inside;

	text = slice_trim(text);
	if (read_brackets(text, &inside))
		text = inside;
	*seconds = 0;
	if (is_utc(text))
		return true;
	if (text.len > 3 && is_utc((struct slice){text.at, 3}))
		text = slice_trim(slice_from(text, 3));
	return read_signed(text, seconds);
}

/* What --fix writes has to be beyond doubt, and some write UTC+2 for what is west of UTC. */
static bool write_offset(struct slice text, char out[8])
{
	unsigned minutes;
	int seconds = 0;

	skip_spaces(&text);
	if (!is_utc(text) && !read_signed(text, &seconds))
		return false;
	minutes = (unsigned)(seconds < 0 ? -seconds : seconds) / 60;
	if (is_utc(text))
		memcpy(out, "Z", 2);
	else
		snprintf(out, 8, "%c%02u:%02u", seconds < 0 ? '-' : '+', minutes / 60 % 24,
			minutes % 60);
	return true;
}

bool datetime_form_iso(struct slice text, struct buffer *out)
{
	struct date date;
	char iso[11], offset[8], whole[40];
	int hour, minute, second = -1;
	int64_t seconds;

	text = slice_trim(text);
	if (!date_form_take(&text, &date))
		return false;
	take(&text, ',');
	skip_spaces(&text);
	take(&text, 'T');
	if (!read_pair(&text, &hour) || !take(&text, ':') || !read_pair(&text, &minute))
		return false;
	if (take(&text, ':') && !read_pair(&text, &second))
		return false;
	if (!write_offset(text, offset))
		return false;
	date_format(date, iso);
	if (second >= 0)
		snprintf(whole, sizeof whole, "%sT%02d:%02d:%02d%s", iso, hour, minute, second,
			offset);
	else
		snprintf(whole, sizeof whole, "%sT%02d:%02d%s", iso, hour, minute, offset);
	if (!datetime_parse(slice_of(whole), &seconds))
		return false;
	buffer_add_string(out, whole);
	return true;
}
