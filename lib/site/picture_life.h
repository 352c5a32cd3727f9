/*
 * picture_life.h - what became of a document's sign-offs, role by role, up to today; for the
 * picture of it. Internal to site/.
 *
 * What happened is told by events, which know neither of linked files nor of people who have to
 * sign together with others; what a role is worth today is told by its requirement, and by nothing
 * else.
 */
#ifndef HANDOFF_SITE_PICTURE_LIFE_H
#define HANDOFF_SITE_PICTURE_LIFE_H

#include "site/picture_axis.h"

#define LIFE_MAX_LANES 12

/* Where its time lies in the picture. */
#define LIFE_X     150
#define LIFE_WIDTH (DRAW_WIDTH - LIFE_X - 36)

enum happening_type { SIGNED, STALE, HELD, REVOKED, REMOVED, EXPIRED, N_HAPPENINGS };

/* What a role is worth at a time. */
enum hold {
	HOLD_NONE,  /* nobody signed, or no longer */
	HOLD_BAD,   /* there is something that does not count: forged, rejected, ... */
	HOLD_STALE, /* or expired */
	HOLD_OPEN,  /* not enough: of people, or of evidence */
	HOLD_VALID
};

struct happening {
	size_t lane;
	int64_t time;
	size_t order; /* of those at one time */
	enum happening_type type;
	enum hold hold; /* of the lane, from here on */
	struct slice by, text, decision, commit;
};

/* A role. */
struct lane {
	struct slice role;
	size_t first, end;    /* its happenings */
	struct slice state;   /* today: "valid", ..., or "none" */
	uint32_t wanted, has; /* people; only if it wants more than one */
	enum hold hold;       /* today */
	bool turns;           /* what happened does not lead to that */
	int64_t turned;       /* since when it is so; TIME_UNKNOWN: history does not tell */
};

struct life_picture {
	const struct record_document *document;
	const struct record_event *events; /* of the document */
	size_t n_events;
	int64_t now;
	struct lane lanes[LIFE_MAX_LANES];
	size_t n_lanes, lanes_left_out;
	struct happening *list; /* by lane, then time */
	size_t count, capacity;
	size_t left_out; /* happenings */
	size_t unknown;  /* whose time nobody knows */
	struct time_axis axis;
};

/* Reads the life of a document of the records, which must outlive it. Dispose in any case. */
void life_picture_read(struct life_picture *life, const struct records *records, size_t document);
void life_picture_dispose(struct life_picture *life);

/* Puts what happened in the order of time, whatever the lane; `first` and `end` of lanes mean
 * nothing from then on. */
void life_picture_sort_by_time(struct life_picture *life);

#endif
