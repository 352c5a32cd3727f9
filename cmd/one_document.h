/*
 * one_document.h - what the verbs that read one document of their kind share.
 */
#ifndef HANDOFF_CMD_ONE_DOCUMENT_H
#define HANDOFF_CMD_ONE_DOCUMENT_H

#include "check/workspace.h"
#include "cmd.h"

struct app_document {
	char *path; /* relative to the repository's root */
	struct workspace workspace;
	const struct document *document;
};

struct app_document_request {
	const char *const *words; /* the kind, then the path as it was typed */
	size_t n_words;
	const char *verb;
	const char *rev;    /* NULL: the working tree */
	bool all_documents; /* the others are read too */
};

/* Opens the document that the words name, which has to be of the kind, and returns what `show` makes
 * of it; or EXIT_TROUBLE, after saying why not. */
int app_show_document(struct app *app, const struct app_document_request *request,
	int (*show)(struct app *app, const struct app_document *opened));

#endif
