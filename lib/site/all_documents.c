/* Every document, page by page, for readers without a script. */
#include <stdlib.h>

#include "site/article.h"
#include "site/site_parts.h"

#define FIRST_PAGE "lists/all.html"
#define ROWS       400
#define BYTES      (150 * 1024)

static void add_document(
	struct buffer *out, const char *path, const struct record_document *document)
{
	buffer_add_string(out, "<tr><th scope=\"row\">");
	page_link(out, path, document->page, document->title);
	buffer_add_string(out, "</th><td>");
	page_text(out, document->kind_name, PAGE_TITLE_BYTES);
	buffer_add_string(out, "</td><td>");
	page_text(out, document->status, PAGE_TITLE_BYTES);
	buffer_add_string(out, "</td><td>");
	if (document->standing.len)
		page_badge(out, page_class_of_document(document), document->standing);
	buffer_add_string(out, "</td></tr>\n");
}

static void add_step(struct buffer *out, const char *text, const char *rel, size_t part)
{
	char *path = article_part_path(FIRST_PAGE, part);

	buffer_addf(out, "<a rel=\"%s\" href=\"%s%s\">%s</a>\n", rel, page_up(path), path, text);
	free(path);
}

/* One page of them, from *next on. */
static struct error *write_part(struct site *site, size_t part, size_t *next)
{
	const struct records *records = site->records;
	char *path = article_part_path(FIRST_PAGE, part);
	struct page page = site_page(site, path, slice_of("All documents"));
	struct buffer out = BUFFER_INIT;
	size_t first = *next;
	struct error *error;

	page_begin(&out, &page);
	buffer_add_string(&out,
		"<h1>All documents</h1>\n<div class=\"table\" tabindex=\"0\" "
		"role=\"region\" aria-label=\"All documents\">\n<table>\n<thead><tr><th "
		"scope=\"col\">Document</th><th scope=\"col\">Kind</th><th "
		"scope=\"col\">Status</th><th scope=\"col\">Stands</th></tr></thead>\n<tbody>\n");
	while (*next < records->n_documents && *next < first + ROWS && out.len < BYTES)
		add_document(&out, path, &records->documents[(*next)++]);
	buffer_add_string(
		&out, "</tbody>\n</table>\n</div>\n<nav class=\"pages\" aria-label=\"Pages\">\n");
	if (part > 0)
		add_step(&out, "Previous page", "prev", part - 1);
	if (*next < records->n_documents)
		add_step(&out, "Next page", "next", part + 1);
	buffer_add_string(&out, "</nav>\n");
	page_end(&out, &page);
	error = site_put(site, path, &out);
	free(path);
	return error;
}

struct error *all_documents_write(struct site *site)
{
	struct error *error = NULL;
	size_t next = 0, part = 0;

	do
		error = write_part(site, part++, &next);
	while (!error && next < site->records->n_documents);
	return error;
}
