#include "policy/people.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/nearest.h"
#include "base/slug.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void read_date(
	struct reader *reader, uint32_t map, const char *key, bool *has, struct date *date)
{
	uint32_t node = reader_scalar(reader, map, key);

	if (node == OUTLINE_NONE)
		return;
	*has = date_parse(reader_text(reader, node), date);
	if (!*has)
		reader_problem(reader, PROBLEM_VALUE, reader_value_span(reader, node),
			"\"%s\" must be a date such as 2026-01-31", key);
}

static bool is_role_name(struct slice text)
{
	return slug_is_id(text);
}

static void add_role(struct reader *reader, struct person *person, size_t *capacity, uint32_t node)
{
	static const char *const known[] = {"role", "from", "until"};
	const struct outline_field *field = &reader->outline->fields[node];
	struct person_role role = {0};
	uint32_t name = node;

	if (field->type == FIELD_MAP) {
		reader_check_keys(reader, node, "a role", known, COUNT(known));
		name = reader_scalar(reader, node, "role");
		read_date(reader, node, "from", &role.has_from, &role.from);
		read_date(reader, node, "until", &role.has_until, &role.until);
	}
	if (name == OUTLINE_NONE || !is_role_name(reader_text(reader, name))) {
		reader_problem(reader, PROBLEM_VALUE, reader_value_span(reader, node),
			"a role is a name such as research-lead, or {role: research-lead, from: "
			"2026-01-01, until: 2026-12-31}");
		return;
	}
	role.role = mem_string(reader_text(reader, name));
	GROW(person->roles, person->n_roles, *capacity);
	person->roles[person->n_roles++] = role;
}

static bool is_email(struct slice text)
{
	size_t at = slice_find(text, '@');

	if (at == 0 || at + 1 >= text.len ||
		slice_find(slice_from(text, at + 1), '@') + at + 1 != text.len)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];
		if (c <= ' ' || c == 0x7f || c == '<' || c == '>' || c == ',')
			return false;
	}
	return true;
}

static void add_email(struct reader *reader, struct person *person, size_t *capacity, uint32_t node)
{
	struct slice text = reader_text(reader, node);

	if (reader->outline->fields[node].type != FIELD_SCALAR || !is_email(text)) {
		reader_problem(reader, PROBLEM_VALUE, reader_value_span(reader, node),
			"\"%.*s\" is not an e-mail address", SLICE_ARG(text));
		return;
	}
	GROW(person->emails, person->n_emails, *capacity);
	person->emails[person->n_emails++] =
		(struct person_email){mem_string(text), reader_value_span(reader, node)};
}

static bool is_base64(struct slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (!isalnum((unsigned char)s.at[i]) && !strchr("+/=", s.at[i]))
			return false;
	}
	return s.len > 0;
}

/* RFC 4253 section 6.6: the blob begins with the length and name of the type, which stands before
 * it in the line as well; the base64 of a length below 65536 begins with "AAAA". */
static const char *ssh_key_fault(struct slice line)
{
	static const char *const types[] = {"ssh-ed25519", "ecdsa-sha2-nistp256",
		"ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa",
		"sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"};
	size_t end = slice_find(line, ' ');
	struct slice type = {line.at, end};
	struct slice blob = slice_trim(slice_from(line, end));
	bool known = false;

	for (size_t i = 0; i < COUNT(types); i++)
		known = known || slice_is(type, types[i]);
	if (!known)
		return "not an SSH public key: it begins with no key type that OpenSSH knows";
	blob.len = slice_find(blob, ' ');
	if (!is_base64(blob) || blob.len < 40 || !slice_starts_with(blob, "AAAA"))
		return "the SSH public key is cut short or damaged";
	return NULL;
}

static const char *openpgp_fault(struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (!isxdigit((unsigned char)text.at[i]))
			return "an OpenPGP key is given by its fingerprint of 40 hexadecimal "
			       "digits";
	}
	return text.len == 40
		       ? NULL
		       : "an OpenPGP key is given by its fingerprint of 40 hexadecimal digits";
}

static void add_key(struct reader *reader, struct person *person, size_t *capacity, uint32_t node,
	enum key_type type)
{
	static const char *const known[] = {"key", "from", "until", "revoked"};
	struct person_key key = {.type = type, .place = reader_value_span(reader, node)};
	uint32_t value = node;
	struct slice text;

	if (reader->outline->fields[node].type == FIELD_MAP) {
		reader_check_keys(reader, node, "a key", known, COUNT(known));
		value = reader_scalar(reader, node, "key");
		read_date(reader, node, "from", &key.has_from, &key.from);
		read_date(reader, node, "until", &key.has_until, &key.until);
		read_date(reader, node, "revoked", &key.has_revoked, &key.revoked);
	}
	if (value == OUTLINE_NONE || reader->outline->fields[value].type != FIELD_SCALAR) {
		reader_problem(reader, PROBLEM_VALUE, reader_value_span(reader, node),
			"a key is a public key, or {key: ..., from: ..., until: ..., revoked: "
			"...}");
		return;
	}
	text = slice_trim(reader_text(reader, value));
	key.fault = type == KEY_SSH ? ssh_key_fault(text) : openpgp_fault(text);
	key.key = mem_string(text);
	GROW(person->keys, person->n_keys, *capacity);
	person->keys[person->n_keys++] = key;
}

static void read_lists(struct reader *reader, uint32_t map, struct person *person)
{
	const struct outline *outline = reader->outline;
	size_t emails = 0, roles = 0, keys = 0;
	uint32_t node;

	node = reader_list(reader, map, "emails");
	node = node == OUTLINE_NONE ? node : outline_first_child(outline, node);
	for (; node != OUTLINE_NONE; node = outline_next_child(outline, node))
		add_email(reader, person, &emails, node);
	node = reader_list(reader, map, "roles");
	node = node == OUTLINE_NONE ? node : outline_first_child(outline, node);
	for (; node != OUTLINE_NONE; node = outline_next_child(outline, node))
		add_role(reader, person, &roles, node);
	node = reader_list(reader, map, "ssh-keys");
	node = node == OUTLINE_NONE ? node : outline_first_child(outline, node);
	for (; node != OUTLINE_NONE; node = outline_next_child(outline, node))
		add_key(reader, person, &keys, node, KEY_SSH);
	node = reader_list(reader, map, "openpgp");
	node = node == OUTLINE_NONE ? node : outline_first_child(outline, node);
	for (; node != OUTLINE_NONE; node = outline_next_child(outline, node))
		add_key(reader, person, &keys, node, KEY_OPENPGP);
}

static bool read_person(struct reader *reader, uint32_t node, struct person *person)
{
	static const char *const known[] = {"name", "emails", "roles", "ssh-keys", "openpgp"};
	struct slice id = reader_key(reader, node);
	uint32_t name;

	if (!slug_is_id(id)) {
		reader_problem(reader, PROBLEM_VALUE, reader_key_span(reader, node),
			"\"%.*s\" is not an id: use lower-case letters, digits, '.', '_' and '-'",
			SLICE_ARG(id));
		return false;
	}
	if (reader->outline->fields[node].type != FIELD_MAP) {
		reader_problem(reader, PROBLEM_VALUE, reader_key_span(reader, node),
			"\"%.*s\" must have a name, emails and roles below it", SLICE_ARG(id));
		return false;
	}
	reader_check_keys(reader, node, "a person", known, COUNT(known));
	name = reader_scalar(reader, node, "name");
	if (outline_child(reader->outline, node, "name") == OUTLINE_NONE)
		reader_problem(reader, PROBLEM_MISSING_KEY, reader_key_span(reader, node),
			"\"%.*s\" has no name", SLICE_ARG(id));
	person->id = mem_string(id);
	person->name = mem_string(name == OUTLINE_NONE ? id : reader_text(reader, name));
	person->place = reader_key_span(reader, node);
	read_lists(reader, node, person);
	return true;
}

static void add_side_role(struct reader *reader, uint32_t node, void *context)
{
	struct side *side = context;

	if (!is_role_name(reader_text(reader, node))) {
		reader_problem(reader, PROBLEM_VALUE, reader_value_span(reader, node),
			"a role is a name such as research-lead");
		return;
	}
	side->roles = mem_resize(side->roles, side->n_roles + 1, sizeof *side->roles);
	side->roles[side->n_roles++] = mem_string(reader_text(reader, node));
}

static void read_sides(struct reader *reader, struct people *people)
{
	const struct outline *outline = reader->outline;
	uint32_t map = reader_map(reader, 0, "sides");
	uint32_t node = map == OUTLINE_NONE ? map : outline_first_child(outline, map);

	for (; node != OUTLINE_NONE; node = outline_next_child(outline, node)) {
		struct side side = {.name = mem_string(reader_key(reader, node))};

		if (!slug_is_id(slice_of(side.name)))
			reader_problem(reader, PROBLEM_VALUE, reader_key_span(reader, node),
				"a side is a name such as research or operations");
		reader_each(reader, node, add_side_role, &side);
		people->sides =
			mem_resize(people->sides, people->n_sides + 1, sizeof *people->sides);
		people->sides[people->n_sides++] = side;
	}
}

static int compare_people(const void *a, const void *b)
{
	return strcmp(((const struct person *)a)->id, ((const struct person *)b)->id);
}

void people_read(struct reader *reader, struct people *people)
{
	static const char *const known[] = {"people", "sides"};
	uint32_t map, node;
	size_t capacity = 0;

	*people = (struct people){.present = true, .outline = reader->outline};
	if (reader_faults(reader))
		return;
	reader_check_keys(reader, 0, "people.yaml", known, COUNT(known));
	map = reader_map(reader, 0, "people");
	if (outline_child(reader->outline, 0, "people") == OUTLINE_NONE)
		reader_problem(
			reader, PROBLEM_MISSING_KEY, (struct span){0, 0}, "\"people:\" is missing");
	node = map == OUTLINE_NONE ? map : outline_first_child(reader->outline, map);
	for (; node != OUTLINE_NONE; node = outline_next_child(reader->outline, node)) {
		struct person person = {0};

		if (!read_person(reader, node, &person))
			continue;
		GROW(people->list, people->count, capacity);
		people->list[people->count++] = person;
	}
	if (people->count)
		qsort(people->list, people->count, sizeof *people->list, compare_people);
	read_sides(reader, people);
}

static void dispose_person(struct person *person)
{
	for (size_t i = 0; i < person->n_emails; i++)
		free(person->emails[i].address);
	for (size_t i = 0; i < person->n_roles; i++)
		free(person->roles[i].role);
	for (size_t i = 0; i < person->n_keys; i++)
		free(person->keys[i].key);
	free(person->emails);
	free(person->roles);
	free(person->keys);
	free(person->id);
	free(person->name);
}

void people_dispose(struct people *people)
{
	for (size_t i = 0; i < people->count; i++)
		dispose_person(&people->list[i]);
	free(people->list);
	for (size_t i = 0; i < people->n_sides; i++) {
		for (size_t j = 0; j < people->sides[i].n_roles; j++)
			free(people->sides[i].roles[j]);
		free(people->sides[i].roles);
		free(people->sides[i].name);
	}
	free(people->sides);
	outline_free(people->outline);
	*people = (struct people){0};
}

static int compare_id(const void *key, const void *element)
{
	return slice_compare(
		*(const struct slice *)key, slice_of(((const struct person *)element)->id));
}

const struct person *people_find(const struct people *people, struct slice id)
{
	if (people->count == 0)
		return NULL;
	return bsearch(&id, people->list, people->count, sizeof *people->list, compare_id);
}

size_t people_count_email(
	const struct people *people, struct slice address, const struct person **first)
{
	size_t count = 0;

	*first = NULL;
	for (size_t i = 0; i < people->count; i++) {
		const struct person *person = &people->list[i];

		for (size_t j = 0; j < person->n_emails; j++) {
			if (!slice_equal_nocase(address, slice_of(person->emails[j].address)))
				continue;
			if (!*first)
				*first = person;
			count++;
			break;
		}
	}
	return count;
}

const struct person *people_resolve(const struct people *people, struct slice reference)
{
	const struct person *person;

	if (reference.len && reference.at[0] == '@')
		return people_find(people, slice_from(reference, 1));
	person = people_find(people, reference);
	if (person || slice_find(reference, '@') == reference.len)
		return person;
	return people_count_email(people, reference, &person) == 1 ? person : NULL;
}

bool people_role_is_held(const struct people *people, struct slice role)
{
	for (size_t i = 0; i < people->count; i++) {
		for (size_t j = 0; j < people->list[i].n_roles; j++) {
			if (slice_is(role, people->list[i].roles[j].role))
				return true;
		}
	}
	return false;
}

bool person_ever_held(const struct person *person, struct slice role)
{
	for (size_t i = 0; i < person->n_roles; i++) {
		if (slice_is(role, person->roles[i].role))
			return true;
	}
	return false;
}

static const struct {
	const char *role;
	const char *side;
} known_sides[] = {
	{"research-lead", "research"},
	{"researcher", "research"},
	{"ml-engineer", "research"},
	{"data-scientist", "research"},
	{"operations-lead", "operations"},
	{"operations-engineer", "operations"},
	{"sre", "operations"},
	{"on-call", "operations"},
	{"incident-commander", "operations"},
	{"receiver", "operations"},
	{"product-owner", "business"},
	{"business-lead", "business"},
	{"support-lead", "business"},
	{"security", "other"},
	{"privacy", "other"},
	{"legal", "other"},
	{"facilitator", "other"},
};

const char *people_side_of_role(const struct people *people, const char *role)
{
	for (size_t i = 0; i < people->n_sides; i++) {
		for (size_t j = 0; j < people->sides[i].n_roles; j++) {
			if (strcmp(people->sides[i].roles[j], role) == 0)
				return people->sides[i].name;
		}
	}
	for (size_t i = 0; i < COUNT(known_sides); i++) {
		if (strcmp(known_sides[i].role, role) == 0)
			return known_sides[i].side;
	}
	return NULL;
}

bool people_is_on_side(const struct people *people, const struct person *person, const char *side)
{
	for (size_t i = 0; i < person->n_roles; i++) {
		const char *held = people_side_of_role(people, person->roles[i].role);

		if (held && strcmp(held, side) == 0)
			return true;
	}
	return false;
}

bool person_holds(const struct person *person, struct slice role, struct date day)
{
	int64_t today = date_days(day);

	for (size_t i = 0; i < person->n_roles; i++) {
		const struct person_role *held = &person->roles[i];

		if (!slice_is(role, held->role))
			continue;
		if (held->has_from && today < date_days(held->from))
			continue;
		if (held->has_until && today > date_days(held->until))
			continue;
		return true;
	}
	return false;
}

const char *people_nearest(const struct people *people, struct slice id)
{
	const char **ids = mem_calloc(people->count + 1, sizeof *ids);
	const char *found;

	for (size_t i = 0; i < people->count; i++)
		ids[i] = people->list[i].id;
	found = nearest(id, ids, people->count);
	free(ids);
	return found;
}
