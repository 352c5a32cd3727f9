/*
 * What a glossary says of words in the text: at the first place of each section that a word is
 * used at, so that a reader is helped and not drowned. Not in code, links, headings, and not in a
 * glossary itself.
 */
#include "policy/value.h"
#include "site/article_parts.h"

/* No translation shows more. */
#define MAX_TIP 300

/* Stands for code and pictures in the text that is looked at, as in passage.h. */
#define NO_TEXT '\x1f'

void article_pass_tag(struct article_terms *terms, const struct html_token *token)
{
	if (token->element == HTML_IMG || (token->element == HTML_CODE && token->type == HTML_OPEN))
		terms->at++;
	if (token->element == HTML_CODE)
		terms->is_code = token->type == HTML_OPEN;
}

/* Collects the text up to the next tag of a block. */
static void collect(struct article_state *state, size_t at)
{
	struct article_terms *terms = &state->terms;
	struct html_reader reader = {state->reader.html, at};
	struct buffer *text = &terms->text;
	struct html_token token;
	bool is_code = terms->is_code;

	buffer_clear(text);
	for (terms->html_end = at; html_next(&reader, &token); terms->html_end = reader.at) {
		if (token.type != HTML_TEXT && !html_is_inline(token.element))
			return;
		if (token.type == HTML_TEXT && !is_code)
			html_decode(text, token.text);
		else if (token.element == HTML_IMG ||
			 (token.element == HTML_CODE && token.type == HTML_OPEN))
			buffer_add_char(text, NO_TEXT);
		if (token.type != HTML_TEXT && token.element == HTML_CODE)
			is_code = token.type == HTML_OPEN;
	}
}

void article_read_terms(struct article_state *state, size_t at)
{
	struct article_terms *terms = &state->terms;

	if (!terms->known || at < terms->html_end)
		return;
	collect(state, at);
	for (size_t i = 0; i < terms->text.len; i++) {
		if (terms->text.at[i] == '\n')
			terms->text.at[i] = ' ';
	}
	terms->at = terms->next = 0;
	glossary_read(state->site->glossary, buffer_slice(&terms->text), &terms->reading);
}

/* What a cell says; empty if it only says that there is nothing, as with "-". */
static struct slice said(struct slice cell)
{
	cell = slice_trim(cell);
	return value_is_blank(cell) ? slice_of("") : cell;
}

/* The translation of a word, or else what its plain line says; empty if nothing is said. */
static struct slice find_tip(const struct glossary *glossary, uint32_t concept)
{
	const struct glossary_row *row = glossary_first_row(glossary, concept);
	struct slice line = {"", 0};

	for (; row; row = glossary_row(glossary, row->next)) {
		if (said(row->translation).len)
			return said(row->translation);
		if (line.len == 0)
			line = said(row->line);
	}
	return line;
}

static void add_term(struct article_state *state, struct slice word, struct slice tip)
{
	struct article_terms *terms = &state->terms;
	struct slice shown = article_head_of(tip, MAX_TIP);
	struct buffer *out = &state->scratch;

	buffer_clear(out);
	buffer_addf(out, "<span class=\"term\"><dfn tabindex=\"0\" aria-describedby=\"T%u\">",
		++terms->tips);
	html_encode(out, word);
	buffer_addf(out, "</dfn><span role=\"tooltip\" id=\"T%u\">", terms->tips);
	html_encode(out, shown);
	buffer_addf(out, "%s</span></span>", shown.len < tip.len ? "…" : "");
	writer_add(&state->writer, buffer_slice(out));
}

/* Adds a use, if it is to be explained here. */
static bool explain(struct article_state *state, const struct glossary_use *use, struct slice word)
{
	struct article_terms *terms = &state->terms;
	struct article_term *known = &terms->known[use->concept];

	if (!use->counts || state->in_link || known->section == terms->section)
		return false;
	if (!known->is_read)
		known->tip = find_tip(state->site->glossary, use->concept);
	known->is_read = true;
	if (known->tip.len == 0 || word.len > MAX_TIP)
		return false;
	known->section = terms->section;
	add_term(state, word, known->tip);
	return true;
}

/* Words whose letters lie in different elements are passed over. */
static void add_with_terms(struct article_state *state, struct slice plain)
{
	struct article_terms *terms = &state->terms;
	size_t start = terms->at, end = start + plain.len, done = start;

	for (; terms->next < terms->reading.count; terms->next++) {
		const struct glossary_use *use = &terms->reading.uses[terms->next];
		struct slice word;

		if (use->start >= end)
			break;
		if (use->start < done || use->end > end)
			continue;
		word = (struct slice){plain.at + (use->start - start), use->end - use->start};
		writer_add_text(&state->writer,
			(struct slice){plain.at + (done - start), use->start - done});
		done = explain(state, use, word) ? use->end : use->start;
	}
	writer_add_text(&state->writer, slice_from(plain, done - start));
	terms->at = end;
}

void article_add_text(struct article_state *state, struct slice plain)
{
	if (state->reader.at <= state->terms.html_end && !state->terms.is_code)
		add_with_terms(state, plain);
	else
		writer_add_text(&state->writer, plain);
}
