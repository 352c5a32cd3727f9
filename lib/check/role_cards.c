#include "check/role_cards.h"

#include <stdlib.h>

#include "base/mem.h"
#include "check/contract.h"
#include "check/named_table.h"
#include "policy/people.h"

enum {
	CARD_ROLE,
	CARD_PLAYER,
	CARD_PRIVATE_FACTS,
	CARD_OBJECTIVE,
	CARD_TIME_LIMIT,
	CARD_MAY_DECIDE,
};

static const struct named_table_spec card_table = {
	.section = "Role Cards",
	.columns = {{"Role", false}, {"Player", false}, {"Private Facts", false},
		{"Objective", false}, {"Time Limit", true}, {"May Decide", true}},
};

enum {
	INJECT_ID,
	INJECT_AT,
	INJECT_CONTENT,
	INJECT_TO,
	INJECT_CHANNEL,
};

static const struct named_table_spec inject_table = {
	.section = "Injects",
	.columns = {{"Id", false}, {"At", false}, {"Content", false}, {"To", false},
		{"Channel", true}},
};

enum {
	CALL_CONDITION,
	CALL_FROM,
	CALL_TO,
	CALL_WITHIN,
	CALL_CHANNEL,
};

static const struct named_table_spec call_table = {
	.section = "Expected Escalation Path",
	.optional = true,
	.columns = {{"Condition", false}, {"From", false}, {"To", false}, {"Within", true},
		{"Channel", true}},
};

static struct error *read_cards(struct role_cards *cards)
{
	struct named_table table;
	struct error *error = named_table_find(cards->document, &card_table, &table);

	if (!error && table.rows > ROLE_CARDS_MAX)
		error = error_new(ERROR_LIMIT, "%s: more than %d role cards", cards->document->path,
			ROLE_CARDS_MAX);
	if (error)
		return error;
	cards->list = mem_calloc(table.rows + (size_t)1, sizeof *cards->list);
	for (uint32_t row = 0; row < table.rows; row++) {
		struct role_card *card = &cards->list[cards->count];
		struct slice player = named_table_text(&table, row, CARD_PLAYER);

		*card = (struct role_card){
			.role = named_table_text(&table, row, CARD_ROLE),
			.player = player,
			.person = people_resolve(cards->people, player),
			.private_facts = named_table_text(&table, row, CARD_PRIVATE_FACTS),
			.objective = named_table_text(&table, row, CARD_OBJECTIVE),
			.time_limit = named_table_text(&table, row, CARD_TIME_LIMIT),
			.may_decide = named_table_text(&table, row, CARD_MAY_DECIDE),
		};
		if (card->role.len == 0 && player.len == 0)
			continue;
		name_index_add(&cards->roles, card->role, cards->count);
		name_index_add(&cards->players, card->person ? slice_of(card->person->id) : player,
			cards->count);
		cards->count++;
	}
	return NULL;
}

/* ---- Injects and calls ---------------------------------------------------------------------- */

struct handing_out {
	struct role_cards *cards;
	struct role_inject inject;
	bool heard;
};

static void hand_out(void *context, struct slice role)
{
	struct handing_out *out = context;

	struct name_index *roles = &out->cards->roles;

	for (size_t at = name_index_find(roles, role); at != SIZE_MAX;
		at = name_index_next(roles, at)) {
		struct role_card *card = &out->cards->list[roles->list[at].number];

		out->heard = true;
		/* Named twice in one cell, it is handed over once. */
		if (card->n_injects &&
			card->injects[card->n_injects - 1].content.at == out->inject.content.at)
			continue;
		GROW(card->injects, card->n_injects, card->injects_capacity);
		card->injects[card->n_injects++] = out->inject;
	}
}

static struct error *read_injects(struct role_cards *cards)
{
	struct named_table table;
	struct error *error = named_table_find(cards->document, &inject_table, &table);

	if (error)
		return error;
	cards->unheard =
		arena_alloc(cards->arena, (table.rows + (size_t)1) * sizeof *cards->unheard);
	for (uint32_t row = 0; row < table.rows; row++) {
		struct handing_out out = {
			.cards = cards,
			.inject = {named_table_text(&table, row, INJECT_ID),
				named_table_text(&table, row, INJECT_AT),
				named_table_text(&table, row, INJECT_CHANNEL),
				named_table_text(&table, row, INJECT_CONTENT)},
		};

		if (out.inject.content.len == 0)
			continue;
		named_table_each(&table, row, INJECT_TO, hand_out, &out);
		if (!out.heard)
			cards->unheard[cards->n_unheard++] =
				arena_string(cards->arena, out.inject.id);
	}
	return NULL;
}

static struct error *read_calls(struct role_cards *cards)
{
	struct named_table table;
	struct error *error = named_table_find(cards->document, &call_table, &table);

	for (uint32_t row = 0; !error && row < table.rows; row++) {
		struct slice from = named_table_text(&table, row, CALL_FROM);

		if (from.len == 0)
			continue;
		for (size_t at = name_index_find(&cards->roles, from); at != SIZE_MAX;
			at = name_index_next(&cards->roles, at)) {
			struct role_card *card = &cards->list[cards->roles.list[at].number];

			GROW(card->calls, card->n_calls, card->calls_capacity);
			card->calls[card->n_calls++] = (struct role_call){
				named_table_text(&table, row, CALL_CONDITION),
				named_table_text(&table, row, CALL_TO),
				named_table_text(&table, row, CALL_WITHIN),
				named_table_text(&table, row, CALL_CHANNEL),
			};
		}
	}
	return error;
}

/* ---- Participants --------------------------------------------------------------------------- */

static bool has_card(struct role_cards *cards, struct slice participant)
{
	const struct person *person = people_resolve(cards->people, participant);

	return name_index_has(&cards->players, person ? slice_of(person->id) : participant);
}

static void find_without_card(struct role_cards *cards)
{
	const struct outline *outline = cards->document->outline;
	uint32_t node = document_field(cards->document, "participants");

	if (node == OUTLINE_NONE || outline->fields[node].type != FIELD_LIST)
		return;
	cards->without_card = arena_alloc(
		cards->arena, (outline->fields[node].count + (size_t)1) * sizeof(const char *));
	for (uint32_t child = outline_first_child(outline, node); child != OUTLINE_NONE;
		child = outline_next_child(outline, child)) {
		struct slice participant = outline_text(outline, outline->fields[child].value);

		if (outline->fields[child].type == FIELD_SCALAR && participant.len &&
			!has_card(cards, participant))
			cards->without_card[cards->n_without++] =
				arena_string(cards->arena, participant);
	}
}

/* ---- Scenario and ground rules -------------------------------------------------------------- */

/* The section of the document that stands for one of its kind; OUTLINE_NONE if there is none. */
static uint32_t section_of(const struct document *document, const char *title)
{
	size_t index = named_section(document->kind, title);

	return index == SIZE_MAX ? OUTLINE_NONE : document->contract->sections[index];
}

static struct block_range own_blocks(const struct document *document, uint32_t section)
{
	const struct outline_section *part;

	if (section == OUTLINE_NONE)
		return (struct block_range){0, 0};
	part = &document->outline->sections[section];
	return (struct block_range){part->first_block, part->end_block};
}

/* The first block that says something, alone. */
static struct block_range first_of(const struct outline *outline, struct block_range blocks)
{
	while (blocks.first < blocks.end &&
		(outline->blocks[blocks.first].type == BLOCK_COMMENT ||
			outline->blocks[blocks.first].type == BLOCK_HTML))
		blocks.first = outline->blocks[blocks.first].next;
	if (blocks.first < blocks.end)
		blocks.end = outline->blocks[blocks.first].next;
	return blocks;
}

static struct error *read_scenario(struct role_cards *cards)
{
	const struct document *document = cards->document;
	const struct outline *outline = document->outline;
	uint32_t scenario = section_of(document, "Scenario");
	uint32_t kept_back = section_of(document, "What the Players Do Not Know");
	struct block_range blocks;

	if (named_section(document->kind, "Scenario") == SIZE_MAX)
		return error_new(ERROR_POLICY, "the kind \"%s\" (%s) has no section \"Scenario\"",
			document->kind->id, document->kind->path);
	if (scenario == OUTLINE_NONE)
		return error_new(
			ERROR_REFUSED, "%s: there is no section \"Scenario\"", document->path);
	blocks = own_blocks(document, scenario);
	cards->told = blocks;
	if (kept_back == OUTLINE_NONE || outline->sections[kept_back].parent != scenario)
		cards->told = first_of(outline, blocks);
	cards->first_only = cards->told.end != blocks.end;
	cards->ground_rules = own_blocks(document, section_of(document, "Ground Rules"));
	return NULL;
}

struct error *role_cards_read(
	const struct corpus *corpus, const struct document *document, struct role_cards *cards)
{
	struct error *error;

	*cards = (struct role_cards){.document = document, .corpus = corpus};
	cards->people = policy_people(corpus_policy(corpus));
	cards->arena = arena_new();
	error = read_cards(cards);
	if (!error)
		error = read_injects(cards);
	if (!error)
		error = read_calls(cards);
	if (!error)
		error = read_scenario(cards);
	if (!error)
		find_without_card(cards);
	return error;
}

void role_cards_dispose(struct role_cards *cards)
{
	for (size_t i = 0; i < cards->count; i++) {
		free(cards->list[i].calls);
		free(cards->list[i].injects);
	}
	free(cards->list);
	name_index_dispose(&cards->roles);
	name_index_dispose(&cards->players);
	arena_free(cards->arena);
	*cards = (struct role_cards){0};
}
