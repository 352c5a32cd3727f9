/* The sign-offs of a document over time: a lane for its status, and one for each role. */
#include <stdlib.h>

#include "site/picture_axis.h"

#define MAX_LANES      12
#define MAX_HAPPENINGS 2000

#define PLOT_X        150
#define PLOT_WIDTH    (DRAW_WIDTH - PLOT_X - 36)
#define LANE_TOP      12
#define LANE_HEIGHT   50
#define STATUS_HEIGHT 40

enum happening_type { SIGNED, STALE, HELD, REVOKED, REMOVED, EXPIRED, N_TYPES };

static const struct {
	const char *event; /* of a record; NULL: it is worked out */
	const char *words, *class;
	enum draw_shape shape;
} types[N_TYPES] = {
	[SIGNED] = {"signed", "signed", "good", SHAPE_UP},
	[STALE] = {"stale", "went stale", "warn", SHAPE_DOWN},
	[HELD] = {NULL, "held again", "good", SHAPE_CIRCLE},
	[REVOKED] = {"revoked", "revoked", "stroke-bad", SHAPE_CROSS},
	[REMOVED] = {"removed", "taken out", "stroke-quiet", SHAPE_MINUS},
	[EXPIRED] = {NULL, "expired", "stroke-quiet", SHAPE_HOLLOW},
};

struct happening {
	size_t lane;
	int64_t time;
	size_t order; /* of those at one time */
	enum happening_type type;
	struct slice by, text;
};

struct life_picture {
	const struct record_document *document;
	const struct record_event *events; /* of the document */
	size_t n_events;
	int64_t now;
	struct slice lanes[MAX_LANES];
	size_t n_lanes, lanes_left_out;
	struct happening *list;
	size_t count, capacity;
	size_t left_out; /* happenings */
	size_t unknown;  /* whose time nobody knows */
	struct time_axis axis;
};

/* ---- What happened -------------------------------------------------------------------------- */

/* The lane of a role; SIZE_MAX if there is no room for it. */
static size_t lane_of(struct life_picture *life, struct slice role)
{
	for (size_t i = 0; i < life->n_lanes; i++) {
		if (slice_equal(life->lanes[i], role))
			return i;
	}
	if (role.len == 0 || life->n_lanes == MAX_LANES) {
		life->lanes_left_out += role.len != 0;
		return SIZE_MAX;
	}
	life->lanes[life->n_lanes] = role;
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
	return slice_equal(life->lanes[happening->lane], signoff->role) &&
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
	for (size_t i = 0; i < N_TYPES; i++) {
		if (types[i].event && slice_is(event->type, types[i].event))
			add(life, event->role,
				(struct happening){.time = event->time,
					.type = (enum happening_type)i,
					.by = event->by,
					.text = event->text});
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

/* What events do not tell of a sign-off that stands: that it is there at all, if there is no
 * history; that it holds again; that its time is over. */
static void add_signoff(struct life_picture *life, const struct record_signoff *signoff)
{
	struct happening *last = last_of(life, signoff);
	int64_t change;

	if (!last)
		add(life, signoff->role,
			(struct happening){.time = signoff->at,
				.type = SIGNED,
				.by = signoff->by,
				.text = signoff->note});
	if (axis_has_time(signoff->stale_since) && (!last || last->type == SIGNED))
		add(life, signoff->role,
			(struct happening){
				.time = signoff->stale_since, .type = STALE, .by = signoff->by});
	if (slice_is(signoff->state, "valid") && last && last->type == STALE) {
		change = last_change(life, last->time);
		if (change == TIME_UNKNOWN)
			change = life->now;
		add(life, signoff->role,
			(struct happening){.time = change, .type = HELD, .by = signoff->by});
	}
	if (axis_has_time(signoff->expires) && signoff->expires <= life->now)
		add(life, signoff->role,
			(struct happening){
				.time = signoff->expires, .type = EXPIRED, .by = signoff->by});
}

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

/* True for an entry that went as the same person signed anew, in the same commit. */
static bool is_replaced(const struct life_picture *life, const struct happening *removed)
{
	if (removed->type != REMOVED)
		return false;
	for (size_t i = 0; i < life->count; i++) {
		const struct happening *other = &life->list[i];

		if (other->type == SIGNED && other->time == removed->time &&
			other->lane == removed->lane && slice_equal(other->by, removed->by))
			return true;
	}
	return false;
}

static void drop_replaced(struct life_picture *life)
{
	struct happening *kept = mem_calloc(life->count + 1, sizeof *kept);
	size_t count = 0;

	for (size_t i = 0; i < life->count; i++) {
		if (!is_replaced(life, &life->list[i]))
			kept[count++] = life->list[i];
	}
	free(life->list);
	life->list = kept;
	life->capacity = life->count + 1;
	life->count = count;
}

static void collect(struct life_picture *life, const struct records *records, size_t number)
{
	const struct record_document *document = &records->documents[number];
	size_t first, end;

	records_events_of(records, number, &first, &end);
	*life = (struct life_picture){.document = document, .now = records->now};
	life->events = records->events + first;
	life->n_events = end - first;
	for (size_t i = 0; i < document->n_requirements; i++)
		lane_of(life, document->requirements[i].role);
	for (size_t i = 0; i < life->n_events; i++)
		add_event(life, &life->events[i]);
	for (size_t i = 0; i < document->n_signoffs; i++)
		add_signoff(life, &document->signoffs[i]);
	drop_replaced(life);
	for (size_t i = 0; i < life->count; i++)
		life->unknown += !axis_has_time(life->list[i].time);
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
	life->axis = axis_of_time(from, life->now, PLOT_X, PLOT_WIDTH);
}

/* ---- Bars ----------------------------------------------------------------------------------- */

enum hold { HOLD_NONE, HOLD_BAD, HOLD_STALE, HOLD_VALID };

/* Whose sign-offs there are in a lane at a time. */
#define MAX_HOLDERS 64

struct holders {
	struct {
		struct slice by;
		enum hold hold;
	} list[MAX_HOLDERS];
	size_t count;
};

/* What a sign-off is worth while it is not stale: one that never counted is not drawn as if it had.
 */
static enum hold worth(const struct life_picture *life, const struct happening *happening)
{
	static const char *const sound[] = {
		"valid", "stale", "expired", "revoked", "pending", NULL};

	for (size_t i = 0; i < life->document->n_signoffs; i++) {
		const struct record_signoff *signoff = &life->document->signoffs[i];

		if (!is_of(life, happening, signoff))
			continue;
		for (const char *const *state = sound; *state; state++) {
			if (slice_is(signoff->state, *state))
				return HOLD_VALID;
		}
		return HOLD_BAD;
	}
	return HOLD_VALID;
}

static enum hold hold_after(const struct life_picture *life, const struct happening *happening)
{
	switch (happening->type) {
	case SIGNED:
	case HELD:
		return worth(life, happening);
	case STALE:
	case EXPIRED:
		return HOLD_STALE;
	default:
		return HOLD_NONE;
	}
}

/* The best that a lane has after something happened in it. */
static enum hold holders_after(
	struct holders *holders, const struct life_picture *life, const struct happening *happening)
{
	enum hold best = HOLD_NONE;
	size_t i = 0;

	while (i < holders->count && !slice_equal(holders->list[i].by, happening->by))
		i++;
	if (i == holders->count && i < MAX_HOLDERS)
		holders->list[holders->count++].by = happening->by;
	if (i < MAX_HOLDERS)
		holders->list[i].hold = hold_after(life, happening);
	for (i = 0; i < holders->count; i++) {
		if (holders->list[i].hold > best)
			best = holders->list[i].hold;
	}
	return best;
}

static void draw_hold(struct drawing *drawing, enum hold hold, int from, int to, int y)
{
	static const enum draw_fill fills[] = {
		[HOLD_BAD] = FILL_BAD, [HOLD_STALE] = FILL_WARN, [HOLD_VALID] = FILL_GOOD};

	if (hold != HOLD_NONE && to > from)
		draw_bar(drawing, fills[hold], from, y, to - from, 12);
}

/* Draws the bars of happenings [first, end), which are those of one lane; sets what it is today. */
static void draw_bars(struct drawing *drawing, const struct life_picture *life, size_t first,
	size_t end, int y, enum hold *now)
{
	struct holders holders = {0};
	enum hold hold = HOLD_NONE;
	int from = PLOT_X;

	for (size_t i = first; i < end && !draw_is_full(drawing); i++) {
		enum hold next = holders_after(&holders, life, &life->list[i]);
		int x = axis_x(&life->axis, life->list[i].time);

		if (next == hold)
			continue;
		draw_hold(drawing, hold, from, x, y);
		hold = next;
		from = x;
	}
	draw_hold(drawing, hold, from, PLOT_X + PLOT_WIDTH, y);
	*now = hold;
}

/* ---- Marks ---------------------------------------------------------------------------------- */

static void draw_mark(struct drawing *drawing, const struct happening *happening, int x, int y)
{
	struct buffer title = BUFFER_INIT;
	char day[11];

	buffer_addf(&title, "%.*s, ", SLICE_ARG(draw_day(happening->time, day)));
	buffer_add_slice(&title, happening->by);
	buffer_addf(&title, ": %s", types[happening->type].words);
	draw_group_begin(drawing, buffer_slice(&title));
	draw_shape(drawing, types[happening->type].class, types[happening->type].shape, x, y);
	draw_group_end(drawing);
	buffer_dispose(&title);
}

/* Marks stand in the lower row, or in the upper one where there is no room; a person's name stands
 * beside if there is room up to the next. Returns how many found none. */
static size_t draw_marks(
	struct drawing *drawing, const struct life_picture *life, size_t first, size_t end, int y)
{
	int free_from[2] = {0, 0};
	size_t hidden = 0;

	for (size_t i = first; i < end; i++) {
		const struct happening *happening = &life->list[i];
		int x = axis_x(&life->axis, happening->time), width;
		int next =
			i + 1 < end ? axis_x(&life->axis, life->list[i + 1].time) : DRAW_WIDTH + 10;
		unsigned row = x >= free_from[0] ? 0 : 1;

		if (x < free_from[row] || draw_is_full(drawing)) {
			hidden++;
			continue;
		}
		free_from[row] = x + 15;
		draw_mark(drawing, happening, x, row ? y + 6 : y + 21);
		width = draw_text_width(STYLE_FAINT, happening->by);
		if (happening->type == SIGNED && row == 0 && x + 10 + width < next - 10)
			draw_text(drawing, STYLE_FAINT, x + 10, y + 25, ANCHOR_START, width,
				happening->by);
	}
	return hidden;
}

/* ---- The status ----------------------------------------------------------------------------- */

static void draw_status(struct drawing *drawing, const struct life_picture *life,
	struct slice status, int from, int to)
{
	if (status.len == 0 || to - from < 2)
		return;
	draw_group_begin(drawing, status);
	draw_box(drawing, slice_equal(status, life->document->status) ? "box this" : "box", from,
		LANE_TOP + 6, to - from, 24);
	if (to - from >= 28)
		draw_text(drawing, STYLE_SMALL, from + 6, LANE_TOP + 22, ANCHOR_START,
			to - from - 10, status);
	draw_group_end(drawing);
}

static void draw_statuses(struct drawing *drawing, const struct life_picture *life)
{
	struct slice status = {0};
	int from = PLOT_X;

	draw_text(drawing, STYLE_PLAIN, PLOT_X - 10, LANE_TOP + 23, ANCHOR_END, PLOT_X - 14,
		slice_of("status"));
	for (size_t i = 0; i < life->n_events && !draw_is_full(drawing); i++) {
		const struct record_event *event = &life->events[i];
		int x;

		if (event->to.len == 0)
			continue;
		x = axis_x(&life->axis, event->time);
		draw_status(drawing, life, status, from, x);
		status = event->to;
		from = x;
	}
	draw_status(drawing, life, status.len ? status : life->document->status, from,
		PLOT_X + PLOT_WIDTH);
}

/* ---- All of it ------------------------------------------------------------------------------ */

static const char *hold_words(enum hold hold)
{
	static const char *const words[] = {[HOLD_NONE] = "none",
		[HOLD_BAD] = "one that does not count",
		[HOLD_STALE] = "stale",
		[HOLD_VALID] = "holds"};

	return words[hold];
}

/* "research-lead: holds. operations-lead: none." */
static void describe(const struct life_picture *life, struct buffer *out)
{
	size_t i = 0;

	buffer_addf(out, "The status is %.*s. ", SLICE_ARG(life->document->status));
	for (size_t lane = 0; lane < life->n_lanes; lane++) {
		struct holders holders = {0};
		enum hold hold = HOLD_NONE;
		size_t first = i;

		for (; i < life->count && life->list[i].lane == lane; i++)
			hold = holders_after(&holders, life, &life->list[i]);
		buffer_addf(out, "%.*s: %s, after %zu event%s. ", SLICE_ARG(life->lanes[lane]),
			hold_words(hold), i - first, draw_plural(i - first));
	}
}

static void add_table(struct drawing *drawing, struct life_picture *life)
{
	static const struct slice columns[] = {
		SLICE("Day"), SLICE("Role"), SLICE("What"), SLICE("Who"), SLICE("More")};
	char day[11];

	qsort(life->list, life->count, sizeof *life->list, compare_times);
	draw_table_begin(drawing, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < life->count; i++) {
		const struct happening *happening = &life->list[i];
		struct slice cells[] = {draw_day(happening->time, day),
			life->lanes[happening->lane], slice_of(types[happening->type].words),
			happening->by, happening->text};

		draw_row(drawing, cells);
	}
	draw_table_end(drawing, life->left_out);
}

/* The keys of what there is; returns how many. */
static size_t list_keys(const struct life_picture *life, struct draw_key keys[N_TYPES + 3])
{
	bool seen[N_TYPES] = {false};
	size_t count = 0;

	for (size_t i = 0; i < life->count; i++)
		seen[life->list[i].type] = true;
	for (size_t i = 0; i < N_TYPES; i++) {
		if (seen[i])
			keys[count++] = (struct draw_key){(int)types[i].shape, FILL_GOOD,
				types[i].class, slice_of(types[i].words)};
	}
	keys[count++] = (struct draw_key){-1, FILL_GOOD, NULL, slice_of("one holds")};
	if (seen[STALE] || seen[EXPIRED])
		keys[count++] =
			(struct draw_key){-1, FILL_WARN, NULL, slice_of("stale or expired")};
	for (size_t i = 0; i < life->count; i++) {
		if (worth(life, &life->list[i]) != HOLD_BAD)
			continue;
		keys[count++] = (struct draw_key){-1, FILL_BAD, NULL, slice_of("does not count")};
		break;
	}
	return count;
}

/* The fills among them. */
static unsigned fills_of(const struct draw_key *keys, size_t count)
{
	unsigned fills = 0;

	for (size_t i = 0; i < count; i++) {
		if (keys[i].shape < 0)
			fills |= 1u << keys[i].fill;
	}
	return fills;
}

static void caption(const struct life_picture *life, size_t hidden, struct buffer *out)
{
	char from[11], to[11];

	buffer_addf(out, "Status and sign-offs from %.*s to %.*s.",
		SLICE_ARG(draw_day(life->axis.from, from)), SLICE_ARG(draw_day(life->now, to)));
	if (life->unknown)
		buffer_addf(out,
			" Of %zu event%s history does not tell the time: they stand at the left.",
			life->unknown, draw_plural(life->unknown));
	if (hidden + life->left_out)
		buffer_addf(
			out, " And %zu more that there is no room for.", hidden + life->left_out);
	if (life->lanes_left_out)
		buffer_add_string(out, " Further roles are left out.");
}

static void draw(
	struct life_picture *life, const struct picture_request *request, struct buffer *out)
{
	struct buffer title = BUFFER_INIT, words = BUFFER_INIT;
	struct draw_key keys[N_TYPES + 3];
	struct drawing drawing = {.request = request};
	int bottom = LANE_TOP + STATUS_HEIGHT + (int)life->n_lanes * LANE_HEIGHT;
	size_t n_keys = list_keys(life, keys), i = 0, hidden = 0;
	int legend = bottom + AXIS_HEIGHT + 16;

	buffer_add_string(&title, "Sign-offs over time: ");
	buffer_add_slice(&title, draw_document_title(life->document));
	describe(life, &words);
	draw_begin(&drawing, request, out,
		&(struct draw_head){buffer_slice(&title), buffer_slice(&words),
			draw_legend(&drawing, keys, n_keys, 10, legend, true), false});
	draw_patterns(&drawing, fills_of(keys, n_keys));
	axis_draw_time(&drawing, &life->axis, LANE_TOP, bottom);
	draw_statuses(&drawing, life);
	for (size_t lane = 0; lane < life->n_lanes; lane++) {
		int y = LANE_TOP + STATUS_HEIGHT + (int)lane * LANE_HEIGHT;
		size_t first = i;
		enum hold now;

		while (i < life->count && life->list[i].lane == lane)
			i++;
		draw_line(&drawing, "tick", 10, y, PLOT_X + PLOT_WIDTH, y);
		draw_text(&drawing, STYLE_PLAIN, PLOT_X - 10, y + 42, ANCHOR_END, PLOT_X - 14,
			life->lanes[lane]);
		draw_bars(&drawing, life, first, i, y + 32, &now);
		hidden += draw_marks(&drawing, life, first, i, y);
	}
	draw_legend(&drawing, keys, n_keys, 10, legend, false);
	buffer_clear(&words);
	caption(life, hidden, &words);
	draw_end(&drawing, buffer_slice(&words));
	add_table(&drawing, life);
	buffer_dispose(&title);
	buffer_dispose(&words);
}

bool picture_signoffs(const struct picture_request *request, size_t document, struct buffer *out)
{
	struct life_picture life;

	collect(&life, request->records, document);
	if (life.count) {
		qsort(life.list, life.count, sizeof *life.list, compare_lanes);
		set_axis(&life);
		draw(&life, request, out);
	}
	free(life.list);
	return life.count != 0;
}
