#include "check/figure_pool.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/search.h"

/* Where a figure is looked up: with its measure alone, or with what it is per. */
enum shelf {
	SHELF_MEASURE,
	SHELF_RATE,
};

struct place {
	unsigned shelf, dimension;
	double value; /* in base units */
	const struct figure *figure;
};

struct figure_pool {
	struct figures *documents;
	size_t n_documents, capacity;
	struct place *places;
	size_t count, places_capacity;
	bool sorted;
	bool cut; /* not all figures are in it */
};

struct figure_pool *figure_pool_new(void)
{
	return mem_calloc(1, sizeof(struct figure_pool));
}

void figure_pool_free(struct figure_pool *pool)
{
	if (!pool)
		return;
	for (size_t i = 0; i < pool->n_documents; i++)
		figures_dispose(&pool->documents[i]);
	free(pool->documents);
	free(pool->places);
	free(pool);
}

static void add_place(
	struct figure_pool *pool, enum shelf shelf, double value, const struct figure *figure)
{
	GROW(pool->places, pool->count, pool->places_capacity);
	pool->places[pool->count++] =
		(struct place){shelf, figure->quantity.unit.of.dimension, value, figure};
}

static void add_value(struct figure_pool *pool, const struct figure *figure, double value)
{
	const struct unit *unit = &figure->quantity.unit;

	add_place(pool, SHELF_MEASURE, value * unit->of.factor, figure);
	if (unit->per.dimension != DIMENSION_NONE)
		add_place(pool, SHELF_RATE, value * unit_factor(unit), figure);
}

static void add_figures(struct figure_pool *pool, const struct figures *figures)
{
	pool->cut = pool->cut || figures->cut;
	for (size_t i = 0; i < figures->count; i++) {
		const struct quantity *quantity = &figures->list[i].quantity;

		add_value(pool, &figures->list[i], quantity->number.value);
		if (quantity->end != quantity->number.value)
			add_value(pool, &figures->list[i], quantity->end);
	}
	pool->sorted = false;
}

void figure_pool_add(struct figure_pool *pool, const struct document *document)
{
	struct figures *figures;

	GROW(pool->documents, pool->n_documents, pool->capacity);
	figures = &pool->documents[pool->n_documents++];
	figures_all(document, figures);
	add_figures(pool, figures);
}

void figure_pool_share(struct figure_pool *pool, const struct figure_pool *other)
{
	for (size_t i = 0; i < other->n_documents; i++)
		add_figures(pool, &other->documents[i]);
}

static int compare_places(const void *a, const void *b)
{
	const struct place *one = a, *two = b;

	if (one->shelf != two->shelf)
		return one->shelf < two->shelf ? -1 : 1;
	if (one->dimension != two->dimension)
		return one->dimension < two->dimension ? -1 : 1;
	return one->value < two->value ? -1 : one->value > two->value;
}

static void sort(struct figure_pool *pool)
{
	if (!pool->sorted && pool->count)
		qsort(pool->places, pool->count, sizeof *pool->places, compare_places);
	pool->sorted = true;
}

/* The first place at or behind a value. */
static size_t find(const struct figure_pool *pool, struct place wanted)
{
	return search_first(
		&wanted, pool->places, pool->count, sizeof *pool->places, compare_places);
}

/* Values from `low` to `high`, in the figure's own unit, pass for it. */
struct range {
	double low, high;
};

static struct range accepted(const struct figure *figure, double value)
{
	const struct quantity *quantity = &figure->quantity;
	const struct number *number = &quantity->number;
	double exact = number->step / 2 + 1e-9 * value;
	double rounded = fmax(exact, fmin(number->coarse / 2, value / 10));
	double beside = fmax(number->step, fmin(number->coarse, value / 4));
	struct range range = {value - exact, value + exact};

	/* The ends of a range are rounded away from each other: 4 h 40 min lies in `4 to 6 hours`.
	 */
	if (quantity->end != number->value && value == number->value)
		range.high = value + number->step * 0.999;
	else if (quantity->end != number->value)
		range.low = value - number->step * 0.999;
	if (quantity->bound == BOUND_ABOUT)
		return (struct range){value - rounded, value + rounded};
	/* Not the next such number itself: 150 is no "below 160". */
	if (quantity->bound == BOUND_BELOW)
		range.low = value - beside * 0.999;
	if (quantity->bound == BOUND_ABOVE)
		range.high = value + beside * 0.999;
	return range;
}

/* Whether what stands there may be meant: names of currencies and substances, and what it is per,
 * where both say it. */
static bool may_mean(enum shelf shelf, const struct unit *one, const struct unit *other)
{
	if ((one->of.dimension == DIMENSION_MONEY || one->of.dimension == DIMENSION_MASS) &&
		!unit_same_name(one->of.name, other->of.name))
		return false;
	if (shelf == SHELF_RATE)
		return one->per.dimension == other->per.dimension;
	return one->per.dimension == DIMENSION_NONE || other->per.dimension == DIMENSION_NONE;
}

/* A bare number in prose is of anything; in a cell its unit may stand elsewhere, unless it is one
 * that many things have. */
static bool may_be_meant(const struct figure *bare, const struct figure *figure)
{
	if (figure->quantity.unit.of.dimension == DIMENSION_COUNT)
		return true;
	return bare->in_cell &&
	       (bare->quantity.number.fraction || bare->quantity.number.value >= 100);
}

static const struct figure *look(const struct figure_pool *pool, enum shelf shelf,
	unsigned dimension, struct range range, const struct figure *figure)
{
	struct place wanted = {shelf, dimension, range.low, NULL};

	for (size_t i = find(pool, wanted); i < pool->count; i++) {
		const struct place *place = &pool->places[i];
		const struct unit *unit = &place->figure->quantity.unit;

		if (place->shelf != shelf || place->dimension != dimension ||
			place->value > range.high)
			return NULL;
		if (dimension == DIMENSION_NONE && !may_be_meant(place->figure, figure))
			continue;
		if (dimension == DIMENSION_NONE || may_mean(shelf, &figure->quantity.unit, unit))
			return place->figure;
	}
	return NULL;
}

static struct range times(struct range range, double factor)
{
	return (struct range){range.low * factor, range.high * factor};
}

/* As a rate where both are; else by what it measures, as what it is per may be said in words. */
static bool has_in(const struct figure_pool *pool, const struct figure *figure, unsigned dimension,
	struct range range)
{
	const struct unit *unit = &figure->quantity.unit;

	if (unit->per.dimension != DIMENSION_NONE &&
		look(pool, SHELF_RATE, dimension, times(range, unit_factor(unit)), figure))
		return true;
	return look(pool, SHELF_MEASURE, dimension, times(range, unit->of.factor), figure) != NULL;
}

static bool has_value(const struct figure_pool *pool, const struct figure *figure, double value)
{
	enum dimension dimension = figure->quantity.unit.of.dimension;
	struct range range = accepted(figure, value);

	if (has_in(pool, figure, dimension, range))
		return true;
	if (dimension == DIMENSION_SHARE && has_in(pool, figure, DIMENSION_RELATIVE, range))
		return true;
	if (dimension == DIMENSION_RELATIVE && has_in(pool, figure, DIMENSION_SHARE, range))
		return true;
	return look(pool, SHELF_MEASURE, DIMENSION_NONE, range, figure) != NULL;
}

bool figure_pool_has(struct figure_pool *pool, const struct figure *figure)
{
	const struct quantity *quantity = &figure->quantity;

	/* Nobody is blamed for what was not looked at. */
	if (pool->cut)
		return true;
	sort(pool);
	return has_value(pool, figure, quantity->number.value) &&
	       (quantity->end == quantity->number.value || has_value(pool, figure, quantity->end));
}

/* Further away than this is another thing. */
#define FAR 0.5

/* The nearest of one dimension, if it is nearer than *least. */
static const struct figure *nearest_of(const struct figure_pool *pool, unsigned dimension,
	const struct figure *figure, double *least)
{
	const struct unit *unit = &figure->quantity.unit;
	double value = figure->quantity.number.value * unit->of.factor;
	struct place wanted = {SHELF_MEASURE, dimension, value - *least, NULL};
	const struct figure *nearest = NULL;

	for (size_t i = find(pool, wanted); i < pool->count; i++) {
		const struct place *place = &pool->places[i];
		double distance = fabs(place->value - value);

		if (place->shelf != SHELF_MEASURE || place->dimension != dimension ||
			place->value > value + *least)
			break;
		if (distance < *least &&
			(may_mean(SHELF_MEASURE, unit, &place->figure->quantity.unit) ||
				may_mean(SHELF_RATE, unit, &place->figure->quantity.unit))) {
			*least = distance;
			nearest = place->figure;
		}
	}
	return nearest;
}

const struct figure *figure_pool_nearest(struct figure_pool *pool, const struct figure *figure)
{
	static const enum dimension shares[] = {
		DIMENSION_SHARE, DIMENSION_POINTS, DIMENSION_RELATIVE};
	const struct quantity *quantity = &figure->quantity;
	enum dimension own = quantity->unit.of.dimension;
	double least = FAR * quantity->number.value * quantity->unit.of.factor;
	const struct figure *nearest, *other;

	sort(pool);
	nearest = nearest_of(pool, own, figure, &least);
	for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
		if (own < DIMENSION_SHARE || own > DIMENSION_RELATIVE || shares[i] == own)
			continue;
		other = nearest_of(pool, shares[i], figure, &least);
		nearest = other ? other : nearest;
	}
	return nearest;
}
