/* Every run, link and heading lies in the source exactly where its text is. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "one_parser.h"

static struct outline *read_text(const char *text)
{
	return parse_outline(parser, DOC_MARKDOWN, slice_of(text));
}

static bool is_verbatim(const struct outline *outline, const struct outline_run *run)
{
	return slice_equal(outline_text(outline, run->text), outline_spanned(outline, run->span));
}

/* Inputs in which every run stands in the source as it is. What a search would get wrong: the same
 * text earlier in a link's destination, title or attribute, and lines that begin differently. */
static const char *const verbatim[] = {
	"one two\nthree\n",
	"one\r\ntwo\r\n\r\nthree *four*\r\n",
	"one\rtwo\r\rthree\r",
	"\tcode\n\n \ttext\n",
	"para\n   \tindented *x*\n\t\tmore `y`\n",
	"> a *b*\n> c\n",
	"> a\nlazy *b*\n  lazy c\n",
	"> > a\n> b\n>> c\nd\n",
	"- a\n  b\n- > c\n  > d\n  e\n",
	"1.  > - a *b\n    >   c* d\n    > e\n",
	"- [ ] todo *x*\n- [x] done\n  more [a](b)\n",
	"# a *b* c #\n",
	"   ## a b\n",
	"Setext *a*\nmore b\n===\n",
	"[a]: /b \"c\"\n[c]: d\na c [a] b [c][a] d\n",
	"[a]: /b\n\nb [b](b \"b\") b\n",
	"[b](b)b[b](<b> 'b')b[b](\n b\n (b))b\n",
	"![b](b) [![b](b)](b) b\n",
	"[a b\nc d](e\n\"a b\nc d\") c d\n",
	"[a][]b [b]: [a] c\n\n[a]: x\n[b]: y\n",
	"*a*a**a**a_a_ ***a** a* a*\n",
	"**a*b*c** *a**b**c*\n",
	"`` a`b `` `a` b\n",
	"`a` a `a` ``a``\n",
	"<b title=\"c\">c</b> c <!-- c --> c\n",
	"<http://a.b/c?d=e> a.b <a@b.c> a@b.c\n",
	"~~a~~ a ~b~ b ~~~c~~~ c\n",
	"a  \nb\\\nc   \n d\n",
	"a *b \n c* d\n",
	"\xf0\x9f\x98\x80 *\xe6\xbc\xa2\xe5\xad\x97* \xc3\xa9 "
	"`\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb` x\n",
	"| a | *b* |\n|---|---|\n| [b](b) | b `c` |\n",
	"a\n| b | c |\n|---|---|\n| c | b |\n",
	"> a\n> | b | c |\n> |---|---|\n> | c | b |\n",
	"- a\n\n  | b | c |\n  |---|---|\n  | c | b |\n",
	"- | b | c |\n  |---|---|\n  | c | b |\n",
	"a | b\n-|-\nc | c\n  d | d\n",
	"*a\n> b* c\n",
	"- a\n\n      code\n\n  b *c*\n",
	"a] [b ![c] (d) [e](f g) h\n",
	"[a](b \"c) [d](e)\n",
	"[a](b(c)d) b [a](<b )c>) b\n",
	"a & b && c &unknown; d\n",
	"&\n",
	"a_b_c __d__e\n",
	"*[a*](b) a\n",
	"[*a](b)* a\n",
	"<a <b> <a@> a\n",
	"a <!-- b --> <!--c--> <? d ?> <![CDATA[e]]> f\n",
	"x[^1] y\n\n[^1]: z\n",
	"- a\n- b\n\n\n- c\n",
	"| a |\n| - |\n| b\n| c | d |\n",
	"1) a\n   b\n2) c\n",
	"+ a\n\n\tb *c*\n",
	"a\n***\nb\n---\n",
	/* Lazy lines keep their indentation, also what is left of a tab. */
	"1. a\n   * b [c](d )e\n\tf *g*\n",
	"- a\\\n b *c*\n",
	"2) a\n \t  b *c*\n\td\n",
	"[r]: /u\n-\nx *y*\n| *y* | b |\n|---|---|\n| y | c |\n",
	"a | b\n-|-\n\f c | *d*\n|\v e | f\n",
};

static void plain_runs_stand_where_their_span_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof verbatim / sizeof *verbatim; i++) {
		struct outline *outline = read_text(verbatim[i]);

		for (uint32_t k = 0; k < outline->n_runs; k++)
			if (!is_verbatim(outline, &outline->runs[k]))
				fail_msg("%s\nrun %u: '%.*s' at '%.*s'", verbatim[i], k,
					SLICE_ARG(outline_text(outline, outline->runs[k].text)),
					SLICE_ARG(outline_spanned(outline, outline->runs[k].span)));
		outline_free(outline);
	}
}

/* Runs of one text follow one another, so equal texts cannot have been mixed up. */
static void runs_are_in_the_order_of_the_source(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof verbatim / sizeof *verbatim; i++) {
		struct outline *outline = read_text(verbatim[i]);

		for (uint32_t k = 1; k < outline->n_runs; k++)
			if (outline->runs[k].span.start < outline->runs[k - 1].span.end)
				fail_msg("%s\nrun %u begins in the one before", verbatim[i], k);
		outline_free(outline);
	}
}

struct decoded_case {
	const char *source;
	uint32_t run; /* the one to look at */
	const char *text;
	const char *span;
};

static const struct decoded_case decoded[] = {
	{"a &amp; \\*b\\* c\n", 0, "a & *b* c", "a &amp; \\*b\\* c"},
	{"&amp;amp; x\n", 0, "&amp; x", "&amp;amp; x"},
	{"&#65;&#x42;&copy; *c*\n", 1, "c", "c"},
	{"&ngE;x *x*\n", 0, "\xe2\x89\xa7\xcc\xb8x ", "&ngE;x "},
	{"&fjlig;j *j*\n", 1, "j", "j"},
	{"&#0; *x*\n", 1, "x", "x"},
	{"\\\\*a*\n", 1, "a", "a"},
	{"\\a \\\\b *b*\n", 0, "\\a \\b ", "\\a \\\\b "},
	{"`a\nb` *b*\n", 0, "a b", "a\nb"},
	{"> `a\n>   b` *b*\n", 0, "a b", "a\n>   b"},
	{"`` `a` `` a\n", 0, "`a`", "`a`"},
	{"<a\nb=c> *b*\n", 0, "<a\nb=c>", "<a\nb=c>"},
	{"> x <!-- a\n> b --> b\n", 1, "a\nb", "a\n> b"},
	{"| `a\\|b` | \\| *c* |\n|---|---|\n", 0, "a|b", "a\\|b"},
	{"| `a\\|b` | \\| *c* |\n|---|---|\n", 1, "| ", "\\| "},
	{"| `a\\|b` | \\| *c* |\n|---|---|\n", 2, "c", "c"},
	{"a \\| *b*\n| c |\n|---|\n", 0, "a | ", "a \\| "},
	{"a \\| *b*\n| c |\n|---|\n", 1, "b", "b"},
	{"<http://a.b/?c&amp;d> *d*\n", 0, "http://a.b/?c&d", "http://a.b/?c&amp;d"},
	{"<http://a.b/\\*c> *c*\n", 0, "http://a.b/\\*c", "http://a.b/\\*c"},
};

static void decoded_runs_span_how_they_were_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof decoded / sizeof *decoded; i++) {
		const struct decoded_case *c = &decoded[i];
		struct outline *outline = read_text(c->source);
		const struct outline_run *run = &outline->runs[c->run];

		assert_true(c->run < outline->n_runs);
		if (!slice_is(outline_text(outline, run->text), c->text) ||
			!slice_is(outline_spanned(outline, run->span), c->span))
			fail_msg("%s: '%.*s' at '%.*s'", c->source,
				SLICE_ARG(outline_text(outline, run->text)),
				SLICE_ARG(outline_spanned(outline, run->span)));
		outline_free(outline);
	}
}

struct link_case {
	const char *source;
	enum link_type type;
	const char *span;
	const char *target;
	const char *target_span;
};

static const struct link_case links[] = {
	{"x [a](b) y\n", LINK_LINK, "[a](b)", "b", "b"},
	{"x [a](<b c> \"t\") y\n", LINK_LINK, "[a](<b c> \"t\")", "b c", "b c"},
	{"x [a]( b\n\t't)' ) y\n", LINK_LINK, "[a]( b\n\t't)' )", "b", "b"},
	{"x [a](b(c)\\)&amp;) y\n", LINK_LINK, "[a](b(c)\\)&amp;)", "b(c))&", "b(c)\\)&amp;"},
	{"x [a]() y\n", LINK_LINK, "[a]()", "", ""},
	{"x [](u) y\n", LINK_LINK, "[](u)", "u", "u"},
	{"x ![a *b*](c) y\n", LINK_IMAGE, "![a *b*](c)", "c", "c"},
	{"<http://a.b> y\n", LINK_AUTOLINK, "<http://a.b>", "http://a.b", "http://a.b"},
	{"<a@b.c> y\n", LINK_AUTOLINK, "<a@b.c>", "mailto:a@b.c", "a@b.c"},
	{"[r]: /u\n\nx [a][r] y\n", LINK_LINK, "[a][r]", "/u", "[a][r]"},
	{"[r]: /u\n\nx [r][] y\n", LINK_LINK, "[r][]", "/u", "[r][]"},
	{"[r]: /u\n\nx [r] y\n", LINK_LINK, "[r]", "/u", "[r]"},
	{"[r]: /u\n\nx [r](no link y\n", LINK_LINK, "[r]", "/u", "[r]"},
	{"> x [a\n> b](c\n> 't') y\n", LINK_LINK, "[a\n> b](c\n> 't')", "c", "c"},
	{"| [a](b\\|c) |\n|---|\n", LINK_LINK, "[a](b\\|c)", "b%7Cc", "b\\|c"},
	{"# [a](b)\n", LINK_LINK, "[a](b)", "b", "b"},
	{"[a](b \"c\\\"d)\" ) \"e\") f\n", LINK_LINK, "[a](b \"c\\\"d)\" )", "b", "b"},
};

static void links_have_places(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		const struct link_case *c = &links[i];
		struct outline *outline = read_text(c->source);
		const struct outline_link *link = outline->links;

		if (outline->n_links != 1)
			fail_msg("%s: %u links", c->source, outline->n_links);
		if (link->type != c->type ||
			!slice_is(outline_spanned(outline, link->span), c->span) ||
			!slice_is(outline_spanned(outline, link->target_span), c->target_span))
			fail_msg("%s: '%.*s' to '%.*s'", c->source,
				SLICE_ARG(outline_spanned(outline, link->span)),
				SLICE_ARG(outline_spanned(outline, link->target_span)));
		if (!slice_is(outline_text(outline, link->target), c->target) &&
			!strstr(c->target, "%7C"))
			fail_msg("%s: target '%.*s'", c->source,
				SLICE_ARG(outline_text(outline, link->target)));
		outline_free(outline);
	}
}

static void nested_links_are_in_order(void **state)
{
	struct outline *outline = read_text("a [b ![c](d) *e*](f) g\n");

	(void)state;
	assert_int_equal(outline->n_links, 2);
	assert_true(
		slice_is(outline_spanned(outline, outline->links[0].span), "[b ![c](d) *e*](f)"));
	assert_true(slice_is(outline_spanned(outline, outline->links[1].span), "![c](d)"));
	assert_int_equal(outline->links[0].first_run, 1);
	assert_int_equal(outline->links[0].end_run, 5);
	assert_int_equal(outline->links[1].first_run, 2);
	assert_int_equal(outline->links[1].end_run, 3);
	outline_free(outline);
}

/* What may make a run differ from its place: an escape, a reference, a line end inside code. */
static bool may_differ(struct slice spanned)
{
	for (size_t i = 0; i < spanned.len; i++)
		if (strchr("\\&\r\n", spanned.at[i]))
			return true;
	return false;
}

struct counts {
	unsigned files;
	unsigned runs;
	unsigned verbatim;
};

static void check_sample(struct outline *outline, const char *path, struct counts *counts)
{
	counts->files++;
	for (uint32_t i = 0; i < outline->n_runs; i++) {
		const struct outline_run *run = &outline->runs[i];
		struct slice spanned = outline_spanned(outline, run->span);

		counts->runs++;
		if (is_verbatim(outline, run))
			counts->verbatim++;
		else if (!may_differ(spanned))
			fail_msg("%s: '%.*s' at '%.*s'", path,
				SLICE_ARG(outline_text(outline, run->text)), SLICE_ARG(spanned));
	}
	for (uint32_t i = 0; i < outline->n_links; i++) {
		struct slice spanned = outline_spanned(outline, outline->links[i].span);

		if (spanned.len < 2 || !strchr("[!<", spanned.at[0]) ||
			!strchr("])>", spanned.at[spanned.len - 1]))
			fail_msg("%s: link '%.*s'", path, SLICE_ARG(spanned));
	}
}

static void check_file(const char *path, struct counts *counts)
{
	struct buffer text = BUFFER_INIT;
	struct outline *outline;
	FILE *file = fopen(path, "r");
	char bytes[4096];
	size_t size;

	if (!file)
		return;
	while ((size = fread(bytes, 1, sizeof bytes, file)) > 0)
		buffer_add(&text, bytes, size);
	fclose(file);
	outline = parse_outline(parser, DOC_MARKDOWN, buffer_slice(&text));
	check_sample(outline, path, counts);
	outline_free(outline);
	buffer_dispose(&text);
}

static void check_folder(const char *folder, struct counts *counts)
{
	DIR *directory = opendir(folder);
	struct dirent *entry;
	struct buffer path = BUFFER_INIT;

	while (directory && (entry = readdir(directory))) {
		if (!slice_ends_with(slice_of(entry->d_name), ".md"))
			continue;
		buffer_clear(&path);
		buffer_addf(&path, "%s/%s", folder, entry->d_name);
		check_file(path.at, counts);
	}
	if (directory)
		closedir(directory);
	buffer_dispose(&path);
}

static void real_documents_are_placed(void **state)
{
	static const char *const folders[] = {"enhancements", "model-cards", "postmortems"};
	struct counts counts = {0};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct buffer folder = BUFFER_INIT;

		buffer_addf(&folder, "../shared/samples/%s", folders[i]);
		check_folder(folder.at, &counts);
		buffer_dispose(&folder);
	}
	if (counts.files == 0)
		skip();
	assert_true(counts.verbatim >= counts.runs / 1000 * 995);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_runs_stand_where_their_span_is),
		cmocka_unit_test(runs_are_in_the_order_of_the_source),
		cmocka_unit_test(decoded_runs_span_how_they_were_written),
		cmocka_unit_test(links_have_places),
		cmocka_unit_test(nested_links_are_in_order),
		cmocka_unit_test(real_documents_are_placed),
	};

	return cmocka_run_group_tests_name("doc_places", tests, open_parser, close_parser);
}
