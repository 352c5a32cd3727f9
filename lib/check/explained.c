#include "check/explained.h"

#include <ctype.h>

static bool is_letter(char c)
{
	return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* How many words of two letters or more a text has. */
static size_t count_words(struct slice text)
{
	size_t count = 0, letters = 0;

	for (size_t i = 0; i < text.len; i++) {
		letters = is_letter(text.at[i]) ? letters + 1 : 0;
		count += letters == 2;
	}
	return count;
}

static bool begins_with_word(struct slice text, const char *word)
{
	size_t len = strlen(word);

	return text.len >= len &&
	       slice_equal_nocase((struct slice){text.at, len}, slice_of(word)) &&
	       (text.len == len || !is_letter(text.at[len]));
}

/* "(on duty at any hour)"; not "(see below)", nor a figure. */
static bool is_gloss(struct slice rest)
{
	size_t close;
	struct slice inside;

	if (!slice_starts_with(rest, "("))
		return false;
	close = slice_find(rest, ')');
	inside = slice_trim((struct slice){rest.at + 1, close - (close > 0)});
	return close < rest.len && !begins_with_word(inside, "see") &&
	       !begins_with_word(inside, "cf") && count_words(inside) >= 2;
}

static bool begins_with_any(struct slice text, const char *const *words)
{
	for (; *words; words++) {
		if (begins_with_word(text, *words))
			return true;
	}
	return false;
}

/* Behind the word, perhaps behind a comma or a dash. */
static bool is_defined(struct slice rest)
{
	static const char *const apart[] = {"that is", "i.e", "ie", "which means", "meaning",
		"in other words", "in plain words", "which is how", "which is the share", NULL};
	static const char *const verbs[] = {"means", "stands for", "is how", "is the share",
		"is the number", "says how", "says whether", "tells how", "tells whether",
		"measures how", NULL};
	struct slice from = rest;

	while (from.len && (strchr(" ,:-\"", from.at[0]) || slice_starts_with(from, "\u2013") ||
				   slice_starts_with(from, "\u2014")))
		from = slice_from(from, strchr(" ,:-\"", from.at[0]) ? 1 : strlen("\u2013"));
	return begins_with_any(from, apart) || begins_with_any(slice_trim(rest), verbs);
}

/* "the share of real cases that we find (recall)" */
static bool names_what_precedes(struct slice text, size_t start, struct slice rest)
{
	size_t from = start;

	if (start == 0 || text.at[start - 1] != '(' || !slice_starts_with(rest, ")"))
		return false;
	while (from > 0 && !strchr(".!?;\n", text.at[from - 1]))
		from--;
	return count_words((struct slice){text.at + from, start - from}) >= 2;
}

bool explained_in_place(struct slice text, size_t start, size_t end)
{
	struct slice rest = slice_from(text, end);

	if (names_what_precedes(text, start, rest))
		return true;
	while (rest.len && strchr(" \"", rest.at[0]))
		rest = slice_from(rest, 1);
	return is_gloss(rest) || is_defined(slice_from(text, end));
}
