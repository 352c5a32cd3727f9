#include "report/status.h"

#include <stdlib.h>

#include "base/escape.h"
#include "base/mem.h"
#include "report/columns.h"
#include "report/csv.h"
#include "report/ledger_json.h"
#include "report/report.h"

bool status_shows(const struct workspace *workspace, const struct status_options *options,
	const struct requirement *requirement)
{
	if (options->expiring < 0)
		return true;
	return requirement->shown && requirement->shown->has_expiry &&
	       requirement->shown->expires <= workspace->now + options->expiring &&
	       (requirement->state == STATE_VALID || requirement->state == STATE_EXPIRED);
}

static bool shows_document(const struct workspace *workspace, const struct status_options *options,
	const struct document_ledger *document)
{
	for (size_t i = 0; i < document->n_requirements; i++) {
		if (status_shows(workspace, options, &document->requirements[i]))
			return true;
	}
	return options->expiring < 0 && document->document->kind->lifecycle.count > 0;
}

static const char *status_of(const struct document *document)
{
	return document->status < 0 ? "?" : document->kind->lifecycle.names[document->status];
}

/* ---- The table ------------------------------------------------------------------------------ */

/* How long ago, in one word: 5m, 3h, 2d, 7w, 2y. */
static void add_age(int64_t seconds, struct buffer *out)
{
	static const struct {
		int64_t seconds;
		char letter;
	} units[] = {{365 * 86400, 'y'}, {7 * 86400, 'w'}, {86400, 'd'}, {3600, 'h'}, {60, 'm'}};

	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		/* Weeks from three on, so that the days of a fortnight can be read. */
		int64_t least = units[i].letter == 'w' ? 3 : 1;

		if (seconds >= least * units[i].seconds) {
			buffer_addf(out, "%lld%c", (long long)(seconds / units[i].seconds),
				units[i].letter);
			return;
		}
	}
	buffer_add_string(out, seconds < -60 ? "in the future" : "now");
}

static void add_cell(const struct workspace *workspace, const struct requirement *requirement,
	struct buffer *out)
{
	const struct signoff *shown = requirement->shown;
	bool due = requirement_is_for(
		requirement->spec, requirement->document->kind, requirement->document->status);

	if (!shown) {
		buffer_add_string(out, due ? "missing" : "-");
		return;
	}
	buffer_addf(out, "%s ", signoff_state_name(requirement->state));
	escape_line(out, shown->entry.by);
	if (requirement->spec->count > 1)
		buffer_addf(out, " %u/%u", requirement->valid, requirement->spec->count);
	if (shown->entry.at.len) {
		buffer_add_char(out, ' ');
		add_age(workspace->now - shown->entry.time, out);
	}
	if (shown->entry.decision == DECISION_APPROVE_WITH_CONDITIONS &&
		requirement->state == STATE_VALID)
		buffer_add_string(out, " (conditions)");
	if (shown->carried && requirement->state == STATE_VALID)
		buffer_add_string(out, " (carried)");
}

static const char *style_of(const struct requirement *requirement)
{
	bool due = requirement_is_for(
		requirement->spec, requirement->document->kind, requirement->document->status);

	if (requirement->state == STATE_VALID)
		return "32";
	if (requirement->state == STATE_PENDING || requirement->state == STATE_UNVERIFIABLE ||
		requirement->state == STATE_UNVERIFIED)
		return "33";
	return requirement->shown || due ? "31" : NULL;
}

/* The roles of all documents that are shown, in the order in which contracts name them. */
struct columns {
	const char **roles;
	size_t *widths; /* of document, status, and each role */
	size_t count, capacity;
};

static size_t column_of(const struct columns *columns, const char *role)
{
	size_t i = 0;

	while (i < columns->count && strcmp(columns->roles[i], role) != 0)
		i++;
	return i;
}

static void collect_roles(const struct document_ledger *document, struct columns *columns)
{
	for (size_t i = 0; i < document->n_requirements; i++) {
		const char *role = document->requirements[i].spec->role;

		if (column_of(columns, role) < columns->count)
			continue;
		GROW(columns->roles, columns->count, columns->capacity);
		columns->roles[columns->count++] = role;
	}
}

static void measure_row(const struct workspace *workspace, const struct document_ledger *document,
	const struct status_options *options, struct columns *columns)
{
	struct buffer text = BUFFER_INIT;

	report_path(&text, document->document->path, options->prefix);
	columns_widen(&columns->widths[0], &text);
	buffer_clear(&text);
	buffer_add_string(&text, status_of(document->document));
	columns_widen(&columns->widths[1], &text);
	for (size_t i = 0; i < document->n_requirements; i++) {
		const struct requirement *requirement = &document->requirements[i];

		buffer_clear(&text);
		add_cell(workspace, requirement, &text);
		columns_widen(
			&columns->widths[2 + column_of(columns, requirement->spec->role)], &text);
	}
	buffer_dispose(&text);
}

static void measure(const struct workspace *workspace, const struct ledger *ledger,
	const struct status_options *options, struct columns *columns)
{
	const struct document_ledger *documents;
	size_t count;

	documents = ledger_documents(ledger, &count);
	for (size_t i = 0; i < count; i++) {
		if (shows_document(workspace, options, &documents[i]))
			collect_roles(&documents[i], columns);
	}
	columns->widths = mem_calloc(columns->count + 2, sizeof *columns->widths);
	for (size_t i = 0; i < count; i++) {
		if (shows_document(workspace, options, &documents[i]))
			measure_row(workspace, &documents[i], options, columns);
	}
}

static void add_header(const struct columns *columns, bool color, struct buffer *out)
{
	struct buffer text = BUFFER_INIT;

	for (size_t i = 0; i < columns->count + 2; i++) {
		buffer_clear(&text);
		buffer_add_string(&text, i == 0   ? "DOCUMENT"
					 : i == 1 ? "STATUS"
						  : columns->roles[i - 2]);
		for (size_t j = 0; i > 1 && j < text.len; j++) {
			if (text.at[j] >= 'a' && text.at[j] <= 'z')
				text.at[j] = (char)(text.at[j] - 'a' + 'A');
		}
		columns_widen(&columns->widths[i], &text);
		columns_add(out, &text, columns->widths[i], color, "1");
	}
	buffer_dispose(&text);
	columns_end(out);
}

static void add_row(const struct workspace *workspace, const struct document_ledger *document,
	const struct columns *columns, const struct status_options *options, struct buffer *out)
{
	struct buffer text = BUFFER_INIT;

	report_path(&text, document->document->path, options->prefix);
	columns_add(out, &text, columns->widths[0], options->color, NULL);
	buffer_clear(&text);
	buffer_add_string(&text, status_of(document->document));
	columns_add(out, &text, columns->widths[1], options->color, NULL);
	for (size_t i = 0; i < columns->count; i++) {
		const struct requirement *found = NULL;

		for (size_t j = 0; j < document->n_requirements; j++) {
			if (strcmp(document->requirements[j].spec->role, columns->roles[i]) == 0)
				found = &document->requirements[j];
		}
		buffer_clear(&text);
		buffer_reserve(&text, 1);
		if (found)
			add_cell(workspace, found, &text);
		columns_add(out, &text, columns->widths[2 + i], options->color,
			found ? style_of(found) : NULL);
	}
	buffer_dispose(&text);
	columns_end(out);
}

/* ---- Why ------------------------------------------------------------------------------------ */

static void add_commit(const struct signoff *signoff, struct buffer *out)
{
	char hex[OBJECT_ID_HEX + 1];

	if (!signoff->carry.has_commit)
		return;
	object_id_format(&signoff->carry.commit, hex);
	buffer_addf(out, " (%s %.12s)", signoff->carried ? "in" : "first in", hex);
}

static void add_reason(const struct signoff *signoff, const struct status_options *options,
	bool *any, struct buffer *out)
{
	if (signoff->state == STATE_VALID && !signoff->carried)
		return;
	if (!*any)
		buffer_add_char(out, '\n');
	*any = true;
	report_path(out, signoff->document->path, options->prefix);
	buffer_add_string(out, ": ");
	escape_line(out, signoff->entry.role);
	buffer_add_char(out, ' ');
	escape_line(out, signoff->entry.by);
	buffer_addf(out, " %s: ", signoff_state_name(signoff->state));
	if (signoff->carried && signoff->state == STATE_VALID)
		buffer_add_string(out, "carried over formatting");
	else
		escape_line(out, slice_of(signoff->reason));
	add_commit(signoff, out);
	buffer_add_char(out, '\n');
}

void report_status_text(const struct workspace *workspace, const struct ledger *ledger,
	const struct status_options *options, struct buffer *out)
{
	const struct document_ledger *documents;
	struct columns columns = {0};
	bool any = false, rows = false;
	size_t count;

	documents = ledger_documents(ledger, &count);
	measure(workspace, ledger, options, &columns);
	for (size_t i = 0; i < count; i++) {
		if (!shows_document(workspace, options, &documents[i]))
			continue;
		if (!rows)
			add_header(&columns, options->color, out);
		rows = true;
		add_row(workspace, &documents[i], &columns, options, out);
	}
	for (size_t i = 0; i < count && options->expiring < 0; i++) {
		for (size_t j = 0; j < documents[i].n_signoffs; j++)
			add_reason(&documents[i].signoffs[j], options, &any, out);
	}
	free(columns.roles);
	free(columns.widths);
}

/* ---- For scripts ---------------------------------------------------------------------------- */

static json_t *document_object(const struct document_ledger *ledger)
{
	const struct document *document = ledger->document;
	json_t *requirements = json_array(), *signoffs = json_array();

	for (size_t i = 0; i < ledger->n_requirements; i++)
		json_array_append_new(requirements, json_requirement(&ledger->requirements[i]));
	for (size_t i = 0; i < ledger->n_signoffs; i++)
		json_array_append_new(signoffs, json_signoff(&ledger->signoffs[i]));
	return json_pack("{s:o, s:o, s:s, s:o, s:o, s:o}", "path", json_safe(document->path), "id",
		json_safe_slice(document_text(document, "id")), "kind", document->kind->id,
		"status", json_safe_slice(document_text(document, "status")), "requirements",
		requirements, "signoffs", signoffs);
}

void report_status_json(const struct workspace *workspace, const struct ledger *ledger,
	const struct status_options *options, struct buffer *out)
{
	const struct document_ledger *documents;
	json_t *list = json_array();
	size_t count;

	documents = ledger_documents(ledger, &count);
	for (size_t i = 0; i < count; i++) {
		if (shows_document(workspace, options, &documents[i]))
			json_array_append_new(list, document_object(&documents[i]));
	}
	json_write(json_pack("{s:s, s:o, s:o, s:o, s:o}", "schema", "handoff-status-1", "tool",
			   json_tool(), "policy", json_policy(workspace), "target",
			   json_target(workspace), "documents", list),
		out);
}

static void add_record(const struct requirement *requirement, struct buffer *out)
{
	const struct document *document = requirement->document;
	const struct signoff *shown = requirement->shown;
	struct slice none = {"", 0};

	csv_add(out, slice_of(document->path), ",");
	csv_add(out, slice_of(document->kind->id), ",");
	csv_add(out, document_text(document, "status"), ",");
	csv_add(out, slice_of(requirement->spec->role), ",");
	csv_add(out, slice_of(signoff_state_name(requirement->state)), ",");
	csv_add(out, shown ? shown->entry.by : none, ",");
	csv_add(out, shown ? shown->entry.at : none, ",");
	csv_add(out, shown ? slice_of(trust_name(shown->reached)) : none, ",");
	csv_add(out, shown ? slice_of(shown->reason) : none, "\r\n");
}

void report_status_csv(const struct workspace *workspace, const struct ledger *ledger,
	const struct status_options *options, struct buffer *out)
{
	const struct document_ledger *documents;
	size_t count;

	documents = ledger_documents(ledger, &count);
	buffer_add_string(out, "path,kind,status,role,state,person,at,trust,reason\r\n");
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < documents[i].n_requirements; j++) {
			if (status_shows(workspace, options, &documents[i].requirements[j]))
				add_record(&documents[i].requirements[j], out);
		}
	}
}
