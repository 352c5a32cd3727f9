/*
 * yaml_write.h - scalars, written so that every reader of YAML 1.1 or 1.2 takes them for strings.
 */
#ifndef HANDOFF_DOC_YAML_WRITE_H
#define HANDOFF_DOC_YAML_WRITE_H

#include "base/buffer.h"

/* Appends a text on one line: plain where nothing can be taken for anything else, else in double
 * quotes with escapes. */
void yaml_write_scalar(struct slice text, struct buffer *out);

/* The same inside `[...]` and `{...}`. */
void yaml_write_flow_scalar(struct slice text, struct buffer *out);

#endif
