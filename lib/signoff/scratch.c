#include "signoff/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/env.h"
#include "base/file.h"
#include "base/mem.h"

struct error *scratch_open(struct scratch *scratch)
{
	const char *parent = env_get("TMPDIR");
	char *directory =
		mem_format("%s/handoff-XXXXXX", parent && parent[0] == '/' ? parent : "/tmp");

	*scratch = (struct scratch)SCRATCH_INIT;
	if (!mkdtemp(directory)) {
		struct error *error =
			error_errno(ERROR_IO, "cannot make the directory '%s'", directory);

		free(directory);
		return error;
	}
	scratch->directory = directory;
	return NULL;
}

const char *scratch_path(struct scratch *scratch, const char *name)
{
	if (scratch->count == SCRATCH_FILES)
		abort(); /* a bug of ours */
	scratch->paths[scratch->count] = mem_format("%s/%s", scratch->directory, name);
	return scratch->paths[scratch->count++];
}

struct error *scratch_write(
	struct scratch *scratch, const char *name, struct slice bytes, const char **path)
{
	struct error *error = NULL;
	int fd;

	*path = scratch_path(scratch, name);
	fd = open(*path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return error_errno(ERROR_IO, "cannot create '%s'", *path);
	if (file_write_all(fd, bytes))
		error = error_errno(ERROR_IO, "cannot write '%s'", *path);
	if (close(fd) && !error)
		error = error_errno(ERROR_IO, "cannot write '%s'", *path);
	return error;
}

/* Reads to the end, or one byte more than `max`. */
static struct error *read_all(int fd, const char *path, size_t max, struct buffer *out)
{
	size_t before = out->len;

	for (;;) {
		size_t room = max + 1 - (out->len - before);
		ssize_t got;

		if (room == 0)
			return error_new(ERROR_LIMIT, "'%s' is larger than %zu bytes", path, max);
		buffer_reserve(out, room);
		got = read(fd, out->at + out->len, room);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return error_errno(ERROR_IO, "cannot read '%s'", path);
		if (got == 0)
			return NULL;
		out->len += (size_t)got;
		out->at[out->len] = '\0';
	}
}

struct error *scratch_read(const char *path, size_t max, struct buffer *out)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct error *error;
	struct stat st;

	if (fd < 0)
		return error_errno(
			errno == ENOENT ? ERROR_NOT_FOUND : ERROR_IO, "cannot open '%s'", path);
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		error = read_all(fd, path, max, out);
	else
		error = error_new(ERROR_REFUSED, "'%s' is not a regular file", path);
	close(fd);
	return error;
}

void scratch_dispose(struct scratch *scratch)
{
	for (size_t i = 0; i < scratch->count; i++) {
		unlink(scratch->paths[i]);
		free(scratch->paths[i]);
	}
	if (scratch->directory)
		rmdir(scratch->directory);
	free(scratch->directory);
	*scratch = (struct scratch)SCRATCH_INIT;
}
