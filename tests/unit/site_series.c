/* Numbers over time. Today is 2026-11-28; days are counted back from there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "picture_sample.h"
#include "site/series.h"

#define LIST(...)                                                                                  \
	(const char *const[])                                                                      \
	{                                                                                          \
		__VA_ARGS__, NULL                                                                  \
	}

/* The values of a band of readiness, up to today, of a sample with daily points. */
static void check_band(
	const struct records *records, enum series_readiness_band band, const char *wanted)
{
	struct buffer found = BUFFER_INIT;
	struct series series;

	series_readiness(records, &series);
	assert_int_equal(series.n_bands, N_SERIES_READINESS);
	for (size_t i = 0; i < series.n_points; i++)
		buffer_addf(
			&found, "%s%lld", i ? " " : "", (long long)series.bands[band].values[i]);
	assert_string_equal(found.at, wanted);
	buffer_dispose(&found);
	series_dispose(&series);
}

static void test_a_document_on_its_way(void **state)
{
	struct sample sample;
	size_t document;

	(void)state;
	sample_begin(&sample);
	document = sample_document(&sample, "readiness", "R", "approved");
	sample_requirements(&sample, document, LIST("lead", "ops"), "stale");
	sample_event(&sample, document, "created", SAMPLE_AGO(7), "draft");
	sample_event(&sample, document, "status", SAMPLE_AGO(6), "in-review");
	sample_event(&sample, document, "signed", SAMPLE_AGO(5), "lead alice");
	sample_event(&sample, document, "status", SAMPLE_AGO(4), "approved");
	sample_event(&sample, document, "signed", SAMPLE_AGO(3), "ops bob");
	sample_event(&sample, document, "stale", SAMPLE_AGO(1), "ops bob");
	check_band(&sample.records, SERIES_DRAFT, "1 0 0 0 0 0 0 0");
	check_band(&sample.records, SERIES_AWAITING, "0 1 1 1 0 0 0 0");
	check_band(&sample.records, SERIES_READY, "0 0 0 0 1 1 0 0");
	check_band(&sample.records, SERIES_STALE, "0 0 0 0 0 0 1 1");
	sample_end(&sample);
}

static void test_a_renewal_and_a_revocation(void **state)
{
	struct sample sample;
	size_t document;

	(void)state;
	sample_begin(&sample);
	document = sample_document(&sample, "readiness", "R", "approved");
	sample_requirements(&sample, document, LIST("lead"), "missing");
	sample_event(&sample, document, "created", SAMPLE_AGO(5), "approved");
	sample_event(&sample, document, "signed", SAMPLE_AGO(5), "lead alice");
	/* History tells the new entry first: it stays. */
	sample_event(&sample, document, "signed", SAMPLE_AGO(3), "lead alice");
	sample_event(&sample, document, "removed", SAMPLE_AGO(3), "lead alice");
	sample_event(&sample, document, "revoked", SAMPLE_AGO(1), "lead alice");
	check_band(&sample.records, SERIES_READY, "1 1 1 1 0 0");
	check_band(&sample.records, SERIES_AWAITING, "0 0 0 0 1 1");
	sample_end(&sample);
}

/* What a document builds on changed, and the time of a sign-off was over: no event tells. */
static void test_signoffs_that_lapse(void **state)
{
	struct record_signoff list[] = {{.role = slice_of("lead"),
						.by = slice_of("alice"),
						.expires = TIME_UNKNOWN,
						.stale_since = SAMPLE_AGO(2)},
		{.role = slice_of("lead"),
			.by = slice_of("bob"),
			.expires = SAMPLE_AGO(4),
			.stale_since = TIME_UNKNOWN}};
	struct sample sample;
	size_t document;

	(void)state;
	sample_begin(&sample);
	document = sample_document(&sample, "readiness", "R", "approved");
	sample_requirements(&sample, document, LIST("lead"), "stale");
	sample.records.documents[document].signoffs = list;
	sample.records.documents[document].n_signoffs = 2;
	sample_event(&sample, document, "created", SAMPLE_AGO(6), "approved");
	sample_event(&sample, document, "signed", SAMPLE_AGO(5), "lead bob");
	sample_event(&sample, document, "signed", SAMPLE_AGO(3), "lead alice");
	sample_event(&sample, document, "changed", SAMPLE_AGO(1), "");
	check_band(&sample.records, SERIES_AWAITING, "1 0 0 0 0 0 0");
	check_band(&sample.records, SERIES_READY, "0 1 0 1 0 0 0");
	check_band(&sample.records, SERIES_STALE, "0 0 1 0 1 1 1");
	sample_end(&sample);
}

/* Whatever events say, the last point is how documents stand today. */
static void test_today_is_how_documents_stand(void **state)
{
	static const struct {
		const char *standing, *requirement, *signoff;
		size_t band;
	} cases[] = {
		{"holds", "valid", "valid", SERIES_READY},
		{"does not hold", "stale", "stale", SERIES_STALE},
		{"does not hold", "expired", "expired", SERIES_STALE},
		/* Of two people one signed, and the other did for another text. */
		{"does not hold", "missing", "stale", SERIES_STALE},
		{"does not hold", "missing", "valid", SERIES_AWAITING},
		{"does not hold", "rejected", "rejected", SERIES_AWAITING},
		{"has errors", "valid", "valid", SERIES_AWAITING},
		/* An entry that another one took the place of. */
		{"has errors", "valid", "stale", SERIES_AWAITING},
		{"unknown status", "stale", "stale", SERIES_STALE},
		{"cannot be judged", "unverifiable", "unverifiable", SERIES_AWAITING},
		{"awaits sign-offs", "stale", "stale", SERIES_AWAITING},
		{"signed", "valid", "valid", SERIES_AWAITING},
		{"draft", "missing", "valid", SERIES_DRAFT},
		{"in progress", "valid", "valid", N_SERIES_READINESS},
		{"ended", "stale", "stale", N_SERIES_READINESS},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct record_signoff signoff = {.role = slice_of("lead"),
			.by = slice_of("alice"),
			.state = slice_of(cases[i].signoff),
			.expires = TIME_UNKNOWN,
			.stale_since = TIME_UNKNOWN};
		struct sample sample;
		struct record_document *document;

		sample_begin(&sample);
		sample_document(&sample, "readiness", "R", "approved");
		sample_requirements(&sample, 0, LIST("lead"), cases[i].requirement);
		sample_event(&sample, 0, "created", SAMPLE_AGO(1), "approved");
		sample_event(&sample, 0, "signed", SAMPLE_AGO(1), "lead alice");
		document = &sample.records.documents[0];
		document->standing = slice_of(cases[i].standing);
		document->signoffs = &signoff;
		document->n_signoffs = 1;
		for (size_t band = 0; band < N_SERIES_READINESS; band++) {
			bool is_it = band == cases[i].band;

			check_band(&sample.records, (enum series_readiness_band)band,
				band == SERIES_READY ? (is_it ? "1 1" : "1 0")
				: is_it              ? "0 1"
						     : "0 0");
		}
		sample_end(&sample);
	}
}

/* A document that nobody can read has no requirements that are known; one that takes no sign-offs
 * has no standing. */
static void test_documents_that_cannot_be_judged(void **state)
{
	struct sample sample;

	(void)state;
	sample_begin(&sample);
	sample_document(&sample, "readiness", "R", "approved");
	sample_document(&sample, "brief", "B", "approved");
	sample.records.documents[0].standing = slice_of("cannot be judged");
	check_band(&sample.records, SERIES_AWAITING, "1");
	sample_end(&sample);
}

static void test_a_rejection_stands_whoever_else_approved(void **state)
{
	struct sample sample;

	(void)state;
	sample_begin(&sample);
	sample_document(&sample, "readiness", "R", "approved");
	sample_requirements(&sample, 0, LIST("lead"), "rejected");
	sample_event(&sample, 0, "created", SAMPLE_AGO(5), "approved");
	sample_event(&sample, 0, "signed", SAMPLE_AGO(4), "lead alice");
	sample_event(&sample, 0, "signed", SAMPLE_AGO(2), "lead carol");
	sample.records.events[2].decision = slice_of("reject");
	check_band(&sample.records, SERIES_READY, "0 1 1 0 0 0");
	check_band(&sample.records, SERIES_AWAITING, "1 0 0 1 1 1");
	sample_end(&sample);
}

/* What happens within a second need not be one commit. */
static void test_a_removal_in_the_second_of_the_signing(void **state)
{
	struct sample sample;

	(void)state;
	sample_begin(&sample);
	sample_document(&sample, "readiness", "R", "approved");
	sample_requirements(&sample, 0, LIST("lead"), "missing");
	sample_event(&sample, 0, "created", SAMPLE_AGO(4), "approved");
	sample_event(&sample, 0, "signed", SAMPLE_AGO(3), "lead alice");
	sample_event(&sample, 0, "removed", SAMPLE_AGO(3), "lead alice");
	sample.records.events[2].commit = slice_of("0123456789012345678901234567890123456789");
	check_band(&sample.records, SERIES_READY, "0 0 0 0 0");
	sample_end(&sample);
}

static void test_documents_without_events(void **state)
{
	struct sample sample;
	struct series series;

	(void)state;
	sample_begin(&sample);
	sample_document(&sample, "brief", "takes none", "draft");
	series_readiness(&sample.records, &series);
	assert_int_equal(series.n_points, 0);
	series_dispose(&series);
	sample_document(&sample, "readiness", "R", "draft");
	sample_requirements(&sample, 1, LIST("lead"), "missing");
	series_readiness(&sample.records, &series);
	assert_int_equal(series.n_points, 1);
	assert_int_equal(series.unknown, 1);
	assert_int_equal(series.bands[SERIES_DRAFT].values[0], 1);
	series_dispose(&series);
	sample_end(&sample);
}

/* However long a time, there are not more points than that, and the last one is today. */
static void test_points_are_bounded(void **state)
{
	static const struct {
		int64_t days;
		size_t points;
		int64_t step;
	} cases[] = {{0, 1, 0}, {1, 2, 1}, {119, 120, 1}, {120, 19, 7}, {833, 120, 7},
		{3000, 117, 26}, {20000, 120, 169}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sample sample;
		struct series series;

		sample_begin(&sample);
		sample_document(&sample, "readiness", "R", "draft");
		sample_action(&sample, 0, "alice", "", SAMPLE_AGO(cases[i].days), 0);
		series_actions(&sample.records, &series);
		assert_int_equal(series.n_points, cases[i].points);
		assert_true(series.n_points <= SERIES_MAX_POINTS);
		assert_int_equal(series.days[series.n_points - 1], 20785);
		assert_int_equal(series.days[0], 20785 - cases[i].days);
		if (series.n_points > 1)
			assert_int_equal(series.days[series.n_points - 2], 20785 - cases[i].step);
		assert_int_equal(series.bands[0].values[0], 1);
		assert_int_equal(series_sum(&series, series.n_points - 1), 1);
		series_dispose(&series);
		sample_end(&sample);
	}
}

static void test_actions_by_owner(void **state)
{
	static const char *const owners[] = {"h", "g", "f", "e", "d", "c", "b", "a"};
	struct sample sample;
	struct series series;

	(void)state;
	sample_begin(&sample);
	sample_document(&sample, "postmortem", "P", "closed");
	for (size_t i = 0; i < 8; i++)
		sample_action(&sample, 0, owners[i], "", SAMPLE_AGO(2), 0);
	sample_action(&sample, 0, "h", "", SAMPLE_AGO(2), SAMPLE_AGO(1));
	sample_action(&sample, 0, "moved", "", SAMPLE_AGO(2), 0);
	sample.records.actions[9].lives_elsewhere = true;
	series_actions(&sample.records, &series);
	assert_int_equal(series.n_bands, SERIES_MAX_OWNERS + 1);
	assert_int_equal(series.others, 2);
	/* The one with most items first, then by name. */
	assert_true(slice_is(series.bands[0].name, "h"));
	assert_true(slice_is(series.bands[1].name, "a"));
	assert_int_equal(series.bands[0].values[0], 2);
	assert_int_equal(series.bands[0].values[1], 1);
	assert_int_equal(series.bands[SERIES_MAX_OWNERS].values[2], 2);
	assert_int_equal(series_sum(&series, 2), 8);
	series_dispose(&series);
	sample_end(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_document_on_its_way),
		cmocka_unit_test(test_a_renewal_and_a_revocation),
		cmocka_unit_test(test_signoffs_that_lapse),
		cmocka_unit_test(test_today_is_how_documents_stand),
		cmocka_unit_test(test_documents_that_cannot_be_judged),
		cmocka_unit_test(test_a_rejection_stands_whoever_else_approved),
		cmocka_unit_test(test_a_removal_in_the_second_of_the_signing),
		cmocka_unit_test(test_documents_without_events),
		cmocka_unit_test(test_points_are_bounded),
		cmocka_unit_test(test_actions_by_owner),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
