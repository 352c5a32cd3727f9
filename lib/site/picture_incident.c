/* An incident: how long until it was detected, mitigated, resolved, and what happened in it. */
#include <stdlib.h>

#include "base/noted_time.h"
#include "site/picture_axis.h"

#define PLOT_X       178
#define PLOT_WIDTH   (DRAW_WIDTH - PLOT_X - 40)
#define SPAN_TOP     14
#define SPAN_HEIGHT  28
#define EVENT_HEIGHT 28
/* Marks of one kind that are too close stand in up to so many rows. */
#define MAX_ROWS   4
#define MARK_WIDTH 20

/* What the front matter tells; the first one is where all spans begin. */
enum moment { STARTED, DETECTED, MITIGATED, RESOLVED, N_MOMENTS };

static const struct {
	const char *field, *words;
	enum draw_fill fill;
} moments[N_MOMENTS] = {
	[STARTED] = {"started", NULL, FILL_MUTED},
	[DETECTED] = {"detected", "to detect", FILL_WARN},
	[MITIGATED] = {"mitigated", "to mitigate", FILL_INFO},
	[RESOLVED] = {"resolved", "to resolve", FILL_GOOD},
};

/* Kinds of events as the template has them, with all others at the end. */
static const struct {
	const char *kind, *class;
	enum draw_shape shape;
} kinds[] = {
	{"trigger", "bad", SHAPE_SQUARE},
	{"detect", "warn", SHAPE_CIRCLE},
	{"escalate", "c4", SHAPE_SQUARE},
	{"decide", "c1", SHAPE_CIRCLE},
	{"act", "info", SHAPE_SQUARE},
	{"communicate", "quiet", SHAPE_CIRCLE},
	{"recover", "good", SHAPE_SQUARE},
	{"other", "quiet", SHAPE_SQUARE},
};

#define N_KINDS (sizeof kinds / sizeof *kinds)

struct mark {
	size_t kind;
	int64_t time;
	size_t row; /* of the table */
	unsigned level;
};

struct incident {
	const struct record_document *document;
	const struct record_table *table; /* NULL: there is none */
	int64_t moments[N_MOMENTS];       /* 0: not known */
	struct mark *marks;
	size_t n_marks;
	size_t timeless;           /* rows whose time cannot be read */
	size_t backwards;          /* rows that are earlier than the one above */
	size_t n_earlier, n_later; /* than the axis goes */
	unsigned levels[N_KINDS];  /* rows that a kind takes; 0: it is not there */
	struct time_axis axis;
};

static int64_t read_time(struct slice text)
{
	struct noted_time noted;
	int64_t seconds;

	text = slice_trim(text);
	if (datetime_parse(text, &seconds))
		return axis_has_time(seconds) ? seconds : 0;
	if (!noted_time_read(text, &noted) || !noted.has_date || !noted.has_offset)
		return 0;
	seconds = noted_time_seconds(&noted);
	return axis_has_time(seconds) ? seconds : 0;
}

static size_t kind_of(const struct incident *incident, size_t row)
{
	struct slice kind = slice_trim(record_cell(incident->table, row, "Kind"));
	size_t i = 0;

	while (i + 1 < N_KINDS && !slice_equal_nocase(kind, slice_of(kinds[i].kind)))
		i++;
	return i;
}

static int compare_marks(const void *left, const void *right)
{
	const struct mark *a = left, *b = right;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->time != b->time)
		return a->time < b->time ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

static void collect(struct incident *incident, const struct record_document *document)
{
	int64_t last = 0;
	size_t n_rows;

	*incident = (struct incident){
		.document = document, .table = record_table_of(document, "Timeline")};
	for (size_t i = 0; i < N_MOMENTS; i++)
		incident->moments[i] = read_time(record_value(document, moments[i].field));
	n_rows = incident->table ? incident->table->n_rows : 0;
	incident->marks = mem_calloc(n_rows + 1, sizeof *incident->marks);
	for (size_t row = 0; row < n_rows; row++) {
		int64_t time = read_time(record_cell(incident->table, row, "Time"));

		if (time == 0) {
			incident->timeless++;
			continue;
		}
		incident->backwards += time < last;
		last = time;
		incident->marks[incident->n_marks++] =
			(struct mark){kind_of(incident, row), time, row, 0};
	}
	qsort(incident->marks, incident->n_marks, sizeof *incident->marks, compare_marks);
}

/* ---- The axis ------------------------------------------------------------------------------- */

static void stretch(int64_t time, int64_t *from, int64_t *to)
{
	if (time == 0)
		return;
	if (*from == 0 || time < *from)
		*from = time;
	if (time > *to)
		*to = time;
}

/* The axis shows the incident, and of what came before and after as much as half of its length: a
 * cause that is days older would leave no room for the rest. Without both ends it shows all. */
static void set_axis(struct incident *incident)
{
	int64_t from = 0, to = 0, first, last, margin;

	for (size_t i = 0; i < N_MOMENTS; i++)
		stretch(incident->moments[i], &from, &to);
	first = from;
	last = to;
	for (size_t i = 0; i < incident->n_marks; i++) {
		int64_t time = incident->marks[i].time;

		if (last == first ||
			(time >= first - (last - first) / 2 && time <= last + (last - first) / 2))
			stretch(time, &from, &to);
	}
	margin = to == from ? 600 : (to - from) / 24 + 1;
	incident->axis =
		axis_of_time(from > margin ? from - margin : 1, to + margin, PLOT_X, PLOT_WIDTH);
	for (size_t i = 0; i < incident->n_marks; i++) {
		incident->n_earlier += incident->marks[i].time < incident->axis.from;
		incident->n_later += incident->marks[i].time > incident->axis.to;
	}
}

/* Gives each mark the first row of its kind in which there is room. */
static void set_levels(struct incident *incident)
{
	int free_from[MAX_ROWS] = {0};

	for (size_t i = 0; i < incident->n_marks; i++) {
		struct mark *mark = &incident->marks[i];
		int x = axis_x(&incident->axis, mark->time);

		if (i == 0 || mark->kind != mark[-1].kind)
			memset(free_from, 0, sizeof free_from);
		while (mark->level < MAX_ROWS && free_from[mark->level] > x)
			mark->level++;
		if (mark->level == MAX_ROWS)
			continue;
		free_from[mark->level] = x + MARK_WIDTH;
		if (incident->levels[mark->kind] <= mark->level)
			incident->levels[mark->kind] = mark->level + 1;
	}
}

/* ---- Drawing -------------------------------------------------------------------------------- */

static bool has_span(const struct incident *incident, size_t moment)
{
	return incident->moments[STARTED] &&
	       incident->moments[moment] >= incident->moments[STARTED];
}

static int draw_spans(struct drawing *drawing, const struct incident *incident, int bottom)
{
	int y = SPAN_TOP;

	for (size_t i = DETECTED; i < N_MOMENTS; i++) {
		int from = axis_x(&incident->axis, incident->moments[STARTED]);
		int to = axis_x(&incident->axis, incident->moments[i]);
		char *span;

		if (!has_span(incident, i))
			continue;
		span = axis_span(incident->moments[i] - incident->moments[STARTED]);
		draw_line(drawing, "guide", to, y + 20, to, bottom);
		draw_text(drawing, STYLE_PLAIN, PLOT_X - 96, y + 16, ANCHOR_END, PLOT_X - 98,
			slice_of(moments[i].words));
		draw_text(drawing, STYLE_STRONG, PLOT_X - 90, y + 16, ANCHOR_START, 86,
			slice_of(span));
		draw_bar(drawing, moments[i].fill, from, y + 4, to - from, 16);
		free(span);
		y += SPAN_HEIGHT;
	}
	return y;
}

static void draw_mark(
	struct drawing *drawing, const struct incident *incident, const struct mark *mark, int y)
{
	struct slice event = record_cell(incident->table, mark->row, "Event");
	int x = axis_x(&incident->axis, mark->time);
	struct buffer title = BUFFER_INIT;
	char minute[DRAW_MINUTE_SIZE];

	buffer_addf(
		&title, "%zu, %.*s: ", mark->row + 1, SLICE_ARG(draw_minute(mark->time, minute)));
	buffer_add_slice(&title, event);
	draw_group_begin(drawing, buffer_slice(&title));
	draw_shape_sized(drawing, kinds[mark->kind].class, kinds[mark->kind].shape, x, y, 9);
	draw_textf(drawing, STYLE_NUMBER, x, y + 4, ANCHOR_MIDDLE, 26, "%zu", mark->row + 1);
	draw_group_end(drawing);
	buffer_dispose(&title);
}

/* The lanes of events, one for each kind that there is, from y on. Returns how many marks found no
 * room. */
static size_t draw_events(struct drawing *drawing, const struct incident *incident, int y)
{
	size_t hidden = 0, i = 0;

	for (size_t kind = 0; kind < N_KINDS; kind++) {
		if (!incident->levels[kind])
			continue;
		draw_line(drawing, "tick", 10, y, PLOT_X + PLOT_WIDTH, y);
		draw_text(drawing, STYLE_PLAIN, PLOT_X - 16, y + 19, ANCHOR_END, PLOT_X - 20,
			slice_of(kinds[kind].kind));
		for (; i < incident->n_marks && incident->marks[i].kind == kind; i++) {
			const struct mark *mark = &incident->marks[i];

			if (mark->level == MAX_ROWS || draw_is_full(drawing))
				hidden++;
			else
				draw_mark(drawing, incident, mark,
					y + 14 + (int)mark->level * EVENT_HEIGHT);
		}
		y += (int)incident->levels[kind] * EVENT_HEIGHT;
	}
	return hidden;
}

/* ---- In words ------------------------------------------------------------------------------- */

static void describe(const struct incident *incident, struct buffer *out)
{
	char minute[DRAW_MINUTE_SIZE];

	if (incident->moments[STARTED])
		buffer_addf(out, "It started at %.*s UTC.",
			SLICE_ARG(draw_minute(incident->moments[STARTED], minute)));
	else
		buffer_add_string(out, "When it started is not known.");
	for (size_t i = DETECTED; i < N_MOMENTS; i++) {
		char *span;

		if (!incident->moments[i]) {
			buffer_addf(out, " When it was %s is not known.", moments[i].field);
			continue;
		}
		if (!has_span(incident, i)) {
			if (incident->moments[STARTED])
				buffer_addf(out,
					" It was %s before it started: one of both is wrong.",
					moments[i].field);
			continue;
		}
		span = axis_span(incident->moments[i] - incident->moments[STARTED]);
		buffer_addf(out, " It was %s after %s.", moments[i].field, span);
		free(span);
	}
	for (size_t i = MITIGATED; i < N_MOMENTS; i++) {
		if (incident->moments[i] && incident->moments[i] < incident->moments[i - 1])
			buffer_addf(out, " It was %s before it was %s: one of both is wrong.",
				moments[i].field, moments[i - 1].field);
	}
}

static void caption(const struct incident *incident, size_t hidden, struct buffer *out)
{
	if (incident->n_marks)
		buffer_addf(out, " Numbers are those of the %zu event%s in the table.",
			incident->n_marks, draw_plural(incident->n_marks));
	if (incident->n_earlier)
		buffer_addf(out, " %zu happened earlier than is shown: at the left edge.",
			incident->n_earlier);
	if (incident->n_later)
		buffer_addf(out, " %zu happened later than is shown: at the right edge.",
			incident->n_later);
	if (incident->backwards)
		buffer_addf(out, " %zu %s earlier than the one above in the document.",
			incident->backwards, incident->backwards == 1 ? "is" : "are");
	if (incident->timeless)
		buffer_addf(out, " Of %zu event%s the time cannot be read.", incident->timeless,
			draw_plural(incident->timeless));
	if (hidden)
		buffer_addf(out, " And %zu more that there is no room for.", hidden);
}

static void add_table(struct drawing *drawing, const struct incident *incident)
{
	static const struct slice columns[] = {
		SLICE("Number"), SLICE("Time"), SLICE("Event"), SLICE("Role"), SLICE("Kind")};
	size_t n_rows = incident->table ? incident->table->n_rows : 0;

	draw_table_begin(drawing, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < N_MOMENTS; i++) {
		struct slice cells[] = {slice_of(""),
			record_value(incident->document, moments[i].field),
			slice_of(moments[i].field), slice_of(""), slice_of("")};

		if (cells[1].len)
			draw_row(drawing, cells);
	}
	for (size_t row = 0; row < n_rows; row++) {
		char *number = mem_format("%zu", row + 1);
		struct slice cells[] = {slice_of(number), record_cell(incident->table, row, "Time"),
			record_cell(incident->table, row, "Event"),
			record_cell(incident->table, row, "Actor Role"),
			record_cell(incident->table, row, "Kind")};

		draw_row(drawing, cells);
		free(number);
	}
	draw_table_end(drawing, 0);
}

/* ---- All of it ------------------------------------------------------------------------------ */

static int events_top(const struct incident *incident)
{
	int y = SPAN_TOP;

	for (size_t i = DETECTED; i < N_MOMENTS; i++)
		y += has_span(incident, i) ? SPAN_HEIGHT : 0;
	return y + 10;
}

static void draw(
	struct incident *incident, const struct picture_request *request, struct buffer *out)
{
	struct buffer title = BUFFER_INIT, words = BUFFER_INIT;
	struct drawing drawing = {.request = request};
	int top = events_top(incident), bottom = top;
	size_t hidden;

	for (size_t i = 0; i < N_KINDS; i++)
		bottom += (int)incident->levels[i] * EVENT_HEIGHT;
	buffer_add_string(&title, "What happened: ");
	buffer_add_slice(&title, draw_document_title(incident->document));
	describe(incident, &words);
	draw_begin(&drawing, request, out,
		&(struct draw_head){buffer_slice(&title), buffer_slice(&words),
			bottom + AXIS_HEIGHT + 4, false});
	draw_patterns(&drawing, 1u << FILL_WARN | 1u << FILL_INFO | 1u << FILL_GOOD);
	axis_draw_time(&drawing, &incident->axis, SPAN_TOP, bottom);
	draw_spans(&drawing, incident, bottom);
	hidden = draw_events(&drawing, incident, top);
	buffer_add_string(&words, " Times are in UTC.");
	caption(incident, hidden, &words);
	draw_end(&drawing, buffer_slice(&words));
	add_table(&drawing, incident);
	buffer_dispose(&title);
	buffer_dispose(&words);
}

bool picture_incident(const struct picture_request *request, size_t document, struct buffer *out)
{
	struct incident incident;
	bool has_any;

	collect(&incident, &request->records->documents[document]);
	has_any = incident.n_marks != 0;
	for (size_t i = DETECTED; i < N_MOMENTS; i++)
		has_any = has_any || has_span(&incident, i);
	if (has_any) {
		set_axis(&incident);
		set_levels(&incident);
		draw(&incident, request, out);
	}
	free(incident.marks);
	return has_any;
}
