#include "repo/commit_file.h"

#include <fcntl.h>
#include <git2.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"
#include "repo/revision.h"
#include "repo/snapshot.h"

static struct error *failed(const char *what)
{
	const git_error *detail = git_error_last();

	return error_new(ERROR_REPOSITORY, "%s: %s", what,
		detail && detail->message ? detail->message : "unknown error");
}

/* ---- May it be done? ------------------------------------------------------------------------ */

static struct error *check_index(struct repo *repo, const char *path, const struct object_id *blob)
{
	const git_index_entry *entry;
	struct error *error = NULL;
	git_index *index;

	if (git_repository_index(&index, repo_handle(repo)) < 0)
		return failed("cannot read the index");
	entry = git_index_get_bypath(index, path, 0);
	if (git_index_has_conflicts(index) || !entry ||
		memcmp(entry->id.id, blob->bytes, OBJECT_ID_BYTES) != 0)
		error = error_new(ERROR_REFUSED,
			"%s is not in the index as it is in HEAD: commit or unstage that first",
			path);
	git_index_free(index);
	return error;
}

static struct error *check_file(struct repo *repo, const char *path)
{
	struct snapshot *head = NULL, *worktree = NULL;
	struct object_id committed;
	struct revision revision;
	bool unborn, same;
	struct error *error = revision_of_head(repo, &revision, &unborn);

	if (!error && unborn)
		error = error_new(ERROR_REFUSED, "nothing was committed yet");
	if (!error)
		error = snapshot_of_commit(repo, &revision.commit, &head);
	if (!error)
		error = snapshot_of_worktree(repo, &worktree);
	if (!error)
		error = snapshot_same_file(worktree, head, path, &same);
	if (!error && !(same && snapshot_blob_id(head, path, &committed)))
		error = error_new(ERROR_REFUSED,
			"%s has changes that are not committed: commit them first", path);
	if (!error)
		error = check_index(repo, path, &committed);
	snapshot_free(worktree);
	snapshot_free(head);
	revision_dispose(&revision);
	return error;
}

struct error *commit_file_check(struct repo *repo, const char *path)
{
	struct error *error = repo_check_writable(repo);

	if (!error && git_repository_state(repo_handle(repo)) != GIT_REPOSITORY_STATE_NONE)
		error = error_new(
			ERROR_REFUSED, "a merge, rebase or the like is under way: finish it first");
	return error ? error : check_file(repo, path);
}

bool commit_wants_signature(struct repo *repo)
{
	char *setting = repo_config_string(repo, "commit.gpgSign");
	int wants = 0;

	if (setting && git_config_parse_bool(&wants, setting) < 0)
		wants = 1;
	free(setting);
	return wants;
}

char *commit_signature_format(struct repo *repo)
{
	char *format = repo_config_string(repo, "gpg.format");

	return format ? format : mem_string(slice_of("openpgp"));
}

/* ---- Doing it ------------------------------------------------------------------------------- */

struct making {
	struct repo *repo;
	git_commit *parent;
	git_tree *before, *after;
	git_signature *who;
	git_index *index;
	git_oid blob, tree, commit;
};

static void dispose_making(struct making *making)
{
	git_index_free(making->index);
	git_signature_free(making->who);
	git_tree_free(making->after);
	git_tree_free(making->before);
	git_commit_free(making->parent);
}

static struct error *make_tree(struct making *making, const char *path, struct slice bytes)
{
	git_repository *handle = repo_handle(making->repo);
	git_tree_update update = {.action = GIT_TREE_UPDATE_UPSERT, .path = path};
	git_tree_entry *entry = NULL;
	git_oid head;

	if (git_reference_name_to_id(&head, handle, "HEAD") < 0 ||
		git_commit_lookup(&making->parent, handle, &head) < 0 ||
		git_commit_tree(&making->before, making->parent) < 0 ||
		git_tree_entry_bypath(&entry, making->before, path) < 0)
		return failed("cannot read HEAD");
	update.filemode = git_tree_entry_filemode(entry);
	git_tree_entry_free(entry);
	if (git_blob_create_from_buffer(&making->blob, handle, bytes.at, bytes.len) < 0)
		return failed("cannot write the blob");
	update.id = making->blob;
	if (git_tree_create_updated(&making->tree, handle, making->before, 1, &update) < 0 ||
		git_tree_lookup(&making->after, handle, &making->tree) < 0)
		return failed("cannot write the tree");
	return NULL;
}

static struct error *make_commit(
	struct making *making, const char *message, commit_signer *signer, void *context)
{
	git_repository *handle = repo_handle(making->repo);
	const git_commit *parents[] = {making->parent};
	struct buffer armour = BUFFER_INIT;
	git_buf text = GIT_BUF_INIT;
	struct error *error = NULL;

	if (git_signature_default(&making->who, handle) < 0)
		return error_new(ERROR_REFUSED,
			"git has no user.name and user.email, which a commit has to have");
	if (git_commit_create_buffer(&text, handle, making->who, making->who, NULL, message,
		    making->after, 1, parents) < 0)
		return failed("cannot make the commit");
	if (signer)
		error = signer(context, (struct slice){text.ptr, text.size}, &armour);
	if (!error && git_commit_create_with_signature(&making->commit, handle, text.ptr,
			      signer ? armour.at : NULL, NULL) < 0)
		error = failed("cannot write the commit");
	buffer_dispose(&armour);
	git_buf_dispose(&text);
	return error;
}

/* HEAD moves only if it still is where the commit begins. */
static struct error *move_head(struct making *making, const char *path)
{
	git_repository *handle = repo_handle(making->repo);
	char *reason = mem_format("commit: sign-off in %s", path);
	git_reference *head = NULL, *target = NULL, *moved = NULL;
	struct error *error = NULL;

	if (git_reference_lookup(&head, handle, "HEAD") < 0)
		error = failed("cannot read HEAD");
	else if (git_reference_type(head) == GIT_REFERENCE_SYMBOLIC &&
		 git_reference_lookup(&target, handle, git_reference_symbolic_target(head)) < 0)
		error = failed("cannot read the branch");
	else if (git_reference_create_matching(&moved, handle,
			 git_reference_name(target ? target : head), &making->commit, 1,
			 git_commit_id(making->parent), reason) < 0)
		error = failed("cannot move the branch");
	git_reference_free(moved);
	git_reference_free(target);
	git_reference_free(head);
	free(reason);
	return error;
}

static struct error *update_index(struct making *making, const char *path)
{
	const git_index_entry *before;
	git_index_entry entry;
	struct stat status;

	if (git_repository_index(&making->index, repo_handle(making->repo)) < 0)
		return failed("cannot read the index");
	before = git_index_get_bypath(making->index, path, 0);
	if (!before)
		return failed("cannot find the file in the index");
	entry = *before;
	entry.id = making->blob;
	entry.file_size = 0; /* git looks at the file again */
	entry.mtime.seconds = 0;
	if (fstatat(repo_worktree_fd(making->repo), path, &status, AT_SYMLINK_NOFOLLOW) == 0) {
		entry.file_size = (uint32_t)status.st_size;
		entry.mtime.seconds = (int32_t)status.st_mtim.tv_sec;
		entry.mtime.nanoseconds = (uint32_t)status.st_mtim.tv_nsec;
		entry.ctime.seconds = (int32_t)status.st_ctim.tv_sec;
		entry.ctime.nanoseconds = (uint32_t)status.st_ctim.tv_nsec;
		entry.ino = (uint32_t)status.st_ino;
		entry.dev = (uint32_t)status.st_dev;
	}
	if (git_index_add(making->index, &entry) < 0 || git_index_write(making->index) < 0)
		return failed("the commit is made, but the index could not be written");
	return NULL;
}

struct error *commit_file(struct repo *repo, const char *path, struct slice bytes,
	const char *message, commit_signer *signer, void *context, struct object_id *commit)
{
	struct making making = {.repo = repo};
	struct error *error = make_tree(&making, path, bytes);

	if (!error)
		error = make_commit(&making, message, signer, context);
	if (!error)
		error = move_head(&making, path);
	if (!error)
		error = update_index(&making, path);
	memcpy(commit->bytes, making.commit.id, OBJECT_ID_BYTES);
	dispose_making(&making);
	return error;
}
