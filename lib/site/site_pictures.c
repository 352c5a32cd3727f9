#include "site/site_pictures.h"

#include <jansson.h>
#include <openssl/sha.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/mem.h"

/* Of one picture, and of all of them together. */
#define MAX_PICTURE_BYTES (4u << 20)
#define MAX_ALL_BYTES     (256u << 20)

struct site_pictures {
	struct snapshot *snapshot;
	const struct site_output *output;
	json_t *addresses; /* by path; null: it is not shown */
	json_t *put;       /* addresses whose files were put */
	size_t bytes;      /* of these */
	struct error *error;
};

/* What files of a type begin with: nothing else is believed. */
static const struct {
	const char *extension;
	struct slice magic;
	size_t at;
} types[] = {
	{"png", SLICE("\x89PNG\r\n\x1a\n"), 0},
	{"jpg", SLICE("\xff\xd8\xff"), 0},
	{"gif", SLICE("GIF8"), 0},
	{"webp", SLICE("WEBP"), 8},
};

static const char *find_type(struct slice bytes)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		struct slice magic = types[i].magic;

		if (bytes.len >= types[i].at + magic.len &&
			memcmp(bytes.at + types[i].at, magic.at, magic.len) == 0)
			return types[i].extension;
	}
	return NULL;
}

struct site_pictures *site_pictures_new(struct snapshot *snapshot, const struct site_output *output)
{
	struct site_pictures *pictures = mem_calloc(1, sizeof *pictures);

	pictures->snapshot = snapshot;
	pictures->output = output;
	pictures->addresses = json_object();
	pictures->put = json_object();
	return pictures;
}

void site_pictures_free(struct site_pictures *pictures)
{
	if (!pictures)
		return;
	json_decref(pictures->addresses);
	json_decref(pictures->put);
	error_free(pictures->error);
	free(pictures);
}

/* The same bytes have the same name, and are put once. */
static char *put_picture(struct site_pictures *pictures, struct slice bytes, const char *extension)
{
	unsigned char hash[SHA256_DIGEST_LENGTH];
	struct buffer address = BUFFER_INIT;

	SHA256((const unsigned char *)bytes.at, bytes.len, hash);
	buffer_add_string(&address, "pictures/");
	for (int i = 0; i < 16; i++)
		buffer_addf(&address, "%02x", hash[i]);
	buffer_addf(&address, ".%s", extension);
	if (json_object_get(pictures->put, address.at))
		return buffer_take(&address);
	json_object_set_new(pictures->put, address.at, json_true());
	pictures->bytes += bytes.len;
	if (!pictures->error)
		pictures->error =
			pictures->output->put(pictures->output->context, address.at, bytes);
	return buffer_take(&address);
}

static json_t *read_picture(struct site_pictures *pictures, const char *path)
{
	struct buffer bytes = BUFFER_INIT;
	struct error *error = snapshot_read(pictures->snapshot, path, MAX_PICTURE_BYTES, &bytes);
	const char *extension = error ? NULL : find_type(buffer_slice(&bytes));
	json_t *found = NULL;

	/* One that cannot be read is one that is not shown; that a link is broken check says. */
	error_free(error);
	if (extension && pictures->bytes + bytes.len <= MAX_ALL_BYTES) {
		char *address = put_picture(pictures, buffer_slice(&bytes), extension);

		found = json_string(address);
		free(address);
	}
	buffer_dispose(&bytes);
	return found ? found : json_null();
}

const char *site_pictures_of(struct site_pictures *pictures, const char *path)
{
	json_t *known = json_object_get(pictures->addresses, path);

	if (!known) {
		known = read_picture(pictures, path);
		if (json_object_set_new_nocheck(pictures->addresses, path, known) != 0)
			mem_failed();
	}
	return json_string_value(known);
}

struct error *site_pictures_take_error(struct site_pictures *pictures)
{
	struct error *error = pictures->error;

	pictures->error = NULL;
	return error;
}
