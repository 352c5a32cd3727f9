/*
 * rule_text.h - what `handoff explain` says about rules: why they are there, a bad and a good
 * example, the way out.
 *
 * The texts are Markdown, one file a family in lib/check/rules/, embedded in the program when it is
 * built:
 *
 *     # What the family is about             one line
 *     ...                                    what is given in all its examples: files
 *     ## family/name                         a rule of rules[]; then why it is there
 *     ### Given                              files that both examples need, in place of the
 * family's
 *     ### Bad                                files; checked, they break this rule and no other
 *     ### Good                               files; checked, they break no rule
 *     ### Way out                            prose
 *     ### Exception                          how to allow one, where that is not as for most rules
 *
 * A file is fenced code whose info string is a word and a path. The word says what stands there:
 * `markdown`, `yaml` and `text` are text as it is, `bytes` is text with escapes such as `\xE9`,
 * `link` is the target of a symbolic link. Slices are of the embedded text: they are always valid.
 */
#ifndef HANDOFF_CHECK_RULE_TEXT_H
#define HANDOFF_CHECK_RULE_TEXT_H

#include "base/slice.h"

/* The texts of one family. */
struct rule_file {
	const char *family;
	const char *text;
	size_t len;
};

/* Sorted by family. */
extern const struct rule_file rule_files[];
extern const size_t n_rule_files;

/* Parts of a rule's text, each empty where there is none. */
struct rule_text {
	struct slice id;
	struct slice why;
	struct slice given; /* the rule's own, or its family's */
	bool given_is_own;
	struct slice bad;
	struct slice good;
	struct slice way_out;
	struct slice exception;
};

/* Where the next text is read; begins with zeroes. */
struct rule_text_cursor {
	size_t file;
	size_t at;
};

/* The texts one after another, family by family; false after the last one. */
bool rule_text_next(struct rule_text_cursor *cursor, struct rule_text *text);

/* The text of a rule by its id; false if there is none. */
bool rule_text_find(struct slice id, struct rule_text *text);

/* What a family is about, in one line; empty for a family that is not there. */
struct slice rule_family_title(struct slice family);

/* What is given in the examples of a family, where a rule has no own. */
struct slice rule_family_given(struct slice family);

/* A paragraph or more of prose, or a file. */
struct rule_block {
	bool is_code;
	struct slice form; /* of code: the first word of the info string */
	struct slice path; /* of code: the second one; empty: the code is no file */
	struct slice text; /* without the fences; prose without the empty lines around it */
};

/* Takes the first block off a part; false when nothing is left. */
bool rule_block_next(struct slice *part, struct rule_block *block);

#endif
