#include "site/article.h"

#include <stdlib.h>

#include "site/article_parts.h"
#include "site/page.h"

struct slice article_head_of(struct slice text, size_t max)
{
	if (text.len <= max)
		return text;
	while (max > 0 && (text.at[max] & 0xc0) == 0x80)
		max--;
	return (struct slice){text.at, max};
}

char *article_part_path(const char *page, size_t part)
{
	const char *dot = strrchr(page, '.');

	if (part == 0)
		return mem_string(slice_of(page));
	if (!dot || strchr(dot, '/'))
		dot = page + strlen(page);
	return mem_format("%.*s.%zu%s", (int)(dot - page), page, part + 1, dot);
}

static bool is_blank(struct slice text)
{
	return slice_trim(text).len == 0;
}

/* True if the glossary is asked about the text here. */
static bool explains(const struct article_state *state)
{
	const struct writer *w = &state->writer;
	enum html_element block = w->n_open ? w->open[w->n_open - 1].block : HTML_ELEMENTS;

	return block == HTML_P || block == HTML_TD || block == HTML_LI;
}

static void add_text(struct article_state *state, struct slice raw)
{
	const struct writer_element *top = writer_top(&state->writer);
	bool is_between = !top || (top->element == HTML_LI && is_blank(raw));

	if (is_between || !article_takes_text(state)) {
		if (is_blank(raw) && !state->dropped)
			writer_add_space(&state->writer);
		state->terms.at += raw.len;
		return;
	}
	article_add_box(state);
	buffer_clear(&state->text);
	html_decode(&state->text, raw);
	article_add_text(state, buffer_slice(&state->text));
}

static void walk(struct article_state *state)
{
	struct html_token token;
	size_t at = 0;

	for (; html_next(&state->reader, &token); at = state->reader.at) {
		if (explains(state))
			article_read_terms(state, at);
		if (token.type == HTML_TEXT)
			add_text(state, token.text);
		else if (token.type == HTML_OPEN)
			article_open_tag(state, &token);
		else
			article_close_tag(state, token.element);
		if (token.type != HTML_TEXT)
			article_pass_tag(&state->terms, &token);
	}
	while (state->writer.n_open)
		article_close_tag(state, state->writer.open[state->writer.n_open - 1].element);
	writer_finish(&state->writer);
}

static void begin(struct article_state *state)
{
	const struct document *document = state->document;
	const struct glossary *glossary = state->site->glossary;

	state->up = page_up(state->page);
	state->n_lines = outline_position(document->outline, document->outline->source_len).line;
	state->line_ids = mem_calloc(state->n_lines / 8 + 1, 1);
	state->terms.section = 1;
	if (glossary && !glossary_is_one(document))
		state->terms.known = mem_calloc(
			glossary_count_concepts(glossary) + 1, sizeof *state->terms.known);
	article_read_names(state);
	article_place_findings(state);
}

static void dispose(struct article_state *state)
{
	writer_dispose(&state->writer);
	glossary_reading_dispose(&state->terms.reading);
	buffer_dispose(&state->terms.text);
	buffer_dispose(&state->scratch);
	buffer_dispose(&state->text);
	free(state->terms.known);
	free(state->placements);
	free(state->is_told);
	free(state->line_ids);
	free(state->by_name);
	free(state->parts);
	free(state->own_links);
}

void article_make(const struct article_site *site, const struct document *document,
	const char *page, struct slice html, const struct finding *findings, size_t n_findings,
	struct article *article)
{
	struct article_state state = {
		.site = site,
		.document = document,
		.page = page,
		.article = article,
		.writer = {.article = article},
		.reader = {html, 0},
		.findings = findings,
		.n_findings = n_findings,
	};

	*article = (struct article){.arena = arena_new()};
	begin(&state);
	walk(&state);
	article_finish_links(&state);
	article_list_loose(&state);
	dispose(&state);
}

void article_dispose(struct article *article)
{
	arena_free(article->arena);
	free(article->parts);
	free(article->headings);
	*article = (struct article){0};
}
