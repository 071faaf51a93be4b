// SPDX-License-Identifier: Apache-2.0
// Thai writes no spaces between words: libthai (LGPL-2.1+, linked dynamically) finds them with its dictionary. A
// build without it breaks Thai only between characters. The dictionary takes about 10 ms and 600 KB, so it is loaded
// with the first Thai text.
#ifndef TGOV_UI_TEXT_THAI_H
#define TGOV_UI_TEXT_THAI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct thai;
struct thai *thai_create(void); // NULL without library, dictionary or memory
void thai_destroy(struct thai *t);
bool thai_available(void);

enum { THAI_MAX_CHARS = 4096 }; // of one piece; longer ones are cut
// Sets starts[i] where a word starts, for i > 0, in `count` characters of which all are Thai.
void thai_words(struct thai *t, const uint32_t *codes, size_t count, bool *starts);

#endif
