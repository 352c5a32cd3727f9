#include "base/escape.h"

#include "base/utf8.h"

static void add_byte(struct buffer *out, char byte)
{
	buffer_addf(out, "\\x%02x", (unsigned)(unsigned char)byte);
}

static void add_character(struct buffer *out, uint32_t character)
{
	if (character < 0x80)
		add_byte(out, (char)character);
	else
		buffer_addf(out, "\\u{%x}", (unsigned)character);
}

bool escape_is_log_command(struct slice s, size_t at)
{
	static const char *const before[] = {"##", "##vso"};

	for (size_t i = 0; s.at[at] == '[' && i < sizeof before / sizeof *before; i++) {
		size_t len = strlen(before[i]);

		if (at >= len && memcmp(s.at + at - len, before[i], len) == 0)
			return true;
	}
	return false;
}

/* Appends text in which only TAB, LF, CR and the commands of logs need escaping. */
static void add_plain(struct buffer *out, struct slice s)
{
	size_t start = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		bool is_command = c == '[' && escape_is_log_command(s, i);

		if (c != '\t' && c != '\n' && c != '\r' && !is_command)
			continue;
		buffer_add(out, s.at + start, i - start);
		if (is_command)
			add_byte(out, c);
		else
			buffer_add_string(out, c == '\t' ? "\\t" : c == '\n' ? "\\n" : "\\r");
		start = i + 1;
	}
	buffer_add_slice(out, slice_from(s, start));
}

static void add_visible(struct buffer *out, struct slice s)
{
	size_t at = 0;

	while (at < s.len) {
		uint32_t character;
		size_t found = utf8_find_invisible(s, at, &character);

		add_plain(out, (struct slice){s.at + at, found - at});
		at = found;
		if (at == s.len)
			break;
		at += utf8_next(s, at, &character);
		add_character(out, character);
	}
}

/* Splits s into valid text, given to `add`, and invalid bytes. */
static void add_pieces(
	struct buffer *out, struct slice s, void (*add)(struct buffer *out, struct slice s))
{
	buffer_reserve(out, s.len);
	while (s.len) {
		size_t bad = s.len;
		bool valid = utf8_valid(s, &bad);

		add(out, (struct slice){s.at, bad});
		if (valid)
			break;
		add_byte(out, s.at[bad]);
		s = slice_from(s, bad + 1);
	}
}

/* Where s begins, behind blanks, with `::` and what could be a command's name; s.len if it does
 * not.
 */
static size_t find_command(struct slice s)
{
	uint32_t character = ' ';
	size_t at = 0, next = 0;

	while (next < s.len && utf8_is_space(character)) {
		at = next;
		next += utf8_next(s, at, &character);
	}
	s = slice_from(s, at);
	return slice_starts_with(s, "::") && !slice_starts_with(s, ":::") ? at : at + s.len;
}

void escape_line(struct buffer *out, struct slice s)
{
	size_t command = find_command(s);

	if (command < s.len) {
		buffer_add(out, s.at, command);
		add_byte(out, ':');
		s = slice_from(s, command + 1);
	}
	add_pieces(out, s, add_visible);
}

void escape_invalid(struct buffer *out, struct slice s)
{
	add_pieces(out, s, buffer_add_slice);
}

/* The characters that make a spreadsheet read a field as a formula (OWASP, CSV injection). */
static bool is_formula(struct slice s)
{
	return s.len && s.at[0] && strchr("=+-@\t\r", s.at[0]);
}

static bool needs_quotes(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] && strchr("\",\r\n", s.at[i]))
			return true;
	return false;
}

void escape_csv(struct buffer *out, struct slice s)
{
	bool quoted = needs_quotes(s);

	if (quoted)
		buffer_add_char(out, '"');
	if (is_formula(s))
		buffer_add_char(out, '\'');
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '"')
			buffer_add_char(out, '"');
		buffer_add_char(out, s.at[i]);
	}
	if (quoted)
		buffer_add_char(out, '"');
	buffer_reserve(out, 0);
}
