#include "site/site.h"

#include <stdlib.h>

#include "base/slug.h"
#include "site/asset.h"
#include "site/badge.h"
#include "site/board.h"
#include "site/documents.h"
#include "site/feed.h"
#include "site/gather.h"
#include "site/import.h"

static const struct board *const boards[] = {&board_overview, &board_gates, &board_actions,
	&board_postmortems, &board_alerts, &board_alignment, &board_stakeholders, &board_relations};

static struct error *put_assets(struct site *site)
{
	struct error *error = NULL;

	for (size_t i = 0; !error && i < n_site_assets; i++) {
		const struct site_asset *asset = &site_assets[i];
		const char *extension = strcmp(asset->name, "style") == 0    ? "css"
					: strcmp(asset->name, "script") == 0 ? "js"
									     : "svg";
		struct buffer path = BUFFER_INIT;

		buffer_addf(&path, "assets/%s.%s", asset->name, extension);
		error = site->output->put(
			site->output->context, path.at, (struct slice){asset->text, asset->len});
		buffer_dispose(&path);
	}
	return error;
}

/* ---- Badges -----------------------------------------------------------------------------------
 */

static struct error *put_badge(struct site *site, const struct record_document *document)
{
	struct buffer path = BUFFER_INIT, bytes = BUFFER_INIT;
	struct error *error;

	badge_of_document(document, &bytes);
	buffer_addf(&path, "badge/%.*s.svg", SLICE_ARG(document->id));
	error = site_put(site, path.at, &bytes);
	buffer_dispose(&path);
	return error;
}

static int compare_ids(const void *a, const void *b)
{
	const struct record_document *one = *(const struct record_document *const *)a,
				     *two = *(const struct record_document *const *)b;

	return slice_compare(one->id, two->id);
}

/* Of documents whose id is one, and theirs alone: a badge must not tell of another document. */
static struct error *put_badges(struct site *site)
{
	const struct records *records = site->records;
	const struct record_document **sorted =
		mem_calloc(records->n_documents + 1, sizeof *sorted);
	struct error *error = NULL;
	size_t count = 0;

	for (size_t i = 0; i < records->n_documents; i++) {
		if (slug_is_id(records->documents[i].id))
			sorted[count++] = &records->documents[i];
	}
	qsort(sorted, count, sizeof *sorted, compare_ids);
	for (size_t i = 0; !error && i < count; i++) {
		bool shared = (i > 0 && compare_ids(&sorted[i - 1], &sorted[i]) == 0) ||
			      (i + 1 < count && compare_ids(&sorted[i], &sorted[i + 1]) == 0);

		if (!shared)
			error = put_badge(site, sorted[i]);
	}
	free(sorted);
	return error;
}

/* ---- All --------------------------------------------------------------------------------------
 */

static struct error *put_feed(struct site *site)
{
	struct buffer bytes = BUFFER_INIT;

	feed_write(site->records, site->title, site->request->url, &bytes);
	return site_put(site, "feed.atom", &bytes);
}

/* A merged site has no pages of documents: its links lead to the sites of the repositories. */
static void lead_elsewhere(struct records *records)
{
	struct buffer address = BUFFER_INIT;

	for (size_t i = 0; i < records->n_documents; i++) {
		struct record_document *document = &records->documents[i];
		struct slice site = records->repositories[document->repository].site;

		buffer_clear(&address);
		buffer_add_slice(&address, site);
		if (page_is_absolute(site))
			buffer_add_slice(&address, document->page);
		else
			buffer_clear(&address);
		document->page = arena_slice(records->arena, buffer_slice(&address));
	}
	buffer_dispose(&address);
}

/* What records alone tell: the same for one repository and for many. */
static struct error *write_boards(struct site *site, struct records *records, bool merged)
{
	struct error *error = put_assets(site);

	if (merged)
		lead_elsewhere(records);
	if (!error)
		error = put_feed(site);
	for (size_t i = 0; !error && i < sizeof boards / sizeof *boards; i++)
		error = board_write(site, boards[i]);
	if (!error)
		error = all_documents_write(site);
	return error ? error : put_badges(site);
}

static char *title_of(const struct site_request *request, const struct records *records)
{
	if (request->title)
		return mem_string(slice_of(request->title));
	if (records->n_repositories == 1)
		return mem_string(records->repositories[0].name);
	return mem_format("%zu repositories", records->n_repositories);
}

static struct error *build_merged(const struct site_request *request,
	const struct site_output *output, struct site_summary *summary)
{
	struct site site = {.request = request, .output = output};
	struct records records = {0};
	struct error *error = import_read(request->merge, request->n_merge, &records);
	char *title;

	if (error) {
		records_dispose(&records);
		return error;
	}
	title = title_of(request, &records);
	site.records = &records;
	site.title = title;
	error = write_boards(&site, &records, true);
	*summary = (struct site_summary){.documents = records.n_documents};
	free(title);
	records_dispose(&records);
	return error;
}

static struct error *write_all(const struct check_result *result, struct site *site)
{
	const struct document **documents = NULL;
	struct records records = {0};
	struct gather_request wanted = {.result = result};
	struct error *error = gather(&wanted, &records, &documents);
	char *title = NULL;

	if (!error) {
		title = title_of(site->request, &records);
		site->records = &records;
		site->title = title;
		error = write_boards(site, &records, false);
	}
	if (!error)
		error = documents_write(site, result, documents);
	if (!error)
		error = snapshot_take_trouble(result->workspace.snapshot);
	site->records = NULL;
	site->title = NULL;
	free(title);
	free(documents);
	records_dispose(&records);
	return error;
}

struct error *site_build(const struct site_request *request, const struct site_output *output,
	struct site_summary *summary)
{
	struct check_request wanted = {.repo = request->repo,
		.jobs = request->jobs,
		.rev = request->rev,
		.policy = request->policy,
		.lives = true};
	struct site site = {.request = request, .output = output};
	struct check_result result;
	struct error *error;

	*summary = (struct site_summary){0};
	if (request->n_merge)
		return build_merged(request, output, summary);
	error = check_run(&wanted, &result);
	summary->policy_unusable = !error && result.policy_unusable;
	if (summary->policy_unusable) {
		summary->problems = result.workspace.problems;
		result.workspace.problems = (struct problems){0};
	} else if (!error) {
		error = write_all(&result, &site);
		summary->documents = result.documents;
	}
	check_result_dispose(&result);
	return error;
}

void site_summary_dispose(struct site_summary *summary)
{
	problems_dispose(&summary->problems);
}
