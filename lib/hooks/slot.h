/*
 * slot.h - one place where a hook of ours can be, and what stands there. Internal to hooks/.
 */
#ifndef HANDOFF_HOOKS_SLOT_H
#define HANDOFF_HOOKS_SLOT_H

#include "base/buffer.h"
#include "base/file.h"
#include "hooks/block.h"
#include "hooks/hooks.h"
#include "hooks/place.h"

/* What a file of ours begins with. */
#define HOOK_SHEBANG "#!/bin/sh\n"

/* How ours stands in a file. */
enum hook_form {
	HOOK_SCRIPT, /* it is the file */
	HOOK_LINES,  /* lines of shell in it */
	HOOK_YAML,   /* a command in lefthook's configuration */
};

struct hook_slot {
	enum hook hook;
	enum hook_form form;
	enum hook_manager manager;
	const struct hook_place *place;
	char *name; /* of the file below the place */
};

void hook_slot_dispose(struct hook_slot *slot);

/* Paths of a file of this name beside the slot's; malloc'd. */
char *hook_slot_path(const struct hook_slot *slot);
char *hook_slot_shown(const struct hook_slot *slot);
/* Where a hook that was there before is kept: below the place, and as people read it. */
char *hook_slot_before(const struct hook_slot *slot);
char *hook_slot_before_shown(const struct hook_slot *slot);

/* The same error with the slot's path as people read it, where it begins with the other one. */
struct error *hook_slot_error(const struct hook_slot *slot, struct error *error);

/* A file as it is. */
struct hook_file {
	enum file_kind kind;
	bool is_program; /* somebody may execute it */
	bool is_read;    /* false: too large, a link or no regular file: then it is none of ours */
	struct buffer bytes; /* where it was read */
};

struct error *hook_file_read(int root, const char *path, struct hook_file *file);
void hook_file_dispose(struct hook_file *file);
bool hook_file_has(const struct hook_file *file, const char *text);

/* Whether a text calls the program by itself. */
bool hook_calls_us(struct slice text);

/* The lines of ours that would stand in the file now; the form is not HOOK_YAML. */
void hook_slot_lines(const struct hook_slot *slot, struct buffer *lines);
/* Those that would stand in place of a block that is there, of any form. */
void hook_slot_current_lines(
	const struct hook_slot *slot, const struct hook_block *block, struct buffer *lines);
/* What a file of ours alone would be. */
struct error *hook_slot_own_file(const struct hook_slot *slot, struct buffer *text);

/* What of ours stands in a file; *block is where, unless it is HOOK_MISSING or HOOK_BY_HAND. */
enum hook_state hook_slot_state(
	const struct hook_slot *slot, const struct hook_file *file, struct hook_block *block);

struct hooks {
	struct repo *repo;
	struct hook_places places;
	char *lefthook; /* its configuration, below the working tree, or NULL */
	bool lefthook_is_yaml;
};

/* The slot that counts now, and its file. place->root is -1 where it is out of reach. */
struct error *hooks_active_slot(
	struct hooks *hooks, enum hook hook, struct hook_slot *slot, struct hook_file *file);

/* Whether lefthook has written the hook that git runs. */
bool hooks_lefthook_runs(struct hooks *hooks, enum hook hook);

#endif
