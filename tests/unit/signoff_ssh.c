/* Real keys, made here, and ssh-keygen and gpg themselves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/process.h"
#include "signoff/scratch.h"
#include "signoff/ssh.h"
#include "signoff/sshsig.h"
#include "signoff/verify.h"

#define NS           "handoff-signoff-v1"
#define MESSAGE      "handoff-signoff-v1\nrole: research-lead\n"
#define COUNT(array) (sizeof(array) / sizeof *(array))

static char home[] = "/tmp/handoff-unit-XXXXXX";
static const struct date TODAY = {2026, 6, 15};

/* Runs a script in the home directory; what it printed, malloc'd. */
static char *sh(const char *script)
{
	char *argv[] = {"/bin/sh", "-ec", (char *)script, NULL};
	struct process_request request = {.argv = argv, .max_output = 1 << 20, .timeout = 100};
	struct process_result result;

	assert_null(process_capture(&request, &result));
	if (result.status)
		print_error("%s: %s\n", script, result.err.at ? result.err.at : "");
	assert_int_equal(result.status, 0);
	buffer_dispose(&result.err);
	return buffer_take(&result.out);
}

static void run(const char *script)
{
	free(sh(script));
}

/* The signature over MESSAGE by a key of ours. */
static char *sign_with(const char *key, const char *name_space)
{
	char *script = mem_format(
		"printf '%%s' '" MESSAGE "' | ssh-keygen -q -Y sign -n %s -f %s", name_space, key);
	char *armour = sh(script);

	free(script);
	return armour;
}

static struct person_key ssh_key(const char *name)
{
	char *script = mem_format("cat %s.pub", name);
	char *line = sh(script);

	free(script);
	line[strcspn(line, "\n")] = '\0';
	return (struct person_key){.type = KEY_SSH, .key = line};
}

static enum signature_verdict verdict_of(const struct person_key *key, size_t n,
	struct slice armour, const char *message, const char *detail)
{
	struct person alice = {
		.id = (char *)"alice", .keys = (struct person_key *)key, .n_keys = n};
	struct signature_check check;

	assert_null(verify_armour(&alice, TODAY, armour, NS, slice_of(message), &check));
	assert_true((check.verdict == SIGNATURE_VALID) == !check.detail);
	if (detail && (!check.detail || !strstr(check.detail, detail)))
		fail_msg("'%s' is not in: %s", detail, check.detail ? check.detail : "nothing");
	if (check.verdict == SIGNATURE_VALID)
		assert_non_null(check.key);
	signature_check_dispose(&check);
	return check.verdict;
}

/* With one key. */
static void expect(const struct person_key *key, const char *armour, enum signature_verdict verdict,
	const char *detail)
{
	assert_int_equal(verdict_of(key, 1, slice_of(armour), MESSAGE, detail), verdict);
}

static void all_types_of_keys_are_verified(void **state)
{
	static const char *const names[] = {"ed25519", "p256", "p384", "p521", "rsa"};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct person_key key = ssh_key(names[i]);
		char *armour = sign_with(names[i], NS), *bare = mem_string(slice_of(armour));

		expect(&key, armour, SIGNATURE_VALID, NULL);
		bare[strlen(bare) - 1] = '\0'; /* the last LF, as git has it */
		expect(&key, bare, SIGNATURE_VALID, NULL);
		assert_int_equal(
			verdict_of(&key, 1, slice_of(armour), MESSAGE "x", "says ssh-keygen"),
			SIGNATURE_INVALID);
		assert_int_equal(
			verdict_of(&key, 1, slice_of(armour), "", NULL), SIGNATURE_INVALID);
		free(armour);
		free(bare);
		free(key.key);
	}
}

static void another_namespace_or_person_does_not_count(void **state)
{
	struct person_key alice = ssh_key("ed25519"), bob = ssh_key("other");
	char *git = sign_with("ed25519", "git"), *by_bob = sign_with("other", NS);

	(void)state;
	expect(&alice, git, SIGNATURE_INVALID, "for the namespace \"git\"");
	expect(&alice, by_bob, SIGNATURE_FOREIGN_KEY, "alice");
	expect(&bob, by_bob, SIGNATURE_VALID, NULL);
	assert_int_equal(
		verdict_of(NULL, 0, slice_of(by_bob), MESSAGE, NULL), SIGNATURE_FOREIGN_KEY);
	free(git);
	free(by_bob);
	free(alice.key);
	free(bob.key);
}

static void a_key_counts_on_its_days(void **state)
{
	const struct date before = {2026, 6, 14}, after = {2026, 6, 16};
	struct person_key plain = ssh_key("ed25519"), key = plain, two[2];
	char *armour = sign_with("ed25519", NS), *forged = sign_with("ed25519", "git");

	(void)state;
	key.has_from = key.has_until = true;
	key.from = key.until = TODAY;
	expect(&key, armour, SIGNATURE_VALID, NULL);
	key.from = after;
	key.until = after;
	expect(&key, armour, SIGNATURE_KEY_NOT_VALID, "only from 2026-06-16");
	key.from = before;
	key.until = before;
	expect(&key, armour, SIGNATURE_KEY_NOT_VALID, "only until 2026-06-14");
	expect(&key, forged, SIGNATURE_INVALID, NULL);
	/* wrong in itself weighs more than the wrong day */
	assert_int_equal(verdict_of(&key, 1, slice_of(armour), "other", NULL), SIGNATURE_INVALID);
	two[0] = key;
	two[1] = plain;
	assert_int_equal(verdict_of(two, 2, slice_of(armour), MESSAGE, NULL), SIGNATURE_VALID);
	key = plain;
	key.has_revoked = true;
	key.revoked = after;
	expect(&key, armour, SIGNATURE_KEY_REVOKED, "revoked on 2026-06-16");
	two[0] = plain;
	two[1] = key;
	assert_int_equal(
		verdict_of(two, 2, slice_of(armour), MESSAGE, NULL), SIGNATURE_KEY_REVOKED);
	key = plain;
	key.fault = "it is odd";
	expect(&key, armour, SIGNATURE_KEY_NOT_VALID, "it is odd");
	key = plain;
	key.type = KEY_OPENPGP;
	expect(&key, armour, SIGNATURE_FOREIGN_KEY, NULL);
	free(armour);
	free(forged);
	free(plain.key);
}

static void comments_and_spaces_in_a_key_line_do_not_matter(void **state)
{
	struct person_key key = ssh_key("ed25519"), other = key;
	char *armour = sign_with("ed25519", NS), *line = key.key;
	size_t end = strlen("ssh-ed25519 ") + slice_find(slice_from(slice_of(line), 12), ' ');

	(void)state;
	other.key = mem_format("  %.*s  ", (int)end, line);
	expect(&other, armour, SIGNATURE_VALID, NULL);
	free(other.key);
	other.key = mem_format("%.*s a comment * ssh-rsa AAAA", (int)end, line);
	expect(&other, armour, SIGNATURE_VALID, NULL);
	free(other.key);
	other.key = mem_format("ssh-rsa%.*s", (int)end - 11, line + 11);
	expect(&other, armour, SIGNATURE_FOREIGN_KEY, NULL);
	free(other.key);
	other.key = mem_format("%.*s", (int)end - 4, line);
	expect(&other, armour, SIGNATURE_FOREIGN_KEY, NULL);
	free(other.key);
	free(armour);
	free(line);
}

/* The armour of a blob that was changed: `cut` bytes off its end, then `more` added. */
static char *changed_blob(const char *armour, size_t cut, struct slice more)
{
	struct buffer out = BUFFER_INIT;
	struct sshsig sig;

	assert_null(sshsig_parse(slice_of(armour), &sig));
	sig.blob.len -= cut;
	buffer_add_slice(&sig.blob, more);
	sshsig_armour(buffer_slice(&sig.blob), &out);
	sshsig_dispose(&sig);
	return buffer_take(&out);
}

static void what_ssh_keygen_lets_pass_is_malformed(void **state)
{
	struct person_key key = ssh_key("ed25519");
	char *armour = sign_with("ed25519", NS), *bad;
	struct buffer b = BUFFER_INIT, again = BUFFER_INIT;
	size_t reserved = 6 + 4 + 4 + 51 + 4 + strlen(NS);
	struct sshsig sig;

	(void)state;
	bad = changed_blob(armour, 0, slice_of("x"));
	expect(&key, bad, SIGNATURE_INVALID, "bytes after");
	free(bad);
	assert_null(sshsig_parse(slice_of(armour), &sig));
	assert_memory_equal(sig.blob.at + reserved, "\0\0\0\0\0\0\0\6sha512", 14);
	buffer_add(&b, sig.blob.at, reserved);
	buffer_add(&b, "\0\0\0\1x", 5);
	buffer_add(&b, sig.blob.at + reserved + 4, sig.blob.len - reserved - 4);
	sshsig_dispose(&sig);
	sshsig_armour(buffer_slice(&b), &again);
	expect(&key, again.at, SIGNATURE_INVALID, "reserved");
	buffer_dispose(&again);
	buffer_dispose(&b);
	free(armour);
	free(key.key);
}

static void a_truncated_blob_is_malformed_at_every_length(void **state)
{
	char *armour = sign_with("p256", NS);
	struct sshsig sig;
	size_t len;

	(void)state;
	assert_null(sshsig_parse(slice_of(armour), &sig));
	len = sig.blob.len;
	sshsig_dispose(&sig);
	for (size_t cut = 1; cut < len; cut++) {
		char *bad = changed_blob(armour, cut, slice_of(""));

		assert_non_null(sshsig_parse(slice_of(bad), &sig));
		sshsig_dispose(&sig);
		free(bad);
	}
	for (size_t cut = 1; cut < strlen(armour); cut++) {
		const char *fault =
			sshsig_parse((struct slice){armour, strlen(armour) - cut}, &sig);

		assert_true(cut == 1 ? !fault : fault != NULL);
		sshsig_dispose(&sig);
	}
	free(armour);
}

static void every_flipped_bit_is_noticed(void **state)
{
	struct person_key key = ssh_key("ed25519");
	char *armour = sign_with("ed25519", NS);
	size_t len = strlen(armour), asked = 0;

	(void)state;
	for (size_t i = 0; i + 1 < len; i++) {
		for (int bit = 0; bit < 8; bit++) {
			char *bad = mem_string(slice_of(armour));
			struct slice slice = {bad, len};
			struct sshsig sig;
			bool malformed;

			bad[i] = (char)(bad[i] ^ (1 << bit));
			malformed = sshsig_parse(slice, &sig) != NULL;
			sshsig_dispose(&sig);
			/* a process each: a sample of those that are well-formed is enough */
			if (!malformed && asked++ % 16 == 0)
				assert_int_not_equal(
					verdict_of(&key, 1, slice, MESSAGE, NULL), SIGNATURE_VALID);
			free(bad);
		}
	}
	assert_true(asked > 100);
	free(armour);
	free(key.key);
}

static void armour_has_one_form(void **state)
{
	struct person_key key = ssh_key("ed25519");
	char *armour = sign_with("ed25519", NS);
	static const struct {
		const char *before, *after;
	} cases[] = {{"", "\n"}, {" ", ""}, {"\n", ""}, {"", " "}, {"", "x"}, {"x", ""}, {"", "\r"},
		{"-----BEGIN SSH SIGNATURE-----\n", ""}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char *text = mem_format("%s%s%s", cases[i].before, armour, cases[i].after);

		assert_int_not_equal(
			verdict_of(&key, 1, slice_of(text), MESSAGE, NULL), SIGNATURE_VALID);
		free(text);
	}
	/* CRLF */
	{
		struct buffer crlf = BUFFER_INIT, folded = BUFFER_INIT, again = BUFFER_INIT;

		for (size_t i = 0; armour[i]; i++) {
			if (armour[i] == '\n')
				buffer_add_char(&crlf, '\r');
			buffer_add_char(&crlf, armour[i]);
			if (armour[i] != '\n' || i == 29)
				buffer_add_char(&folded, armour[i]);
			else if (i + 1 == strlen(armour) || armour[i + 1] == '-')
				buffer_add_char(&folded, '\n');
		}
		expect(&key, crlf.at, SIGNATURE_VALID, NULL);
		/* base64 in one line */
		expect(&key, folded.at, SIGNATURE_INVALID, "lines");
		assert_true(sshsig_rewrap(buffer_slice(&folded), &again));
		assert_string_equal(again.at, armour);
		buffer_dispose(&crlf);
		buffer_dispose(&folded);
		buffer_dispose(&again);
	}
	/* bits that decoding drops */
	{
		struct sshsig sig;
		const char *spare = "-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAh==\n"
				    "-----END SSH SIGNATURE-----\n";

		assert_non_null(strstr(sshsig_parse(slice_of(spare), &sig), "damaged"));
		sshsig_dispose(&sig);
	}
	free(armour);
	free(key.key);
}

static void what_is_no_signature_is_no_signature(void **state)
{
	static const char *const texts[] = {"-----BEGIN SSH SIGNATURE-----",
		"-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n",
		"-----BEGIN SSH SIGNATURE-----END SSH SIGNATURE-----\n",
		"-----BEGIN SSH SIGNATURE-----\n\n-----END SSH SIGNATURE-----\n",
		"-----BEGIN SSH SIGNATURE-----\n====\n-----END SSH SIGNATURE-----\n",
		"-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n",
		"-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n",
		"-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAg==\n-----END SSH SIGNATURE-----\n",
		"-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAf////8=\n-----END SSH "
		"SIGNATURE-----\n"};
	char *large = mem_alloc(SSHSIG_MAX_ARMOUR + 2);
	struct sshsig sig;

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		assert_int_equal(
			verdict_of(NULL, 0, slice_of(texts[i]), "", NULL), SIGNATURE_INVALID);
		assert_non_null(sshsig_parse(slice_of(texts[i]), &sig));
		sshsig_dispose(&sig);
	}
	assert_non_null(sshsig_parse((struct slice){NULL, 0}, &sig));
	sshsig_dispose(&sig);
	memset(large, 'A', SSHSIG_MAX_ARMOUR + 1);
	assert_non_null(
		strstr(sshsig_parse((struct slice){large, SSHSIG_MAX_ARMOUR + 1}, &sig), "16 KiB"));
	sshsig_dispose(&sig);
	free(large);
	assert_int_equal(
		verdict_of(NULL, 0, slice_of("-----BEGIN SIGNED MESSAGE-----\n"), "", "X.509"),
		SIGNATURE_UNVERIFIABLE);
	assert_int_equal(verdict_of(NULL, 0, slice_of(""), "", NULL), SIGNATURE_UNVERIFIABLE);
}

/* Programs that stand in for ssh-keygen, in a PATH of their own. */
static void without_a_working_ssh_keygen_nobody_knows(void **state)
{
	static const struct {
		const char *script;
		enum signature_verdict verdict;
	} cases[] = {
		{NULL, SIGNATURE_UNVERIFIABLE},
		{"exit 1", SIGNATURE_UNVERIFIABLE},
		{"exit 0", SIGNATURE_UNVERIFIABLE},
		{"exit 127", SIGNATURE_UNVERIFIABLE},
		{"exit 255", SIGNATURE_UNVERIFIABLE},
		{"kill -9 $$", SIGNATURE_UNVERIFIABLE},
		{"while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done",
			SIGNATURE_UNVERIFIABLE},
		{"echo Could not verify signature.; exit 255", SIGNATURE_INVALID},
		{"echo Could not verify signature.; exit 1", SIGNATURE_UNVERIFIABLE},
		{"echo 'Good \"x\" signature'; exit 255", SIGNATURE_UNVERIFIABLE},
		{"[ -z \"$HOME$SSH_AUTH_SOCK\" ] && echo 'Good \"x\" signature'", SIGNATURE_VALID},
	};
	struct person_key key = ssh_key("ed25519");
	char *armour = sign_with("ed25519", NS), *path = mem_string(slice_of(getenv("PATH")));

	(void)state;
	setenv("SSH_AUTH_SOCK", "/nowhere", 1);
	for (size_t i = 0; i < COUNT(cases); i++) {
		char *script = cases[i].script
				       ? mem_format("mkdir -p bin; cat >bin/ssh-keygen <<'X'\n"
						    "#!/bin/sh\n%s\nX\nchmod +x bin/ssh-keygen",
						 cases[i].script)
				       : mem_format("mkdir -p bin; rm -f bin/*");
		char *bin = mem_format("%s/bin", home);

		run(script);
		setenv("PATH", bin, 1);
		expect(&key, armour, cases[i].verdict, NULL);
		setenv("PATH", path, 1);
		free(bin);
		free(script);
	}
	unsetenv("SSH_AUTH_SOCK");
	free(armour);
	free(path);
	free(key.key);
}

static void a_namespace_of_ours_is_checked_as_well(void **state)
{
	struct person alice = {.id = (char *)"alice"};
	struct signature_check check;
	struct error *error =
		verify_ssh(&alice, TODAY, slice_of(""), "a\" b", slice_of(""), &check);

	(void)state;
	assert_non_null(error);
	error_free(error);
	signature_check_dispose(&check);
}

static void nothing_is_left_in_tmpdir(void **state)
{
	struct person_key key = ssh_key("ed25519");
	char *armour = sign_with("ed25519", NS), *tmp = mem_format("%s/tmp", home), *left;
	struct person alice = {.id = (char *)"alice", .keys = &key, .n_keys = 1};
	struct signature_check check;
	struct error *error;

	(void)state;
	run("mkdir tmp");
	setenv("TMPDIR", tmp, 1);
	expect(&key, armour, SIGNATURE_VALID, NULL);
	expect(&key, "x", SIGNATURE_UNVERIFIABLE, NULL);
	left = sh("ls -A tmp; rmdir tmp");
	assert_string_equal(left, "");
	free(left);
	/* no room for it is an error, and no verdict on the signature */
	error = verify_ssh(&alice, TODAY, slice_of(armour), NS, slice_of(MESSAGE), &check);
	unsetenv("TMPDIR");
	assert_non_null(error);
	assert_int_equal(error->code, ERROR_IO);
	error_free(error);
	signature_check_dispose(&check);
	free(armour);
	free(tmp);
	free(key.key);
}

/* ---- Signing ---- */

static struct repo *open_repository(void)
{
	char *path = mem_format("%s/repository", home);
	struct repo *repo = NULL;

	assert_null(repo_open(path, &repo));
	free(path);
	return repo;
}

/* Configures git, and chooses. */
static struct error *choose(const char *config, const char *file, struct ssh_signing_key **key)
{
	char *script = mem_format("cd repository; rm -f .git/config; git init -q .; %s", config);
	struct repo *repo;
	struct error *error;

	run(script);
	free(script);
	repo = open_repository();
	error = ssh_choose_key(repo, file, key);
	repo_free(repo);
	return error;
}

/* Signs with what git is configured to, and verifies that. */
static void expect_signed(const char *config, const char *file, const char *signer)
{
	struct person_key expected = ssh_key(signer);
	struct buffer armour = BUFFER_INIT;
	struct ssh_signing_key *key;

	assert_null(choose(config, file, &key));
	assert_non_null(key);
	assert_non_null(ssh_key_name(key));
	assert_null(ssh_sign(key, NS, slice_of(MESSAGE), &armour));
	expect(&expected, armour.at, SIGNATURE_VALID, NULL);
	buffer_dispose(&armour);
	ssh_key_free(key);
	free(expected.key);
}

static void expect_no_key(const char *config, enum error_code code, const char *part)
{
	struct ssh_signing_key *key;
	struct error *error = choose(config, NULL, &key);

	assert_null(key);
	if (!part) {
		assert_null(error);
		return;
	}
	assert_non_null(error);
	assert_int_equal(error->code, code);
	if (!strstr(error->message, part))
		fail_msg("'%s' is not in: %s", part, error->message);
	error_free(error);
}

static void the_key_is_chosen_as_git_does(void **state)
{
	char *file = mem_format("%s/rsa", home), *missing = mem_format("%s/none", home);
	struct ssh_signing_key *key;
	struct error *error;

	(void)state;
	expect_no_key(":", 0, NULL);
	expect_no_key("git config user.signingKey ~/ed25519", 0, NULL);
	expect_no_key("git config user.signingKey X; git config gpg.format openpgp", 0, NULL);
	expect_no_key("git config gpg.format ssh", 0, NULL);
	expect_no_key("git config gpg.format ssh; git config gpg.ssh.defaultKeyCommand x",
		ERROR_USAGE, "--ssh-key FILE");
	expect_no_key("git config gpg.format ssh; git config user.signingKey '~/none'",
		ERROR_NOT_FOUND, "user.signingKey");
	expect_no_key("git config gpg.format ssh; git config user.signingKey 'ssh-ed25519 AAAA'",
		ERROR_USAGE, "neither");
	expect_no_key("git config gpg.format ssh; git config user.signingKey '~/ed25519'; "
		      "git config gpg.ssh.program ./x",
		ERROR_REFUSED, "absolute");
	expect_signed("git config gpg.format ssh; git config user.signingKey '~/ed25519'", NULL,
		"ed25519");
	expect_signed("git config gpg.format ssh; git config user.signingKey \"$HOME/p256.pub\"",
		NULL, "p256");
	expect_signed(
		"git config gpg.format ssh; git config user.signingKey '~/ed25519'", file, "rsa");
	expect_signed(":", file, "rsa");
	error = choose(":", missing, &key);
	assert_non_null(error);
	assert_int_equal(error->code, ERROR_NOT_FOUND);
	assert_non_null(strstr(error->message, "--ssh-key"));
	assert_null(key);
	error_free(error);
	free(file);
	free(missing);
}

/* Fails to sign, with what the stand-in does. */
static void expect_not_signed(const char *program, enum error_code code, const char *part)
{
	char *config = mem_format("printf '#!/bin/sh\\n%%s\\n' '%s' >~/program; chmod +x ~/program;"
				  "git config gpg.format ssh; git config user.signingKey '~/p256';"
				  "git config gpg.ssh.program \"$HOME/program\"",
		program);
	struct buffer armour = BUFFER_INIT;
	struct ssh_signing_key *key;
	struct error *error;

	assert_null(choose(config, NULL, &key));
	error = ssh_sign(key, NS, slice_of(MESSAGE), &armour);
	assert_non_null(error);
	assert_int_equal(error->code, code);
	if (!strstr(error->message, part))
		fail_msg("'%s' is not in: %s", part, error->message);
	assert_int_equal(armour.len, 0);
	error_free(error);
	buffer_dispose(&armour);
	ssh_key_free(key);
	free(config);
}

static void a_program_of_the_users_own_signs(void **state)
{
	(void)state;
	/* only git's arguments, and lines of its own */
	expect_signed("cat >~/program <<'X'\n#!/bin/sh\n"
		      "[ \"$1 $2 $3 $4 $5 $6\" = \"-Y sign -n " NS " -f $HOME/p256\" ] || exit 9\n"
		      "ssh-keygen -q \"$@\" || exit\n"
		      "eval f=\\${$#}.sig\n"
		      "{ head -n1 $f; grep -v -e --- $f | tr -d '\\n' | fold -w 64; echo; "
		      "tail -n1 $f; } >$f.new\nmv $f.new $f\nX\n"
		      "chmod +x ~/program; git config gpg.format ssh;"
		      "git config user.signingKey '~/p256'; git config gpg.ssh.program '~/program'",
		NULL, "p256");
	expect_not_signed("exit 3", ERROR_IO, "exit status 3");
	expect_not_signed("exit 0", ERROR_NOT_FOUND, "statement.sig");
	expect_not_signed("shift 6; echo x >$1.sig", ERROR_IO, "not the SSH signature");
	expect_not_signed("shift 6; mkfifo $1.sig", ERROR_REFUSED, "regular");
	expect_not_signed("shift 6; ssh-keygen -q -Y sign -n git -f ~/p256 $1", ERROR_IO,
		"not the SSH signature");
}

static void an_agent_signs(void **state)
{
	char *socket = mem_format("%s/agent", home);
	char *argv[] = {"ssh-agent", "-D", "-a", socket, NULL};
	struct buffer armour = BUFFER_INIT;
	struct ssh_signing_key *key;
	posix_spawn_file_actions_t quiet;
	struct error *error;
	pid_t pid;
	int status;

	(void)state;
	posix_spawn_file_actions_init(&quiet);
	posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	assert_int_equal(posix_spawnp(&pid, argv[0], &quiet, NULL, argv, environ), 0);
	posix_spawn_file_actions_destroy(&quiet);
	setenv("SSH_AUTH_SOCK", socket, 1);
	run("for i in 1 2 3 4 5 6 7 8 9 10; do [ -S agent ] && break; sleep 0.5; done;"
	    "ssh-add -q ed25519; mkdir public; cp ed25519.pub public");
	expect_signed("git config gpg.format ssh;"
		      "git config user.signingKey \"key::$(cat ~/ed25519.pub)\"",
		NULL, "ed25519");
	expect_signed(
		"git config gpg.format ssh; git config user.signingKey \"$(cat ~/ed25519.pub)\"",
		NULL, "ed25519");
	expect_signed("git config gpg.format ssh;"
		      "git config user.signingKey ~/public/ed25519.pub",
		NULL, "ed25519");
	assert_null(choose("git config gpg.format ssh;"
			   "git config user.signingKey \"key::$(cat ~/p256.pub)\"",
		NULL, &key));
	error = ssh_sign(key, NS, slice_of(MESSAGE), &armour);
	assert_non_null(error);
	assert_non_null(strstr(error->message, "ssh-add -L"));
	error_free(error);
	ssh_key_free(key);
	kill(pid, SIGTERM);
	assert_null(process_wait(pid, &status));
	unsetenv("SSH_AUTH_SOCK");
	free(socket);
}

/* ---- OpenPGP ---- */

static struct person_key openpgp_key(const char *who, bool primary)
{
	char *script = mem_format("gpg -q --batch --with-colons --list-keys %s | "
				  "sed -n 's/^fpr:*\\([0-9A-F]*\\):*$/\\1/p' | %s -n1",
		who, primary ? "head" : "tail");
	char *fingerprint = sh(script);

	free(script);
	fingerprint[strcspn(fingerprint, "\n")] = '\0';
	assert_int_equal(strlen(fingerprint), 40);
	return (struct person_key){.type = KEY_OPENPGP, .key = fingerprint};
}

static char *gpg_sign(const char *who, const char *options)
{
	char *script = mem_format("printf '%%s' '" MESSAGE
				  "' | gpg -q --batch --yes --pinentry-mode loopback "
				  "--passphrase '' -u %s %s --armor",
		who, options);
	char *armour = sh(script);

	free(script);
	return armour;
}

static void make_gpg_keys(void)
{
	run("mkdir -m 700 .gnupg;"
	    "new='gpg -q --batch --pinentry-mode loopback --passphrase';"
	    "$new '' --quick-generate-key alice@example.com ed25519 sign never;"
	    "$new '' --quick-generate-key bob@example.com rsa2048 sign never;"
	    "$new '' --quick-generate-key gone@example.com ed25519 sign never;"
	    "f=$(gpg --batch --with-colons --list-keys bob@example.com |"
	    " sed -n 's/^fpr:*\\([0-9A-F]*\\):*$/\\1/p');"
	    "$new '' --quick-add-key $f ed25519 sign never");
}

static void openpgp_signatures_are_verified(void **state)
{
	struct person_key alice, bob, sub, gone, lower, key;
	char *armour, *other, *both;

	(void)state;
	if (system("command -v gpg >/dev/null"))
		skip();
	make_gpg_keys();
	alice = openpgp_key("alice@example.com", true);
	bob = openpgp_key("bob@example.com", true);
	sub = openpgp_key("bob@example.com", false);
	gone = openpgp_key("gone@example.com", true);
	armour = gpg_sign("alice@example.com", "--detach-sign");
	expect(&alice, armour, SIGNATURE_VALID, NULL);
	expect(&bob, armour, SIGNATURE_FOREIGN_KEY, alice.key);
	assert_int_equal(verdict_of(&alice, 1, slice_of(armour), MESSAGE "x", "says gpg"),
		SIGNATURE_INVALID);
	lower = alice;
	lower.key = mem_string(slice_of(alice.key));
	for (char *at = lower.key; *at; at++)
		*at = (char)(*at >= 'A' ? *at | 0x20 : *at);
	expect(&lower, armour, SIGNATURE_VALID, NULL);
	free(lower.key);
	key = alice;
	key.has_revoked = true;
	key.revoked = TODAY;
	expect(&key, armour, SIGNATURE_KEY_REVOKED, NULL);
	key = alice;
	key.has_until = true;
	key.until = (struct date){2026, 6, 14};
	expect(&key, armour, SIGNATURE_KEY_NOT_VALID, NULL);

	/* a subkey: named itself, or by its primary key */
	other = gpg_sign("bob@example.com", "--detach-sign");
	expect(&bob, other, SIGNATURE_VALID, NULL);
	expect(&sub, other, SIGNATURE_VALID, NULL);
	expect(&alice, other, SIGNATURE_FOREIGN_KEY, NULL);
	both = mem_format("%s%s", armour, other);
	expect(&alice, both, SIGNATURE_INVALID, "one OpenPGP signature");
	free(both);
	free(other);

	/* two signatures in one armour, or the message with it */
	other = gpg_sign("alice@example.com", "-u bob@example.com --detach-sign");
	expect(&alice, other, SIGNATURE_INVALID, "one OpenPGP signature");
	free(other);
	other = gpg_sign("alice@example.com", "--sign");
	expect(&alice, other, SIGNATURE_UNVERIFIABLE, "neither");
	both = mem_format("-----BEGIN PGP SIGNATURE-----%.*s-----END PGP SIGNATURE-----\n",
		(int)(strstr(other, "-----END") - other - 27), other + 27);
	expect(&alice, both, SIGNATURE_INVALID, "one OpenPGP signature");
	free(both);
	free(other);
	other = gpg_sign("alice@example.com", "--clearsign");
	expect(&alice, other, SIGNATURE_UNVERIFIABLE, NULL);
	free(other);

	/* no public key */
	other = gpg_sign("gone@example.com", "--detach-sign");
	both = mem_format("gpg -q --batch --yes --delete-secret-and-public-key %s", gone.key);
	expect(&gone, other, SIGNATURE_VALID, NULL);
	run(both);
	expect(&gone, other, SIGNATURE_UNVERIFIABLE, "--import");
	free(both);
	free(other);
	free(armour);
	free(alice.key);
	free(bob.key);
	free(sub.key);
	free(gone.key);
}

static void gpg_says_that_a_key_is_expired_or_revoked(void **state)
{
	struct person_key alice, old;
	char *armour, *script;

	(void)state;
	if (system("command -v gpg >/dev/null"))
		skip();
	alice = openpgp_key("alice@example.com", true);
	run("gpg -q --batch --pinentry-mode loopback --passphrase '' "
	    "--faked-system-time 20200101T000000! "
	    "--quick-generate-key old@example.com ed25519 sign 1y");
	old = openpgp_key("old@example.com", true);
	armour = gpg_sign("old@example.com", "--faked-system-time 20200201T000000! --detach-sign");
	expect(&old, armour, SIGNATURE_KEY_NOT_VALID, "has expired");
	expect(&alice, armour, SIGNATURE_FOREIGN_KEY, NULL);
	free(armour);
	armour = gpg_sign("alice@example.com", "--detach-sign");
	script = mem_format("sed 's/^:---/---/' .gnupg/openpgp-revocs.d/%s.rev | "
			    "gpg -q --batch --import",
		alice.key);
	run(script);
	expect(&alice, armour, SIGNATURE_KEY_REVOKED, "says gpg");
	alice.has_until = true;
	alice.until = (struct date){2026, 6, 14};
	expect(&alice, armour, SIGNATURE_KEY_REVOKED, "says gpg");
	free(script);
	free(armour);
	free(alice.key);
	free(old.key);
}

/* What a gpg says, by a stand-in, about a signature that is well-formed. */
static void expect_status(const char *lines, int status, enum signature_verdict verdict)
{
	static const char armour[] = "-----BEGIN PGP SIGNATURE-----\nVersion: x\n\niAA=\n=abcd\n"
				     "-----END PGP SIGNATURE-----\n";
	struct person_key key = {
		.type = KEY_OPENPGP, .key = (char *)"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"};
	char *path = mem_string(slice_of(getenv("PATH"))), *bin = mem_format("%s/bin", home);
	char *script = mem_format("mkdir -p bin; cat >bin/gpg <<'X'\n#!/bin/sh\n"
				  "sed 's/^/[GNUPG:] /' <<'Y'\n%s\nY\nexit %d\nX\n"
				  "chmod +x bin/gpg; [ -e bin/sed ] || "
				  "ln -s \"$(command -v sed)\" bin/sed",
		lines, status);

	run(script);
	setenv("PATH", bin, 1);
	expect(&key, armour, verdict, NULL);
	setenv("PATH", path, 1);
	free(script);
	free(bin);
	free(path);
}

static void status_lines_count_once(void **state)
{
#define A              "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define B              "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"
#define VALIDSIG(f, p) "VALIDSIG " f " 2026-01-01 1 0 4 0 22 8 00 " p "\n"
#define GOOD           "GOODSIG AAAAAAAAAAAAAAAA Alice\n"
	(void)state;
	expect_status(GOOD VALIDSIG(A, A), 0, SIGNATURE_VALID);
	expect_status(GOOD VALIDSIG(B, A), 0, SIGNATURE_VALID);
	expect_status(GOOD VALIDSIG(A, B), 0, SIGNATURE_VALID);
	expect_status(GOOD VALIDSIG(B, B), 0, SIGNATURE_FOREIGN_KEY);
	expect_status(GOOD VALIDSIG(A, A), 2, SIGNATURE_UNVERIFIABLE);
	expect_status(GOOD GOOD VALIDSIG(A, A), 0, SIGNATURE_INVALID);
	expect_status(GOOD VALIDSIG(A, A) VALIDSIG(A, A), 0, SIGNATURE_INVALID);
	expect_status(GOOD VALIDSIG(A, A) "ERRSIG x", 0, SIGNATURE_INVALID);
	expect_status(GOOD, 0, SIGNATURE_UNVERIFIABLE);
	expect_status(VALIDSIG(A, A), 0, SIGNATURE_UNVERIFIABLE);
	expect_status("", 0, SIGNATURE_UNVERIFIABLE);
	expect_status("BADSIG AAAAAAAAAAAAAAAA Alice", 1, SIGNATURE_INVALID);
	expect_status("BADSIG AAAAAAAAAAAAAAAA Alice\n" VALIDSIG(A, A), 0, SIGNATURE_INVALID);
	expect_status("EXPSIG A Alice\n" VALIDSIG(A, A), 0, SIGNATURE_KEY_NOT_VALID);
	expect_status("EXPKEYSIG A Alice\n" VALIDSIG(A, A), 0, SIGNATURE_KEY_NOT_VALID);
	expect_status("REVKEYSIG A Alice\n" VALIDSIG(A, A), 0, SIGNATURE_KEY_REVOKED);
	expect_status("ERRSIG A 22 8 00 1 9 " A "\nNO_PUBKEY A", 2, SIGNATURE_UNVERIFIABLE);
	expect_status("ERRSIG A 22 8 00 1 4 " A, 2, SIGNATURE_UNVERIFIABLE);
	expect_status("VALIDSIG\nGOODSIG", 0, SIGNATURE_UNVERIFIABLE);
}

static void damaged_openpgp_armour_is_malformed(void **state)
{
	/* The first bytes of a packet: another tag, a length that does not fit, a partial one. */
	static const char *const bodies[] = {"", "iAA", "iAE=", "iAEAAA==", "yAA=", "xOAA",
		"iwA=", "iAA=\n=abcd\nx", "CAA=", "xf8AAAAA/w==", "xcA=", "****"};

	(void)state;
	for (size_t i = 0; i < COUNT(bodies); i++) {
		char *armour = mem_format("-----BEGIN PGP SIGNATURE-----\n\n%s\n"
					  "-----END PGP SIGNATURE-----\n%s",
			bodies[i], i ? "" : "x");

		assert_int_equal(verdict_of(NULL, 0, slice_of(armour), "", "one OpenPGP"),
			SIGNATURE_INVALID);
		free(armour);
	}
	assert_int_equal(verdict_of(NULL, 0, slice_of("-----BEGIN PGP SIGNATURE-----"), "", NULL),
		SIGNATURE_INVALID);
}

/* ---- */

static int make_keys(void **state)
{
	(void)state;
	if (!mkdtemp(home) || chdir(home))
		return -1;
	setenv("HOME", home, 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("GNUPGHOME");
	unsetenv("SSH_AUTH_SOCK");
	unsetenv("TMPDIR");
	run("k='ssh-keygen -q -N'; $k '' -t ed25519 -f ed25519; $k '' -t ed25519 -f other;"
	    "$k '' -t rsa -b 2048 -f rsa; for b in 256 384 521; do $k '' -t ecdsa -b $b -f p$b; "
	    "done;"
	    "mkdir repository");
	return 0;
}

static int remove_keys(void **state)
{
	(void)state;
	run("command -v gpgconf >/dev/null && gpgconf --kill all 2>/dev/null; rm -rf \"$HOME\"");
	return chdir("/");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_types_of_keys_are_verified),
		cmocka_unit_test(another_namespace_or_person_does_not_count),
		cmocka_unit_test(a_key_counts_on_its_days),
		cmocka_unit_test(comments_and_spaces_in_a_key_line_do_not_matter),
		cmocka_unit_test(what_ssh_keygen_lets_pass_is_malformed),
		cmocka_unit_test(a_truncated_blob_is_malformed_at_every_length),
		cmocka_unit_test(every_flipped_bit_is_noticed),
		cmocka_unit_test(armour_has_one_form),
		cmocka_unit_test(what_is_no_signature_is_no_signature),
		cmocka_unit_test(without_a_working_ssh_keygen_nobody_knows),
		cmocka_unit_test(a_namespace_of_ours_is_checked_as_well),
		cmocka_unit_test(nothing_is_left_in_tmpdir),
		cmocka_unit_test(the_key_is_chosen_as_git_does),
		cmocka_unit_test(a_program_of_the_users_own_signs),
		cmocka_unit_test(an_agent_signs),
		cmocka_unit_test(openpgp_signatures_are_verified),
		cmocka_unit_test(gpg_says_that_a_key_is_expired_or_revoked),
		cmocka_unit_test(status_lines_count_once),
		cmocka_unit_test(damaged_openpgp_armour_is_malformed),
	};

	return cmocka_run_group_tests(tests, make_keys, remove_keys);
}
