/*
 * parse_only LIST: reads the files that LIST names, one a line, and parses each with cmark-gfm, one
 * after the other. What it takes is the time that nobody who uses cmark-gfm can go below.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

static void fail(const char *path)
{
	perror(path);
	exit(2);
}

/* The bytes of a file in a buffer that is used for all of them. */
static size_t read_file(const char *path, char **buffer, size_t *capacity)
{
	FILE *file = fopen(path, "rb");
	size_t len = 0, got;
	char *grown;

	if (!file)
		fail(path);
	do {
		if (len == *capacity) {
			*capacity = *capacity ? *capacity * 2 : 65536;
			grown = realloc(*buffer, *capacity);
			if (!grown)
				fail(path);
			*buffer = grown;
		}
		got = fread(*buffer + len, 1, *capacity - len, file);
		len += got;
	} while (got);
	if (ferror(file))
		fail(path);
	fclose(file);
	return len;
}

static void parse(const char *bytes, size_t len)
{
	static const char *const extensions[] = {"table", "strikethrough", "tasklist"};
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);

	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
		cmark_parser_attach_syntax_extension(
			parser, cmark_find_syntax_extension(extensions[i]));
	cmark_parser_feed(parser, bytes, len);
	cmark_node_free(cmark_parser_finish(parser));
	cmark_parser_free(parser);
}

int main(int argc, char **argv)
{
	char *buffer = NULL, path[4096];
	size_t capacity = 0, files = 0, total = 0, len;
	FILE *list;

	if (argc != 2) {
		fprintf(stderr, "usage: parse_only LIST\n");
		return 2;
	}
	list = fopen(argv[1], "r");
	if (!list)
		fail(argv[1]);
	cmark_gfm_core_extensions_ensure_registered();
	while (fgets(path, sizeof path, list)) {
		path[strcspn(path, "\n")] = '\0';
		len = read_file(path, &buffer, &capacity);
		parse(buffer, len);
		files++;
		total += len;
	}
	printf("%zu files, %zu bytes\n", files, total);
	free(buffer);
	fclose(list);
	return 0;
}
