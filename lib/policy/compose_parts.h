/*
 * compose_parts.h - what the files that compose a document share. Internal to compose*.c.
 */
#ifndef HANDOFF_POLICY_COMPOSE_PARTS_H
#define HANDOFF_POLICY_COMPOSE_PARTS_H

#include "policy/compose.h"

/* The values of one field: one for a scalar, any number for a list. */
struct setting {
	const char *name;
	char **values;
	size_t count;
	size_t capacity;
};

struct composer {
	const struct compose_request *request;
	struct setting *settings; /* what --set said, then what --from gave */
	size_t n_settings;
	size_t capacity;
	char *slug;
	char *id;
	char *directory;
	char *path;
};

/* The setting of a field, or NULL. */
const struct setting *composer_setting(const struct composer *c, const char *name);
/* Adds a value to a field's setting. */
void composer_set(struct composer *c, const char *name, struct slice value);

/* Reads and checks all FIELD=VALUE. */
struct error *compose_read_settings(struct composer *c);
/* Takes over what the source offers and no setting names. */
void compose_take_fields(struct composer *c);

/* Appends text with its {{variables}} filled in; `markdown`: values are escaped so that they read
 * as text. */
void compose_fill(const struct composer *c, struct slice text, bool markdown, struct buffer *out);

void compose_field_lines(const struct composer *c, struct composed_fields *list);
void compose_front(const struct composer *c, struct buffer *out);
void compose_section_text(
	const struct composer *c, const struct section_spec *spec, struct buffer *out);
void compose_body(const struct composer *c, struct buffer *out);

#endif
