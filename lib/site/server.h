/*
 * server.h - a site from memory, over HTTP, to this machine only.
 *
 * libmicrohttpd without threads: the caller waits for its descriptors and lets it run. It listens
 * at 127.0.0.1, and at ::1 where there is IPv6; answers GET and HEAD for the files that the site
 * has, by their exact paths; and only to requests that name this machine as their host, so that no
 * page from elsewhere gets to it by a name of its own (DNS rebinding).
 */
#ifndef HANDOFF_SITE_SERVER_H
#define HANDOFF_SITE_SERVER_H

#include <stdint.h>

#include "base/error.h"
#include "site/memory.h"

struct server;

/* Takes a port, 0: any that is free. Nobody is answered before server_listen. ERROR_REFUSED: the
 * port is taken. */
struct error *server_open(uint16_t port, struct server **out);
uint16_t server_port(const struct server *server);
struct error *server_listen(struct server *server);
/* NULL is allowed. */
void server_close(struct server *server);

/* Shows this site from now on, of which it takes over the reference; a request that is being
 * answered has the one before until its end. */
void server_show(struct server *server, struct site_memory *site);

#define SERVER_FDS 2
/* The descriptors to wait for (readable), -1 where there is none, and how many milliseconds at
 * most; -1: as long as it takes. */
int server_wait(const struct server *server, int fds[SERVER_FDS]);
/* Does what there is to do, without waiting. */
void server_run(struct server *server);

#endif
