#include "repo/index_file.h"

#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/env.h"
#include "base/mem.h"
#include "base/search.h"
#include "repo/snapshot_source.h"

/* An index of more bytes is not read: ten million files. */
#define MAX_INDEX_BYTES ((size_t)2 << 30)

#define HEADER_BYTES 12
#define STAT_BYTES   40 /* times, device, inode, mode, owner, size */
#define MODE_OFFSET  24
#define HASH_BYTES   OBJECT_ID_BYTES /* at the end of the file */

enum {
	FLAG_LENGTH = 0x0fff, /* of the path; as large as that, or larger */
	FLAG_STAGE = 0x3000,
	FLAG_EXTENDED = 0x4000,
	FLAG_INTENT_TO_ADD = 0x2000, /* of the extended ones */
};

enum {
	MODE_TYPE = 0170000,
	MODE_DIRECTORY = 0040000, /* of a sparse index */
	MODE_FILE = 0100000,
	MODE_LINK = 0120000,
	MODE_SUBMODULE = 0160000,
};

struct index_file {
	struct objects *objects;
	char *name; /* of the file, for messages */
	unsigned char *bytes;
	size_t size;
	struct index_entry *entries;
	size_t count, capacity;
	char **unmerged;
	size_t n_unmerged, unmerged_capacity;
	struct index_tree *trees;
	size_t n_trees, trees_capacity;
	struct arena *arena;
};

struct reading {
	struct index_file *index;
	uint32_t version;
	uint32_t count;     /* of entries, as the header has it */
	size_t at, end;     /* of the bytes that are left */
	struct buffer path; /* version 4: that of the entry before */
	bool lacks_paths;   /* of entries: what a split index has elsewhere */
};

static struct error *malformed(const struct index_file *index, const char *what)
{
	return error_new(ERROR_REPOSITORY, "the index %s cannot be read: %s", index->name, what);
}

static uint32_t number_at(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
	       bytes[3];
}

/* ---- Entries --------------------------------------------------------------------------------- */

static void add(struct index_file *index, const struct index_entry *entry)
{
	GROW(index->entries, index->count, index->capacity);
	index->entries[index->count++] = *entry;
}

static void add_unmerged(struct index_file *index, const char *path)
{
	if (index->n_unmerged && strcmp(index->unmerged[index->n_unmerged - 1], path) == 0)
		return;
	GROW(index->unmerged, index->n_unmerged, index->unmerged_capacity);
	index->unmerged[index->n_unmerged++] = arena_string(index->arena, slice_of(path));
}

/* A directory of a sparse index: all that its tree holds, in the order of an index, which is that
 * of trees. */
static struct error *add_sparse(struct index_file *index, struct slice directory,
	const struct object_id *id, unsigned depth)
{
	struct buffer bytes = BUFFER_INIT;
	struct tree_reader reader = {0};
	struct tree_entry entry;
	struct error *error;

	if (depth > SNAPSHOT_MAX_DEPTH || index->count > SNAPSHOT_MAX_ENTRIES)
		return error_new(ERROR_LIMIT, "the index has too many files or directories");
	error = objects_read(index->objects, id, OBJECT_TREE, MAX_TREE_BYTES, &bytes);
	reader.bytes = buffer_slice(&bytes);
	while (!error && tree_next(&reader, &entry)) {
		char *path = mem_format("%.*s%.*s%s", SLICE_ARG(directory), SLICE_ARG(entry.name),
			entry.kind == FILE_DIRECTORY ? "/" : "");
		struct slice kept = arena_slice(index->arena, slice_of(path));
		struct object_id *kept_id = arena_alloc(index->arena, sizeof *kept_id);

		free(path);
		*kept_id = entry.id;
		if (entry.kind == FILE_DIRECTORY)
			error = add_sparse(index, kept, &entry.id, depth + 1);
		else
			add(index, &(struct index_entry){kept.at, (uint32_t)kept.len, entry.kind,
					   kept_id->bytes});
	}
	if (!error && reader.fault)
		error = tree_malformed(id, reader.fault);
	buffer_dispose(&bytes);
	return error;
}

static struct error *keep_entry(
	struct index_file *index, struct index_entry *entry, uint32_t mode, uint32_t stage)
{
	const struct index_entry *last = index->count ? &index->entries[index->count - 1] : NULL;
	int order = last ? strcmp(last->path, entry->path) : -1;
	struct object_id id;

	if (order > 0 || (order == 0 && stage == 0))
		return malformed(index, "its entries are not in order");
	if (stage > 0)
		add_unmerged(index, entry->path);
	/* Any of the stages tells that there is a file. */
	if (order == 0)
		return NULL;
	memcpy(id.bytes, entry->id, OBJECT_ID_BYTES);
	switch (mode & MODE_TYPE) {
	case MODE_FILE:
		entry->kind = FILE_REGULAR;
		break;
	case MODE_LINK:
		entry->kind = FILE_SYMLINK;
		break;
	case MODE_SUBMODULE:
		entry->kind = FILE_SPECIAL;
		break;
	case MODE_DIRECTORY:
		return add_sparse(index, (struct slice){entry->path, entry->len}, &id, 1);
	default:
		return malformed(index, "an entry has an unknown mode");
	}
	add(index, entry);
	return NULL;
}

/* The variable-width number of version 4, as in packs' offsets. */
static bool read_number(struct reading *r, uint64_t *value)
{
	const unsigned char *bytes = r->index->bytes;
	unsigned char byte;

	if (r->at >= r->end)
		return false;
	byte = bytes[r->at++];
	*value = byte & 127;
	while (byte & 128) {
		if (r->at >= r->end || *value > UINT32_MAX)
			return false;
		byte = bytes[r->at++];
		*value = ((*value + 1) << 7) + (byte & 127);
	}
	return true;
}

/* Version 4: what the path before has, less so many bytes at its end, and these. */
static bool read_short_path(struct reading *r, struct index_entry *entry)
{
	const unsigned char *bytes = r->index->bytes, *end;
	struct slice path;
	uint64_t strip;
	size_t len;

	if (!read_number(r, &strip) || strip > r->path.len)
		return false;
	end = memchr(bytes + r->at, '\0', r->end - r->at);
	if (!end)
		return false;
	len = (size_t)(end - (bytes + r->at));
	r->path.len -= (size_t)strip;
	buffer_add(&r->path, bytes + r->at, len);
	r->at += len + 1;
	path = arena_slice(r->index->arena, buffer_slice(&r->path));
	entry->path = path.at;
	entry->len = (uint32_t)path.len;
	return path.len <= UINT32_MAX;
}

/* Versions 2 and 3: the path, and one to eight NULs, so that the entry's length is a multiple of
 * eight. */
static bool read_path(struct reading *r, struct index_entry *entry, size_t start, size_t len)
{
	const unsigned char *bytes = r->index->bytes;
	const unsigned char *end;
	size_t next;

	if (len == FLAG_LENGTH) {
		end = memchr(bytes + r->at, '\0', r->end - r->at);
		if (!end)
			return false;
		len = (size_t)(end - (bytes + r->at));
	}
	if (len >= r->end - r->at || bytes[r->at + len] != '\0')
		return false;
	next = start + ((r->at - start + len + 8) & ~(size_t)7);
	if (next > r->end || len > UINT32_MAX)
		return false;
	entry->path = (const char *)bytes + r->at;
	entry->len = (uint32_t)len;
	r->at = next;
	return true;
}

static struct error *read_entry(struct reading *r)
{
	const unsigned char *at = r->index->bytes + r->at;
	size_t start = r->at, fixed = STAT_BYTES + OBJECT_ID_BYTES + 2;
	struct index_entry entry = {0};
	uint32_t flags, extended = 0;
	bool good;

	if (r->end - r->at < fixed + 2)
		return malformed(r->index, "it ends early");
	flags = (uint32_t)at[fixed - 2] << 8 | at[fixed - 1];
	if (flags & FLAG_EXTENDED) {
		if (r->version < 3)
			return malformed(r->index, "an entry has flags of a later version");
		extended = (uint32_t)at[fixed] << 8 | at[fixed + 1];
		fixed += 2;
	}
	r->at += fixed;
	entry.id = at + STAT_BYTES;
	good = r->version == 4 ? read_short_path(r, &entry)
			       : read_path(r, &entry, start, flags & FLAG_LENGTH);
	if (!good)
		return malformed(r->index, "an entry has no path");
	r->lacks_paths = r->lacks_paths || entry.len == 0;
	if (extended & FLAG_INTENT_TO_ADD || entry.len == 0)
		return NULL;
	return keep_entry(
		r->index, &entry, number_at(at + MODE_OFFSET), (flags & FLAG_STAGE) >> 12);
}

/* ---- Trees that git knows -------------------------------------------------------------------- */

static bool read_digits(struct reading *r, char end, long *value)
{
	const char *at = (const char *)r->index->bytes + r->at;
	const char *stop = memchr(at, end, r->end - r->at);
	char *last;

	/* strtol stops at `end` at the latest, which is no digit. */
	if (!stop || stop == at || stop - at > 11)
		return false;
	*value = strtol(at, &last, 10);
	r->at += (size_t)(stop - at) + 1;
	return last == stop;
}

/* One tree and all below it; *number is its own. */
static bool read_tree(struct reading *r, unsigned depth, size_t *number)
{
	struct index_file *index = r->index;
	const char *name = (const char *)index->bytes + r->at;
	const char *end = memchr(name, '\0', r->end - r->at);
	struct index_tree tree = {.first_subtree = SIZE_MAX, .next = SIZE_MAX};
	size_t last = SIZE_MAX;
	long entries, subtrees;

	if (!end || depth > SNAPSHOT_MAX_DEPTH)
		return false;
	tree.name = (struct slice){name, (size_t)(end - name)};
	r->at += tree.name.len + 1;
	if (!read_digits(r, ' ', &entries) || !read_digits(r, '\n', &subtrees) || subtrees < 0)
		return false;
	tree.has_id = entries >= 0;
	tree.entries = entries > 0 ? (uint32_t)entries : 0;
	if (tree.has_id) {
		if (r->end - r->at < OBJECT_ID_BYTES)
			return false;
		memcpy(tree.id.bytes, index->bytes + r->at, OBJECT_ID_BYTES);
		r->at += OBJECT_ID_BYTES;
	}
	GROW(index->trees, index->n_trees, index->trees_capacity);
	*number = index->n_trees++;
	index->trees[*number] = tree;
	for (long i = 0; i < subtrees; i++) {
		size_t subtree;

		if (!read_tree(r, depth + 1, &subtree))
			return false;
		if (last == SIZE_MAX)
			index->trees[*number].first_subtree = subtree;
		else
			index->trees[last].next = subtree;
		last = subtree;
	}
	return true;
}

/* What it cannot make sense of is not used: it only saves time. */
static void read_trees(struct reading *r)
{
	size_t root;

	if (!read_tree(r, 0, &root))
		r->index->n_trees = 0;
}

static struct error *read_extension(struct reading *r)
{
	const unsigned char *at = r->index->bytes + r->at;
	struct reading content = *r;
	size_t size;

	if (r->end - r->at < 8)
		return malformed(r->index, "an extension ends early");
	size = number_at(at + 4);
	if (size > r->end - r->at - 8)
		return malformed(r->index, "an extension ends early");
	content.at = r->at + 8;
	content.end = content.at + size;
	r->at = content.end;
	if (memcmp(at, "TREE", 4) == 0)
		read_trees(&content);
	else if (memcmp(at, "link", 4) == 0)
		return error_new(ERROR_REPOSITORY,
			"the index %s is split, which is not supported: `git update-index "
			"--no-split-index`",
			r->index->name);
	/* Those whose names begin with a capital letter may be passed over. */
	else if (memcmp(at, "sdir", 4) != 0 && (at[0] < 'A' || at[0] > 'Z'))
		return malformed(r->index, "it has an extension that is not known");
	return NULL;
}

/* ---- The file -------------------------------------------------------------------------------- */

static struct error *read_header(struct reading *r)
{
	const unsigned char *bytes = r->index->bytes;

	if (r->index->size < HEADER_BYTES + HASH_BYTES || memcmp(bytes, "DIRC", 4) != 0)
		return malformed(r->index, "it is no index");
	r->version = number_at(bytes + 4);
	r->count = number_at(bytes + 8);
	r->at = HEADER_BYTES;
	r->end = r->index->size - HASH_BYTES;
	if (r->version < 2 || r->version > 4)
		return malformed(r->index, "its version is not known");
	if (r->count > r->index->size / OBJECT_ID_BYTES)
		return malformed(r->index, "it ends early");
	r->index->capacity = r->count + 1;
	r->index->entries = mem_calloc(r->index->capacity, sizeof *r->index->entries);
	return NULL;
}

static struct error *read_all(struct index_file *index)
{
	struct reading r = {.index = index};
	struct error *error = read_header(&r);

	for (uint32_t i = 0; !error && i < r.count; i++)
		error = read_entry(&r);
	while (!error && r.at < r.end)
		error = read_extension(&r);
	if (!error && r.lacks_paths)
		error = malformed(index, "an entry has no path");
	buffer_dispose(&r.path);
	return error;
}

/* git replaces the index by another file and never writes into it. */
static struct error *map(struct index_file *index)
{
	struct error *error = NULL;
	struct stat status;
	void *at;
	int fd = open(index->name, O_RDONLY | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT)
		return NULL;
	if (fd < 0 || fstat(fd, &status) < 0)
		error = error_errno(ERROR_IO, "cannot read the index %s", index->name);
	else if (!S_ISREG(status.st_mode) || (uint64_t)status.st_size > MAX_INDEX_BYTES)
		error = malformed(index, "it is no regular file, or too large");
	else if (status.st_size > 0) {
		index->size = (size_t)status.st_size;
		at = mmap(NULL, index->size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
		index->bytes = at == MAP_FAILED ? NULL : at;
		if (!index->bytes)
			error = error_errno(ERROR_IO, "cannot read the index %s", index->name);
	}
	if (fd >= 0)
		close(fd);
	return error ? error : read_all(index);
}

/* As git takes it: a relative name begins at the top of the working tree. */
static char *name_of(struct repo *repo)
{
	const char *given = repo_is_from_environment(repo) ? env_get("GIT_INDEX_FILE") : NULL;

	if (!given)
		return mem_format("%sindex", git_repository_path(repo_handle(repo)));
	if (given[0] == '/' || !repo_worktree(repo))
		return mem_string(slice_of(given));
	return mem_format("%s/%s", repo_worktree(repo), given);
}

struct error *index_file_open(struct repo *repo, struct objects *objects, struct index_file **out)
{
	struct index_file *index = mem_calloc(1, sizeof *index);
	struct error *error;

	index->objects = objects;
	index->arena = arena_new();
	index->name = name_of(repo);
	error = map(index);
	if (error) {
		index_file_free(index);
		return error;
	}
	*out = index;
	return NULL;
}

void index_file_free(struct index_file *index)
{
	if (!index)
		return;
	if (index->bytes)
		munmap(index->bytes, index->size);
	free(index->entries);
	free(index->unmerged);
	free(index->trees);
	free(index->name);
	arena_free(index->arena);
	free(index);
}

const struct index_entry *index_file_entries(const struct index_file *index, size_t *count)
{
	*count = index->count;
	return index->entries;
}

static int compare_entry(const void *key, const void *element)
{
	const struct slice *path = key;
	const struct index_entry *entry = element;

	return slice_compare(*path, (struct slice){entry->path, entry->len});
}

size_t index_file_from(const struct index_file *index, struct slice path)
{
	return search_first(
		&path, index->entries, index->count, sizeof *index->entries, compare_entry);
}

const char *const *index_file_unmerged(const struct index_file *index, size_t *count)
{
	*count = index->n_unmerged;
	return (const char *const *)index->unmerged;
}

const struct index_tree *index_file_trees(const struct index_file *index)
{
	return index->n_trees ? index->trees : NULL;
}
