#include "site/export_form.h"

#define PLAIN(name, type, holder, member)                                                          \
	{                                                                                          \
		name, type, offsetof(struct holder, member), 0, NULL                               \
	}
#define MANY(name, type, holder, member, form)                                                     \
	{                                                                                          \
		name, type, offsetof(struct holder, member), offsetof(struct holder, n_##member),  \
			form                                                                       \
	}
#define MADE(name, type)                                                                           \
	{                                                                                          \
		name, type, 0, 0, NULL                                                             \
	}
#define END                                                                                        \
	{                                                                                          \
		NULL, FORM_TEXT, 0, 0, NULL                                                        \
	}

/* ---- Parts of a document ----------------------------------------------------------------------
 */

static const struct form_member table_members[] = {
	PLAIN("section", FORM_TEXT, record_table, section),
	PLAIN("columns", FORM_TEXTS, record_table, columns),
	MANY("rows", FORM_ROWS, record_table, rows, NULL),
	END,
};
static const struct form table_form = {NULL, sizeof(struct record_table), table_members};

static const struct form_member requirement_members[] = {
	PLAIN("role", FORM_TEXT, record_requirement, role),
	PLAIN("state", FORM_WORD, record_requirement, state),
	PLAIN("count", FORM_COUNT, record_requirement, count),
	PLAIN("valid", FORM_COUNT, record_requirement, valid),
	PLAIN("due", FORM_BOOL, record_requirement, due),
	PLAIN("awaited", FORM_BOOL, record_requirement, awaited),
	PLAIN("awaits", FORM_TEXTS, record_requirement, awaits),
	PLAIN("before", FORM_TEXTS, record_requirement, before),
	END,
};
static const struct form requirement_form = {
	NULL, sizeof(struct record_requirement), requirement_members};

static const struct form_member signoff_members[] = {
	PLAIN("role", FORM_TEXT, record_signoff, role),
	PLAIN("by", FORM_TEXT, record_signoff, by),
	PLAIN("name", FORM_TEXT, record_signoff, name),
	PLAIN("at", FORM_TIME, record_signoff, at),
	PLAIN("decision", FORM_WORD, record_signoff, decision),
	PLAIN("note", FORM_TEXT, record_signoff, note),
	PLAIN("state", FORM_WORD, record_signoff, state),
	PLAIN("reason", FORM_TEXT, record_signoff, reason),
	PLAIN("required", FORM_WORD, record_signoff, required),
	PLAIN("reached", FORM_TEXT, record_signoff, reached),
	PLAIN("commit", FORM_COMMIT, record_signoff, commit),
	PLAIN("author", FORM_TEXT, record_signoff, author),
	PLAIN("expires", FORM_TIME, record_signoff, expires),
	PLAIN("stale_since", FORM_TIME, record_signoff, stale_since),
	PLAIN("stale_commit", FORM_COMMIT, record_signoff, stale_commit),
	PLAIN("stale_author", FORM_TEXT, record_signoff, stale_author),
	PLAIN("changed", FORM_TEXTS, record_signoff, changed),
	PLAIN("carried", FORM_BOOL, record_signoff, carried),
	END,
};
static const struct form signoff_form = {NULL, sizeof(struct record_signoff), signoff_members};

static const struct form_member relation_members[] = {
	PLAIN("name", FORM_TEXT, record_relation, name),
	PLAIN("target", FORM_TEXT, record_relation, target),
	PLAIN("to", FORM_LINK, record_relation, to),
	PLAIN("upstream", FORM_BOOL, record_relation, upstream),
	PLAIN("missing", FORM_BOOL, record_relation, missing),
	END,
};
static const struct form relation_form = {NULL, sizeof(struct record_relation), relation_members};

static const struct form_member gap_members[] = {
	PLAIN("gap", FORM_WORD, record_gap, type),
	PLAIN("subject", FORM_TEXT, record_gap, subject),
	PLAIN("text", FORM_TEXT, record_gap, text),
	END,
};
static const struct form gap_form = {NULL, sizeof(struct record_gap), gap_members};

/* ---- Lines ------------------------------------------------------------------------------------
 */

static const struct form_member repository_members[] = {
	MADE("type", FORM_TYPE),
	MADE("schema", FORM_SCHEMA),
	MADE("tool", FORM_TOOL),
	PLAIN("name", FORM_NAME, record_repository, name),
	PLAIN("revision", FORM_COMMIT, record_repository, revision),
	PLAIN("worktree", FORM_BOOL, record_repository, is_worktree),
	PLAIN("site", FORM_SITE, record_repository, site),
	PLAIN("today", FORM_DATE, record_repository, today),
	PLAIN("now", FORM_TIME, record_repository, now),
	END,
};

static const struct form_member person_members[] = {
	MADE("type", FORM_TYPE),
	MADE("repository", FORM_ALONE),
	PLAIN("id", FORM_NAME, record_person, id),
	PLAIN("name", FORM_TEXT, record_person, name),
	PLAIN("roles", FORM_TEXTS, record_person, roles),
	END,
};

static const struct form_member document_members[] = {
	MADE("type", FORM_TYPE),
	MADE("key", FORM_KEY),
	PLAIN("repository", FORM_REPOSITORY, record_document, repository),
	PLAIN("path", FORM_PATH, record_document, path),
	PLAIN("id", FORM_TEXT, record_document, id),
	PLAIN("kind", FORM_TEXT, record_document, kind),
	PLAIN("kind_name", FORM_TEXT, record_document, kind_name),
	PLAIN("title", FORM_TEXT, record_document, title),
	PLAIN("status", FORM_TEXT, record_document, status),
	PLAIN("standing", FORM_TEXT, record_document, standing),
	PLAIN("initial", FORM_BOOL, record_document, is_initial),
	PLAIN("withdrawn", FORM_BOOL, record_document, is_withdrawn),
	PLAIN("ready", FORM_BOOL, record_document, is_ready),
	PLAIN("unproven", FORM_BOOL, record_document, is_unproven),
	PLAIN("owner", FORM_TEXT, record_document, owner),
	PLAIN("created", FORM_DAY, record_document, created),
	PLAIN("updated", FORM_DAY, record_document, updated),
	PLAIN("due", FORM_DAY, record_document, due),
	PLAIN("due_why", FORM_TEXT, record_document, due_why),
	PLAIN("errors", FORM_SIZE, record_document, errors),
	PLAIN("warnings", FORM_SIZE, record_document, warnings),
	PLAIN("page", FORM_PAGE, record_document, page),
	MANY("fields", FORM_FIELDS, record_document, fields, NULL),
	MANY("tables", FORM_LIST, record_document, tables, &table_form),
	MANY("requirements", FORM_LIST, record_document, requirements, &requirement_form),
	MANY("signoffs", FORM_LIST, record_document, signoffs, &signoff_form),
	MANY("relations", FORM_LIST, record_document, relations, &relation_form),
	MANY("gaps", FORM_LIST, record_document, gaps, &gap_form),
	END,
};

static const struct form_member event_members[] = {
	MADE("type", FORM_TYPE),
	PLAIN("document", FORM_DOCUMENT, record_event, document),
	PLAIN("event", FORM_WORD, record_event, type),
	PLAIN("time", FORM_TIME, record_event, time),
	PLAIN("commit", FORM_COMMIT, record_event, commit),
	PLAIN("author", FORM_TEXT, record_event, author),
	PLAIN("text", FORM_TEXT, record_event, text),
	PLAIN("role", FORM_TEXT, record_event, role),
	PLAIN("by", FORM_TEXT, record_event, by),
	PLAIN("decision", FORM_WORD, record_event, decision),
	PLAIN("from", FORM_TEXT, record_event, from),
	PLAIN("to", FORM_TEXT, record_event, to),
	PLAIN("foreign", FORM_BOOL, record_event, is_foreign),
	END,
};

static const struct form_member action_members[] = {
	MADE("type", FORM_TYPE),
	PLAIN("document", FORM_DOCUMENT, record_action, document),
	PLAIN("id", FORM_TEXT, record_action, id),
	PLAIN("text", FORM_TEXT, record_action, text),
	PLAIN("owner", FORM_TEXT, record_action, owner),
	PLAIN("state", FORM_WORD, record_action, state),
	PLAIN("due", FORM_DAY, record_action, due),
	PLAIN("priority", FORM_TEXT, record_action, priority),
	PLAIN("side", FORM_TEXT, record_action, side),
	PLAIN("action_type", FORM_TEXT, record_action, type),
	PLAIN("tracking", FORM_TEXT, record_action, tracking),
	PLAIN("unfinished", FORM_BOOL, record_action, unfinished),
	PLAIN("overdue", FORM_BOOL, record_action, overdue),
	PLAIN("lives_elsewhere", FORM_BOOL, record_action, lives_elsewhere),
	PLAIN("since", FORM_TIME, record_action, since),
	PLAIN("finished", FORM_TIME, record_action, finished),
	PLAIN("slips", FORM_COUNT, record_action, slips),
	END,
};

const struct form export_forms[N_EXPORT_LINES] = {
	[EXPORT_REPOSITORY] = {"repository", sizeof(struct record_repository), repository_members},
	[EXPORT_PERSON] = {"person", sizeof(struct record_person), person_members},
	[EXPORT_DOCUMENT] = {"document", sizeof(struct record_document), document_members},
	[EXPORT_EVENT] = {"event", sizeof(struct record_event), event_members},
	[EXPORT_ACTION] = {"action", sizeof(struct record_action), action_members},
};
