/*
 * kind.h - a kind of document: its contract, as a template states it.
 *
 * Everything here is read from one template (template.h) and does not change afterwards. Strings
 * and arrays live in the kind's arena. Sets of statuses are bit masks over lifecycle.names.
 */
#ifndef HANDOFF_POLICY_KIND_H
#define HANDOFF_POLICY_KIND_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/mem.h"
#include "policy/config.h"
#include "policy/expression.h"
#include "policy/value.h"

struct pcre2_real_code_8;

/* At most this many statuses, so that a set of them is one word. */
#define MAX_STATUSES 64

struct condition;

/* A column of tables in which values have to be found. */
struct found_in {
	const char *const *sections; /* folded titles: in any of these */
	size_t n_sections;
	const char *const *titles;  /* the same as the template writes them */
	const char *const *columns; /* folded: in any of these */
	size_t n_columns;
	const char *column;   /* as the template writes the first of them */
	const char *document; /* the field or column that links to the documents; NULL: this one */
	const char *kind;     /* all other documents of this kind; NULL: see above */
	const struct condition *where; /* on the row that is found, or NULL */
	const struct found_in *next;   /* another one of the contract that looks in all of a kind */
	struct span place;
};

/* One line of a condition: NAME: MATCH, or `any-of: [CONDITION, ...]`. What is not asked for is
 * NULL, zero or absent. */
struct match {
	const char *name;
	const struct condition *const *any_of;
	size_t n_any_of;
	const char *const *values; /* one of these */
	size_t n_values;
	const char *const *none_of;
	size_t n_none_of;
	bool has_present, present;
	bool has_min, has_max;
	double min, max;
	const struct expression *least, *greatest; /* min and max that are more than a number */
	const struct expression *equals;
	uint32_t min_words;
	const char *regex; /* the text of `matches` */
	struct pcre2_real_code_8 *matches;
	const char *not_before; /* a name, a date or `today` */
	const char *not_after;
	const struct expression *earliest, *latest; /* the same where they are worked out */
	const char *same_as;
	const char *differs_from;
	const char *keeps, *breaks; /* the name of a limit that is kept, or is not */
	const char *direction;      /* the name that says for keeps and breaks what is better */
	const char *includes;
	const struct found_in *found_in;
	const char *const *sides; /* a person on one of these */
	size_t n_sides;
	const char *role;
	struct span place;
};

struct condition {
	struct match *items;
	size_t count;
};

enum need {
	NEED_NO,     /* may be left out */
	NEED_YES,    /* a gap is a warning at first, an error once strict */
	NEED_ALWAYS, /* a gap is an error in every status */
};

/* The kinds that a link may lead to where the key beside it has a value. */
struct link_choice {
	const char *value;
	const char *const *to;
	size_t n_to;
};

/* How the unit of a column of quantities stands to those of the other ones in its row. */
enum unit_rule {
	UNIT_SAME,   /* they are compared: the units measure the same */
	UNIT_CHANGE, /* or it is a change of them, in %, pp or % rel */
	UNIT_OWN,    /* it is not compared with them */
};

/* A field of the front matter, an element of a list, a key of a map, or a column of a table. */
struct field_spec {
	const char *name; /* NULL for the elements of a list */
	enum value_type type;
	enum need need;
	uint64_t from; /* needed in these statuses (already "at or after"); 0: no such rule */
	const struct condition *when; /* needed only where this holds; NULL: always */
	bool has_min, has_max;
	double min, max;
	const struct field_spec *of;     /* list: its elements; NULL: any single value */
	const struct field_spec *fields; /* map: its keys */
	size_t n_fields;
	const char *const *values; /* enum */
	size_t n_values;
	const char *const *to; /* link: kinds that the target may have; none: any */
	size_t n_to;
	const char *to_by; /* link: the key beside it whose value says which kinds, or NULL */
	const struct link_choice *choices;
	size_t n_choices;
	const char *owner;   /* the field that this is, or is an element of */
	const char *inverse; /* link: the field of the target that has to link back, or NULL */
	bool acyclic;
	const char *regex;
	struct pcre2_real_code_8 *pattern;
	const char *not_before;
	const char *not_after;
	bool equals_heading;
	const char *default_value;
	const char *option; /* the option of `new` that sets it too, without dashes, or NULL */
	const char *about;
	bool covered; /* by sign-offs */
	bool upstream;
	bool continues; /* a column of datetimes: day and offset may be those of the row above */
	bool optional;  /* a column that may be absent */
	enum unit_rule unit;        /* of a column of quantities */
	const char *unit_column;    /* the column that may hold its unit, or NULL */
	const char *const *aliases; /* folded column titles */
	size_t n_aliases;
	const char *folded; /* the name folded, for columns */
	struct span place;
};

struct lifecycle {
	const char *names[MAX_STATUSES];
	uint64_t next[MAX_STATUSES]; /* the statuses that may follow */
	size_t count;                /* 0: the kind has no lifecycle */
	size_t initial;
	uint64_t strict; /* gaps are errors in these */
};

enum cover {
	COVER_ALL,
	COVER_ONLY,
	COVER_ALL_BUT,
};

struct signoff_spec {
	const char *role;
	uint32_t count;
	uint64_t before; /* the statuses that may not be reached without it */
	enum cover covers;
	const size_t *sections; /* with COVER_ONLY and COVER_ALL_BUT: indices in sections */
	size_t n_sections;
	const char *valid_for; /* a duration, or NULL */
	bool has_trust;
	enum trust trust;
	bool not_author;
	bool same_person;
};

enum {
	CONTAINS_NUMBER = 1,
	CONTAINS_QUANTITY = 2,
	CONTAINS_LIST = 4,
	CONTAINS_ORDERED_LIST = 8,
	CONTAINS_TASK_LIST = 16,
	CONTAINS_TABLE = 32,
	CONTAINS_LINK = 64,
	CONTAINS_CODE = 128,
};

struct table_spec {
	struct field_spec *columns;
	size_t n_columns;
	uint32_t min_rows;
	uint32_t max_rows; /* 0: no limit */
	bool optional;
	bool in_body; /* the template's body shows it, so `new` need not write it */
};

/* What is said of an action item; each may be a column of its own. */
enum action_part {
	ACTION_ID,
	ACTION_TEXT,
	ACTION_OWNER,
	ACTION_DUE,
	ACTION_STATUS,
	ACTION_PRIORITY,
	ACTION_SIDE,
	ACTION_TYPE,
	ACTION_TRACKING,
	ACTION_PROOF,
	ACTION_PARTS,
};

/* How an action item stands, whatever word its contract has for it. */
enum action_state {
	ACTION_OPEN,
	ACTION_IN_PROGRESS,
	ACTION_DONE,
	ACTION_DECLINED,
	ACTION_MOVED, /* it lives on elsewhere */
	ACTION_STATES,
};

/* "id", "action", ...; "open", "in-progress", ... */
extern const char *const action_part_names[ACTION_PARTS];
extern const char *const action_state_names[ACTION_STATES];

/* A section that holds action items: rows of its table, and its task lists. */
struct action_spec {
	size_t columns[ACTION_PARTS]; /* indices in the table's columns; SIZE_MAX: it has none */
	const char *const *words[ACTION_STATES]; /* what the status column says for each */
	size_t n_words[ACTION_STATES];
};

/* How an item with this status stands. A word that stands for no state is one that is open. */
enum action_state action_spec_state(const struct action_spec *spec, struct slice status);

/* Who reads a document, or a section with those below it: `audience`. */
struct audience_spec {
	const char *side;             /* whose words it is to be written in */
	const char *level;            /* a field, or what would stand in it, or NULL */
	const struct condition *when; /* on the front matter, or NULL */
};

/* The columns of a section's table, by number, that make it a list of terms: `terms`. SIZE_MAX:
 * there is no such column. */
struct terms_spec {
	size_t term;
	size_t aliases;
	size_t translation; /* none: the section adds to terms that stand in another one */
	size_t line;
	size_t ambiguous;
	size_t side;          /* whose word it is */
	size_t beside;        /* words without which it is not meant */
	size_t levels;        /* the levels at which it needs no translation */
	const char *language; /* the field that names it, or NULL */
	uint64_t not_at;      /* statuses in which they count no more */
	bool own;             /* they are the document's own: explained to its reader */
};

/* A heading of the template. In document order; `next` as in an outline. */
struct section_spec {
	const char *title;
	const char *folded;         /* for comparison */
	const char *const *aliases; /* folded */
	size_t n_aliases;
	uint32_t level;
	size_t parent; /* SIZE_MAX at the top */
	size_t next;   /* index after the last section below this one */
	bool optional;
	uint64_t from;
	const struct condition *when;
	bool applicable_always;
	bool any_order;
	uint32_t min_words, max_words;        /* 0: no limit */
	uint32_t contains;                    /* CONTAINS_* */
	const struct table_spec *table;       /* NULL: none */
	const struct action_spec *actions;    /* NULL: it holds none */
	const struct audience_spec *audience; /* NULL: that of the heading above, or of the kind */
	const struct terms_spec *terms;       /* NULL: its table is no list of terms */
	const char *about;
	uint32_t outline_section; /* in the template's outline */
};

struct length_spec {
	const struct condition *when; /* or NULL */
	uint32_t words;
	bool has_severity;
	enum severity severity;
};

/* A rule on the front matter. */
struct rule_spec {
	const char *id;
	const char *because;
	enum severity severity;
	uint64_t at; /* statuses; all bits: every one */
	const char
		*follow; /* the link field whose targets `require` is about; NULL: this document */
	const struct condition *when;
	const struct condition *require; /* NULL: `unique` */
	const char *const *unique; /* fields in which no two documents of the kind are the same */
	size_t n_unique;
	struct span place;
};

enum row_test {
	ROW_REQUIRE,
	ROW_SOME,
	ROW_NONE,
	ROW_MAX,
	ROW_UNIQUE,
	ROW_UNIQUE_ACROSS,
	ROW_ASCENDING,
	ROW_STRICTLY_ASCENDING,
};

/* A rule on the rows of tables. */
struct row_spec {
	const char *id;
	const char *because;
	enum severity severity;
	uint64_t at;
	const size_t *sections; /* indices in sections */
	size_t n_sections;
	const struct condition *where; /* on the front matter, or NULL */
	const struct condition *when;  /* on the row, or NULL */
	enum row_test test;
	const struct condition *condition; /* require, some, none */
	uint32_t count;                    /* some: at least; max: at most */
	const char *follow; /* require: the link column whose targets it is about, or NULL */
	const char *const
		*columns; /* unique: together; unique-across: each; ascending: the first */
	size_t n_columns;
	struct span place;
};

enum text_test {
	TEXT_NONE,
	TEXT_SOME,
	TEXT_UNLIKE,
	TEXT_CLAIM,
};

/* A rule on the words of sections. */
struct text_spec {
	const char *id;
	const char *because;
	enum severity severity;
	uint64_t at;
	const size_t *sections; /* indices in sections; none: the whole body */
	size_t n_sections;
	const struct condition *where; /* on the front matter, or NULL */
	enum text_test test;
	const char *regex; /* none, some, claim */
	struct pcre2_real_code_8 *pattern;
	const struct expression *equals; /* claim: what the value behind a match has to be */
	size_t other;                    /* unlike: the section that it is compared with */
	double overlap; /* unlike: how much of its three-word runs may stand there too, in percent
			 */
	struct span place;
};

/* Documents that tell the same at several depths. */
struct tiers_spec {
	const struct field_spec *by;  /* an enum: its values from the shallowest to the deepest */
	const char *subject;          /* the field that tells which documents belong together */
	const char *source;           /* the field that links to what all were made from, or NULL */
	const char *only;             /* the list of the tiers that a subject has, or NULL */
	const struct condition *when; /* these documents need all tiers; NULL: all do */
	const size_t *except;         /* sections whose figures are not compared */
	size_t n_except;
	struct span place;
};

enum extra_sections {
	EXTRA_ALLOWED,
	EXTRA_REFUSED,
	EXTRA_WHEN,
};

struct kind {
	const char *id;   /* "readiness" */
	const char *path; /* of the template; "built-in template readiness" for embedded ones */
	bool built_in;
	const char *name;
	const char *about;
	const char *directory;
	const char *filename;
	const char *id_format;
	struct field_spec *fields; /* declared ones, in the template's order */
	size_t n_fields;
	bool extra_fields;
	struct lifecycle lifecycle;
	struct signoff_spec *signoffs;
	size_t n_signoffs;
	struct section_spec *sections;
	size_t n_sections;
	bool any_order;
	enum extra_sections extra_sections;
	const struct condition *extra_when;
	const struct audience_spec *audience; /* NULL: nobody in particular */
	struct length_spec *lengths;
	size_t n_lengths;
	struct rule_spec *rules;
	size_t n_rules;
	struct row_spec *rows;
	size_t n_rows;
	struct text_spec *texts;
	size_t n_texts;
	const struct tiers_spec *tiers; /* or NULL */
	uint64_t withdrawn;             /* statuses in which nothing may link here */
	const struct found_in
		*looks_around; /* rules that look at documents that it does not link to */
	bool compares;         /* a rule compares documents of the kind with one another */
	bool needs_terms; /* some of it has an audience, or is a list of terms for all documents */
	uint64_t *guidance; /* hashes of the template's comments, sorted */
	size_t n_guidance;
	struct pcre2_real_code_8 **patterns; /* every one that is compiled; owned */
	size_t n_patterns, patterns_capacity;
	struct outline *outline; /* of the template; owned */
	struct arena *arena;
};

void kind_free(struct kind *kind);

/* The declared field of this name, or NULL. */
const struct field_spec *kind_field(const struct kind *kind, struct slice name);

/* The field that an option of `KIND new` sets, by the `option` of its contract or by its own name;
 * NULL for none, and for what no option can say: a map, or what is not the writer's to choose. */
const struct field_spec *kind_option(const struct kind *kind, struct slice name);

/* A status by its name; -1 for one that the kind does not know. */
int kind_status(const struct kind *kind, struct slice name);

/* The sign-off that a kind asks for from a role, or NULL. */
const struct signoff_spec *kind_signoff(const struct kind *kind, struct slice role);

/* What a sign-off needs at least: what its kind asks for, never less than what all need. `spec` may
 * be NULL. */
enum trust signoff_trust(const struct signoff_spec *spec, enum trust of_all);

/* What a sign-off covers that no kind asks for: everything. */
extern const struct signoff_spec signoff_covers_all;

/*
 * The statuses at or after a set: those that cannot be reached from the initial status without
 * passing through the set (the set itself included). Unreachable statuses are in no such set.
 */
uint64_t lifecycle_at_or_after(const struct lifecycle *lifecycle, uint64_t set);
/* The statuses that can be reached from the initial one at all. */
uint64_t lifecycle_reachable(const struct lifecycle *lifecycle);

/* Appends a section's title as it is compared: folded, without a leading number and a trailing
 * colon. */
void kind_fold_title(struct buffer *out, struct slice title);

/* A hash of a comment's text with white space folded; for telling left-over guidance. */
uint64_t kind_comment_hash(struct slice text);
bool kind_is_guidance(const struct kind *kind, struct slice comment);

#endif
