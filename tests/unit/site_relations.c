/* Relations the other way round. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "picture_sample.h"

static void check(const struct relation_index *index, size_t document, const char *wanted)
{
	struct buffer found = BUFFER_INIT;
	const struct relation_end *ends;
	size_t count;

	ends = relation_index_to(index, document, &count);
	buffer_add_string(&found, "");
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(ends[i].to, document);
		buffer_addf(&found, " %zu.%zu", ends[i].from, ends[i].relation);
	}
	assert_string_equal(found.at, wanted);
	buffer_dispose(&found);
}

static void test_incoming_relations(void **state)
{
	struct relation_index *index;
	struct sample sample;

	(void)state;
	sample_begin(&sample);
	for (size_t i = 0; i < 4; i++)
		sample_document(&sample, "brief", "Brief", "draft");
	sample_relation(&sample, 0, "a", 1, "");
	sample_relation(&sample, 0, "b", 3, "");
	sample_relation(&sample, 0, "c", 1, "");
	sample_relation(&sample, 2, "file", SIZE_MAX, "data.json");
	sample_relation(&sample, 2, "beyond", 4, "");
	sample_relation(&sample, 2, "d", 1, "");
	sample_relation(&sample, 3, "itself", 3, "");
	index = relation_index_new(&sample.records);
	check(index, 0, "");
	check(index, 1, " 0.0 0.2 2.2");
	check(index, 2, "");
	check(index, 3, " 0.1 3.0");
	check(index, 4, "");
	relation_index_free(index);
	sample_end(&sample);
}

static void test_no_relations(void **state)
{
	struct relation_index *index;
	struct sample sample;

	(void)state;
	sample_begin(&sample);
	index = relation_index_new(&sample.records);
	check(index, 0, "");
	relation_index_free(index);
	relation_index_free(NULL);
	sample_end(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_incoming_relations),
		cmocka_unit_test(test_no_relations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
