#include "check/term_index.h"

#include <ctype.h>
#include <stdlib.h>

#include "check/term_words.h"

#define MAX_WORDS   32 /* of a term */
#define MAX_ENTRIES 64 /* terms that are the same words */

/* A term that ends at a node of the trie. */
struct entry {
	term_value value;
	enum inflection inflection;
	const char *exact; /* as it has to stand in the text, or NULL */
	uint32_t next;     /* another one at the same node, or 0 */
};

struct edge {
	uint32_t node, word;
	uint32_t child; /* 0: a free place of the table */
};

struct term_index {
	struct arena *arena;
	struct term_words words;
	struct edge *edges; /* by hash */
	size_t n_edges, edge_places;
	struct entry *entries; /* the first one stands for none */
	size_t n_entries, entries_capacity;
	uint32_t *nodes; /* the first entry of each */
	size_t n_nodes, nodes_capacity;
};

struct term_index *term_index_new(void)
{
	struct term_index *index = mem_calloc(1, sizeof *index);

	index->arena = arena_new();
	term_words_init(&index->words, index->arena);
	index->edge_places = 1024;
	index->edges = mem_calloc(index->edge_places, sizeof *index->edges);
	GROW(index->entries, index->n_entries, index->entries_capacity);
	index->entries[index->n_entries++] = (struct entry){0};
	GROW(index->nodes, index->n_nodes, index->nodes_capacity);
	index->nodes[index->n_nodes++] = 0;
	return index;
}

void term_index_free(struct term_index *index)
{
	if (!index)
		return;
	term_words_dispose(&index->words);
	arena_free(index->arena);
	free(index->edges);
	free(index->entries);
	free(index->nodes);
	free(index);
}

void term_text_read(struct term_text *text, const struct term_index *index, struct slice content)
{
	term_words_read(index ? &index->words : NULL, content, text);
}

void term_text_dispose(struct term_text *text)
{
	free(text->tokens);
	*text = (struct term_text){0};
}

/* ---- The trie ---------------------------------------------------------------------------------
 */

static size_t edge_place(const struct term_index *index, uint32_t node, uint32_t word)
{
	size_t mask = index->edge_places - 1;
	uint64_t mixed = ((uint64_t)node << 32 | word) * UINT64_C(0x9e3779b97f4a7c15);
	size_t i = (size_t)(mixed >> 32) & mask;

	while (index->edges[i].child &&
		(index->edges[i].node != node || index->edges[i].word != word))
		i = (i + 1) & mask;
	return i;
}

static uint32_t child_of(const struct term_index *index, uint32_t node, uint32_t word)
{
	return index->edges[edge_place(index, node, word)].child;
}

static void grow_edges(struct term_index *index)
{
	struct edge *old = index->edges;
	size_t places = index->edge_places;

	index->edge_places *= 2;
	index->edges = mem_calloc(index->edge_places, sizeof *index->edges);
	for (size_t i = 0; i < places; i++) {
		if (old[i].child)
			index->edges[edge_place(index, old[i].node, old[i].word)] = old[i];
	}
	free(old);
}

static uint32_t add_child(struct term_index *index, uint32_t node, uint32_t word)
{
	size_t place = edge_place(index, node, word);
	uint32_t child = index->edges[place].child;

	if (node == 0)
		index->words.list[word].begins = true;
	if (child)
		return child;
	child = (uint32_t)index->n_nodes;
	GROW(index->nodes, index->n_nodes, index->nodes_capacity);
	index->nodes[index->n_nodes++] = 0;
	index->edges[place] = (struct edge){node, word, child};
	if (++index->n_edges * 2 > index->edge_places)
		grow_edges(index);
	return child;
}

static void add_entry(struct term_index *index, uint32_t node, struct entry entry)
{
	size_t count = 0;

	for (uint32_t i = index->nodes[node]; i; i = index->entries[i].next) {
		struct entry *known = &index->entries[i];

		if (++count == MAX_ENTRIES)
			return;
		if (known->value != entry.value)
			continue;
		if (entry.inflection < known->inflection)
			known->inflection = entry.inflection;
		if (!entry.exact)
			known->exact = NULL;
		return;
	}
	entry.next = index->nodes[node];
	GROW(index->entries, index->n_entries, index->entries_capacity);
	index->nodes[node] = (uint32_t)index->n_entries;
	index->entries[index->n_entries++] = entry;
}

/* ---- Adding -----------------------------------------------------------------------------------
 */

/* A term that is being added, up to its last word. */
struct adding {
	struct term_index *index;
	uint32_t node; /* where its last word goes on from */
	struct entry entry;
};

static void add_form(void *context, struct slice form, enum inflection inflection)
{
	struct adding *adding = context;
	struct entry entry = adding->entry;
	struct folded folded;
	uint32_t word;

	if (!fold_copy(form, &folded))
		return;
	word = term_words_add(&adding->index->words, &folded);
	entry.inflection = inflection;
	add_entry(adding->index, add_child(adding->index, adding->node, word), entry);
}

/* In capital letters, and with one of them at least. */
static bool is_acronym(struct slice word)
{
	bool capital = false;

	for (size_t i = 0; i < word.len; i++) {
		unsigned char c = (unsigned char)word.at[i];

		if (!isupper(c) && !isdigit(c))
			return false;
		capital = capital || isupper(c);
	}
	return capital && word.len > 1;
}

static bool is_hyphen(const struct term_text *text, size_t token)
{
	return text->tokens[token + 1].start == text->tokens[token].end + 1 &&
	       text->text.at[text->tokens[token].end] == '-';
}

/* Adds a term whose words are those of a text; with `joined`, words with a hyphen between are one.
 */
static void add_words(
	struct adding *adding, const struct term_text *text, bool joined, enum inflection most)
{
	struct folded word = {.len = 0}, part;

	adding->node = 0;
	for (size_t i = 0; i < text->count; i++) {
		bool last = i + 1 == text->count;

		if (!fold_word(term_token_text(text, i), &part) || !fold_join(&word, &part))
			return;
		if (!last && joined && is_hyphen(text, i))
			continue;
		if (last)
			inflect((struct slice){word.text, word.len}, most, add_form, adding);
		else
			adding->node = add_child(adding->index, adding->node,
				term_words_add(&adding->index->words, &word));
		word.len = 0;
	}
}

void term_index_add(
	struct term_index *index, struct slice term, term_value value, enum inflection most)
{
	struct adding adding = {.index = index, .entry = {.value = value}};
	struct term_text text = {0};
	bool has_hyphen = false;

	term_text_read(&text, NULL, term);
	for (size_t i = 0; i + 1 < text.count; i++)
		has_hyphen = has_hyphen || is_hyphen(&text, i);
	if (text.count == 1 && is_acronym(term_token_text(&text, 0))) {
		adding.entry.exact = arena_string(index->arena, term_token_text(&text, 0));
		most = most == INFLECT_VERB ? INFLECT_NOUN : most;
	}
	if (text.count && text.count <= MAX_WORDS) {
		add_words(&adding, &text, false, most);
		if (has_hyphen)
			add_words(&adding, &text, true, most);
	}
	term_text_dispose(&text);
}

struct numbering {
	struct term_index *index;
	word_visitor each;
	void *context;
};

static void number_form(void *context, struct slice form, enum inflection inflection)
{
	const struct numbering *numbering = context;
	struct folded folded;

	(void)inflection;
	if (fold_copy(form, &folded))
		numbering->each(
			numbering->context, term_words_add(&numbering->index->words, &folded));
}

void term_index_add_words(
	struct term_index *index, struct slice word, word_visitor each, void *context)
{
	struct numbering numbering = {index, each, context};
	struct folded folded;

	if (fold_word(word, &folded))
		inflect((struct slice){folded.text, folded.len}, INFLECT_VERB, number_form,
			&numbering);
}

/* ---- Finding ----------------------------------------------------------------------------------
 */

/* What may stand between the words of a term: blanks, one hyphen or slash, and "'s" in front. */
static bool joins(const struct term_text *text, size_t token)
{
	size_t at = text->tokens[token].end, end = text->tokens[token + 1].start;
	size_t signs = 0, first;

	at += term_genitive(text->text, at);
	first = at;
	while (at < end) {
		struct slice rest = slice_from(text->text, at);

		if (rest.at[0] == ' ') {
			at++;
		} else if (rest.at[0] == '-' || rest.at[0] == '/') {
			at++;
			signs++;
		} else if (slice_starts_with(rest, "\u2010") || slice_starts_with(rest, "\u2011")) {
			at += strlen("\u2010");
			signs++;
		} else {
			return false;
		}
	}
	return signs <= 1 && end - first <= 4;
}

static bool stands_exactly(const struct entry *entry, struct slice text)
{
	size_t len;

	if (!entry->exact)
		return true;
	len = strlen(entry->exact);
	return text.len >= len && memcmp(text.at, entry->exact, len) == 0 &&
	       (text.len == len || slice_is(slice_from(text, len), "s"));
}

struct scanning {
	const struct term_index *index;
	const struct term_text *text;
	match_visitor each;
	void *context;
};

static void matched(const struct scanning *s, uint32_t node, size_t first, size_t last)
{
	for (uint32_t i = s->index->nodes[node]; i; i = s->index->entries[i].next) {
		const struct entry *entry = &s->index->entries[i];
		struct term_match match = {
			entry->value, entry->inflection, (uint32_t)first, (uint32_t)last};

		if (stands_exactly(entry, term_token_text(s->text, last)))
			s->each(s->context, &match);
	}
}

static void scan_from(const struct scanning *s, size_t first)
{
	uint32_t node = 0;

	for (size_t i = first; i < s->text->count; i++) {
		if (s->text->tokens[i].word == NO_WORD || (i > first && !joins(s->text, i - 1)))
			return;
		node = child_of(s->index, node, s->text->tokens[i].word);
		if (!node)
			return;
		matched(s, node, first, i);
	}
}

/* hyper-parameter: two words of the text that are one of a term. */
static void scan_joined(const struct scanning *s, size_t first)
{
	struct folded word, more;
	uint32_t number, node;

	if (!fold_word(term_token_text(s->text, first), &word) ||
		!fold_word(term_token_text(s->text, first + 1), &more) || !fold_join(&word, &more))
		return;
	number = term_words_find(&s->index->words, &word);
	node = number == NO_WORD ? 0 : child_of(s->index, 0, number);
	if (node)
		matched(s, node, first, first + 1);
}

void term_index_scan(const struct term_index *index, const struct term_text *text,
	match_visitor each, void *context)
{
	struct scanning scanning = {index, text, each, context};

	for (size_t i = 0; i < text->count; i++) {
		uint32_t word = text->tokens[i].word;

		if (word != NO_WORD && index->words.list[word].begins)
			scan_from(&scanning, i);
		if (i + 1 < text->count && is_hyphen(text, i))
			scan_joined(&scanning, i);
	}
}
