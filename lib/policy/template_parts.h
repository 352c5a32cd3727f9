/*
 * template_parts.h - what the files that read a template share. Internal to template*.c.
 */
#ifndef HANDOFF_POLICY_TEMPLATE_PARTS_H
#define HANDOFF_POLICY_TEMPLATE_PARTS_H

#include "policy/template.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct template
{
	struct reader *reader;
	struct kind *kind;
	uint32_t contract; /* the node of `contract:` */
};

/* A NUL-terminated copy of a scalar's text in the kind's arena. */
const char *template_string(struct template *t, uint32_t node);
/* The text of the child `key`, or NULL where there is none. */
const char *template_child(struct template *t, uint32_t map, const char *key);

/* A scalar or list of scalars as an array of strings. */
const char *const *template_strings(struct template *t, uint32_t node, size_t *count);

/* Compiles a regular expression, which belongs to the kind; NULL after recording a problem. */
struct pcre2_real_code_8 *template_regex(
	struct template *t, uint32_t node, bool whole, const char **text);

/* The statuses that the child `key` names, as a set; 0 where there is none. */
uint64_t template_statuses(struct template *t, uint32_t map, const char *key);

void template_read_lifecycle(struct template *t);

/* template_fields.c */
struct field_spec *template_read_fields(
	struct template *t, uint32_t map, bool columns, size_t *count);
/* Records fields of the front matter that share an option of `new`. */
void template_check_options(struct template *t);
void template_read_field(struct template *t, uint32_t node, bool column, struct field_spec *field);

/* Titles of sections and columns as they are compared. */
const char *const *template_fold(struct template *t, const char *const *titles, size_t count);

/* template_conditions.c */
const struct condition *template_read_condition(struct template *t, uint32_t node);
/* The expression that a scalar is; NULL after recording a problem. */
const struct expression *template_read_expression(struct template *t, uint32_t node);
/* Are the names ones that conditions on the front matter may use? Records problems if not.
 * `follows`: the names on the left are another document's. */
void template_check_field_condition(
	struct template *t, const struct condition *condition, bool follows);
void template_check_column_condition(struct template *t, const struct condition *condition,
	const struct section_spec *section, bool follows);
void template_check_column(struct template *t, const struct section_spec *section, const char *name,
	struct span place);
/* Does this column of a section's table (NULL: none), or this field, lead to documents? Records a
 * problem if not. */
void template_check_link(struct template *t, const struct section_spec *section, const char *name,
	struct span place);

/* template_sections.c */
void template_read_sections(struct template *t);
/* The section with a table of this folded title, or NULL. */
const struct section_spec *template_table_section(const struct kind *kind, const char *folded);
/* Reads the sections that a key names, by title. */
const size_t *template_section_list(struct template *t, uint32_t node, size_t *count);
/* The index of the section that a title ("Risks", "Parent > Risks") names; SIZE_MAX after a
 * problem. */
size_t template_find_section(struct template *t, uint32_t node, struct slice title);

/* template_actions.c: what `actions` says of a section, whose table has been read; NULL for no. */
const struct action_spec *template_read_actions(
	struct template *t, uint32_t node, const struct section_spec *section);

/* template_terms.c */
/* Reads `audience` of the contract or of a section; NULL where there is none. */
const struct audience_spec *template_read_audience(struct template *t, uint32_t map);
/* Reads `terms` of a section, whose table is known by now. */
void template_read_terms(struct template *t, uint32_t map, struct section_spec *section);

/* template_rules.c */
void template_read_signoffs(struct template *t);
void template_read_rules(struct template *t);
void template_read_rows(struct template *t);
void template_read_texts(struct template *t);
void template_read_lengths(struct template *t);
/* template_tiers.c */
void template_read_tiers(struct template *t);
/* Names in conditions can be checked only when fields, sections and rules are all known. */
void template_check_references(struct template *t);

#endif
