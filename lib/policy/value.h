/*
 * value.h - the types that fields and cells can have, and whether a text is of one.
 *
 * A value is text until its contract says what it is. Types that need the repository or the roster
 * (link, file, person, role) are checked for their form here and for what they name in check/.
 */
#ifndef HANDOFF_POLICY_VALUE_H
#define HANDOFF_POLICY_VALUE_H

#include "base/slice.h"

enum value_type {
	VALUE_STRING,
	VALUE_TEXT,
	VALUE_INTEGER,
	VALUE_NUMBER,
	VALUE_BOOLEAN,
	VALUE_YES_NO,
	VALUE_DATE,
	VALUE_DATETIME,
	VALUE_DURATION,
	VALUE_PERCENT,
	VALUE_QUANTITY,
	VALUE_ENUM,
	VALUE_LIST,
	VALUE_PERSON,
	VALUE_ROLE,
	VALUE_LINK,
	VALUE_FILE,
	VALUE_URL,
	VALUE_EMAIL,
	VALUE_ID,
	VALUE_PATTERN,
	VALUE_MAP,
	VALUE_ANY,
	VALUE_TYPES,
};

/* The type's name in templates, and by a name the type (-1 if there is none). */
const char *value_type_name(enum value_type type);
int value_type_parse(struct slice name);
/* All names, for "did you mean". */
extern const char *const value_type_names[VALUE_TYPES];

/* The type in words for a message: "a date such as 2026-01-31". */
const char *value_type_expected(enum value_type type);

/* True if text (trimmed, not empty) has the form of the type. Lists, maps and enums are not decided
 * here. */
bool value_has_form(enum value_type type, struct slice text);

/*
 * A number in a value: of integer, number, percent, quantity and duration (quantity.h says how it
 * may be written). Sets *number, and *unit to its unit as it is written, or to what follows it;
 * empty if nothing. False if there is none.
 */
bool value_number(struct slice text, double *number, struct slice *unit);

/* Seconds of a duration: `90 s`, `5 min`, `1h30m`, `180d`, `2 weeks`, ISO 8601 `PT5M`, `P3D`. */
bool value_duration(struct slice text, double *seconds);

/*
 * True for text that stands where something is still to come: TBD, TODO, FIXME, `?`, `...`,
 * `{{x}}`,
 * `<name>`, `yyyy-mm-dd`, "More Information Needed", a menu `a|b|c`.
 */
bool value_is_placeholder(struct slice text);

/* True for what people write into a cell that has nothing to say: `-`, `–`, `—`, `n/a`, `none`. */
bool value_is_blank(struct slice text);

#endif
