/* The panel of sign-offs: each role, who signed, whether that stands, and what says so. */
#include "base/clock.h"
#include "site/document_page.h"

#define MAX_ROWS 60

static void begin_row(struct buffer *out, struct slice role, const char *class, struct slice state)
{
	buffer_add_string(out, "<tr><th scope=\"row\">");
	page_text(out, role, PAGE_TITLE_BYTES);
	buffer_add_string(out, "</th><td>");
	page_badge(out, class, state);
	buffer_add_string(out, "</td><td>");
}

static void add_when(struct buffer *out, int64_t seconds)
{
	char text[DATETIME_SIZE];

	if (seconds != TIME_UNKNOWN && datetime_format(seconds, text))
		buffer_addf(out, "<time datetime=\"%s\">%.10s</time>", text, text);
}

static void add_commit(struct buffer *out, struct slice commit, struct slice author)
{
	if (!commit.len)
		return;
	page_commit(out, commit);
	if (author.len) {
		buffer_add_string(out, "<span class=\"below\">");
		page_text(out, author, PAGE_TITLE_BYTES);
		buffer_add_string(out, "</span>");
	}
}

/* ---- What is asked for ------------------------------------------------------------------------
 */

static bool has_entry(const struct record_document *document, struct slice role)
{
	for (size_t i = 0; i < document->n_signoffs; i++) {
		if (slice_equal(document->signoffs[i].role, role))
			return true;
	}
	return false;
}

static void add_wanted(struct buffer *out, const struct record_requirement *requirement)
{
	if (requirement->count > 1)
		buffer_addf(out, "%u of %u people. ", requirement->valid, requirement->count);
	if (requirement->due)
		buffer_add_string(out, "The status needs it. ");
	if (requirement->awaited && requirement->awaits.count == 0)
		buffer_add_string(out, "Nobody who could sign holds the role. ");
	for (size_t i = 0; i < requirement->awaits.count && i < 12; i++) {
		buffer_add_string(out, i ? ", " : "Can be signed by ");
		page_text(out, requirement->awaits.list[i], 80);
	}
	if (requirement->awaits.count > 12)
		buffer_addf(out, " and %zu more", requirement->awaits.count - 12);
}

/* A role that nobody signed in. */
static void add_requirement(struct buffer *out, const struct record_document *document,
	const struct record_requirement *requirement)
{
	if (has_entry(document, requirement->role))
		return;
	begin_row(out, requirement->role,
		requirement->due       ? "bad"
		: requirement->awaited ? "warn"
				       : "none",
		slice_of("missing"));
	buffer_add_string(out, "</td><td></td><td></td><td></td><td>");
	add_wanted(out, requirement);
	buffer_add_string(out, "</td></tr>\n");
}

/* ---- What is to be said of one ----------------------------------------------------------------
 */

static void add_changes(struct buffer *out, const struct record_signoff *signoff)
{
	for (size_t i = 0; i < signoff->changed.count && i < 12; i++) {
		buffer_add_string(out, i ? ", " : "changed since: ");
		page_text(out, signoff->changed.list[i], 80);
	}
	if (signoff->changed.count > 12)
		buffer_addf(out, " and %zu more", signoff->changed.count - 12);
}

static void add_staleness(struct buffer *out, const struct record_signoff *signoff)
{
	if (signoff->stale_since == TIME_UNKNOWN)
		return;
	buffer_add_string(out, "<span class=\"below\">since ");
	add_when(out, signoff->stale_since);
	if (signoff->stale_commit.len) {
		buffer_add_string(out, ", by ");
		page_commit(out, signoff->stale_commit);
		buffer_add_char(out, ' ');
		page_text(out, signoff->stale_author, PAGE_TITLE_BYTES);
	}
	buffer_add_string(out, "</span>");
}

/* Whose turn it is again, beside the last entry of the role. */
static void add_renewal(struct buffer *out, const struct record_document *document, size_t number)
{
	struct slice role = document->signoffs[number].role;

	for (size_t i = number + 1; i < document->n_signoffs; i++) {
		if (slice_equal(document->signoffs[i].role, role))
			return;
	}
	for (size_t i = 0; i < document->n_requirements; i++) {
		if (!slice_equal(document->requirements[i].role, role) ||
			!document->requirements[i].awaited)
			continue;
		buffer_add_string(out, "<span class=\"below\">Awaited. ");
		add_wanted(out, &document->requirements[i]);
		buffer_add_string(out, "</span>");
	}
}

static void add_remarks(struct buffer *out, const struct record_signoff *signoff)
{
	/* What changed is the whole reason where it is known. */
	if (signoff->changed.count)
		add_changes(out, signoff);
	else
		page_text(out, signoff->reason, PAGE_TEXT_BYTES);
	add_staleness(out, signoff);
	if (signoff->decision.len && !slice_is(signoff->decision, "approve") &&
		!slice_is(signoff->state, "rejected")) {
		buffer_add_string(out, "<span class=\"below\">decision: ");
		page_text(out, signoff->decision, PAGE_TITLE_BYTES);
		buffer_add_string(out, "</span>");
	}
	/* That of a rejection is its reason. */
	if (signoff->note.len && !slice_is(signoff->state, "rejected")) {
		buffer_add_string(out, "<span class=\"below\">note: ");
		page_text(out, signoff->note, PAGE_TEXT_BYTES);
		buffer_add_string(out, "</span>");
	}
	if (signoff->expires != TIME_UNKNOWN) {
		buffer_add_string(out, "<span class=\"below\">until ");
		add_when(out, signoff->expires);
		buffer_add_string(out, "</span>");
	}
}

static void add_level(struct buffer *out, const struct record_signoff *signoff)
{
	page_text(out, signoff->reached, PAGE_TITLE_BYTES);
	if (!signoff->reached.len || slice_equal(signoff->reached, signoff->required))
		return;
	buffer_add_string(out, "<span class=\"below\">asked for: ");
	page_text(out, signoff->required, PAGE_TITLE_BYTES);
	buffer_add_string(out, "</span>");
}

static void add_entry(struct buffer *out, const struct record_document *document, size_t number)
{
	const struct record_signoff *signoff = &document->signoffs[number];

	begin_row(out, signoff->role, page_class_of_state(signoff->state), signoff->state);
	page_text(out, signoff->name.len ? signoff->name : signoff->by, PAGE_TITLE_BYTES);
	buffer_add_string(out, "</td><td>");
	add_when(out, signoff->at);
	buffer_add_string(out, "</td><td>");
	add_level(out, signoff);
	buffer_add_string(out, "</td><td>");
	add_commit(out, signoff->commit, signoff->author);
	buffer_add_string(out, "</td><td>");
	add_remarks(out, signoff);
	add_renewal(out, document, number);
	buffer_add_string(out, "</td></tr>\n");
}

void document_add_signoffs(const struct document_page *page, struct buffer *out)
{
	const struct record_document *document = page->document;

	if (document->n_requirements == 0 && document->n_signoffs == 0)
		return;
	buffer_add_string(out,
		"<section class=\"panel\" aria-labelledby=\"Panel-signoffs\">\n<h2 "
		"id=\"Panel-signoffs\">Sign-offs</h2>\n<div class=\"table\" tabindex=\"0\" "
		"role=\"region\" aria-label=\"Table: sign-offs\">\n<table>\n<thead><tr><th "
		"scope=\"col\">Role</th><th scope=\"col\">State</th><th scope=\"col\">Who</th><th "
		"scope=\"col\">When</th><th scope=\"col\">Level</th><th scope=\"col\">Commit"
		"</th><th scope=\"col\">Why, and what changed since</th></tr></thead>\n"
		"<tbody>\n");
	for (size_t i = 0; i < document->n_requirements; i++)
		add_requirement(out, document, &document->requirements[i]);
	for (size_t i = 0; i < document->n_signoffs && i < MAX_ROWS; i++)
		add_entry(out, document, i);
	buffer_add_string(out, "</tbody>\n</table>\n</div>\n");
	if (document->n_signoffs > MAX_ROWS)
		buffer_addf(out, "<p class=\"note\">and %zu more</p>\n",
			document->n_signoffs - MAX_ROWS);
	buffer_add_string(out, "</section>\n");
}
