#include "check/stakeholder_plan.h"

#include <stdarg.h>
#include <stdlib.h>

#include "check/name_index.h"
#include "check/named_table.h"
#include "policy/value.h"

enum {
	PARTY_ID,
	PARTY_WHO,
	PARTY_QUADRANT,
	PARTY_LEVEL,
	PARTY_PEOPLE,
	PARTY_SIDE,
	PARTY_POWER,
	PARTY_INTEREST,
	PARTY_WHY,
};

static const struct named_table_spec party_table = {
	.section = "Stakeholders",
	.columns = {{"Id", false}, {"Who", false}, {"Quadrant", false}, {"Level", false},
		{"People", true}, {"Side", true}, {"Power", true}, {"Interest", true},
		{"Why", true}},
};

enum {
	RELATION_PARTY,
	RELATION_CHANNEL,
	RELATION_CADENCE,
	RELATION_OWNER,
	RELATION_LAST,
	RELATION_OBJECTIONS,
};

static const struct named_table_spec relation_table = {
	.section = "Relations",
	.optional = true,
	.columns = {{"Stakeholder", false}, {"Channel", false}, {"Cadence", true},
		{"Relation Owner", true}, {"Last Contact", true}, {"Objections", true}},
};

/* What reading a map needs besides the plan. */
struct planning {
	struct stakeholder_plan *plan;
	const struct corpus *corpus;
	struct date today;
	struct name_index parties; /* of this map, by id */
};

static void add_gap(struct planning *p, const char *type, struct slice subject, const char *format,
	...) __attribute__((format(printf, 4, 5)));

static void add_gap(
	struct planning *p, const char *type, struct slice subject, const char *format, ...)
{
	struct stakeholder_plan *plan = p->plan;
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = mem_format_list(format, arguments);
	va_end(arguments);
	GROW(plan->gaps, plan->n_gaps, plan->gaps_capacity);
	plan->gaps[plan->n_gaps++] = (struct plan_gap){type, subject, text};
}

/* ---- The tables ----------------------------------------------------------------------------- */

static struct error *read_parties(struct planning *p)
{
	struct stakeholder_plan *plan = p->plan;
	struct named_table table;
	struct error *error = named_table_find(plan->document, &party_table, &table);

	if (error)
		return error;
	plan->list = mem_calloc(table.rows + (size_t)1, sizeof *plan->list);
	for (uint32_t row = 0; row < table.rows; row++) {
		struct stakeholder *party = &plan->list[plan->count];

		*party = (struct stakeholder){
			.id = named_table_text(&table, row, PARTY_ID),
			.who = named_table_text(&table, row, PARTY_WHO),
			.people = named_table_text(&table, row, PARTY_PEOPLE),
			.side = named_table_text(&table, row, PARTY_SIDE),
			.power = named_table_text(&table, row, PARTY_POWER),
			.interest = named_table_text(&table, row, PARTY_INTEREST),
			.quadrant = named_table_text(&table, row, PARTY_QUADRANT),
			.level = named_table_text(&table, row, PARTY_LEVEL),
			.why = named_table_text(&table, row, PARTY_WHY),
		};
		if (party->id.len == 0 && party->who.len == 0)
			continue;
		if (party->id.len)
			name_index_add(&p->parties, party->id, plan->count);
		plan->count++;
	}
	return NULL;
}

static void find_next_contact(const struct planning *p, struct stakeholder *party)
{
	struct date last, next;
	double seconds;

	if (!date_parse(party->last_contact, &last) || !value_duration(party->cadence, &seconds) ||
		seconds > 86400.0 * 36600)
		return;
	next = date_of_time((date_days(last) * 86400) + (int64_t)seconds);
	date_format(next, party->next_contact);
	party->overdue = date_days(next) < date_days(p->today);
}

static void read_relation(struct planning *p, const struct named_table *table, uint32_t row)
{
	struct slice id = named_table_text(table, row, RELATION_PARTY);
	size_t at = name_index_find(&p->parties, id);
	struct stakeholder *party;

	if (at == SIZE_MAX) {
		if (id.len)
			add_gap(p, "unknown-party", id,
				"has a row under Relations and none under Stakeholders");
		return;
	}
	party = &p->plan->list[p->parties.list[at].number];
	if (party->has_relation)
		return;
	party->has_relation = true;
	party->channel = named_table_text(table, row, RELATION_CHANNEL);
	party->cadence = named_table_text(table, row, RELATION_CADENCE);
	party->owner = named_table_text(table, row, RELATION_OWNER);
	party->last_contact = named_table_text(table, row, RELATION_LAST);
	party->objections = named_table_text(table, row, RELATION_OBJECTIONS);
	find_next_contact(p, party);
}

static struct error *read_relations(struct planning *p)
{
	struct named_table table;
	struct error *error = named_table_find(p->plan->document, &relation_table, &table);

	for (uint32_t row = 0; !error && row < table.rows; row++)
		read_relation(p, &table, row);
	return error;
}

/* ---- The quadrants -------------------------------------------------------------------------- */

/* The words that the kind has for quadrants; none where its column is free text. */
static const struct field_spec *quadrant_column(const struct kind *kind)
{
	size_t section = named_section(kind, party_table.section);
	const struct table_spec *table = kind->sections[section].table;

	for (size_t i = 0; i < table->n_columns; i++) {
		if (strcmp(table->columns[i].folded, "quadrant") == 0)
			return &table->columns[i];
	}
	return NULL;
}

/* The names of the quadrants: those of the kind, or the different ones of the map. */
static size_t quadrant_names(
	const struct stakeholder_plan *plan, struct name_index *placed, struct slice **names)
{
	const struct field_spec *column = quadrant_column(plan->document->kind);
	size_t known = column ? column->n_values : 0, count = 0;

	*names = arena_alloc(plan->arena, (known + plan->count + 1) * sizeof **names);
	for (size_t i = 0; i < known; i++)
		(*names)[count++] = slice_of(column->values[i]);
	for (size_t i = 0; known == 0 && i < plan->count; i++) {
		struct slice name = plan->list[i].quadrant;

		if (name.len && placed->list[name_index_find(placed, name)].number == i)
			(*names)[count++] = name;
	}
	return count;
}

static void sort_into_quadrants(struct planning *p)
{
	struct stakeholder_plan *plan = p->plan;
	struct name_index placed = {0};
	struct slice *names;
	size_t count;

	for (size_t i = 0; i < plan->count; i++)
		name_index_add(&placed, plan->list[i].quadrant, i);
	count = quadrant_names(plan, &placed, &names);
	plan->quadrants = arena_alloc(plan->arena, (count + 1) * sizeof *plan->quadrants);
	for (size_t i = 0; i < count; i++) {
		size_t *list = arena_alloc(plan->arena, (plan->count + 1) * sizeof *list);
		struct plan_quadrant quadrant = {names[i], list, 0};

		for (size_t at = name_index_find(&placed, names[i]); at != SIZE_MAX;
			at = name_index_next(&placed, at))
			list[quadrant.count++] = placed.list[at].number;
		if (quadrant.count == 0)
			add_gap(p, "empty-quadrant", names[i], "has nobody");
		plan->quadrants[plan->n_quadrants++] = quadrant;
	}
	name_index_dispose(&placed);
}

/* Those whose quadrant is none of the kind's come last, under no name. */
static void add_unsorted(struct planning *p)
{
	struct stakeholder_plan *plan = p->plan;
	bool *placed = mem_calloc(plan->count + 1, sizeof *placed);
	size_t *list = arena_alloc(plan->arena, (plan->count + 1) * sizeof *list);
	struct plan_quadrant rest = {{"", 0}, list, 0};

	for (size_t i = 0; i < plan->n_quadrants; i++) {
		for (size_t j = 0; j < plan->quadrants[i].count; j++)
			placed[plan->quadrants[i].list[j]] = true;
	}
	for (size_t i = 0; i < plan->count; i++) {
		if (placed[i])
			continue;
		list[rest.count++] = i;
		add_gap(p, "quadrant", plan->list[i].id, "stands in no quadrant");
	}
	if (rest.count)
		plan->quadrants[plan->n_quadrants++] = rest;
	free(placed);
}

/* ---- What is left open ---------------------------------------------------------------------- */

static void find_gaps(struct planning *p)
{
	for (size_t i = 0; i < p->plan->count; i++) {
		const struct stakeholder *party = &p->plan->list[i];

		if (party->level.len == 0)
			add_gap(p, "level", party->id, "has no level");
		if (!party->has_relation) {
			add_gap(p, "channel", party->id,
				"has no channel: there is no row under Relations");
			continue;
		}
		if (party->channel.len == 0)
			add_gap(p, "channel", party->id, "has no channel");
		if (party->cadence.len == 0)
			add_gap(p, "cadence", party->id, "has no cadence");
		if (party->owner.len == 0)
			add_gap(p, "owner", party->id, "has nobody who keeps in touch");
	}
}

/* The parties of all maps of the kind. */
static void collect_parties(struct planning *p, struct name_index *all)
{
	const struct document *documents;
	size_t count;

	documents = corpus_documents(p->corpus, &count);
	for (size_t i = 0; i < count; i++) {
		struct named_table table;
		struct error *error;

		if (documents[i].refusal || documents[i].kind != p->plan->document->kind)
			continue;
		error = named_table_find(&documents[i], &party_table, &table);
		for (uint32_t row = 0; !error && row < table.rows; row++)
			name_index_add(all, named_table_text(&table, row, PARTY_ID), i);
		error_free(error);
	}
}

static void find_unmapped(
	struct planning *p, struct name_index *all, const struct document *document)
{
	const struct outline *outline = document->outline;
	uint32_t node = document_field(document, "audience");

	if (node == OUTLINE_NONE || outline->fields[node].type != FIELD_LIST)
		return;
	for (uint32_t child = outline_first_child(outline, node); child != OUTLINE_NONE;
		child = outline_next_child(outline, child)) {
		struct slice id = outline_text(outline, outline->fields[child].value);

		if (outline->fields[child].type == FIELD_SCALAR && id.len &&
			!name_index_has(all, id))
			add_gap(p, "audience", slice_of(document->path),
				"is written for \"%.*s\", who stands in no map", SLICE_ARG(id));
	}
}

static void find_all_unmapped(struct planning *p)
{
	struct name_index all = {0};
	const struct document *documents;
	size_t count;

	collect_parties(p, &all);
	documents = corpus_documents(p->corpus, &count);
	for (size_t i = 0; i < count; i++) {
		if (documents[i].checked && documents[i].kind && !documents[i].refusal)
			find_unmapped(p, &all, &documents[i]);
	}
	name_index_dispose(&all);
}

struct error *stakeholder_plan_read(const struct corpus *corpus, const struct document *document,
	struct date today, struct stakeholder_plan *plan)
{
	struct planning p = {.plan = plan, .corpus = corpus, .today = today};
	struct error *error;

	*plan = (struct stakeholder_plan){.document = document, .arena = arena_new()};
	error = read_parties(&p);
	if (!error)
		error = read_relations(&p);
	if (!error) {
		sort_into_quadrants(&p);
		add_unsorted(&p);
		find_gaps(&p);
		if (corpus)
			find_all_unmapped(&p);
	}
	name_index_dispose(&p.parties);
	return error;
}

void stakeholder_plan_dispose(struct stakeholder_plan *plan)
{
	for (size_t i = 0; i < plan->n_gaps; i++)
		free(plan->gaps[i].text);
	free(plan->gaps);
	free(plan->list);
	arena_free(plan->arena);
	*plan = (struct stakeholder_plan){0};
}
