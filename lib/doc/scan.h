/*
 * scan.h - what is looked at before any parser sees the text: encoding, characters, lines.
 *
 * One pass each over the bytes, in long strides over plain ASCII, which is nearly all of every
 * document.
 */
#ifndef HANDOFF_DOC_SCAN_H
#define HANDOFF_DOC_SCAN_H

#include "doc/builder.h"

/* More invisible characters than this in one document are not reported one by one. */
#define SCAN_INVISIBLE_MAX 20

/*
 * Adds FAULT_ENCODING, FAULT_BOM and FAULT_INVISIBLE. False if the text is not UTF-8 or holds a
 * NUL: then nothing else may be read. *start is the offset after a byte order mark.
 */
bool scan_text(struct builder *builder, uint32_t *start);

/* Fills builder.lines. */
void scan_lines(struct builder *builder);

#endif
