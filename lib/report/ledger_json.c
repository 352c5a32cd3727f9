#include "report/ledger_json.h"

#include <time.h>

json_t *json_tool(void)
{
	return json_pack("{s:s, s:s}", "name", "handoff", "version", HANDOFF_VERSION);
}

json_t *json_object_id(const struct object_id *id)
{
	char hex[OBJECT_ID_HEX + 1];

	object_id_format(id, hex);
	return json_string(hex);
}

json_t *json_policy(const struct workspace *workspace)
{
	if (!workspace->has_policy)
		return json_pack("{s:n, s:n, s:b}", "revision", "commit", "trusted", 0);
	return json_pack("{s:o, s:o, s:b}", "revision", json_safe(workspace->policy_revision.name),
		"commit", json_object_id(&workspace->policy_revision.commit), "trusted", 1);
}

json_t *json_target(const struct workspace *workspace)
{
	if (!workspace->is_commit)
		return json_pack("{s:s, s:n, s:n}", "kind",
			workspace->is_index ? "index" : "worktree", "revision", "commit");
	return json_pack("{s:s, s:o, s:o}", "kind", "commit", "revision",
		json_safe(workspace->tip.name), "commit", json_object_id(&workspace->tip.commit));
}

static json_t *json_changed(const struct carry *carry)
{
	json_t *list = json_array();

	for (size_t i = 0; i < carry->n_differences; i++)
		json_array_append_new(
			list, json_pack("{s:s, s:o}", "type",
				      carry->differences[i].type == DIFFERENCE_FIELD ? "field"
										     : "section",
				      "name", json_safe(carry->differences[i].name)));
	return list;
}

json_t *json_signoff(const struct signoff *signoff)
{
	const struct entry *entry = &signoff->entry;
	bool malformed = signoff->state == STATE_MALFORMED;

	return json_pack(
		"{s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:s, s:s, s:b, s:b, s:o, s:o, s:o, s:o, s:o}",
		"role", json_text(entry->role), "person", json_text(entry->by), "at",
		json_text(entry->at), "decision",
		malformed ? json_null() : json_string(decision_name(entry->decision)), "digest",
		json_text(entry->digest), "state", signoff_state_name(signoff->state), "reason",
		signoff->reason ? json_safe(signoff->reason) : json_null(), "trust",
		trust_name(signoff->reached), "required", trust_name(signoff->required), "carried",
		signoff->carried, "new", signoff->is_new, "commit",
		signoff->origin ? json_object_id(&signoff->origin->commit) : json_null(), "author",
		signoff->author ? json_safe(signoff->author) : json_null(), "expires",
		signoff->has_expiry ? json_time(signoff->expires) : json_null(), "changed",
		json_changed(&signoff->carry), "note", json_text(entry->note));
}

json_t *json_requirement(const struct requirement *requirement)
{
	const struct document *document = requirement->document;
	bool due = requirement_is_for(requirement->spec, document->kind, document->status);

	return json_pack("{s:s, s:s, s:b, s:I, s:I, s:o}", "role", requirement->spec->role, "state",
		signoff_state_name(requirement->state), "due", due, "count",
		(json_int_t)requirement->spec->count, "valid", (json_int_t)requirement->valid,
		"shown",
		requirement->shown ? json_text(requirement->shown->entry.by) : json_null());
}
