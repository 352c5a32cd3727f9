/*
 * link.h - what a link's target means: a URL, a heading, a file in the repository, something
 * outside.
 */
#ifndef HANDOFF_CHECK_LINK_H
#define HANDOFF_CHECK_LINK_H

#include "base/buffer.h"
#include "base/slice.h"
#include "doc/outline.h"

enum target_type {
	TARGET_EXTERNAL, /* has a scheme, or begins with `//`: not ours to check */
	TARGET_PATH,     /* a path in the repository, perhaps with a fragment */
	TARGET_FRAGMENT, /* `#heading` of the same document */
	TARGET_OUTSIDE,  /* climbs out of the repository, or is an absolute path of the machine */
};

struct target {
	enum target_type type;
	char *path;     /* TARGET_PATH: relative to the repository's root, clean; "" is the root */
	char *fragment; /* without `#`, percent-decoded; NULL if there is none */
};

/*
 * Reads a link's target as it stands in the document at `path`: a leading `/` means the
 * repository's root, as on git hosts; `%20` and its like are decoded, `?query` is dropped.
 */
struct target target_read(const char *path, struct slice text);
/* The same for the path of a field or cell, which is taken literally but for a fragment. */
struct target target_read_path(const char *path, struct slice text);
void target_dispose(struct target *target);

/*
 * The places of a document that a fragment can name: what git hosts call its headings, and the ids
 * and names of HTML elements. Headings: lower case, spaces to `-`, other punctuation dropped, `-1`,
 * `-2` for repeated ones (github-slugger, which GitHub and GitLab agree on for letters, digits, `-`
 * and `_`).
 */
struct anchors;

struct anchors *anchors_new(const struct outline *outline);
void anchors_free(struct anchors *anchors);
bool anchors_have(const struct anchors *anchors, struct slice fragment);

/* Appends what git hosts call a heading of this title; nothing where no character of it stays. */
void anchor_add(struct buffer *out, struct slice title);

#endif
