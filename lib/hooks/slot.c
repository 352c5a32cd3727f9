#include "hooks/slot.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "hooks/lefthook.h"

#define HOOK_MAX_BYTES (1024 * 1024)
#define BEFORE_SUFFIX  ".before-handoff"

void hook_slot_dispose(struct hook_slot *slot)
{
	free(slot->name);
	*slot = (struct hook_slot){0};
}

char *hook_slot_path(const struct hook_slot *slot)
{
	return hook_place_path(slot->place, slot->name);
}

char *hook_slot_shown(const struct hook_slot *slot)
{
	return hook_place_shown(slot->place, slot->name);
}

static char *beside(const struct hook_slot *slot, bool shown)
{
	char *name = mem_format("%s" BEFORE_SUFFIX, hook_name(slot->hook));
	char *path =
		shown ? hook_place_shown(slot->place, name) : hook_place_path(slot->place, name);

	free(name);
	return path;
}

char *hook_slot_before(const struct hook_slot *slot)
{
	return beside(slot, false);
}

char *hook_slot_before_shown(const struct hook_slot *slot)
{
	return beside(slot, true);
}

struct error *hook_slot_error(const struct hook_slot *slot, struct error *error)
{
	struct error *shown_error;
	char *path, *shown;

	if (!error || slot->place->root < 0)
		return error;
	path = hook_slot_path(slot);
	shown = hook_slot_shown(slot);
	if (strcmp(path, shown) != 0 && slice_starts_with(slice_of(error->message), path)) {
		shown_error = error_new(error->code, "%s%s", shown, error->message + strlen(path));
		error_free(error);
		error = shown_error;
	}
	free(shown);
	free(path);
	return error;
}

/* ---- Files ---------------------------------------------------------------------------------- */

static bool is_program(int root, const char *path)
{
	int fd = file_open_beneath(root, path, O_PATH);
	struct stat st = {0};
	bool is = fd >= 0 && fstat(fd, &st) == 0 && (st.st_mode & 0111);

	if (fd >= 0)
		close(fd);
	return is;
}

struct error *hook_file_read(int root, const char *path, struct hook_file *file)
{
	struct error *error;

	*file = (struct hook_file){.kind = file_kind_beneath(root, path)};
	if (file->kind != FILE_REGULAR)
		return NULL;
	file->is_program = is_program(root, path);
	error = file_read_beneath(root, path, HOOK_MAX_BYTES, &file->bytes);
	file->is_read = !error;
	if (!error || error->code != ERROR_LIMIT)
		return error;
	error_free(error);
	return NULL;
}

void hook_file_dispose(struct hook_file *file)
{
	buffer_dispose(&file->bytes);
	*file = (struct hook_file){0};
}

static bool has(struct slice text, const char *part)
{
	return text.len && memmem(text.at, text.len, part, strlen(part));
}

bool hook_file_has(const struct hook_file *file, const char *text)
{
	return file->is_read && has(buffer_slice(&file->bytes), text);
}

bool hook_calls_us(struct slice text)
{
	return has(text, "handoff check") || has(text, "handoff --no-pager check") ||
	       has(text, "handoff hooks print");
}

/* ---- What of ours stands there -------------------------------------------------------------- */

/*
 * What calls our script from a file of husky's. It stands at the top: a file may end itself before
 * its last line. So that what follows finds its standard input, which only one can read, it is read
 * and given to both.
 */
static void add_shell_lines(const char *hook, struct buffer *lines)
{
	bool reads_input = strcmp(hook, "pre-push") == 0;

	buffer_add_string(lines, "if command -v handoff >/dev/null; then\n");
	buffer_addf(lines, "\thandoff_hook=$(handoff hooks print %s) || exit\n", hook);
	if (reads_input)
		buffer_add_string(lines, "\thandoff_input=$(cat)\n"
					 "\tsh -c \"$handoff_hook\" handoff \"$@\" <<END || exit\n"
					 "$handoff_input\n"
					 "END\n"
					 "\texec </dev/null\n"
					 "\tif [ -n \"$handoff_input\" ]; then\n"
					 "\t\texec <<END\n"
					 "$handoff_input\n"
					 "END\n"
					 "\tfi\n");
	else
		buffer_add_string(lines, "\tsh -c \"$handoff_hook\" handoff \"$@\" || exit\n");
	buffer_add_string(lines, "else\n"
				 "\techo 'handoff: not on PATH, so the documents were not checked' "
				 ">&2\n"
				 "fi\n");
}

void hook_slot_lines(const struct hook_slot *slot, struct buffer *lines)
{
	struct slice script = hook_script(slot->hook);

	if (slot->form == HOOK_SCRIPT)
		buffer_add_slice(lines, slice_from(script, strlen(HOOK_SHEBANG)));
	else
		add_shell_lines(hook_name(slot->hook), lines);
}

struct error *hook_slot_own_file(const struct hook_slot *slot, struct buffer *text)
{
	struct buffer lines = BUFFER_INIT;
	struct error *error;

	hook_slot_lines(slot, &lines);
	buffer_add_string(text, HOOK_SHEBANG);
	error = hook_block_add(text, hook_name(slot->hook), "", buffer_slice(&lines), true);
	buffer_dispose(&lines);
	return error;
}

/* A command is written as deep as the lines that are there. */
static void add_yaml_lines(const char *hook, struct slice there, struct buffer *lines)
{
	struct slice first = {there.at, slice_find(there, '\n')};
	struct slice name = slice_trim(first);
	struct lefthook_section section = {
		.column = (size_t)(name.at - first.at),
		.in_commands = !slice_is(name, "commands:"),
	};

	lefthook_add_lines(lines, hook, &section);
}

void hook_slot_current_lines(
	const struct hook_slot *slot, const struct hook_block *block, struct buffer *lines)
{
	if (slot->form == HOOK_YAML)
		add_yaml_lines(hook_name(slot->hook), block->lines, lines);
	else
		hook_slot_lines(slot, lines);
}

static bool is_current(const struct hook_slot *slot, const struct hook_block *block)
{
	struct buffer lines = BUFFER_INIT;
	bool is;

	hook_slot_current_lines(slot, block, &lines);
	is = slice_equal(buffer_slice(&lines), block->lines);
	buffer_dispose(&lines);
	return is;
}

/* A script of ours has nothing else in it. */
static bool is_alone(struct slice text, const struct hook_block *block)
{
	return block->end == text.len && block->start == strlen(HOOK_SHEBANG) &&
	       slice_starts_with(text, HOOK_SHEBANG);
}

enum hook_state hook_slot_state(
	const struct hook_slot *slot, const struct hook_file *file, struct hook_block *block)
{
	struct slice text = buffer_slice(&file->bytes);

	*block = (struct hook_block){0};
	if (!file->is_read)
		return HOOK_MISSING;
	if (!hook_block_find(text, hook_name(slot->hook), block))
		return slot->form != HOOK_YAML && hook_calls_us(text) ? HOOK_BY_HAND : HOOK_MISSING;
	if (block->is_edited || (slot->form == HOOK_SCRIPT && !is_alone(text, block)))
		return HOOK_EDITED;
	if (slot->form == HOOK_SCRIPT && !file->is_program)
		return HOOK_DISABLED;
	return is_current(slot, block) ? HOOK_INSTALLED : HOOK_OUTDATED;
}
