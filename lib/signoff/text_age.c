#include "signoff/text_age.h"

#include "base/clock.h"
#include "repo/ancestry.h"
#include "repo/commit.h"

/* True if each text is known to come from a commit, or from none yet. */
static bool is_known(struct origins origins)
{
	for (size_t i = 0; i < origins.count; i++) {
		if (origins.list[i].type != ORIGIN_COMMIT &&
			origins.list[i].type != ORIGIN_UNCOMMITTED)
			return false;
	}
	return origins.count > 0;
}

static bool is_uncommitted(struct origins origins)
{
	return origins.count == 1 && origins.list[0].type == ORIGIN_UNCOMMITTED;
}

/* True if `later` came after `sooner`, and knew it. */
static bool follows(struct repo *repo, const struct origin *later, const struct origin *sooner)
{
	return later->type == ORIGIN_COMMIT && sooner->type == ORIGIN_COMMIT &&
	       commit_follows(repo, &later->commit, &sooner->commit);
}

/* A commit of `other` that follows all that made the text of `one`. */
static const struct origin *find_later(struct repo *repo, struct origins one, struct origins other)
{
	for (size_t i = 0; i < other.count; i++) {
		bool later = true;

		for (size_t j = 0; later && j < one.count; j++)
			later = follows(repo, &other.list[i], &one.list[j]);
		if (later)
			return &other.list[i];
	}
	return NULL;
}

static void read_day(struct objects *objects, const struct object_id *id, char when[11])
{
	struct commit_links links;
	char text[DATETIME_SIZE];
	struct error *error = commit_read_links(objects, id, &links);

	if (!error && datetime_format(links.time, text)) {
		memcpy(when, text, 10);
		when[10] = '\0';
	}
	error_free(error);
}

bool text_is_older(const struct ledger *ledger, const struct document *one,
	const struct document *other, char when[11])
{
	struct origins mine = ledger_text(ledger, one), theirs = ledger_text(ledger, other);
	const struct origin *later;

	when[0] = '\0';
	if (!is_known(mine) || !is_known(theirs) || is_uncommitted(mine))
		return false;
	if (is_uncommitted(theirs))
		return true;
	later = find_later(ledger_repo(ledger), mine, theirs);
	if (later)
		read_day(ledger_objects(ledger), &later->commit, when);
	return later != NULL;
}
