#include "base/nearest.h"

#include <stdint.h>

#define PREFIX_MIN 3

static char folded(char c)
{
	if (c == '_')
		return '-';
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t min(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t max(size_t a, size_t b)
{
	return a > b ? a : b;
}

static bool is_prefix(struct slice a, struct slice b)
{
	size_t len = min(a.len, b.len);

	for (size_t i = 0; i < len; i++)
		if (folded(a.at[i]) != folded(b.at[i]))
			return false;
	return len >= PREFIX_MIN;
}

/*
 * Optimal string alignment: Levenshtein's recurrence with one more case for two neighbours that
 * have changed places, which looks back two rows.
 * https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance
 */
static size_t distance(struct slice a, struct slice b)
{
	size_t rows[3][NEAREST_WORD_MAX + 1];

	for (size_t j = 0; j <= b.len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t *row = rows[i % 3];
		const size_t *above = rows[(i + 2) % 3];
		const size_t *two_above = rows[(i + 1) % 3];

		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			char ca = folded(a.at[i - 1]);
			char cb = folded(b.at[j - 1]);

			row[j] = min(above[j], row[j - 1]) + 1;
			row[j] = min(row[j], above[j - 1] + (ca != cb));
			if (i > 1 && j > 1 && ca == folded(b.at[j - 2]) &&
				cb == folded(a.at[i - 2]))
				row[j] = min(row[j], two_above[j - 2] + 1);
		}
	}
	return rows[a.len % 3][b.len];
}

/* The edits between two words, or SIZE_MAX if the candidate does not count. */
static size_t edits(struct slice word, struct slice candidate)
{
	size_t apart =
		word.len > candidate.len ? word.len - candidate.len : candidate.len - word.len;
	size_t limit = word.len < 6 ? 1 : word.len / 3;
	size_t found;

	if (candidate.len > NEAREST_WORD_MAX)
		return SIZE_MAX;
	if (is_prefix(word, candidate))
		return apart;
	if (apart > limit)
		return SIZE_MAX;
	found = distance(word, candidate);
	/* Of the longer one something has to stay. */
	return found <= limit && found < max(word.len, candidate.len) ? found : SIZE_MAX;
}

const char *nearest(struct slice word, const char *const *candidates, size_t count)
{
	const char *best = NULL;
	size_t fewest = SIZE_MAX;

	if (word.len == 0 || word.len > NEAREST_WORD_MAX)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		size_t found = edits(word, slice_of(candidates[i]));

		if (found >= fewest)
			continue;
		fewest = found;
		best = candidates[i];
	}
	return best;
}

void nearest_add_hint(
	struct buffer *out, struct slice word, const char *const *candidates, size_t count)
{
	const char *near = nearest(word, candidates, count);

	if (near) {
		buffer_addf(out, "; did you mean \"%s\"?", near);
		return;
	}
	buffer_add_string(out, count == 1 ? ": it is " : ": it is one of ");
	for (size_t i = 0; i < count; i++)
		buffer_addf(out, "%s%s",
			i == 0          ? ""
			: i + 1 < count ? ", "
					: " or ",
			candidates[i]);
}
