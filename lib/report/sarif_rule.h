/*
 * sarif_rule.h - a rule as SARIF describes it. Internal to report/.
 */
#ifndef HANDOFF_REPORT_SARIF_RULE_H
#define HANDOFF_REPORT_SARIF_RULE_H

#include "check/rule.h"
#include "report/json.h"

/* "error", "warning", "note"; "none" for a rule that is off. */
const char *sarif_level(enum severity severity);

/* A reportingDescriptor, with all that `handoff explain` says of the rule. */
json_t *sarif_rule(const struct rule *rule);

#endif
