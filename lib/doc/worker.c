#include "doc/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "doc/flat.h"
#include "doc/parse.h"
#include "doc/sandbox.h"

/* How much larger than its text an outline may be: 48 times is the worst that a text of nothing but
 * list markers makes. Pages that are not touched cost nothing. */
#define OUTPUT_FACTOR 64
#define OUTPUT_EXTRA  (1u << 20)

/* Beside the region that cmark works in: libyaml, growing arrays, the C library. */
#define MEMORY_EXTRA (64u << 20)

struct request {
	uint32_t slot;
	uint32_t form;
	uint32_t source_len;
};

struct answer {
	uint32_t slot;
	uint32_t is_too_large;
	uint64_t head; /* bytes before the source */
	uint64_t size; /* head and pool */
};

static size_t input_size(const struct doc_limits *limits)
{
	return limits->document_bytes + 1;
}

static size_t output_size(const struct doc_limits *limits)
{
	return limits->document_bytes * OUTPUT_FACTOR + OUTPUT_EXTRA;
}

/* ---- the child ---- */

static bool answer_request(
	struct worker *worker, struct parse *parse, const struct request *request)
{
	struct worker_slot *slot;
	struct answer answer = {.slot = request->slot};

	if (request->slot >= WORKER_SLOTS || request->form >= DOC_FORMS ||
		request->source_len > parse->limits.document_bytes)
		return false;
	slot = &worker->slots[request->slot];
	parse_text(parse, (enum doc_form)request->form,
		(struct slice){slot->input, request->source_len});
	answer.size = builder_size(&parse->builder, &answer.head);
	if (answer.size <= output_size(&parse->limits))
		builder_write(&parse->builder, slot->output);
	else
		answer.is_too_large = 1;
	return send(worker->fd, &answer, sizeof answer, MSG_NOSIGNAL) == (ssize_t)sizeof answer;
}

static void serve(struct worker *worker, struct parse *parse)
{
	struct request request;
	ssize_t size;

	for (;;) {
		size = recv(worker->fd, &request, sizeof request, 0);
		if (size < 0 && errno == EINTR)
			continue;
		if (size != (ssize_t)sizeof request || !answer_request(worker, parse, &request))
			return;
	}
}

/* Never returns: neither the caller's exit handlers nor its buffered output are ours. */
static _Noreturn void run_child(struct worker *worker, pid_t parent)
{
	const struct doc_limits *limits = worker->limits;
	struct parse *parse;

	if (!sandbox_prepare(parent, &worker->fd, limits->memory_bytes * 2 + MEMORY_EXTRA))
		_exit(WORKER_EXIT_SETUP);
	for (int i = 0; i < WORKER_SLOTS; i++)
		if (mprotect(worker->slots[i].input, input_size(limits), PROT_READ) != 0)
			_exit(WORKER_EXIT_SETUP);
	parse = parse_new(limits);
	if (!parse || !sandbox_enter())
		_exit(WORKER_EXIT_SETUP);
	serve(worker, parse);
	_exit(0);
}

/* ---- the parent ---- */

static void *map_shared(size_t size)
{
	void *at = mmap(NULL, size, PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	return at == MAP_FAILED ? NULL : at;
}

static bool map_slots(struct worker *worker)
{
	for (int i = 0; i < WORKER_SLOTS; i++) {
		struct worker_slot *slot = &worker->slots[i];

		if (!slot->input)
			slot->input = map_shared(input_size(worker->limits));
		if (!slot->output)
			slot->output = map_shared(output_size(worker->limits));
		if (!slot->input || !slot->output)
			return false;
		/* This worker's child is to have them, but no later one. */
		madvise(slot->input, input_size(worker->limits), MADV_DOFORK);
		madvise(slot->output, output_size(worker->limits), MADV_DOFORK);
	}
	return true;
}

static void hide_slots(struct worker *worker)
{
	for (int i = 0; i < WORKER_SLOTS; i++) {
		madvise(worker->slots[i].input, input_size(worker->limits), MADV_DONTFORK);
		madvise(worker->slots[i].output, output_size(worker->limits), MADV_DONTFORK);
	}
}

struct error *worker_start(struct worker *worker, const struct doc_limits *limits)
{
	struct error *error = NULL;
	pid_t parent = getpid();
	int pair[2];

	worker->limits = limits;
	if (!map_slots(worker))
		return error_errno(ERROR_IO, "no memory to share with a parser process");
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		return error_errno(ERROR_IO, "no socket to a parser process");
	worker->pid = fork();
	if (worker->pid == 0) {
		worker->fd = pair[1];
		run_child(worker, parent);
	}
	if (worker->pid < 0) {
		error = error_errno(ERROR_IO, "cannot start a parser process");
		worker->pid = 0;
		close(pair[0]);
	} else {
		worker->fd = pair[0];
		worker->renewed = 0;
	}
	close(pair[1]);
	hide_slots(worker);
	return error;
}

void worker_kill(struct worker *worker)
{
	if (worker->pid > 0)
		kill(worker->pid, SIGKILL);
}

int worker_stop(struct worker *worker)
{
	int status = 0;

	if (worker->pid <= 0)
		return 0;
	close(worker->fd);
	kill(worker->pid, SIGKILL);
	while (waitpid(worker->pid, &status, 0) < 0)
		if (errno != EINTR) {
			status = 0; /* somebody ignores SIGCHLD: it is gone all the same */
			break;
		}
	worker->pid = 0;
	return status;
}

void worker_end(struct worker *worker)
{
	worker_stop(worker);
	for (int i = 0; i < WORKER_SLOTS; i++) {
		if (worker->slots[i].input)
			munmap(worker->slots[i].input, input_size(worker->limits));
		if (worker->slots[i].output)
			munmap(worker->slots[i].output, output_size(worker->limits));
	}
	*worker = (struct worker){0};
}

/* A new document is at the head: its time begins. */
static void start_clock(struct worker *worker)
{
	int64_t now = clock_milliseconds();
	unsigned seconds = worker->limits->seconds;

	worker->deadline = now + (int64_t)seconds * 1000;
	/* The processor's clock only matters if we are not there to watch; it counts whole seconds.
	 */
	if (worker->renewed != 0 && now - worker->renewed < 1000)
		return;
	worker->renewed = now;
	sandbox_renew(worker->pid, seconds * WORKER_SLOTS + 2);
}

static bool request(struct worker *worker, unsigned index)
{
	const struct worker_slot *slot = &worker->slots[index];
	struct request message = {index, slot->form, slot->source_len};
	ssize_t size;

	do
		size = send(worker->fd, &message, sizeof message, MSG_NOSIGNAL);
	while (size < 0 && errno == EINTR);
	return size == (ssize_t)sizeof message;
}

bool worker_send(struct worker *worker, const struct doc_job *job)
{
	unsigned index = (worker->first + worker->count) % WORKER_SLOTS;
	struct worker_slot *slot = &worker->slots[index];

	slot->id = job->id;
	slot->tried = false;
	slot->form = job->form;
	slot->source_len = (uint32_t)job->source.len;
	if (job->source.len > 0)
		memcpy(slot->input, job->source.at, job->source.len);
	if (worker->count++ == 0)
		start_clock(worker);
	return request(worker, index);
}

bool worker_send_again(struct worker *worker)
{
	if (worker->count > 0)
		start_clock(worker);
	for (unsigned i = 0; i < worker->count; i++)
		if (!request(worker, (worker->first + i) % WORKER_SLOTS))
			return false;
	return true;
}

struct slice worker_source(const struct worker *worker)
{
	const struct worker_slot *slot = &worker->slots[worker->first];

	return (struct slice){slot->input, slot->source_len};
}

size_t worker_drop(struct worker *worker)
{
	size_t id = worker->slots[worker->first].id;

	worker->first = (worker->first + 1) % WORKER_SLOTS;
	if (--worker->count > 0 && worker->pid > 0)
		start_clock(worker);
	return id;
}

/* Puts the outline together: the worker's head, our source, the worker's pool. */
static struct outline *take_outline(struct worker *worker, const struct answer *answer)
{
	const struct worker_slot *slot = &worker->slots[worker->first];
	size_t size = answer->size + slot->source_len;
	struct outline *outline;
	struct flat_header header;
	struct error *error;
	char *buffer;

	if (answer->size > output_size(worker->limits) || answer->head > answer->size ||
		answer->head < sizeof header)
		return NULL;
	buffer = mem_alloc(size);
	memcpy(buffer, slot->output, answer->head);
	memcpy(buffer + answer->head, slot->input, slot->source_len);
	memcpy(buffer + answer->head + slot->source_len, slot->output + answer->head,
		answer->size - answer->head);
	memcpy(&header, buffer, sizeof header);
	if (header.source_len != slot->source_len || flat_head_size(&header) != answer->head) {
		free(buffer);
		return NULL;
	}
	error = outline_open(buffer, size, &outline);
	error_free(error);
	return error ? NULL : outline;
}

enum worker_answer worker_receive(struct worker *worker, struct outline **outline)
{
	struct answer answer;
	ssize_t size = recv(worker->fd, &answer, sizeof answer, MSG_DONTWAIT);

	if (size < 0 && (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK))
		return WORKER_NOTHING;
	if (size != (ssize_t)sizeof answer || worker->count == 0 || answer.slot != worker->first)
		return WORKER_GONE;
	if (answer.is_too_large)
		return WORKER_TOO_LARGE;
	*outline = take_outline(worker, &answer);
	return *outline ? WORKER_DONE : WORKER_GONE;
}
