#include "check/check.h"

#include <stdlib.h>

#include "check/baseline_file.h"
#include "check/branch.h"
#include "check/check_parts.h"
#include "check/checker.h"
#include "check/circles.h"
#include "check/exception.h"
#include "check/glossary.h"
#include "check/lookup.h"
#include "check/secrets.h"
#include "check/tiers.h"
#include "check/uniques.h"
#include "signoff/ledger.h"

static const enum rule_id policy_rules[PROBLEM_TYPES] = {
	[PROBLEM_SYNTAX] = RULE_POLICY_SYNTAX,
	[PROBLEM_UNKNOWN_KEY] = RULE_POLICY_UNKNOWN_KEY,
	[PROBLEM_MISSING_KEY] = RULE_POLICY_MISSING_KEY,
	[PROBLEM_VALUE] = RULE_POLICY_VALUE,
	[PROBLEM_REFERENCE] = RULE_POLICY_REFERENCE,
};

static const enum rule_id template_rules[PROBLEM_TYPES] = {
	[PROBLEM_SYNTAX] = RULE_TEMPLATE_SYNTAX,
	[PROBLEM_UNKNOWN_KEY] = RULE_TEMPLATE_UNKNOWN_KEY,
	[PROBLEM_MISSING_KEY] = RULE_TEMPLATE_MISSING_KEY,
	[PROBLEM_VALUE] = RULE_TEMPLATE_VALUE,
	[PROBLEM_REFERENCE] = RULE_TEMPLATE_REFERENCE,
};

void check_add_problems(struct findings *findings, const struct problems *problems)
{
	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *problem = &problems->items[i];
		enum rule_id rule = problem->in_template ? template_rules[problem->type]
							 : policy_rules[problem->type];

		GROW(findings->items, findings->count, findings->capacity);
		findings->items[findings->count++] = (struct finding){
			.rule = &rules[rule],
			.severity = SEVERITY_ERROR,
			.path = problem->path,
			.start = problem->start,
			.end = problem->end,
			.line = mem_string(slice_of(problem->line)),
			.heading = mem_string(slice_of("")),
			.document = mem_string(slice_of("")),
			.message = mem_string(slice_of(problem->message)),
		};
	}
}

/* A family may be lowered although some of its rules stay what they are. */
static bool is_fixed(const struct severity_setting *setting)
{
	const struct rule *rule = rule_find(slice_of(setting->rule));

	return rule && rule->flags & RULE_FIXED && setting->severity != rule->severity;
}

void check_settings(const struct config *config, struct problems *problems)
{
	for (size_t i = 0; i < config->n_severities; i++) {
		const struct severity_setting *setting = &config->severities[i];
		const char *near;
		struct problem problem = {.start = setting->place,
			.end = setting->place,
			.type = is_fixed(setting) ? PROBLEM_VALUE : PROBLEM_REFERENCE};

		if (rule_exists(slice_of(setting->rule)) && !is_fixed(setting))
			continue;
		near = rule_nearest(slice_of(setting->rule));
		problem.path = mem_string(slice_of(POLICY_CONFIG));
		problem.line = mem_string(slice_of(""));
		problem.message = is_fixed(setting)
					  ? mem_format("the severity of %s cannot be changed: a "
						       "document that breaks it "
						       "cannot be judged",
						    setting->rule)
				  : near ? mem_format("unknown rule \"%s\"; did you mean \"%s\"?",
						   setting->rule, near)
					 : mem_format("unknown rule \"%s\"", setting->rule);
		GROW(problems->items, problems->count, problems->capacity);
		problems->items[problems->count++] = problem;
	}
}

static void run_rules(struct checker *checker)
{
	const struct document *document = checker->document;
	size_t first, first_excepted = checker->excepted->count;
	bool has_secrets;

	checker->strict = document->kind && document->status >= 0 &&
			  document->kind->lifecycle.strict >> document->status & 1;
	checker->recorded = checker->dropped = 0;
	first = checker->findings->count;
	check_faults(checker);
	if (document->refusal)
		return;
	check_front(checker);
	if (document->kind) {
		check_sections(checker);
		check_tables(checker);
		check_rows(checker);
		check_actions(checker);
		check_texts(checker);
		check_tiers(checker);
		check_placeholders(checker);
	}
	check_glossary(checker);
	check_links(checker);
	check_signoffs(checker);
	has_secrets = check_secrets(checker);
	check_exceptions(checker, first);
	if (has_secrets)
		hide_secrets(checker, first, first_excepted);
	if (checker->dropped) {
		checker->recorded = 0;
		checker_add(checker, RULE_TEXT_LIMIT, checker_document_span(checker),
			"%zu more findings in this document are not shown", checker->dropped);
	}
}

static struct checker checker_for(struct check_result *result)
{
	const struct policy *policy = result->workspace.policy;

	return (struct checker){
		.corpus = result->workspace.corpus,
		.config = policy_config(policy),
		.people = policy_people(policy),
		.lookups = lookups_new(),
		.circles = circles_new(),
		.uniques = uniques_new(),
		.secrets = secrets_new(),
		.glossary = glossary_state_new(),
		.is_staged = result->workspace.is_index,
		.ledger = result->ledger,
		.findings = &result->findings,
		.excepted = &result->excepted,
		.today = result->workspace.today,
	};
}

/* Glossaries come last, when it is known which of their words the others use. */
static void run_rules_on(struct checker *checker, bool glossaries)
{
	const struct document *documents;
	size_t count;

	documents = corpus_documents(checker->corpus, &count);
	for (size_t i = 0; i < count; i++) {
		if (!documents[i].checked || glossary_is_one(&documents[i]) != glossaries)
			continue;
		checker->document = &documents[i];
		run_rules(checker);
	}
}

static void check_corpus(struct check_result *result)
{
	struct checker checker = checker_for(result);

	run_rules_on(&checker, false);
	run_rules_on(&checker, true);
	check_ids(&checker);
	check_people(&checker);
	lookups_free(checker.lookups);
	circles_free(checker.circles);
	uniques_free(checker.uniques);
	secrets_free(checker.secrets);
	tiers_free(checker.tiers);
	glossary_state_free(checker.glossary);
	result->documents = corpus_count_checked(result->workspace.corpus);
}

/* What would be found if the documents were where they are to go. */
static void set_statuses(const struct check_request *request, struct check_result *result)
{
	struct document *documents = corpus_writable(result->workspace.corpus);
	size_t count;

	corpus_documents(result->workspace.corpus, &count);
	for (size_t i = 0; i < count; i++) {
		int status;

		if (!documents[i].checked)
			continue;
		status = request->as_status(&documents[i], request->to);
		if (status >= 0)
			documents[i].status = status;
	}
}

static struct error *check_within(
	const struct check_request *request, bool narrow, struct check_result *result)
{
	struct workspace_request wanted = {
		.repo = request->repo,
		.jobs = request->jobs,
		.rev = request->rev,
		.staged = request->staged,
		.everything = request->everything,
		.narrow = narrow,
		.policy = request->policy,
		.paths = request->paths,
		.n_paths = request->n_paths,
	};
	struct error *error;

	*result = (struct check_result){0};
	error = workspace_open(&wanted, &result->workspace);
	if (error)
		return error;
	if (result->workspace.policy_unusable) {
		result->policy_unusable = true;
		check_add_problems(&result->findings, &result->workspace.problems);
	} else {
		if (request->as_status)
			set_statuses(request, result);
		error = ledger_read(&result->workspace, request->lives, &result->ledger);
		if (!error)
			check_corpus(result);
		if (!error)
			error = snapshot_take_trouble(result->workspace.snapshot);
	}
	findings_sort(&result->findings);
	findings_sort(&result->excepted);
	return error;
}

/* A hook is to be fast: of 10,000 documents it reads those that matter, and the others only where
 * these have not what is looked for. */
struct error *check_once(const struct check_request *request, struct check_result *result)
{
	bool narrow = request->staged && !request->everything;
	struct error *error = check_within(request, narrow, result);

	if (error || !result->workspace.corpus || !corpus_was_too_narrow(result->workspace.corpus))
		return error;
	check_result_dispose(result);
	return check_within(request, false, result);
}

/* ---- What is known already ------------------------------------------------------------------ */

static struct baseline_view view_of(
	const struct check_request *request, const struct check_result *result)
{
	return (struct baseline_view){
		result->workspace.corpus, request->n_paths > 0 || request->staged || request->base};
}

static void apply_baseline(
	const struct check_request *request, struct baseline *baseline, struct check_result *result)
{
	struct baseline_view view = view_of(request, result);

	if (baseline && !result->policy_unusable)
		result->baseline_use =
			baseline_apply(baseline, &view, &result->findings, &result->baselined);
}

static struct error *use_baseline(const struct check_request *request, struct check_result *result)
{
	struct error *error;

	if (result->policy_unusable || !request->baseline || request->write_baseline)
		return NULL;
	error = baseline_read(&result->workspace, request->baseline, &result->baseline);
	findings_keep_fingerprints(&result->findings);
	if (!error)
		apply_baseline(request, result->baseline, result);
	return error;
}

/* What is passed over is not mended either: --fix comes after this, and before write_baseline. */
static struct error *run_with_baseline(
	const struct check_request *request, struct check_result *result)
{
	struct error *error = check_once(request, result);

	return error ? error : use_baseline(request, result);
}

static struct error *write_baseline(
	const struct check_request *request, struct check_result *result)
{
	struct baseline_view view = view_of(request, result);
	struct error *error = baseline_write(&result->workspace, request->write_baseline,
		&result->findings, &view, &result->baseline_made, &result->baseline);

	if (!error)
		apply_baseline(request, result->baseline, result);
	return error;
}

/* ---- Policy from a trusted revision --------------------------------------------------------- */

const char *check_keep_path(struct check_result *result, const char *path)
{
	if (!result->paths)
		result->paths = arena_new();
	return arena_string(result->paths, slice_of(path));
}

static void report_policy_change(void *context, const char *path, bool is_new, bool is_gone)
{
	struct check_result *result = context;
	struct findings *findings = &result->findings;
	const char *name = result->workspace.policy_revision.name;

	GROW(findings->items, findings->count, findings->capacity);
	findings->items[findings->count++] = (struct finding){
		.rule = &rules[RULE_POLICY_CHANGED],
		.severity = rules[RULE_POLICY_CHANGED].severity,
		.path = check_keep_path(result, path),
		.start = {1, 1, 0},
		.end = {1, 1, 0},
		.line = mem_string(slice_of("")),
		.heading = mem_string(slice_of("")),
		.document = mem_string(slice_of("")),
		.message = mem_format("%s here and not as in %s, which was applied",
			is_new    ? "is new"
			: is_gone ? "was removed"
				  : "is changed",
			name),
	};
}

static struct error *check_kind_of(
	const struct check_request *request, struct check_result *result);

/* So that merging a new policy comes as no surprise: what its documents would be found to be. */
static struct error *look_ahead(const struct check_request *request, struct check_result *result)
{
	struct check_request wanted = *request;
	struct check_result ahead;
	struct error *error;

	wanted.policy = request->base ? request->head ? request->head : "HEAD" : NULL;
	wanted.fix = false;
	wanted.baseline = NULL;
	wanted.lives = false;
	error = check_kind_of(&wanted, &ahead);
	if (!error)
		apply_baseline(&wanted, result->baseline, &ahead);
	/* A policy that cannot even be read, such as a symbolic link, is one that cannot be used.
	 */
	result->ahead.present = true;
	result->ahead.unusable = error || ahead.policy_unusable;
	result->ahead.errors = findings_count(&ahead.findings, SEVERITY_ERROR);
	result->ahead.warnings = findings_count(&ahead.findings, SEVERITY_WARNING);
	check_result_dispose(&ahead);
	error_free(error);
	return NULL;
}

static struct error *compare_policies(
	const struct check_request *request, struct check_result *result)
{
	size_t before = result->findings.count;
	struct error *error =
		workspace_policy_changes(&result->workspace, report_policy_change, result);

	if (error || result->findings.count == before)
		return error;
	findings_sort(&result->findings);
	return look_ahead(request, result);
}

/* What one fix lets come to light another may mend; documents do not need more rounds than these.
 */
#define MAX_ROUNDS 4

static struct error *fix_and_check(const struct check_request *request, struct check_result *result)
{
	struct fixes fixes = {0};
	struct error *error = run_with_baseline(request, result);
	size_t before;

	for (int round = 0;
		request->fix && round < MAX_ROUNDS && !error && result->workspace.corpus; round++) {
		before = fixes.count;
		error = repo_check_writable(request->repo);
		if (!error)
			error = fix_documents(result->workspace.corpus, &result->findings,
				result->workspace.pool, repo_worktree_fd(request->repo), &fixes);
		if (error || fixes.count == before)
			break;
		check_result_dispose(result);
		error = run_with_baseline(request, result);
	}
	result->fixes = fixes;
	return error;
}

/* Without a baseline where a branch or what is staged is looked at: it is for what these leave. */
static struct error *check_kind_of(const struct check_request *request, struct check_result *result)
{
	if (request->base)
		return branch_check(request, result);
	if (request->staged)
		return staged_check(request, result);
	return fix_and_check(request, result);
}

struct error *check_run(const struct check_request *request, struct check_result *result)
{
	struct check_request wanted = *request;
	struct error *error;

	if (wanted.base && !wanted.policy)
		wanted.policy = wanted.base;
	error = check_kind_of(&wanted, result);
	if (!error && (wanted.base || wanted.staged))
		error = use_baseline(&wanted, result);
	/* What only some of the documents were looked at for is not known to be gone. */
	if (wanted.base || wanted.staged)
		result->baseline_use.gone = 0;
	if (!error && !result->policy_unusable && wanted.write_baseline)
		error = write_baseline(&wanted, result);
	if (!error && wanted.policy && !result->policy_unusable)
		error = compare_policies(&wanted, result);
	if (!error && wanted.message && !result->policy_unusable)
		error = check_trailers(&wanted, result);
	if (!error && !result->policy_unusable)
		select_findings(&wanted, result);
	return error;
}

void check_result_dispose(struct check_result *result)
{
	fixes_dispose(&result->fixes);
	findings_dispose(&result->findings);
	findings_dispose(&result->excepted);
	findings_dispose(&result->baselined);
	baseline_free(result->baseline);
	branch_free(result->branch);
	ledger_free(result->ledger);
	workspace_dispose(&result->workspace);
	arena_free(result->paths);
	*result = (struct check_result){0};
}
