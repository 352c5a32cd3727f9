/* A document in the middle, those that link to it at its left, those that it links to at its right.
 */
#include <stdlib.h>

#include "report/markup.h"
#include "site/page.h"
#include "site/picture_draw.h"

/* How many are drawn at a side. */
#define MAX_SIDE 12

#define BOX_WIDTH    180
#define BOX_HEIGHT   40
#define BOX_STEP     48
#define GROUP_HEIGHT 26
#define TOP          8

#define LEFT_X   1
#define MIDDLE_X ((DRAW_WIDTH - BOX_WIDTH) / 2)
#define RIGHT_X  (DRAW_WIDTH - BOX_WIDTH - 1)

/* A document, or what else a relation leads to, at one side. */
struct neighbour {
	size_t document;     /* SIZE_MAX: it is none */
	struct slice target; /* of one that is none */
	struct slice group;  /* what it stands under */
	struct slice name;   /* of the relation */
	bool upstream, missing;
};

struct side {
	struct neighbour *list;
	size_t count;  /* relations */
	size_t others; /* different documents and files */
	size_t drawn;  /* of those */
	int height;
	bool upstream; /* sign-offs build on one of them */
};

static int compare_neighbours(const void *left, const void *right)
{
	const struct neighbour *a = left, *b = right;
	int order = slice_compare(a->group, b->group);

	if (order == 0 && a->document != b->document)
		order = a->document < b->document ? -1 : 1;
	if (order == 0)
		order = slice_compare(a->target, b->target);
	return order ? order : slice_compare(a->name, b->name);
}

static bool is_same(const struct neighbour *a, const struct neighbour *b)
{
	return a->document == b->document && slice_equal(a->target, b->target) &&
	       slice_equal(a->group, b->group);
}

/* The end of those, from `first`, that are one document or file. */
static size_t end_of_box(const struct side *side, size_t first)
{
	size_t end = first + 1;

	while (end < side->count && is_same(&side->list[first], &side->list[end]))
		end++;
	return end;
}

static struct neighbour outgoing(
	const struct records *records, const struct record_relation *relation)
{
	struct neighbour neighbour = {.document = SIZE_MAX,
		.target = relation->target,
		.name = relation->name,
		.upstream = relation->upstream,
		.missing = relation->missing};

	if (relation->to >= records->n_documents) {
		neighbour.group = slice_of(relation->missing ? "nothing there" : "files");
		return neighbour;
	}
	neighbour.document = relation->to;
	neighbour.target = (struct slice){0};
	neighbour.group = records->documents[relation->to].kind_name;
	return neighbour;
}

static void collect_outgoing(struct side *side, const struct records *records, size_t document)
{
	const struct record_document *from = &records->documents[document];

	side->list = mem_calloc(from->n_relations + 1, sizeof *side->list);
	for (size_t i = 0; i < from->n_relations; i++)
		side->list[side->count++] = outgoing(records, &from->relations[i]);
}

static void collect_incoming(
	struct side *side, const struct picture_request *request, size_t document)
{
	const struct records *records = request->records;
	const struct relation_end *ends;
	size_t count;

	ends = relation_index_to(request->incoming, document, &count);
	side->list = mem_calloc(count + 1, sizeof *side->list);
	for (size_t i = 0; i < count; i++) {
		const struct record_document *from = &records->documents[ends[i].from];
		const struct record_relation *relation = &from->relations[ends[i].relation];

		/* A document that links to itself stands at the right. */
		if (ends[i].from == document)
			continue;
		side->list[side->count++] = (struct neighbour){.document = ends[i].from,
			.group = from->kind_name,
			.name = relation->name,
			.upstream = relation->upstream};
	}
}

/* Sorts a side, and finds how high its boxes will be. */
static void arrange(struct side *side)
{
	struct slice group = {0};

	qsort(side->list, side->count, sizeof *side->list, compare_neighbours);
	for (size_t i = 0; i < side->count; i++)
		side->upstream = side->upstream || side->list[i].upstream;
	for (size_t i = 0; i < side->count; i = end_of_box(side, i)) {
		side->others++;
		if (side->drawn == MAX_SIDE)
			continue;
		if (side->drawn == 0 || !slice_equal(group, side->list[i].group))
			side->height += GROUP_HEIGHT;
		group = side->list[i].group;
		side->height += BOX_STEP;
		side->drawn++;
	}
	if (side->drawn < side->others)
		side->height += GROUP_HEIGHT;
}

/* ---- Boxes ---------------------------------------------------------------------------------- */

/* A title, or the path where there is none. */
static struct slice title_of(const struct records *records, const struct neighbour *neighbour)
{
	return neighbour->document == SIZE_MAX
		       ? neighbour->target
		       : draw_document_title(&records->documents[neighbour->document]);
}

static void draw_document(struct drawing *drawing, const char *class, int x, int y,
	struct slice title, struct slice below)
{
	draw_box(drawing, class, x, y, BOX_WIDTH, BOX_HEIGHT);
	draw_text(drawing, STYLE_SMALL, x + 10, y + 17, ANCHOR_START, BOX_WIDTH - 18, title);
	draw_text(drawing, STYLE_FAINT, x + 10, y + 33, ANCHOR_START, BOX_WIDTH - 18, below);
}

/* The names of all relations between both, once each. */
static void add_names(
	struct buffer *out, const struct side *side, size_t first, size_t end, bool *upstream)
{
	*upstream = false;
	for (size_t i = first; i < end; i++) {
		*upstream = *upstream || side->list[i].upstream;
		if (i > first && slice_equal(side->list[i].name, side->list[i - 1].name))
			continue;
		buffer_add_string(out, i > first ? ", " : "");
		if (out->len > 500)
			continue;
		buffer_add_slice(out, side->list[i].name);
	}
}

static void draw_neighbour(struct drawing *drawing, const struct neighbour *neighbour,
	struct slice names, int x, int y)
{
	const struct records *records = drawing->request->records;
	struct slice page = {0};

	if (neighbour->document != SIZE_MAX)
		page = records->documents[neighbour->document].page;
	if (page.len) {
		buffer_addf(drawing->out, "<a href=\"%s", page_up(drawing->request->page));
		markup_html(drawing->out, page);
		buffer_add_string(drawing->out, "\">\n");
	}
	draw_document(drawing, neighbour->missing ? "box missing" : "box", x, y,
		title_of(records, neighbour), names);
	if (page.len)
		buffer_add_string(drawing->out, "</a>\n");
}

/* From the right edge of a box to the left edge of another. */
static void draw_arrow(struct drawing *drawing, bool upstream, int x1, int y1, int x2, int y2)
{
	int bend = (x2 - x1) / 2;

	buffer_addf(drawing->out,
		"<path class=\"edge%s\" d=\"M%d %dC%d %d %d %d %d %d\"/>\n"
		"<path class=\"head\" d=\"M%d %dl-8 -4v8z\"/>\n",
		upstream ? " upstream" : "", x1, y1, x1 + bend, y1, x2 - bend, y2, x2 - 6, y2, x2,
		y2);
}

/* ---- Sides ---------------------------------------------------------------------------------- */

struct place {
	int x, y;      /* where a side begins */
	int middle;    /* y of the document in the middle */
	bool is_right; /* arrows lead to its boxes */
};

static void draw_side(struct drawing *drawing, struct side *side, struct place place)
{
	struct slice group = {0};
	struct buffer names = BUFFER_INIT;
	size_t drawn = 0;
	bool upstream;
	int y = place.y;

	for (size_t i = 0, end; i < side->count && drawn < side->drawn; i = end, drawn++) {
		if (draw_is_full(drawing))
			break;
		end = end_of_box(side, i);
		if (drawn == 0 || !slice_equal(group, side->list[i].group)) {
			draw_text(drawing, STYLE_FAINT, place.x + 1, y + 19, ANCHOR_START,
				BOX_WIDTH, side->list[i].group);
			y += GROUP_HEIGHT;
		}
		group = side->list[i].group;
		buffer_clear(&names);
		add_names(&names, side, i, end, &upstream);
		draw_neighbour(drawing, &side->list[i], buffer_slice(&names), place.x, y);
		if (place.is_right)
			draw_arrow(drawing, upstream, MIDDLE_X + BOX_WIDTH, place.middle, place.x,
				y + BOX_HEIGHT / 2);
		else
			draw_arrow(drawing, upstream, place.x + BOX_WIDTH, y + BOX_HEIGHT / 2,
				MIDDLE_X, place.middle);
		y += BOX_STEP;
	}
	if (drawn < side->others)
		draw_textf(drawing, STYLE_FAINT, place.x + 1, y + 14, ANCHOR_START, BOX_WIDTH,
			"and %zu more", side->others - drawn);
	buffer_dispose(&names);
}

static void add_rows(struct drawing *drawing, const struct records *records,
	const struct side *side, const char *direction)
{
	for (size_t i = 0; i < side->count; i++) {
		const struct neighbour *neighbour = &side->list[i];
		struct slice cells[] = {slice_of(direction), neighbour->name, neighbour->group,
			title_of(records, neighbour), slice_of(neighbour->upstream ? "yes" : "no")};

		draw_row(drawing, cells);
	}
}

static void draw(const struct picture_request *request, size_t number, struct side *in,
	struct side *linked, struct buffer *out)
{
	static const struct slice columns[] = {SLICE("Direction"), SLICE("Relation"), SLICE("Kind"),
		SLICE("Document or file"), SLICE("Sign-offs build on it")};
	const struct records *records = request->records;
	const struct record_document *document = &records->documents[number];
	int height = in->height > linked->height ? in->height : linked->height;
	int middle;
	struct buffer title = BUFFER_INIT, words = BUFFER_INIT;
	struct drawing drawing;

	if (height < 2 * BOX_STEP)
		height = 2 * BOX_STEP;
	/* Beside the box of a side that has only one. */
	middle = TOP + height / 2 + 9;
	buffer_add_string(&title, "Relations of ");
	buffer_add_slice(&title, draw_document_title(document));
	buffer_addf(&words, "%zu document%s link%s to it; it links to %zu document%s or file%s.",
		in->others, draw_plural(in->others), in->others == 1 ? "s" : "", linked->others,
		draw_plural(linked->others), draw_plural(linked->others));
	draw_begin(&drawing, request, out,
		&(struct draw_head){
			buffer_slice(&title), buffer_slice(&words), TOP + height + 8, true});
	draw_side(&drawing, in,
		(struct place){LEFT_X, TOP + (height - in->height) / 2, middle, false});
	draw_side(&drawing, linked,
		(struct place){RIGHT_X, TOP + (height - linked->height) / 2, middle, true});
	draw_document(&drawing, "box this", MIDDLE_X, middle - BOX_HEIGHT / 2,
		draw_document_title(document), document->kind_name);
	if (in->upstream || linked->upstream)
		buffer_add_string(&words, " Broken lines: sign-offs build on what is linked to.");
	draw_end(&drawing, buffer_slice(&words));
	draw_table_begin(&drawing, columns, sizeof columns / sizeof *columns);
	add_rows(&drawing, records, in, "from");
	add_rows(&drawing, records, linked, "to");
	draw_table_end(&drawing, 0);
	buffer_dispose(&title);
	buffer_dispose(&words);
}

bool picture_relations(const struct picture_request *request, size_t document, struct buffer *out)
{
	struct side in = {0}, linked = {0};
	bool has_any;

	collect_incoming(&in, request, document);
	collect_outgoing(&linked, request->records, document);
	has_any = in.count + linked.count != 0;
	if (has_any) {
		arrange(&in);
		arrange(&linked);
		draw(request, document, &in, &linked, out);
	}
	free(in.list);
	free(linked.list);
	return has_any;
}
