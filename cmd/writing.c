#include "writing.h"

#include <stdlib.h>

#include "repo/pathspec.h"

const char *writing_author(struct app *app, const struct policy *policy)
{
	char *email = repo_config_string(app->repo, "user.email");
	const struct person *person = NULL;

	if (!email)
		app_note("git has no user.email, so that the document has no author yet");
	else if (people_count_email(policy_people(policy), slice_of(email), &person) != 1)
		app_note("%s in %s has the e-mail address %s, so that the document has no author "
			 "yet",
			person ? "more than one person" : "nobody", POLICY_PEOPLE, email);
	free(email);
	return person ? person->id : NULL;
}

bool writing_is_readme(const char *path)
{
	const char *slash = strrchr(path, '/');

	return snapshot_is_readme(slash ? slash + 1 : path);
}

bool writing_is_found(const struct policy *policy, const char *path)
{
	return !writing_is_readme(path) && pathspec_matches(policy_documents(policy), path) &&
	       !pathspec_matches(policy_ignore(policy), path);
}
