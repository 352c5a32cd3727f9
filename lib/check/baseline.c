#include "check/baseline.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/escape.h"

#define HEADER      "# handoff baseline "
#define VERSION     "1"
#define FINGERPRINT 64
#define HINT        "`handoff check --write-baseline FILE` makes it again"

struct entry {
	struct slice line; /* as it stands there, without its end */
	struct slice path, id, fingerprint;
	enum severity severity;
	bool used;
};

struct baseline {
	struct buffer text;
	struct entry *entries; /* sorted by fingerprint, each once */
	size_t count, capacity;
};

void baseline_free(struct baseline *baseline)
{
	if (!baseline)
		return;
	buffer_dispose(&baseline->text);
	free(baseline->entries);
	free(baseline);
}

/* ---- Reading -------------------------------------------------------------------------------- */

bool baseline_is_one(struct slice text)
{
	return slice_starts_with(text, HEADER);
}

static struct slice take_line(struct slice *text)
{
	size_t end = slice_find(*text, '\n');
	struct slice line = {text->at, end};

	*text = slice_from(*text, end + 1);
	if (line.len && line.at[line.len - 1] == '\r')
		line.len--;
	return line;
}

static bool is_conflict(struct slice line)
{
	static const char *const marks[] = {"<<<<<<<", "=======", ">>>>>>>", "|||||||"};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (slice_starts_with(line, marks[i]) && slice_find(line, '\t') == line.len)
			return true;
	}
	return false;
}

static bool is_fingerprint(struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (!strchr("0123456789abcdef", text.at[i]))
			return false;
	}
	return text.len == FINGERPRINT;
}

/* NULL, or what is wrong with the line. */
static const char *read_entry(struct slice line, struct entry *entry)
{
	struct slice rest = line, columns[6];
	const struct rule *rule;
	int severity;

	for (size_t i = 0; i < 6; i++) {
		size_t end = slice_find(rest, '\t');

		if ((i < 5) != (end < rest.len))
			return "six columns belong here, with tabs between them; " HINT;
		columns[i] = (struct slice){rest.at, end};
		rest = slice_from(rest, end + 1);
	}
	rule = rule_find(columns[1]);
	if (rule && !rule_allows_baseline(rule))
		return "no baseline can hold a finding of this rule: take the line out";
	severity = severity_parse(columns[2]);
	if (severity < SEVERITY_INFO)
		return "the third column is error, warning or info; " HINT;
	if (!is_fingerprint(columns[3]))
		return "the fourth column is a fingerprint of 64 hexadecimal digits; " HINT;
	*entry = (struct entry){
		line, columns[0], columns[4], columns[3], (enum severity)severity, false};
	return NULL;
}

static const char *read_line(struct baseline *baseline, struct slice line)
{
	struct entry entry;
	const char *problem;

	if (is_conflict(line))
		return "a merge left its marks: keep the lines of both sides and delete the marks";
	if (line.len == 0 || (line.at[0] == '#' && slice_find(line, '\t') == line.len))
		return NULL;
	problem = read_entry(line, &entry);
	if (problem)
		return problem;
	GROW(baseline->entries, baseline->count, baseline->capacity);
	baseline->entries[baseline->count++] = entry;
	return NULL;
}

static struct error *check_header(struct slice line, const char *name)
{
	if (!baseline_is_one(line))
		return error_new(ERROR_USAGE, "%s: not a baseline: its first line is not \"%s%s\"",
			name, HEADER, VERSION);
	if (!slice_is(line, HEADER VERSION))
		return error_new(ERROR_USAGE,
			"%s: a baseline of another version of handoff: \"%.*s\"; " HINT, name,
			SLICE_ARG(line));
	return NULL;
}

static int compare_entries(const void *a, const void *b)
{
	const struct entry *one = a, *two = b;

	return memcmp(one->fingerprint.at, two->fingerprint.at, FINGERPRINT);
}

/* Of one that stands twice the graver severity counts: a merge may bring both. */
static void sort_entries(struct baseline *baseline)
{
	struct entry *entries = baseline->entries;
	size_t kept = 0;

	if (baseline->count)
		qsort(entries, baseline->count, sizeof *entries, compare_entries);
	for (size_t i = 0; i < baseline->count; i++) {
		if (kept == 0 || compare_entries(&entries[kept - 1], &entries[i]) != 0)
			entries[kept++] = entries[i];
		else if (entries[i].severity > entries[kept - 1].severity)
			entries[kept - 1] = entries[i];
	}
	baseline->count = kept;
}

struct error *baseline_parse(struct slice text, const char *name, struct baseline **out)
{
	struct baseline *baseline = mem_calloc(1, sizeof *baseline);
	const char *problem = NULL;
	struct error *error;
	struct slice rest;
	size_t number = 1;

	*out = baseline;
	buffer_add_slice(&baseline->text, text);
	rest = buffer_slice(&baseline->text);
	error = check_header(take_line(&rest), name);
	while (!error && !problem && rest.len) {
		problem = read_line(baseline, take_line(&rest));
		number++;
	}
	if (problem)
		error = error_new(ERROR_USAGE, "%s:%zu: %s", name, number, problem);
	sort_entries(baseline);
	return error;
}

/* ---- Matching ------------------------------------------------------------------------------- */

/* The documents that the rest of an id's entries may have been renamed from: more old paths than
 * these no document has. */
#define MAX_OLD_PATHS 8

/* A document that has another path now than these entries have for it. */
static const struct document *find_moved(
	const struct baseline_view *view, const struct entry *entry)
{
	const struct document *document = entry->id.len == 0 || slice_is(entry->id, "-")
						  ? NULL
						  : corpus_find_id(view->corpus, entry->id);

	return document && document->checked && !slice_is(entry->path, document->path) ? document
										       : NULL;
}

/* Of a document that nobody looked at it cannot be told whether its entries still hold. */
static bool was_looked_at(const struct baseline_view *view, const struct entry *entry)
{
	const struct document *document;
	char *path;

	if (!view->is_part || find_moved(view, entry))
		return true;
	path = mem_string(entry->path);
	document = corpus_find(view->corpus, path);
	free(path);
	return document && document->checked;
}

struct matching {
	struct baseline *baseline;
	const struct baseline_view *view;
	struct findings *findings;
	bool *known; /* for each finding */
	struct baseline_use use;
};

static struct entry *find_entry(const struct baseline *baseline, const char *fingerprint)
{
	const struct entry wanted = {.fingerprint = {fingerprint, FINGERPRINT}};

	return baseline->count ? bsearch(&wanted, baseline->entries, baseline->count, sizeof wanted,
					 compare_entries)
			       : NULL;
}

static void match_finding(struct matching *m, size_t index, const char *fingerprint)
{
	const struct finding *finding = &m->findings->items[index];
	struct entry *entry = find_entry(m->baseline, fingerprint);

	if (!entry || m->known[index] || !rule_allows_baseline(finding->rule))
		return;
	entry->used = true;
	m->known[index] = finding->severity <= entry->severity;
	m->use.graver += !m->known[index];
}

/* Findings from `first` on, as if they were at `path` (NULL: where they are). */
static void match_range(struct matching *m, size_t first, size_t count, const char *path)
{
	struct findings range = {mem_calloc(count + 1, sizeof *range.items), count, count};
	char(*fingerprints)[65] = mem_calloc(count + 1, sizeof *fingerprints);

	for (size_t i = 0; i < count; i++) {
		range.items[i] = m->findings->items[first + i];
		if (path) {
			range.items[i].path = path;
			range.items[i].fingerprint = NULL;
		}
	}
	findings_fingerprint(&range, fingerprints);
	for (size_t i = 0; i < count; i++)
		match_finding(m, first + i, fingerprints[i]);
	free(fingerprints);
	free(range.items);
}

static int compare_homes(const void *a, const void *b)
{
	const struct entry *one = *(const struct entry *const *)a;
	const struct entry *two = *(const struct entry *const *)b;
	int order = slice_compare(one->id, two->id);

	return order ? order : slice_compare(one->path, two->path);
}

static void match_moved(struct matching *m, const struct entry *entry)
{
	const struct document *document = find_moved(m->view, entry);
	char *path = mem_string(entry->path);
	size_t first, count;

	if (document) {
		first = findings_of_path(m->findings, document->path, &count);
		match_range(m, first, count, path);
	}
	free(path);
}

/* Entries that nothing matched where they say, document by document. */
static void match_renamed(struct matching *m)
{
	const struct entry **left = mem_calloc(m->baseline->count + 1, sizeof *left);
	size_t count = 0, paths = 0;

	for (size_t i = 0; i < m->baseline->count; i++) {
		if (!m->baseline->entries[i].used)
			left[count++] = &m->baseline->entries[i];
	}
	if (count)
		qsort(left, count, sizeof *left, compare_homes);
	for (size_t i = 0; i < count; i++) {
		if (i && compare_homes(&left[i - 1], &left[i]) == 0)
			continue;
		paths = i && slice_equal(left[i - 1]->id, left[i]->id) ? paths + 1 : 0;
		if (paths < MAX_OLD_PATHS)
			match_moved(m, left[i]);
	}
	free(left);
}

static void move_known(struct matching *m, struct findings *known)
{
	struct findings *findings = m->findings;
	size_t kept = 0;

	for (size_t i = 0; i < findings->count; i++) {
		if (!m->known[i]) {
			findings->items[kept++] = findings->items[i];
			continue;
		}
		GROW(known->items, known->count, known->capacity);
		known->items[known->count++] = findings->items[i];
	}
	findings->count = kept;
}

struct baseline_use baseline_apply(struct baseline *baseline, const struct baseline_view *view,
	struct findings *findings, struct findings *known)
{
	struct matching m = {
		baseline, view, findings, mem_calloc(findings->count + 1, sizeof *m.known), {0, 0}};

	for (size_t i = 0; i < baseline->count; i++)
		baseline->entries[i].used = false;
	match_range(&m, 0, findings->count, NULL);
	match_renamed(&m);
	for (size_t i = 0; i < baseline->count; i++)
		m.use.gone +=
			!baseline->entries[i].used && was_looked_at(view, &baseline->entries[i]);
	move_known(&m, known);
	free(m.known);
	return m.use;
}

/* ---- Writing -------------------------------------------------------------------------------- */

/* Messages are for people: what a long one quotes at its end helps nobody. */
#define MAX_MESSAGE 160

struct lines {
	char **items;
	size_t count, capacity;
};

static void add_message(struct buffer *out, struct slice message)
{
	struct slice start = {message.at, message.len < MAX_MESSAGE ? message.len : MAX_MESSAGE};

	while (start.len < message.len && start.len &&
		((unsigned char)message.at[start.len] & 0xc0) == 0x80)
		start.len--;
	escape_line(out, start);
	buffer_add_string(out, start.len < message.len ? "..." : "");
}

static char *line_of(const struct finding *finding, const char *fingerprint)
{
	struct buffer out = BUFFER_INIT;

	escape_line(&out, slice_of(finding->path));
	buffer_addf(&out, "\t%s\t%s\t%s\t", finding->rule->id, severity_name(finding->severity),
		fingerprint);
	escape_line(&out, slice_of(finding->document[0] ? finding->document : "-"));
	buffer_add_char(&out, '\t');
	add_message(&out, slice_of(finding->message));
	return buffer_take(&out);
}

static void add_line(struct lines *lines, char *line)
{
	GROW(lines->items, lines->count, lines->capacity);
	lines->items[lines->count++] = line;
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* What is listed anew takes the place of what was there. */
static struct baseline_made add_findings(
	struct lines *lines, const struct findings *findings, struct baseline *before)
{
	char(*fingerprints)[65] = mem_calloc(findings->count + 1, sizeof *fingerprints);
	struct baseline_made made = {0, 0, 0};

	findings_fingerprint(findings, fingerprints);
	for (size_t i = 0; i < findings->count; i++) {
		struct entry *entry = before ? find_entry(before, fingerprints[i]) : NULL;

		if (entry)
			entry->used = true;
		if (rule_allows_baseline(findings->items[i].rule))
			add_line(lines, line_of(&findings->items[i], fingerprints[i]));
		else
			made.refused++;
	}
	made.written = lines->count;
	free(fingerprints);
	return made;
}

struct baseline_made baseline_format(const struct findings *findings, struct baseline *before,
	const struct baseline_view *view, struct buffer *out)
{
	struct lines lines = {NULL, 0, 0};
	struct baseline_made made = add_findings(&lines, findings, before);

	for (size_t i = 0; before && i < before->count; i++) {
		if (before->entries[i].used || was_looked_at(view, &before->entries[i]))
			continue;
		add_line(&lines, mem_string(before->entries[i].line));
		made.kept++;
	}
	if (lines.count)
		qsort(lines.items, lines.count, sizeof *lines.items, compare_lines);
	buffer_add_string(out, HEADER VERSION
		"\n"
		"# Findings that `handoff check --baseline` passes over, one a line, sorted:\n"
		"# path, rule, severity, fingerprint, id of the document, message.\n");
	for (size_t i = 0; i < lines.count; i++) {
		buffer_addf(out, "%s\n", lines.items[i]);
		free(lines.items[i]);
	}
	free(lines.items);
	return made;
}
