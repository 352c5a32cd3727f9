/*
 * watch.h - notices when what a site is made from may have changed: inotify(7) on the directories
 * of the working tree, on the references of git, or on the files that are merged.
 *
 * Directories that git ignores, nested repositories and symbolic links are left out. What is
 * noticed says only that it is time to look again.
 */
#ifndef HANDOFF_SITE_WATCH_H
#define HANDOFF_SITE_WATCH_H

#include "repo/repo.h"

struct watch_request {
	struct repo *repo;        /* NULL: only the files */
	bool worktree;            /* its files; else only its references */
	const char *const *files; /* by paths as they were typed */
	size_t n_files;
};

struct watch;

/* The request must outlive the watch. Nothing is watched before watch_renew. */
struct watch *watch_new(const struct watch_request *request);
/* NULL is allowed. */
void watch_free(struct watch *watch);

/* Readable when there is news; -1 where nothing is watched. It may be another one after
 * watch_renew. */
int watch_fd(const struct watch *watch);

/* Reads the news. True if something has changed; whether directories came or went is kept. */
bool watch_read(struct watch *watch);

/* Watches what there is now, if directories came or went or it is the first time: to be called
 * before it is read, so that no change after that is missed. ERROR_LIMIT: some directories are not
 * watched, as there are too many. After another error none is, and the next call tries again. */
struct error *watch_renew(struct watch *watch);

#endif
