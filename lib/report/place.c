#include "report/place.h"

#include "base/utf8.h"

static const struct document *document_of(
	const struct check_result *result, const struct finding *finding)
{
	return result->workspace.corpus ? corpus_find(result->workspace.corpus, finding->path)
					: NULL;
}

/* Empty where the line is not known: of files that are no documents we have but the first one. */
static struct slice line_of(
	const struct check_result *result, const struct finding *finding, uint32_t line)
{
	const struct document *document = document_of(result, finding);

	if (document)
		return outline_line(document->outline, line);
	return slice_of(line == finding->start.line ? finding->line : "");
}

struct place place_of(const struct check_result *result, const struct finding *finding,
	struct position position, enum place_unit unit)
{
	struct slice line = line_of(result, finding, position.line);
	struct place place = {position.line, position.column};
	size_t at = 0;

	for (uint32_t i = 1; i < position.column && at < line.len; i++) {
		uint32_t character;
		size_t len = utf8_next(line, at, &character);

		at += len;
		place.column += unit == PLACE_BYTES ? (uint32_t)len - 1 : len == 4;
	}
	return place;
}

bool place_edit(const struct check_result *result, const struct finding *finding,
	enum place_unit unit, struct place_edit *edit)
{
	const struct document *document = document_of(result, finding);

	*edit = (struct place_edit){0};
	if (!finding->fix || !document)
		return false;
	fix_as_edit(finding->fix, outline_source(document->outline), &edit->bytes);
	edit->start = place_of(
		result, finding, outline_position(document->outline, edit->bytes.span.start), unit);
	edit->end = place_of(
		result, finding, outline_position(document->outline, edit->bytes.span.end), unit);
	return true;
}

void place_edit_dispose(struct place_edit *edit)
{
	buffer_dispose(&edit->bytes.text);
}
