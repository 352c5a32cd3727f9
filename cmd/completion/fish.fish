# fish completion for handoff: `handoff completion fish | source`.

# The files that fish finds for a word, which may stand behind an option in it.
function __handoff_files
	set -l before (string match -r -- '^--[^=]*=' $argv)
	string replace -r -- '^' "$before" (complete -C "'' "(string replace -- "$before" '' $argv))
end

function __handoff_candidates
	set -l words (commandline -opc)
	set -l token (commandline -ct)
	for line in (command handoff completion --candidates -- $words[2..-1] (string replace -ra '["\'\\\\]' '' -- $token) 2>/dev/null)
		switch $line
			case :files
				__handoff_files $token
			case :directories
				__handoff_files $token | string match -r '.*/$'
			case '*'
				echo $line
		end
	end
end

complete -c handoff -f -a '(__handoff_candidates)'
