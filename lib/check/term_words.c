#include "check/term_words.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/utf8.h"

/* Most words of a text are none of a term's: a bit of their hash says so without a look at more. */
#define FILTER_BITS 18

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

/* Of an ASCII character that a word can have, its lower case; else 0. */
static const char lower[] = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
			    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
			    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
			    "0123456789\0\0\0\0\0\0"
			    "\0abcdefghijklmno"
			    "pqrstuvwxyz\0\0\0\0_"
			    "\0abcdefghijklmno"
			    "pqrstuvwxyz\0\0\0\0\0";

bool fold_copy(struct slice word, struct folded *folded)
{
	if (word.len > MAX_FOLDED)
		return false;
	memcpy(folded->text, word.at, word.len);
	memset(folded->text + word.len, 0, 8);
	folded->len = word.len;
	return true;
}

bool fold_word(struct slice word, struct folded *folded)
{
	struct buffer out = BUFFER_INIT;
	size_t at = 0;
	bool fits;

	if (word.len > MAX_FOLDED)
		return false;
	while (at < word.len && (unsigned char)word.at[at] < 0x80) {
		folded->text[at] = lower[(unsigned char)word.at[at]];
		at++;
	}
	memset(folded->text + at, 0, 8);
	folded->len = at;
	if (at == word.len)
		return true;
	buffer_reserve(&out, 1);
	utf8_fold(&out, word);
	fits = fold_copy(buffer_slice(&out), folded);
	buffer_dispose(&out);
	return fits;
}

bool fold_join(struct folded *folded, const struct folded *other)
{
	if (folded->len + other->len > MAX_FOLDED)
		return false;
	memcpy(folded->text + folded->len, other->text, other->len);
	folded->len += other->len;
	memset(folded->text + folded->len, 0, 8);
	return true;
}

/* ---- Numbers ----------------------------------------------------------------------------------
 */

void term_words_init(struct term_words *words, struct arena *arena)
{
	*words = (struct term_words){.places = 1024, .arena = arena};
	words->table = mem_calloc(words->places, sizeof *words->table);
	words->filter = mem_calloc((size_t)1 << (FILTER_BITS - 6), sizeof *words->filter);
}

void term_words_dispose(struct term_words *words)
{
	free(words->list);
	free(words->table);
	free(words->filter);
}

/* Eight bytes at a time, each step a multiplication whose two halves are mixed. */
static uint64_t hash_of(const struct folded *word)
{
	uint64_t hash = word->len;

	for (size_t at = 0; at < word->len; at += 8) {
		uint64_t part;

		memcpy(&part, word->text + at, 8);
		hash = (hash ^ part) * UINT64_C(0x9e3779b97f4a7c15);
		hash ^= hash >> 32;
	}
	return hash * UINT64_C(0xd6e8feb86659fd93);
}

static uint64_t filter_bit(uint64_t hash)
{
	return UINT64_C(1) << (hash >> (64 - FILTER_BITS) & 63);
}

static size_t filter_place(uint64_t hash)
{
	return (size_t)(hash >> (64 - FILTER_BITS + 6));
}

uint32_t term_words_find(const struct term_words *words, const struct folded *word)
{
	uint64_t hash = hash_of(word);
	size_t mask = words->places - 1;

	if (!(words->filter[filter_place(hash)] & filter_bit(hash)))
		return NO_WORD;
	for (size_t i = (size_t)hash & mask; words->table[i]; i = (i + 1) & mask) {
		const struct term_word *known = &words->list[words->table[i] - 1];

		if (known->hash == hash && known->len == word->len &&
			memcmp(known->text, word->text, word->len) == 0)
			return words->table[i] - 1;
	}
	return NO_WORD;
}

static void place_word(struct term_words *words, uint32_t number)
{
	size_t mask = words->places - 1;
	size_t i = (size_t)words->list[number].hash & mask;

	while (words->table[i])
		i = (i + 1) & mask;
	words->table[i] = number + 1;
}

static void grow_table(struct term_words *words)
{
	free(words->table);
	words->places *= 2;
	words->table = mem_calloc(words->places, sizeof *words->table);
	for (uint32_t i = 0; i + 1 < words->count; i++)
		place_word(words, i);
}

uint32_t term_words_add(struct term_words *words, const struct folded *word)
{
	uint32_t number = term_words_find(words, word);
	struct slice text = {word->text, word->len};
	uint64_t hash = hash_of(word);

	if (number != NO_WORD)
		return number;
	number = (uint32_t)words->count;
	GROW(words->list, words->count, words->capacity);
	words->list[words->count++] = (struct term_word){
		arena_string(words->arena, text), hash, (uint32_t)word->len, false};
	words->filter[filter_place(hash)] |= filter_bit(hash);
	if (words->count * 2 > words->places)
		grow_table(words);
	place_word(words, number);
	return number;
}

/* ---- Texts ------------------------------------------------------------------------------------
 */

/* The length of an apostrophe, straight or curved, at a place; 0 if there is none. */
static size_t apostrophe(struct slice text, size_t at)
{
	if (at < text.len && text.at[at] == '\'')
		return 1;
	return slice_starts_with(slice_from(text, at), "\u2019") ? strlen("\u2019") : 0;
}

size_t term_genitive(struct slice text, size_t at)
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

/* The end of the word that begins at a place; the place itself where none does. */
static size_t word_end(struct slice content, size_t at)
{
	size_t len;

	for (;;) {
		while (at < content.len && (unsigned char)content.at[at] < 0x80 &&
			lower[(unsigned char)content.at[at]])
			at++;
		len = at < content.len && (unsigned char)content.at[at] >= 0x80
			      ? word_character(content, at)
			      : 0;
		if (len == 0)
			return at;
		at += len;
	}
}

struct slice term_token_text(const struct term_text *text, size_t token)
{
	const struct term_token *t = &text->tokens[token];

	return (struct slice){text->text.at + t->start, t->end - t->start};
}

static uint32_t number_of(const struct term_words *words, struct slice word)
{
	struct folded folded;

	return words && fold_word(word, &folded) ? term_words_find(words, &folded) : NO_WORD;
}

static void add_token(struct term_text *text, const struct term_words *words, size_t start,
	size_t end, uint32_t sentence)
{
	struct slice word = {text->text.at + start, end - start};

	GROW(text->tokens, text->count, text->capacity);
	text->tokens[text->count++] = (struct term_token){
		(uint32_t)start, (uint32_t)end, number_of(words, word), sentence};
}

void term_words_read(const struct term_words *words, struct slice content, struct term_text *text)
{
	size_t at = 0, before = 0, end;
	uint32_t sentence = 0;

	text->text = content;
	text->count = 0;
	while (at < content.len) {
		end = word_end(content, at);
		if (end == at) {
			at++;
			continue;
		}
		if ((at > before + 1 || (at > before && content.at[before] != ' ')) &&
			ends_sentence((struct slice){content.at + before, at - before}))
			sentence++;
		add_token(text, words, at, end, sentence);
		before = end;
		at = end;
		if (end < content.len && content.at[end] != ' ')
			at += term_genitive(content, end);
	}
}
