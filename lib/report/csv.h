/*
 * csv.h - records of RFC 4180 for spreadsheets. Internal to report/.
 */
#ifndef HANDOFF_REPORT_CSV_H
#define HANDOFF_REPORT_CSV_H

#include "base/buffer.h"

/* Appends a field of untrusted text, on one line and never a formula, and what ends it: "," or
 * "\r\n". */
void csv_add(struct buffer *out, struct slice text, const char *end);

#endif
