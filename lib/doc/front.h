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
 * Finds the front matter of a document that begins at `start`, sets builder.front and builder.body
 * and reads the fields (yaml.h). Adds FAULT_NO_FRONT, FAULT_UNCLOSED_FRONT or FAULT_LIMIT; then
 * there are no fields, and everything after the opening fence is body.
 */
void front_read(struct builder *builder, uint32_t start);

#endif
