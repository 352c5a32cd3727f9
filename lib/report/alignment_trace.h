/*
 * alignment_trace.h - an alignment map as a tree of objectives, for people and for scripts.
 */
#ifndef HANDOFF_REPORT_ALIGNMENT_TRACE_H
#define HANDOFF_REPORT_ALIGNMENT_TRACE_H

#include "base/buffer.h"
#include "check/alignment_trace.h"
#include "check/workspace.h"

void report_trace_text(struct alignment_trace *trace, bool color, struct buffer *out);
void report_trace_json(
	const struct workspace *workspace, struct alignment_trace *trace, struct buffer *out);

#endif
