/*
 * A comment that a bot posts, or the summary of a step: the verdict, what happens to sign-offs,
 * then the findings, folded away file by file.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "report/markdown_branch.h"
#include "report/markdown_text.h"
#include "report/report.h"

/* A bot knows its own comment by this line. It stays the same in all versions. */
#define MARKER "<!-- handoff: check -->\n\n"

/* What GitHub takes, in characters; counted in bytes it is enough for every way of counting. */
#define MAX_SIZE 65536

/* Of these at most so much is for sign-offs. */
#define MAX_SIGNOFFS (MAX_SIZE / 3)

/* Room for the line that says how much there was none for. */
#define ROOM_FOR_CUT 256

#define MAX_POLICY_FILES 10

/* ---- What stands above the findings --------------------------------------------------------- */

static void add_lost(struct buffer *out, const struct branch *branch)
{
	size_t lost = branch ? markdown_branch_lost(branch) : 0;

	if (lost == 0)
		return;
	buffer_add_string(out, "; ");
	report_count(out, lost, "sign-off");
	buffer_addf(out, " do%s not stand any more", lost == 1 ? "es" : "");
}

static void add_verdict(struct buffer *out, const struct check_result *result)
{
	const struct findings *findings = &result->findings;

	buffer_add_string(out, "**handoff: ");
	if (findings->count == 0) {
		buffer_add_string(out, "nothing to mend");
	} else {
		report_severities(out, findings);
		buffer_add_string(out, " in ");
		report_count(out, report_count_files(findings), "file");
	}
	buffer_add_string(out, "; ");
	if (result->policy_unusable) {
		buffer_add_string(out, "the files under `.handoff/` cannot be used, and nothing "
				       "was checked");
	} else {
		report_count(out, result->documents, "document");
		buffer_add_string(out, " checked");
	}
	add_lost(out, result->branch);
	buffer_add_string(out, ".**\n\n");
}

static void add_policy_files(struct buffer *out, const struct findings *findings)
{
	size_t count = 0;

	for (size_t i = 0; i < findings->count; i++) {
		if (findings->items[i].rule != &rules[RULE_POLICY_CHANGED])
			continue;
		if (count++ >= MAX_POLICY_FILES)
			continue;
		buffer_add_string(out, count == 1 ? "" : ", ");
		markdown_code(out, slice_of(findings->items[i].path));
	}
	if (count > MAX_POLICY_FILES)
		buffer_addf(out, " and %zu more", count - MAX_POLICY_FILES);
}

static void add_look_ahead(struct buffer *out, const struct look_ahead *ahead)
{
	if (!ahead->present)
		return;
	if (ahead->unusable) {
		buffer_add_string(out, " The policy that stands here could not be used.");
		return;
	}
	buffer_add_string(out, " Under the policy that stands here there would be ");
	report_count(out, ahead->errors, "error");
	buffer_add_string(out, " and ");
	report_count(out, ahead->warnings, "warning");
	buffer_add_char(out, '.');
}

/* So that nobody takes a check that was changed along with the documents for one that was not. */
static void add_policy(struct buffer *out, const struct check_result *result)
{
	struct buffer files = BUFFER_INIT;

	add_policy_files(&files, &result->findings);
	if (files.len) {
		buffer_add_string(out, "The policy is changed here, and was not applied as it "
				       "stands here: ");
		buffer_add_slice(out, buffer_slice(&files));
		buffer_add_char(out, '.');
	}
	add_look_ahead(out, &result->ahead);
	if (files.len || result->ahead.present)
		buffer_add_string(out, "\n\n");
	buffer_dispose(&files);
}

/* ---- What stands below ---------------------------------------------------------------------- */

static void add_counts(struct buffer *out, const struct check_result *result)
{
	size_t start = out->len;

	if (result->fixes.count) {
		report_count(out, result->fixes.count, "place");
		buffer_add_string(out, " mended. ");
	}
	if (result->excepted.count) {
		report_count(out, result->excepted.count, "exception");
		buffer_add_string(out, " with reasons. ");
	}
	if (result->baselined.count) {
		report_count(out, result->baselined.count, "finding");
		buffer_add_string(out, " known to the baseline. ");
	}
	if (out->len > start) {
		out->len--;
		buffer_add_string(out, "\n\n");
	}
}

static void add_revision(struct buffer *out, const char *what, const struct revision *revision)
{
	char hex[OBJECT_ID_HEX + 1];

	object_id_format(&revision->commit, hex);
	buffer_addf(out, ", %s ", what);
	markdown_code(out, slice_of(revision->name));
	buffer_addf(out, " (`%.12s`)", hex);
}

static void add_origin(struct buffer *out, const struct workspace *workspace)
{
	buffer_add_string(out, "handoff " HANDOFF_VERSION);
	if (workspace->is_commit)
		add_revision(out, "documents of", &workspace->tip);
	if (workspace->has_policy)
		add_revision(out, "policy of", &workspace->policy_revision);
	buffer_add_char(out, '\n');
}

/* ---- Findings ------------------------------------------------------------------------------- */

/* The findings on one file. */
struct group {
	struct findings all;
	struct buffer head; /* empty until one of them is shown */
	struct buffer lines;
	size_t shown;
};

#define GROUP_END "\n</details>\n\n"

static size_t make_groups(const struct findings *findings, struct group *groups)
{
	size_t count = 0;

	for (size_t i = 0; i < findings->count; i++) {
		if (i == 0 || strcmp(findings->items[i - 1].path, findings->items[i].path) != 0)
			groups[count++].all.items = &findings->items[i];
		groups[count - 1].all.count++;
	}
	return count;
}

/* Groups follow each other as their findings do. */
static struct group *group_of(struct group *groups, size_t count, const struct finding *finding)
{
	size_t low = 0, high = count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (groups[middle].all.items <= finding)
			low = middle;
		else
			high = middle;
	}
	return &groups[low];
}

static void add_head(struct buffer *out, const struct findings *findings)
{
	buffer_add_string(out, "<details>\n<summary>");
	markdown_html_code(out, slice_of(findings->items[0].path));
	buffer_add_string(out, ": ");
	report_severities(out, findings);
	buffer_add_string(out, "</summary>\n\n");
}

static void add_more(struct buffer *out, size_t count)
{
	if (count)
		buffer_addf(out, "- and %zu more\n", count);
}

/* How much of a group there is besides its findings. */
static size_t frame_size(const struct group *group, const struct buffer *head)
{
	struct buffer more = BUFFER_INIT;
	size_t size;

	add_more(&more, group->all.count - 1);
	size = head->len + more.len + strlen(GROUP_END);
	buffer_dispose(&more);
	return size;
}

static void add_line(struct buffer *out, const struct finding *finding)
{
	buffer_addf(out, "- %s, line %u: ",
		finding->severity == SEVERITY_ERROR ? "**error**"
						    : severity_name(finding->severity),
		finding->start.line);
	markdown_code(out, slice_of(finding->message));
	buffer_addf(out, " (`%s`)\n", finding->rule->id);
}

/* Puts a finding into its group; false if there is no room for it. */
static bool take(struct group *group, const struct finding *finding, size_t *room)
{
	struct buffer head = BUFFER_INIT, line = BUFFER_INIT;
	size_t size;
	bool fits;

	if (group->shown == 0)
		add_head(&head, &group->all);
	add_line(&line, finding);
	size = line.len + (head.len ? frame_size(group, &head) : 0);
	fits = size <= *room;
	if (fits) {
		*room -= size;
		group->shown++;
		buffer_add_slice(&group->head, buffer_slice(&head));
		buffer_add_slice(&group->lines, buffer_slice(&line));
	}
	buffer_dispose(&head);
	buffer_dispose(&line);
	return fits;
}

static void add_group(struct buffer *out, struct group *group)
{
	buffer_add_slice(out, buffer_slice(&group->head));
	buffer_add_slice(out, buffer_slice(&group->lines));
	add_more(out, group->all.count - group->shown);
	buffer_add_string(out, GROUP_END);
	buffer_dispose(&group->head);
	buffer_dispose(&group->lines);
	group->shown = 0;
}

/* The gravest findings of all files find room first; files follow by their gravest one. */
static void add_findings(struct buffer *out, const struct findings *findings, size_t room)
{
	const struct finding **list = report_by_severity(findings);
	struct group *groups = mem_calloc(findings->count + 1, sizeof *groups);
	size_t count = make_groups(findings, groups), taken = 0;

	while (taken < findings->count &&
		take(group_of(groups, count, list[taken]), list[taken], &room))
		taken++;
	for (size_t i = 0; i < taken; i++) {
		struct group *group = group_of(groups, count, list[i]);

		if (group->shown)
			add_group(out, group);
	}
	if (taken < findings->count)
		buffer_addf(out,
			"%zu of %zu findings are not shown: there is no room for them in a "
			"comment. `handoff check` lists them all.\n\n",
			findings->count - taken, findings->count);
	free(groups);
	free(list);
}

void report_markdown(
	const struct check_result *result, const struct report_options *options, struct buffer *out)
{
	struct buffer end = BUFFER_INIT;

	(void)options;
	add_counts(&end, result);
	add_origin(&end, &result->workspace);
	buffer_add_string(out, MARKER);
	add_verdict(out, result);
	if (result->branch)
		markdown_branch(out, result->branch, MAX_SIGNOFFS);
	add_policy(out, result);
	add_findings(out, &result->findings, MAX_SIZE - out->len - end.len - ROOM_FOR_CUT);
	buffer_add_slice(out, buffer_slice(&end));
	buffer_dispose(&end);
}
