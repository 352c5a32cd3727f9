#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "policy/people.h"
#include "policy/template.h"

static struct doc_pool *pool;

static int start(void **state)
{
	(void)state;
	pool = doc_pool_new(1, &doc_limits_default);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	doc_pool_free(pool);
	return 0;
}

/* A text that is wrong in one place, and what is said of it. */
struct mistake {
	const char *text;
	enum problem_type type;
	uint32_t line, column;
	const char *message;
};

static bool is_said(const struct problems *problems, const struct mistake *mistake)
{
	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *p = &problems->items[i];

		if (p->type == mistake->type && p->start.line == mistake->line &&
			p->start.column == mistake->column &&
			strcmp(p->message, mistake->message) == 0)
			return true;
	}
	return false;
}

static void assert_said(const struct problems *problems, const struct mistake *mistake)
{
	if (is_said(problems, mistake))
		return;
	print_error("not said: %u:%u %s\nof: %s\n", mistake->line, mistake->column,
		mistake->message, mistake->text);
	for (size_t i = 0; i < problems->count; i++)
		print_error("  said: %u %u:%u %s\n", problems->items[i].type,
			problems->items[i].start.line, problems->items[i].start.column,
			problems->items[i].message);
	fail();
}

static struct outline *parse(enum doc_form form, const char *text)
{
	struct outline *outline = NULL;

	assert_null(doc_pool_parse(pool, form, slice_of(text), &outline));
	return outline;
}

static void config_mistakes(void **state)
{
	static const struct mistake mistakes[] = {
		{"ignore: []\n", PROBLEM_MISSING_KEY, 1, 1, "\"version: 1\" is missing"},
		{"version: 2\n", PROBLEM_VALUE, 1, 10,
			"version \"2\" is not known to this handoff, which reads version 1"},
		{"version: [1]\n", PROBLEM_VALUE, 1, 10, "\"version\" must be a single value"},
		{"version: 1\ndocuments: []\n", PROBLEM_VALUE, 2, 12,
			"\"documents\" names no files: nothing would be checked"},
		{"version: 1\ndocuments: [/abs]\n", PROBLEM_VALUE, 2, 13,
			"\"/abs\" is not a pathspec relative to the repository's root (such as "
			"handoff/**/*.md)"},
		{"version: 1\ndocuments: {a: b}\n", PROBLEM_VALUE, 2, 12,
			"must be a value or a list of values"},
		{"version: 1\ndocuments: [[a]]\n", PROBLEM_VALUE, 2, 13, "must be a single value"},
		{"version: 1\nrepository: a b\n", PROBLEM_VALUE, 2, 13,
			"\"repository\" must be a name without spaces, such as "
			"example.com/ml-platform"},
		{"version: 1\ntrust: signed\n", PROBLEM_VALUE, 2, 8,
			"\"trust\" cannot be \"signed\": it is one of claimed, attributed, "
			"commit-signed "
			"or content-signed"},
		{"version: 1\ncarry: non\n", PROBLEM_VALUE, 2, 8,
			"\"carry\" cannot be \"non\"; did you mean \"none\"?"},
		{"version: 1\nseverity: {link: fatal}\n", PROBLEM_VALUE, 2, 18,
			"a severity is error, warning, info or off, not \"fatal\""},
		{"version: 1\nseverity: [a]\n", PROBLEM_VALUE, 2, 11,
			"\"severity\" must be a map of keys and values"},
		{"version: 1\nlimits: {second: 3}\n", PROBLEM_UNKNOWN_KEY, 2, 10,
			"unknown key \"second\" in limits; did you mean \"seconds\"?"},
		{"version: 1\nlimits: {seconds: 0}\n", PROBLEM_VALUE, 2, 19,
			"\"seconds\" must be a whole number of at least 1, not \"0\""},
		{"version: 1\nlimits: {seconds: 601}\n", PROBLEM_VALUE, 2, 19,
			"\"seconds\" can be at most 600"},
		{"version: 1\nzzzzzz: 1\n", PROBLEM_UNKNOWN_KEY, 2, 1,
			"unknown key \"zzzzzz\" in config.yaml"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct problems problems = PROBLEMS_INIT;
		struct reader reader = {parse(DOC_YAML, mistakes[i].text), "c", false, &problems};
		struct config config;

		config_read(&reader, &config);
		assert_said(&problems, &mistakes[i]);
		config_dispose(&config);
		outline_free(reader.outline);
		problems_dispose(&problems);
	}
}

static void config_is_read(void **state)
{
	struct problems problems = PROBLEMS_INIT;
	struct reader reader = {
		parse(DOC_YAML, "version: 1\ndocuments: [docs]\nignore: [docs/old]\n"
				"repository: example.com/x\ntrust: content-signed\ncarry: none\n"
				"severity: {link/broken: warning, text: info}\n"
				"limits: {document-kib: 2, seconds: 3, documents: 7}\n"),
		"c", false, &problems};
	struct config config;

	(void)state;
	config_read(&reader, &config);
	assert_int_equal(problems.count, 0);
	assert_int_equal(config.n_documents, 1);
	assert_string_equal(config.documents[0], "docs");
	assert_string_equal(config.ignore[0], "docs/old");
	assert_string_equal(config.repository, "example.com/x");
	assert_int_equal(config.trust, TRUST_CONTENT_SIGNED);
	assert_false(config.carry_formatting);
	assert_int_equal(config.n_severities, 2);
	assert_int_equal(config.severities[0].severity, SEVERITY_WARNING);
	assert_int_equal(config.limits.document_bytes, 2048);
	assert_int_equal(config.limits.seconds, 3);
	assert_int_equal(config.limits.front_bytes, doc_limits_default.front_bytes);
	assert_int_equal(config.max_documents, 7);
	config_dispose(&config);
	outline_free(reader.outline);
	problems_dispose(&problems);
}

static void people_mistakes(void **state)
{
	static const struct mistake mistakes[] = {
		{"persons: {}\n", PROBLEM_UNKNOWN_KEY, 1, 1,
			"unknown key \"persons\" in people.yaml"},
		{"people: [a]\n", PROBLEM_VALUE, 1, 9,
			"\"people\" must be a map of keys and values"},
		{"people:\n  Alice: {name: A}\n", PROBLEM_VALUE, 2, 3,
			"\"Alice\" is not an id: use lower-case letters, digits, '.', '_' and '-'"},
		{"people:\n  alice: Alice\n", PROBLEM_VALUE, 2, 3,
			"\"alice\" must have a name, emails and roles below it"},
		{"people:\n  alice: {emails: []}\n", PROBLEM_MISSING_KEY, 2, 3,
			"\"alice\" has no name"},
		{"people:\n  alice: {name: A, email: x}\n", PROBLEM_UNKNOWN_KEY, 2, 20,
			"unknown key \"email\" in a person; did you mean \"emails\"?"},
		{"people:\n  alice: {name: A, emails: [x]}\n", PROBLEM_VALUE, 2, 29,
			"\"x\" is not an e-mail address"},
		{"people:\n  alice: {name: A, roles: [Research Lead]}\n", PROBLEM_VALUE, 2, 28,
			"a role is a name such as research-lead, or {role: research-lead, from: "
			"2026-01-01, until: 2026-12-31}"},
		{"people:\n  alice: {name: A, roles: [{role: x, from: soon}]}\n", PROBLEM_VALUE, 2,
			44, "\"from\" must be a date such as 2026-01-31"},
		{"people:\n  alice: {name: A, roles: [{role: x, untl: 2026-01-01}]}\n",
			PROBLEM_UNKNOWN_KEY, 2, 38,
			"unknown key \"untl\" in a role; did you mean \"until\"?"},
		{"people:\n  alice: {name: A, ssh-keys: [[a]]}\n", PROBLEM_VALUE, 2, 31,
			"a key is a public key, or {key: ..., from: ..., until: ..., revoked: "
			"...}"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct problems problems = PROBLEMS_INIT;
		struct reader reader = {parse(DOC_YAML, mistakes[i].text), "p", false, &problems};
		struct people people;

		people_read(&reader, &people);
		assert_said(&problems, &mistakes[i]);
		people_dispose(&people);
		problems_dispose(&problems);
	}
}

/* The contract of each mistake stands between these; its first line is line 4. */
static const char template_head[] = "---\nkind: gate\ncontract:\n";
static const char template_tail[] = "---\n# {{title}}\n\n## Summary\n\n## Risks\n\n"
				    "| Id | State |\n|---|---|\n";
#define LIFE "  lifecycle: {initial: draft, draft: [done], done: []}\n"

static void template_mistakes(void **state)
{
	static const struct mistake mistakes[] = {
		{"  name: Gate\n", PROBLEM_MISSING_KEY, 3, 1, "the contract has no \"lifecycle\""},
		{"  lifecycle: {draft: []}\n", PROBLEM_MISSING_KEY, 4, 3,
			"the lifecycle does not say which status is \"initial\""},
		{"  lifecycle: {initial: draft}\n", PROBLEM_MISSING_KEY, 4, 3,
			"the lifecycle names no status"},
		{"  lifecycle: {initial: drft, draft: []}\n", PROBLEM_REFERENCE, 4, 24,
			"unknown status \"drft\"; did you mean \"draft\"?"},
		{"  lifecycle: {initial: draft, draft: [don], done: []}\n", PROBLEM_REFERENCE, 4,
			39, "unknown status \"don\"; did you mean \"done\"?"},
		{"  lifecycle: {initial: draft, draft: [], done: []}\n", PROBLEM_REFERENCE, 4, 42,
			"status \"done\" cannot be reached from \"draft\""},
		{LIFE "  strict-from: nope\n", PROBLEM_REFERENCE, 5, 16,
			"unknown status \"nope\": the lifecycle does not have it"},
		{LIFE "  directory: ../x\n", PROBLEM_VALUE, 5, 14,
			"\"directory\" must be a path below the repository's root, such as "
			"handoff/gate"},
		{LIFE "  filename: a/b.md\n", PROBLEM_VALUE, 5, 13,
			"\"filename\" must be the name of a Markdown file, such as {{slug}}.md"},
		{LIFE "  fields: {a: txt}\n", PROBLEM_VALUE, 5, 15,
			"unknown type \"txt\"; did you mean \"text\"?"},
		{LIFE "  fields: {a: [x]}\n", PROBLEM_VALUE, 5, 15,
			"a type is a name such as text, or a map such as {type: text, max: 120}"},
		{LIFE "  fields: {a: {max: 3}}\n", PROBLEM_MISSING_KEY, 5, 12, "no \"type\""},
		{LIFE "  fields: {a: enum}\n", PROBLEM_MISSING_KEY, 5, 15,
			"an enum needs its values, such as {enum: [open, closed]}"},
		{LIFE "  fields: {a: pattern}\n", PROBLEM_MISSING_KEY, 5, 15,
			"type pattern needs a \"pattern\""},
		{LIFE "  fields: {a: {type: pattern}}\n", PROBLEM_MISSING_KEY, 5, 12,
			"type pattern needs a \"pattern\""},
		{LIFE "  fields: {a: {type: string, pattern: '['}}\n", PROBLEM_VALUE, 5, 39,
			"not a regular expression: missing terminating ] for character class at "
			"character 2 of \"[\""},
		{LIFE "  fields: {a: {type: text, values: [x]}}\n", PROBLEM_VALUE, 5, 28,
			"\"values\" belongs to type enum, not to text"},
		{LIFE "  fields: {a: {type: text, of: date}}\n", PROBLEM_VALUE, 5, 28,
			"\"of\" belongs to type list, not to text"},
		{LIFE "  fields: {a: {type: text, fields: {b: date}}}\n", PROBLEM_VALUE, 5, 28,
			"\"fields\" belongs to type map, not to text"},
		{LIFE "  fields: {a: {type: text, required: maybe}}\n", PROBLEM_VALUE, 5, 38,
			"\"required\" must be true or false, not \"maybe\""},
		{LIFE "  fields: {a: {type: text, max: x}}\n", PROBLEM_VALUE, 5, 33,
			"\"max\" must be a number, not \"x\""},
		{LIFE "  fields: {a: {type: text, min: 3, max: 2}}\n", PROBLEM_VALUE, 5, 28,
			"\"min\" is greater than \"max\": nothing could satisfy it"},
		{LIFE "  fields: {a: {type: text, equals: title}}\n", PROBLEM_VALUE, 5, 36,
			"\"equals\" can only be \"heading\""},
		{LIFE "  fields: {a: {type: text, aliases: [b]}}\n", PROBLEM_VALUE, 5, 28,
			"\"aliases\" belongs to columns, not to fields"},
		{LIFE "  fields: {a: {type: text, requird: true}}\n", PROBLEM_UNKNOWN_KEY, 5, 28,
			"unknown key \"requird\" in a field; did you mean \"required\"?"},
		{LIFE "  fields: {a: {type: date, not-before: bb}}\n", PROBLEM_REFERENCE, 5, 12,
			"unknown field \"bb\": the contract does not declare it"},
		{LIFE "  fields: {a: {type: date, when: {}}}\n", PROBLEM_VALUE, 5, 34,
			"a condition is a map of names and values, such as {Blocking: yes}"},
		{LIFE "  fields: {a: {type: date, when: {zzz: x}}}\n", PROBLEM_REFERENCE, 5, 35,
			"unknown field \"zzz\": the contract does not declare it"},
		{LIFE "  fields: {a: {type: date, when: {a: []}}}\n", PROBLEM_VALUE, 5, 35,
			"no value to compare \"a\" with"},
		{LIFE "  fields: {a: {type: date, when: {a: {}}}}\n", PROBLEM_VALUE, 5, 35,
			"the condition on \"a\" asks nothing"},
		{LIFE "  fields: {a: {type: date, when: {a: {presnt: true}}}}\n",
			PROBLEM_UNKNOWN_KEY, 5, 39,
			"unknown key \"presnt\" in a condition; did you mean \"present\"?"},
		{LIFE "  sections: {Sumary: {optional: true}}\n", PROBLEM_REFERENCE, 5, 14,
			"no heading \"Sumary\" in the body; did you mean \"Summary\"?"},
		{LIFE "  sections: {Summary: yes}\n", PROBLEM_VALUE, 5, 23,
			"a section's entry is a map, such as {optional: true}"},
		{LIFE "  sections: {Summary: {optionl: yes}}\n", PROBLEM_UNKNOWN_KEY, 5, 24,
			"unknown key \"optionl\" in a section; did you mean \"optional\"?"},
		{LIFE "  sections: {Summary: {applicable: never}}\n", PROBLEM_VALUE, 5, 36,
			"\"applicable\" can only be \"always\""},
		{LIFE "  sections: {Summary: {min-words: 9, max-words: 3}}\n", PROBLEM_VALUE, 5, 14,
			"\"min-words\" is greater than \"max-words\": nothing could satisfy it"},
		{LIFE "  sections: {Summary: {contains: [numbr]}}\n", PROBLEM_VALUE, 5, 35,
			"a section cannot be asked to contain \"numbr\"; did you mean \"number\"?"},
		{LIFE "  sections: {Summary: {table: {min-rows: 1}}}\n", PROBLEM_MISSING_KEY, 5, 24,
			"the table has no columns: neither here nor in the body"},
		{LIFE "  sections: {Risks: {table: {mn-rows: 1}}}\n", PROBLEM_UNKNOWN_KEY, 5, 30,
			"unknown key \"mn-rows\" in a table; did you mean \"min-rows\"?"},
		{LIFE "  signoffs: [{before: [done]}]\n", PROBLEM_MISSING_KEY, 5, 14,
			"a sign-off has no \"role\""},
		{LIFE "  signoffs: [{role: x}]\n", PROBLEM_MISSING_KEY, 5, 14,
			"a sign-off has no \"before\""},
		{LIFE "  signoffs: [{role: A B, before: done}]\n", PROBLEM_VALUE, 5, 21,
			"a role is a name such as research-lead"},
		{LIFE "  signoffs: [{role: x, before: done, covers: some}]\n", PROBLEM_VALUE, 5, 46,
			"\"covers\" is all, a list of sections, or {all-but: [section, ...]}"},
		{LIFE "  signoffs: [{role: x, before: done, valid-for: long}]\n", PROBLEM_VALUE, 5,
			49, "\"valid-for\" is a duration such as 180d"},
		{LIFE "  signoffs: [{role: x, before: done, trust: high}]\n", PROBLEM_VALUE, 5, 45,
			"\"trust\" is claimed, attributed, commit-signed or content-signed"},
		{LIFE "  signoffs: [x]\n", PROBLEM_VALUE, 5, 14,
			"an entry of \"signoffs\" is a map of keys and values"},
		{LIFE "  max-words: [{when: {status: draft}}]\n", PROBLEM_MISSING_KEY, 5, 15,
			"an entry of \"max-words\" has no \"words\""},
		{LIFE "  rules: [{id: x, require: {status: done}}]\n", PROBLEM_MISSING_KEY, 5, 11,
			"a rule has no \"because\""},
		{LIFE "  rules: [{id: x, because: y}]\n", PROBLEM_MISSING_KEY, 5, 11,
			"a rule has exactly one of require and unique"},
		{LIFE "  rules: [{id: X Y, because: y, require: {status: done}}]\n", PROBLEM_VALUE,
			5, 16,
			"\"X Y\" is not an id: use lower-case letters, digits, '.', '_' and '-'"},
		{LIFE "  rules: [{id: x, because: y, require: {status: done}, severity: bad}]\n",
			PROBLEM_VALUE, 5, 66, "\"severity\" is error, warning or info"},
		{LIFE "  rows: [{id: x, because: y, unique: Id}]\n", PROBLEM_MISSING_KEY, 5, 10,
			"a row rule has no \"in\""},
		{LIFE "  rows: [{id: x, because: y, in: Summary, unique: Id}]\n", PROBLEM_REFERENCE,
			5, 34, "\"Summary\" has no table"},
		{LIFE "  rows: [{id: x, because: y, in: Risks}]\n", PROBLEM_MISSING_KEY, 5, 10,
			"a row rule has exactly one of require, some, none, max, unique, "
			"unique-across, ascending, strictly-ascending"},
		{LIFE "  rows: [{id: x, because: y, in: Risks, require: {Stat: open}}]\n",
			PROBLEM_REFERENCE, 5, 51,
			"unknown column \"Stat\" in \"Risks\"; did you mean \"State\"?"},
		{LIFE "  rows: [{id: x, because: y, in: Risks, unique: Idd}]\n", PROBLEM_REFERENCE,
			5, 10, "unknown column \"Idd\" in \"Risks\"; did you mean \"Id\"?"},
		{LIFE "  extra-sections: {whn: {status: draft}}\n", PROBLEM_UNKNOWN_KEY, 5, 20,
			"unknown key \"whn\" in \"extra-sections\"; did you mean \"when\"?"},
		{LIFE "  nam: x\n", PROBLEM_UNKNOWN_KEY, 5, 3,
			"unknown key \"nam\" in the contract; did you mean \"name\"?"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct problems problems = PROBLEMS_INIT;
		char *text = mem_format("%s%s%s", template_head, mistakes[i].text, template_tail);
		struct reader reader = {parse(DOC_MARKDOWN, text), "t", true, &problems};
		struct kind *kind = template_read(&reader, "gate", false);

		assert_said(&problems, &mistakes[i]);
		kind_free(kind);
		problems_dispose(&problems);
		free(text);
	}
}

static void template_files_that_are_none(void **state)
{
	static const struct mistake mistakes[] = {
		{"---\nkind: gate\n---\n# x\n", PROBLEM_MISSING_KEY, 1, 1,
			"\"contract:\" is missing: it says what documents of this kind must hold"},
		{"---\ncontract:\n" LIFE "---\n# x\n", PROBLEM_MISSING_KEY, 1, 1,
			"\"kind: gate\" is missing"},
		{"---\nkind: gaet\ncontract:\n" LIFE "---\n# x\n", PROBLEM_VALUE, 2, 7,
			"the file is named gate.md, so its kind must be \"gate\""},
		{"---\nkind: gate\ncontract:\n" LIFE "---\n# x\n\n## A\n\n## A\n", PROBLEM_VALUE,
			10, 4, "the heading \"A\" stands twice under the same parent"},
		{"---\nkind: gate\ncontract:\n" LIFE "---\n# {{titel}}\n", PROBLEM_REFERENCE, 6, 3,
			"unknown variable {{titel}}; there are title, date, author, slug, id, kind "
			"and "
			"field:NAME"},
		{"---\nkind: gate\ncontract:\n" LIFE "---\n# {{field:x}}\n", PROBLEM_REFERENCE, 6,
			3, "{{field:x}}: no such field in this contract"},
		{"---\nkind: gate\ncontract:\n" LIFE
		 "  sections: {A: {optional: true}}\n---\n# x\n\n## B\n\n### A\n\n## C\n\n### A\n",
			PROBLEM_REFERENCE, 5, 14,
			"\"A\" stands under several headings; write \"Parent > A\""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct problems problems = PROBLEMS_INIT;
		struct reader reader = {
			parse(DOC_MARKDOWN, mistakes[i].text), "t", true, &problems};
		struct kind *kind = template_read(&reader, "gate", false);

		assert_said(&problems, &mistakes[i]);
		kind_free(kind);
		problems_dispose(&problems);
	}
}

static void at_or_after_is_what_cannot_be_reached_otherwise(void **state)
{
	/* draft -> review -> approved -> superseded, review -> rejected, draft -> withdrawn */
	struct lifecycle life = {.count = 6, .initial = 0};

	(void)state;
	life.next[0] = 1 << 1 | 1 << 5;
	life.next[1] = 1 << 0 | 1 << 2 | 1 << 4;
	life.next[2] = 1 << 3 | 1 << 1;
	assert_int_equal(lifecycle_at_or_after(&life, 1 << 2), 1 << 2 | 1 << 3);
	assert_int_equal(lifecycle_at_or_after(&life, 1 << 1), 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4);
	assert_int_equal(lifecycle_at_or_after(&life, 1 << 0), 0x3f);
	assert_int_equal(lifecycle_at_or_after(&life, 1 << 5), 1 << 5);
}

static void values_have_their_forms(void **state)
{
	static const struct {
		enum value_type type;
		const char *text;
		bool good;
	} cases[] = {
		{VALUE_STRING, "a", true},
		{VALUE_STRING, "a\nb", false},
		{VALUE_INTEGER, "42", true},
		{VALUE_INTEGER, "-1,000", true},
		{VALUE_INTEGER, "4.2", false},
		{VALUE_NUMBER, "4.2", true},
		{VALUE_NUMBER, "1e-3", true},
		{VALUE_NUMBER, "4 ms", false},
		{VALUE_BOOLEAN, "true", true},
		{VALUE_BOOLEAN, "yes", false},
		{VALUE_YES_NO, "No", true},
		{VALUE_YES_NO, "maybe", false},
		{VALUE_DATE, "2024-02-29", true},
		{VALUE_DATE, "2025-02-29", false},
		{VALUE_DATETIME, "2026-11-23T14:05:00Z", true},
		{VALUE_DATETIME, "2026-11-23 14:05+01:00", true},
		{VALUE_DATETIME, "2026-11-23T14:05:00", false},
		{VALUE_DURATION, "180d", true},
		{VALUE_DURATION, "1h30m", true},
		{VALUE_DURATION, "PT5M", true},
		{VALUE_DURATION, "soon", false},
		{VALUE_PERCENT, "12.5 %", true},
		{VALUE_PERCENT, "12.5", false},
		{VALUE_QUANTITY, "144 ms p95", true},
		{VALUE_QUANTITY, "$3", true},
		{VALUE_QUANTITY, "~1,200 req/s", true},
		{VALUE_QUANTITY, "144", false},
		{VALUE_PERSON, "@alice", true},
		{VALUE_PERSON, "ML team", false},
		{VALUE_URL, "https://example.com/x", true},
		{VALUE_URL, "example.com", false},
		{VALUE_EMAIL, "a@b.c", true},
		{VALUE_EMAIL, "a@b@c", false},
		{VALUE_ID, "a-b.c_1", true},
		{VALUE_ID, "A", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (value_has_form(cases[i].type, slice_of(cases[i].text)) == cases[i].good)
			continue;
		print_error("%s: %s\n", value_type_name(cases[i].type), cases[i].text);
		fail();
	}
}

static void placeholders_are_told_from_values(void **state)
{
	static const char *const placeholders[] = {
		"TBD", "todo", "?", "...", "{{x}}", "<name>", "yyyy-mm-dd", "draft|in-review|done"};
	static const char *const values[] = {"", "alice", "a|b", "<https://x>", "TBDs", "-"};

	(void)state;
	for (size_t i = 0; i < sizeof placeholders / sizeof *placeholders; i++)
		assert_true(value_is_placeholder(slice_of(placeholders[i])));
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		assert_false(value_is_placeholder(slice_of(values[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(config_mistakes),
		cmocka_unit_test(config_is_read),
		cmocka_unit_test(people_mistakes),
		cmocka_unit_test(template_mistakes),
		cmocka_unit_test(template_files_that_are_none),
		cmocka_unit_test(at_or_after_is_what_cannot_be_reached_otherwise),
		cmocka_unit_test(values_have_their_forms),
		cmocka_unit_test(placeholders_are_told_from_values),
	};

	return cmocka_run_group_tests_name("policy/readers", tests, start, stop);
}
