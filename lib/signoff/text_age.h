/*
 * text_age.h - which of two documents had its text changed last, by history.
 */
#ifndef HANDOFF_SIGNOFF_TEXT_AGE_H
#define HANDOFF_SIGNOFF_TEXT_AGE_H

#include "signoff/ledger.h"

/*
 * True if the text of `other` was changed by a commit that already had this text of `one` before
 * it, so that `one` could not take it in; or if only the text of `other` is not committed yet.
 * Changes of front matter and of formatting are none. `when` gets the day of that commit; "" if
 * there is none. False where history does not tell.
 */
bool text_is_older(const struct ledger *ledger, const struct document *one,
	const struct document *other, char when[11]);

#endif
