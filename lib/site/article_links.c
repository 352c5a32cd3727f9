/* Links and pictures: to pages of the site, to the web, or to nothing. */
#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

#include "check/contract.h"
#include "check/heading_names.h"
#include "check/link.h"
#include "site/article_parts.h"

/* Browsers and servers take no longer addresses. */
#define MAX_ADDRESS 2000
/* What is shown of the others, of titles, and of what a picture shows. */
#define MAX_TITLE 300

static int compare_names(const void *a, const void *b)
{
	const struct heading_name *one = a, *other = b;

	return slice_compare(one->name, other->name);
}

void article_read_names(struct article_state *state)
{
	const struct outline *outline = state->document->outline;

	state->names = heading_names(outline, state->article->arena);
	state->parts = mem_calloc(outline->n_sections, sizeof *state->parts);
	state->by_name = mem_calloc(outline->n_sections, sizeof *state->by_name);
	for (uint32_t i = 0; i < outline->n_sections; i++)
		state->by_name[i] = (struct heading_name){state->names[i], i};
	qsort(state->by_name, outline->n_sections, sizeof *state->by_name, compare_names);
}

/* The section of a name; OUTLINE_NONE if no heading has it. */
static uint32_t find_section(const struct article_state *state, struct slice name)
{
	struct heading_name key = {name, 0};
	const struct heading_name *found =
		name.len ? bsearch(&key, state->by_name, state->document->outline->n_sections,
				   sizeof key, compare_names)
			 : NULL;

	return found ? found->section : OUTLINE_NONE;
}

static void add_title(struct buffer *out, struct slice title)
{
	if (title.len == 0)
		return;
	buffer_add_string(out, " title=\"");
	html_encode(out, article_head_of(title, MAX_TITLE));
	buffer_add_char(out, '"');
}

/* ---- Where to ---------------------------------------------------------------------------------
 */

static bool is_web(struct slice address)
{
	static const char *const schemes[] = {"http://", "https://", "mailto:"};

	if (address.len > MAX_ADDRESS)
		return false;
	for (size_t i = 0; i < address.len; i++) {
		if ((unsigned char)address.at[i] <= ' ' || address.at[i] == 0x7f)
			return false;
	}
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		size_t len = strlen(schemes[i]);

		if (address.len > len && strncasecmp(address.at, schemes[i], len) == 0)
			return true;
	}
	return false;
}

/* The document that a path leads to, or an id, as in fields and cells. */
static const struct document *find_document(
	const struct article_state *state, const char *path, struct slice address)
{
	const struct corpus *corpus = state->site->corpus;
	const struct document *found = corpus_find(corpus, path);

	if (!found && link_is_id(address))
		found = corpus_find_id(corpus, address);
	return found;
}

/* The name of a heading in the form that headings have it, percent-encoded. */
static void add_fragment(struct buffer *out, struct slice name)
{
	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.at[i];

		if (isalnum(c) || strchr("-_.~", c))
			buffer_add_char(out, (char)c);
		else
			buffer_addf(out, "%%%02X", c);
	}
}

static struct slice base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slice_of(slash ? slash + 1 : path);
}

/* ---- Links ------------------------------------------------------------------------------------
 */

/* A start tag in writer.link; the name of its element. */
static const char *begin_web(struct article_state *state, struct slice address)
{
	struct buffer *out = &state->writer.link;

	buffer_add_string(out, "<a href=\"");
	html_encode(out, address);
	buffer_add_string(out, "\" rel=\"noreferrer noopener nofollow\"");
	return "a";
}

static const char *begin_nothing(struct article_state *state, struct slice what)
{
	struct buffer *out = &state->writer.link;

	buffer_add_string(out, "<span class=\"no-page\"");
	add_title(out, what);
	return "span";
}

/* To another document; to a heading of it, if there is one of that name. */
static const char *begin_page(struct article_state *state, const struct document *document,
	struct slice page, const char *fragment)
{
	struct buffer *out = &state->writer.link, name = BUFFER_INIT;

	buffer_addf(out, "<a href=\"%s", state->up);
	html_encode(out, page);
	anchor_add(&name, slice_of(fragment));
	if (fragment &&
		anchors_have(corpus_anchors(state->site->corpus, document), buffer_slice(&name))) {
		buffer_add_char(out, '#');
		add_fragment(out, buffer_slice(&name));
	}
	buffer_add_char(out, '"');
	buffer_dispose(&name);
	return "a";
}

/* To the document itself. Which part has the heading is known in the end; where there is none of
 * that name, the link leads nowhere. */
static const char *begin_own(
	struct article_state *state, const char *fragment, struct slice address)
{
	struct buffer *out = &state->writer.link, name = BUFFER_INIT;
	struct slice page = base_name(state->page);
	uint32_t section;

	anchor_add(&name, slice_of(fragment));
	section = find_section(state, buffer_slice(&name));
	if (fragment && section == OUTLINE_NONE) {
		buffer_dispose(&name);
		return begin_nothing(state, address);
	}
	buffer_add_string(out, "<a href=\"");
	if (!fragment)
		html_encode(out, page);
	if (section != OUTLINE_NONE) {
		writer_prepare(&state->writer, ARTICLE_PIECE_MAX);
		GROW(state->own_links, state->n_own_links, state->own_links_capacity);
		state->own_links[state->n_own_links++] = (struct own_link){
			state->article->n_parts, state->writer.part.len + out->len, section};
		state->writer.reserved += page.len + 8;
	}
	if (fragment) {
		buffer_add_char(out, '#');
		add_fragment(out, buffer_slice(&name));
	}
	buffer_add_char(out, '"');
	buffer_dispose(&name);
	return "a";
}

static const char *begin_target(struct article_state *state, struct slice address)
{
	struct target target = target_read(state->document->path, address);
	const struct document *document = NULL;
	struct slice page = {"", 0};
	const char *name;

	if (target.type == TARGET_PATH)
		document = find_document(state, target.path, address);
	if (document && document != state->document)
		page = state->site->page_of(state->site->context, document);
	if (target.type == TARGET_FRAGMENT || document == state->document)
		name = begin_own(state, target.fragment, address);
	else if (page.len)
		name = begin_page(state, document, page, target.fragment);
	else
		name = begin_nothing(
			state, target.type == TARGET_PATH ? slice_of(target.path) : address);
	target_dispose(&target);
	return name;
}

/* Where an address is too long to be one, nothing is there either. */
static const char *begin_link(struct article_state *state, struct slice address)
{
	if (is_web(address))
		return begin_web(state, address);
	if (address.len == 0 || address.len > MAX_ADDRESS)
		return begin_nothing(state, address);
	return begin_target(state, address);
}

void article_open_link(struct article_state *state, const struct html_token *token)
{
	struct writer *w = &state->writer;
	struct buffer address = BUFFER_INIT, title = BUFFER_INIT;
	const char *name;

	html_decode(&address, token->address);
	html_decode(&title, token->title);
	buffer_clear(&w->link);
	name = begin_link(state, buffer_slice(&address));
	if (strcmp(name, "a") == 0)
		add_title(&w->link, buffer_slice(&title));
	buffer_add_char(&w->link, '>');
	writer_open(w, HTML_A, name, buffer_slice(&w->link));
	state->in_link = true;
	buffer_dispose(&address);
	buffer_dispose(&title);
}

void article_finish_links(struct article_state *state)
{
	struct article *article = state->article;
	struct buffer out = BUFFER_INIT;
	size_t next = 0;

	for (size_t part = 0; article->n_parts > 1 && part < article->n_parts; part++) {
		size_t done = 0;

		buffer_clear(&out);
		for (; next < state->n_own_links && state->own_links[next].part == part; next++) {
			const struct own_link *link = &state->own_links[next];
			size_t there = state->parts[link->section];
			char *path = article_part_path(state->page, there);

			buffer_add(&out, article->parts[part].at + done, link->at - done);
			done = link->at;
			if (there != part)
				html_encode(&out, base_name(path));
			free(path);
		}
		if (done == 0)
			continue;
		buffer_add_slice(&out, slice_from(article->parts[part], done));
		article->parts[part] = arena_slice(article->arena, buffer_slice(&out));
	}
	buffer_dispose(&out);
}

/* ---- Pictures ---------------------------------------------------------------------------------
 */

static void add_image(struct article_state *state, const char *file, struct slice alternative)
{
	struct buffer *out = &state->scratch;

	buffer_clear(out);
	buffer_addf(out, "<img src=\"%s", state->up);
	html_encode(out, slice_of(file));
	buffer_add_string(out, "\" alt=\"");
	html_encode(out, article_head_of(alternative, MAX_TITLE));
	buffer_add_string(out, "\" loading=\"lazy\">");
	writer_add(&state->writer, buffer_slice(out));
}

/* A link to a picture, or its text, where it is not shown. */
static void add_instead(struct article_state *state, struct slice address, struct slice what,
	struct slice alternative)
{
	struct buffer *out = &state->writer.link;
	const char *name = NULL;

	if (alternative.len == 0)
		alternative = slice_of("picture");
	if (!state->in_link) {
		buffer_clear(out);
		name = is_web(address) ? begin_web(state, address) : begin_nothing(state, what);
		buffer_add_char(out, '>');
		writer_open(&state->writer, HTML_A, name, buffer_slice(out));
	}
	writer_add_text(&state->writer, alternative);
	if (name)
		writer_close(&state->writer);
}

void article_add_picture(struct article_state *state, const struct html_token *token)
{
	struct buffer address = BUFFER_INIT, alternative = BUFFER_INIT;
	struct target target;
	const char *file = NULL;

	html_decode(&address, token->address);
	html_decode(&alternative, token->alternative);
	if (address.len > MAX_ADDRESS)
		buffer_clear(&address);
	target = target_read(state->document->path, buffer_slice(&address));
	if (address.len && target.type == TARGET_PATH && target.path[0])
		file = state->site->picture_of(state->site->context, target.path);
	if (file)
		add_image(state, file, buffer_slice(&alternative));
	else
		add_instead(state, buffer_slice(&address),
			target.type == TARGET_PATH && address.len ? slice_of(target.path)
								  : buffer_slice(&address),
			buffer_slice(&alternative));
	target_dispose(&target);
	buffer_dispose(&address);
	buffer_dispose(&alternative);
}
