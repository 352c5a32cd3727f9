/*
 * ical.h - lines of a calendar (RFC 5545). Internal to report/.
 *
 * Debian's libical would bring ICU, GLib and libstdc++ into the start of every command, for these
 * two functions.
 */
#ifndef HANDOFF_REPORT_ICAL_H
#define HANDOFF_REPORT_ICAL_H

#include "base/buffer.h"

/* Appends text as a value of type TEXT (3.3.11). A newline stays one; other control characters
 * become visible. */
void ical_add_text(struct buffer *out, struct slice text);

/* Appends `NAME:VALUE` as content lines: folded at 75 octets, never inside a character (3.1), each
 * with CR LF. The name may have parameters; the value is as the type asks for. */
void ical_add_line(struct buffer *out, const char *name, struct slice value);

#endif
