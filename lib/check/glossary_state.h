/*
 * glossary_state.h - what the rules on words keep from document to document. Internal to
 * check_glossary.c and check_jargon.c.
 */
#ifndef HANDOFF_CHECK_GLOSSARY_STATE_H
#define HANDOFF_CHECK_GLOSSARY_STATE_H

#include "check/checker.h"
#include "check/glossary.h"

struct glossary_state {
	struct glossary *glossary; /* read when first needed */
	bool *used;                /* concepts, in the documents that were looked at */
	size_t n_unused;           /* of them, so far */
	uint32_t *decided;         /* of concepts: the number of the document in which that is */
	uint32_t number;           /* of the document at hand, from 1 */
	struct glossary_reading reading;
};

/* The glossary of the corpus. */
const struct glossary *checker_glossary(struct checker *checker);

/* True if terms that no document uses are asked for: then all of every document is read. */
bool looks_for_unused(const struct checker *checker);

/* Reads a document that is no glossary, for the terms that it uses and for those that its readers
 * do not know. */
void check_jargon(struct checker *checker);

#endif
