#include "site/site.h"

#include "site/page.h"

struct error *site_build(const struct site_request *request, const struct site_output *output,
	struct site_summary *summary)
{
	struct records records = {.today = {2026, 1, 1}};
	struct page page = {.records = &records,
		.site_title = request->title ? request->title : "Documents",
		.path = "index.html"};
	struct buffer out = BUFFER_INIT;
	struct error *error;

	*summary = (struct site_summary){.files = 1};
	page_begin(&out, &page);
	page_end(&out, &page);
	error = output->put(output->context, page.path, buffer_slice(&out));
	buffer_dispose(&out);
	return error;
}

void site_summary_dispose(struct site_summary *summary)
{
	problems_dispose(&summary->problems);
}
