/* Links of the body, and fields and cells that name documents or files. */
#include "check/checker.h"

/* Looking for a name in other letter case reads directories; a document of broken links must not
 * make us read without end. */
#define MAX_SEARCHES 1000

/* The end of the path that names the file as it is, where the link writes it out literally. */
static void fix_case(
	struct checker *checker, struct slice text, struct slice actual, struct span span)
{
	struct slice written = outline_spanned(checker->document->outline, span);
	struct slice path = {text.at, slice_find(text, '#')};
	struct slice tail;
	char *fixed;

	path.len = slice_find(path, '?');
	tail = path;
	while (slice_starts_with(tail, "./") || slice_starts_with(tail, "../") ||
		slice_starts_with(tail, "/"))
		tail = slice_from(tail, slice_find(tail, '/') + 1);
	if (!slice_equal(written, text) || tail.len > actual.len ||
		!slice_equal_nocase(tail, slice_from(actual, actual.len - tail.len)))
		return;
	fixed = mem_format("%.*s%.*s%.*s", (int)(tail.at - text.at), text.at, (int)tail.len,
		actual.at + actual.len - tail.len, (int)(text.len - path.len), text.at + path.len);
	checker_fix(checker, span, fixed, mem_format("written as %s", fixed));
}

static void broken(struct checker *checker, struct slice text, const char *path, struct span span)
{
	struct buffer actual = BUFFER_INIT;

	if (checker->searches < MAX_SEARCHES) {
		checker->searches++;
		if (snapshot_find_nocase(corpus_snapshot(checker->corpus), path, &actual)) {
			checker_add(checker, RULE_LINK_CASE, span,
				"\"%.*s\" differs in letter case from the file %s", SLICE_ARG(text),
				actual.at);
			fix_case(checker, text, buffer_slice(&actual), span);
			buffer_dispose(&actual);
			return;
		}
	}
	checker_add(checker, RULE_LINK_BROKEN, span, "no such file: \"%.*s\" (%s)", SLICE_ARG(text),
		path[0] ? path : ".");
	buffer_dispose(&actual);
}

static void check_fragment(struct checker *checker, const struct document *document,
	const char *fragment, struct span span)
{
	if (anchors_have(corpus_anchors(checker->corpus, document), slice_of(fragment)))
		return;
	if (document != checker->document)
		checker_add(checker, RULE_LINK_FRAGMENT, span, "no heading \"#%s\" in %s", fragment,
			document->path);
	else
		checker_add(checker, RULE_LINK_FRAGMENT, span,
			"no heading \"#%s\" in this document", fragment);
}

/* Returns the document that a path names, or NULL; says so where there is nothing at all. */
static const struct document *check_path(
	struct checker *checker, const struct target *target, struct slice text, struct span span)
{
	const struct document *document = corpus_find(checker->corpus, target->path);
	enum file_kind kind;

	if (!document) {
		kind = target->path[0]
			       ? snapshot_kind(corpus_snapshot(checker->corpus), target->path)
			       : FILE_DIRECTORY;
		if (kind == FILE_ABSENT)
			broken(checker, text, target->path, span);
		/* Where a link in the file system leads is not in the repository. */
		if (kind == FILE_SYMLINK)
			checker_add(checker, RULE_LINK_BROKEN, span,
				"\"%.*s\" is a symbolic link, or lies behind one; link to the file "
				"itself",
				SLICE_ARG(text));
		return NULL;
	}
	if (target->fragment && !document->refusal)
		check_fragment(checker, document, target->fragment, span);
	return document;
}

static void outside(struct checker *checker, struct slice text, struct span span)
{
	checker_add(checker, RULE_LINK_OUTSIDE, span, "\"%.*s\" leaves the repository",
		SLICE_ARG(text));
}

/* `[x][^1]` and the like are footnotes of other dialects; an empty target is a link to be written.
 */
static void check_link(struct checker *checker, const struct outline_link *link)
{
	const struct document *document = checker->document;
	struct slice text = outline_text(document->outline, link->target);
	struct target target;

	if (text.len == 0) {
		checker_add(checker, RULE_LINK_BROKEN, link->span, "the link has no target");
		return;
	}
	target = target_read(document->path, text);
	if (target.type == TARGET_OUTSIDE)
		outside(checker, text, link->target_span);
	else if (target.type == TARGET_FRAGMENT)
		check_fragment(checker, document, target.fragment, link->target_span);
	else if (target.type == TARGET_PATH)
		check_path(checker, &target, text, link->target_span);
	target_dispose(&target);
}

/* The kinds that a link may lead to: the same for all, or by the value of the key beside it. */
struct wanted_kinds {
	const char *const *names;
	size_t count;
};

static struct wanted_kinds wanted_kinds(
	const struct checker *checker, const struct field_spec *spec, uint32_t node)
{
	const struct outline *outline = checker->document->outline;
	struct wanted_kinds wanted = {spec->to, spec->n_to};
	uint32_t by = OUTLINE_NONE;

	if (spec->to_by && node != OUTLINE_NONE)
		by = outline_child(outline, outline->fields[node].parent, spec->to_by);
	for (size_t i = 0; by != OUTLINE_NONE && i < spec->n_choices; i++) {
		if (slice_is(outline_text(outline, outline->fields[by].value),
			    spec->choices[i].value))
			return (struct wanted_kinds){spec->choices[i].to, spec->choices[i].n_to};
	}
	return wanted;
}

static bool is_wanted_kind(struct wanted_kinds wanted, struct slice kind)
{
	for (size_t i = 0; i < wanted.count; i++) {
		if (slice_is(kind, wanted.names[i]))
			return true;
	}
	return wanted.count == 0;
}

static void check_kind_of(struct checker *checker, const struct field_spec *spec, uint32_t node,
	const struct document *target, struct slice text, struct span span)
{
	struct slice kind = target ? document_text(target, "kind") : (struct slice){"", 0};
	struct wanted_kinds kinds = wanted_kinds(checker, spec, node);
	struct buffer wanted = BUFFER_INIT;

	if (target && is_wanted_kind(kinds, kind)) {
		check_relation(checker, spec, target, text, span);
		return;
	}
	for (size_t i = 0; i < kinds.count; i++)
		buffer_addf(&wanted, "%s%s", i ? " or " : "", kinds.names[i]);
	if (!target || kind.len == 0)
		checker_add(checker, RULE_LINK_WRONG_KIND, span, "\"%.*s\" is not a document%s%s",
			SLICE_ARG(text), wanted.len ? " of kind " : "",
			wanted.len ? wanted.at : "");
	else
		checker_add(checker, RULE_LINK_WRONG_KIND, span,
			"\"%.*s\" is a document of kind %.*s, not %s", SLICE_ARG(text),
			SLICE_ARG(kind), wanted.at);
	buffer_dispose(&wanted);
}

/* The document of a link in the text; what is wrong with the link itself is said where the text's
 * links are checked. */
static void check_target_of_text(struct checker *checker, const struct field_spec *spec,
	struct slice value, const struct value_place *place)
{
	const struct document *document = corpus_resolve(checker->corpus, checker->document, value);
	struct target target = target_read_path(checker->document->path, value);
	bool there = target.type == TARGET_PATH &&
		     snapshot_kind(corpus_snapshot(checker->corpus), target.path) == FILE_REGULAR;

	if (document || there)
		check_kind_of(checker, spec, place->node, document, value, place->span);
	target_dispose(&target);
}

void check_typed_link(struct checker *checker, const struct field_spec *spec, struct slice value,
	const struct value_place *place)
{
	const struct document *document;
	struct span span = place->span;
	struct target target;

	if (link_is_id(value)) {
		document = corpus_find_id(checker->corpus, value);
		if (document)
			check_kind_of(checker, spec, place->node, document, value, span);
		else
			checker_add(checker, RULE_LINK_BROKEN, span,
				"no document has the id \"%.*s\"", SLICE_ARG(value));
		return;
	}
	target = target_read_path(checker->document->path, value);
	if (target.type == TARGET_OUTSIDE) {
		outside(checker, value, span);
	} else if (target.type == TARGET_EXTERNAL) {
		checker_add(checker, RULE_LINK_WRONG_KIND, span,
			"\"%.*s\" is a URL; this field links to a document of this repository",
			SLICE_ARG(value));
	} else if (place->is_link) {
		check_target_of_text(checker, spec, value, place);
	} else {
		size_t before = checker->recorded + checker->dropped;

		document = check_path(checker, &target, value, span);
		if (document || before == checker->recorded + checker->dropped)
			check_kind_of(checker, spec, place->node, document, value, span);
	}
	target_dispose(&target);
}

void check_file(struct checker *checker, struct slice value, const struct value_place *place)
{
	struct span span = place->span;
	struct target target = target_read_path(checker->document->path, value);
	enum file_kind kind;

	if (target.type == TARGET_OUTSIDE) {
		outside(checker, value, span);
	} else if (target.type == TARGET_EXTERNAL) {
		checker_add(checker, RULE_LINK_OUTSIDE, span,
			"\"%.*s\" is a URL; this names a file of this repository",
			SLICE_ARG(value));
	} else {
		kind = snapshot_kind(corpus_snapshot(checker->corpus), target.path);
		if (kind == FILE_ABSENT && !place->is_link)
			broken(checker, value, target.path, span);
		else if (kind != FILE_REGULAR && kind != FILE_ABSENT)
			checker_add(checker, RULE_LINK_BROKEN, span,
				"\"%.*s\" is not a regular file", SLICE_ARG(value));
	}
	target_dispose(&target);
}

void check_links(struct checker *checker)
{
	const struct outline *outline = checker->document->outline;

	for (uint32_t i = 0; i < outline->n_links; i++)
		check_link(checker, &outline->links[i]);
}
