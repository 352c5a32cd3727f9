/*
 * place.h - where a site may be written to: not over documents, policy, or what git keeps.
 */
#ifndef HANDOFF_SITE_PLACE_H
#define HANDOFF_SITE_PLACE_H

#include "repo/repo.h"

/*
 * NULL if a directory, as it was typed, may hold a site of this repository. ERROR_REFUSED where it
 * is the working tree or above it, in .handoff or a git directory, behind a symbolic link of the
 * repository, or holds documents of the working tree. It need not exist.
 */
struct error *site_check_place(struct repo *repo, const char *path);

/*
 * The same for a site that is of no repository, in whatever repositories the directory lies, by its
 * name and by where that leads; NULL where it lies in none. One that cannot be opened, such as that
 * of another user, is an error as of repo_open.
 */
struct error *site_check_place_anywhere(const char *path);

#endif
