// SPDX-License-Identifier: Apache-2.0
// The nine pictures of which the television shows three, to be tapped on the phone in the same order.
#ifndef TGOV_BACKEND_PAGES_PICTURES_H
#define TGOV_BACKEND_PAGES_PICTURES_H

#include "backend/pages/page.h"

enum { PICTURES = 9 };

const char *picture_name(size_t i); // "boat", as in assets/icons and on the wire; NULL beyond the last
bool picture_find(const char *name, size_t *out);
const char *picture_word(const struct page *p, size_t i); // "Boat" in the page's language
void picture_draw(struct page *p, size_t i); // inline SVG, without a text: write the word beside it

#endif
