/* How kinds refer to one another: kinds below one another, with arcs that lead down at the right,
 * up at the left, and say how many links there are. */
#include <stdlib.h>

#include "base/search.h"
#include "site/picture_draw.h"

/* How many kinds, and how many arcs between them, are drawn. */
#define MAX_KINDS 16
#define MAX_ARCS  80

#define NAME_WIDTH 170
#define LEFT_X     ((DRAW_WIDTH - NAME_WIDTH) / 2)
#define RIGHT_X    (LEFT_X + NAME_WIDTH)
#define TOP        26
#define STEP       32
#define BOX_HEIGHT 24

struct kind {
	struct slice id, name;
	size_t documents;
	size_t out, in; /* links to and from others */
	size_t place;   /* from the top */
};

struct link {
	size_t from, to; /* numbers of kinds */
	size_t count;
};

struct network {
	struct kind *kinds; /* by id */
	size_t n_kinds;
	struct link *links; /* once for two kinds, in the end those with the largest count first */
	size_t n_links, capacity;
	size_t total; /* links between documents */
};

static int compare_ids(const void *left, const void *right)
{
	const struct kind *a = left, *b = right;

	return slice_compare(a->id, b->id);
}

static int compare_id(const void *key, const void *element)
{
	return slice_compare(*(const struct slice *)key, ((const struct kind *)element)->id);
}

static int compare_links(const void *left, const void *right)
{
	const struct link *a = left, *b = right;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return a->to < b->to ? -1 : a->to > b->to;
}

static void collect_kinds(struct network *network, const struct records *records)
{
	size_t count = 0;

	network->kinds = mem_calloc(records->n_documents + 1, sizeof *network->kinds);
	for (size_t i = 0; i < records->n_documents; i++)
		network->kinds[i] = (struct kind){.id = records->documents[i].kind,
			.name = records->documents[i].kind_name,
			.documents = 1};
	qsort(network->kinds, records->n_documents, sizeof *network->kinds, compare_ids);
	for (size_t i = 0; i < records->n_documents; i++) {
		if (count && slice_equal(network->kinds[count - 1].id, network->kinds[i].id))
			network->kinds[count - 1].documents++;
		else
			network->kinds[count++] = network->kinds[i];
	}
	network->n_kinds = count;
}

static size_t kind_of(const struct network *network, const struct record_document *document)
{
	return search_first(&document->kind, network->kinds, network->n_kinds,
		sizeof *network->kinds, compare_id);
}

static void collect_links(struct network *network, const struct records *records)
{
	for (size_t i = 0; i < records->n_documents; i++) {
		const struct record_document *document = &records->documents[i];
		size_t from = document->n_relations ? kind_of(network, document) : 0;

		for (size_t j = 0; j < document->n_relations; j++) {
			size_t to = document->relations[j].to;

			if (to >= records->n_documents)
				continue;
			GROW(network->links, network->n_links, network->capacity);
			network->links[network->n_links++] =
				(struct link){from, kind_of(network, &records->documents[to]), 1};
		}
	}
	network->total = network->n_links;
}

/* One for all links between the same kinds. */
static void join_links(struct network *network)
{
	size_t count = 0;

	if (network->n_links)
		qsort(network->links, network->n_links, sizeof *network->links, compare_links);
	for (size_t i = 0; i < network->n_links; i++) {
		struct link *link = &network->links[i];

		if (count && compare_links(&network->links[count - 1], link) == 0)
			network->links[count - 1].count++;
		else
			network->links[count++] = *link;
	}
	network->n_links = count;
	for (size_t i = 0; i < count; i++) {
		const struct link *link = &network->links[i];

		network->kinds[link->from].out += link->count;
		network->kinds[link->to].in += link->count;
	}
}

/* ---- Order ---------------------------------------------------------------------------------- */

static int by_links(const void *left, const void *right)
{
	const struct kind *a = *(const struct kind *const *)left,
			  *b = *(const struct kind *const *)right;
	size_t all = a->out + a->in, others = b->out + b->in;

	if (all != others)
		return all > others ? -1 : 1;
	return slice_compare(a->id, b->id);
}

/* Those that link more than they are linked to come first: then most arcs lead down. */
static int by_direction(const void *left, const void *right)
{
	const struct kind *a = *(const struct kind *const *)left,
			  *b = *(const struct kind *const *)right;
	/* Shares: the order of out / (out + in). */
	uint64_t first = (uint64_t)a->out * (b->out + b->in);
	uint64_t second = (uint64_t)b->out * (a->out + a->in);

	if (first != second)
		return first > second ? -1 : 1;
	return slice_compare(a->id, b->id);
}

/* Chooses the kinds that are drawn, in their order; those without links are not. Returns how many.
 */
static size_t arrange(const struct network *network, struct kind **order)
{
	size_t count = 0;

	for (size_t i = 0; i < network->n_kinds; i++) {
		struct kind *kind = &network->kinds[i];

		kind->place = SIZE_MAX;
		if (kind->out + kind->in)
			order[count++] = kind;
	}
	qsort(order, count, sizeof *order, by_links);
	if (count > MAX_KINDS)
		count = MAX_KINDS;
	qsort(order, count, sizeof *order, by_direction);
	for (size_t i = 0; i < count; i++)
		order[i]->place = i;
	return count;
}

static int by_count(const void *left, const void *right)
{
	const struct link *a = left, *b = right;

	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return compare_links(a, b);
}

/* ---- Drawing -------------------------------------------------------------------------------- */

static const char *weight(size_t count)
{
	return count >= 20 ? " w3" : count >= 5 ? " w2" : "";
}

/* An arc is as wide as what it passes by, so that no two of them have their number at one place. */
static int depth_of(size_t from, size_t to)
{
	return from == to ? 36 : 28 + 16 * (int)(from < to ? to - from : from - to);
}

static void draw_arc(struct drawing *drawing, size_t from, size_t to, size_t count)
{
	bool is_right = to >= from;
	int sign = is_right ? 1 : -1, x = is_right ? RIGHT_X : LEFT_X;
	int depth = sign * depth_of(from, to), side = from == to ? -8 : 4 * sign;
	int y1 = TOP + (int)from * STEP + side, y2 = TOP + (int)to * STEP - side;

	buffer_addf(drawing->out, "<path class=\"edge%s\" d=\"M%d %dC%d %d %d %d %d %d\"/>\n",
		weight(count), x, y1, x + depth, y1, x + depth, y2, from == to ? x : x + 6 * sign,
		y2);
	if (from != to)
		buffer_addf(drawing->out, "<path class=\"head\" d=\"M%d %dl%d -4v8z\"/>\n", x, y2,
			8 * sign);
}

static void draw_count(struct drawing *drawing, size_t from, size_t to, size_t count)
{
	bool is_right = to >= from;
	int depth = depth_of(from, to) * 3 / 4;
	int x = is_right ? RIGHT_X + depth : LEFT_X - depth;
	int y = TOP + (int)(from + to) * STEP / 2 + 4;
	char *text = mem_format("%zu", count);
	int width = draw_text_width(STYLE_SMALL, slice_of(text));

	buffer_addf(drawing->out,
		"<rect class=\"backing\" x=\"%d\" y=\"%d\" width=\"%d\" "
		"height=\"14\"/>\n",
		x - width / 2 - 1, y - 11, width + 2);
	draw_text(drawing, STYLE_SMALL, x, y, ANCHOR_MIDDLE, width, slice_of(text));
	free(text);
}

/* Draws one part of all arcs that are shown; returns how many are. */
static size_t draw_links(struct drawing *drawing, const struct network *network,
	void (*part)(struct drawing *drawing, size_t from, size_t to, size_t count))
{
	size_t drawn = 0;

	for (size_t i = 0; i < network->n_links && drawn < MAX_ARCS; i++) {
		size_t from = network->kinds[network->links[i].from].place;
		size_t to = network->kinds[network->links[i].to].place;

		if (from == SIZE_MAX || to == SIZE_MAX)
			continue;
		part(drawing, from, to, network->links[i].count);
		drawn++;
	}
	return drawn;
}

static void draw_kinds(struct drawing *drawing, struct kind **order, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int y = TOP + (int)i * STEP;
		char *number = mem_format("%zu", order[i]->documents);
		int width = draw_text_width(STYLE_FAINT, slice_of(number));

		draw_box(drawing, "box", LEFT_X, y - BOX_HEIGHT / 2, NAME_WIDTH, BOX_HEIGHT);
		draw_text(drawing, STYLE_SMALL, LEFT_X + 8, y + 4, ANCHOR_START,
			NAME_WIDTH - 24 - width, order[i]->name);
		draw_text(drawing, STYLE_FAINT, RIGHT_X - 8, y + 4, ANCHOR_END, width,
			slice_of(number));
		free(number);
	}
}

static void add_table(struct drawing *drawing, const struct network *network)
{
	static const struct slice columns[] = {SLICE("From"), SLICE("To"), SLICE("Links")};

	draw_table_begin(drawing, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < network->n_links && i <= DRAW_MAX_ROWS; i++) {
		const struct link *link = &network->links[i];
		char *count = mem_format("%zu", link->count);
		struct slice cells[] = {network->kinds[link->from].name,
			network->kinds[link->to].name, slice_of(count)};

		draw_row(drawing, cells);
		free(count);
	}
	draw_table_end(drawing,
		network->n_links > DRAW_MAX_ROWS + 1 ? network->n_links - DRAW_MAX_ROWS - 1 : 0);
}

static void draw(
	const struct network *network, const struct picture_request *request, struct buffer *out)
{
	struct kind **order = mem_calloc(network->n_kinds + 1, sizeof *order);
	size_t count = arrange(network, order), linked = 0, drawn;
	struct buffer words = BUFFER_INIT;
	struct drawing drawing;

	for (size_t i = 0; i < network->n_kinds; i++)
		linked += network->kinds[i].out + network->kinds[i].in != 0;
	buffer_addf(&words, "%zu link%s between documents of %zu kind%s.", network->total,
		draw_plural(network->total), linked, draw_plural(linked));
	draw_begin(&drawing, request, out,
		&(struct draw_head){slice_of("How kinds of documents refer to one another"),
			buffer_slice(&words), TOP + (int)count * STEP, false});
	drawn = draw_links(&drawing, network, draw_arc);
	draw_links(&drawing, network, draw_count);
	draw_kinds(&drawing, order, count);
	buffer_add_string(&words, " Arcs at the right lead down, arcs at the left lead up; in each "
				  "box is the number of documents.");
	if (drawn < network->n_links)
		buffer_addf(&words, " %zu of %zu arcs are left out: the table has them.",
			network->n_links - drawn, network->n_links);
	draw_end(&drawing, buffer_slice(&words));
	add_table(&drawing, network);
	buffer_dispose(&words);
	free(order);
}

bool picture_kinds(const struct picture_request *request, struct buffer *out)
{
	struct network network = {0};

	collect_kinds(&network, request->records);
	collect_links(&network, request->records);
	join_links(&network);
	if (network.n_links) {
		qsort(network.links, network.n_links, sizeof *network.links, by_count);
		draw(&network, request, out);
	}
	free(network.kinds);
	free(network.links);
	return network.n_links != 0;
}
