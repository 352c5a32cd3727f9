/* The feed: which events are in it, that it stays the same, that texts stay texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "site/feed.h"
#include "site_records.h"

static size_t count(const struct buffer *text, const char *part)
{
	size_t found = 0;

	for (const char *at = text->at; (at = strstr(at, part)); at++)
		found++;
	return found;
}

static void assert_has(const struct buffer *text, const char *part)
{
	if (!strstr(text->at, part))
		fail_msg("no %s in %s", part, text->at);
}

static void a_feed_tells_what_happened_to_sign_offs(void **state)
{
	struct buffer out = BUFFER_INIT;

	(void)state;
	feed_write(&sample, "ML & more", "https://example.com/site/", &out);
	assert_string_equal(out.at,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
		"<id>urn:uuid:9c39af18-0dfc-88bb-825b-0cbbd504cf35</id>\n"
		"<title type=\"text\">ML &amp; more</title>\n"
		"<updated>2026-11-24T14:05:00Z</updated>\n"
		"<link rel=\"self\" type=\"application/atom+xml\" "
		"href=\"https://example.com/site/feed.atom\"/>\n"
		"<link rel=\"alternate\" type=\"text/html\" "
		"href=\"https://example.com/site/index.html\"/>\n"
		"<entry>\n"
		"<id>urn:uuid:7d110756-2069-88af-9c85-88615c6fe146</id>\n"
		"<title type=\"text\">Ranker &lt;v42&gt;: sign-off of Alice Ng as research-lead: "
		"stale</title>\n"
		"<updated>2026-11-24T14:05:00Z</updated>\n"
		"<author><name>Bob</name></author>\n"
		"<link rel=\"alternate\" type=\"text/html\" "
		"href=\"https://example.com/site/documents/ranker.html\"/>\n"
		"<category term=\"stale\"/>\n"
		"<content type=\"text\">the sign-off of alice: Risks changed</content>\n"
		"</entry>\n"
		"<entry>\n"
		"<id>urn:uuid:8dd36897-8774-89ec-b7be-b9a83d936bb1</id>\n"
		"<title type=\"text\">Ranker &lt;v42&gt;: approved</title>\n"
		"<updated>2026-11-24T06:00:00Z</updated>\n"
		"<author><name>Bob</name></author>\n"
		"<link rel=\"alternate\" type=\"text/html\" "
		"href=\"https://example.com/site/documents/ranker.html\"/>\n"
		"<category term=\"status\"/>\n"
		"<content type=\"text\">draft to approved</content>\n"
		"</entry>\n"
		"<entry>\n"
		"<id>urn:uuid:60bfcfe7-f831-8f9f-a0f8-254eaa84a54a</id>\n"
		"<title type=\"text\">Ranker &lt;v42&gt;: sign-off of Alice Ng as research-lead: "
		"approve-with-conditions</title>\n"
		"<updated>2026-11-23T14:05:00Z</updated>\n"
		"<author><name>Alice Ng</name></author>\n"
		"<link rel=\"alternate\" type=\"text/html\" "
		"href=\"https://example.com/site/documents/ranker.html\"/>\n"
		"<category term=\"signed\"/>\n"
		"<content type=\"text\">alice as research-lead: approve-with-conditions</content>\n"
		"</entry>\n"
		"</feed>\n");
	buffer_dispose(&out);
}

/* Of one document that many events happened to. */
static struct records with_events(struct record_event *list, size_t n_events)
{
	static struct record_document one[] = {{.path = SLICE("a.md"), .title = SLICE("A")}};
	static struct record_repository plain[] = {{.name = SLICE("ml")}};

	return (struct records){LIST(repositories, plain), LIST(documents, one), .events = list,
		.n_events = n_events};
}

static struct record_event event_at(int64_t time)
{
	return (struct record_event){
		.type = SLICE("signed"), .time = time, .commit = SLICE(COMMIT_A)};
}

static void the_newest_hundred_are_told_newest_first(void **state)
{
	struct record_event list[250];
	struct records records = with_events(list, 250);
	struct buffer out = BUFFER_INIT;

	(void)state;
	for (size_t i = 0; i < 250; i++)
		list[i] = event_at((int64_t)(i * 7 % 250) * 86400);
	feed_write(&records, "T", NULL, &out);
	assert_int_equal(count(&out, "<entry>"), FEED_MAX_ENTRIES);
	assert_int_equal(count(&out, "<updated>1970-09-07T00:00:00Z</updated>"), 2);
	assert_int_equal(count(&out, "<updated>1970-05-31T00:00:00Z</updated>"), 1);
	assert_int_equal(count(&out, "<updated>1970-05-30T00:00:00Z</updated>"), 0);
	assert_true(strstr(out.at, "1970-09-06T") < strstr(out.at, "1970-09-05T"));
	buffer_dispose(&out);
}

static void only_what_is_committed_and_has_a_time_is_told(void **state)
{
	struct record_event list[] = {event_at(5), event_at(TIME_UNKNOWN), event_at(6)};
	struct records records = with_events(list, 3);
	struct buffer out = BUFFER_INIT;

	(void)state;
	list[0].commit = slice_of("");
	list[2].type = slice_of("changed");
	feed_write(&records, "T", NULL, &out);
	assert_string_equal(out.at,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
		"<id>urn:uuid:7c7deea8-e498-840b-afcc-d8c93d9ba045</id>\n"
		"<title type=\"text\">T</title>\n"
		"<updated>1970-01-01T00:00:00Z</updated>\n"
		"<link rel=\"alternate\" type=\"text/html\" href=\"index.html\"/>\n"
		"</feed>\n");
	buffer_dispose(&out);
}

/* The ids of the entries, in their order. */
static void add_ids(const struct records *records, struct buffer *ids)
{
	struct buffer out = BUFFER_INIT;

	feed_write(records, "T", NULL, &out);
	for (const char *at = strstr(out.at, "<entry>"); at; at = strstr(at + 1, "<entry>"))
		buffer_add(ids, strstr(at, "<id>"), strlen("<id>urn:uuid:") + 36);
	buffer_dispose(&out);
}

static void assert_ids(const struct records *one, const struct records *other, bool same)
{
	struct buffer first = BUFFER_INIT, second = BUFFER_INIT;

	add_ids(one, &first);
	add_ids(other, &second);
	assert_int_equal(strcmp(first.at, second.at) == 0, same);
	buffer_dispose(&first);
	buffer_dispose(&second);
}

static void ids_are_of_what_happened_and_nothing_else(void **state)
{
	struct record_event list[] = {event_at(5)}, later[] = {event_at(6), event_at(9)};
	struct record_document renamed[] = {{.path = SLICE("b.md"), .id = SLICE("x")}};
	struct record_document two[] = {{.path = SLICE("b.md"), .id = SLICE("x")},
		{.path = SLICE("c.md"), .id = SLICE("x")}};
	struct records one = with_events(list, 1), other = with_events(later, 1);

	(void)state;
	/* Not of the time, not of titles, authors or what the site knows else. */
	later[0].author = slice_of("Somebody");
	later[0].text = slice_of("text");
	assert_ids(&one, &other, true);
	later[0].commit = slice_of(COMMIT_B);
	assert_ids(&one, &other, false);
	later[0] = list[0];
	later[0].role = slice_of("lead");
	assert_ids(&one, &other, false);
	later[0].role = slice_of("");
	later[0].by = slice_of("lead");
	assert_ids(&one, &other, false);
	later[0].by = slice_of("");
	later[0].type = slice_of("stale");
	assert_ids(&one, &other, false);
	/* A document with an id of its own can be renamed. */
	later[0].type = slice_of("signed");
	other.documents = renamed;
	assert_ids(&one, &other, false);
	one.documents = renamed;
	renamed[0].path = slice_of("c.md");
	assert_ids(&one, &other, true);
	other.documents = two;
	other.n_documents = 2;
	assert_ids(&one, &other, false);
}

static void no_two_entries_have_one_id(void **state)
{
	struct record_event list[] = {event_at(5), event_at(5), event_at(5)};
	struct records records = with_events(list, 3);
	struct buffer ids = BUFFER_INIT;
	size_t each = strlen("<id>urn:uuid:") + 36;

	(void)state;
	add_ids(&records, &ids);
	assert_int_equal(ids.len, 3 * each);
	assert_memory_not_equal(ids.at, ids.at + each, each);
	assert_memory_not_equal(ids.at, ids.at + 2 * each, each);
	assert_memory_not_equal(ids.at + each, ids.at + 2 * each, each);
	buffer_dispose(&ids);
}

static void an_entry_that_never_held_is_told_with_that(void **state)
{
	struct record_event list[] = {event_at(5), event_at(4)};
	struct records records = with_events(list, 2);
	struct record_signoff entries[] = {{.commit = SLICE(COMMIT_A),
		.by = SLICE("alice"),
		.role = SLICE("lead"),
		.state = SLICE("misattributed")}};
	struct record_document one[] = {{.path = SLICE("a.md"), LIST(signoffs, entries)}};
	struct buffer out = BUFFER_INIT;

	(void)state;
	records.documents = one;
	list[0].by = slice_of("alice");
	list[0].role = slice_of("lead");
	list[0].decision = slice_of("approve");
	feed_write(&records, "T", NULL, &out);
	assert_has(&out, ">a.md: sign-off of alice as lead: approve, misattributed</title>");
	assert_has(&out, ">a.md: a sign-off: signed</title>");
	buffer_dispose(&out);
	entries[0].state = slice_of("stale");
	feed_write(&records, "T", NULL, &out);
	assert_has(&out, ">a.md: sign-off of alice as lead: approve</title>");
	buffer_dispose(&out);
	list[0].type = slice_of("revoked");
	feed_write(&records, "T", NULL, &out);
	assert_has(&out, ">a.md: sign-off of alice as lead: revoked</title>");
	buffer_dispose(&out);
}

static void a_page_of_another_site_is_linked_to_there(void **state)
{
	struct record_event list[] = {event_at(5)};
	struct records records = with_events(list, 1);
	struct record_document one[] = {{.path = SLICE("a.md")}};
	struct buffer out = BUFFER_INIT;

	(void)state;
	records.documents = one;
	feed_write(&records, "T", "https://a.example.com/", &out);
	assert_int_equal(count(&out, "<link rel=\"alternate\""), 1);
	buffer_dispose(&out);
	one[0].page = slice_of("https://b.example.com/documents/a.html");
	feed_write(&records, "T", "https://a.example.com/", &out);
	assert_has(&out, "href=\"https://b.example.com/documents/a.html\"");
	buffer_dispose(&out);
	one[0].page = slice_of("documents/a.html");
	feed_write(&records, "T", NULL, &out);
	assert_has(&out, "href=\"documents/a.html\"");
	buffer_dispose(&out);
}

static void hostile_texts_stay_texts(void **state)
{
	struct record_event list[] = {event_at(5)};
	struct records records = with_events(list, 1);
	struct buffer out = BUFFER_INIT;

	(void)state;
	list[0].text = slice_of("]]><script>&\x1b\xff\n\xe2\x80\xae");
	list[0].author = slice_of("<b>\" <x@example.com>");
	list[0].role = slice_of("</title>");
	list[0].by = slice_of("'&'");
	list[0].decision = slice_of("reject");
	feed_write(&records, "</title>", "https://example.com/?\"&/", &out);
	assert_has(&out, "<title type=\"text\">&lt;/title&gt;</title>\n<updated>");
	assert_has(&out, "<title type=\"text\">A: sign-off of &apos;&amp;&apos; as &lt;/title&gt;: "
			 "reject</title>");
	assert_has(&out, "href=\"https://example.com/?&quot;&amp;/feed.atom\"");
	assert_has(&out, "<author><name>?</name></author>");
	assert_has(&out, "<content type=\"text\">]]&gt;&lt;script&gt;&amp;\\x1b\\xff\\n\\u{202e}"
			 "</content>");
	assert_null(strstr(out.at, "x@example.com"));
	buffer_dispose(&out);
}

static void long_texts_have_an_end(void **state)
{
	struct record_event list[] = {event_at(5)};
	struct records records = with_events(list, 1);
	struct buffer text = BUFFER_INIT, out = BUFFER_INIT;

	(void)state;
	buffer_add_repeat(&text, 'x', 1 << 20);
	list[0].text = list[0].by = list[0].author = buffer_slice(&text);
	feed_write(&records, "T", NULL, &out);
	assert_true(out.len < 5000);
	buffer_dispose(&text);
	buffer_dispose(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_feed_tells_what_happened_to_sign_offs),
		cmocka_unit_test(the_newest_hundred_are_told_newest_first),
		cmocka_unit_test(only_what_is_committed_and_has_a_time_is_told),
		cmocka_unit_test(ids_are_of_what_happened_and_nothing_else),
		cmocka_unit_test(no_two_entries_have_one_id),
		cmocka_unit_test(an_entry_that_never_held_is_told_with_that),
		cmocka_unit_test(a_page_of_another_site_is_linked_to_there),
		cmocka_unit_test(hostile_texts_stay_texts),
		cmocka_unit_test(long_texts_have_an_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
