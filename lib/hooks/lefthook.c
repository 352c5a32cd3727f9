#include "hooks/lefthook.h"

#include <string.h>
#include <yaml.h>

#include "base/file.h"
#include "base/mem.h"

#define MAX_YAML_BYTES (64 * 1024)

/* In lefthook's order: the first one is read. */
char *lefthook_find(int root, bool *is_yaml)
{
	static const char *const names[] = {"lefthook", ".lefthook", ".config/lefthook"};
	static const char *const endings[] = {"yml", "yaml", "toml", "json"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		for (size_t j = 0; j < sizeof endings / sizeof *endings; j++) {
			char *path = mem_format("%s.%s", names[i], endings[j]);

			*is_yaml = endings[j][0] == 'y';
			if (file_kind_beneath(root, path) == FILE_REGULAR)
				return path;
			free(path);
		}
	}
	return NULL;
}

/* ---- Reading -------------------------------------------------------------------------------- */

/*
 * Where a line begins. libyaml counts lines that end otherwise than with a line feed too:
 * find_place looks whether what was counted is what is there.
 */
static size_t line_start(struct slice yaml, size_t line)
{
	size_t at = 0;

	for (; line && at < yaml.len; line--)
		at += slice_find(slice_from(yaml, at), '\n') + 1;
	return at < yaml.len ? at : yaml.len;
}

static struct slice scalar(const yaml_node_t *node)
{
	if (!node || node->type != YAML_SCALAR_NODE)
		return (struct slice){0};
	return (struct slice){(const char *)node->data.scalar.value, node->data.scalar.length};
}

/* The pair of a map with this key, or NULL. */
static const yaml_node_pair_t *find_pair(
	yaml_document_t *document, const yaml_node_t *map, const char *key)
{
	const yaml_node_pair_t *pair = map->data.mapping.pairs.start;

	for (; pair < map->data.mapping.pairs.top; pair++) {
		if (slice_is(scalar(yaml_document_get_node(document, pair->key)), key))
			return pair;
	}
	return NULL;
}

/* The first key of a map that is written as a block, or NULL. */
static const yaml_node_t *first_key(yaml_document_t *document, const yaml_node_t *map)
{
	if (!map || map->type != YAML_MAPPING_NODE ||
		map->data.mapping.style != YAML_BLOCK_MAPPING_STYLE ||
		map->data.mapping.pairs.start == map->data.mapping.pairs.top)
		return NULL;
	return yaml_document_get_node(document, map->data.mapping.pairs.start->key);
}

/* The place before a key that begins its line, after nothing but blanks. */
static bool find_place(struct slice yaml, const yaml_node_t *key, struct lefthook_section *section)
{
	struct slice name = scalar(key), rest;

	if (!name.len)
		return false;
	section->at = line_start(yaml, key->start_mark.line);
	section->column = key->start_mark.column;
	rest = slice_from(yaml, section->at);
	for (size_t i = 0; i < section->column; i++) {
		if (i >= rest.len || rest.at[i] != ' ')
			return false;
	}
	rest = slice_from(rest, section->column);
	return rest.len >= name.len && slice_equal((struct slice){rest.at, name.len}, name);
}

/* The lines from a node's first to its last. */
static struct slice lines_of(struct slice yaml, const yaml_node_t *node)
{
	size_t begin = line_start(yaml, node->start_mark.line);
	size_t end = line_start(yaml, node->end_mark.line + (node->end_mark.column ? 1 : 0));

	return (struct slice){yaml.at + begin, end > begin ? end - begin : 0};
}

/* A line can be put in: not into what an alias stands for, nor where commands come from elsewhere
 * (`<<`), nor where there is one of our name. */
static void read_section(struct slice yaml, yaml_document_t *document, const yaml_node_pair_t *pair,
	struct lefthook_section *section)
{
	const yaml_node_t *name = yaml_document_get_node(document, pair->key);
	const yaml_node_t *hook = yaml_document_get_node(document, pair->value);
	const yaml_node_t *first = first_key(document, hook);
	const yaml_node_pair_t *found = first ? find_pair(document, hook, "commands") : NULL;
	const yaml_node_t *commands = NULL;

	section->text = lines_of(yaml, hook);
	section->in_commands = found != NULL;
	if (found) {
		commands = yaml_document_get_node(document, found->value);
		first = first_key(document, commands);
	}
	section->is_usable = first && hook->start_mark.index > name->start_mark.index &&
			     first->start_mark.index > name->start_mark.index &&
			     !find_pair(document, hook, "<<") &&
			     !(commands && find_pair(document, commands, "handoff")) &&
			     find_place(yaml, first, section);
}

static void read_document(struct slice yaml, yaml_document_t *document, const char *hook,
	bool *found, struct lefthook_section *section)
{
	const yaml_node_t *root = yaml_document_get_root_node(document);
	const yaml_node_pair_t *pair =
		root && root->type == YAML_MAPPING_NODE ? find_pair(document, root, hook) : NULL;

	*found = pair != NULL;
	if (pair)
		read_section(yaml, document, pair, section);
}

struct error *lefthook_section(
	struct slice yaml, const char *hook, bool *found, struct lefthook_section *section)
{
	struct error *error = NULL;
	yaml_document_t document;
	yaml_parser_t parser;

	*found = false;
	*section = (struct lefthook_section){0};
	if (yaml.len > MAX_YAML_BYTES)
		return error_new(ERROR_LIMIT, "larger than %d KiB", MAX_YAML_BYTES / 1024);
	if (!yaml_parser_initialize(&parser))
		mem_failed();
	yaml_parser_set_input_string(&parser, (const unsigned char *)yaml.at, yaml.len);
	if (yaml_parser_load(&parser, &document)) {
		read_document(yaml, &document, hook, found, section);
		yaml_document_delete(&document);
	} else {
		error = error_new(ERROR_POLICY, "line %zu: %s", parser.problem_mark.line + 1,
			parser.problem ? parser.problem : "not YAML");
	}
	yaml_parser_delete(&parser);
	return error;
}

/* ---- Writing -------------------------------------------------------------------------------- */

bool lefthook_needs_input(const char *hook)
{
	return strcmp(hook, "pre-push") == 0;
}

/* What lefthook puts in place of {1} it does not quote. */
void lefthook_add_command(struct buffer *out, const char *hook)
{
	buffer_addf(out, "sh -c \"$(handoff hooks print %s)\" handoff%s", hook,
		strcmp(hook, "pre-commit") == 0 ? "" : " '{1}'");
}

static void add_line(struct buffer *out, size_t column, const char *text)
{
	buffer_add_repeat(out, ' ', column);
	buffer_addf(out, "%s\n", text);
}

void lefthook_add_lines(
	struct buffer *out, const char *hook, const struct lefthook_section *section)
{
	size_t column = section->column;

	if (!section->in_commands) {
		add_line(out, column, "commands:");
		column += 2;
	}
	add_line(out, column, "handoff:");
	if (lefthook_needs_input(hook))
		add_line(out, column + 2, "use_stdin: true");
	buffer_add_repeat(out, ' ', column + 2);
	buffer_add_string(out, "run: ");
	lefthook_add_command(out, hook);
	buffer_add_char(out, '\n');
}
