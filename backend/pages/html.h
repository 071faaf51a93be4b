// SPDX-License-Identifier: Apache-2.0
// Writing HTML and reading what its forms send. Whatever a person, a program or a file wrote goes through html_text or
// html_attribute; nothing else puts foreign bytes into a page.
#ifndef TGOV_BACKEND_PAGES_HTML_H
#define TGOV_BACKEND_PAGES_HTML_H

#include "backend/request.h"
#include "base/buf.h"

// Escaped so that it is safe as text and within "…" attributes. Control characters are left out. NULL is "".
void html_text(struct buf *b, const char *text);
// The same with line breaks as <br>.
void html_lines(struct buf *b, const char *text);
// ' attribute="text"'
void html_attribute(struct buf *b, const char *name, const char *text);

enum { HTML_FIELDS_CAP = 64 };

// What a form sent (application/x-www-form-urlencoded), in the request's arena. Line breaks are "\n". ERR_SYNTAX for broken
// escapes, control characters and bytes that are no UTF-8; ERR_LIMIT for more than HTML_FIELDS_CAP; ERR_MEMORY.
struct html_fields {
    struct pair items[HTML_FIELDS_CAP];
    size_t count;
};
enum err html_fields_read(const struct req *req, struct html_fields *out) TGOV_CHECKED;
// The first of that name; "" when absent.
const char *html_field(const struct html_fields *f, const char *name);
// The i-th (from 0) of that name; NULL when there are fewer.
const char *html_field_at(const struct html_fields *f, const char *name, size_t i);

#endif
