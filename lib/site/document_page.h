/*
 * document_page.h - the page of one document: where its sign-offs stand, its text with what was
 * found in it, what it refers to and what refers to it, its actions, its history. Internal to
 * site/.
 */
#ifndef HANDOFF_SITE_DOCUMENT_PAGE_H
#define HANDOFF_SITE_DOCUMENT_PAGE_H

#include "site/article.h"
#include "site/relations.h"
#include "site/site_parts.h"

struct document_page {
	struct site *site;
	const struct relation_index *incoming;
	size_t number; /* of the document in the records */
	const struct record_document *document;
	const struct article *article;
	const char *path; /* of the part at hand */
};

/* Writes all parts of the page. */
struct error *document_page_write(struct document_page *page);

/* Panels, each of them nothing where there is nothing to show. Internal to document_*.c. */
void document_add_signoffs(const struct document_page *page, struct buffer *out);
void document_add_actions(const struct document_page *page, struct buffer *out);
void document_add_gaps(const struct document_page *page, struct buffer *out);
void document_add_relations(const struct document_page *page, struct buffer *out);
void document_add_history(const struct document_page *page, struct buffer *out);
void document_add_fields(const struct document_page *page, struct buffer *out);

#endif
