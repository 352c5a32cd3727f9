#include "doc/yaml_write.h"

static bool is_letter(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* What one reader or another takes for something else than a string. */
static bool is_word(struct slice text)
{
	static const char *const words[] = {
		"null", "true", "false", "yes", "no", "on", "off", "y", "n"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (slice_equal_nocase(text, slice_of(words[i])))
			return true;
	}
	return false;
}

/* A careful choice of what is plain: begins with a letter, and has no byte that could ever mean
 * anything where it stands. */
static bool is_plain(struct slice text, const char *refused)
{
	if (text.len == 0 || !is_letter((unsigned char)text.at[0]) || is_word(text) ||
		text.at[text.len - 1] == ' ')
		return false;
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];
		unsigned char before = i ? (unsigned char)text.at[i - 1] : ' ';
		unsigned char behind = i + 1 < text.len ? (unsigned char)text.at[i + 1] : ' ';

		if (c < ' ' || c == 0x7f || strchr(refused, c))
			return false;
		if ((c == ':' && behind == ' ') || (c == '#' && before == ' '))
			return false;
		/* U+0085, U+2028, U+2029 and the byte order mark mean something to some. */
		if (c == 0xc2 || c == 0xe2 || c == 0xef)
			return false;
	}
	return true;
}

static void write_quoted(struct slice text, struct buffer *out)
{
	buffer_add_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c == '"' || c == '\\')
			buffer_addf(out, "\\%c", c);
		else if (c == '\n')
			buffer_add_string(out, "\\n");
		else if (c == '\t')
			buffer_add_string(out, "\\t");
		else if (c < ' ' || c == 0x7f)
			buffer_addf(out, "\\x%02X", c);
		else
			buffer_add_char(out, (char)c);
	}
	buffer_add_char(out, '"');
}

void yaml_write_scalar(struct slice text, struct buffer *out)
{
	if (is_plain(text, "\\\"`"))
		buffer_add_slice(out, text);
	else
		write_quoted(text, out);
}

void yaml_write_flow_scalar(struct slice text, struct buffer *out)
{
	if (is_plain(text, "\\\"`,[]{}:#"))
		buffer_add_slice(out, text);
	else
		write_quoted(text, out);
}
