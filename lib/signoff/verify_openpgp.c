/* OpenPGP signatures. gpg says much that is easy to misread: one signature, and the person's key by
 * its fingerprint, is all that counts. */
#include <openssl/evp.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "signoff/scratch.h"
#include "signoff/verify_parts.h"

#define BEGIN         "-----BEGIN PGP SIGNATURE-----"
#define END           "-----END PGP SIGNATURE-----"
#define MAX_ARMOUR    65536
#define PREFIX        "[GNUPG:] "
#define TAG_SIGNATURE 2
#define FIELDS        12

static struct slice take_line(struct slice *rest)
{
	struct slice line = {rest->at, slice_find(*rest, '\n')};

	*rest = slice_from(*rest, line.len + 1);
	return slice_trim(line);
}

/* Appends the packets in the armour (RFC 4880 section 6.2). The checksum is gpg's affair. */
static bool decode_armour(struct slice armour, struct buffer *out)
{
	struct slice rest = slice_trim(armour), line = take_line(&rest);
	EVP_ENCODE_CTX *context = EVP_ENCODE_CTX_new();
	bool good = slice_is(line, BEGIN);
	int len = 0;

	if (!context)
		mem_failed();
	EVP_DecodeInit(context);
	buffer_reserve(out, armour.len + 64);
	do /* header lines, and the empty one after them */
		line = take_line(&rest);
	while (line.len && rest.len);
	while (good && rest.len) {
		line = take_line(&rest);
		if (slice_starts_with(line, "=") || slice_starts_with(line, "-"))
			break;
		good = EVP_DecodeUpdate(context, (unsigned char *)out->at + out->len, &len,
			       (const unsigned char *)line.at, (int)line.len) >= 0;
		out->len += good ? (size_t)len : 0;
	}
	if (slice_starts_with(line, "="))
		line = take_line(&rest);
	good = good && slice_is(line, END) && rest.len == 0 &&
	       EVP_DecodeFinal(context, (unsigned char *)out->at + out->len, &len) >= 0;
	out->len += good ? (size_t)len : 0;
	EVP_ENCODE_CTX_free(context);
	return good;
}

/* The length of the body of a packet (RFC 4880 section 4.2), and how many bytes its header has; 0
 * for what signatures do not have: a tag of another kind, a partial or unknown length. */
static size_t packet_header(const unsigned char *at, size_t len, size_t *body)
{
	size_t octets = 0;
	bool is_new;

	if (len < 2 || !(at[0] & 0x80))
		return 0;
	is_new = at[0] & 0x40;
	if ((is_new ? at[0] & 0x3f : (at[0] >> 2) & 0x0f) != TAG_SIGNATURE)
		return 0;
	if (is_new && at[1] >= 192 && at[1] < 224) {
		*body = len > 2 ? ((size_t)(at[1] - 192) << 8) + at[2] + 192 : 0;
		return 3;
	}
	if (is_new && at[1] < 192) {
		*body = at[1];
		return 2;
	}
	if (is_new ? at[1] != 255 : (at[0] & 3) == 3)
		return 0;
	octets = is_new ? 4 : (size_t)1 << (at[0] & 3);
	*body = 0;
	for (size_t i = 0; i < octets; i++)
		*body = *body << 8 | (1 + is_new + i < len ? at[1 + is_new + i] : 0);
	return 1 + is_new + octets;
}

/* Appends the one signature in the armour. False if that is not all that it holds: gpg could take
 * what else there is for the message. */
static bool read_signature(struct slice armour, struct buffer *out)
{
	size_t body = 0, header;

	if (armour.len > MAX_ARMOUR || !decode_armour(armour, out))
		return false;
	header = packet_header((const unsigned char *)out->at, out->len, &body);
	return header && header <= out->len && out->len - header == body;
}

/* What gpg's status lines say (doc/DETAILS of GnuPG). */
struct status {
	size_t verdicts; /* lines that say what a signature is: there must be one */
	size_t good, bad, expired_signature, expired_key, revoked_key;
	size_t valid; /* lines with fingerprints: there must be one */
	bool no_key;
	struct slice fingerprint, primary;
};

static size_t split(struct slice line, struct slice fields[FIELDS])
{
	size_t count = 0;

	while (line.len && count < FIELDS) {
		fields[count].at = line.at;
		fields[count].len = slice_find(line, ' ');
		line = slice_from(line, fields[count++].len + 1);
	}
	return count;
}

static void read_status_line(struct slice line, struct status *status)
{
	struct slice fields[FIELDS];
	size_t count = split(line, fields);
	const struct {
		const char *name;
		size_t *count;
	} verdicts[] = {{"GOODSIG", &status->good}, {"BADSIG", &status->bad},
		{"EXPSIG", &status->expired_signature}, {"EXPKEYSIG", &status->expired_key},
		{"REVKEYSIG", &status->revoked_key}, {"ERRSIG", NULL}};

	if (count == 0)
		return;
	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
		if (!slice_is(fields[0], verdicts[i].name))
			continue;
		status->verdicts++;
		if (verdicts[i].count)
			++*verdicts[i].count;
	}
	status->no_key = status->no_key || slice_is(fields[0], "NO_PUBKEY");
	if (slice_is(fields[0], "VALIDSIG") && count >= 2) {
		status->valid++;
		status->fingerprint = fields[1];
		status->primary = count > 10 ? fields[10] : fields[1];
	}
}

static void read_status(struct slice rest, struct status *status)
{
	while (rest.len) {
		struct slice line = take_line(&rest);

		if (slice_starts_with(line, PREFIX))
			read_status_line(slice_from(line, sizeof PREFIX - 1), status);
	}
}

static bool is_openpgp_signer(const struct person_key *key, const void *context)
{
	const struct status *status = context;

	return key->type == KEY_OPENPGP &&
	       (slice_equal_nocase(slice_of(key->key), status->fingerprint) ||
		       slice_equal_nocase(slice_of(key->key), status->primary));
}

/* What there is to say before it is known whose key it is; true if that settles it. */
static bool judge_status(const struct status *status, struct signature_check *out)
{
	if (status->verdicts > 1 || status->valid > 1)
		verify_say(out, SIGNATURE_INVALID, "there is more than one signature");
	else if (status->bad)
		verify_say(out, SIGNATURE_INVALID,
			"the signature is not one over what stands here, says gpg");
	else if (status->no_key)
		verify_say(out, SIGNATURE_UNVERIFIABLE,
			"gpg does not have the public key: import it with gpg --import");
	else if (status->valid == 0 || status->verdicts == 0)
		verify_say(out, SIGNATURE_UNVERIFIABLE, "gpg cannot check the signature");
	else
		return false;
	return true;
}

static void judge(const struct person *person, struct date when,
	const struct process_result *result, struct signature_check *out)
{
	struct status status = {0};

	read_status(buffer_slice(&result->out), &status);
	if (judge_status(&status, out))
		return;
	verify_find_key(person, when, is_openpgp_signer, &status, out);
	if (!out->key)
		verify_say(out, SIGNATURE_FOREIGN_KEY,
			"it was made with the key %.*s, not one of %s's", SLICE_ARG(status.primary),
			person->id);
	else if (status.revoked_key)
		verify_say(out, SIGNATURE_KEY_REVOKED, "the key was revoked, says gpg");
	else if (status.expired_key)
		verify_say(out, SIGNATURE_KEY_NOT_VALID, "the key has expired, says gpg");
	else if (status.expired_signature)
		verify_say(out, SIGNATURE_KEY_NOT_VALID, "the signature has expired, says gpg");
	else if (!status.good || result->status != 0)
		verify_say(out, SIGNATURE_UNVERIFIABLE, "gpg ended with status %d", result->status);
	verify_judge_key(when, out);
}

/* gpg gets the packet itself, so that it cannot read the armour in a way that we did not. */
static struct error *ask_gpg(const struct person *person, struct date when, struct slice packet,
	struct slice message, struct signature_check *out)
{
	static const char *const keep[] = {"HOME", "GNUPGHOME", NULL};
	struct scratch scratch = SCRATCH_INIT;
	struct process_result result = {0};
	struct error *error = scratch_open(&scratch);
	const char *signature;
	bool ran;

	if (!error)
		error = scratch_write(&scratch, "signature", packet, &signature);
	if (!error) {
		char *const argv[] = {(char *)"gpg", (char *)"--batch", (char *)"--no-tty",
			(char *)"--no-auto-key-retrieve", (char *)"--no-auto-key-import",
			(char *)"--no-auto-check-trustdb", (char *)"--disable-dirmngr",
			(char *)"--trust-model", (char *)"always", (char *)"--status-fd",
			(char *)"1", (char *)"--verify", (char *)"--", (char *)signature,
			(char *)"-", NULL};

		error = verify_run(argv, keep, message, &result, out, &ran);
		if (!error && ran)
			judge(person, when, &result, out);
	}
	process_result_dispose(&result);
	scratch_dispose(&scratch);
	return error;
}

struct error *verify_openpgp(const struct person *person, struct date when, struct slice armour,
	struct slice message, struct signature_check *out)
{
	struct buffer packet = BUFFER_INIT;
	struct error *error = NULL;

	*out = (struct signature_check){.verdict = SIGNATURE_VALID};
	if (read_signature(armour, &packet))
		error = ask_gpg(person, when, buffer_slice(&packet), message, out);
	else
		verify_say(out, SIGNATURE_INVALID, "it is not the armour of one OpenPGP signature");
	buffer_dispose(&packet);
	return error;
}
