#include "base/slice.h"

/* memcmp(3) must not see NULL, which is what an empty slice may point at. */
static bool bytes_equal(const char *a, const char *b, size_t len)
{
	return len == 0 || memcmp(a, b, len) == 0;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool slice_equal(struct slice a, struct slice b)
{
	return a.len == b.len && bytes_equal(a.at, b.at, a.len);
}

bool slice_is(struct slice s, const char *text)
{
	return slice_equal(s, slice_of(text));
}

bool slice_equal_nocase(struct slice a, struct slice b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (lower(a.at[i]) != lower(b.at[i]))
			return false;
	return true;
}

bool slice_starts_with(struct slice s, const char *prefix)
{
	size_t len = strlen(prefix);

	return s.len >= len && bytes_equal(s.at, prefix, len);
}

bool slice_ends_with(struct slice s, const char *suffix)
{
	size_t len = strlen(suffix);

	return s.len >= len && (len == 0 || bytes_equal(s.at + s.len - len, suffix, len));
}

int slice_compare(struct slice a, struct slice b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len ? memcmp(a.at, b.at, len) : 0;

	if (order)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

struct slice slice_trim(struct slice s)
{
	while (s.len && is_white(s.at[0]))
		s = slice_from(s, 1);
	while (s.len && is_white(s.at[s.len - 1]))
		s.len--;
	return s;
}

struct slice slice_from(struct slice s, size_t from)
{
	if (from == 0)
		return s;
	if (from > s.len)
		from = s.len;
	return (struct slice){from ? s.at + from : s.at, s.len - from};
}

size_t slice_find(struct slice s, char c)
{
	const char *found = s.len ? memchr(s.at, c, s.len) : NULL;

	return found ? (size_t)(found - s.at) : s.len;
}
