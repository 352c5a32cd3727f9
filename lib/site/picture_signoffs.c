/* The sign-offs of a document over time: a lane for its status, and one for each role. */
#include <stdlib.h>

#include "site/picture_life.h"
#include "site/short_text.h"

#define LANE_TOP      12
#define LANE_HEIGHT   50
#define STATUS_HEIGHT 40
#define RIGHT         (LIFE_X + LIFE_WIDTH)
/* How much of a bar is as today, where history does not tell since when. */
#define UNTOLD_WIDTH 8
#define UNTOLD       "changed at a time that history does not tell"

/* A sign-off that rejects looks like no other. */
enum { REJECTED = N_HAPPENINGS, N_LOOKS };

static const struct {
	const char *words, *class;
	enum draw_shape shape;
} looks[N_LOOKS] = {
	[SIGNED] = {"signed", "good", SHAPE_UP},
	[STALE] = {"went stale", "warn", SHAPE_DOWN},
	[HELD] = {"held again", "good", SHAPE_CIRCLE},
	[REVOKED] = {"revoked", "stroke-bad", SHAPE_CROSS},
	[REMOVED] = {"taken out", "stroke-quiet", SHAPE_MINUS},
	[EXPIRED] = {"expired", "stroke-quiet", SHAPE_HOLLOW},
	[REJECTED] = {"rejected", "bad", SHAPE_SQUARE},
};

static size_t look_of(const struct happening *happening)
{
	return happening->type == SIGNED && slice_is(happening->decision, "reject")
		       ? REJECTED
		       : happening->type;
}

static const struct {
	enum draw_fill fill;
	const char *words;
} fills[] = {
	[HOLD_BAD] = {FILL_BAD, "does not count"},
	[HOLD_STALE] = {FILL_WARN, "stale or expired"},
	[HOLD_OPEN] = {FILL_INFO, "not enough to count"},
	[HOLD_VALID] = {FILL_GOOD, "holds"},
};

#define MAX_KEYS (N_LOOKS + HOLD_VALID + 1)

/* Of a role's name, among words about others. */
#define ROLE_LENGTH 40

/* ---- Bars ----------------------------------------------------------------------------------- */

static void draw_hold(struct drawing *drawing, enum hold hold, int from, int to, int y)
{
	if (hold != HOLD_NONE && to > from)
		draw_bar(drawing, fills[hold].fill, from, y, to - from, 12);
}

/* Draws the bars of a lane. From the last thing that is known to have happened on, it is as it
 * stands today. */
static void draw_bars(
	struct drawing *drawing, const struct life_picture *life, const struct lane *lane, int y)
{
	bool is_untold = lane->turns && !axis_has_time(lane->turned);
	int from = LIFE_X, turn = RIGHT - (is_untold ? UNTOLD_WIDTH : 0);
	enum hold hold = HOLD_NONE;

	for (size_t i = lane->first; i < lane->end && !draw_is_full(drawing); i++) {
		int x = axis_x(&life->axis, life->list[i].time);

		if (life->list[i].hold == hold)
			continue;
		x = x < turn ? x : turn;
		draw_hold(drawing, hold, from, x, y);
		hold = life->list[i].hold;
		from = x;
	}
	if (hold != lane->hold) {
		if (axis_has_time(lane->turned))
			turn = axis_x(&life->axis, lane->turned);
		turn = turn > from ? turn : from;
		draw_hold(drawing, hold, from, turn, y);
		from = turn;
	}
	draw_hold(drawing, lane->hold, from, RIGHT, y);
}

/* ---- Marks ---------------------------------------------------------------------------------- */

static void draw_mark(struct drawing *drawing, const struct happening *happening, int x, int y)
{
	struct buffer title = BUFFER_INIT;
	char day[11];

	buffer_addf(&title, "%.*s, ", SLICE_ARG(draw_day(happening->time, day)));
	buffer_add_slice(&title, happening->by);
	buffer_addf(&title, ": %s", looks[look_of(happening)].words);
	draw_group_begin(drawing, buffer_slice(&title));
	draw_shape(drawing, looks[look_of(happening)].class, looks[look_of(happening)].shape, x, y);
	draw_group_end(drawing);
	buffer_dispose(&title);
}

/* Marks stand in the lower row, or in the upper one where there is no room; a person's name stands
 * beside if there is room up to the next. Returns how many found none. */
static size_t draw_marks(
	struct drawing *drawing, const struct life_picture *life, const struct lane *lane, int y)
{
	int free_from[2] = {0, 0};
	size_t hidden = 0;

	for (size_t i = lane->first; i < lane->end; i++) {
		const struct happening *happening = &life->list[i];
		int x = axis_x(&life->axis, happening->time), width;
		int next = i + 1 < lane->end ? axis_x(&life->axis, life->list[i + 1].time)
					     : DRAW_WIDTH + 10;
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
	int from = LIFE_X;

	draw_text(drawing, STYLE_PLAIN, LIFE_X - 10, LANE_TOP + 23, ANCHOR_END, LIFE_X - 14,
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
	draw_status(drawing, life, status.len ? status : life->document->status, from, RIGHT);
}

/* ---- Today ---------------------------------------------------------------------------------- */

/* "1 of 2 people, changed at ...": what is to be said of a lane's state today; empty if nothing is.
 */
static void add_details(const struct lane *lane, struct buffer *out)
{
	if (lane->wanted > 1)
		buffer_addf(out, "%u of %u people", lane->has, lane->wanted);
	if (lane->turns && !axis_has_time(lane->turned))
		buffer_addf(out, "%s" UNTOLD, out->len ? ", " : "");
}

/* "research-lead: stale, changed at ...". */
static void add_standing(const struct lane *lane, struct buffer *out)
{
	char *role = short_text(lane->role, ROLE_LENGTH);
	struct buffer details = BUFFER_INIT;

	add_details(lane, &details);
	buffer_addf(out, "%s: %.*s", role, SLICE_ARG(lane->state));
	if (details.len)
		buffer_addf(out, ", %.*s", SLICE_ARG(buffer_slice(&details)));
	buffer_dispose(&details);
	free(role);
}

/* Beside the end of a bar that history does not lead to. */
static void draw_untold(struct drawing *drawing, const struct lane *lane, int y)
{
	struct buffer title = BUFFER_INIT;

	if (!lane->turns || axis_has_time(lane->turned) || draw_is_full(drawing))
		return;
	add_standing(lane, &title);
	draw_group_begin(drawing, buffer_slice(&title));
	draw_shape(drawing, "quiet", SHAPE_SQUARE, RIGHT + 12, y);
	draw_group_end(drawing);
	buffer_dispose(&title);
}

static void add_rows_of_today(struct drawing *drawing, const struct life_picture *life)
{
	struct buffer what = BUFFER_INIT, details = BUFFER_INIT;
	char day[11];

	for (size_t i = 0; i < life->n_lanes; i++) {
		const struct lane *lane = &life->lanes[i];

		buffer_clear(&what);
		buffer_clear(&details);
		buffer_addf(&what, "today: %.*s", SLICE_ARG(lane->state));
		add_details(lane, &details);
		draw_row(drawing,
			(struct slice[]){draw_day(life->now, day), lane->role, buffer_slice(&what),
				slice_of(""), buffer_slice(&details)});
	}
	buffer_dispose(&what);
	buffer_dispose(&details);
}

/* ---- All of it ------------------------------------------------------------------------------ */

/* "research-lead: valid, after 1 event. operations-lead: missing, after 0 events." */
static void describe(const struct life_picture *life, struct buffer *out)
{
	buffer_addf(out, "The status is %.*s. ", SLICE_ARG(life->document->status));
	for (size_t i = 0; i < life->n_lanes; i++) {
		const struct lane *lane = &life->lanes[i];
		size_t count = lane->end - lane->first;

		add_standing(lane, out);
		buffer_addf(out, ", after %zu event%s. ", count, draw_plural(count));
	}
}

/* How it stands today, which must not be what there is no room for; then what happened. */
static void add_table(struct drawing *drawing, struct life_picture *life)
{
	static const struct slice columns[] = {
		SLICE("Day"), SLICE("Role"), SLICE("What"), SLICE("Who"), SLICE("More")};
	char day[11];

	draw_table_begin(drawing, columns, sizeof columns / sizeof *columns);
	add_rows_of_today(drawing, life);
	life_picture_sort_by_time(life);
	for (size_t i = 0; i < life->count; i++) {
		const struct happening *happening = &life->list[i];

		draw_row(drawing, (struct slice[]){draw_day(happening->time, day),
					  life->lanes[happening->lane].role,
					  slice_of(looks[look_of(happening)].words), happening->by,
					  happening->text});
	}
	draw_table_end(drawing, life->left_out);
}

/* The keys of what there is; returns how many. */
static size_t list_keys(const struct life_picture *life, struct draw_key keys[MAX_KEYS])
{
	bool seen[N_LOOKS] = {false}, held[HOLD_VALID + 1] = {false}, is_untold = false;
	size_t count = 0;

	for (size_t i = 0; i < life->count; i++) {
		seen[look_of(&life->list[i])] = true;
		held[life->list[i].hold] = true;
	}
	for (size_t i = 0; i < life->n_lanes; i++) {
		const struct lane *lane = &life->lanes[i];

		held[lane->hold] = true;
		is_untold = is_untold || (lane->turns && !axis_has_time(lane->turned));
	}
	for (size_t i = 0; i < N_LOOKS; i++) {
		if (seen[i])
			keys[count++] = (struct draw_key){(int)looks[i].shape, FILL_GOOD,
				looks[i].class, slice_of(looks[i].words)};
	}
	if (is_untold)
		keys[count++] = (struct draw_key){
			SHAPE_SQUARE, FILL_GOOD, "quiet", slice_of("nobody knows since when")};
	for (size_t i = HOLD_VALID; i > HOLD_NONE; i--) {
		if (held[i])
			keys[count++] = (struct draw_key){
				-1, fills[i].fill, NULL, slice_of(fills[i].words)};
	}
	return count;
}

/* The fills among them. */
static unsigned fills_of(const struct draw_key *keys, size_t count)
{
	unsigned found = 0;

	for (size_t i = 0; i < count; i++) {
		if (keys[i].shape < 0)
			found |= 1u << keys[i].fill;
	}
	return found;
}

static void caption(const struct life_picture *life, size_t hidden, struct buffer *out)
{
	char from[11], to[11];

	buffer_addf(out, "Status and sign-offs from %.*s to %.*s.",
		SLICE_ARG(draw_day(life->axis.from, from)), SLICE_ARG(draw_day(life->now, to)));
	for (size_t i = 0; i < life->n_lanes; i++) {
		buffer_add_string(out, i ? "; " : " Today ");
		add_standing(&life->lanes[i], out);
	}
	if (life->n_lanes)
		buffer_add_char(out, '.');
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
	struct draw_key keys[MAX_KEYS];
	struct drawing drawing = {.request = request};
	int bottom = LANE_TOP + STATUS_HEIGHT + (int)life->n_lanes * LANE_HEIGHT;
	size_t n_keys = list_keys(life, keys), hidden = 0;
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
	for (size_t i = 0; i < life->n_lanes; i++) {
		const struct lane *lane = &life->lanes[i];
		int y = LANE_TOP + STATUS_HEIGHT + (int)i * LANE_HEIGHT;

		draw_line(&drawing, "tick", 10, y, RIGHT, y);
		draw_text(&drawing, STYLE_PLAIN, LIFE_X - 10, y + 42, ANCHOR_END, LIFE_X - 14,
			lane->role);
		draw_bars(&drawing, life, lane, y + 32);
		draw_untold(&drawing, lane, y + 38);
		hidden += draw_marks(&drawing, life, lane, y);
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
	bool has_any;

	life_picture_read(&life, request->records, document);
	has_any = life.count != 0;
	if (has_any)
		draw(&life, request, out);
	life_picture_dispose(&life);
	return has_any;
}
