#include "signoff/entry.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/slug.h"

#define MAX_NOTE      8192
#define MAX_SIGNATURE 16384

static const char *const decisions[DECISIONS] = {"approve", "approve-with-conditions", "reject"};

const char *decision_name(enum decision decision)
{
	return decisions[decision];
}

int decision_parse(struct slice text)
{
	for (int i = 0; i < DECISIONS; i++) {
		if (slice_is(text, decisions[i]))
			return i;
	}
	return -1;
}

bool digest_is_well_formed(struct slice digest, bool content_only)
{
	struct slice hex;

	if (slice_starts_with(digest, "h1:"))
		hex = slice_from(digest, strlen("h1:"));
	else if (!content_only && slice_starts_with(digest, "sha256:"))
		hex = slice_from(digest, strlen("sha256:"));
	else
		return false;
	if (hex.len != 64)
		return false;
	for (size_t i = 0; i < hex.len; i++) {
		if (!strchr("0123456789abcdef", hex.at[i]) || hex.at[i] == '\0')
			return false;
	}
	return true;
}

struct entry_reader {
	const struct outline *outline;
	struct entry *entry;
	struct span *place;
	char *fault; /* the first thing that is wrong */
};

static void fail(struct entry_reader *r, struct span place, char *fault)
{
	if (r->fault) {
		free(fault);
		return;
	}
	r->fault = fault;
	*r->place = place;
}

/* A scalar child; false (and a fault if it is needed) if there is none. */
static bool read_text(
	struct entry_reader *r, uint32_t map, const char *key, bool needed, struct slice *text)
{
	uint32_t node = outline_child(r->outline, map, key);
	const struct outline_field *field;

	*text = (struct slice){"", 0};
	if (node == OUTLINE_NONE) {
		if (needed)
			fail(r, r->outline->fields[map].span,
				mem_format("the entry has no `%s`", key));
		return false;
	}
	field = &r->outline->fields[node];
	if (field->type != FIELD_SCALAR) {
		fail(r, field->span, mem_format("`%s` takes one value", key));
		return false;
	}
	*text = outline_text(r->outline, field->value);
	*r->place = r->fault ? *r->place : field->span;
	if (needed && text->len == 0)
		fail(r, field->span, mem_format("`%s` is empty", key));
	return text->len > 0;
}

static void read_id(struct entry_reader *r, uint32_t map, const char *key, struct slice *text)
{
	if (read_text(r, map, key, true, text) && !slug_is_id(*text))
		fail(r, *r->place,
			mem_format("`%s` takes an id, such as %s", key,
				strcmp(key, "by") == 0 ? "alice" : "research-lead"));
}

static void read_time(struct entry_reader *r, uint32_t map, struct slice *text, int64_t *seconds)
{
	if (!read_text(r, map, "at", true, text))
		return;
	if (text->len != strlen("2026-01-31T12:00:00Z") || text->at[10] != 'T' ||
		text->at[19] != 'Z' || !datetime_parse(*text, seconds))
		fail(r, *r->place,
			mem_format("`at` takes a time in UTC, such as 2026-01-31T12:00:00Z"));
}

static void add_upstream(struct entry_reader *r, struct slice field, uint32_t node)
{
	const struct outline_field *value = &r->outline->fields[node];
	struct entry *entry = r->entry;
	struct slice digest;

	digest = value->type == FIELD_SCALAR ? outline_text(r->outline, value->value)
					     : (struct slice){"", 0};
	if (!digest_is_well_formed(digest, false)) {
		fail(r, value->span,
			mem_format("`upstream` takes digests: h1: or sha256: and 64 hexadecimal "
				   "digits"));
		return;
	}
	if (entry->n_upstream == MAX_UPSTREAM) {
		fail(r, value->span,
			mem_format("more than %d digests under `upstream`", MAX_UPSTREAM));
		return;
	}
	entry->upstream[entry->n_upstream++] = (struct upstream_digest){field, digest};
}

/* A name that a statement can hold: it has lines of FIELD=DIGEST. */
static bool is_field_name(struct slice name)
{
	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.at[i];

		if (c < 0x21 || c == '=' || c == 0x7f)
			return false;
	}
	return name.len > 0;
}

static void read_upstream(struct entry_reader *r, uint32_t map)
{
	const struct outline *outline = r->outline;
	uint32_t node = outline_child(outline, map, "upstream");

	if (node == OUTLINE_NONE)
		return;
	if (outline->fields[node].type != FIELD_MAP) {
		fail(r, outline->fields[node].span,
			mem_format("`upstream` takes a map of fields and digests"));
		return;
	}
	r->entry->upstream = mem_calloc(MAX_UPSTREAM, sizeof *r->entry->upstream);
	for (uint32_t child = outline_first_child(outline, node); child != OUTLINE_NONE;
		child = outline_next_child(outline, child)) {
		struct slice field = outline_text(outline, outline->fields[child].key);

		if (!is_field_name(field))
			fail(r, outline->fields[child].key_span,
				mem_format("`upstream` names a field that cannot be one"));
		if (outline->fields[child].type != FIELD_LIST) {
			add_upstream(r, field, child);
			continue;
		}
		for (uint32_t item = outline_first_child(outline, child); item != OUTLINE_NONE;
			item = outline_next_child(outline, item))
			add_upstream(r, field, item);
	}
}

static void read_decision(struct entry_reader *r, uint32_t map)
{
	struct slice text;
	int decision;

	if (!read_text(r, map, "decision", true, &text))
		return;
	decision = decision_parse(text);
	if (decision < 0)
		fail(r, *r->place,
			mem_format("`decision` takes approve, approve-with-conditions or reject"));
	else
		r->entry->decision = (enum decision)decision;
}

static void read_digest(struct entry_reader *r, uint32_t map)
{
	if (read_text(r, map, "digest", true, &r->entry->digest) &&
		!digest_is_well_formed(r->entry->digest, true))
		fail(r, *r->place, mem_format("`digest` takes h1: and 64 hexadecimal digits"));
}

static void read_note(struct entry_reader *r, uint32_t map)
{
	bool needed = r->entry->decision != DECISION_APPROVE;

	read_text(r, map, "note", false, &r->entry->note);
	if (needed && slice_trim(r->entry->note).len == 0)
		fail(r, r->outline->fields[map].span,
			mem_format("a sign-off that %s says why in `note`",
				r->entry->decision == DECISION_REJECT ? "rejects"
								      : "has conditions"));
	if (r->entry->note.len > MAX_NOTE)
		fail(r, *r->place, mem_format("`note` has more than %d bytes", MAX_NOTE));
	if (read_text(r, map, "signature", false, &r->entry->signature) &&
		r->entry->signature.len > MAX_SIGNATURE)
		fail(r, *r->place, mem_format("`signature` has more than %d bytes", MAX_SIGNATURE));
}

static void read_revoked(struct entry_reader *r, uint32_t map)
{
	uint32_t node = outline_child(r->outline, map, "revoked");
	int64_t seconds;

	if (node == OUTLINE_NONE)
		return;
	r->entry->revoked = true;
	if (r->outline->fields[node].type != FIELD_MAP) {
		fail(r, r->outline->fields[node].span,
			mem_format("`revoked` takes a map of `at` and `reason`"));
		return;
	}
	read_time(r, node, &r->entry->revoked_at, &seconds);
	read_text(r, node, "reason", true, &r->entry->revoked_reason);
}

static void check_keys(struct entry_reader *r, uint32_t map)
{
	static const char *const known[] = {"role", "by", "at", "decision", "digest", "upstream",
		"note", "signature", "revoked"};
	const struct outline *outline = r->outline;

	for (uint32_t child = outline_first_child(outline, map); child != OUTLINE_NONE;
		child = outline_next_child(outline, child)) {
		struct slice key = outline_text(outline, outline->fields[child].key);
		bool found = false;

		for (size_t i = 0; !found && i < sizeof known / sizeof *known; i++)
			found = slice_is(key, known[i]);
		if (!found)
			fail(r, outline->fields[child].key_span,
				mem_format("unknown key \"%.*s\" in a sign-off", SLICE_ARG(key)));
	}
}

char *entry_read(
	const struct outline *outline, uint32_t node, struct entry *entry, struct span *place)
{
	struct entry_reader r = {outline, entry, place, NULL};

	*entry = (struct entry){0};
	*place = outline->fields[node].span;
	if (outline->fields[node].type != FIELD_MAP)
		return mem_format("a sign-off is a map: role, by, at, decision, digest");
	check_keys(&r, node);
	read_id(&r, node, "role", &entry->role);
	read_id(&r, node, "by", &entry->by);
	read_time(&r, node, &entry->at, &entry->time);
	read_decision(&r, node);
	read_digest(&r, node);
	read_upstream(&r, node);
	read_note(&r, node);
	read_revoked(&r, node);
	return r.fault;
}

void entry_dispose(struct entry *entry)
{
	free(entry->upstream);
	*entry = (struct entry){0};
}
