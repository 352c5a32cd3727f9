#include "repo/tree.h"

#include "base/utf8.h"

/* A name that git itself would refuse to check out (verify_path), on any system. */
static const char *name_fault(struct slice name)
{
	if (name.len == 0)
		return "an entry without a name";
	if (slice_is(name, ".") || slice_is(name, ".."))
		return "an entry that climbs out of its directory";
	if (slice_equal_nocase(name, slice_of(".git")))
		return "an entry named .git";
	if (memchr(name.at, '/', name.len))
		return "a name with a slash in it";
	return NULL;
}

static bool read_mode(struct slice digits, enum file_kind *kind)
{
	unsigned mode = 0;

	if (digits.len < 5 || digits.len > 6)
		return false;
	for (size_t i = 0; i < digits.len; i++) {
		if (digits.at[i] < '0' || digits.at[i] > '7')
			return false;
		mode = mode * 8 + (unsigned)(digits.at[i] - '0');
	}
	switch (mode & 0170000) {
	case 0040000:
		*kind = FILE_DIRECTORY;
		return true;
	case 0100000:
		*kind = FILE_REGULAR;
		return true;
	case 0120000:
		*kind = FILE_SYMLINK;
		return true;
	case 0160000:
		*kind = FILE_SPECIAL;
		return true;
	default:
		return false;
	}
}

int tree_compare_names(struct slice a, bool a_is_tree, struct slice b, bool b_is_tree)
{
	size_t shared = a.len < b.len ? a.len : b.len;
	int order = memcmp(a.at, b.at, shared);
	unsigned char one, two;

	if (order)
		return order;
	one = a.len > shared ? (unsigned char)a.at[shared] : a_is_tree ? '/' : '\0';
	two = b.len > shared ? (unsigned char)b.at[shared] : b_is_tree ? '/' : '\0';
	return one < two ? -1 : one > two;
}

static bool fail(struct tree_reader *reader, const char *fault)
{
	reader->fault = fault;
	reader->at = reader->bytes.len;
	return false;
}

bool tree_next(struct tree_reader *reader, struct tree_entry *entry)
{
	struct slice rest = slice_from(reader->bytes, reader->at);
	size_t space, end;
	const char *fault;

	if (rest.len == 0)
		return false;
	space = slice_find(rest, ' ');
	if (space == rest.len || !read_mode((struct slice){rest.at, space}, &entry->kind))
		return fail(reader, "an entry of no known mode");
	end = space + 1 + slice_find(slice_from(rest, space + 1), '\0');
	if (rest.len - end < 1 + OBJECT_ID_BYTES)
		return fail(reader, "an entry that is cut off");
	entry->name = (struct slice){rest.at + space + 1, end - space - 1};
	fault = name_fault(entry->name);
	if (fault)
		return fail(reader, fault);
	if (reader->previous.at &&
		(slice_equal(reader->previous, entry->name) ||
			tree_compare_names(reader->previous, reader->previous_is_tree, entry->name,
				entry->kind == FILE_DIRECTORY) >= 0))
		return fail(reader, "entries twice or out of order");
	memcpy(entry->id.bytes, rest.at + end + 1, OBJECT_ID_BYTES);
	reader->previous = entry->name;
	reader->previous_is_tree = entry->kind == FILE_DIRECTORY;
	reader->at += end + 1 + OBJECT_ID_BYTES;
	return true;
}

bool tree_find(struct slice bytes, struct slice name, struct tree_entry *entry, const char **fault)
{
	struct tree_reader reader = {.bytes = bytes};

	*fault = NULL;
	while (tree_next(&reader, entry)) {
		if (slice_equal(entry->name, name))
			return true;
	}
	*fault = reader.fault;
	return false;
}

struct error *tree_malformed(const struct object_id *id, const char *fault)
{
	char hex[OBJECT_ID_HEX + 1];

	object_id_format(id, hex);
	return error_new(ERROR_REPOSITORY, "tree %s has %s", hex, fault);
}
