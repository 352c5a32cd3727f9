#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "repo/commit.h"
#include "signoff/judge.h"
#include "signoff/verify.h"

/* The namespace of git's own signatures. */
#define GIT_NAMESPACE "git"

/* What one introducing commit proves. */
struct proof {
	enum signoff_state state;
	enum trust reached;
	char *reason;
	char *author;
	const struct origin *origin;
	bool tampered;
};

static void dispose_proof(struct proof *proof)
{
	free(proof->reason);
	free(proof->author);
}

static bool is_of_person(const struct person *person, struct slice email)
{
	for (size_t i = 0; i < person->n_emails; i++) {
		if (slice_equal_nocase(slice_of(person->emails[i].address), email))
			return true;
	}
	return false;
}

static struct error *check_commit_signature(const struct signoff *signoff,
	const struct commit_header *header, struct date when, struct proof *proof)
{
	struct buffer payload = BUFFER_INIT, armour = BUFFER_INIT;
	struct signature_check check = {0};
	struct error *error;

	if (header->signature.len == 0)
		return NULL;
	buffer_add_slice(&payload, header->before_signature);
	buffer_add_slice(&payload, header->behind_signature);
	commit_signature(header, &armour);
	error = verify_armour(signoff->person, when, buffer_slice(&armour), GIT_NAMESPACE,
		buffer_slice(&payload), &check);
	if (!error && check.verdict == SIGNATURE_VALID) {
		proof->reached = TRUST_COMMIT_SIGNED;
	} else if (!error) {
		bool unknown = check.verdict == SIGNATURE_UNVERIFIABLE;

		proof->state = unknown ? STATE_UNVERIFIABLE : STATE_FORGED;
		proof->reason = mem_format("the signature of the commit that brought it in %s: %s",
			unknown ? "cannot be verified" : "is not a good one of that person",
			check.detail ? check.detail : "");
	}
	signature_check_dispose(&check);
	buffer_dispose(&armour);
	buffer_dispose(&payload);
	return error;
}

/* An author who is somebody else: that is all that history shows, and there are two readings. */
static void say_misattributed(const struct signoff *signoff, struct proof *proof)
{
	proof->state = STATE_MISATTRIBUTED;
	proof->tampered = proof->origin->replaced;
	if (proof->tampered)
		proof->reason = mem_format("it stood there already, and %s edited it: %.*s has to "
					   "sign again",
			proof->author, SLICE_ARG(signoff->entry.by));
	else
		proof->reason =
			mem_format("it came into history in a commit by %s: somebody signed "
				   "for %.*s, or the history was squashed or rebased (an "
				   "entry with an SSH signature of its own survives that)",
				proof->author, SLICE_ARG(signoff->entry.by));
}

static struct error *prove_by_commit(
	struct judge *judge, const struct signoff *signoff, struct date when, struct proof *proof)
{
	struct commit_header header;
	struct error *error = objects_read(judge->objects, &proof->origin->commit, OBJECT_COMMIT,
		MAX_COMMIT_BYTES, &judge->bytes);

	if (error)
		return error;
	commit_header_read(buffer_slice(&judge->bytes), &header);
	if (header.fault) {
		proof->state = STATE_MALFORMED;
		proof->reason =
			mem_format("the commit that brought it in is malformed: %s", header.fault);
		return NULL;
	}
	proof->author = mem_format(
		"%.*s <%.*s>", SLICE_ARG(header.author_name), SLICE_ARG(header.author_email));
	if (!is_of_person(signoff->person, header.author_email)) {
		say_misattributed(signoff, proof);
		return NULL;
	}
	proof->reached = TRUST_ATTRIBUTED;
	proof->state = STATE_VALID;
	if (signoff->required < TRUST_COMMIT_SIGNED)
		return NULL;
	return check_commit_signature(signoff, &header, when, proof);
}

static char *gap_reason(enum origin_type type)
{
	switch (type) {
	case ORIGIN_SHALLOW:
		return mem_format("this clone is shallow and does not reach the commit that "
				  "brought it in: `git fetch --unshallow`");
	case ORIGIN_MISSING:
		return mem_format("objects of its history are missing or damaged: `git fsck`, or "
				  "fetch them");
	case ORIGIN_LIMIT:
		return mem_format("its history is longer than `limits: commits` allows");
	default:
		return mem_format("a commit of its history is malformed");
	}
}

static void settle(struct proof *proof, enum trust required)
{
	if (proof->state != STATE_VALID || proof->reached >= required)
		return;
	proof->state = STATE_UNVERIFIED;
	proof->reason = mem_format("it is only %s, and has to be %s", trust_name(proof->reached),
		trust_name(required));
}

static struct error *prove(struct judge *judge, const struct signoff *signoff,
	const struct origin *origin, struct date when, struct proof *proof)
{
	struct error *error;

	*proof = (struct proof){.state = STATE_UNVERIFIABLE, .origin = origin};
	if (origin->type != ORIGIN_COMMIT) {
		proof->reason = gap_reason(origin->type);
		return NULL;
	}
	error = prove_by_commit(judge, signoff, when, proof);
	if (!error)
		settle(proof, signoff->required);
	return error;
}

/* Of several commits that brought it in the one that proves most counts; but what cannot be seen
 * might be good, so that nobody is accused before it is. */
static bool proves_more(const struct proof *a, const struct proof *b)
{
	if (a->state != b->state)
		return a->state > b->state;
	return a->reached > b->reached;
}

static void take_proof(struct signoff *signoff, struct proof *proof)
{
	if (signoff->reached < proof->reached)
		signoff->reached = proof->reached;
	if (proof->origin->type == ORIGIN_COMMIT)
		signoff->origin = proof->origin;
	signoff->author = proof->author;
	proof->author = NULL;
	if (signoff->reached == TRUST_CONTENT_SIGNED || signoff->required == TRUST_CLAIMED ||
		proof->state >= signoff->state)
		return;
	signoff->tampered = proof->tampered;
	judge_say(signoff, proof->state, "%s", proof->reason ? proof->reason : "");
}

/* The origin of what is not committed yet, or NULL. */
static const struct origin *pending_origin(const struct signoff *signoff)
{
	for (size_t i = 0; i < signoff->origins.count; i++) {
		if (signoff->origins.list[i].type == ORIGIN_UNCOMMITTED)
			return &signoff->origins.list[i];
	}
	return NULL;
}

bool judge_is_for_another(struct judge *judge, struct signoff *signoff)
{
	const struct origin *origin = pending_origin(signoff);

	if (!judge->author || !origin || !signoff->person ||
		signoff->reached == TRUST_CONTENT_SIGNED || signoff->required == TRUST_CLAIMED ||
		is_of_person(signoff->person, slice_of(judge->author)))
		return false;
	signoff->tampered = origin->replaced;
	if (signoff->tampered)
		judge_say(signoff, STATE_MISATTRIBUTED,
			"it stands there already, and is edited by %s: %.*s has to sign again",
			judge->author, SLICE_ARG(signoff->entry.by));
	else
		judge_say(signoff, STATE_MISATTRIBUTED,
			"it is about to be committed by %s: people sign for themselves, with "
			"`handoff sign`, or with an SSH signature, which others may commit",
			judge->author);
	return true;
}

static struct error *find_proof(
	struct judge *judge, const struct signoff *signoff, struct date when, struct proof *best)
{
	struct error *error = NULL;

	*best = (struct proof){.state = STATE_UNVERIFIABLE};
	for (size_t i = 0; !error && i < signoff->origins.count; i++) {
		struct proof proof;

		error = prove(judge, signoff, &signoff->origins.list[i], when, &proof);
		if (error || (best->origin && !proves_more(&proof, best))) {
			dispose_proof(&proof);
			continue;
		}
		dispose_proof(best);
		*best = proof;
	}
	return error;
}

struct error *judge_is_brought_by_another(
	struct judge *judge, struct signoff *signoff, struct date when, bool *is_so)
{
	struct proof best;
	struct error *error;

	*is_so = false;
	/* Without a trusted revision there is no telling what a branch brings. */
	if (!judge->known || !signoff->is_new || !signoff->person || pending_origin(signoff) ||
		signoff->origins.count == 0 || signoff->reached == TRUST_CONTENT_SIGNED ||
		signoff->required == TRUST_CLAIMED)
		return NULL;
	error = find_proof(judge, signoff, when, &best);
	*is_so = !error && best.state == STATE_MISATTRIBUTED;
	if (*is_so)
		take_proof(signoff, &best);
	dispose_proof(&best);
	return error;
}

/* *who: the author of a commit that is not the person; NULL if it is, or if that cannot be told. */
static struct error *find_other_author(
	struct judge *judge, const struct signoff *signoff, const struct origin *origin, char **who)
{
	struct commit_header header;
	struct error *error;

	*who = NULL;
	if (origin->type == ORIGIN_UNCOMMITTED) {
		if (judge->author && !is_of_person(signoff->person, slice_of(judge->author)))
			*who = mem_string(slice_of(judge->author));
		return NULL;
	}
	if (origin->type != ORIGIN_COMMIT)
		return NULL;
	error = objects_read(
		judge->objects, &origin->commit, OBJECT_COMMIT, MAX_COMMIT_BYTES, &judge->bytes);
	if (error)
		return error;
	commit_header_read(buffer_slice(&judge->bytes), &header);
	if (!header.fault && !is_of_person(signoff->person, header.author_email))
		*who = mem_format("%.*s <%.*s>", SLICE_ARG(header.author_name),
			SLICE_ARG(header.author_email));
	return NULL;
}

struct error *judge_is_withdrawn_by_another(struct judge *judge,
	const struct document_ledger *document, struct signoff *signoff, bool *is_so)
{
	struct identity identity;
	struct origins origins;
	struct error *error = NULL;
	char *who = NULL;

	*is_so = false;
	if (!signoff->entry.revoked || !signoff->person || signoff->required == TRUST_CLAIMED)
		return NULL;
	identity = identity_of_entry(document->document->outline, signoff->node);
	origins = history_of_revocation(judge->history, document->subject, &identity);
	/* Of several commits that made the mark one of the person's own is enough. */
	for (size_t i = 0; !error && i < origins.count && (i == 0 || who); i++) {
		free(who);
		error = find_other_author(judge, signoff, &origins.list[i], &who);
	}
	*is_so = !error && who;
	if (*is_so) {
		signoff->tampered = true;
		judge_say(signoff, STATE_MISATTRIBUTED,
			"it is marked as withdrawn by %s, which only %.*s may do: sign again", who,
			SLICE_ARG(signoff->entry.by));
	}
	free(who);
	return error;
}

struct error *judge_trust(struct judge *judge, struct signoff *signoff, struct date when)
{
	struct proof best;
	struct error *error;

	if (pending_origin(signoff)) {
		if (signoff->state > STATE_PENDING)
			judge_say(signoff, STATE_PENDING, "it is not committed yet");
		return NULL;
	}
	if (signoff->origins.count == 0) {
		judge_say(signoff, STATE_UNVERIFIABLE, "its history is not known");
		return NULL;
	}
	error = find_proof(judge, signoff, when, &best);
	if (!error)
		take_proof(signoff, &best);
	dispose_proof(&best);
	return error;
}
