#include "doc/yaml_scalar.h"

/* Whether YAML 1.1 and 1.2 readers all read the plain text as this very string. */
static bool is_plain(struct slice text, bool flow)
{
	static const char *const special[] = {
		"null", "~", "true", "false", "yes", "no", "on", "off", "y", "n", "<<", "="};

	if (text.len == 0 || strchr("-?:,[]{}#&*!|>'\"%@`= ", text.at[0]))
		return false;
	for (size_t i = 0; i < sizeof special / sizeof *special; i++) {
		if (slice_equal_nocase(text, slice_of(special[i])))
			return false;
	}
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];
		char next = i + 1 < text.len ? text.at[i + 1] : ' ';

		/* Line ends and blanks beyond ASCII begin with these, some readers' alone. */
		if (c == 0xc2 || c == 0xe2 || c == 0xef)
			return false;
		if (c < ' ' || c == 0x7f || (c == ':' && (next == ' ' || flow)) ||
			(c == '#' && i > 0 && text.at[i - 1] == ' ') ||
			(flow && strchr(",[]{}", (char)c)))
			return false;
	}
	return text.at[text.len - 1] != ' ';
}

static void add_quoted(struct buffer *out, struct slice text)
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
			buffer_addf(out, "\\x%02x", c);
		else
			buffer_add_char(out, (char)c);
	}
	buffer_add_char(out, '"');
}

void yaml_scalar_add(struct buffer *out, struct slice text, bool flow)
{
	if (is_plain(text, flow))
		buffer_add_slice(out, text);
	else
		add_quoted(out, text);
}

void yaml_string_add(struct buffer *out, struct slice text, bool flow)
{
	bool letter = text.len && ((text.at[0] >= 'a' && text.at[0] <= 'z') ||
					  (text.at[0] >= 'A' && text.at[0] <= 'Z'));

	if (letter && is_plain(text, flow))
		buffer_add_slice(out, text);
	else
		add_quoted(out, text);
}
