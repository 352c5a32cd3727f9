/*
 * escape.h - untrusted text made safe to print. The one place: everything that a terminal, a log or
 * a file reads from us and that came from a repository goes through here.
 */
#ifndef HANDOFF_BASE_ESCAPE_H
#define HANDOFF_BASE_ESCAPE_H

#include "base/buffer.h"
#include "base/slice.h"

/*
 * Appends s for one line of a terminal or log: control characters (C0, DEL, C1), bidirectional and
 * other invisible characters and invalid bytes become `\n`, `\t`, `\x1b`, `\u{202e}`; all else
 * stays, but what makes a command of a log: the bracket of `##[` and `##vso[`, and the first colon
 * of
 * `::` where s begins with it. Runners of GitHub and Azure obey the former anywhere in a line, the
 * latter behind blanks at its beginning.
 */
void escape_line(struct buffer *out, struct slice s);

/* True if the byte of s at `at` is the bracket of `##[` or `##vso[`. */
bool escape_is_log_command(struct slice s, size_t at);

/*
 * Appends s as valid UTF-8: invalid bytes become `\xNN`, everything else stays. For formats whose
 * writer does the rest (JSON).
 */
void escape_invalid(struct buffer *out, struct slice s);

/* Appends one CSV field: quoted when needed, and a leading = + - @ TAB CR gets a ' before it. */
void escape_csv(struct buffer *out, struct slice s);

#endif
