#include "report/sheet.h"

#include <openssl/evp.h>
#include <string.h>

#include "base/escape.h"
#include "report/markup.h"
#include "report/prose.h"

static const char style[] =
	"body{font:11pt/1.45 system-ui,sans-serif;color:#111;background:#fff;max-width:44em;"
	"margin:0 auto;padding:1em}\n"
	"article{border:1px solid #999;border-radius:4px;padding:.5em 1.5em 1em;margin:0 0 2em}\n"
	"h1{font-size:1.5em;margin:.5em 0}\n"
	"h2{font-size:1.1em;margin:1.1em 0 .3em;border-bottom:1px solid #bbb}\n"
	"h3{font-size:1em;margin:1em 0 .2em}\n"
	"h2,h3{break-after:avoid}\n"
	"p,ul,ol,pre{margin:.3em 0;overflow-wrap:anywhere}\n"
	"pre{white-space:pre-wrap}\n"
	"table{border-collapse:collapse;width:100%;margin:.4em 0}\n"
	"th,td{border:1px solid #bbb;padding:.2em .5em;text-align:left;vertical-align:top;"
	"overflow-wrap:anywhere}\n"
	"tr,li{break-inside:avoid}\n"
	"@page{margin:12mm}\n"
	"@media "
	"print{body{font-size:9pt;line-height:1.25;max-width:none;padding:0}article{border:0;"
	"padding:0;margin:0;"
	"break-after:page}article:last-of-type{break-after:auto}}\n";

/* The policy lets this one style through, by its digest. */
static void add_style_digest(struct buffer *out)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned char text[EVP_MAX_MD_SIZE * 2];
	unsigned len = 0;

	if (EVP_Digest(style, sizeof style - 1, digest, &len, EVP_sha256(), NULL) != 1)
		return;
	EVP_EncodeBlock(text, digest, (int)len);
	buffer_add_string(out, (const char *)text);
}

void sheet_begin(struct sheet *sheet, const char *title)
{
	sheet->pages = 0;
	if (sheet->format != SHEET_HTML)
		return;
	buffer_add_string(sheet->out,
		"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		"style-src 'sha256-");
	add_style_digest(sheet->out);
	buffer_addf(sheet->out,
		"'; base-uri 'none'; form-action 'none'\">\n"
		"<meta name=\"viewport\" content=\"width=device-width\">\n"
		"<meta name=\"referrer\" content=\"no-referrer\">\n"
		"<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n",
		title, style);
}

void sheet_end(struct sheet *sheet)
{
	if (sheet->format == SHEET_HTML)
		buffer_add_string(sheet->out, "</body>\n</html>\n");
}

void sheet_begin_page(struct sheet *sheet)
{
	if (sheet->format == SHEET_HTML)
		buffer_add_string(sheet->out, "<article>\n");
	else if (sheet->pages)
		buffer_add_string(sheet->out, "---\n\n");
	sheet->pages++;
}

void sheet_end_page(struct sheet *sheet)
{
	if (sheet->format == SHEET_HTML)
		buffer_add_string(sheet->out, "</article>\n");
}

static void add_text(struct sheet *sheet, struct slice text)
{
	if (sheet->format == SHEET_HTML)
		markup_html(sheet->out, text);
	else
		markup_markdown(sheet->out, text);
}

/* "Label: text"; the label alone where there is no text, the text alone without a label. */
static void add_labelled(struct sheet *sheet, const char *label, struct slice text)
{
	buffer_add_string(sheet->out, label);
	if (text.len == 0)
		return;
	if (label[0])
		buffer_add_string(sheet->out, ": ");
	add_text(sheet, text);
}

void sheet_heading(struct sheet *sheet, unsigned level, const char *label, struct slice text)
{
	if (sheet->format == SHEET_HTML) {
		buffer_addf(sheet->out, "<h%u>", level);
		add_labelled(sheet, label, text);
		buffer_addf(sheet->out, "</h%u>\n", level);
		return;
	}
	buffer_add_repeat(sheet->out, '#', level);
	buffer_add_char(sheet->out, ' ');
	add_labelled(sheet, label, text);
	buffer_add_string(sheet->out, "\n\n");
}

void sheet_text(struct sheet *sheet, const char *label, struct slice text)
{
	bool html = sheet->format == SHEET_HTML;

	buffer_add_string(sheet->out, html ? "<p>" : "");
	add_labelled(sheet, label, text);
	buffer_add_string(sheet->out, html ? "</p>\n" : "\n\n");
}

void sheet_fact(struct sheet *sheet, const char *label, struct slice text)
{
	bool html = sheet->format == SHEET_HTML;

	if (text.len == 0)
		return;
	buffer_addf(sheet->out, html ? "<p><b>%s:</b> " : "- **%s:** ", label);
	add_text(sheet, text);
	buffer_add_string(sheet->out, html ? "</p>\n" : "\n");
}

void sheet_item(struct sheet *sheet, struct slice text)
{
	bool html = sheet->format == SHEET_HTML;

	buffer_add_string(sheet->out, html ? "<p>" : "- ");
	add_text(sheet, text);
	buffer_add_string(sheet->out, html ? "</p>\n" : "\n");
}

void sheet_end_facts(struct sheet *sheet)
{
	if (sheet->format != SHEET_HTML)
		buffer_add_char(sheet->out, '\n');
}

/* ---- Tables --------------------------------------------------------------------------------- */

static void add_cell(struct sheet *sheet, const char *element, struct slice text)
{
	if (sheet->format == SHEET_HTML)
		buffer_addf(sheet->out, "<%s>", element);
	else
		buffer_add_char(sheet->out, ' ');
	add_text(sheet, text);
	buffer_add_string(sheet->out, sheet->format == SHEET_HTML ? "" : " |");
}

static void add_cells(
	struct sheet *sheet, const char *element, const struct slice *cells, size_t count)
{
	buffer_add_string(sheet->out, sheet->format == SHEET_HTML ? "<tr>" : "|");
	for (size_t i = 0; i < count; i++)
		add_cell(sheet, element, cells[i]);
	buffer_add_char(sheet->out, '\n');
}

static void add_ruler(struct sheet *sheet, size_t count)
{
	if (sheet->format == SHEET_HTML)
		return;
	buffer_add_char(sheet->out, '|');
	for (size_t i = 0; i < count; i++)
		buffer_add_string(sheet->out, "---|");
	buffer_add_char(sheet->out, '\n');
}

void sheet_begin_table(struct sheet *sheet, const char *const *titles, size_t count)
{
	bool html = sheet->format == SHEET_HTML;

	buffer_add_string(sheet->out, html ? "<table>\n<tr>" : "|");
	for (size_t i = 0; i < count; i++)
		add_cell(sheet, "th", slice_of(titles[i]));
	buffer_add_char(sheet->out, '\n');
	add_ruler(sheet, count);
}

void sheet_row(struct sheet *sheet, const struct slice *cells, size_t count)
{
	add_cells(sheet, "td", cells, count);
}

void sheet_end_table(struct sheet *sheet)
{
	buffer_add_string(sheet->out, sheet->format == SHEET_HTML ? "</table>\n" : "\n");
}

/* ---- What a document says ------------------------------------------------------------------- */

#define MAX_DEPTH 8

struct blocks {
	struct sheet *sheet;
	const struct outline *outline;
	bool ordered[MAX_DEPTH];
	unsigned depth; /* HTML: lists that are open */
	bool in_table, tight;
};

static void leave_table(struct blocks *blocks)
{
	if (blocks->in_table)
		sheet_end_table(blocks->sheet);
	blocks->in_table = false;
}

static void close_lists(struct blocks *blocks, unsigned depth)
{
	for (; blocks->depth > depth; blocks->depth--)
		buffer_add_string(blocks->sheet->out,
			blocks->ordered[blocks->depth - 1] ? "</ol>\n" : "</ul>\n");
}

static void tell_html(struct blocks *blocks, const struct prose *piece, unsigned depth)
{
	struct buffer *out = blocks->sheet->out;

	close_lists(blocks, depth);
	if (piece->type == PROSE_ITEM && blocks->depth == depth && depth &&
		blocks->ordered[depth - 1] != piece->ordered)
		close_lists(blocks, depth - 1);
	for (; blocks->depth < depth; blocks->depth++) {
		blocks->ordered[blocks->depth] = piece->ordered;
		if (piece->ordered)
			buffer_addf(out, "<ol start=\"%u\">\n", piece->number);
		else
			buffer_add_string(out, "<ul>\n");
	}
	if (piece->type == PROSE_ITEM) {
		buffer_add_string(out, "<li>");
		markup_html(out, piece->text);
		buffer_add_char(out, '\n');
	} else {
		sheet_text(blocks->sheet, "", piece->text);
	}
}

static void tell_markdown(struct blocks *blocks, const struct prose *piece, unsigned depth)
{
	struct buffer *out = blocks->sheet->out;
	bool item = piece->type == PROSE_ITEM;

	if (blocks->tight && !item)
		buffer_add_char(out, '\n');
	buffer_add_repeat(out, ' ', (size_t)4 * (item ? depth - 1 : depth));
	if (item && piece->ordered)
		buffer_addf(out, "%u. ", piece->number);
	else if (item)
		buffer_add_string(out, "- ");
	markup_markdown(out, piece->text);
	buffer_add_string(out, item ? "\n" : "\n\n");
	blocks->tight = item;
}

static size_t longest_run(struct slice text, char c)
{
	size_t longest = 0, run = 0;

	for (size_t i = 0; i < text.len; i++) {
		run = text.at[i] == c ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

static void add_fence(struct sheet *sheet, size_t tildes)
{
	buffer_add_repeat(sheet->out, '~', tildes);
	buffer_add_char(sheet->out, '\n');
}

static void add_lines(struct sheet *sheet, struct slice text)
{
	while (text.len) {
		size_t end = slice_find(text, '\n');
		struct slice line = {text.at, end};

		if (line.len && line.at[line.len - 1] == '\r')
			line.len--;
		if (sheet->format == SHEET_HTML)
			markup_html(sheet->out, line);
		else
			escape_line(sheet->out, line);
		buffer_add_char(sheet->out, '\n');
		text = slice_from(text, end + 1);
	}
}

/* Code has lines, and so is a block of its own whatever list it stands in. */
static void tell_code(struct blocks *blocks, struct slice text)
{
	struct sheet *sheet = blocks->sheet;
	size_t fence = longest_run(text, '~') + 3;

	close_lists(blocks, 0);
	if (blocks->tight)
		buffer_add_char(sheet->out, '\n');
	blocks->tight = false;
	if (sheet->format == SHEET_HTML)
		buffer_add_string(sheet->out, "<pre>\n");
	else
		add_fence(sheet, fence);
	add_lines(sheet, text);
	if (sheet->format == SHEET_HTML)
		buffer_add_string(sheet->out, "</pre>\n");
	else
		add_fence(sheet, fence);
	buffer_add_string(sheet->out, sheet->format == SHEET_HTML ? "" : "\n");
}

static void tell_row(struct blocks *blocks, const struct prose *piece)
{
	const struct outline *outline = blocks->outline;
	bool header = piece->number == 0;

	close_lists(blocks, 0);
	if (header) {
		leave_table(blocks);
		if (blocks->tight)
			buffer_add_char(blocks->sheet->out, '\n');
		blocks->tight = false;
		if (blocks->sheet->format == SHEET_HTML)
			buffer_add_string(blocks->sheet->out, "<table>\n");
	}
	blocks->in_table = true;
	buffer_add_string(blocks->sheet->out, blocks->sheet->format == SHEET_HTML ? "<tr>" : "|");
	for (uint32_t i = 0; i < piece->columns; i++)
		add_cell(blocks->sheet, header ? "th" : "td",
			outline_text(outline, outline->cells[piece->cell + i].text));
	buffer_add_char(blocks->sheet->out, '\n');
	if (header)
		add_ruler(blocks->sheet, piece->columns);
}

static void tell(void *context, const struct prose *piece)
{
	struct blocks *blocks = context;
	unsigned depth = piece->depth < MAX_DEPTH ? piece->depth : MAX_DEPTH;

	if (piece->type != PROSE_ROW)
		leave_table(blocks);
	if (piece->type == PROSE_ROW)
		tell_row(blocks, piece);
	else if (piece->type == PROSE_CODE)
		tell_code(blocks, piece->text);
	else if (blocks->sheet->format == SHEET_HTML)
		tell_html(blocks, piece, depth);
	else
		tell_markdown(blocks, piece, depth);
}

void sheet_blocks(struct sheet *sheet, const struct outline *outline, uint32_t first, uint32_t end)
{
	struct blocks blocks = {.sheet = sheet, .outline = outline};

	prose_walk(outline, first, end, tell, &blocks);
	leave_table(&blocks);
	close_lists(&blocks, 0);
	if (blocks.tight)
		buffer_add_char(sheet->out, '\n');
}
