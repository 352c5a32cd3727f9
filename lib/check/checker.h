/*
 * checker.h - what the families of rules share while they look at one document. Internal to check/.
 */
#ifndef HANDOFF_CHECK_CHECKER_H
#define HANDOFF_CHECK_CHECKER_H

#include "base/clock.h"
#include "check/condition.h"
#include "check/contract.h"
#include "check/corpus.h"
#include "check/finding.h"
#include "check/link.h"

struct checker {
	const struct corpus *corpus;
	const struct config *config;
	const struct people *people;
	struct lookups *lookups;
	struct circles *circles;
	struct uniques *uniques;
	struct secrets *secrets;
	struct tiers *tiers; /* made when first asked for */
	struct glossary_state *glossary;
	bool is_staged; /* what is pending is about to be committed */
	const struct ledger *ledger; /* where the sign-offs stand; NULL: not asked */
	struct findings *findings;
	struct findings *excepted; /* those that an exception in the document lets pass */
	struct date today;
	const struct document *document; /* the one at hand */
	bool strict;                     /* its status is one in which gaps are errors */
	size_t last; /* the number of the finding that was recorded last; SIZE_MAX: it was not */
	size_t recorded;           /* findings of this document */
	size_t dropped;            /* beyond the limit */
	const char *contract_rule; /* the contract's own id of the rule at hand, or NULL */
	size_t searches; /* look-ups of names in other letter case, which read directories */
};

/* Records a finding of a rule at a place of the document at hand, with the rule's severity as the
 * document's status and config.yaml have it. */
void checker_add(struct checker *checker, enum rule_id rule, struct span span, const char *format,
	...) __attribute__((format(printf, 4, 5)));

/* The same with a severity that a contract gives. */
void checker_add_as(struct checker *checker, enum rule_id rule, enum severity severity,
	struct span span, const char *format, ...) __attribute__((format(printf, 5, 6)));

/* A rule that the contract names itself, with its id there, which ends the message. */
void checker_add_rule(struct checker *checker, enum rule_id rule, const char *id,
	enum severity severity, struct span span, const char *format, ...)
	__attribute__((format(printf, 6, 7)));

/* A gap that is an error in every status, or already (`from`): not lowered in a draft. */
void checker_add_gap(struct checker *checker, enum rule_id rule, bool strict, struct span span,
	const char *format, ...) __attribute__((format(printf, 5, 6)));

/* True if config.yaml switches a rule off, so that what it would take need not be found out. */
bool checker_is_off(const struct checker *checker, enum rule_id rule);

/* Attaches a fix to the finding that was recorded last (not if it is switched off): `text` replaces
 * `span`. Takes both strings. */
void checker_fix(struct checker *checker, struct span span, char *text, char *what);

/* Says what the finding that was recorded last is about, where its line does not tell: the name of
 * what is missing. */
void checker_about(struct checker *checker, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Where a finding about the whole document stands: at its kind, else at its first byte. */
struct span checker_document_span(const struct checker *checker);
/* The place of a field: its key and value. */
struct span checker_field_span(const struct checker *checker, uint32_t node);

/* True if the status of the document is in a set; an unknown status is in none but the set of all.
 */
bool checker_status_in(const struct checker *checker, uint64_t set);
struct scope checker_scope(const struct checker *checker);

/* True if a section is asked for as the document stands: its condition holds and its status is
 * reached. What is there before that may still be unfinished. */
bool section_is_due(struct checker *checker, const struct section_spec *spec);

/* A value that is to be checked: of a field, or of a cell or a part of one. */
struct value_place {
	enum rule_id rule; /* front/type or table/cell-type */
	const char *what;  /* names the field or column */
	struct span span;
	uint32_t node; /* the field, or OUTLINE_NONE */
	bool is_link;  /* the target of a link in the text, which is looked at as such too */
	const struct scope *scope; /* where other names are looked up */
};

/* Checks one value against its type: form, limits, order, person, role, link, file. */
void check_value(struct checker *checker, const struct field_spec *spec, struct slice value,
	const struct value_place *place);

/* Checks a typed link: of a field, or of a cell. */
void check_typed_link(struct checker *checker, const struct field_spec *spec, struct slice value,
	const struct value_place *place);
void check_file(struct checker *checker, struct slice value, const struct value_place *place);

/* One function a family. */
void check_faults(struct checker *checker);
void check_front(struct checker *checker);
void check_sections(struct checker *checker);
void check_placeholders(struct checker *checker);
void check_tables(struct checker *checker);
void check_rows(struct checker *checker);
void check_actions(struct checker *checker);
void check_texts(struct checker *checker);
void check_tiers(struct checker *checker);
void check_glossary(struct checker *checker);
void check_links(struct checker *checker);
void check_signoffs(struct checker *checker);
/* True if there is one, whether it is reported or not. */
bool check_secrets(struct checker *checker);
/* Other findings of the document, from these numbers on, must not show it either. */
void hide_secrets(struct checker *checker, size_t first, size_t first_excepted);
void check_people(struct checker *checker);
/* What check_glossary keeps from document to document. */
struct glossary_state *glossary_state_new(void);
void glossary_state_free(struct glossary_state *state);
/* Ids that more than one document of the corpus has. */
void check_ids(struct checker *checker);
/* What a link field asks of the document that it leads to: its status, a link back, no way around
 * in a circle. */
void check_relation(struct checker *checker, const struct field_spec *spec,
	const struct document *target, struct slice value, struct span span);

#endif
