/*
 * output.h - where the files of a site go: a directory, or the memory of a preview.
 */
#ifndef HANDOFF_SITE_OUTPUT_H
#define HANDOFF_SITE_OUTPUT_H

#include "base/error.h"
#include "base/slice.h"

struct site_output {
	void *context;
	/* Takes one file, by a clean path relative to the site's root; no path comes twice. */
	struct error *(*put)(void *context, const char *path, struct slice bytes);
};

#endif
