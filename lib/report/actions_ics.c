/* Action items as to-dos that calendars can read (RFC 5545, section 3.6.2). */
#include <stdio.h>

#include "base/utf8.h"
#include "report/actions_parts.h"
#include "report/ical.h"
#include "signoff/version.h"

static void add_text(struct buffer *out, const char *name, struct slice text)
{
	struct buffer value = BUFFER_INIT;

	ical_add_text(&value, text);
	if (value.len)
		ical_add_line(out, name, buffer_slice(&value));
	buffer_dispose(&value);
}

/* 20261201 of 2026-12-01, 20261201T080000Z of 2026-12-01T08:00:00Z. */
static void add_compact(struct buffer *out, const char *name, const char *text)
{
	struct buffer value = BUFFER_INIT;

	for (; *text; text++) {
		if (*text != '-' && *text != ':')
			buffer_add_char(&value, *text);
	}
	ical_add_line(out, name, buffer_slice(&value));
	buffer_dispose(&value);
}

static void add_time(struct buffer *out, const char *name, int64_t time)
{
	char text[DATETIME_SIZE];

	if (datetime_format(time, text))
		add_compact(out, name, text);
}

/*
 * Names the item for as long as there is, so that a calendar that reads it again changes its to-do:
 * by the document and the id that it first had, wherever it was carried to.
 */
static void add_uid(
	const struct action_list *list, const struct action_item *item, struct buffer *out)
{
	const char *repository = policy_config(list->workspace->policy)->repository;
	const struct action_item *origin = item, *next;
	struct buffer name = BUFFER_INIT;
	struct identity identity;
	char text[2 * 16 + sizeof "@handoff"];
	size_t index = 0;
	struct slice id;

	while ((next = actions_origin(item, &index)))
		origin = next;
	id = document_text(origin->document, "id");
	buffer_addf(&name, "%s\n%.*s\n", repository ? repository : "",
		SLICE_ARG(id.len ? id : slice_of(origin->document->path)));
	id = origin->action.parts[ACTION_ID];
	utf8_fold(&name, id.len ? id : origin->action.parts[ACTION_TEXT]);
	identity = identity_of(buffer_slice(&name));
	for (size_t i = 0; i < 16; i++)
		snprintf(text + 2 * i, 3, "%02x", identity.bytes[i]);
	snprintf(text + 32, sizeof text - 32, "@handoff");
	ical_add_line(out, "UID", slice_of(text));
	buffer_dispose(&name);
}

static void add_description(
	const struct action_list *list, const struct action_item *item, struct buffer *out)
{
	struct buffer text = BUFFER_INIT;
	struct slice owner = actions_owner(list, item);
	struct slice title = document_text(item->document, "title");
	struct slice tracking = item->action.parts[ACTION_TRACKING];

	if (owner.len)
		buffer_addf(&text, "Owner: %.*s\n", SLICE_ARG(owner));
	if (title.len)
		buffer_addf(&text, "%s: %.*s\n", item->document->kind->name, SLICE_ARG(title));
	if (tracking.len)
		buffer_addf(&text, "Tracking: %.*s\n", SLICE_ARG(tracking));
	buffer_addf(&text, "%s:%u", item->document->path, actions_position(item).line);
	add_text(out, "DESCRIPTION", buffer_slice(&text));
	buffer_dispose(&text);
}

static void add_summary(const struct action_item *item, struct buffer *out)
{
	struct slice id = item->action.parts[ACTION_ID];
	struct buffer text = BUFFER_INIT;

	buffer_addf(&text, "%.*s%s%.*s", SLICE_ARG(id), id.len ? " " : "",
		SLICE_ARG(item->action.parts[ACTION_TEXT]));
	add_text(out, "SUMMARY", buffer_slice(&text));
	buffer_dispose(&text);
}

/* P0 is 1, the highest; P3 is 7 (of 1 to 9). */
static void add_priority(const struct action_item *item, struct buffer *out)
{
	struct slice priority = item->action.parts[ACTION_PRIORITY];
	char text[2] = {0};

	if (priority.len != 2 || (priority.at[0] != 'P' && priority.at[0] != 'p') ||
		priority.at[1] < '0' || priority.at[1] > '3')
		return;
	text[0] = (char)('1' + 2 * (priority.at[1] - '0'));
	ical_add_line(out, "PRIORITY", slice_of(text));
}

static void add_item(
	const struct action_list *list, const struct action_item *item, struct buffer *out)
{
	static const char *const statuses[ACTION_STATES] = {
		"NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED", "CANCELLED"};
	char due[11];

	ical_add_line(out, "BEGIN", slice_of("VTODO"));
	add_uid(list, item, out);
	add_time(out, "DTSTAMP", list->workspace->now);
	if (item->age == ACTION_AGE_KNOWN)
		add_time(out, "CREATED", item->since);
	if (item->action.has_due) {
		date_format(item->action.due, due);
		add_compact(out, "DUE;VALUE=DATE", due);
	}
	add_summary(item, out);
	add_description(list, item, out);
	ical_add_line(out, "STATUS", slice_of(statuses[item->action.state]));
	add_priority(item, out);
	add_text(out, "CATEGORIES", slice_of(item->document->kind->id));
	ical_add_line(out, "END", slice_of("VTODO"));
}

void report_actions_ics(const struct action_list *list, struct buffer *out)
{
	ical_add_line(out, "BEGIN", slice_of("VCALENDAR"));
	ical_add_line(out, "VERSION", slice_of("2.0"));
	ical_add_line(out, "PRODID", slice_of("-//handoff//handoff " HANDOFF_VERSION "//EN"));
	for (size_t i = 0; i < list->count; i++)
		add_item(list, list->items[i], out);
	ical_add_line(out, "END", slice_of("VCALENDAR"));
}
