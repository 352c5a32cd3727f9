#include "report/hooks.h"

#include "base/escape.h"
#include "report/ledger_json.h"

static void add_line(const struct hook_view *view, struct buffer *out)
{
	buffer_addf(out, "%-11s  %-9s  ", hook_name(view->hook), hook_state_name(view->state));
	escape_line(out, slice_of(view->path));
	if (view->manager != HOOK_BY_GIT)
		buffer_addf(out, ", run by %s", hook_manager_name(view->manager));
	if (view->before) {
		buffer_add_string(out, ", after ");
		escape_line(out, slice_of(view->before));
	}
	if (view->note) {
		buffer_add_string(out, ": ");
		escape_line(out, slice_of(view->note));
	}
	buffer_add_char(out, '\n');
}

void report_hooks_text(const struct hook_view *views, size_t count, struct buffer *out)
{
	for (size_t i = 0; i < count; i++)
		add_line(&views[i], out);
}

static json_t *text_or_null(const char *text)
{
	return text ? json_safe(text) : json_null();
}

void report_hooks_json(const struct hook_view *views, size_t count, struct buffer *out)
{
	json_t *list = json_array();
	bool good = true;

	for (size_t i = 0; i < count; i++) {
		const struct hook_view *view = &views[i];

		good = good && hook_state_is_good(view->state);
		json_array_append_new(list,
			json_pack("{s:s, s:s, s:b, s:s, s:o, s:o, s:o, s:o}", "hook",
				hook_name(view->hook), "state", hook_state_name(view->state),
				"runs", hook_state_is_good(view->state), "manager",
				hook_manager_name(view->manager), "path", json_safe(view->path),
				"before", text_or_null(view->before), "version",
				text_or_null(view->version), "note", text_or_null(view->note)));
	}
	json_write(json_pack("{s:s, s:o, s:b, s:o}", "schema", "handoff-hooks-1", "tool",
			   json_tool(), "complete", good, "hooks", list),
		out);
}
