/*
 * missing.h - what a document lacks of its kind's sections, as the template has it, and where that
 * belongs: for `check --fix` and for `adopt`. Internal to check/.
 */
#ifndef HANDOFF_CHECK_MISSING_H
#define HANDOFF_CHECK_MISSING_H

#include "check/checker.h"

/* Which sections below a missing one come with it. */
typedef bool section_filter(struct checker *checker, const struct section_spec *spec);

/*
 * A missing section with those below it that the filter takes, as the template has them: a block to
 * be put in at the place that *at gets. No heading of the document comes to stand below another one
 * by it.
 */
char *missing_section(struct checker *checker, size_t index, section_filter *wanted, uint32_t *at);

/* The table that a section lacks, with the template's guidance: a block for the end of what stands
 * right below its heading. */
char *missing_table(struct checker *checker, size_t index, uint32_t *at);

/* Attaches the fix to the finding that was recorded last: the section with all that it needs. */
void missing_fix(struct checker *checker, size_t index);

/* Takes the text; its line ends become those of the document. */
char *with_line_ends(const struct outline *outline, struct buffer *text);

#endif
