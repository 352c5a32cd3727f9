#include "site/html_tokens.h"

#include <ctype.h>
#include <string.h>

#include "base/escape.h"
#include "base/utf8.h"
#include "report/markup.h"

/* The only comment that cmark writes. */
#define OMITTED "<!-- raw HTML omitted -->"

/* Numbers of lines and lists have no more digits. */
#define MAX_DIGITS 9

static const struct slice names[HTML_ELEMENTS] = {
	[HTML_BLOCKQUOTE] = SLICE("blockquote"),
	[HTML_UL] = SLICE("ul"),
	[HTML_OL] = SLICE("ol"),
	[HTML_LI] = SLICE("li"),
	[HTML_P] = SLICE("p"),
	[HTML_H1] = SLICE("h1"),
	[HTML_H2] = SLICE("h2"),
	[HTML_H3] = SLICE("h3"),
	[HTML_H4] = SLICE("h4"),
	[HTML_H5] = SLICE("h5"),
	[HTML_H6] = SLICE("h6"),
	[HTML_PRE] = SLICE("pre"),
	[HTML_TABLE] = SLICE("table"),
	[HTML_THEAD] = SLICE("thead"),
	[HTML_TBODY] = SLICE("tbody"),
	[HTML_TR] = SLICE("tr"),
	[HTML_TH] = SLICE("th"),
	[HTML_TD] = SLICE("td"),
	[HTML_HR] = SLICE("hr"),
	[HTML_BR] = SLICE("br"),
	[HTML_IMG] = SLICE("img"),
	[HTML_INPUT] = SLICE("input"),
	[HTML_CODE] = SLICE("code"),
	[HTML_EM] = SLICE("em"),
	[HTML_STRONG] = SLICE("strong"),
	[HTML_DEL] = SLICE("del"),
	[HTML_A] = SLICE("a"),
};

bool html_is_inline(enum html_element element)
{
	return element >= HTML_BR;
}

bool html_is_void(enum html_element element)
{
	return element == HTML_HR || element == HTML_BR || element == HTML_IMG ||
	       element == HTML_INPUT;
}

static bool find_element(struct slice name, enum html_element *element)
{
	for (int i = 0; name.len && i < HTML_ELEMENTS; i++) {
		if (names[i].at[0] == name.at[0] && slice_equal(name, names[i])) {
			*element = (enum html_element)i;
			return true;
		}
	}
	return false;
}

/* Takes the letters, digits and hyphens at the beginning off a text. */
static struct slice take_name(struct slice *rest)
{
	struct slice name = {rest->at, 0};

	while (name.len < rest->len &&
		(isalnum((unsigned char)name.at[name.len]) || name.at[name.len] == '-'))
		name.len++;
	*rest = slice_from(*rest, name.len);
	return name;
}

static bool take(struct slice *rest, char c)
{
	if (rest->len == 0 || rest->at[0] != c)
		return false;
	*rest = slice_from(*rest, 1);
	return true;
}

/* Takes a number; 0 where there is none, or one that is none of cmark's. */
static uint32_t take_number(struct slice *rest)
{
	uint32_t number = 0;
	size_t digits = 0;

	while (digits < rest->len && isdigit((unsigned char)rest->at[digits])) {
		if (digits < MAX_DIGITS)
			number = number * 10 + (uint32_t)(rest->at[digits] - '0');
		digits++;
	}
	*rest = slice_from(*rest, digits);
	return digits <= MAX_DIGITS ? number : 0;
}

static void read_place(struct html_token *token, struct slice value)
{
	token->first_line = take_number(&value);
	value = slice_from(value, slice_find(value, '-') + 1);
	token->last_line = take_number(&value);
	if (token->last_line < token->first_line)
		token->last_line = token->first_line;
}

static enum html_align read_align(struct slice value)
{
	if (slice_is(value, "left"))
		return HTML_ALIGN_LEFT;
	if (slice_is(value, "center"))
		return HTML_ALIGN_CENTER;
	return slice_is(value, "right") ? HTML_ALIGN_RIGHT : HTML_ALIGN_NONE;
}

static void set_attribute(struct html_token *token, struct slice name, struct slice value)
{
	if (slice_is(name, "data-sourcepos"))
		read_place(token, value);
	else if (slice_is(name, "href") || slice_is(name, "src"))
		token->address = value;
	else if (slice_is(name, "title"))
		token->title = value;
	else if (slice_is(name, "alt"))
		token->alternative = value;
	else if (slice_is(name, "align"))
		token->align = read_align(value);
	else if (slice_is(name, "start"))
		token->start = take_number(&value);
	else if (slice_is(name, "checked"))
		token->is_checked = true;
}

static bool ends_value(char c)
{
	return c == '"' || c == '<' || c == '>';
}

/* Takes ` name="value"`. In a value cmark escapes quotes and both brackets. */
static bool take_attribute(struct slice *rest, struct html_token *token)
{
	struct slice name, value;

	if (!take(rest, ' '))
		return false;
	name = take_name(rest);
	if (name.len == 0 || !take(rest, '=') || !take(rest, '"'))
		return false;
	value = (struct slice){rest->at, 0};
	while (value.len < rest->len && !ends_value(value.at[value.len]))
		value.len++;
	*rest = slice_from(*rest, value.len);
	if (!take(rest, '"'))
		return false;
	set_attribute(token, name, value);
	return true;
}

static bool take_tag(struct slice *rest, struct html_token *token)
{
	struct slice name;

	if (!take(rest, '<'))
		return false;
	*token = (struct html_token){.type = take(rest, '/') ? HTML_CLOSE : HTML_OPEN};
	name = take_name(rest);
	if (!find_element(name, &token->element))
		return false;
	if (token->type == HTML_CLOSE)
		return !html_is_void(token->element) && take(rest, '>');
	while (!take(rest, '>')) {
		if (html_is_void(token->element) && slice_starts_with(*rest, " />")) {
			*rest = slice_from(*rest, 3);
			return true;
		}
		if (!take_attribute(rest, token))
			return false;
	}
	return true;
}

bool html_next(struct html_reader *reader, struct html_token *token)
{
	struct slice rest = slice_from(reader->html, reader->at), tail;

	while (rest.len > 1 && rest.at[1] == '!' && slice_starts_with(rest, OMITTED)) {
		reader->at += strlen(OMITTED);
		rest = slice_from(reader->html, reader->at);
	}
	if (rest.len == 0)
		return false;
	tail = rest;
	if (take_tag(&tail, token)) {
		reader->at += rest.len - tail.len;
		return true;
	}
	/* Up to the next bracket, which may begin a tag; this one does not. */
	tail.len = slice_find(slice_from(rest, 1), '<') + 1;
	*token = (struct html_token){.type = HTML_TEXT, .text = {rest.at, tail.len}};
	reader->at += tail.len;
	return true;
}

void html_decode(struct buffer *out, struct slice raw)
{
	static const struct {
		struct slice reference;
		char character;
	} references[] = {
		{SLICE("&amp;"), '&'},
		{SLICE("&lt;"), '<'},
		{SLICE("&gt;"), '>'},
		{SLICE("&quot;"), '"'},
		{SLICE("&#x27;"), '\''},
	};

	while (raw.len) {
		size_t plain = slice_find(raw, '&'), i = 0, count;

		buffer_add(out, raw.at, plain);
		raw = slice_from(raw, plain);
		if (raw.len == 0)
			return;
		count = sizeof references / sizeof *references;
		while (i < count && !slice_starts_with(raw, references[i].reference.at))
			i++;
		buffer_add_char(out, i < count ? references[i].character : '&');
		raw = slice_from(raw, i < count ? references[i].reference.len : 1);
	}
}

static void add_plain(struct buffer *out, struct slice s)
{
	size_t start = 0;

	for (size_t i = 0; i < s.len; i++) {
		const char *reference = markup_reference(s.at[i]);

		if (!reference)
			continue;
		buffer_add(out, s.at + start, i - start);
		buffer_add_string(out, reference);
		start = i + 1;
	}
	buffer_add_slice(out, slice_from(s, start));
}

static void add_valid(struct buffer *out, struct slice s)
{
	size_t at = 0;

	while (at < s.len) {
		uint32_t character;
		size_t found = utf8_find_invisible(s, at, &character);

		add_plain(out, (struct slice){s.at + at, found - at});
		at = found;
		if (at == s.len)
			return;
		at += utf8_next(s, at, &character);
		buffer_addf(out, character < 0x80 ? "\\x%02x" : "\\u{%x}", (unsigned)character);
	}
}

void html_encode(struct buffer *out, struct slice plain)
{
	struct buffer valid = BUFFER_INIT;
	size_t bad;

	buffer_reserve(out, plain.len);
	if (utf8_valid(plain, &bad)) {
		add_valid(out, plain);
		return;
	}
	escape_invalid(&valid, plain);
	add_valid(out, buffer_slice(&valid));
	buffer_dispose(&valid);
}
