/* Action items as a table for a terminal. */
#include <stdlib.h>

#include "base/escape.h"
#include "base/mem.h"
#include "report/actions_parts.h"
#include "report/columns.h"
#include "report/report.h"

enum column {
	COLUMN_DUE,
	COLUMN_STATE,
	COLUMN_OWNER,
	COLUMN_PRIORITY,
	COLUMN_AGE,
	COLUMN_SLIPS,
	COLUMN_PLACE,
	COLUMN_ACTION,
	COLUMNS,
};

static const char *const titles[COLUMNS] = {
	"DUE", "STATE", "OWNER", "PRIORITY", "AGE", "SLIPPED", "WHERE", "ACTION"};

static void add_place(
	struct buffer *out, const struct action_list *list, const struct action_item *item)
{
	report_path(out, item->document->path, list->options->prefix);
	buffer_addf(out, ":%u", actions_position(item).line);
}

static void add_state(
	struct buffer *out, const struct action_list *list, const struct action_item *item)
{
	buffer_add_string(out, action_state_names[item->action.state]);
	if (actions_is_overdue(list, item))
		buffer_addf(
			out, ", %lldd late", (long long)actions_days_since(list, item->action.due));
}

static void add_age(
	struct buffer *out, const struct action_list *list, const struct action_item *item)
{
	int64_t days = actions_days_since(list, date_of_time(item->since));

	if (item->age == ACTION_AGE_KNOWN)
		buffer_addf(out, "%lldd", (long long)(days < 0 ? 0 : days));
	else
		buffer_add_string(out, item->age == ACTION_AGE_NEW ? "new" : "?");
}

static void add_slips(struct buffer *out, const struct action_item *item)
{
	buffer_addf(out, "%s%ux", item->age == ACTION_AGE_UNKNOWN ? ">=" : "", item->slips);
}

static void add_cell(struct buffer *out, const struct action_list *list,
	const struct action_item *item, enum column column)
{
	const struct slice *parts = item->action.parts;

	buffer_clear(out);
	buffer_reserve(out, 1);
	switch (column) {
	case COLUMN_DUE:
		escape_line(out, parts[ACTION_DUE]);
		break;
	case COLUMN_STATE:
		add_state(out, list, item);
		break;
	case COLUMN_OWNER:
		escape_line(out, actions_owner(list, item));
		break;
	case COLUMN_PRIORITY:
		escape_line(out, parts[ACTION_PRIORITY]);
		break;
	case COLUMN_AGE:
		add_age(out, list, item);
		break;
	case COLUMN_SLIPS:
		add_slips(out, item);
		break;
	case COLUMN_PLACE:
		add_place(out, list, item);
		break;
	default:
		escape_line(out, parts[ACTION_ID]);
		buffer_add_string(out, parts[ACTION_ID].len ? " " : "");
		escape_line(out, parts[ACTION_TEXT]);
		break;
	}
	if (out->len == 0)
		buffer_add_char(out, '-');
}

static const char *style_of(const struct action_list *list, const struct action_item *item)
{
	if (actions_is_overdue(list, item))
		return "31";
	return action_is_unfinished(&item->action) ? NULL : "2";
}

/* Below the table, behind an empty line. */
static void begin_note(const struct action_list *list, const struct action_item *item, bool *any,
	struct buffer *out)
{
	if (!*any)
		buffer_add_char(out, '\n');
	*any = true;
	add_place(out, list, item);
	buffer_add_string(out, ": ");
}

static void add_loss(const struct action_list *list, const struct action_item *item, bool *any,
	struct buffer *out)
{
	if (!item->lost)
		return;
	begin_note(list, item, any, out);
	buffer_add_string(out, "moved to where there is no such item: ");
	escape_line(out, item->action.parts[ACTION_PROOF]);
	buffer_add_char(out, '\n');
}

/* What the item was before it was carried here. */
static void add_origins(const struct action_list *list, const struct action_item *item, bool *any,
	struct buffer *out)
{
	const struct action_item *origin;
	struct buffer reference = BUFFER_INIT;
	size_t index = 0;

	while ((origin = actions_origin(item, &index))) {
		begin_note(list, item, any, out);
		buffer_add_string(out, "was ");
		buffer_clear(&reference);
		actions_add_reference(&reference, origin);
		escape_line(out, buffer_slice(&reference));
		buffer_add_string(out, " (");
		add_place(out, list, origin);
		buffer_add_string(out, ")\n");
	}
	buffer_dispose(&reference);
}

void report_actions_text(const struct action_list *list, struct buffer *out)
{
	size_t widths[COLUMNS] = {0};
	struct buffer cell = BUFFER_INIT;
	bool any = false;

	for (size_t column = 0; column < COLUMNS; column++) {
		buffer_clear(&cell);
		buffer_add_string(&cell, titles[column]);
		columns_widen(&widths[column], &cell);
		for (size_t i = 0; column + 1 < COLUMNS && i < list->count; i++) {
			add_cell(&cell, list, list->items[i], (enum column)column);
			columns_widen(&widths[column], &cell);
		}
	}
	for (size_t column = 0; list->count && column < COLUMNS; column++) {
		buffer_clear(&cell);
		buffer_add_string(&cell, titles[column]);
		columns_add(out, &cell, widths[column], list->options->color, "1");
	}
	if (list->count)
		columns_end(out);
	for (size_t i = 0; i < list->count; i++) {
		for (size_t column = 0; column < COLUMNS; column++) {
			add_cell(&cell, list, list->items[i], (enum column)column);
			columns_add(out, &cell, column + 1 < COLUMNS ? widths[column] : 0,
				list->options->color, style_of(list, list->items[i]));
		}
		columns_end(out);
	}
	for (size_t i = 0; i < list->count; i++) {
		add_loss(list, list->items[i], &any, out);
		add_origins(list, list->items[i], &any, out);
	}
	buffer_dispose(&cell);
}
