/*
 * subjects.h - documents of a workspace as what a walk over history asks about.
 */
#ifndef HANDOFF_SIGNOFF_SUBJECTS_H
#define HANDOFF_SIGNOFF_SUBJECTS_H

#include "check/workspace.h"
#include "signoff/history.h"

/* A document as it stands; what is read of it lies in the arena. */
struct history_subject subject_of(const struct document *document, struct arena *arena);

/* A walk from the workspace's tip, under its limits; whoever asks adds the subjects. */
struct history_request subjects_request(const struct workspace *workspace, struct objects *objects);

#endif
