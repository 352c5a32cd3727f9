#include "policy/template.h"

#include <stdlib.h>

#include "base/nearest.h"
#include "base/slug.h"
#include "policy/template_parts.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

const char *template_string(struct template *t, uint32_t node)
{
	return arena_string(t->kind->arena, reader_text(t->reader, node));
}

const char *template_child(struct template *t, uint32_t map, const char *key)
{
	uint32_t node = reader_scalar(t->reader, map, key);

	return node == OUTLINE_NONE ? NULL : template_string(t, node);
}

struct strings {
	struct template *t;
	const char **items;
	size_t count;
};

static void add_string(struct reader *reader, uint32_t node, void *context)
{
	struct strings *strings = context;

	(void)reader;
	strings->items[strings->count++] = template_string(strings->t, node);
}

const char *const *template_strings(struct template *t, uint32_t node, size_t *count)
{
	const struct outline_field *field = &t->reader->outline->fields[node];
	struct strings strings = {t, NULL, 0};

	strings.items = arena_alloc(t->kind->arena, (field->count + 1) * sizeof *strings.items);
	reader_each(t->reader, node, add_string, &strings);
	*count = strings.count;
	return strings.items;
}

pcre2_code *template_regex(struct template *t, uint32_t node, bool whole, const char **text)
{
	uint32_t options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C |
			   (whole ? PCRE2_ANCHORED | PCRE2_ENDANCHORED : 0);
	PCRE2_UCHAR message[128];
	PCRE2_SIZE where;
	pcre2_code *code;
	int number;

	*text = template_string(t, node);
	code = pcre2_compile(
		(PCRE2_SPTR)*text, PCRE2_ZERO_TERMINATED, options, &number, &where, NULL);
	if (code) {
		struct kind *kind = t->kind;

		GROW(kind->patterns, kind->n_patterns, kind->patterns_capacity);
		kind->patterns[kind->n_patterns++] = code;
		return code;
	}
	pcre2_get_error_message(number, message, sizeof message);
	reader_problem(t->reader, PROBLEM_VALUE, reader_value_span(t->reader, node),
		"not a regular expression: %s at character %zu of \"%s\"", (char *)message,
		(size_t)where + 1, *text);
	return NULL;
}

bool template_is_variable(struct slice name)
{
	static const char *const known[] = {"title", "date", "author", "slug", "id", "kind"};

	for (size_t i = 0; i < COUNT(known); i++) {
		if (slice_is(name, known[i]))
			return true;
	}
	return slice_starts_with(name, "field:") && name.len > strlen("field:");
}

/* {{field:NAME}} must name a declared field, any other variable a known one. */
static void check_variable(struct template *t, struct slice name, struct span place)
{
	if (!template_is_variable(name)) {
		reader_problem(t->reader, PROBLEM_REFERENCE, place,
			"unknown variable {{%.*s}}; there are title, date, author, slug, id, kind "
			"and "
			"field:NAME",
			SLICE_ARG(name));
		return;
	}
	if (slice_starts_with(name, "field:") &&
		!kind_field(t->kind, slice_from(name, strlen("field:"))))
		reader_problem(t->reader, PROBLEM_REFERENCE, place,
			"{{%.*s}}: no such field in this contract", SLICE_ARG(name));
}

static void check_variables(struct template *t)
{
	struct slice source = outline_source(t->reader->outline);
	size_t from = t->reader->outline->body;

	while (from + 1 < source.len) {
		const char *open = memmem(source.at + from, source.len - from, "{{", 2);
		const char *close;
		size_t start;

		if (!open)
			return;
		start = (size_t)(open - source.at);
		close = memmem(open, source.len - start, "}}", 2);
		if (!close)
			return;
		check_variable(t, slice_trim((struct slice){open + 2, (size_t)(close - open) - 2}),
			(struct span){(uint32_t)start, (uint32_t)(close - source.at) + 2});
		from = (size_t)(close - source.at) + 2;
	}
}

static bool is_relative_directory(struct slice text)
{
	while (text.len) {
		size_t end = slice_find(text, '/');
		struct slice part = {text.at, end};

		if (part.len == 0 || slice_is(part, ".") || slice_is(part, "..") ||
			slice_equal_nocase(part, slice_of(".git")))
			return false;
		text = slice_from(text, end < text.len ? end + 1 : end);
	}
	return true;
}

static void read_paths(struct template *t)
{
	uint32_t node = reader_scalar(t->reader, t->contract, "directory");
	struct kind *kind = t->kind;

	kind->directory = arena_string(kind->arena, slice_of("handoff"));
	if (node != OUTLINE_NONE) {
		kind->directory = template_string(t, node);
		if (!kind->directory[0] || !is_relative_directory(slice_of(kind->directory)))
			reader_problem(t->reader, PROBLEM_VALUE, reader_value_span(t->reader, node),
				"\"directory\" must be a path below the repository's root, such as "
				"handoff/%s",
				kind->id);
	}
	kind->filename = template_child(t, t->contract, "filename");
	if (!kind->filename)
		kind->filename = "{{slug}}.md";
	if (strchr(kind->filename, '/') || !slice_ends_with(slice_of(kind->filename), ".md"))
		reader_problem(t->reader, PROBLEM_VALUE,
			reader_value_span(t->reader,
				outline_child(t->reader->outline, t->contract, "filename")),
			"\"filename\" must be the name of a Markdown file, such as {{slug}}.md");
	kind->id_format = template_child(t, t->contract, "id");
	if (!kind->id_format)
		kind->id_format = "{{slug}}-{{kind}}";
}

static void read_names(struct template *t)
{
	struct reader *reader = t->reader;
	struct kind *kind = t->kind;
	uint32_t node = reader_scalar(reader, 0, "kind");

	if (outline_child(reader->outline, 0, "kind") == OUTLINE_NONE)
		reader_problem(reader, PROBLEM_MISSING_KEY, (struct span){0, 0},
			"\"kind: %s\" is missing", kind->id);
	else if (node != OUTLINE_NONE && !slice_is(reader_text(reader, node), kind->id))
		reader_problem(reader, PROBLEM_VALUE, reader_value_span(reader, node),
			"the file is named %s.md, so its kind must be \"%s\"", kind->id, kind->id);
	kind->name = template_child(t, t->contract, "name");
	kind->about = template_child(t, t->contract, "about");
	if (!kind->name)
		kind->name = kind->id;
	if (!kind->about)
		kind->about = "";
}

static void read_extra_sections(struct template *t)
{
	uint32_t node = outline_child(t->reader->outline, t->contract, "extra-sections");
	static const char *const known[] = {"when"};
	bool allowed = true;

	if (node == OUTLINE_NONE)
		return;
	if (t->reader->outline->fields[node].type != FIELD_MAP) {
		reader_bool(t->reader, t->contract, "extra-sections", &allowed);
		t->kind->extra_sections = allowed ? EXTRA_ALLOWED : EXTRA_REFUSED;
		return;
	}
	reader_check_keys(t->reader, node, "\"extra-sections\"", known, COUNT(known));
	t->kind->extra_sections = EXTRA_WHEN;
	t->kind->extra_when =
		template_read_condition(t, outline_child(t->reader->outline, node, "when"));
}

static void read_guidance(struct template *t)
{
	const struct outline *outline = t->reader->outline;
	struct kind *kind = t->kind;
	size_t count = 0;

	kind->guidance = arena_alloc(
		kind->arena, (outline->n_blocks + outline->n_runs + 1) * sizeof *kind->guidance);
	for (uint32_t i = 0; i < outline->n_blocks; i++) {
		if (outline->blocks[i].type == BLOCK_COMMENT)
			kind->guidance[count++] =
				kind_comment_hash(outline_text(outline, outline->blocks[i].text));
	}
	for (uint32_t i = 0; i < outline->n_runs; i++) {
		if (outline->runs[i].type == RUN_COMMENT)
			kind->guidance[count++] =
				kind_comment_hash(outline_text(outline, outline->runs[i].text));
	}
	for (size_t i = 1; i < count; i++) {
		uint64_t hash = kind->guidance[i];
		size_t at = i;

		for (; at > 0 && kind->guidance[at - 1] > hash; at--)
			kind->guidance[at] = kind->guidance[at - 1];
		kind->guidance[at] = hash;
	}
	kind->n_guidance = count;
}

static void read_contract(struct template *t)
{
	static const char *const known[] = {"name", "about", "directory", "filename", "id",
		"fields", "extra-fields", "lifecycle", "strict-from", "signoffs", "sections",
		"any-order", "extra-sections", "audience", "max-words", "tiers", "rules", "rows",
		"texts", "withdrawn"};
	struct reader *reader = t->reader;
	uint32_t map;

	reader_check_keys(reader, t->contract, "the contract", known, COUNT(known));
	read_names(t);
	read_paths(t);
	template_read_lifecycle(t);
	map = reader_map(reader, t->contract, "fields");
	if (map != OUTLINE_NONE)
		t->kind->fields = template_read_fields(t, map, false, &t->kind->n_fields);
	template_check_options(t);
	reader_bool(reader, t->contract, "extra-fields", &t->kind->extra_fields);
	reader_bool(reader, t->contract, "any-order", &t->kind->any_order);
	template_read_sections(t);
	read_extra_sections(t);
	t->kind->audience = template_read_audience(t, t->contract);
	template_read_signoffs(t);
	template_read_lengths(t);
	template_read_tiers(t);
	template_read_rules(t);
	template_read_rows(t);
	template_read_texts(t);
	t->kind->withdrawn = template_statuses(t, t->contract, "withdrawn");
	template_check_references(t);
	check_variables(t);
}

struct kind *template_read(struct reader *reader, const char *id, bool built_in)
{
	static const char *const known[] = {"kind", "contract"};
	struct kind *kind = mem_calloc(1, sizeof *kind);
	struct template t = {reader, kind, OUTLINE_NONE};

	kind->arena = arena_new();
	kind->outline = reader->outline;
	kind->built_in = built_in;
	kind->id = arena_string(kind->arena, slice_of(id));
	kind->path = arena_string(kind->arena, slice_of(reader->path));
	if (reader_faults(reader))
		return kind;
	reader_check_keys(reader, 0, "a template's front matter", known, COUNT(known));
	t.contract = reader_map(reader, 0, "contract");
	if (t.contract == OUTLINE_NONE) {
		reader_problem(reader, PROBLEM_MISSING_KEY, (struct span){0, 0},
			"\"contract:\" is missing: it says what documents of this kind must hold");
		return kind;
	}
	read_contract(&t);
	read_guidance(&t);
	return kind;
}
