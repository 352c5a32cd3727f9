/*
 * directory.h - a site in a directory: made, brought up to date, kept apart from what is not ours.
 *
 *     error = site_directory_open("public", &directory);
 *     output = site_directory_output(directory);
 *     ... output.put(...) for each file ...
 *     error = site_directory_finish(directory, &written);
 *     site_directory_free(directory);
 *
 * A file that is the same to the byte is not touched; another one is replaced at once; what an
 * earlier run made and this one did not is removed. Files that are not ours stay, and are never
 * written over. A run that is broken off is continued by the next one (manifest.h). No symbolic
 * link inside of the directory is followed.
 */
#ifndef HANDOFF_SITE_DIRECTORY_H
#define HANDOFF_SITE_DIRECTORY_H

#include "site/output.h"

struct site_directory;

struct written {
	size_t files;   /* that the site has */
	size_t changed; /* of them, new or different */
	size_t removed;
};

/*
 * Opens the directory, and makes it and those above if they are not there. ERROR_REFUSED, with
 * nothing touched: something is in it that is not ours, without a list of ours beside; or another
 * process is writing to it. It is locked until site_directory_free.
 */
struct error *site_directory_open(const char *path, struct site_directory **out);

/* Valid as long as the directory is. ERROR_REFUSED: a file stands there that is not ours. */
struct site_output site_directory_output(struct site_directory *directory);

/* Removes what was not made again, sees to it that all is on the disk, and writes the list. */
struct error *site_directory_finish(struct site_directory *directory, struct written *written);

/* Also after an error. A directory that was made by site_directory_open and is empty still is
 * removed. NULL is allowed. */
void site_directory_free(struct site_directory *directory);

#endif
