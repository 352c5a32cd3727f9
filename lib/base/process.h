/*
 * process.h - the one place that starts a program: an argument vector, never a shell.
 */
#ifndef HANDOFF_BASE_PROCESS_H
#define HANDOFF_BASE_PROCESS_H

#include <sys/types.h>

#include "base/error.h"

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

#endif
