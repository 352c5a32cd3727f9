/* process_capture: a program run to its end, with limits on its time and on what it writes. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/env.h"
#include "base/mem.h"
#include "base/process.h"

#define CHUNK   16384
#define TICK_MS 50

enum {
	IN,
	OUT,
	ERR,
	STREAMS,
};

struct capture {
	const struct process_request *request;
	struct process_result *result;
	pid_t pid;
	int ours[STREAMS]; /* our ends; -1 once closed */
	size_t written;    /* of the input */
	int64_t deadline;  /* in milliseconds */
};

static void close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static bool is_program(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

/* The path of a program, malloc'd, or NULL. */
static char *find_program(const char *name)
{
	const char *path = env_get("PATH");

	if (!name[0])
		return NULL;
	if (strchr(name, '/'))
		return is_program(name) ? mem_string(slice_of(name)) : NULL;
	while (path && *path) {
		int len = (int)strcspn(path, ":");
		char *candidate = mem_format("%.*s/%s", len, path, name);

		if (path[0] == '/' && is_program(candidate))
			return candidate;
		free(candidate);
		path += len + (path[len] == ':');
	}
	return NULL;
}

/* Descriptors below 3 would be in the way of what the child's end becomes. */
static int move_up(int *fd)
{
	int moved;

	if (*fd > STDERR_FILENO)
		return 0;
	moved = fcntl(*fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (moved < 0)
		return -1;
	close(*fd);
	*fd = moved;
	return 0;
}

/* A pipe of which our end, 0 (reading) or 1, does not block. */
static int make_pipe(int our_end, int *ours, int *theirs)
{
	int ends[2], flags;

	if (pipe2(ends, O_CLOEXEC))
		return -1;
	*ours = ends[our_end];
	*theirs = ends[!our_end];
	if (move_up(ours) || move_up(theirs))
		return -1;
	flags = fcntl(*ours, F_GETFL);
	return flags < 0 ? -1 : fcntl(*ours, F_SETFL, flags | O_NONBLOCK);
}

/* Opens what the child is to have as its standard streams; -1 is one that stays ours. */
static int open_streams(struct capture *c, int theirs[STREAMS])
{
	const struct process_request *request = c->request;

	if (make_pipe(0, &c->ours[OUT], &theirs[OUT]))
		return -1;
	if (request->interactive)
		return 0;
	if (make_pipe(0, &c->ours[ERR], &theirs[ERR]))
		return -1;
	if (request->input.len)
		return make_pipe(1, &c->ours[IN], &theirs[IN]);
	theirs[IN] = open("/dev/null", O_RDONLY | O_CLOEXEC);
	return theirs[IN] < 0 ? -1 : move_up(&theirs[IN]);
}

/* Signals as a program expects them, whatever we ignore or block ourselves. */
static int set_attributes(posix_spawnattr_t *attributes, bool own_group)
{
	short flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
	sigset_t pipe_only, none;
	int number;

	sigemptyset(&none);
	sigemptyset(&pipe_only);
	sigaddset(&pipe_only, SIGPIPE);
	number = posix_spawnattr_setsigdefault(attributes, &pipe_only);
	if (number == 0)
		number = posix_spawnattr_setsigmask(attributes, &none);
	if (number == 0 && own_group) {
		flags |= POSIX_SPAWN_SETPGROUP;
		number = posix_spawnattr_setpgroup(attributes, 0);
	}
	return number ? number : posix_spawnattr_setflags(attributes, flags);
}

static int set_actions(posix_spawn_file_actions_t *actions, const int theirs[STREAMS])
{
	int number = 0;

	for (int i = 0; number == 0 && i < STREAMS; i++)
		if (theirs[i] >= 0)
			number = posix_spawn_file_actions_adddup2(actions, theirs[i], i);
#if defined __GLIBC_PREREQ
#if __GLIBC_PREREQ(2, 34)
	/* What a library opened without close-on-exec. */
	if (number == 0)
		number = posix_spawn_file_actions_addclosefrom_np(actions, STREAMS);
#endif
#endif
	return number;
}

/* Returns an errno. */
static int start(struct capture *c, const char *program, const int theirs[STREAMS])
{
	const struct process_request *request = c->request;
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int number = posix_spawn_file_actions_init(&actions);

	if (number)
		return number;
	number = posix_spawnattr_init(&attributes);
	if (number)
		goto done;
	number = set_attributes(&attributes, !request->interactive);
	if (number == 0)
		number = set_actions(&actions, theirs);
	if (number == 0)
		number = posix_spawn(&c->pid, program, &actions, &attributes, request->argv,
			request->environment ? request->environment : environ);
	posix_spawnattr_destroy(&attributes);
done:
	posix_spawn_file_actions_destroy(&actions);
	return number;
}

static struct error *read_failed(const struct capture *c)
{
	return error_errno(ERROR_IO, "cannot read what '%s' writes", c->request->argv[0]);
}

/* Reads what is there; closes our end when there will be no more. */
static struct error *take_output(struct capture *c, int stream)
{
	struct buffer *to = stream == OUT ? &c->result->out : &c->result->err;
	size_t max = c->request->max_output;
	char chunk[CHUNK];

	while (c->ours[stream] >= 0) {
		ssize_t got = read(c->ours[stream], chunk, sizeof chunk);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return errno == EAGAIN ? NULL : read_failed(c);
		if (got == 0) {
			close_end(&c->ours[stream]);
			break;
		}
		if ((size_t)got > max - to->len)
			return error_new(ERROR_LIMIT, "'%s' wrote more than %zu bytes",
				c->request->argv[0], max);
		buffer_add(to, chunk, (size_t)got);
		if (clock_milliseconds() >= c->deadline)
			break;
	}
	return NULL;
}

/* Writes what fits; a program that does not want it all is its own affair. */
static void give_input(struct capture *c)
{
	struct slice rest = slice_from(c->request->input, c->written);
	ssize_t put = write(c->ours[IN], rest.at, rest.len);

	if (put < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (put > 0)
		c->written += (size_t)put;
	if (put < 0 || c->written == c->request->input.len)
		close_end(&c->ours[IN]);
}

/* True if the process has ended, or cannot be waited for. It is not reaped: until then its number,
 * and that of its group, cannot become another's. */
static bool has_ended(const struct capture *c)
{
	siginfo_t info = {0};

	return waitid(P_PID, (id_t)c->pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
	       info.si_pid == c->pid;
}

/* Waits until a stream is ready, or a short while for the process to end. */
static struct error *exchange(struct capture *c, int wait_ms)
{
	struct pollfd fds[STREAMS];
	struct error *error = NULL;

	for (int i = 0; i < STREAMS; i++)
		fds[i] = (struct pollfd){c->ours[i], i == IN ? POLLOUT : POLLIN, 0};
	if (poll(fds, STREAMS, wait_ms) < 0)
		return errno == EINTR ? NULL : error_errno(ERROR_IO, "poll");
	if (fds[IN].revents)
		give_input(c);
	if (fds[OUT].revents)
		error = take_output(c, OUT);
	if (!error && fds[ERR].revents)
		error = take_output(c, ERR);
	return error;
}

/* Until the process has ended, and not until its pipes have: something that it left behind may hold
 * them open. */
static struct error *converse(struct capture *c)
{
	int wait_ms = TICK_MS;

	while (!has_ended(c)) {
		bool silent = c->ours[OUT] < 0 && c->ours[ERR] < 0;
		int64_t left = c->deadline - clock_milliseconds();
		struct error *error;

		if (left <= 0)
			return error_new(ERROR_LIMIT, "'%s' took more than %d seconds",
				c->request->argv[0], c->request->timeout);
		/* It is about to end: look often at first. */
		wait_ms = !silent ? TICK_MS : wait_ms == TICK_MS ? 1 : wait_ms * 2;
		wait_ms = wait_ms < TICK_MS ? wait_ms : TICK_MS - 1;
		error = exchange(c, left < wait_ms ? (int)left : wait_ms);
		if (error)
			return error;
	}
	return exchange(c, 0);
}

/* Ends what is left, and reaps. */
static struct error *finish(struct capture *c, struct error *error)
{
	struct error *wait_error;

	if (!c->request->interactive)
		kill(-c->pid, SIGKILL);
	else if (error)
		kill(c->pid, SIGKILL);
	wait_error = process_wait(c->pid, &c->result->status);
	if (error) {
		error_free(wait_error);
		return error;
	}
	return wait_error;
}

static struct error *run(struct capture *c, const char *program)
{
	int theirs[STREAMS] = {-1, -1, -1};
	struct error *error = NULL;
	int number = open_streams(c, theirs) ? errno : start(c, program, theirs);

	for (int i = 0; i < STREAMS; i++)
		close_end(&theirs[i]);
	errno = number;
	if (number)
		error = error_errno(number == ENOENT ? ERROR_NOT_FOUND : ERROR_IO,
			"cannot start '%s'", c->request->argv[0]);
	else
		error = finish(c, converse(c));
	for (int i = 0; i < STREAMS; i++)
		close_end(&c->ours[i]);
	return error;
}

struct error *process_capture(const struct process_request *request, struct process_result *result)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
	struct capture c = {.request = request,
		.result = result,
		.ours = {-1, -1, -1},
		.deadline = clock_milliseconds() + (int64_t)request->timeout * 1000};
	struct error *error;
	char *program;

	*result = (struct process_result){0};
	program = find_program(request->argv[0]);
	if (!program)
		return error_new(ERROR_NOT_FOUND, "there is no program '%s'", request->argv[0]);
	/* It may end before it has read its input. */
	sigaction(SIGPIPE, &ignore, &before);
	error = run(&c, program);
	sigaction(SIGPIPE, &before, NULL);
	free(program);
	return error;
}

void process_result_dispose(struct process_result *result)
{
	buffer_dispose(&result->out);
	buffer_dispose(&result->err);
}
