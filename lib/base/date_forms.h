/*
 * date_forms.h - dates as people write them, turned into ISO 8601 where only one reading is
 * possible.
 */
#ifndef HANDOFF_BASE_DATE_FORMS_H
#define HANDOFF_BASE_DATE_FORMS_H

#include "base/buffer.h"
#include "base/clock.h"

/*
 * Appends YYYY-MM-DD for a date whose year stands first (2026/1/31, 2026.01.31, 20260131), or whose
 * month is an English word (31 January 2026, Jan 31, 2026). False, and nothing appended, for
 * anything else: of 03/04/2026 nobody knows which is the month.
 */
bool date_form_iso(struct slice text, struct buffer *out);

/* Takes such a date, in ISO 8601 too, off the front of a text. */
bool date_form_take(struct slice *text, struct date *date);

/*
 * The offset that a text says: `Z`, `UTC`, `GMT`, `+02`, `+0200`, `+02:00`, `UTC-7`, `PST (UTC-7)`.
 * A name alone says none: few know what CST is, and names of winter are written in summer.
 */
bool offset_form_read(struct slice text, int *seconds);

/*
 * Appends YYYY-MM-DDThh:mm[:ss] and the offset for a date in one of these forms followed by a time
 * and an offset. Without an offset nobody knows when it was.
 */
bool datetime_form_iso(struct slice text, struct buffer *out);

#endif
