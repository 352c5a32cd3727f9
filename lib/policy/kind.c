#include "policy/kind.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/utf8.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

void kind_free(struct kind *kind)
{
	if (!kind)
		return;
	for (size_t i = 0; i < kind->n_patterns; i++)
		pcre2_code_free(kind->patterns[i]);
	free(kind->patterns);
	outline_free(kind->outline);
	arena_free(kind->arena);
	free(kind);
}

const struct field_spec *kind_field(const struct kind *kind, struct slice name)
{
	for (size_t i = 0; i < kind->n_fields; i++) {
		if (slice_is(name, kind->fields[i].name))
			return &kind->fields[i];
	}
	return NULL;
}

/* A map is edited in the document, the title is an argument, sign-offs are made by signing. */
static bool is_settable(const struct field_spec *field)
{
	return field->type != VALUE_MAP && strcmp(field->name, "title") != 0 &&
	       strcmp(field->name, "kind") != 0 && strcmp(field->name, "signoffs") != 0;
}

const struct field_spec *kind_option(const struct kind *kind, struct slice name)
{
	const struct field_spec *field = NULL;

	for (size_t i = 0; !field && i < kind->n_fields; i++) {
		if (kind->fields[i].option && slice_is(name, kind->fields[i].option))
			field = &kind->fields[i];
	}
	if (!field)
		field = kind_field(kind, name);
	return field && is_settable(field) ? field : NULL;
}

int kind_status(const struct kind *kind, struct slice name)
{
	for (size_t i = 0; i < kind->lifecycle.count; i++) {
		if (slice_is(name, kind->lifecycle.names[i]))
			return (int)i;
	}
	return -1;
}

/* Everything reachable from the initial status without entering `wall`. */
static uint64_t reach(const struct lifecycle *lifecycle, uint64_t wall)
{
	uint64_t reached = (UINT64_C(1) << lifecycle->initial) & ~wall;
	uint64_t before = 0;

	if (lifecycle->count == 0)
		return 0;
	while (reached != before) {
		before = reached;
		for (size_t i = 0; i < lifecycle->count; i++) {
			if (reached >> i & 1)
				reached |= lifecycle->next[i] & ~wall;
		}
	}
	return reached;
}

uint64_t lifecycle_reachable(const struct lifecycle *lifecycle)
{
	return reach(lifecycle, 0);
}

uint64_t lifecycle_at_or_after(const struct lifecycle *lifecycle, uint64_t set)
{
	return reach(lifecycle, 0) & ~reach(lifecycle, set);
}

/* "1. Summary", "2.3) Summary": the number is not part of the title. */
static struct slice skip_number(struct slice title)
{
	size_t at = 0;

	while (at < title.len && (isdigit((unsigned char)title.at[at]) || title.at[at] == '.'))
		at++;
	if (at == 0 || at == title.len || !isdigit((unsigned char)title.at[0]))
		return title;
	if (title.at[at - 1] == '.' || title.at[at] == ')')
		return slice_trim(slice_from(title, at + (title.at[at] == ')')));
	return title;
}

void kind_fold_title(struct buffer *out, struct slice title)
{
	title = skip_number(slice_trim(title));
	while (title.len && title.at[title.len - 1] == ':')
		title = slice_trim((struct slice){title.at, title.len - 1});
	utf8_fold(out, title);
}

/* FNV-1a, 64 bit (http://www.isthe.com/chongo/tech/comp/fnv/). A collision would only call a
 * comment guidance that is not, so its quality is enough. */
uint64_t kind_comment_hash(struct slice text)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	bool space = false;

	text = slice_trim(text);
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
			space = true;
			continue;
		}
		if (space)
			hash = (hash ^ ' ') * UINT64_C(0x100000001b3);
		space = false;
		hash = (hash ^ c) * UINT64_C(0x100000001b3);
	}
	return hash;
}

static int compare_hash(const void *a, const void *b)
{
	uint64_t one = *(const uint64_t *)a, two = *(const uint64_t *)b;

	return one < two ? -1 : one > two;
}

bool kind_is_guidance(const struct kind *kind, struct slice comment)
{
	uint64_t hash = kind_comment_hash(comment);

	return kind->n_guidance &&
	       bsearch(&hash, kind->guidance, kind->n_guidance, sizeof hash, compare_hash) != NULL;
}

const struct signoff_spec signoff_covers_all = {.covers = COVER_ALL};

const struct signoff_spec *kind_signoff(const struct kind *kind, struct slice role)
{
	for (size_t i = 0; i < kind->n_signoffs; i++) {
		if (slice_is(role, kind->signoffs[i].role))
			return &kind->signoffs[i];
	}
	return NULL;
}

enum trust signoff_trust(const struct signoff_spec *spec, enum trust of_all)
{
	return spec && spec->has_trust && spec->trust > of_all ? spec->trust : of_all;
}
