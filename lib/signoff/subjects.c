#include "signoff/subjects.h"

#include "base/mem.h"

struct history_subject subject_of(const struct document *document, struct arena *arena)
{
	struct version *version = arena_alloc(arena, sizeof *version);
	struct history_subject subject = {.path = document->path, .version = version};
	struct error *error;

	version_read(document->outline, arena, version);
	error = object_id_of_blob(outline_source(document->outline), &subject.blob);
	subject.has_blob = !error;
	error_free(error);
	return subject;
}

struct history_request subjects_request(const struct workspace *workspace, struct objects *objects)
{
	const struct config *config = policy_config(workspace->policy);

	return (struct history_request){
		.repo = workspace->repo,
		.objects = objects,
		.ahead = workspace->ahead,
		.pool = workspace->pool,
		.tips = workspace->parents,
		.n_tips = workspace->n_parents,
		.max_commits = config->max_commits,
		.max_document_bytes = config->limits.document_bytes,
		.moves_of_start_only = workspace->is_index,
		.has_gone = workspace->has_gone,
		.gone = workspace->gone,
		.n_gone = workspace->n_gone,
	};
}
