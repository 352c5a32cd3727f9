/*
 * asset.h - files of a site that are the same for all: style sheet, script, icon. They stand in
 * lib/site/assets/ and are embedded in the program when it is built.
 */
#ifndef HANDOFF_SITE_ASSET_H
#define HANDOFF_SITE_ASSET_H

#include <stddef.h>

struct site_asset {
	const char *name; /* "style" */
	const char *text;
	size_t len;
};

/* Sorted by name; behind the last one the name is NULL. */
extern const struct site_asset site_assets[];
extern const size_t n_site_assets;

#endif
