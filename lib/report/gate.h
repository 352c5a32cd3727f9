/*
 * gate.h - the verdict of a gate, for people and for pipelines.
 */
#ifndef HANDOFF_REPORT_GATE_H
#define HANDOFF_REPORT_GATE_H

#include "base/buffer.h"
#include "signoff/gate.h"

void report_gate_text(const struct gate *gate, const char *prefix, bool color, struct buffer *out);

/* With all object ids that the verdict rests on. */
void report_gate_json(
	const struct gate *gate, const struct check_result *result, struct buffer *out);

#endif
