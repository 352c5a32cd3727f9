/* Findings beside the lines that they concern. */
#include <stdlib.h>

#include "base/search.h"
#include "site/article_parts.h"

/* No finding says more. */
#define MAX_MESSAGE 1000

#define NOWHERE SIZE_MAX

/* An element that is open, while findings are placed. */
struct place {
	enum html_element element;
	size_t tag;
	uint32_t first, last;
};

struct placing {
	struct article_state *state;
	uint32_t *lines; /* of findings, sorted */
	size_t *next;    /* the first finding from this one on that has no place yet */
	size_t *tags;    /* of findings: NOWHERE if none holds them */
	struct place *open;
	size_t n_open, capacity;
	struct place *all; /* elements in their order: where a finding between them goes */
	size_t n_all, all_capacity;
	size_t bare; /* tag of a paragraph without place, right before a table; or NOWHERE */
	uint32_t bare_lines;
};

/* Those that findings are put beside. A list is not: its items are. */
static bool is_place(enum html_element element)
{
	switch (element) {
	case HTML_BLOCKQUOTE:
	case HTML_LI:
	case HTML_P:
	case HTML_H1:
	case HTML_H2:
	case HTML_H3:
	case HTML_H4:
	case HTML_H5:
	case HTML_H6:
	case HTML_PRE:
	case HTML_TABLE:
	case HTML_TR:
	case HTML_HR:
		return true;
	default:
		return false;
	}
}

/* The first finding from `at` on that has no place; shortens the way for who asks next. */
static size_t next_free(struct placing *p, size_t at)
{
	size_t found = at;

	while (p->next[found] != found)
		found = p->next[found];
	while (p->next[at] != found) {
		size_t following = p->next[at];

		p->next[at] = found;
		at = following;
	}
	return found;
}

static int compare_line(const void *key, const void *element)
{
	uint32_t line = *(const uint32_t *)key, other = *(const uint32_t *)element;

	return line < other ? -1 : line > other;
}

/* Gives an element the findings of its lines that no element inside of it has. */
static void claim(struct placing *p, size_t tag, uint32_t first, uint32_t last)
{
	size_t count = p->state->n_findings;
	size_t at = search_first(&first, p->lines, count, sizeof *p->lines, compare_line);

	for (at = next_free(p, at); at < count && p->lines[at] <= last; at = next_free(p, at)) {
		p->tags[at] = tag;
		p->next[at] = at + 1;
	}
}

/* What stands right before a table has no place: cmark lets the table begin there. */
static void claim_bare(struct placing *p, const struct html_token *token)
{
	if (p->bare == NOWHERE)
		return;
	if (token->element == HTML_TABLE && token->first_line)
		claim(p, p->bare, token->first_line, token->first_line + p->bare_lines - 1);
	p->bare = NOWHERE;
}

static void enter(struct placing *p, const struct html_token *token, size_t tag)
{
	struct place place = {token->element, tag, token->first_line, token->last_line};

	claim_bare(p, token);
	if (is_place(token->element) && token->first_line) {
		GROW(p->all, p->n_all, p->all_capacity);
		p->all[p->n_all++] = place;
	}
	if (html_is_void(token->element)) {
		if (is_place(token->element) && token->first_line)
			claim(p, tag, place.first, place.last);
		return;
	}
	if (token->element == HTML_P && !token->first_line) {
		p->bare = tag;
		p->bare_lines = 1;
	}
	GROW(p->open, p->n_open, p->capacity);
	p->open[p->n_open++] = place;
}

static void leave(struct placing *p, const struct html_token *token)
{
	const struct place *place;

	if (p->n_open == 0 || p->open[p->n_open - 1].element != token->element)
		return;
	place = &p->open[--p->n_open];
	if (is_place(place->element) && place->first)
		claim(p, place->tag, place->first, place->last);
}

static void count_lines(struct placing *p, struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		p->bare_lines += text.at[i] == '\n';
}

static void walk(struct placing *p)
{
	struct html_reader reader = p->state->reader;
	struct html_token token;
	size_t tags = 0;

	while (html_next(&reader, &token)) {
		if (token.type == HTML_OPEN)
			enter(p, &token, tags++);
		else if (token.type == HTML_CLOSE)
			leave(p, &token);
		else if (p->bare != NOWHERE && p->n_open && p->open[p->n_open - 1].tag >= p->bare)
			count_lines(p, token.text);
	}
	while (p->n_open) {
		const struct html_token end = {
			.type = HTML_CLOSE, .element = p->open[p->n_open - 1].element};

		leave(p, &end);
	}
}

static int compare_first(const void *key, const void *element)
{
	return compare_line(key, &((const struct place *)element)->first);
}

/* The last element that begins before a line that none holds, such as that of a comment. */
static size_t tag_before(const struct placing *p, uint32_t line)
{
	uint32_t after = line + 1;
	size_t at = search_first(&after, p->all, p->n_all, sizeof *p->all, compare_first);

	return p->all && at ? p->all[at - 1].tag : NOWHERE;
}

static int compare_placements(const void *a, const void *b)
{
	const struct placement *one = a, *other = b;

	if (one->tag != other->tag)
		return one->tag < other->tag ? -1 : 1;
	return one->finding < other->finding ? -1 : one->finding > other->finding;
}

/* Of front matter, or of what is not there at all. */
static bool is_loose(const struct finding *finding, uint32_t body)
{
	return finding->subject || finding->start.line < body;
}

static void collect(struct placing *p)
{
	struct article_state *state = p->state;
	const struct outline *outline = state->document->outline;
	uint32_t body = outline_position(state->document->outline, outline->body).line;

	for (size_t i = 0; i < state->n_findings; i++) {
		bool is_covered = p->tags[i] != NOWHERE;
		size_t tag = is_covered ? p->tags[i] : tag_before(p, p->lines[i]);

		if (tag != NOWHERE && !is_loose(&state->findings[i], body))
			state->placements[state->n_placements++] =
				(struct placement){tag, i, is_covered};
	}
	if (state->n_placements)
		qsort(state->placements, state->n_placements, sizeof *state->placements,
			compare_placements);
}

void article_place_findings(struct article_state *state)
{
	size_t count = state->n_findings;
	struct placing p = {.state = state, .bare = NOWHERE};

	state->placements = mem_calloc(count + 1, sizeof *state->placements);
	state->is_told = mem_calloc(count + 1, sizeof *state->is_told);
	if (count == 0)
		return;
	p.lines = mem_calloc(count, sizeof *p.lines);
	p.next = mem_calloc(count + 1, sizeof *p.next);
	p.tags = mem_calloc(count, sizeof *p.tags);
	for (size_t i = 0; i < count; i++) {
		p.lines[i] = state->findings[i].start.line;
		p.tags[i] = NOWHERE;
	}
	for (size_t i = 0; i <= count; i++)
		p.next[i] = i;
	walk(&p);
	collect(&p);
	free(p.lines);
	free(p.next);
	free(p.tags);
	free(p.open);
	free(p.all);
}

bool article_take_findings(struct article_state *state, size_t tag, size_t *first, size_t *end)
{
	bool is_covered = false;

	*first = state->next_placement;
	while (state->next_placement < state->n_placements &&
		state->placements[state->next_placement].tag == tag) {
		is_covered = is_covered || state->placements[state->next_placement].is_covered;
		state->next_placement++;
	}
	*end = state->next_placement;
	return is_covered;
}

void article_add_line_id(struct article_state *state, struct buffer *out, uint32_t line)
{
	uint8_t bit = (uint8_t)(1u << (line & 7));

	if (line == 0 || line > state->n_lines || state->line_ids[line >> 3] & bit)
		return;
	state->line_ids[line >> 3] |= bit;
	buffer_addf(out, " id=\"L%u\"", line);
}

/* What is said of a finding, in words and not by colour alone. */
static void add_words(struct buffer *out, const struct finding *finding)
{
	const char *severity = severity_name(finding->severity);
	struct slice message = slice_of(finding->message);
	struct slice shown = article_head_of(message, MAX_MESSAGE);

	buffer_addf(out, "<strong>%s</strong>, line %u: ", severity, finding->start.line);
	html_encode(out, shown);
	if (shown.len < message.len)
		buffer_add_string(out, "…");
	buffer_addf(out, " <code>%s</code>", finding->rule->id);
}

static void add_finding(struct article_state *state, size_t index, bool as_note)
{
	const struct finding *finding = &state->findings[index];
	struct buffer *out = &state->scratch;

	buffer_clear(out);
	buffer_addf(
		out, "<aside class=\"finding %s\" role=\"note\"", severity_name(finding->severity));
	article_add_line_id(state, out, finding->start.line);
	buffer_add_char(out, '>');
	add_words(out, finding);
	buffer_add_string(out, "</aside>\n");
	state->is_told[index] = true;
	if (as_note)
		writer_add_note(&state->writer, buffer_slice(out));
	else
		writer_add(&state->writer, buffer_slice(out));
}

void article_add_findings(struct article_state *state, size_t first, size_t end, bool as_notes)
{
	for (size_t i = first; i < end; i++)
		add_finding(state, state->placements[i].finding, as_notes);
}

void article_list_loose(struct article_state *state)
{
	struct buffer out = BUFFER_INIT;

	for (size_t i = 0; i < state->n_findings; i++) {
		if (state->is_told[i])
			continue;
		buffer_addf(&out, "%s<li class=\"finding %s\">",
			out.len ? "" : "<ul class=\"findings\">\n",
			severity_name(state->findings[i].severity));
		add_words(&out, &state->findings[i]);
		buffer_add_string(&out, "</li>\n");
	}
	if (out.len)
		buffer_add_string(&out, "</ul>\n");
	state->article->loose = arena_slice(state->article->arena, buffer_slice(&out));
	buffer_dispose(&out);
}
