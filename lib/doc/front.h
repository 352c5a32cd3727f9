/*
 * front.h - where the front matter begins and ends.
 *
 * One grammar, also for templates: the file begins (after a byte order mark, which is a fault) with
 * a line `---`; the front matter ends at the first later line that is `---`; both lines may end in
 * spaces and tabs. Nothing else opens or closes it: not `...`, not `----`, not an indented `---`.
 */
#ifndef HANDOFF_DOC_FRONT_H
#define HANDOFF_DOC_FRONT_H

#include "doc/builder.h"

/*
 * Finds the front matter of a document that begins at `start` and sets builder.front and
 * builder.body; *text becomes what stands between the fences. Adds FAULT_NO_FRONT,
 * FAULT_UNCLOSED_FRONT or FAULT_LIMIT and returns false where there is nothing to read; unless it
 * is too large, everything after the opening fence is body then.
 */
bool front_find(struct builder *builder, uint32_t start, struct span *text);

/* The same, and reads the fields (yaml.h), if there are any. */
void front_read(struct builder *builder, uint32_t start);

#endif
