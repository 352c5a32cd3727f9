/*
 * role_cards.h - what each player of a game day may know, and nothing else.
 *
 * A card has the player's own row of Role Cards, the calls that start from that role, and the
 * injects that go to it. It never has the expected responses, how the facilitator measures (often
 * the answer: "the panel shows the fallback"), other players' facts, the title or the file's name
 * (they tell what has failed), or what the scenario keeps back: see role_cards.told.
 */
#ifndef HANDOFF_CHECK_ROLE_CARDS_H
#define HANDOFF_CHECK_ROLE_CARDS_H

#include "base/error.h"
#include "check/corpus.h"
#include "check/name_index.h"

/* A call that a role is expected to make. */
struct role_call {
	struct slice condition, to, within, channel;
};

/* News that the facilitator hands to a role while they play. */
struct role_inject {
	struct slice id, at, channel, content;
};

struct role_card {
	struct slice role;
	struct slice player;         /* as the document writes it */
	const struct person *person; /* NULL: nobody of that id */
	struct slice private_facts, objective, time_limit, may_decide;
	struct role_call *calls;
	size_t n_calls, calls_capacity;
	struct role_inject *injects;
	size_t n_injects, injects_capacity;
};

/* Blocks of the outline: [first, end). */
struct block_range {
	uint32_t first, end;
};

/* Each card names all players, so that there is an end to how many there can be. */
#define ROLE_CARDS_MAX 100

struct role_cards {
	const struct document *document;
	const struct people *people;
	const struct corpus *corpus;
	struct role_card *list; /* in the order of the table */
	size_t count;
	struct name_index roles, players; /* of the cards */
	/* What all players are told of the scenario: its own text where what they do not know has a
	 * heading of its own below it, else no more than the first paragraph. */
	struct block_range told;
	bool first_only; /* the rest of the scenario was kept back for want of that heading */
	struct block_range ground_rules;
	const char **without_card; /* participants that no row names, as the document writes them */
	size_t n_without;
	const char **unheard; /* ids of injects that go to no role with a card */
	size_t n_unheard;
	struct arena *arena;
};

/* Collects the cards of a document that has a kind. Slices lie in its outline. Dispose in any case.
 */
struct error *role_cards_read(
	const struct corpus *corpus, const struct document *document, struct role_cards *cards);
void role_cards_dispose(struct role_cards *cards);

#endif
