/*
 * history_parts.h - what the halves of history.h share: the ledger of answers, and the walk.
 * Internal to signoff/.
 */
#ifndef HANDOFF_SIGNOFF_HISTORY_PARTS_H
#define HANDOFF_SIGNOFF_HISTORY_PARTS_H

#include "repo/path_set.h"
#include "signoff/commit_graph.h"
#include "signoff/history.h"

enum key_kind {
	KEY_ENTRY,
	KEY_REVOCATION, /* the mark on an entry */
	KEY_STATUS,
	KEY_LIFE,
	KEY_TEXT,
};

/* One thing that is asked about a subject. */
struct key {
	enum key_kind kind;
	struct identity identity; /* entry */
	struct identity slot;     /* entry */
	struct origin *origins;
	size_t n_origins, origins_capacity;
	bool revoked;
};

/* Where a subject was found: on the way back through history its path may change. An item is a key
 * at a location. */
struct location {
	size_t subject;
	size_t path;       /* in the path set */
	size_t first_item; /* the subject's keys follow one another */
	size_t next;       /* location with the same path, or SIZE_MAX */
};

struct subject {
	const struct history_subject *given;
	struct key *keys;
	size_t n_keys;
	struct history_change *changes;
	size_t n_changes, changes_capacity;
	bool is_committed; /* one of the start's parents has it with the same bytes */
};

struct history {
	struct history_request request;
	struct arena *arena;
	struct commit_graph *graph;
	struct path_set *paths;
	size_t *first_location; /* of each path, or SIZE_MAX */
	size_t n_first, first_capacity;
	struct location *locations;
	size_t n_locations, locations_capacity;
	size_t *item_location; /* of each item */
	size_t n_items, items_capacity;
	struct subject *subjects;
	bool texts;                     /* texts of versions are asked about */
	struct known_version *versions; /* by blob */
	size_t n_versions, places_of_versions;
	struct buffer bytes;
};

/* The location of a subject at a path; made if it is not there. */
size_t history_location(struct history *history, size_t subject, size_t path);

static inline struct key *history_key(struct history *history, size_t item)
{
	const struct location *location = &history->locations[history->item_location[item]];

	return &history->subjects[location->subject].keys[item - location->first_item];
}

void history_add_origin(struct history *history, size_t item, struct origin origin);

void history_add_change(struct history *history, size_t subject, struct history_change change);

/* True if a version holds what a key asks about. */
bool history_holds(const struct history *history, size_t subject, const struct key *key,
	const struct version *version);

/* True for errors that are an answer: what is asked for is not there, damaged or too large. Sets
 * *type to what that means for an origin, and frees the error. */
bool history_is_gap(struct error *error, enum origin_type *type);

struct error *history_run(struct history *history);

#endif
