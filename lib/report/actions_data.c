/* Action items for scripts and spreadsheets. */
#include <stdio.h>

#include "report/actions_parts.h"
#include "report/csv.h"
#include "report/ledger_json.h"

static json_t *date_or_null(bool has, struct date date)
{
	char text[11];

	if (!has)
		return json_null();
	date_format(date, text);
	return json_string(text);
}

static json_t *time_or_null(const struct action_item *item)
{
	return item->age == ACTION_AGE_KNOWN ? json_time(item->since) : json_null();
}

static json_t *reference(const struct action_item *item)
{
	struct buffer text = BUFFER_INIT;
	json_t *value;

	actions_add_reference(&text, item);
	value = json_text(buffer_slice(&text));
	buffer_dispose(&text);
	return value;
}

static json_t *place(const struct action_item *item)
{
	struct position at = actions_position(item);

	return json_pack("{s:o, s:o, s:o, s:i, s:i}", "reference", reference(item), "id",
		json_text(item->action.parts[ACTION_ID]), "path", json_safe(item->document->path),
		"line", (int)at.line, "column", (int)at.column);
}

static json_t *document_object(const struct document *document)
{
	return json_pack("{s:o, s:s, s:o, s:o}", "id", json_text(document_text(document, "id")),
		"kind", document->kind->id, "title", json_text(document_text(document, "title")),
		"status", json_text(document_text(document, "status")));
}

static json_t *age(const struct action_list *list, const struct action_item *item)
{
	int64_t days = actions_days_since(list, date_of_time(item->since));

	if (item->age == ACTION_AGE_UNKNOWN)
		return json_null();
	return json_integer(item->age == ACTION_AGE_NEW || days < 0 ? 0 : days);
}

static json_t *item_object(const struct action_list *list, const struct action_item *item)
{
	const struct action *action = &item->action;
	const struct action_item *origin;
	json_t *object = place(item), *origins = json_array();
	size_t index = 0;

	while ((origin = actions_origin(item, &index)))
		json_array_append_new(origins, place(origin));
	json_object_update_new(object,
		json_pack("{s:s, s:o, s:o, s:s, s:b, s:o, s:o, s:o, s:o}", "source",
			action->is_task ? "task" : "table", "action",
			json_safe_slice(action->parts[ACTION_TEXT]), "owner",
			json_text(actions_owner(list, item)), "state",
			action_state_names[action->state], "overdue",
			actions_is_overdue(list, item), "due", json_text(action->parts[ACTION_DUE]),
			"first-due", date_or_null(item->has_first_due, item->first_due), "since",
			time_or_null(item), "age-days", age(list, item)));
	json_object_set_new(object, "slips", json_integer(item->slips));
	for (int part = ACTION_STATUS; part < ACTION_PARTS; part++)
		json_object_set_new(
			object, action_part_names[part], json_text(action->parts[part]));
	json_object_set_new(object, "lost", json_boolean(item->lost));
	json_object_set_new(object, "carried-from", origins);
	json_object_set_new(object, "document", document_object(item->document));
	return object;
}

void report_actions_json(const struct action_list *list, struct buffer *out)
{
	json_t *items = json_array();
	size_t unfinished = 0;

	for (size_t i = 0; i < list->count; i++) {
		unfinished += action_is_unfinished(&list->items[i]->action);
		json_array_append_new(items, item_object(list, list->items[i]));
	}
	json_write(json_pack("{s:s, s:o, s:o, s:o, s:{s:i, s:i, s:i}, s:o}", "schema",
			   "handoff-actions-1", "tool", json_tool(), "policy",
			   json_policy(list->workspace), "target", json_target(list->workspace),
			   "summary", "items", (int)list->count, "unfinished", (int)unfinished,
			   "overdue", (int)list->overdue, "items", items),
		out);
}

/* ---- CSV ------------------------------------------------------------------------------------- */

static void add_number(struct buffer *out, bool has, int64_t number)
{
	char text[32];

	snprintf(text, sizeof text, "%lld", (long long)number);
	csv_add(out, slice_of(has ? text : ""), ",");
}

static void add_date(struct buffer *out, bool has, struct date date, const char *end)
{
	char text[11];

	date_format(date, text);
	csv_add(out, slice_of(has ? text : ""), end);
}

static void add_origins(struct buffer *out, const struct action_item *item)
{
	const struct action_item *origin;
	struct buffer all = BUFFER_INIT;
	size_t index = 0;

	while ((origin = actions_origin(item, &index))) {
		buffer_add_string(&all, all.len ? " " : "");
		actions_add_reference(&all, origin);
	}
	csv_add(out, buffer_slice(&all), "\r\n");
	buffer_dispose(&all);
}

static void add_record(
	const struct action_list *list, const struct action_item *item, struct buffer *out)
{
	static const enum action_part rest[] = {
		ACTION_PRIORITY, ACTION_SIDE, ACTION_TYPE, ACTION_TRACKING, ACTION_PROOF};
	const struct action *action = &item->action;
	int64_t days = actions_days_since(list, date_of_time(item->since));

	csv_add(out, slice_of(item->document->path), ",");
	add_number(out, true, actions_position(item).line);
	csv_add(out, document_text(item->document, "id"), ",");
	csv_add(out, slice_of(item->document->kind->id), ",");
	csv_add(out, document_text(item->document, "title"), ",");
	csv_add(out, action->parts[ACTION_ID], ",");
	csv_add(out, action->parts[ACTION_TEXT], ",");
	csv_add(out, actions_owner(list, item), ",");
	csv_add(out, action->parts[ACTION_DUE], ",");
	csv_add(out, slice_of(action_state_names[action->state]), ",");
	csv_add(out, slice_of(actions_is_overdue(list, item) ? "yes" : "no"), ",");
	for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
		csv_add(out, action->parts[rest[i]], ",");
	add_date(out, item->age == ACTION_AGE_KNOWN, date_of_time(item->since), ",");
	add_number(out, item->age != ACTION_AGE_UNKNOWN,
		item->age == ACTION_AGE_NEW || days < 0 ? 0 : days);
	add_date(out, item->has_first_due, item->first_due, ",");
	add_number(out, true, item->slips);
	add_origins(out, item);
}

void report_actions_csv(const struct action_list *list, struct buffer *out)
{
	buffer_add_string(out,
		"path,line,document,kind,title,id,action,owner,due,state,overdue,priority,side,"
		"type,tracking,proof,since,age-days,first-due,slips,carried-from\r\n");
	for (size_t i = 0; i < list->count; i++)
		add_record(list, list->items[i], out);
}
