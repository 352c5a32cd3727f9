#include "site/address.h"

#include <stdlib.h>

#include "base/mem.h"

#define MAX_ADDRESS 2000

bool address_is_of_site(struct slice text)
{
	static const char characters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
					 "0123456789-._~:/!$&'()*+,;=%[]";
	size_t scheme = slice_starts_with(text, "https://")  ? strlen("https://")
			: slice_starts_with(text, "http://") ? strlen("http://")
							     : 0;

	for (size_t i = 0; i < text.len; i++) {
		if (!memchr(characters, text.at[i], sizeof characters - 1))
			return false;
	}
	return scheme && text.len > scheme && text.len <= MAX_ADDRESS && text.at[scheme] != '/' &&
	       slice_ends_with(text, "/");
}

struct error *address_complete(char **url)
{
	bool ends = slice_ends_with(slice_of(*url), "/");
	char *whole = mem_format("%s%s", *url, ends ? "" : "/");
	struct error *error;

	if (!address_is_of_site(slice_of(whole))) {
		error = error_new(ERROR_USAGE,
			"--url takes an address such as https://docs.example.com/handoff/, not "
			"\"%s\"",
			*url);
		free(whole);
		return error;
	}
	free(*url);
	*url = whole;
	return NULL;
}
