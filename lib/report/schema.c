#include "report/schema.h"

#include <string.h>

#include "base/mem.h"
#include "report/json.h"
#include "report/report.h"

static size_t widest_name(void)
{
	size_t widest = 0;

	for (size_t i = 0; i < n_json_schemas; i++) {
		size_t width = strlen(json_schemas[i].name);

		widest = width > widest ? width : widest;
	}
	return widest;
}

static void add_schema(
	const struct json_schema *schema, size_t width, bool color, struct buffer *out)
{
	json_t *value = json_loadb(schema->text, schema->len, 0, NULL);

	if (!value)
		mem_failed();
	report_style(out, color, "1");
	buffer_addf(out, "%-*s", (int)width, schema->name);
	report_style(out, color, NULL);
	buffer_addf(out, "  %s\n", json_string_value(json_object_get(value, "title")));
	json_decref(value);
}

void report_schema_list(bool color, struct buffer *out)
{
	size_t width = widest_name();

	for (size_t i = 0; i < n_json_schemas; i++)
		add_schema(&json_schemas[i], width, color, out);
}
