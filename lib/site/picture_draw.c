#include "site/picture_draw.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/escape.h"
#include "base/utf8.h"
#include "report/markup.h"
#include "site/picture_axis.h"

/* How many bytes of a text are shown when it is pointed at, and how many in a cell. */
#define MAX_TITLE 160
#define MAX_CELL  400
/* How many of a description or a caption. */
#define MAX_WORDS 1200
/* More than any label has room for. */
#define MAX_LABEL 300

#define ELLIPSIS "\xe2\x80\xa6"

static const struct {
	const char *class;
	int size; /* as pictures.css has it */
} styles[] = {
	[STYLE_PLAIN] = {"t", 13},
	[STYLE_STRONG] = {"t strong", 14}, /* wider than its size */
	[STYLE_MUTED] = {"t muted", 13},
	[STYLE_SMALL] = {"t small", 12},
	[STYLE_FAINT] = {"t small muted", 12},
	[STYLE_NUMBER] = {"t number", 11},
};

const char *draw_plural(size_t count)
{
	return count == 1 ? "" : "s";
}

struct slice draw_document_title(const struct record_document *document)
{
	return document->title.len ? document->title : document->path;
}

/* ---- Text ----------------------------------------------------------------------------------- */

/* True for what every step of escaping leaves as it is: most texts are so, and a site has very
 * many.
 */
static bool is_simple(struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (c < ' ' || c > '~' || c == '&' || c == '<' || c == '>' || c == '"' ||
			c == '\'' || c == '[' || (c == ':' && (i == 0 || text.at[i - 1] == ':')))
			return false;
	}
	return true;
}

/* Appends a text as one line that is safe to show, cut after about `max` bytes. */
static void add_plain(struct buffer *line, struct slice text, size_t max)
{
	struct buffer blank = BUFFER_INIT;
	bool cut = text.len > max;

	if (!cut && is_simple(text)) {
		buffer_add_slice(line, text);
		return;
	}
	if (cut) {
		/* Not within a character; what is no UTF-8 may be cut anywhere. */
		text.len = max;
		for (unsigned i = 0; i < 3 && ((unsigned char)text.at[text.len] & 0xC0) == 0x80;
			i++)
			text.len--;
	}
	for (size_t i = 0; i < text.len; i++) {
		bool is_blank = text.at[i] == '\n' || text.at[i] == '\r' || text.at[i] == '\t';

		buffer_add_char(&blank, is_blank ? ' ' : text.at[i]);
	}
	escape_line(line, buffer_slice(&blank));
	if (cut)
		buffer_add_string(line, ELLIPSIS);
	buffer_dispose(&blank);
}

/* Thousandths of the size that a character takes in the wide ones among usual fonts. */
static int advance(uint32_t character)
{
	if (character < 0x80) {
		if (strchr("mwMW@%", (int)character))
			return 980;
		if (strchr("iljI.,:;|!'", (int)character))
			return 320;
		if (strchr("ftr()[]{}/\\-\" ", (int)character))
			return 410;
		return character >= 'A' && character <= 'Z' ? 740 : 630;
	}
	return (int)utf8_width(character) * (utf8_width(character) == 2 ? 525 : 800);
}

int draw_text_width(enum draw_style style, struct slice text)
{
	int64_t sum = 0;
	size_t at = 0;

	while (at < text.len && sum < 1000000) {
		uint32_t character;

		at += utf8_next(text, at, &character);
		sum += advance(character);
	}
	return (int)((sum * styles[style].size + 999) / 1000);
}

/* As much of a line as a width has room for, with an ellipsis to come. */
static struct slice shorten(enum draw_style style, int width, struct slice line)
{
	int64_t room = (int64_t)width * 1000 / styles[style].size - advance(0x2026);
	size_t at = 0, fits = 0;

	while (at < line.len) {
		uint32_t character;

		at += utf8_next(line, at, &character);
		room -= advance(character);
		if (room < 0)
			break;
		fits = at;
	}
	return slice_trim((struct slice){line.at, fits});
}

/* Appends a text, cut after about `max` bytes, between two tags. */
static void add_element(
	struct buffer *out, const char *begin, struct slice text, size_t max, const char *end)
{
	struct buffer line = BUFFER_INIT;

	buffer_add_string(out, begin);
	if (text.len <= max && is_simple(text)) {
		buffer_add_slice(out, text);
	} else {
		add_plain(&line, text, max);
		markup_html(out, buffer_slice(&line));
	}
	buffer_add_string(out, end);
	buffer_dispose(&line);
}

static void add_title(struct drawing *drawing, struct slice text)
{
	add_element(drawing->out, "<title>", text, MAX_TITLE, "</title>");
}

void draw_text(struct drawing *drawing, enum draw_style style, int x, int y,
	enum draw_anchor anchor, int width, struct slice text)
{
	static const char *const anchors[] = {
		"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
	struct buffer line = BUFFER_INIT;
	bool cut;

	buffer_addf(drawing->out, "<text class=\"%s\" x=\"%d\" y=\"%d\"%s>", styles[style].class, x,
		y, anchors[anchor]);
	add_plain(&line, text, MAX_LABEL);
	cut = draw_text_width(style, buffer_slice(&line)) > width;
	if (cut) {
		add_title(drawing, text);
		add_element(drawing->out, "", shorten(style, width, buffer_slice(&line)), MAX_LABEL,
			ELLIPSIS);
	} else {
		add_element(drawing->out, "", buffer_slice(&line), line.len, "");
	}
	buffer_add_string(drawing->out, "</text>\n");
	buffer_dispose(&line);
}

void draw_textf(struct drawing *drawing, enum draw_style style, int x, int y,
	enum draw_anchor anchor, int width, const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = mem_format_list(format, arguments);
	va_end(arguments);
	draw_text(drawing, style, x, y, anchor, width, slice_of(text));
	free(text);
}

/* ---- The figure ----------------------------------------------------------------------------- */

/* Wide pictures scroll on narrow screens; what scrolls can be reached by keyboard. */
void draw_begin(struct drawing *drawing, const struct picture_request *request, struct buffer *out,
	const struct draw_head *head)
{
	const char *name = request->name;

	*drawing = (struct drawing){.out = out, .request = request, .begin = out->len};
	buffer_add_string(out, "<figure class=\"picture\">\n");
	/* To be seen; who listens gets it with the drawing. */
	add_element(out, "<p class=\"picture-title\" aria-hidden=\"true\">", head->title, MAX_TITLE,
		"</p>\n");
	buffer_addf(out,
		"<div class=\"picture-frame\" role=\"group\" "
		"aria-labelledby=\"%s-t\" tabindex=\"0\">\n"
		"<svg role=\"%s\" aria-labelledby=\"%s-t %s-d\" viewBox=\"0 0 %d %d\">\n"
		"<title id=\"%s-t\">",
		name, head->has_links ? "group" : "img", name, name, DRAW_WIDTH, head->height,
		name);
	add_element(out, "", head->title, MAX_TITLE, "</title>\n");
	buffer_addf(out, "<desc id=\"%s-d\">", name);
	add_element(out, "", slice_trim(head->description), MAX_WORDS, "</desc>\n");
}

void draw_end(struct drawing *drawing, struct slice caption)
{
	add_element(drawing->out, "</svg>\n</div>\n<figcaption>", caption, MAX_WORDS,
		"</figcaption>\n");
}

bool draw_is_full(const struct drawing *drawing)
{
	return drawing->out->len - drawing->begin > DRAW_MAX_BYTES;
}

/* ---- Shapes --------------------------------------------------------------------------------- */

void draw_line(struct drawing *drawing, const char *class, int x1, int y1, int x2, int y2)
{
	buffer_addf(drawing->out, "<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n",
		class, x1, y1, x2, y2);
}

void draw_bar(struct drawing *drawing, enum draw_fill fill, int x, int y, int width, int height)
{
	buffer_add_string(drawing->out, "<rect");
	draw_fill_attributes(drawing, fill);
	buffer_addf(drawing->out, " x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", x, y,
		width < 1 ? 1 : width, height);
}

void draw_box(struct drawing *drawing, const char *class, int x, int y, int width, int height)
{
	buffer_addf(drawing->out,
		"<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\"/>\n",
		class, x, y, width < 1 ? 1 : width, height);
}

void draw_shape(struct drawing *drawing, const char *class, enum draw_shape shape, int x, int y)
{
	draw_shape_sized(drawing, class, shape, x, y, 6);
}

void draw_shape_sized(
	struct drawing *drawing, const char *class, enum draw_shape shape, int x, int y, int half)
{
	struct buffer *out = drawing->out;

	buffer_addf(out,
		shape == SHAPE_CIRCLE ? "<circle class=\"shape %s\"" : "<path class=\"shape %s\"",
		class);
	switch (shape) {
	case SHAPE_CIRCLE:
		buffer_addf(out, " cx=\"%d\" cy=\"%d\" r=\"%d\"/>\n", x, y, half);
		break;
	case SHAPE_SQUARE:
		buffer_addf(out, " d=\"M%d %dh%dv%dh%dz\"/>\n", x - half, y - half, 2 * half,
			2 * half, -2 * half);
		break;
	case SHAPE_DIAMOND:
	case SHAPE_HOLLOW:
		half += half / 4;
		buffer_addf(out, " d=\"M%d %dl%d %dl%d %dl%d %dz\"/>\n", x, y - half, half, half,
			-half, half, -half, -half);
		break;
	case SHAPE_UP:
		buffer_addf(out, " d=\"M%d %dl%d %dh%dz\"/>\n", x, y - half - 1, half + 1,
			2 * half + 1, -2 * half - 2);
		break;
	case SHAPE_DOWN:
		buffer_addf(out, " d=\"M%d %dl%d %dh%dz\"/>\n", x, y + half + 1, half + 1,
			-2 * half - 1, -2 * half - 2);
		break;
	case SHAPE_CROSS:
		buffer_addf(out, " d=\"M%d %dl%d %dm0 %dl%d %d\"/>\n", x - half, y - half, 2 * half,
			2 * half, -2 * half, -2 * half, 2 * half);
		break;
	case SHAPE_MINUS:
		buffer_addf(out, " d=\"M%d %dh%d\"/>\n", x - half, y, 2 * half);
		break;
	}
}

void draw_group_begin(struct drawing *drawing, struct slice title)
{
	buffer_add_string(drawing->out, "<g>");
	add_title(drawing, title);
	buffer_add_char(drawing->out, '\n');
}

void draw_group_end(struct drawing *drawing)
{
	buffer_add_string(drawing->out, "</g>\n");
}

/* ---- Fills ---------------------------------------------------------------------------------- */

/* The hatch lines of each, on a tile of 8 by 8; of FILL_GOOD and FILL_1 there are none. */
static const struct {
	const char *name, *hatch;
} fills[N_FILLS] = {
	[FILL_GOOD] = {"good", NULL},
	[FILL_WARN] = {"warn", "M0 8L8 0M-2 2L2 -2M6 10L10 6"},
	[FILL_BAD] = {"bad", "M0 0L8 8M0 8L8 0"},
	[FILL_INFO] = {"info", "M0 4H8"},
	[FILL_MUTED] = {"quiet", "M2 3h2M6 7h2"},
	[FILL_1] = {"c1", NULL},
	[FILL_2] = {"c2", "M0 8L8 0M-2 2L2 -2M6 10L10 6"},
	[FILL_3] = {"c3", "M0 4H8"},
	[FILL_4] = {"c4", "M0 0L8 8M-2 6L2 10M6 -2L10 2"},
	[FILL_5] = {"c5", "M4 0V8"},
	[FILL_6] = {"c6", "M0 0L8 8M0 8L8 0"},
	[FILL_7] = {"c7", "M2 3h2M6 7h2"},
};

void draw_patterns(struct drawing *drawing, unsigned used)
{
	buffer_add_string(drawing->out, "<defs>\n");
	for (unsigned i = 0; i < N_FILLS; i++) {
		if (!(used & (1u << i)))
			continue;
		buffer_addf(drawing->out,
			"<pattern id=\"%s-%s\" width=\"8\" height=\"8\" "
			"patternUnits=\"userSpaceOnUse\"><rect class=\"tile %s\" width=\"8\" "
			"height=\"8\"/>",
			drawing->request->name, fills[i].name, fills[i].name);
		if (fills[i].hatch)
			buffer_addf(
				drawing->out, "<path class=\"hatch\" d=\"%s\"/>", fills[i].hatch);
		buffer_add_string(drawing->out, "</pattern>\n");
	}
	buffer_add_string(drawing->out, "</defs>\n");
}

/* A rule of a style sheet cannot name a pattern of the page: so it stands in an attribute. */
void draw_fill_attributes(struct drawing *drawing, enum draw_fill fill)
{
	buffer_addf(drawing->out, " class=\"fill\" fill=\"url(#%s-%s)\"", drawing->request->name,
		fills[fill].name);
}

/* ---- Legend --------------------------------------------------------------------------------- */

#define KEY_MAX_TEXT 190
#define KEY_ROW      22

int draw_legend(struct drawing *drawing, const struct draw_key *keys, size_t count, int x, int y,
	bool only_measure)
{
	int at = x;

	for (size_t i = 0; i < count; i++) {
		int width = draw_text_width(STYLE_SMALL, keys[i].text);

		if (width > KEY_MAX_TEXT)
			width = KEY_MAX_TEXT;
		if (at > x && at + 20 + width > DRAW_WIDTH) {
			at = x;
			y += KEY_ROW;
		}
		if (!only_measure) {
			if (keys[i].shape < 0)
				draw_bar(drawing, keys[i].fill, at, y - 6, 14, 12);
			else
				draw_shape(drawing, keys[i].class, (enum draw_shape)keys[i].shape,
					at + 7, y);
			draw_text(drawing, STYLE_SMALL, at + 20, y + 4, ANCHOR_START, width,
				keys[i].text);
		}
		at += 20 + width + 16;
	}
	return y + KEY_ROW / 2;
}

/* ---- Table ---------------------------------------------------------------------------------- */

void draw_table_begin(struct drawing *drawing, const struct slice *columns, size_t count)
{
	struct buffer *out = drawing->out;

	drawing->begin = out->len;
	drawing->columns = count;
	buffer_add_string(out, "<details>\n<summary>The same as a table</summary>\n"
			       "<div class=\"table\" tabindex=\"0\" role=\"group\" ");
	buffer_addf(out, "aria-labelledby=\"%s-t\">\n<table>\n<thead><tr>", drawing->request->name);
	for (size_t i = 0; i < count; i++)
		add_element(out, "<th scope=\"col\">", columns[i], MAX_TITLE, "</th>");
	buffer_add_string(out, "</tr></thead>\n<tbody>\n");
}

void draw_row(struct drawing *drawing, const struct slice *cells)
{
	struct buffer *out = drawing->out;
	size_t before = out->len;

	if (drawing->left_out || drawing->rows == DRAW_MAX_ROWS) {
		drawing->left_out++;
		return;
	}
	buffer_add_string(out, "<tr>");
	for (size_t i = 0; i < drawing->columns; i++)
		add_element(out, "<td>", cells[i], MAX_CELL, "</td>");
	buffer_add_string(out, "</tr>\n");
	drawing->rows++;
	if (out->len - drawing->begin <= DRAW_MAX_TABLE_BYTES)
		return;
	out->len = before;
	out->at[before] = '\0';
	drawing->rows--;
	drawing->left_out++;
}

void draw_table_end(struct drawing *drawing, size_t more)
{
	struct buffer *out = drawing->out;

	buffer_add_string(out, "</tbody>\n</table>\n</div>\n");
	more += drawing->left_out;
	if (more)
		buffer_addf(out, "<p>And %zu more.</p>\n", more);
	buffer_add_string(out, "</details>\n</figure>\n");
}

struct slice draw_day(int64_t time, char day[11])
{
	if (!axis_has_time(time))
		return slice_of("not known");
	date_format(date_of_time(time), day);
	return slice_of(day);
}

struct slice draw_minute(int64_t time, char minute[DRAW_MINUTE_SIZE])
{
	char all[DATETIME_SIZE];

	if (!axis_has_time(time) || !datetime_format(time, all))
		return slice_of("not known");
	memcpy(minute, all, DRAW_MINUTE_SIZE - 1);
	minute[10] = ' ';
	minute[DRAW_MINUTE_SIZE - 1] = '\0';
	return slice_of(minute);
}
