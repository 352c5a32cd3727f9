/* Putting hooks of ours there. */
#include <stdlib.h>

#include "base/mem.h"
#include "hooks/deeds.h"
#include "hooks/lefthook.h"
#include "hooks/slot.h"
#include "repo/git_directory.h"

/* One hook on its way in. */
struct installing {
	struct hooks *hooks;
	struct hook_slot slot;
	struct hook_file file;
	struct hook_block block;
	struct hook_deeds *deeds;
};

static void done(struct installing *in, enum hook_deed deed, const char *detail)
{
	hook_deeds_add(in->deeds, deed, hook_slot_shown(&in->slot), detail ? "%s" : NULL, detail);
}

/* What to do where nothing can be written. */
static struct error *by_hand(const struct installing *in, const char *why)
{
	char *shown = hook_slot_shown(&in->slot);
	struct error *error;

	if (in->slot.place->is_nowhere)
		error = error_new(ERROR_REFUSED, "%s: git runs no hooks here", why);
	else
		error = error_new(ERROR_REFUSED,
			"%s, and nothing is written there; add to %s by hand: "
			"sh -c \"$(handoff hooks print %s)\" handoff \"$@\"",
			why, shown, hook_name(in->slot.hook));
	free(shown);
	return error;
}

static struct error *refuse_file(const struct installing *in, const char *why)
{
	char *shown = hook_slot_shown(&in->slot);
	struct error *error =
		error_new(ERROR_REFUSED, "%s %s, and nothing is written there", shown, why);

	free(shown);
	return error;
}

/* ---- A script ------------------------------------------------------------------------------- */

static struct error *create_script(struct installing *in)
{
	char *path = hook_slot_path(&in->slot);
	struct buffer text = BUFFER_INIT;
	struct error *error = hook_slot_own_file(&in->slot, &text);

	if (!error)
		error = file_create_program_beneath(
			in->slot.place->root, path, buffer_slice(&text));
	buffer_dispose(&text);
	free(path);
	return error;
}

static const char *who_runs(const struct installing *in)
{
	return in->slot.manager == HOOK_BY_PRE_COMMIT ? "the pre-commit framework runs it" : NULL;
}

static void say_created(struct installing *in, bool has_before)
{
	char *before = hook_slot_before_shown(&in->slot);

	if (has_before)
		hook_deeds_add(in->deeds, HOOK_CREATED, hook_slot_shown(&in->slot),
			"runs %s first, the hook that was there", before);
	else
		done(in, HOOK_CREATED, who_runs(in));
	free(before);
}

static struct error *refuse_both(const struct installing *in)
{
	char *shown = hook_slot_shown(&in->slot);
	char *before = hook_slot_before_shown(&in->slot);
	struct error *error = error_new(ERROR_REFUSED,
		"%s is not ours, and %s is there already: move one of them away", shown, before);

	free(before);
	free(shown);
	return error;
}

/* The hook that is there gets another name, and ours its name. If that fails it gets its own back.
 */
static struct error *chain_script(struct installing *in)
{
	int root = in->slot.place->root;
	char *path = hook_slot_path(&in->slot);
	char *before = hook_slot_before(&in->slot);
	struct error *error = file_rename_beneath(root, path, before, false);

	if (error && error->code == ERROR_EXISTS) {
		error_free(error);
		error = refuse_both(in);
	} else if (!error) {
		error = create_script(in);
		if (error)
			error_free(file_rename_beneath(root, before, path, false));
	}
	if (!error)
		say_created(in, true);
	free(before);
	free(path);
	return error;
}

static struct error *add_script(struct installing *in)
{
	char *before = hook_slot_before(&in->slot);
	bool has_before = file_kind_beneath(in->slot.place->root, before) != FILE_ABSENT;
	struct error *error;

	free(before);
	switch (in->file.kind) {
	case FILE_REGULAR:
	case FILE_SYMLINK:
		return chain_script(in);
	case FILE_ABSENT:
		error = create_script(in);
		if (!error)
			say_created(in, has_before);
		return error;
	default:
		return refuse_file(in, "is neither a file nor a link");
	}
}

/* Without the right to be executed it is written anew. */
static struct error *enable_script(struct installing *in)
{
	char *path = hook_slot_path(&in->slot);
	struct error *error =
		file_remove_beneath(in->slot.place->root, path, buffer_slice(&in->file.bytes));

	free(path);
	if (!error)
		error = create_script(in);
	if (!error)
		done(in, HOOK_UPDATED, "it was not executable");
	return error;
}

/* ---- Lines in a file of others --------------------------------------------------------------- */

static struct error *replace(struct installing *in, struct buffer *text)
{
	char *path = hook_slot_path(&in->slot);
	struct error *error = file_replace_beneath(
		in->slot.place->root, path, buffer_slice(&in->file.bytes), buffer_slice(text));

	free(path);
	return error;
}

/* After the line that says which shell runs it, and after the one by which older versions of husky
 * start the file once more. */
static size_t top_of(struct slice text)
{
	size_t top = 0;

	for (size_t at = 0; at < text.len;) {
		struct slice rest = slice_from(text, at);
		size_t len = slice_find(rest, '\n');
		struct slice line = {rest.at, len};

		at += len + (len < rest.len ? 1 : 0);
		if (slice_starts_with(line, "#!") || memmem(line.at, line.len, "husky.sh", 8))
			top = at;
		else if (line.len && line.at[0] != '#')
			break;
	}
	return top;
}

static struct error *put_in(
	struct installing *in, size_t at, const char *indentation, struct slice lines)
{
	struct buffer block = BUFFER_INIT, text = BUFFER_INIT;
	struct error *error =
		hook_block_add(&block, hook_name(in->slot.hook), indentation, lines, false);

	if (!error) {
		hook_block_put_in(&text, buffer_slice(&in->file.bytes), at, buffer_slice(&block));
		error = replace(in, &text);
	}
	buffer_dispose(&block);
	buffer_dispose(&text);
	return error;
}

static struct error *add_lines(struct installing *in)
{
	struct buffer lines = BUFFER_INIT;
	struct error *error;

	if (in->file.kind == FILE_ABSENT) {
		error = create_script(in);
		if (!error)
			done(in, HOOK_CREATED, "husky runs it");
		return error;
	}
	if (!in->file.is_read)
		return refuse_file(in, "is not a file that can be read");
	hook_slot_lines(&in->slot, &lines);
	error = put_in(in, top_of(buffer_slice(&in->file.bytes)), "", buffer_slice(&lines));
	buffer_dispose(&lines);
	if (!error)
		done(in, HOOK_CHANGED, "husky runs it");
	return error;
}

/* ---- lefthook's configuration ---------------------------------------------------------------- */

static struct error *lefthook_by_hand(const struct installing *in, const char *why)
{
	const char *hook = hook_name(in->slot.hook);
	struct buffer command = BUFFER_INIT;
	struct error *error;

	lefthook_add_command(&command, hook);
	error = error_new(ERROR_POLICY, "lefthook runs %s, and %s; give it a command by hand%s: %s",
		hook, why, lefthook_needs_input(hook) ? ", with `use_stdin: true`" : "",
		command.at);
	buffer_dispose(&command);
	return error;
}

static struct error *add_command(struct installing *in)
{
	const char *hook = hook_name(in->slot.hook);
	struct lefthook_section section;
	struct buffer lines = BUFFER_INIT;
	struct error *error;
	char *indentation;
	bool found = false;

	if (!in->hooks->lefthook || !in->hooks->lefthook_is_yaml || !in->file.is_read)
		return lefthook_by_hand(in, "it has no configuration in YAML here");
	error = lefthook_section(buffer_slice(&in->file.bytes), hook, &found, &section);
	if (error || !found || !section.is_usable) {
		error_free(error);
		return lefthook_by_hand(in, "its configuration does not say so where a line can be "
					    "put in");
	}
	indentation = mem_format("%*s", (int)section.column, "");
	lefthook_add_lines(&lines, hook, &section);
	error = put_in(in, section.at, indentation, buffer_slice(&lines));
	buffer_dispose(&lines);
	free(indentation);
	if (!error)
		hook_deeds_add(in->deeds, HOOK_CHANGED, hook_slot_shown(&in->slot),
			"lefthook runs it as %s", hook);
	return error;
}

/* ---- All forms ------------------------------------------------------------------------------- */

/* The lines of another version make place for those of this one. */
static struct error *update_block(struct installing *in)
{
	struct buffer block = BUFFER_INIT, lines = BUFFER_INIT, text = BUFFER_INIT;
	struct slice all = buffer_slice(&in->file.bytes);
	struct slice mark = slice_from(all, in->block.start);
	struct slice first = {mark.at, slice_find(mark, '#')};
	char *indentation = mem_string(first);
	struct error *error;

	hook_slot_current_lines(&in->slot, &in->block, &lines);
	error = hook_block_add(&block, hook_name(in->slot.hook), indentation, buffer_slice(&lines),
		in->block.is_own_file);
	if (!error) {
		buffer_add(&text, all.at, in->block.start);
		buffer_add_slice(&text, buffer_slice(&block));
		buffer_add_slice(&text, slice_from(all, in->block.end));
		error = replace(in, &text);
	}
	free(indentation);
	buffer_dispose(&block);
	buffer_dispose(&lines);
	buffer_dispose(&text);
	if (!error)
		hook_deeds_add(in->deeds, HOOK_UPDATED, hook_slot_shown(&in->slot),
			"it was of handoff %.*s", SLICE_ARG(in->block.version));
	return error;
}

static struct error *add(struct installing *in)
{
	switch (in->slot.form) {
	case HOOK_SCRIPT:
		return add_script(in);
	case HOOK_LINES:
		return add_lines(in);
	default:
		return add_command(in);
	}
}

static void note_what_else(struct installing *in)
{
	struct hooks *hooks = in->hooks;
	enum hook hook = in->slot.hook;
	char *missing;

	if (in->slot.manager == HOOK_BY_LEFTHOOK && !hooks_lefthook_runs(hooks, hook))
		hook_deeds_note(
			in->deeds, "lefthook is not installed here: run `lefthook install`");
	missing = hook_is_for_servers(hook) ? repo_missing_head(hooks->repo) : NULL;
	if (missing)
		hook_deeds_note(in->deeds,
			"HEAD names %s, which is not here: people and rules are those of the "
			"branch that it names, so set it (git symbolic-ref HEAD refs/heads/NAME)",
			missing);
	free(missing);
	if (in->slot.manager == HOOK_BY_GIT && !hook_is_for_servers(hook) &&
		file_kind_beneath(hooks->places.tree.root, ".husky") == FILE_DIRECTORY)
		hook_deeds_note(in->deeds,
			"husky is not active here; once it is (npm install), git looks for hooks "
			"elsewhere: then run `handoff hooks install` again");
}

static struct error *keep_or_add(struct installing *in)
{
	struct hook_view view;
	struct error *error = hooks_view(in->hooks, in->slot.hook, &view);

	if (!error && view.state == HOOK_BY_HAND)
		hook_deeds_add(in->deeds, HOOK_KEPT, mem_string(slice_of(view.path)),
			"it calls handoff already");
	else if (!error)
		error = add(in);
	hook_view_dispose(&view);
	return error;
}

static struct error *install(struct installing *in)
{
	if (in->slot.place->root < 0)
		return by_hand(in, in->slot.place->why);
	switch (hook_slot_state(&in->slot, &in->file, &in->block)) {
	case HOOK_INSTALLED:
		done(in, HOOK_KEPT, NULL);
		return NULL;
	case HOOK_EDITED:
		done(in, HOOK_KEPT, "changed by hand since it was installed");
		return NULL;
	case HOOK_OUTDATED:
		return update_block(in);
	case HOOK_DISABLED:
		return enable_script(in);
	default:
		return keep_or_add(in);
	}
}

struct error *hooks_install(struct hooks *hooks, enum hook hook, struct hook_deeds *deeds)
{
	struct installing in = {.hooks = hooks, .deeds = deeds};
	struct error *error = hook_places_check_writable(hooks->repo);

	if (!error)
		error = hooks_active_slot(hooks, hook, &in.slot, &in.file);
	if (!error)
		error = hook_slot_error(&in.slot, install(&in));
	if (!error)
		note_what_else(&in);
	hook_file_dispose(&in.file);
	hook_slot_dispose(&in.slot);
	return error;
}
