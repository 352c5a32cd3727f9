#include "check/link.h"

#include <ctype.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/search.h"
#include "base/utf8.h"

/* RFC 3986 section 3.1. One letter is a drive of another system, not a scheme. */
static bool has_scheme(struct slice text)
{
	size_t at = 0;

	while (at < text.len && (isalnum((unsigned char)text.at[at]) || strchr("+-.", text.at[at])))
		at++;
	return at > 1 && at < text.len && text.at[at] == ':' && isalpha((unsigned char)text.at[0]);
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void add_decoded(struct buffer *out, struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '%' && i + 2 < text.len && hex_value(text.at[i + 1]) >= 0 &&
			hex_value(text.at[i + 2]) >= 0) {
			int value = hex_value(text.at[i + 1]) * 16 + hex_value(text.at[i + 2]);

			buffer_add_char(out, (char)value);
			i += 2;
		} else {
			buffer_add_char(out, text.at[i]);
		}
	}
}

/* `text` is the path part, already decoded. */
static struct target resolve(
	const char *path, struct slice text, struct slice fragment, bool has_fragment)
{
	struct target target = {TARGET_PATH, NULL, NULL};
	struct buffer out = BUFFER_INIT;

	buffer_reserve(&out, 1);
	if (text.len == 0 || text.at[0] != '/')
		path_append(&out, path_directory(slice_of(path)));
	if (memchr(text.at, '\0', text.len) || !path_append(&out, text))
		target.type = TARGET_OUTSIDE;
	target.path = buffer_take(&out);
	if (has_fragment)
		target.fragment = mem_string(fragment);
	return target;
}

struct target target_read(const char *path, struct slice text)
{
	size_t hash = slice_find(text, '#');
	struct slice place = {text.at, hash};
	struct buffer decoded = BUFFER_INIT, fragment = BUFFER_INIT;
	struct target target;

	if (has_scheme(text) || slice_starts_with(text, "//"))
		return (struct target){TARGET_EXTERNAL, NULL, NULL};
	place.len = slice_find(place, '?');
	buffer_reserve(&decoded, 1);
	buffer_reserve(&fragment, 1);
	add_decoded(&decoded, place);
	add_decoded(&fragment, slice_from(text, hash + 1));
	if (place.len == 0 && hash < text.len)
		target =
			(struct target){TARGET_FRAGMENT, NULL, mem_string(buffer_slice(&fragment))};
	else
		target = resolve(
			path, buffer_slice(&decoded), buffer_slice(&fragment), hash < text.len);
	buffer_dispose(&decoded);
	buffer_dispose(&fragment);
	return target;
}

struct target target_read_path(const char *path, struct slice text)
{
	size_t hash = slice_find(text, '#');

	if (has_scheme(text))
		return (struct target){TARGET_EXTERNAL, NULL, NULL};
	/* `#heading` alone is one of the document itself. */
	if (hash == 0 && text.len)
		return (struct target){
			TARGET_PATH, mem_string(slice_of(path)), mem_string(slice_from(text, 1))};
	return resolve(
		path, (struct slice){text.at, hash}, slice_from(text, hash + 1), hash < text.len);
}

void target_dispose(struct target *target)
{
	free(target->path);
	free(target->fragment);
	*target = (struct target){0};
}

static bool is_word(utf8proc_int32_t character)
{
	switch (utf8proc_category(character)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_PC:
		return true;
	default:
		return character == '-';
	}
}

void anchor_add(struct buffer *out, struct slice title)
{
	for (size_t at = 0; at < title.len;) {
		utf8proc_uint8_t bytes[4];
		uint32_t character;
		size_t used = utf8_next(title, at, &character);

		at += used;
		if (character == UTF8_INVALID)
			continue;
		if (character == ' ') {
			buffer_add_char(out, '-');
			continue;
		}
		if (!is_word((utf8proc_int32_t)character))
			continue;
		used = (size_t)utf8proc_encode_char(
			utf8proc_tolower((utf8proc_int32_t)character), bytes);
		buffer_add(out, bytes, used);
	}
}

/* Splits `setup-2` into `setup` and 2; 0 where there is no such end. */
static unsigned long split_number(struct slice fragment, struct slice *stem)
{
	size_t at = fragment.len;
	char digits[8];

	*stem = fragment;
	while (at > 0 && isdigit((unsigned char)fragment.at[at - 1]))
		at--;
	if (at == fragment.len || at < 2 || fragment.at[at - 1] != '-' ||
		fragment.len - at >= sizeof digits)
		return 0;
	memcpy(digits, fragment.at + at, fragment.len - at);
	digits[fragment.len - at] = '\0';
	stem->len = at - 1;
	return strtoul(digits, NULL, 10);
}

struct anchors {
	char **names; /* of headings, sorted, repeated ones as often as they stand */
	size_t n_names;
	char **ids; /* of HTML elements, sorted */
	size_t n_ids;
	size_t id_capacity;
};

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void sort_names(char **names, size_t count)
{
	if (count)
		qsort(names, count, sizeof *names, compare_names);
}

static void add_html_ids(struct anchors *anchors, struct slice html)
{
	static const char *const attributes[] = {"id=", "name="};

	for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
		const char *at = html.at, *end = html.at + html.len;
		size_t len = strlen(attributes[i]);

		while ((at = memmem(at, (size_t)(end - at), attributes[i], len)) != NULL) {
			const char *close;

			at += len;
			if (at == end || (*at != '"' && *at != '\''))
				continue;
			close = memchr(at + 1, *at, (size_t)(end - at) - 1);
			if (!close)
				break;
			GROW(anchors->ids, anchors->n_ids, anchors->id_capacity);
			anchors->ids[anchors->n_ids++] =
				mem_string((struct slice){at + 1, (size_t)(close - at) - 1});
		}
	}
}

struct anchors *anchors_new(const struct outline *outline)
{
	struct anchors *anchors = mem_calloc(1, sizeof *anchors);

	anchors->names = mem_calloc(outline->n_sections + 1, sizeof *anchors->names);
	for (uint32_t i = 1; i < outline->n_sections; i++) {
		struct buffer name = BUFFER_INIT;

		anchor_add(&name, slice_trim(outline_text(outline, outline->sections[i].title)));
		anchors->names[anchors->n_names++] = buffer_take(&name);
	}
	for (uint32_t i = 0; i < outline->n_blocks; i++) {
		if (outline->blocks[i].type == BLOCK_HTML)
			add_html_ids(anchors, outline_spanned(outline, outline->blocks[i].span));
	}
	for (uint32_t i = 0; i < outline->n_runs; i++) {
		if (outline->runs[i].type == RUN_HTML)
			add_html_ids(anchors, outline_text(outline, outline->runs[i].text));
	}
	sort_names(anchors->names, anchors->n_names);
	sort_names(anchors->ids, anchors->n_ids);
	return anchors;
}

void anchors_free(struct anchors *anchors)
{
	if (!anchors)
		return;
	for (size_t i = 0; i < anchors->n_names; i++)
		free(anchors->names[i]);
	for (size_t i = 0; i < anchors->n_ids; i++)
		free(anchors->ids[i]);
	free(anchors->names);
	free(anchors->ids);
	free(anchors);
}

static int compare_name(const void *key, const void *element)
{
	const struct slice *name = key;

	return slice_compare(*name, slice_of(*(char *const *)element));
}

/* Whether `name` stands at least `times` times in a sorted list. */
static bool stands(char **names, size_t count, struct slice name, size_t times)
{
	size_t first = search_first(&name, names, count, sizeof *names, compare_name);
	size_t last = first + times - 1;

	return last < count && slice_is(name, names[last]);
}

bool anchors_have(const struct anchors *anchors, struct slice fragment)
{
	struct buffer folded = BUFFER_INIT;
	unsigned long number;
	struct slice stem;
	bool found;

	if (fragment.len == 0 || slice_is(fragment, "top"))
		return true;
	anchor_add(&folded, fragment);
	buffer_reserve(&folded, 1);
	number = split_number(buffer_slice(&folded), &stem);
	found = stands(anchors->names, anchors->n_names, buffer_slice(&folded), 1) ||
		(number && stands(anchors->names, anchors->n_names, stem, number + 1)) ||
		stands(anchors->ids, anchors->n_ids, fragment, 1);
	buffer_dispose(&folded);
	return found;
}
