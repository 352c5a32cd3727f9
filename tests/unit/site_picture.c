/* Pictures: what is drawn, to the byte for a small one, and what is said of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "picture_form.h"
#include "picture_sample.h"
#include "site/picture_axis.h"

#define LIST(...)                                                                                  \
	(const char *const[])                                                                      \
	{                                                                                          \
		__VA_ARGS__, NULL                                                                  \
	}

#define UNTOLD "changed at a time that history does not tell"

struct picture {
	struct sample sample;
	struct relation_index *incoming;
	struct buffer out;
};

static int set_up(void **state)
{
	struct picture *picture = mem_calloc(1, sizeof *picture);

	sample_begin(&picture->sample);
	*state = picture;
	return 0;
}

static int tear_down(void **state)
{
	struct picture *picture = *state;

	relation_index_free(picture->incoming);
	buffer_dispose(&picture->out);
	sample_end(&picture->sample);
	free(picture);
	return 0;
}

static struct picture_request request_of(struct picture *picture)
{
	relation_index_free(picture->incoming);
	picture->incoming = relation_index_new(&picture->sample.records);
	return (struct picture_request){
		&picture->sample.records, "documents/one.html", "p", picture->incoming};
}

typedef bool of_one(const struct picture_request *request, size_t document, struct buffer *out);
typedef bool of_all(const struct picture_request *request, struct buffer *out);

/* Draws twice: the same records give the same bytes. */
static void draw_one(struct picture *picture, of_one *draw, size_t document)
{
	struct picture_request request = request_of(picture);
	struct buffer again = BUFFER_INIT;

	buffer_clear(&picture->out);
	assert_true(draw(&request, document, &picture->out));
	assert_true(draw(&request, document, &again));
	assert_string_equal(picture->out.at, again.at);
	buffer_dispose(&again);
	form_check(&picture->out);
}

static void draw_all(struct picture *picture, of_all *draw)
{
	struct picture_request request = request_of(picture);
	struct buffer again = BUFFER_INIT;

	buffer_clear(&picture->out);
	assert_true(draw(&request, &picture->out));
	assert_true(draw(&request, &again));
	assert_string_equal(picture->out.at, again.at);
	buffer_dispose(&again);
	form_check(&picture->out);
}

static void has(const struct picture *picture, const char *text)
{
	if (!strstr(picture->out.at, text))
		fail_msg("\"%s\" is not in\n%s", text, picture->out.at);
}

static void has_not(const struct picture *picture, const char *text)
{
	if (strstr(picture->out.at, text))
		fail_msg("\"%s\" is in\n%s", text, picture->out.at);
}

/* How often a text is there. */
static size_t count(const struct picture *picture, const char *text)
{
	size_t found = 0;

	for (const char *at = strstr(picture->out.at, text); at; at = strstr(at + 1, text))
		found++;
	return found;
}

/* ---- Sign-offs ------------------------------------------------------------------------------ */

static const char signoffs[] =
	"<figure class=\"picture\">\n"
	"<p class=\"picture-title\" aria-hidden=\"true\">Sign-offs over time: Feed &amp; "
	"ranker</p>\n"
	"<div class=\"picture-frame\" role=\"group\" aria-labelledby=\"p-t\" tabindex=\"0\">\n"
	"<svg role=\"img\" aria-labelledby=\"p-t p-d\" viewBox=\"0 0 640 169\">\n"
	"<title id=\"p-t\">Sign-offs over time: Feed &amp; ranker</title>\n"
	"<desc id=\"p-d\">The status is approved. lead: stale, after 2 events.</desc>\n"
	"<defs>\n"
	"<pattern id=\"p-good\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><rect "
	"class=\"tile good\" width=\"8\" height=\"8\"/></pattern>\n"
	"<pattern id=\"p-warn\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><rect "
	"class=\"tile warn\" width=\"8\" height=\"8\"/><path class=\"hatch\" d=\"M0 8L8 0M-2 2L2 "
	"-2M6 10L10 6\"/></pattern>\n"
	"</defs>\n"
	"<line class=\"axis\" x1=\"150\" y1=\"102\" x2=\"604\" y2=\"102\"/>\n"
	"<line class=\"tick\" x1=\"161\" y1=\"12\" x2=\"161\" y2=\"106\"/>\n"
	"<text class=\"t small muted\" x=\"161\" y=\"120\" text-anchor=\"middle\">9 Nov</text>\n"
	"<text class=\"t small muted\" x=\"161\" y=\"136\" text-anchor=\"middle\">2026</text>\n"
	"<line class=\"tick\" x1=\"320\" y1=\"12\" x2=\"320\" y2=\"106\"/>\n"
	"<text class=\"t small muted\" x=\"320\" y=\"120\" text-anchor=\"middle\">16 Nov</text>\n"
	"<line class=\"tick\" x1=\"479\" y1=\"12\" x2=\"479\" y2=\"106\"/>\n"
	"<text class=\"t small muted\" x=\"479\" y=\"120\" text-anchor=\"middle\">23 Nov</text>\n"
	"<text class=\"t\" x=\"140\" y=\"35\" text-anchor=\"end\">status</text>\n"
	"<g><title>draft</title>\n"
	"<rect class=\"box\" x=\"150\" y=\"18\" width=\"227\" height=\"24\" rx=\"4\"/>\n"
	"<text class=\"t small\" x=\"156\" y=\"34\">draft</text>\n"
	"</g>\n"
	"<g><title>approved</title>\n"
	"<rect class=\"box this\" x=\"377\" y=\"18\" width=\"227\" height=\"24\" rx=\"4\"/>\n"
	"<text class=\"t small\" x=\"383\" y=\"34\">approved</text>\n"
	"</g>\n"
	"<line class=\"tick\" x1=\"10\" y1=\"52\" x2=\"604\" y2=\"52\"/>\n"
	"<text class=\"t\" x=\"140\" y=\"94\" text-anchor=\"end\">lead</text>\n"
	"<rect class=\"fill\" fill=\"url(#p-good)\" x=\"377\" y=\"84\" width=\"113\" "
	"height=\"12\"/>\n"
	"<rect class=\"fill\" fill=\"url(#p-warn)\" x=\"490\" y=\"84\" width=\"114\" "
	"height=\"12\"/>\n"
	"<g><title>2026-11-18, alice: signed</title>\n"
	"<path class=\"shape good\" d=\"M377 66l7 13h-14z\"/>\n"
	"</g>\n"
	"<text class=\"t small muted\" x=\"387\" y=\"77\">alice</text>\n"
	"<g><title>2026-11-23, alice: went stale</title>\n"
	"<path class=\"shape warn\" d=\"M490 80l7 -13h-14z\"/>\n"
	"</g>\n"
	"<path class=\"shape good\" d=\"M17 151l7 13h-14z\"/>\n"
	"<text class=\"t small\" x=\"30\" y=\"162\">signed</text>\n"
	"<path class=\"shape warn\" d=\"M95 165l7 -13h-14z\"/>\n"
	"<text class=\"t small\" x=\"108\" y=\"162\">went stale</text>\n"
	"<rect class=\"fill\" fill=\"url(#p-good)\" x=\"193\" y=\"152\" width=\"14\" "
	"height=\"12\"/>\n"
	"<text class=\"t small\" x=\"213\" y=\"162\">holds</text>\n"
	"<rect class=\"fill\" fill=\"url(#p-warn)\" x=\"264\" y=\"152\" width=\"14\" "
	"height=\"12\"/>\n"
	"<text class=\"t small\" x=\"284\" y=\"162\">stale or expired</text>\n"
	"</svg>\n"
	"</div>\n"
	"<figcaption>Status and sign-offs from 2026-11-08 to 2026-11-28. Today lead: "
	"stale.</figcaption>\n"
	"<details>\n"
	"<summary>The same as a table</summary>\n"
	"<div class=\"table\" tabindex=\"0\" role=\"group\" aria-labelledby=\"p-t\">\n"
	"<table>\n"
	"<thead><tr><th scope=\"col\">Day</th><th scope=\"col\">Role</th><th "
	"scope=\"col\">What</th><th scope=\"col\">Who</th><th "
	"scope=\"col\">More</th></tr></thead>\n"
	"<tbody>\n"
	"<tr><td>2026-11-28</td><td>lead</td><td>today: stale</td><td></td><td></td></tr>\n"
	"<tr><td>2026-11-18</td><td>lead</td><td>signed</td><td>alice</td><td></td></tr>\n"
	"<tr><td>2026-11-23</td><td>lead</td><td>went stale</td><td>alice</td><td></td></tr>\n"
	"</tbody>\n"
	"</table>\n"
	"</div>\n"
	"</details>\n"
	"</figure>\n";

static size_t signed_document(struct sample *sample, const char *state)
{
	size_t document = sample_document(sample, "readiness", "Feed & ranker", "approved");

	sample_requirements(sample, document, LIST("lead"), state);
	sample_event(sample, document, "created", SAMPLE_AGO(20), "draft");
	sample_event(sample, document, "signed", SAMPLE_AGO(10), "lead alice");
	sample_event(sample, document, "status", SAMPLE_AGO(10), "approved");
	return document;
}

static void test_signoffs_to_the_byte(void **state)
{
	struct picture *picture = *state;
	size_t document = signed_document(&picture->sample, "stale");

	sample_event(&picture->sample, document, "stale", SAMPLE_AGO(5), "lead alice");
	draw_one(picture, picture_signoffs, document);
	assert_string_equal(picture->out.at, signoffs);
}

static void test_a_renewed_signoff_is_not_taken_out(void **state)
{
	struct picture *picture = *state;
	struct sample *sample = &picture->sample;
	size_t document = signed_document(sample, "valid");

	sample_event(sample, document, "removed", SAMPLE_AGO(4), "lead alice");
	sample_event(sample, document, "signed", SAMPLE_AGO(4), "lead alice");
	draw_one(picture, picture_signoffs, document);
	has_not(picture, "taken out");
	has(picture, "The status is approved. lead: valid, after 2 events.</desc>");
	/* Another commit within the same second. */
	sample_event(sample, document, "removed", SAMPLE_AGO(4), "lead alice");
	sample->records.events[5].commit = slice_of("0123456789012345678901234567890123456789");
	sample_requirements(sample, document, LIST("lead"), "missing");
	draw_one(picture, picture_signoffs, document);
	has(picture, "<td>2026-11-24</td><td>lead</td><td>taken out</td><td>alice</td>");
	has(picture, "lead: missing, after 3 events.");
	has_not(picture, UNTOLD);
}

/* ---- How they stand today ------------------------------------------------------------------- */

/* Gives a document one more sign-off, by alice as lead or as told. */
static struct record_signoff *add_signoff(
	struct sample *sample, size_t document, const char *by, const char *state)
{
	struct record_document *of = &sample->records.documents[document];
	struct record_signoff *list =
		arena_alloc(sample->records.arena, (of->n_signoffs + 1) * sizeof *list);

	if (of->n_signoffs)
		memcpy(list, of->signoffs, of->n_signoffs * sizeof *list);
	list[of->n_signoffs] = (struct record_signoff){.role = slice_of("lead"),
		.by = slice_of(by),
		.at = SAMPLE_AGO(10),
		.state = slice_of(state),
		.expires = TIME_UNKNOWN,
		.stale_since = TIME_UNKNOWN};
	of->signoffs = list;
	return &list[of->n_signoffs++];
}

/* A file that a sign-off builds on is another one: no event tells, and perhaps no commit. */
static void test_a_changed_file_ends_the_bar(void **state)
{
	struct picture *picture = *state;
	size_t document = signed_document(&picture->sample, "stale");
	struct record_signoff *signoff = add_signoff(&picture->sample, document, "alice", "stale");

	draw_one(picture, picture_signoffs, document);
	has(picture, "lead: stale, " UNTOLD ", after 1 event.</desc>");
	has(picture, " Today lead: stale, " UNTOLD ".</figcaption>");
	has(picture, "<tr><td>2026-11-28</td><td>lead</td><td>today: stale</td><td></td><td>" UNTOLD
		     "</td></tr>");
	has(picture, "url(#p-good)\" x=\"377\" y=\"84\" width=\"219\"");
	has(picture, "url(#p-warn)\" x=\"596\" y=\"84\" width=\"8\"");
	has(picture, "<g><title>lead: stale, " UNTOLD "</title>\n<path class=\"shape quiet\"");
	has(picture, ">nobody knows since when</text>");

	signoff->stale_since = SAMPLE_AGO(5);
	draw_one(picture, picture_signoffs, document);
	has(picture, "lead: stale, after 2 events.</desc>");
	has(picture, "url(#p-good)\" x=\"377\" y=\"84\" width=\"113\"");
	has(picture, "url(#p-warn)\" x=\"490\" y=\"84\" width=\"114\"");
	has_not(picture, UNTOLD);
}

static void test_a_rejection_beside_an_approval(void **state)
{
	struct picture *picture = *state;
	struct sample *sample = &picture->sample;
	size_t document = signed_document(sample, "rejected");

	sample_event(sample, document, "signed", SAMPLE_AGO(5), "lead carol");
	sample->records.events[3].decision = slice_of("reject");
	add_signoff(sample, document, "alice", "valid");
	add_signoff(sample, document, "carol", "rejected");
	draw_one(picture, picture_signoffs, document);
	has(picture, "lead: rejected, after 2 events.</desc>");
	has(picture, " Today lead: rejected.</figcaption>");
	has(picture, "<td>today: rejected</td>");
	has(picture, "carol: rejected</title>");
	has(picture, "url(#p-good)\" x=\"377\" y=\"84\" width=\"113\"");
	has(picture, "url(#p-bad)\" x=\"490\" y=\"84\" width=\"114\"");
}

/* A shallow clone has no evidence, from the beginning on. */
static void test_a_signoff_without_evidence(void **state)
{
	struct picture *picture = *state;
	size_t document = signed_document(&picture->sample, "unverifiable");

	add_signoff(&picture->sample, document, "alice", "unverifiable");
	draw_one(picture, picture_signoffs, document);
	has(picture, "lead: unverifiable, after 1 event.</desc>");
	has(picture, "url(#p-info)\" x=\"377\" y=\"84\" width=\"227\"");
	has(picture, ">not enough to count</text>");
	has_not(picture, "p-good");
}

static void test_one_of_two_people(void **state)
{
	struct picture *picture = *state;
	struct sample *sample = &picture->sample;
	size_t document = signed_document(sample, "missing");
	struct record_requirement *requirement = sample->records.documents[document].requirements;

	requirement->count = 2;
	requirement->valid = 1;
	add_signoff(sample, document, "alice", "valid");
	draw_one(picture, picture_signoffs, document);
	has(picture, "lead: missing, 1 of 2 people, after 1 event.</desc>");
	has(picture, " Today lead: missing, 1 of 2 people.</figcaption>");
	has(picture, "<td>today: missing</td><td></td><td>1 of 2 people</td>");
	has(picture, "url(#p-info)\" x=\"377\" y=\"84\" width=\"227\"");
	has_not(picture, "p-good");

	sample_event(sample, document, "signed", SAMPLE_AGO(5), "lead bob");
	add_signoff(sample, document, "bob", "valid");
	requirement->valid = 2;
	requirement->state = slice_of("valid");
	draw_one(picture, picture_signoffs, document);
	has(picture, "lead: valid, 2 of 2 people, after 2 events.</desc>");
	has(picture, "url(#p-info)\" x=\"377\" y=\"84\" width=\"113\"");
	has(picture, "url(#p-good)\" x=\"490\" y=\"84\" width=\"114\"");
}

/* An entry went, and what is told of history does not have it. */
static void test_an_entry_that_is_gone(void **state)
{
	struct picture *picture = *state;
	size_t document = signed_document(&picture->sample, "missing");

	draw_one(picture, picture_signoffs, document);
	has(picture, "lead: missing, " UNTOLD ", after 1 event.</desc>");
	has(picture, "url(#p-good)\" x=\"377\" y=\"84\" width=\"219\"");
	assert_int_equal(count(picture, "class=\"fill\""), 2); /* and that of the legend */
}

/* Nor is it ever better than the requirement, whatever the state. */
static void test_no_state_looks_like_one_that_holds(void **state)
{
	static const char *const states[] = {"malformed", "forged", "revoked", "rejected", "stale",
		"expired", "unauthorized", "misattributed", "unverifiable", "unverified", "pending",
		"missing", "", "no such state"};

	for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
		struct picture *picture = *state;
		size_t document = signed_document(&picture->sample, states[i]);

		add_signoff(&picture->sample, document, "alice", "valid");
		draw_one(picture, picture_signoffs, document);
		has(picture, UNTOLD);
		has(picture, "url(#p-good)\" x=\"377\" y=\"84\" width=\"219\"");
		has_not(picture, "lead: valid");
		tear_down(state);
		set_up(state);
	}
}

/* A role that the contract does not ask for stands by its entries, as one that it does. */
static void test_a_role_without_a_requirement(void **state)
{
	struct picture *picture = *state;
	size_t document = signed_document(&picture->sample, "valid");

	picture->sample.records.documents[document].n_requirements = 0;
	draw_one(picture, picture_signoffs, document);
	has(picture, "lead: none, " UNTOLD ", after 1 event.</desc>");
	add_signoff(&picture->sample, document, "bob", "stale");
	add_signoff(&picture->sample, document, "alice", "valid");
	draw_one(picture, picture_signoffs, document);
	has(picture, "lead: valid, after 2 events.</desc>");
	add_signoff(&picture->sample, document, "carol", "rejected");
	draw_one(picture, picture_signoffs, document);
	has(picture, "lead: rejected, after 3 events.</desc>");
}

/* ---- Without history ------------------------------------------------------------------------ */

/* What events do not tell, the sign-offs of today do. */
static void test_signoffs_without_history(void **state)
{
	struct picture *picture = *state;
	size_t document = sample_document(&picture->sample, "readiness", "R", "approved");
	struct record_signoff list[] = {{.role = slice_of("lead"),
						.by = slice_of("alice"),
						.at = SAMPLE_AGO(9),
						.state = slice_of("stale"),
						.expires = TIME_UNKNOWN,
						.stale_since = SAMPLE_AGO(3)},
		{.role = slice_of("ops"),
			.by = slice_of("bob"),
			.at = SAMPLE_AGO(9),
			.state = slice_of("expired"),
			.expires = SAMPLE_AGO(2),
			.stale_since = TIME_UNKNOWN},
		{.role = slice_of("security"),
			.by = slice_of("eve"),
			.at = SAMPLE_AGO(9),
			.state = slice_of("forged"),
			.expires = TIME_UNKNOWN,
			.stale_since = TIME_UNKNOWN}};

	picture->sample.records.documents[document].signoffs = list;
	picture->sample.records.documents[document].n_signoffs = 3;
	draw_one(picture, picture_signoffs, document);
	has(picture, "lead: stale, after 2 events. ops: expired, after 2 events. security: "
		     "forged, after 1 event.</desc>");
	has(picture, "<td>2026-11-26</td><td>ops</td><td>expired</td><td>bob</td>");
	has(picture, "does not count</text>");
}

static void test_a_signoff_that_holds_again(void **state)
{
	struct picture *picture = *state;
	size_t document = signed_document(&picture->sample, "valid");
	struct record_signoff signoff = {.role = slice_of("lead"),
		.by = slice_of("alice"),
		.state = slice_of("valid"),
		.expires = TIME_UNKNOWN,
		.stale_since = TIME_UNKNOWN};

	picture->sample.records.documents[document].signoffs = &signoff;
	picture->sample.records.documents[document].n_signoffs = 1;
	sample_event(&picture->sample, document, "stale", SAMPLE_AGO(6), "lead alice");
	sample_event(&picture->sample, document, "changed", SAMPLE_AGO(2), "");
	draw_one(picture, picture_signoffs, document);
	has(picture, "<td>2026-11-26</td><td>lead</td><td>held again</td><td>alice</td>");
	has(picture, "lead: valid, after 3 events.");
}

static void test_signoffs_of_unknown_time(void **state)
{
	struct picture *picture = *state;
	size_t document = sample_document(&picture->sample, "readiness", "", "approved");

	sample_event(&picture->sample, document, "signed", TIME_UNKNOWN, "lead alice");
	draw_one(picture, picture_signoffs, document);
	has(picture, "<title id=\"p-t\">Sign-offs over time: handoff/0.md</title>");
	has(picture, " Of 1 event history does not tell the time: they stand at the left.");
	has(picture, "<td>not known</td><td>lead</td><td>signed</td><td>alice</td>");
}

/* ---- Stakeholders --------------------------------------------------------------------------- */

static void test_stakeholders(void **state)
{
	struct picture *picture = *state;
	size_t document =
		sample_document(&picture->sample, "stakeholder-map", "Who & why", "approved");

	sample_table(&picture->sample, document, "Stakeholders",
		LIST("Id", "Who", "Side", "Power", "Interest", "Quadrant"),
		LIST("cto", "the CTO", "business", "5", "2", "keep-satisfied", "ops", "on call",
			"operations", "5", "5", "manage-closely", "x", "someone", "research",
			"high", "1", "monitor"));
	draw_one(picture, picture_stakeholders, document);
	has(picture, "<title id=\"p-t\">Stakeholders by power and interest: Who &amp; why</title>");
	has(picture,
		"<desc id=\"p-d\">Of 2 parties, 1 to manage closely, 1 to keep satisfied, 0 to "
		"keep informed, 0 to monitor. 1 more has no power and interest from 1 to "
		"5.</desc>");
	has(picture, "<g><title>cto, business: the CTO</title>\n"
		     "<path class=\"shape c3\" d=\"M185 70l6 6l-6 6l-6 -6z\"/>\n"
		     "<text class=\"t small\" x=\"195\" y=\"80\">cto</text>\n</g>\n");
	has(picture, ">power \xe2\x86\x91</text>");
}

/* Those of a crowded place have the numbers of the table, and what is left is counted. */
static void test_crowded_stakeholders(void **state)
{
	struct picture *picture = *state;
	size_t document = sample_document(&picture->sample, "stakeholder-map", "Map", "approved");
	const char *cells[20 * 3 + 1];

	for (size_t i = 0; i < 20 * 3; i++)
		cells[i] = i % 3 ? "2" : "party";
	cells[60] = NULL;
	sample_table(
		&picture->sample, document, "Stakeholders", LIST("Id", "Power", "Interest"), cells);
	draw_one(picture, picture_stakeholders, document);
	has(picture, ">11</text>");
	has_not(picture, ">12</text>");
	has(picture, ">+9</text>");
	has(picture, " Numbers are those of the table.</figcaption>");
	assert_int_equal(count(picture, "<tr><td>"), 20);
}

/* ---- Incidents ------------------------------------------------------------------------------ */

static void test_an_incident(void **state)
{
	struct picture *picture = *state;
	size_t document = sample_document(&picture->sample, "postmortem", "Old feed", "closed");

	sample_fields(&picture->sample, document,
		LIST("started", "2026-10-14T02:10:00Z", "detected", "2026-10-14T04:57:00+02:00",
			"mitigated", "2026-10-14T03:10:00Z", "resolved", "2026-10-15T03:10:00Z"));
	sample_table(&picture->sample, document, "Timeline", LIST("Time", "Event", "Kind"),
		LIST("2026-10-14T02:57:00Z", "Support sees it", "detect", "2026-10-01T00:00:00Z",
			"Schema changes", "trigger", "ca. noon", "Lunch", "act"));
	draw_one(picture, picture_incident, document);
	has(picture,
		"<desc id=\"p-d\">It started at 2026-10-14 02:10 UTC. It was detected after 47 "
		"min. It was mitigated after 1 h. It was resolved after 1 d 1 h.</desc>");
	has(picture,
		" Times are in UTC. Numbers are those of the 2 events in the table. 1 happened "
		"earlier than is shown: at the left edge. 1 is earlier than the one above in the "
		"document. Of 1 event the time cannot be read.</figcaption>");
	has(picture, "<g><title>1, 2026-10-14 02:57: Support sees it</title>\n<circle");
	has(picture, ">47 min</text>");
	has(picture, "<tr><td>3</td><td>ca. noon</td><td>Lunch</td><td></td><td>act</td></tr>");
}

static void test_an_incident_out_of_order(void **state)
{
	struct picture *picture = *state;
	size_t document = sample_document(&picture->sample, "postmortem", "Old feed", "closed");

	sample_fields(&picture->sample, document,
		LIST("started", "2026-10-14T02:10:00Z", "detected", "2026-10-14T01:00:00Z",
			"mitigated", "yesterday", "resolved", "2026-10-14T04:10:00Z"));
	draw_one(picture, picture_incident, document);
	has(picture, "It was detected before it started: one of both is wrong. When it was "
		     "mitigated is not known. It was resolved after 2 h.</desc>");
	has_not(picture, "to detect");
	has_not(picture, "to mitigate");
}

/* ---- Relations ------------------------------------------------------------------------------ */

static void test_relations(void **state)
{
	struct picture *picture = *state;
	struct sample *sample = &picture->sample;
	size_t one = sample_document(sample, "readiness", "One", "draft");
	size_t card = sample_document(sample, "model-card", "Card", "draft");
	size_t brief = sample_document(sample, "brief", "Brief", "draft");

	sample_relation(sample, one, "model", card, "");
	sample_relation(sample, one, "after", card, "");
	sample_relation(sample, one, "evidence", SIZE_MAX, "eval/a.json");
	sample_relation(sample, one, "relates", SIZE_MAX, "gone.md");
	sample_relation(sample, brief, "derives", one, "");
	draw_one(picture, picture_relations, one);
	has(picture, "<svg role=\"group\"");
	has(picture, "1 document links to it; it links to 3 documents or files. Broken lines: "
		     "sign-offs build on what is linked to.</figcaption>");
	has(picture, "<a href=\"../documents/1.html\">\n<rect class=\"box\" x=\"459\" y=\"108\" "
		     "width=\"180\" height=\"40\" rx=\"4\"/>\n"
		     "<text class=\"t small\" x=\"469\" y=\"125\">Card</text>\n"
		     "<text class=\"t small muted\" x=\"469\" y=\"141\">after, model</text>\n</a>");
	has(picture, "<rect class=\"box missing\"");
	has(picture, "<a href=\"../documents/2.html\">\n<rect class=\"box\" x=\"1\"");
	assert_int_equal(count(picture, "class=\"edge upstream\""), 1);
	assert_int_equal(count(picture, "class=\"edge\""), 3);
	has(picture,
		"<tr><td>from</td><td>derives</td><td>brief</td><td>Brief</td><td>no</td></tr>");
}

static void test_many_relations(void **state)
{
	struct picture *picture = *state;
	struct sample *sample = &picture->sample;
	size_t one = sample_document(sample, "readiness", "One", "draft");

	for (size_t i = 0; i < 300; i++)
		sample_relation(sample, sample_document(sample, "brief", "Brief", "draft"),
			"derives", one, "");
	draw_one(picture, picture_relations, one);
	has(picture, ">and 288 more</text>");
	has(picture, "<p>And 100 more.</p>");
	has_not(picture, "Broken lines");
	assert_int_equal(count(picture, "<a href="), 12);
}

static void test_kinds(void **state)
{
	struct picture *picture = *state;
	struct sample *sample = &picture->sample;
	size_t gate = sample_document(sample, "readiness", "Gate", "draft");
	size_t card = sample_document(sample, "model-card", "Card", "draft");

	sample_document(sample, "glossary", "Words", "draft");
	sample_relation(sample, gate, "model", card, "");
	sample_relation(sample, gate, "relates", card, "");
	sample_relation(sample, card, "relates", card, "");
	draw_all(picture, picture_kinds);
	has(picture, "<desc id=\"p-d\">3 links between documents of 2 kinds.</desc>");
	has(picture, "<tbody>\n<tr><td>readiness</td><td>model-card</td><td>2</td></tr>\n"
		     "<tr><td>model-card</td><td>model-card</td><td>1</td></tr>\n</tbody>");
	/* The gate stands above: its arc leads down, at the right. */
	has(picture, "<path class=\"edge\" d=\"M405 30C449 30 449 54 411 54\"/>\n"
		     "<path class=\"head\" d=\"M405 54l8 -4v8z\"/>\n");
	has_not(picture, "glossary");
}

/* ---- Over time ------------------------------------------------------------------------------ */

static void test_burn_down(void **state)
{
	struct picture *picture = *state;
	struct sample *sample = &picture->sample;
	size_t document = sample_document(sample, "postmortem", "P", "closed");

	sample_action(sample, document, "alice", "2026-12-05", SAMPLE_AGO(20), 0);
	sample_action(sample, document, "alice", "2026-11-01", SAMPLE_AGO(20), 0);
	sample_action(sample, document, "bob", "", TIME_UNKNOWN, 0);
	sample_action(sample, document, "bob", "2028-01-01", SAMPLE_AGO(5), 0);
	sample_action(sample, document, "", "2026-11-20", SAMPLE_AGO(15), SAMPLE_AGO(2));
	sample_action(sample, document, "", "2026-11-20", SAMPLE_AGO(15), TIME_UNKNOWN);
	draw_all(picture, picture_burn_down);
	has(picture, "<desc id=\"p-d\">4 action items are unfinished today, 1 overdue, 1 without a "
		     "day; at most there were 5.</desc>");
	has(picture,
		" Broken line: what is left if all that is not overdue is done by the day it is "
		"due. 1 is due later "
		"than is shown. History does not tell when 1 began: they count from the left. 1 "
		"that ended, nobody knows when, do not count.</figcaption>");
	has(picture, ">alice: 2</text>");
	has(picture, ">nobody: 0</text>");
	has(picture, "<th scope=\"col\">Day</th>");
	has(picture, "<tr><td>2026-11-28</td>");
	has(picture, "class=\"forecast\"");
}

static void test_readiness(void **state)
{
	struct picture *picture = *state;
	size_t document = signed_document(&picture->sample, "stale");

	sample_event(&picture->sample, document, "stale", SAMPLE_AGO(5), "lead alice");
	draw_all(picture, picture_readiness);
	has(picture, "<desc id=\"p-d\">On 2026-11-28, of 1 document in draft, or with sign-offs "
		     "given or awaited, 0 ready, 1 "
		     "stale or expired, 0 awaiting sign-offs, 0 draft; on 2026-11-08, 0 of 1 were "
		     "ready.</desc>");
	has(picture,
		"<tr><td>2026-11-28</td><td>0</td><td>1</td><td>0</td><td>0</td><td>1</td></tr>"
		"\n<tr><td>2026-11-27</td>");
	has(picture,
		"<tr><td>2026-11-22</td><td>1</td><td>0</td><td>0</td><td>0</td><td>1</td></tr>");
	has(picture,
		"<tr><td>2026-11-17</td><td>0</td><td>0</td><td>0</td><td>1</td><td>1</td></tr>");
}

static void test_a_document_of_today(void **state)
{
	struct picture *picture = *state;
	size_t document = sample_document(&picture->sample, "readiness", "R", "in-review");

	sample_requirements(&picture->sample, document, LIST("lead"), "missing");
	sample_event(&picture->sample, document, "created", SAMPLE_NOW - 1800, "in-review");
	sample_event(&picture->sample, document, "signed", SAMPLE_NOW - 600, "lead alice");
	draw_all(picture, picture_readiness);
	has(picture, "<desc id=\"p-d\">On 2026-11-28, of 1 document in draft, or with sign-offs "
		     "given or awaited, 0 ready, 0 "
		     "stale or expired, 1 awaiting sign-offs, 0 draft.</desc>");
	/* In the middle and near the end of its one hour. */
	draw_one(picture, picture_signoffs, document);
	has(picture, "<rect class=\"box this\" x=\"377\" y=\"18\" width=\"227\"");
	has(picture, ">11:15</text>");
}

/* ---- Axes ----------------------------------------------------------------------------------- */

static void test_steps_of_counts(void **state)
{
	(void)state;
	assert_int_equal(axis_step(1), 1);
	assert_int_equal(axis_step(5), 1);
	assert_int_equal(axis_step(6), 2);
	assert_int_equal(axis_step(12), 5);
	assert_int_equal(axis_step(53), 10);
	assert_int_equal(axis_step(10000), 2000);
}

static void test_spans_in_words(void **state)
{
	static const struct {
		int64_t seconds;
		const char *words;
	} spans[] = {{0, "0 s"}, {59, "59 s"}, {60, "1 min"}, {2820, "47 min"}, {3600, "1 h"},
		{4440, "1 h 14 min"}, {86400, "1 d"}, {90000, "1 d 1 h"}};

	(void)state;
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
		char *words = axis_span(spans[i].seconds);

		assert_string_equal(words, spans[i].words);
		free(words);
	}
}

/* The labels of an axis, in the order in which they are drawn. */
static void check_ticks(const char *from, const char *to, const char *wanted)
{
	struct drawing drawing = {0};
	struct buffer out = BUFFER_INIT, labels = BUFFER_INIT;
	struct time_axis axis;
	int64_t begin, end;

	assert_true(datetime_parse(slice_of(from), &begin));
	assert_true(datetime_parse(slice_of(to), &end));
	axis = axis_of_time(begin, end, 100, 500);
	drawing.out = &out;
	axis_draw_time(&drawing, &axis, 0, 100);
	for (const char *at = strstr(out.at, "<text"); at; at = strstr(at, "<text")) {
		at = strchr(at, '>') + 1;
		buffer_addf(&labels, "%s%.*s", labels.len ? "|" : "", (int)strcspn(at, "<"), at);
	}
	assert_string_equal(labels.at, wanted);
	buffer_dispose(&labels);
	buffer_dispose(&out);
}

static void test_ticks_are_those_of_a_calendar(void **state)
{
	(void)state;
	check_ticks("2026-10-14T02:10:00Z", "2026-10-14T02:31:00Z",
		"02:10|14 Oct 2026|02:15|02:20|02:25|02:30");
	check_ticks("2026-12-31T20:00:00Z", "2027-01-01T10:00:00Z",
		"21:00|31 Dec 2026|00:00|1 Jan|03:00|06:00|09:00");
	check_ticks("2026-12-28T02:10:00Z", "2027-01-03T06:40:00Z",
		"29 Dec|2026|30 Dec|31 Dec|1 Jan|2027|2 Jan|3 Jan");
	/* Mondays. */
	check_ticks(
		"2026-11-01T00:00:00Z", "2026-11-28T00:00:00Z", "2 Nov|2026|9 Nov|16 Nov|23 Nov");
	check_ticks("2025-11-15T00:00:00Z", "2026-11-28T00:00:00Z", "Jan|2026|Apr|Jul|Oct");
	check_ticks("1970-01-02T00:00:00Z", "9999-12-31T00:00:00Z",
		"2000|3000|4000|5000|6000|7000|8000|9000");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_signoffs_to_the_byte),
		TEST(test_a_renewed_signoff_is_not_taken_out),
		TEST(test_a_changed_file_ends_the_bar),
		TEST(test_a_rejection_beside_an_approval),
		TEST(test_a_signoff_without_evidence),
		TEST(test_one_of_two_people),
		TEST(test_an_entry_that_is_gone),
		TEST(test_no_state_looks_like_one_that_holds),
		TEST(test_a_role_without_a_requirement),
		TEST(test_signoffs_without_history),
		TEST(test_a_signoff_that_holds_again),
		TEST(test_signoffs_of_unknown_time),
		TEST(test_stakeholders),
		TEST(test_crowded_stakeholders),
		TEST(test_an_incident),
		TEST(test_an_incident_out_of_order),
		TEST(test_relations),
		TEST(test_many_relations),
		TEST(test_kinds),
		TEST(test_burn_down),
		TEST(test_readiness),
		TEST(test_a_document_of_today),
		cmocka_unit_test(test_steps_of_counts),
		cmocka_unit_test(test_spans_in_words),
		cmocka_unit_test(test_ticks_are_those_of_a_calendar),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
