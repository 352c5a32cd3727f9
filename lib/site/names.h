/*
 * names.h - what the pages of documents are called: names of our own making, whatever a document's
 * id or path holds.
 */
#ifndef HANDOFF_SITE_NAMES_H
#define HANDOFF_SITE_NAMES_H

#include "site/records.h"

/*
 * Gives every document its page, "documents/NAME.html". NAME is made of [a-z0-9-]: the slug of the
 * id, or of the path where there is no id; where that is the same for several of them, each has a
 * dot and a part of the hash of its path behind it, so that an address does not depend on who came
 * first, and no other document can have that name for its own.
 */
void names_assign(struct records *records);

#endif
