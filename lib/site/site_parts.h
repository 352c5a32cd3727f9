/*
 * site_parts.h - what the files that make pages share. Internal to site/.
 */
#ifndef HANDOFF_SITE_SITE_PARTS_H
#define HANDOFF_SITE_SITE_PARTS_H

#include "site/listing.h"
#include "site/page.h"
#include "site/site.h"

struct site {
	const struct site_request *request;
	const struct site_output *output;
	const struct records *records;
	const char *title;
};

/* The page at a path, without a list; its title is untrusted. */
struct page site_page(const struct site *site, const char *path, struct slice title);
/* Puts a file, and empties the buffer. */
struct error *site_put(struct site *site, const char *path, struct buffer *bytes);

/* The earliest time since when a sign-off of the document is stale; TIME_UNKNOWN if none is, or if
 * it is not known. */
int64_t site_stale_since(const struct record_document *document);
/* True if a sign-off is stale. */
bool site_is_stale(const struct record_document *document);
/* True if somebody should sign it now. */
bool site_is_awaited(const struct record_document *document);
/* Adds a cell: a badge for each role that the contract asks. */
void site_add_signoffs(struct listing *listing, const struct record_document *document);
/* Adds a cell: the document, with its id or path below; behind its repository, where there are
 * several. */
void site_add_document(
	const struct site *site, struct listing *listing, const struct record_document *document);
/* Adds a cell: a link as a document writes it, to the page of the document that it leads to. */
void site_add_reference(const struct site *site, struct listing *listing,
	const struct record_document *from, struct slice link);
/* Adds a cell: a day, and how near it is. */
void site_add_day(const struct site *site, struct listing *listing, struct slice day);
/* Appends a person as controls have them: "alice (Alice Ng)". */
void site_name_person(const struct site *site, struct slice id, struct buffer *out);
/* The row has this person as a value of a facet. */
void site_add_person(
	const struct site *site, struct listing *listing, size_t facet, struct slice id);
/* All who hold a role can be chosen: who finds nothing has nothing to do. */
void site_offer_people(const struct site *site, struct listing *listing, size_t facet);

/* Every document, page by page, for readers without a script. */
struct error *all_documents_write(struct site *site);

#endif
