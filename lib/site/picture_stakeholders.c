/* Stakeholders by power and interest, as the table of a stakeholder map has them. */
#include <stdlib.h>

#include "site/picture_draw.h"

/* Both run from 1 to 5; 4 and 5 count as high (templates/stakeholder-map.md). */
#define LEVELS 5
#define N_LOW  3

#define PLOT_X      58
#define PLOT_Y      34
#define CELL_WIDTH  115
#define CELL_HEIGHT 84
#define PLOT_WIDTH  (LEVELS * CELL_WIDTH)
#define PLOT_HEIGHT (LEVELS * CELL_HEIGHT)

/* What fits into a cell: this many with their names, or that many as numbers. */
#define MAX_NAMED    4
#define MAX_NUMBERED 12

struct party {
	size_t row;   /* of the table */
	size_t place; /* power and interest in one number: as cells are drawn */
};

struct matrix {
	const struct record_table *table;
	struct party *list;
	size_t count;
	size_t placeless; /* rows without usable numbers */
	unsigned sides;   /* that are there, a bit for each */
	unsigned crowded; /* cells that show numbers */
};

static const struct {
	const char *side, *class;
	enum draw_shape shape;
} sides[] = {
	{"research", "c1", SHAPE_CIRCLE},
	{"operations", "c2", SHAPE_SQUARE},
	{"business", "c3", SHAPE_DIAMOND},
	{"other", "c4", SHAPE_UP},
};

#define N_SIDES (sizeof sides / sizeof *sides)

/* What is none of them is "other". */
static size_t side_of(const struct matrix *matrix, size_t row)
{
	struct slice side = slice_trim(record_cell(matrix->table, row, "Side"));
	size_t i = 0;

	while (i + 1 < N_SIDES && !slice_equal_nocase(side, slice_of(sides[i].side)))
		i++;
	return i;
}

/* 1 to 5, or 0. */
static size_t level(const struct matrix *matrix, size_t row, const char *column)
{
	struct slice text = slice_trim(record_cell(matrix->table, row, column));

	return text.len == 1 && text.at[0] >= '1' && text.at[0] <= '5' ? (size_t)(text.at[0] - '0')
								       : 0;
}

static struct slice name_of(const struct matrix *matrix, size_t row)
{
	struct slice id = slice_trim(record_cell(matrix->table, row, "Id"));

	return id.len ? id : slice_trim(record_cell(matrix->table, row, "Who"));
}

static int compare_parties(const void *left, const void *right)
{
	const struct party *a = left, *b = right;

	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

static void collect(struct matrix *matrix)
{
	size_t n_rows = matrix->table->n_rows;

	matrix->list = mem_calloc(n_rows + 1, sizeof *matrix->list);
	for (size_t row = 0; row < n_rows; row++) {
		size_t power = level(matrix, row, "Power");
		size_t interest = level(matrix, row, "Interest");

		if (name_of(matrix, row).len == 0)
			continue;
		if (!power || !interest) {
			matrix->placeless++;
			continue;
		}
		matrix->sides |= 1u << side_of(matrix, row);
		/* From the top left, as one reads. */
		matrix->list[matrix->count++] =
			(struct party){row, (LEVELS - power) * LEVELS + interest - 1};
	}
	qsort(matrix->list, matrix->count, sizeof *matrix->list, compare_parties);
}

/* ---- The field ------------------------------------------------------------------------------ */

static void draw_field(struct drawing *drawing)
{
	int split_x = PLOT_X + N_LOW * CELL_WIDTH;
	int split_y = PLOT_Y + (LEVELS - N_LOW) * CELL_HEIGHT;
	int right = PLOT_X + PLOT_WIDTH, bottom = PLOT_Y + PLOT_HEIGHT;
	int low = (PLOT_X + split_x) / 2, high = (split_x + right) / 2;

	draw_box(drawing, "strong-area", split_x, PLOT_Y, right - split_x, split_y - PLOT_Y);
	for (int i = 0; i <= LEVELS; i++) {
		draw_line(drawing, "tick", PLOT_X + i * CELL_WIDTH, PLOT_Y, PLOT_X + i * CELL_WIDTH,
			bottom);
		draw_line(drawing, "tick", PLOT_X, PLOT_Y + i * CELL_HEIGHT, right,
			PLOT_Y + i * CELL_HEIGHT);
	}
	draw_line(drawing, "axis", split_x, PLOT_Y, split_x, bottom);
	draw_line(drawing, "axis", PLOT_X, split_y, right, split_y);
	draw_text(drawing, STYLE_STRONG, low, PLOT_Y - 12, ANCHOR_MIDDLE, split_x - PLOT_X,
		slice_of("keep satisfied"));
	draw_text(drawing, STYLE_STRONG, high, PLOT_Y - 12, ANCHOR_MIDDLE, right - split_x,
		slice_of("manage closely"));
	draw_text(drawing, STYLE_STRONG, low, bottom + 40, ANCHOR_MIDDLE, split_x - PLOT_X,
		slice_of("monitor"));
	draw_text(drawing, STYLE_STRONG, high, bottom + 40, ANCHOR_MIDDLE, right - split_x,
		slice_of("keep informed"));
}

static void draw_scales(struct drawing *drawing)
{
	for (int i = 0; i < LEVELS; i++) {
		draw_textf(drawing, STYLE_FAINT, PLOT_X - 10,
			PLOT_Y + PLOT_HEIGHT - i * CELL_HEIGHT - CELL_HEIGHT / 2 + 4, ANCHOR_END,
			20, "%d", i + 1);
		draw_textf(drawing, STYLE_FAINT, PLOT_X + i * CELL_WIDTH + CELL_WIDTH / 2,
			PLOT_Y + PLOT_HEIGHT + 18, ANCHOR_MIDDLE, 20, "%d", i + 1);
	}
	draw_text(drawing, STYLE_MUTED, 2, PLOT_Y - 12, ANCHOR_START, 80,
		slice_of("power \xe2\x86\x91"));
	draw_text(drawing, STYLE_MUTED, PLOT_X + PLOT_WIDTH, PLOT_Y + PLOT_HEIGHT + 60, ANCHOR_END,
		100, slice_of("interest \xe2\x86\x92"));
}

/* ---- Those in it ---------------------------------------------------------------------------- */

static void begin_party(struct drawing *drawing, const struct matrix *matrix, size_t row)
{
	struct slice who = record_cell(matrix->table, row, "Who");
	struct buffer title = BUFFER_INIT;

	buffer_add_slice(&title, name_of(matrix, row));
	buffer_addf(&title, ", %s: ", sides[side_of(matrix, row)].side);
	buffer_add_slice(&title, who);
	draw_group_begin(drawing, buffer_slice(&title));
	buffer_dispose(&title);
}

static void draw_named(struct drawing *drawing, const struct matrix *matrix,
	const struct party *party, int x, int y)
{
	size_t side = side_of(matrix, party->row);

	begin_party(drawing, matrix, party->row);
	draw_shape_sized(drawing, sides[side].class, sides[side].shape, x + 12, y, 5);
	draw_text(drawing, STYLE_SMALL, x + 22, y + 4, ANCHOR_START, CELL_WIDTH - 26,
		name_of(matrix, party->row));
	draw_group_end(drawing);
}

/* The number is that of the row in the table below. */
static void draw_numbered(struct drawing *drawing, const struct matrix *matrix,
	const struct party *party, int x, int y)
{
	size_t side = side_of(matrix, party->row);

	begin_party(drawing, matrix, party->row);
	draw_shape_sized(drawing, sides[side].class, sides[side].shape, x - 5, y, 4);
	draw_textf(drawing, STYLE_SMALL, x + 1, y + 4, ANCHOR_START, 24, "%zu", party->row + 1);
	draw_group_end(drawing);
}

static void draw_cell(
	struct drawing *drawing, struct matrix *matrix, const struct party *list, size_t count)
{
	int x = PLOT_X + (int)(list->place % LEVELS) * CELL_WIDTH;
	int y = PLOT_Y + (int)(list->place / LEVELS) * CELL_HEIGHT;
	bool named = count <= MAX_NAMED;
	int top = y + CELL_HEIGHT / 2 - ((int)count - 1) * 10;
	size_t most = count <= MAX_NUMBERED ? count : MAX_NUMBERED - 1, shown = 0;

	matrix->crowded += !named;
	for (; shown < most && !draw_is_full(drawing); shown++) {
		if (named)
			draw_named(drawing, matrix, &list[shown], x, top + (int)shown * 20);
		else
			draw_numbered(drawing, matrix, &list[shown], x + 14 + (int)(shown % 3) * 36,
				y + 12 + (int)(shown / 3) * 20);
	}
	if (shown < count)
		draw_textf(drawing, STYLE_SMALL, x + CELL_WIDTH - 4, y + 76, ANCHOR_END, 40, "+%zu",
			count - shown);
}

static void draw_parties(struct drawing *drawing, struct matrix *matrix)
{
	for (size_t i = 0, end; i < matrix->count; i = end) {
		for (end = i + 1; end < matrix->count; end++) {
			if (matrix->list[end].place != matrix->list[i].place)
				break;
		}
		draw_cell(drawing, matrix, &matrix->list[i], end - i);
	}
}

/* ---- In words ------------------------------------------------------------------------------- */

static void describe(const struct matrix *matrix, struct buffer *out)
{
	size_t closely = 0, satisfied = 0, informed = 0;

	for (size_t i = 0; i < matrix->count; i++) {
		bool power = matrix->list[i].place / LEVELS < LEVELS - N_LOW;
		bool interest = matrix->list[i].place % LEVELS >= N_LOW;

		closely += power && interest;
		satisfied += power && !interest;
		informed += !power && interest;
	}
	buffer_addf(out,
		"Of %zu part%s, %zu to manage closely, %zu to keep satisfied, %zu to keep "
		"informed, "
		"%zu to monitor.",
		matrix->count, matrix->count == 1 ? "y" : "ies", closely, satisfied, informed,
		matrix->count - closely - satisfied - informed);
	if (matrix->placeless)
		buffer_addf(out, " %zu more ha%s no power and interest from 1 to 5.",
			matrix->placeless, matrix->placeless == 1 ? "s" : "ve");
}

static void add_table(struct drawing *drawing, const struct matrix *matrix)
{
	static const struct slice columns[] = {SLICE("Number"), SLICE("Party"), SLICE("Who"),
		SLICE("Side"), SLICE("Power"), SLICE("Interest"), SLICE("Quadrant")};
	const struct record_table *table = matrix->table;

	draw_table_begin(drawing, columns, sizeof columns / sizeof *columns);
	for (size_t row = 0; row < table->n_rows; row++) {
		char *number = mem_format("%zu", row + 1);
		struct slice cells[] = {slice_of(number), record_cell(table, row, "Id"),
			record_cell(table, row, "Who"), record_cell(table, row, "Side"),
			record_cell(table, row, "Power"), record_cell(table, row, "Interest"),
			record_cell(table, row, "Quadrant")};

		if (name_of(matrix, row).len)
			draw_row(drawing, cells);
		free(number);
	}
	draw_table_end(drawing, 0);
}

static void draw(struct matrix *matrix, const struct picture_request *request,
	const struct record_document *document, struct buffer *out)
{
	struct buffer title = BUFFER_INIT, words = BUFFER_INIT;
	struct draw_key keys[N_SIDES];
	struct drawing drawing = {.request = request};
	int legend = PLOT_Y + PLOT_HEIGHT + 84;
	size_t n_keys = 0;

	for (size_t i = 0; i < N_SIDES; i++) {
		if (matrix->sides & 1u << i)
			keys[n_keys++] = (struct draw_key){(int)sides[i].shape, FILL_GOOD,
				sides[i].class, slice_of(sides[i].side)};
	}
	buffer_add_string(&title, "Stakeholders by power and interest: ");
	buffer_add_slice(&title, draw_document_title(document));
	describe(matrix, &words);
	draw_begin(&drawing, request, out,
		&(struct draw_head){buffer_slice(&title), buffer_slice(&words),
			draw_legend(&drawing, keys, n_keys, PLOT_X, legend, true), false});
	draw_field(&drawing);
	draw_scales(&drawing);
	draw_parties(&drawing, matrix);
	draw_legend(&drawing, keys, n_keys, PLOT_X, legend, false);
	if (matrix->crowded)
		buffer_add_string(&words, " Numbers are those of the table.");
	draw_end(&drawing, buffer_slice(&words));
	add_table(&drawing, matrix);
	buffer_dispose(&title);
	buffer_dispose(&words);
}

bool picture_stakeholders(
	const struct picture_request *request, size_t document, struct buffer *out)
{
	const struct record_document *map = &request->records->documents[document];
	struct matrix matrix = {.table = record_table_of(map, "Stakeholders")};

	if (!matrix.table)
		return false;
	collect(&matrix);
	if (matrix.count)
		draw(&matrix, request, map, out);
	free(matrix.list);
	return matrix.count != 0;
}
