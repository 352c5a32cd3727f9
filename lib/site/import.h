/*
 * import.h - records from the exports of many repositories: what `site --merge` shows.
 *
 *     struct records records;
 *     struct error *error = import_read(files, count, &records);
 *     ...
 *     records_dispose(&records);
 */
#ifndef HANDOFF_SITE_IMPORT_H
#define HANDOFF_SITE_IMPORT_H

#include "base/error.h"
#include "site/records.h"

/*
 * Reads files that `handoff export` wrote, and merges them: repositories by name, documents by
 * repository and path, people once each, with the roles of all. Where exports disagree about a
 * person's name, it is the one of the first repository, with the others told behind it. `today` and
 * `now` are the latest of all files, and what expired or became overdue by then is told so of older
 * exports too. The order of the files does not matter.
 *
 * Nothing in the files is trusted: what does not keep to the form of an export, to the last member,
 * is an error (ERROR_REFUSED: `FILE:LINE: what is wrong`), and so are two exports of one
 * repository, and files that are larger than any export (ERROR_LIMIT). A file that cannot be read
 * is ERROR_IO. Dispose of the records in any case.
 */
struct error *import_read(const char *const *files, size_t count, struct records *records);

#endif
