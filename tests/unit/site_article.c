/* Articles: what becomes of a document's body on its page. */
#include <fcntl.h>
#include <ftw.h>
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <git2.h>

#include "base/file.h"
#include "base/mem.h"
#include "check/workspace.h"
#include "site/article.h"

#define PAGE "documents/doc.html"

static struct {
	char directory[4096];
	struct repo *repo;
	struct workspace workspace;
	struct glossary *glossary;
	struct article_site site;
} fixture;

/* ---- A repository with some documents in it ---------------------------------------------------
 */

static const struct {
	const char *path, *text;
} files[] = {
	{"handoff/notes/other.md", "---\nkind: handoff-doc\nid: other-doc\ntitle: Other\n---\n# "
				   "Other\n## Some Heading\n## Caf\xc3\xa9\n"},
	{"handoff/notes/plain.md", "---\nkind: handoff-doc\ntitle: Without a page\n---\n# Plain\n"},
	{"handoff/glossary/words.md",
		"---\nkind: glossary\nid: words\ntitle: Words\nstatus: draft\n---\n# Words\n\n## "
		"Terms\n\n"
		"| Term | Aliases | Operational Term | Plain Line | Ambiguous | Owner Side |\n"
		"|---|---|---|---|---|---|\n"
		"| model drift | - | accuracy \"loss\" & more | It gets worse. | no | research |\n"
		"| recall | - | - | How much of it is found. | no | research |\n"
		"| latency | - | - | - | no | research |\n"},
};

static void write_file(const char *path, const char *text)
{
	char *full = mem_format("%s/%s", fixture.directory, path);
	FILE *file;

	for (char *slash = strchr(full + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(full, 0777);
		*slash = '/';
	}
	file = fopen(full, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
	free(full);
}

static struct slice page_of(void *context, const struct document *document)
{
	(void)context;
	if (strcmp(document->path, "handoff/notes/other.md") == 0)
		return slice_of("documents/other.html");
	return slice_of("");
}

static const char *picture_of(void *context, const char *path)
{
	(void)context;
	return strcmp(path, "img/a b.png") == 0 ? "pictures/1.png" : NULL;
}

static void must(struct error *error)
{
	if (error)
		fail_msg("%s", error->message);
}

static int open_fixture(void **state)
{
	struct workspace_request request = {.jobs = 1, .no_history = true};
	const char *temporary = getenv("TMPDIR");
	git_repository *repository;

	(void)state;
	snprintf(fixture.directory, sizeof fixture.directory, "%s/article.XXXXXX",
		temporary ? temporary : ".");
	if (!mkdtemp(fixture.directory) || git_libgit2_init() < 0 ||
		git_repository_init(&repository, fixture.directory, 0) != 0)
		return -1;
	git_repository_free(repository);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		write_file(files[i].path, files[i].text);
	must(repo_open(fixture.directory, &fixture.repo));
	request.repo = fixture.repo;
	must(workspace_open(&request, &fixture.workspace));
	assert_non_null(fixture.workspace.corpus);
	fixture.glossary = glossary_new(fixture.workspace.corpus);
	fixture.site = (struct article_site){.corpus = fixture.workspace.corpus,
		.glossary = fixture.glossary,
		.page_of = page_of,
		.picture_of = picture_of};
	return 0;
}

static int remove_one(const char *path, const struct stat *stat, int type, struct FTW *ftw)
{
	(void)stat;
	(void)type;
	(void)ftw;
	return remove(path);
}

static int close_fixture(void **state)
{
	(void)state;
	glossary_free(fixture.glossary);
	workspace_dispose(&fixture.workspace);
	repo_free(fixture.repo);
	git_libgit2_shutdown();
	return nftw(fixture.directory, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* ---- Making one -------------------------------------------------------------------------------
 */

struct made {
	struct document document;
	struct outline *html;
	struct article article;
};

static void make(
	struct made *made, struct slice source, const struct finding *findings, size_t n_findings)
{
	struct doc_pool *pool = fixture.workspace.pool;

	*made = (struct made){.document = {.path = "handoff/notes/doc.md"}};
	must(doc_pool_parse(pool, DOC_MARKDOWN, source, &made->document.outline));
	must(doc_pool_parse(pool, DOC_HTML, source, &made->html));
	article_make(&fixture.site, &made->document, PAGE,
		outline_text(made->html, made->html->html), findings, n_findings, &made->article);
}

static void dispose(struct made *made)
{
	article_dispose(&made->article);
	outline_free(made->html);
	outline_free(made->document.outline);
}

static void assert_slice(struct slice s, const char *expected)
{
	char *text = mem_string(s);

	assert_string_equal(text, expected);
	free(text);
}

/* The body begins in line 4. */
#define FRONT "---\ntitle: The title\n---\n"

/* ---- Nothing but what may be there ------------------------------------------------------------
 */

static bool is_one_of(struct slice word, const char *list)
{
	char *key = mem_format(" %.*s ", SLICE_ARG(word));
	bool found = strstr(list, key) != NULL;

	free(key);
	return found;
}

static struct slice take_until(struct slice *rest, const char *set)
{
	struct slice taken = {rest->at, 0};

	while (taken.len < rest->len && !strchr(set, taken.at[taken.len]))
		taken.len++;
	*rest = slice_from(*rest, taken.len);
	return taken;
}

static bool is_address(struct slice value)
{
	return slice_starts_with(value, "#") || slice_starts_with(value, "../documents/") ||
	       slice_starts_with(value, "doc.") || slice_starts_with(value, "../pictures/") ||
	       slice_starts_with(value, "http") || slice_starts_with(value, "HTTP") ||
	       slice_starts_with(value, "mailto:");
}

static void check_references(struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		struct slice rest = slice_from(text, i);

		assert_true(text.at[i] != '<' && text.at[i] != '>' && text.at[i] != '"');
		if (text.at[i] == '&' && !slice_starts_with(rest, "&amp;") &&
			!slice_starts_with(rest, "&lt;") && !slice_starts_with(rest, "&gt;") &&
			!slice_starts_with(rest, "&quot;") && !slice_starts_with(rest, "&#39;"))
			fail_msg("%.*s", SLICE_ARG(rest));
		assert_true((unsigned char)text.at[i] >= ' ' || text.at[i] == '\n' ||
			    text.at[i] == '\t' || text.at[i] == '\r');
	}
}

static void check_attributes(struct slice *rest)
{
	while (slice_starts_with(*rest, " ")) {
		struct slice name, value;

		*rest = slice_from(*rest, 1);
		name = take_until(rest, "=<> ");
		if (!is_one_of(name, " id class href src alt title rel loading scope start "
				     "tabindex role aria-label aria-describedby aria-hidden "))
			fail_msg("attribute %.*s", SLICE_ARG(name));
		assert_true(slice_starts_with(*rest, "=\""));
		*rest = slice_from(*rest, 2);
		value = take_until(rest, "\"");
		check_references(value);
		if (slice_is(name, "href") || slice_is(name, "src"))
			assert_true(is_address(value));
		*rest = slice_from(*rest, 1);
	}
	assert_true(slice_starts_with(*rest, ">"));
	*rest = slice_from(*rest, 1);
}

/* Every tag is one of ours, with its end; every attribute and address too; no id stands twice. */
static void assert_well_formed(struct slice html)
{
	static const char elements[] = " blockquote ul ol li p h2 h3 h4 h5 h6 pre table thead "
				       "tbody tr th td hr br img code em "
				       "strong del a div span dfn aside ";
	struct slice open[512], rest = html;
	size_t depth = 0;

	while (rest.len) {
		struct slice name;

		check_references(take_until(&rest, "<"));
		if (rest.len == 0)
			break;
		rest = slice_from(rest, 1);
		if (slice_starts_with(rest, "/")) {
			rest = slice_from(rest, 1);
			name = take_until(&rest, ">");
			assert_true(depth > 0 && slice_equal(open[depth - 1], name));
			depth--;
			rest = slice_from(rest, 1);
			continue;
		}
		name = take_until(&rest, " >");
		if (!is_one_of(name, elements))
			fail_msg("element %.*s", SLICE_ARG(name));
		check_attributes(&rest);
		if (!is_one_of(name, " hr br img ")) {
			assert_true(depth < 512);
			open[depth++] = name;
		}
	}
	assert_int_equal(depth, 0);
}

static void assert_article(const char *body, const char *expected)
{
	char *source = mem_format(FRONT "%s", body);
	struct made made;

	make(&made, slice_of(source), NULL, 0);
	assert_int_equal(made.article.n_parts, 1);
	assert_slice(made.article.parts[0], expected);
	assert_well_formed(made.article.parts[0]);
	assert_int_equal(made.article.loose.len, 0);
	dispose(&made);
	free(source);
}

/* ---- Blocks -----------------------------------------------------------------------------------
 */

static void blocks_are_those_of_the_text(void **state)
{
	(void)state;
	assert_article("Text *a **b*** `c`  \nd ~~e~~\n\n> q\n\n5. x\n6. y\n\n***\n",
		"<p>Text <em>a <strong>b</strong></em> <code>c</code><br>\nd <del>e</del></p>\n"
		"<blockquote>\n<p>q</p>\n</blockquote>\n"
		"<ol start=\"5\">\n<li>x</li>\n<li>y</li>\n</ol>\n<hr>\n");
	assert_article("", "");
	assert_article("```js\nif (a < b)\n\n  c\n```\n",
		"<pre tabindex=\"0\"><code>if (a &lt; b)\n\n  c\n</code></pre>\n");
}

static void tables_can_be_scrolled_and_say_which_they_are(void **state)
{
	(void)state;
	assert_article("## Risks & more\n\n| A | B | C |\n|---|--:|:-:|\n| a \\| b | | c |\n",
		"<h2 id=\"risks--more\"><span id=\"L4\"></span>Risks &amp; more <a "
		"class=\"anchor\" "
		"href=\"#risks--more\" aria-hidden=\"true\" tabindex=\"-1\">#</a></h2>\n"
		"<div class=\"table\" tabindex=\"0\" role=\"region\" "
		"aria-label=\"Table 1: Risks &amp; more\"><table>\n<thead>\n<tr>\n"
		"<th scope=\"col\">A</th>\n<th class=\"right\" scope=\"col\">B</th>\n"
		"<th class=\"center\" scope=\"col\">C</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
		"<td>a | b</td>\n<td class=\"right\"></td>\n<td class=\"center\">c</td>\n</tr>\n"
		"</tbody>\n</table></div>\n");
}

#define DONE  "<span class=\"task done\" role=\"img\" aria-label=\"done\">☑</span> "
#define TO_DO "<span class=\"task\" role=\"img\" aria-label=\"to do\">☐</span> "

static void tasks_have_boxes_with_names(void **state)
{
	(void)state;
	assert_article(
		"- [x] a\n- [ ] b\n", "<ul>\n<li>" DONE " a</li>\n<li>" TO_DO " b</li>\n</ul>\n");
	/* cmark takes it for done, as there is a box further on. */
	assert_article("- [ ] see [x]\n", "<ul>\n<li>" TO_DO " see [x]</li>\n</ul>\n");
	/* The box belongs to the text, not above it. */
	assert_article("- [X] *a*\n\n  b\n",
		"<ul>\n<li>\n<p>" DONE "<em>a</em></p>\n<p>b</p>\n</li>\n</ul>\n");
}

#define ANCHOR(name)                                                                               \
	" <a class=\"anchor\" href=\"#" name "\" aria-hidden=\"true\" tabindex=\"-1\">#</a>"

static void headings_are_lower_and_have_anchors(void **state)
{
	(void)state;
	assert_article("# So *what*?\n# So what?\n###### Six\n# ?\n> # Inner\n",
		"<h2 id=\"so-what\"><span id=\"L4\"></span>So <em>what</em>?" ANCHOR(
			"so-what") "</h2>\n<h2 id=\"so-what-1\"><span id=\"L5\"></span>So "
				   "what?" ANCHOR(
					   "so-what-1") "</h2>\n<h6 id=\"six\"><span "
							"id=\"L6\"></span>Six" ANCHOR(
								"six") "</h6>\n<h2><span "
								       "id=\"L7\"></span>?</h2>\n"
								       "<blockquote>\n<h2><span "
								       "id=\"L8\"></span>Inner</"
								       "h2>\n</blockquote>\n");
}

static void the_title_is_shown_by_the_page(void **state)
{
	(void)state;
	assert_article("# The *title*\n\na\n", "<div id=\"the-title\"></div>\n<p>a</p>\n");
	assert_article("a\n\nThe title\n===\n", "<p>a</p>\n<div id=\"the-title\"></div>\n");
	/* Only the first of its level. */
	assert_article("# x\n# The title\n", "<h2 id=\"x\"><span id=\"L4\"></span>x" ANCHOR(
						     "x") "</h2>\n<h2 "
							  "id=\"the-title\"><span "
							  "id=\"L5\"></span>The "
							  "title" ANCHOR("the-title") "</h2>\n");
	assert_article(
		"## The title\n", "<h2 id=\"the-title\"><span id=\"L4\"></span>The title" ANCHOR(
					  "the-title") "</h2>\n");
}

/* The highest heading that is shown comes right below the page's title. */
static void headings_begin_at_level_2(void **state)
{
	(void)state;
	assert_article("# The title\n### x\n##### y\n",
		"<div id=\"the-title\"></div>\n<h2 id=\"x\"><span id=\"L5\"></span>x" ANCHOR(
			"x") "</h2>\n<h4 id=\"y\"><span id=\"L6\"></span>y" ANCHOR("y") "</h4>\n");
}

static void headings_make_a_navigation(void **state)
{
	static const struct {
		uint32_t level;
		const char *title, *anchor;
	} expected[] = {{2, "So <b> ?", "so-b-"}, {3, "c", "c"}, {1, "d", "d"}};
	struct made made;

	(void)state;
	make(&made, slice_of(FRONT "# The title\n## So \\<b> *?*\n### `c`\n#### e\n# d\n> # f\n"),
		NULL, 0);
	assert_int_equal(made.article.n_headings, 3);
	for (size_t i = 0; i < 3; i++) {
		const struct article_heading *heading = &made.article.headings[i];

		assert_int_equal(heading->level, expected[i].level);
		assert_slice(heading->title, expected[i].title);
		assert_slice(heading->anchor, expected[i].anchor);
		assert_int_equal(heading->part, 0);
	}
	dispose(&made);
}

/* ---- Links and pictures -----------------------------------------------------------------------
 */

#define WEB " rel=\"noreferrer noopener nofollow\""

static void links_lead_to_pages_or_the_web_or_nowhere(void **state)
{
	static const struct {
		const char *link, *expected;
	} cases[] = {
		{"[a](other.md)", "<a href=\"../documents/other.html\">a</a>"},
		{"[a](other.md \"t<\")",
			"<a href=\"../documents/other.html\" title=\"t&lt;\">a</a>"},
		{"[a](other.md#no-such)", "<a href=\"../documents/other.html\">a</a>"},
		{"[a](#no-such)", "<span class=\"no-page\" title=\"#no-such\">a</span>"},
		{"[a](./other.md?plain=1#Some-Heading)",
			"<a href=\"../documents/other.html#some-heading\">a</a>"},
		{"[a](/handoff/notes/other.md#caf%C3%A9)",
			"<a href=\"../documents/other.html#caf%C3%A9\">a</a>"},
		{"[a](OTHER-doc)",
			"<span class=\"no-page\" title=\"handoff/notes/OTHER-doc\">a</span>"},
		{"[a](other-doc)", "<a href=\"../documents/other.html\">a</a>"},
		{"[a](plain.md)",
			"<span class=\"no-page\" title=\"handoff/notes/plain.md\">a</span>"},
		{"[a](gone.md)",
			"<span class=\"no-page\" title=\"handoff/notes/gone.md\">a</span>"},
		{"[a](../../../x)", "<span class=\"no-page\" title=\"../../../x\">a</span>"},
		{"[a](#Any%20thing)", "<span class=\"no-page\" title=\"#Any%20thing\">a</span>"},
		{"[a](#\"><script>)",
			"<span class=\"no-page\" title=\"#%22%3E%3Cscript%3E\">a</span>"},
		{"[a](https://e.com/?a=b&c='d')",
			"<a href=\"https://e.com/?a=b&amp;c=&#39;d&#39;\"" WEB ">a</a>"},
		{"<HTTP://e.com>", "<a href=\"HTTP://e.com\"" WEB ">HTTP://e.com</a>"},
		{"<a@b.c>", "<a href=\"mailto:a@b.c\"" WEB ">a@b.c</a>"},
		{"[a](//e.com)", "<span class=\"no-page\" title=\"//e.com\">a</span>"},
		{"[a](ftp://e.com)", "<span class=\"no-page\" title=\"ftp://e.com\">a</span>"},
		{"[a]()", "<span class=\"no-page\">a</span>"},
		{"[*a*](other.md)", "<a href=\"../documents/other.html\"><em>a</em></a>"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *expected = mem_format("<p>%s</p>\n", cases[i].expected);

		assert_article(cases[i].link, expected);
		free(expected);
	}
}

static void an_address_that_is_too_long_is_none(void **state)
{
	struct buffer link = BUFFER_INIT;

	(void)state;
	buffer_add_string(&link, "[a](https://");
	buffer_add_repeat(&link, 'x', 2000);
	buffer_add_string(&link, ")");
	assert_article(link.at, "<p><span class=\"no-page\" title=\"https://"
				"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
				"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
				"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
				"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
				"xxxxxxxxxxxxxxxxxxxxxxxxxxxx\">a</span></p>\n");
	buffer_dispose(&link);
}

static void pictures_are_shown_only_from_the_site(void **state)
{
	static const struct {
		const char *picture, *expected;
	} cases[] = {
		{"![a \"b\"](/img/a%20b.png)",
			"<img src=\"../pictures/1.png\" alt=\"a &quot;b&quot;\" loading=\"lazy\">"},
		{"![a](/img/c.png)", "<span class=\"no-page\" title=\"img/c.png\">a</span>"},
		{"![a](https://e.com/a.png)", "<a href=\"https://e.com/a.png\"" WEB ">a</a>"},
		{"![](https://e.com/a.png)", "<a href=\"https://e.com/a.png\"" WEB ">picture</a>"},
		{"![a](data:image/png;base64,x)",
			"<span class=\"no-page\" title=\"data:image/png;base64,x\">a</span>"},
		{"[![a](https://e.com/a.png)](other.md)",
			"<a href=\"../documents/other.html\">a</a>"},
		{"[![a](/img/a%20b.png)](other.md)",
			"<a href=\"../documents/other.html\"><img src=\"../pictures/1.png\" "
			"alt=\"a\" loading=\"lazy\"></a>"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *expected = mem_format("<p>%s</p>\n", cases[i].expected);

		assert_article(cases[i].picture, expected);
		free(expected);
	}
}

/* ---- Words of the glossary --------------------------------------------------------------------
 */

#define TERM(word, number, tip)                                                                    \
	"<span class=\"term\"><dfn tabindex=\"0\" aria-describedby=\"T" number "\">" word          \
	"</dfn><span role=\"tooltip\" id=\"T" number "\">" tip "</span></span>"
#define DRIFT(word, number)  TERM(word, number, "accuracy &quot;loss&quot; &amp; more")
#define RECALL(word, number) TERM(word, number, "How much of it is found.")

static void words_are_explained_once_a_section(void **state)
{
	(void)state;
	assert_article("A model drift, and recall; model\ndrift.\n\n- recall\n",
		"<p>A " DRIFT("model drift", "1") ", and " RECALL(
			"recall", "2") "; model\ndrift.</p>\n"
				       "<ul>\n<li>recall</li>\n</ul>\n");
	assert_article("recall\n# x\nmodel\ndrifts\n\n| recall |\n|---|\n| *a* &amp; recall |\n",
		"<p>" RECALL("recall", "1") "</p>\n<h2 id=\"x\"><span id=\"L5\"></span>x" ANCHOR(
			"x") "</h2>\n<p>" DRIFT("model\ndrifts",
			"2") "</p>\n"
			     "<div class=\"table\" tabindex=\"0\" role=\"region\" "
			     "aria-label=\"Table 1: x\"><table>\n"
			     "<thead>\n<tr>\n<th "
			     "scope=\"col\">recall</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
			     "<td><em>a</em> &amp; " RECALL(
				     "recall", "3") "</td>\n</tr>\n</tbody>\n</table></div>\n");
}

static void words_in_code_links_and_headings_are_not(void **state)
{
	(void)state;
	assert_article("`recall` [recall](other.md) **model** drift, latency, recall.py\n",
		"<p><code>recall</code> <a href=\"../documents/other.html\">recall</a> "
		"<strong>model</strong> drift, latency, recall.py</p>\n");
	assert_article("    recall\n\n## recall\n",
		"<pre tabindex=\"0\"><code>recall\n</code></pre>\n<h2 id=\"recall\">"
		"<span id=\"L6\"></span>recall" ANCHOR("recall") "</h2>\n");
}

static void a_glossary_does_not_explain_itself(void **state)
{
	const struct document *words =
		corpus_find(fixture.workspace.corpus, "handoff/glossary/words.md");
	struct outline *html;
	struct article article;

	(void)state;
	must(doc_pool_parse(
		fixture.workspace.pool, DOC_HTML, outline_source(words->outline), &html));
	article_make(&fixture.site, words, PAGE, outline_text(html, html->html), NULL, 0, &article);
	assert_int_equal(article.n_parts, 1);
	assert_null(memmem(article.parts[0].at, article.parts[0].len, "<dfn", 4));
	assert_non_null(memmem(article.parts[0].at, article.parts[0].len, "model drift", 11));
	article_dispose(&article);
	outline_free(html);
}

/* ---- Findings ---------------------------------------------------------------------------------
 */

static struct finding finding_at(uint32_t line, const char *message)
{
	return (struct finding){.rule = &rules[RULE_LINK_BROKEN],
		.severity = line % 2 ? SEVERITY_ERROR : SEVERITY_WARNING,
		.path = "handoff/notes/doc.md",
		.start = {line, 1, 0},
		.message = (char *)(uintptr_t)message};
}

static void assert_findings(const char *body, const uint32_t *lines, size_t count,
	const char *expected, const char *loose)
{
	char *source = mem_format(FRONT "%s", body);
	struct finding findings[8];
	struct made made;

	for (size_t i = 0; i < count; i++)
		findings[i] = finding_at(lines[i], "m");
	make(&made, slice_of(source), findings, count);
	assert_int_equal(made.article.n_parts, 1);
	assert_slice(made.article.parts[0], expected);
	assert_slice(made.article.loose, loose);
	assert_well_formed(made.article.parts[0]);
	dispose(&made);
	free(source);
}

#define LINES(...)                                                                                 \
	(const uint32_t[]){__VA_ARGS__}, sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t)
#define SAYS(severity, line)                                                                       \
	"<strong>" severity "</strong>, line " line ": m <code>link/broken</code>"
#define NOTE(severity, id, line)                                                                   \
	"<aside class=\"finding " severity "\" role=\"note\"" id                                   \
	">" SAYS(severity, line) "</aside>\n"

static void findings_stand_after_their_block(void **state)
{
	(void)state;
	assert_findings("a\nb\n\nc\n", LINES(4, 5),
		"<p id=\"L4\" class=\"has-finding\">a\nb</p>" NOTE("warning", "", "4")
			NOTE("error", " id=\"L5\"", "5") "<p>c</p>\n",
		"");
	assert_findings("# x\n", LINES(4),
		"<h2 id=\"x\" class=\"has-finding\"><span id=\"L4\"></span>x" ANCHOR(
			"x") "</h2>" NOTE("warning", "", "4"),
		"");
	assert_findings("# The title\n", LINES(4),
		"<div id=\"the-title\"></div>\n" NOTE("warning", " id=\"L4\"", "4"), "");
	assert_findings("```\na\n```\n", LINES(5),
		"<pre id=\"L4\" class=\"has-finding\" tabindex=\"0\"><code>a\n</code></pre>" NOTE(
			"error", " id=\"L5\"", "5"),
		"");
	assert_findings("> a\n>\n> b\n", LINES(5, 6),
		"<blockquote id=\"L4\" class=\"has-finding\">\n<p>a</p>\n<p id=\"L6\" "
		"class=\"has-finding\">b</p>" NOTE("warning", "", "6") "</blockquote>" NOTE(
			"error", " id=\"L5\"", "5"),
		"");
	assert_findings("a\n\n***\n", LINES(6),
		"<p>a</p>\n<hr id=\"L6\" class=\"has-finding\">\n" NOTE("warning", "", "6"), "");
}

static void findings_of_an_item_come_before_its_list(void **state)
{
	(void)state;
	assert_findings("- a\n  - b\n- c\n", LINES(4, 5, 6),
		"<ul>\n<li id=\"L4\" class=\"has-finding\">a\n" NOTE("warning", "",
			"4") "<ul>\n<li id=\"L5\" class=\"has-finding\">b" NOTE("error", "",
			"5") "</li>\n</ul>\n</li>\n<li id=\"L6\" class=\"has-finding\">c" NOTE("war"
											       "nin"
											       "g",
			"", "6") "</li>\n</ul>\n",
		"");
}

static void findings_of_rows_come_after_the_table(void **state)
{
	(void)state;
	assert_findings("| a |\n|---|\n| b |\n| c |\n\nd\n", LINES(5, 6, 7),
		"<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Table 1\">"
		"<table id=\"L4\" class=\"has-finding\">\n<thead>\n<tr>\n<th scope=\"col\">a</th>\n"
		"</tr>\n</thead>\n<tbody>\n<tr id=\"L6\" "
		"class=\"has-finding\">\n<td>b</td>\n</tr>\n"
		"<tr id=\"L7\" class=\"has-finding\">\n<td>c</td>\n</tr>\n</tbody>\n"
		"</table></div>\n" NOTE("warning", "", "6") NOTE("error", "", "7")
			NOTE("error", " id=\"L5\"", "5") "<p>d</p>\n",
		"");
}

/* cmark lets the table begin where the text before it does. */
static void text_right_before_a_table_has_its_own(void **state)
{
	(void)state;
	assert_findings("intro\nmore\n| a |\n|---|\n| b |\n", LINES(5, 8),
		"<p class=\"has-finding\">intro\nmore</p>" NOTE("error", " id=\"L5\"",
			"5") "<div class=\"table\" tabindex=\"0\" role=\"region\" "
			     "aria-label=\"Table 1\"><table>\n"
			     "<thead>\n<tr>\n<th scope=\"col\">a</th>\n</tr>\n</thead>\n<tbody>\n"
			     "<tr id=\"L8\" class=\"has-finding\">\n<td>b</td>\n</tr>\n</tbody>\n"
			     "</table></div>\n" NOTE("warning", "", "8"),
		"");
}

/* A comment is not in the HTML: what is said of it stands where it stood. */
static void findings_between_blocks_follow_the_last_one(void **state)
{
	(void)state;
	assert_findings("a\n\n<!-- c -->\n\nb\n", LINES(6),
		"<p>a</p>" NOTE("warning", " id=\"L6\"", "6") "<p>b</p>\n", "");
}

static void findings_of_no_line_of_the_body_are_loose(void **state)
{
	struct finding findings[] = {finding_at(2, "t<b>"), finding_at(5, "gone")};
	struct made made;

	(void)state;
	findings[1].subject = (char[]){"Risks"};
	make(&made, slice_of(FRONT "\na\n"), findings, 2);
	assert_slice(made.article.parts[0], "<p>a</p>\n");
	assert_slice(made.article.loose,
		"<ul class=\"findings\">\n<li class=\"finding warning\"><strong>warning</strong>, "
		"line 2: "
		"t&lt;b&gt; <code>link/broken</code></li>\n<li class=\"finding error\">"
		"<strong>error</strong>, line 5: gone <code>link/broken</code></li>\n</ul>\n");
	dispose(&made);
	assert_findings("<!-- c -->\n\nb\n", LINES(4, 99), "<p>b</p>" NOTE("error", "", "99"),
		"<ul class=\"findings\">\n<li class=\"finding warning\">" SAYS(
			"warning", "4") "</li>\n</ul>\n");
}

/* ---- Hostile texts ----------------------------------------------------------------------------
 */

static const char *const hostile[] = {
	"<script>alert(1)</script>",
	"</p></main><script src=//e.com></script>",
	"<img src=x onerror=alert(1)>",
	"<svg/onload=alert(1)>",
	"\" onmouseover=\"alert(1)",
	"' onfocus='alert(1)' autofocus='",
	"javascript:alert(1)",
	"JaVa&#x73;cript&colon;alert(1)",
	"vbscript:x",
	"data:text/html;base64,PHNjcmlwdD4=",
	"<iframe srcdoc='<script>'>",
	"<style>@import '//e.com'</style>",
	"<!--><script>-->",
	"<![CDATA[<script>]]>",
	"&lt;script&gt; &amp;lt; &#60;b&#62;",
	"\xe2\x80\xae"
	"evil\xe2\x81\xa6",
	"\x1b[31m red \x07",
	"<aside class=finding>all is well</aside>",
	"<!-- raw HTML omitted -->",
	"data-sourcepos=\"1:1-1:1\"",
};

/* Each place that a text of a document can have. */
static const char *const places[] = {
	"%s\n",
	"# %s\n",
	"`%s`\n",
	"```%s\n%s\n```\n",
	"    %s\n",
	"- [ ] %s\n",
	"> %s\n",
	"| %s | b |\n|---|---|\n| a | %s |\n",
	"[a](%s)\n",
	"[a](<%s>)\n",
	"[a](x.md \"%s\")\n",
	"[a](https://e.com/%s)\n",
	"[a](#%s)\n",
	"[%s](other.md)\n",
	"![%s](https://e.com/x.png)\n",
	"![a](%s)\n",
	"![%s](/img/a%%20b.png \"%s\")\n",
	"<%s>\n",
	"[a]\n\n[a]: %s \"%s\"\n",
	"*%s* **%s** ~~%s~~\n",
};

static void assert_harmless(struct slice html)
{
	static const char *const never[] = {"<script", "<img src=x", "<svg", "<iframe", "<style",
		"href=\"javascript", "href=\"vbscript", "href=\"data", "src=\"data", "<!--",
		"\xe2\x80\xae", "\x1b"};

	assert_well_formed(html);
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		assert_null(memmem(html.at, html.len, never[i], strlen(never[i])));
}

static void assert_all_harmless(const struct article *article)
{
	for (size_t i = 0; i < article->n_parts; i++) {
		assert_harmless(article->parts[i]);
		assert_true(article->parts[i].len <= 88 * 1024);
	}
	assert_harmless(article->loose);
}

static void hostile_texts_stay_texts_wherever_they_stand(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		struct finding findings[] = {finding_at(2, hostile[i]), finding_at(4, hostile[i])};

		for (size_t j = 0; j < sizeof places / sizeof *places; j++) {
			const char *h = hostile[i];
			struct buffer source = BUFFER_INIT;
			struct made made;

			buffer_add_string(&source, FRONT);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			buffer_addf(&source, places[j], h, h, h);
#pragma GCC diagnostic pop
			make(&made, buffer_slice(&source), findings, 2);
			assert_all_harmless(&made.article);
			dispose(&made);
			buffer_dispose(&source);
		}
	}
}

static void hostile_texts_are_shown_as_they_are(void **state)
{
	(void)state;
	assert_article("a <script>alert(1)</script> `<script>`\n",
		"<p>a alert(1) <code>&lt;script&gt;</code></p>\n");
	assert_article(
		"\\<script> &lt;b&gt; \"'\n", "<p>&lt;script&gt; &lt;b&gt; &quot;&#39;</p>\n");
	assert_article("a\xe2\x80\xae"
		       "b\x1b[31m\n",
		"<p>a\\u{202e}b\\x1b[31m</p>\n");
}

/* What no cmark writes, from a worker that a document has taken over. */
static void assert_remade(const char *html, const char *expected)
{
	struct document document = {.path = "handoff/notes/doc.md"};
	struct article article;

	must(doc_pool_parse(
		fixture.workspace.pool, DOC_MARKDOWN, slice_of(FRONT "x\n"), &document.outline));
	article_make(&fixture.site, &document, PAGE, slice_of(html), NULL, 0, &article);
	assert_int_equal(article.n_parts, 1);
	assert_slice(article.parts[0], expected);
	assert_harmless(article.parts[0]);
	article_dispose(&article);
	outline_free(document.outline);
}

static void a_worker_is_believed_in_nothing(void **state)
{
	(void)state;
	assert_remade("<p><script>x</script></p>", "<p>&lt;script&gt;x&lt;/script&gt;</p>");
	assert_remade("<p onclick=\"x\" style=\"y\" id=\"z\">a</p>", "<p>a</p>");
	assert_remade("<p onclick='x'>a</p>", "");
	assert_remade("<p>a<p onclick='x'>b</p>", "<p>a&lt;p onclick=&#39;x&#39;&gt;b</p>");
	assert_remade("<P>a</P><p>b", "<p>b</p>");
	assert_remade("</div></main><p>a</em></blockquote></p></p>", "<p>a</p>");
	assert_remade("<p>&lt;&#60;&copy;&&amp;<!-- x --></p>",
		"<p>&lt;&amp;#60;&amp;copy;&amp;&amp;&lt;!-- x --&gt;</p>");
	assert_remade("<p><a href=\"javascript:alert(1)\">a</a></p>",
		"<p><span class=\"no-page\" title=\"javascript:alert(1)\">a</span></p>");
	assert_remade(
		"<p><a href=\"https://e.com/ x\">a</a><a href=\"\x01https://e.com\">b</a></p>",
		"<p><span class=\"no-page\" title=\"https://e.com/ x\">a</span>"
		"<span class=\"no-page\" title=\"handoff/notes/\\x01https:/e.com\">b</span></p>");
	assert_remade("<p><a href=\"https://e.com\"><a href=\"https://f.com\">a</a>b</a></p>",
		"<p><a href=\"https://e.com\"" WEB ">ab</a></p>");
	assert_remade("<table><p>a</p><li>b</li>c<tr><td>d</td></tr></table>",
		"<div class=\"table\" tabindex=\"0\" role=\"region\" "
		"aria-label=\"Table 1\"><table></table></div>\n");
	assert_remade("<p><table>a</table><h1>b</h1></p>", "<p>ab</p>");
	assert_remade("<p>\xff\xc0\x80</p>", "<p>\\xff\\xc0\\x80</p>");
	assert_remade("<td>a</td><li>b</li><em>c</em>d", "");
	assert_remade("<p><a href=\"", "<p>&lt;a href=&quot;</p>");
	assert_remade("<ol start=\"99999999999999\"><li>a", "<ol start=\"0\"><li>a</li></ol>");
	assert_remade("<p data-sourcepos=\"4294967295:1-1:1\">a<input type=\"checkbox\" /></p>",
		"<p>a</p>");
}

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

static const char mixture[] = FRONT
	"# The title\n\nA *model drift* `c` [a](other.md) [b](#x) ![p](/img/a%20b.png)\n\n"
	"| a | recall |\n|---|--:|\n| [c](https://e.com) | d |\n\n- [x] e\n  1. f\n\n     > g\n\n"
	"# x\n\n```\n<h>\n```\n\n***\n";

/* Any bytes in the place of any others: nothing that is made of them is out of place. */
static void damaged_html_stays_harmless(void **state)
{
	static const char *const bits[] = {"<", ">", "\"", "</p>", "<table>", "</table>", "<li>",
		"<a href=\"#x\">", "</a>", "<code>", "<h1>", "<td>", "&", "\xe2\x80\xae", "<p ",
		" data-sourcepos=\"5:1-9:1\"", "<script>", "<tr>", "<input type=\"checkbox\" />"};
	struct finding findings[] = {finding_at(4, "m"), finding_at(8, "m"), finding_at(10, "m")};
	uint32_t seed = 7;
	struct made made;

	(void)state;
	make(&made, slice_of(mixture), NULL, 0);
	for (int i = 0; i < 2000; i++) {
		struct slice html = outline_text(made.html, made.html->html);
		struct buffer damaged = BUFFER_INIT;
		struct article article;

		buffer_add_slice(&damaged, html);
		for (int j = 0; j < 8; j++) {
			size_t at = next_random(&seed) % damaged.len;
			const char *bit = bits[next_random(&seed) % (sizeof bits / sizeof *bits)];
			struct buffer other = BUFFER_INIT;

			buffer_add(&other, damaged.at, at);
			buffer_add_string(&other, bit);
			buffer_add_slice(&other,
				slice_from(buffer_slice(&damaged), at + next_random(&seed) % 9));
			buffer_dispose(&damaged);
			damaged = other;
		}
		article_make(&fixture.site, &made.document, PAGE, buffer_slice(&damaged), findings,
			3, &article);
		assert_all_harmless(&article);
		article_dispose(&article);
		buffer_dispose(&damaged);
	}
	dispose(&made);
}

/* ---- Long ones --------------------------------------------------------------------------------
 */

/* Makes an article of FRONT and a text, and checks what holds for all. */
static void make_long(struct made *made, const struct buffer *body)
{
	struct buffer source = BUFFER_INIT;

	buffer_add_string(&source, FRONT);
	buffer_add_slice(&source, buffer_slice(body));
	make(made, buffer_slice(&source), NULL, 0);
	assert_all_harmless(&made->article);
	buffer_dispose(&source);
}

static size_t count_of(const struct article *article, const char *text)
{
	size_t count = 0;

	for (size_t i = 0; i < article->n_parts; i++) {
		const char *at = article->parts[i].at, *end = at + article->parts[i].len;

		while ((at = memmem(at, (size_t)(end - at), text, strlen(text)))) {
			at++;
			count++;
		}
	}
	return count;
}

static void assert_contains(struct slice s, const char *text)
{
	assert_non_null(memmem(s.at, s.len, text, strlen(text)));
}

static void a_text_of_a_mebibyte_is_cut_between_paragraphs(void **state)
{
	struct buffer body = BUFFER_INIT;
	struct made made;
	size_t last;

	(void)state;
	for (int i = 0; i < 16000; i++)
		buffer_addf(&body, "Paragraph %d of a text that is longer than a page, say.\n\n%s",
			i, i % 100 == 0 ? "## Part\n\n[there](#part-159) [here](#part)\n\n" : "");
	make_long(&made, &body);
	assert_int_equal(made.article.n_parts, 17);
	assert_int_equal(count_of(&made.article, "<p>Paragraph "), 16000);
	assert_int_equal(count_of(&made.article, " say.</p>"), 16000);
	/* Links to a heading lead to the part that has it. */
	assert_int_equal(made.article.n_headings, 160);
	last = made.article.headings[159].part;
	assert_int_equal(made.article.headings[0].part, 0);
	assert_int_equal(last, 16);
	assert_contains(made.article.parts[last], "<h2 id=\"part-159\">");
	assert_contains(made.article.parts[0],
		"<a href=\"doc.17.html#part-159\">there</a> <a href=\"#part\">here</a>");
	assert_contains(made.article.parts[last],
		"<a href=\"#part-159\">there</a> <a href=\"doc.html#part\">here</a>");
	dispose(&made);
	buffer_dispose(&body);
}

static void a_long_table_has_its_head_on_each_page(void **state)
{
	struct buffer body = BUFFER_INIT;
	struct made made;

	(void)state;
	buffer_add_string(&body, "| Number | Text |\n|---|---|\n");
	for (int i = 0; i < 9999; i++)
		buffer_addf(&body, "| %d | a cell |\n", i);
	make_long(&made, &body);
	assert_int_equal(made.article.n_parts, 6);
	assert_int_equal(count_of(&made.article, "<th scope=\"col\">Number</th>"), 6);
	assert_int_equal(count_of(&made.article, "<td>a cell</td>"), 9999);
	assert_int_equal(count_of(&made.article, "aria-label=\"Table 1, continued\""), 5);
	dispose(&made);
	buffer_dispose(&body);
}

static void long_code_is_cut_at_line_ends(void **state)
{
	struct buffer body = BUFFER_INIT;
	struct made made;

	(void)state;
	buffer_add_string(&body, "- a\n\n  ```\n");
	for (int i = 0; i < 20000; i++)
		buffer_addf(&body, "  line %d;\n", i);
	buffer_add_string(&body, "  ```\n");
	make_long(&made, &body);
	assert_int_equal(made.article.n_parts, 3);
	assert_int_equal(count_of(&made.article, "line "), 20000);
	assert_int_equal(count_of(&made.article, ";\n</code></pre>"), 3);
	assert_int_equal(
		count_of(&made.article, "<li class=\"continued\"><pre tabindex=\"0\"><code>line"),
		2);
	dispose(&made);
	buffer_dispose(&body);
}

static void a_list_goes_on_with_its_numbers(void **state)
{
	struct buffer body = BUFFER_INIT;
	struct made made;
	char *expected;
	long number = 7;

	(void)state;
	buffer_add_string(&body, "> 7. a\n");
	for (int i = 0; i < 10000; i++)
		buffer_add_string(&body, "> 1. an item\n");
	make_long(&made, &body);
	assert_int_equal(made.article.n_parts, 3);
	for (size_t i = 0; i < 3; i++) {
		expected = mem_format("<blockquote>%s<ol start=\"%ld\">", i ? "" : "\n", number);
		assert_true(slice_starts_with(made.article.parts[i], expected));
		free(expected);
		for (size_t at = 0; at + 4 < made.article.parts[i].len; at++)
			number += memcmp(made.article.parts[i].at + at, "<li>", 4) == 0;
	}
	assert_int_equal(number, 10008);
	dispose(&made);
	buffer_dispose(&body);
}

static void one_line_without_a_blank_is_cut_all_the_same(void **state)
{
	struct buffer body = BUFFER_INIT;
	struct made made;

	(void)state;
	buffer_add_string(&body, "    ");
	for (int i = 0; i < 300000; i++)
		buffer_add_string(&body, "\xc3\xa4");
	make_long(&made, &body);
	assert_int_equal(made.article.n_parts, 8);
	assert_int_equal(count_of(&made.article, "\xc3\xa4"), 300000);
	assert_int_equal(count_of(&made.article, "\\x"), 0);
	dispose(&made);
	buffer_dispose(&body);
}

static void findings_of_a_long_table_stay_near_their_rows(void **state)
{
	struct finding *findings = mem_calloc(3000, sizeof *findings);
	struct buffer source = BUFFER_INIT;
	struct made made;

	(void)state;
	buffer_add_string(&source, FRONT "| a |\n|---|\n");
	for (uint32_t i = 0; i < 3000; i++) {
		buffer_add_string(&source, "| b |\n");
		findings[i] = finding_at(i < 1500 ? 6 : i, "a message");
	}
	make(&made, buffer_slice(&source), findings, 3000);
	assert_all_harmless(&made.article);
	assert_int_equal(count_of(&made.article, "<aside "), 3000);
	assert_int_equal(count_of(&made.article, "<td>b</td>"), 3000);
	assert_int_equal(made.article.loose.len, 0);
	dispose(&made);
	buffer_dispose(&source);
	free(findings);
}

/* ---- What takes others long -------------------------------------------------------------------
 */

static void repeat(struct buffer *body, const char *text, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buffer_add_string(body, text);
}

static void patterns_that_grow_are_withstood(void **state)
{
	static const struct {
		const char *before, *text, *line_end;
		size_t a_line;
	} patterns[] = {
		{"", "*a ", "\n\n", 2000},
		{"", "[a](#x)", "\n\n", 1000},
		{"# x\n", "[a](#x)", "\n\n", 1000},
		{"[a]: /", "[a] ", "\n\n", 1000},
		{"", "- ", "a\n", 20},
		{"", "> ", "a\n", 20},
		{"", "<", "\n\n", 2000},
		{"", "\"", "\n\n", 8000},
		{"", "&amp;", "\n\n", 2000},
		{"", "model drift ", "\n\n", 1000},
		{"", "# recall\n", "recall\n", 1},
		{"", "| a ", "|\n", 50},
		{"", "![", "\n\n", 2000},
		{"", "- [x] a\n", "", 1},
		{"", "`a` ", "\n\n", 2000},
	};

	(void)state;
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		struct buffer body = BUFFER_INIT;
		struct made made;

		buffer_add_string(&body, patterns[i].before);
		while (body.len < 250 * 1000) {
			repeat(&body, patterns[i].text, patterns[i].a_line);
			buffer_add_string(&body, patterns[i].line_end);
		}
		make_long(&made, &body);
		dispose(&made);
		buffer_dispose(&body);
	}
}

/* From a worker, not from cmark. */
static void tags_without_end_take_no_longer_than_others(void **state)
{
	static const char *const tags[] = {"<em>", "<p>", "<blockquote>", "<ul><li>", "<a href=\"",
		"<p data-sourcepos=\"1:1-999999:1\">", "<table><thead><tr><th>",
		"<a href=\"https://e.com\">a", "<h1>", "&", "<!-- raw HTML omitted -->"};
	struct document document = {.path = "handoff/notes/doc.md"};
	struct finding findings[100];

	(void)state;
	for (uint32_t i = 0; i < 100; i++)
		findings[i] = finding_at(4, "m");
	must(doc_pool_parse(
		fixture.workspace.pool, DOC_MARKDOWN, slice_of(FRONT "x\n"), &document.outline));
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		struct buffer html = BUFFER_INIT;
		struct article article;

		repeat(&html, "<p><em>a", 1);
		repeat(&html, tags[i], 200000);
		buffer_add_string(&html, "text");
		article_make(&fixture.site, &document, PAGE, buffer_slice(&html), findings, 100,
			&article);
		assert_all_harmless(&article);
		article_dispose(&article);
		buffer_dispose(&html);
	}
	outline_free(document.outline);
}

/* ---- Real ones --------------------------------------------------------------------------------
 */

/* How many files there were. */
static size_t make_all(const char *directory, const char *pattern)
{
	char *full = mem_format("%s/%s", directory, pattern);
	int dirfd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	size_t count = 0;
	glob_t found;

	if (dirfd >= 0 && glob(full, 0, NULL, &found) == 0) {
		count = found.gl_pathc;
		for (size_t i = 0; i < count; i++) {
			const char *path = found.gl_pathv[i] + strlen(directory) + 1;
			struct buffer text = BUFFER_INIT;
			struct made made;

			must(file_read_beneath(dirfd, path, 1 << 20, &text));
			make(&made, buffer_slice(&text), NULL, 0);
			assert_all_harmless(&made.article);
			dispose(&made);
			buffer_dispose(&text);
		}
		globfree(&found);
	}
	if (dirfd >= 0)
		close(dirfd);
	free(full);
	return count;
}

static void good_documents_have_articles(void **state)
{
	(void)state;
	assert_true(make_all(".", "tests/good/handoff/*/*.md") > 15);
}

/* They lie beside the checkout; without that folder there is nothing to test. */
static void documents_of_the_wild_have_articles(void **state)
{
	(void)state;
	if (make_all("../shared/samples", "*/*.md") == 0)
		skip();
}

static void parts_have_paths(void **state)
{
	static const struct {
		const char *page;
		size_t part;
		const char *expected;
	} cases[] = {
		{"documents/a.html", 0, "documents/a.html"},
		{"documents/a.html", 1, "documents/a.2.html"},
		{"documents/a.b.html", 9, "documents/a.b.10.html"},
		{"a.b/c", 1, "a.b/c.2"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *path = article_part_path(cases[i].page, cases[i].part);

		assert_string_equal(path, cases[i].expected);
		free(path);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_are_those_of_the_text),
		cmocka_unit_test(tables_can_be_scrolled_and_say_which_they_are),
		cmocka_unit_test(tasks_have_boxes_with_names),
		cmocka_unit_test(headings_are_lower_and_have_anchors),
		cmocka_unit_test(the_title_is_shown_by_the_page),
		cmocka_unit_test(headings_begin_at_level_2),
		cmocka_unit_test(headings_make_a_navigation),
		cmocka_unit_test(links_lead_to_pages_or_the_web_or_nowhere),
		cmocka_unit_test(an_address_that_is_too_long_is_none),
		cmocka_unit_test(pictures_are_shown_only_from_the_site),
		cmocka_unit_test(words_are_explained_once_a_section),
		cmocka_unit_test(words_in_code_links_and_headings_are_not),
		cmocka_unit_test(a_glossary_does_not_explain_itself),
		cmocka_unit_test(findings_stand_after_their_block),
		cmocka_unit_test(findings_of_an_item_come_before_its_list),
		cmocka_unit_test(findings_of_rows_come_after_the_table),
		cmocka_unit_test(text_right_before_a_table_has_its_own),
		cmocka_unit_test(findings_between_blocks_follow_the_last_one),
		cmocka_unit_test(findings_of_no_line_of_the_body_are_loose),
		cmocka_unit_test(hostile_texts_stay_texts_wherever_they_stand),
		cmocka_unit_test(hostile_texts_are_shown_as_they_are),
		cmocka_unit_test(a_worker_is_believed_in_nothing),
		cmocka_unit_test(damaged_html_stays_harmless),
		cmocka_unit_test(a_text_of_a_mebibyte_is_cut_between_paragraphs),
		cmocka_unit_test(a_long_table_has_its_head_on_each_page),
		cmocka_unit_test(long_code_is_cut_at_line_ends),
		cmocka_unit_test(a_list_goes_on_with_its_numbers),
		cmocka_unit_test(one_line_without_a_blank_is_cut_all_the_same),
		cmocka_unit_test(findings_of_a_long_table_stay_near_their_rows),
		cmocka_unit_test(patterns_that_grow_are_withstood),
		cmocka_unit_test(tags_without_end_take_no_longer_than_others),
		cmocka_unit_test(good_documents_have_articles),
		cmocka_unit_test(documents_of_the_wild_have_articles),
		cmocka_unit_test(parts_have_paths),
	};

	return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
