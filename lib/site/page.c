#include "site/page.h"

#include <string.h>

#include "base/clock.h"
#include "report/markup.h"
#include "site/standing.h"

/* Nothing but files of the site itself: no script, style or picture from elsewhere, none in a page,
 * no form, no frame. */
#define POLICY                                                                                     \
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri "       \
	"'none'; form-action 'none'"

const char page_policy[] = POLICY;

/* As many as the other commands show. */
#define COMMIT_DIGITS 12

static const struct {
	const char *path, *title;
} boards[] = {
	{"index.html", "Overview"},
	{"boards/gates.html", "Gates"},
	{"boards/actions.html", "Actions"},
	{"boards/postmortems.html", "Post-mortems"},
	{"boards/alerts.html", "Alerts"},
	{"boards/alignment.html", "Alignment"},
	{"boards/stakeholders.html", "Stakeholders"},
	{"boards/relations.html", "Relations"},
};

const char *page_up(const char *path)
{
	static const char ups[] = "../../../../../../../../";
	size_t depth = 0;

	for (const char *c = path; *c; c++)
		depth += *c == '/';
	if (depth * 3 > sizeof ups - 1)
		depth = (sizeof ups - 1) / 3;
	return ups + sizeof ups - 1 - depth * 3;
}

static void add_navigation(struct buffer *out, const struct page *page)
{
	buffer_add_string(out, "<nav class=\"boards\" aria-label=\"Boards\"><ul>\n");
	for (size_t i = 0; i < sizeof boards / sizeof *boards; i++) {
		bool here = strcmp(boards[i].path, page->path) == 0;

		buffer_addf(out, "<li><a href=\"%s%s\"%s>%s</a></li>\n", page_up(page->path),
			boards[i].path, here ? " aria-current=\"page\"" : "", boards[i].title);
	}
	buffer_add_string(out, "</ul></nav>\n");
}

void page_begin(struct buffer *out, const struct page *page)
{
	const char *up = page_up(page->path);

	buffer_addf(out,
		"<!DOCTYPE html>\n<html lang=\"en\" data-depth=\"%zu\">\n<head>\n"
		"<meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"" POLICY "\">\n"
		"<meta name=\"viewport\" content=\"width=device-width\">\n"
		"<meta name=\"color-scheme\" content=\"light dark\">\n"
		"<meta name=\"referrer\" content=\"no-referrer\">\n<title>",
		strlen(up) / 3);
	if (page->title.len) {
		page_text(out, page->title, PAGE_TITLE_BYTES);
		buffer_add_string(out, " · ");
	}
	page_text(out, slice_of(page->site_title), PAGE_TITLE_BYTES);
	buffer_addf(out,
		"</title>\n<link rel=\"stylesheet\" href=\"%sassets/style.css\">\n"
		"<link rel=\"icon\" href=\"%sassets/icon.svg\">\n"
		"<link rel=\"alternate\" type=\"application/atom+xml\" href=\"%sfeed.atom\">\n",
		up, up, up);
	for (size_t i = 0; i < page->n_scripts; i++)
		buffer_addf(out, "<script src=\"%s%s\" defer></script>\n", up, page->scripts[i]);
	buffer_addf(out, "<script src=\"%sassets/script.js\" defer></script>\n", up);
	buffer_add_string(out, "</head>\n<body>\n<a class=\"skip\" href=\"#Main\">Skip to "
			       "content</a>\n<header>\n");
	buffer_addf(out, "<p class=\"site-title\"><a href=\"%sindex.html\">", up);
	page_text(out, slice_of(page->site_title), PAGE_TITLE_BYTES);
	buffer_add_string(out, "</a></p>\n");
	add_navigation(out, page);
	buffer_add_string(out, "</header>\n<main id=\"Main\" tabindex=\"-1\">\n");
}

static void add_date(struct buffer *out, struct date date)
{
	char day[11];

	date_format(date, day);
	buffer_addf(out, "<time datetime=\"%s\">%s</time>", day, day);
}

/* True if it was looked at on one day, all of it. */
static bool is_of_one_day(const struct records *records)
{
	for (size_t i = 1; i < records->n_repositories; i++) {
		if (date_days(records->repositories[i].today) !=
			date_days(records->repositories[0].today))
			return false;
	}
	return true;
}

static void add_source(
	struct buffer *out, const struct record_repository *repository, bool says_day)
{
	buffer_add_string(out, "<li>");
	page_text(out, repository->name, PAGE_TITLE_BYTES);
	if (repository->revision.len) {
		buffer_add_string(out, " at ");
		page_commit(out, repository->revision);
	}
	if (says_day) {
		buffer_add_string(out, ", as of ");
		add_date(out, repository->today);
	}
	if (repository->is_worktree)
		buffer_add_string(out, ", with what is not committed");
	buffer_add_string(out, "</li>\n");
}

void page_end(struct buffer *out, const struct page *page)
{
	bool says_days = !is_of_one_day(page->records);

	buffer_add_string(out, "</main>\n<footer>\n<p>As of ");
	add_date(out, page->records->today);
	buffer_add_string(out, ", from</p>\n<ul>\n");
	for (size_t i = 0; i < page->records->n_repositories; i++)
		add_source(out, &page->records->repositories[i], says_days);
	buffer_add_string(out, "</ul>\n</footer>\n</body>\n</html>\n");
}

struct slice page_cut(struct slice text, size_t max, bool *cut)
{
	*cut = text.len > max;
	if (!*cut)
		return text;
	text.len = max;
	/* Not inside of a character. */
	while (text.len > 0 && ((unsigned char)text.at[text.len] & 0xc0) == 0x80)
		text.len--;
	return text;
}

void page_text(struct buffer *out, struct slice text, size_t max)
{
	bool cut;

	markup_html(out, page_cut(text, max, &cut));
	if (cut)
		buffer_add_string(out, "…");
}

bool page_is_absolute(struct slice address)
{
	return slice_starts_with(address, "https://") || slice_starts_with(address, "http://");
}

void page_link(struct buffer *out, const char *from, struct slice to, struct slice text)
{
	if (to.len) {
		buffer_addf(out, "<a href=\"%s", page_is_absolute(to) ? "" : page_up(from));
		markup_html(out, to);
		buffer_add_string(out, "\">");
	}
	page_text(out, text, PAGE_TITLE_BYTES);
	if (to.len)
		buffer_add_string(out, "</a>");
}

const char *page_class_of_state(struct slice state)
{
	static const char *const classes[][2] = {{"valid", "good"}, {"pending", "warn"},
		{"unverifiable", "warn"}, {"unverified", "warn"}, {"missing", "none"}};

	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		if (slice_is(state, classes[i][0]))
			return classes[i][1];
	}
	return "bad";
}

const char *page_class_of_document(const struct record_document *document)
{
	if (document->standing.len)
		return standing_class(document->standing);
	return document->is_withdrawn || document->is_initial ? "none" : "info";
}

void page_badge(struct buffer *out, const char *class, struct slice text)
{
	buffer_addf(out, "<span class=\"badge %s\">", class);
	page_text(out, text, PAGE_TITLE_BYTES);
	buffer_add_string(out, "</span>");
}

void page_commit(struct buffer *out, struct slice commit)
{
	bool cut;

	buffer_add_string(out, "<code>");
	markup_html(out, page_cut(commit, COMMIT_DIGITS, &cut));
	buffer_add_string(out, "</code>");
}

void page_day(struct buffer *out, int64_t seconds)
{
	if (seconds != TIME_UNKNOWN)
		add_date(out, date_of_time(seconds));
}
