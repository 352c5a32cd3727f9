/*
 * life.h - a document's life, and what changed since a sign-off, for people and for scripts.
 */
#ifndef HANDOFF_REPORT_LIFE_H
#define HANDOFF_REPORT_LIFE_H

#include "base/buffer.h"
#include "base/error.h"
#include "signoff/life.h"

/* One line an event, the oldest first. */
void report_life_text(const struct life *life, bool color, struct buffer *out);
void report_life_json(const struct workspace *workspace, const struct document *document,
	const struct life *life, struct buffer *out);

/* What differs in what a spec covers, section by section, as lines that were taken out and put in.
 */
struct error *report_changes(const struct document *before, const struct document *after,
	const struct signoff_spec *spec, bool color, struct buffer *out);

#endif
