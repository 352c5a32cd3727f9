#include "check/rule.h"

#include "base/nearest.h"

const struct rule rules[RULES] = {
	[RULE_FRONT_MISSING] = {"front/missing", SEVERITY_ERROR, RULE_FIXED,
		"a document has no front matter, or it is not closed",
		"begin the file with `---`, `kind: ...`, `---`, or leave it out with `ignore:` in "
		".handoff/config.yaml"},
	[RULE_FRONT_SYNTAX] = {"front/syntax", SEVERITY_ERROR, RULE_FIXED,
		"the front matter is not YAML that handoff reads",
		"mend the line; quote values that hold `: `, `#`, or begin with `@`, `*`, `&`, "
		"`!`"},
	[RULE_FRONT_ANCHOR] = {"front/anchor", SEVERITY_ERROR, RULE_FIXED,
		"the front matter uses an anchor, an alias or a merge key",
		"write the value out, or quote it if it only looks like an alias"},
	[RULE_FRONT_DUPLICATE_KEY] = {"front/duplicate-key", SEVERITY_ERROR, RULE_FIXED,
		"a key stands twice in one map of the front matter", "remove one of the two"},
	[RULE_FRONT_UNKNOWN_KIND] = {"front/unknown-kind", SEVERITY_ERROR, RULE_FIXED,
		"the document's kind does not exist",
		"`handoff kinds` lists the kinds; .handoff/templates/ adds new ones"},
	[RULE_FRONT_UNKNOWN_FIELD] = {"front/unknown-field", SEVERITY_ERROR, 0,
		"a field that the kind's contract does not declare",
		"correct the name, or begin it with `x-` if it is your own"},
	[RULE_FRONT_MISSING_FIELD] = {"front/missing-field", SEVERITY_ERROR, RULE_GAP,
		"a required field is missing or empty", "add the field to the front matter"},
	[RULE_FRONT_TYPE] = {"front/type", SEVERITY_ERROR, 0,
		"a field's value does not have the form that its contract asks for",
		"`handoff kinds KIND` says what each field takes"},
	[RULE_FRONT_PLACEHOLDER] = {"front/placeholder", SEVERITY_ERROR, RULE_GAP,
		"a field still holds a placeholder such as TBD", "fill in the value"},
	[RULE_FRONT_RULE] = {"front/rule", SEVERITY_ERROR, 0,
		"the front matter breaks a rule of the kind's contract",
		"`handoff kinds KIND` lists the rules and why they are there"},
	[RULE_FRONT_DUPLICATE_ID] = {"front/duplicate-id", SEVERITY_ERROR, RULE_FIXED,
		"two documents have the same id, or ids that differ in letter case only",
		"give one of them an id of its own; what is signed keeps its id"},
	[RULE_FRONT_ORDER] = {"front/order", SEVERITY_OFF, 0,
		"fields do not stand in the template's order",
		"`handoff check --fix` puts them in order"},
	[RULE_LIFECYCLE_UNKNOWN_STATUS] = {"lifecycle/unknown-status", SEVERITY_ERROR, 0,
		"the status is not one of the kind's lifecycle",
		"`handoff kinds KIND` shows the statuses"},
	[RULE_LIFECYCLE_TRANSITION] = {"lifecycle/transition", SEVERITY_ERROR, RULE_NO_EXCEPTION,
		"the status moved where the kind's lifecycle has no arrow",
		"go back to the status before, and through those between"},
	[RULE_LIFECYCLE_PREMATURE] = {"lifecycle/premature", SEVERITY_ERROR, RULE_NO_EXCEPTION,
		"the document has a status without the sign-offs that it takes",
		"go back to the status before, or have it signed: `handoff gate DOC` says what is "
		"missing"},
	[RULE_LIFECYCLE_EDITED_AFTER] = {"lifecycle/edited-after", SEVERITY_ERROR,
		RULE_NO_EXCEPTION,
		"the document was changed after the sign-offs that its status rests on",
		"have it signed again, or take the change back: `handoff diff DOC --since ROLE`"},
	[RULE_SIGNOFF_MISSING] = {"signoff/missing", SEVERITY_ERROR, RULE_NO_EXCEPTION,
		"nobody, or not enough people, signed in a role that the status takes",
		"`handoff sign DOC --as ROLE`"},
	[RULE_SIGNOFF_MALFORMED] = {"signoff/malformed", SEVERITY_ERROR, RULE_NO_EXCEPTION,
		"an entry of `signoffs` is not of the form that `handoff sign` writes",
		"have it signed again with `handoff sign`"},
	[RULE_SIGNOFF_BAD_SIGNATURE] = {"signoff/bad-signature", SEVERITY_ERROR, RULE_NO_EXCEPTION,
		"a signature contradicts what its sign-off says",
		"take the entry out; whoever it names signs with `handoff sign`"},
	[RULE_SIGNOFF_REVOKED] = {"signoff/revoked", SEVERITY_ERROR, RULE_NO_EXCEPTION,
		"a sign-off was withdrawn by whoever gave it",
		"settle why, then have it signed again"},
	[RULE_SIGNOFF_REJECTED] = {"signoff/rejected", SEVERITY_ERROR, RULE_NO_EXCEPTION,
		"a signer rejected the document", "settle why, then that person signs again"},
	[RULE_SIGNOFF_STALE] = {"signoff/stale", SEVERITY_ERROR, RULE_NO_EXCEPTION,
		"what a sign-off covers changed since it was given",
		"`handoff diff DOC --since ROLE` shows the change; then sign again"},
	[RULE_SIGNOFF_UPSTREAM_STALE] = {"signoff/upstream-stale", SEVERITY_ERROR,
		RULE_NO_EXCEPTION, "what the document builds on changed since a sign-off was given",
		"look at what changed there, then sign again"},
	[RULE_SIGNOFF_EXPIRED] = {"signoff/expired", SEVERITY_ERROR, RULE_NO_EXCEPTION,
		"a sign-off is older than its contract lets it get", "sign again"},
	[RULE_SIGNOFF_UNAUTHORIZED] = {"signoff/unauthorized", SEVERITY_ERROR, RULE_NO_EXCEPTION,
		"somebody signed who may not, or not at that time",
		"somebody signs who holds the role in .handoff/people.yaml"},
	[RULE_SIGNOFF_NOT_OWN] = {"signoff/not-own", SEVERITY_ERROR, RULE_NO_EXCEPTION,
		"a sign-off came into history by somebody else's commit",
		"whoever it names signs again, with an SSH key so that it survives squash merges"},
	[RULE_SIGNOFF_TAMPERED] = {"signoff/tampered", SEVERITY_ERROR, RULE_NO_EXCEPTION,
		"somebody else edited a sign-off that stood there",
		"take the edit back, or whoever it names signs again"},
	[RULE_SIGNOFF_UNKNOWN] = {"signoff/unknown", SEVERITY_ERROR, RULE_NO_EXCEPTION,
		"there is not enough evidence to tell whether a sign-off stands",
		"fetch the whole history, install what verifies signatures"},
	[RULE_SIGNOFF_UNVERIFIED] = {"signoff/unverified", SEVERITY_ERROR, RULE_NO_EXCEPTION,
		"a sign-off has less evidence than config.yaml or the contract asks for",
		"sign again with an SSH key: `handoff sign DOC --as ROLE --ssh-key FILE`"},
	[RULE_SIGNOFF_TRAILER] = {"signoff/trailer", SEVERITY_ERROR, RULE_NO_EXCEPTION,
		"a commit message claims a sign-off that the commit does not hold",
		"take the trailer out, or have it signed: `handoff sign DOC --as ROLE`"},
	[RULE_SIGNOFF_PENDING] = {"signoff/pending", SEVERITY_INFO, RULE_NO_EXCEPTION,
		"a sign-off is not committed yet", "commit the document"},
	[RULE_SECTION_MISSING] = {"section/missing", SEVERITY_ERROR, RULE_GAP,
		"a required section is missing", "add the heading and what belongs under it"},
	[RULE_SECTION_EMPTY] = {"section/empty", SEVERITY_ERROR, RULE_GAP,
		"a section holds nothing but comments",
		"write it, or answer `Not applicable: REASON`"},
	[RULE_SECTION_ORDER] = {"section/order", SEVERITY_ERROR, 0,
		"sections do not stand in the template's order", "move the section"},
	[RULE_SECTION_DUPLICATE] = {"section/duplicate", SEVERITY_ERROR, 0,
		"a section of the template stands twice", "merge the two"},
	[RULE_SECTION_UNEXPECTED] = {"section/unexpected", SEVERITY_ERROR, 0,
		"a section that the kind does not allow here",
		"move its content under one of the template's headings"},
	[RULE_SECTION_PLACEHOLDER] = {"section/placeholder", SEVERITY_ERROR, RULE_GAP,
		"guidance of the template, TODO or TBD is left in the text",
		"replace it with what it stands for"},
	[RULE_SECTION_NOT_APPLICABLE] = {"section/not-applicable", SEVERITY_ERROR, 0,
		"\"Not applicable\" without a reason, or where it is no answer",
		"write `Not applicable: ` and a reason of three words or more, or the section"},
	[RULE_SECTION_CONTENT] = {"section/content", SEVERITY_ERROR, RULE_GAP,
		"a section lacks what its contract asks it to contain",
		"add the number, list, table, link or code that is asked for"},
	[RULE_SECTION_TOO_SHORT] = {"section/too-short", SEVERITY_ERROR, RULE_GAP,
		"a section has fewer words than it needs", "say more"},
	[RULE_SECTION_TOO_LONG] = {"section/too-long", SEVERITY_ERROR, 0,
		"a section or document has more words than its readers were promised",
		"cut it, or move detail to a linked document"},
	[RULE_SECTION_RULE] = {"section/rule", SEVERITY_ERROR, 0,
		"the words of a section break a rule of the kind's contract",
		"`handoff kinds KIND` lists the rules and why they are there"},
	[RULE_TABLE_MISSING] = {"table/missing", SEVERITY_ERROR, RULE_GAP,
		"a section lacks its table", "add the table with the columns of the template"},
	[RULE_TABLE_COLUMN_MISSING] = {"table/column-missing", SEVERITY_ERROR, RULE_GAP,
		"a table lacks a column", "add the column"},
	[RULE_TABLE_CELL_COUNT] = {"table/cell-count", SEVERITY_ERROR, 0,
		"a row has more or fewer cells than the header; surplus cells are not shown",
		"balance the row; write `\\|` for a bar inside a cell"},
	[RULE_TABLE_EMPTY_CELL] = {"table/empty-cell", SEVERITY_ERROR, RULE_GAP,
		"a cell that has to be filled is empty", "fill it in"},
	[RULE_TABLE_CELL_TYPE] = {"table/cell-type", SEVERITY_ERROR, 0,
		"a cell does not have the form that its column asks for",
		"`handoff kinds KIND` says what each column takes"},
	[RULE_TABLE_TOO_FEW_ROWS] = {"table/too-few-rows", SEVERITY_ERROR, RULE_GAP,
		"a table has fewer rows than it needs", "add rows"},
	[RULE_TABLE_TOO_MANY_ROWS] = {"table/too-many-rows", SEVERITY_ERROR, 0,
		"a table has more rows than it may have", "keep the important ones"},
	[RULE_TABLE_ROW] = {"table/row", SEVERITY_ERROR, 0,
		"a table breaks a row rule of the kind's contract",
		"`handoff kinds KIND` lists the rules and why they are there"},
	[RULE_ACTION_NO_OWNER] = {"action/no-owner", SEVERITY_ERROR, RULE_GAP,
		"an action item that is no one person's",
		"name one person of .handoff/people.yaml, never a team"},
	[RULE_ACTION_NO_DUE] = {"action/no-due", SEVERITY_ERROR, RULE_GAP,
		"an action item without a day by which it is done",
		"agree on a day, and write it as 2026-12-01"},
	[RULE_ACTION_OVERDUE] = {"action/overdue", SEVERITY_WARNING, 0,
		"an action item is not finished, and its day has passed",
		"finish it, or agree on another day; `handoff actions --overdue` lists them all"},
	[RULE_LINK_BROKEN] = {"link/broken", SEVERITY_ERROR, 0,
		"a link to a file that is not there", "correct the path"},
	[RULE_LINK_FRAGMENT] = {"link/fragment", SEVERITY_ERROR, 0,
		"a link to a heading that is not there", "correct the part behind the #"},
	[RULE_LINK_WRONG_KIND] = {"link/wrong-kind", SEVERITY_ERROR, 0,
		"a field links to a document of another kind",
		"link to a document of the kind that the contract names"},
	[RULE_LINK_OUTSIDE] = {"link/outside", SEVERITY_ERROR, 0, "a link leaves the repository",
		"link to a file of this repository, or to a URL"},
	[RULE_LINK_CASE] = {"link/case", SEVERITY_ERROR, 0,
		"a link differs from the file's name in letter case only",
		"write the name as the file has it: it breaks on other systems"},
	[RULE_LINK_WITHDRAWN] = {"link/withdrawn", SEVERITY_ERROR, 0,
		"a field links to a document that was withdrawn, rejected or revoked",
		"link to the document that took its place, or take the link out"},
	[RULE_LINK_ONE_WAY] = {"link/one-way", SEVERITY_ERROR, 0,
		"two documents name each other in a pair of fields, and only one of them does",
		"add the link back to the other document"},
	[RULE_LINK_CYCLE] = {"link/cycle", SEVERITY_ERROR, 0,
		"links of one field lead from document to document and back to the first",
		"take the link out that points the wrong way"},
	[RULE_PEOPLE_UNKNOWN] = {"people/unknown", SEVERITY_ERROR, 0,
		"a person or role that .handoff/people.yaml does not have",
		"correct the name, or add the person to .handoff/people.yaml"},
	[RULE_PEOPLE_AMBIGUOUS_EMAIL] = {"people/ambiguous-email", SEVERITY_ERROR, RULE_NO_BASELINE,
		"two persons have the same e-mail address",
		"give each person addresses of their own: sign-offs are told apart by them"},
	[RULE_PEOPLE_ROLE_EMPTY] = {"people/role-empty", SEVERITY_WARNING, 0,
		"a sign-off is needed from a role that nobody holds",
		"give somebody the role in .handoff/people.yaml"},
	[RULE_PEOPLE_KEY] = {"people/key", SEVERITY_ERROR, RULE_NO_BASELINE,
		"a key of a person cannot be used",
		"paste the whole line of the .pub file, or the 40 digits of the fingerprint"},
	[RULE_TEXT_ENCODING] = {"text/encoding", SEVERITY_ERROR, RULE_FIXED,
		"a document or its name is not plain UTF-8",
		"save it as UTF-8 without a byte order mark"},
	[RULE_TEXT_INVISIBLE] = {"text/invisible", SEVERITY_ERROR, 0,
		"an invisible or bidirectional control character, which makes text read "
		"differently "
		"from what it says",
		"delete the character"},
	[RULE_TEXT_UNCLOSED_CODE] = {"text/unclosed-code", SEVERITY_ERROR, 0,
		"a fenced code block is never closed and swallows what follows",
		"add the closing fence"},
	[RULE_TEXT_LIMIT] = {"text/limit", SEVERITY_ERROR, RULE_FIXED,
		"a document goes beyond a limit on size, depth or time",
		"shorten it, or raise the limit in .handoff/config.yaml"},
	[RULE_TEXT_SECRET] = {"text/secret", SEVERITY_ERROR, RULE_NO_BASELINE,
		"text that looks like a password, a token or a private key",
		"replace it with a pointer to your vault, and change the secret: history keeps it"},
	[RULE_TEXT_FILE] = {"text/file", SEVERITY_ERROR, RULE_FIXED,
		"a document is not a regular file that can be read",
		"put the document itself in its place: links are not followed"},
	[RULE_EXCEPTION_REASON] = {"exception/reason", SEVERITY_ERROR, 0,
		"an exception does not say why",
		"write `<!-- handoff: allow RULE because REASON -->` with a reason of three words "
		"or more"},
	[RULE_EXCEPTION_UNKNOWN_RULE] = {"exception/unknown-rule", SEVERITY_ERROR, 0,
		"an exception from a rule that does not exist",
		"write the rule as the finding shows it in brackets"},
	[RULE_EXCEPTION_REFUSED] = {"exception/refused", SEVERITY_ERROR, 0,
		"an exception from a rule that allows none",
		"take the exception out and mend the cause"},
	[RULE_EXCEPTION_UNUSED] = {"exception/unused", SEVERITY_WARNING, 0,
		"an exception that nothing needs any more", "delete the comment"},
	[RULE_POLICY_SYNTAX] = {"policy/syntax", SEVERITY_ERROR, RULE_FIXED,
		"a file under .handoff/ is not YAML that handoff reads", "mend the line"},
	[RULE_POLICY_UNKNOWN_KEY] = {"policy/unknown-key", SEVERITY_ERROR, RULE_FIXED,
		"a key under .handoff/ that means nothing",
		"correct the name: a key that means nothing would switch off what it was meant "
		"for"},
	[RULE_POLICY_MISSING_KEY] = {"policy/missing-key", SEVERITY_ERROR, RULE_FIXED,
		"a key under .handoff/ that has to be there", "add it"},
	[RULE_POLICY_VALUE] = {"policy/value", SEVERITY_ERROR, RULE_FIXED,
		"a value under .handoff/ of the wrong form", "correct the value"},
	[RULE_POLICY_REFERENCE] = {"policy/reference", SEVERITY_ERROR, RULE_FIXED,
		"a setting for a rule that does not exist", "correct the rule's name"},
	[RULE_POLICY_CHANGED] = {"policy/changed", SEVERITY_ERROR, RULE_NO_EXCEPTION,
		"a file under .handoff/ is not what it is in the trusted revision",
		"have the change agreed on its own: it was not applied here"},
	[RULE_TEMPLATE_SYNTAX] = {"template/syntax", SEVERITY_ERROR, RULE_FIXED,
		"a template cannot be read", "mend the line"},
	[RULE_TEMPLATE_UNKNOWN_KEY] = {"template/unknown-key", SEVERITY_ERROR, RULE_FIXED,
		"a key of a contract that means nothing", "correct the name"},
	[RULE_TEMPLATE_MISSING_KEY] = {"template/missing-key", SEVERITY_ERROR, RULE_FIXED,
		"a key that a contract has to have", "add it"},
	[RULE_TEMPLATE_VALUE] = {"template/value", SEVERITY_ERROR, RULE_FIXED,
		"a value of the wrong form in a contract", "correct the value"},
	[RULE_TEMPLATE_REFERENCE] = {"template/reference", SEVERITY_ERROR, RULE_FIXED,
		"a contract names a status, field, section, column, kind or variable that does not "
		"exist",
		"correct the name, or declare what it names"},
};

static bool is_family(struct slice name, const char *id)
{
	return strncmp(id, name.at, name.len) == 0 && id[name.len] == '/';
}

const struct rule *rule_find(struct slice id)
{
	for (size_t i = 0; i < RULES; i++) {
		if (slice_is(id, rules[i].id))
			return &rules[i];
	}
	return NULL;
}

bool rule_exists(struct slice name)
{
	for (size_t i = 0; i < RULES; i++) {
		if (slice_is(name, rules[i].id) || (name.len && is_family(name, rules[i].id)))
			return true;
	}
	return false;
}

const char *rule_nearest(struct slice name)
{
	const char *ids[RULES];

	for (size_t i = 0; i < RULES; i++)
		ids[i] = rules[i].id;
	return nearest(name, ids, RULES);
}

bool rule_allows_baseline(const struct rule *rule)
{
	return !(rule->flags & (RULE_FIXED | RULE_NO_EXCEPTION | RULE_NO_BASELINE));
}

bool rule_is_about_signoffs(const struct rule *rule)
{
	return (rule >= &rules[RULE_SIGNOFF_MISSING] && rule <= &rules[RULE_SIGNOFF_PENDING]) ||
	       rule == &rules[RULE_LIFECYCLE_PREMATURE] ||
	       rule == &rules[RULE_LIFECYCLE_EDITED_AFTER];
}
