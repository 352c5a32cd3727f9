/* Sign-offs put into front matter of every shape that people write, and taken back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"
#include "doc/compare.h"
#include "one_parser.h"
#include "signoff/edit.h"

#define DIGEST "h1:0000000000000000000000000000000000000000000000000000000000000000"
/* An entry, in so many words; I stands for the indentation of its keys. */
#define ENTRY(I)                                                                                   \
	"role: one\n" I "by: alice\n" I "at: 2026-11-24T09:00:00Z\n" I "decision: approve\n" I     \
	"digest: " DIGEST "\n"
#define FLOW                                                                                       \
	"{role: one, by: alice, at: \"2026-11-24T09:00:00Z\", decision: approve, digest: "         \
	"\"" DIGEST "\"}"

enum {
	PUT = 1,     /* another entry can be added */
	REPLACE = 2, /* the last one can be replaced */
	REVOKE = 4,  /* and revoked */
	ALL = 7,
};

struct shape {
	const char *name;
	const char *front; /* without fences */
	unsigned entries;
	unsigned can;
};

static const struct shape shapes[] = {
	{"no key", "kind: note\n", 0, PUT},
	{"nothing", "kind: note\nsignoffs:\ntitle: x\n", 0, PUT},
	{"nothing, at the end", "kind: note\nsignoffs:\n", 0, PUT},
	{"nothing, and blanks", "kind: note\nsignoffs:   \ntitle: x\n", 0, PUT},
	{"nothing, and a remark", "signoffs: # none yet\ntitle: x\n", 0, PUT},
	{"nothing, and a remark below", "signoffs:\n  # none yet\ntitle: x\n", 0, PUT},
	{"brackets", "signoffs: []\ntitle: x\n", 0, PUT},
	{"brackets, and a remark", "signoffs: [ ]  # none yet\ntitle: x\n", 0, PUT},
	{"brackets over lines", "signoffs: [\n  ]\ntitle: x\n", 0, PUT},
	{"null", "signoffs: null\ntitle: x\n", 0, PUT},
	{"tilde", "signoffs: ~\ntitle: x\n", 0, PUT},
	{"a word", "signoffs: none\n", 0, 0},
	{"a map", "signoffs: {a: b}\n", 0, 0},
	{"a quoted key", "\"signoffs\": []\n", 0, PUT},
	{"an indented root", "  kind: note\n  signoffs:\n  title: x\n", 0, PUT},
	{"an indented root, no key", "  kind: note\n  title: x\n", 0, PUT},
	{"a list", "signoffs:\n  - " ENTRY("    ") "title: x\n", 1, ALL},
	{"a list at the end", "title: x\nsignoffs:\n  - " ENTRY("    "), 1, ALL},
	{"a list that is not indented", "signoffs:\n- " ENTRY("  ") "title: x\n", 1, ALL},
	{"a list that is far in", "signoffs:\n        - " ENTRY("          ") "title: x\n", 1, ALL},
	{"blanks behind the dash", "signoffs:\n  -    " ENTRY("       ") "title: x\n", 1, ALL},
	{"a dash on its own", "signoffs:\n  -\n    " ENTRY("    ") "title: x\n", 1, ALL},
	{"two", "signoffs:\n  - " ENTRY("    ") "  - " ENTRY("    ") "title: x\n", 2, ALL},
	{"two, a blank line between",
		"signoffs:\n  - " ENTRY("    ") "\n  - " ENTRY("    ") "\ntitle: x\n", 2, ALL},
	{"remarks on lines of their own",
		"signoffs:\n  # first\n  - " ENTRY("    ") "  # behind\n\n# title\ntitle: x\n", 1,
		ALL},
	{"a remark behind the last value",
		"signoffs:\n  - role: one\n    by: alice\n    at: 2026-11-24T09:00:00Z\n"
		"    digest: " DIGEST "\n    decision: approve # of course\ntitle: x\n",
		1, ALL},
	{"blank lines behind", "signoffs:\n  - " ENTRY("    ") "\n\n\ntitle: x\n", 1, ALL},
	{"a literal block at the end",
		"signoffs:\n  - " ENTRY("    ") "    note: |\n      one\n\n      two\ntitle: x\n",
		1, ALL},
	{"a literal block at the very end",
		"title: x\nsignoffs:\n  - " ENTRY("    ") "    note: |\n      one\n", 1, ALL},
	{"a literal block that keeps blank lines",
		"signoffs:\n  - " ENTRY("    ") "    note: |+\n      one\n\n\ntitle: x\n", 1, ALL},
	{"a folded text",
		"signoffs:\n  - " ENTRY("    ") "    note: >-\n      a\n      b\ntitle: x\n", 1,
		ALL},
	{"a plain text over lines",
		"signoffs:\n  - " ENTRY("    ") "    note: one\n      two\ntitle: x\n", 1, ALL},
	{"a quoted text over lines",
		"signoffs:\n  - " ENTRY("    ") "    note: \"one\n\n      two\"\ntitle: x\n", 1,
		ALL},
	{"keys of any order, quoted",
		"signoffs:\n  - 'digest': '" DIGEST "'\n    at: \"2026-11-24T09:00:00Z\"\n"
		"    decision: approve\n    by: alice\n    \"role\": one\n",
		1, ALL},
	{"a flow entry", "signoffs:\n  - " FLOW "\ntitle: x\n", 1, ALL},
	{"a flow entry over lines",
		"signoffs:\n  - {role: one, by: alice,\n     at: \"2026-11-24T09:00:00Z\",\n"
		"     decision: approve, digest: \"" DIGEST "\" }  # so\ntitle: x\n",
		1, ALL},
	{"a flow list", "signoffs: [" FLOW "]\n", 1, REVOKE},
	{"flow all over", "{kind: note, signoffs: [" FLOW "]}\n", 1, REVOKE},
	{"characters of two columns before it",
		"title: \"\xe6\xbc\xa2\xe5\xad\x97\"\nsignoffs:\n  - " ENTRY(
			"    ") "x: \xc3\xa9\n",
		1, ALL},
};

static const char *const bodies[] = {"# A\n\n## B\n\n- role: x\n", "", "no heading"};

/* ---- Helpers --------------------------------------------------------------------------------- */

static const struct entry new_entry = {
	.role = {"two", 3},
	.by = {"bob", 3},
	.at = {"2026-11-25T10:00:00Z", 20},
	.decision = DECISION_APPROVE_WITH_CONDITIONS,
	.digest = {DIGEST, sizeof DIGEST - 1},
	.note = {"two\nlines: # and 'this'", 23},
};

static struct outline *read_text(struct slice text)
{
	struct outline *outline = parse_outline(parser, DOC_MEANING, text);

	return outline;
}

static uint32_t list_of(const struct outline *outline)
{
	return outline_child(outline, 0, "signoffs");
}

static uint32_t last_of(const struct outline *outline)
{
	uint32_t list = list_of(outline), last = OUTLINE_NONE;

	if (list == OUTLINE_NONE || outline->fields[list].type != FIELD_LIST)
		return OUTLINE_NONE;
	for (uint32_t node = outline_first_child(outline, list); node != OUTLINE_NONE;
		node = outline_next_child(outline, node))
		last = node;
	return last;
}

static bool is_other_field(void *context, struct slice key)
{
	(void)context;
	return !slice_is(key, "signoffs");
}

static void expect_entry(const char *name, const struct outline *outline, bool revoked)
{
	struct entry entry;
	struct span place;
	char *fault = entry_read(outline, last_of(outline), &entry, &place);

	if (fault)
		fail_msg("%s: %s", name, fault);
	assert_int_equal(entry.revoked, revoked);
	if (revoked) {
		assert_true(slice_is(entry.revoked_reason, "so: it #was, \"said\""));
	} else {
		assert_true(slice_equal(entry.role, new_entry.role));
		assert_true(slice_equal(entry.note, new_entry.note));
		assert_true(slice_equal(entry.at, new_entry.at));
	}
	entry_dispose(&entry);
}

/* What was made says the same in everything else, and has so many entries, the last of them ours.
 */
static void expect_good(const char *name, const struct outline *before, const struct buffer *made,
	unsigned entries, bool revoked)
{
	struct comparison_scope scope = {.field = is_other_field};
	struct outline *after = read_text(buffer_slice(made));
	uint32_t list = list_of(after);

	if (after->n_faults != before->n_faults || list == OUTLINE_NONE ||
		after->fields[list].type != FIELD_LIST || after->fields[list].count != entries ||
		!outlines_mean_the_same(before, after, &scope, NULL))
		fail_msg("%s:\n%s", name, made->at);
	expect_entry(name, after, revoked);
	outline_free(after);
}

/* Both texts but for one place, where bytes were added (and, to be replaced, at most `gone`). */
static void expect_local(
	const char *name, struct slice before, const struct buffer *made, size_t gone)
{
	size_t start = 0, end = 0;

	while (start < before.len && start < made->len && before.at[start] == made->at[start])
		start++;
	while (end < before.len - start && end < made->len - start &&
		before.at[before.len - 1 - end] == made->at[made->len - 1 - end])
		end++;
	if (before.len - start - end > gone)
		fail_msg("%s: %zu bytes are gone:\n%s", name, before.len - start - end, made->at);
}

static void expect_refused(const char *name, struct error *error)
{
	if (!error)
		fail_msg("%s: not refused", name);
	assert_int_equal(error->code, ERROR_REFUSED);
	error_free(error);
}

static void check_put(const struct shape *shape, const struct outline *before, bool replace)
{
	struct slice source = outline_source(before);
	uint32_t last = replace ? last_of(before) : OUTLINE_NONE;
	struct buffer made = BUFFER_INIT;
	struct error *error = edit_put_signoff(before, &new_entry, last, &made);

	if (!(shape->can & (replace ? REPLACE : PUT))) {
		expect_refused(shape->name, error);
	} else {
		if (error)
			fail_msg("%s: %s", shape->name, error->message);
		expect_good(shape->name, before, &made, shape->entries + !replace, false);
		expect_local(shape->name, source, &made,
			replace ? before->fields[last].span.end - before->fields[last].span.start +
					  16
			: shape->entries ? 0
					 : 24);
	}
	buffer_dispose(&made);
}

static void check_revoke(const struct shape *shape, const struct outline *before)
{
	struct buffer made = BUFFER_INIT, again = BUFFER_INIT;
	struct outline *after;
	struct error *error = edit_revoke_signoff(before, last_of(before),
		slice_of("2026-11-25T10:00:00Z"), slice_of("so: it #was, \"said\""), &made);

	if (error)
		fail_msg("%s: %s", shape->name, error->message);
	expect_good(shape->name, before, &made, shape->entries, true);
	expect_local(shape->name, outline_source(before), &made, 2);
	after = read_text(buffer_slice(&made));
	expect_refused(shape->name, edit_revoke_signoff(after, last_of(after), slice_of("x"),
					    slice_of("again"), &again));
	outline_free(after);
	buffer_dispose(&again);
	buffer_dispose(&made);
}

static void check_shape(const struct shape *shape, const char *body, const char *line_end)
{
	struct buffer text = BUFFER_INIT;
	struct outline *before;

	buffer_addf(&text, "---\n%s---%s%s", shape->front, *body ? "\n" : "", body);
	if (line_end[0] == '\r') {
		struct buffer lines = BUFFER_INIT;

		for (size_t i = 0; i < text.len; i++) {
			if (text.at[i] == '\n')
				buffer_add_char(&lines, '\r');
			buffer_add_char(&lines, text.at[i]);
		}
		buffer_dispose(&text);
		text = lines;
	}
	before = read_text(buffer_slice(&text));
	check_put(shape, before, false);
	if (shape->entries)
		check_put(shape, before, true);
	if (shape->can & REVOKE)
		check_revoke(shape, before);
	outline_free(before);
	buffer_dispose(&text);
}

static void every_shape_keeps_every_other_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		for (size_t j = 0; j < sizeof bodies / sizeof *bodies; j++) {
			check_shape(&shapes[i], bodies[j], "\n");
			check_shape(&shapes[i], bodies[j], "\r\n");
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_shape_keeps_every_other_byte),
	};

	return cmocka_run_group_tests(tests, open_parser, close_parser);
}
