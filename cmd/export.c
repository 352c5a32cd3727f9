/* handoff export: all there is to know, for other programs. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "ledger.h"
#include "site/address.h"
#include "site/export.h"
#include "site/gather.h"

/* So many bytes are written at once. */
#define CHUNK ((size_t)64 * 1024)

/* What `site --merge` reads at most. */
#define MAX_FILE ((size_t)1 << 30)

static char *rev;
static char *policy;
static char *url;
static char *output;
static char *format_name;

static const struct poptOption options[] = {
	{"rev", '\0', POPT_ARG_STRING, &rev, 0, "documents of this commit", "REV"},
	{"policy", '\0', POPT_ARG_STRING, &policy, 0, "people, kinds and settings of this commit",
		"REV"},
	{"url", '\0', POPT_ARG_STRING, &url, 0, "where the site of these documents is", "URL"},
	{"output", '\0', POPT_ARG_STRING, &output, 0, "write to this file, at once or not at all",
		"FILE"},
	{"format", '\0', POPT_ARG_STRING, &format_name, 0, "how to write it", "FORMAT"},
	POPT_TABLEEND,
};

static const struct choice formats[] = {{"jsonl", "an object of JSON a line"}, {NULL, NULL}};

/* ---- Where it goes ----------------------------------------------------------------------------
 */

static struct error *take_for_file(void *context, struct slice line)
{
	buffer_add_slice(context, line);
	return NULL;
}

static struct error *take_for_output(void *context, struct slice line)
{
	struct buffer *chunk = context;
	struct error *error = NULL;

	buffer_add_slice(chunk, line);
	if (chunk->len >= CHUNK) {
		error = app_write(buffer_slice(chunk));
		buffer_clear(chunk);
	}
	return error;
}

/* A file that is there is replaced. */
static struct error *put_file(int dirfd, const char *name, struct slice bytes)
{
	struct buffer old = BUFFER_INIT;
	struct error *error = file_read_beneath(dirfd, name, MAX_FILE, &old);

	if (!error) {
		error = file_replace_beneath(dirfd, name, buffer_slice(&old), bytes);
	} else if (error->code == ERROR_NOT_FOUND) {
		error_free(error);
		error = file_create_beneath(dirfd, name, bytes);
	}
	buffer_dispose(&old);
	return error;
}

/* Where the name of the file begins, behind its directory. */
static size_t output_parent(void)
{
	const char *slash = strrchr(output, '/');

	return slash ? (size_t)(slash - output) + 1 : 0;
}

static struct error *check_output(void)
{
	const char *name = output + output_parent();

	if (*name && strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
		return NULL;
	return error_new(ERROR_USAGE, "--output takes a file, and \"%s\" names none", output);
}

/* The same error with the directory of the file before its message, which begins with its name. */
static struct error *with_parent(struct error *error)
{
	struct error *whole;

	if (!error)
		return NULL;
	whole = error_new(error->code, "%.*s%s", (int)output_parent(), output, error->message);
	error_free(error);
	return whole;
}

static struct error *write_file(struct slice bytes)
{
	size_t parent = output_parent();
	char *directory =
		parent ? mem_string((struct slice){output, parent}) : mem_string(slice_of("."));
	struct error *error;
	int dirfd = -1;

	error = file_open_root(directory, &dirfd);
	if (!error)
		error = with_parent(put_file(dirfd, output + parent, bytes));
	if (dirfd >= 0)
		close(dirfd);
	free(directory);
	return error;
}

static struct error *write_records(const struct records *records)
{
	struct buffer out = BUFFER_INIT;
	const struct export_sink sink = {&out, output ? take_for_file : take_for_output};
	struct error *error = export_write(records, &sink);

	if (!error)
		error = output ? write_file(buffer_slice(&out)) : app_write(buffer_slice(&out));
	buffer_dispose(&out);
	return error;
}

/* ---- What it is -------------------------------------------------------------------------------
 */

static struct error *write_result(const struct check_result *result)
{
	const struct gather_request request = {.result = result, .tables = true};
	const struct document **documents = NULL;
	struct records records = {0};
	struct error *error = gather(&request, &records, &documents);

	if (!error)
		error = snapshot_take_trouble(result->workspace.snapshot);
	if (!error && url)
		records.repositories[0].site = slice_of(url);
	if (!error)
		error = write_records(&records);
	free(documents);
	records_dispose(&records);
	return error;
}

static int export_documents(struct app *app)
{
	struct check_request request = {.rev = rev, .policy = policy, .lives = true};
	struct check_result result = {0};
	struct error *error = app_open(app);
	int status = EXIT_DONE;

	request.repo = app->repo;
	if (!error)
		error = check_run(&request, &result);
	if (!error && result.policy_unusable) {
		status = app_show_problems(app, &result.workspace);
	} else if (!error) {
		app_warn_untrusted(policy);
		error = write_result(&result);
	}
	if (error)
		status = app_fail(error);
	check_result_dispose(&result);
	return status;
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	struct error *error = NULL;
	int status;

	(void)words;
	if (n_words)
		error = error_new(
			ERROR_USAGE, "export takes no arguments: all documents are in it");
	if (!error && output)
		error = check_output();
	if (!error && url)
		error = address_complete(&url);
	status = error ? app_fail(error) : export_documents(app);
	free(rev);
	free(policy);
	free(url);
	free(output);
	free(format_name);
	return status;
}

const struct command command_export = {
	.name = "export",
	.arguments = "",
	.summary = "all there is to know, for a warehouse or a site of many repositories",
	.details =
		"Writes all that is known of all documents, one JSON object a line: the repository "
		"first, then\n"
		"people, documents with their sign-offs, tables and relations, what happened to "
		"them, and action\n"
		"items. A document has a key, by which the lines of its events and action items "
		"refer to it:\n"
		"where there are many repositories, load all of their exports into the same "
		"tables, or make one\n"
		"site of them with `handoff site --merge`. `handoff schema export` has the form "
		"of a line.\n\n"
		"Authors of commits stand there with their e-mail addresses: \"Name <email>\".\n\n"
		"The same documents give the same bytes for one moment, which SOURCE_DATE_EPOCH "
		"can fix.\n\n"
		"Exit status: 0 written, whatever `handoff check` would find; 2 it could not be.",
	.examples = "  handoff export > ml.jsonl\n"
		    "  handoff export --rev origin/main --policy origin/main --output ml.jsonl\n"
		    "  handoff export | jq -c 'select(.type == \"action\" and .overdue)'\n",
	.options = options,
	.formats = formats,
	.run = run,
};
