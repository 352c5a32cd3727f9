/*
 * impact.h - what a change would do, for people and for scripts.
 */
#ifndef HANDOFF_REPORT_IMPACT_H
#define HANDOFF_REPORT_IMPACT_H

#include "base/buffer.h"
#include "signoff/impact.h"

struct impact_options {
	const char *prefix; /* the current directory below the repository's root */
	bool color;
	bool formatting_counts; /* `carry: none` */
};

void report_impact_text(
	const struct impact *impact, const struct impact_options *options, struct buffer *out);
void report_impact_json(
	const struct workspace *workspace, const struct impact *impact, struct buffer *out);

#endif
