#include "site/badge.h"

#include <math.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "report/xml.h"
#include "site/short_text.h"

/* In pixels. */
#define HEIGHT    20
#define PADDING   6 /* on either side of a text */
#define FONT_SIZE 11
#define BASELINE  14

/* On each of these colours white text has a contrast of 4.8:1 and more. */
#define LABEL_COLOR "#555555"
static const char *const tone_colors[] = {
	[BADGE_GOOD] = "#1a7f37",
	[BADGE_WARN] = "#9a6700",
	[BADGE_BAD] = "#cf222e",
	[BADGE_NEUTRAL] = "#57606a",
};

/* ---- Widths -----------------------------------------------------------------------------------
 */

#define UNITS      2048.0 /* an em */
#define WIDE       1400   /* a cell of characters beyond ASCII */
#define MIDDLE_DOT 0xB7

/* clang-format off */
/* Advance widths of Verdana, from U+0020. Where there is another font, it is fitted to them. */
static const uint16_t widths[] = {
	 720,  806,  940, 1676, 1302, 2204, 1488,  550,  930,  930, 1302, 1676,  745,  930,  745,  930,
	1302, 1302, 1302, 1302, 1302, 1302, 1302, 1302, 1302, 1302,  930,  930, 1676, 1676, 1676, 1117,
	2048, 1400, 1404, 1430, 1578, 1295, 1177, 1588, 1539,  862,  931, 1419, 1140, 1726, 1532, 1612,
	1235, 1612, 1424, 1400, 1262, 1499, 1400, 2025, 1403, 1260, 1403,  930,  930,  930, 1676, 1302,
	1302, 1230, 1276, 1067, 1276, 1220,  720, 1276, 1296,  562,  705, 1212,  562, 1992, 1296, 1243,
	1276, 1276,  874, 1067,  807, 1296, 1212, 1676, 1212, 1212, 1076, 1300,  930, 1300, 1676,
};
/* clang-format on */

static unsigned width_of(uint32_t character)
{
	if (character >= ' ' && character - ' ' < sizeof widths / sizeof *widths)
		return widths[character - ' '];
	return character == MIDDLE_DOT ? 745 : utf8_width(character) * WIDE;
}

static unsigned text_width(struct slice text)
{
	unsigned units = 0;
	uint32_t character;

	for (size_t i = 0; i < text.len;) {
		i += utf8_next(text, i, &character);
		units += width_of(character);
	}
	return (unsigned)ceil(units * FONT_SIZE / UNITS);
}

/* ---- Drawing ----------------------------------------------------------------------------------
 */

static void add_box(struct buffer *out, unsigned left, unsigned width, const char *color)
{
	buffer_addf(out, "<rect x=\"%u\" width=\"%u\" height=\"%d\" fill=\"%s\"/>\n", left, width,
		HEIGHT, color);
}

/* textLength: with whatever font, a text stays in its box. */
static void add_text(struct buffer *out, unsigned left, const char *text)
{
	unsigned width = text_width(slice_of(text));

	if (!width)
		return;
	buffer_addf(out,
		"<text x=\"%u\" y=\"%d\" textLength=\"%u\" lengthAdjust=\"spacingAndGlyphs\">",
		left + PADDING, BASELINE, width);
	xml_text(out, text);
	buffer_add_string(out, "</text>\n");
}

void badge_write(struct slice label, struct slice text, enum badge_tone tone, struct buffer *out)
{
	char *left = short_text(label, BADGE_MAX_CHARACTERS);
	char *right = short_text(text, BADGE_MAX_CHARACTERS);
	unsigned left_width = text_width(slice_of(left)) + 2 * PADDING;
	unsigned right_width = text_width(slice_of(right)) + 2 * PADDING;

	buffer_addf(out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" height=\"%d\" role=\"img\"",
		left_width + right_width, HEIGHT);
	buffer_add_string(out, " aria-label=\"");
	xml_text(out, left);
	buffer_add_string(out, ": ");
	xml_text(out, right);
	buffer_add_string(out, "\">\n<title>");
	xml_text(out, left);
	buffer_add_string(out, ": ");
	xml_text(out, right);
	buffer_add_string(out, "</title>\n");
	add_box(out, 0, left_width, LABEL_COLOR);
	add_box(out, left_width, right_width, tone_colors[tone]);
	buffer_addf(out,
		"<g fill=\"#ffffff\" font-family=\"Verdana,DejaVu Sans,sans-serif\" "
		"font-size=\"%d\">\n",
		FONT_SIZE);
	add_text(out, 0, left);
	add_text(out, left_width, right);
	buffer_add_string(out, "</g>\n</svg>\n");
	free(left);
	free(right);
}

/* ---- What it says -----------------------------------------------------------------------------
 */

/* True for what there is to tell: somebody has to sign, now or again. */
static bool is_lacking(const struct record_requirement *requirement)
{
	return (requirement->due || requirement->awaited) && !slice_is(requirement->state, "valid");
}

/* What no renewal mends by itself. */
static bool is_grave(struct slice state)
{
	static const char *const grave[] = {
		"malformed", "forged", "revoked", "rejected", "unauthorized", "misattributed"};

	for (size_t i = 0; i < sizeof grave / sizeof *grave; i++) {
		if (slice_is(state, grave[i]))
			return true;
	}
	return false;
}

/* The role, with how many of those that it takes signed, where it takes several. */
static void add_role(struct buffer *out, const struct record_requirement *requirement)
{
	buffer_add_slice(out, requirement->role);
	if (requirement->count > 1)
		buffer_addf(out, " %u/%u",
			requirement->valid < requirement->count ? requirement->valid
								: requirement->count,
			requirement->count);
}

/* The roles, from the first one on, whose sign-offs lack for the same reason as the first. */
static void add_group(const struct record_document *document, size_t first, struct buffer *out)
{
	struct slice state = document->requirements[first].state;

	if (slice_is(state, "missing"))
		buffer_add_string(out, "awaiting ");
	else
		buffer_addf(out, "%.*s: ", SLICE_ARG(state));
	add_role(out, &document->requirements[first]);
	for (size_t i = first + 1; i < document->n_requirements; i++) {
		const struct record_requirement *other = &document->requirements[i];

		if (is_lacking(other) && slice_equal(other->state, state)) {
			buffer_add_string(out, ", ");
			add_role(out, other);
		}
	}
}

static bool is_told(const struct record_document *document, size_t before, struct slice state)
{
	for (size_t i = 0; i < before; i++) {
		if (is_lacking(&document->requirements[i]) &&
			slice_equal(document->requirements[i].state, state))
			return true;
	}
	return false;
}

/* What does not hold stands before what was never given: there may not be room for both. */
static void add_lacking(const struct record_document *document, struct buffer *out)
{
	size_t begun = out->len;

	for (int missing = 0; missing <= 1; missing++) {
		for (size_t i = 0; i < document->n_requirements; i++) {
			const struct record_requirement *requirement = &document->requirements[i];

			if (!is_lacking(requirement) ||
				slice_is(requirement->state, "missing") != missing ||
				is_told(document, i, requirement->state))
				continue;
			if (out->len > begun)
				buffer_add_string(out, "; ");
			add_group(document, i, out);
		}
	}
}

/* "2/2 signed": people, of all roles that the status needs. */
static void add_count(const struct record_document *document, struct buffer *out)
{
	uint64_t needed = 0, valid = 0;

	for (size_t i = 0; i < document->n_requirements; i++) {
		const struct record_requirement *requirement = &document->requirements[i];

		if (!requirement->due)
			continue;
		needed += requirement->count;
		valid += requirement->valid < requirement->count ? requirement->valid
								 : requirement->count;
	}
	buffer_addf(out, " \xc2\xb7 %ju/%ju signed", (uintmax_t)valid, (uintmax_t)needed);
}

enum badge_tone badge_text(const struct record_document *document, struct buffer *out)
{
	struct slice status = document->status.len ? document->status : slice_of("no status");
	bool lacking = false, broken = false, grave = false, due = false;

	for (size_t i = 0; i < document->n_requirements; i++) {
		const struct record_requirement *requirement = &document->requirements[i];
		bool lacks = is_lacking(requirement);

		due |= requirement->due;
		lacking |= lacks;
		broken |= lacks && requirement->due;
		grave |= lacks && is_grave(requirement->state);
	}
	if (document->is_withdrawn || !lacking || broken)
		buffer_add_slice(out, status);
	if (slice_is(document->standing, "unknown status") ||
		slice_is(document->standing, "cannot be judged")) {
		buffer_addf(out, ", %.*s", SLICE_ARG(document->standing));
		return BADGE_BAD;
	}
	if (document->is_withdrawn)
		return BADGE_NEUTRAL;
	if (broken)
		buffer_add_string(out, ", but ");
	if (lacking)
		add_lacking(document, out);
	else if (due)
		add_count(document, out);
	if (lacking)
		return broken || grave ? BADGE_BAD : BADGE_WARN;
	if (slice_is(document->standing, "has errors")) {
		buffer_addf(out, ", but %zu error%s", document->errors,
			document->errors == 1 ? "" : "s");
		return BADGE_BAD;
	}
	return document->is_ready ? BADGE_GOOD : BADGE_NEUTRAL;
}

void badge_of_document(const struct record_document *document, struct buffer *out)
{
	struct slice label = document->kind_name.len ? document->kind_name : record_name(document);
	struct buffer text = BUFFER_INIT;
	enum badge_tone tone = badge_text(document, &text);

	badge_write(label, buffer_slice(&text), tone, out);
	buffer_dispose(&text);
}
