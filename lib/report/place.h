/*
 * place.h - places of findings in the units in which other programs count columns, and what mends
 * them as an edit. Internal to report/.
 */
#ifndef HANDOFF_REPORT_PLACE_H
#define HANDOFF_REPORT_PLACE_H

#include "check/check.h"

/* Ours is a third one: a column is a code point. */
enum place_unit {
	PLACE_BYTES, /* of UTF-8 */
	PLACE_UTF16, /* code units */
};

struct place {
	uint32_t line;   /* from 1 */
	uint32_t column; /* from 1 */
};

/* A position in the file of a finding: its start or end, or one in the lines between. */
struct place place_of(const struct check_result *result, const struct finding *finding,
	struct position position, enum place_unit unit);

/* What `--fix` would do, for an editor. */
struct place_edit {
	struct fix_edit bytes;
	struct place start, end; /* the same span */
};

/* Makes it; false if nothing mends the finding. Dispose of the edit in any case. */
bool place_edit(const struct check_result *result, const struct finding *finding,
	enum place_unit unit, struct place_edit *edit);
void place_edit_dispose(struct place_edit *edit);

#endif
