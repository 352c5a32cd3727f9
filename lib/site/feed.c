#include "site/feed.h"

#include <openssl/sha.h>
#include <stdlib.h>

#include "report/xml.h"
#include "site/page.h"
#include "site/short_text.h"

#define ATOM "http://www.w3.org/2005/Atom"

/* In characters. */
#define MAX_TITLE 300
#define MAX_NAME  100
#define MAX_TEXT  1000

/* ---- Which events -----------------------------------------------------------------------------
 */

static bool needs_signoffs(const struct record_document *document, struct slice status)
{
	for (size_t i = 0; i < document->n_requirements; i++) {
		const struct record_texts *before = &document->requirements[i].before;

		for (size_t j = 0; j < before->count; j++) {
			if (slice_equal(before->list[j], status))
				return true;
		}
	}
	return false;
}

static bool is_wanted(const struct records *records, const struct record_event *event)
{
	if (!event->commit.len || event->time == TIME_UNKNOWN)
		return false;
	if (slice_is(event->type, "status"))
		return needs_signoffs(&records->documents[event->document], event->to);
	return slice_is(event->type, "signed") || slice_is(event->type, "revoked") ||
	       slice_is(event->type, "removed") || slice_is(event->type, "stale");
}

/* The newest first; of one time the last one, as events stand in order. */
static int compare_events(const void *a, const void *b)
{
	const struct record_event *one = *(const struct record_event *const *)a;
	const struct record_event *other = *(const struct record_event *const *)b;

	if (one->time != other->time)
		return one->time < other->time ? 1 : -1;
	return one < other ? 1 : one > other ? -1 : 0;
}

/* free() the list. */
static const struct record_event **newest_events(const struct records *records, size_t *count)
{
	const struct record_event **list = mem_calloc(records->n_events + 1, sizeof(void *));

	*count = 0;
	for (size_t i = 0; i < records->n_events; i++) {
		if (is_wanted(records, &records->events[i]))
			list[(*count)++] = &records->events[i];
	}
	qsort(list, *count, sizeof(void *), compare_events);
	if (*count > FEED_MAX_ENTRIES)
		*count = FEED_MAX_ENTRIES;
	return list;
}

/* ---- Ids --------------------------------------------------------------------------------------
 */

/* A text with its length, so that no two lists of texts are one. */
static void add_part(struct buffer *name, struct slice part)
{
	buffer_addf(name, "%zu:", part.len);
	buffer_add_slice(name, part);
}

/* A UUID made of a name: version 8 of RFC 9562, with the beginning of its SHA-256. */
static void add_id(struct buffer *out, const struct buffer *name)
{
	unsigned char digest[SHA256_DIGEST_LENGTH];

	SHA256((const unsigned char *)name->at, name->len, digest);
	digest[6] = (unsigned char)((digest[6] & 0x0f) | 0x80);
	digest[8] = (unsigned char)((digest[8] & 0x3f) | 0x80);
	buffer_add_string(out, "<id>urn:uuid:");
	for (size_t i = 0; i < 16; i++)
		buffer_addf(
			out, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", digest[i]);
	buffer_add_string(out, "</id>\n");
}

/* True if no other document of the repository has its id. */
static bool has_own_id(const struct records *records, const struct record_document *document)
{
	for (size_t i = 0; document->id.len && i < records->n_documents; i++) {
		const struct record_document *other = &records->documents[i];

		if (other != document && other->repository == document->repository &&
			slice_equal(other->id, document->id))
			return false;
	}
	return document->id.len > 0;
}

static bool is_same(const struct record_event *one, const struct record_event *other)
{
	return slice_equal(one->type, other->type) && slice_equal(one->commit, other->commit) &&
	       slice_equal(one->role, other->role) && slice_equal(one->by, other->by) &&
	       slice_equal(one->to, other->to);
}

/* How many before it in its document nothing else tells it from. */
static size_t count_same(const struct records *records, const struct record_event *event)
{
	size_t first, end, count = 0;

	records_events_of(records, event->document, &first, &end);
	for (size_t i = first; &records->events[i] < event; i++)
		count += is_same(&records->events[i], event);
	return count;
}

static void add_entry_id(
	const struct records *records, const struct record_event *event, struct buffer *out)
{
	const struct record_document *document = &records->documents[event->document];
	bool own = has_own_id(records, document);
	struct buffer name = BUFFER_INIT;

	add_part(&name, records->repositories[document->repository].name);
	add_part(&name, slice_of(own ? "id" : "path"));
	add_part(&name, own ? document->id : document->path);
	add_part(&name, event->commit);
	add_part(&name, event->type);
	add_part(&name, event->role);
	add_part(&name, event->by);
	add_part(&name, event->to);
	buffer_addf(&name, "%zu", count_same(records, event));
	add_id(out, &name);
	buffer_dispose(&name);
}

static void add_feed_id(const struct records *records, struct buffer *out)
{
	struct buffer name = BUFFER_INIT;

	buffer_add_string(&name, "feed");
	for (size_t i = 0; i < records->n_repositories; i++)
		add_part(&name, records->repositories[i].name);
	add_id(out, &name);
	buffer_dispose(&name);
}

/* ---- Entries ----------------------------------------------------------------------------------
 */

static void add_text(struct buffer *out, struct slice text, size_t max)
{
	char *line = short_text(text, max);

	xml_text(out, line);
	free(line);
}

static void add_element(
	struct buffer *out, const char *begin, struct slice text, size_t max, const char *end)
{
	buffer_add_string(out, begin);
	add_text(out, text, max);
	buffer_add_string(out, end);
}

/* A time that no calendar has is the first one. */
static void add_updated(struct buffer *out, int64_t seconds)
{
	char text[DATETIME_SIZE];

	if (!datetime_format(seconds, text))
		datetime_format(0, text);
	buffer_addf(out, "<updated>%s</updated>\n", text);
}

static struct slice name_of(const struct records *records, struct slice id)
{
	const struct record_person *person = records_person(records, id);

	return person && person->name.len ? person->name : id;
}

/* Whoever commits an entry can say in it who signs: NULL, or the state of one that never held. */
static const struct slice *doubt_of(
	const struct record_document *document, const struct record_event *event)
{
	static const char *const doubts[] = {"malformed", "forged", "unauthorized", "misattributed",
		"unverifiable", "unverified"};

	for (size_t i = 0; i < document->n_signoffs; i++) {
		const struct record_signoff *signoff = &document->signoffs[i];

		if (!slice_equal(signoff->commit, event->commit) ||
			!slice_equal(signoff->role, event->role) ||
			!slice_equal(signoff->by, event->by))
			continue;
		for (size_t j = 0; j < sizeof doubts / sizeof *doubts; j++) {
			if (slice_is(signoff->state, doubts[j]))
				return &signoff->state;
		}
	}
	return NULL;
}

static void add_signoff(
	struct buffer *title, const struct records *records, const struct record_event *event)
{
	const struct record_document *document = &records->documents[event->document];
	bool is_new = slice_is(event->type, "signed");
	const struct slice *doubt = is_new ? doubt_of(document, event) : NULL;

	buffer_addf(title, "sign-off of %.*s", SLICE_ARG(name_of(records, event->by)));
	if (event->role.len)
		buffer_addf(title, " as %.*s", SLICE_ARG(event->role));
	if (!is_new)
		buffer_addf(title, ": %.*s", SLICE_ARG(event->type));
	else if (event->decision.len)
		buffer_addf(title, ": %.*s", SLICE_ARG(event->decision));
	if (doubt)
		buffer_addf(title, ", %.*s", SLICE_ARG(*doubt));
	else if (event->is_foreign)
		buffer_add_string(title, ", in a commit of somebody else");
}

static void add_title(
	const struct records *records, const struct record_event *event, struct buffer *out)
{
	const struct record_document *document = &records->documents[event->document];
	struct slice name = document->title.len ? document->title : document->path;
	char *shown = short_text(name, MAX_NAME);
	struct buffer title = BUFFER_INIT;

	buffer_addf(&title, "%s: ", shown);
	free(shown);
	if (slice_is(event->type, "status"))
		buffer_addf(&title, "%.*s", SLICE_ARG(event->to));
	else if (event->by.len)
		add_signoff(&title, records, event);
	else
		buffer_addf(&title, "a sign-off: %.*s", SLICE_ARG(event->type));
	add_element(out, "<title type=\"text\">", buffer_slice(&title), MAX_TITLE, "</title>\n");
	buffer_dispose(&title);
}

/* "Name <email>" without the address: who subscribes need not have it. */
static void add_author(struct buffer *out, struct slice author)
{
	struct slice name = slice_trim((struct slice){author.at, slice_find(author, '<')});

	if (!name.len)
		name = slice_of("?");
	add_element(out, "<author><name>", name, MAX_NAME, "</name></author>\n");
}

static void add_link(struct buffer *out, struct slice base, struct slice page)
{
	char *address = mem_format("%.*s%.*s", SLICE_ARG(base), SLICE_ARG(page));

	buffer_add_string(out, "<link rel=\"alternate\" type=\"text/html\"");
	xml_attribute(out, "href", address);
	buffer_add_string(out, "/>\n");
	free(address);
}

static void add_entry(const struct records *records, const struct record_event *event,
	const char *url, struct buffer *out)
{
	const struct record_document *document = &records->documents[event->document];
	struct slice site = slice_of(page_is_absolute(document->page) ? NULL : url);

	buffer_add_string(out, "<entry>\n");
	add_entry_id(records, event, out);
	add_title(records, event, out);
	add_updated(out, event->time);
	add_author(out, event->author);
	if (document->page.len)
		add_link(out, site, document->page);
	add_element(out, "<category term=\"", event->type, MAX_NAME, "\"/>\n");
	add_element(out, "<content type=\"text\">", event->text, MAX_TEXT, "</content>\n");
	buffer_add_string(out, "</entry>\n");
}

void feed_write(
	const struct records *records, const char *title, const char *url, struct buffer *out)
{
	size_t count;
	const struct record_event **events = newest_events(records, &count);

	buffer_add_string(out, XML_HEADER "<feed xmlns=\"" ATOM "\">\n");
	add_feed_id(records, out);
	add_element(out, "<title type=\"text\">", slice_of(title), MAX_TITLE, "</title>\n");
	add_updated(out, count ? events[0]->time : 0);
	if (url) {
		buffer_add_string(out, "<link rel=\"self\" type=\"application/atom+xml\" href=\"");
		xml_text(out, url);
		buffer_add_string(out, "feed.atom\"/>\n");
	}
	add_link(out, slice_of(url), slice_of("index.html"));
	for (size_t i = 0; i < count; i++)
		add_entry(records, events[i], url, out);
	buffer_add_string(out, "</feed>\n");
	free(events);
}
