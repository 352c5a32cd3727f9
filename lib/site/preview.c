#include "site/preview.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "site/build_process.h"
#include "site/server.h"
#include "site/watch.h"

/* A change is seldom alone: wait until there was none for a moment, but not for ever. */
#define QUIET_MS   200
#define MOST_MS    1000
#define RETRY_MS   1000
#define ANSWER_FDS (SERVER_FDS + 3)

struct preview {
	const struct preview_request *request;
	struct watch_request watched;
	struct server *server;
	struct watch *watch;
	struct build_process build;
	int signals;
	sigset_t before; /* the signals that were blocked */
	bool listens, has_ended;
	bool is_awaited;        /* something has changed that no build has seen */
	int64_t first_change;   /* of those, in ms of the monotonic clock */
	int64_t build_at;       /* when to begin, unless there is more */
	bool failed, unwatched; /* the last build; the last attempt to watch */
	bool limited;           /* it was said that not everything can be watched */
};

static void say(const struct preview *preview, const char *message)
{
	preview->request->say(preview->request->context, message);
}

/* ---- building ---- */

static void note_change(struct preview *preview)
{
	int64_t now = clock_milliseconds();

	if (!preview->is_awaited)
		preview->first_change = now;
	preview->is_awaited = true;
	preview->build_at = now + QUIET_MS;
	if (preview->build_at > preview->first_change + MOST_MS)
		preview->build_at = preview->first_change + MOST_MS;
}

/* Where nothing can be watched, it is tried again: the directory may come back. Where there is too
 * much, what can be watched is. */
static void renew_watch(struct preview *preview)
{
	struct error *error = watch_renew(preview->watch);
	bool limited = error && error->code == ERROR_LIMIT;

	if (error && !(limited ? preview->limited : preview->unwatched))
		say(preview, error->message);
	preview->limited |= limited;
	preview->unwatched = error && !limited;
	if (preview->unwatched) {
		preview->is_awaited = true;
		preview->build_at = clock_milliseconds() + RETRY_MS;
	}
	error_free(error);
}

static struct error *begin_build(struct preview *preview)
{
	bool tried = preview->unwatched;

	preview->is_awaited = false;
	renew_watch(preview);
	/* Still nothing to watch, and a build has seen that. */
	if (tried && preview->unwatched)
		return NULL;
	return build_process_start(&preview->build, &preview->request->site);
}

static void say_failure(struct preview *preview, struct error *error)
{
	struct buffer line = BUFFER_INIT;

	buffer_addf(&line, "the site stays as it was: %s", error->message);
	say(preview, line.at);
	buffer_dispose(&line);
	error_free(error);
	preview->failed = true;
}

/* The first site is shown to nobody before it is there; without it there is nothing to serve. */
static struct error *show(struct preview *preview, struct site_memory *site)
{
	const struct preview_request *request = preview->request;
	struct error *error;

	server_show(preview->server, site);
	if (preview->failed)
		say(preview, "the site is up to date again");
	preview->failed = false;
	if (preview->listens)
		return NULL;
	preview->listens = true;
	error = server_listen(preview->server);
	return error ? error : request->listens(request->context, server_port(preview->server));
}

static struct error *take_build(struct preview *preview)
{
	struct site_memory *site;
	struct error *error;

	if (!build_process_take(&preview->build, &site, &error))
		return NULL;
	if (!error)
		return show(preview, site);
	if (!preview->listens)
		return error;
	say_failure(preview, error);
	return NULL;
}

/* ---- waiting ---- */

static int time_left(const struct preview *preview, int server_ms)
{
	int64_t left;

	if (!preview->is_awaited || preview->build.pid > 0)
		return server_ms;
	left = preview->build_at - clock_milliseconds();
	if (left < 0)
		left = 0;
	return server_ms < 0 || left < server_ms ? (int)left : server_ms;
}

enum {
	FD_SIGNALS = SERVER_FDS,
	FD_CHANGES,
	FD_BUILD,
};

static struct error *wait_and_answer(struct preview *preview)
{
	struct pollfd polls[ANSWER_FDS];
	int fds[ANSWER_FDS], server_ms = server_wait(preview->server, fds);

	fds[FD_SIGNALS] = preview->signals;
	fds[FD_CHANGES] = watch_fd(preview->watch);
	fds[FD_BUILD] = preview->build.fd;
	for (size_t i = 0; i < ANSWER_FDS; i++)
		polls[i] = (struct pollfd){fds[i], POLLIN, 0};
	if (poll(polls, ANSWER_FDS, time_left(preview, server_ms)) < 0)
		return errno == EINTR ? NULL : error_errno(ERROR_IO, "cannot wait for requests");
	if (polls[FD_SIGNALS].revents) {
		struct signalfd_siginfo taken;

		/* Taken, they do not come again when they are let through. */
		while (read(preview->signals, &taken, sizeof taken) == (ssize_t)sizeof taken)
			preview->has_ended = true;
		return NULL;
	}
	server_run(preview->server);
	if (polls[FD_CHANGES].revents && watch_read(preview->watch))
		note_change(preview);
	return polls[FD_BUILD].revents ? take_build(preview) : NULL;
}

/* A build that cannot be started is no reason to end, if there is a site to show. */
static struct error *build_if_time(struct preview *preview)
{
	struct error *error;

	if (!preview->is_awaited || preview->build.pid > 0 ||
		clock_milliseconds() < preview->build_at)
		return NULL;
	error = begin_build(preview);
	if (!error || !preview->listens)
		return error;
	say_failure(preview, error);
	return NULL;
}

/* ---- the whole ---- */

/* Signals are read like anything else, so that none comes while something is half done. */
static struct error *take_signals(struct preview *preview)
{
	static const int ending[] = {SIGINT, SIGTERM, SIGHUP};
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
		sigaddset(&set, ending[i]);
	if (sigprocmask(SIG_BLOCK, &set, &preview->before))
		return error_errno(ERROR_IO, "cannot wait for signals");
	preview->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return preview->signals < 0 ? error_errno(ERROR_IO, "cannot wait for signals") : NULL;
}

static struct error *prepare(struct preview *preview)
{
	const struct site_request *site = &preview->request->site;
	struct error *error = take_signals(preview);

	if (error)
		return error;
	preview->watched = (struct watch_request){
		.repo = site->repo,
		.worktree = site->repo && !site->rev && repo_worktree(site->repo),
		.files = site->merge,
		.n_files = site->n_merge,
	};
	preview->watch = watch_new(&preview->watched);
	preview->is_awaited = true;
	return server_open(preview->request->port, &preview->server);
}

struct error *preview_run(const struct preview_request *request)
{
	struct preview preview = {.request = request, .signals = -1, .build = BUILD_PROCESS_INIT};
	struct error *error = NULL;

	sigemptyset(&preview.before);
	error = prepare(&preview);
	while (!error && !preview.has_ended) {
		error = build_if_time(&preview);
		if (!error)
			error = wait_and_answer(&preview);
	}
	build_process_stop(&preview.build);
	watch_free(preview.watch);
	server_close(preview.server);
	if (preview.signals >= 0) {
		close(preview.signals);
		sigprocmask(SIG_SETMASK, &preview.before, NULL);
	}
	return error;
}
