/* Action items as a table of Markdown, for an issue, a comment, a wiki. */
#include "report/actions_parts.h"
#include "report/markdown_text.h"

static void add_cell(struct buffer *out, struct slice text)
{
	buffer_add_char(out, ' ');
	markdown_cell_code(out, text);
	buffer_add_string(out, text.len ? " |" : "|");
}

static void add_item(
	const struct action_list *list, const struct action_item *item, struct buffer *out)
{
	const struct slice *parts = item->action.parts;
	struct buffer text = BUFFER_INIT;

	buffer_add_char(out, '|');
	add_cell(out, parts[ACTION_DUE]);
	buffer_addf(out, " %s", action_state_names[item->action.state]);
	if (actions_is_overdue(list, item)) {
		long long days = (long long)actions_days_since(list, item->action.due);

		buffer_addf(out, ", **%lld day%s late**", days, days == 1 ? "" : "s");
	}
	buffer_add_string(out, " |");
	add_cell(out, actions_owner(list, item));
	add_cell(out, parts[ACTION_PRIORITY]);
	buffer_addf(&text, "%.*s%s%.*s", SLICE_ARG(parts[ACTION_ID]),
		parts[ACTION_ID].len ? " " : "", SLICE_ARG(parts[ACTION_TEXT]));
	add_cell(out, buffer_slice(&text));
	buffer_clear(&text);
	buffer_addf(&text, "%s:%u", item->document->path, actions_position(item).line);
	add_cell(out, buffer_slice(&text));
	buffer_add_char(out, '\n');
	buffer_dispose(&text);
}

void report_actions_markdown(const struct action_list *list, struct buffer *out)
{
	if (list->count == 0) {
		buffer_addf(out, "No %saction items.\n", list->options->overdue ? "overdue " : "");
		return;
	}
	buffer_addf(out, "%zu action item%s, %zu overdue\n\n", list->count,
		list->count == 1 ? "" : "s", list->overdue);
	buffer_add_string(out, "| Due | State | Owner | Priority | Action | Where |\n"
			       "|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < list->count; i++)
		add_item(list, list->items[i], out);
}
