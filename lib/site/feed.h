/*
 * feed.h - an Atom feed of what happens to sign-offs (RFC 4287).
 */
#ifndef HANDOFF_SITE_FEED_H
#define HANDOFF_SITE_FEED_H

#include "base/buffer.h"
#include "site/records.h"

#define FEED_MAX_ENTRIES 100

/*
 * Appends the feed: sign-offs that were given, revoked, taken out or went stale, and documents that
 * came to a status which needs sign-offs; only what is committed, the newest first, at most
 * FEED_MAX_ENTRIES. The same events give the same bytes, whenever that is; an entry has the same id
 * in each feed, even where its document was renamed, if that has an id of its own.
 *
 * `url` is where the site will be found, with a slash at the end; NULL: not known, and links are
 * relative to the feed, which is meant to stand at the top of the site. A page that is an
 * address of another site is linked to as it is.
 */
void feed_write(
	const struct records *records, const char *title, const char *url, struct buffer *out);

#endif
