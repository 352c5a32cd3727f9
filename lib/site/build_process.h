/*
 * build_process.h - a site built in a process of its own, beside one that serves.
 *
 * Whatever a build does, the process that serves goes on: it waits for a descriptor, and takes what
 * was built or why there is nothing.
 */
#ifndef HANDOFF_SITE_BUILD_PROCESS_H
#define HANDOFF_SITE_BUILD_PROCESS_H

#include <sys/types.h>

#include "site/memory.h"
#include "site/site.h"

struct build_process {
	pid_t pid; /* 0: not running */
	int fd;    /* readable when it has something to say, or has ended; -1: not running */
	int site;  /* what it writes to */
	struct buffer said;
};

#define BUILD_PROCESS_INIT                                                                         \
	{                                                                                          \
		0, -1, -1, BUFFER_INIT                                                             \
	}

/* Starts a build of the request, of whose repository it takes the path only; the caller has one
 * thread. */
struct error *build_process_start(
	struct build_process *process, const struct site_request *request);

/*
 * To be called when its descriptor is readable. True if it has ended: then *memory is the site, or
 * *error says why there is none.
 */
bool build_process_take(
	struct build_process *process, struct site_memory **memory, struct error **error);

/* Ends it at once, if it is running, and frees what it has. */
void build_process_stop(struct build_process *process);

#endif
