/* Since when a file is there. */
#include <stdlib.h>

#include "check/adopt_parts.h"
#include "repo/commit.h"
#include "signoff/subjects.h"

static struct error *read_date(struct adopter *adopter, struct objects *objects,
	const struct object_id *commit, struct adopted_file *file)
{
	struct date today = adopter->request.workspace->today, date;
	struct buffer bytes = BUFFER_INIT;
	struct commit_header header;
	struct error *error =
		objects_read(objects, commit, OBJECT_COMMIT, MAX_COMMIT_BYTES, &bytes);

	if (!error) {
		commit_header_read(buffer_slice(&bytes), &header);
		date = header.fault ? today : date_of_time(header.author_time);
		if (date_days(date) > date_days(today))
			date = today;
		if (!file->has_date || date_days(date) < date_days(file->created))
			file->created = date;
		file->has_date = true;
	}
	buffer_dispose(&bytes);
	return error;
}

/* The earliest of the commits that brought it. Where history ends before it begins, nothing is
 * known. */
static struct error *date_file(struct adopter *adopter, struct objects *objects,
	const struct history *history, size_t number)
{
	struct origins origins = history_of_life(history, number);
	struct error *error = NULL;

	for (size_t i = 0; i < origins.count; i++) {
		if (origins.list[i].type != ORIGIN_COMMIT)
			return NULL;
	}
	for (size_t i = 0; !error && i < origins.count; i++)
		error = read_date(
			adopter, objects, &origins.list[i].commit, &adopter->files[number]);
	return error;
}

static struct error *walk(struct adopter *adopter, struct objects *objects,
	const struct history_subject *subjects, struct history **history)
{
	struct history_request wanted = subjects_request(adopter->request.workspace, objects);

	wanted.subjects = subjects;
	wanted.n_subjects = adopter->n_files;
	wanted.lives = true;
	return history_walk(&wanted, history);
}

struct error *adopt_find_dates(struct adopter *adopter)
{
	static const struct version nothing = {.readable = true};
	struct history_subject *subjects = mem_calloc(adopter->n_files + 1, sizeof *subjects);
	struct history *history = NULL;
	struct objects *objects = NULL;
	struct error *error = objects_open(adopter->request.workspace->repo, &objects);

	for (size_t i = 0; i < adopter->n_files; i++)
		subjects[i] = (struct history_subject){
			.path = adopter->files[i].path, .version = &nothing};
	if (!error)
		error = walk(adopter, objects, subjects, &history);
	for (size_t i = 0; !error && i < adopter->n_files; i++)
		error = date_file(adopter, objects, history, i);
	history_free(history);
	objects_free(objects);
	free(subjects);
	return error;
}
