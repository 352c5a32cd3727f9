/* The trailers of a commit message, held to the sign-offs that the commit would hold. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "check/check_parts.h"
#include "repo/trailers.h"
#include "signoff/entry.h"
#include "signoff/ledger.h"

#define TRAILER           "Handoff-Signoff"
#define MAX_MESSAGE_BYTES ((size_t)1 << 20)

struct message {
	const struct check_request *request;
	struct check_result *result;
	struct workspace all; /* every document of the index, when a trailer names another one */
	bool has_all;
	struct buffer text; /* as it stands in the file */
	const char *path;
};

static struct error *read_message(const char *path, struct buffer *text)
{
	struct error *error = NULL;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char bytes[8192];
	ssize_t got = 1;

	if (fd < 0)
		return error_errno(ERROR_IO, "cannot read the message %s", path);
	buffer_reserve(text, 1);
	while (!error && got > 0) {
		got = read(fd, bytes, sizeof bytes);
		if (got < 0 && errno == EINTR)
			got = 1;
		else if (got < 0)
			error = error_errno(ERROR_IO, "cannot read the message %s", path);
		else if (text->len + (size_t)got > MAX_MESSAGE_BYTES)
			error = error_new(ERROR_LIMIT, "the message %s is larger than 1 MiB", path);
		else
			buffer_add(text, bytes, (size_t)got);
	}
	close(fd);
	return error;
}

/* ---- What a trailer claims ------------------------------------------------------------------- */

enum { CLAIM_ID, CLAIM_ROLE, CLAIM_PERSON, CLAIM_DECISION, CLAIM_DIGEST, CLAIM_PARTS };

static bool split_claim(struct slice value, struct slice parts[CLAIM_PARTS])
{
	size_t count = 0;

	value = slice_trim(value);
	while (value.len && count < CLAIM_PARTS) {
		size_t end = slice_find(value, ' ');

		parts[count++] = (struct slice){value.at, end};
		value = slice_trim(slice_from(value, end));
	}
	return count == CLAIM_PARTS && value.len == 0;
}

static bool entry_agrees(const struct entry *entry, const struct slice parts[CLAIM_PARTS])
{
	const char *decision = entry->revoked ? "revoked" : decision_name(entry->decision);

	return slice_equal(entry->role, parts[CLAIM_ROLE]) &&
	       slice_equal(entry->by, parts[CLAIM_PERSON]) &&
	       slice_is(parts[CLAIM_DECISION], decision) &&
	       slice_equal(entry->digest, parts[CLAIM_DIGEST]);
}

static bool document_agrees(const struct document *document, const struct slice parts[CLAIM_PARTS])
{
	const struct outline *outline = document->outline;
	uint32_t list = document_field(document, "signoffs");
	bool agrees = false;

	if (list == OUTLINE_NONE || outline->fields[list].type != FIELD_LIST)
		return false;
	for (uint32_t node = outline_first_child(outline, list); !agrees && node != OUTLINE_NONE;
		node = outline_next_child(outline, node)) {
		struct entry entry;
		struct span place;
		char *fault = entry_read(outline, node, &entry, &place);

		agrees = !fault && entry_agrees(&entry, parts);
		free(fault);
		entry_dispose(&entry);
	}
	return agrees;
}

/* Documents that are not staged may be named too: `git commit --amend` of a message alone. */
static struct error *find_document(
	struct message *m, struct slice id, const struct document **document)
{
	struct workspace_request request = {
		.repo = m->request->repo,
		.jobs = m->request->jobs,
		.staged = true,
		.everything = true,
		.policy = m->request->policy,
	};
	struct error *error;

	*document = corpus_find_id(m->result->workspace.corpus, id);
	if (*document)
		return NULL;
	if (!m->has_all) {
		m->has_all = true;
		error = workspace_open(&request, &m->all);
		if (error)
			return error;
	}
	if (m->all.corpus)
		*document = corpus_find_id(m->all.corpus, id);
	return NULL;
}

/* ---- Findings -------------------------------------------------------------------------------- */

/* Where the trailer stands in the file; the value may go over several lines there, so that its
 * first word is looked for. */
static struct position place_of(const struct message *m, struct slice value, struct slice *line)
{
	struct slice rest = buffer_slice(&m->text);
	struct position place = {1, 1, 0};
	uint32_t number = 1;

	*line = (struct slice){"", 0};
	while (rest.len) {
		size_t end = slice_find(rest, '\n');
		struct slice text = {rest.at, end};

		if (text.len > strlen(TRAILER) &&
			slice_equal_nocase(
				(struct slice){text.at, strlen(TRAILER)}, slice_of(TRAILER)) &&
			(value.len == 0 || memmem(text.at, text.len, value.at, value.len))) {
			place = (struct position){number, 1, (uint32_t)(text.at - m->text.at)};
			*line = text;
			return place;
		}
		rest = slice_from(rest, end + 1);
		number++;
	}
	return place;
}

/* As paths of findings are: from the repository's root, where it lies in it. */
static const char *message_path(struct message *m)
{
	struct repo *repo = m->request->repo;
	struct error *error = NULL;
	const char *kept;
	char *path = NULL;

	if (repo_worktree(repo))
		error = repo_relative_path(repo, m->path, &path);
	kept = check_keep_path(m->result, path && !error ? path : m->path);
	error_free(error);
	free(path);
	return kept;
}

static void add_finding(struct message *m, struct slice value, char *message)
{
	struct findings *findings = &m->result->findings;
	struct slice line;
	struct position place = place_of(m, value, &line);

	GROW(findings->items, findings->count, findings->capacity);
	findings->items[findings->count++] = (struct finding){
		.rule = &rules[RULE_SIGNOFF_TRAILER],
		.severity = rules[RULE_SIGNOFF_TRAILER].severity,
		.path = message_path(m),
		.start = place,
		.end = {place.line, place.column + (uint32_t)line.len,
			place.byte + (uint32_t)line.len},
		.line = mem_string(line),
		.heading = mem_string(slice_of("")),
		.document = mem_string(slice_of("")),
		.message = message,
	};
}

static struct error *check_trailer(struct message *m, struct slice value)
{
	struct slice parts[CLAIM_PARTS];
	const struct document *document;
	struct error *error;

	if (!split_claim(value, parts)) {
		add_finding(m, value,
			mem_format("%s: it names a document's id, role, person, decision and "
				   "digest, as `handoff sign --commit` writes them",
				TRAILER));
		return NULL;
	}
	error = find_document(m, parts[CLAIM_ID], &document);
	if (error)
		return error;
	if (!document)
		add_finding(m, value,
			mem_format("%s: no document in this commit has the id %.*s", TRAILER,
				SLICE_ARG(parts[CLAIM_ID])));
	else if (!document_agrees(document, parts))
		add_finding(m, value,
			mem_format("%s: %s holds no such sign-off of %.*s as %.*s in this commit: "
				   "take the line out, or have it signed",
				TRAILER, document->path, SLICE_ARG(parts[CLAIM_PERSON]),
				SLICE_ARG(parts[CLAIM_ROLE])));
	return NULL;
}

struct error *check_trailers(const struct check_request *request, struct check_result *result)
{
	struct message m = {.request = request, .result = result, .path = request->message};
	struct trailers trailers = {0};
	struct error *error = read_message(m.path, &m.text);

	if (!error)
		error = trailers_read(request->repo, buffer_slice(&m.text), &trailers);
	for (size_t i = 0; !error && i < trailers.count; i++) {
		if (slice_equal_nocase(slice_of(trailers.list[i].key), slice_of(TRAILER)))
			error = check_trailer(&m, slice_of(trailers.list[i].value));
	}
	if (!error)
		findings_sort(&result->findings);
	trailers_dispose(&trailers);
	buffer_dispose(&m.text);
	if (m.has_all)
		workspace_dispose(&m.all);
	return error;
}
