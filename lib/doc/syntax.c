#include "doc/syntax.h"

#include <stddef.h>
#include <string.h>

#define MAX_LABEL       1000
#define MAX_PARENTHESES 32

bool syntax_is_punctuation(char c)
{
	return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
	       (c >= '{' && c <= '~');
}

bool syntax_is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool syntax_is_wide_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static uint32_t skip_spaces(const char *text, uint32_t len, uint32_t at)
{
	while (at < len && syntax_is_wide_space(text[at]))
		at++;
	return at;
}

/* A destination in < >; returns the offset after it, 0 if there is none. */
static uint32_t scan_angled(const char *text, uint32_t len, uint32_t at)
{
	for (at++; at < len; at++) {
		if (text[at] == '>')
			return at + 1 < len ? at + 1 : 0;
		if (text[at] == '\\')
			at++;
		else if (text[at] == '\n' || text[at] == '<')
			return 0;
	}
	return 0;
}

static uint32_t scan_bare(const char *text, uint32_t len, uint32_t at)
{
	uint32_t start = at;
	unsigned depth = 0;

	for (; at < len; at++) {
		if (text[at] == '\\' && at + 1 < len && syntax_is_punctuation(text[at + 1])) {
			at++;
		} else if (text[at] == '(') {
			if (++depth > MAX_PARENTHESES)
				return 0;
		} else if (text[at] == ')') {
			if (depth-- == 0)
				return at;
		} else if (syntax_is_space(text[at])) {
			return at > start ? at : 0;
		}
	}
	return 0;
}

/* The offset after a title, or `at`. cmark's scanner takes the longest match, in which a backslash
 * may always escape a delimiter, so an escaped one ends the title only if no other does. */
static uint32_t scan_title(const char *text, uint32_t len, uint32_t at)
{
	char open = at < len ? text[at] : '\0';
	char close = open == '(' ? ')' : open;
	uint32_t end = at;

	if (open != '"' && open != '\'' && open != '(')
		return at;
	for (uint32_t i = at + 1; i < len; i++) {
		bool is_escaped = text[i - 1] == '\\' && i > at + 1;

		if (text[i] == close) {
			end = i + 1;
			if (!is_escaped)
				break;
		} else if (open == '(' && text[i] == '(' && !is_escaped) {
			break;
		}
	}
	return end;
}

static bool scan_inline(const char *text, uint32_t len, uint32_t at, struct syntax_tail *tail)
{
	uint32_t url = skip_spaces(text, len, at + 1);
	uint32_t after, title;

	if (url >= len)
		return false;
	if (text[url] == '<') {
		after = scan_angled(text, len, url);
		tail->target_start = url + 1;
		tail->target_end = after - 1;
	} else {
		after = scan_bare(text, len, url);
		tail->target_start = url;
		tail->target_end = after;
	}
	if (after == 0)
		return false;
	title = skip_spaces(text, len, after);
	if (title > after)
		title = skip_spaces(text, len, scan_title(text, len, title));
	if (title >= len || text[title] != ')')
		return false;
	tail->end = title + 1;
	tail->is_inline = true;
	return true;
}

static uint32_t scan_label(const char *text, uint32_t len, uint32_t at)
{
	uint32_t start = ++at;

	while (at < len && text[at] != '[' && text[at] != ']' && at - start <= MAX_LABEL) {
		if (text[at] == '\\' && at + 1 < len && syntax_is_punctuation(text[at + 1]))
			at++;
		at++;
	}
	return at < len && text[at] == ']' && at - start <= MAX_LABEL ? at + 1 : 0;
}

struct syntax_tail syntax_link_tail(const char *text, uint32_t len, uint32_t at)
{
	struct syntax_tail tail = {.end = at};
	uint32_t end;

	if (at >= len)
		return tail;
	if (text[at] == '(' && scan_inline(text, len, at, &tail))
		return tail;
	tail = (struct syntax_tail){.end = at};
	if (text[at] == '[' && (end = scan_label(text, len, at)))
		tail.end = end;
	return tail;
}

static uint32_t scan_digits(
	const char *text, uint32_t len, uint32_t at, unsigned base, uint32_t *character)
{
	static const char digits[] = "0123456789abcdef";
	uint32_t start = at, value = 0;

	for (; at < len && text[at] != '\0'; at++) {
		char c = text[at] >= 'A' && text[at] <= 'F' ? (char)(text[at] + 32) : text[at];
		const char *digit = strchr(digits, c);

		if (!digit || (unsigned)(digit - digits) >= base)
			break;
		value = value * base + (uint32_t)(digit - digits);
		if (value >= 0x110000)
			value = 0x110000;
	}
	if (at == start || at - start > 8 || at >= len || text[at] != ';')
		return 0;
	if (value == 0 || (value >= 0xd800 && value < 0xe000) || value >= 0x110000)
		value = 0xfffd;
	*character = value;
	return at + 1;
}

uint32_t syntax_reference(const char *text, uint32_t len, uint32_t at, uint32_t *character)
{
	uint32_t start = at++, end;

	*character = 0;
	if (at + 1 < len && text[at] == '#') {
		if (text[at + 1] == 'x' || text[at + 1] == 'X')
			end = scan_digits(text, len, at + 2, 16, character);
		else
			end = scan_digits(text, len, at + 1, 10, character);
		return end ? end - start : 0;
	}
	for (end = at; end < len && text[end] != ';'; end++)
		if (text[end] == ' ' || text[end] == '\n' || end - at > 32)
			return 0;
	if (end >= len)
		return 0;
	if (end - at == 3 && (memcmp(text + at, "amp", 3) == 0 || memcmp(text + at, "AMP", 3) == 0))
		*character = '&';
	return end + 1 - start;
}
