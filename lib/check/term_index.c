#include "check/term_index.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"

#define MAX_WORDS  32 /* of a term */
#define MAX_FOLDED 64 /* bytes of a word that can be one of a term's */

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

struct word {
	const char *text;
	uint32_t len;
	uint32_t hash;
};

struct term_index {
	struct arena *arena;
	struct word *words;
	size_t n_words, words_capacity;
	uint32_t *word_table; /* numbers of words plus one, by hash; 0: free */
	size_t word_places;   /* a power of two */
	struct edge *edges;   /* by hash */
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
	index->word_places = index->edge_places = 1024;
	index->word_table = mem_calloc(index->word_places, sizeof *index->word_table);
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
	arena_free(index->arena);
	free(index->words);
	free(index->word_table);
	free(index->edges);
	free(index->entries);
	free(index->nodes);
	free(index);
}

/* ---- Words ----------------------------------------------------------------------------------- */

/* FNV-1a. */
static uint32_t hash_of(struct slice word)
{
	uint32_t hash = UINT32_C(0x811c9dc5);

	for (size_t i = 0; i < word.len; i++)
		hash = (hash ^ (unsigned char)word.at[i]) * UINT32_C(0x01000193);
	return hash;
}

static uint32_t find_word(const struct term_index *index, struct slice word)
{
	uint32_t hash = hash_of(word);
	size_t mask = index->word_places - 1;

	for (size_t i = hash & mask; index->word_table[i]; i = (i + 1) & mask) {
		const struct word *known = &index->words[index->word_table[i] - 1];

		if (known->hash == hash && known->len == word.len &&
			memcmp(known->text, word.at, word.len) == 0)
			return index->word_table[i] - 1;
	}
	return NO_WORD;
}

static void place_word(struct term_index *index, uint32_t number)
{
	size_t mask = index->word_places - 1;
	size_t i = index->words[number].hash & mask;

	while (index->word_table[i])
		i = (i + 1) & mask;
	index->word_table[i] = number + 1;
}

static uint32_t add_word(struct term_index *index, struct slice text)
{
	uint32_t number = find_word(index, text);

	if (number != NO_WORD)
		return number;
	number = (uint32_t)index->n_words;
	GROW(index->words, index->n_words, index->words_capacity);
	index->words[index->n_words++] =
		(struct word){arena_string(index->arena, text), (uint32_t)text.len, hash_of(text)};
	if (index->n_words * 2 <= index->word_places) {
		place_word(index, number);
		return number;
	}
	free(index->word_table);
	index->word_places *= 2;
	index->word_table = mem_calloc(index->word_places, sizeof *index->word_table);
	for (uint32_t i = 0; i < index->n_words; i++)
		place_word(index, i);
	return number;
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
	for (uint32_t i = index->nodes[node]; i; i = index->entries[i].next) {
		struct entry *known = &index->entries[i];

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

/* ---- Texts ------------------------------------------------------------------------------------
 */

/* The length of the character at a place that a word can have, or 0. */
static size_t word_character(struct slice text, size_t at)
{
	unsigned char c = (unsigned char)text.at[at];
	uint32_t character;
	size_t len;

	if (c < 0x80)
		return isalnum(c) || c == '_';
	len = utf8_next(text, at, &character);
	return character != UTF8_INVALID && utf8_is_word(character) ? len : 0;
}

/* A word as it is compared; false if it is too long to be one of a term's. */
static bool fold_word(struct slice word, char *folded, size_t *len)
{
	struct buffer out = BUFFER_INIT;
	bool fits;

	if (word.len > MAX_FOLDED)
		return false;
	*len = word.len;
	for (size_t i = 0; i < word.len; i++) {
		unsigned char c = (unsigned char)word.at[i];

		if (c >= 0x80)
			break;
		folded[i] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
		if (i + 1 == word.len)
			return true;
	}
	utf8_fold(&out, word);
	fits = out.len <= MAX_FOLDED;
	if (fits && out.len)
		memcpy(folded, out.at, out.len);
	*len = out.len;
	buffer_dispose(&out);
	return fits;
}

static uint32_t number_of(const struct term_index *index, struct slice word)
{
	char folded[MAX_FOLDED];
	size_t len;

	if (!fold_word(word, folded, &len))
		return NO_WORD;
	return find_word(index, (struct slice){folded, len});
}

/* The length of an apostrophe, straight or curved, at a place; 0 if there is none. */
static size_t apostrophe(struct slice text, size_t at)
{
	if (at < text.len && text.at[at] == '\'')
		return 1;
	return slice_starts_with(slice_from(text, at), "\u2019") ? strlen("\u2019") : 0;
}

/* The length of "'s" behind a word. */
static size_t genitive(struct slice text, size_t at)
{
	size_t len = apostrophe(text, at);

	if (!len || at + len >= text.len || (text.at[at + len] | 0x20) != 's' ||
		(at + len + 1 < text.len && word_character(text, at + len + 1)))
		return 0;
	return len + 1;
}

/* What stands between two words ends a sentence, or another kind of whole. */
static bool ends_sentence(struct slice gap)
{
	bool point = false;

	for (size_t i = 0; i < gap.len; i++) {
		if (gap.at[i] == '\n' || gap.at[i] == '\x1f')
			return true;
		if (strchr(".!?;", gap.at[i]))
			point = true;
		else if (point && gap.at[i] == ' ')
			return true;
	}
	return false;
}

static void add_token(struct term_text *text, const struct term_index *index, size_t start,
	size_t end, uint32_t sentence)
{
	struct slice word = {text->text.at + start, end - start};

	GROW(text->tokens, text->count, text->capacity);
	text->tokens[text->count++] = (struct term_token){
		(uint32_t)start, (uint32_t)end, index ? number_of(index, word) : NO_WORD, sentence};
}

void term_text_read(struct term_text *text, const struct term_index *index, struct slice content)
{
	size_t at = 0, before = 0;
	uint32_t sentence = 0;

	text->text = content;
	text->count = 0;
	while (at < content.len) {
		size_t start = at, len;

		while (at < content.len && (len = word_character(content, at)) > 0)
			at += len;
		if (at == start) {
			at++;
			while (at < content.len && ((unsigned char)content.at[at] & 0xc0) == 0x80)
				at++;
			continue;
		}
		if (ends_sentence((struct slice){content.at + before, start - before}))
			sentence++;
		add_token(text, index, start, at, sentence);
		before = at;
		at += genitive(content, at);
	}
}

void term_text_dispose(struct term_text *text)
{
	free(text->tokens);
	*text = (struct term_text){0};
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
	uint32_t word = add_word(adding->index, form);

	entry.inflection = inflection;
	add_entry(adding->index, add_child(adding->index, adding->node, word), entry);
}

static struct slice token_text(const struct term_text *text, size_t token)
{
	const struct term_token *t = &text->tokens[token];

	return (struct slice){text->text.at + t->start, t->end - t->start};
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
	char word[MAX_FOLDED];
	size_t len = 0;

	adding->node = 0;
	for (size_t i = 0; i < text->count; i++) {
		char part[MAX_FOLDED];
		size_t part_len;
		bool last = i + 1 == text->count;

		if (!fold_word(token_text(text, i), part, &part_len) || len + part_len > MAX_FOLDED)
			return;
		memcpy(word + len, part, part_len);
		len += part_len;
		if (!last && joined && is_hyphen(text, i))
			continue;
		if (last)
			inflect((struct slice){word, len}, most, add_form, adding);
		else
			adding->node = add_child(adding->index, adding->node,
				add_word(adding->index, (struct slice){word, len}));
		len = 0;
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
	if (text.count == 1 && is_acronym(token_text(&text, 0))) {
		adding.entry.exact = arena_string(index->arena, token_text(&text, 0));
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

	(void)inflection;
	numbering->each(numbering->context, add_word(numbering->index, form));
}

void term_index_add_words(
	struct term_index *index, struct slice word, word_visitor each, void *context)
{
	struct numbering numbering = {index, each, context};
	char folded[MAX_FOLDED];
	size_t len;

	if (fold_word(word, folded, &len))
		inflect((struct slice){folded, len}, INFLECT_VERB, number_form, &numbering);
}

/* ---- Finding ----------------------------------------------------------------------------------
 */

/* What may stand between the words of a term: blanks, one hyphen or slash, and "'s" in front. */
static bool joins(const struct term_text *text, size_t token)
{
	size_t at = text->tokens[token].end, end = text->tokens[token + 1].start;
	size_t signs = 0, first;

	at += genitive(text->text, at);
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

		if (stands_exactly(entry, token_text(s->text, last)))
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
	char word[2 * MAX_FOLDED], part[MAX_FOLDED];
	uint32_t number, node;
	size_t len, more;

	if (first + 1 == s->text->count || !is_hyphen(s->text, first) ||
		!fold_word(token_text(s->text, first), part, &len))
		return;
	memcpy(word, part, len);
	if (!fold_word(token_text(s->text, first + 1), part, &more) || len + more > MAX_FOLDED)
		return;
	memcpy(word + len, part, more);
	number = find_word(s->index, (struct slice){word, len + more});
	node = number == NO_WORD ? 0 : child_of(s->index, 0, number);
	if (node)
		matched(s, node, first, first + 1);
}

void term_index_scan(const struct term_index *index, const struct term_text *text,
	match_visitor each, void *context)
{
	struct scanning scanning = {index, text, each, context};

	for (size_t i = 0; i < text->count; i++) {
		scan_from(&scanning, i);
		scan_joined(&scanning, i);
	}
}
