/*
 * exception.h - exceptions that a document makes, with their reasons.
 *
 *     <!-- handoff: allow section/too-long because the regulator asks for this text -->
 *
 * The comment holds for its section with what is below it, and for the line that follows it; before
 * the first section it holds for the front matter. Instead of a rule's id it may name one of the
 * contract's own rules, and several with commas.
 */
#ifndef HANDOFF_CHECK_EXCEPTION_H
#define HANDOFF_CHECK_EXCEPTION_H

#include "check/checker.h"

/*
 * Takes the findings of the document at hand, from number `first` on, that an exception covers out
 * of the checker's findings and puts them, with the reason, into its excepted ones. Reports
 * exceptions without a reason, of rules that there are not or that allow none, and those that
 * nothing needed.
 */
void check_exceptions(struct checker *checker, size_t first);

#endif
