/*
 * hooks.h - git's hooks: which there are, which of them are ours, and putting ours there and away
 * again without anything that others put there being lost.
 *
 * A hook of ours is a script (hooks/ in the source, embedded when the program is built). Where it
 * goes depends on who runs hooks in this repository:
 *
 *     git itself         the hook. One that was there is kept beside it, as NAME.before-handoff,
 * and ours runs it first. pre-commit         NAME.legacy, which the framework runs before its own
 *     husky              a few lines in .husky/NAME, which call the script
 *     lefthook           a command in its configuration, for the hooks that this names
 *
 * This layer may use base/ and repo/. It starts nothing.
 */
#ifndef HANDOFF_HOOKS_HOOKS_H
#define HANDOFF_HOOKS_HOOKS_H

#include "base/error.h"
#include "base/slice.h"
#include "repo/repo.h"

/* The scripts, sorted by name. */
struct hook_script {
	const char *name;
	const char *text;
	size_t len;
};

extern const struct hook_script hook_scripts[];
extern const size_t n_hook_scripts;

enum hook {
	HOOK_PRE_COMMIT,
	HOOK_COMMIT_MSG,
	HOOK_PRE_PUSH,
	HOOK_PRE_RECEIVE,
	HOOKS,
};

const char *hook_name(enum hook hook);
/* What it does, in a line. */
const char *hook_about(enum hook hook);
/* True if it runs where others push to. */
bool hook_is_for_servers(enum hook hook);
struct slice hook_script(enum hook hook);

/* Who runs it. */
enum hook_manager {
	HOOK_BY_GIT,
	HOOK_BY_PRE_COMMIT,
	HOOK_BY_HUSKY,
	HOOK_BY_LEFTHOOK,
};

/* "git", "pre-commit", "husky", "lefthook" */
const char *hook_manager_name(enum hook_manager manager);

enum hook_state {
	HOOK_MISSING,
	HOOK_INSTALLED,
	HOOK_OUTDATED, /* written by another version of the program */
	HOOK_EDITED,   /* somebody changed it since */
	HOOK_DISABLED, /* not executable, so that git does not run it */
	HOOK_BY_HAND,  /* somebody else's, and it calls the program itself */
	HOOK_UNKNOWN,  /* git looks for it where we do not */
};

/* "missing", "installed", ... */
const char *hook_state_name(enum hook_state state);
/* True for what runs and is as it should be. */
bool hook_state_is_good(enum hook_state state);

/* The hooks of a repository; the repository must outlive it. */
struct hooks;

struct error *hooks_open(struct repo *repo, struct hooks **out);
void hooks_free(struct hooks *hooks);

/* What there is of one hook. Strings may hold untrusted bytes. */
struct hook_view {
	enum hook hook;
	enum hook_state state;
	enum hook_manager manager;
	char *path;    /* the file, as people read it */
	char *before;  /* the one that runs first, or NULL */
	char *version; /* of the program that wrote it; NULL: nobody knows */
	char *note;    /* what to do about it, or NULL */
};

struct error *hooks_view(struct hooks *hooks, enum hook hook, struct hook_view *view);
void hook_view_dispose(struct hook_view *view);

/* What was done to a file. */
enum hook_deed {
	HOOK_CREATED,
	HOOK_CHANGED, /* lines of ours put in */
	HOOK_UPDATED, /* another version replaced by this one */
	HOOK_KEPT,    /* nothing to do */
	HOOK_REMOVED,
	HOOK_RESTORED, /* as it was before us */
};

/* "created", "changed", ... */
const char *hook_deed_name(enum hook_deed deed);

struct hook_deeds {
	struct {
		enum hook_deed deed;
		char *path;   /* as people read it */
		char *detail; /* or NULL */
	} * list;
	size_t count;
	size_t capacity;
	char **notes; /* what to know besides */
	size_t n_notes;
	size_t notes_capacity;
};

void hook_deeds_dispose(struct hook_deeds *deeds);

/*
 * Installs a hook, and adds what was done to *deeds. Nothing is changed where ours is there
 * already. Errors say what to do by hand: ERROR_REFUSED where git looks for hooks outside of the
 * repository or where a file could not be kept; ERROR_POLICY where lefthook's configuration allows
 * no change.
 */
struct error *hooks_install(struct hooks *hooks, enum hook hook, struct hook_deeds *deeds);

/*
 * Takes a hook of ours away again wherever it is, and puts back what was there before. One that
 * somebody changed since is left as it is: ERROR_REFUSED, when all others are done.
 */
struct error *hooks_uninstall(struct hooks *hooks, enum hook hook, struct hook_deeds *deeds);

/* The name of the first of `names` (ends with NULL) for which git would run a hook that is not ours
 * alone; NULL if there is none. */
const char *hooks_find_other(struct hooks *hooks, const char *const *names);

#endif
