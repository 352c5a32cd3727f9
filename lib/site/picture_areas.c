#include "site/picture_areas.h"

#include <stdlib.h>

#define PLOT_X           48
#define PLOT_WIDTH       (DRAW_WIDTH - PLOT_X - 36)
#define MAX_TABLE_POINTS 60
/* Of all that is drawn. */
#define TODAY_PART 40

void areas_prepare(const struct series *series, const enum draw_fill *fills, int64_t until,
	struct areas *areas)
{
	int64_t from = series->days[0] * 86400;
	int64_t to = series->days[series->n_points - 1] * 86400;
	uint64_t most = 1, step;

	for (size_t i = 0; i < series->n_points; i++) {
		uint64_t sum = (uint64_t)series_sum(series, i);

		most = sum > most ? sum : most;
	}
	step = axis_step(most);
	/* A series of one day is shown as the end of a week. */
	if (from == to)
		from -= 7 * (int64_t)86400;
	*areas = (struct areas){
		.series = series, .fills = fills, .most = (most + step - 1) / step * step};
	/* Today is seen too: its numbers hold to its end, but where something is foretold from it.
	 */
	areas->end = to;
	if (until <= to || series->n_points == 1)
		areas->end += (to - from) / TODAY_PART > 86400 ? (to - from) / TODAY_PART : 86400;
	areas->axis =
		axis_of_time(from, until > areas->end ? until : areas->end, PLOT_X, PLOT_WIDTH);
}

int areas_y(const struct areas *areas, int64_t value)
{
	return AREAS_BOTTOM - (int)(value * AREAS_HEIGHT / (int64_t)areas->most);
}

static int point_x(const struct areas *areas, size_t point)
{
	return axis_x(&areas->axis, areas->series->days[point] * 86400);
}

static void draw_counts(struct drawing *drawing, const struct areas *areas)
{
	uint64_t step = axis_step(areas->most);

	for (uint64_t value = 0; value <= areas->most; value += step) {
		int y = areas_y(areas, (int64_t)value);

		draw_line(drawing, "tick", PLOT_X, y, PLOT_X + PLOT_WIDTH, y);
		draw_textf(drawing, STYLE_FAINT, PLOT_X - 8, y + 4, ANCHOR_END, PLOT_X - 10, "%llu",
			(unsigned long long)value);
	}
}

/* The sum of the bands up to one, and with it. */
static int64_t height_of(const struct series *series, size_t n_bands, size_t point)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n_bands; i++)
		sum += series->bands[i].values[point];
	return sum;
}

/* A number holds from its day to that of the next one: a step. */
static void draw_band(struct drawing *drawing, const struct areas *areas, size_t band)
{
	const struct series *series = areas->series;
	struct buffer *out = drawing->out;
	size_t last = series->n_points - 1;
	bool is_there = false;

	for (size_t i = 0; i < series->n_points; i++)
		is_there = is_there || series->bands[band].values[i];
	if (!is_there)
		return;
	buffer_add_string(out, "<path");
	draw_fill_attributes(drawing, areas->fills[band]);
	buffer_addf(out, " d=\"M%d %d", point_x(areas, 0),
		areas_y(areas, height_of(series, band + 1, 0)));
	for (size_t i = 1; i <= last; i++)
		buffer_addf(out, "H%dV%d", point_x(areas, i),
			areas_y(areas, height_of(series, band + 1, i)));
	buffer_addf(out, "H%dV%dH%d", axis_x(&areas->axis, areas->end),
		areas_y(areas, height_of(series, band, last)), point_x(areas, last));
	for (size_t i = last; i > 0; i--)
		buffer_addf(out, "V%dH%d", areas_y(areas, height_of(series, band, i - 1)),
			point_x(areas, i - 1));
	buffer_add_string(out, "z\"/>\n");
}

void areas_draw(struct drawing *drawing, const struct areas *areas)
{
	unsigned fills = 0;

	for (size_t i = 0; i < areas->series->n_bands; i++)
		fills |= 1u << areas->fills[i];
	draw_patterns(drawing, fills);
	draw_counts(drawing, areas);
	axis_draw_time(drawing, &areas->axis, AREAS_TOP, AREAS_BOTTOM);
	for (size_t i = 0; i < areas->series->n_bands; i++)
		draw_band(drawing, areas, i);
}

static void add_point(struct drawing *drawing, const struct series *series, size_t point)
{
	struct slice cells[SERIES_MAX_OWNERS + 3];
	char *numbers[SERIES_MAX_OWNERS + 2];
	char *sum = mem_format("%lld", (long long)series_sum(series, point));
	char day[11];

	cells[0] = draw_day(series->days[point] * 86400, day);
	for (size_t i = 0; i < series->n_bands; i++) {
		numbers[i] = mem_format("%lld", (long long)series->bands[i].values[point]);
		cells[i + 1] = slice_of(numbers[i]);
	}
	cells[series->n_bands + 1] = slice_of(sum);
	draw_row(drawing, cells);
	for (size_t i = 0; i < series->n_bands; i++)
		free(numbers[i]);
	free(sum);
}

void areas_table(struct drawing *drawing, const struct series *series, const struct slice *names)
{
	size_t step = (series->n_points + MAX_TABLE_POINTS - 1) / MAX_TABLE_POINTS;
	struct slice columns[SERIES_MAX_OWNERS + 3];

	columns[0] = slice_of("Day");
	for (size_t i = 0; i < series->n_bands; i++)
		columns[i + 1] = names[i];
	columns[series->n_bands + 1] = slice_of("All");
	draw_table_begin(drawing, columns, series->n_bands + 2);
	/* From today back. */
	for (size_t i = 0; i < series->n_points; i += step)
		add_point(drawing, series, series->n_points - 1 - i);
	draw_table_end(drawing, 0);
}
