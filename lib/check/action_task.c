/* What a line of a task list says: `A-3 alert on old inputs @bob due 2026-12-01 P1`. */
#include <ctype.h>

#include "check/action.h"

/* A word without the brackets and marks around it. */
static struct slice bare(struct slice word)
{
	while (word.len && strchr("([", word.at[0]))
		word = slice_from(word, 1);
	while (word.len && strchr(")],.;:", word.at[word.len - 1]))
		word.len--;
	return word;
}

static struct slice next_word(struct slice *rest)
{
	struct slice word = slice_trim(*rest);
	size_t end = 0;

	while (end < word.len && !isspace((unsigned char)word.at[end]))
		end++;
	*rest = slice_from(word, end);
	word.len = end;
	return word;
}

bool action_is_id(struct slice text)
{
	size_t hash = slice_find(text, '#');
	size_t at = 0, digits;

	if (hash < text.len)
		text = slice_from(text, hash + 1);
	while (at < text.len && isalpha((unsigned char)text.at[at]))
		at++;
	if (hash == 0 || at == 0 || at >= text.len || text.at[at] != '-')
		return false;
	for (digits = ++at; at < text.len && isdigit((unsigned char)text.at[at]);)
		at++;
	return at == text.len && at > digits;
}

static bool is_priority(struct slice word)
{
	return word.len == 2 && word.at[0] == 'P' && word.at[1] >= '0' && word.at[1] <= '3';
}

/* Takes what the word begins. False if it is a word of what is to be done. */
static bool take(struct action *action, struct slice word, struct slice *rest)
{
	struct slice *parts = action->parts;
	struct slice inner = bare(word), after = *rest, next;

	if (inner.len > 1 && inner.at[0] == '@' && parts[ACTION_OWNER].len == 0) {
		parts[ACTION_OWNER] = inner;
		return true;
	}
	if (is_priority(inner) && parts[ACTION_PRIORITY].len == 0) {
		parts[ACTION_PRIORITY] = inner;
		return true;
	}
	next = bare(next_word(&after));
	if (slice_equal_nocase(inner, slice_of("due")) && parts[ACTION_DUE].len == 0 && next.len &&
		isdigit((unsigned char)next.at[0])) {
		parts[ACTION_DUE] = next;
		*rest = after;
		return true;
	}
	if (!slice_equal_nocase(inner, slice_of("moved")) ||
		!slice_equal_nocase(next, slice_of("to")))
		return false;
	next = bare(next_word(&after));
	if (!action_is_id(next))
		return false;
	action->state = ACTION_MOVED;
	parts[ACTION_PROOF] = next;
	*rest = after;
	return true;
}

void action_read_task(struct slice text, struct arena *arena, struct action *action)
{
	struct buffer left = BUFFER_INIT;
	struct slice rest = text, word = next_word(&rest);

	if (action_is_id(bare(word))) {
		action->parts[ACTION_ID] = bare(word);
		word = next_word(&rest);
	}
	for (; word.len; word = next_word(&rest)) {
		if (!take(action, word, &rest))
			buffer_addf(&left, "%s%.*s", left.len ? " " : "", SLICE_ARG(word));
	}
	action->parts[ACTION_TEXT] = arena_slice(arena, buffer_slice(&left));
	buffer_dispose(&left);
}
