#include "doc/pool.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "doc/region.h"
#include "doc/worker.h"

#define MAX_WORKERS 64

struct doc_pool {
	unsigned jobs;
	struct doc_limits limits;
	unsigned started; /* the first of `workers` that have been started */
	struct worker workers[MAX_WORKERS];
};

struct doc_pool *doc_pool_new(unsigned jobs, const struct doc_limits *limits)
{
	struct doc_pool *pool = mem_calloc(1, sizeof *pool);
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	if (jobs == 0)
		jobs = processors > 0 ? (unsigned)processors : 1;
	pool->jobs = jobs < MAX_WORKERS ? jobs : MAX_WORKERS;
	pool->limits = *limits;
	return pool;
}

/* Told all at once, so that they end side by side. */
static void end_workers(struct doc_pool *pool)
{
	for (unsigned i = 0; i < pool->started; i++)
		worker_kill(&pool->workers[i]);
	for (unsigned i = 0; i < pool->started; i++)
		worker_end(&pool->workers[i]);
	pool->started = 0;
}

void doc_pool_free(struct doc_pool *pool)
{
	if (!pool)
		return;
	end_workers(pool);
	free(pool);
}

static bool is_equal(const struct doc_limits *a, const struct doc_limits *b)
{
	return a->document_bytes == b->document_bytes && a->front_bytes == b->front_bytes &&
	       a->yaml_depth == b->yaml_depth && a->nesting == b->nesting &&
	       a->paragraph_bytes == b->paragraph_bytes && a->parts == b->parts &&
	       a->seconds == b->seconds && a->memory_bytes == b->memory_bytes;
}

bool doc_pool_has_limits(const struct doc_pool *pool, const struct doc_limits *limits)
{
	return is_equal(&pool->limits, limits);
}

void doc_pool_set_limits(struct doc_pool *pool, const struct doc_limits *limits)
{
	if (is_equal(&pool->limits, limits))
		return;
	end_workers(pool);
	pool->limits = *limits;
}

/* Starts one more worker. An error only if there is none at all. */
static struct error *add_worker(struct doc_pool *pool, struct worker **worker)
{
	struct worker *added = &pool->workers[pool->started];
	struct error *error = worker_start(added, &pool->limits);

	if (!error) {
		pool->started++;
		*worker = added;
		return NULL;
	}
	worker_end(added);
	if (pool->started == 0)
		return error;
	pool->jobs = pool->started; /* those that there are will do */
	error_free(error);
	return NULL;
}

void doc_pool_warm(struct doc_pool *pool)
{
	struct worker *worker;

	if (pool->started == 0)
		error_free(add_worker(pool, &worker));
}

/* The idlest worker, a new one rather than one that is busy; NULL if all have as much as they take.
 */
static struct error *find_worker(struct doc_pool *pool, struct worker **worker)
{
	struct error *error;

	*worker = NULL;
	for (unsigned i = 0; i < pool->started; i++)
		if (!*worker || pool->workers[i].count < (*worker)->count)
			*worker = &pool->workers[i];
	if ((!*worker || (*worker)->count > 0) && pool->started < pool->jobs) {
		error = add_worker(pool, worker);
		if (error)
			return error;
	}
	if (*worker && (*worker)->count == WORKER_SLOTS)
		*worker = NULL;
	return NULL;
}

/* Why the worker's first document could not be parsed. `status`: how it ended by itself. */
static const char *reason_of_death(
	const struct doc_pool *pool, bool is_late, int status, char message[256])
{
	if (is_late || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU))
		snprintf(message, 256,
			"took more than %u s to parse: split it, or raise 'limits: seconds'",
			pool->limits.seconds);
	else if (WIFEXITED(status) &&
		 (WEXITSTATUS(status) == REGION_EXIT || WEXITSTATUS(status) == 2))
		snprintf(message, 256,
			"needs more than %zu MiB of memory to parse: split it, or raise 'limits: "
			"memory-mib'",
			pool->limits.memory_bytes >> 20);
	else
		snprintf(message, 256,
			"the parser broke off on it (%s %d): simplify it, or split it",
			WIFSIGNALED(status) ? "signal" : "status",
			WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	return message;
}

/* Hands over the outline of a worker's first document. */
static void finish(struct worker *worker, const struct doc_feed *feed, struct outline *outline)
{
	size_t id = worker_drop(worker);

	feed->done(feed->context, id, outline);
}

/* Somebody else's doing, unlike the signals of a crash and of our limits. */
static bool is_killed(int status)
{
	if (!WIFSIGNALED(status))
		return false;
	switch (WTERMSIG(status)) {
	case SIGKILL:
	case SIGTERM:
	case SIGINT:
	case SIGHUP:
	case SIGQUIT:
		return true;
	default:
		return false;
	}
}

/* A worker that broke off, or is to: its first document gets a fault, or, if the worker was killed
 * by somebody, one more chance. What else it had is parsed by the worker that takes its place. */
static struct error *replace(
	struct doc_pool *pool, struct worker *worker, const struct doc_feed *feed, bool is_late)
{
	int status = worker_stop(worker);
	struct worker_slot *slot = &worker->slots[worker->first];
	char message[256];
	struct error *error;

	if (WIFEXITED(status) && WEXITSTATUS(status) == WORKER_EXIT_SETUP)
		return error_new(ERROR_IO, "a parser process could not be set up");
	if (!is_late && is_killed(status) && !slot->tried)
		slot->tried = true;
	else
		finish(worker, feed,
			outline_of_fault(worker_source(worker), FAULT_LIMIT,
				reason_of_death(pool, is_late, status, message)));
	error = worker_start(worker, &pool->limits);
	if (error)
		return error;
	worker_send_again(worker); /* if it is gone already, poll will say so */
	return NULL;
}

static struct error *receive(
	struct doc_pool *pool, struct worker *worker, const struct doc_feed *feed)
{
	struct outline *outline = NULL;

	switch (worker_receive(worker, &outline)) {
	case WORKER_NOTHING:
		return NULL;
	case WORKER_DONE:
		finish(worker, feed, outline);
		return NULL;
	case WORKER_TOO_LARGE:
		finish(worker, feed,
			outline_of_fault(worker_source(worker), FAULT_LIMIT,
				"has more parts than fit in memory: split it, or raise 'limits: "
				"document-kib'"));
		return NULL;
	default:
		return replace(pool, worker, feed, false);
	}
}

/* Waits for an answer or a deadline and deals with all that there are. */
static struct error *wait_for_answers(struct doc_pool *pool, const struct doc_feed *feed)
{
	struct pollfd polls[MAX_WORKERS];
	int64_t now = clock_milliseconds(), first = INT64_MAX;
	int ready;

	for (unsigned i = 0; i < pool->started; i++) {
		const struct worker *worker = &pool->workers[i];

		polls[i] = (struct pollfd){worker->count > 0 ? worker->fd : -1, POLLIN, 0};
		if (worker->count > 0 && worker->deadline < first)
			first = worker->deadline;
	}
	if (first < now)
		first = now;
	if (first > now + 60000)
		first = now + 60000;
	ready = poll(polls, pool->started, (int)(first - now));
	if (ready < 0 && errno != EINTR)
		return error_errno(ERROR_IO, "cannot wait for the parser processes");
	now = clock_milliseconds();
	for (unsigned i = 0; i < pool->started; i++) {
		struct worker *worker = &pool->workers[i];
		struct error *error = NULL;

		if (worker->count == 0)
			continue;
		if (ready > 0 && polls[i].revents != 0)
			error = receive(pool, worker, feed);
		else if (now >= worker->deadline)
			error = replace(pool, worker, feed, true);
		if (error)
			return error;
	}
	return NULL;
}

/* What is to come of a feed. */
struct queue {
	const struct doc_feed *feed;
	struct doc_job job; /* the next one, if has_job */
	bool has_job;
	bool is_over;
};

static void refuse(const struct doc_pool *pool, const struct queue *queue)
{
	size_t size = queue->job.source.len;
	char *message = mem_format("has %zu KiB, more than the %zu KiB allowed: split it, or raise "
				   "'limits: document-kib'",
		(size + 1023) / 1024, pool->limits.document_bytes / 1024);

	queue->feed->done(queue->feed->context, queue->job.id,
		outline_of_fault(slice_of(""), FAULT_LIMIT, message));
	free(message);
}

/* Gives the workers as many jobs as they take. */
static struct error *hand_out(struct doc_pool *pool, struct queue *queue)
{
	struct worker *worker;
	struct error *error;

	while (!queue->is_over) {
		if (!queue->has_job)
			queue->has_job = queue->feed->next(queue->feed->context, &queue->job);
		if (!queue->has_job) {
			queue->is_over = true;
			return NULL;
		}
		if (queue->job.source.len > pool->limits.document_bytes) {
			refuse(pool, queue);
			queue->has_job = false;
			continue;
		}
		error = find_worker(pool, &worker);
		if (error || !worker)
			return error;
		worker_send(worker, &queue->job); /* if it is gone, poll will say so */
		queue->has_job = false;
	}
	return NULL;
}

static bool is_busy(const struct doc_pool *pool)
{
	for (unsigned i = 0; i < pool->started; i++)
		if (pool->workers[i].count > 0)
			return true;
	return false;
}

struct error *doc_pool_run(struct doc_pool *pool, const struct doc_feed *feed)
{
	struct queue queue = {.feed = feed};
	struct error *error = NULL;

	while (!error && (!queue.is_over || is_busy(pool))) {
		error = hand_out(pool, &queue);
		if (!error && is_busy(pool))
			error = wait_for_answers(pool, feed);
	}
	if (error)
		end_workers(pool);
	return error;
}

/* A feed of one text. */
struct single {
	struct doc_job job;
	bool taken;
	struct outline *outline;
};

static bool single_next(void *context, struct doc_job *job)
{
	struct single *single = context;

	if (single->taken)
		return false;
	single->taken = true;
	*job = single->job;
	return true;
}

static void single_done(void *context, size_t id, struct outline *outline)
{
	struct single *single = context;

	(void)id;
	single->outline = outline;
}

struct error *doc_pool_parse(
	struct doc_pool *pool, enum doc_form form, struct slice source, struct outline **outline)
{
	struct single single = {.job = {.form = form, .source = source}};
	struct doc_feed feed = {&single, single_next, single_done};
	struct error *error = doc_pool_run(pool, &feed);

	*outline = error ? NULL : single.outline;
	if (error)
		outline_free(single.outline);
	return error;
}
