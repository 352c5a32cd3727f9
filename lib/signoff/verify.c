#include "signoff/verify.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/env.h"
#include "base/mem.h"
#include "signoff/scratch.h"
#include "signoff/sshsig.h"
#include "signoff/verify_parts.h"

/* Whom the allowed signers file is about: a name of ours, as the key is what counts. */
#define PRINCIPAL "handoff"
#define MAX_KEPT  4
/* ssh-keygen's when it has looked at a signature and found it wanting; 1 is about its options. */
#define KEYGEN_REFUSES 255

const char *signature_verdict_name(enum signature_verdict verdict)
{
	static const char *const names[] = {
		"valid", "invalid", "foreign-key", "key-not-valid", "key-revoked", "unverifiable"};

	return names[verdict];
}

void signature_check_dispose(struct signature_check *check)
{
	free(check->detail);
	check->detail = NULL;
}

void verify_say(
	struct signature_check *out, enum signature_verdict verdict, const char *format, ...)
{
	char text[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	for (char *at = text; *at; at++)
		if ((unsigned char)*at < ' ')
			*at = '?'; /* it is to be one line */
	free(out->detail);
	out->verdict = verdict;
	out->detail = mem_string(slice_of(text));
}

/* The environment of a verifier; free() the vector and its strings. */
static char **small_environment(const char *const keep[])
{
	char **environment = mem_calloc(MAX_KEPT + 3, sizeof *environment);
	const char *path = env_get("PATH");
	size_t count = 0;

	environment[count++] = mem_string(slice_of("LC_ALL=C"));
	if (path)
		environment[count++] = mem_format("PATH=%s", path);
	for (size_t i = 0; keep && keep[i] && i < MAX_KEPT; i++) {
		const char *value = env_get(keep[i]);

		if (value)
			environment[count++] = mem_format("%s=%s", keep[i], value);
	}
	return environment;
}

struct error *verify_run(char *const argv[], const char *const keep[], struct slice input,
	struct process_result *result, struct signature_check *out, bool *ran)
{
	char **environment = small_environment(keep);
	struct process_request request = {.argv = argv,
		.environment = environment,
		.input = input,
		.max_output = VERIFY_MAX_OUTPUT,
		.timeout = VERIFY_TIMEOUT};
	struct error *error = process_capture(&request, result);

	for (size_t i = 0; environment[i]; i++)
		free(environment[i]);
	free(environment);
	*ran = !error;
	if (!error && result->status >= 126) {
		/* 126 and 127 are what wrappers return; above are signals, and ssh-keygen's 255 */
		*ran = result->status == KEYGEN_REFUSES;
		if (!*ran)
			verify_say(out, SIGNATURE_UNVERIFIABLE, "%s ended with status %d", argv[0],
				result->status);
	}
	if (error && (error->code == ERROR_NOT_FOUND || error->code == ERROR_LIMIT)) {
		verify_say(out, SIGNATURE_UNVERIFIABLE, "%s", error->message);
		error_free(error);
		error = NULL;
	}
	return error;
}

enum standing {
	STANDING_REVOKED, /* the worst first */
	STANDING_GOOD,
	STANDING_OFF,
	STANDING_NONE,
};

static enum standing standing_of(const struct person_key *key, struct date when)
{
	int64_t day = date_days(when);

	if (key->has_revoked)
		return STANDING_REVOKED;
	if (key->fault || (key->has_from && day < date_days(key->from)) ||
		(key->has_until && day > date_days(key->until)))
		return STANDING_OFF;
	return STANDING_GOOD;
}

/* Listed twice: revoked in one place is revoked; else one that counts is enough. */
void verify_find_key(const struct person *person, struct date when, verify_is_signer *is_signer,
	const void *context, struct signature_check *out)
{
	enum standing best = STANDING_NONE;

	for (size_t i = 0; i < person->n_keys; i++) {
		const struct person_key *key = &person->keys[i];
		enum standing standing;

		if (!is_signer(key, context))
			continue;
		standing = standing_of(key, when);
		if (standing < best) {
			best = standing;
			out->key = key;
		}
	}
}

void verify_judge_key(struct date when, struct signature_check *out)
{
	const struct person_key *key = out->key;
	char day[11];

	if (out->verdict == SIGNATURE_INVALID || out->verdict == SIGNATURE_KEY_REVOKED || !key)
		return;
	if (key->has_revoked) {
		date_format(key->revoked, day);
		verify_say(out, SIGNATURE_KEY_REVOKED, "the key was revoked on %s", day);
	} else if (key->fault) {
		verify_say(out, SIGNATURE_KEY_NOT_VALID, "the key cannot be used: %s", key->fault);
	} else if (key->has_from && date_days(when) < date_days(key->from)) {
		date_format(key->from, day);
		verify_say(out, SIGNATURE_KEY_NOT_VALID, "the key counts only from %s on", day);
	} else if (key->has_until && date_days(when) > date_days(key->until)) {
		date_format(key->until, day);
		verify_say(out, SIGNATURE_KEY_NOT_VALID, "the key counts only until %s", day);
	}
}

/* Nothing of people.yaml gets into the file as it stands there: type and base64 are written anew
 * from the blob, so that no option, wildcard or second line can. */
static struct error *write_signer(struct scratch *scratch, const struct sshsig *sig,
	const char *name_space, const char **path)
{
	struct buffer line = BUFFER_INIT;
	struct error *error;

	buffer_addf(&line, PRINCIPAL " namespaces=\"%s\" ", name_space);
	buffer_add_slice(&line, sig->key_type);
	buffer_add_char(&line, ' ');
	sshsig_base64(sig->key, &line);
	buffer_add_char(&line, '\n');
	error = scratch_write(scratch, "signers", buffer_slice(&line), path);
	buffer_dispose(&line);
	return error;
}

/* What ssh-keygen's answer means. Not to know a type of key or an option is no verdict. */
static void judge_keygen(const struct process_result *result, struct signature_check *out)
{
	const char *said = result->err.at ? result->err.at : "";
	const char *told = result->out.at ? result->out.at : "";
	int line = (int)strcspn(said, "\r\n");

	if (result->status == 0 && strncmp(told, "Good \"", 6) == 0)
		return;
	if (result->status != KEYGEN_REFUSES || !strstr(told, "Could not verify signature") ||
		strstr(said, "unsupported key type"))
		verify_say(out, SIGNATURE_UNVERIFIABLE, "ssh-keygen (status %d) says: %.*s",
			result->status, line, said);
	else
		verify_say(out, SIGNATURE_INVALID,
			"the signature is not one over what stands here, says ssh-keygen: %.*s",
			line, said);
}

static struct error *ask_keygen(const struct sshsig *sig, const char *name_space,
	struct slice message, struct signature_check *out)
{
	struct scratch scratch = SCRATCH_INIT;
	struct process_result result = {0};
	struct buffer armour = BUFFER_INIT;
	const char *signers, *signature;
	struct error *error = scratch_open(&scratch);
	bool ran;

	sshsig_armour(buffer_slice(&sig->blob), &armour);
	if (!error)
		error = write_signer(&scratch, sig, name_space, &signers);
	if (!error)
		error = scratch_write(&scratch, "signature", buffer_slice(&armour), &signature);
	if (!error) {
		char *const argv[] = {(char *)"ssh-keygen", (char *)"-Y", (char *)"verify",
			(char *)"-f", (char *)signers, (char *)"-I", (char *)PRINCIPAL,
			(char *)"-n", (char *)name_space, (char *)"-s", (char *)signature, NULL};

		error = verify_run(argv, NULL, message, &result, out, &ran);
		if (!error && ran)
			judge_keygen(&result, out);
	}
	process_result_dispose(&result);
	scratch_dispose(&scratch);
	buffer_dispose(&armour);
	return error;
}

static bool is_ssh_signer(const struct person_key *key, const void *context)
{
	const struct sshsig *sig = context;

	return key->type == KEY_SSH && sshsig_key_is(slice_of(key->key), sig->key);
}

static struct error *check_ssh(const struct person *person, struct date when,
	const struct sshsig *sig, const char *name_space, struct slice message,
	struct signature_check *out)
{
	struct error *error;

	if (!slice_is(sig->name_space, name_space)) {
		verify_say(out, SIGNATURE_INVALID,
			"the signature is for the namespace \"%.*s\", not for \"%s\"",
			(int)(sig->name_space.len < 64 ? sig->name_space.len : 64),
			sig->name_space.at, name_space);
		return NULL;
	}
	verify_find_key(person, when, is_ssh_signer, sig, out);
	if (!out->key) {
		verify_say(out, SIGNATURE_FOREIGN_KEY, "it was not made with a key of %s's",
			person->id);
		return NULL;
	}
	error = ask_keygen(sig, name_space, message, out);
	if (!error)
		verify_judge_key(when, out);
	return error;
}

struct error *verify_ssh(const struct person *person, struct date when, struct slice armour,
	const char *name_space, struct slice message, struct signature_check *out)
{
	struct error *error = NULL;
	struct sshsig sig;
	const char *fault;

	*out = (struct signature_check){.verdict = SIGNATURE_VALID};
	if (!*name_space ||
		name_space[strspn(name_space, "abcdefghijklmnopqrstuvwxyz0123456789.@-")])
		return error_new(ERROR_INTERNAL, "'%s' is no namespace", name_space);
	fault = sshsig_parse(armour, &sig);
	if (fault)
		verify_say(out, SIGNATURE_INVALID, "%s", fault);
	else
		error = check_ssh(person, when, &sig, name_space, message, out);
	sshsig_dispose(&sig);
	return error;
}

struct error *verify_armour(const struct person *person, struct date when, struct slice armour,
	const char *name_space, struct slice message, struct signature_check *out)
{
	if (sshsig_is_armour(armour))
		return verify_ssh(person, when, armour, name_space, message, out);
	if (slice_starts_with(armour, "-----BEGIN PGP SIGNATURE-----"))
		return verify_openpgp(person, when, armour, message, out);
	*out = (struct signature_check){.verdict = SIGNATURE_UNVERIFIABLE};
	if (slice_starts_with(armour, "-----BEGIN SIGNED MESSAGE-----"))
		verify_say(out, SIGNATURE_UNVERIFIABLE, "X.509 signatures are not supported");
	else
		verify_say(out, SIGNATURE_UNVERIFIABLE,
			"it is neither an SSH nor an OpenPGP signature");
	return NULL;
}
