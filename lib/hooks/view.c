/* What there is of a hook. */
#include <stdlib.h>

#include "base/mem.h"
#include "hooks/lefthook.h"
#include "hooks/slot.h"

#define FRAMEWORK_CONFIG ".pre-commit-config.yaml"

void hook_view_dispose(struct hook_view *view)
{
	free(view->path);
	free(view->before);
	free(view->version);
	free(view->note);
	*view = (struct hook_view){0};
}

/* `- id: handoff`, or `handoff-pre-push`, in a line of its own. */
static bool has_hook_id(struct slice text, enum hook hook)
{
	const char *id = hook == HOOK_PRE_COMMIT ? "handoff" : "handoff-pre-push";

	while (text.len) {
		size_t len = slice_find(text, '\n');
		struct slice line = slice_trim((struct slice){text.at, len});

		if (slice_starts_with(line, "- "))
			line = slice_trim(slice_from(line, 1));
		if (slice_starts_with(line, "id:") &&
			slice_is(slice_trim(slice_from(line, strlen("id:"))), id))
			return true;
		text = slice_from(text, len + 1);
	}
	return false;
}

/* Whether the framework's own configuration runs the program. */
static bool is_in_framework(struct hooks *hooks, enum hook hook)
{
	struct hook_file file = {0};
	bool is;

	if (hook != HOOK_PRE_COMMIT && hook != HOOK_PRE_PUSH)
		return false;
	error_free(hook_file_read(hooks->places.tree.root, FRAMEWORK_CONFIG, &file));
	is = file.is_read && has_hook_id(buffer_slice(&file.bytes), hook);
	hook_file_dispose(&file);
	return is;
}

/* Whether somebody wrote a call of the program into lefthook's configuration. */
static bool is_in_lefthook(const struct hook_file *file, enum hook hook)
{
	struct lefthook_section section;
	bool found = false;

	if (file->is_read)
		error_free(lefthook_section(
			buffer_slice(&file->bytes), hook_name(hook), &found, &section));
	return found && hook_calls_us(section.text);
}

static void look_for_calls(struct hooks *hooks, const struct hook_slot *slot,
	const struct hook_file *file, struct hook_view *view)
{
	if (view->manager == HOOK_BY_LEFTHOOK && hooks->lefthook_is_yaml &&
		is_in_lefthook(file, slot->hook)) {
		view->state = HOOK_BY_HAND;
	} else if (view->manager == HOOK_BY_PRE_COMMIT && is_in_framework(hooks, slot->hook)) {
		view->state = HOOK_BY_HAND;
		free(view->path);
		view->path = mem_string(slice_of(FRAMEWORK_CONFIG));
	}
}

static struct error *add_before(const struct hook_slot *slot, struct hook_view *view)
{
	char *path = hook_slot_before(slot);
	struct hook_file file = {0};
	struct error *error = hook_file_read(slot->place->root, path, &file);

	if (!error && file.kind != FILE_ABSENT)
		view->before = hook_slot_before_shown(slot);
	hook_file_dispose(&file);
	free(path);
	return error;
}

/* A hook of ours in the directory that git looks into, where lefthook has not put its own yet. */
static bool is_still_there(struct hooks *hooks, const struct hook_slot *slot)
{
	struct hook_slot plain = {.hook = slot->hook,
		.place = &hooks->places.client,
		.name = (char *)hook_name(slot->hook)};
	char *path = hook_slot_path(&plain);
	struct hook_file file = {0};
	struct hook_block block;
	bool is;

	error_free(hook_file_read(plain.place->root, path, &file));
	is = hook_slot_state(&plain, &file, &block) == HOOK_INSTALLED;
	hook_file_dispose(&file);
	free(path);
	return is;
}

static void look_at_lefthook(
	struct hooks *hooks, const struct hook_slot *slot, struct hook_view *view)
{
	if (view->manager != HOOK_BY_LEFTHOOK || hooks_lefthook_runs(hooks, slot->hook) ||
		!hook_state_is_good(view->state))
		return;
	if (!is_still_there(hooks, slot))
		view->state = HOOK_DISABLED;
	view->note = mem_string(slice_of("run `lefthook install`"));
}

static void add_note(struct hook_view *view)
{
	static const char *const notes[] = {
		[HOOK_MISSING] = "run `handoff hooks install`",
		[HOOK_OUTDATED] = "run `handoff hooks install`",
		[HOOK_EDITED] = "changed by hand since it was installed",
		[HOOK_DISABLED] = "git runs no file that is not executable",
		[HOOK_UNKNOWN] = NULL,
	};

	if (!view->note && !hook_state_is_good(view->state) && notes[view->state])
		view->note = mem_string(slice_of(notes[view->state]));
}

static struct error *view_slot(struct hooks *hooks, const struct hook_slot *slot,
	const struct hook_file *file, struct hook_view *view)
{
	struct error *error = NULL;
	struct hook_block block;

	view->manager = slot->manager;
	view->path = hook_slot_shown(slot);
	if (slot->place->root < 0) {
		view->state = HOOK_UNKNOWN;
		view->note = mem_format("%s", slot->place->why);
		return NULL;
	}
	view->state = hook_slot_state(slot, file, &block);
	if (block.end && block.version.len)
		view->version = mem_string(block.version);
	if (view->state == HOOK_MISSING)
		look_for_calls(hooks, slot, file, view);
	if (slot->form == HOOK_SCRIPT && block.end)
		error = add_before(slot, view);
	look_at_lefthook(hooks, slot, view);
	add_note(view);
	return error;
}

struct error *hooks_view(struct hooks *hooks, enum hook hook, struct hook_view *view)
{
	struct hook_file file = {0};
	struct hook_slot slot = {0};
	struct error *error = hooks_active_slot(hooks, hook, &slot, &file);

	*view = (struct hook_view){.hook = hook};
	if (!error)
		error = view_slot(hooks, &slot, &file, view);
	hook_file_dispose(&file);
	hook_slot_dispose(&slot);
	return error;
}
