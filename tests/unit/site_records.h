/* Records written by hand, as many tests need them: two documents with all that there can be. */
#ifndef TESTS_UNIT_SITE_RECORDS_H
#define TESTS_UNIT_SITE_RECORDS_H

#include "site/records.h"

#define COMMIT_A "00000000000000000000000000000000000000aa"
#define COMMIT_B "00000000000000000000000000000000000000bb"

#define TEXTS(...)                                                                                 \
	{                                                                                          \
		(struct slice[]){__VA_ARGS__},                                                     \
			sizeof((struct slice[]){__VA_ARGS__}) / sizeof(struct slice)               \
	}
#define LIST(member, list) .member = (list), .n_##member = sizeof(list) / sizeof *(list)

static struct record_repository repositories[] = {
	{SLICE("example.com/ml"), SLICE(COMMIT_A), true, SLICE("https://docs.example.com/ml/"),
		{2026, 11, 24}, 1795510800},
};

static struct record_person people[] = {
	{SLICE("alice"), SLICE("Alice Ng"), TEXTS(SLICE("research-lead"), SLICE("reviewer"))},
	{.id = SLICE("bob")},
};

static struct record_field fields[] = {
	{SLICE("title"), TEXTS(SLICE("Ranker v42")), false},
	{SLICE("tags"), TEXTS(SLICE("a"), SLICE("")), true},
	{.name = SLICE("none"), .is_list = true},
	{.name = SLICE("nothing")},
};

static struct record_texts rows[] = {
	TEXTS(SLICE("old inputs"), SLICE("yes")),
	TEXTS(SLICE(""), SLICE("no")),
};

static struct record_table tables[] = {
	{SLICE("Risks"), TEXTS(SLICE("Risk"), SLICE("Blocking")), rows, 2},
};

static struct record_requirement requirements[] = {
	{SLICE("research-lead"), SLICE("valid"), 1, 1, true, false, {NULL, 0},
		TEXTS(SLICE("approved"))},
	{SLICE("operations-lead"), SLICE("missing"), 2, 1, true, true,
		TEXTS(SLICE("bob"), SLICE("carol")), TEXTS(SLICE("approved"), SLICE("live"))},
};

static struct record_signoff signoffs[] = {
	{
		.role = SLICE("research-lead"),
		.by = SLICE("alice"),
		.name = SLICE("Alice Ng"),
		.at = 1795442700,
		.decision = SLICE("approve-with-conditions"),
		.note = SLICE("Holds for EU traffic only.\nNo more."),
		.state = SLICE("stale"),
		.reason = SLICE("Risks changed since"),
		.required = SLICE("attributed"),
		.reached = SLICE("content-signed"),
		.commit = SLICE(COMMIT_A),
		.author = SLICE("Alice Ng <alice@example.com>"),
		.expires = TIME_UNKNOWN,
		.stale_since = 1795529100,
		.stale_commit = SLICE(COMMIT_B),
		.stale_author = SLICE("Bob <bob@example.com>"),
		.changed = TEXTS(SLICE("Risks"), SLICE("owner")),
		.carried = true,
	},
};

static struct record_relation relations[] = {
	{SLICE("model"), SLICE("handoff/z.md"), 1, true, false},
	{SLICE("evidence"), SLICE("eval/metrics.json"), SIZE_MAX, true, false},
	{SLICE("runbook"), SLICE("nowhere.md"), SIZE_MAX, false, true},
};

static struct record_gap gaps[] = {
	{SLICE("no-kpi"), SLICE("O-1"), SLICE("has no KPI")},
};

static struct record_document documents[] = {
	{
		.path = SLICE("handoff/a.md"),
		.id = SLICE("ranker"),
		.kind = SLICE("readiness"),
		.kind_name = SLICE("Deployment readiness"),
		.title = SLICE("Ranker <v42>"),
		.status = SLICE("approved"),
		.standing = SLICE("does not hold"),
		.is_unproven = true,
		.owner = SLICE("alice"),
		.created = SLICE("2026-11-01"),
		.updated = SLICE("2026-11-23"),
		.due = SLICE("2026-12-01"),
		.due_why = SLICE("review-by"),
		.errors = 3,
		.warnings = 4,
		.page = SLICE("documents/ranker.html"),
		LIST(fields, fields),
		LIST(tables, tables),
		LIST(requirements, requirements),
		LIST(signoffs, signoffs),
		LIST(relations, relations),
		LIST(gaps, gaps),
	},
	{.path = SLICE("handoff/z.md"), .is_initial = true, .is_withdrawn = true, .is_ready = true},
};

static struct record_event events[] = {
	{.type = SLICE("created"),
		.time = 1795000000,
		.commit = SLICE(COMMIT_A),
		.author = SLICE("Alice Ng <alice@example.com>"),
		.text = SLICE("as draft"),
		.to = SLICE("draft")},
	{.type = SLICE("signed"),
		.time = 1795442700,
		.commit = SLICE(COMMIT_A),
		.author = SLICE("Alice Ng <alice@example.com>"),
		.text = SLICE("alice as research-lead: approve-with-conditions"),
		.role = SLICE("research-lead"),
		.by = SLICE("alice"),
		.decision = SLICE("approve-with-conditions")},
	{.type = SLICE("status"),
		.time = 1795500000,
		.commit = SLICE(COMMIT_A),
		.author = SLICE("Bob <bob@example.com>"),
		.text = SLICE("draft to approved"),
		.from = SLICE("draft"),
		.to = SLICE("approved")},
	{.type = SLICE("stale"),
		.time = 1795529100,
		.commit = SLICE(COMMIT_B),
		.author = SLICE("Bob <bob@example.com>"),
		.text = SLICE("the sign-off of alice: Risks changed"),
		.role = SLICE("research-lead"),
		.by = SLICE("alice")},
	{.document = 1, .type = SLICE("created"), .time = TIME_UNKNOWN},
};

static struct record_action actions[] = {
	{
		.id = SLICE("A-1"),
		.text = SLICE("alert on old inputs"),
		.owner = SLICE("bob"),
		.priority = SLICE("P1"),
		.side = SLICE("operations"),
		.type = SLICE("detect"),
		.tracking = SLICE("FEED-1"),
		.state = SLICE("in-progress"),
		.due = SLICE("2026-11-20"),
		.unfinished = true,
		.overdue = true,
		.lives_elsewhere = true,
		.since = 1795000000,
		.finished = TIME_UNKNOWN,
		.slips = 2,
	},
	{.document = 1, .state = SLICE("done"), .since = TIME_UNKNOWN, .finished = 1795529100},
};

static const struct records sample = {
	.today = {2026, 11, 24},
	.now = 1795510800,
	LIST(repositories, repositories),
	LIST(documents, documents),
	LIST(events, events),
	LIST(actions, actions),
	LIST(people, people),
};

#endif
