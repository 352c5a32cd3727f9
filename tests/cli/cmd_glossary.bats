#!/usr/bin/env bats
# handoff glossary: a word looked up, and the verbs of the kind of the same name.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant

load cli_helper

local_setup() {
	good_documents
}

@test "a term shows what it means, what else is told of it, and each place where it is used" {
	handoff_run glossary canary release
	assert_status 0
	assert_no_errors_said
	assert_line 'canary release: small first step'
	assert_line '  A few percent of traffic try it first.'
	assert_line '  Also             canary'
	assert_line '  Owner Side       research'
	assert_line '  Analogy          one tile is stepped on before the whole floor'
	assert_in_output '  Stands in        handoff/glossary/terms.md:'
	assert_line 'Used 5 times in 3 documents'
	assert_in_output '  handoff/readiness/feed-ranker-v42.md:143:3: | canary, Poland only | 5 %'
	assert_not_in_output 'Ambiguous'
}

@test "a word with two meanings shows both" {
	handoff_run glossary recall
	assert_status 0
	assert_line 'recall: catch rate'
	assert_line '  Ambiguous        yes'
	assert_line '  Research Means   share of real cases that were caught'
	assert_line '  Operations Means to take a release back'
	assert_line '  Write Instead    catch rate, go back'
}

@test "an alias, a plural, other letters and the translation lead to the same term" {
	local word

	for word in 'ground truth' labels Label 'the correct answer' 'correct answer'; do
		[ "$word" != 'correct answer' ] || continue
		handoff_run glossary "$word"
		assert_status 0
		assert_line 'label: the correct answer'
	done
	handoff_run glossary 'a/b tests'
	assert_line 'A/B test: split comparison'
}

@test "a term that no document uses says so" {
	handoff_run glossary embeddings
	assert_status 0
	assert_line 'Used in no document'
}

@test "a word that no glossary has ends with 1, and the nearest one is named" {
	handoff_run glossary canari release
	assert_status 1
	assert_errors 'handoff: no glossary has "canari release"; did you mean "canary release"?'
	assert_output ''
	handoff_run glossary zymurgy
	assert_status 1
	assert_errors 'handoff: no glossary has "zymurgy"; `handoff glossary` lists what they have'
}

@test "new and list are about the documents of the kind, also when they are mistyped" {
	handoff_run glossary list
	assert_status 0
	assert_output 'approved     handoff/glossary/terms.md  Words of the feed teams'
	handoff_run glossary new 'More words'
	assert_output handoff/glossary/more-words.md
	handoff_run glossary lst
	assert_status 1
	assert_errors 'handoff: no glossary has "lst"; did you mean `handoff glossary list`?'
	handoff_run glossary new --help
	assert_in_output 'usage: handoff glossary new [OPTION...] TITLE'
	handoff_run glossary --help
	assert_in_output 'usage: handoff glossary [OPTION...] [TERM]'
	assert_in_output '`handoff glossary new` and `handoff glossary list` are about the documents'
}

@test "without a term all are listed, with the number of their uses" {
	handoff_run glossary
	assert_status 0
	grep -qE '^canary release +small first step +5  A few percent of traffic try it first\.$' "$OUT"
	grep -qE '^embedding +numeric fingerprint +0  Turns stories into comparable numbers\.$' "$OUT"
	assert_equal "$(wc -l <"$OUT")" 50
}

@test "as JSON and CSV, of all and of one" {
	handoff_run glossary --format json
	assert_json "$OUT"
	assert_in_output '"term": "model drift"'
	handoff_run glossary --format json canary
	assert_json "$OUT"
	assert_in_output '"Analogy": "one tile is stepped on before the whole floor"'
	assert_in_output '"path": "handoff/premortem/feed-ranker-v42.md"'
	handoff_run glossary --format csv
	assert_line $'term,translation,line,aliases,side,ambiguous,path,uses\r'
	assert_line $'canary release,small first step,A few percent of traffic try it first.,canary,research,no,handoff/glossary/terms.md,5\r'
	handoff_run glossary --format csv canary
	assert_line $'term,translation,path,line,column\r'
	assert_line $'canary release,small first step,handoff/readiness/feed-ranker-v42.md,143,3\r'
	handoff_run glossary --format xml
	assert_refused '--format takes text, json or csv, not "xml"'
}

@test "where there is no glossary, that is said" {
	rm -r handoff/glossary
	handoff_run glossary
	assert_status 0
	assert_output ''
	assert_errors 'handoff: there is no glossary yet; `handoff glossary new TITLE` makes one, with words to begin with'
	handoff_run glossary recall
	assert_status 1
}

@test "a glossary that counts no more has no words" {
	sed -i 's/^status: approved/status: retired/' handoff/glossary/terms.md
	handoff_run glossary recall
	assert_status 1
	assert_in_errors 'there is no glossary yet'
}

@test "paths are those from the directory at hand" {
	cd handoff/readiness
	handoff_run glossary canary
	assert_in_output '  feed-ranker-v42.md:143:3: '
	assert_in_output '  ../premortem/feed-ranker-v42.md:'
}
