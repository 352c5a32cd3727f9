#include "signoff/sshsig.h"

#include <openssl/evp.h>
#include <stdint.h>

#define BEGIN   "-----BEGIN SSH SIGNATURE-----"
#define END     "-----END SSH SIGNATURE-----"
#define MAGIC   "SSHSIG"
#define VERSION 1
#define COLUMNS 70

void sshsig_base64(struct slice bytes, struct buffer *out)
{
	size_t len = (bytes.len + 2) / 3 * 4;

	if (bytes.len > INT_MAX / 2)
		return;
	buffer_reserve(out, len + 1);
	EVP_EncodeBlock((unsigned char *)out->at + out->len, (const unsigned char *)bytes.at,
		(int)bytes.len);
	out->len += len;
}

/* Appends what base64 in one line holds. What EVP_DecodeBlock takes for base64 is more than what
 * is: the caller must compare. */
static bool decode(struct slice text, struct buffer *out)
{
	size_t padding = 0;
	int len;

	while (padding < 2 && padding < text.len && text.at[text.len - 1 - padding] == '=')
		padding++;
	if (text.len == 0 || text.len % 4 || text.len > INT_MAX / 2)
		return false;
	buffer_reserve(out, text.len / 4 * 3 + 1);
	len = EVP_DecodeBlock(
		(unsigned char *)out->at + out->len, (const unsigned char *)text.at, (int)text.len);
	if (len < 0 || (size_t)len != text.len / 4 * 3)
		return false;
	out->len += (size_t)len - padding;
	out->at[out->len] = '\0';
	return true;
}

/* True if `text` is the one base64 of `bytes`. */
static bool is_base64_of(struct slice text, struct slice bytes)
{
	struct buffer again = BUFFER_INIT;
	bool equal;

	sshsig_base64(bytes, &again);
	equal = slice_equal(text, buffer_slice(&again));
	buffer_dispose(&again);
	return equal;
}

bool sshsig_is_armour(struct slice text)
{
	return slice_starts_with(text, BEGIN);
}

void sshsig_armour(struct slice blob, struct buffer *out)
{
	struct buffer base64 = BUFFER_INIT;
	struct slice rest;

	sshsig_base64(blob, &base64);
	buffer_add_string(out, BEGIN "\n");
	for (rest = buffer_slice(&base64); rest.len; rest = slice_from(rest, COLUMNS)) {
		buffer_add(out, rest.at, rest.len < COLUMNS ? rest.len : COLUMNS);
		buffer_add_char(out, '\n');
	}
	buffer_add_string(out, END "\n");
	buffer_dispose(&base64);
}

/* Appends what stands between the marks, decoded; white space is left out wherever it is. */
static bool decode_armour(struct slice armour, struct buffer *out)
{
	struct buffer base64 = BUFFER_INIT;
	bool good;

	armour = slice_trim(armour);
	if (!slice_starts_with(armour, BEGIN) || !slice_ends_with(armour, END) ||
		armour.len < sizeof BEGIN + sizeof END)
		return false;
	armour = slice_from(armour, sizeof BEGIN - 1);
	armour.len -= sizeof END - 1;
	for (size_t i = 0; i < armour.len; i++)
		if (!strchr(" \t\r\n", armour.at[i]) || armour.at[i] == '\0')
			buffer_add_char(&base64, armour.at[i]);
	good = decode(buffer_slice(&base64), out) &&
	       is_base64_of(buffer_slice(&base64), buffer_slice(out));
	buffer_dispose(&base64);
	return good;
}

bool sshsig_rewrap(struct slice armour, struct buffer *out)
{
	struct buffer blob = BUFFER_INIT;
	bool good = armour.len <= SSHSIG_MAX_ARMOUR && decode_armour(armour, &blob);

	if (good)
		sshsig_armour(buffer_slice(&blob), out);
	buffer_dispose(&blob);
	return good;
}

/* True if the armour is the canonical one of the blob, but for CRLF and the last line end. */
static bool is_canonical(struct slice armour, struct slice blob)
{
	struct buffer expected = BUFFER_INIT, folded = BUFFER_INIT;
	bool equal;

	for (size_t i = 0; i < armour.len; i++)
		if (armour.at[i] != '\r' || i + 1 == armour.len || armour.at[i + 1] != '\n')
			buffer_add_char(&folded, armour.at[i]);
	if (!slice_ends_with(buffer_slice(&folded), "\n"))
		buffer_add_char(&folded, '\n');
	sshsig_armour(blob, &expected);
	equal = slice_equal(buffer_slice(&folded), buffer_slice(&expected));
	buffer_dispose(&folded);
	buffer_dispose(&expected);
	return equal;
}

static bool take_number(struct slice *rest, uint32_t *number)
{
	const unsigned char *at = (const unsigned char *)rest->at;

	if (rest->len < 4)
		return false;
	*number = (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
	*rest = slice_from(*rest, 4);
	return true;
}

/* RFC 4251 section 5: a string is its length and its bytes. */
static bool take_string(struct slice *rest, struct slice *string)
{
	uint32_t len;

	if (!take_number(rest, &len) || len > rest->len)
		return false;
	*string = (struct slice){rest->at, len};
	*rest = slice_from(*rest, len);
	return true;
}

static const char *read_blob(struct sshsig *sig)
{
	struct slice rest = buffer_slice(&sig->blob), reserved, key;
	uint32_t version;

	if (!slice_starts_with(rest, MAGIC))
		return "the signature does not begin with " MAGIC;
	rest = slice_from(rest, sizeof MAGIC - 1);
	if (!take_number(&rest, &version))
		return "the signature is cut short";
	if (version != VERSION)
		return "the signature is of a version other than 1";
	if (!take_string(&rest, &sig->key) || !take_string(&rest, &sig->name_space) ||
		!take_string(&rest, &reserved) || !take_string(&rest, &sig->hash) ||
		!take_string(&rest, &sig->signature))
		return "the signature is cut short";
	if (rest.len)
		return "there are bytes after the signature";
	/* It is not part of what is signed: anybody could fill it. */
	if (reserved.len)
		return "the signature has a reserved field that is not empty";
	if (!slice_is(sig->hash, "sha256") && !slice_is(sig->hash, "sha512"))
		return "the signature is over neither sha256 nor sha512";
	key = sig->key;
	if (!take_string(&key, &sig->key_type) || sig->key_type.len == 0)
		return "the signature holds no public key";
	return NULL;
}

const char *sshsig_parse(struct slice armour, struct sshsig *out)
{
	*out = (struct sshsig){.blob = BUFFER_INIT};
	if (armour.len > SSHSIG_MAX_ARMOUR)
		return "the signature is larger than 16 KiB";
	if (!decode_armour(armour, &out->blob))
		return "it is not the armour of an SSH signature, or it is damaged";
	if (!is_canonical(armour, buffer_slice(&out->blob)))
		return "its lines are not those that ssh-keygen writes";
	return read_blob(out);
}

void sshsig_dispose(struct sshsig *sig)
{
	buffer_dispose(&sig->blob);
}

bool sshsig_key_blob(struct slice line, struct buffer *out)
{
	size_t before = out->len;
	struct slice type, base64, blob, inner;

	line = slice_trim(line);
	type = (struct slice){line.at, slice_find(line, ' ')};
	base64 = slice_trim(slice_from(line, type.len));
	base64.len = slice_find(base64, ' ');
	if (base64.len > SSHSIG_MAX_ARMOUR || !decode(base64, out))
		return false;
	blob = slice_from(buffer_slice(out), before);
	return is_base64_of(base64, blob) && take_string(&blob, &inner) && slice_equal(inner, type);
}

bool sshsig_key_is(struct slice line, struct slice blob)
{
	struct buffer own = BUFFER_INIT;
	bool equal = sshsig_key_blob(line, &own) && slice_equal(buffer_slice(&own), blob);

	buffer_dispose(&own);
	return equal;
}
