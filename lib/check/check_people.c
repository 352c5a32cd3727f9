/* people.yaml itself, and the roles that the documents at hand need. */
#include <stdlib.h>
#include <strings.h>

#include "check/checker.h"

struct address {
	struct slice address;
	const struct person *person;
	struct span place;
};

static int compare_addresses(const void *a, const void *b)
{
	const struct address *one = a, *two = b;
	size_t len = one->address.len < two->address.len ? one->address.len : two->address.len;
	int order = strncasecmp(one->address.at, two->address.at, len);

	if (order || one->address.len != two->address.len)
		return order ? order : one->address.len < two->address.len ? -1 : 1;
	return one->place.start < two->place.start ? -1 : 1;
}

static void check_addresses(struct checker *checker)
{
	const struct people *people = checker->people;
	struct address *list = NULL;
	size_t count = 0, capacity = 0;

	for (size_t i = 0; i < people->count; i++) {
		for (size_t j = 0; j < people->list[i].n_emails; j++) {
			const struct person_email *email = &people->list[i].emails[j];

			GROW(list, count, capacity);
			list[count++] = (struct address){
				slice_of(email->address), &people->list[i], email->place};
		}
	}
	if (count)
		qsort(list, count, sizeof *list, compare_addresses);
	for (size_t i = 1; i < count; i++) {
		if (slice_equal_nocase(list[i - 1].address, list[i].address) &&
			list[i - 1].person != list[i].person)
			checker_add(checker, RULE_PEOPLE_AMBIGUOUS_EMAIL, list[i].place,
				"%.*s is an address of both %s and %s", SLICE_ARG(list[i].address),
				list[i - 1].person->id, list[i].person->id);
	}
	free(list);
}

static void check_keys(struct checker *checker)
{
	const struct people *people = checker->people;

	for (size_t i = 0; i < people->count; i++) {
		for (size_t j = 0; j < people->list[i].n_keys; j++) {
			const struct person_key *key = &people->list[i].keys[j];

			if (key->fault)
				checker_add(checker, RULE_PEOPLE_KEY, key->place, "%s: %s",
					people->list[i].id, key->fault);
		}
	}
}

/* Only kinds that are in use: a team need not fill the roles of what it does not write. */
static bool is_used(const struct checker *checker, const char *kind)
{
	const struct document *documents;
	size_t count;

	documents = corpus_documents(checker->corpus, &count);
	for (size_t i = 0; i < count; i++) {
		if (documents[i].checked && documents[i].kind &&
			strcmp(documents[i].kind->id, kind) == 0)
			return true;
	}
	return false;
}

struct empty_role {
	const char *role;
	const char *kind;
};

static int compare_roles(const void *a, const void *b)
{
	const struct empty_role *one = a, *two = b;
	int order = strcmp(one->role, two->role);

	return order ? order : strcmp(one->kind, two->kind);
}

static size_t find_empty_roles(struct checker *checker, struct empty_role **list)
{
	struct policy *policy = corpus_policy(checker->corpus);
	size_t n_names, count = 0, capacity = 0;
	const char *const *names = policy_kind_names(policy, &n_names);

	*list = NULL;
	for (size_t i = 0; i < n_names; i++) {
		const struct kind *kind = NULL;

		/* A kind that is used has been read already, so that this cannot fail. */
		if (is_used(checker, names[i]))
			error_free(policy_kind(policy, slice_of(names[i]), &kind));
		for (size_t j = 0; kind && j < kind->n_signoffs; j++) {
			const char *role = kind->signoffs[j].role;

			if (!role || people_role_is_held(checker->people, slice_of(role)))
				continue;
			GROW(*list, count, capacity);
			(*list)[count++] = (struct empty_role){role, kind->id};
		}
	}
	return count;
}

/* One finding a role, with the kinds that wait for it. */
static void check_roles(struct checker *checker, struct span place)
{
	struct empty_role *list;
	size_t count = find_empty_roles(checker, &list);

	if (count)
		qsort(list, count, sizeof *list, compare_roles);
	for (size_t i = 0, end; i < count; i = end) {
		struct buffer kinds = BUFFER_INIT;

		for (end = i; end < count && strcmp(list[end].role, list[i].role) == 0; end++) {
			if (end == i || strcmp(list[end].kind, list[end - 1].kind) != 0)
				buffer_addf(&kinds, "%s%s", end == i ? "" : ", ", list[end].kind);
		}
		checker_add(checker, RULE_PEOPLE_ROLE_EMPTY, place,
			"nobody holds the role \"%s\", whose sign-off is needed for: %s",
			list[i].role, kinds.at);
		checker_about(checker, "%s", list[i].role);
		buffer_dispose(&kinds);
	}
	free(list);
}

void check_people(struct checker *checker)
{
	struct document file = {.path = POLICY_PEOPLE, .kind_field = OUTLINE_NONE, .status = -1};
	struct outline *none = NULL;
	struct span place = {0, 0};
	uint32_t node;

	file.outline = checker->people->outline;
	if (!file.outline)
		file.outline = none = outline_of_fault(slice_of(""), FAULT_SYNTAX, "");
	node = file.outline->n_fields ? outline_child(file.outline, 0, "people") : OUTLINE_NONE;
	if (node != OUTLINE_NONE)
		place = file.outline->fields[node].key_span;
	/* Only until this function ends: people.yaml is no document of the corpus. */
	/* cppcheck-suppress autoVariables */
	checker->document = &file;
	checker->recorded = checker->dropped = 0;
	check_addresses(checker);
	check_keys(checker);
	check_roles(checker, place);
	checker->document = NULL;
	outline_free(none);
}
