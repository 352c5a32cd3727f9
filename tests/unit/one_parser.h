/* The parser that all tests of a file use, as their group's setup and teardown open and close it.
 */
#ifndef HANDOFF_TESTS_ONE_PARSER_H
#define HANDOFF_TESTS_ONE_PARSER_H

#include "doc/parse.h"

static struct parse *parser;

static int open_parser(void **state)
{
	(void)state;
	parser = parse_new(&doc_limits_default);
	return parser ? 0 : -1;
}

static int close_parser(void **state)
{
	(void)state;
	parse_free(parser);
	return 0;
}

#endif
