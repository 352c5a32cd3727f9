#include "doc/markup.h"

#include "doc/syntax.h"

/* In these a browser looks for nothing but the end tag. */
static const char *const raw_elements[] = {"iframe", "noembed", "noframes", "noscript", "plaintext",
	"script", "style", "template", "textarea", "title", "xmp"};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || (c != '\0' && strchr("-_:.", c));
}

static char char_at(struct slice s, size_t at)
{
	return at < s.len ? s.at[at] : '\0';
}

static size_t skip_space(struct slice s, size_t at)
{
	while (at < s.len && (s.at[at] == '\n' || s.at[at] == '\r' || syntax_is_space(s.at[at])))
		at++;
	return at;
}

static size_t skip_name(struct slice s, size_t at)
{
	while (is_name(char_at(s, at)))
		at++;
	return at;
}

/* The end of an attribute's value; 0 if it is none. */
static size_t skip_value(struct slice s, size_t at)
{
	char quote = char_at(s, at);
	size_t start = at;

	if (quote == '"' || quote == '\'') {
		at += 1 + slice_find(slice_from(s, at + 1), quote);
		return at < s.len ? at + 1 : 0;
	}
	while (at < s.len && !strchr(" \t\r\n\f\"'=<>`", s.at[at]))
		at++;
	return at > start ? at : 0;
}

/* The length of a tag, which `s` begins with; 0 if browsers might not agree with us about it. */
static size_t tag_length(struct slice s)
{
	size_t at = skip_name(s, char_at(s, 1) == '/' ? 2 : 1), next;

	for (;;) {
		next = skip_space(s, at);
		if (char_at(s, next) == '/' && char_at(s, next + 1) == '>')
			return next + 2;
		if (char_at(s, next) == '>')
			return next + 1;
		at = skip_name(s, next);
		if (at == next || next == 0 || skip_space(s, next - 1) != next)
			return 0;
		next = skip_space(s, at);
		if (char_at(s, next) != '=')
			continue;
		at = skip_value(s, skip_space(s, next + 1));
		if (at == 0)
			return 0;
	}
}

/* The length of a comment, as HTML has it: `<!-->` is a whole one, and `--!>` ends one too. 0 if it
 * is not closed. */
static size_t comment_length(struct slice s)
{
	struct slice text = slice_from(s, 4);

	if (slice_starts_with(text, ">"))
		return 5;
	if (slice_starts_with(text, "->"))
		return 6;
	for (size_t i = 4; i + 2 < s.len; i++) {
		if (s.at[i] != '-' || s.at[i + 1] != '-')
			continue;
		if (s.at[i + 2] == '>')
			return i + 3;
		if (s.at[i + 2] == '!' && char_at(s, i + 3) == '>')
			return i + 4;
	}
	return 0;
}

static bool is_raw(struct slice tag)
{
	struct slice name = {tag.at + 1, skip_name(tag, 1) - 1};

	for (size_t i = 0; i < sizeof raw_elements / sizeof *raw_elements; i++)
		if (slice_equal_nocase(name, slice_of(raw_elements[i])))
			return true;
	return false;
}

/* Takes what is a comment's line with it. Returns how much of `rest`, which follows it. */
static size_t drop_line(struct buffer *out, size_t start, struct slice rest)
{
	size_t len = out->len, at = 0;

	while (len > start && syntax_is_space(out->at[len - 1]) && out->at[len - 1] != '\n')
		len--;
	while (at < rest.len && syntax_is_space(rest.at[at]) && rest.at[at] != '\n')
		at++;
	if ((len > start && out->at[len - 1] != '\n') || (at < rest.len && rest.at[at] != '\n'))
		return 0;
	if (out->len > len) {
		out->len = len;
		out->at[len] = '\0';
	}
	return at < rest.len ? at + 1 : at;
}

/* How much of `s`, which begins with `<`, goes together; 0 if that is not certain. */
static size_t piece_length(struct slice s, bool *is_comment)
{
	char c = char_at(s, 1);
	size_t end;

	*is_comment = slice_starts_with(s, "<!--");
	if (*is_comment)
		return comment_length(s);
	if (is_letter(c) || (c == '/' && is_letter(char_at(s, 2))))
		return tag_length(s);
	if (c != '!' && c != '?' && c != '/')
		return 1;
	end = slice_find(s, '>');
	return end < s.len ? end + 1 : 0;
}

void markup_add(struct markup *markup, struct slice html, struct buffer *out)
{
	size_t start = out->len, len;
	bool is_comment;

	while (html.len > 0 && !markup->is_unsure) {
		len = slice_find(html, '<');
		buffer_add(out, html.at, len);
		html = slice_from(html, len);
		if (html.len == 0)
			return;
		len = piece_length(html, &is_comment);
		if (len == 0) {
			markup->is_unsure = true;
			break;
		}
		if (is_comment)
			len += drop_line(out, start, slice_from(html, len));
		else
			buffer_add(out, html.at, len);
		markup->is_unsure = !is_comment && is_raw((struct slice){html.at, len});
		html = slice_from(html, len);
	}
	buffer_add_slice(out, html);
}
