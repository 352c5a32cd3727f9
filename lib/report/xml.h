/*
 * xml.h - XML 1.0: untrusted text in, UTF-8 out. Internal to report/ and site/.
 */
#ifndef HANDOFF_REPORT_XML_H
#define HANDOFF_REPORT_XML_H

#include "base/buffer.h"

/* What a document begins with. */
#define XML_HEADER "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/* Appends one line of text, as content or in an attribute. Characters that XML 1.0 cannot hold in
 * any form become `\x1b` and the like. */
void xml_text(struct buffer *out, const char *text);

/* Appends ` NAME="TEXT"`. */
void xml_attribute(struct buffer *out, const char *name, const char *text);

#endif
