/*
 * yaml_scalar.h - text written as a YAML scalar.
 */
#ifndef HANDOFF_DOC_YAML_SCALAR_H
#define HANDOFF_DOC_YAML_SCALAR_H

#include "base/buffer.h"
#include "base/slice.h"

/*
 * Appends a scalar that every YAML reader reads back as exactly this text (valid UTF-8): plain
 * where that is safe, else in double quotes. `flow`: it stands in a flow list or map.
 */
void yaml_scalar_add(struct buffer *out, struct slice text, bool flow);

/* The same for what is a string whatever it looks like: numbers and dates get quotes too. */
void yaml_string_add(struct buffer *out, struct slice text, bool flow);

#endif
