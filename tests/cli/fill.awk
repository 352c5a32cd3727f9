# Fills a new document in, as its guidance says: with what a finished document of its kind holds.
#
#     awk -f fill.awk NEW FINISHED NEW
#
# Fields and sections are those of NEW; a field gets the value, a section the content that FINISHED has under the same name,
# with the headings of FINISHED's own below it. Optional fields that NEW does not write follow behind; a section that FINISHED
# does not have is deleted, and so is guidance: what a writer does.

function end_field() {
	if (name != "")
		value[name] = text
	name = text = ""
}

function key_of(line) {
	return substr(line, 1, index(line, ":") - 1)
}

FNR == 1 {
	file++
	part = "start"
	fenced = 0
	section = ""
}

# Front matter.
$0 == "---" && part == "start" {
	part = "front"
	if (file == 3)
		print
	next
}
$0 == "---" && part == "front" {
	part = "body"
	if (file == 2)
		end_field()
	for (i = 1; file == 3 && i <= n_names; i++) {
		if (!(names[i] in written))
			printf "%s", value[names[i]]
	}
	if (file == 3)
		print
	next
}
part == "front" && file == 1 { next }
part == "front" && file == 2 {
	if ($0 ~ /^[A-Za-z0-9_-]+:/) {
		end_field()
		name = key_of($0)
		names[++n_names] = name
	}
	text = text $0 "\n"
	next
}
part == "front" {
	name = key_of($0)
	written[name] = 1
	if (name ~ /^(kind|id|title|status)$/ || !(name in value))
		print
	else
		printf "%s", value[name]
	next
}

# Body: headings outside code.
/^(```|~~~)/ { fenced = !fenced }
file == 1 {
	if (!fenced && /^##+ /)
		asked[$0] = 1
	next
}
!fenced && /^##+ / && ($0 in asked) {
	section = $0
	if (file == 2)
		finished[section] = 1
	else if (section in finished)
		printf "%s\n\n%s", section, content[section]
	next
}
file == 2 {
	if (section != "" && !(content[section] == "" && $0 == ""))
		content[section] = content[section] $0 "\n"
}
file == 3 && section == "" && /^# / { print $0 "\n" }
