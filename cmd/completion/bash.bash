# shellcheck shell=bash
# bash completion for handoff: `source <(handoff completion bash)`.

_handoff()
{
	local rest=${COMP_LINE:0:COMP_POINT} piece word before cur line i
	local -a words=()

	# bash cuts words at = and : too: what no blank parts is one word, of which the last piece is replaced.
	rest=${rest#*"${COMP_WORDS[0]}"}
	for ((i = 1; i <= COMP_CWORD; i++)); do
		piece=${COMP_WORDS[i]}
		if ((i == 1)) || [[ $rest == [[:space:]]* ]]; then
			words+=("${word-}")
			before=''
			word=''
		else
			before=$word
		fi
		rest=${rest#"${rest%%[![:space:]]*}"}
		((i < COMP_CWORD)) || piece=$rest
		rest=${rest#"$piece"}
		word+=$piece
	done
	words=("${words[@]:1}" "${word-}")
	cur=${word#"$before"}
	[[ -z $cur || $cur == *[!=:]* ]] || before=$word

	COMPREPLY=()
	while IFS= read -r line; do
		line=${line%%$'\t'*}
		case $line in
		:files) compopt -o default 2>/dev/null ;;
		:directories) compopt -o dirnames 2>/dev/null ;;
		*)
			[[ $line != *= ]] || compopt -o nospace 2>/dev/null
			line=${line#"${before//[\"\'\\]/}"}
			[[ $cur == [\"\']* ]] || printf -v line %q "$line"
			COMPREPLY+=("$line")
			;;
		esac
	done < <(command handoff completion --candidates -- "${words[@]//[\"\'\\]/}" 2>/dev/null)
}

complete -F _handoff handoff
