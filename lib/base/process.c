#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

/* In double quotes a backslash escapes only what is special there (POSIX, XCU 2.2.3). */
static bool backslash_escapes(char quote, char next)
{
	return quote == '\0' || (quote == '"' && next && strchr("$`\"\\", next));
}

/* Copies one word and a NUL to `to`; returns what follows it, or NULL if the word is not closed. */
static char *copy_word(const char **command, char *to)
{
	const char *at = *command;
	char quote = '\0';

	for (; *at && (quote || !is_blank(*at)); at++) {
		if (quote ? *at == quote : *at == '\'' || *at == '"') {
			quote = quote ? '\0' : *at;
			continue;
		}
		if (*at == '\\' && backslash_escapes(quote, at[1]) && !*++at)
			return NULL;
		*to++ = *at;
	}
	if (quote)
		return NULL;
	*to++ = '\0';
	*command = at;
	return to;
}

struct error *process_split(const char *command, char ***argv, int *argc)
{
	size_t len = strlen(command);
	size_t slots = len / 2 + 2;
	char **words = mem_alloc(slots * sizeof *words + len + 1);
	char *to = (char *)(words + slots);
	const char *at = command;
	int count = 0;

	for (;;) {
		while (is_blank(*at))
			at++;
		if (!*at)
			break;
		words[count++] = to;
		to = copy_word(&at, to);
		if (!to) {
			free(words);
			return error_new(
				ERROR_USAGE, "'%s': a quote or a backslash is not closed", command);
		}
	}
	if (count == 0) {
		free(words);
		return error_new(ERROR_USAGE, "the command is empty");
	}
	words[count] = NULL;
	*argv = words;
	*argc = count;
	return NULL;
}

/* True if `pair`, NAME=VALUE, names a variable of the environment, even one that is empty. */
static bool is_set(char *const environment[], const char *pair)
{
	size_t len = strcspn(pair, "=");

	for (size_t i = 0; environment[i]; i++)
		if (strncmp(environment[i], pair, len) == 0 && environment[i][len] == '=')
			return true;
	return false;
}

static size_t count_strings(char *const strings[])
{
	size_t count = 0;

	while (strings && strings[count])
		count++;
	return count;
}

/* Our environment and those of `more` that it lacks; free() the vector, not the strings. */
static char **environment_with(char *const more[])
{
	size_t ours = count_strings(environ);
	size_t wanted = count_strings(more);
	char **merged = mem_calloc(ours + wanted + 1, sizeof *merged);
	size_t count = ours;

	if (ours)
		memcpy(merged, environ, ours * sizeof *merged);
	for (size_t i = 0; i < wanted; i++)
		if (!is_set(merged, more[i]))
			merged[count++] = more[i];
	return merged;
}

/* We may ignore SIGPIPE; what we start must not inherit that. */
static int restore_signals(posix_spawnattr_t *attributes)
{
	sigset_t pipe_only;
	int number;

	sigemptyset(&pipe_only);
	sigaddset(&pipe_only, SIGPIPE);
	number = posix_spawnattr_setsigdefault(attributes, &pipe_only);
	if (number == 0)
		number = posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF);
	return number;
}

/* Starts argv[0], with `input` as its standard input unless that is -1. Returns an errno. */
static int spawn(char *const argv[], char *const environment[], int input, pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int number = posix_spawn_file_actions_init(&actions);

	if (number)
		return number;
	number = posix_spawnattr_init(&attributes);
	if (number)
		goto done;
	number = restore_signals(&attributes);
	if (number == 0 && input >= 0)
		number = posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
	if (number == 0)
		number = posix_spawnp(pid, argv[0], &actions, &attributes, argv, environment);
	posix_spawnattr_destroy(&attributes);
done:
	posix_spawn_file_actions_destroy(&actions);
	return number;
}

static struct error *start_failed(const char *program, int number)
{
	errno = number;
	return error_errno(
		number == ENOENT ? ERROR_NOT_FOUND : ERROR_IO, "cannot start '%s'", program);
}

struct error *process_run(char *const argv[], int *status)
{
	pid_t pid;
	int number = spawn(argv, environ, -1, &pid);

	if (number)
		return start_failed(argv[0], number);
	return process_wait(pid, status);
}

struct error *process_start_reader(
	char *const argv[], char *const environment[], pid_t *pid, int *input)
{
	char **merged;
	int ends[2];
	int number;

	if (pipe2(ends, O_CLOEXEC))
		return error_errno(ERROR_IO, "cannot make a pipe");
	merged = environment_with(environment);
	number = spawn(argv, merged, ends[0], pid);
	free(merged);
	close(ends[0]);
	if (number) {
		close(ends[1]);
		return start_failed(argv[0], number);
	}
	*input = ends[1];
	return NULL;
}

struct error *process_wait(pid_t pid, int *status)
{
	int raw;

	while (waitpid(pid, &raw, 0) < 0)
		if (errno != EINTR)
			return error_errno(ERROR_IO, "cannot wait for process %ld", (long)pid);
	*status = WIFSIGNALED(raw) ? 128 + WTERMSIG(raw) : WEXITSTATUS(raw);
	return NULL;
}
