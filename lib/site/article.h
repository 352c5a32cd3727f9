/*
 * article.h - the body of a document as HTML: cmark-gfm's rendering in safe mode, with anchors,
 * links to the pages of other documents, findings beside the lines that they concern, and
 * translations of the glossary's terms; cut into pages where it is long.
 *
 * It is for an element of class "article", whose looks are assets/article.css, below the page's own
 * <h1>: headings are one level lower, and a first one that says the document's title again is left
 * out. Its ids are the names of headings, which have no capital letter, and `L12` and `T3`, for
 * lines with findings and for words.
 */
#ifndef HANDOFF_SITE_ARTICLE_H
#define HANDOFF_SITE_ARTICLE_H

#include "check/corpus.h"
#include "check/finding.h"
#include "check/glossary.h"

/* The same for all documents. */
struct article_site {
	const struct corpus *corpus;
	const struct glossary *glossary; /* NULL: there is none */
	void *context;
	/* The page of a document, relative to the site's root; empty: it has none. */
	struct slice (*page_of)(void *context, const struct document *document);
	/* The address, relative to the site's root, that a picture file of the repository will have
	 * on the site; NULL: it is not shown. */
	const char *(*picture_of)(void *context, const char *path);
};

struct article_heading {
	uint32_t level;
	struct slice title;  /* flattened text, untrusted */
	struct slice anchor; /* without `#`, as git hosts have it */
	size_t part;
};

struct article {
	struct slice *parts; /* HTML; several where it is too long for one page */
	size_t n_parts;
	struct article_heading *headings; /* of levels 1 to 3, but the first one of level 1 */
	size_t n_headings;
	struct slice loose; /* HTML of findings that no line of the body has: front matter, what is
			       missing; empty: none */
	struct arena *arena;
};

/*
 * Makes the article of a document whose body was rendered as `html` (DOC_HTML of pool.h). `page` is
 * the path of its first page; those of further parts are article_part_path's. Findings are those of
 * the document, sorted. Dispose in any case.
 */
void article_make(const struct article_site *site, const struct document *document,
	const char *page, struct slice html, const struct finding *findings, size_t n_findings,
	struct article *article);
void article_dispose(struct article *article);

/* The path of a part, from 0, of a page: "documents/a.html", "documents/a.2.html"; free() it. */
char *article_part_path(const char *page, size_t part);

#endif
