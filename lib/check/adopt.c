#include "check/adopt.h"

#include <stdarg.h>
#include <stdlib.h>

#include "check/adopt_parts.h"
#include "check/fix.h"
#include "check/lookup.h"
#include "check/missing.h"

struct error *adopter_new(const struct adopt_request *request, const char *const *paths,
	size_t count, struct adopter **out)
{
	struct adopter *adopter = mem_calloc(1, sizeof *adopter);

	*out = adopter;
	adopter->request = *request;
	adopter->files = mem_calloc(count + 1, sizeof *adopter->files);
	for (size_t i = 0; i < count; i++)
		adopter->files[adopter->n_files++].path = paths[i];
	return adopt_find_dates(adopter);
}

void adopter_free(struct adopter *adopter)
{
	if (!adopter)
		return;
	for (size_t i = 0; i < adopter->n_ids; i++)
		free(adopter->ids[i]);
	free(adopter->ids);
	free(adopter->files);
	free(adopter);
}

void adoption_dispose(struct adoption *adoption)
{
	buffer_dispose(&adoption->before);
	buffer_dispose(&adoption->after);
	*adoption = (struct adoption){0};
}

struct error *adopt_refuse(const struct adopting *a, uint32_t at, const char *format, ...)
{
	struct position place = outline_position(a->document.outline, at);
	struct error *error;
	va_list arguments;
	char *message;

	va_start(arguments, format);
	message = mem_format_list(format, arguments);
	va_end(arguments);
	error = error_new(
		ERROR_REFUSED, "%s:%u:%u: %s", a->document.path, place.line, place.column, message);
	free(message);
	return error;
}

/* ---- What is there -------------------------------------------------------------------------- */

static struct error *read_file(struct adopting *a)
{
	struct workspace *workspace = a->adopter->request.workspace;
	const char *path = a->document.path;
	struct error *error = snapshot_read(workspace->snapshot, path,
		policy_config(workspace->policy)->limits.document_bytes, &a->out->before);

	buffer_reserve(&a->out->before, 1);
	if (error && error->code == ERROR_LIMIT) {
		error_free(error);
		error = error_new(ERROR_LIMIT,
			"%s: larger than the limit; raise `limits: document-kib` in %s", path,
			POLICY_CONFIG);
	}
	if (!error)
		error = doc_pool_parse(workspace->pool, DOC_MARKDOWN, buffer_slice(&a->out->before),
			&a->document.outline);
	return error;
}

/* With one of these the file was not read as its writer meant it, and what is added might not be
 * read either. */
static bool hinders(enum fault_type type)
{
	return type == FAULT_ENCODING || type == FAULT_UNCLOSED_FRONT || type == FAULT_SYNTAX ||
	       type == FAULT_ANCHOR || type == FAULT_DUPLICATE_KEY || type == FAULT_LIMIT;
}

static struct error *refuse_faults(const struct adopting *a)
{
	const struct outline *outline = a->document.outline;

	for (uint32_t i = 0; i < outline->n_faults; i++) {
		const struct outline_fault *fault = &outline->faults[i];
		struct slice message = outline_text(outline, fault->message);

		if (hinders((enum fault_type)fault->type))
			return adopt_refuse(a, fault->span.start, "%.*s%s", SLICE_ARG(message),
				adopt_can_quote(outline) ? "; --quote does that for all of them"
							 : "");
	}
	return NULL;
}

static struct error *refuse_kind(const struct adopting *a)
{
	const char *wanted = a->adopter->request.kind->id;
	uint32_t node = document_field(&a->document, "kind");
	const struct outline_field *field;

	if (node == OUTLINE_NONE)
		return NULL;
	field = &a->document.outline->fields[node];
	if (field->type == FIELD_SCALAR &&
		(field->value.len == 0 || slice_is(document_text(&a->document, "kind"), wanted)))
		return NULL;
	return adopt_refuse(a, field->key_span.start, "it is of another kind already: \"%.*s\"",
		SLICE_ARG(outline_spanned(a->document.outline, field->span)));
}

static bool has_signoffs(const struct document *document)
{
	uint32_t node = document_field(document, "signoffs");

	return node != OUTLINE_NONE && document->outline->fields[node].count > 0;
}

/* ---- Reading what was made ------------------------------------------------------------------ */

static struct error *check_size(const struct adopting *a, struct slice text)
{
	const struct config *config = policy_config(a->adopter->request.workspace->policy);

	if (text.len <= config->limits.document_bytes)
		return NULL;
	return error_new(ERROR_LIMIT,
		"%s: with what is missing it would be larger than the limit; raise "
		"`limits: document-kib` in %s",
		a->document.path, POLICY_CONFIG);
}

static struct error *look_again(struct adopting *a, struct slice text)
{
	struct workspace *workspace = a->adopter->request.workspace;
	struct outline *outline = NULL;
	struct error *error = check_size(a, text);

	if (!error)
		error = doc_pool_parse(workspace->pool, DOC_MARKDOWN, text, &outline);
	if (error)
		return error;
	contract_free(a->document.contract);
	outline_free(a->document.outline);
	a->document.outline = outline;
	a->document.kind_field = document_field(&a->document, "kind");
	a->document.status = kind_status(a->document.kind, document_text(&a->document, "status"));
	a->document.contract = contract_new(&a->document);
	return NULL;
}

/* True if every field that was there is, with the same text, unless it was empty. */
static bool has_same_fields(const struct outline *before, const struct outline *after)
{
	uint32_t node = before->n_fields ? outline_first_child(before, 0) : OUTLINE_NONE;

	for (; node != OUTLINE_NONE; node = outline_next_child(before, node)) {
		char *key = mem_string(outline_text(before, before->fields[node].key));
		uint32_t other = outline_child(after, 0, key);
		struct slice old = outline_spanned(before, before->fields[node].span);

		free(key);
		if (other == OUTLINE_NONE ||
			(old.len && !slice_equal(old,
					    outline_spanned(after, after->fields[other].span))))
			return false;
	}
	return true;
}

static uint32_t count_faults(const struct outline *outline)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < outline->n_faults; i++)
		count += outline->faults[i].type != FAULT_NO_FRONT;
	return count;
}

/* Nothing is written that would not be read as what it is meant to be. */
static struct error *compare_front(const struct adopting *a, const struct outline *before)
{
	const struct outline *after = a->document.outline;

	if (count_faults(after) == count_faults(before) && after->n_fields &&
		after->n_sections == before->n_sections &&
		slice_is(document_text(&a->document, "kind"), a->document.kind->id) &&
		has_same_fields(before, after))
		return NULL;
	return error_new(ERROR_REFUSED,
		"%s: its front matter is written in a way that cannot be extended safely; write it "
		"with one `field: value` a line",
		a->document.path);
}

static struct error *extend_front(struct adopting *a)
{
	struct outline *before = a->document.outline;
	struct buffer text = BUFFER_INIT;
	struct error *error = adopt_front(a, &text);

	if (!error) {
		a->document.outline = NULL;
		error = look_again(a, buffer_slice(&text));
	}
	if (!error)
		error = compare_front(a, before);
	if (before != a->document.outline)
		outline_free(before);
	buffer_dispose(&text);
	return error;
}

/* ---- Sections and tables -------------------------------------------------------------------- */

static bool applies(struct checker *checker, const struct section_spec *spec)
{
	struct scope scope = checker_scope(checker);

	return !spec->optional && condition_holds(spec->when, &scope);
}

static bool lacks_section(struct checker *checker, size_t index)
{
	const struct document *document = checker->document;
	const struct section_spec *spec = &document->kind->sections[index];
	const uint32_t *found = document->contract->sections;

	if (found[index] != OUTLINE_NONE || !applies(checker, spec))
		return false;
	return spec->parent == SIZE_MAX ||
	       (found[spec->parent] != OUTLINE_NONE &&
		       !section_is_answered(document->outline, found[spec->parent]));
}

/* A table of which the contract knows no column is another one. */
static bool lacks_table(struct checker *checker, size_t index)
{
	const struct document *document = checker->document;
	const struct section_spec *spec = &document->kind->sections[index];
	const struct contract_table *match = &document->contract->tables[index];
	uint32_t section = document->contract->sections[index];
	struct scope scope = checker_scope(checker);
	struct slice reason;

	if (!spec->table || spec->table->optional || section == OUTLINE_NONE ||
		!condition_holds(spec->when, &scope) ||
		section_not_applicable(document->outline, section, &reason) != OUTLINE_NONE)
		return false;
	for (size_t i = 0; match->table != OUTLINE_NONE && i < spec->table->n_columns; i++) {
		if (match->columns[i] != OUTLINE_NONE)
			return false;
	}
	return true;
}

/* A block that is to be put in, in the form in which --fix takes them. */
static void plan(struct checker *checker, enum rule_id rule, char *text, uint32_t at)
{
	struct findings *list = checker->findings;
	struct fix *fix = mem_alloc(sizeof *fix);

	*fix = (struct fix){
		.span = {at, at}, .what = mem_string(slice_of("")), .order = list->count};
	fix->text = text;
	GROW(list->items, list->count, list->capacity);
	list->items[list->count++] =
		(struct finding){.rule = &rules[rule], .path = checker->document->path, .fix = fix};
}

static void plan_all(struct adopting *a, struct findings *list)
{
	const struct workspace *workspace = a->adopter->request.workspace;
	struct checker checker = {
		.corpus = workspace->corpus,
		.config = policy_config(workspace->policy),
		.people = policy_people(workspace->policy),
		.lookups = lookups_new(),
		.findings = list,
		.today = workspace->today,
		.document = &a->document,
	};
	uint32_t at;
	char *text;

	for (size_t i = 0; i < a->document.kind->n_sections; i++) {
		if (lacks_section(&checker, i)) {
			text = missing_section(&checker, i, applies, &at);
			plan(&checker, RULE_SECTION_MISSING, text, at);
		} else if (lacks_table(&checker, i)) {
			text = missing_table(&checker, i, &at);
			plan(&checker, RULE_TABLE_MISSING, text, at);
			a->out->tables++;
		}
	}
	lookups_free(checker.lookups);
}

/* What is put in behind a code block without an end would be code. */
static const char *find_hindrance(const struct outline *outline)
{
	for (uint32_t i = 0; i < outline->n_faults; i++) {
		if (outline->faults[i].type == FAULT_UNCLOSED_CODE)
			return "a code block in it is never closed";
	}
	return NULL;
}

static struct error *extend_body(struct adopting *a)
{
	struct adoption *out = a->out;
	struct findings list = FINDINGS_INIT;
	uint32_t sections = a->document.outline->n_sections;
	bool left_out = false;
	struct error *error, *too_large;

	out->hindrance = find_hindrance(a->document.outline);
	if (!out->hindrance)
		plan_all(a, &list);
	error = fix_text(
		&a->document, &list, a->adopter->request.workspace->pool, &out->after, &left_out);
	/* What is too large was not read again either. */
	too_large = check_size(a, buffer_slice(&out->after));
	if (too_large) {
		error_free(error);
		error = too_large;
	}
	if (!error)
		error = look_again(a, buffer_slice(&out->after));
	if (!error && left_out)
		out->hindrance = "a comment or HTML in it is never closed";
	if (!error)
		out->sections = a->document.outline->n_sections - sections;
	if (out->hindrance)
		out->tables = 0;
	findings_dispose(&list);
	return error;
}

/* ---- The file ------------------------------------------------------------------------------- */

struct error *adopt_file(struct adopter *adopter, const char *path, struct adoption *adoption)
{
	struct adopting a = {
		.adopter = adopter,
		.document = {.path = path, .kind = adopter->request.kind, .status = -1},
		.out = adoption,
	};
	struct error *error;

	*adoption = (struct adoption){0};
	error = read_file(&a);
	if (!error && adopter->request.quote)
		error = adopt_quote(&a);
	if (!error)
		error = refuse_faults(&a);
	if (!error)
		error = refuse_kind(&a);
	if (!error && has_signoffs(&a.document)) {
		adoption->is_signed = true;
		buffer_add_slice(&adoption->after, buffer_slice(&adoption->before));
	} else if (!error) {
		error = extend_front(&a);
		if (!error)
			error = extend_body(&a);
	}
	contract_free(a.document.contract);
	outline_free(a.document.outline);
	return error;
}
