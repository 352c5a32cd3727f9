#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "check/term_index.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct found {
	const struct term_text *text;
	struct buffer out; /* "3:false positives " */
};

static void note(void *context, const struct term_match *match)
{
	struct found *found = context;
	const struct term_token *tokens = found->text->tokens;

	buffer_addf(&found->out, "%u:%.*s ", match->value,
		(int)(tokens[match->last].end - tokens[match->first].start),
		found->text->text.at + tokens[match->first].start);
}

static void assert_found(const struct term_index *index, const char *content, const char *expected)
{
	struct term_text text = {0};
	struct found found = {&text, BUFFER_INIT};

	buffer_reserve(&found.out, 1);
	term_text_read(&text, index, slice_of(content));
	term_index_scan(index, &text, note, &found);
	assert_string_equal(found.out.at, expected);
	buffer_dispose(&found.out);
	term_text_dispose(&text);
}

static void terms_are_found_in_their_forms(void **state)
{
	static const struct {
		const char *term;
		const char *text;
		const char *found;
	} cases[] = {
		{"false positive", "Two False Positives", "0:False Positives "},
		{"false positive", "false\n positive", ""},
		{"false positive", "false, positive", ""},
		{"false positive", "false--positive", ""},
		{"false positive", "unfalse positive", ""},
		{"false positive", "false positively", ""},
		{"hold-out set", "holdout sets", "0:holdout sets "},
		{"hold-out set", "hold out-set", "0:hold out-set "},
		{"hyperparameter", "hyper-parameters", "0:hyper-parameters "},
		{"matrix", "matrices", "0:matrices "},
		{"ability", "abilities", "0:abilities "},
		{"weights", "a weight", "0:weight "},
		{"bias", "biases", "0:biases "},
		{"loss", "los", ""},
		{"quantization", "quantised", "0:quantised "},
		{"generalisation", "generalizes", "0:generalizes "},
		{"overfitting", "overfit", "0:overfit "},
		{"pruning", "pruned", "0:pruned "},
		{"imputation", "imputed", "0:imputed "},
		{"classification", "classifies", "0:classifies "},
		{"fine-tuning", "fine-tuned", "0:fine-tuned 0:fine-tuned "},
		{"AUC", "auc AUC AUCs AUC's aucs", "0:AUC 0:AUCs 0:AUC "},
		{"A/B test", "a/b-tests", "0:a/b-tests "},
		{"human-in-the-loop", "human in the loop", "0:human in the loop "},
		{"\xc3\x9c"
		 "bung",
			"\xc3\xbc"
			"bung",
			"0:\xc3\xbc"
			"bung "},
		{"top-k", "top\xe2\x80\x91k", "0:top\xe2\x80\x91k "},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct term_index *index = term_index_new();

		term_index_add(index, slice_of(cases[i].term), 0, INFLECT_VERB);
		assert_found(index, cases[i].text, cases[i].found);
		term_index_free(index);
	}
}

static void terms_inside_one_another_are_all_found(void **state)
{
	struct term_index *index = term_index_new();

	(void)state;
	term_index_add(index, slice_of("drift"), 1, INFLECT_NOUN);
	term_index_add(index, slice_of("data drift"), 2, INFLECT_NOUN);
	term_index_add(index, slice_of("data drift alarm"), 3, INFLECT_NOUN);
	assert_found(index, "a data drift alarm", "2:data drift 3:data drift alarm 1:drift ");
	term_index_free(index);
}

static void what_is_no_word_is_not_added(void **state)
{
	struct term_index *index = term_index_new();
	struct buffer many = BUFFER_INIT;

	(void)state;
	for (int i = 0; i < 33; i++)
		buffer_add_string(&many, "word ");
	term_index_add(index, slice_of(""), 1, INFLECT_VERB);
	term_index_add(index, slice_of(" - / ("), 2, INFLECT_VERB);
	term_index_add(index, buffer_slice(&many), 3, INFLECT_VERB);
	assert_found(index, many.at, "");
	many.len = 0;
	for (int i = 0; i < 65; i++)
		buffer_add_char(&many, 'a');
	term_index_add(index, buffer_slice(&many), 4, INFLECT_VERB);
	assert_found(index, many.at, "");
	assert_found(index, "\xff\xfe a\x80 -", "");
	buffer_dispose(&many);
	term_index_free(index);
}

/* As many as make every table grow several times. */
static void many_terms_are_found(void **state)
{
	struct term_index *index = term_index_new();

	(void)state;
	for (uint32_t i = 0; i < 20000; i++) {
		char term[32];

		snprintf(term, sizeof term, "w%u x%u", i % 300, i);
		term_index_add(index, slice_of(term), i, INFLECT_NOUN);
	}
	assert_found(index, "w7 x7, w8 x9, w299 x19799, w100 X10000s",
		"7:w7 x7 19799:w299 x19799 10000:w100 X10000s ");
	term_index_free(index);
}

static void sentences_are_counted(void **state)
{
	struct term_text text = {0};

	(void)state;
	term_text_read(&text, NULL, slice_of("One two. Three 0.93; four\nfive\x1fsix e.g"));
	assert_int_equal(text.count, 10);
	assert_int_equal(text.tokens[0].sentence, 0);
	assert_int_equal(text.tokens[2].sentence, 1);
	assert_int_equal(text.tokens[3].sentence, 1); /* 0.93 is no end */
	assert_int_equal(text.tokens[4].sentence, 1);
	assert_int_equal(text.tokens[5].sentence, 2);
	assert_int_equal(text.tokens[6].sentence, 3);
	assert_int_equal(text.tokens[7].sentence, 4);
	term_text_dispose(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(terms_are_found_in_their_forms),
		cmocka_unit_test(terms_inside_one_another_are_all_found),
		cmocka_unit_test(what_is_no_word_is_not_added),
		cmocka_unit_test(many_terms_are_found),
		cmocka_unit_test(sentences_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
