#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "check/link.h"
#include "doc/pool.h"

static void reads_targets_as_git_hosts_do(void **state)
{
	static const struct {
		const char *from, *text;
		enum target_type type;
		const char *path, *fragment;
	} cases[] = {
		{"handoff/brief/a.md", "b.md", TARGET_PATH, "handoff/brief/b.md", NULL},
		{"handoff/brief/a.md", "../model-card/m.md#risks", TARGET_PATH,
			"handoff/model-card/m.md", "risks"},
		{"handoff/brief/a.md", "/eval/m.json", TARGET_PATH, "eval/m.json", NULL},
		{"a.md", "decide%20is%20down.md", TARGET_PATH, "decide is down.md", NULL},
		{"a.md", "b.md?plain=1#x", TARGET_PATH, "b.md", "x"},
		{"a.md", "100%.md", TARGET_PATH, "100%.md", NULL},
		{"a.md", "dir/", TARGET_PATH, "dir", NULL},
		{"a.md", ".", TARGET_PATH, "", NULL},
		{"a.md", "#what", TARGET_FRAGMENT, NULL, "what"},
		{"a.md", "#caf%C3%A9", TARGET_FRAGMENT, NULL, "caf\xc3\xa9"},
		{"a.md", "https://example.com/x", TARGET_EXTERNAL, NULL, NULL},
		{"a.md", "mailto:alice@example.com", TARGET_EXTERNAL, NULL, NULL},
		{"a.md", "//example.com/x", TARGET_EXTERNAL, NULL, NULL},
		{"a.md", "../x.md", TARGET_OUTSIDE, NULL, NULL},
		{"handoff/a.md", "../../etc/passwd", TARGET_OUTSIDE, NULL, NULL},
		{"a.md", "x%00y", TARGET_OUTSIDE, NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct target target = target_read(cases[i].from, slice_of(cases[i].text));

		assert_int_equal(target.type, cases[i].type);
		if (cases[i].path)
			assert_string_equal(target.path, cases[i].path);
		if (cases[i].fragment)
			assert_string_equal(target.fragment, cases[i].fragment);
		else
			assert_null(target.fragment);
		target_dispose(&target);
	}
}

static void knows_the_anchors_of_headings_and_elements(void **state)
{
	static const char text[] =
		"---\nkind: x\n---\n"
		"# Feed ranker v4.2\n\n## So What?\n\n## Risks & Mitigations\n\n"
		"## Caf\xc3\xa9 *menu*\n\n## Risks & Mitigations\n\n"
		"<a name=\"old-name\"></a>\n\n<div id='box'>x</div>\n\n## snake_case\n";
	static const struct {
		const char *fragment;
		bool known;
	} cases[] = {
		{"feed-ranker-v42", true},
		{"so-what", true},
		{"so-what?", true},
		{"risks--mitigations", true},
		{"risks--mitigations-1", true},
		{"risks--mitigations-2", false},
		{"caf\xc3\xa9-menu", true},
		{"snake_case", true},
		{"old-name", true},
		{"box", true},
		{"", true},
		{"top", true},
		{"nope", false},
		{"so-wha", false},
	};
	struct doc_pool *pool = doc_pool_new(1, &doc_limits_default);
	struct outline *outline = NULL;
	struct anchors *anchors;

	(void)state;
	assert_null(doc_pool_parse(pool, DOC_MARKDOWN, slice_of(text), &outline));
	anchors = anchors_new(outline);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(
			anchors_have(anchors, slice_of(cases[i].fragment)), cases[i].known);
	anchors_free(anchors);
	outline_free(outline);
	doc_pool_free(pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_targets_as_git_hosts_do),
		cmocka_unit_test(knows_the_anchors_of_headings_and_elements),
	};

	return cmocka_run_group_tests_name("check/link", tests, NULL, NULL);
}
