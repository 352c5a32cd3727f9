# Types lines into a shell at a terminal of its own, as a person would, and prints what the command handoff was
# given then: "<check><handoff/a.md>", a line for each.
#
#     zsh -f type.zsh 'SHELL ARGUMENT...' LINE...
#
# The shell has to define a function of that name that prints `SAW` before the words and `END` behind them, and to print
# `READY` when it has begun.
zmodload zsh/zpty || exit

typeset seen=

wait_for() { # TEXT
	local part
	integer i

	for i in {1..1200}; do
		while zpty -r -t shell part; do seen+=$part; done
		[[ $seen == *$1* ]] && return
		sleep 0.05
	done
	print -r -- "not seen: $1 in ${(qqqq)seen}"
	zpty -d shell
	exit 1
}

zpty -b shell $1 || exit
shift
wait_for READY
for line; do
	seen=
	zpty -w -n shell "$line"$'\n'
	wait_for END
	seen=${seen%%END*}
	print -r -- "${seen##*SAW}"
done
zpty -d shell
