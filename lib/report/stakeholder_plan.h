/*
 * stakeholder_plan.h - a stakeholder map as a plan: for people, scripts, and a page of the wiki.
 */
#ifndef HANDOFF_REPORT_STAKEHOLDER_PLAN_H
#define HANDOFF_REPORT_STAKEHOLDER_PLAN_H

#include "base/buffer.h"
#include "check/stakeholder_plan.h"
#include "check/workspace.h"

/* `prefix` is the current directory below the repository's root. */
void report_plan_text(
	const struct stakeholder_plan *plan, const char *prefix, bool color, struct buffer *out);
void report_plan_json(
	const struct workspace *workspace, const struct stakeholder_plan *plan, struct buffer *out);
/* One line a stakeholder. */
void report_plan_csv(const struct stakeholder_plan *plan, struct buffer *out);
void report_plan_markdown(const struct stakeholder_plan *plan, struct buffer *out);

#endif
