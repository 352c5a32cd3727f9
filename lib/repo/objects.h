/*
 * objects.h - raw objects out of a repository's object database, bounded.
 *
 * Commits, trees and blobs are read as the bytes that they are: no replacements, no grafts, no
 * filters, no parsing by libgit2, which reads some malformed commits otherwise than git does. An
 * object's size is asked for before it is read, and what is read is counted against a budget, so
 * that a hostile repository ends in an error and not in patience.
 */
#ifndef HANDOFF_REPO_OBJECTS_H
#define HANDOFF_REPO_OBJECTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"
#include "repo/repo.h"

/* The id of an object: SHA-1, which is all that libgit2 1.5 knows. */
#define OBJECT_ID_BYTES 20
#define OBJECT_ID_HEX   (2 * OBJECT_ID_BYTES)

struct object_id {
	unsigned char bytes[OBJECT_ID_BYTES];
};

bool object_id_equal(const struct object_id *a, const struct object_id *b);
int object_id_compare(const struct object_id *a, const struct object_id *b);
/* Exactly 40 hexadecimal digits of either case. */
bool object_id_parse(struct slice hex, struct object_id *id);
/* Writes 40 digits and a NUL. */
void object_id_format(const struct object_id *id, char out[OBJECT_ID_HEX + 1]);
/* The id that these bytes have as a blob. */
struct error *object_id_of_blob(struct slice bytes, struct object_id *id);

enum object_type {
	OBJECT_COMMIT,
	OBJECT_TREE,
	OBJECT_BLOB,
	OBJECT_TAG,
	OBJECT_OTHER,
};

struct objects;

/* Opens the object database of a repository, which must outlive it. */
struct error *objects_open(struct repo *repo, struct objects **out);
void objects_free(struct objects *objects);

/* About how many objects the repository's packs have; 0 if that cannot be told. */
uint64_t objects_packed(struct repo *repo);

/* True if the object is there at all. */
bool objects_have(struct objects *objects, const struct object_id *id);

/*
 * Replaces the contents of *out by an object's bytes. ERROR_NOT_FOUND: it is not there (a shallow
 * or partial clone, a damaged repository). ERROR_LIMIT: it is larger than `max`, or the budget is
 * used up. ERROR_REPOSITORY: it is damaged, or of another type than `type`.
 */
struct error *objects_read(struct objects *objects, const struct object_id *id,
	enum object_type type, size_t max, struct buffer *out);

/* The type of an object, from its header; errors as above. */
struct error *objects_type(
	struct objects *objects, const struct object_id *id, enum object_type *type);

#endif
