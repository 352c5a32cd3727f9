#include "report/prose.h"

struct walk {
	const struct outline *outline;
	uint32_t first;
	void (*each)(void *context, const struct prose *piece);
	void *context;
};

static unsigned depth_of(const struct walk *walk, uint32_t block)
{
	const struct outline_block *blocks = walk->outline->blocks;
	unsigned depth = 0;

	for (uint32_t at = block; at != OUTLINE_NONE && at >= walk->first; at = blocks[at].parent)
		depth += blocks[at].type == BLOCK_ITEM;
	return depth;
}

/* The first paragraph of an item is the item's own text. */
static bool is_told_by_item(const struct outline *outline, uint32_t block)
{
	uint32_t parent = outline->blocks[block].parent;

	return parent != OUTLINE_NONE && parent + 1 == block &&
	       outline->blocks[parent].type == BLOCK_ITEM;
}

static struct slice without_first_line(struct slice text)
{
	return slice_from(text, slice_find(text, '\n') + 1);
}

static struct slice without_last_line(struct slice text)
{
	while (text.len && text.at[text.len - 1] != '\n')
		text.len--;
	return text;
}

/* The lines of a code block, without its fences. */
static struct slice code_text(const struct outline *outline, const struct outline_block *block)
{
	struct slice text = outline_spanned(outline, block->span);

	while (text.len && (text.at[text.len - 1] == '\n' || text.at[text.len - 1] == '\r'))
		text.len--;
	if (block->flags & BLOCK_FENCED)
		text = without_last_line(without_first_line(text));
	while (text.len && (text.at[text.len - 1] == '\n' || text.at[text.len - 1] == '\r'))
		text.len--;
	return text;
}

static void tell_table(const struct walk *walk, uint32_t index, unsigned depth)
{
	const struct outline_table *table =
		&walk->outline->tables[walk->outline->blocks[index].number];

	for (uint32_t row = 0; row <= table->rows; row++) {
		struct prose piece = {.type = PROSE_ROW,
			.depth = depth,
			.number = row,
			.cell = table->first_cell + row * table->columns,
			.columns = table->columns};

		walk->each(walk->context, &piece);
	}
}

static void tell(const struct walk *walk, uint32_t index)
{
	const struct outline_block *block = &walk->outline->blocks[index];
	struct prose piece = {.type = PROSE_PARAGRAPH,
		.depth = depth_of(walk, index),
		.ordered = (block->flags & BLOCK_ORDERED) != 0,
		.number = block->number,
		.text = outline_text(walk->outline, block->text)};

	switch (block->type) {
	case BLOCK_PARAGRAPH:
	case BLOCK_HEADING:
		if (!is_told_by_item(walk->outline, index))
			walk->each(walk->context, &piece);
		break;
	case BLOCK_ITEM:
		piece.type = PROSE_ITEM;
		walk->each(walk->context, &piece);
		break;
	case BLOCK_CODE:
		piece.type = PROSE_CODE;
		piece.text = code_text(walk->outline, block);
		walk->each(walk->context, &piece);
		break;
	case BLOCK_TABLE:
		tell_table(walk, index, piece.depth);
		break;
	default:
		break;
	}
}

void prose_walk(const struct outline *outline, uint32_t first, uint32_t end,
	void (*each)(void *context, const struct prose *piece), void *context)
{
	struct walk walk = {outline, first, each, context};

	for (uint32_t i = first; i < end; i++)
		tell(&walk, i);
}
