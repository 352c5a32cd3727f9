/*
 * place.h - what tests of files share: a directory of their own to work below.
 */
#ifndef HANDOFF_TESTS_UNIT_PLACE_H
#define HANDOFF_TESTS_UNIT_PLACE_H

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"

/* A directory of our own, and beside what we work below, something that must stay out of reach. */
struct place {
	char *path;
	int outside;
	int root;
};

static void write_file(int dirfd, const char *path, const char *text)
{
	int fd = openat(dirfd, path, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	assert_int_equal(close(fd), 0);
}

static int make_place(void **state)
{
	struct place *place = calloc(1, sizeof *place);
	const char *parent = getenv("TMPDIR");

	assert_non_null(place);
	assert_true(asprintf(&place->path, "%s/handoff-test-XXXXXX",
			    parent && *parent ? parent : "/tmp") > 0);
	assert_non_null(mkdtemp(place->path));
	place->outside = open(place->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_true(place->outside >= 0);
	write_file(place->outside, "secret", "secret");
	assert_int_equal(mkdirat(place->outside, "root", 0777), 0);
	place->root = openat(place->outside, "root", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_true(place->root >= 0);
	*state = place;
	return 0;
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static int remove_place(void **state)
{
	struct place *place = *state;
	int failed = nftw(place->path, remove_entry, 8, FTW_DEPTH | FTW_PHYS);

	close(place->root);
	close(place->outside);
	free(place->path);
	free(place);
	return failed;
}

static int root_of(void **state)
{
	return ((struct place *)*state)->root;
}

__attribute__((unused)) static int count_entries(int dirfd, const char *path)
{
	int fd = openat(dirfd, path, O_RDONLY | O_DIRECTORY);
	DIR *directory;
	int count = 0;

	assert_true(fd >= 0);
	directory = fdopendir(fd);
	assert_non_null(directory);
	for (struct dirent *entry; (entry = readdir(directory));)
		count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(directory);
	return count;
}

static void assert_error(struct error *error, enum error_code code, const char *message)
{
	assert_non_null(error);
	assert_string_equal(error->message, message);
	assert_int_equal(error->code, code);
	error_free(error);
}

/* With the file `dir/doc.md`. */
__attribute__((unused)) static int make_filled_place(void **state)
{
	struct place *place;

	make_place(state);
	place = *state;
	assert_int_equal(mkdirat(place->root, "dir", 0777), 0);
	write_file(place->root, "dir/doc.md", "old");
	return 0;
}

__attribute__((unused)) static void assert_contents(
	int root, const char *path, struct slice expected)
{
	struct buffer b = BUFFER_INIT;

	assert_null(file_read_beneath(root, path, 1000000, &b));
	assert_int_equal(b.len, expected.len);
	assert_memory_equal(b.at, expected.at, expected.len);
	buffer_dispose(&b);
}

#endif
