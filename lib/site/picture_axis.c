#include "site/picture_axis.h"

#include "base/clock.h"

#define DAY 86400
/* 10000-01-01 */
#define TIME_END 253402300800

static const char *const months[] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/* Distances of ticks that one would choose by hand, from small to large. */
static const struct tick_unit {
	int64_t every;
	enum { UNIT_SECONDS, UNIT_MONTHS } type;
	int room; /* that a label needs, in units of the drawing */
} units[] = {
	{60, UNIT_SECONDS, 64},
	{300, UNIT_SECONDS, 64},
	{900, UNIT_SECONDS, 64},
	{1800, UNIT_SECONDS, 64},
	{3600, UNIT_SECONDS, 64},
	{3 * 3600, UNIT_SECONDS, 64},
	{6 * 3600, UNIT_SECONDS, 64},
	{12 * 3600, UNIT_SECONDS, 64},
	{DAY, UNIT_SECONDS, 66},
	{2 * DAY, UNIT_SECONDS, 66},
	{7 * DAY, UNIT_SECONDS, 66},
	{1, UNIT_MONTHS, 52},
	{3, UNIT_MONTHS, 52},
	{6, UNIT_MONTHS, 52},
	{12, UNIT_MONTHS, 52},
	{24, UNIT_MONTHS, 52},
	{60, UNIT_MONTHS, 52},
	{120, UNIT_MONTHS, 52},
	{600, UNIT_MONTHS, 52},
	{1200, UNIT_MONTHS, 52},
	{6000, UNIT_MONTHS, 52},
	{12000, UNIT_MONTHS, 52},
};

bool axis_has_time(int64_t time)
{
	return time > 0 && time < TIME_END;
}

struct time_axis axis_of_time(int64_t from, int64_t to, int x, int width)
{
	return (struct time_axis){from, to > from ? to : from + DAY, x, width};
}

int axis_x(const struct time_axis *axis, int64_t time)
{
	if (time <= axis->from)
		return axis->x;
	if (time >= axis->to)
		return axis->x + axis->width;
	return axis->x + (int)((time - axis->from) * axis->width / (axis->to - axis->from));
}

/* ---- Ticks ---------------------------------------------------------------------------------- */

static int64_t unit_seconds(const struct tick_unit *unit)
{
	return unit->type == UNIT_SECONDS ? unit->every : unit->every * 30 * DAY;
}

static const struct tick_unit *choose_unit(const struct time_axis *axis)
{
	size_t last = sizeof units / sizeof *units - 1;

	for (size_t i = 0; i < last; i++) {
		if (unit_seconds(&units[i]) * axis->width / (axis->to - axis->from) >=
			units[i].room)
			return &units[i];
	}
	return &units[last];
}

static int64_t month_start(int64_t month)
{
	struct date date = {.year = (int)(month / 12), .month = (int)(month % 12) + 1, .day = 1};

	return date_days(date) * DAY;
}

/* The number of a tick: the last that is not after a time. Weeks begin on Monday; 1970-01-01 was a
 * Thursday. */
static int64_t tick_before(const struct tick_unit *unit, int64_t time)
{
	struct date date = date_of_time(time);

	if (unit->type == UNIT_MONTHS)
		return (date.year * 12 + date.month - 1) / unit->every;
	if (unit->every == 7 * (int64_t)DAY)
		return (time + 3 * (int64_t)DAY) / unit->every;
	return time / unit->every;
}

static int64_t tick_time(const struct tick_unit *unit, int64_t tick)
{
	if (unit->type == UNIT_MONTHS)
		return month_start(tick * unit->every);
	if (unit->every == 7 * (int64_t)DAY)
		return tick * unit->every - 3 * (int64_t)DAY;
	return tick * unit->every;
}

/* What stands at a tick, and what stands below it where that changes. Of days only the first one
 * has room for its year. */
static void tick_labels(const struct tick_unit *unit, int64_t time, bool is_first,
	struct buffer *label, struct buffer *below)
{
	struct date date = date_of_time(time);
	const char *month = months[date.month - 1];
	int minute = (int)(time % DAY / 60);

	buffer_clear(label);
	buffer_clear(below);
	if (unit->type == UNIT_MONTHS && unit->every % 12 == 0) {
		buffer_addf(label, "%04d", date.year);
	} else if (unit->type == UNIT_MONTHS) {
		buffer_add_string(label, month);
		buffer_addf(below, "%04d", date.year);
	} else if (unit->every >= DAY) {
		buffer_addf(label, "%d %s", date.day, month);
		buffer_addf(below, "%04d", date.year);
	} else {
		buffer_addf(label, "%02d:%02d", minute / 60, minute % 60);
		buffer_addf(below, "%d %s", date.day, month);
		if (is_first)
			buffer_addf(below, " %04d", date.year);
	}
}

void axis_draw_time(struct drawing *drawing, const struct time_axis *axis, int top, int bottom)
{
	const struct tick_unit *unit = choose_unit(axis);
	struct buffer label = BUFFER_INIT, below = BUFFER_INIT, last = BUFFER_INIT;

	draw_line(drawing, "axis", axis->x, bottom, axis->x + axis->width, bottom);
	for (int64_t tick = tick_before(unit, axis->from);; tick++) {
		int64_t time = tick_time(unit, tick);
		int x = axis_x(axis, time);

		if (time > axis->to)
			break;
		if (time < axis->from)
			continue;
		tick_labels(unit, time, last.len == 0, &label, &below);
		draw_line(drawing, "tick", x, top, x, bottom + 4);
		draw_text(drawing, STYLE_FAINT, x, bottom + 18, ANCHOR_MIDDLE, unit->room,
			buffer_slice(&label));
		/* The first has its year, those of the same day have not. */
		if (below.len == 0 ||
			(below.len <= last.len && memcmp(last.at, below.at, below.len) == 0))
			continue;
		draw_text(drawing, STYLE_FAINT, x, bottom + 34, ANCHOR_MIDDLE, 90,
			buffer_slice(&below));
		buffer_clear(&last);
		buffer_add_slice(&last, buffer_slice(&below));
	}
	buffer_dispose(&label);
	buffer_dispose(&below);
	buffer_dispose(&last);
}

uint64_t axis_step(uint64_t most)
{
	static const uint64_t steps[] = {1, 2, 5};

	for (uint64_t ten = 1;; ten *= 10) {
		for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
			if (most / (steps[i] * ten) <= 5 || ten >= UINT64_C(1000000000000000000))
				return steps[i] * ten;
		}
	}
}

char *axis_span(int64_t seconds)
{
	long long minutes = (long long)seconds / 60, hours = minutes / 60, days = hours / 24;

	if (minutes == 0)
		return mem_format("%lld s", (long long)seconds);
	if (hours == 0)
		return mem_format("%lld min", minutes);
	if (days == 0)
		return minutes % 60 ? mem_format("%lld h %lld min", hours, minutes % 60)
				    : mem_format("%lld h", hours);
	return hours % 24 ? mem_format("%lld d %lld h", days, hours % 24)
			  : mem_format("%lld d", days);
}
