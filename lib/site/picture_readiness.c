/* Documents that take sign-offs, over time: ready, stale, awaiting sign-offs, drafts. */
#include "site/picture_areas.h"

static const struct slice names[N_SERIES_READINESS] = {
	[SERIES_READY] = SLICE("ready"),
	[SERIES_STALE] = SLICE("stale or expired"),
	[SERIES_AWAITING] = SLICE("awaiting sign-offs"),
	[SERIES_DRAFT] = SLICE("draft"),
};

static const enum draw_fill fills[N_SERIES_READINESS] = {
	[SERIES_READY] = FILL_GOOD,
	[SERIES_STALE] = FILL_WARN,
	[SERIES_AWAITING] = FILL_INFO,
	[SERIES_DRAFT] = FILL_MUTED,
};

static void describe(const struct series *series, struct buffer *out)
{
	size_t last = series->n_points - 1;
	int64_t all = series_sum(series, last);
	char first[11], today[11];

	buffer_addf(out,
		"On %.*s, of %lld document%s in draft, or with sign-offs given or awaited,",
		SLICE_ARG(draw_day(series->days[last] * 86400, today)), (long long)all,
		draw_plural((size_t)all));
	for (size_t i = 0; i < N_SERIES_READINESS; i++)
		buffer_addf(out, "%s %lld %s", i ? "," : "",
			(long long)series->bands[i].values[last], names[i].at);
	if (last == 0) {
		buffer_add_char(out, '.');
		return;
	}
	buffer_addf(out, "; on %.*s, %lld of %lld were ready.",
		SLICE_ARG(draw_day(series->days[0] * 86400, first)),
		(long long)series->bands[SERIES_READY].values[0], (long long)series_sum(series, 0));
}

bool picture_readiness(const struct picture_request *request, struct buffer *out)
{
	int legend = AREAS_BOTTOM + AXIS_HEIGHT + 16;
	struct draw_key keys[N_SERIES_READINESS];
	struct buffer words = BUFFER_INIT;
	struct drawing drawing = {.request = request};
	struct series series;
	struct areas areas;

	series_readiness(request->records, &series);
	if (series.n_points == 0)
		return false;
	for (size_t i = 0; i < N_SERIES_READINESS; i++)
		keys[i] = (struct draw_key){-1, fills[i], NULL, names[i]};
	areas_prepare(&series, fills, 0, &areas);
	describe(&series, &words);
	draw_begin(&drawing, request, out,
		&(struct draw_head){slice_of("Readiness over time"), buffer_slice(&words),
			draw_legend(&drawing, keys, N_SERIES_READINESS, 10, legend, true), false});
	areas_draw(&drawing, &areas);
	draw_legend(&drawing, keys, N_SERIES_READINESS, 10, legend, false);
	if (series.unknown)
		buffer_addf(&words, " History does not tell since when %zu of them %s there.",
			series.unknown, series.unknown == 1 ? "is" : "are");
	draw_end(&drawing, buffer_slice(&words));
	areas_table(&drawing, &series, names);
	buffer_dispose(&words);
	series_dispose(&series);
	return true;
}
