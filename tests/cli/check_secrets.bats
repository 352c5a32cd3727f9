#!/usr/bin/env bats
# text/secret: what looks like a credential, what does not, and that it is never shown.
#
# The credentials are put together here, so that no scanner finds one in this file.

load cli_helper

N=handoff/note/n.md
# Letters and digits as they stand in tokens: 60 of them.
R=aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0fG3iJ6xYaB3dE6gH9jK2mN5pQ8sT1v
PW=zQ9xK4mP7w

local_setup() {
	mkdir -p .handoff/templates handoff/note
	printf 'version: 1\n' >.handoff/config.yaml
	cat >.handoff/templates/note.md <<'END'
---
kind: note
contract:
  name: Note
  directory: handoff/note
  fields: {title: string, when: date, tier: {enum: [A, B]}, home: url}
  lifecycle: {initial: draft, draft: [done], done: []}
  sections:
    Log: {optional: true, table: {columns: {What: text, When: date}}}
  texts:
    - {id: no-jargon, none: "(?i)synergy.*", because: "plain words"}
---
# {{title}}

## Text

## Log

| What | When |
|---|---|
END
}

# Writes a document: TEXT begins in line 11; FIELDS in line 6 move it down.
text() { # TEXT [FIELDS]
	printf -- '---\nkind: note\nid: n\ntitle: N\nstatus: done\n%s---\n# N\n\n## Text\n\n%s\n' \
		"${2:+$2$'\n'}" "$1" >"$N"
}

# Each line of standard input is a text of its own that looks like WHAT, from COLUMN on.
looks_like() { # WHAT [COLUMN]
	local line

	while IFS= read -r line; do
		text "$line"
		handoff_run check
		assert_output "$N:11:${2:-1}: error: this looks like $1; its text is not shown here [text/secret]"
		assert_status 1
	done
}

# Each line of standard input is a text that no one should be troubled about.
is_harmless() {
	local line

	while IFS= read -r line; do
		text "$line"
		handoff_run check --strict
		assert_equal "$line: $output" "$line: "
		assert_status 0
	done
}

# Nothing of what was said, to a terminal either, has this in it.
never_says() { # SECRET
	local format

	for format in text json; do
		handoff_run check --format "$format"
		assert_status 1
		assert_not_in_output "$1"
		assert_no_errors_said
	done
	if script --version 2>/dev/null | grep -q util-linux; then
		keep script -qec 'TERM=xterm handoff --no-pager --color never check' /dev/null
		assert_in_output 'text/secret'
		assert_not_in_output "$1"
	fi
	grep -q 'error' "$OUT" || fail 'nothing was found'
}

# ---- What is found ---------------------------------------------------------------------------------

@test "private keys" {
	looks_like 'a private key' 1 <<END
-----BEGIN ${EMPTY-}PRIVATE KEY-----
-----BEGIN ${EMPTY-}RSA PRIVATE KEY-----
-----BEGIN ${EMPTY-}OPENSSH PRIVATE KEY-----
-----BEGIN ${EMPTY-}PGP PRIVATE KEY BLOCK-----
END
}

@test "tokens of clouds" {
	looks_like 'an AWS access key' <<END
AKIA${R:0:0}IOSFODNN7EXAMPLE
ASIA${R:0:0}IOSFODNN7EXAMPLE
END
	looks_like 'an AWS secret key' <<END
AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
aws_secret_access_key = "wJalrXUtnFEMIxK7MDENGxbPxRfiCYEXAMPLEKEY"
END
	looks_like 'a Google API key' <<END
AIza${R:0:35}
END
}

@test "tokens of hosts of code and packages" {
	looks_like 'a GitHub token' <<END
ghp_${R:0:36}
gho_${R:0:36}
ghs_${R:0:36}
github_pat_${R:0:40}
END
	looks_like 'a GitLab token' <<END
glpat-${R:0:20}
END
	looks_like 'an npm token' <<END
npm_${R:0:36}
END
	looks_like 'a Hugging Face token' <<END
hf_${R:0:34}
END
}

@test "tokens of services" {
	looks_like 'a Slack token' <<END
xoxb-1234567890-abc
END
	looks_like 'a Slack token' 9 <<END
https://hooks.slack.com/services/T0001/B0001/xyz
END
	looks_like 'a Stripe key' <<END
sk_live_${R:0:24}
rk_live_${R:0:24}
END
	looks_like 'an API key' <<END
sk-${R:0:48}
sk-proj-${R:0:48}
sk-ant-${R:0:48}
END
	looks_like 'a signed token (JWT)' <<END
eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc
END
}

@test "URLs with a password" {
	looks_like 'a URL with a password' <<END
postgres://user:s3cretpw@db/x
https://user:pass@example.com
redis://:s3cretpw@cache:6379
END
}

@test "passwords and keys by the name in front of them" {
	looks_like 'a password' <<END
password: ${PW}4
Password = "$PW"
passwd=$PW
passwort: $PW
PASSWORD: $PW
password: \`$PW\`
DB_PASSWORD=$PW
api_key: $PW
api-key=$PW
apikey: $PW
secret_key = $PW
access_token: $PW
auth-token: '$PW'
END
}

@test "anywhere: front matter, code, comments, cells, links, headings" {
	text 'Text.' "x-note: password=$PW"
	handoff_run check
	assert_output "$N:6:9: error: this looks like a password; its text is not shown here [text/secret]"
	text "\`\`\`sh
export API_KEY=$PW
\`\`\`

<!-- password: $PW -->

Said [here](https://user:$PW@example.com/).

### The password: $PW

## Log

| What | When |
|---|---|
| password: $PW | 2026-01-01 |"
	handoff_run check
	assert_output "$N:12:8: error: this looks like a password; its text is not shown here [text/secret]
$N:15:6: error: this looks like a password; its text is not shown here [text/secret]
$N:17:13: error: this looks like a URL with a password; its text is not shown here [text/secret]
$N:19:9: error: this looks like a password; its text is not shown here [text/secret]
$N:25:3: error: this looks like a password; its text is not shown here [text/secret]"
}

@test "two in one line, and one behind the other" {
	text "ghp_${R:0:36} AKIA${R:0:0}IOSFODNN7EXAMPLE"
	handoff_run check
	assert_output "$N:11:1: error: this looks like a GitHub token; its text is not shown here [text/secret]
$N:11:42: error: this looks like an AWS access key; its text is not shown here [text/secret]"
}

@test "CR LF, other writing in front of it, the last bytes of a file" {
	text 'Text.'
	printf '\xc3\xa4\xe2\x98\x83 password: %s\r\n' "$PW" >>"$N"
	handoff_run check
	assert_output "$N:12:4: error: this looks like a password; its text is not shown here [text/secret]"
	text 'Text.'
	printf 'password: %s' "$PW" >>"$N"
	handoff_run check
	assert_output "$N:12:1: error: this looks like a password; its text is not shown here [text/secret]"
}

@test "in a draft, in a document of an unknown kind, and in one with faults too" {
	text "password: $PW"
	sed -i 's/^status: .*/status: draft/' "$N"
	handoff_run check
	assert_status 1
	sed -i 's/^kind: .*/kind: nope/' "$N"
	handoff_run check
	assert_in_output "$N:11:1: error: this looks like a password; its text is not shown here [text/secret]"
	sed -i 's/^title: .*/title: [/' "$N"
	handoff_run check
	assert_in_output "$N:11:1: error: this looks like a password; its text is not shown here [text/secret]"
}

# ---- What is not -----------------------------------------------------------------------------------

@test "what documents say of secrets is none" {
	is_harmless <<'END'
The password is rotated every 90 days.
Password policy: 12 characters minimum
password: rotated every 90 days
password: see-the-vault
password: see 1password
passwords: 3 of 10 were found
The secret key: it lies in the vault.
token: abcdef123456
api key: see the runbook, section 42
A URL has the form https://user:PASSWORD@host or https://USER:MY_TOKEN@host.
END
}

@test "what stands for a secret is none" {
	is_harmless <<'END'
password: <from the vault, item 12345>
password: ${DB_PASSWORD1}
password: $DB_PASSWORD1
password: ********
password=env:DB_PASSWORD1
password: process.env.DB_PASSWORD1
password: os.environ['DB_PASSWORD1']
password: vault://kv/data/db1pass
password: kv/data/db1pass
https://user:${PASSWORD}@host
https://user:<password>@host
https://user:***@host
END
}

@test "URLs and addresses without a password" {
	is_harmless <<'END'
https://user@example.com/x
https://example.com:8080/a@b
http://[::1]:80/
https://example.com/?q=user:pass1234@x
s3://bucket/key
git@github.com:org/repo.git
mailto:alice@example.com
At 12:30:45 // alice@example.com
END
}

@test "digests, ids of commits, public keys, certificates" {
	is_harmless <<'END'
sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
commit 9ac6e57d8f1c2b3a4d5e6f708192a3b4c5d6e7f8
ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl
-----BEGIN PUBLIC KEY-----
-----BEGIN CERTIFICATE-----
-----BEGIN PGP PUBLIC KEY BLOCK-----
123e4567-e89b-12d3-a456-426614174000
END
}

@test "what is too short, or stands inside another word" {
	is_harmless <<END
AKIA${R:0:0}IOSFODNN7EXAMPL
xAKIA${R:0:0}IOSFODNN7EXAMPLE
ghp_${R:0:35}
xghp_${R:0:36}
glpat-${R:0:19}
AIza${R:0:34}
sk_test_${R:0:24}
risk-${R:0:36}
task-disk-${R:0:36}
wolf_${R:0:34}
password: hunter2
eyJhbGci.eyJzdWIi.abc
END
}

@test "the good documents have none" {
	good_documents
	rm -r .handoff/templates
	handoff_run check
	assert_not_in_output 'text/secret'
}

# ---- It is never shown -----------------------------------------------------------------------------

@test "never shown: in the text" {
	text "The password: $PW is long."
	never_says "$PW"
}

@test "never shown: in fields of which something else is wrong" {
	local field

	for field in "when: password=$PW" "tier: password=$PW" "password=$PW: x" "home: password=$PW" \
		"when: [\"https://user:$PW@example.com\"]" "x-note: &a password=$PW" "x-y: {password: $PW" \
		"tier: https://user:$PW@example.com"; do
		text 'Text.' "$field"
		never_says "$PW"
		[ "$(grep -c ' error: ' "$OUT")" -ge 2 ] || fail "one finding only for $field"
	done
}

@test "never shown: what the other findings say instead" {
	text 'Text.' "when: password=$PW"
	handoff_run check
	assert_output "$N:6:7: error: a field's value does not have the form that its contract asks for; its text is not shown here, as it looks like a secret [front/type]
$N:6:7: error: this looks like a password; its text is not shown here [text/secret]"
}

@test "never shown: id, title, status, headings, links, cells, rules on texts" {
	printf -- '---\nkind: note\nid: password=%s\ntitle: "password=%s"\nstatus: password=%s\n---\n' "$PW" "$PW" "$PW" >"$N"
	printf '# password=%s\n\n## Text password=%s\n\nx ![a](password=%s.md) [b](#password=%s)\n' "$PW" "$PW" "$PW" "$PW" >>"$N"
	printf '\nSynergy password=%s.\n\n## Log\n\n| What | When |\n|---|---|\n| x | password=%s |\n' "$PW" "$PW" >>"$N"
	never_says "$PW"
}

@test "never shown: a long one of which others show the beginning" {
	text 'Text.' "when: password=$R$R"
	never_says "${R:0:12}"
}

@test "never shown: in exceptions and their reasons" {
	text "<!-- handoff: allow password=$PW because it is so -->

<!-- handoff: allow text/secret because password=$PW is no secret -->

Text, <!-- handoff: alow password=$PW --> and more."
	handoff_run check
	assert_status 1
	assert_not_in_output "$PW"
	handoff_run check --format json
	assert_not_in_output "$PW"
	assert_equal "$(jq -r '.excepted[0].reason' "$OUT")" '(not shown, as it looks like a secret)'
}

@test "never shown: also where the rule is off" {
	printf 'version: 1\nseverity: {text/secret: off}\n' >.handoff/config.yaml
	text 'Text.' "when: password=$PW"
	handoff_run check
	assert_status 1
	assert_not_in_output "$PW"
}

@test "other findings keep what they say" {
	text "Text, password: $PW." 'tier: C'
	handoff_run check
	assert_output "$N:6:7: error: \`tier\` cannot be \"C\": it is one of A or B [front/type]
$N:12:7: error: this looks like a password; its text is not shown here [text/secret]"
}

# ---- A false alarm can be answered -----------------------------------------------------------------

@test "an exception with a reason" {
	text "<!-- handoff: allow text/secret because the example of the manual has it -->

password: $PW"
	handoff_ok check --strict
}

@test "many of them: the document is read to its end, in time" {
	text "$(for _ in {1..3000}; do printf 'password: %s\n\n' "$PW"; done)" 'when: x'
	handoff_run check
	assert_withstood
	assert_status 1
	assert_equal "$(grep -c 'text/secret' "$OUT")" 999
	assert_in_output '2001 more findings in this document are not shown [text/limit]'
	assert_not_in_output "$PW"
}

@test "long lines of what might begin one are no trouble" {
	text "$(printf 'eyJ%.0s' {1..5000})"
	handoff_run check
	assert_status 0
	text "x$(printf '://a:%.0s' {1..3000})"
	handoff_run check
	assert_status 0
	text "$(printf 'password:%.0s' {1..3000})"
	handoff_run check
	assert_withstood
}
