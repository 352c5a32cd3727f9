#include "site/picture_life.h"

#include <stdlib.h>

#define MAX_HAPPENINGS 2000

/* States of a sign-off, the worst first: of several in a role the best one counts, as the ledger
 * has it. */
enum rank { RANK_REVOKED = 2, RANK_REJECTED, RANK_STALE, RANK_EXPIRED, RANK_VALID = 11, N_RANKS };

static const struct {
	const char *state;
	enum hold hold;
	bool is_late; /* it came to that later: it held when it was signed */
} ranks[N_RANKS] = {
	{"malformed", HOLD_BAD, false},
	{"forged", HOLD_BAD, false},
	[RANK_REVOKED] = {"revoked", HOLD_NONE, true},
	[RANK_REJECTED] = {"rejected", HOLD_BAD, false},
	[RANK_STALE] = {"stale", HOLD_STALE, true},
	[RANK_EXPIRED] = {"expired", HOLD_STALE, true},
	{"unauthorized", HOLD_BAD, false},
	{"misattributed", HOLD_BAD, false},
	{"unverifiable", HOLD_OPEN, false},
	{"unverified", HOLD_OPEN, false},
	{"pending", HOLD_OPEN, false},
	[RANK_VALID] = {"valid", HOLD_VALID, true},
};

/* What nobody knows is as bad as it gets. */
static size_t rank_of(struct slice state)
{
	size_t rank = 0;

	while (rank < N_RANKS && !slice_is(state, ranks[rank].state))
		rank++;
	return rank < N_RANKS ? rank : 0;
}

/* ---- What happened -------------------------------------------------------------------------- */

/* The lane of a role; SIZE_MAX if there is no room for it. */
static size_t lane_of(struct life_picture *life, struct slice role)
{
	for (size_t i = 0; i < life->n_lanes; i++) {
		if (slice_equal(life->lanes[i].role, role))
			return i;
	}
	if (role.len == 0 || life->n_lanes == LIFE_MAX_LANES) {
		life->lanes_left_out += role.len != 0;
		return SIZE_MAX;
	}
	life->lanes[life->n_lanes] = (struct lane){.role = role, .turned = TIME_UNKNOWN};
	return life->n_lanes++;
}

static void add(struct life_picture *life, struct slice role, struct happening happening)
{
	happening.lane = lane_of(life, role);
	if (happening.lane == SIZE_MAX)
		return;
	if (life->count == MAX_HAPPENINGS) {
		life->left_out++;
		return;
	}
	happening.order = life->count;
	GROW(life->list, life->count, life->capacity);
	life->list[life->count++] = happening;
}

static bool is_of(const struct life_picture *life, const struct happening *happening,
	const struct record_signoff *signoff)
{
	return slice_equal(life->lanes[happening->lane].role, signoff->role) &&
	       slice_equal(happening->by, signoff->by);
}

/* The last thing that happened to a person's sign-off in a role, or NULL. */
static struct happening *last_of(
	const struct life_picture *life, const struct record_signoff *signoff)
{
	for (size_t i = life->count; i > 0; i--) {
		if (is_of(life, &life->list[i - 1], signoff))
			return &life->list[i - 1];
	}
	return NULL;
}

static void add_event(struct life_picture *life, const struct record_event *event)
{
	static const char *const names[N_HAPPENINGS] = {[SIGNED] = "signed",
		[STALE] = "stale",
		[REVOKED] = "revoked",
		[REMOVED] = "removed"};

	for (size_t i = 0; i < N_HAPPENINGS; i++) {
		if (names[i] && slice_is(event->type, names[i]))
			add(life, event->role,
				(struct happening){.time = event->time,
					.type = (enum happening_type)i,
					.by = event->by,
					.text = event->text,
					.decision = event->decision,
					.commit = event->commit});
	}
}

/* The time of the last change to the document after a time; TIME_UNKNOWN if there was none. */
static int64_t last_change(const struct life_picture *life, int64_t after)
{
	for (size_t i = life->n_events; i > 0; i--) {
		if (life->events[i - 1].time > after)
			return life->events[i - 1].time;
	}
	return TIME_UNKNOWN;
}

static void add_of_signoff(struct life_picture *life, const struct record_signoff *signoff,
	enum happening_type type, int64_t time)
{
	add(life, signoff->role,
		(struct happening){.time = time,
			.type = type,
			.by = signoff->by,
			.text = type == SIGNED ? signoff->note : (struct slice){0},
			.decision = signoff->decision,
			.commit = signoff->commit});
}

/* True if it was told that a person's sign-off in a role went stale at a time. */
static bool is_told(
	const struct life_picture *life, const struct record_signoff *signoff, int64_t stale)
{
	for (size_t i = 0; i < life->count; i++) {
		const struct happening *happening = &life->list[i];

		if (happening->type == STALE && happening->time == stale &&
			is_of(life, happening, signoff))
			return true;
	}
	return false;
}

/* What events do not tell of a sign-off that stands: that it is there at all, if there is no
 * history; that it holds again; that its time is over. */
static void add_signoff(struct life_picture *life, const struct record_signoff *signoff)
{
	struct happening *last = last_of(life, signoff);
	int64_t change;

	if (!last)
		add_of_signoff(life, signoff, SIGNED, signoff->at);
	/* Adding makes room, and may move what is there. */
	last = last_of(life, signoff);
	if (!last)
		return;
	if (axis_has_time(signoff->stale_since) && last->type == SIGNED &&
		!is_told(life, signoff, signoff->stale_since)) {
		add_of_signoff(life, signoff, STALE, signoff->stale_since);
	} else if (slice_is(signoff->state, "valid") && last->type == STALE) {
		change = last_change(life, last->time);
		add_of_signoff(life, signoff, HELD, change == TIME_UNKNOWN ? life->now : change);
	}
	if (axis_has_time(signoff->expires) && signoff->expires <= life->now)
		add_of_signoff(life, signoff, EXPIRED, signoff->expires);
}

/* ---- What it came to ------------------------------------------------------------------------ */

/* Whose sign-offs there are in a lane at a time, and what each is worth. */
#define MAX_HOLDERS 64

struct holders {
	struct {
		struct slice by;
		size_t rank;
	} list[MAX_HOLDERS];
	size_t count;
};

static void take_out(struct holders *holders, struct slice by)
{
	for (size_t i = 0; i < holders->count; i++) {
		if (!slice_equal(holders->list[i].by, by))
			continue;
		holders->list[i] = holders->list[--holders->count];
		return;
	}
}

static void put_in(struct holders *holders, struct slice by, size_t rank)
{
	size_t i = 0;

	while (i < holders->count && !slice_equal(holders->list[i].by, by))
		i++;
	if (i == MAX_HOLDERS)
		return;
	holders->list[i].by = by;
	holders->list[i].rank = rank;
	holders->count += i == holders->count;
}

/* The entry of today that something happened to: that of its commit, else the last one of the same
 * person; NULL if there is none. */
static const struct record_signoff *signoff_of(
	const struct life_picture *life, const struct happening *happening)
{
	const struct record_signoff *found = NULL;

	for (size_t i = 0; i < life->document->n_signoffs; i++) {
		const struct record_signoff *signoff = &life->document->signoffs[i];

		if (!is_of(life, happening, signoff))
			continue;
		found = signoff;
		if (signoff->commit.len && slice_equal(signoff->commit, happening->commit))
			break;
	}
	return found;
}

/* What a sign-off was worth as it was given: one that never counted does not count there either. */
static size_t rank_when_signed(const struct life_picture *life, const struct happening *happening)
{
	const struct record_signoff *signoff = signoff_of(life, happening);
	size_t rank = signoff ? rank_of(signoff->state) : RANK_VALID;

	if (slice_is(happening->decision, "reject"))
		return RANK_REJECTED;
	return ranks[rank].is_late ? RANK_VALID : rank;
}

static void happen(
	struct holders *holders, const struct life_picture *life, const struct happening *happening)
{
	static const size_t becomes[N_HAPPENINGS] = {[SIGNED] = RANK_VALID,
		[HELD] = RANK_VALID,
		[STALE] = RANK_STALE,
		[EXPIRED] = RANK_EXPIRED,
		[REVOKED] = RANK_REVOKED};
	size_t rank = rank_when_signed(life, happening);

	if (happening->type == REMOVED)
		take_out(holders, happening->by);
	else
		/* The worse one hides the other: a rejection does not go stale. */
		put_in(holders, happening->by,
			rank < becomes[happening->type] ? rank : becomes[happening->type]);
}

/* What all of them come to: a rejection stands whoever else approved; else the best one, if there
 * are enough of those who approved. */
static enum hold conclude(const struct holders *holders, uint32_t wanted)
{
	size_t best = 0, valid = 0;

	for (size_t i = 0; i < holders->count; i++) {
		size_t rank = holders->list[i].rank;

		if (rank == RANK_REJECTED)
			return HOLD_BAD;
		valid += rank == RANK_VALID;
		best = rank > best ? rank : best;
	}
	if (holders->count == 0)
		return HOLD_NONE;
	return valid && valid < wanted ? HOLD_OPEN : ranks[best].hold;
}

/* Says of each happening of a lane what the lane is worth after it; returns that of the last. */
static enum hold follow(struct life_picture *life, const struct lane *lane)
{
	struct holders holders = {0};
	enum hold hold = HOLD_NONE;

	for (size_t i = lane->first; i < lane->end; i++) {
		happen(&holders, life, &life->list[i]);
		hold = conclude(&holders, lane->wanted);
		life->list[i].hold = hold;
	}
	return hold;
}

/* ---- Today ---------------------------------------------------------------------------------- */

static enum hold hold_of_requirement(const struct record_requirement *requirement)
{
	if (slice_is(requirement->state, "missing"))
		return requirement->valid ? HOLD_OPEN : HOLD_NONE;
	return ranks[rank_of(requirement->state)].hold;
}

/* Of a role that the contract does not ask for, by its entries. */
static void stand_by_signoffs(const struct life_picture *life, struct lane *lane)
{
	struct holders holders = {0};
	const struct record_signoff *shown = NULL;

	for (size_t i = 0; i < life->document->n_signoffs; i++) {
		const struct record_signoff *signoff = &life->document->signoffs[i];
		size_t rank = rank_of(signoff->state);

		if (!slice_equal(signoff->role, lane->role))
			continue;
		if (!shown || rank == RANK_REJECTED ||
			(!slice_is(shown->state, "rejected") && rank > rank_of(shown->state)))
			shown = signoff;
	}
	lane->state = slice_of(shown ? ranks[rank_of(shown->state)].state : "none");
	if (shown)
		put_in(&holders, shown->by, rank_of(shown->state));
	lane->hold = conclude(&holders, 1);
}

/* What the role is worth today. Where the contract asks for it more than once, the worst counts. */
static void stand(const struct life_picture *life, struct lane *lane)
{
	bool is_asked_for = false;

	for (size_t i = 0; i < life->document->n_requirements; i++) {
		const struct record_requirement *requirement = &life->document->requirements[i];
		enum hold hold = hold_of_requirement(requirement);

		if (!slice_equal(requirement->role, lane->role) ||
			(is_asked_for && hold >= lane->hold))
			continue;
		is_asked_for = true;
		lane->hold = hold;
		lane->wanted = requirement->count;
		lane->has = requirement->valid;
		lane->state = slice_is(requirement->state, "missing")
				      ? slice_of("missing")
				      : slice_of(ranks[rank_of(requirement->state)].state);
	}
	if (!is_asked_for)
		stand_by_signoffs(life, lane);
}

/* Since when a lane is as it is today, if an entry of that state tells. */
static int64_t stale_since(const struct life_picture *life, const struct lane *lane)
{
	int64_t since = TIME_UNKNOWN;

	for (size_t i = 0; i < life->document->n_signoffs; i++) {
		const struct record_signoff *signoff = &life->document->signoffs[i];

		if (slice_equal(signoff->role, lane->role) &&
			slice_equal(signoff->state, lane->state) &&
			axis_has_time(signoff->stale_since) && signoff->stale_since > since)
			since = signoff->stale_since;
	}
	return since;
}

/* ---- All of it ------------------------------------------------------------------------------ */

static int compare_times(const void *left, const void *right)
{
	const struct happening *a = left, *b = right;

	if (a->time != b->time)
		return a->time < b->time ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static int compare_lanes(const void *left, const void *right)
{
	const struct happening *a = left, *b = right;

	if (a->lane != b->lane)
		return a->lane < b->lane ? -1 : 1;
	return compare_times(left, right);
}

static void collect(struct life_picture *life, const struct records *records, size_t first)
{
	for (size_t i = 0; i < life->document->n_requirements; i++)
		lane_of(life, life->document->requirements[i].role);
	for (size_t i = 0; i < life->n_events; i++) {
		if (!records_is_replaced(records, first + i))
			add_event(life, &life->events[i]);
	}
	for (size_t i = 0; i < life->document->n_signoffs; i++)
		add_signoff(life, &life->document->signoffs[i]);
	for (size_t i = 0; i < life->count; i++)
		life->unknown += !axis_has_time(life->list[i].time);
}

static void set_lanes(struct life_picture *life)
{
	size_t at = 0;

	for (size_t i = 0; i < life->n_lanes; i++) {
		struct lane *lane = &life->lanes[i];

		lane->first = at;
		while (at < life->count && life->list[at].lane == i)
			at++;
		lane->end = at;
		stand(life, lane);
		lane->turns = follow(life, lane) != lane->hold;
		if (lane->turns)
			lane->turned = stale_since(life, lane);
	}
}

static int64_t earlier(int64_t a, int64_t b)
{
	return axis_has_time(b) && b < a ? b : a;
}

static void set_axis(struct life_picture *life)
{
	struct date created;
	int64_t from = life->now;

	for (size_t i = 0; i < life->n_events; i++)
		from = earlier(from, life->events[i].time);
	for (size_t i = 0; i < life->count; i++)
		from = earlier(from, life->list[i].time);
	if (from == life->now && date_parse(life->document->created, &created))
		from = earlier(from, date_days(created) * 86400);
	/* A life of less than an hour is shown as one of an hour. */
	if (life->now - from < 3600)
		from = life->now - 3600;
	life->axis = axis_of_time(from, life->now, LIFE_X, LIFE_WIDTH);
}

void life_picture_read(struct life_picture *life, const struct records *records, size_t document)
{
	size_t first, end;

	records_events_of(records, document, &first, &end);
	*life = (struct life_picture){
		.document = &records->documents[document], .now = records->now};
	life->events = records->events + first;
	life->n_events = end - first;
	collect(life, records, first);
	if (life->count)
		qsort(life->list, life->count, sizeof *life->list, compare_lanes);
	set_lanes(life);
	set_axis(life);
}

void life_picture_sort_by_time(struct life_picture *life)
{
	if (life->count)
		qsort(life->list, life->count, sizeof *life->list, compare_times);
}

void life_picture_dispose(struct life_picture *life)
{
	free(life->list);
	*life = (struct life_picture){0};
}
