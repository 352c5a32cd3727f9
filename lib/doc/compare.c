#include "doc/compare.h"

#include <stdlib.h>

#include "base/mem.h"
#include "doc/syntax.h"

/* Deeper than any limit allows: counts as different. */
#define MAX_DEPTH 256

/* Headings have so many levels: no path is longer. */
#define MAX_PATH 6

struct comparison {
	const struct outline *before;
	const struct outline *after;
	const struct comparison_scope *scope;
	struct differences *out; /* or NULL */
	bool is_same;
};

static void report(struct comparison *c, struct difference difference)
{
	c->is_same = false;
	if (!c->out)
		return;
	GROW(c->out->list, c->out->count, c->out->capacity);
	c->out->list[c->out->count++] = difference;
}

/* ---- what can be read ---- */

static void check_faults(struct comparison *c, const struct outline *o)
{
	struct difference difference = {
		.type = DIFFERENCE_UNREADABLE, .before = OUTLINE_NONE, .after = OUTLINE_NONE};
	uint32_t *index = o == c->before ? &difference.before : &difference.after;

	for (uint32_t i = 0; i < o->n_faults; i++) {
		uint32_t type = o->faults[i].type;

		if (type == FAULT_INVISIBLE || type == FAULT_BOM)
			continue;
		*index = i;
		difference.name = outline_text(o, o->faults[i].message);
		report(c, difference);
		return;
	}
	if (o->n_meanings == o->n_sections)
		return;
	difference.name = slice_of("was not read for its meaning");
	report(c, difference);
}

/* ---- fields ---- */

/* A child of a map, for sorting by key. */
struct member {
	struct slice key;
	uint32_t field;
};

static int compare_members(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	int order = slice_compare(x->key, y->key);

	return order != 0 ? order : (x->field > y->field) - (x->field < y->field);
}

/* The children of a map by key, free() them. NULL if there are none. */
static struct member *sort_members(const struct outline *o, uint32_t map, size_t *count)
{
	struct member *members;
	uint32_t child = outline_first_child(o, map);

	*count = 0;
	if (child == OUTLINE_NONE)
		return NULL;
	members = mem_calloc(o->fields[map].count, sizeof *members);
	for (; child != OUTLINE_NONE; child = outline_next_child(o, child))
		members[(*count)++] = (struct member){outline_text(o, o->fields[child].key), child};
	qsort(members, *count, sizeof *members, compare_members);
	return members;
}

static bool values_equal(
	const struct outline *a, uint32_t x, const struct outline *b, uint32_t y, unsigned depth);

static bool maps_equal(
	const struct outline *a, uint32_t x, const struct outline *b, uint32_t y, unsigned depth)
{
	size_t count, other;
	struct member *xs = sort_members(a, x, &count);
	struct member *ys = sort_members(b, y, &other);
	bool same = count == other;

	for (size_t i = 0; same && i < count; i++)
		same = slice_equal(xs[i].key, ys[i].key) &&
		       values_equal(a, xs[i].field, b, ys[i].field, depth + 1);
	free(xs);
	free(ys);
	return same;
}

static bool lists_equal(
	const struct outline *a, uint32_t x, const struct outline *b, uint32_t y, unsigned depth)
{
	uint32_t i = outline_first_child(a, x), j = outline_first_child(b, y);

	while (i != OUTLINE_NONE && j != OUTLINE_NONE) {
		if (!values_equal(a, i, b, j, depth + 1))
			return false;
		i = outline_next_child(a, i);
		j = outline_next_child(b, j);
	}
	return i == j; /* both at the end */
}

static bool values_equal(
	const struct outline *a, uint32_t x, const struct outline *b, uint32_t y, unsigned depth)
{
	const struct outline_field *f = &a->fields[x], *g = &b->fields[y];

	if (f->type != g->type || depth > MAX_DEPTH)
		return false;
	if (f->type == FIELD_MAP)
		return maps_equal(a, x, b, y, depth);
	if (f->type == FIELD_LIST)
		return lists_equal(a, x, b, y, depth);
	return slice_equal(outline_text(a, f->value), outline_text(b, g->value));
}

static bool field_counts(const struct comparison *c, struct slice key)
{
	return !c->scope || !c->scope->field || c->scope->field(c->scope->context, key);
}

static void report_field(struct comparison *c, enum difference_change change,
	const struct member *before, const struct member *after)
{
	struct slice name = after ? after->key : before->key;

	if (field_counts(c, name))
		report(c, (struct difference){DIFFERENCE_FIELD, change, name,
				  before ? before->field : OUTLINE_NONE,
				  after ? after->field : OUTLINE_NONE});
}

static void compare_fields(struct comparison *c)
{
	size_t n, m, i = 0, j = 0;
	struct member *before = sort_members(c->before, 0, &n);
	struct member *after = sort_members(c->after, 0, &m);

	while (i < n || j < m) {
		int order = i == n ? 1 : j == m ? -1 : slice_compare(before[i].key, after[j].key);

		if (order < 0) {
			report_field(c, DIFFERENCE_REMOVED, &before[i++], NULL);
		} else if (order > 0) {
			report_field(c, DIFFERENCE_ADDED, NULL, &after[j++]);
		} else {
			if (!values_equal(c->before, before[i].field, c->after, after[j].field, 0))
				report_field(c, DIFFERENCE_CHANGED, &before[i], &after[j]);
			i++;
			j++;
		}
	}
	free(before);
	free(after);
}

/* ---- sections ---- */

/* A section that counts. Sections of both outlines are sorted together by path, so that those that
 * belong together come to stand together. */
struct place {
	const struct outline *outline;
	uint32_t section;
	bool is_after;
	struct place *partner; /* in the other outline */
	/* For those of `after` with a partner, in order: for telling what moved. */
	struct place *previous; /* the one before in that run */
	bool is_in_order;
};

static size_t skip_space(struct slice s, size_t at)
{
	while (at < s.len && syntax_is_space(s.at[at]))
		at++;
	return at;
}

/* The next byte of a title with white space folded; -1 at its end. */
static int next_byte(struct slice s, size_t *at)
{
	size_t end;

	if (*at >= s.len)
		return -1;
	if (!syntax_is_space(s.at[*at]))
		return (unsigned char)s.at[(*at)++];
	end = skip_space(s, *at);
	*at = end;
	return end < s.len ? ' ' : -1;
}

static int compare_titles(struct slice a, struct slice b)
{
	size_t i = skip_space(a, 0), j = skip_space(b, 0);
	int x, y;

	do {
		x = next_byte(a, &i);
		y = next_byte(b, &j);
	} while (x == y && x != -1);
	return x - y;
}

/* From the section's own title to that of the outermost heading above it. What precedes the first
 * heading comes before all. */
static int compare_paths(const struct place *a, const struct place *b)
{
	uint32_t x = a->section, y = b->section;

	if (x == 0 || y == 0)
		return (x != 0) - (y != 0);
	for (int i = 0; i < MAX_PATH; i++) {
		const struct outline_section *s, *t;
		int order;

		if (x == OUTLINE_NONE || y == OUTLINE_NONE)
			return (x != OUTLINE_NONE) - (y != OUTLINE_NONE);
		if (a->outline == b->outline && x == y)
			return 0;
		s = &a->outline->sections[x];
		t = &b->outline->sections[y];
		order = compare_titles(
			outline_text(a->outline, s->title), outline_text(b->outline, t->title));
		if (order != 0)
			return order;
		x = s->parent;
		y = t->parent;
	}
	return 0;
}

static int compare_places(const void *a, const void *b)
{
	const struct place *x = *(struct place *const *)a, *y = *(struct place *const *)b;
	int order = compare_paths(x, y);

	if (order == 0)
		order = x->is_after - y->is_after;
	if (order == 0)
		order = (x->section > y->section) - (x->section < y->section);
	return order;
}

/* The sections that count. */
static struct place *collect(
	const struct comparison *c, const struct outline *o, bool is_after, size_t *count)
{
	const struct comparison_scope *scope = c->scope;
	struct place *places = mem_calloc((size_t)o->n_sections + 1, sizeof *places);

	*count = 0;
	for (uint32_t i = 0; i < o->n_sections; i++)
		if (!scope || !scope->section || scope->section(scope->context, o, i))
			places[(*count)++] =
				(struct place){.outline = o, .section = i, .is_after = is_after};
	return places;
}

/* Of sections with one path, the first of `before` goes with the first of `after`, and so on. */
static void pair_up(struct place **sorted, size_t count)
{
	size_t start, middle, end;

	for (start = 0; start < count; start = end) {
		middle = start;
		for (end = start; end < count && compare_paths(sorted[start], sorted[end]) == 0;
			end++)
			middle += !sorted[end]->is_after;
		for (size_t i = start, j = middle; i < middle && j < end; i++, j++) {
			sorted[i]->partner = sorted[j];
			sorted[j]->partner = sorted[i];
		}
	}
}

static void align(struct place *before, size_t n, struct place *after, size_t m)
{
	struct place **sorted = mem_calloc(n + m + 1, sizeof *sorted);

	for (size_t i = 0; i < n; i++)
		sorted[i] = &before[i];
	for (size_t i = 0; i < m; i++)
		sorted[n + i] = &after[i];
	qsort(sorted, n + m, sizeof(struct place *), compare_places);
	pair_up(sorted, n + m);
	free(sorted);
}

/* What moved is what is not part of the longest run that kept its order. ends[k] is the last of a
 * run of k + 1 that ends earliest in the old order. */
static void find_moved(struct place *after, size_t count)
{
	struct place **ends = mem_calloc(count + 1, sizeof *ends), *place;
	size_t longest = 0;

	for (size_t i = 0; i < count; i++) {
		size_t low = 0, high = longest;

		if (!after[i].partner)
			continue;
		while (low < high) {
			size_t middle = low + (high - low) / 2;

			if (ends[middle]->partner->section < after[i].partner->section)
				low = middle + 1;
			else
				high = middle;
		}
		after[i].previous = low > 0 ? ends[low - 1] : NULL;
		ends[low] = &after[i];
		if (low == longest)
			longest++;
	}
	for (place = longest > 0 ? ends[longest - 1] : NULL; place; place = place->previous)
		place->is_in_order = true;
	free(ends);
}

static void report_section(struct comparison *c, enum difference_change change,
	const struct place *before, const struct place *after)
{
	const struct place *place = after ? after : before;
	struct view title = place->outline->sections[place->section].title;

	report(c,
		(struct difference){DIFFERENCE_SECTION, change, outline_text(place->outline, title),
			before ? before->section : OUTLINE_NONE,
			after ? after->section : OUTLINE_NONE});
}

static bool meanings_equal(const struct place *a, const struct place *b)
{
	return slice_equal(outline_text(a->outline, a->outline->meanings[a->section]),
		outline_text(b->outline, b->outline->meanings[b->section]));
}

static void compare_sections(struct comparison *c)
{
	size_t n, m;
	struct place *before = collect(c, c->before, false, &n);
	struct place *after = collect(c, c->after, true, &m);

	align(before, n, after, m);
	find_moved(after, m);
	for (size_t i = 0; i < m; i++) {
		const struct place *partner = after[i].partner;

		if (!partner) {
			report_section(c, DIFFERENCE_ADDED, NULL, &after[i]);
			continue;
		}
		if (!meanings_equal(partner, &after[i]))
			report_section(c, DIFFERENCE_CHANGED, partner, &after[i]);
		if (!after[i].is_in_order)
			report_section(c, DIFFERENCE_MOVED, partner, &after[i]);
	}
	for (size_t i = 0; i < n; i++)
		if (!before[i].partner)
			report_section(c, DIFFERENCE_REMOVED, &before[i], NULL);
	free(before);
	free(after);
}

bool outlines_mean_the_same(const struct outline *before, const struct outline *after,
	const struct comparison_scope *scope, struct differences *differences)
{
	struct comparison c = {before, after, scope, differences, true};

	check_faults(&c, before);
	if (after != before)
		check_faults(&c, after);
	if (!c.is_same)
		return false;
	compare_fields(&c);
	compare_sections(&c);
	return c.is_same;
}

void differences_dispose(struct differences *differences)
{
	free(differences->list);
	*differences = (struct differences){0};
}
