#include "check/check_parts.h"

static bool is_named(const struct finding *finding, const char *name)
{
	size_t len = strlen(name);

	if (strcmp(finding->rule->id, name) == 0)
		return true;
	if (strncmp(finding->rule->id, name, len) == 0 && finding->rule->id[len] == '/')
		return true;
	return finding->contract_rule && strcmp(finding->contract_rule, name) == 0;
}

static void select_in(const struct check_request *request, struct findings *findings)
{
	size_t kept = 0;

	for (size_t i = 0; i < findings->count; i++) {
		bool wanted = false;

		for (size_t j = 0; !wanted && j < request->n_select; j++)
			wanted = is_named(&findings->items[i], request->select[j]);
		if (wanted)
			findings->items[kept++] = findings->items[i];
		else
			finding_dispose(&findings->items[i]);
	}
	findings->count = kept;
}

void select_findings(const struct check_request *request, struct check_result *result)
{
	if (request->n_select == 0)
		return;
	select_in(request, &result->findings);
	select_in(request, &result->excepted);
	select_in(request, &result->baselined);
}
