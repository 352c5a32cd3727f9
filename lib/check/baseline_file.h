/*
 * baseline_file.h - where a baseline lies, and how it is read and written there.
 *
 * A file inside the repository is one of what is looked at: of the trusted commit where there is
 * one, else of the commit whose documents are checked, else of the working tree. A branch that
 * brings its own baseline has no say then. A file elsewhere is whoever's who named it.
 */
#ifndef HANDOFF_CHECK_BASELINE_FILE_H
#define HANDOFF_CHECK_BASELINE_FILE_H

#include "check/baseline.h"
#include "check/workspace.h"

/* Reads the baseline at a path as it was typed. ERROR_NOT_FOUND says how to make one. */
struct error *baseline_read(
	const struct workspace *workspace, const char *typed, struct baseline **out);

/*
 * Writes a baseline of these findings to a path as it was typed, at once or not at all; one that
 * is there already is replaced, and a file that is none refused. *out is what was written, read
 * back.
 */
struct error *baseline_write(const struct workspace *workspace, const char *typed,
	const struct findings *findings, const struct baseline_view *view,
	struct baseline_made *made, struct baseline **out);

#endif
