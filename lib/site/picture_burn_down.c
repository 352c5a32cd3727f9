/* Unfinished action items over time, by owner; and how many there will be, if days that are due are
 * kept. */
#include <stdlib.h>

#include "site/picture_areas.h"

#define N_BANDS (SERIES_MAX_OWNERS + 1)

static const enum draw_fill fills[N_BANDS] = {
	FILL_1, FILL_2, FILL_3, FILL_4, FILL_5, FILL_6, FILL_7};

/* Days that unfinished items are due on, from today on. */
struct forecast {
	int64_t today;
	int64_t *days;
	size_t count;
	size_t overdue, dayless;
	int64_t last; /* day that is shown: no more than half of what was */
};

static int compare_days(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

	return a < b ? -1 : a > b;
}

static void make_forecast(
	const struct records *records, const struct series *series, struct forecast *forecast)
{
	int64_t room;

	*forecast = (struct forecast){.today = date_days(records->today)};
	forecast->days = mem_calloc(records->n_actions + 1, sizeof *forecast->days);
	for (size_t i = 0; i < records->n_actions; i++) {
		const struct record_action *action = &records->actions[i];
		struct date due;

		if (!action->unfinished || action->lives_elsewhere)
			continue;
		if (!date_parse(action->due, &due))
			forecast->dayless++;
		else if (date_days(due) < forecast->today)
			forecast->overdue++;
		else
			forecast->days[forecast->count++] = date_days(due);
	}
	qsort(forecast->days, forecast->count, sizeof *forecast->days, compare_days);
	room = (forecast->today - series->days[0]) / 2;
	room = room < 28 ? 28 : room;
	forecast->last = forecast->today;
	if (forecast->count)
		forecast->last = forecast->days[forecast->count - 1];
	if (forecast->last > forecast->today + room)
		forecast->last = forecast->today + room;
}

/* A step down on each day that something is due. An item is done by the end of its day. */
static void draw_forecast(
	struct drawing *drawing, const struct areas *areas, const struct forecast *forecast)
{
	int64_t left = series_sum(areas->series, areas->series->n_points - 1);
	int x = axis_x(&areas->axis, forecast->today * 86400);

	if (forecast->last == forecast->today)
		return;
	draw_line(drawing, "guide", x, AREAS_TOP, x, AREAS_BOTTOM);
	draw_text(drawing, STYLE_FAINT, x, AREAS_TOP - 4, ANCHOR_MIDDLE, 60, slice_of("today"));
	buffer_addf(drawing->out, "<path class=\"forecast\" d=\"M%d %d", x, areas_y(areas, left));
	for (size_t i = 0; i < forecast->count && forecast->days[i] <= forecast->last; i++) {
		int next = axis_x(&areas->axis, forecast->days[i] * 86400);

		left--;
		/* Days that are one in the drawing make one step. */
		if (i + 1 < forecast->count && forecast->days[i + 1] <= forecast->last &&
			axis_x(&areas->axis, forecast->days[i + 1] * 86400) == next)
			continue;
		buffer_addf(drawing->out, "H%dV%d", next, areas_y(areas, left));
	}
	buffer_addf(drawing->out, "H%d\"/>\n", areas->axis.x + areas->axis.width);
}

/* ---- In words ------------------------------------------------------------------------------- */

static struct slice owner_name(const struct series *series, size_t band)
{
	if (series->others && band == SERIES_MAX_OWNERS)
		return slice_of("all others");
	return series->bands[band].name.len ? series->bands[band].name : slice_of("nobody");
}

static void describe(
	const struct series *series, const struct forecast *forecast, struct buffer *out)
{
	size_t last = series->n_points - 1;
	int64_t most = 0;

	for (size_t i = 0; i <= last; i++)
		most = series_sum(series, i) > most ? series_sum(series, i) : most;
	buffer_addf(out,
		"%lld action item%s unfinished today, %zu overdue, %zu without a day; at most "
		"there "
		"were %lld.",
		(long long)series_sum(series, last),
		series_sum(series, last) == 1 ? " is" : "s are", forecast->overdue,
		forecast->dayless, (long long)most);
}

static void caption(
	const struct series *series, const struct forecast *forecast, struct buffer *out)
{
	size_t later = 0;

	for (size_t i = 0; i < forecast->count; i++)
		later += forecast->days[i] > forecast->last;
	if (forecast->last > forecast->today)
		buffer_add_string(out, " Broken line: what is left if all that is not overdue is "
				       "done by the day it is due.");
	if (later)
		buffer_addf(
			out, " %zu %s due later than is shown.", later, later == 1 ? "is" : "are");
	if (series->unknown)
		buffer_addf(out, " History does not tell when %zu began: they count from the left.",
			series->unknown);
	if (series->left_out)
		buffer_addf(
			out, " %zu that ended, nobody knows when, do not count.", series->left_out);
}

/* ---- All of it ------------------------------------------------------------------------------ */

static void draw(const struct picture_request *request, const struct series *series,
	const struct forecast *forecast, struct buffer *out)
{
	int legend = AREAS_BOTTOM + AXIS_HEIGHT + 16;
	struct slice names[N_BANDS];
	struct draw_key keys[N_BANDS];
	struct buffer words = BUFFER_INIT, texts = BUFFER_INIT;
	struct drawing drawing = {.request = request};
	size_t ends[N_BANDS];
	struct areas areas;

	for (size_t i = 0; i < series->n_bands; i++) {
		names[i] = owner_name(series, i);
		buffer_add_slice(&texts, names[i]);
		buffer_addf(
			&texts, ": %lld", (long long)series->bands[i].values[series->n_points - 1]);
		ends[i] = texts.len;
	}
	for (size_t i = 0; i < series->n_bands; i++) {
		size_t begin = i ? ends[i - 1] : 0;

		keys[i] =
			(struct draw_key){-1, fills[i], NULL, {texts.at + begin, ends[i] - begin}};
	}
	areas_prepare(series, fills, forecast->last * 86400, &areas);
	describe(series, forecast, &words);
	draw_begin(&drawing, request, out,
		&(struct draw_head){slice_of("Unfinished action items over time, by owner"),
			buffer_slice(&words),
			draw_legend(&drawing, keys, series->n_bands, 10, legend, true), false});
	areas_draw(&drawing, &areas);
	draw_forecast(&drawing, &areas, forecast);
	draw_legend(&drawing, keys, series->n_bands, 10, legend, false);
	caption(series, forecast, &words);
	draw_end(&drawing, buffer_slice(&words));
	areas_table(&drawing, series, names);
	buffer_dispose(&words);
	buffer_dispose(&texts);
}

bool picture_burn_down(const struct picture_request *request, struct buffer *out)
{
	struct series series;
	struct forecast forecast;
	bool has_any = false;

	series_actions(request->records, &series);
	for (size_t i = 0; i < series.n_points; i++)
		has_any = has_any || series_sum(&series, i);
	if (has_any) {
		make_forecast(request->records, &series, &forecast);
		draw(request, &series, &forecast, out);
		free(forecast.days);
	}
	series_dispose(&series);
	return has_any;
}
