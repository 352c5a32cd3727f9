/*
 * config.h - .handoff/config.yaml: which files are documents, how much trust, which severities.
 */
#ifndef HANDOFF_POLICY_CONFIG_H
#define HANDOFF_POLICY_CONFIG_H

#include "doc/pool.h"
#include "policy/problem.h"

enum trust {
	TRUST_CLAIMED,
	TRUST_ATTRIBUTED,
	TRUST_COMMIT_SIGNED,
	TRUST_CONTENT_SIGNED,
};

enum severity {
	SEVERITY_OFF,
	SEVERITY_INFO,
	SEVERITY_WARNING,
	SEVERITY_ERROR,
};

struct severity_setting {
	char *rule; /* a rule's id or a family's name */
	enum severity severity;
	struct position place;
};

struct config {
	char **documents; /* pathspecs */
	size_t n_documents;
	char **ignore;
	size_t n_ignore;
	char *repository; /* or NULL */
	enum trust trust;
	bool carry_formatting;
	struct severity_setting *severities;
	size_t n_severities;
	struct doc_limits limits;
	size_t max_documents;
	size_t max_commits; /* of history that sign-offs are looked for in */
	size_t max_template_bytes;
};

/* What holds where there is no config.yaml, and for each key that it leaves out. */
void config_set_defaults(struct config *config);

/* Reads the file that `reader` holds; problems are recorded there. Dispose in any case. */
void config_read(struct reader *reader, struct config *config);
void config_dispose(struct config *config);

/* "error", "warning", "info", "off"; -1 for anything else. */
int severity_parse(struct slice text);
const char *severity_name(enum severity severity);

/* A trust level by its name; -1 for anything else. */
int trust_parse(struct slice text);
const char *trust_name(enum trust trust);

#endif
