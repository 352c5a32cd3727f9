/*
 * Every byte of every kind's good example is changed, one at a time: what then still counts as
 * signed has to say the same. Who says so shares no code with digest and comparison: libyaml's
 * document loader for the front matter, cmark-gfm's HTML for the body.
 */
#include <fcntl.h>
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <cmocka.h>
#include <git2.h>
#include <yaml.h>

#include "base/file.h"
#include "base/mem.h"
#include "check/contract.h"
#include "doc/parse.h"
#include "policy/policy.h"
#include "signoff/carry.h"
#include "signoff/digest.h"

#define EXAMPLES "tests/good/handoff/*/*.md"

/* One byte in so many, or the test would take ten minutes: MUTATE=1 in the environment takes all of
 * them. Primes, so that no place in a line or table is favoured. */
#define STRIDE           23
#define STRIDE_WHEN_SLOW 499 /* under valgrind and the sanitizers */

struct fixture {
	struct parse *parser;
	struct snapshot *nothing;
	struct doc_pool *pool;
	struct policy *policy;
	struct problems problems;
};

/* The kinds come first: their templates are read by workers, which must not inherit a parser. */
static int open_fixture(void **state)
{
	static struct fixture fixture;
	const char *const *names;
	const struct kind *kind;
	struct error *error;
	size_t count;

	*state = &fixture;
	if (git_libgit2_init() < 0)
		return -1;
	fixture.nothing = snapshot_of_nothing();
	fixture.pool = doc_pool_new(1, &doc_limits_default);
	error = policy_load(fixture.nothing, fixture.pool, &fixture.problems, &fixture.policy);
	names = error ? NULL : policy_kind_names(fixture.policy, &count);
	for (size_t i = 0; names && !error && i < count; i++)
		error = policy_kind(fixture.policy, slice_of(names[i]), &kind);
	if (error) {
		print_error("%s\n", error->message);
		error_free(error);
		return -1;
	}
	fixture.parser = parse_new(&doc_limits_default);
	return fixture.parser ? 0 : -1;
}

static int close_fixture(void **state)
{
	struct fixture *fixture = *state;

	policy_free(fixture->policy);
	problems_dispose(&fixture->problems);
	doc_pool_free(fixture->pool);
	snapshot_free(fixture->nothing);
	parse_free(fixture->parser);
	return 0;
}

static size_t stride(void)
{
	const char *mode = getenv("TEST_MODE"), *asked = getenv("MUTATE");

	if (asked && atoi(asked) > 0)
		return (size_t)atoi(asked);
	return mode && *mode ? STRIDE_WHEN_SLOW : STRIDE;
}

/* ---- Documents ------------------------------------------------------------------------------- */

static struct document read_document(
	struct fixture *fixture, struct slice text, const struct kind *kind)
{
	struct document document = {.path = "x.md", .kind = kind, .kind_field = OUTLINE_NONE};

	document.outline = parse_outline(fixture->parser, DOC_MEANING, text);
	document.contract = kind ? contract_new(&document) : NULL;
	return document;
}

static void dispose_document(struct document *document)
{
	contract_free(document->contract);
	outline_free(document->outline);
}

/* ---- The other opinion ----------------------------------------------------------------------- */

static size_t front_end(struct slice text)
{
	const char *end = strstr(text.at + 4, "\n---\n");

	assert_non_null(end);
	return (size_t)(end + 5 - text.at);
}

static void write_node(yaml_document_t *yaml, int index, struct buffer *out);

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Pairs sorted, those of the root without what a sign-off does not cover. */
static void write_pairs(
	yaml_document_t *yaml, yaml_node_t *map, const struct kind *kind, struct buffer *out)
{
	size_t count = (size_t)(map->data.mapping.pairs.top - map->data.mapping.pairs.start),
	       kept = 0;
	char **lines = mem_calloc(count + 1, sizeof *lines);

	for (size_t i = 0; i < count; i++) {
		yaml_node_pair_t *pair = map->data.mapping.pairs.start + i;
		yaml_node_t *key = yaml_document_get_node(yaml, pair->key);
		struct buffer line = BUFFER_INIT;
		const struct field_spec *spec = NULL;

		if (kind && key->type == YAML_SCALAR_NODE) {
			const char *name = (const char *)key->data.scalar.value;

			spec = kind_field(kind, slice_of(name));
			if (strcmp(name, "signoffs") == 0 || strcmp(name, "status") == 0 ||
				(spec && !spec->covered))
				continue;
		}
		write_node(yaml, pair->key, &line);
		buffer_add_char(&line, '=');
		write_node(yaml, pair->value, &line);
		lines[kept++] = buffer_take(&line);
	}
	qsort(lines, kept, sizeof *lines, compare_lines);
	buffer_add_char(out, '{');
	for (size_t i = 0; i < kept; i++) {
		buffer_add_string(out, lines[i]);
		buffer_add_char(out, ';');
		free(lines[i]);
	}
	buffer_add_char(out, '}');
	free(lines);
}

static void write_node(yaml_document_t *yaml, int index, struct buffer *out)
{
	yaml_node_t *node = yaml_document_get_node(yaml, index);

	if (node->type == YAML_SCALAR_NODE) {
		buffer_addf(
			out, "%zu:%s", node->data.scalar.length, (char *)node->data.scalar.value);
	} else if (node->type == YAML_MAPPING_NODE) {
		write_pairs(yaml, node, NULL, out);
	} else {
		buffer_add_char(out, '[');
		for (yaml_node_item_t *item = node->data.sequence.items.start;
			item < node->data.sequence.items.top; item++) {
			write_node(yaml, *item, out);
			buffer_add_char(out, ',');
		}
		buffer_add_char(out, ']');
	}
}

static bool write_front(struct slice text, const struct kind *kind, struct buffer *out)
{
	yaml_parser_t parser;
	yaml_document_t yaml;
	yaml_node_t *root;
	bool good;

	assert_true(yaml_parser_initialize(&parser));
	yaml_parser_set_input_string(
		&parser, (const unsigned char *)text.at + 4, front_end(text) - 8);
	good = yaml_parser_load(&parser, &yaml);
	if (good) {
		root = yaml_document_get_root_node(&yaml);
		if (root && root->type == YAML_MAPPING_NODE)
			write_pairs(&yaml, root, kind, out);
		yaml_document_delete(&yaml);
	}
	yaml_parser_delete(&parser);
	return good;
}

/* White space folded outside of <pre>, no comments, no alignment: what A2 lets a formatter do. */
static void fold_html(const char *html, struct buffer *out)
{
	bool in_pre = false, blank = true;

	for (const char *at = html; *at; at++) {
		if (strncmp(at, "<pre", 4) == 0)
			in_pre = true;
		if (strncmp(at, "</pre", 5) == 0)
			in_pre = false;
		if (strncmp(at, "<!--", 4) == 0 && strstr(at, "-->")) {
			at = strstr(at, "-->") + 2;
			continue;
		}
		if (!in_pre && strncmp(at, " align=\"", 8) == 0) {
			at = strchr(at + 8, '"');
			continue;
		}
		if (!in_pre && strchr(" \t\n", *at)) {
			if (!blank)
				buffer_add_char(out, ' ');
			blank = true;
			continue;
		}
		blank = false;
		buffer_add_char(out, *at);
	}
	while (out->len && out->at[out->len - 1] == ' ')
		out->len--;
}

static void write_body(struct slice text, struct buffer *out)
{
	static const char *const extensions[] = {"table", "strikethrough", "autolink", "tasklist"};
	int options = CMARK_OPT_UNSAFE | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE;
	cmark_parser *parser = cmark_parser_new(options);
	size_t from = front_end(text);
	cmark_node *root;
	char *html;

	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
		cmark_parser_attach_syntax_extension(
			parser, cmark_find_syntax_extension(extensions[i]));
	cmark_parser_feed(parser, text.at + from, text.len - from);
	root = cmark_parser_finish(parser);
	html = cmark_render_html(root, options, cmark_parser_get_syntax_extensions(parser));
	fold_html(html, out);
	free(html);
	cmark_node_free(root);
	cmark_parser_free(parser);
}

/* Line ends and white space before them apart, the same bytes. */
static void write_lines(struct slice text, struct buffer *out)
{
	for (size_t i = front_end(text); i < text.len; i++) {
		if (text.at[i] == '\n') {
			while (out->len && strchr(" \t\r", out->at[out->len - 1]))
				out->len--;
		}
		buffer_add_char(out, text.at[i]);
	}
	while (out->len && strchr(" \t\n", out->at[out->len - 1]))
		out->len--;
}

/* ---- Mutations ------------------------------------------------------------------------------- */

struct tally {
	size_t changed, same, carried, unreadable;
};

enum verdict {
	WITHDRAWN,
	HOLDS,
	CARRIED,
};

static enum verdict judge(const struct document *before, const struct document *after)
{
	struct digest old, new;

	digest_content(before, &signoff_covers_all, &old);
	digest_content(after, &signoff_covers_all, &new);
	if (slice_equal(digest_slice(&old), digest_slice(&new)))
		return HOLDS;
	return carry_compare(before, after, &signoff_covers_all, NULL) ? CARRIED : WITHDRAWN;
}

static void expect_same(const char *path, size_t at, const struct buffer *a, const struct buffer *b)
{
	if (slice_equal(buffer_slice(a), buffer_slice(b)))
		return;
	fail_msg("%s: byte %zu changed, and the sign-off stands:\n%.2000s\n---\n%.2000s", path, at,
		a->at ? a->at : "", b->at ? b->at : "");
}

static void ask_others(const char *path, size_t at, const struct kind *kind, struct slice before,
	struct slice after, enum verdict verdict)
{
	struct buffer a = BUFFER_INIT, b = BUFFER_INIT;

	assert_true(write_front(before, kind, &a));
	if (!write_front(after, kind, &b))
		fail_msg("%s: byte %zu changed: no YAML any more, and the sign-off stands", path,
			at);
	if (verdict == CARRIED) {
		write_body(before, &a);
		write_body(after, &b);
	} else {
		write_lines(before, &a);
		write_lines(after, &b);
	}
	expect_same(path, at, &a, &b);
	buffer_dispose(&a);
	buffer_dispose(&b);
}

static void mutate(struct fixture *fixture, const char *path, const struct document *good,
	char *text, size_t len, size_t at, char byte, struct tally *tally)
{
	struct slice before = outline_source(good->outline), after = {text, len};
	char was = text[at];
	struct document document;
	enum verdict verdict;

	text[at] = byte;
	document = read_document(fixture, after, good->kind);
	verdict = judge(good, &document);
	if (document.outline->n_faults > good->outline->n_faults)
		tally->unreadable++;
	else if (verdict == WITHDRAWN)
		tally->changed++;
	else
		ask_others(path, at, good->kind, before, after, verdict);
	tally->same += verdict == HOLDS;
	tally->carried += verdict == CARRIED;
	dispose_document(&document);
	text[at] = was;
}

static void mutate_file(struct fixture *fixture, const char *path, struct tally *tally)
{
	static const char instead[] = {'x', ' ', '\n', '-'};
	struct buffer bytes = BUFFER_INIT;
	const struct kind *kind;
	struct document good;
	char *text;

	assert_null(file_read_beneath(AT_FDCWD, path, (size_t)1 << 20, &bytes));
	good = read_document(fixture, buffer_slice(&bytes), NULL);
	assert_null(policy_kind(fixture->policy, document_text(&good, "kind"), &kind));
	assert_non_null(kind);
	dispose_document(&good);
	good = read_document(fixture, buffer_slice(&bytes), kind);
	text = mem_string(buffer_slice(&bytes));
	for (size_t at = 0; at < bytes.len; at += stride()) {
		mutate(fixture, path, &good, text, bytes.len, at, (char)(text[at] ^ 1), tally);
		mutate(fixture, path, &good, text, bytes.len, at, instead[at % sizeof instead],
			tally);
	}
	free(text);
	dispose_document(&good);
	buffer_dispose(&bytes);
}

static void whatever_changes_a_byte_changes_the_verdict(void **state)
{
	struct tally tally = {0};
	glob_t files;

	cmark_gfm_core_extensions_ensure_registered();
	assert_int_equal(glob(EXAMPLES, 0, NULL, &files), 0);
	assert_true(files.gl_pathc >= 15);
	for (size_t i = 0; i < files.gl_pathc; i++)
		mutate_file(*state, files.gl_pathv[i], &tally);
	globfree(&files);
	print_message("%zu changed, %zu unreadable, %zu with the digest, %zu carried\n",
		tally.changed, tally.unreadable, tally.same, tally.carried);
	assert_true(tally.changed > 50 * (tally.same + tally.carried) / 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whatever_changes_a_byte_changes_the_verdict),
	};

	return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
