/*
 * template.h - reads a template: a Markdown file whose headings are the sections, whose table
 * headers are the columns and whose front matter holds the contract.
 *
 * A template is checked to the last key. What is wrong with it is recorded, all of it, with its
 * place; one that has a problem is not used.
 */
#ifndef HANDOFF_POLICY_TEMPLATE_H
#define HANDOFF_POLICY_TEMPLATE_H

#include "policy/kind.h"
#include "policy/problem.h"

/*
 * Reads the template that `reader` holds. `id` is the kind that its file name promises. The outline
 * becomes the kind's. Returns the kind (kind_free) even where problems were recorded, so that the
 * caller has one path; it must not be used then.
 */
struct kind *template_read(struct reader *reader, const char *id, bool built_in);

/* True if a variable of a template is known: title, date, author, slug, id, kind, field:NAME. */
bool template_is_variable(struct slice name);

#endif
