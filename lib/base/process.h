/*
 * process.h - the one place that starts a program: an argument vector, never a shell.
 */
#ifndef HANDOFF_BASE_PROCESS_H
#define HANDOFF_BASE_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"

/*
 * Splits a command as a shell would split words (quotes and backslashes, nothing else), as found in
 * $EDITOR or core.pager. On success *argv is NULL-terminated and freed with free() in one piece.
 */
struct error *process_split(const char *command, char ***argv, int *argc);

/*
 * Runs argv[0] (searched in PATH) with our standard streams and waits. *status is its exit status,
 * or 128 + N if signal N ended it. An error means that it could not be started.
 */
struct error *process_run(char *const argv[], int *status);

/*
 * Starts argv[0] with a pipe as its standard input; *input is our end. `environment` may be NULL,
 * or hold NAME=VALUE pairs that are added unless NAME is set already. Wait with process_wait.
 */
struct error *process_start_reader(
	char *const argv[], char *const environment[], pid_t *pid, int *input);

struct error *process_wait(pid_t pid, int *status);

/* What process_capture is to run, and how far it may go. */
struct process_request {
	/* NULL-terminated. argv[0] is a path if there is a slash in it; else it is searched in
	 * PATH, of which only absolute directories count: "." could be anybody's repository. */
	char *const *argv;
	/* All of its environment, NULL-terminated NAME=VALUE; NULL stands for ours. */
	char *const *environment;
	struct slice input; /* its standard input; empty: /dev/null */
	size_t max_output;  /* bytes of standard output, and of standard error, at most */
	int timeout;        /* seconds, on the wall clock */
	/* The program may talk to the person: standard input and standard error stay ours (`input`
	 * is not used), and it stays in our process group, as it could not read the terminal from
	 * another one. Else it gets a group of its own, of which nothing is left when we return. */
	bool interactive;
};

struct process_result {
	int status; /* as of process_wait */
	struct buffer out;
	struct buffer err; /* empty if interactive */
};

/*
 * Runs a program to its end and keeps what it writes. It gets no descriptor of ours but the three
 * standard ones; input that it does not read is no error. ERROR_NOT_FOUND if there is no such
 * program; ERROR_LIMIT if it took too long or wrote too much, and was killed. Dispose of the result
 * in any case.
 */
struct error *process_capture(const struct process_request *request, struct process_result *result);
void process_result_dispose(struct process_result *result);

#endif
