/*
 * repository.h - what tests of history share: a repository that a script makes, and what is found
 * in it.
 */
#ifndef HANDOFF_TESTS_UNIT_REPOSITORY_H
#define HANDOFF_TESTS_UNIT_REPOSITORY_H

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/process.h"
#include "check/check.h"
#include "signoff/ledger.h"

/* The clock of all scripts begins here, and stands at NOW when they have ended: 2026-11-24. */
#define START INT64_C(1795500000)
#define NOW   (START + 10000)

static char home[] = "/tmp/handoff-unit-XXXXXX";

/* The kind takes a sign-off of each of two people, and two reviews by anybody. */
static const char prelude[] =
	"set -eu; rm -rf repo; git init -q -b main repo; cd repo\n"
	"as() { git config user.name $1; git config user.email $1@example.com; }\n"
	/* The author's clock is seven seconds behind. */
	"at() { SOURCE_DATE_EPOCH=$((1795500000 + $1))\n"
	" GIT_AUTHOR_DATE=\"$((SOURCE_DATE_EPOCH - 7)) +0000\"\n"
	" GIT_COMMITTER_DATE=\"$SOURCE_DATE_EPOCH +0000\"\n"
	" export SOURCE_DATE_EPOCH GIT_AUTHOR_DATE GIT_COMMITTER_DATE; }\n"
	"save() { git add -A; git commit -qm x; }\n"
	"sign() { as $2; handoff sign $1 --as $3 >/dev/null; save; }\n"
	"note() { f=handoff/note/$1.md; shift\n"
	" { echo ---; echo kind: note; echo id: $(basename $f .md); echo title: Note\n"
	"   for l; do echo \"$l\"; done; echo ---; echo '# Note'; echo; echo '## Text'; echo\n"
	"   echo It is said.; } >$f; }\n"
	"edit() { f=handoff/note/$1.md; sed \"$2\" $f >../new; cat ../new >$f; }\n"
	"mkdir -p .handoff/templates handoff/note\n"
	"echo 'version: 1' >.handoff/config.yaml\n"
	"cat >.handoff/people.yaml <<'END'\n"
	"people:\n"
	"  alice: {name: A, emails: [alice@example.com], roles: [research-lead, reviewer]}\n"
	"  bob: {name: B, emails: [bob@example.com], roles: [operations-lead]}\n"
	"  carol: {name: C, emails: [carol@example.com], roles: [operations-lead, reviewer]}\n"
	"  dave: {name: D, emails: [dave@example.com], roles: [{role: reviewer, until: "
	"2026-01-01}]}\n"
	"END\n"
	"cat >.handoff/templates/note.md <<'END'\n"
	"---\n"
	"kind: note\n"
	"contract:\n"
	"  directory: handoff/note\n"
	"  fields:\n"
	"    title: {type: string, required: true}\n"
	"    author: {type: person}\n"
	"    model: {type: link, to: note, upstream: true}\n"
	"    report: {type: file, upstream: true}\n"
	"  lifecycle: {initial: draft, draft: [review], review: [draft, final, dropped],\n"
	"    final: [review, dropped], dropped: []}\n"
	"  withdrawn: [dropped]\n"
	"  signoffs:\n"
	"    - {role: research-lead, before: [final]}\n"
	"    - {role: operations-lead, before: [final], not-author: true}\n"
	"    - {role: reviewer, count: 2, before: [dropped], same-person: true}\n"
	"  sections:\n"
	"    Action Items:\n"
	"      optional: true\n"
	"      actions: {}\n"
	"      table: {columns: {ID: text, Action: text, Status: {enum: [open, done, moved]}}}\n"
	"---\n"
	"# {{title}}\n"
	"## Text\n"
	"## Action Items\n"
	"END\n"
	"as alice; at 0; save\n";

/* Makes the repository; what the script prints, malloc'd. */
static char *make(const char *script)
{
	char *text = mem_format("%s%s", prelude, script);
	char *argv[] = {(char *)"/bin/sh", (char *)"-c", text, NULL};
	struct process_request request = {.argv = argv, .max_output = 1 << 20, .timeout = 600};
	struct process_result result;

	assert_null(process_capture(&request, &result));
	if (result.status)
		print_error("%s: %s\n", script, result.err.at ? result.err.at : "");
	assert_int_equal(result.status, 0);
	buffer_dispose(&result.err);
	free(text);
	return buffer_take(&result.out);
}

/* The repository as it is found. */
struct found {
	struct repo *repo;
	struct check_result result;
	const struct workspace *workspace;
	const struct ledger *ledger;
};

/* `rev` NULL: the working tree. */
static void find(const char *rev, struct found *found)
{
	struct check_request request = {.rev = rev, .lives = true};
	struct error *error = repo_open("repo", &found->repo);

	assert_null(error);
	request.repo = found->repo;
	error = check_run(&request, &found->result);
	if (error)
		print_error("%s\n", error->message);
	assert_null(error);
	assert_false(found->result.policy_unusable);
	found->workspace = &found->result.workspace;
	found->ledger = found->result.ledger;
}

__attribute__((unused)) static const struct document_ledger *found_note(
	const struct found *found, const char *id)
{
	const struct document *document = corpus_find_id(found->workspace->corpus, slice_of(id));
	const struct document_ledger *mine = document ? ledger_of(found->ledger, document) : NULL;

	assert_non_null(mine);
	return mine;
}

static void drop(struct found *found)
{
	check_result_dispose(&found->result);
	repo_free(found->repo);
}

static int make_home(void **state)
{
	char now[32];

	(void)state;
	if (!mkdtemp(home) || chdir(home))
		return -1;
	snprintf(now, sizeof now, "%lld", (long long)NOW);
	setenv("SOURCE_DATE_EPOCH", now, 1);
	setenv("HOME", home, 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	unsetenv("XDG_CONFIG_HOME");
	return 0;
}

static int remove_home(void **state)
{
	(void)state;
	free(make("cd ..; rm -rf \"$HOME\""));
	return chdir("/");
}

#endif
