#include "check/finding.h"

#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/mem.h"
#include "base/search.h"

void finding_dispose(struct finding *finding)
{
	free(finding->line);
	free(finding->heading);
	free(finding->document);
	free(finding->message);
	free(finding->contract_rule);
	free(finding->subject);
	if (finding->fix) {
		free(finding->fix->text);
		free(finding->fix->what);
	}
	free(finding->fix);
	free(finding->reason);
	free(finding->fingerprint);
}

void findings_dispose(struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++)
		finding_dispose(&findings->items[i]);
	free(findings->items);
	*findings = (struct findings)FINDINGS_INIT;
}

static int compare(const void *a, const void *b)
{
	const struct finding *one = a, *two = b;
	int order = strcmp(one->path, two->path);

	if (order)
		return order;
	if (one->start.byte != two->start.byte)
		return one->start.byte < two->start.byte ? -1 : 1;
	order = strcmp(one->rule->id, two->rule->id);
	return order ? order : strcmp(one->message, two->message);
}

void findings_sort(struct findings *findings)
{
	size_t kept = 0;

	if (findings->count)
		qsort(findings->items, findings->count, sizeof *findings->items, compare);
	for (size_t i = 0; i < findings->count; i++) {
		if (kept && compare(&findings->items[kept - 1], &findings->items[i]) == 0)
			finding_dispose(&findings->items[i]);
		else
			findings->items[kept++] = findings->items[i];
	}
	findings->count = kept;
}

size_t findings_count(const struct findings *findings, enum severity severity)
{
	size_t count = 0;

	for (size_t i = 0; i < findings->count; i++)
		count += findings->items[i].severity == severity;
	return count;
}

static int compare_path(const void *key, const void *element)
{
	const struct finding *finding = element;

	return strcmp(key, finding->path);
}

size_t findings_of_path(const struct findings *findings, const char *path, size_t *count)
{
	size_t first = search_first(
		path, findings->items, findings->count, sizeof *findings->items, compare_path);

	for (*count = 0; first + *count < findings->count; ++*count) {
		if (strcmp(findings->items[first + *count].path, path) != 0)
			break;
	}
	return first;
}

/* The parts are joined with NUL, which none of them can hold. */
static void add_part(struct buffer *out, const char *text)
{
	buffer_add(out, text, strlen(text) + 1);
}

static void add_folded(struct buffer *out, const char *line)
{
	size_t start = out->len;
	bool space = false;

	for (; *line; line++) {
		if (*line == ' ' || *line == '\t') {
			space = true;
			continue;
		}
		if (space && out->len > start)
			buffer_add_char(out, ' ');
		space = false;
		buffer_add_char(out, *line);
	}
	buffer_add_char(out, '\0');
}

static void add_identity(struct buffer *out, const struct finding *finding)
{
	add_part(out, finding->rule->id);
	add_part(out, finding->contract_rule ? finding->contract_rule : "");
	add_part(out, finding->path);
	add_part(out, finding->document);
	if (finding->subject) {
		add_part(out, finding->subject);
		return;
	}
	add_part(out, finding->heading);
	add_folded(out, finding->line);
}

static void hash(struct slice text, unsigned char digest[SHA256_DIGEST_LENGTH])
{
	SHA256((const unsigned char *)text.at, text.len, digest);
}

static int compare_digest(const void *a, const void *b)
{
	return memcmp(a, b, SHA256_DIGEST_LENGTH + sizeof(size_t));
}

struct identity {
	unsigned char digest[SHA256_DIGEST_LENGTH];
	unsigned char index[sizeof(size_t)]; /* big-endian, so that equals sort by it */
};

static size_t index_of(const struct identity *identity)
{
	size_t index = 0;

	for (size_t i = 0; i < sizeof index; i++)
		index = index << 8 | identity->index[i];
	return index;
}

static void compute(const struct findings *findings, char (*out)[65])
{
	struct identity *list = mem_calloc(findings->count + 1, sizeof *list);
	unsigned char digest[SHA256_DIGEST_LENGTH];
	struct buffer text = BUFFER_INIT;
	size_t ordinal = 0;

	for (size_t i = 0; i < findings->count; i++) {
		buffer_clear(&text);
		add_identity(&text, &findings->items[i]);
		hash(buffer_slice(&text), list[i].digest);
		for (size_t j = 0; j < sizeof(size_t); j++)
			list[i].index[j] = (unsigned char)(i >> 8 * (sizeof(size_t) - 1 - j));
	}
	qsort(list, findings->count, sizeof *list, compare_digest);
	for (size_t i = 0; i < findings->count; i++) {
		char *hex = out[index_of(&list[i])];

		ordinal = i && memcmp(list[i - 1].digest, list[i].digest, sizeof digest) == 0
				  ? ordinal + 1
				  : 0;
		buffer_clear(&text);
		buffer_add(&text, list[i].digest, sizeof list[i].digest);
		buffer_addf(&text, "%zu", ordinal);
		hash(buffer_slice(&text), digest);
		for (size_t j = 0; j < sizeof digest; j++)
			snprintf(hex + 2 * j, 3, "%02x", digest[j]);
	}
	buffer_dispose(&text);
	free(list);
}

void findings_fingerprint(const struct findings *findings, char (*out)[65])
{
	size_t kept = 0;

	while (kept < findings->count && findings->items[kept].fingerprint)
		kept++;
	if (kept < findings->count)
		compute(findings, out);
	for (size_t i = 0; i < findings->count; i++) {
		if (findings->items[i].fingerprint)
			memcpy(out[i], findings->items[i].fingerprint, sizeof out[i]);
	}
}

void findings_keep_fingerprints(struct findings *findings)
{
	char(*fingerprints)[65] = mem_calloc(findings->count + 1, sizeof *fingerprints);

	compute(findings, fingerprints);
	for (size_t i = 0; i < findings->count; i++) {
		free(findings->items[i].fingerprint);
		findings->items[i].fingerprint = mem_string(slice_of(fingerprints[i]));
	}
	free(fingerprints);
}
