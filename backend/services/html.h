// SPDX-License-Identifier: Apache-2.0
// Private to backend/services: small pages for phone and office.
#ifndef TGOV_BACKEND_SERVICES_HTML_H
#define TGOV_BACKEND_SERVICES_HTML_H

#include "backend/pages/html.h"
#include "backend/services/parts.h"

enum { HTML_CAP = 16 << 20 }; // 500 entries of the longest text, escaped

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

// Words of the pages in a language (page_words.c). Never NULL.
const char *page_word(const char *key, const char *language);
// The same with {n} filled in.
void html_count(struct buf *b, const char *key, const char *language, int n);

#endif
