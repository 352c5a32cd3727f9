#!/usr/bin/env bats
# handoff completion SHELL: what TAB offers, and how bash, fish and zsh take it

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper

COMPLETION=$PROJECT/cmd/completion

local_setup() {
	handoff init --bare-bones --no-hooks >/dev/null
}

# The words after `handoff` up to the cursor, the last of which is being typed; what can stand for it, sorted.
offered() { # WORD...
	handoff completion --candidates -- "$@" 2>/dev/null | cut -f 1 | sort
}

commands() {
	handoff help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'
}

# Verbs behind a kind that has them.
verbs() {
	handoff help | sed -n 's/^  \([A-Za-z-]* [a-z][a-z]*\)  .*/\1/p' | sed 's/^KIND /readiness /'
}

# What --format takes, by the help of a command.
formats() { # COMMAND...
	handoff help "$@" | awk '/^($|  -)/ { on = /^  --format /; sub(/^[^:]*: /, "") } on' |
		sed 's/([^)]*)//g; s/,/ /g; s/ or / /g' | tr -s ' ' '\n' | sed '/^$/d' | sort
}

# A kind with names and values that shells have to quote.
awkward_kind() {
	note_kind
	sed -i "s/^    title:.*/&\n    stage: {enum: [pre prod, 'a:b', \"it's\", '\$(x)', prod]}\n    owner: {type: person}\n    safe: {type: yes-no}\n    tags: {type: list, of: {enum: [red, blue]}}\n    more: {type: map}/" \
		.handoff/templates/note.md
}

# Documents and a directory with a blank in its name, which is no repository.
files() {
	note handoff/note/a.md A
	mkdir -p 'my docs/deep'
}

# ---- The scripts -----------------------------------------------------------------------------------

@test "completion prints a script for each shell, which that shell can read" {
	handoff_ok completion bash
	bash -n "$OUT"
	cmp "$OUT" "$COMPLETION/bash.bash"
	handoff_ok completion fish
	fish --no-execute "$OUT"
	cmp "$OUT" "$COMPLETION/fish.fish"
	handoff_ok completion zsh
	zsh -f -n "$OUT"
	cmp "$OUT" "$COMPLETION/zsh.zsh"
	assert_equal "$(head -n 1 "$OUT")" '#compdef handoff'
}

@test "shellcheck finds nothing in the script for bash" {
	command -v shellcheck >/dev/null || skip "no shellcheck"
	shellcheck "$COMPLETION/bash.bash"
}

@test "completion of another shell, of none, or of two is refused" {
	handoff_run completion
	assert_refused 'which shell? completion takes bash, fish or zsh'
	handoff_run completion tcsh
	assert_refused 'completion takes bash, fish or zsh, not "tcsh"'
	handoff_run completion bash zsh
	assert_refused 'completion takes one shell'
}

@test "completion works outside of a repository" {
	mkdir ../elsewhere
	cd ../elsewhere
	handoff_ok completion zsh
	assert_equal "$(offered readi)" readiness
	assert_equal "$(offered ch)" check
}

@test "the scripts are installed where each shell looks, and removed from there" {
	local place=$BATS_TEST_TMPDIR/place

	make -s -C "$PROJECT" install-completion DESTDIR="$place" PREFIX=/usr
	cmp "$place/usr/share/bash-completion/completions/handoff" "$COMPLETION/bash.bash"
	cmp "$place/usr/share/fish/vendor_completions.d/handoff.fish" "$COMPLETION/fish.fish"
	cmp "$place/usr/share/zsh/site-functions/_handoff" "$COMPLETION/zsh.zsh"
	make -s -C "$PROJECT" uninstall DESTDIR="$place" PREFIX=/usr
	assert_equal "$(find "$place" -type f)" ''
}

# ---- What is offered -------------------------------------------------------------------------------

@test "the first word is a command, with what it does, or a kind, with its name" {
	note_kind
	handoff_run completion --candidates -- ch
	assert_status 0
	assert_output 'check	hold documents to their contracts'
	handoff_run completion --candidates -- no
	assert_output 'note	Note'
	handoff kinds --format json | jq -r '.[].kind' >../kinds
	commands >>../kinds
	assert_equal "$(offered '')" "$(sort ../kinds)"
	assert_equal "$(offered qqq)" ''
}

@test "after a kind stand its verbs, after anything else nothing" {
	assert_equal "$(offered readiness '')" "$(verbs | sed -n 's/^readiness //p' | sort)"
	assert_equal "$(offered nothing '')" ''
	assert_equal "$(offered readiness nothing '')" ''
	assert_equal "$(offered nothing new --f)" --from
}

@test "every command offers each option that its help has" {
	local -a words

	mkdir -p .handoff/templates
	printf -- '---\nkind: bare\ncontract: {name: Bare, about: No fields., directory: handoff/bare}\n---\n# {{title}}\n' \
		>.handoff/templates/bare.md
	while read -r -a words <&3; do
		handoff_ok help "${words[@]}"
		# The fields of a kind are options too: with a kind that has none, only those of help are left.
		[ "${words[1]-}" != new ] || words[0]=bare
		assert_equal "$(offered "${words[@]}" --)" \
			"$(sed -n 's/^  \(-., \)\?\(--[a-z-]*\) .*/\2/p' "$OUT" | sort)"
	done 3< <(
		commands
		verbs
	)
}

@test "the fields of a kind are options of its new, each with what it can be" {
	offered postmortem new --incident | grep -qx -- --incident
	assert_equal "$(offered postmortem new -- | grep -x -e --incident-id -e --title)" ''
	assert_equal "$(offered postmortem new --sev)" --severity
	assert_equal "$(offered postmortem new --severity '')" "$(printf 'sev%s\n' 1 2 3 4 5)"
	assert_equal "$(offered postmortem new --severity=sev1)" --severity=sev1
	assert_equal "$(offered postmortem new --severity sev2 --detected-by c)" customer
	assert_equal "$(offered postmortem list --sev)" ''
}

@test "--as offers the roles that somebody holds, --owner the people" {
	printf 'people:\n  alice: {name: Alice Ng, emails: [alice@example.com], roles: [research-lead]}\n' >.handoff/people.yaml
	assert_equal "$(offered sign x.md --as '')" research-lead
	assert_equal "$(offered revoke x.md --as r)" research-lead
	assert_equal "$(offered actions --owner '')" alice
	printf 'people: [\n' >.handoff/people.yaml
	assert_equal "$(offered sign x.md --as '')" ''
	assert_equal "$(offered actions --owner '')" ''
}

@test "every --format offers what help says of it, and the command takes that and nothing else" {
	local format
	local -a words

	while read -r -a words <&3; do
		handoff help "${words[@]}" | grep -q -- '--format' || continue
		assert_equal "$(offered "${words[@]}" --format '')" "$(formats "${words[@]}")"
		assert_equal "$(offered "${words[@]}" --format= | sed 's/^--format=//')" \
			"$(formats "${words[@]}")"
		for format in $(formats "${words[@]}") nonsense; do
			handoff_run "${words[@]}" --format "$format"
			if [ "$format" = nonsense ]; then
				assert_refused '--format takes '
				assert_in_errors 'not "nonsense"'
			else
				refute grep -qF -- '--format takes' "$ERR"
			fi
		done
	done 3< <(
		commands
		verbs
	)
}

@test "every argument that help names is one that completion knows" {
	local name
	local -a words

	while read -r -a words <&3; do
		handoff_ok help "${words[@]}"
		for name in $(sed -n '1s/^usage: handoff \([A-Za-z-]* \)\?[a-z]* *//p
			s/^  \(-., \)\?--[a-z-]* \([A-Z=]*\) .*/\2/p' "$OUT" | tr -d '[].'); do
			[ "$name" = OPTION ] ||
				grep -qE "\{\"$name\", (offer|nth)_" "$PROJECT"/cmd/{candidates,argument}.c ||
				fail "${words[*]}: $name"
		done
	done 3< <(
		commands
		verbs
	)
}

@test "a verb that one kind alone has is offered there alone" {
	assert_equal "$(offered game-day '')" 'cards
list
new'
	assert_equal "$(offered readiness '')" 'list
new'
	assert_equal "$(offered game-day cards --no)" --no-injects
	assert_equal "$(offered readiness cards --no)" ''
}

@test "the options before the command, and their values" {
	assert_equal "$(offered --)" '--color
--help
--no-pager
--version'
	assert_equal "$(offered --color '')" 'always
auto
never'
	assert_equal "$(offered --color=al)" --color=always
	assert_equal "$(offered -C '')" :directories
	assert_equal "$(offered --no-pager --color never ki)" kinds
	assert_equal "$(offered -- ki)" kinds
	handoff_run --color sometimes check
	assert_refused '--color takes auto, always or never, not "sometimes"'
}

@test "-C is where kinds are looked for, also below the home directory" {
	note_kind
	mkdir ../elsewhere
	cd ../elsewhere
	assert_equal "$(offered kinds no)" ''
	assert_equal "$(offered -C ../repo kinds no)" note
	assert_equal "$(offered -C../repo kinds no)" note
	assert_equal "$(offered -C .. -C repo kinds no)" note
	# shellcheck disable=SC2088  # the program expands it
	assert_equal "$(HOME=$BATS_TEST_TMPDIR offered -C '~/repo' kinds no)" note
	assert_equal "$(offered -C ../repo check '')" ''
	assert_equal "$(offered -C /nonexistent kinds readi)" readiness
}

@test "kinds, commands, shells, rules and families" {
	note_kind
	assert_equal "$(offered kinds no)" note
	assert_equal "$(offered help n)" new
	assert_equal "$(offered completion '')" 'bash
fish
zsh'
	assert_equal "$(offered explain li | head -n 3)" 'lifecycle
lifecycle/edited-after
lifecycle/premature'
	assert_equal "$(offered explain '')" "$({
		sed -n 's/^## \([a-z]*\/[a-z-]*\)$/\1/p' "$PROJECT"/lib/check/rules/*.md
		sed -n 's/^## \([a-z]*\)\/[a-z-]*$/\1/p' "$PROJECT"/lib/check/rules/*.md
	} | sort -u)"
}

@test "rules of contracts are offered once their kind stands there, own kinds among them" {
	note_kind
	sed -i 's/^  lifecycle:/  rules:\n    - {id: short, require: {title: {present: true}}, because: "who reads long ones?"}\n&/' \
		.handoff/templates/note.md
	handoff_run completion --candidates -- explain note/
	assert_output 'note/short	who reads long ones?'
	assert_equal "$(offered explain note)" ''
	assert_equal "$(offered explain readiness/)" \
		"$(handoff kinds readiness --format json | jq -r '"readiness/" + .rules[].id' | sort)"
}

@test "behind glossary, which is a command and a kind, the kind's verbs are offered with their options" {
	assert_equal "$(offered glossary '')" "$(verbs | sed -n 's/^readiness //p' | sort)"
	assert_equal "$(offered glossary --f)" --format
	assert_equal "$(offered glossary new --dry)" --dry-run
	assert_equal "$(offered glossary list --status re)" 'rejected
retired'
	assert_equal "$(offered glossary --format '')" 'csv
json
text'
}

@test "statuses, fields and their values are those of the kind" {
	awkward_kind
	assert_equal "$(offered note list --status '')" 'done
draft'
	assert_equal "$(offered note list --status=dr)" --status=draft
	assert_equal "$(offered nothing list --status '')" ''
	assert_equal "$(offered note new --set '')" 'id=
owner=
safe=
stage=
status=
tags='
	assert_equal "$(offered note new --set=st)" '--set=stage=
--set=status='
	assert_equal "$(offered note new --set stage=)" 'stage=$(x)
stage=a:b
stage=it'"'"'s
stage=pre prod
stage=prod'
	assert_equal "$(offered note new --set status=dr)" status=draft
	assert_equal "$(offered note new --set owner=)" owner=alice
	assert_equal "$(offered note new --set safe=)" 'safe=no
safe=yes'
	assert_equal "$(offered note new X --set tags=red --set tags=b)" tags=blue
	assert_equal "$(offered note new --set none=)" ''
	assert_equal "$(offered nothing new --set '')" ''
}

@test "what is offered to --set is what --set takes" {
	local setting

	awkward_kind
	for setting in status=done stage=prod owner=alice safe=yes tags=red id=y; do
		[ "$(offered note new --set "$setting")" = "$setting" ] || [ "$setting" = id=y ] || fail "$setting"
		handoff_ok note new X --dry-run --set "$setting"
	done
}

@test "files for paths, also behind --, and nothing for titles and numbers" {
	assert_equal "$(offered check '')" :files
	assert_equal "$(offered check a b '')" :files
	assert_equal "$(offered check -- -)" :files
	assert_equal "$(offered check -- --fo)" :files
	assert_equal "$(offered brief new --from '')" :files
	assert_equal "$(offered brief new --from=han)" :files
	assert_equal "$(offered brief new '')" ''
	assert_equal "$(offered check --jobs '')" ''
	assert_equal "$(offered check -j '')" ''
	assert_equal "$(offered kinds brief '')" ''
	assert_equal "$(offered check --bogus '')" :files
}

@test "a policy that cannot be used leaves commands, options and rules" {
	printf 'version: 2\n' >.handoff/config.yaml
	handoff_run completion --candidates -- ch
	assert_status 0
	assert_output 'check	hold documents to their contracts'
	handoff_run completion --candidates -- readiness ''
	assert_status 0
	assert_output ''
	assert_equal "$(offered explain link/br)" link/broken
	assert_equal "$(offered check --str)" --strict
}

@test "what templates say is offered on one line, without escapes" {
	note_kind
	sed -i 's/name: Note/name: "No\\te\\n:files \\e[31m\\u202e"/; s/about: .*/about: "a\\nb"/' \
		.handoff/templates/note.md
	handoff_run completion --candidates -- no
	assert_withstood
	[ "$(wc -l <"$OUT")" -le 1 ] || fail "more than a line"
}

@test "words that make no sense are withstood" {
	local words

	for words in '' '=' '= =' - -- '-- --' --= --format= -C '-Cx -' '--set =' '--C ' \
		'readiness new --set =' 'check --format = = =' 'explain /' 'explain readiness/' '- - -' \
		'completion --candidates -- -'; do
		# shellcheck disable=SC2086  # words
		handoff_run completion --candidates -- $words
		assert_status 0
		assert_no_errors_said
	done
	handoff_run completion --candidates -- $'\n' $'\e[31m' $'\xff='
	assert_status 0
	assert_clean_bytes "$OUT"
	handoff_run completion --candidates
	assert_status 0
	assert_silent
}

@test "completion to a full device is trouble" {
	[ -c /dev/full ] || skip "no /dev/full"
	status=0
	handoff completion bash >/dev/full 2>"$ERR" || status=$?
	assert_equal "$status" 2
}

@test "TAB writes nothing" {
	note_kind
	tree >../before
	offered '' >/dev/null
	offered note new --set owner= >/dev/null
	tree | cmp - ../before
}

# ---- The shells ------------------------------------------------------------------------------------

# What a shell begins with: instead of a command, a function that shows what it is given.
begin() { # FILE LINE...
	local file=$1

	shift
	mkdir -p "${file%/*}"
	{
		printf '%s\n' 'PS1="> "' 'unset PROMPT_COMMAND' \
			'handoff() { if [ "$1" = completion ]; then command handoff "$@"; return; fi' \
			'printf SAW; [ $# -eq 0 ] || printf "<%s>" "$@"; echo END; }'
		printf '%s\n' "$@" 'echo READY'
	} >"$file"
}

# Types pairs of lines and what the command is to be given then into a shell.
types() { # SHELL LINE EXPECTED...
	local shell=$1
	local -a lines=() expected=()

	shift
	while [ $# -gt 0 ]; do
		lines+=("$1")
		expected+=("$2")
		shift 2
	done
	keep zsh -f "$PROJECT/tests/cli/type.zsh" "$shell" "${lines[@]}"
	printf '%s\n' "${expected[@]}" >../expected
	diff ../expected "$OUT" || fail "of ${#lines[@]} lines"
	assert_status 0
}

# The lines that are the same in bash and zsh.
SAME_LINES=(
	$'handoff che\t' '<check>'
	$'handoff no\tn\t' '<note><new>'
	$'handoff kinds --fo\tj\t' '<kinds><--format><json>'
	$'handoff kinds --format=j\t' '<kinds><--format=json>'
	$'handoff --color=al\tki\t' '<--color=always><kinds>'
	$'handoff note new "A b" --set st\tg\tpre\t' '<note><new><A b><--set><stage=pre prod>'
	$'handoff note new --set stage=pre\\ p\t' '<note><new><--set><stage=pre prod>'
	$'handoff note new --set "stage=pre p\t' '<note><new><--set><stage=pre prod>'
	$'handoff note new --set stage=a\t' '<note><new><--set><stage=a:b>'
	$'handoff note new --set stage=a:\t' '<note><new><--set><stage=a:b>'
	$'handoff note new --set stage=it\t' '<note><new><--set><stage=it'"'"'s>'
	$'handoff note new --set=stage=pro\t' '<note><new><--set=stage=prod>'
	$'handoff note new --set stage=\\$\t' '<note><new><--set><stage=$(x)>'
	$'handoff note list --status dr\t' '<note><list><--status><draft>'
	$'handoff note list --status "dr\t' '<note><list><--status><draft>'
	$'handoff explain link/br\t' '<explain><link/broken>'
	$'handoff check handoff/note/\t' '<check><handoff/note/a.md>'
	$'handoff -C my\\ docs che\t' '<-C><my docs><check>'
	$'echo; handoff che\t' '<check>'
	$'X=1 handoff che\t' '<check>'
	$'handoff readiness new A\t' '<readiness><new><A>'
	$'handoff qqq\t' '<qqq>'
)

BASH_LINES=(
	"${SAME_LINES[@]}"
	$'handoff kinds --format \e*' '<kinds><--format><json><mdoc><template><text>'
	$'handoff kinds --format=\e*' '<kinds><--format=json><mdoc><template><text>'
	$'handoff note new --set safe=\e*' '<note><new><--set><safe=no><yes>'
	$'handoff note new --set st\e*' '<note><new><--set><stage=><status=>'
	$'handoff check my\t' '<check><my docs/>'
	$'handoff -C "my d\t' '<-C><my docs/>'
	$'handoff -C hand\t' '<-C><handoff/>'
	$'handoff brief new --from=handoff/note/\t' '<brief><new><--from=handoff/note/a.md>'
	$'handoff chec x\e[D\e[D\t' '<check><x>'
)

# bats test_tags=no-valgrind
@test "bash completes what is typed, without bash-completion" {
	[ -c /dev/ptmx ] || skip "no pseudo-terminals"
	awkward_kind
	files
	begin ../start 'complete -r' 'source <(command handoff completion bash)'
	types 'bash --noprofile --rcfile ../start -i' "${BASH_LINES[@]}"
}

# bats test_tags=no-valgrind
@test "bash completes where = and : do not part words" {
	[ -c /dev/ptmx ] || skip "no pseudo-terminals"
	awkward_kind
	files
	begin ../start 'complete -r' 'COMP_WORDBREAKS=${COMP_WORDBREAKS//[=:]/}' \
		'source <(command handoff completion bash)'
	types 'bash --noprofile --rcfile ../start -i' "${SAME_LINES[@]}"
}

# bats test_tags=no-valgrind
@test "bash-completion loads the installed script, and that completes what is typed" {
	local loader=/usr/share/bash-completion/bash_completion

	[ -c /dev/ptmx ] || skip "no pseudo-terminals"
	[ -e "$loader" ] || skip "no bash-completion"
	make -s -C "$PROJECT" install-completion DESTDIR="$BATS_TEST_TMPDIR/place" PREFIX=/usr
	awkward_kind
	files
	begin ../start "export XDG_DATA_DIRS=$BATS_TEST_TMPDIR/place/usr/share:/usr/share" "source $loader"
	types 'bash --noprofile --rcfile ../start -i' "${BASH_LINES[@]}" $'time handoff che\t' '<check>'
}

# With a key that inserts all that is offered, as M-* does in bash.
begin_zsh() { # BEFORE AFTER: what stands round the completion system's own start
	begin ../zsh/.zshrc "$1" 'autoload -Uz compinit' "compinit -u -d $BATS_TEST_TMPDIR/dump" "$2" \
		'zle -C all-matches complete-word _generic' "bindkey '^Xa' all-matches" \
		"zstyle ':completion:all-matches:*' old-matches only" \
		"zstyle ':completion:all-matches::::' completer _all_matches"
}

ZSH_LINES=(
	"${SAME_LINES[@]}"
	$'handoff note new --set safe=\t\x18a' '<note><new><--set><safe=yes><safe=no>'
	$'handoff check my\t' '<check><my docs>'
	$'handoff -C my\t che\t' '<-C><my docs><check>'
	$'handoff brief new --from=handoff/note/\t' '<brief><new><--from=handoff/note/a.md>'
	$'handoff note new --set stage=pr X\e[D\e[D\te\t' '<note><new><--set><stage=pre prod><X>'
)

# bats test_tags=no-valgrind
@test "zsh completes what is typed" {
	[ -c /dev/ptmx ] || skip "no pseudo-terminals"
	awkward_kind
	files
	begin_zsh '' 'source <(command handoff completion zsh)'
	ZDOTDIR=$BATS_TEST_TMPDIR/zsh types 'zsh -d -i' "${ZSH_LINES[@]}"
}

# bats test_tags=no-valgrind
@test "zsh finds the installed script, and that completes what is typed" {
	[ -c /dev/ptmx ] || skip "no pseudo-terminals"
	make -s -C "$PROJECT" install-completion DESTDIR="$BATS_TEST_TMPDIR/place" PREFIX=/usr
	awkward_kind
	files
	begin_zsh "fpath=($BATS_TEST_TMPDIR/place/usr/share/zsh/site-functions \$fpath)" ''
	ZDOTDIR=$BATS_TEST_TMPDIR/zsh types 'zsh -d -i' "${ZSH_LINES[@]}"
}

fish_offers() { # LINE EXPECTED
	assert_equal "$(fish --no-config -c 'command handoff completion fish | source; complete -C $argv[1]' \
		"$1" 2>&1 | cut -f 1)" "$2"
}

@test "fish completes commands, kinds, options, values and files" {
	awkward_kind
	files
	fish_offers 'handoff che' check
	fish_offers 'handoff no' note
	fish_offers 'handoff kinds --fo' --format
	fish_offers 'handoff kinds --format ' 'json
mdoc
template
text'
	fish_offers 'handoff kinds --format=j' --format=json
	fish_offers 'handoff note new --set safe=' 'safe=no
safe=yes'
	fish_offers 'handoff note new --set stage=pre\ p' 'stage=pre prod'
	fish_offers 'handoff note new --set "stage=pre p' 'stage=pre prod'
	fish_offers 'handoff note new --set stage=a' stage=a:b
	fish_offers 'handoff note list --status "dr' draft
	fish_offers 'handoff explain link/br' link/broken
	fish_offers 'handoff check handoff/note/' handoff/note/a.md
	fish_offers 'handoff check my' 'my docs/'
	fish_offers 'handoff check my\ docs/' 'my docs/deep/'
	fish_offers 'handoff brief new --from=handoff/note/' --from=handoff/note/a.md
	fish_offers 'handoff -C my' 'my docs/'
	fish_offers 'handoff -C handoff/note/' ''
	fish_offers 'handoff -C my\ docs che' check
	fish_offers 'echo; handoff che' check
	fish_offers 'X=1 handoff che' check
	fish_offers 'handoff brief new ' ''
	fish_offers 'handoff qqq' ''
}

@test "fish shows what a word stands for" {
	assert_equal "$(fish --no-config -c 'command handoff completion fish | source; complete -C "handoff che"')" \
		'check	hold documents to their contracts'
}

@test "fish finds the installed script" {
	make -s -C "$PROJECT" install-completion DESTDIR="$BATS_TEST_TMPDIR/place" PREFIX=/usr
	assert_equal "$(XDG_DATA_DIRS=$BATS_TEST_TMPDIR/place/usr/share fish -c 'complete -C "handoff che"' |
		cut -f 1)" check
}

@test "the shells complete the same in a repository that cannot be used" {
	printf 'version: 2\n' >.handoff/config.yaml
	fish_offers 'handoff che' check
	fish_offers 'handoff readi' ''
}
