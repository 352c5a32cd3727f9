#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/process.h"

#define MIB ((size_t)1 << 20)

static struct error *shell(const char *script, struct slice input, size_t max, int timeout,
	struct process_result *result)
{
	char *argv[] = {"/bin/sh", "-c", (char *)script, NULL};
	struct process_request request = {
		.argv = argv, .input = input, .max_output = max, .timeout = timeout};

	return process_capture(&request, result);
}

static void expect(
	const char *script, const char *input, int status, const char *out, const char *err)
{
	struct process_result result;

	assert_null(shell(script, slice_of(input), 1000, 20, &result));
	assert_int_equal(result.status, status);
	assert_true(slice_is(buffer_slice(&result.out), out));
	assert_true(slice_is(buffer_slice(&result.err), err));
	process_result_dispose(&result);
}

static void expect_error(struct error *error, enum error_code code, const char *part)
{
	assert_non_null(error);
	assert_int_equal(error->code, code);
	assert_non_null(strstr(error->message, part));
	error_free(error);
}

static int64_t seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

static void both_streams_and_the_status_are_kept(void **state)
{
	(void)state;
	expect("echo out; echo err >&2; exit 3", "", 3, "out\n", "err\n");
	expect("cat", "some\ninput", 0, "some\ninput", "");
	expect("cat; echo end", "", 0, "end\n", "");
	expect("true", NULL, 0, "", "");
	expect("kill -9 $$", "", 128 + SIGKILL, "", "");
	expect("printf 'a\\000b' | wc -c | tr -d ' '", "", 0, "3\n", "");
}

static void the_environment_is_what_was_asked_for(void **state)
{
	char *argv[] = {"env", NULL};
	char *environment[] = {"A=1", "B=", NULL};
	struct process_request request = {
		.argv = argv, .environment = environment, .max_output = 100000, .timeout = 20};
	struct process_result result;

	(void)state;
	assert_null(process_capture(&request, &result));
	assert_string_equal(result.out.at, "A=1\nB=\n");
	process_result_dispose(&result);

	setenv("HANDOFF_TEST_CAPTURE", "seen", 1);
	request.environment = NULL;
	assert_null(process_capture(&request, &result));
	assert_non_null(strstr(result.out.at, "HANDOFF_TEST_CAPTURE=seen\n"));
	process_result_dispose(&result);
}

static void much_both_ways_does_not_block(void **state)
{
	struct process_result result;
	char *bytes = mem_alloc(4 * MIB);

	(void)state;
	for (size_t i = 0; i < 4 * MIB; i++)
		bytes[i] = (char)(i * 7 + i / 256);
	assert_null(shell("tee /dev/stderr", (struct slice){bytes, 4 * MIB}, 4 * MIB, 60, &result));
	assert_int_equal(result.status, 0);
	assert_int_equal(result.out.len, 4 * MIB);
	assert_int_equal(result.err.len, 4 * MIB);
	assert_memory_equal(result.out.at, bytes, 4 * MIB);
	assert_memory_equal(result.err.at, bytes, 4 * MIB);
	process_result_dispose(&result);
	free(bytes);
}

static void input_that_nobody_reads_is_no_error(void **state)
{
	struct process_result result;
	char *bytes = mem_calloc(1, MIB);
	struct sigaction now;

	(void)state;
	signal(SIGPIPE, SIG_DFL);
	for (int i = 0; i < 20; i++) {
		assert_null(
			shell("exec 0<&-; echo x", (struct slice){bytes, MIB}, 10, 20, &result));
		assert_string_equal(result.out.at, "x\n");
		process_result_dispose(&result);
	}
	sigaction(SIGPIPE, NULL, &now);
	assert_true(now.sa_handler == SIG_DFL);
	free(bytes);
}

static void signals_are_as_a_program_expects_them(void **state)
{
	sigset_t pipe_only, before;

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&pipe_only);
	sigaddset(&pipe_only, SIGPIPE);
	sigprocmask(SIG_BLOCK, &pipe_only, &before);
	expect("kill -PIPE $$; echo survived", "", 128 + SIGPIPE, "", "");
	sigprocmask(SIG_SETMASK, &before, NULL);
	signal(SIGPIPE, SIG_DFL);
}

static void too_much_is_stopped(void **state)
{
	struct process_result result;

	(void)state;
	expect_error(shell("exec yes", slice_of(""), 70000, 20, &result), ERROR_LIMIT,
		"more than 70000 bytes");
	process_result_dispose(&result);
	expect_error(shell("exec yes >&2", slice_of(""), 70000, 20, &result), ERROR_LIMIT,
		"more than 70000 bytes");
	process_result_dispose(&result);
	/* the limit itself is allowed */
	assert_null(shell("printf 12345", slice_of(""), 5, 20, &result));
	process_result_dispose(&result);
	expect_error(shell("printf 123456", slice_of(""), 5, 20, &result), ERROR_LIMIT, "5 bytes");
	process_result_dispose(&result);
}

static void too_long_is_stopped_with_all_that_it_started(void **state)
{
	struct process_result result;
	int64_t start = seconds();
	pid_t pid;

	(void)state;
	expect_error(shell("sleep 300 & echo $!; wait", slice_of(""), 100, 1, &result), ERROR_LIMIT,
		"more than 1 seconds");
	assert_true(seconds() - start < 10);
	pid = (pid_t)atol(result.out.at);
	assert_true(pid > 1);
	for (int i = 0; i < 200 && kill(pid, 0) == 0; i++) {
		char *path = mem_format("/proc/%ld/stat", (long)pid), text[200] = "";
		FILE *file = fopen(path, "r");

		/* dead, and whoever inherits it has not reaped it */
		free(path);
		if (file && fgets(text, sizeof text, file) && strstr(text, ") Z ")) {
			fclose(file);
			break;
		}
		if (file)
			fclose(file);
		assert_true(i < 199);
		usleep(10000);
	}
	process_result_dispose(&result);

	/* silent, with its streams closed */
	expect_error(shell("exec sleep 300 >&- 2>&- <&-", slice_of(""), 100, 1, &result),
		ERROR_LIMIT, "seconds");
	process_result_dispose(&result);
}

static void what_stays_behind_is_not_waited_for(void **state)
{
	int64_t start = seconds();

	(void)state;
	expect("sleep 300 & echo done", "", 0, "done\n", "");
	assert_true(seconds() - start < 10);
}

static void no_descriptor_leaks(void **state)
{
	int fd = open("/dev/null", O_RDONLY); /* not close-on-exec */

	(void)state;
	if (access("/proc/self/fd", R_OK))
		skip();
	assert_true(fd >= 0);
	expect("for f in /proc/$$/fd/*; do n=${f##*/}; [ $n -gt 2 ] && [ $n -ne 10 ] && "
	       "[ -e /proc/$$/fd/$n ] && echo $n; done; true",
		"x", 0, "", "");
	close(fd);
}

static int count_descriptors(void)
{
	int count = 0;

	for (int i = 0; i < 256; i++)
		count += fcntl(i, F_GETFD) >= 0;
	return count;
}

static void we_keep_no_descriptor(void **state)
{
	char *argv[] = {"/nowhere/program", NULL};
	struct process_request request = {.argv = argv, .max_output = 1, .timeout = 1};
	struct process_result result;
	int before = count_descriptors();

	(void)state;
	expect("cat; exit 1", "x", 1, "x", "");
	error_free(shell("yes", slice_of("x"), 10, 20, &result));
	process_result_dispose(&result);
	error_free(process_capture(&request, &result));
	process_result_dispose(&result);
	assert_int_equal(count_descriptors(), before);
}

/* Pipes whose numbers are those that the child's ends must get. */
static void it_works_with_standard_streams_closed(void **state)
{
	pid_t pid = fork();
	int status;

	(void)state;
	if (pid == 0) {
		struct process_result result;
		struct error *error;

		close(0);
		close(1);
		close(2);
		error = shell("cat; echo e >&2", slice_of("in"), 100, 20, &result);
		_exit(error || result.status || !slice_is(buffer_slice(&result.out), "in") ||
			!slice_is(buffer_slice(&result.err), "e\n"));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void expect_missing(char *name, const char *path)
{
	char *argv[] = {name, NULL};
	struct process_request request = {.argv = argv, .max_output = 100, .timeout = 20};
	struct process_result result;
	char *before = mem_string(slice_of(getenv("PATH")));

	if (path)
		setenv("PATH", path, 1);
	expect_error(process_capture(&request, &result), ERROR_NOT_FOUND, name);
	process_result_dispose(&result);
	setenv("PATH", before, 1);
	free(before);
}

static void a_program_that_is_not_there_is_said_so(void **state)
{
	(void)state;
	expect_missing("no-such-program-at-all", NULL);
	expect_missing("/nowhere/at-all", NULL);
	expect_missing("/", NULL);
	expect_missing("/dev/null", NULL);
	expect_missing("", NULL);
	expect_missing("env", "/nowhere:/");
}

static void only_absolute_directories_of_path_count(void **state)
{
	char directory[] = "/tmp/handoff-unit-XXXXXX";
	int fd, back = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	(void)state;
	assert_true(back >= 0);
	assert_non_null(mkdtemp(directory));
	assert_int_equal(chdir(directory), 0);
	fd = open("planted", O_WRONLY | O_CREAT | O_CLOEXEC, 0755);
	assert_true(fd >= 0);
	close(fd);
	expect_missing("planted", ".");
	expect_missing("planted", "::/nowhere:");
	expect_missing("planted", "");
	assert_int_equal(unlink("planted"), 0);
	assert_int_equal(fchdir(back), 0);
	close(back);
	rmdir(directory);
}

static void an_interactive_program_has_our_streams(void **state)
{
	char *argv[] = {"/bin/sh", "-c", "cat; echo told >&2; cut -d' ' -f5 /proc/$$/stat", NULL};
	struct process_request request = {.argv = argv,
		.input = slice_of("not used"),
		.max_output = 100,
		.timeout = 20,
		.interactive = true};
	int in[2], err[2], old_in = dup(0), old_err = dup(2);
	struct process_result result;
	char told[16] = "", *expected = mem_format("typed%ld\n", (long)getpgrp());

	(void)state;
	assert_int_equal(pipe(in), 0);
	assert_int_equal(pipe(err), 0);
	assert_int_equal(write(in[1], "typed", 5), 5);
	close(in[1]);
	dup2(in[0], 0);
	dup2(err[1], 2);
	assert_null(process_capture(&request, &result));
	dup2(old_in, 0);
	dup2(old_err, 2);
	assert_int_equal(read(err[0], told, sizeof told), 5);
	assert_string_equal(told, "told\n");
	assert_string_equal(result.out.at, expected);
	assert_int_equal(result.err.len, 0);
	process_result_dispose(&result);
	free(expected);
	close(in[0]);
	close(err[0]);
	close(err[1]);
	close(old_in);
	close(old_err);

	/* and can be stopped */
	argv[2] = "exec sleep 300";
	request.timeout = 1;
	expect_error(process_capture(&request, &result), ERROR_LIMIT, "seconds");
	process_result_dispose(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_streams_and_the_status_are_kept),
		cmocka_unit_test(the_environment_is_what_was_asked_for),
		cmocka_unit_test(much_both_ways_does_not_block),
		cmocka_unit_test(input_that_nobody_reads_is_no_error),
		cmocka_unit_test(signals_are_as_a_program_expects_them),
		cmocka_unit_test(too_much_is_stopped),
		cmocka_unit_test(too_long_is_stopped_with_all_that_it_started),
		cmocka_unit_test(what_stays_behind_is_not_waited_for),
		cmocka_unit_test(no_descriptor_leaks),
		cmocka_unit_test(we_keep_no_descriptor),
		cmocka_unit_test(it_works_with_standard_streams_closed),
		cmocka_unit_test(a_program_that_is_not_there_is_said_so),
		cmocka_unit_test(only_absolute_directories_of_path_count),
		cmocka_unit_test(an_interactive_program_has_our_streams),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
