/*
 * page.h - what all pages have: head, navigation, foot. Internal to site/.
 *
 *     page_begin(&out, &page);
 *     ... the content of <main> ...
 *     page_end(&out, &page);
 */
#ifndef HANDOFF_SITE_PAGE_H
#define HANDOFF_SITE_PAGE_H

#include "base/buffer.h"
#include "site/records.h"

/* No page is larger than this; what is longer is cut into several. */
#define PAGE_MAX_BYTES (200 * 1024)

/* The Content-Security-Policy that is in every page; a server sends it too. */
extern const char page_policy[];

struct page {
	const struct records *records;
	const char *site_title;
	const char *path;   /* of the page, relative to the site's root: "boards/gates.html" */
	struct slice title; /* untrusted; empty: only the site's */
	const char *const *scripts; /* data for the script, relative to the site's root */
	size_t n_scripts;
};

/* "../" for each directory that a path goes down. Points into static memory. */
const char *page_up(const char *path);

void page_begin(struct buffer *out, const struct page *page);
void page_end(struct buffer *out, const struct page *page);

/* Texts that nobody reads to the end do not fill a page: bytes of a title, of a sentence. */
#define PAGE_TITLE_BYTES 200
#define PAGE_TEXT_BYTES  600

/* The first bytes of a text, up to the end of a character; true in *cut if there is more. */
struct slice page_cut(struct slice text, size_t max, bool *cut);
/* Appends a text, cut with an ellipsis. */
void page_text(struct buffer *out, struct slice text, size_t max);

/* True for an address that a link of a page may have as it stands: http: or https:. */
bool page_is_absolute(struct slice address);

/* Appends `<a href="...">TEXT</a>` to a page of the site, or of another one (an absolute `to`),
 * from the page at `from`; only the text if `to` is empty. */
void page_link(struct buffer *out, const char *from, struct slice to, struct slice text);

/* How good a sign-off's state is: "good", "warn", "bad", "none". */
const char *page_class_of_state(struct slice state);
/* How a document stands: "bad" where sign-offs are missing that its status needs, ... */
const char *page_class_of_document(const struct record_document *document);

/* Appends a word in a box, in the colour of its class, and never by colour alone. */
void page_badge(struct buffer *out, const char *class, struct slice text);

/* Appends a commit by its first digits, as code. */
void page_commit(struct buffer *out, struct slice commit);

/* Appends a day, `<time datetime="...">2026-11-28</time>`; "" for TIME_UNKNOWN. */
void page_day(struct buffer *out, int64_t seconds);

#endif
