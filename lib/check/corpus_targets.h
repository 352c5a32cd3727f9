/*
 * corpus_targets.h - which files beyond the requested documents have to be read, because those link
 * to them. Internal to corpus.c.
 */
#ifndef HANDOFF_CHECK_CORPUS_TARGETS_H
#define HANDOFF_CHECK_CORPUS_TARGETS_H

#include "check/corpus.h"

/*
 * Lists the Markdown files that are not in the corpus yet and that a link with a fragment, or a
 * field or cell of type link, points to. Where such a field names a document by its id, all
 * documents are listed.
 */
struct error *corpus_find_targets(const struct corpus *corpus, struct snapshot_list *wanted);

#endif
