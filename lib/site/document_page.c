#include "site/document_page.h"

#include <stdlib.h>
#include <string.h>

#include "report/markup.h"
#include "site/picture.h"

/* A document may have ten thousand. */
#define MAX_HEADINGS   300
#define CONTENTS_BYTES (24 * 1024)

/* What a page ends with. */
#define END_BYTES (4 * 1024)

/* ---- Head ----------------------------------------------------------------------------------- */

static void add_standing(const struct document_page *page, struct buffer *out)
{
	const struct record_document *document = page->document;
	const struct record_person *owner = records_person(page->site->records, document->owner);

	buffer_add_string(out, "<p class=\"standing\"><span>");
	page_text(out, document->kind_name.len ? document->kind_name : slice_of("no kind"),
		PAGE_TITLE_BYTES);
	buffer_add_string(out, "</span>\n");
	if (document->status.len)
		page_badge(out, "none", document->status);
	if (document->standing.len)
		page_badge(out, page_class_of_document(document), document->standing);
	if (document->owner.len) {
		buffer_add_string(out, "\n<span>owner ");
		page_text(out, owner && owner->name.len ? owner->name : document->owner,
			PAGE_TITLE_BYTES);
		buffer_add_string(out, "</span>");
	}
	if (document->due.len) {
		buffer_add_string(out, "\n<span>");
		page_text(out, document->due_why, PAGE_TITLE_BYTES);
		buffer_add_char(out, ' ');
		page_text(out, document->due, PAGE_TITLE_BYTES);
		buffer_add_string(out, "</span>");
	}
	buffer_addf(out, "\n<span>%zu %s, %zu %s</span>\n<code>", document->errors,
		document->errors == 1 ? "error" : "errors", document->warnings,
		document->warnings == 1 ? "warning" : "warnings");
	page_text(out, document->path, PAGE_TEXT_BYTES);
	buffer_add_string(out, "</code></p>\n");
}

/* ---- Contents ------------------------------------------------------------------------------- */

static void add_entry(
	const struct document_page *page, const struct article_heading *heading, struct buffer *out)
{
	char *path = article_part_path(page->document->page.at, heading->part);

	buffer_addf(out, "<li class=\"level-%u\"><a href=\"", heading->level);
	if (strcmp(path, page->path) != 0)
		buffer_addf(out, "%s%s", page_up(page->path), path);
	buffer_add_char(out, '#');
	markup_html(out, heading->anchor);
	buffer_add_string(out, "\">");
	page_text(out, heading->title, 80);
	buffer_add_string(out, "</a></li>\n");
	free(path);
}

static void add_contents(const struct document_page *page, struct buffer *out)
{
	const struct article *article = page->article;
	size_t i = 0, start = out->len;

	buffer_add_string(out, "<nav class=\"contents\" aria-label=\"Contents\"><ul>\n");
	for (; i < article->n_headings && i < MAX_HEADINGS && out->len - start < CONTENTS_BYTES;
		i++)
		add_entry(page, &article->headings[i], out);
	if (i < article->n_headings)
		buffer_addf(out, "<li class=\"note\">and %zu more</li>\n", article->n_headings - i);
	buffer_add_string(out, "</ul></nav>\n");
}

/* ---- Parts ---------------------------------------------------------------------------------- */

static void add_step(const struct document_page *page, const char *rel, const char *text,
	size_t part, struct buffer *out)
{
	char *path = article_part_path(page->document->page.at, part);

	buffer_addf(
		out, "<a rel=\"%s\" href=\"%s%s\">%s</a>\n", rel, page_up(page->path), path, text);
	free(path);
}

static void add_steps(const struct document_page *page, size_t part, struct buffer *out)
{
	size_t count = page->article->n_parts;

	if (count < 2)
		return;
	buffer_add_string(out, "<nav class=\"pages\" aria-label=\"Parts of this document\">\n");
	if (part > 0)
		add_step(page, "prev", "Previous part", part - 1, out);
	buffer_addf(out, "<span>Part %zu of %zu</span>\n", part + 1, count);
	if (part + 1 < count)
		add_step(page, "next", "Next part", part + 1, out);
	buffer_add_string(out, "</nav>\n");
}

/* ---- Panels --------------------------------------------------------------------------------- */

static void add_loose(const struct document_page *page, struct buffer *out)
{
	if (!page->article->loose.len)
		return;
	buffer_add_string(out, "<section class=\"panel\" aria-labelledby=\"Panel-findings\">\n<h2 "
			       "id=\"Panel-findings\">Findings about the whole document</h2>\n");
	buffer_add_slice(out, page->article->loose);
	buffer_add_string(out, "</section>\n");
}

/* Either of the page's own, or a picture of the document. */
struct panel {
	const char *name;
	void (*add)(const struct document_page *page, struct buffer *out);
	bool (*picture)(const struct picture_request *request, size_t document, struct buffer *out);
	const char *picture_name;
};

static const struct panel above[] = {
	{"Sign-offs", document_add_signoffs, NULL, NULL},
	{"A picture of the sign-offs", NULL, picture_signoffs, "Picture-signoffs"},
	{"Findings about the whole document", add_loose, NULL, NULL},
	{"A picture of the stakeholders", NULL, picture_stakeholders, "Picture-map"},
	{"A picture of the incident", NULL, picture_incident, "Picture-incident"},
};

static const struct panel below[] = {
	{"Gaps", document_add_gaps, NULL, NULL},
	{"Action items", document_add_actions, NULL, NULL},
	{"A picture of the relations", NULL, picture_relations, "Picture-relations"},
	{"Relations", document_add_relations, NULL, NULL},
	{"The history", document_add_history, NULL, NULL},
	{"The fields", document_add_fields, NULL, NULL},
};

static void add_panel(
	const struct document_page *page, const struct panel *panel, struct buffer *out)
{
	struct picture_request picture = {.records = page->site->records,
		.page = page->path,
		.name = panel->picture_name,
		.incoming = page->incoming};

	if (panel->picture)
		panel->picture(&picture, page->number, out);
	else
		panel->add(page, out);
}

/* A page that somebody makes too large on purpose says what is not on it. */
static void add_panels(const struct document_page *page, const struct panel *panels, size_t count,
	size_t reserved, struct buffer *out)
{
	struct buffer panel = BUFFER_INIT;

	for (size_t i = 0; i < count; i++) {
		buffer_clear(&panel);
		add_panel(page, &panels[i], &panel);
		if (out->len + panel.len + reserved + END_BYTES <= PAGE_MAX_BYTES)
			buffer_add_slice(out, buffer_slice(&panel));
		else
			buffer_addf(out,
				"<p class=\"note\">%s: left out, as this page would be too large. "
				"`handoff` on the command line tells it.</p>\n",
				panels[i].name);
	}
	buffer_dispose(&panel);
}

/* ---- The page -------------------------------------------------------------------------------- */

static void add_text(const struct document_page *page, size_t part, struct buffer *out)
{
	buffer_add_string(out, "<article class=\"article\">\n");
	if (part < page->article->n_parts)
		buffer_add_slice(out, page->article->parts[part]);
	buffer_add_string(out, "</article>\n");
	add_steps(page, part, out);
}

static size_t text_bytes(const struct document_page *page)
{
	return page->article->n_parts ? page->article->parts[0].len : 0;
}

/* What is said of the document stands on its first page alone. */
static struct error *write_part(struct document_page *page, size_t part)
{
	char *path = article_part_path(page->document->page.at, part);
	struct page frame = site_page(page->site, path, page->document->title);
	struct buffer out = BUFFER_INIT;
	struct error *error;

	page->path = path;
	page_begin(&out, &frame);
	buffer_add_string(&out, "<h1>");
	page_text(&out, page->document->title, PAGE_TITLE_BYTES);
	buffer_add_string(&out, "</h1>\n");
	add_standing(page, &out);
	buffer_add_string(&out, "<div class=\"with-contents\">\n");
	add_contents(page, &out);
	buffer_add_string(&out, "<div>\n");
	if (part == 0)
		add_panels(page, above, sizeof above / sizeof *above, text_bytes(page), &out);
	add_text(page, part, &out);
	if (part == 0)
		add_panels(page, below, sizeof below / sizeof *below, 0, &out);
	buffer_add_string(&out, "</div>\n</div>\n");
	page_end(&out, &frame);
	error = site_put(page->site, path, &out);
	free(path);
	return error;
}

struct error *document_page_write(struct document_page *page)
{
	size_t count = page->article->n_parts ? page->article->n_parts : 1;
	struct error *error = NULL;

	for (size_t part = 0; !error && part < count; part++)
		error = write_part(page, part);
	return error;
}
