#include "base/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/mem.h"

#define EACH_BYTE 0x0101010101010101u
#define HIGH_BITS (EACH_BYTE * 0x80)

#define ZERO_WIDTH_NON_JOINER 0x200C
#define ZERO_WIDTH_JOINER     0x200D
#define BLACK_FLAG            0x1F3F4
#define CANCEL_TAG            0xE007F
#define FLAG_TAGS_MAX         6

struct range {
	uint32_t first;
	uint32_t last;
};

/* In order: found by bisection. */
static const struct range invisible[] = {
	{0x0000, 0x0008},
	{0x000B, 0x000C},
	{0x000E, 0x001F},
	{0x007F, 0x009F},
	{0x00AD, 0x00AD},
	{0x061C, 0x061C},
	{0x115F, 0x1160},
	{0x180E, 0x180E},
	{0x200B, 0x200B},
	{0x200E, 0x200F},
	{0x2028, 0x202E},
	{0x2060, 0x2064},
	{0x2066, 0x206F},
	{0x3164, 0x3164},
	{0xFEFF, 0xFEFF},
	{0xFFA0, 0xFFA0},
	{0xFFF9, 0xFFFB},
	{0xE0001, 0xE0001},
	{0xE0020, 0xE007F},
};

/* First bytes of invisible characters, joiners and black flags: other text needs no decoding. */
static const bool may_begin_invisible[256] = {
	[0x00 ... 0x08] = true,
	[0x0B ... 0x0C] = true,
	[0x0E ... 0x1F] = true,
	[0x7F] = true,
	[0xC2] = true,
	[0xD8] = true,
	[0xE1 ... 0xE3] = true,
	[0xEF ... 0xF0] = true,
	[0xF3] = true,
};

struct name {
	uint32_t character;
	const char *name;
};

/* UnicodeData.txt; for controls, which have no name there, NameAliases.txt. */
static const struct name names[] = {
	{0x0000, "NULL"},
	{0x0001, "START OF HEADING"},
	{0x0002, "START OF TEXT"},
	{0x0003, "END OF TEXT"},
	{0x0004, "END OF TRANSMISSION"},
	{0x0005, "ENQUIRY"},
	{0x0006, "ACKNOWLEDGE"},
	{0x0007, "ALERT"},
	{0x0008, "BACKSPACE"},
	{0x000B, "LINE TABULATION"},
	{0x000C, "FORM FEED"},
	{0x000E, "SHIFT OUT"},
	{0x000F, "SHIFT IN"},
	{0x0010, "DATA LINK ESCAPE"},
	{0x0011, "DEVICE CONTROL ONE"},
	{0x0012, "DEVICE CONTROL TWO"},
	{0x0013, "DEVICE CONTROL THREE"},
	{0x0014, "DEVICE CONTROL FOUR"},
	{0x0015, "NEGATIVE ACKNOWLEDGE"},
	{0x0016, "SYNCHRONOUS IDLE"},
	{0x0017, "END OF TRANSMISSION BLOCK"},
	{0x0018, "CANCEL"},
	{0x0019, "END OF MEDIUM"},
	{0x001A, "SUBSTITUTE"},
	{0x001B, "ESCAPE"},
	{0x001C, "INFORMATION SEPARATOR FOUR"},
	{0x001D, "INFORMATION SEPARATOR THREE"},
	{0x001E, "INFORMATION SEPARATOR TWO"},
	{0x001F, "INFORMATION SEPARATOR ONE"},
	{0x007F, "DELETE"},
	{0x0085, "NEXT LINE"},
	{0x009B, "CONTROL SEQUENCE INTRODUCER"},
	{0x00AD, "SOFT HYPHEN"},
	{0x061C, "ARABIC LETTER MARK"},
	{0x115F, "HANGUL CHOSEONG FILLER"},
	{0x1160, "HANGUL JUNGSEONG FILLER"},
	{0x180E, "MONGOLIAN VOWEL SEPARATOR"},
	{0x200B, "ZERO WIDTH SPACE"},
	{0x200C, "ZERO WIDTH NON-JOINER"},
	{0x200D, "ZERO WIDTH JOINER"},
	{0x200E, "LEFT-TO-RIGHT MARK"},
	{0x200F, "RIGHT-TO-LEFT MARK"},
	{0x2028, "LINE SEPARATOR"},
	{0x2029, "PARAGRAPH SEPARATOR"},
	{0x202A, "LEFT-TO-RIGHT EMBEDDING"},
	{0x202B, "RIGHT-TO-LEFT EMBEDDING"},
	{0x202C, "POP DIRECTIONAL FORMATTING"},
	{0x202D, "LEFT-TO-RIGHT OVERRIDE"},
	{0x202E, "RIGHT-TO-LEFT OVERRIDE"},
	{0x2060, "WORD JOINER"},
	{0x2061, "FUNCTION APPLICATION"},
	{0x2062, "INVISIBLE TIMES"},
	{0x2063, "INVISIBLE SEPARATOR"},
	{0x2064, "INVISIBLE PLUS"},
	{0x2066, "LEFT-TO-RIGHT ISOLATE"},
	{0x2067, "RIGHT-TO-LEFT ISOLATE"},
	{0x2068, "FIRST STRONG ISOLATE"},
	{0x2069, "POP DIRECTIONAL ISOLATE"},
	{0x206A, "INHIBIT SYMMETRIC SWAPPING"},
	{0x206B, "ACTIVATE SYMMETRIC SWAPPING"},
	{0x206C, "INHIBIT ARABIC FORM SHAPING"},
	{0x206D, "ACTIVATE ARABIC FORM SHAPING"},
	{0x206E, "NATIONAL DIGIT SHAPES"},
	{0x206F, "NOMINAL DIGIT SHAPES"},
	{0x3164, "HANGUL FILLER"},
	{0xFEFF, "ZERO WIDTH NO-BREAK SPACE"},
	{0xFFA0, "HALFWIDTH HANGUL FILLER"},
	{0xFFF9, "INTERLINEAR ANNOTATION ANCHOR"},
	{0xFFFA, "INTERLINEAR ANNOTATION SEPARATOR"},
	{0xFFFB, "INTERLINEAR ANNOTATION TERMINATOR"},
	{0xE0001, "LANGUAGE TAG"},
	{0xE007F, "CANCEL TAG"},
};

static bool is_ascii(char c)
{
	return (unsigned char)c < 0x80;
}

static uint64_t load_word(const char *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof word);
	return word;
}

/* The offset, from `at`, of the first byte that is not ASCII, or s.len. */
static size_t skip_ascii(struct slice s, size_t at)
{
	while (s.len - at >= 8 && !(load_word(s.at + at) & HIGH_BITS))
		at += 8;
	while (at < s.len && is_ascii(s.at[at]))
		at++;
	return at;
}

size_t utf8_next(struct slice s, size_t at, uint32_t *character)
{
	size_t left = s.len - at;
	utf8proc_int32_t decoded;
	utf8proc_ssize_t len;

	if (is_ascii(s.at[at])) {
		*character = (unsigned char)s.at[at];
		return 1;
	}
	len = utf8proc_iterate((const utf8proc_uint8_t *)s.at + at,
		left < 4 ? (utf8proc_ssize_t)left : 4, &decoded);
	if (len <= 0) {
		*character = UTF8_INVALID;
		return 1;
	}
	*character = (uint32_t)decoded;
	return (size_t)len;
}

bool utf8_valid(struct slice s, size_t *bad)
{
	size_t at = 0;

	while ((at = skip_ascii(s, at)) < s.len) {
		uint32_t character;
		size_t len = utf8_next(s, at, &character);

		if (character == UTF8_INVALID) {
			*bad = at;
			return false;
		}
		at += len;
	}
	return true;
}

size_t utf8_length(struct slice s)
{
	size_t count = 0;
	size_t at = 0;

	while (at < s.len) {
		size_t end = skip_ascii(s, at);
		uint32_t character;

		count += end - at;
		at = end;
		if (at == s.len)
			break;
		at += utf8_next(s, at, &character);
		count++;
	}
	return count;
}

unsigned utf8_width(uint32_t character)
{
	/* A byte that is not valid is shown as one replacement character. */
	if (character == UTF8_INVALID)
		return 1;
	return (unsigned)utf8proc_charwidth((utf8proc_int32_t)character);
}

size_t utf8_cells(struct slice s)
{
	size_t cells = 0;

	for (size_t at = 0; at < s.len;) {
		uint32_t character;

		at += utf8_next(s, at, &character);
		cells += utf8_width(character);
	}
	return cells;
}

bool utf8_is_space(uint32_t character)
{
	return character != UTF8_INVALID &&
	       utf8proc_category((utf8proc_int32_t)character) == UTF8PROC_CATEGORY_ZS;
}

bool utf8_is_word(uint32_t character)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)character);

	return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO) ||
	       character == '_';
}

bool utf8_is_invisible(uint32_t character)
{
	size_t low = 0;
	size_t high = sizeof invisible / sizeof *invisible;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (character > invisible[middle].last)
			low = middle + 1;
		else if (character < invisible[middle].first)
			high = middle;
		else
			return true;
	}
	return false;
}

/* A high bit for each byte that equals c; all bytes must be ASCII, so that none borrows. */
static uint64_t bytes_that_are(uint64_t word, unsigned char c)
{
	return ~(((word ^ EACH_BYTE * c) | HIGH_BITS) - EACH_BYTE) & HIGH_BITS;
}

/* True if all eight bytes are ASCII that can be seen, TAB, LF or CR. */
static bool word_is_plain(uint64_t word)
{
	uint64_t below_space;
	uint64_t deleted;
	uint64_t allowed;

	if (word & HIGH_BITS)
		return false;
	below_space = ~((word | HIGH_BITS) - EACH_BYTE * ' ') & HIGH_BITS;
	deleted = (word + EACH_BYTE) & HIGH_BITS;
	allowed = bytes_that_are(word, '\t') | bytes_that_are(word, '\n') |
		  bytes_that_are(word, '\r');
	return !(deleted | (below_space & ~allowed));
}

/* The offset, from `at`, of the first character that may be invisible, or s.len. */
static size_t skip_plain(struct slice s, size_t at)
{
	while (at < s.len) {
		size_t end = s.len - at < 8 ? s.len : at + 8;

		if (end - at == 8 && word_is_plain(load_word(s.at + at))) {
			at = end;
			continue;
		}
		for (; at < end; at++)
			if (may_begin_invisible[(unsigned char)s.at[at]])
				return at;
	}
	return at;
}

static bool is_joiner(uint32_t character)
{
	return character == ZERO_WIDTH_NON_JOINER || character == ZERO_WIDTH_JOINER;
}

static bool joiner_is_out_of_place(struct slice s, size_t at, size_t len)
{
	return at == 0 || is_ascii(s.at[at - 1]) || at + len == s.len || is_ascii(s.at[at + len]);
}

/* Tags spell ASCII; those of a flag spell the code of a region in lower case. */
static bool is_flag_tag(uint32_t character)
{
	uint32_t letter = character - 0xE0000;

	return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z');
}

/*
 * The bytes of the tags at `at`, after a black flag, if they make it the flag of a region (UTS #51,
 * emoji tag sequences), else 0: any more of them would be a hidden message.
 */
static size_t flag_tags_length(struct slice s, size_t at)
{
	size_t start = at;

	for (int count = 0; at < s.len && count <= FLAG_TAGS_MAX; count++) {
		uint32_t character;

		at += utf8_next(s, at, &character);
		if (character == CANCEL_TAG && count > 0)
			return at - start;
		if (!is_flag_tag(character))
			return 0;
	}
	return 0;
}

size_t utf8_find_invisible(struct slice s, size_t from, uint32_t *character)
{
	size_t at = from;

	while (at < s.len && (at = skip_plain(s, at)) < s.len) {
		uint32_t found;
		size_t len = utf8_next(s, at, &found);

		if (is_joiner(found) ? joiner_is_out_of_place(s, at, len)
				     : utf8_is_invisible(found)) {
			*character = found;
			return at;
		}
		at += len;
		if (found == BLACK_FLAG)
			at += flag_tags_length(s, at);
	}
	return s.len;
}

static int compare_names(const void *key, const void *row)
{
	uint32_t a = *(const uint32_t *)key;
	uint32_t b = ((const struct name *)row)->character;

	return (a > b) - (a < b);
}

const char *utf8_invisible_name(uint32_t character)
{
	const struct name *found = bsearch(
		&character, names, sizeof names / sizeof *names, sizeof *names, compare_names);

	return found ? found->name : NULL;
}

/* What utf8_fold has written so far: white space waits until something follows it. */
struct fold {
	struct buffer *out;
	size_t start;
	bool space;
};

static void fold_add(struct fold *fold, const char *bytes, size_t len)
{
	if (fold->space && fold->out->len > fold->start)
		buffer_add_char(fold->out, ' ');
	fold->space = false;
	buffer_add(fold->out, bytes, len);
}

static bool is_white_ascii(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_white(uint32_t character)
{
	utf8proc_category_t category;

	if (character < 0x80)
		return is_white_ascii((char)character);
	category = utf8proc_category((utf8proc_int32_t)character);
	return character == 0x85 || category == UTF8PROC_CATEGORY_ZS ||
	       category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

static void fold_ascii(struct buffer *out, struct slice s)
{
	bool space = false;
	char *start;
	char *to;

	buffer_reserve(out, s.len);
	start = to = out->at + out->len;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (is_white_ascii(c)) {
			space = to > start;
			continue;
		}
		if (space)
			*to++ = ' ';
		space = false;
		*to++ = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	*to = '\0';
	out->len += (size_t)(to - start);
}

static void fold_valid(struct fold *fold, struct slice s)
{
	utf8proc_uint8_t *mapped;
	utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)s.at, (utf8proc_ssize_t)s.len,
		&mapped, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
	struct slice folded;

	/* Of valid text it can only say that there is no memory for it. */
	if (len < 0)
		mem_failed();
	folded = (struct slice){(const char *)mapped, (size_t)len};
	for (size_t at = 0; at < folded.len;) {
		uint32_t character;
		size_t bytes = utf8_next(folded, at, &character);

		if (is_white(character))
			fold->space = true;
		else
			fold_add(fold, folded.at + at, bytes);
		at += bytes;
	}
	free(mapped);
}

void utf8_fold(struct buffer *out, struct slice s)
{
	struct fold fold = {out, out->len, false};

	if (skip_ascii(s, 0) == s.len) {
		fold_ascii(out, s);
		return;
	}
	while (s.len) {
		size_t bad = s.len;

		if (!utf8_valid(s, &bad) && bad == 0) {
			fold_add(&fold, s.at, 1);
			s = slice_from(s, 1);
			continue;
		}
		fold_valid(&fold, (struct slice){s.at, bad});
		s = slice_from(s, bad);
	}
}
