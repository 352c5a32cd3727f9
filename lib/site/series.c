#include "site/series.h"

#include <stdlib.h>

#include "site/picture_axis.h"

void series_dispose(struct series *series)
{
	free(series->bands);
	*series = (struct series){0};
}

int64_t series_sum(const struct series *series, size_t point)
{
	int64_t sum = 0;

	for (size_t i = 0; i < series->n_bands; i++)
		sum += series->bands[i].values[point];
	return sum;
}

/* Days, then weeks, then what it takes. */
static int64_t step_for(int64_t days)
{
	if (days < SERIES_MAX_POINTS)
		return 1;
	if (days < SERIES_MAX_POINTS * 7)
		return 7;
	return days / (SERIES_MAX_POINTS - 1) + 1;
}

void series_begin(
	struct series *series, const struct records *records, int64_t first, size_t n_bands)
{
	int64_t today = date_days(records->today), from = today, step;

	if (axis_has_time(first) && first / 86400 < today)
		from = first / 86400;
	step = step_for(today - from);
	*series = (struct series){.n_bands = n_bands};
	series->bands = mem_calloc(n_bands, sizeof *series->bands);
	series->n_points = (size_t)((today - from + step - 1) / step) + 1;
	for (size_t i = 0; i < series->n_points; i++)
		series->days[series->n_points - 1 - i] = today - (int64_t)i * step;
	if (series->days[0] < from)
		series->days[0] = from;
}

size_t series_point(const struct series *series, int64_t time)
{
	size_t low = 0, high = series->n_points;
	int64_t day = time / 86400;

	if (!axis_has_time(time))
		return 0;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (series->days[middle] < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Only where it begins and where it ends is noted: series_end adds up. */
void series_add(struct series *series, size_t band, size_t from, size_t end)
{
	int64_t *values = series->bands[band].values;

	if (from >= end)
		return;
	if (from < series->n_points)
		values[from]++;
	if (end < series->n_points)
		values[end]--;
}

void series_end(struct series *series)
{
	for (size_t i = 0; i < series->n_bands; i++) {
		for (size_t j = 1; j < series->n_points; j++)
			series->bands[i].values[j] += series->bands[i].values[j - 1];
	}
}
