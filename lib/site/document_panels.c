/* The panels below a document's text. */
#include "base/clock.h"
#include "report/markup.h"
#include "site/document_page.h"

#define MAX_ROWS   100
#define MAX_FIELDS 60
#define MAX_VALUES 20

static void begin_panel(struct buffer *out, const char *id, const char *title)
{
	/* No heading of a document makes an anchor with a capital letter. */
	buffer_addf(out,
		"<section class=\"panel\" aria-labelledby=\"Panel-%s\">\n<h2 "
		"id=\"Panel-%s\">%s</h2>\n",
		id, id, title);
}

static void begin_table(struct buffer *out, const char *label)
{
	buffer_addf(out,
		"<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Table: "
		"%s\">\n<table>\n",
		label);
}

/* Of a list of which only the first ones are shown. */
static void add_rest(struct buffer *out, size_t count, size_t shown)
{
	if (count > shown)
		buffer_addf(out, "<p class=\"note\">and %zu more</p>\n", count - shown);
}

/* ---- Gaps ----------------------------------------------------------------------------------- */

void document_add_gaps(const struct document_page *page, struct buffer *out)
{
	const struct record_document *document = page->document;

	if (document->n_gaps == 0)
		return;
	begin_panel(out, "gaps", "Gaps");
	buffer_add_string(out, "<ul>\n");
	for (size_t i = 0; i < document->n_gaps && i < MAX_ROWS; i++) {
		buffer_add_string(out, "<li><strong>");
		page_text(out, document->gaps[i].subject, PAGE_TITLE_BYTES);
		buffer_add_string(out, "</strong> ");
		page_text(out, document->gaps[i].text, PAGE_TITLE_BYTES);
		buffer_add_string(out, "</li>\n");
	}
	buffer_add_string(out, "</ul>\n");
	add_rest(out, document->n_gaps, MAX_ROWS);
	buffer_add_string(out, "</section>\n");
}

/* ---- Actions -------------------------------------------------------------------------------- */

static void add_action(struct buffer *out, const struct record_action *action)
{
	buffer_add_string(out, "<tr><th scope=\"row\">");
	page_text(out, action->text, PAGE_TITLE_BYTES);
	if (action->id.len) {
		buffer_add_string(out, "<span class=\"below\">");
		page_text(out, action->id, PAGE_TITLE_BYTES);
		buffer_add_string(out, "</span>");
	}
	buffer_add_string(out, "</th><td>");
	page_text(out, action->owner, PAGE_TITLE_BYTES);
	buffer_add_string(out, "</td><td>");
	page_text(out, action->due, PAGE_TITLE_BYTES);
	buffer_add_string(out, "</td><td>");
	page_badge(out,
		action->overdue      ? "bad"
		: action->unfinished ? "info"
				     : "good",
		action->overdue ? slice_of("overdue") : action->state);
	buffer_addf(out, "</td><td class=\"number\">%u</td></tr>\n", action->slips);
}

void document_add_actions(const struct document_page *page, struct buffer *out)
{
	const struct records *records = page->site->records;
	size_t first, end;

	records_actions_of(records, page->number, &first, &end);
	if (first == end)
		return;
	begin_panel(out, "actions", "Action items");
	begin_table(out, "Action items");
	buffer_add_string(out,
		"<thead><tr><th scope=\"col\">Action</th><th scope=\"col\">Owner</th><th "
		"scope=\"col\">Due</th><th scope=\"col\">State</th><th scope=\"col\" "
		"class=\"number\">Times put off</th></tr></thead>\n<tbody>\n");
	for (size_t i = first; i < end && i < first + MAX_ROWS; i++)
		add_action(out, &records->actions[i]);
	buffer_add_string(out, "</tbody>\n</table>\n</div>\n");
	add_rest(out, end - first, MAX_ROWS);
	buffer_add_string(out, "</section>\n");
}

/* ---- Relations ------------------------------------------------------------------------------ */

static void add_relation(struct buffer *out, const struct document_page *page,
	const struct record_relation *relation)
{
	const struct records *records = page->site->records;

	buffer_add_string(out, "<li>");
	page_text(out, relation->name, PAGE_TITLE_BYTES);
	buffer_add_string(out, ": ");
	if (relation->to != SIZE_MAX)
		page_link(out, page->path, records->documents[relation->to].page,
			records->documents[relation->to].title);
	else
		page_text(out, relation->target, PAGE_TITLE_BYTES);
	if (relation->missing)
		page_badge(out, "bad", slice_of("leads nowhere"));
	if (relation->upstream)
		page_badge(out, "info", slice_of("sign-offs build on it"));
	buffer_add_string(out, "</li>\n");
}

static void add_incoming(
	struct buffer *out, const struct document_page *page, const struct relation_end *source)
{
	const struct record_document *from = &page->site->records->documents[source->from];
	const struct record_relation *relation = &from->relations[source->relation];

	buffer_add_string(out, "<li>");
	page_link(out, page->path, from->page, from->title);
	buffer_add_string(out, ": ");
	page_text(out, relation->name, PAGE_TITLE_BYTES);
	if (relation->upstream)
		page_badge(out, "info", slice_of("its sign-offs build on this"));
	buffer_add_string(out, "</li>\n");
}

void document_add_relations(const struct document_page *page, struct buffer *out)
{
	const struct record_document *document = page->document;
	const struct relation_end *sources;
	size_t count;

	sources = relation_index_to(page->incoming, page->number, &count);
	if (document->n_relations == 0 && count == 0)
		return;
	begin_panel(out, "relations", "Relations");
	if (document->n_relations) {
		buffer_add_string(out, "<h3>It refers to</h3>\n<ul>\n");
		for (size_t i = 0; i < document->n_relations && i < MAX_ROWS; i++)
			add_relation(out, page, &document->relations[i]);
		buffer_add_string(out, "</ul>\n");
		add_rest(out, document->n_relations, MAX_ROWS);
	}
	if (count) {
		buffer_add_string(out, "<h3>What refers to it</h3>\n<ul>\n");
		for (size_t i = 0; i < count && i < MAX_ROWS; i++)
			add_incoming(out, page, &sources[i]);
		buffer_add_string(out, "</ul>\n");
		add_rest(out, count, MAX_ROWS);
	}
	buffer_add_string(out, "</section>\n");
}

/* ---- History -------------------------------------------------------------------------------- */

/* What happened, in a word, and how good that is. An entry in somebody else's commit is not what
 * the person did. */
static void add_deed(struct buffer *out, const struct record_event *event)
{
	bool rejects = slice_is(event->decision, "reject");

	if (slice_is(event->type, "signed"))
		page_badge(out,
			event->is_foreign ? "warn"
			: rejects         ? "bad"
					  : "good",
			rejects ? slice_of("rejected") : event->type);
	else
		page_badge(out,
			slice_is(event->type, "stale") || slice_is(event->type, "revoked") ? "bad"
											   : "none",
			event->type);
}

static void add_event(struct buffer *out, const struct record_event *event)
{
	buffer_add_string(out, "<tr><td>");
	page_day(out, event->time);
	buffer_add_string(out, "</td><td>");
	add_deed(out, event);
	buffer_add_string(out, "</td><td>");
	page_text(out, event->text, PAGE_TITLE_BYTES);
	if (event->is_foreign)
		buffer_add_string(out, "<span class=\"below\">in a commit of somebody else</span>");
	buffer_add_string(out, "</td><td>");
	page_text(out, event->author, 100);
	buffer_add_string(out, "</td><td>");
	page_commit(out, event->commit);
	buffer_add_string(out, "</td></tr>\n");
}

/* The newest first: what happened last is what people ask for. */
void document_add_history(const struct document_page *page, struct buffer *out)
{
	const struct records *records = page->site->records;
	size_t first, end;

	records_events_of(records, page->number, &first, &end);
	if (first == end)
		return;
	begin_panel(out, "history", "History");
	begin_table(out, "History");
	buffer_add_string(out,
		"<thead><tr><th scope=\"col\">Day</th><th scope=\"col\">What</th><th "
		"scope=\"col\">In words</th><th scope=\"col\">By</th><th "
		"scope=\"col\">Commit</th></tr></thead>\n<tbody>\n");
	for (size_t i = end; i > first && end - i < MAX_ROWS; i--)
		add_event(out, &records->events[i - 1]);
	buffer_add_string(out, "</tbody>\n</table>\n</div>\n");
	add_rest(out, end - first, MAX_ROWS);
	buffer_add_string(out, "</section>\n");
}

/* ---- Fields --------------------------------------------------------------------------------- */

/* A field that is written and says nothing is one that is not there yet. */
static bool says_something(const struct record_field *field)
{
	return field->values.count > 1 || (field->values.count && field->values.list[0].len);
}

static void add_field(struct buffer *out, const struct record_field *field)
{
	if (!says_something(field))
		return;
	buffer_add_string(out, "<dt>");
	page_text(out, field->name, PAGE_TITLE_BYTES);
	buffer_add_string(out, "</dt><dd>");
	for (size_t i = 0; i < field->values.count && i < MAX_VALUES; i++) {
		buffer_add_string(out, i ? ", " : "");
		page_text(out, field->values.list[i], PAGE_TITLE_BYTES);
	}
	if (field->values.count > MAX_VALUES)
		buffer_addf(out, " and %zu more", field->values.count - MAX_VALUES);
	buffer_add_string(out, "</dd>\n");
}

void document_add_fields(const struct document_page *page, struct buffer *out)
{
	const struct record_document *document = page->document;

	if (document->n_fields == 0)
		return;
	begin_panel(out, "fields", "Fields");
	buffer_add_string(out, "<dl>\n");
	for (size_t i = 0; i < document->n_fields && i < MAX_FIELDS; i++)
		add_field(out, &document->fields[i]);
	buffer_add_string(out, "</dl>\n");
	add_rest(out, document->n_fields, MAX_FIELDS);
	buffer_add_string(out, "</section>\n");
}
