/*
 * export.h - records as lines of JSON: `handoff export`, and what `site --merge` reads (import.h).
 *
 * One object a line: first the repositories, then people, documents, events, action items, in the
 * order of the records. A document has a key, made of its repository and its path, by which events,
 * action items and relations refer to it. The same records give the same bytes, all of them ASCII.
 * lib/report/schemas/export.json fixes the form.
 */
#ifndef HANDOFF_SITE_EXPORT_H
#define HANDOFF_SITE_EXPORT_H

#include "base/error.h"
#include "site/records.h"

/* Who gets the lines. An error ends the writing. */
struct export_sink {
	void *context;
	/* Takes one line with its newline; its bytes are valid until it returns. */
	struct error *(*take)(void *context, struct slice line);
};

/* Hands over all lines, one after the other: there is never more than one of them in memory.
 * Errors are those of the sink. */
struct error *export_write(const struct records *records, const struct export_sink *sink);

#endif
