/* Taking hooks of ours away. */
#include <stdlib.h>

#include "base/mem.h"
#include "hooks/deeds.h"
#include "hooks/slot.h"

/* Takes away what is ours in one slot. */
struct removing {
	struct hook_slot slot;
	struct hook_file file;
	struct hook_block block;
	struct hook_deeds *deeds;
};

static void done(struct removing *out, enum hook_deed deed)
{
	hook_deeds_add(out->deeds, deed, hook_slot_shown(&out->slot), NULL);
}

/* A script goes, and the one that was there before comes back in its place, in one step. */
static struct error *remove_script(struct removing *out)
{
	int root = out->slot.place->root;
	char *path = hook_slot_path(&out->slot);
	char *before = hook_slot_before(&out->slot);
	struct slice bytes = buffer_slice(&out->file.bytes);
	bool has_before = file_kind_beneath(root, before) != FILE_ABSENT;
	struct error *error = has_before ? file_compare_beneath(root, path, bytes)
					 : file_remove_beneath(root, path, bytes);

	if (!error && has_before)
		error = file_rename_beneath(root, before, path, true);
	if (!error)
		done(out, has_before ? HOOK_RESTORED : HOOK_REMOVED);
	free(before);
	free(path);
	return error;
}

static struct error *remove_block(struct removing *out)
{
	char *path = hook_slot_path(&out->slot);
	struct slice bytes = buffer_slice(&out->file.bytes);
	struct buffer text = BUFFER_INIT;
	struct error *error;
	bool is_own;

	hook_block_take_out(&text, bytes, &out->block);
	is_own = out->block.is_own_file && slice_is(buffer_slice(&text), HOOK_SHEBANG);
	if (is_own)
		error = file_remove_beneath(out->slot.place->root, path, bytes);
	else
		error = file_replace_beneath(
			out->slot.place->root, path, bytes, buffer_slice(&text));
	if (!error)
		done(out, is_own ? HOOK_REMOVED : HOOK_RESTORED);
	buffer_dispose(&text);
	free(path);
	return error;
}

/* An installation that was cut short, or a hook that went: the one before comes back. */
static struct error *restore_before(struct removing *out)
{
	int root = out->slot.place->root;
	char *path = hook_slot_path(&out->slot);
	char *before = hook_slot_before(&out->slot);
	struct error *error = NULL;

	if (out->file.kind == FILE_ABSENT && file_kind_beneath(root, before) != FILE_ABSENT) {
		error = file_rename_beneath(root, before, path, false);
		if (!error)
			done(out, HOOK_RESTORED);
	}
	free(before);
	free(path);
	return error;
}

static struct error *refuse(const struct removing *out)
{
	char *shown = hook_slot_shown(&out->slot);
	struct error *error = error_new(ERROR_REFUSED,
		"%s: the %s hook was changed by hand since it was installed, and is left as it is",
		shown, hook_name(out->slot.hook));

	free(shown);
	return error;
}

static struct error *uninstall(struct removing *out, bool is_main)
{
	switch (hook_slot_state(&out->slot, &out->file, &out->block)) {
	case HOOK_MISSING:
		return is_main ? restore_before(out) : NULL;
	case HOOK_BY_HAND:
		return NULL;
	case HOOK_EDITED:
		return refuse(out);
	default:
		return out->slot.form == HOOK_SCRIPT ? remove_script(out) : remove_block(out);
	}
}

/* ---- Every slot in which it can be ---------------------------------------------------------- */

static struct error *look_into(enum hook hook, enum hook_form form, const struct hook_place *place,
	const char *ending, struct hook_deeds *deeds)
{
	struct removing out = {
		.slot = {.hook = hook, .form = form, .place = place}, .deeds = deeds};
	bool is_main = form == HOOK_SCRIPT && !ending[0];
	struct error *error;
	char *path;

	if (place->root < 0)
		return NULL;
	out.slot.name = form == HOOK_YAML ? mem_string(slice_of(ending))
					  : mem_format("%s%s", hook_name(hook), ending);
	path = hook_slot_path(&out.slot);
	error = hook_file_read(place->root, path, &out.file);
	if (!error)
		error = hook_slot_error(&out.slot, uninstall(&out, is_main));
	free(path);
	hook_file_dispose(&out.file);
	hook_slot_dispose(&out.slot);
	return error;
}

/* The first error stays; what comes after it is tried all the same. */
static void note_error(struct error **first, struct error *error)
{
	if (*first)
		error_free(error);
	else
		*first = error;
}

/* Managers move hooks away: pre-commit to NAME.legacy, lefthook to NAME.old. */
static void look_into_directory(enum hook hook, const struct hook_place *place,
	struct hook_deeds *deeds, struct error **error)
{
	static const char *const endings[] = {".legacy", ".old", ""};

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		note_error(error, look_into(hook, HOOK_SCRIPT, place, endings[i], deeds));
}

struct error *hooks_uninstall(struct hooks *hooks, enum hook hook, struct hook_deeds *deeds)
{
	const struct hook_places *places = &hooks->places;
	struct hook_place husky = {
		.root = places->tree.root, .path = (char *)".husky", .shown = (char *)".husky"};
	struct error *error = hook_places_check_writable(hooks->repo);

	if (error)
		return error;
	look_into_directory(hook, &places->own, deeds, &error);
	if (!hook_place_equal(&places->client, &places->own) &&
		!hook_place_equal(&places->client, &places->husky))
		look_into_directory(hook, &places->client, deeds, &error);
	if (!hook_place_equal(&places->server, &places->own) &&
		!hook_place_equal(&places->server, &places->client))
		look_into_directory(hook, &places->server, deeds, &error);
	note_error(&error, look_into(hook, HOOK_LINES, &husky, "", deeds));
	if (!hook_place_equal(&places->husky, &husky))
		note_error(&error, look_into(hook, HOOK_LINES, &places->husky, "", deeds));
	if (hooks->lefthook)
		note_error(
			&error, look_into(hook, HOOK_YAML, &places->tree, hooks->lefthook, deeds));
	return error;
}
