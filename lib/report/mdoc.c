#include "report/mdoc.h"

#include "base/escape.h"
#include "base/utf8.h"

/* mandoc's style asks for input lines of at most 80 bytes. */
#define WIDTH 78

/* One character: what roff takes for an escape or a hyphen, and what is not ASCII, has a name. */
static void add_character(struct buffer *out, uint32_t character)
{
	if (character == '\\')
		buffer_add_string(out, "\\e");
	else if (character == '-')
		buffer_add_string(out, "\\-");
	else if (character == '\'')
		buffer_add_string(out, "\\(aq");
	else if (character == '`')
		buffer_add_string(out, "\\(ga");
	else if (character == '^')
		buffer_add_string(out, "\\(ha");
	else if (character == '~')
		buffer_add_string(out, "\\(ti");
	else if (character == '"')
		buffer_add_string(out, "\\(dq");
	else if (character < 0x80)
		buffer_add_char(out, (char)character);
	else
		buffer_addf(out, "\\[u%04X]", (unsigned)character);
}

static void add_text(struct buffer *out, struct slice text)
{
	struct buffer safe = BUFFER_INIT;
	uint32_t character;

	escape_line(&safe, text);
	text = buffer_slice(&safe);
	for (size_t at = 0; at < text.len;) {
		at += utf8_next(text, at, &character);
		add_character(out, character);
	}
	buffer_dispose(&safe);
}

/* A control character at the beginning of a line would make it a request. */
static void guard(struct buffer *out, struct slice text)
{
	if (text.len && (text.at[0] == '.' || text.at[0] == '\''))
		buffer_add_string(out, "\\&");
}

void mdoc_line(struct buffer *out, const char *macro, const char *text)
{
	/* Macros have two or three letters; a word that looks like one is called, in quotes too. */
	buffer_addf(out, ".%s \"%s", macro, strlen(text) <= 3 ? "\\&" : "");
	add_text(out, slice_of(text));
	buffer_add_string(out, "\"\n");
}

/* Takes the next word: what stands before a blank. */
static bool next_word(struct slice *text, struct slice *word)
{
	size_t len = 0;

	*text = slice_trim(*text);
	while (len < text->len && text->at[len] != ' ' && text->at[len] != '\n')
		len++;
	*word = (struct slice){text->at, len};
	*text = slice_from(*text, len);
	return len > 0;
}

static bool ends_sentence(struct slice word)
{
	while (word.len && (word.at[word.len - 1] == ')' || word.at[word.len - 1] == '`'))
		word.len--;
	return word.len && strchr(".!?", word.at[word.len - 1]);
}

/* Text being filled into lines. */
struct filler {
	struct buffer *out;
	struct buffer word; /* of the line's next word, as roff writes it */
	size_t column;
	bool code;     /* between backticks */
	bool new_line; /* a sentence has ended, and roff wants each on a line of its own */
};

static void add_word(struct filler *f, struct slice word, bool markdown)
{
	f->word.len = 0;
	for (size_t at = 0, end; at < word.len; at = end + 1) {
		struct slice rest = slice_from(word, at);

		end = markdown ? at + slice_find(rest, '`') : word.len;
		add_text(&f->word, (struct slice){rest.at, end - at});
		if (end == word.len)
			break;
		f->code = !f->code;
		buffer_add_string(&f->word, f->code ? "\\fB" : "\\fR");
	}
	if (f->column && (f->new_line || f->column + 1 + f->word.len > WIDTH)) {
		buffer_add_char(f->out, '\n');
		f->column = 0;
	}
	if (f->column)
		buffer_add_char(f->out, ' ');
	else
		guard(f->out, buffer_slice(&f->word));
	f->column += f->word.len + 1;
	buffer_add_slice(f->out, buffer_slice(&f->word));
	f->new_line = !f->code && ends_sentence(word);
}

static void fill(struct buffer *out, struct slice text, bool markdown)
{
	struct filler f = {.out = out, .word = BUFFER_INIT};
	struct slice word;

	while (next_word(&text, &word))
		add_word(&f, word, markdown);
	if (f.code)
		buffer_add_string(out, "\\fR");
	if (f.column)
		buffer_add_char(out, '\n');
	buffer_dispose(&f.word);
}

void mdoc_words(struct buffer *out, struct slice text)
{
	fill(out, text, false);
}

void mdoc_prose(struct buffer *out, struct slice markdown)
{
	while (markdown.len) {
		const char *end = memmem(markdown.at, markdown.len, "\n\n", 2);
		struct slice paragraph = {
			markdown.at, end ? (size_t)(end - markdown.at) : markdown.len};

		fill(out, paragraph, true);
		markdown = slice_trim(slice_from(markdown, paragraph.len));
		if (markdown.len)
			buffer_add_string(out, ".Pp\n");
	}
}

void mdoc_literal(struct buffer *out, struct slice lines)
{
	buffer_add_string(out, ".Bd -literal -offset indent\n");
	while (lines.len) {
		struct slice line = {lines.at, slice_find(lines, '\n')};

		guard(out, line);
		add_text(out, line);
		buffer_add_char(out, '\n');
		lines = slice_from(lines, line.len + 1);
	}
	buffer_add_string(out, ".Ed\n");
}
