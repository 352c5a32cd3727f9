/*
 * ledger_json.h - sign-offs, requirements, and what was looked at, as JSON. Internal to report/.
 */
#ifndef HANDOFF_REPORT_LEDGER_JSON_H
#define HANDOFF_REPORT_LEDGER_JSON_H

#include "check/workspace.h"
#include "report/json.h"
#include "signoff/ledger.h"

/* {name, version} of this program. */
json_t *json_tool(void);
/* {revision, commit, trusted} of the policy that counted. */
json_t *json_policy(const struct workspace *workspace);
/* {kind, revision, commit} of what was looked at. */
json_t *json_target(const struct workspace *workspace);

/* An object id in hexadecimal digits. */
json_t *json_object_id(const struct object_id *id);

json_t *json_signoff(const struct signoff *signoff);
json_t *json_requirement(const struct requirement *requirement);

#endif
