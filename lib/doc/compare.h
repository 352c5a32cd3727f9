/*
 * compare.h - do two versions of a document mean the same?
 *
 * Front matter is compared as values: the order of a map, quoting and comments do not matter, the
 * order of a list does. The body is compared by sections (meaning.h), each with the one of the same
 * headings above it, the same title, and the same number among those. What cannot be read cannot be
 * equal: an outline with a fault that is not only a remark is different from everything.
 *
 *     struct differences differences = {0};
 *     if (!outlines_mean_the_same(before, after, NULL, &differences))
 *             for (size_t i = 0; i < differences.count; i++)
 *                     print(differences.list[i].name);
 *     differences_dispose(&differences);
 */
#ifndef HANDOFF_DOC_COMPARE_H
#define HANDOFF_DOC_COMPARE_H

#include <stdbool.h>
#include <stddef.h>

#include "doc/outline.h"

/* What is compared. Where a function is NULL, everything is. */
struct comparison_scope {
	void *context;
	/* Does this field of the root map count? */
	bool (*field)(void *context, struct slice key);
	/* Does this section, of one of the two outlines, count (those below it are asked for by
	 * themselves)? A section that counts in one outline only is added or removed. */
	bool (*section)(void *context, const struct outline *outline, uint32_t section);
};

enum difference_type {
	DIFFERENCE_UNREADABLE, /* an outline has a fault, or was not made with DOC_MEANING */
	DIFFERENCE_FIELD,      /* a field of the root map, somewhere inside */
	DIFFERENCE_SECTION,    /* a heading, or what is between it and the next */
};

enum difference_change {
	DIFFERENCE_CHANGED,
	DIFFERENCE_ADDED,
	DIFFERENCE_REMOVED,
	DIFFERENCE_MOVED, /* section: stands elsewhere among the others */
};

struct difference {
	enum difference_type type;
	enum difference_change change; /* unreadable: always DIFFERENCE_CHANGED */
	/* Key or title; empty for what precedes the first heading. Unreadable: the fault's message.
	 * It lies in `before` if that is where the thing is that was removed or is unreadable, else
	 * in `after`. */
	struct slice name;
	/* Field, section or fault in each; OUTLINE_NONE where there is none. */
	uint32_t before;
	uint32_t after;
};

/* Zeroed before its first use. Valid as long as both outlines are. */
struct differences {
	struct difference *list;
	size_t count;
	size_t capacity;
};

/*
 * Compares two outlines, both made with DOC_MEANING. With `differences`, adds all that differs: if
 * something is unreadable, only that; else fields by name, sections in the order of `after`, those
 * that were removed last. A section that changed and moved is there twice. `scope` may be NULL.
 */
bool outlines_mean_the_same(const struct outline *before, const struct outline *after,
	const struct comparison_scope *scope, struct differences *differences);

void differences_dispose(struct differences *differences);

#endif
