#include "signoff/sign.h"

#include <stdlib.h>

#include "base/mem.h"
#include "check/contract.h"
#include "check/link.h"
#include "signoff/carry.h"
#include "signoff/digest.h"
#include "signoff/edit.h"
#include "signoff/ssh.h"
#include "signoff/statement.h"
#include "signoff/upstream.h"
#include "signoff/verify.h"

void signing_dispose(struct signing *signing)
{
	buffer_dispose(&signing->bytes);
	buffer_dispose(&signing->trailer);
	free(signing->key);
	*signing = (struct signing){0};
}

/* ---- Who, and as what ----------------------------------------------------------------------- */

struct error *sign_who(struct workspace *workspace, const struct person **person)
{
	char *email = repo_config_string(workspace->repo, "user.email");
	struct error *error = NULL;
	size_t count;

	if (!email)
		return error_new(ERROR_REFUSED, "git has no user.email, so nobody knows who signs: "
						"`git config user.email ADDRESS`");
	count = people_count_email(policy_people(workspace->policy), slice_of(email), person);
	if (count == 0)
		error = error_new(ERROR_REFUSED,
			"nobody in .handoff/people.yaml has your address %s: have yourself added "
			"there, or set git's user.email",
			email);
	else if (count > 1)
		error = error_new(ERROR_REFUSED,
			"%zu people in .handoff/people.yaml have your address %s: it has to be one "
			"person's",
			count, email);
	free(email);
	return error;
}

static struct error *unknown_role(const struct kind *kind, const char *role)
{
	struct buffer roles = BUFFER_INIT;
	struct error *error;

	if (kind->n_signoffs == 0)
		return error_new(ERROR_REFUSED, "a %s takes no sign-offs", kind->id);
	for (size_t i = 0; i < kind->n_signoffs; i++)
		buffer_addf(&roles, "%s%s", i ? ", " : "", kind->signoffs[i].role);
	error = error_new(ERROR_REFUSED, "a %s takes no sign-off as \"%s\"; its roles are: %s",
		kind->id, role, roles.at);
	buffer_dispose(&roles);
	return error;
}

static bool names(const struct people *people, const struct outline *outline, uint32_t node,
	const struct person *person)
{
	const struct outline_field *field = &outline->fields[node];

	if (field->type == FIELD_SCALAR)
		return people_resolve(people, outline_text(outline, field->value)) == person;
	for (uint32_t child = outline_first_child(outline, node); child != OUTLINE_NONE;
		child = outline_next_child(outline, child)) {
		if (names(people, outline, child, person))
			return true;
	}
	return false;
}

bool person_is_author(
	const struct people *people, const struct document *document, const struct person *person)
{
	static const char *const fields[] = {"author", "authors"};

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		uint32_t node = document_field(document, fields[i]);

		if (node != OUTLINE_NONE && names(people, document->outline, node, person))
			return true;
	}
	return false;
}

static struct error *check_document(const struct document *document)
{
	if (document->refusal)
		return error_new(ERROR_REFUSED, "%s: %s", document->path, document->refusal);
	if (!document->kind)
		return error_new(ERROR_REFUSED,
			"%s: no document of a known kind: `handoff check %s` says why",
			document->path, document->path);
	if (document_text(document, "id").len == 0)
		return error_new(ERROR_REFUSED, "%s: has no `id`, and a sign-off has to name one",
			document->path);
	return NULL;
}

static struct error *check_role(const struct sign_request *request, const struct signing *signing,
	const struct signoff_spec **spec)
{
	const struct people *people = policy_people(request->workspace->policy);
	const struct person *person = signing->person;

	*spec = kind_signoff(request->document->kind, slice_of(request->role));
	if (!*spec)
		return unknown_role(request->document->kind, request->role);
	if (!person_holds(person, slice_of(request->role), request->workspace->today))
		return error_new(ERROR_REFUSED,
			"%s does not hold the role %s today: .handoff/people.yaml says who does",
			person->id, request->role);
	if ((*spec)->not_author && person_is_author(people, request->document, person))
		return error_new(ERROR_REFUSED,
			"%s is an author of %s, and the role %s is not for authors", person->id,
			request->document->path, request->role);
	return NULL;
}

/* ---- What is signed ------------------------------------------------------------------------- */

/* What is signed has to stand in history, or nobody could ever see it again. */
static struct error *not_committed(const char *path)
{
	return error_new(ERROR_REFUSED,
		"%s has changes that are not committed: commit them first, so that what you sign "
		"stands in history",
		path);
}

/* What of it is covered, that is: sign-offs of others may wait for the same commit. */
static struct error *check_committed_content(const struct workspace *workspace,
	const struct document *document, const struct signoff_spec *spec, struct objects *objects,
	struct snapshot *head)
{
	struct document *committed = NULL;
	struct digest now, before;
	struct object_id blob;
	struct error *error;

	if (!snapshot_blob_id(head, document->path, &blob)) {
		error = snapshot_take_trouble(head);
		return error ? error : not_committed(document->path);
	}
	error = carry_version(workspace->corpus, objects, &blob, document, &committed);
	if (error)
		return error;
	if (!committed)
		return not_committed(document->path);
	digest_content(document, spec, &now);
	digest_content(committed, spec, &before);
	if (!slice_equal(digest_slice(&now), digest_slice(&before)))
		error = not_committed(document->path);
	carry_version_free(committed);
	return error;
}

static struct error *check_committed_file(
	struct workspace *workspace, struct snapshot *head, const char *path)
{
	bool same;
	struct error *error = snapshot_same_file(workspace->snapshot, head, path, &same);

	return error || same ? error : not_committed(path);
}

static struct error *check_upstream(const struct sign_request *request, struct objects *objects,
	struct snapshot *head, const struct upstream *upstream)
{
	struct workspace *workspace = request->workspace;
	const struct document *document = request->document;
	struct error *error = NULL;

	for (size_t i = 0; !error && i < upstream->count; i++) {
		const struct upstream_target *target = &upstream->list[i];
		const struct document *linked =
			corpus_resolve(workspace->corpus, document, target->link);
		struct target file = {0};

		if (target->fault) {
			error = error_new(ERROR_REFUSED, "what `%.*s` links to, %.*s, %s",
				SLICE_ARG(target->field), SLICE_ARG(target->link), target->fault);
			break;
		}
		if (linked && linked->kind) {
			error = check_committed_content(workspace, linked, NULL, objects, head);
			continue;
		}
		if (!linked)
			file = target_read_path(document->path, target->link);
		error = check_committed_file(workspace, head, linked ? linked->path : file.path);
		target_dispose(&file);
	}
	return error;
}

static struct error *check_committed(const struct sign_request *request,
	const struct signoff_spec *spec, const struct upstream *upstream)
{
	struct workspace *workspace = request->workspace;
	struct objects *objects = NULL;
	struct snapshot *head = NULL;
	struct error *error;

	if (!workspace->has_tip)
		return not_committed(request->document->path);
	error = objects_open(workspace->repo, &objects);
	if (!error)
		error = snapshot_of_commit(workspace->repo, &workspace->tip.commit, &head);
	if (!error)
		error = check_committed_content(workspace, request->document, spec, objects, head);
	if (!error)
		error = check_upstream(request, objects, head, upstream);
	snapshot_free(head);
	objects_free(objects);
	return error;
}

/* ---- The entry ------------------------------------------------------------------------------ */

struct draft {
	struct entry entry;
	char at[DATETIME_SIZE];
	struct digest digest;
	struct upstream upstream;
	struct upstream_memo *memo;
	struct buffer armour;
};

static void draft_dispose(struct draft *draft)
{
	free(draft->entry.upstream);
	upstream_dispose(&draft->upstream);
	upstream_memo_free(draft->memo);
	buffer_dispose(&draft->armour);
}

static struct error *write_time(int64_t seconds, char out[static DATETIME_SIZE])
{
	if (datetime_format(seconds, out))
		return NULL;
	return error_new(ERROR_INTERNAL, "the clock shows no time that can be written");
}

static void take_upstream(struct draft *draft)
{
	const struct upstream *upstream = &draft->upstream;

	draft->entry.upstream = mem_calloc(upstream->count + 1, sizeof *draft->entry.upstream);
	for (size_t i = 0; i < upstream->count; i++)
		draft->entry.upstream[draft->entry.n_upstream++] = (struct upstream_digest){
			upstream->list[i].field, digest_slice(&upstream->list[i].digest)};
}

static struct error *write_draft(const struct sign_request *request,
	const struct signoff_spec *spec, const struct person *person, struct draft *draft)
{
	struct workspace *workspace = request->workspace;
	struct error *error = write_time(workspace->now, draft->at);

	if (error)
		return error;
	digest_content(request->document, spec, &draft->digest);
	take_upstream(draft);
	draft->entry.role = slice_of(request->role);
	draft->entry.by = slice_of(person->id);
	draft->entry.at = slice_of(draft->at);
	draft->entry.time = workspace->now;
	draft->entry.decision = request->decision;
	draft->entry.digest = digest_slice(&draft->digest);
	draft->entry.note = slice_of(request->note);
	return NULL;
}

/* ---- The signature -------------------------------------------------------------------------- */

static struct error *check_key(const struct sign_request *request, const struct person *person,
	const struct ssh_signing_key *key, struct slice statement, struct slice armour)
{
	struct signature_check check = {0};
	struct error *error = verify_ssh(
		person, request->workspace->today, armour, STATEMENT_NAMESPACE, statement, &check);

	if (!error && check.verdict != SIGNATURE_VALID)
		error = error_new(ERROR_REFUSED,
			"the key %s is no good for %s: %s; .handoff/people.yaml lists your keys",
			ssh_key_name(key), person->id,
			check.detail ? check.detail : signature_verdict_name(check.verdict));
	signature_check_dispose(&check);
	return error;
}

static struct error *sign_with(const struct sign_request *request, const struct person *person,
	const struct ssh_signing_key *key, struct draft *draft)
{
	const char *repository = policy_config(request->workspace->policy)->repository;
	struct buffer statement = BUFFER_INIT;
	struct error *error;

	if (!repository)
		return error_new(ERROR_REFUSED,
			".handoff/config.yaml has no `repository`: a signature has to name one, so "
			"that it is good for no other");
	error = statement_write(&draft->entry, slice_of(repository),
		document_text(request->document, "id"), &statement);
	if (!error)
		error = ssh_sign(
			key, STATEMENT_NAMESPACE, buffer_slice(&statement), &draft->armour);
	if (!error)
		error = check_key(request, person, key, buffer_slice(&statement),
			buffer_slice(&draft->armour));
	if (!error)
		draft->entry.signature = buffer_slice(&draft->armour);
	buffer_dispose(&statement);
	return error;
}

static struct error *add_signature(const struct sign_request *request,
	const struct signoff_spec *spec, struct draft *draft, struct signing *signing)
{
	enum trust required = signoff_trust(spec, policy_config(request->workspace->policy)->trust);
	struct ssh_signing_key *key = NULL;
	struct error *error = ssh_choose_key(request->workspace->repo, request->ssh_key, &key);

	if (!error && key) {
		error = sign_with(request, signing->person, key, draft);
		signing->key = mem_string(slice_of(ssh_key_name(key)));
	} else if (!error && required == TRUST_CONTENT_SIGNED) {
		error = error_new(ERROR_REFUSED, "this sign-off has to carry a signature: name an "
						 "SSH key with --ssh-key, or "
						 "set git's gpg.format to ssh and user.signingKey");
	}
	ssh_key_free(key);
	return error;
}

/* ---- Putting it in -------------------------------------------------------------------------- */

/* The caller's own entry in this role, the last one; OUTLINE_NONE if there is none. */
static uint32_t own_entry(
	const struct document *document, const char *role, const struct person *person)
{
	const struct outline *outline = document->outline;
	uint32_t list = document_field(document, "signoffs"), found = OUTLINE_NONE;

	if (list == OUTLINE_NONE || outline->fields[list].type != FIELD_LIST)
		return OUTLINE_NONE;
	for (uint32_t node = outline_first_child(outline, list); node != OUTLINE_NONE;
		node = outline_next_child(outline, node)) {
		struct entry entry;
		struct span place;
		char *fault = entry_read(outline, node, &entry, &place);

		if (!fault && slice_is(entry.role, role) && slice_is(entry.by, person->id))
			found = node;
		free(fault);
		entry_dispose(&entry);
	}
	return found;
}

static bool holds_entry(const struct outline *outline, uint32_t list, const struct entry *wanted)
{
	for (uint32_t node = outline_first_child(outline, list); node != OUTLINE_NONE;
		node = outline_next_child(outline, node)) {
		struct entry entry;
		struct span place;
		char *fault = entry_read(outline, node, &entry, &place);
		bool same =
			!fault && slice_equal(entry.role, wanted->role) &&
			slice_equal(entry.by, wanted->by) && slice_equal(entry.at, wanted->at) &&
			slice_equal(entry.digest, wanted->digest) &&
			slice_equal(entry.note, wanted->note) &&
			slice_equal(entry.signature, wanted->signature) &&
			entry.decision == wanted->decision &&
			entry.n_upstream == wanted->n_upstream && entry.revoked == wanted->revoked;

		free(fault);
		entry_dispose(&entry);
		if (same)
			return true;
	}
	return false;
}

/* Reads what was made: the entry has to be in it, and the content has to be what it was. */
static struct error *verify_edit(struct workspace *workspace, const struct document *document,
	const struct entry *entry, struct slice bytes)
{
	struct outline *outline;
	struct document edited = *document;
	struct digest before, after;
	uint32_t list;
	struct error *error = doc_pool_parse(workspace->pool, DOC_MARKDOWN, bytes, &outline);

	if (error)
		return error;
	edited.outline = outline;
	list = document_field(&edited, "signoffs");
	digest_content(document, NULL, &before);
	edited.contract = contract_new(&edited);
	digest_content(&edited, NULL, &after);
	if (list == OUTLINE_NONE || outline->n_faults != document->outline->n_faults ||
		!slice_equal(digest_slice(&before), digest_slice(&after)) ||
		!holds_entry(outline, list, entry))
		error = error_new(ERROR_REFUSED,
			"%s: its `signoffs` are written in a way that cannot be extended safely; "
			"write them as a list with one `- role: ...` an entry",
			document->path);
	contract_free(edited.contract);
	outline_free(outline);
	return error;
}

static void write_trailer(const struct document *document, const struct entry *entry,
	const char *decision, struct buffer *out)
{
	struct slice id = document_text(document, "id");

	buffer_addf(out, "%.*s %.*s %.*s %s %.*s", SLICE_ARG(id), SLICE_ARG(entry->role),
		SLICE_ARG(entry->by), decision, SLICE_ARG(entry->digest));
}

static struct error *put(
	const struct sign_request *request, const struct draft *draft, struct signing *signing)
{
	const struct document *document = request->document;
	uint32_t own = own_entry(document, request->role, signing->person);
	struct error *error =
		edit_put_signoff(document->outline, &draft->entry, own, &signing->bytes);

	if (!error)
		error = verify_edit(
			request->workspace, document, &draft->entry, buffer_slice(&signing->bytes));
	signing->renewed = own != OUTLINE_NONE;
	if (!error)
		write_trailer(document, &draft->entry, decision_name(draft->entry.decision),
			&signing->trailer);
	return error;
}

struct error *sign_document(const struct sign_request *request, struct signing *signing)
{
	const struct signoff_spec *spec = NULL;
	struct draft draft = {0};
	struct error *error;

	*signing = (struct signing){0};
	error = check_document(request->document);
	if (!error)
		error = sign_who(request->workspace, &signing->person);
	if (!error)
		error = check_role(request, signing, &spec);
	if (!error && request->decision != DECISION_APPROVE &&
		(!request->note || !slice_trim(slice_of(request->note)).len))
		error = error_new(ERROR_USAGE, "%s needs a --note that says why",
			decision_name(request->decision));
	if (error)
		return error;
	draft.memo = upstream_memo_new(request->workspace->corpus);
	upstream_read(draft.memo, request->document, &draft.upstream);
	error = check_committed(request, spec, &draft.upstream);
	if (!error)
		error = write_draft(request, spec, signing->person, &draft);
	if (!error)
		error = add_signature(request, spec, &draft, signing);
	if (!error)
		error = put(request, &draft, signing);
	draft_dispose(&draft);
	return error;
}

/* ---- Withdrawing ---------------------------------------------------------------------------- */

static struct error *revoke_entry(struct workspace *workspace, const struct document *document,
	uint32_t node, const char *reason, struct signing *signing)
{
	char at[DATETIME_SIZE];
	struct entry entry;
	struct span place;
	char *fault = entry_read(document->outline, node, &entry, &place);
	struct error *error = write_time(workspace->now, at);

	free(fault);
	if (!error && entry.revoked)
		error = error_new(ERROR_REFUSED, "%s: your sign-off as %.*s is revoked already",
			document->path, SLICE_ARG(entry.role));
	if (!error)
		error = edit_revoke_signoff(
			document->outline, node, slice_of(at), slice_of(reason), &signing->bytes);
	entry.revoked = true;
	if (!error)
		error = verify_edit(workspace, document, &entry, buffer_slice(&signing->bytes));
	if (!error)
		write_trailer(document, &entry, "revoked", &signing->trailer);
	entry_dispose(&entry);
	return error;
}

struct error *revoke_signoff(struct workspace *workspace, const struct document *document,
	const char *role, const char *reason, struct signing *signing)
{
	struct error *error;
	uint32_t own;

	*signing = (struct signing){0};
	error = check_document(document);
	if (!error)
		error = sign_who(workspace, &signing->person);
	if (error)
		return error;
	own = own_entry(document, role, signing->person);
	if (own == OUTLINE_NONE)
		return error_new(ERROR_REFUSED,
			"%s: %s has no sign-off as \"%s\" in it to withdraw", document->path,
			signing->person->id, role);
	return revoke_entry(workspace, document, own, reason, signing);
}
