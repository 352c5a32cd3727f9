/* handoff site: the shared dashboard, written to a directory or shown while it is worked on. */
#include "site/site.h"
#include "site/address.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cmd.h"
#include "ledger.h"
#include "site/directory.h"
#include "site/place.h"
#include "site/preview.h"

#define DEFAULT_PORT    8017
#define MAX_TITLE_BYTES 200

static char *output;
static char not_given[] = "";
static char *serve = not_given; /* NULL: given without a port */
static int merge;
static char *rev;
static char *policy;
static char *title;
static char *url;
static int jobs = INT_MIN; /* not given */

static const struct poptOption options[] = {
	{"output", '\0', POPT_ARG_STRING, &output, 0, "write the site into this directory", "DIR"},
	{"serve", '\0', POPT_ARG_STRING | POPT_ARGFLAG_OPTIONAL, &serve, 0,
		"show it to this machine only, and what changes at once (default: port 8017; 0: "
		"any that is free)",
		"[PORT]"},
	{"merge", '\0', POPT_ARG_NONE, &merge, 0,
		"make it from what `handoff export` wrote in many repositories", NULL},
	{"rev", '\0', POPT_ARG_STRING, &rev, 0, "documents of this commit", "REV"},
	{"policy", '\0', POPT_ARG_STRING, &policy, 0, "people, kinds and settings of this commit",
		"REV"},
	{"title", '\0', POPT_ARG_STRING, &title, 0,
		"name of the site (default: that of the repository)", "TEXT"},
	{"url", '\0', POPT_ARG_STRING, &url, 0, "where it will be found on the web", "URL"},
	{"jobs", 'j', POPT_ARG_INT, &jobs, 0, "how many processes parse (default: one a processor)",
		"N"},
	POPT_TABLEEND,
};

static bool is_given(const char *option)
{
	return option != not_given;
}

/* ---- what was asked for ---- */

static struct error *check_title(void)
{
	struct slice s = slice_of(title);
	size_t bad;

	if (s.len == 0 || s.len > MAX_TITLE_BYTES)
		return error_new(
			ERROR_USAGE, "--title takes 1 to %d bytes of text", MAX_TITLE_BYTES);
	if (!utf8_valid(s, &bad))
		return error_new(ERROR_USAGE, "--title is not UTF-8");
	for (size_t i = 0; i < s.len; i++) {
		if ((unsigned char)s.at[i] < ' ' || s.at[i] == '\x7f')
			return error_new(ERROR_USAGE, "--title holds a control character");
	}
	return NULL;
}

static struct error *read_port(uint16_t *port)
{
	char *end;
	long number;

	*port = DEFAULT_PORT;
	if (!serve || !is_given(serve))
		return NULL;
	number = strtol(serve, &end, 10);
	if (serve[0] < '0' || serve[0] > '9' || *end || number > UINT16_MAX)
		return error_new(
			ERROR_USAGE, "--serve takes a port from 0 to 65535, not \"%s\"", serve);
	*port = (uint16_t)number;
	return NULL;
}

static struct error *check_options(size_t n_words)
{
	if (!output && !is_given(serve))
		return error_new(ERROR_USAGE, "site takes --output DIR, or --serve");
	if (output && is_given(serve))
		return error_new(ERROR_USAGE, "--output and --serve exclude each other");
	if (output && !*output)
		return error_new(ERROR_USAGE, "--output takes a directory");
	if (!merge && n_words)
		return error_new(ERROR_USAGE, "site takes files with --merge only");
	if (merge && !n_words)
		return error_new(
			ERROR_USAGE, "--merge takes the files that `handoff export` wrote");
	if (merge && (rev || policy))
		return error_new(ERROR_USAGE, "--merge goes without --rev and --policy");
	if (jobs != INT_MIN && (jobs < 1 || jobs > 256))
		return error_new(ERROR_USAGE, "--jobs takes a number from 1 to 256");
	return NULL;
}

static struct error *read_request(
	struct app *app, const char *const *words, size_t n_words, struct preview_request *request)
{
	struct error *error = check_options(n_words);

	if (!error && title)
		error = check_title();
	if (!error && url)
		error = address_complete(&url);
	if (!error)
		error = read_port(&request->port);
	if (!error && !merge)
		error = app_open(app);
	request->site = (struct site_request){
		.repo = merge ? NULL : app->repo,
		.rev = rev,
		.policy = policy,
		.jobs = jobs > 0 ? (unsigned)jobs : 0,
		.title = title,
		.url = url,
		.merge = words,
		.n_merge = n_words,
	};
	return error;
}

/* ---- into a directory ---- */

static int say_written(struct app *app, const struct written *written)
{
	struct buffer out = BUFFER_INIT;

	buffer_addf(&out, "wrote %zu file%s (%zu changed, %zu removed) to ", written->files,
		written->files == 1 ? "" : "s", written->changed, written->removed);
	escape_line(&out, slice_of(output));
	buffer_add_char(&out, '\n');
	return app_deliver(app, &out);
}

static int build(
	struct app *app, const struct site_request *request, struct site_directory *directory)
{
	struct site_output files = site_directory_output(directory);
	struct site_summary summary = {.problems = PROBLEMS_INIT};
	struct error *error = site_build(request, &files, &summary);
	struct written written;
	int status;

	if (!error && summary.policy_unusable) {
		status = app_show_policy_problems(app, &summary.problems);
	} else {
		if (!error)
			error = site_directory_finish(directory, &written);
		status = error ? app_fail(error) : say_written(app, &written);
		if (!error && summary.documents == 0)
			app_note("there are no documents; `handoff init` sets a repository up");
	}
	site_summary_dispose(&summary);
	return status;
}

static int write_site(struct app *app, const struct site_request *request)
{
	struct site_directory *directory = NULL;
	struct error *error = request->repo ? site_check_place(request->repo, output)
					    : site_check_place_anywhere(output);
	int status;

	if (!error)
		error = site_directory_open(output, &directory);
	status = error ? app_fail(error) : build(app, request, directory);
	site_directory_free(directory);
	return status;
}

/* ---- over HTTP ---- */

/* Not through a pager, and at once: a program may wait for it. */
static struct error *say_address(void *context, uint16_t port)
{
	(void)context;
	if (dprintf(STDOUT_FILENO, "http://127.0.0.1:%u/\n", (unsigned)port) < 0)
		return error_errno(ERROR_IO, "cannot write to standard output");
	return NULL;
}

static void say_note(void *context, const char *message)
{
	(void)context;
	app_note("%s", message);
}

static int show_site(struct preview_request *request)
{
	struct error *error;

	request->listens = say_address;
	request->say = say_note;
	error = preview_run(request);
	return error ? app_fail(error) : EXIT_DONE;
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	struct preview_request request = {0};
	struct error *error = read_request(app, words, n_words, &request);
	int status;

	if (!error && !merge)
		app_warn_untrusted(policy);
	if (error)
		status = app_fail(error);
	else
		status = output ? write_site(app, &request.site) : show_site(&request);
	free(output);
	if (is_given(serve))
		free(serve);
	free(rev);
	free(policy);
	free(title);
	free(url);
	return status;
}

const struct command command_site = {
	.name = "site",
	.arguments = "[FILE...]",
	.summary = "the shared dashboard, as a static web site",
	.details =
		"Writes a static web site of the documents into a directory: an overview, a page a "
		"document with\n"
		"its sign-offs, boards, pictures, badges, a feed. It needs no server and asks "
		"nobody for anything.\n"
		"The same documents give the same bytes; files that do not change are not touched, "
		"those that an\n"
		"earlier run made and this one does not are removed, and files that are not ours "
		"stay.\n\n"
		"With --serve, shows it to this machine only until it is interrupted, and builds "
		"it again when a\n"
		"document, a setting or, for --rev, the commit changes: reload the page to see "
		"it.\n\n"
		"Exit status: 0 done, 2 the site could not be made.",
	.examples = "  handoff site --output public\n"
		    "  handoff site --output public --rev origin/main --url "
		    "https://docs.example.com/handoff/\n"
		    "  handoff site --serve\n"
		    "  handoff site --output all --merge search.jsonl feed.jsonl\n",
	.options = options,
	.run = run,
};
