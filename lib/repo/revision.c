#include "repo/revision.h"

#include <git2.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "repo/commit.h"

#define MAX_TEXT 1024

/* Steps back with ~ and ^; a longer way is no revision that a person means. */
#define MAX_STEPS 10000

static struct error *last_error(const char *text)
{
	const git_error *detail = git_error_last();

	return error_new(ERROR_REPOSITORY, "cannot look up \"%s\": %s", text,
		detail && detail->message ? detail->message : "unknown error");
}

static struct error *not_found(const char *text)
{
	return error_new(ERROR_NOT_FOUND,
		"revision \"%s\" is not in this repository; if it should be, `git fetch` it", text);
}

static void take(struct revision *out, const git_oid *id, struct slice name)
{
	memcpy(out->commit.bytes, id->id, OBJECT_ID_BYTES);
	free(out->name);
	out->name = mem_string(name);
}

static struct error *check_text(const char *text)
{
	size_t len = strlen(text);

	if (len == 0)
		return error_new(ERROR_USAGE, "an empty revision; HEAD is the current commit");
	if (len > MAX_TEXT)
		return error_new(ERROR_USAGE, "a revision of more than %d bytes", MAX_TEXT);
	if (text[0] == '-')
		return error_new(ERROR_USAGE, "\"%s\" is no revision: it begins with a dash", text);
	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)text[i] <= ' ' || text[i] == 0x7f)
			return error_new(ERROR_USAGE,
				"a revision cannot have spaces or control characters in it");
	}
	return NULL;
}

/* ---- Names ----------------------------------------------------------------------------------- */

/* Follows a ref by its full name. *found is false if there is none. */
static struct error *read_ref(
	struct repo *repo, const char *name, struct revision *out, bool *found)
{
	git_oid id;
	int code = git_reference_name_to_id(&id, repo_handle(repo), name);

	*found = code == 0;
	if (code == GIT_ENOTFOUND || code == GIT_EINVALIDSPEC)
		return NULL;
	if (code < 0)
		return last_error(name);
	take(out, &id, slice_of(name));
	return NULL;
}

static struct error *read_short_name(
	struct repo *repo, const char *text, struct revision *out, bool *found)
{
	struct buffer names = BUFFER_INIT;
	struct error *error = NULL;
	size_t count = 0;

	for (size_t i = 0; !error && i < 4; i++) {
		struct revision one = {0};
		char *name;
		bool is_one;

		name = i == 0   ? mem_format("refs/%s", text)
		       : i == 1 ? mem_format("refs/tags/%s", text)
		       : i == 2 ? mem_format("refs/heads/%s", text)
				: mem_format("refs/remotes/%s", text);
		error = read_ref(repo, name, &one, &is_one);
		if (!error && is_one) {
			buffer_addf(&names, "%s%s", count++ ? ", " : "", name);
			revision_dispose(out);
			*out = one;
		} else {
			revision_dispose(&one);
		}
		free(name);
	}
	*found = count > 0;
	if (!error && count > 1)
		error = error_new(ERROR_USAGE,
			"\"%s\" is ambiguous: there are %s; give the full name", text, names.at);
	buffer_dispose(&names);
	return error;
}

/* `origin` stands for what the remote's HEAD points to, where nothing else has that name. */
static struct error *read_remote_head(
	struct repo *repo, const char *text, struct revision *out, bool *found)
{
	char *name = mem_format("refs/remotes/%s/HEAD", text);
	struct error *error = read_ref(repo, name, out, found);

	free(name);
	return error;
}

static struct error *read_id(struct repo *repo, const char *text, struct revision *out, bool *found)
{
	size_t len = strlen(text);
	char hex[OBJECT_ID_HEX + 1];
	git_odb *database = NULL;
	git_oid prefix, id;
	int code;

	*found = false;
	if (len < 7 || len > OBJECT_ID_HEX || strspn(text, "0123456789abcdefABCDEF") != len)
		return NULL;
	if (git_oid_fromstrn(&prefix, text, len) < 0 ||
		git_repository_odb(&database, repo_handle(repo)) < 0)
		return last_error(text);
	code = git_odb_exists_prefix(&id, database, &prefix, len);
	git_odb_free(database);
	if (code == GIT_ENOTFOUND)
		return NULL;
	if (code == GIT_EAMBIGUOUS)
		return error_new(ERROR_USAGE,
			"\"%s\" is ambiguous: more than one object begins like that", text);
	if (code < 0)
		return last_error(text);
	*found = true;
	git_oid_tostr(hex, sizeof hex, &id);
	take(out, &id, slice_of(hex));
	return NULL;
}

static struct error *read_name(
	struct repo *repo, const char *text, struct revision *out, bool *found)
{
	struct error *error;

	if (strcmp(text, "HEAD") == 0 || strncmp(text, "refs/", 5) == 0)
		return read_ref(repo, text, out, found);
	if (strlen(text) == OBJECT_ID_HEX) {
		/* As in git, a full id is never a ref's name. */
		error = read_id(repo, text, out, found);
		if (error || *found)
			return error;
	}
	error = read_short_name(repo, text, out, found);
	if (!error && !*found)
		error = read_id(repo, text, out, found);
	if (!error && !*found)
		error = read_remote_head(repo, text, out, found);
	return error;
}

/* ---- From what is named to a commit, and back from there ------------------------------------ */

static struct error *peel(struct repo *repo, const char *text, struct revision *out)
{
	git_object *object = NULL, *commit = NULL;
	struct error *error = NULL;
	git_oid id;
	int code;

	memcpy(id.id, out->commit.bytes, OBJECT_ID_BYTES);
	code = git_object_lookup(&object, repo_handle(repo), &id, GIT_OBJECT_ANY);
	if (code == GIT_ENOTFOUND)
		return not_found(text);
	if (code < 0)
		return last_error(text);
	if (git_object_peel(&commit, object, GIT_OBJECT_COMMIT) < 0)
		error = error_new(ERROR_USAGE, "\"%s\" is no commit but a %s", text,
			git_object_type2string(git_object_type(object)));
	else
		memcpy(out->commit.bytes, git_object_id(commit)->id, OBJECT_ID_BYTES);
	git_object_free(commit);
	git_object_free(object);
	return error;
}

static struct error *go_to_parent(
	struct objects *objects, const char *text, size_t number, struct object_id *commit)
{
	struct commit_links *links = mem_calloc(1, sizeof *links);
	struct error *error = commit_read_links(objects, commit, links);

	if (!error && number > links->n_parents)
		error = error_new(
			ERROR_NOT_FOUND, "\"%s\" goes back further than this history does", text);
	if (!error && number > 0)
		*commit = links->parents[number - 1];
	if (!error && !objects_have(objects, commit))
		error = error_new(ERROR_NOT_FOUND,
			"\"%s\" goes back further than this clone does: `git fetch --unshallow`",
			text);
	free(links);
	return error;
}

/* A number behind ~ or ^; 1 if there is none. */
static size_t read_number(const char **at)
{
	size_t number = 0;

	if (**at < '0' || **at > '9')
		return 1;
	for (; **at >= '0' && **at <= '9'; (*at)++)
		number = number > MAX_STEPS ? number : number * 10 + (size_t)(**at - '0');
	return number;
}

static struct error *go_back(
	struct repo *repo, const char *text, const char *steps, struct object_id *commit)
{
	struct objects *objects;
	size_t taken = 0;
	struct error *error = objects_open(repo, &objects);

	if (error)
		return error;
	while (!error && *steps) {
		bool is_tilde = *steps++ == '~';
		size_t number = read_number(&steps);

		if (*steps && *steps != '~' && *steps != '^')
			error = error_new(ERROR_USAGE, "\"%s\" is no revision", text);
		if (!is_tilde && !error)
			error = go_to_parent(objects, text, number, commit);
		while (!error && is_tilde && number-- > 0) {
			if (++taken > MAX_STEPS)
				error = error_new(ERROR_LIMIT,
					"\"%s\" goes back more than %d commits", text, MAX_STEPS);
			else
				error = go_to_parent(objects, text, 1, commit);
		}
	}
	objects_free(objects);
	return error;
}

static void add_steps(struct revision *revision, const char *steps)
{
	char *name = mem_format("%s%s", revision->name, steps);

	free(revision->name);
	revision->name = name;
}

struct error *revision_resolve(struct repo *repo, const char *text, struct revision *out)
{
	size_t named = strcspn(text, "~^");
	struct error *error = check_text(text);
	char *name;
	bool found;

	*out = (struct revision){0};
	if (error)
		return error;
	name = mem_string((struct slice){text, named});
	error = read_name(repo, name, out, &found);
	if (!error && !found)
		error = not_found(text);
	if (!error)
		error = peel(repo, text, out);
	if (!error && text[named])
		error = go_back(repo, text, text + named, &out->commit);
	if (!error)
		add_steps(out, text + named);
	else
		revision_dispose(out);
	free(name);
	return error;
}

struct error *revision_of_head(struct repo *repo, struct revision *out, bool *unborn)
{
	bool found;
	struct error *error;

	*out = (struct revision){0};
	error = read_ref(repo, "HEAD", out, &found);
	*unborn = !error && !found;
	if (error || *unborn)
		return error;
	return peel(repo, "HEAD", out);
}

void revision_dispose(struct revision *revision)
{
	free(revision->name);
	*revision = (struct revision){0};
}
