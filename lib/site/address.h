/*
 * address.h - the address of a site on the web.
 */
#ifndef HANDOFF_SITE_ADDRESS_H
#define HANDOFF_SITE_ADDRESS_H

#include "base/error.h"
#include "base/slice.h"

/* True for an address that a site can have: http: or https:, with a slash at its end, without what
 * stands for a person, a query or a part of a page (RFC 3986). */
bool address_is_of_site(struct slice text);

/* Takes the value of `--url`, which may leave that slash out, and is replaced by one that has it;
 * free() it. ERROR_USAGE for what is no such address. */
struct error *address_complete(char **url);

#endif
