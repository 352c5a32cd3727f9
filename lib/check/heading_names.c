#include "check/heading_names.h"

#include <search.h>
#include <stdlib.h>

#include "check/link.h"

/* A name that is taken, and how often it was asked for since. */
struct taken {
	const char *name;
	unsigned long times;
};

static int compare_taken(const void *a, const void *b)
{
	return strcmp(((const struct taken *)a)->name, ((const struct taken *)b)->name);
}

/* The tree has only pointers into the arena. */
static void keep(void *taken)
{
	(void)taken;
}

/* Finds a name, or takes it. */
static struct taken *take(void **tree, struct arena *arena, const char *name, bool *is_new)
{
	struct taken key = {name, 0};
	struct taken *const *found = tfind(&key, tree, compare_taken);
	struct taken *taken;

	*is_new = !found;
	if (found)
		return *found;
	taken = arena_alloc(arena, sizeof *taken);
	taken->name = arena_string(arena, slice_of(name));
	if (!tsearch(taken, tree, compare_taken))
		mem_failed();
	return taken;
}

static struct slice next_name(void **tree, struct arena *arena, struct slice title)
{
	struct buffer name = BUFFER_INIT;
	struct taken *first, *taken;
	size_t len;
	bool is_new;

	buffer_reserve(&name, 1);
	anchor_add(&name, title);
	len = name.len;
	if (len == 0) {
		buffer_dispose(&name);
		return slice_of("");
	}
	first = taken = take(tree, arena, name.at, &is_new);
	while (!is_new) {
		name.len = len;
		buffer_addf(&name, "-%lu", ++first->times);
		taken = take(tree, arena, name.at, &is_new);
	}
	buffer_dispose(&name);
	return slice_of(taken->name);
}

struct slice *heading_names(const struct outline *outline, struct arena *arena)
{
	struct slice *names = arena_alloc(arena, outline->n_sections * sizeof *names);
	void *tree = NULL;

	names[0] = slice_of("");
	for (uint32_t i = 1; i < outline->n_sections; i++)
		names[i] = next_name(&tree, arena,
			slice_trim(outline_text(outline, outline->sections[i].title)));
	tdestroy(tree, keep);
	return names;
}
