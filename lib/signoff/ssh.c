#include "signoff/ssh.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/env.h"
#include "base/mem.h"
#include "base/process.h"
#include "signoff/scratch.h"
#include "signoff/sshsig.h"

#define KEYGEN     "ssh-keygen"
#define TIMEOUT    120
#define MAX_OUTPUT 65536
#define SETTING    "user.signingKey"

struct ssh_signing_key {
	char *program;
	bool own_program; /* gpg.ssh.program: given git's options and no others */
	char *name;       /* a path, or a public key line */
	bool is_literal;
};

void ssh_key_free(struct ssh_signing_key *key)
{
	if (!key)
		return;
	free(key->program);
	free(key->name);
	free(key);
}

const char *ssh_key_name(const struct ssh_signing_key *key)
{
	return key->name;
}

/* "~/x" is below HOME; anything else stays. */
static char *expand_home(const char *path)
{
	const char *home = env_get("HOME");

	if (strncmp(path, "~/", 2) == 0 && home)
		return mem_format("%s%s", home, path + 1);
	return mem_string(slice_of(path));
}

/* The private key may be in the agent alone: its public half is enough. */
static struct error *check_file(const char *path, const char *origin)
{
	char *public_path = mem_format("%s.pub", path);
	bool there = access(path, F_OK) == 0 || access(public_path, F_OK) == 0;

	free(public_path);
	if (there)
		return NULL;
	return error_new(ERROR_NOT_FOUND, "there is no SSH key '%s', which %s names", path, origin);
}

/* As git has it: a prefix, or what looks like a key. */
static const char *literal_key(const char *value)
{
	if (strncmp(value, "key::", 5) == 0)
		return value + 5;
	return strncmp(value, "ssh-", 4) == 0 ? value : NULL;
}

static struct error *use_setting(struct ssh_signing_key *key, const char *value)
{
	const char *literal = literal_key(value);
	struct buffer blob = BUFFER_INIT;
	bool good;

	if (!literal) {
		key->name = expand_home(value);
		return check_file(key->name, SETTING);
	}
	key->is_literal = true;
	key->name = mem_string(slice_trim(slice_of(literal)));
	good = sshsig_key_blob(slice_of(key->name), &blob) && !strpbrk(key->name, "\r\n");
	buffer_dispose(&blob);
	return good ? NULL
		    : error_new(ERROR_USAGE,
			      SETTING " '%s' is neither an SSH public key nor a file", value);
}

/* A path with a slash in it that is not absolute would be looked up in whatever directory we are
 * in. */
static struct error *use_program(struct ssh_signing_key *key, const char *value)
{
	key->own_program = value != NULL;
	key->program = expand_home(value ? value : KEYGEN);
	if (key->program[0] == '/' || !strchr(key->program, '/'))
		return NULL;
	return error_new(ERROR_REFUSED,
		"gpg.ssh.program '%s' must be an absolute path, or a name to be found in PATH",
		value);
}

static struct error *no_setting(struct repo *repo)
{
	char *command = repo_config_string(repo, "gpg.ssh.defaultKeyCommand");

	free(command);
	if (!command)
		return NULL;
	return error_new(ERROR_USAGE,
		"git finds its SSH key with gpg.ssh.defaultKeyCommand, which handoff does not run: "
		"name the key with --ssh-key FILE, or set " SETTING);
}

static struct error *choose_as_git(struct repo *repo, struct ssh_signing_key **out)
{
	char *value = repo_config_string(repo, SETTING);
	char *program = repo_config_string(repo, "gpg.ssh.program");
	struct ssh_signing_key *key = NULL;
	struct error *error;

	if (!value) {
		error = no_setting(repo);
		goto done;
	}
	key = mem_calloc(1, sizeof *key);
	error = use_program(key, program);
	if (!error)
		error = use_setting(key, value);
	if (error) {
		ssh_key_free(key);
		key = NULL;
	}
done:
	free(value);
	free(program);
	*out = key;
	return error;
}

struct error *ssh_choose_key(struct repo *repo, const char *file, struct ssh_signing_key **out)
{
	struct ssh_signing_key *key;
	struct error *error;
	char *format;
	bool is_ssh;

	*out = NULL;
	if (!file) {
		format = repo_config_string(repo, "gpg.format");
		is_ssh = format && strcmp(format, "ssh") == 0;
		free(format);
		return is_ssh ? choose_as_git(repo, out) : NULL;
	}
	error = check_file(file, "--ssh-key");
	if (error)
		return error;
	key = mem_calloc(1, sizeof *key);
	key->program = mem_string(slice_of(KEYGEN));
	key->name = mem_string(slice_of(file));
	*out = key;
	return NULL;
}

/* What it wrote, in the canonical form, if it is what was asked for. */
static struct error *take_signature(const struct ssh_signing_key *key, const char *path,
	const char *name_space, struct buffer *armour)
{
	struct buffer written = BUFFER_INIT, canonical = BUFFER_INIT;
	struct error *error = scratch_read(path, SSHSIG_MAX_ARMOUR, &written);
	struct sshsig sig = {0};

	if (error)
		goto done;
	if (sshsig_rewrap(buffer_slice(&written), &canonical) &&
		!sshsig_parse(buffer_slice(&canonical), &sig) &&
		slice_is(sig.name_space, name_space))
		buffer_add_slice(armour, buffer_slice(&canonical));
	else
		error = error_new(ERROR_IO, "what '%s' wrote is not the SSH signature asked for",
			key->program);
done:
	sshsig_dispose(&sig);
	buffer_dispose(&canonical);
	buffer_dispose(&written);
	return error;
}

static struct error *not_signed(const struct ssh_signing_key *key, int status)
{
	const char *hint = key->is_literal || slice_ends_with(slice_of(key->name), ".pub")
				   ? "does `ssh-add -L` list that key, and is SSH_AUTH_SOCK set?"
				   : "was the passphrase right, and is it OpenSSH 8.2 or later?";

	return error_new(ERROR_IO, "'%s' did not sign with the key '%s' (exit status %d); %s",
		key->program, key->name, status, hint);
}

/* With git's own arguments, as programs that stand in for ssh-keygen know only those. */
static struct error *run_keygen(const struct ssh_signing_key *key, const char *name_space,
	const char *key_path, const char *message_path)
{
	char *argv[11] = {key->program};
	struct process_request request = {
		.argv = argv, .max_output = MAX_OUTPUT, .timeout = TIMEOUT, .interactive = true};
	struct process_result result;
	struct error *error;
	size_t n = 1;

	if (!key->own_program)
		argv[n++] = (char *)"-q"; /* no "Signing file ..." */
	argv[n++] = (char *)"-Y";
	argv[n++] = (char *)"sign";
	argv[n++] = (char *)"-n";
	argv[n++] = (char *)name_space;
	argv[n++] = (char *)"-f";
	argv[n++] = (char *)key_path;
	if (key->is_literal)
		argv[n++] = (char *)"-U"; /* the agent has the private key */
	argv[n] = (char *)message_path;
	error = process_capture(&request, &result);
	if (!error && result.status != 0)
		error = not_signed(key, result.status);
	process_result_dispose(&result);
	return error;
}

struct error *ssh_sign(const struct ssh_signing_key *key, const char *name_space,
	struct slice message, struct buffer *armour)
{
	struct scratch scratch = SCRATCH_INIT;
	const char *message_path = NULL, *key_path = key->name;
	struct error *error = scratch_open(&scratch);

	if (!error)
		error = scratch_write(&scratch, "statement", message, &message_path);
	if (!error && key->is_literal)
		error = scratch_write(&scratch, "key", slice_of(key->name), &key_path);
	if (!error) {
		const char *signature = scratch_path(&scratch, "statement.sig");

		error = run_keygen(key, name_space, key_path, message_path);
		if (!error)
			error = take_signature(key, signature, name_space, armour);
	}
	scratch_dispose(&scratch);
	return error;
}
