#!/usr/bin/env bats
# The glossary: what it refuses, each by one edit to a good one.

load cli_helper
load kind_helper

DOC=handoff/glossary/terms.md

# Rows of the good document, for the edits.
DRIFT='/^\| model drift \|/'
STALE='/^\| stale feature \| stale record/'
LATENCY='/^\| latency \| - \|/' # ambiguous
LATENCY_MEANINGS='/^\| latency \| time/'
BUDGET='/^\| error budget \| - \|/' # a word of operations
HIT_RATE='/^\| hit rate \|/'        # given up

@test "the good document passes, strictly" {
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

@test "a new one is only incomplete" {
	new_is_only_incomplete glossary
}

@test "a new one offers words of both sides, and they keep every rule" {
	handoff_run glossary new 'Our words'
	assert_status 0
	DOC=handoff/glossary/our-words.md
	assert_in_file "$DOC" '| model drift | model decay | accuracy degradation | The model slowly gets worse because the world changed after it was built. | no | research |'
	assert_in_file "$DOC" '| burn rate | - | - | How fast that allowance is used. | no | operations |'
	assert_equal "$(grep -cE '^\| .* \| (yes|no) \| research \|$' "$DOC")" 97
	assert_equal "$(grep -cE '^\| .* \| yes \| research \|$' "$DOC")" 17
	assert_equal "$(grep -cE '^\| .* \| (yes|no) \| operations \|$' "$DOC")" 23
	sed -i 's/^status: draft/status: in-review/' "$DOC"
	handoff_run check "$DOC"
	assert_not_in_output '[table/row]'
	assert_not_in_output '[table/cell-type]'
	assert_not_in_output '[table/empty-cell]'
}

# ---- One word, one row ------------------------------------------------------------------------------

@test "a term that stands twice, in other capital letters" {
	breaks "$STALE s/stale feature/Model Drift/; s/^\| stale feature \| yester/| model drift | yester/" \
		'"Model Drift" has a row already: "model drift" in line 35 [glossary/duplicate]'
}

@test "an alias that is another row's term" {
	breaks "$DRIFT s/model decay/model decay, Data drift/" \
		'"data drift" has a row already: "model drift" in line 35 [glossary/duplicate]'
}

@test "an alias that is another row's alias" {
	breaks "$DRIFT s/model decay/cohort/" \
		'"cohort" has a row already: "model drift" in line 35 [glossary/duplicate]'
}

@test "a term that stands twice, in the plural and without its hyphen" {
	breaks_among_others "$DRIFT s/model drift/Hold out sets/" \
		'"hold-out set" has a row already: "Hold out sets" in line 35 [glossary/duplicate]'
}

@test "one operational term for two words is a warning" {
	warns "$DRIFT s/accuracy degradation/input shift/" \
		'two words of research with one operational term cannot be told apart by operations: "input shift" stands twice in "Operational Term" (operational-term-once) [table/row]'
}

# ---- The translation --------------------------------------------------------------------------------

@test "a word of research without its operational term" {
	breaks "$DRIFT s/accuracy degradation/-/" \
		'a word of research says what operations calls it: "Operational Term" is "-", must be filled in (term-translated) [table/row]'
}

@test "a word of research that is translated by itself" {
	breaks "$DRIFT s/accuracy degradation/Model drift/" \
		'the same word again helps nobody: say what the operator would say: "Operational Term" is "Model drift", must differ from Term (term-really-translated) [table/row]'
}

@test "a word of operations needs no operational term, and may have one" {
	passes "$BUDGET s/\| - \| - \|/| - | allowed failure |/"
}

@test "a term without a plain line" {
	breaks_among_others "$DRIFT s/The model slowly[^|]*/- /" \
		'"Plain Line" is empty in this row of "Terms" [table/empty-cell]'
}

@test "a plain line of 25 words" {
	passes "$DRIFT s/The model slowly[^|]*/a b c d e f g h i j k l m n o p q r s t u v w x y /"
}

@test "a plain line of 26 words" {
	breaks "$DRIFT s/The model slowly[^|]*/a b c d e f g h i j k l m n o p q r s t u v w x y z /" \
		'a plain line has 25 words at most: the rest belongs under Details: "Plain Line" is "a b c d e f g h i j k l m n o p q r s t u v w x y z", must match ^\s*(\S+\s+){0,24}\S+\s*$ (plain-line-short) [table/row]'
}

@test "a plain line of one word" {
	breaks "$DRIFT s/The model slowly[^|]*/Degradation. /" \
		'one word is a synonym, not an explanation: "Plain Line" is "Degradation.", must have at least 2 words (plain-line-told) [table/row]'
}

@test "a plain line that repeats the operational term is a warning" {
	warns "$DRIFT s/The model slowly[^|]*/accuracy degradation /" \
		'the plain line explains what the operational term only names: "Plain Line" is "accuracy degradation", must differ from Operational Term (plain-line-other) [table/row]'
}

@test "a word without an owner" {
	breaks "$DRIFT s/research \|$/- |/" \
		'"Owner Side" is empty in this row of "Terms" [table/empty-cell]'
}

@test "a word of the business has an owner on one of the two sides" {
	breaks "$DRIFT s/research \|$/business |/" \
		'Owner Side cannot be "business": it is one of research or operations [table/cell-type]'
}

# ---- Words with two meanings ------------------------------------------------------------------------

@test "an ambiguous word whose other meaning is not told" {
	breaks "$LATENCY_MEANINGS d" \
		'an ambiguous word has a row under Words With Two Meanings: what else it means, and what to write instead: "Term" has "latency", which must stand under "Word" in the table of "Words With Two Meanings" (ambiguous-told) [table/row]'
}

@test "a word with two meanings that is not marked as ambiguous" {
	breaks "$LATENCY s/\| yes \|/| no |/" \
		'a word with two meanings is marked Ambiguous: yes under Terms (two-meanings-marked) [table/row]'
}

@test "ambiguous is yes or no" {
	breaks "$DRIFT s/\| no \|/| maybe |/" \
		'Ambiguous must be yes or no, not "maybe" [table/cell-type]'
}

@test "a word with two meanings that are one" {
	breaks "$LATENCY_MEANINGS s/time from request to answer, with network and queue/time of one run of the model/" \
		'where both sides mean the same, the word is not ambiguous: "Research Means" is "time of one run of the model", must differ from Operations Means (two-meanings-differ) [table/row]'
}

@test "a word with two meanings without words to write instead" {
	breaks "$LATENCY_MEANINGS s/response time of feed-api, time of one prediction/-/" \
		'"Write Instead" is empty in this row of "Words With Two Meanings" [table/empty-cell]'
}

@test "a word with two meanings that stands twice" {
	breaks '/^\| stale \| inputs/ s/stale/latency/' \
		'one row for each word: "latency" stands twice in "Word" (two-meanings-once) [table/row]'
}

# ---- Details and words that were given up -----------------------------------------------------------

@test "details of a word that has no row" {
	breaks 's/^\| p95 \| the wait of/| p50 | the wait of/' \
		'details belong to a word under Terms: "Term" has "p50", which must stand under "Term" in the table of "Terms" (detail-term) [table/row]'
}

@test "details that stand twice" {
	breaks 's/^\| p95 \| the wait of/| accuracy | the wait of/' \
		'one row for each word: "accuracy" stands twice in "Term" (detail-once) [table/row]'
}

@test "a level of brief that does not exist" {
	breaks '/^\| p95 \| the wait/ s/1, 2, 3/1, 4/' \
		'Levels cannot be "4": it is one of 1, 2 or 3 [table/cell-type]'
}

@test "a word that was given up for one that has no row" {
	breaks "$HIT_RATE s/\| accuracy \|/| quality |/" \
		'the word to write instead stands under Terms: "Write" must stand under "Term" in the table of "Terms", or "Write" must stand under "Operational Term" in the table of "Terms" (retired-replaced) [table/row]'
}

@test "a word that was given up and still is an alias" {
	breaks "$HIT_RATE s/hit rate/catch/; $DRIFT s/model decay/catch/" \
		'a word that was given up no longer stands under Terms, as a term or as an alias (retired-gone) [table/row]'
}

@test "a word that was given up and still has a row" {
	breaks "$HIT_RATE s/hit rate/recall/" \
		'a word that was given up no longer stands under Terms, as a term or as an alias (retired-gone) [table/row]'
}

@test "a word that was given up for one that was given up" {
	breaks_among_others "$HIT_RATE s/\| accuracy \|/| kill switch |/" \
		'the word to write instead was given up itself (retired-circle) [table/row]'
}

@test "a word given up on a day to come" {
	breaks "$HIT_RATE s/2026-10-26/2026-12-01/" \
		'Since is after today [table/cell-type]'
}

# ---- Both sides agree -------------------------------------------------------------------------------

@test "approved by research alone" {
	breaks 's/^approvers: .*/approvers: [alice, ivan]/' \
		'both sides agree to a word, or it is only the word of one: `approvers` is "alice, ivan", must be somebody on the side of operations (approved-by-operations) [front/rule]'
}

@test "approved by operations alone" {
	breaks 's/^approvers: .*/approvers: [bob, heidi]/' \
		'both sides agree to a word, or it is only the word of one: `approvers` is "bob, heidi", must be somebody on the side of research (approved-by-research) [front/rule]'
}

@test "approved by nobody" {
	breaks '/^approvers: /d' \
		'`approvers` is missing: the named persons who agree to it; each adds an own sign-off [front/missing-field]'
}

@test "nobody from operations wrote or read it" {
	warns 's/^authors: .*/authors: [frank, ivan]/' \
		'somebody from operations writes these words or reads them before they count: "authors" must be somebody on the side of operations, or "reviewers" must be somebody on the side of operations (read-by-operations) [front/rule]'
}

@test "nobody from research wrote or read it" {
	warns 's/^authors: .*/authors: [frank, heidi]/' \
		'somebody from research writes these words or reads them before they count: "authors" must be somebody on the side of research, or "reviewers" must be somebody on the side of research (read-by-research) [front/rule]'
}

@test "the day to go through the words has passed" {
	warns 's/^review-by: .*/review-by: 2026-11-20/' \
		'the day to go through the words again has passed: `review-by` is "2026-11-20", must not be before today (review-overdue) [front/rule]'
}

@test "words that never began" {
	breaks '/^The words of the teams/,/^#feed-words/d' \
		'section "Scope" is empty [section/empty]'
}

@test "a word that was given up twice" {
	breaks "$HIT_RATE s/hit rate/dwell time/" \
		'one row for each word: "dwell time" stands twice in "Word" (retired-once) [table/row]'
}

@test "a reader that no map of stakeholders has" {
	warns 's/^audience: .*/audience: [on-call-feed, feed-buyers]/' \
		'no stakeholder map has this party, so nobody knows how much detail they need: `audience` has "feed-buyers", which must stand under "Id" in the table of "Stakeholders" of a stakeholder-map (audience-mapped) [front/rule]'
}
