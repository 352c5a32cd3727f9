#include "repo/commit_ahead.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "repo/commit_table.h"

/* So many bytes the child may be ahead; the kernel gives less where it has to. */
#define PIPE_BYTES (1 << 20)

/* With fewer objects in packs a walk is over before a process has paid for itself. */
#define MANY_OBJECTS 30000

#define MALFORMED UINT32_MAX

/* One commit in the pipe, its parents behind it. */
struct record {
	struct object_id id, tree;
	int64_t time;
	uint32_t n_parents; /* or MALFORMED */
	uint32_t padding;   /* zero */
};

struct writer {
	int fd;
	size_t used;
	char bytes[16384];
};

struct commit_ahead {
	pid_t pid; /* 0: it has ended */
	int fd;
	struct commit_table *table; /* what it sent */
	struct commit_links links;
	size_t from, end; /* of the bytes that are not taken yet */
	char bytes[65536];
};

/* ---- The child ------------------------------------------------------------------------------- */

static bool flush(struct writer *writer)
{
	size_t used = writer->used;

	writer->used = 0;
	return file_write_all(writer->fd, (struct slice){writer->bytes, used}) == 0;
}

static bool add(struct writer *writer, const void *bytes, size_t len)
{
	if (writer->used + len > sizeof writer->bytes && !flush(writer))
		return false;
	memcpy(writer->bytes + writer->used, bytes, len);
	writer->used += len;
	return true;
}

static bool send_commit(
	struct writer *writer, const struct object_id *id, const struct commit_links *links)
{
	struct record record = {.id = *id, .n_parents = MALFORMED};

	if (links) {
		record.tree = links->tree;
		record.time = links->time;
		record.n_parents = (uint32_t)links->n_parents;
	}
	return add(writer, &record, sizeof record) &&
	       (!links || add(writer, links->parents, links->n_parents * sizeof links->parents[0]));
}

/* Reads a commit that was not met yet, sends and queues it; what cannot be read is left to others.
 * False if nobody listens any more. */
static bool visit(struct objects *objects, const struct object_id *id, struct commit_table *table,
	struct commit_queue *queue, struct commit_links *links, struct writer *writer)
{
	struct buffer bytes = BUFFER_INIT;
	struct error *error;
	bool listens = true;
	size_t number;

	if (commit_table_find(table, id, &number))
		return true;
	error = objects_read(objects, id, OBJECT_COMMIT, MAX_COMMIT_BYTES, &bytes);
	if (!error) {
		bool malformed = !commit_links(buffer_slice(&bytes), links);

		listens = send_commit(writer, id, malformed ? NULL : links);
		number = commit_table_add(table, id, malformed ? NULL : links);
		commit_queue_push(queue, table, number);
	}
	error_free(error);
	buffer_dispose(&bytes);
	return listens;
}

static void read_all(struct repo *repo, const struct object_id *tip, int fd)
{
	struct commit_links *links = mem_alloc(sizeof *links);
	struct writer *writer = mem_calloc(1, sizeof *writer);
	struct commit_table *table = commit_table_new();
	struct commit_queue queue = {0};
	struct objects *objects;
	size_t number;
	bool listens;

	writer->fd = fd;
	if (objects_open(repo, &objects))
		return;
	listens = visit(objects, tip, table, &queue, links, writer);
	while (listens && commit_queue_pop(&queue, table, &number)) {
		for (size_t i = 0; listens && i < commit_table_at(table, number)->n_parents; i++) {
			struct object_id id = *commit_table_parent(table, number, i);

			listens = visit(objects, &id, table, &queue, links, writer);
		}
	}
	flush(writer);
}

/* A terminal's interrupt is for the parent, who ends us; if it is gone, so are we. */
static void be_child(struct repo *repo, const struct object_id *tip, int fd)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGINT, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	read_all(repo, tip, fd);
	_exit(0);
}

/* ---- The parent ------------------------------------------------------------------------------ */

struct commit_ahead *commit_ahead_start(struct repo *repo, const struct object_id *tip)
{
	struct commit_ahead *ahead;
	int ends[2];
	pid_t pid;

	if (sysconf(_SC_NPROCESSORS_ONLN) < 2 || objects_packed(repo) < MANY_OBJECTS ||
		pipe2(ends, O_CLOEXEC) < 0)
		return NULL;
	(void)fcntl(ends[1], F_SETPIPE_SZ, PIPE_BYTES);
	pid = fork();
	if (pid == 0) {
		close(ends[0]);
		be_child(repo, tip, ends[1]);
	}
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return NULL;
	}
	ahead = mem_calloc(1, sizeof *ahead);
	ahead->pid = pid;
	ahead->fd = ends[0];
	ahead->table = commit_table_new();
	return ahead;
}

static void stop(struct commit_ahead *ahead)
{
	if (ahead->pid == 0)
		return;
	kill(ahead->pid, SIGKILL);
	while (waitpid(ahead->pid, NULL, 0) < 0 && errno == EINTR)
		;
	close(ahead->fd);
	ahead->pid = 0;
}

void commit_ahead_end(struct commit_ahead *ahead)
{
	if (!ahead)
		return;
	stop(ahead);
	commit_table_free(ahead->table);
	free(ahead);
}

/* True if so many bytes are there to be taken. */
static bool fill(struct commit_ahead *ahead, size_t wanted)
{
	if (ahead->end - ahead->from >= wanted)
		return true;
	memmove(ahead->bytes, ahead->bytes + ahead->from, ahead->end - ahead->from);
	ahead->end -= ahead->from;
	ahead->from = 0;
	while (ahead->end < wanted) {
		ssize_t got = read(
			ahead->fd, ahead->bytes + ahead->end, sizeof ahead->bytes - ahead->end);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		ahead->end += (size_t)got;
	}
	return true;
}

static void take(struct commit_ahead *ahead, void *to, size_t len)
{
	memcpy(to, ahead->bytes + ahead->from, len);
	ahead->from += len;
}

/* Takes the next commit that was sent into the table; false if there are no more. */
static bool take_next(struct commit_ahead *ahead)
{
	struct commit_links *links = &ahead->links;
	struct record record;
	size_t number;

	if (!fill(ahead, sizeof record))
		return false;
	take(ahead, &record, sizeof record);
	*links = (struct commit_links){.tree = record.tree, .time = record.time};
	if (record.n_parents != MALFORMED) {
		if (record.n_parents > MAX_PARENTS ||
			!fill(ahead, record.n_parents * sizeof links->parents[0]))
			return false;
		take(ahead, links->parents, record.n_parents * sizeof links->parents[0]);
		links->n_parents = record.n_parents;
	}
	if (!commit_table_find(ahead->table, &record.id, &number))
		commit_table_add(
			ahead->table, &record.id, record.n_parents == MALFORMED ? NULL : links);
	return true;
}

bool commit_ahead_find(struct commit_ahead *ahead, const struct object_id *id,
	struct commit_links *links, bool *malformed)
{
	const struct commit_entry *entry;
	size_t number;

	while (!commit_table_find(ahead->table, id, &number)) {
		if (ahead->pid == 0)
			return false;
		if (!take_next(ahead))
			stop(ahead);
	}
	entry = commit_table_at(ahead->table, number);
	*malformed = entry->malformed;
	links->tree = entry->tree;
	links->time = entry->time;
	links->n_parents = entry->n_parents;
	if (entry->n_parents)
		memcpy(links->parents, commit_table_parent(ahead->table, number, 0),
			entry->n_parents * sizeof links->parents[0]);
	return true;
}
