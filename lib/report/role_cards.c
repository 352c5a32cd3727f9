#include "report/role_cards.h"

#include "report/sheet.h"

static struct slice name_of(const struct people *people, struct slice reference)
{
	const struct person *person = people_resolve(people, reference);

	return person && person->name ? slice_of(person->name) : reference;
}

static void add_fact(
	struct sheet *sheet, const struct role_cards *cards, const char *label, const char *field)
{
	sheet_fact(sheet, label, document_text(cards->document, field));
}

static void add_head(
	struct sheet *sheet, const struct role_cards *cards, const struct role_card *card)
{
	sheet_heading(sheet, 1, "Role card", card->role);
	sheet_text(sheet, "This is an exercise",
		slice_of("show this card to nobody else before the debrief."));
	sheet_fact(sheet, "Player", name_of(cards->people, card->player));
	add_fact(sheet, cards, "Day", "date");
	add_fact(sheet, cards, "Planned minutes", "duration-min");
	add_fact(sheet, cards, "Played as", "exercise-type");
	add_fact(sheet, cards, "What may be touched", "safety");
	sheet_fact(sheet, "Facilitator",
		name_of(cards->people, document_text(cards->document, "facilitator")));
	sheet_end_facts(sheet);
}

static void add_blocks(struct sheet *sheet, const struct role_cards *cards, const char *heading,
	struct block_range blocks)
{
	if (blocks.first == blocks.end)
		return;
	sheet_heading(sheet, 2, heading, slice_of(""));
	sheet_blocks(sheet, cards->document->outline, blocks.first, blocks.end);
}

static void add_task(struct sheet *sheet, const struct role_card *card)
{
	if (card->private_facts.len) {
		sheet_heading(sheet, 2, "What only you know", slice_of(""));
		sheet_text(sheet, "", card->private_facts);
	}
	sheet_heading(sheet, 2, "What you are to reach", slice_of(""));
	sheet_fact(sheet, "Objective", card->objective);
	sheet_fact(sheet, "Time limit", card->time_limit);
	sheet_fact(sheet, "You may decide without asking", card->may_decide);
	sheet_end_facts(sheet);
}

static void add_calls(struct sheet *sheet, const struct role_card *card)
{
	static const char *const titles[] = {"When", "Whom", "How", "Answers within"};

	if (card->n_calls == 0)
		return;
	sheet_heading(sheet, 2, "Whom you call", slice_of(""));
	sheet_begin_table(sheet, titles, 4);
	for (size_t i = 0; i < card->n_calls; i++) {
		const struct role_call *call = &card->calls[i];
		struct slice cells[] = {call->condition, call->to, call->channel, call->within};

		sheet_row(sheet, cells, 4);
	}
	sheet_end_table(sheet);
}

static void add_players(struct sheet *sheet, const struct role_cards *cards)
{
	static const char *const titles[] = {"Role", "Player"};

	sheet_heading(sheet, 2, "Who plays", slice_of(""));
	sheet_begin_table(sheet, titles, 2);
	for (size_t i = 0; i < cards->count; i++) {
		struct slice cells[] = {
			cards->list[i].role, name_of(cards->people, cards->list[i].player)};

		sheet_row(sheet, cells, 2);
	}
	sheet_end_table(sheet);
}

static void add_playbook(struct sheet *sheet, const struct role_cards *cards, struct slice link)
{
	const struct document *playbook = corpus_resolve(cards->corpus, cards->document, link);
	struct slice title = playbook ? document_text(playbook, "title") : (struct slice){"", 0};
	struct buffer text = BUFFER_INIT;

	buffer_add_slice(&text, title.len ? title : link);
	if (title.len)
		buffer_addf(&text, " (%s)", playbook->path);
	sheet_fact(sheet, "Playbook", buffer_slice(&text));
	buffer_dispose(&text);
}

static void add_playbooks(struct sheet *sheet, const struct role_cards *cards)
{
	const struct outline *outline = cards->document->outline;
	uint32_t node = document_field(cards->document, "playbooks");

	if (node == OUTLINE_NONE || outline->fields[node].count == 0)
		return;
	sheet_heading(sheet, 2, "What you may use", slice_of(""));
	for (uint32_t child = outline_first_child(outline, node); child != OUTLINE_NONE;
		child = outline_next_child(outline, child)) {
		if (outline->fields[child].type == FIELD_SCALAR)
			add_playbook(
				sheet, cards, outline_text(outline, outline->fields[child].value));
	}
	sheet_end_facts(sheet);
}

/* On a page of their own, which stays with the facilitator. */
static void add_injects(struct sheet *sheet, const struct role_card *card)
{
	if (card->n_injects == 0)
		return;
	sheet_begin_page(sheet);
	sheet_heading(sheet, 1, "Injects", card->role);
	sheet_text(sheet, "For the facilitator",
		slice_of("keep this page, and give each of these to the player at its minute."));
	for (size_t i = 0; i < card->n_injects; i++) {
		const struct role_inject *inject = &card->injects[i];

		sheet_heading(sheet, 2, "At", inject->at);
		sheet_fact(sheet, "Inject", inject->id);
		sheet_fact(sheet, "By", inject->channel);
		sheet_end_facts(sheet);
		sheet_text(sheet, "", inject->content);
	}
	sheet_end_page(sheet);
}

static void add_card(struct sheet *sheet, const struct role_cards *cards,
	const struct role_card *card, bool injects)
{
	sheet_begin_page(sheet);
	add_head(sheet, cards, card);
	add_blocks(sheet, cards, "What has happened", cards->told);
	add_task(sheet, card);
	add_calls(sheet, card);
	add_players(sheet, cards);
	add_blocks(sheet, cards, "Ground rules", cards->ground_rules);
	add_playbooks(sheet, cards);
	sheet_end_page(sheet);
	if (injects)
		add_injects(sheet, card);
}

void report_role_cards(const struct role_cards *cards, size_t first, size_t end,
	const struct role_cards_options *options, struct buffer *out)
{
	struct sheet sheet = {options->html ? SHEET_HTML : SHEET_MARKDOWN, out, 0};

	sheet_begin(&sheet, "Role cards");
	for (size_t i = first; i < end; i++)
		add_card(&sheet, cards, &cards->list[i], options->injects);
	sheet_end(&sheet);
}
