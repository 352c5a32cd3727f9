#include "site/memory.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"

#define WRITE_BYTES ((size_t)1 << 20)

/* Before the path and the bytes of each file. */
struct head {
	uint64_t path_len;
	uint64_t size;
};

struct file {
	struct slice path, bytes;
};

struct site_memory {
	unsigned references;
	char *at;
	size_t len;
	struct file *files; /* by path */
	size_t count, capacity;
};

struct error *site_memory_create(int *fd)
{
	*fd = memfd_create("handoff-site", MFD_CLOEXEC);
	return *fd < 0 ? error_errno(ERROR_IO, "no memory for the site") : NULL;
}

struct error *site_memory_flush(struct site_memory_writer *writer)
{
	if (file_write_all(writer->fd, buffer_slice(&writer->pending)))
		return error_errno(ERROR_IO, "no memory for the site");
	buffer_clear(&writer->pending);
	return NULL;
}

static struct error *put(void *context, const char *path, struct slice bytes)
{
	struct site_memory_writer *writer = context;
	struct head head = {strlen(path), bytes.len};
	struct error *error = paths_once_take(&writer->paths, path);

	if (error)
		return error;
	writer->size += sizeof head + head.path_len + bytes.len;
	if (writer->size > SITE_MEMORY_MAX)
		return error_new(ERROR_LIMIT,
			"the site has more than %zu MiB: too much to serve "
			"from memory; use --output",
			SITE_MEMORY_MAX >> 20);
	buffer_add(&writer->pending, &head, sizeof head);
	buffer_add(&writer->pending, path, head.path_len);
	buffer_add_slice(&writer->pending, bytes);
	return writer->pending.len < WRITE_BYTES ? NULL : site_memory_flush(writer);
}

struct site_output site_memory_output(struct site_memory_writer *writer)
{
	return (struct site_output){writer, put};
}

void site_memory_writer_dispose(struct site_memory_writer *writer)
{
	buffer_dispose(&writer->pending);
	paths_once_dispose(&writer->paths);
}

/* Takes `len` bytes from the front of what is left. */
static bool take(struct slice *left, uint64_t len, struct slice *taken)
{
	if (len > left->len)
		return false;
	*taken = (struct slice){left->at, (size_t)len};
	*left = slice_from(*left, (size_t)len);
	return true;
}

static bool take_file(struct slice *left, struct file *file)
{
	struct slice bytes;
	struct head head;

	if (!take(left, sizeof head, &bytes))
		return false;
	memcpy(&head, bytes.at, sizeof head);
	return take(left, head.path_len, &file->path) && take(left, head.size, &file->bytes);
}

static int by_path(const void *a, const void *b)
{
	return slice_compare(((const struct file *)a)->path, ((const struct file *)b)->path);
}

static struct error *read_files(struct site_memory *memory)
{
	struct slice left = {memory->at, memory->len};

	while (left.len) {
		struct file file;

		if (!take_file(&left, &file))
			return error_new(ERROR_INTERNAL, "the site in memory is not whole");
		GROW(memory->files, memory->count, memory->capacity);
		memory->files[memory->count++] = file;
	}
	if (memory->count)
		qsort(memory->files, memory->count, sizeof *memory->files, by_path);
	return NULL;
}

static struct error *map(struct site_memory *memory, int fd)
{
	struct stat st;
	void *at;

	if (fstat(fd, &st))
		return error_errno(ERROR_IO, "the site in memory");
	if (st.st_size == 0)
		return NULL;
	at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (at == MAP_FAILED)
		return error_errno(ERROR_IO, "the site in memory");
	memory->at = at;
	memory->len = (size_t)st.st_size;
	return NULL;
}

struct error *site_memory_open(int fd, struct site_memory **out)
{
	struct site_memory *memory = mem_calloc(1, sizeof *memory);
	struct error *error;

	memory->references = 1;
	error = map(memory, fd);
	if (!error)
		error = read_files(memory);
	if (error) {
		site_memory_release(memory);
		memory = NULL;
	}
	*out = memory;
	return error;
}

void site_memory_keep(struct site_memory *memory)
{
	memory->references++;
}

void site_memory_release(struct site_memory *memory)
{
	if (!memory || --memory->references)
		return;
	if (memory->at)
		munmap(memory->at, memory->len);
	free(memory->files);
	free(memory);
}

bool site_memory_find(const struct site_memory *memory, struct slice path, struct slice *bytes)
{
	const struct file wanted = {.path = path};
	const struct file *found = memory->count ? bsearch(&wanted, memory->files, memory->count,
							   sizeof wanted, by_path)
						 : NULL;

	if (found)
		*bytes = found->bytes;
	return found != NULL;
}
