#!/usr/bin/env bats
# glossary/jargon, conflict, duplicate and unused: what is found, what is not, what --fix writes.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant

load cli_helper

local_setup() {
	mkdir -p .handoff/templates handoff/words handoff/note
	printf 'version: 1\n' >.handoff/config.yaml
	cat >.handoff/templates/words.md <<'END'
---
kind: words
contract:
  directory: handoff/words
  fields:
    title: {type: string, required: true}
    language: {type: string}
  lifecycle: {initial: draft, draft: [agreed], agreed: [old], old: []}
  sections:
    Terms:
      terms: {term: Term, aliases: Aliases, translation: Operational Term, line: Line, ambiguous: Ambiguous, side: Side, beside: Beside, levels: Levels, language: language, not-at: old}
      table:
        columns:
          Term: string
          Aliases: {type: list, of: string, required: false}
          Operational Term: {type: string, required: false}
          Line: {type: text, required: false}
          Ambiguous: yes-no
          Side: {enum: [research, operations]}
          Beside: {type: list, of: string, required: false}
          Levels: {type: list, of: string, required: false}
---
# {{title}}
## Terms
| Term | Aliases | Operational Term | Line | Ambiguous | Side | Beside | Levels |
|---|---|---|---|---|---|---|---|
END
	cat >.handoff/templates/note.md <<'END'
---
kind: note
contract:
  directory: handoff/note
  audience: {side: operations, level: level, when: {level: {not: "3"}}}
  fields:
    title: {type: string, required: true}
    level: {type: enum, values: ["1", "2", "3"], required: true}
  lifecycle: {initial: draft, draft: [final], final: []}
  sections:
    Words:
      optional: true
      terms: {term: Word, translation: Meaning, for: document}
      table: {columns: {Word: text, Meaning: {type: text, required: false}}, min-rows: 1}
    Precision:
      optional: true
      table: {optional: true, columns: {Recall: text, Cause: {enum: [model drift, weather]}}}
---
# {{title}}
## Text
## Precision
## Words
END
	words feed <<'END'
| model drift | model decay | accuracy degradation | - | no | research | - | - |
| false positive | FP | false alarm | - | no | research | - | 2 |
| AUC | - | ranking quality | - | no | research | - | - |
| recall | - | catch rate | - | yes | research | precision, model, # | - |
| loss | - | training error | - | no | research | curve | - |
| training | - | building the model | - | no | research | model, run | - |
| hold-out set | - | exam kept secret | - | no | research | - | - |
| quantization | - | compression | - | no | research | - | - |
| hyperparameter | - | build setting | - | no | research | - | - |
| confusion matrix | - | hit-and-miss table | - | no | research | - | - |
| SLO | - | - | The promise we steer by. | no | operations | - | - |
END
}

words() { # NAME [LINE OF FRONT MATTER]: rows on standard input
	{
		printf -- '---\nkind: words\nid: %s-words\ntitle: Words\nstatus: agreed\n' "$1"
		[ $# -lt 2 ] || printf '%s\n' "$2"
		printf -- '---\n# Words\n\n## Terms\n\n'
		printf '| Term | Aliases | Operational Term | Line | Ambiguous | Side | Beside | Levels |\n'
		printf '|---|---|---|---|---|---|---|---|\n'
		cat
	} >"handoff/words/$1.md"
}

say() { # TEXT [LEVEL] [LINE OF FRONT MATTER]
	{
		printf -- '---\nkind: note\nid: ranker\ntitle: Ranker\nstatus: final\nlevel: %s\n' "${2-1}"
		[ $# -lt 3 ] || printf '%s\n' "$3"
		printf -- '---\n# Ranker\n\n## Text\n\n%s\n' "$1"
	} >handoff/note/ranker.md
}

NOTE=handoff/note/ranker.md

finds() { # WORD...: these, in this order, and nothing else
	handoff_run check "$NOTE"
	assert_equal "$(sed -n 's/.*: "\(.*\)" \(is\|may be\) a word of .*\[glossary\/jargon\]$/\1/p' "$OUT" | paste -sd,)" "$(
		IFS=,
		echo "$*"
	)"
	assert_equal "$(wc -l <"$OUT")" $#
}

# ---- What is found ----------------------------------------------------------------------------------

@test "a term without its translation is an error, with its place and what to write" {
	say 'We saw model drift in May.'
	handoff_run check "$NOTE"
	assert_status 1
	assert_output "$NOTE:12:8: error: \"model drift\" is a word of research: say \"accuracy degradation\", or write it behind it in parentheses [glossary/jargon]"
}

@test "in a draft it is a warning, as every gap is" {
	say 'We saw model drift in May.'
	sed -i 's/status: final/status: draft/' "$NOTE"
	handoff_run check "$NOTE"
	assert_status 0
	assert_in_output ':12:8: warning: "model drift" is a word of research'
}

@test "an ambiguous term is a warning" {
	say 'The recall is 0.93.'
	handoff_run check "$NOTE"
	assert_status 0
	assert_output "$NOTE:12:5: warning: \"recall\" may be a word of research here: say \"catch rate\", or write it behind it in parentheses [glossary/jargon]"
}

@test "only the first use of a term counts" {
	say 'We saw model drift. More model drift came, and model decay too.'
	finds 'model drift'
}

@test "terms are found in other letters, in the plural, without hyphens, across lines, as verbs" {
	say 'Model Drift
came back. FPs, Hold out sets and a holdout set. They quantised it; hyper-parameters, CONFUSION MATRICES.'
	finds 'Model Drift' FPs 'Hold out sets' quantised hyper-parameters 'CONFUSION MATRICES'
}

@test "an acronym is found in capital letters only, with its plural and genitive" {
	say 'The auc of the fp is nothing.'
	finds
	say "The AUC's fall"
	finds AUC
}

@test "a term is a whole word, and no part of a name, an address or code" {
	say 'Overtraining, retrainings, model drifting, recall.py, `model drift`, x@AUC.example, #AUC, $AUC, AUC_1.'
	finds
}

@test "a term that markup divides is found" {
	say 'The *model* drift and a **AUC**.'
	finds 'model drift' AUC
}

@test "an everyday word counts beside one of its words only, within three words and one sentence" {
	say 'Please recall the meeting. Training for staff begins. The loss hurts.'
	finds
	say 'The model has better recall now.'
	finds recall
	say 'Recall what the new weather model said.'
	finds
	say 'We recall. The model is new.'
	finds
	say 'Recall fell to 81 %.'
	finds Recall
	say 'We trained the model.'
	finds trained
}

@test "words of operations are known to operations" {
	say 'The SLO holds.'
	finds
}

@test "a word that readers of the level know is not reported to them" {
	say 'There was a false positive.' 1
	finds 'false positive'
	say 'There was a false positive.' 2
	finds
}

@test "where the condition of the audience does not hold, nothing is looked for" {
	say 'We saw model drift.' 3
	finds
}

@test "a heading is reported if the text below never explains it, the template's own never" {
	say 'Nothing.

## Precision

It is fine.

## Why the AUC fell'
	finds AUC
	say 'The AUC (ranking quality) fell.

## Why the AUC fell

So.'
	finds
}

@test "headers and choices of a table are the template's, its text is the writer's" {
	say 'Nothing.

## Precision

| Recall | Cause |
|---|---|
| the AUC | model drift |'
	finds AUC
}

@test "a link's own text is not looked at" {
	say 'See [the AUC](https://example.com) and ![AUC](https://example.com/a.png) for more.'
	finds
}

@test "sections with an audience of their own are looked at alone" {
	sed -i '/^  audience:/d; s/^    Precision:/&\n      audience: operations/' .handoff/templates/note.md
	say 'We saw model drift.

## Precision

The AUC fell.'
	finds AUC
}

@test "a document of its own is held to all glossaries" {
	words search <<'END'
| query drift | - | changed questions | - | no | research | - | - |
END
	say 'We saw query drift.'
	finds 'query drift'
}

@test "a glossary that counts no more explains nothing" {
	sed -i 's/status: agreed/status: old/' handoff/words/feed.md
	say 'We saw model drift.'
	finds
}

# ---- What explains ----------------------------------------------------------------------------------

@test "a translation in the same paragraph or row explains, in another one it does not" {
	say 'Accuracy degradation, or model drift, was seen. False alarms (FPs) rose.'
	finds
	say 'We saw model drift.

That is accuracy degradation.'
	finds 'model drift'
	say '| What | Means |
|---|---|
| model drift | accuracy degradation |
| AUC | nothing |'
	finds AUC
}

@test "a word inside a translation is plain" {
	say 'The loss curve (training error) of the model is flat.'
	finds
}

@test "words of the writer's own explain" {
	local text

	for text in 'The AUC (how well it sorts) fell.' 'How well it sorts (AUC) is known.' \
		'AUC, that is, how well it sorts.' 'AUC – i.e. the sorting – fell.' \
		'AUC means that it sorts well.' 'The "AUC" (how it sorts) fell.'; do
		say "$text"
		finds
	done
	for text in 'The AUC (0.93) fell.' 'The AUC (see below) fell.' 'The AUC (v2) fell.' '(AUC)'; do
		say "$text"
		finds AUC
	done
}

@test "a link to the glossary explains" {
	say 'The [AUC](../words/feed.md) fell, and the AUC rose.'
	finds
	say 'The AUC fell; see the [words](../words/feed.md#terms).'
	finds
}

@test "the document's own list explains, where it says something" {
	say 'The AUC and the recall of 0.9 fell.

## Words

| Word | Meaning |
|---|---|
| AUC | how well it sorts |
| recall | - |'
	finds recall
}

@test "a term without a translation asks for an explanation; its line is one" {
	words more <<'END'
| gizmo | - | - | What turns around. | no | research | - | - |
END
	say 'The gizmo broke.'
	handoff_run check --fix "$NOTE"
	assert_output "$NOTE:12:5: error: \"gizmo\" is a word of research: say it in other words, or explain it behind it in parentheses [glossary/jargon]"
	say 'The gizmo is what turns around.'
	finds
}

@test "an exception lets it stand, with a reason" {
	say '<!-- handoff: allow glossary/jargon because the readers asked for this word -->

The AUC fell.'
	finds
}

# ---- What --fix writes ------------------------------------------------------------------------------

@test "--fix writes the translation behind the first use, and the document is good then" {
	say 'The AUC fell. An **AUC** rose.

| What | Much |
|---|---|
| model decay | 3 |'
	handoff_run check --fix "$NOTE"
	assert_status 0
	assert_in_file "$NOTE" 'The AUC (ranking quality) fell. An **AUC** rose.'
	assert_in_file "$NOTE" '| model decay (accuracy degradation) | 3 |'
	assert_in_output "$NOTE:12:5: fixed: translated as \"ranking quality\" [glossary/jargon]"
	handoff_run check --strict "$NOTE"
	assert_silent
}

@test "--fix leaves alone what it could spoil" {
	local text

	for text in 'The recall of 0.93 fell.' 'They quantised it.' 'An AUC-based rule.' "The AUC's fall." \
		'The *model* drift.' 'The model&#32;drift.' 'The AUC (see below).'; do
		say "$text"
		cp "$NOTE" before
		handoff_run check --fix "$NOTE"
		cmp before "$NOTE"
		assert_in_output '[glossary/jargon]'
	done
	say 'The AUC fell.' 1 'signoffs: [{role: receiver, by: bob}]'
	cp "$NOTE" before
	handoff_run check --fix "$NOTE"
	cmp before "$NOTE"
}

@test "--fix writes no translation that Markdown would read as more than text" {
	sed -i 's/| ranking quality |/| *ranking* [quality](x) |/' handoff/words/feed.md
	say 'The AUC fell.'
	cp "$NOTE" before
	handoff_run check --fix "$NOTE"
	# The cell reads "ranking quality", and that is what is written.
	assert_in_file "$NOTE" 'The AUC (ranking quality) fell.'
	sed -i 's/| \*ranking\* \[quality\](x) |/| `rank` \\*quality\\* |/' handoff/words/feed.md
	cp before "$NOTE"
	handoff_run check --fix "$NOTE"
	cmp before "$NOTE"
}

# ---- Glossaries -------------------------------------------------------------------------------------

@test "two glossaries that translate a word differently conflict, each at its row" {
	words search <<'END'
| recalls | - | completeness | - | yes | research | - | - |
| rank score | FP | false alarm | - | no | research | - | - |
END
	handoff_run check handoff/words
	assert_status 1
	assert_line 'handoff/words/feed.md:16:3: error: "recall" is "catch rate" here and "completeness" in handoff/words/search.md:13 [glossary/conflict]'
	assert_line 'handoff/words/search.md:13:3: error: "recalls" is "completeness" here and "catch rate" in handoff/words/feed.md:16 [glossary/conflict]'
	assert_equal "$(grep -c glossary/ "$OUT")" 2
}

@test "a conflict is found though only one of the two is checked" {
	words search <<'END'
| recall | - | completeness | - | yes | research | - | - |
END
	handoff_run check handoff/words/search.md
	assert_status 1
	assert_in_output '"recall" is "completeness" here and "catch rate" in handoff/words/feed.md:16 [glossary/conflict]'
}

@test "a draft is held to an agreed glossary, and that is not held to the draft" {
	words search <<'END'
| recall | - | completeness | - | yes | research | - | - |
END
	sed -i 's/status: agreed/status: draft/' handoff/words/search.md
	handoff_run check handoff/words
	assert_status 0
	assert_output 'handoff/words/search.md:13:3: warning: "recall" is "completeness" here and "catch rate" in handoff/words/feed.md:16 [glossary/conflict]'
}

@test "glossaries of two languages, and one that counts no more, do not conflict" {
	words recht 'language: de' <<'END'
| recall | - | Trefferquote | - | yes | research | - | - |
END
	words old <<'END'
| recall | - | hit share | - | yes | research | - | - |
END
	sed -i 's/status: agreed/status: old/' handoff/words/old.md
	handoff_run check handoff/words
	assert_status 0
	assert_silent
}

@test "a word that stands twice, in whatever form, is named with the other row" {
	words feed <<'END'
| hold-out set | - | exam kept secret | - | no | research | - | - |
| exam | Holdout sets | secret | - | no | research | - | - |
END
	handoff_run check handoff/words
	assert_status 1
	assert_output 'handoff/words/feed.md:14:3: error: "Holdout sets" has a row already: "hold-out set" in line 13 [glossary/duplicate]'
}

@test "two rows are not one because another glossary calls them so" {
	words aaa <<'END'
| playbook | runbook | - | Steps. | no | operations | - | - |
END
	words zzz <<'END'
| runbook | - | - | Steps for work. | no | operations | - | - |
| playbook | - | - | Steps for an incident. | no | operations | - | - |
END
	handoff_run check handoff/words
	assert_status 0
	assert_silent
}

@test "terms that no document uses are information, and only where all are checked" {
	say 'Model drift, false positives, AUC, recall, loss, training, hold-out sets, quantization: 3'
	handoff_run check
	assert_in_output 'handoff/words/feed.md:21:3: info: "hyperparameter" is used in no document [glossary/unused]'
	assert_equal "$(grep -c glossary/unused "$OUT")" 3
	handoff_run check handoff/words
	assert_silent
	handoff_run check handoff/words handoff/note
	refute grep -q glossary/unused "$OUT"
}

@test "many unused terms are one finding" {
	rm -r handoff/note
	handoff_run check
	assert_status 0
	assert_output 'handoff/words/feed.md:13:3: info: 11 of its words are used in no document: "model drift", "false positive", "AUC", "recall", "loss", "training", "hold-out set", "quantization", "hyperparameter", "confusion matrix" and 1 more; `handoff glossary` shows which [glossary/unused]'
}

@test "an exception from unused is not called unneeded where only a part is checked" {
	rm -r handoff/note
	sed -i 's/^## Terms/&\n\n<!-- handoff: allow glossary\/unused because they are heard in meetings -->/' handoff/words/feed.md
	handoff_run check --strict
	assert_status 0
	assert_silent
	handoff_run check --strict handoff/words/feed.md
	assert_status 0
	assert_silent
}

@test "each rule can be switched off" {
	printf 'severity: {glossary: off}\n' >>.handoff/config.yaml
	say 'We saw model drift.'
	handoff_run check
	assert_silent
}

@test "many terms in much text are found in little time" {
	local i

	for i in {1..9000}; do
		printf '| a a a a a a b%d | c%d, d%d | x x x x x x y%d | - | no | research | z, # | - |\n' "$i" "$i" "$i" "$i"
	done | words many
	say "$(for i in {1..40000}; do printf 'a %s' "$([ $((i % 300)) -ne 0 ] || printf 'x z\n\n')"; done)"
	TIME_LIMIT=20 handoff_run check
	assert_withstood
	[ "$status" -ne 124 ]
}

# ---- What a contract may say ------------------------------------------------------------------------

@test "mistakes in audience and terms are told, with their places" {
	sed -i 's/side: operations, level/side: operatons, level/; s/translation: Meaning/translation: Meening/' .handoff/templates/note.md
	sed -i 's/language: language, not-at/language: lang, not-at/; s/beside: Beside/besides: Beside/' .handoff/templates/words.md
	say 'Nothing.'
	handoff_run check
	assert_status 2
	assert_in_errors 'note.md:5:20: error: an audience cannot be "operatons"; did you mean "operations"? [template/value]'
	assert_in_errors 'error: the table of "Words" has no column "Meening" [template/reference]'
	assert_in_errors 'error: no field "lang" in this contract [template/reference]'
	assert_in_errors 'error: unknown key "besides" in "terms"; did you mean "beside"? [template/unknown-key]'
}

@test "kinds says who reads what" {
	handoff_run kinds note
	assert_line '  read by operations where level is not 3: words of others are translated'
	assert_in_output 'Words; may be left out; explains words to the readers of the document'
}
