// SPDX-License-Identifier: Apache-2.0
// Private to backend/services: small pages for phone and office. Whatever a person or a file wrote goes through
// html_text; nothing else puts foreign bytes into a page.
#ifndef TGOV_BACKEND_SERVICES_HTML_H
#define TGOV_BACKEND_SERVICES_HTML_H

#include "backend/services/parts.h"

enum { HTML_CAP = 16 << 20, // 500 entries of the longest text, escaped
        HTML_FIELDS_CAP = 16 };

// Escaped so that it is safe as text and within "…" attributes.
void html_text(struct buf *b, const char *text);
// The same with line breaks as <br>.
void html_lines(struct buf *b, const char *text);
// " attribute="text""
void html_attribute(struct buf *b, const char *name, const char *text);
// The beginning of a page up to <main>; `section` is said behind the seal.
void html_begin(struct buf *b, const struct catalogue *c, size_t language, const char *title, const char *section);
// The end of the page as the answer, with headers that keep it private. Finishes the buffer.
enum status html_end(struct resp *p, struct buf *b, enum status status, const struct catalogue *c, size_t language);
// "Friday 13 March, 18:00" in words of the language, in the district's time.
const char *html_when(struct arena *a, const struct catalogue *c, const char *language, when_ms at);
// A timeline as a list, newest first.
void html_timeline(struct buf *b, struct arena *a, const struct opened *o, const char *language);
// "3 working days left, by Friday 13 March, 18:00", and its bars.
void html_clock(struct buf *b, struct arena *a, const struct opened *o, const char *language, when_ms now);

// What a form sent (application/x-www-form-urlencoded). Line breaks are "\n". ERR_SYNTAX, ERR_LIMIT, ERR_MEMORY.
struct html_fields {
    struct pair items[HTML_FIELDS_CAP];
    size_t count;
};
enum err html_fields_read(const struct req *req, struct html_fields *out) TGOV_CHECKED;
const char *html_field(const struct html_fields *f, const char *name); // "" when absent

// Words of the pages in a language (page_words.c). Never NULL.
const char *page_word(const char *key, const char *language);
// The same with {n} filled in.
void html_count(struct buf *b, const char *key, const char *language, int n);

#endif
