#include "doc/scan.h"

#include "base/mem.h"
#include "base/utf8.h"

/* Bytes that need no second look: printable ASCII, TAB, LF, CR. */
static bool is_plain(unsigned char c)
{
	return (c >= 0x20 && c < 0x7f) || c == '\t' || c == '\n' || c == '\r';
}

#define STRIDE 32

/* A loop without branches, which compilers turn into vector instructions. */
static bool all_plain(const char *at)
{
	unsigned char special = 0;

	for (int i = 0; i < STRIDE; i++) {
		unsigned char c = (unsigned char)at[i];

		special |= (c < 0x20) & (c != '\t') & (c != '\n') & (c != '\r');
		special |= c >= 0x7f;
	}
	return special == 0;
}

/* The first byte from `at` that is not plain, or the end. */
static uint32_t skip_plain(struct slice s, uint32_t at)
{
	while (s.len - at >= STRIDE && all_plain(s.at + at))
		at += STRIDE;
	while (at < s.len && is_plain((unsigned char)s.at[at]))
		at++;
	return at;
}

static uint32_t skip_special(struct slice s, uint32_t at)
{
	while (at < s.len && !is_plain((unsigned char)s.at[at]))
		at++;
	return at;
}

/* Reports the invisible characters of one run of special bytes. A plain byte before and after it is
 * looked at too, because the joiners are judged by their neighbours. */
static void report_invisible(struct builder *b, uint32_t start, uint32_t end, unsigned *found)
{
	uint32_t from = start > 0 ? start - 1 : start;
	struct slice window = {b->source.at + from, (end < b->source.len ? end + 1 : end) - from};
	size_t at = 0;
	uint32_t character, next;

	while ((at = utf8_find_invisible(window, at, &character)) < window.len) {
		struct span span = {from + (uint32_t)at, 0};
		const char *name = utf8_invisible_name(character);

		span.end = span.start + (uint32_t)utf8_next(window, at, &next);
		at += span.end - span.start;
		if (++*found > SCAN_INVISIBLE_MAX)
			return;
		if (*found == SCAN_INVISIBLE_MAX)
			builder_fault(b, FAULT_INVISIBLE, span,
				"invisible character U+%04X%s%s; more may follow, the rest is not "
				"listed: remove them",
				character, name ? " " : "", name ? name : "");
		else
			builder_fault(b, FAULT_INVISIBLE, span,
				"invisible character U+%04X%s%s: remove it", character,
				name ? " " : "", name ? name : "");
	}
}

static bool report_encoding(struct builder *b, struct slice run, uint32_t start)
{
	size_t bad;
	const char *nul = memchr(run.at, '\0', run.len);

	if (!utf8_valid(run, &bad) && (!nul || (size_t)(nul - run.at) > bad)) {
		struct span span = {start + (uint32_t)bad, start + (uint32_t)bad + 1};

		builder_fault(b, FAULT_ENCODING, span,
			"not valid UTF-8 at byte %u (0x%02x): save the file as UTF-8", span.start,
			(unsigned char)run.at[bad]);
		return true;
	}
	if (nul) {
		struct span span = {start + (uint32_t)(nul - run.at), 0};

		span.end = span.start + 1;
		builder_fault(b, FAULT_ENCODING, span,
			"a NUL at byte %u: this is not a text file, or saved as UTF-16; save it as "
			"UTF-8",
			span.start);
		return true;
	}
	return false;
}

bool scan_text(struct builder *b, uint32_t *start)
{
	struct slice s = b->source;
	uint32_t at = skip_plain(s, 0), end;
	unsigned invisible = 0;

	*start = 0;
	if (s.len >= 3 && memcmp(s.at, "\xef\xbb\xbf", 3) == 0) {
		builder_fault(b, FAULT_BOM, (struct span){0, 3},
			"begins with a byte order mark: save the file as UTF-8 without one");
		*start = 3;
		at = skip_plain(s, 3);
	}
	for (uint32_t i = at; i < s.len; i = skip_plain(s, end)) {
		end = skip_special(s, i);
		if (report_encoding(b, (struct slice){s.at + i, end - i}, i))
			return false;
	}
	for (; at < s.len && invisible <= SCAN_INVISIBLE_MAX; at = skip_plain(s, end)) {
		end = skip_special(s, at);
		report_invisible(b, at, end, &invisible);
	}
	return true;
}

void scan_lines(struct builder *b)
{
	struct slice s = b->source;
	bool has_cr = s.len > 0 && memchr(s.at, '\r', s.len);
	uint32_t at = 0;

	*LIST_ADD(b->lines) = 0;
	while (at < s.len) {
		if (!has_cr) {
			const char *lf = memchr(s.at + at, '\n', s.len - at);

			if (!lf)
				return;
			at = (uint32_t)(lf - s.at) + 1;
		} else {
			while (at < s.len && s.at[at] != '\n' && s.at[at] != '\r')
				at++;
			if (at == s.len)
				return;
			at += s.at[at] == '\r' && at + 1 < s.len && s.at[at + 1] == '\n' ? 2 : 1;
		}
		*LIST_ADD(b->lines) = at;
	}
}
