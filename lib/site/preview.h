/*
 * preview.h - a site served to this machine while it is worked on: built, shown, and built again
 * when what it is made from changes.
 *
 * One thread waits for requests, for changes and for a build, which runs in a process of its own:
 * while that goes on, and when it fails, the site before is shown.
 */
#ifndef HANDOFF_SITE_PREVIEW_H
#define HANDOFF_SITE_PREVIEW_H

#include <stdint.h>

#include "site/site.h"

struct preview_request {
	struct site_request site;
	uint16_t port; /* 0: any that is free */
	void *context;
	/* It listens from now on, at this port; an error ends it. */
	struct error *(*listens)(void *context, uint16_t port);
	/* Something that a person should know, in one line, untrusted; it goes on. */
	void (*say)(void *context, const char *message);
};

/* Serves until SIGINT, SIGTERM or SIGHUP comes. An error: there is no first site, or no way to
 * serve it; ERROR_REFUSED if the port is taken. The caller has one thread. */
struct error *preview_run(const struct preview_request *request);

#endif
