#include "base/slug.h"

#include <utf8proc.h>

#include "base/utf8.h"

#define SLUG_MAX 60
#define ID_MAX   64
/* The longest decomposition of one character is 18 (U+FDFA). */
#define DECOMPOSED_MAX 32

/* One byte more than fits tells whether the slug would end at a `-` there. */
struct slug {
	char at[SLUG_MAX + 1];
	size_t len;
	bool gap;
};

static bool is_slug_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static void slug_add_byte(struct slug *slug, char c)
{
	if (slug->len < sizeof slug->at)
		slug->at[slug->len++] = c;
}

static void slug_add_folded(struct slug *slug, uint32_t c)
{
	if (!is_slug_letter(c)) {
		slug->gap = true;
		return;
	}
	if (slug->gap && slug->len)
		slug_add_byte(slug, '-');
	slug->gap = false;
	slug_add_byte(slug, (char)c);
}

static void slug_add_character(struct slug *slug, uint32_t character)
{
	utf8proc_int32_t parts[DECOMPOSED_MAX];
	utf8proc_ssize_t count;
	int boundary = UTF8PROC_BOUNDCLASS_START;

	if (character == UTF8_INVALID) {
		slug->gap = true;
		return;
	}
	count = utf8proc_decompose_char((utf8proc_int32_t)character, parts, DECOMPOSED_MAX,
		UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
			UTF8PROC_STRIPMARK,
		&boundary);
	if (count < 0 || count > DECOMPOSED_MAX) {
		slug->gap = true;
		return;
	}
	for (utf8proc_ssize_t i = 0; i < count; i++)
		slug_add_folded(slug, (uint32_t)parts[i]);
}

/* Where to cut a slug that is too long: before the last `-`, so that no word is cut. */
static size_t cut_length(const struct slug *slug)
{
	for (size_t i = SLUG_MAX; i > 0; i--)
		if (slug->at[i] == '-')
			return i;
	return SLUG_MAX;
}

void slug_add(struct buffer *out, struct slice title)
{
	struct slug slug = {.len = 0};

	for (size_t at = 0; at < title.len && slug.len <= SLUG_MAX;) {
		uint32_t character;

		at += utf8_next(title, at, &character);
		slug_add_character(&slug, character);
	}
	buffer_add(out, slug.at, slug.len > SLUG_MAX ? cut_length(&slug) : slug.len);
}

bool slug_is_id(struct slice s)
{
	if (s.len == 0 || s.len > ID_MAX || !is_slug_letter((unsigned char)s.at[0]))
		return false;
	for (size_t i = 1; i < s.len; i++) {
		char c = s.at[i];

		if (!is_slug_letter((unsigned char)c) && c != '.' && c != '_' && c != '-')
			return false;
	}
	return true;
}
