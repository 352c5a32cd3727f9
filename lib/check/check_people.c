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

static void check_role(struct checker *checker, const struct kind *kind, const struct signoff_spec *signoff)
{
	if (!signoff->role || people_role_is_held(checker->people, slice_of(signoff->role)))
		return;
	checker_add(checker, RULE_PEOPLE_ROLE_EMPTY, (struct span){0, 0},
		"nobody holds the role \"%s\", whose sign-off a %s needs", signoff->role, kind->id);
}

/* Only kinds that are in use: a team need not fill the roles of what it does not write. */
static void check_roles(struct checker *checker)
{
	const struct policy *policy = corpus_policy(checker->corpus);
	const char *const *names;
	const struct document *documents;
	size_t n_names, count;

	names = policy_kind_names(policy, &n_names);
	documents = corpus_documents(checker->corpus, &count);
	for (size_t i = 0; i < n_names; i++) {
		const struct kind *used = NULL;

		for (size_t j = 0; j < count && !used; j++) {
			if (documents[j].checked && documents[j].kind &&
				strcmp(documents[j].kind->id, names[i]) == 0)
				used = documents[j].kind;
		}
		for (size_t j = 0; used && j < used->n_signoffs; j++)
			check_role(checker, used, &used->signoffs[j]);
	}
}

void check_people(struct checker *checker)
{
	struct document file = {.path = POLICY_PEOPLE, .kind_field = OUTLINE_NONE, .status = -1};
	struct outline *none = NULL;

	file.outline = checker->people->outline;
	if (!file.outline)
		file.outline = none = outline_of_fault(slice_of(""), FAULT_SYNTAX, "");
	checker->document = &file;
	checker->recorded = checker->dropped = 0;
	check_addresses(checker);
	check_keys(checker);
	check_roles(checker);
	outline_free(none);
}
