/*
 * role_cards.h - the role cards of a game day, to be printed or sent.
 */
#ifndef HANDOFF_REPORT_ROLE_CARDS_H
#define HANDOFF_REPORT_ROLE_CARDS_H

#include "check/role_cards.h"

struct role_cards_options {
	bool html;
	bool injects; /* each card is followed by the injects that go to it */
};

/* Appends the cards [first, end), each on a page of its own. */
void report_role_cards(const struct role_cards *cards, size_t first, size_t end,
	const struct role_cards_options *options, struct buffer *out);

#endif
