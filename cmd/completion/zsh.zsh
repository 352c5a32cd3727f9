#compdef handoff
# zsh completion for handoff: a file _handoff in a directory of $fpath, or `source <(handoff completion zsh)`
# after compinit.

_handoff()
{
	local line word ret=1
	local -a plain open

	while IFS= read -r line; do
		word=${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}
		case $line in
		:*)
			[[ $PREFIX != --*=* ]] || compset -P '*='
			if [[ $line == :directories ]]; then _files -/; else _files; fi
			return
			;;
		*=$'\t'*) open+=($word) ;;
		*) plain+=($word) ;;
		esac
	done < <(command handoff completion --candidates -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)
	(( ! $#open )) || _describe -V handoff open -S '' && ret=0
	(( ! $#plain )) || _describe -V handoff plain && ret=0
	return ret
}

if [[ $funcstack[1] == _handoff ]]; then
	_handoff "$@"
else
	compdef _handoff handoff
fi
