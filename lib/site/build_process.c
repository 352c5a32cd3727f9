#include "site/build_process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/process.h"
#include "repo/git_directory.h"

/* Of what a build has to say, no more is kept. */
#define MAX_SAID 4096

/* ---- the child ---- */

/* Connections that are open in the process that serves must end when it closes them. An old kernel
 * cannot; there they end with this process. */
static void keep_only(int a, int b)
{
	const unsigned kept[] = {(unsigned)(a < b ? a : b), (unsigned)(a < b ? b : a)};
	unsigned next = STDERR_FILENO + 1;

	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		if (kept[i] > next)
			close_range(next, kept[i] - 1, 0);
		if (kept[i] >= next)
			next = kept[i] + 1;
	}
	close_range(next, ~0u, 0);
}

/* The first of what is wrong with the policy, in one line. */
static struct error *policy_error(const struct problems *problems)
{
	const struct problem *first = problems->items;
	const char *more = problems->count > 2 ? "s" : "";

	if (problems->count == 0)
		return error_new(ERROR_POLICY, "the files under .handoff/ cannot be used");
	if (problems->count == 1)
		return error_new(ERROR_POLICY, "%s:%u:%u: %s", first->path, first->start.line,
			first->start.column, first->message);
	return error_new(ERROR_POLICY, "%s:%u:%u: %s (and %zu more problem%s)", first->path,
		first->start.line, first->start.column, first->message, problems->count - 1, more);
}

/* The handle of the parent stays the parent's: this process opens one of its own. */
static struct error *build(const struct site_request *request, int site)
{
	struct site_memory_writer writer = {.fd = site};
	struct site_output output = site_memory_output(&writer);
	struct site_summary summary = {.problems = PROBLEMS_INIT};
	struct site_request own = *request;
	struct error *error = NULL;

	own.repo = NULL;
	if (request->repo)
		error = repo_open(repo_worktree(request->repo) ? repo_worktree(request->repo)
							       : repo_git_path(request->repo),
			&own.repo);
	if (!error)
		error = site_build(&own, &output, &summary);
	if (!error && summary.policy_unusable)
		error = policy_error(&summary.problems);
	if (!error)
		error = site_memory_flush(&writer);
	site_summary_dispose(&summary);
	site_memory_writer_dispose(&writer);
	repo_free(own.repo);
	return error;
}

/* Never returns: neither the parent's exit handlers nor its buffered output are ours. */
static _Noreturn void run_child(
	const struct site_request *request, pid_t parent, int site, int pipe_end)
{
	struct error *error;
	sigset_t none;

	sigemptyset(&none);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent ||
		sigprocmask(SIG_SETMASK, &none, NULL) != 0)
		_exit(1);
	keep_only(site, pipe_end);
	error = build(request, site);
	if (!error)
		_exit(0);
	/* If nobody listens, nobody wants to know. */
	if (file_write_all(pipe_end, slice_of(error->message)))
		_exit(1);
	error_free(error);
	_exit(1);
}

/* ---- the parent ---- */

static void close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

struct error *build_process_start(struct build_process *process, const struct site_request *request)
{
	struct error *error = site_memory_create(&process->site);
	pid_t parent = getpid();
	int ends[2];

	if (error)
		return error;
	if (pipe2(ends, O_CLOEXEC)) {
		error = error_errno(ERROR_IO, "cannot start to build the site");
		close_end(&process->site);
		return error;
	}
	buffer_clear(&process->said);
	process->pid = fork();
	if (process->pid == 0)
		run_child(request, parent, process->site, ends[1]);
	close(ends[1]);
	process->fd = ends[0];
	if (process->pid < 0) {
		error = error_errno(ERROR_IO, "cannot start to build the site");
		process->pid = 0;
		close_end(&process->fd);
		close_end(&process->site);
	}
	return error;
}

static struct error *result(struct build_process *process, struct site_memory **memory)
{
	struct error *error;
	int status;

	error = process_wait(process->pid, &status);
	process->pid = 0;
	if (error)
		return error;
	if (status == 0)
		return site_memory_open(process->site, memory);
	if (process->said.len)
		return error_new(ERROR_IO, "%s", process->said.at);
	return error_new(
		ERROR_IO, "the process that builds the site broke off (status %d)", status);
}

bool build_process_take(
	struct build_process *process, struct site_memory **memory, struct error **error)
{
	char chunk[MAX_SAID];
	ssize_t got = read(process->fd, chunk, sizeof chunk);

	if (got < 0 && errno == EINTR)
		return false;
	if (got > 0) {
		size_t room = MAX_SAID - process->said.len;

		buffer_add(&process->said, chunk, (size_t)got < room ? (size_t)got : room);
		return false;
	}
	*memory = NULL;
	*error = result(process, memory);
	close_end(&process->fd);
	close_end(&process->site);
	return true;
}

void build_process_stop(struct build_process *process)
{
	int status;

	if (process->pid > 0) {
		kill(process->pid, SIGKILL);
		error_free(process_wait(process->pid, &status));
	}
	process->pid = 0;
	close_end(&process->fd);
	close_end(&process->site);
	buffer_dispose(&process->said);
}
