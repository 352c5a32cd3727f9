/*
 * outline TEMPLATE.md >TEMPLATE.outline: parses a built-in template while the program is built, so
 * that the program need not do it every time it runs. Not part of the library.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "doc/pool.h"

static struct error *parse(struct doc_pool *pool, const char *path, struct outline **outline)
{
	struct buffer text = BUFFER_INIT;
	struct error *error = NULL;
	int dirfd = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (dirfd < 0)
		return error_errno(ERROR_IO, "cannot open the directory");
	error = file_read_beneath(dirfd, path, doc_limits_default.document_bytes, &text);
	if (!error)
		error = doc_pool_parse(pool, DOC_MARKDOWN, buffer_slice(&text), outline);
	if (!error && (*outline)->n_faults)
		error = error_new(
			ERROR_POLICY, "%s: has a mistake: `handoff check` says which", path);
	buffer_dispose(&text);
	close(dirfd);
	return error;
}

int main(int argc, char **argv)
{
	struct doc_pool *pool = doc_pool_new(1, &doc_limits_default);
	struct outline *outline = NULL;
	struct error *error;
	int status = 0;

	if (argc != 2) {
		fputs("usage: outline TEMPLATE.md\n", stderr);
		return 2;
	}
	error = parse(pool, argv[1], &outline);
	if (!error && (fwrite(outline->buffer, 1, outline->size, stdout) != outline->size ||
			      fflush(stdout) != 0))
		error = error_errno(ERROR_IO, "cannot write");
	if (error) {
		fprintf(stderr, "outline: %s\n", error->message);
		status = 1;
	}
	error_free(error);
	outline_free(outline);
	doc_pool_free(pool);
	return status;
}
