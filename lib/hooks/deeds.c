#include "hooks/deeds.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/mem.h"

void hook_deeds_add(
	struct hook_deeds *deeds, enum hook_deed deed, char *path, const char *detail, ...)
{
	va_list arguments;

	GROW(deeds->list, deeds->count, deeds->capacity);
	deeds->list[deeds->count].deed = deed;
	deeds->list[deeds->count].path = path;
	deeds->list[deeds->count].detail = NULL;
	if (detail) {
		va_start(arguments, detail);
		deeds->list[deeds->count].detail = mem_format_list(detail, arguments);
		va_end(arguments);
	}
	deeds->count++;
}

void hook_deeds_note(struct hook_deeds *deeds, const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = mem_format_list(format, arguments);
	va_end(arguments);
	for (size_t i = 0; i < deeds->n_notes; i++) {
		if (strcmp(deeds->notes[i], text) == 0) {
			free(text);
			return;
		}
	}
	GROW(deeds->notes, deeds->n_notes, deeds->notes_capacity);
	deeds->notes[deeds->n_notes++] = text;
}

void hook_deeds_dispose(struct hook_deeds *deeds)
{
	for (size_t i = 0; i < deeds->count; i++) {
		free(deeds->list[i].path);
		free(deeds->list[i].detail);
	}
	for (size_t i = 0; i < deeds->n_notes; i++)
		free(deeds->notes[i]);
	free(deeds->list);
	free(deeds->notes);
	*deeds = (struct hook_deeds){0};
}
