/*
 * pool.h - parsing in worker processes: both cores, and nothing that a document does can hurt us.
 *
 * cmark-gfm's extensions are not thread-safe and Debian's build has known quadratic inputs; out of
 * memory it aborts. So documents are parsed in child processes that can do nothing else: no files,
 * no network (sandbox.h), bounded in CPU time, memory and wall time. Source and outline pass
 * through memory shared with each worker; a worker that dies or hangs is replaced, and the document
 * that it had gets an outline with its source and a FAULT_LIMIT.
 */
#ifndef HANDOFF_DOC_POOL_H
#define HANDOFF_DOC_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "doc/outline.h"

/* Section 11 of the design. Sizes in bytes. */
struct doc_limits {
	size_t document_bytes;    /* limits: document-kib, 1024 */
	size_t front_bytes;       /* front-matter-kib, 64 */
	unsigned yaml_depth;      /* yaml-depth, 32 */
	unsigned nesting;         /* nesting, 32: quotes and lists inside one another */
	unsigned paragraph_bytes; /* paragraph-kib, 16: also a heading or a cell */
	unsigned parts; /* parts, 10000: sections, or rows of all tables; a tenth: cells of a row */
	unsigned seconds;    /* seconds, 10: for one document */
	size_t memory_bytes; /* memory-mib, 256: for one document */
};

/* The built-in values. */
extern const struct doc_limits doc_limits_default;

enum doc_form {
	DOC_MARKDOWN, /* front matter and body */
	DOC_YAML,     /* a YAML file: only fields and faults */
	DOC_MEANING,  /* as DOC_MARKDOWN, and the meaning of each section */
	DOC_HTML,     /* the body as HTML; no fields, blocks, ..., and no sections but the first */
	DOC_FORMS,
};

struct doc_job {
	size_t id; /* the caller's */
	enum doc_form form;
	struct slice source; /* valid until the next call of `next` */
};

/* Where texts come from and outlines go. */
struct doc_feed {
	void *context;
	/* Sets *job to the next text; false when there is none. */
	bool (*next)(void *context, struct doc_job *job);
	/* Takes the outline of a job. In any order. */
	void (*done)(void *context, size_t id, struct outline *outline);
};

struct doc_pool;

/* A pool of at most `jobs` workers (0: one a processor). They are started when first needed. */
struct doc_pool *doc_pool_new(unsigned jobs, const struct doc_limits *limits);
/* Ends the workers. NULL is allowed. */
void doc_pool_free(struct doc_pool *pool);

/* Starts a worker before there is anything to do for it, so that it is ready by then. What goes
 * wrong shows when it is needed. */
void doc_pool_warm(struct doc_pool *pool);

/* True if the pool's limits are these. */
bool doc_pool_has_limits(const struct doc_pool *pool, const struct doc_limits *limits);

/* Other limits from now on (a copy is taken); workers that run under different ones are ended. */
void doc_pool_set_limits(struct doc_pool *pool, const struct doc_limits *limits);

/* Parses all that the feed offers; returns when the last outline has been handed over. The feed's
 * functions must not use the pool. An error means that no worker could be kept running; then some
 * outlines were not handed over. A worker that somebody else kills costs nothing but time. */
struct error *doc_pool_run(struct doc_pool *pool, const struct doc_feed *feed);

/* Parses one text. */
struct error *doc_pool_parse(
	struct doc_pool *pool, enum doc_form form, struct slice source, struct outline **outline);

#endif
