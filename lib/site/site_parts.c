#include "site/site_parts.h"

#include <stdlib.h>

#include "base/clock.h"
#include "check/link.h"

/* Days before something is due on which it is said to be near. */
#define NEAR_DAYS 14

struct page site_page(const struct site *site, const char *path, struct slice title)
{
	return (struct page){
		.records = site->records, .site_title = site->title, .path = path, .title = title};
}

struct error *site_put(struct site *site, const char *path, struct buffer *bytes)
{
	struct error *error = site->output->put(site->output->context, path, buffer_slice(bytes));

	buffer_dispose(bytes);
	return error;
}

bool site_is_stale(const struct record_document *document)
{
	for (size_t i = 0; i < document->n_signoffs; i++) {
		if (slice_is(document->signoffs[i].state, "stale"))
			return true;
	}
	return false;
}

int64_t site_stale_since(const struct record_document *document)
{
	int64_t since = TIME_UNKNOWN;

	for (size_t i = 0; i < document->n_signoffs; i++) {
		const struct record_signoff *signoff = &document->signoffs[i];

		if (!slice_is(signoff->state, "stale") || signoff->stale_since == TIME_UNKNOWN)
			continue;
		if (since == TIME_UNKNOWN || signoff->stale_since < since)
			since = signoff->stale_since;
	}
	return since;
}

bool site_is_awaited(const struct record_document *document)
{
	for (size_t i = 0; i < document->n_requirements; i++) {
		if (document->requirements[i].awaited)
			return true;
	}
	return false;
}

/* True if one that counts was given with conditions. */
static bool has_conditions(const struct record_document *document, struct slice role)
{
	for (size_t i = 0; i < document->n_signoffs; i++) {
		const struct record_signoff *signoff = &document->signoffs[i];

		if (slice_equal(signoff->role, role) && slice_is(signoff->state, "valid") &&
			slice_is(signoff->decision, "approve-with-conditions"))
			return true;
	}
	return false;
}

/* What is missing and not asked for yet is nothing to worry about. */
static void add_signoff(struct listing *listing, const struct record_document *document,
	const struct record_requirement *one)
{
	if (!slice_is(one->state, "missing"))
		listing_badge_of(listing, one->role,
			slice_is(one->state, "valid") && has_conditions(document, one->role)
				? slice_of("valid, with conditions")
				: one->state,
			page_class_of_state(one->state));
	else if (one->due)
		listing_badge_of(listing, one->role, one->state, "bad");
	else
		listing_badge_of(listing, one->role,
			one->awaited ? slice_of("awaited") : slice_of("not yet"),
			one->awaited ? "warn" : "none");
}

void site_add_signoffs(struct listing *listing, const struct record_document *document)
{
	for (size_t i = 0; i < document->n_requirements; i++)
		add_signoff(listing, document, &document->requirements[i]);
	listing_badges_end(listing);
}

void site_add_document(
	const struct site *site, struct listing *listing, const struct record_document *document)
{
	struct buffer below = BUFFER_INIT;

	if (site->records->n_repositories > 1) {
		buffer_add_slice(&below, site->records->repositories[document->repository].name);
		buffer_add_string(&below, ": ");
	}
	buffer_add_slice(&below, record_name(document));
	listing_link(listing, document->title, document->page, buffer_slice(&below));
	buffer_dispose(&below);
}

void site_add_reference(const struct site *site, struct listing *listing,
	const struct record_document *from, struct slice link)
{
	char *path = mem_string(from->path);
	struct target target = target_read_path(path, link);
	const struct record_document *found = NULL;

	if (link.len && target.type == TARGET_PATH)
		found = records_find(site->records, from->repository, slice_of(target.path));
	if (found)
		listing_link(listing, found->title, found->page, slice_of(target.fragment));
	else
		listing_link(listing, link, slice_of(""), slice_of(""));
	target_dispose(&target);
	free(path);
}

void site_add_day(const struct site *site, struct listing *listing, struct slice day)
{
	const char *class = "";
	struct date date;

	if (date_parse(day, &date)) {
		int64_t left = date_days(date) - date_days(site->records->today);

		class = left < 0 ? "bad" : left <= NEAR_DAYS ? "warn" : "";
	}
	listing_day(listing, day, class);
}

void site_name_person(const struct site *site, struct slice id, struct buffer *out)
{
	const struct record_person *person = records_person(site->records, id);

	buffer_add_slice(out, id);
	if (person && person->name.len) {
		buffer_add_string(out, " (");
		buffer_add_slice(out, person->name);
		buffer_add_char(out, ')');
	}
}

void site_add_person(
	const struct site *site, struct listing *listing, size_t facet, struct slice id)
{
	struct buffer label = BUFFER_INIT;

	site_name_person(site, id, &label);
	listing_facet(listing, facet, id, buffer_slice(&label));
	buffer_dispose(&label);
}

void site_offer_people(const struct site *site, struct listing *listing, size_t facet)
{
	const struct records *records = site->records;
	struct buffer label = BUFFER_INIT;

	for (size_t i = 0; i < records->n_people; i++) {
		if (records->people[i].roles.count == 0)
			continue;
		buffer_clear(&label);
		site_name_person(site, records->people[i].id, &label);
		listing_choice(listing, facet, records->people[i].id, buffer_slice(&label));
	}
	buffer_dispose(&label);
}
