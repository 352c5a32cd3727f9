#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/process.h"

#define WORDS_MAX 5

static void words_split_as_a_shell_splits_them(void **state)
{
	static const struct {
		const char *command;
		const char *words[WORDS_MAX];
	} cases[] = {
		{"vi", {"vi"}},
		{"  vi\t-R\nx ", {"vi", "-R", "x"}},
		{"emacsclient -a ''", {"emacsclient", "-a", ""}},
		{"a \"\" b", {"a", "", "b"}},
		{"'/opt/my editor/bin' -x", {"/opt/my editor/bin", "-x"}},
		{"a'b c'\"d e\"f", {"ab cd ef"}},
		{"a\\ b \\'c\\\" \\\\", {"a b", "'c\"", "\\"}},
		{"'a\\b'", {"a\\b"}},
		{"\"a\\\"b\\\\c\\n\\$\"", {"a\"b\\c\\n$"}},
		{"echo $HOME `x` *;|>", {"echo", "$HOME", "`x`", "*;|>"}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char **argv = NULL;
		int argc = 0;

		assert_null(process_split(cases[i].command, &argv, &argc));
		for (int j = 0; j < argc; j++) {
			assert_true(j < WORDS_MAX && cases[i].words[j]);
			assert_string_equal(argv[j], cases[i].words[j]);
		}
		assert_null(cases[i].words[argc]);
		assert_null(argv[argc]);
		free(argv);
	}
}

static void a_command_that_is_not_whole_is_refused(void **state)
{
	static const char *const commands[] = {
		"", " \t\n", "vi 'x", "vi \"x", "vi x\\", "\"a\\\"", "'a\\'b'"};

	(void)state;
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		char **argv;
		int argc;
		struct error *error = process_split(commands[i], &argv, &argc);

		assert_non_null(error);
		assert_int_equal(error->code, ERROR_USAGE);
		error_free(error);
	}
}

static int run_shell(const char *script)
{
	char *const argv[] = {"sh", "-c", (char *)script, NULL};
	int status = -1;

	assert_null(process_run(argv, &status));
	return status;
}

static void the_status_is_that_of_the_program(void **state)
{
	(void)state;
	assert_int_equal(run_shell("exit 0"), 0);
	assert_int_equal(run_shell("exit 42"), 42);
	assert_int_equal(run_shell("kill -9 $$"), 128 + SIGKILL);
}

/* There posix_spawn(3) cannot tell that exec failed: its child does not share our memory. */
static void skip_under_valgrind(void)
{
	const char *preloaded = getenv("LD_PRELOAD");

	if (preloaded && strstr(preloaded, "vgpreload"))
		skip();
}

static void a_program_that_is_missing_is_an_error(void **state)
{
	char *const argv[] = {"handoff-no-such-program", NULL};
	char *const directory[] = {"/", NULL};
	struct error *error;
	int status;
	int input;
	pid_t pid;

	(void)state;
	skip_under_valgrind();
	error = process_run(argv, &status);
	assert_non_null(error);
	assert_int_equal(error->code, ERROR_NOT_FOUND);
	assert_non_null(strstr(error->message, "handoff-no-such-program"));
	error_free(error);
	error = process_run(directory, &status);
	assert_non_null(error);
	assert_int_equal(error->code, ERROR_IO);
	error_free(error);
	error = process_start_reader(argv, NULL, &pid, &input);
	assert_non_null(error);
	assert_int_equal(error->code, ERROR_NOT_FOUND);
	error_free(error);
}

static int count_descriptors(void)
{
	int count = 0;

	for (int fd = 0; fd < 1024; fd++)
		count += fcntl(fd, F_GETFD) != -1;
	return count;
}

static void a_failed_start_leaves_no_descriptor_open(void **state)
{
	char *const argv[] = {"handoff-no-such-program", NULL};
	int before = count_descriptors();
	struct error *error;
	int input;
	pid_t pid;

	(void)state;
	skip_under_valgrind();
	error = process_start_reader(argv, NULL, &pid, &input);
	assert_non_null(error);
	error_free(error);
	assert_int_equal(count_descriptors(), before);
}

static int read_shell(const char *script, char *const environment[], const char *text)
{
	char *const argv[] = {"sh", "-c", (char *)script, NULL};
	int status = -1;
	pid_t pid;
	int input;

	assert_null(process_start_reader(argv, environment, &pid, &input));
	assert_true(fcntl(input, F_GETFD) & FD_CLOEXEC);
	assert_int_equal(write(input, text, strlen(text)), strlen(text));
	close(input);
	assert_null(process_wait(pid, &status));
	return status;
}

static void a_reader_gets_what_we_write_and_then_the_end(void **state)
{
	(void)state;
	assert_int_equal(read_shell("test \"$(cat)\" = 'two words'", NULL, "two words\n"), 0);
	assert_int_equal(read_shell("read a && read b || exit 7", NULL, "one\n"), 7);
}

static void a_reader_gets_defaults_for_variables_not_set(void **state)
{
	char *const environment[] = {
		"HANDOFF_TEST_A=default", "HANDOFF_TEST_B=default", "HANDOFF_TEST_C=default", NULL};

	(void)state;
	assert_int_equal(unsetenv("HANDOFF_TEST_A"), 0);
	assert_int_equal(setenv("HANDOFF_TEST_B", "ours", 1), 0);
	assert_int_equal(setenv("HANDOFF_TEST_C", "", 1), 0);
	assert_int_equal(read_shell("test \"$HANDOFF_TEST_A/$HANDOFF_TEST_B/$HANDOFF_TEST_C\" = "
				    "default/ours/ && test -n \"$PATH\"",
				 environment, ""),
		0);
	assert_null(getenv("HANDOFF_TEST_A"));
}

/* Where the parent ignores SIGPIPE, a shell would inherit that and kill itself in vain. */
static void programs_start_with_the_default_sigpipe(void **state)
{
	void (*before)(int) = signal(SIGPIPE, SIG_IGN);

	(void)state;
	assert_int_equal(run_shell("kill -PIPE $$; exit 0"), 128 + SIGPIPE);
	assert_int_equal(read_shell("kill -PIPE $$; exit 0", NULL, ""), 128 + SIGPIPE);
	signal(SIGPIPE, before);
}

static void waiting_for_a_stranger_is_an_error(void **state)
{
	struct error *error;
	int status;

	(void)state;
	error = process_wait(getpid(), &status);
	assert_non_null(error);
	assert_int_equal(error->code, ERROR_IO);
	error_free(error);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_split_as_a_shell_splits_them),
		cmocka_unit_test(a_command_that_is_not_whole_is_refused),
		cmocka_unit_test(the_status_is_that_of_the_program),
		cmocka_unit_test(a_program_that_is_missing_is_an_error),
		cmocka_unit_test(a_failed_start_leaves_no_descriptor_open),
		cmocka_unit_test(a_reader_gets_what_we_write_and_then_the_end),
		cmocka_unit_test(a_reader_gets_defaults_for_variables_not_set),
		cmocka_unit_test(programs_start_with_the_default_sigpipe),
		cmocka_unit_test(waiting_for_a_stranger_is_an_error),
	};

	return cmocka_run_group_tests_name("base/process", tests, NULL, NULL);
}
