#include "base/clock.h"

#include <time.h>

#include "base/env.h"

#define SECONDS_PER_DAY 86400
/* 9999-12-31T23:59:59Z, the last second that struct date can hold. */
#define LAST_SECOND INT64_C(253402300799)

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool parse_epoch(const char *text, int64_t *seconds)
{
	int64_t value = 0;

	for (const char *at = text; *at; at++) {
		if (!is_digit(*at))
			return false;
		value = value * 10 + (*at - '0');
		if (value > LAST_SECOND)
			return false;
	}
	*seconds = value;
	return true;
}

struct error *clock_now(int64_t *seconds)
{
	const char *fixed = env_get("SOURCE_DATE_EPOCH");
	struct timespec now;

	if (fixed && parse_epoch(fixed, seconds))
		return NULL;
	if (fixed)
		return error_new(ERROR_USAGE,
			"SOURCE_DATE_EPOCH: '%s' is not a number of seconds since 1970", fixed);
	if (clock_gettime(CLOCK_REALTIME, &now))
		return error_errno(ERROR_IO, "cannot read the clock");
	if (now.tv_sec < 0 || now.tv_sec > LAST_SECOND)
		return error_new(ERROR_IO, "the clock is not set");
	*seconds = now.tv_sec;
	return NULL;
}

/* civil_from_days, for days from 1970 on: https://howardhinnant.github.io/date_algorithms.html */
static struct date date_of_days(int64_t days)
{
	int64_t shifted = days + 719468;
	int64_t era = shifted / 146097;
	int64_t day_of_era = shifted % 146097;
	int64_t year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year =
		day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t month = (5 * day_of_year + 2) / 153; /* from March */
	int64_t year = year_of_era + era * 400;

	return (struct date){
		.year = (int)(month < 10 ? year : year + 1),
		.month = (int)(month < 10 ? month + 3 : month - 9),
		.day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
	};
}

struct error *clock_today(struct date *today)
{
	int64_t seconds = 0;
	struct error *error = clock_now(&seconds);

	if (error)
		return error;
	*today = date_of_days(seconds / SECONDS_PER_DAY);
	return NULL;
}

/* Takes exactly `count` digits off the front. */
static bool take_number(struct slice *s, size_t count, int *value)
{
	int number = 0;

	if (s->len < count)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!is_digit(s->at[i]))
			return false;
		number = number * 10 + (s->at[i] - '0');
	}
	*value = number;
	*s = slice_from(*s, count);
	return true;
}

/* Takes one byte off the front if it is one of `set`. */
static bool take_one_of(struct slice *s, const char *set)
{
	if (s->len == 0 || !s->at[0] || !strchr(set, s->at[0]))
		return false;
	*s = slice_from(*s, 1);
	return true;
}

static int days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

static bool take_date(struct slice *s, struct date *date)
{
	struct date found;

	if (!take_number(s, 4, &found.year) || !take_one_of(s, "-") ||
		!take_number(s, 2, &found.month) || !take_one_of(s, "-") ||
		!take_number(s, 2, &found.day))
		return false;
	if (found.year < 1 || found.month < 1 || found.month > 12 || found.day < 1 ||
		found.day > days_in_month(found.year, found.month))
		return false;
	*date = found;
	return true;
}

int64_t clock_milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool date_parse(struct slice s, struct date *date)
{
	struct date found;

	if (!take_date(&s, &found) || s.len)
		return false;
	*date = found;
	return true;
}

/* days_from_civil, for years from 1 on: https://howardhinnant.github.io/date_algorithms.html */
int64_t date_days(struct date date)
{
	int64_t year = date.month > 2 ? date.year : date.year - 1;
	int64_t era = year / 400;
	int64_t year_of_era = year % 400;
	int64_t month = date.month > 2 ? date.month - 3 : date.month + 9; /* from March */
	int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;

	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
	       day_of_year - 719468;
}

static bool take_hours_minutes(struct slice *s, int *seconds)
{
	int hours;
	int minutes;

	if (!take_number(s, 2, &hours) || !take_one_of(s, ":") || !take_number(s, 2, &minutes) ||
		hours > 23 || minutes > 59)
		return false;
	*seconds = hours * 3600 + minutes * 60;
	return true;
}

/* `:ss` and a fraction, which is dropped. A second 60 is a leap second (RFC 3339, section 5.7). */
static bool take_seconds(struct slice *s, int *seconds)
{
	int digit;

	*seconds = 0;
	if (!take_one_of(s, ":"))
		return true;
	if (!take_number(s, 2, seconds) || *seconds > 60)
		return false;
	if (!take_one_of(s, "."))
		return true;
	if (!take_number(s, 1, &digit))
		return false;
	while (take_number(s, 1, &digit))
		;
	return true;
}

static bool take_offset(struct slice *s, int *seconds)
{
	bool west;

	*seconds = 0;
	if (take_one_of(s, "Zz"))
		return true;
	west = s->len && s->at[0] == '-';
	if (!take_one_of(s, "+-") || !take_hours_minutes(s, seconds))
		return false;
	if (west)
		*seconds = -*seconds;
	return true;
}

bool datetime_parse(struct slice s, int64_t *seconds)
{
	struct date date;
	int time;
	int second;
	int offset;

	if (!take_date(&s, &date) || !take_one_of(&s, "Tt ") || !take_hours_minutes(&s, &time) ||
		!take_seconds(&s, &second) || !take_offset(&s, &offset) || s.len)
		return false;
	*seconds = date_days(date) * SECONDS_PER_DAY + time + second - offset;
	return true;
}

static void write_number(char *at, int digits, int value)
{
	while (digits--) {
		at[digits] = (char)('0' + value % 10);
		value /= 10;
	}
}

void date_format(struct date date, char out[11])
{
	memcpy(out, "0000-00-00", 11);
	write_number(out, 4, date.year);
	write_number(out + 5, 2, date.month);
	write_number(out + 8, 2, date.day);
}

/* False outside the years that struct date can hold. */
static bool split_time(int64_t seconds, struct tm *parts)
{
	time_t clock = (time_t)seconds;

	return gmtime_r(&clock, parts) && parts->tm_year >= 1 - 1900 &&
	       parts->tm_year <= 9999 - 1900;
}

static struct date date_of_parts(const struct tm *parts)
{
	return (struct date){parts->tm_year + 1900, parts->tm_mon + 1, parts->tm_mday};
}

struct date date_of_time(int64_t seconds)
{
	struct tm parts;

	return split_time(seconds, &parts) ? date_of_parts(&parts) : (struct date){1, 1, 1};
}

bool datetime_format(int64_t seconds, char out[DATETIME_SIZE])
{
	struct tm parts;

	if (!split_time(seconds, &parts))
		return false;
	date_format(date_of_parts(&parts), out);
	memcpy(out + 10, "T00:00:00Z", 11);
	write_number(out + 11, 2, parts.tm_hour);
	write_number(out + 14, 2, parts.tm_min);
	write_number(out + 17, 2, parts.tm_sec);
	return true;
}
