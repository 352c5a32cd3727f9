/*
 * heading_names.h - what the headings of a document are called in its address, each by a name of
 * its own: for who writes the page that anchors of link.h only ask about.
 */
#ifndef HANDOFF_CHECK_HEADING_NAMES_H
#define HANDOFF_CHECK_HEADING_NAMES_H

#include "base/mem.h"
#include "doc/outline.h"

/*
 * A name for each section of the outline, unique in it: that of its title, with `-1`, `-2` for
 * repeated ones as github-slugger counts them. Empty for section 0, and for
 * titles of which no character stays. In the arena.
 */
struct slice *heading_names(const struct outline *outline, struct arena *arena);

#endif
