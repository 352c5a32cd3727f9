/*
 * slug.h - names for files and ids, made from titles.
 */
#ifndef HANDOFF_BASE_SLUG_H
#define HANDOFF_BASE_SLUG_H

#include "base/buffer.h"
#include "base/slice.h"

/*
 * Appends a slug: compatibility-decomposed, accents dropped, lower case, every run of anything
 * other than [a-z0-9] one `-`, none at the ends, at most 60 bytes (cut at a `-` where there is
 * one). Appends nothing when the title has no letter or digit that survives.
 */
void slug_add(struct buffer *out, struct slice title);

/* True for [a-z0-9][a-z0-9._-]* of at most 64 bytes: the form of an id. */
bool slug_is_id(struct slice s);

#endif
