/*
 * meaning.h - what each section says, apart from how it is written.
 *
 * The meaning of a section is its part of the tree, heading included, as one run of bytes that is
 * the same for two texts if, and only if, they differ in nothing but formatting:
 *
 * - white space and soft breaks in text, blank lines, loose lists, indentation and fences of
 *   code, white space at line ends;
 * - which characters are used for bullets, emphasis, headings, thematic breaks; the alignment of
 *   tables; the numbers of a list after its first; escapes and character references;
 * - the order of emphasis within emphasis, where links are defined, HTML comments (markup.h).
 *
 * It is made to be compared (compare.h), not to be kept: it may change with every version.
 *
 * Each element is a letter, with what it holds up to the small letter that ends it; text comes with
 * its length before it, so that no text can pass for an element:
 *
 *     H<level>; ... h    P ... p    Q ... q      heading, paragraph, quote
 *     U ... u   O<start>; ... u                  bullet list, ordered list
 *     N ... n   A ... n   Z ... n                item, task, task that is done
 *     G ... g   R ... r   D ... d                table, row (the header is the first), cell
 *     C<text><text>   X<text>   -                code and its info string, HTML, thematic break
 *     S<emphasis>,<strong>,<strike>;             how deep the following text is in each
 *     T<text>   K<text>   M<text>   B            text, code span, inline HTML, hard break
 *     L<text><text> ... l   I<text><text> ... i  link, image: destination, title
 */
#ifndef HANDOFF_DOC_MEANING_H
#define HANDOFF_DOC_MEANING_H

#include "doc/builder.h"

/* Adds the meaning of each section that body_read has found. Parses the body once more. */
void meaning_read(struct builder *builder);

#endif
