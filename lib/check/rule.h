/*
 * rule.h - every rule that `handoff check` knows, as rows of one table.
 */
#ifndef HANDOFF_CHECK_RULE_H
#define HANDOFF_CHECK_RULE_H

#include "policy/config.h"

enum rule_id {
	RULE_FRONT_MISSING,
	RULE_FRONT_SYNTAX,
	RULE_FRONT_ANCHOR,
	RULE_FRONT_DUPLICATE_KEY,
	RULE_FRONT_UNKNOWN_KIND,
	RULE_FRONT_UNKNOWN_FIELD,
	RULE_FRONT_MISSING_FIELD,
	RULE_FRONT_TYPE,
	RULE_FRONT_PLACEHOLDER,
	RULE_FRONT_RULE,
	RULE_FRONT_DUPLICATE_ID,
	RULE_FRONT_ORDER,
	RULE_LIFECYCLE_UNKNOWN_STATUS,
	RULE_LIFECYCLE_TRANSITION,
	RULE_LIFECYCLE_PREMATURE,
	RULE_LIFECYCLE_EDITED_AFTER,
	RULE_SIGNOFF_MISSING,
	RULE_SIGNOFF_MALFORMED,
	RULE_SIGNOFF_BAD_SIGNATURE,
	RULE_SIGNOFF_REVOKED,
	RULE_SIGNOFF_REJECTED,
	RULE_SIGNOFF_STALE,
	RULE_SIGNOFF_UPSTREAM_STALE,
	RULE_SIGNOFF_EXPIRED,
	RULE_SIGNOFF_UNAUTHORIZED,
	RULE_SIGNOFF_NOT_OWN,
	RULE_SIGNOFF_TAMPERED,
	RULE_SIGNOFF_UNKNOWN,
	RULE_SIGNOFF_UNVERIFIED,
	RULE_SIGNOFF_TRAILER,
	RULE_SIGNOFF_PENDING,
	RULE_SECTION_MISSING,
	RULE_SECTION_EMPTY,
	RULE_SECTION_ORDER,
	RULE_SECTION_DUPLICATE,
	RULE_SECTION_UNEXPECTED,
	RULE_SECTION_PLACEHOLDER,
	RULE_SECTION_NOT_APPLICABLE,
	RULE_SECTION_CONTENT,
	RULE_SECTION_TOO_SHORT,
	RULE_SECTION_TOO_LONG,
	RULE_SECTION_RULE,
	RULE_TABLE_MISSING,
	RULE_TABLE_COLUMN_MISSING,
	RULE_TABLE_CELL_COUNT,
	RULE_TABLE_EMPTY_CELL,
	RULE_TABLE_CELL_TYPE,
	RULE_TABLE_TOO_FEW_ROWS,
	RULE_TABLE_TOO_MANY_ROWS,
	RULE_TABLE_ROW,
	RULE_ACTION_NO_OWNER,
	RULE_ACTION_NO_DUE,
	RULE_ACTION_OVERDUE,
	RULE_UNIT_MISSING,
	RULE_UNIT_MISMATCH,
	RULE_BRIEF_NUMBER_DRIFT,
	RULE_BRIEF_TIER,
	RULE_LINK_BROKEN,
	RULE_LINK_FRAGMENT,
	RULE_LINK_WRONG_KIND,
	RULE_LINK_OUTSIDE,
	RULE_LINK_CASE,
	RULE_LINK_WITHDRAWN,
	RULE_LINK_ONE_WAY,
	RULE_LINK_CYCLE,
	RULE_PEOPLE_UNKNOWN,
	RULE_PEOPLE_AMBIGUOUS_EMAIL,
	RULE_PEOPLE_ROLE_EMPTY,
	RULE_PEOPLE_KEY,
	RULE_GLOSSARY_JARGON,
	RULE_GLOSSARY_CONFLICT,
	RULE_GLOSSARY_DUPLICATE,
	RULE_GLOSSARY_UNUSED,
	RULE_TEXT_ENCODING,
	RULE_TEXT_INVISIBLE,
	RULE_TEXT_UNCLOSED_CODE,
	RULE_TEXT_LIMIT,
	RULE_TEXT_SECRET,
	RULE_TEXT_FILE,
	RULE_EXCEPTION_REASON,
	RULE_EXCEPTION_UNKNOWN_RULE,
	RULE_EXCEPTION_REFUSED,
	RULE_EXCEPTION_UNUSED,
	RULE_POLICY_SYNTAX,
	RULE_POLICY_UNKNOWN_KEY,
	RULE_POLICY_MISSING_KEY,
	RULE_POLICY_VALUE,
	RULE_POLICY_REFERENCE,
	RULE_POLICY_CHANGED,
	RULE_TEMPLATE_SYNTAX,
	RULE_TEMPLATE_UNKNOWN_KEY,
	RULE_TEMPLATE_MISSING_KEY,
	RULE_TEMPLATE_VALUE,
	RULE_TEMPLATE_REFERENCE,
	RULES,
};

enum {
	/* A gap: a warning while the document's status is not strict yet. */
	RULE_GAP = 1,
	/* The document could not be read, or the policy is unusable: no setting lowers it, since a
	 * document that was not checked must not pass. */
	RULE_FIXED = 2,
	/* About who agreed: no document may make an exception for itself. */
	RULE_NO_EXCEPTION = 4,
	/* Beside those two: no baseline passes over it. Of a secret no line is kept that tells it
	 * from the next one; who is who decides whose sign-off counts. */
	RULE_NO_BASELINE = 8,
};

struct rule {
	const char *id; /* family/name */
	enum severity severity;
	unsigned flags;
	const char *summary; /* what it finds, in one line */
	const char *help;    /* what to do about it, in one line */
};

extern const struct rule rules[RULES];

/* True for rules about whether sign-offs stand, and whether there are enough. */
bool rule_is_about_signoffs(const struct rule *rule);

/* True if a finding of the rule can be passed over because it was there before. */
bool rule_allows_baseline(const struct rule *rule);

/* The rule of this id, or NULL. */
const struct rule *rule_find(struct slice id);
/* True if `name` is a rule's id or a family's name. */
bool rule_exists(struct slice name);
/* The nearest id or family to a mistyped one, or NULL. */
const char *rule_nearest(struct slice name);

#endif
