#include "report/life.h"

#include "base/escape.h"
#include "repo/text_diff.h"
#include "report/ledger_json.h"
#include "report/report.h"

/* 2026-11-23 14:05 */
static void add_day(int64_t seconds, struct buffer *out)
{
	char text[DATETIME_SIZE];

	if (datetime_format(seconds, text))
		buffer_addf(out, "%.10s %.5s", text, text + 11);
	else
		buffer_add_string(out, "(no time)       ");
}

static const char *style_of(enum life_event_type type)
{
	switch (type) {
	case LIFE_SIGNED:
		return "32";
	case LIFE_STALE:
	case LIFE_REVOKED:
	case LIFE_REMOVED:
		return "31";
	case LIFE_STATUS:
		return "1";
	default:
		return NULL;
	}
}

static void add_event(const struct life_event *event, bool color, struct buffer *out)
{
	char hex[OBJECT_ID_HEX + 1];

	object_id_format(&event->commit, hex);
	add_day(event->time, out);
	buffer_addf(out, "  %-12.12s  ", event->uncommitted ? "worktree" : hex);
	if (style_of(event->type))
		report_style(out, color, style_of(event->type));
	buffer_addf(out, "%-9s", life_event_name(event->type));
	if (style_of(event->type))
		report_style(out, color, NULL);
	buffer_add_string(out, "  ");
	escape_line(out, slice_of(event->text));
	if (!event->uncommitted) {
		buffer_add_string(out, "  [");
		escape_line(out, slice_of(event->author));
		buffer_add_char(out, ']');
	}
	buffer_add_char(out, '\n');
}

void report_life_text(const struct life *life, bool color, struct buffer *out)
{
	if (life->began != ORIGIN_COMMIT)
		buffer_add_string(out, life->began == ORIGIN_SHALLOW
					       ? "(older history is not in this clone: `git fetch "
						 "--unshallow`)\n"
					       : "(older history cannot be seen)\n");
	for (size_t i = 0; i < life->count; i++)
		add_event(&life->list[i], color, out);
}

static json_t *json_part(const char *text)
{
	return text ? json_safe(text) : json_null();
}

void report_life_json(const struct workspace *workspace, const struct document *document,
	const struct life *life, struct buffer *out)
{
	json_t *events = json_array();

	for (size_t i = 0; i < life->count; i++) {
		const struct life_event *event = &life->list[i];

		json_array_append_new(events,
			json_pack("{s:s, s:o, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "event",
				life_event_name(event->type), "commit",
				event->uncommitted ? json_null() : json_object_id(&event->commit),
				"time", (json_int_t)event->time, "author", json_safe(event->author),
				"text", json_safe(event->text), "role", json_part(event->role),
				"by", json_part(event->by), "decision", json_part(event->decision),
				"from", json_part(event->from), "to", json_part(event->to)));
	}
	json_write(json_pack("{s:s, s:o, s:o, s:o, s:b, s:o}", "schema", "handoff-log-1", "tool",
			   json_tool(), "target", json_target(workspace), "path",
			   json_safe(document->path), "complete", life->began == ORIGIN_COMMIT,
			   "events", events),
		out);
}

/* ---- What changed --------------------------------------------------------------------------- */

struct shown_diff {
	struct buffer *out;
	bool color;
	bool any;
};

static void add_line(void *context, char origin, struct slice line)
{
	struct shown_diff *shown = context;

	if (origin == '@' || origin == '\\') {
		buffer_add_string(shown->out, origin == '@' && shown->any ? "  ...\n" : "");
		shown->any = true;
		return;
	}
	report_style(shown->out, shown->color && origin != ' ', origin == '+' ? "32" : "31");
	buffer_addf(shown->out, "  %c", origin);
	escape_line(shown->out, line);
	report_style(shown->out, shown->color && origin != ' ', NULL);
	buffer_add_char(shown->out, '\n');
}

static struct slice part_of(
	const struct outline *outline, enum difference_type type, uint32_t number)
{
	const struct outline_field *field;

	if (number == OUTLINE_NONE)
		return (struct slice){"", 0};
	if (type == DIFFERENCE_SECTION)
		return outline_spanned(outline, outline->sections[number].span);
	field = &outline->fields[number];
	return outline_spanned(outline, (struct span){field->key_span.start, field->span.end});
}

static void add_title(const struct difference *difference, bool color, struct buffer *out)
{
	static const char *const changes[] = {"", " (new)", " (removed)", " (moved)"};

	report_style(out, color, "1");
	if (difference->type == DIFFERENCE_FIELD)
		buffer_add_string(out, "field ");
	if (difference->name.len)
		escape_line(out, difference->name);
	else
		buffer_add_string(out, "before the first heading");
	buffer_add_string(out, changes[difference->change]);
	report_style(out, color, NULL);
	buffer_add_char(out, '\n');
}

struct error *report_changes(const struct document *before, const struct document *after,
	const struct signoff_spec *spec, bool color, struct buffer *out)
{
	struct differences differences = {0};
	struct shown_diff shown = {out, color, false};
	struct error *error = NULL;

	carry_compare(before, after, spec, &differences);
	for (size_t i = 0; !error && i < differences.count; i++) {
		const struct difference *one = &differences.list[i];

		add_title(one, color, out);
		if (one->type == DIFFERENCE_UNREADABLE)
			continue;
		shown.any = false;
		error = text_diff(part_of(before->outline, one->type, one->before),
			part_of(after->outline, one->type, one->after), add_line, &shown);
	}
	differences_dispose(&differences);
	return error;
}
