/*
 * picture_form.h - whether what pictures append is well-formed XML, refers only to itself, keeps
 * its texts within the view box, and holds nothing that a page's policy forbids.
 */
#ifndef HANDOFF_TESTS_PICTURE_FORM_H
#define HANDOFF_TESTS_PICTURE_FORM_H

#include <stdio.h>

#include "base/utf8.h"
#include "site/picture_draw.h"

#define FORM_MAX_DEPTH 32

static const char *const form_forbidden[] = {" style=", "<style", "<script", "<foreignObject",
	"<image", "<use", "<iframe", " on", " xlink:", "javascript:", "http:", "https:", "//"};

static inline void form_no_entity(const char *at)
{
	static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (strncmp(at, known[i], strlen(known[i])) == 0)
			return;
	}
	fail_msg("no entity: %.20s", at);
}

/* Checks one tag without `<` and `>`; its name is *name. */
static inline void form_tag(struct slice tag, struct slice *name)
{
	size_t at = 0;

	while (at < tag.len && tag.at[at] != ' ' && tag.at[at] != '/')
		at++;
	*name = (struct slice){tag.at, at};
	for (size_t i = 0; i < sizeof form_forbidden / sizeof *form_forbidden; i++) {
		char *text = mem_format("<%.*s", (int)tag.len, tag.at);

		if (strstr(text, form_forbidden[i]))
			fail_msg("%s in %s", form_forbidden[i], text);
		free(text);
	}
	while (at < tag.len && tag.at[at] == ' ') {
		size_t equals = slice_find(slice_from(tag, at), '='), end;

		assert_true(at + equals + 2 < tag.len);
		assert_int_equal(tag.at[at + equals + 1], '"');
		at += equals + 2;
		end = slice_find(slice_from(tag, at), '"');
		assert_true(at + end < tag.len);
		at += end + 1;
	}
	assert_true(at == tag.len || (at + 1 == tag.len && tag.at[at] == '/'));
}

/* The number in an attribute. */
static inline int form_number(struct slice tag, const char *name)
{
	const char *at = memmem(tag.at, tag.len, name, strlen(name));

	assert_non_null(at);
	return (int)strtol(at + strlen(name), NULL, 10);
}

/* How wide escaped text is drawn. */
static inline int form_width(enum draw_style style, struct slice content)
{
	static const char plain[] = "&<>\"'";
	static const char *const names[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
	struct buffer text = BUFFER_INIT;
	int width;

	for (size_t i = 0; i < content.len; i++) {
		size_t name = 0;

		while (name < 5 && !slice_starts_with(slice_from(content, i), names[name]))
			name++;
		buffer_add_char(&text, name < 5 ? plain[name] : content.at[i]);
		i += name < 5 ? strlen(names[name]) - 1 : 0;
	}
	width = draw_text_width(style, buffer_slice(&text));
	buffer_dispose(&text);
	return width;
}

/* A text lies within the view box. */
static inline void form_text(struct slice tag, struct slice content)
{
	bool is_number = memmem(tag.at, tag.len, "number", 6) != NULL;
	int width = form_width(is_number ? STYLE_NUMBER : STYLE_SMALL, content);
	int x = form_number(tag, " x=\"");

	if (memmem(tag.at, tag.len, "\"middle\"", 8))
		x -= width / 2;
	else if (memmem(tag.at, tag.len, "\"end\"", 5))
		x -= width;
	if (x < -2 || x + width > DRAW_WIDTH + 2)
		fail_msg("%d + %d: %.*s", x, width, (int)content.len, content.at);
}

/* What is referred to as `before`NAME`after` is there as an id. */
static inline void form_references(const char *text, const char *before, char after)
{
	for (const char *at = strstr(text, before); at; at = strstr(at, before)) {
		const char *end;
		char *id;

		at += strlen(before);
		end = strchr(at, after);
		assert_non_null(end);
		id = mem_format("id=\"%.*s\"", (int)(end - at), at);
		if (!strstr(text, id))
			fail_msg("nothing has %s", id);
		assert_null(strstr(strstr(text, id) + 1, id));
		free(id);
	}
}

/* Fails the test if a picture is not as it ought to be. */
static inline void form_check(const struct buffer *out)
{
	struct slice open[FORM_MAX_DEPTH] = {{0}}, last = {0};
	size_t depth = 0, bad;

	assert_true(utf8_valid(buffer_slice(out), &bad));
	assert_int_equal(strlen(out->at), out->len);
	for (size_t at = 0; at < out->len; at++) {
		struct slice rest = slice_from(buffer_slice(out), at), name;
		size_t end = slice_find(rest, '>');

		assert_int_not_equal(rest.at[0], '\r');
		if (rest.at[0] == '&')
			form_no_entity(rest.at);
		if (rest.at[0] != '<')
			continue;
		assert_true(end < rest.len);
		if (rest.at[1] == '/') {
			assert_true(depth > 0);
			assert_true(
				slice_equal(open[--depth], (struct slice){rest.at + 2, end - 2}));
			if (slice_is(open[depth], "text") && last.at)
				form_text(last,
					(struct slice){strchr(last.at, '>') + 1,
						(size_t)(rest.at - strchr(last.at, '>') - 1)});
			last.at = NULL;
		} else {
			struct slice tag = {rest.at + 1, end - 1};

			form_tag(tag, &name);
			assert_true(depth < FORM_MAX_DEPTH);
			if (tag.at[tag.len - 1] != '/')
				open[depth++] = name;
			last = tag;
		}
		at += end;
	}
	assert_int_equal(depth, 0);
	form_references(out->at, "url(#", ')');
	assert_null(strstr(out->at, "url(h"));
}

#endif
