#include "check/inflect.h"

#include <stdio.h>

/* A longer word is taken as it is. */
#define MAX_WORD 48

struct making {
	inflect_visitor each;
	void *context;
	enum inflection inflection; /* of the forms that are made now */
};

static void make(const struct making *making, struct slice stem, const char *ending)
{
	char form[MAX_WORD + 8];
	int len = snprintf(form, sizeof form, "%.*s%s", SLICE_ARG(stem), ending);

	making->each(making->context, (struct slice){form, (size_t)len}, making->inflection);
}

static struct slice less(struct slice word, const char *ending)
{
	return (struct slice){word.at, word.len - strlen(ending)};
}

static bool is_vowel(char c)
{
	return c && strchr("aeiou", c) != NULL;
}

static bool ends_with_any(struct slice word, const char *const *endings)
{
	for (; *endings; endings++) {
		if (slice_ends_with(word, *endings))
			return true;
	}
	return false;
}

static bool ends_in_consonant_y(struct slice word)
{
	return word.len > 1 && slice_ends_with(word, "y") && !is_vowel(word.at[word.len - 2]);
}

static void plural(const struct making *making, struct slice word)
{
	static const char *const hissing[] = {"s", "x", "z", "ch", "sh", NULL};

	if (ends_in_consonant_y(word))
		make(making, less(word, "y"), "ies");
	else if (slice_ends_with(word, "is"))
		make(making, less(word, "is"), "es");
	else if (ends_with_any(word, hissing))
		make(making, word, "es");
	else
		make(making, word, "s");
	if (slice_ends_with(word, "ex") || slice_ends_with(word, "ix"))
		make(making, (struct slice){word.at, word.len - 2}, "ices");
}

static void singular(const struct making *making, struct slice word)
{
	static const char *const no_plural[] = {"ss", "us", "is", NULL};

	if (word.len < 4 || !slice_ends_with(word, "s") || ends_with_any(word, no_plural))
		return;
	if (slice_ends_with(word, "ies"))
		make(making, less(word, "ies"), "y");
	else
		make(making, less(word, "s"), "");
}

/* British and American: -isation and -ization, -ise and -ize with what follows. */
static void spelling(const struct making *making, struct slice word)
{
	static const char *const pairs[][2] = {{"isation", "ization"}, {"isations", "izations"},
		{"ising", "izing"}, {"ised", "ized"}, {"ises", "izes"}, {"ise", "ize"}};

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		for (size_t j = 0; j < 2; j++) {
			if (slice_ends_with(word, pairs[i][j]))
				make(making, less(word, pairs[i][j]), pairs[i][1 - j]);
		}
	}
}

/* Of a verb that ends with e, the stem is without it. */
static void conjugate_e(const struct making *making, struct slice stem)
{
	static const char *const endings[] = {"e", "es", "ed", "ing"};

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		make(making, stem, endings[i]);
}

static void conjugate(const struct making *making, struct slice verb)
{
	static const char *const endings[] = {"", "s", "ed", "ing"};
	static const char *const y_endings[] = {"y", "ies", "ied", "ying"};
	bool in_y = ends_in_consonant_y(verb);

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		make(making, in_y ? less(verb, "y") : verb, in_y ? y_endings[i] : endings[i]);
}

/* run, running: the last letter stands twice. */
static void conjugate_doubled(const struct making *making, struct slice verb)
{
	char twice[2] = {verb.at[verb.len - 1], '\0'};
	char stem[MAX_WORD + 2];
	int len = snprintf(stem, sizeof stem, "%.*s%s", SLICE_ARG(verb), twice);

	if (verb.len < 3 || is_vowel(twice[0]) || !is_vowel(verb.at[verb.len - 2]))
		return;
	make(making, (struct slice){stem, (size_t)len}, "ed");
	make(making, (struct slice){stem, (size_t)len}, "ing");
}

static void verb_of_ing(const struct making *making, struct slice stem)
{
	bool doubled = stem.len > 2 && stem.at[stem.len - 1] == stem.at[stem.len - 2];

	conjugate(making, stem);
	conjugate_e(making, stem);
	if (doubled)
		conjugate(making, (struct slice){stem.at, stem.len - 1});
}

/* The verb that a noun comes from, or the noun used as one. */
static void verbs(const struct making *making, struct slice word)
{
	static const char *const none[] = {"ness", "ity", "ance", "ence", "sion", "ism", NULL};

	if (slice_ends_with(word, "ing") && word.len > 5) {
		verb_of_ing(making, less(word, "ing"));
	} else if (slice_ends_with(word, "ization") || slice_ends_with(word, "isation")) {
		conjugate_e(making, less(word, "ation"));
	} else if (slice_ends_with(word, "ification")) {
		make(making, less(word, "ication"), "y");
		make(making, less(word, "ication"), "ies");
		make(making, less(word, "ication"), "ied");
		make(making, less(word, "ication"), "ying");
	} else if (slice_ends_with(word, "ation")) {
		conjugate(making, less(word, "ation"));
		conjugate_e(making, less(word, "ation"));
		conjugate_e(making, less(word, "ion"));
	} else if (slice_ends_with(word, "e")) {
		conjugate_e(making, less(word, "e"));
	} else if (!ends_with_any(word, none)) {
		conjugate(making, word);
		conjugate_doubled(making, word);
	}
}

/* A form that was made, and the other spelling of it. */
static void both_spellings(void *context, struct slice form, enum inflection inflection)
{
	struct making making = *(const struct making *)context;

	making.inflection = inflection;
	making.each(making.context, form, inflection);
	spelling(&making, form);
}

void inflect(struct slice word, enum inflection most, inflect_visitor each, void *context)
{
	struct making plain = {each, context, INFLECT_NOUN};
	struct making making = {both_spellings, &plain, INFLECT_NOUN};

	each(context, word, INFLECT_NONE);
	if (most == INFLECT_NONE || word.len < 2 || word.len > MAX_WORD)
		return;
	spelling(&plain, word);
	plural(&making, word);
	singular(&making, word);
	making.inflection = INFLECT_VERB;
	if (most == INFLECT_VERB && word.len > 2)
		verbs(&making, word);
}
