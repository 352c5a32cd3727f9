#include "doc/yaml.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"

/* More faults than this in one front matter are noise. */
#define MAX_FAULTS 20

/* A map or list that is open. */
struct frame {
	uint32_t field;
	bool is_flow;
	bool has_key; /* a map: the next event is the value of this key */
	struct view key;
	struct span key_span;
	uint32_t end; /* of its last child so far */
};

struct reader {
	struct builder *b;
	struct yaml_place place;
	bool is_file;
	bool seen_document;
	unsigned faults;
	LIST_OF(struct frame) frames;
	/* Fields of maps by parent and key: open addressing, OUTLINE_NONE is free. */
	uint32_t *table;
	uint32_t table_size; /* a power of two */
	uint32_t table_used;
};

uint32_t yaml_offset(struct yaml_place *place, yaml_mark_t mark)
{
	const char *at = place->builder->source.at;
	size_t len = place->text.end - place->text.start;

	if (place->is_ascii)
		return place->text.start + (uint32_t)(mark.index < len ? mark.index : len);
	while (place->characters < mark.index && place->bytes < place->text.end) {
		do
			place->bytes++;
		while (place->bytes < place->text.end && (at[place->bytes] & 0xc0) == 0x80);
		place->characters++;
	}
	while (place->characters > mark.index && place->bytes > place->text.start) {
		do
			place->bytes--;
		while (place->bytes > place->text.start && (at[place->bytes] & 0xc0) == 0x80);
		place->characters--;
	}
	return place->bytes;
}

static struct span event_span(struct reader *r, const yaml_event_t *event)
{
	struct span span;

	span.start = yaml_offset(&r->place, event->start_mark);
	span.end = yaml_offset(&r->place, event->end_mark);
	return span;
}

/* libyaml ends block scalars and block collections where the next token begins. */
static struct span trim_end(const struct builder *b, struct span span)
{
	const char *at = b->source.at;

	while (span.end > span.start && strchr(" \t\r\n", at[span.end - 1]))
		span.end--;
	return span;
}

static struct outline_field *field_of(struct reader *r, const struct frame *frame)
{
	return &r->b->fields.at[frame->field];
}

static bool is_map(struct reader *r, const struct frame *frame)
{
	return field_of(r, frame)->type == FIELD_MAP;
}

static bool may_report(struct reader *r)
{
	return r->faults++ < MAX_FAULTS;
}

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
static uint32_t key_hash(uint32_t parent, struct slice key)
{
	uint32_t hash = 2166136261u ^ parent;

	for (size_t i = 0; i < key.len; i++)
		hash = (hash ^ (unsigned char)key.at[i]) * 16777619u;
	return hash;
}

/* The place in the table of a key: that of an equal field, or a free one. */
static uint32_t *table_slot(struct reader *r, uint32_t parent, struct slice key)
{
	uint32_t i = key_hash(parent, key);

	for (;; i++) {
		uint32_t *slot = &r->table[i & (r->table_size - 1)];
		const struct outline_field *field;

		if (*slot == OUTLINE_NONE)
			return slot;
		field = &r->b->fields.at[*slot];
		if (field->parent == parent && slice_equal(builder_view(r->b, field->key), key))
			return slot;
	}
}

static void grow_table(struct reader *r)
{
	uint32_t *old = r->table;
	uint32_t old_size = r->table_size;

	if (r->table_used * 2 < r->table_size)
		return;
	r->table_size = old_size ? old_size * 2 : 64;
	r->table = mem_calloc(r->table_size, sizeof *r->table);
	memset(r->table, 0xff, r->table_size * sizeof *r->table);
	for (uint32_t i = 0; i < old_size; i++) {
		const struct outline_field *field;

		if (old[i] == OUTLINE_NONE)
			continue;
		field = &r->b->fields.at[old[i]];
		*table_slot(r, field->parent, builder_view(r->b, field->key)) = old[i];
	}
	free(old);
}

static void check_duplicate(struct reader *r, uint32_t index)
{
	const struct outline_field *field = &r->b->fields.at[index];
	struct slice key = builder_view(r->b, field->key);
	uint32_t *slot;

	grow_table(r);
	slot = table_slot(r, field->parent, key);
	if (*slot == OUTLINE_NONE) {
		*slot = index;
		r->table_used++;
	} else if (may_report(r)) {
		uint32_t first = r->b->fields.at[*slot].key_span.start;

		builder_fault(r->b, FAULT_DUPLICATE_KEY, field->key_span,
			"'%.*s' is set twice, first on line %u: keep one of the two",
			(int)(key.len > 64 ? 64 : key.len), key.at,
			builder_line_at(r->b, first) + 1);
	}
}

/* Adds the next child of the innermost open map or list. */
static uint32_t add_field(struct reader *r, enum field_type type, struct span span)
{
	struct frame *frame = r->frames.count ? &r->frames.at[r->frames.count - 1] : NULL;
	uint32_t index = r->b->fields.count;
	struct outline_field *field = LIST_ADD(r->b->fields);

	*field = (struct outline_field){
		.type = type,
		.key = {span.start, 0},
		.key_span = {span.start, span.start},
		.value = {span.start, 0},
		.span = span,
		.parent = frame ? frame->field : OUTLINE_NONE,
		.next = index + 1,
	};
	if (!frame)
		return index;
	field_of(r, frame)->count++;
	if (is_map(r, frame)) {
		field->key = frame->key;
		field->key_span = frame->key_span;
		frame->has_key = false;
		check_duplicate(r, index);
	}
	return index;
}

static bool is_control(struct slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f)
			return true;
		if (c == 0xc2 && i + 1 < s.len && (unsigned char)s.at[i + 1] < 0xa0)
			return true;
	}
	return false;
}

/* What stands there as it is has been reported by the scan of the source. */
static bool hides_invisible(struct reader *r, struct slice value, struct span span)
{
	struct slice source = {r->b->source.at + span.start, span.end - span.start};
	uint32_t character;

	return utf8_find_invisible(value, 0, &character) < value.len &&
	       utf8_find_invisible(source, 0, &character) == source.len;
}

/* A scalar's text; that of quotes lies between them. */
static struct view scalar_text(struct reader *r, const yaml_event_t *event, struct span span)
{
	struct slice value = {(const char *)event->data.scalar.value, event->data.scalar.length};
	yaml_scalar_style_t style = event->data.scalar.style;
	bool is_quoted = style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
			 style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;

	if (is_control(value)) {
		if (may_report(r))
			builder_fault(r->b, FAULT_SYNTAX, span,
				"a control character in a value: remove it");
		return (struct view){span.start, 0};
	}
	if (style == YAML_DOUBLE_QUOTED_SCALAR_STYLE && hides_invisible(r, value, span) &&
		may_report(r))
		builder_fault(r->b, FAULT_INVISIBLE, span,
			"an invisible character, written as an escape: remove it");
	if (is_quoted && span.end - span.start >= 2) {
		span.start++;
		span.end--;
	}
	return builder_text(r->b, span, value);
}

static bool is_null(struct slice s)
{
	return slice_is(s, "~") || slice_is(s, "null") || slice_is(s, "Null") ||
	       slice_is(s, "NULL");
}

/* Anchors and tags are reported, and what they are on is read as if they were not there. */
static void check_properties(struct reader *r, const yaml_event_t *event, const yaml_char_t *anchor,
	const yaml_char_t *tag)
{
	struct span span;

	if (!anchor && !tag)
		return;
	span = trim_end(r->b, event_span(r, event));
	if (anchor && may_report(r))
		builder_fault(r->b, FAULT_ANCHOR, span,
			"the anchor '&%s' is not allowed: write the value out, or quote it if it "
			"is text",
			anchor);
	if (tag && may_report(r))
		builder_fault(r->b, FAULT_SYNTAX, span,
			"the tag '%s' is not allowed: all values are text; quote it if it is text",
			tag);
}

static void take_key(struct reader *r, const yaml_event_t *event, struct frame *frame)
{
	struct span span = event_span(r, event);
	struct slice key;

	frame->key = scalar_text(r, event, span);
	frame->key_span = span;
	frame->has_key = true;
	key = builder_view(r->b, frame->key);
	if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && slice_is(key, "<<") &&
		may_report(r))
		builder_fault(r->b, FAULT_ANCHOR, span,
			"the merge key '<<' is not allowed: write the fields out");
}

static bool on_scalar(struct reader *r, const yaml_event_t *event)
{
	yaml_scalar_style_t style = event->data.scalar.style;
	bool is_block = style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE;
	struct frame *frame;
	struct outline_field *field;
	struct span span = event_span(r, event);
	struct view value;
	uint32_t index;

	check_properties(r, event, event->data.scalar.anchor, event->data.scalar.tag);
	if (r->frames.count == 0) {
		if (event->data.scalar.length == 0)
			return true; /* nothing but `---`: an empty document */
		builder_fault(r->b, FAULT_SYNTAX, trim_end(r->b, span),
			"expected lines like 'key: value' (with a space after the ':'), found only "
			"text");
		return false;
	}
	frame = &r->frames.at[r->frames.count - 1];
	if (is_map(r, frame) && !frame->has_key) {
		take_key(r, event, frame);
		return true;
	}
	if (is_block)
		span = trim_end(r->b, span);
	value = scalar_text(r, event, span);
	index = add_field(r, FIELD_SCALAR, span);
	field = &r->b->fields.at[index];
	field->value = value;
	if (style == YAML_PLAIN_SCALAR_STYLE) {
		field->flags = FIELD_PLAIN;
		if (is_null(builder_view(r->b, value)))
			field->value.len = 0;
	} else if (is_block) {
		field->flags = FIELD_LITERAL;
	}
	frame->end = span.end;
	return true;
}

static bool on_start(
	struct reader *r, const yaml_event_t *event, enum field_type type, bool is_flow)
{
	struct span span = event_span(r, event);
	struct frame *frame = r->frames.count ? &r->frames.at[r->frames.count - 1] : NULL;
	uint32_t index;

	if (!frame && type != FIELD_MAP) {
		builder_fault(r->b, FAULT_SYNTAX, (struct span){span.start, span.start + 1},
			"expected lines like 'key: value', found a list");
		return false;
	}
	if (frame && is_map(r, frame) && !frame->has_key) {
		builder_fault(r->b, FAULT_SYNTAX, (struct span){span.start, span.start + 1},
			"a list or map cannot be a key: if it is text, quote it");
		return false;
	}
	if (r->frames.count >= r->b->limits.yaml_depth) {
		builder_fault(r->b, FAULT_LIMIT, (struct span){span.start, span.start + 1},
			"maps and lists are nested more than %u deep: make it flatter, or raise "
			"'limits: yaml-depth'",
			r->b->limits.yaml_depth);
		return false;
	}
	index = frame ? add_field(r, type, span) : 0;
	if (!frame)
		r->b->fields.at[0].span = span;
	/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): there is memory once it has grown */
	*LIST_ADD(r->frames) = (struct frame){.field = index, .is_flow = is_flow, .end = span.end};
	return true;
}

/* Closes the innermost map or list; `end` is where it ends in the flow style. */
static void close_frame(struct reader *r, uint32_t end)
{
	const struct frame *frame;
	struct outline_field *field;

	if (r->frames.count == 0)
		return;
	frame = &r->frames.at[--r->frames.count];
	field = field_of(r, frame);
	if (!frame->is_flow || end < frame->end)
		end = frame->end;
	field->span.end = end;
	field->next = r->b->fields.count;
	if (r->frames.count > 0)
		r->frames.at[r->frames.count - 1].end = end;
}

static bool on_document(struct reader *r, const yaml_event_t *event)
{
	struct span span = event_span(r, event);
	bool has_directive = event->data.document_start.version_directive ||
			     event->data.document_start.tag_directives.start !=
				     event->data.document_start.tag_directives.end;
	bool is_explicit = !event->data.document_start.implicit;

	if (has_directive)
		builder_fault(r->b, FAULT_SYNTAX, trim_end(r->b, span),
			"a line that begins with '%%' is not allowed: quote it if it is text");
	else if (r->seen_document)
		builder_fault(r->b, FAULT_SYNTAX, span,
			"a second YAML document is not allowed: remove the '---'");
	else if (is_explicit && !r->is_file)
		builder_fault(r->b, FAULT_SYNTAX, span,
			"'---' with text after it does not belong here: quote it, or put the fence "
			"on a line of its own");
	else {
		r->seen_document = true;
		return true;
	}
	return false;
}

static bool on_alias(struct reader *r, const yaml_event_t *event)
{
	struct span span = event_span(r, event);
	struct frame *frame = r->frames.count ? &r->frames.at[r->frames.count - 1] : NULL;

	if (may_report(r))
		builder_fault(r->b, FAULT_ANCHOR, span,
			"the alias '*%s' is not allowed: write the value out, or quote it if it is "
			"text: '*%s'",
			event->data.alias.anchor, event->data.alias.anchor);
	if (!frame)
		return false;
	if (is_map(r, frame) && !frame->has_key) {
		frame->key = (struct view){span.start, span.end - span.start};
		frame->key_span = span;
		frame->has_key = true;
		return true;
	}
	add_field(r, FIELD_SCALAR, span);
	frame->end = span.end;
	return true;
}

/* False when reading is over. */
static bool on_event(struct reader *r, const yaml_event_t *event)
{
	struct span span;

	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		return on_document(r, event);
	case YAML_DOCUMENT_END_EVENT:
		if (event->data.document_end.implicit)
			return true;
		span = event_span(r, event);
		builder_fault(r->b, FAULT_SYNTAX, span, "a line '...' is not allowed: remove it");
		return false;
	case YAML_SCALAR_EVENT:
		return on_scalar(r, event);
	case YAML_SEQUENCE_START_EVENT:
		check_properties(r, event, event->data.sequence_start.anchor,
			event->data.sequence_start.tag);
		return on_start(r, event, FIELD_LIST,
			event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
	case YAML_MAPPING_START_EVENT:
		check_properties(
			r, event, event->data.mapping_start.anchor, event->data.mapping_start.tag);
		return on_start(r, event, FIELD_MAP,
			event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		close_frame(r, yaml_offset(&r->place, event->end_mark));
		return true;
	case YAML_ALIAS_EVENT:
		return on_alias(r, event);
	case YAML_STREAM_START_EVENT:
		return true;
	default:
		/* The end of the stream; or no event at all, which is what libyaml 0.2.5 gives for
		 * ever after an error. */
		return false;
	}
}

static bool is_ascii(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] >= 0x80)
			return false;
	return true;
}

static void read_events(struct reader *r, yaml_parser_t *parser)
{
	yaml_event_t event;
	bool goes_on = true;

	while (goes_on) {
		if (!yaml_parser_parse(parser, &event)) {
			yaml_report(r->b, &r->place, parser);
			return;
		}
		goes_on = on_event(r, &event);
		yaml_event_delete(&event);
	}
}

void yaml_read(struct builder *b, struct span text, bool is_file)
{
	struct slice source = builder_source(b, text);
	struct reader r = {
		.b = b,
		.place = {b, text, is_ascii(source), 0, text.start},
		.is_file = is_file,
	};
	yaml_parser_t parser;

	add_field(&r, FIELD_MAP, (struct span){text.start, text.start});
	if (!yaml_parser_initialize(&parser)) {
		builder_fault(b, FAULT_LIMIT, (struct span){text.start, text.start},
			"not enough memory to read the front matter: raise 'limits: memory-mib'");
		return;
	}
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)source.at, source.len);
	read_events(&r, &parser);
	while (r.frames.count > 0)
		close_frame(&r, r.frames.at[r.frames.count - 1].end);
	yaml_parser_delete(&parser);
	free(r.frames.at);
	free(r.table);
}
