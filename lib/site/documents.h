/*
 * documents.h - the pages of all documents of one revision: their bodies are rendered in worker
 * processes, and each page is made and put when its body comes back. Internal to site/.
 */
#ifndef HANDOFF_SITE_DOCUMENTS_H
#define HANDOFF_SITE_DOCUMENTS_H

#include "check/check.h"
#include "site/site_parts.h"

/* `documents` says which one of the corpus each of the records is. */
struct error *documents_write(struct site *site, const struct check_result *result,
	const struct document *const *documents);

#endif
