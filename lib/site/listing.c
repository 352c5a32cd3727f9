#include "site/listing.h"

#include <stdlib.h>

#include "base/escape.h"
#include "base/mem.h"
#include "report/json.h"
#include "report/markup.h"
#include "site/page.h"

/* What the page itself shows; the rest is in the data. */
#define STATIC_ROWS  200
#define STATIC_BYTES (64 * 1024)

/* Of one facet; a control with more is of no use to anybody. */
#define MAX_VALUES 2000

void listing_begin(struct listing *listing, const struct listing_spec *spec)
{
	*listing = (struct listing){.spec = spec};
	listing->values = mem_calloc(spec->n_facets + 1, sizeof *listing->values);
	listing->labels = mem_calloc(spec->n_facets + 1, sizeof *listing->labels);
	for (size_t i = 0; i < spec->n_facets; i++) {
		listing->values[i] = json_object();
		listing->labels[i] = json_array();
	}
}

/* As people see it, cut where it is too long. */
static json_t *shown(struct slice text)
{
	struct buffer out = BUFFER_INIT;
	bool cut;

	escape_line(&out, page_cut(text, PAGE_TITLE_BYTES, &cut));
	if (cut)
		buffer_add_string(&out, "…");
	return json_take(&out);
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static int append(const char *bytes, size_t len, void *context)
{
	buffer_add(context, bytes, len);
	return 0;
}

static void add_value(struct buffer *out, json_t *value)
{
	if (!value || json_dump_callback(value, append, out,
			      JSON_COMPACT | JSON_ENSURE_ASCII | JSON_ENCODE_ANY) < 0)
		mem_failed();
}

/* ---- Rows ----------------------------------------------------------------------------------- */

static void end_row(struct listing *listing)
{
	if (!listing->row)
		return;
	json_array_append_new(listing->row, json_integer(listing->flag_bits));
	if (listing->also)
		json_array_append_new(listing->row, listing->also);
	listing->also = NULL;
	add_value(&listing->data, listing->row);
	buffer_add_string(&listing->data, ",\n");
	json_decref(listing->row);
	listing->row = NULL;
	if (listing->is_static)
		buffer_add_string(&listing->rows, "</tr>\n");
}

void listing_row(struct listing *listing)
{
	end_row(listing);
	listing->is_static = listing->n_static < STATIC_ROWS && listing->rows.len < STATIC_BYTES;
	listing->n_static += listing->is_static;
	listing->n_rows++;
	listing->column = 0;
	listing->flag_bits = 0;
	listing->cells = json_array();
	listing->sets = json_array();
	for (size_t i = 0; i < listing->spec->n_facets; i++)
		json_array_append_new(listing->sets, json_array());
	listing->row = json_pack("[o, o]", listing->cells, listing->sets);
	if (listing->is_static)
		buffer_add_string(&listing->rows, "<tr>");
}

static void begin_cell(struct listing *listing)
{
	bool is_number = listing->spec->columns[listing->column].type == CELL_NUMBER;

	if (!listing->is_static)
		return;
	/* What a row is about is its first cell. */
	buffer_add_string(&listing->rows, listing->column == 0 ? "<th scope=\"row\">"
					  : is_number          ? "<td class=\"number\">"
							       : "<td>");
}

static void end_cell(struct listing *listing, json_t *cell)
{
	json_array_append_new(listing->cells, cell);
	if (listing->is_static)
		buffer_add_string(&listing->rows, listing->column == 0 ? "</th>" : "</td>");
	listing->column++;
}

void listing_text(struct listing *listing, struct slice text)
{
	begin_cell(listing);
	if (listing->is_static)
		page_text(&listing->rows, text, PAGE_TITLE_BYTES);
	end_cell(listing, shown(text));
}

void listing_link(
	struct listing *listing, struct slice text, struct slice address, struct slice below)
{
	struct buffer *out = &listing->rows;

	begin_cell(listing);
	if (listing->is_static) {
		page_link(out, listing->spec->page, address, text);
		if (below.len) {
			buffer_add_string(out, "<span class=\"below\">");
			page_text(out, below, PAGE_TITLE_BYTES);
			buffer_add_string(out, "</span>");
		}
	}
	end_cell(listing,
		json_pack("[o, o, o]", shown(text), json_safe_slice(address), shown(below)));
}

void listing_badge(struct listing *listing, struct slice text, const char *class)
{
	begin_cell(listing);
	if (listing->is_static && text.len)
		page_badge(&listing->rows, class, text);
	end_cell(listing, json_pack("[o, s]", shown(text), class));
}

void listing_badge_of(
	struct listing *listing, struct slice label, struct slice text, const char *class)
{
	json_t *cell = json_array_get(listing->cells, listing->column);
	bool is_first = !cell;

	if (is_first) {
		begin_cell(listing);
		cell = json_array();
		json_array_append_new(listing->cells, cell);
	}
	json_array_append_new(cell, json_pack("[o, o, s]", shown(label), shown(text), class));
	if (!listing->is_static)
		return;
	buffer_add_string(&listing->rows, "<span class=\"labelled\">");
	page_text(&listing->rows, label, PAGE_TITLE_BYTES);
	buffer_add_char(&listing->rows, ' ');
	page_badge(&listing->rows, class, text);
	buffer_add_string(&listing->rows, "</span> ");
}

void listing_badges_end(struct listing *listing)
{
	if (!json_array_get(listing->cells, listing->column)) {
		begin_cell(listing);
		json_array_append_new(listing->cells, json_array());
	}
	if (listing->is_static)
		buffer_add_string(&listing->rows, listing->column == 0 ? "</th>" : "</td>");
	listing->column++;
}

void listing_day(struct listing *listing, struct slice day, const char *class)
{
	struct date date;

	begin_cell(listing);
	if (listing->is_static && date_parse(day, &date))
		buffer_addf(&listing->rows, "<time%s%s%s datetime=\"%.*s\">%.*s</time>",
			*class ? " class=\"" : "", class, *class ? "\"" : "", SLICE_ARG(day),
			SLICE_ARG(day));
	else if (listing->is_static)
		page_text(&listing->rows, day, PAGE_TITLE_BYTES);
	end_cell(listing, json_pack("[o, s]", shown(day), class));
}

void listing_also(struct listing *listing, struct slice text)
{
	json_decref(listing->also);
	listing->also = shown(text);
}

void listing_number(struct listing *listing, long long number)
{
	begin_cell(listing);
	if (listing->is_static)
		buffer_addf(&listing->rows, "%lld", number);
	end_cell(listing, json_integer(number));
}

void listing_no_number(struct listing *listing)
{
	begin_cell(listing);
	end_cell(listing, json_null());
}

/* ---- What rows can be chosen by -------------------------------------------------------------- */

/* The number of a value; NULL if there are too many. */
static json_t *number_of(
	struct listing *listing, size_t facet, struct slice value, struct slice label)
{
	json_t *safe = shown(value);
	json_t *number = json_object_get(listing->values[facet], json_string_value(safe));

	if (!number && json_array_size(listing->labels[facet]) < MAX_VALUES) {
		number = json_integer((json_int_t)json_array_size(listing->labels[facet]));
		json_object_set_new(listing->values[facet], json_string_value(safe), number);
		json_array_append_new(
			listing->labels[facet], json_pack("[O, o]", safe, shown(label)));
	}
	json_decref(safe);
	return number;
}

void listing_facet(struct listing *listing, size_t facet, struct slice value, struct slice label)
{
	json_t *number = value.len ? number_of(listing, facet, value, label) : NULL;

	if (number)
		json_array_append(json_array_get(listing->sets, facet), number);
}

void listing_choice(struct listing *listing, size_t facet, struct slice value, struct slice label)
{
	if (value.len)
		number_of(listing, facet, value, label);
}

void listing_flag(struct listing *listing, size_t flag)
{
	listing->flag_bits |= (json_int_t)1 << flag;
}

/* ---- The page ------------------------------------------------------------------------------- */

/* What there is to choose from the script fills in: it is the one that needs it. */
static void add_controls(const struct listing *listing, struct buffer *out)
{
	const struct listing_spec *spec = listing->spec;

	buffer_add_string(out, "<form class=\"filters\" role=\"search\" hidden>\n"
			       "<label>Search <input type=\"search\" id=\"q\" "
			       "autocomplete=\"off\" spellcheck=\"false\"></label>\n");
	for (size_t i = 0; i < spec->n_facets; i++) {
		buffer_addf(out,
			"<label>%s <select id=\"%s\"><option value=\"\">any</option></select>"
			"</label>\n",
			spec->facets[i].label, spec->facets[i].id);
	}
	for (size_t i = 0; i < spec->n_flags; i++)
		buffer_addf(out,
			"<label class=\"flag\"><input type=\"checkbox\" id=\"%s\"> %s</label>\n",
			spec->flags[i].id, spec->flags[i].label);
	buffer_add_string(out, "<button type=\"reset\">Clear</button>\n</form>\n");
}

static void add_table(const struct listing *listing, struct buffer *out)
{
	const struct listing_spec *spec = listing->spec;

	buffer_addf(out, "<p id=\"count\" role=\"status\">%zu %s", listing->n_rows, spec->noun);
	if (listing->n_static < listing->n_rows)
		buffer_addf(out, ", the first %zu shown", listing->n_static);
	buffer_add_string(out, "</p>\n");
	if (listing->n_static < listing->n_rows || spec->rest)
		buffer_addf(out, "<noscript><p class=\"note\">%s%s</p></noscript>\n",
			listing->n_static < listing->n_rows ? "The others are shown by a script. "
							    : "",
			spec->rest ? spec->rest : "");
	buffer_addf(out,
		"<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">\n"
		"<table id=\"rows\">\n<thead><tr>\n",
		spec->noun);
	for (size_t i = 0; i < spec->n_columns; i++)
		buffer_addf(out, "<th scope=\"col\"%s>%s</th>\n",
			spec->columns[i].type == CELL_NUMBER ? " class=\"number\"" : "",
			spec->columns[i].title);
	buffer_add_string(out, "</tr></thead>\n<tbody>\n");
	buffer_add_slice(out, buffer_slice(&listing->rows));
	buffer_add_string(out, "</tbody>\n</table>\n</div>\n<p><button type=\"button\" "
			       "id=\"more\" hidden>Show more</button></p>\n");
}

/* ---- The data ------------------------------------------------------------------------------- */

static const char *const type_names[] = {"text", "link", "badge", "badges", "day", "number"};

static json_t *list_columns(const struct listing_spec *spec)
{
	json_t *columns = json_array();

	for (size_t i = 0; i < spec->n_columns; i++)
		json_array_append_new(columns, json_string(type_names[spec->columns[i].type]));
	return columns;
}

/* For each one: its control, and what can be chosen, by number: [value, label]. */
static json_t *list_facets(const struct listing *listing)
{
	json_t *facets = json_array();

	for (size_t i = 0; i < listing->spec->n_facets; i++)
		json_array_append_new(facets,
			json_pack("[s, O]", listing->spec->facets[i].id, listing->labels[i]));
	return facets;
}

static json_t *list_flags(const struct listing_spec *spec)
{
	json_t *flags = json_array();

	for (size_t i = 0; i < spec->n_flags; i++)
		json_array_append_new(flags, json_string(spec->flags[i].id));
	return flags;
}

static struct error *put_data(const struct listing *listing, const struct site_output *output)
{
	json_t *head = json_pack("{s:s, s:o, s:o, s:o}", "noun", listing->spec->noun, "columns",
		list_columns(listing->spec), "facets", list_facets(listing), "flags",
		list_flags(listing->spec));
	struct buffer out = BUFFER_INIT;
	struct error *error;

	buffer_add_string(&out, "\"use strict\";\nwindow.handoffData = ");
	add_value(&out, head);
	buffer_add_string(&out, ";\nwindow.handoffData.rows = [\n");
	buffer_add_slice(&out, buffer_slice(&listing->data));
	buffer_add_string(&out, "];\n");
	json_decref(head);
	error = output->put(output->context, listing->spec->data, buffer_slice(&out));
	buffer_dispose(&out);
	return error;
}

struct error *listing_end(
	struct listing *listing, const struct site_output *output, struct buffer *out)
{
	struct error *error;

	end_row(listing);
	add_controls(listing, out);
	add_table(listing, out);
	error = put_data(listing, output);
	for (size_t i = 0; i < listing->spec->n_facets; i++) {
		json_decref(listing->values[i]);
		json_decref(listing->labels[i]);
	}
	free(listing->values);
	free(listing->labels);
	buffer_dispose(&listing->data);
	buffer_dispose(&listing->rows);
	return error;
}
