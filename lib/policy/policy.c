#include "policy/policy.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/nearest.h"
#include "base/slug.h"
#include "policy/builtin.h"
#include "policy/template.h"

struct entry {
	const char *name;
	const struct builtin_template *source; /* NULL: the organisation's */
	struct kind *kind;                     /* NULL: not read yet */
};

struct policy {
	struct config config;
	struct people people;
	struct doc_limits limits; /* of policy files */
	struct doc_pool *pool;    /* limits on documents are not limits on policy */
	bool owns_pool;
	struct pathspec *documents;
	struct pathspec *ignore;
	struct entry *kinds; /* sorted by name */
	const char **names;
	size_t n_kinds;
	size_t capacity;
};

/* Reads and parses one policy file; *outline stays NULL if it is not there. */
static struct error *read_file(struct policy *policy, struct snapshot *snapshot, const char *path,
	enum doc_form form, size_t max, struct outline **outline)
{
	struct buffer text = BUFFER_INIT;
	struct error *error = snapshot_read(snapshot, path, max, &text);

	*outline = NULL;
	if (error && error->code == ERROR_NOT_FOUND) {
		error_free(error);
		error = NULL;
	} else if (!error) {
		buffer_reserve(&text, 0);
		error = doc_pool_parse(policy->pool, form, buffer_slice(&text), outline);
	}
	buffer_dispose(&text);
	return error;
}

static struct error *load_config(
	struct policy *policy, struct snapshot *snapshot, struct problems *problems)
{
	struct reader reader = {NULL, POLICY_CONFIG, false, problems};
	struct doc_limits limits = doc_limits_default;
	struct error *error;

	config_set_defaults(&policy->config);
	error = read_file(policy, snapshot, POLICY_CONFIG, DOC_YAML,
		doc_limits_default.document_bytes, &reader.outline);
	if (error || !reader.outline)
		return error;
	config_dispose(&policy->config);
	config_read(&reader, &policy->config);
	outline_free(reader.outline);
	if (limits.document_bytes < policy->config.max_template_bytes)
		limits.document_bytes = policy->config.max_template_bytes;
	policy->limits = limits;
	return NULL;
}

/* The documents' pool will do, where its limits are to be the same. */
static void choose_pool(struct policy *policy, struct doc_pool *pool)
{
	doc_pool_set_limits(pool, &policy->config.limits);
	if (doc_pool_has_limits(pool, &policy->limits))
		return;
	policy->pool = doc_pool_new(1, &policy->limits);
	policy->owns_pool = true;
}

static struct error *load_people(
	struct policy *policy, struct snapshot *snapshot, struct problems *problems)
{
	struct reader reader = {NULL, POLICY_PEOPLE, false, problems};
	struct error *error = read_file(policy, snapshot, POLICY_PEOPLE, DOC_YAML,
		doc_limits_default.document_bytes, &reader.outline);

	if (error || !reader.outline)
		return error;
	people_read(&reader, &policy->people);
	return NULL;
}

static int compare_entries(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

static struct entry *find_entry(const struct policy *policy, const char *name)
{
	struct entry key = {.name = name};

	return policy->n_kinds ? bsearch(&key, policy->kinds, policy->n_kinds,
					 sizeof *policy->kinds, compare_entries)
			       : NULL;
}

/* A kind has a file in .handoff/templates/: it takes the place of a built-in one of that name. */
static void add_kind(struct policy *policy, struct kind *kind)
{
	struct entry *entry = find_entry(policy, kind->id);

	if (entry) {
		entry->name = kind->id;
		entry->source = NULL;
		entry->kind = kind;
		return;
	}
	GROW(policy->kinds, policy->n_kinds, policy->capacity);
	policy->kinds[policy->n_kinds++] = (struct entry){kind->id, NULL, kind};
	qsort(policy->kinds, policy->n_kinds, sizeof *policy->kinds, compare_entries);
}

static void bad_name(struct problems *problems, const char *path)
{
	struct outline *empty = outline_of_fault(slice_of(""), FAULT_SYNTAX, "");
	struct reader reader = {empty, path, true, problems};

	reader_problem(&reader, PROBLEM_VALUE, (struct span){0, 0},
		"a template's file name is its kind: lower-case letters, digits and '-', then .md; "
		"a regular file");
	outline_free(empty);
}

static struct error *load_template(struct policy *policy, struct snapshot *snapshot,
	struct problems *problems, const struct snapshot_entry *file)
{
	size_t len = strlen(file->path) - strlen(".md");
	char *path = mem_format("%s/%s", POLICY_TEMPLATES, file->path);
	char *name = mem_string((struct slice){file->path, len});
	struct reader reader = {NULL, path, true, problems};
	struct error *error = NULL;

	if (file->kind != FILE_REGULAR || !slug_is_id(slice_of(name)))
		bad_name(problems, path);
	else
		error = read_file(policy, snapshot, path, DOC_MARKDOWN,
			policy->config.max_template_bytes, &reader.outline);
	if (reader.outline)
		add_kind(policy, template_read(&reader, name, false));
	free(name);
	free(path);
	return error;
}

static struct error *load_templates(
	struct policy *policy, struct snapshot *snapshot, struct problems *problems)
{
	struct snapshot_list list = SNAPSHOT_LIST_INIT;
	struct error *error = snapshot_directory(snapshot, POLICY_TEMPLATES, ".md", &list);

	for (size_t i = 0; !error && i < list.count; i++)
		error = load_template(policy, snapshot, problems, &list.entries[i]);
	snapshot_list_dispose(&list);
	return error;
}

/* A name of a kind that does not exist is a mistake that only shows when all kinds are known. */
static void check_names(struct policy *policy, struct reader *reader, const char *const *names,
	size_t count, struct span place)
{
	for (size_t i = 0; i < count; i++) {
		const char *near;

		if (policy_has_kind(policy, slice_of(names[i])))
			continue;
		near = policy_nearest_kind(policy, slice_of(names[i]));
		reader_problem(reader, PROBLEM_REFERENCE, place,
			near ? "unknown kind \"%s\"; did you mean \"%s\"?"
			     : "unknown kind \"%s\"%s",
			names[i], near ? near : "");
	}
}

static void check_targets(struct policy *policy, struct problems *problems, const struct kind *kind,
	const struct field_spec *fields, size_t count)
{
	struct reader reader = {kind->outline, kind->path, true, problems};

	for (size_t i = 0; i < count; i++) {
		check_names(policy, &reader, fields[i].to, fields[i].n_to, fields[i].place);
		for (size_t j = 0; j < fields[i].n_choices; j++)
			check_names(policy, &reader, fields[i].choices[j].to,
				fields[i].choices[j].n_to, fields[i].place);
		if (fields[i].of)
			check_targets(policy, problems, kind, fields[i].of, 1);
		check_targets(policy, problems, kind, fields[i].fields, fields[i].n_fields);
	}
}

static void check_kinds(struct policy *policy, struct problems *problems)
{
	for (size_t i = 0; i < policy->n_kinds; i++) {
		const struct kind *kind = policy->kinds[i].kind;

		if (!kind)
			continue;
		check_targets(policy, problems, kind, kind->fields, kind->n_fields);
		for (const struct found_in *f = kind->looks_around; f; f = f->next) {
			struct reader reader = {kind->outline, kind->path, true, problems};

			check_names(policy, &reader, &f->kind, 1, f->place);
		}
		for (size_t j = 0; j < kind->n_sections; j++) {
			const struct table_spec *table = kind->sections[j].table;
			if (table)
				check_targets(
					policy, problems, kind, table->columns, table->n_columns);
		}
	}
}

static void add_built_in(struct policy *policy)
{
	for (size_t i = 0; i < n_builtin_templates; i++) {
		GROW(policy->kinds, policy->n_kinds, policy->capacity);
		policy->kinds[policy->n_kinds++] =
			(struct entry){builtin_templates[i].kind, &builtin_templates[i], NULL};
	}
	if (policy->n_kinds)
		qsort(policy->kinds, policy->n_kinds, sizeof *policy->kinds, compare_entries);
}

static void list_names(struct policy *policy)
{
	policy->names = mem_calloc(policy->n_kinds + 1, sizeof *policy->names);
	for (size_t i = 0; i < policy->n_kinds; i++)
		policy->names[i] = policy->kinds[i].name;
}

static struct error *compile_pathspecs(struct policy *policy)
{
	const struct config *config = &policy->config;
	struct error *error = pathspec_new(
		(const char *const *)config->documents, config->n_documents, &policy->documents);

	if (error)
		return error;
	return pathspec_new((const char *const *)config->ignore, config->n_ignore, &policy->ignore);
}

struct error *policy_load(struct snapshot *snapshot, struct doc_pool *pool,
	struct problems *problems, struct policy **out)
{
	struct policy *policy = mem_calloc(1, sizeof *policy);
	struct error *error;

	*out = policy;
	policy->pool = pool;
	policy->limits = doc_limits_default;
	doc_pool_set_limits(pool, &doc_limits_default);
	add_built_in(policy);
	error = load_config(policy, snapshot, problems);
	choose_pool(policy, pool);
	if (!error)
		error = load_people(policy, snapshot, problems);
	if (!error)
		error = load_templates(policy, snapshot, problems);
	if (!error)
		error = compile_pathspecs(policy);
	list_names(policy);
	if (!error)
		check_kinds(policy, problems);
	return error;
}

void policy_free(struct policy *policy)
{
	if (!policy)
		return;
	for (size_t i = 0; i < policy->n_kinds; i++)
		kind_free(policy->kinds[i].kind);
	free(policy->kinds);
	free(policy->names);
	pathspec_free(policy->documents);
	pathspec_free(policy->ignore);
	people_dispose(&policy->people);
	config_dispose(&policy->config);
	if (policy->owns_pool)
		doc_pool_free(policy->pool);
	free(policy);
}

const struct config *policy_config(const struct policy *policy)
{
	return &policy->config;
}

const struct people *policy_people(const struct policy *policy)
{
	return &policy->people;
}

const struct pathspec *policy_documents(const struct policy *policy)
{
	return policy->documents;
}

const struct pathspec *policy_ignore(const struct policy *policy)
{
	return policy->ignore;
}

const char *const *policy_kind_names(const struct policy *policy, size_t *count)
{
	*count = policy->n_kinds;
	return policy->names;
}

static struct entry *find_kind(const struct policy *policy, struct slice name)
{
	char *copy = mem_string(name);
	struct entry *entry = strlen(copy) == name.len ? find_entry(policy, copy) : NULL;

	free(copy);
	return entry;
}

bool policy_has_kind(const struct policy *policy, struct slice name)
{
	return find_kind(policy, name) != NULL;
}

const char *policy_nearest_kind(const struct policy *policy, struct slice name)
{
	return nearest(name, policy->names, policy->n_kinds);
}

struct error *policy_no_kind(const struct policy *policy, const char *name)
{
	const char *near = policy_nearest_kind(policy, slice_of(name));

	return near ? error_new(ERROR_NOT_FOUND, "no kind \"%s\"; did you mean \"%s\"?", name, near)
		    : error_new(
			      ERROR_NOT_FOUND, "no kind \"%s\"; `handoff kinds` lists them", name);
}

/* They were parsed when the program was built. */
static struct error *open_built_in(const struct builtin_template *parsed, struct outline **outline)
{
	void *copy = mem_alloc(parsed->len);

	memcpy(copy, parsed->text, parsed->len);
	return outline_open(copy, parsed->len, outline);
}

/* A built-in template that is wrong is our own bug, and said as one. */
static struct error *read_built_in(struct policy *policy, struct entry *entry)
{
	struct problems problems = PROBLEMS_INIT;
	char *path = mem_format("built-in template %s", entry->name);
	struct reader reader = {NULL, path, true, &problems};
	struct error *error;

	error = open_built_in(
		&builtin_outlines[entry->source - builtin_templates], &reader.outline);
	if (!error) {
		entry->kind = template_read(&reader, entry->name, true);
		check_targets(
			policy, &problems, entry->kind, entry->kind->fields, entry->kind->n_fields);
		if (problems.count)
			error = error_new(ERROR_INTERNAL, "%s:%u:%u: %s", path,
				problems.items[0].start.line, problems.items[0].start.column,
				problems.items[0].message);
	}
	problems_dispose(&problems);
	free(path);
	return error;
}

struct error *policy_kind(struct policy *policy, struct slice name, const struct kind **kind)
{
	struct entry *entry = find_kind(policy, name);
	struct error *error;

	*kind = NULL;
	if (!entry)
		return NULL;
	if (!entry->kind) {
		error = read_built_in(policy, entry);
		if (error)
			return error;
	}
	*kind = entry->kind;
	return NULL;
}

struct slice policy_source(const struct policy *policy, const char *name)
{
	const struct entry *entry = find_entry(policy, name);

	if (!entry)
		return slice_of("");
	return entry->kind ? policy_template(entry->kind)
			   : (struct slice){entry->source->text, entry->source->len};
}

struct slice policy_template(const struct kind *kind)
{
	return outline_source(kind->outline);
}

struct slice policy_builtin_template(const char *name)
{
	for (size_t i = 0; i < n_builtin_templates; i++) {
		if (strcmp(builtin_templates[i].kind, name) == 0)
			return (struct slice){builtin_templates[i].text, builtin_templates[i].len};
	}
	return slice_of("");
}
