/*
 * worker.h - one process that parses: both ends of the conversation with it.
 *
 * Texts and outlines lie in shared memory, in two slots, so that a worker can go on with the next
 * text while we take its last outline. Only a few bytes travel on the socket: which slot, how much.
 * What the worker writes is believed in nothing: sizes are bounded here, the rest by outline_open,
 * and the source in the outline is our own copy.
 */
#ifndef HANDOFF_DOC_WORKER_H
#define HANDOFF_DOC_WORKER_H

#include <stdint.h>
#include <sys/types.h>

#include "doc/pool.h"

#define WORKER_SLOTS 2

/* The exit status of a process that could not be confined, or got no memory. */
#define WORKER_EXIT_SETUP 85

struct worker_slot {
	char *input;  /* shared; the worker can only read it */
	char *output; /* shared */
	size_t id;    /* of the job */
	bool tried;   /* it was in a worker that somebody killed */
	enum doc_form form;
	uint32_t source_len;
};

struct worker {
	pid_t pid; /* 0: not running */
	int fd;
	struct worker_slot slots[WORKER_SLOTS];
	unsigned first;   /* the slot that it works on */
	unsigned count;   /* slots busy, from `first` on */
	int64_t deadline; /* in ms of the monotonic clock, for the first slot */
	int64_t renewed;  /* when its processor time was last renewed */
	const struct doc_limits *limits;
};

/* Starts the process, with the memory that the limits ask for. ERROR_IO if it cannot be started. */
struct error *worker_start(struct worker *worker, const struct doc_limits *limits);
/* Tells its process to end; worker_stop waits for it. */
void worker_kill(struct worker *worker);
/* Ends the process and waits for it; the jobs in its slots stay. How it had ended, as waitpid
 * tells, or that we killed it. */
int worker_stop(struct worker *worker);
/* worker_stop, and frees the memory. */
void worker_end(struct worker *worker);

/* Hands a job over; there must be a free slot. False if the worker is gone. */
bool worker_send(struct worker *worker, const struct doc_job *job);
/* Sends a restarted worker all jobs that its slots hold. False if it is gone. */
bool worker_send_again(struct worker *worker);

enum worker_answer {
	WORKER_NOTHING,   /* not yet */
	WORKER_DONE,      /* *outline is that of the first slot */
	WORKER_TOO_LARGE, /* the outline of the first slot takes more room than there is */
	WORKER_GONE,      /* the process has ended, or sent nonsense */
};

/* Takes the answer that poll said is there. */
enum worker_answer worker_receive(struct worker *worker, struct outline **outline);

/* The source of the first slot's job, and the end of the job; the slot is free. */
struct slice worker_source(const struct worker *worker);
size_t worker_drop(struct worker *worker);

#endif
