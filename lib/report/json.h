/*
 * json.h - JSON with jansson, for all reports: untrusted text in, ASCII out. Internal to report/
 * and site/.
 */
#ifndef HANDOFF_REPORT_JSON_H
#define HANDOFF_REPORT_JSON_H

#include <jansson.h>

#include "base/buffer.h"

/* A string of text that need not be UTF-8: invalid bytes become `\xNN`. */
json_t *json_safe(const char *text);
json_t *json_safe_slice(struct slice text);

/* The same; null if the text is empty. */
json_t *json_text(struct slice text);

/* A time in seconds since 1970 as datetime_format() writes it; null if it cannot. */
json_t *json_time(int64_t seconds);

/* A string for people: what they could not see in it is escaped too. */
json_t *json_line(const char *text);

/* A string of the bytes of a buffer, which is disposed of. */
json_t *json_take(struct buffer *text);

/* Appends a value, indented, every character beyond ASCII escaped (so that bidirectional controls
 * and their like never reach a terminal), and a newline. Takes the value. */
void json_write(json_t *value, struct buffer *out);

/* The same, all of it on one line. */
void json_write_line(json_t *value, struct buffer *out);

#endif
