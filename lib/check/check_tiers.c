/* Documents that tell the same at several depths: their figures agree, and none falls behind. */
#include <stdlib.h>

#include "check/checker.h"
#include "check/tiers.h"
#include "signoff/text_age.h"

/* Tiers of one subject that are compared with another; nobody writes more. */
#define MAX_COMPARED 100

struct tier_check {
	struct checker *checker;
	const struct tiers_spec *spec;
	const struct tier *tiers; /* of the subject */
	size_t count;
	const struct tier *own;
};

static struct span field_span(const struct checker *checker, const char *name)
{
	uint32_t node = document_field(checker->document, name);

	return node == OUTLINE_NONE ? checker_document_span(checker)
				    : checker_field_span(checker, node);
}

static const char *depth_name(const struct tier_check *t, size_t depth)
{
	return t->spec->by->values[depth];
}

static bool is_there(const struct tier_check *t, size_t depth)
{
	return tiers_have(t->checker->tiers, t->own, depth);
}

static const struct document *source_of(const struct checker *checker, const struct tier *tier)
{
	const char *field = tier->kind->tiers->source;
	struct slice link = field ? document_text(tier->document, field) : slice_of("");
	const struct document *source =
		link.len ? corpus_resolve(checker->corpus, tier->document, link) : NULL;

	return source == tier->document ? NULL : source;
}

/* ---- Figures --------------------------------------------------------------------------------- */

/* Where a figure was looked for: `level 2 or 3 or in handoff/readiness/x.md`. */
static void add_places(const struct tier_check *t, const struct figure_pool *deeper,
	const struct document *source, struct buffer *out)
{
	bool any = false;

	for (size_t i = t->own->depth + 1; deeper && i < t->spec->by->n_values; i++) {
		if (!is_there(t, i))
			continue;
		if (any)
			buffer_addf(out, " or %s", depth_name(t, i));
		else
			buffer_addf(out, "%s %s", t->spec->by->name, depth_name(t, i));
		any = true;
	}
	if (source)
		buffer_addf(out, "%s%s", any ? " or in " : "", source->path);
	buffer_reserve(out, 1);
}

static const struct figure *nearest(
	struct figure_pool *deeper, struct figure_pool *source, const struct figure *figure)
{
	const struct figure *found = deeper ? figure_pool_nearest(deeper, figure) : NULL;

	return found || !source ? found : figure_pool_nearest(source, figure);
}

static void report_drift(const struct tier_check *t, const struct figure *figure,
	const struct figure *near, const char *places)
{
	if (near)
		checker_add(t->checker, RULE_BRIEF_NUMBER_DRIFT, figure->span,
			"\"%.*s\" does not stand in %s, where the nearest is \"%.*s\"",
			SLICE_ARG(figure->text), places, SLICE_ARG(near->text));
	else
		checker_add(t->checker, RULE_BRIEF_NUMBER_DRIFT, figure->span,
			"\"%.*s\" does not stand in %s", SLICE_ARG(figure->text), places);
}

static bool has_same_unit(const struct figure *one, const struct figure *other)
{
	return one->quantity.unit.of.dimension == other->quantity.unit.of.dimension &&
	       unit_comparable(&one->quantity.unit, &other->quantity.unit);
}

/* Figures in which what was rounded before is looked for. */
#define MAX_REPEATED 1000

/* What was once said to be rounded is so where it is said again. */
static void repeat_rounding(struct figures *figures)
{
	size_t end = figures->count < MAX_REPEATED ? figures->count : MAX_REPEATED;

	for (size_t i = 0; i < end; i++) {
		const struct figure *rounded = &figures->list[i];

		for (size_t j = i + 1; rounded->quantity.bound == BOUND_ABOUT && j < end; j++) {
			struct figure *again = &figures->list[j];

			if (again->quantity.bound == BOUND_NONE && !again->in_cell &&
				again->quantity.number.value == rounded->quantity.number.value &&
				has_same_unit(again, rounded))
				again->quantity.bound = BOUND_ABOUT;
		}
	}
}

static void check_figures(const struct tier_check *t)
{
	struct tiers *tiers = t->checker->tiers;
	const struct document *source = source_of(t->checker, t->own);
	struct figure_pool *deeper = tiers_deeper(tiers, t->own);
	struct figure_pool *made_from = NULL;
	struct figures figures;
	struct buffer places = BUFFER_INIT;

	/* The deepest tier has nobody to agree with. */
	if (t->own->depth + 1 == t->spec->by->n_values || (!deeper && !source))
		return;
	if (source && source->outline && !source->refusal)
		made_from = tiers_figures(tiers, source);
	add_places(t, deeper, source, &places);
	figures_claimed(t->checker->document, &figures);
	repeat_rounding(&figures);
	for (size_t i = 0; i < figures.count; i++) {
		const struct figure *figure = &figures.list[i];

		if (!figure->counts || (deeper && figure_pool_has(deeper, figure)) ||
			(made_from && figure_pool_has(made_from, figure)) ||
			figure_is_worked_out(&figures, figure))
			continue;
		report_drift(t, figure, nearest(deeper, made_from, figure), places.at);
	}
	figures_dispose(&figures);
	buffer_dispose(&places);
}

/* ---- Tiers ----------------------------------------------------------------------------------- */

static bool is_wanted(const struct tier_check *t, size_t depth)
{
	const struct outline *outline = t->checker->document->outline;
	uint32_t list =
		t->spec->only ? document_field(t->checker->document, t->spec->only) : OUTLINE_NONE;
	uint32_t child;

	if (list == OUTLINE_NONE || outline->fields[list].type != FIELD_LIST ||
		outline->fields[list].count == 0)
		return true;
	child = outline_first_child(outline, list);
	for (; child != OUTLINE_NONE; child = outline_next_child(outline, child)) {
		if (slice_is(outline_text(outline, outline->fields[child].value),
			    depth_name(t, depth)))
			return true;
	}
	return false;
}

/* Said once for a subject: by its first tier. One document that was made from nothing is no subject
 * that has tiers yet. */
static void check_missing(const struct tier_check *t)
{
	struct scope scope = checker_scope(t->checker);
	const struct document *document = t->checker->document;

	if (t->own != t->tiers || (t->count == 1 && !source_of(t->checker, t->own)) ||
		(t->spec->when && !condition_holds(t->spec->when, &scope)))
		return;
	for (size_t depth = 0; depth < t->spec->by->n_values; depth++) {
		if (is_there(t, depth) || !is_wanted(t, depth))
			continue;
		checker_add(t->checker, RULE_BRIEF_TIER, field_span(t->checker, t->spec->by->name),
			"%s %s of \"%.*s\" is missing: `handoff %s new TITLE --level %s --from "
			"%s`%s%s%s",
			t->spec->by->name, depth_name(t, depth), SLICE_ARG(t->own->subject),
			document->kind->id, depth_name(t, depth), document->path,
			t->spec->only ? ", or name those that there are under `" : "",
			t->spec->only ? t->spec->only : "", t->spec->only ? "`" : "");
	}
}

static void check_source(const struct tier_check *t)
{
	const struct document *mine = source_of(t->checker, t->own);
	const struct tier *other = t->own + 1, *end = t->tiers + t->count;

	for (size_t i = 0; mine && other < end && i < MAX_COMPARED; i++, other++) {
		const struct document *theirs = source_of(t->checker, other);

		if (!theirs || theirs == mine || other->document == mine ||
			theirs == t->own->document)
			continue;
		checker_add(t->checker, RULE_BRIEF_TIER, field_span(t->checker, t->spec->source),
			"made from another source than %s %s (%s), which names %s",
			t->spec->by->name, depth_name(t, other->depth), other->document->path,
			theirs->path);
		return;
	}
}

static void check_age(const struct tier_check *t)
{
	const struct tier *other = t->own;
	size_t compared = 0;

	if (!t->checker->ledger)
		return;
	for (; other < t->tiers + t->count && compared < MAX_COMPARED; other++) {
		char when[11];

		compared += other->depth != t->own->depth;
		if (other->depth == t->own->depth ||
			!text_is_older(t->checker->ledger, t->own->document, other->document, when))
			continue;
		checker_add(t->checker, RULE_BRIEF_TIER, field_span(t->checker, t->spec->by->name),
			"%s %s (%s) was changed %s%s, after this %s was: does it still say the "
			"same?",
			t->spec->by->name, depth_name(t, other->depth), other->document->path,
			when[0] ? "on " : "and is not committed yet", when, t->spec->by->name);
		return;
	}
}

void check_tiers(struct checker *checker)
{
	struct tier_check t = {.checker = checker, .spec = checker->document->kind->tiers};

	if (!t.spec)
		return;
	if (!checker->tiers)
		checker->tiers = tiers_new(checker->corpus);
	t.own = tiers_find(checker->tiers, checker->document);
	if (!t.own)
		return;
	t.tiers = tiers_of(checker->tiers, t.own, &t.count);
	check_figures(&t);
	check_missing(&t);
	check_source(&t);
	check_age(&t);
}
