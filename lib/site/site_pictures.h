/*
 * site_pictures.h - picture files of the repository that documents show, copied to the site under
 * names of our own. Internal to site/.
 */
#ifndef HANDOFF_SITE_SITE_PICTURES_H
#define HANDOFF_SITE_SITE_PICTURES_H

#include "repo/snapshot.h"
#include "site/output.h"

struct site_pictures;

struct site_pictures *site_pictures_new(
	struct snapshot *snapshot, const struct site_output *output);
void site_pictures_free(struct site_pictures *pictures);

/*
 * The address, relative to the site's root, of the picture at a path; its file is put when it is
 * first asked for. NULL for what is not shown: no raster picture by its first bytes (an SVG can
 * hold a script), too large, not there.
 */
const char *site_pictures_of(struct site_pictures *pictures, const char *path);

/* What putting them came to; takes it away. */
struct error *site_pictures_take_error(struct site_pictures *pictures);

#endif
