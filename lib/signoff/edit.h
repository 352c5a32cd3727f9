/*
 * edit.h - putting a sign-off into a document, and withdrawing one, without touching anything else.
 *
 * A signer's name must not stand under somebody's formatting: every byte outside the entry stays.
 */
#ifndef HANDOFF_SIGNOFF_EDIT_H
#define HANDOFF_SIGNOFF_EDIT_H

#include "base/buffer.h"
#include "base/error.h"
#include "signoff/entry.h"

/*
 * Appends to *out the whole document with the entry in its `signoffs`: in the place of the element
 * `replaces`, or (OUTLINE_NONE) behind the last one. The key is added at the end of the front
 * matter if it is not there. Line ends are those of the document.
 *
 * ERROR_REFUSED where it would have to reformat: a list in flow style that is not empty, front
 * matter in flow style. The caller reads the result again before it trusts it.
 */
struct error *edit_put_signoff(const struct outline *outline, const struct entry *entry,
	uint32_t replaces, struct buffer *out);

/* Appends the document with `revoked: {at, reason}` in the entry at a node. ERROR_REFUSED if it is
 * revoked already. */
struct error *edit_revoke_signoff(const struct outline *outline, uint32_t node, struct slice at,
	struct slice reason, struct buffer *out);

#endif
