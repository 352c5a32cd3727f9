/*
 * actions.h - the action items of all documents, for people, scripts, spreadsheets and calendars.
 */
#ifndef HANDOFF_REPORT_ACTIONS_H
#define HANDOFF_REPORT_ACTIONS_H

#include "base/buffer.h"
#include "check/workspace.h"
#include "signoff/action_items.h"

struct actions_options {
	const char *prefix; /* the current directory below the repository's root */
	bool color;
	bool overdue;               /* only what is overdue */
	const struct person *owner; /* only what this person owns; NULL: anybody */
	const char *kind;           /* only of documents of this kind; NULL: any */
	const char *const *paths;   /* only of documents at or below these; none: all */
	size_t n_paths;
};

/* What is shown: overdue first, then by day; what is finished, last. */
struct action_list {
	const struct workspace *workspace;
	const struct actions_options *options;
	const struct action_item **items;
	size_t count;
	size_t overdue;     /* of them */
	bool is_incomplete; /* of some of them history does not show how old they are */
};

/* Selects and sorts; free the list with action_list_dispose. The items that live on elsewhere are
 * not among them. */
void action_list_select(const struct workspace *workspace, const struct action_items *items,
	const struct actions_options *options, struct action_list *list);
void action_list_dispose(struct action_list *list);

typedef void actions_function(const struct action_list *list, struct buffer *out);

/* A table; below it, where items were carried from. */
actions_function report_actions_text;
actions_function report_actions_json;
/* One line an item. */
actions_function report_actions_csv;
/* A table for a comment or an issue. */
actions_function report_actions_markdown;
/* To-dos of a calendar (RFC 5545). */
actions_function report_actions_ics;

#endif
