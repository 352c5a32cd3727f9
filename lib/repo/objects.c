#include "repo/objects.h"

#include <dirent.h>
#include <fcntl.h>
#include <git2.h>
#include <git2/odb_backend.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"

_Static_assert(sizeof(((git_oid *)0)->id) == OBJECT_ID_BYTES, "libgit2 with another hash");

/* More than this is read for no question that we answer. */
#define MAX_TOTAL ((uint64_t)64 << 30)

/* An object in a pack that says it is larger is not unpacked by libgit2. */
#define MAX_PACKED ((size_t)64 << 20)

struct objects {
	git_odb *database;
	git_odb *packs; /* the repository's own packs alone, or NULL: see read_packed */
	EVP_MD *sha1;
	EVP_MD_CTX *hash;
	uint64_t total; /* bytes read so far */
};

bool object_id_equal(const struct object_id *a, const struct object_id *b)
{
	return memcmp(a->bytes, b->bytes, OBJECT_ID_BYTES) == 0;
}

int object_id_compare(const struct object_id *a, const struct object_id *b)
{
	return memcmp(a->bytes, b->bytes, OBJECT_ID_BYTES);
}

/* Commits are full of them. */
/* clang-format off */
static const signed char hex_digits[256] = {
	['0'] = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
	['A'] = 11, 12, 13, 14, 15, 16,
	['a'] = 11, 12, 13, 14, 15, 16,
};
/* clang-format on */

/* -1 if it is none. */
static int hex_digit(char c)
{
	return hex_digits[(unsigned char)c] - 1;
}

bool object_id_parse(struct slice hex, struct object_id *id)
{
	if (hex.len != OBJECT_ID_HEX)
		return false;
	for (size_t i = 0; i < OBJECT_ID_BYTES; i++) {
		int high = hex_digit(hex.at[2 * i]), low = hex_digit(hex.at[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		id->bytes[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

void object_id_format(const struct object_id *id, char out[OBJECT_ID_HEX + 1])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < OBJECT_ID_BYTES; i++) {
		out[2 * i] = digits[id->bytes[i] >> 4];
		out[2 * i + 1] = digits[id->bytes[i] & 15];
	}
	out[OBJECT_ID_HEX] = '\0';
}

static const char *last_detail(void)
{
	const git_error *detail = git_error_last();

	return detail && detail->message ? detail->message : "unknown error";
}

struct error *object_id_of_blob(struct slice bytes, struct object_id *id)
{
	git_oid oid;

	if (git_odb_hash(&oid, bytes.at ? bytes.at : "", bytes.len, GIT_OBJECT_BLOB) < 0)
		return error_new(ERROR_REPOSITORY, "cannot hash a blob: %s", last_detail());
	memcpy(id->bytes, oid.id, OBJECT_ID_BYTES);
	return NULL;
}

/* Packs are asked first: nearly everything of a long history is there. Without them all works too,
 * only slower. */
static git_odb *open_packs(struct repo *repo)
{
	char *directory = mem_format("%sobjects", git_repository_commondir(repo_handle(repo)));
	git_odb_backend *backend = NULL;
	git_odb *packs = NULL;

	if (git_odb_new(&packs) == 0 && (git_odb_backend_pack(&backend, directory) < 0 ||
						git_odb_add_backend(packs, backend, 1) < 0)) {
		if (backend)
			backend->free(backend);
		git_odb_free(packs);
		packs = NULL;
	}
	free(directory);
	return packs;
}

struct error *objects_open(struct repo *repo, struct objects **out)
{
	struct objects *objects;
	git_odb *database;

	/* What we read once we keep ourselves where it is needed again. */
	git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
	git_libgit2_opts(GIT_OPT_SET_PACK_MAX_OBJECT_SIZE, MAX_PACKED);
	/* Done here, in a tenth of the time: see check_hash. */
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	if (git_repository_odb(&database, repo_handle(repo)) < 0)
		return error_new(
			ERROR_REPOSITORY, "cannot open the object database: %s", last_detail());
	objects = mem_calloc(1, sizeof *objects);
	objects->database = database;
	objects->packs = open_packs(repo);
	/* Fetched once: EVP_sha1() is looked up anew with every hash. */
	objects->sha1 = EVP_MD_fetch(NULL, "SHA1", NULL);
	objects->hash = EVP_MD_CTX_new();
	if (!objects->hash)
		mem_failed();
	*out = objects;
	return NULL;
}

void objects_free(struct objects *objects)
{
	if (!objects)
		return;
	EVP_MD_CTX_free(objects->hash);
	EVP_MD_free(objects->sha1);
	git_odb_free(objects->packs);
	git_odb_free(objects->database);
	free(objects);
}

/* An index has 8 bytes of overhead for an object beside its id, and some for all of them:
 * gitformat-pack(5). */
#define INDEX_BYTES_PER_OBJECT (OBJECT_ID_BYTES + 8)

uint64_t objects_packed(struct repo *repo)
{
	char *path = mem_format("%sobjects/pack", git_repository_commondir(repo_handle(repo)));
	DIR *directory = opendir(path);
	const struct dirent *entry;
	struct stat status;
	uint64_t bytes = 0;

	free(path);
	while (directory && (entry = readdir(directory))) {
		if (slice_ends_with(slice_of(entry->d_name), ".idx") &&
			fstatat(dirfd(directory), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0)
			bytes += (uint64_t)status.st_size;
	}
	if (directory)
		closedir(directory);
	return bytes / INDEX_BYTES_PER_OBJECT;
}

static git_oid oid_of(const struct object_id *id)
{
	git_oid oid;

	memcpy(oid.id, id->bytes, OBJECT_ID_BYTES);
	return oid;
}

static enum object_type type_of(git_object_t type)
{
	switch (type) {
	case GIT_OBJECT_COMMIT:
		return OBJECT_COMMIT;
	case GIT_OBJECT_TREE:
		return OBJECT_TREE;
	case GIT_OBJECT_BLOB:
		return OBJECT_BLOB;
	case GIT_OBJECT_TAG:
		return OBJECT_TAG;
	default:
		return OBJECT_OTHER;
	}
}

static const char *type_name(enum object_type type)
{
	static const char *const names[] = {"commit", "tree", "blob", "tag", "object"};

	return names[type];
}

static struct error *read_failed(int code, const struct object_id *id)
{
	char hex[OBJECT_ID_HEX + 1];

	object_id_format(id, hex);
	if (code == GIT_ENOTFOUND)
		return error_new(ERROR_NOT_FOUND, "object %s is not in the repository", hex);
	return error_new(ERROR_REPOSITORY, "cannot read object %s: %s", hex, last_detail());
}

bool objects_have(struct objects *objects, const struct object_id *id)
{
	git_oid oid = oid_of(id);

	return git_odb_exists(objects->database, &oid) == 1;
}

/* Asks for type and size before a byte of it is unpacked. */
static struct error *look(
	struct objects *objects, const struct object_id *id, enum object_type *type, size_t *size)
{
	git_oid oid = oid_of(id);
	git_object_t found;
	int code = git_odb_read_header(size, &found, objects->database, &oid);

	if (code < 0)
		return read_failed(code, id);
	*type = type_of(found);
	return NULL;
}

struct error *objects_type(
	struct objects *objects, const struct object_id *id, enum object_type *type)
{
	size_t size;

	return look(objects, id, type, &size);
}

static struct error *check_object(
	struct objects *objects, const struct object_id *id, enum object_type type, size_t max)
{
	char hex[OBJECT_ID_HEX + 1];
	enum object_type found;
	size_t size;
	struct error *error = look(objects, id, &found, &size);

	if (error)
		return error;
	object_id_format(id, hex);
	if (found != type)
		return error_new(ERROR_REPOSITORY, "object %s is a %s and not a %s", hex,
			type_name(found), type_name(type));
	if (size > max)
		return error_new(ERROR_LIMIT, "%s %s has %zu bytes, more than the %zu allowed",
			type_name(type), hex, size, max);
	return NULL;
}

static git_object_t git_type(enum object_type type)
{
	return type == OBJECT_COMMIT ? GIT_OBJECT_COMMIT
	       : type == OBJECT_TREE ? GIT_OBJECT_TREE
	       : type == OBJECT_BLOB ? GIT_OBJECT_BLOB
				     : GIT_OBJECT_TAG;
}

/* "tree 123" and a NUL, as git hashes it before an object's bytes. Returns its length. */
static size_t write_header(git_odb_object *object, char out[64])
{
	const char *type = git_object_type2string(git_odb_object_type(object));
	size_t len = strlen(type), size = git_odb_object_size(object), digits = 1;

	memcpy(out, type, len);
	out[len++] = ' ';
	for (size_t rest = size; rest > 9; rest /= 10)
		digits++;
	for (size_t i = digits; i > 0; i--, size /= 10)
		out[len + i - 1] = (char)('0' + size % 10);
	out[len + digits] = '\0';
	return len + digits + 1;
}

/* That the bytes are those that the id names. Collisions are kept out where objects come in: git
 * looks for them when it fetches. */
static struct error *check_hash(
	struct objects *objects, git_odb_object *object, const struct object_id *id)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	char header[64], hex[OBJECT_ID_HEX + 1];
	size_t len = write_header(object, header);

	if (!objects->sha1 || !EVP_DigestInit_ex2(objects->hash, objects->sha1, NULL) ||
		!EVP_DigestUpdate(objects->hash, header, len) ||
		!EVP_DigestUpdate(
			objects->hash, git_odb_object_data(object), git_odb_object_size(object)) ||
		!EVP_DigestFinal_ex(objects->hash, digest, NULL))
		return error_new(ERROR_INTERNAL, "libcrypto cannot compute SHA-1");
	if (memcmp(digest, id->bytes, OBJECT_ID_BYTES) == 0)
		return NULL;
	object_id_format(id, hex);
	return error_new(ERROR_REPOSITORY, "object %s is damaged: its bytes have another id", hex);
}

static struct error *take_object(struct objects *objects, git_odb_object *object,
	const struct object_id *id, size_t max, struct buffer *out)
{
	struct error *error = check_hash(objects, object, id);
	size_t size = git_odb_object_size(object);

	if (error)
		return error;
	if (size > max)
		return error_new(ERROR_LIMIT, "an object has %zu bytes, more than the %zu allowed",
			size, max);
	objects->total += size;
	if (objects->total > MAX_TOTAL)
		return error_new(ERROR_LIMIT, "more than %u GiB of objects would have to be read",
			(unsigned)(MAX_TOTAL >> 30));
	buffer_clear(out);
	buffer_reserve(out, 1);
	buffer_add(out, git_odb_object_data(object), size);
	return NULL;
}

/*
 * Reads from a pack, at half the cost: libgit2 refuses there what is too large by itself, so that
 * the size need not be asked for first. *done is false if the object has to be looked for in the
 * ordinary way, which also tells what is wrong with it.
 */
static struct error *read_packed(struct objects *objects, const struct object_id *id,
	enum object_type type, size_t max, struct buffer *out, bool *done)
{
	git_oid oid = oid_of(id);
	git_odb_object *object;
	struct error *error = NULL;

	*done = false;
	if (!objects->packs || git_odb_read(&object, objects->packs, &oid) < 0)
		return NULL;
	*done = git_odb_object_type(object) == git_type(type) && git_odb_object_size(object) <= max;
	if (*done)
		error = take_object(objects, object, id, max, out);
	git_odb_object_free(object);
	return error;
}

struct error *objects_read(struct objects *objects, const struct object_id *id,
	enum object_type type, size_t max, struct buffer *out)
{
	git_oid oid = oid_of(id);
	git_odb_object *object;
	struct error *error;
	bool done;
	int code;

	error = read_packed(objects, id, type, max, out, &done);
	if (error || done)
		return error;
	error = check_object(objects, id, type, max);
	if (error)
		return error;
	code = git_odb_read(&object, objects->database, &oid);
	if (code < 0)
		return read_failed(code, id);
	error = take_object(objects, object, id, max, out);
	git_odb_object_free(object);
	return error;
}
