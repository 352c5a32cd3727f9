/* handoff schema: the forms of what other commands write as JSON. */
#include "report/schema.h"

#include "argument.h"
#include "cmd.h"

static int run(struct app *app, const char *const *words, size_t n_words)
{
	struct buffer out = BUFFER_INIT;
	int schema;

	if (n_words > 1)
		return app_usage("schema takes one name at most");
	if (n_words == 0) {
		report_schema_list(app_wants_color(app), &out);
		return app_deliver(app, &out);
	}
	schema = argument_find(&command_schema, "SCHEMA", words[0]);
	if (schema < 0)
		return argument_refuse(&command_schema, "schema", "SCHEMA", words[0]);
	buffer_add(&out, json_schemas[schema].text, json_schemas[schema].len);
	return app_deliver(app, &out);
}

const struct command command_schema = {
	.name = "schema",
	.arguments = "[SCHEMA]",
	.summary = "print the JSON Schema of what a command writes as JSON",
	.details =
		"Prints the JSON Schema (draft 2020-12) of what a command writes as JSON. SCHEMA "
		"is the\n"
		"command's name; of `stakeholder-map plan` it is stakeholder-plan, of "
		"`alignment-map trace`\n"
		"alignment-trace. Without it, lists the schemas. They are strict: what one does "
		"not name does\n"
		"not come. A change that programs would notice changes the number at the end of "
		"`$id`, which\n"
		"a report has as `schema` where it is an object.",
	.examples = "  handoff schema\n"
		    "  handoff schema check > check.schema.json\n",
	.run = run,
};
