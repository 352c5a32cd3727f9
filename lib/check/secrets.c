/*
 * Text that looks like a credential. The forms are those that their issuers document so that
 * scanners can find them: https://docs.github.com/en/code-security/secret-scanning,
 * https://docs.gitlab.com/ee/security/tokens/.
 */
#include "check/secrets.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <ctype.h>
#include <pcre2.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/mem.h"

/*
 * This looks at every byte of every document, so that each form begins with a byte that is rare in
 * prose: what stands before it is looked back at.
 */
static const struct {
	const char *what;
	const char *regex;
} forms[] = {
	{"a private key", "(?<=-----)BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----"},
	{"an AWS access key", "\\bA(?:KIA|SIA)[0-9A-Z]{16}\\b"},
	{"an AWS secret key",
		"(?i)(?<=secret[_-]access[_-])key[\"'` ]{0,2}[:=]\\s?[\"'`]?[A-Za-z0-9/+]{40}\\b"},
	{"a GitHub token",
		"(?<=\\bgh[pousr])_[A-Za-z0-9]{36}|(?<=\\bgithub)_pat_[A-Za-z0-9_]{22,255}\\b"},
	{"a GitLab token", "\\bglpat-[A-Za-z0-9_-]{20}"},
	{"a Slack token", "\\bxox[abeprs]-[0-9A-Za-z-]{10,255}|(?<=hoo)ks\\.slack\\.com/services/"
			  "T[0-9A-Z]+/"},
	{"a Google API key", "\\bAIza[0-9A-Za-z_-]{35}"},
	{"a Stripe key", "(?<=\\b[rs]k)_live_[0-9A-Za-z]{16,255}"},
	{"an API key", "(?<=\\bs)k-(?:ant-|proj-)?[A-Za-z0-9_-]{32,255}\\b"},
	{"a Hugging Face token", "(?<=\\bhf)_[A-Za-z0-9]{30,64}\\b"},
	{"an npm token", "(?<=\\bnpm)_[A-Za-z0-9]{36}\\b"},
	{"a signed token (JWT)",
		"(?<=\\bey)J[A-Za-z0-9_-]{10,4096}\\.eyJ[A-Za-z0-9_-]{10,4096}\\."},
	{"a URL with a password", ":(?<!\\s:)//[^\\s/:@<>\\[\\](){}]{0,64}:(?![*x.A-Z_]+@)[^\\s/"
				  ":@<>\\[\\](){}$]{3,128}@"},
	{"a password",
		"(?i)(?:(?<=pass)w(?:or[dt]|d)|(?<=secret[_-])key|(?<=api[_-])key|(?<=\\bapi)key"
		"|(?<=access[_-]to)ken|(?<=auth[_-]to)ken)"
		"[\"'` "
		"]{0,2}[:=]\\s?[\"'`]?(?!(?:env|os|process|secrets|vars)[.:])(?=[^\\s\"'`]{0,80}[0-"
		"9])(?=[^\\s\"'`]{0,80}[A-Za-z])"
		"[^\\s\"'`<>{}$*/()|]{8,128}"},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct secrets {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *context;
};

/* One expression for all, so that a text is read once; the mark says which alternative it was. */
static pcre2_code *compile(void)
{
	struct buffer regex = BUFFER_INIT;
	pcre2_code *code;
	PCRE2_SIZE where;
	int fault;

	for (size_t i = 0; i < COUNT(forms); i++)
		buffer_addf(&regex, "%s(?:%s)(*MARK:%zu)", i ? "|" : "", forms[i].regex, i);
	code = pcre2_compile((PCRE2_SPTR)regex.at, regex.len, 0, &fault, &where, NULL);
	buffer_dispose(&regex);
	if (code)
		/* Without a just-in-time compiler it is only slower. */
		pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	return code;
}

struct secrets *secrets_new(void)
{
	struct secrets *secrets = mem_calloc(1, sizeof *secrets);

	secrets->code = compile();
	secrets->data =
		secrets->code ? pcre2_match_data_create_from_pattern(secrets->code, NULL) : NULL;
	secrets->context = pcre2_match_context_create(NULL);
	if (!secrets->data || !secrets->context)
		mem_failed();
	return secrets;
}

void secrets_free(struct secrets *secrets)
{
	if (!secrets)
		return;
	pcre2_match_context_free(secrets->context);
	pcre2_match_data_free(secrets->data);
	pcre2_code_free(secrets->code);
	free(secrets);
}

/* A form may begin inside a word; what is shown begins with the word. */
static size_t word_start(struct slice text, size_t at, size_t floor)
{
	while (at > floor && (isalnum((unsigned char)text.at[at - 1]) || text.at[at - 1] == '_' ||
				     text.at[at - 1] == '-'))
		at--;
	return at;
}

bool secrets_find(struct secrets *secrets, struct slice text, size_t from, size_t *start,
	size_t *end, const char **what)
{
	int count = pcre2_match(secrets->code, (PCRE2_SPTR)text.at, text.len, from,
		PCRE2_NO_UTF_CHECK, secrets->data, secrets->context);
	PCRE2_SPTR mark;

	if (count < 0)
		return false;
	*start = word_start(text, pcre2_get_ovector_pointer(secrets->data)[0], from);
	*end = pcre2_get_ovector_pointer(secrets->data)[1];
	mark = pcre2_get_mark(secrets->data);
	*what = forms[mark ? strtoul((const char *)mark, NULL, 10) % COUNT(forms) : 0].what;
	return true;
}
