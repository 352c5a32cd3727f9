#include "base/noted_time.h"

#include <ctype.h>

#include "base/date_forms.h"

static bool take_word(struct slice *text, const char *word)
{
	size_t len = strlen(word);

	if (text->len < len || !slice_equal_nocase((struct slice){text->at, len}, slice_of(word)))
		return false;
	*text = slice_trim(slice_from(*text, len));
	return true;
}

/* A log is kept while the house burns. */
static void skip_about(struct slice *text)
{
	static const char *const words[] = {
		"approximately ", "approx. ", "approx ", "around ", "about ", "ca. ", "ca ", "~"};

	*text = slice_trim(*text);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (take_word(text, words[i]))
			return;
	}
}

static bool take_number(struct slice *text, size_t least, size_t most, int *number)
{
	size_t len = 0;

	*number = 0;
	while (len < text->len && len < most && isdigit((unsigned char)text->at[len]))
		*number = 10 * *number + (text->at[len++] - '0');
	*text = slice_from(*text, len);
	return len >= least;
}

static bool take_colon(struct slice *text)
{
	if (text->len < 2 || text->at[0] != ':')
		return false;
	*text = slice_from(*text, 1);
	return true;
}

/* `11:20`, `5:00 PM`, `02:57:30`; a fraction is dropped. */
static bool take_time(struct slice *text, int *seconds)
{
	int hour, minute, second = 0, fraction;
	bool afternoon, morning;

	if (!take_number(text, 1, 2, &hour) || !take_colon(text) ||
		!take_number(text, 2, 2, &minute))
		return false;
	if (take_colon(text) && !take_number(text, 2, 2, &second))
		return false;
	if (text->len > 1 && text->at[0] == '.' && isdigit((unsigned char)text->at[1])) {
		*text = slice_from(*text, 1);
		while (take_number(text, 1, 1, &fraction))
			;
	}
	*text = slice_trim(*text);
	afternoon = take_word(text, "pm") || take_word(text, "p.m.");
	morning = !afternoon && (take_word(text, "am") || take_word(text, "a.m."));
	if (hour > 23 || minute > 59 || second > 60 ||
		((afternoon || morning) && (hour < 1 || hour > 12)))
		return false;
	if (afternoon || morning)
		hour = hour % 12 + (afternoon ? 12 : 0);
	*seconds = 3600 * hour + 60 * minute + second;
	return true;
}

bool noted_time_read(struct slice text, struct noted_time *time)
{
	struct slice rest;

	*time = (struct noted_time){0};
	skip_about(&text);
	rest = text;
	time->has_date = date_form_take(&rest, &time->date);
	if (time->has_date) {
		if (!rest.len || !strchr("Tt ,", rest.at[0]))
			return false;
		rest = slice_trim(slice_from(rest, 1));
		skip_about(&rest);
	} else {
		rest = text;
	}
	if (!take_time(&rest, &time->seconds))
		return false;
	time->has_offset = rest.len > 0;
	return rest.len == 0 || offset_form_read(rest, &time->offset);
}

int64_t noted_time_seconds(const struct noted_time *time)
{
	return date_days(time->date) * 86400 + time->seconds - time->offset;
}
