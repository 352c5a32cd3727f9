#include "site/documents.h"

#include <stdlib.h>

#include "site/document_page.h"
#include "site/site_pictures.h"

struct writing {
	struct site *site;
	const struct check_result *result;
	const struct document *const *documents;
	struct article_site article;
	struct relation_index *incoming;
	struct site_pictures *pictures;
	size_t next; /* the document that is rendered next */
	struct error *error;
};

/* ---- What articles ask for --------------------------------------------------------------------
 */

static struct slice page_of(void *context, const struct document *document)
{
	const struct writing *writing = context;
	const struct record_document *record =
		records_find(writing->site->records, 0, slice_of(document->path));

	return record ? record->page : slice_of("");
}

static const char *picture_of(void *context, const char *path)
{
	const struct writing *writing = context;

	return site_pictures_of(writing->pictures, path);
}

/* ---- One page ---------------------------------------------------------------------------------
 */

static struct error *write_page(struct writing *writing, size_t number, struct slice html)
{
	const struct record_document *record = &writing->site->records->documents[number];
	const struct findings *findings = &writing->result->findings;
	struct document_page page = {.site = writing->site,
		.incoming = writing->incoming,
		.number = number,
		.document = record};
	struct article article;
	struct error *error;
	size_t count, first;

	first = findings_of_path(findings, writing->documents[number]->path, &count);
	article_make(&writing->article, writing->documents[number], record->page.at, html,
		findings->items + first, count, &article);
	page.article = &article;
	error = document_page_write(&page);
	article_dispose(&article);
	return error;
}

/* ---- All of them ------------------------------------------------------------------------------
 */

static bool next_body(void *context, struct doc_job *job)
{
	struct writing *writing = context;

	if (writing->error || writing->next == writing->site->records->n_documents)
		return false;
	*job = (struct doc_job){writing->next, DOC_HTML,
		outline_source(writing->documents[writing->next]->outline)};
	writing->next++;
	return true;
}

static void take_body(void *context, size_t number, struct outline *rendered)
{
	struct writing *writing = context;

	if (!writing->error)
		writing->error =
			write_page(writing, number, outline_text(rendered, rendered->html));
	outline_free(rendered);
}

struct error *documents_write(struct site *site, const struct check_result *result,
	const struct document *const *documents)
{
	struct writing writing = {.site = site, .result = result, .documents = documents};
	struct doc_feed feed = {&writing, next_body, take_body};
	struct glossary *glossary = glossary_new(result->workspace.corpus);
	struct error *error;

	writing.incoming = relation_index_new(site->records);
	writing.pictures = site_pictures_new(result->workspace.snapshot, site->output);
	writing.article = (struct article_site){.corpus = result->workspace.corpus,
		.glossary = glossary,
		.context = &writing,
		.page_of = page_of,
		.picture_of = picture_of};
	error = doc_pool_run(result->workspace.pool, &feed);
	if (error) {
		error_free(writing.error);
		writing.error = NULL;
	}
	if (!error)
		error = writing.error;
	if (!error)
		error = site_pictures_take_error(writing.pictures);
	site_pictures_free(writing.pictures);
	relation_index_free(writing.incoming);
	glossary_free(glossary);
	return error;
}
