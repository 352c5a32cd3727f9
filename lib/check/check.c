#include "check/check.h"

#include <stdlib.h>

#include "check/checker.h"
#include "check/circles.h"
#include "check/exception.h"
#include "check/lookup.h"
#include "check/secrets.h"

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
		check_texts(checker);
		check_placeholders(checker);
	}
	check_links(checker);
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

static struct checker checker_for(struct check_result *result, struct date today)
{
	const struct policy *policy = result->policy;

	return (struct checker){
		.corpus = result->corpus,
		.config = policy_config(policy),
		.people = policy_people(policy),
		.lookups = lookups_new(),
		.circles = circles_new(),
		.secrets = secrets_new(),
		.findings = &result->findings,
		.excepted = &result->excepted,
		.today = today,
	};
}

static void check_corpus(struct check_result *result, struct date today)
{
	struct checker checker = checker_for(result, today);
	const struct document *documents;
	size_t count;

	documents = corpus_documents(result->corpus, &count);
	for (size_t i = 0; i < count; i++) {
		if (!documents[i].checked)
			continue;
		checker.document = &documents[i];
		run_rules(&checker);
	}
	check_ids(&checker);
	check_people(&checker);
	lookups_free(checker.lookups);
	circles_free(checker.circles);
	secrets_free(checker.secrets);
	findings_sort(&result->findings);
	findings_sort(&result->excepted);
	result->documents = corpus_count_checked(result->corpus);
}

static struct error *read_policy(struct check_result *result, struct problems *problems)
{
	struct error *error =
		policy_load(result->snapshot, result->pool, problems, &result->policy);

	if (error)
		return error;
	check_settings(policy_config(result->policy), problems);
	if (problems->count == 0)
		return NULL;
	result->policy_unusable = true;
	check_add_problems(&result->findings, problems);
	findings_sort(&result->findings);
	return NULL;
}

static struct error *run_once(const struct check_request *request, struct check_result *result)
{
	struct corpus_request wanted = {.paths = request->paths, .n_paths = request->n_paths};
	struct date today;
	struct error *error;

	*result = (struct check_result){0};
	error = clock_today(&today);
	if (!error)
		error = snapshot_of_worktree(request->repo, &result->snapshot);
	if (error)
		return error;
	result->pool = doc_pool_new(request->jobs, &doc_limits_default);
	error = read_policy(result, &result->problems);
	if (error || result->policy_unusable)
		return error;
	wanted.snapshot = result->snapshot;
	wanted.policy = result->policy;
	wanted.pool = result->pool;
	error = corpus_read(&wanted, &result->corpus);
	if (!error)
		check_corpus(result, today);
	return error;
}

/* What one fix lets come to light another may mend; documents do not need more rounds than these.
 */
#define MAX_ROUNDS 4

struct error *check_run(const struct check_request *request, struct check_result *result)
{
	struct fixes fixes = {0};
	struct error *error = run_once(request, result);
	size_t before;

	for (int round = 0; request->fix && round < MAX_ROUNDS && !error && result->corpus;
		round++) {
		before = fixes.count;
		error = repo_check_writable(request->repo);
		if (!error)
			error = fix_documents(result->corpus, &result->findings, result->pool,
				repo_worktree_fd(request->repo), &fixes);
		if (error || fixes.count == before)
			break;
		check_result_dispose(result);
		error = run_once(request, result);
	}
	result->fixes = fixes;
	return error;
}

void check_result_dispose(struct check_result *result)
{
	fixes_dispose(&result->fixes);
	findings_dispose(&result->findings);
	findings_dispose(&result->excepted);
	problems_dispose(&result->problems);
	corpus_free(result->corpus);
	policy_free(result->policy);
	doc_pool_free(result->pool);
	snapshot_free(result->snapshot);
	*result = (struct check_result){0};
}
