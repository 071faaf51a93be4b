// SPDX-License-Identifier: Apache-2.0
// Thai words by libthai, where the build found it.
#include "ui/text/thai.h"
#include "base/mem.h"

#ifdef TGOV_LIBTHAI
#include <thai/thbrk.h>
#include <thai/thwbrk.h>

struct thai {
    ThBrk *words;
};

bool thai_available(void) { return true; }

struct thai *thai_create(void) {
    struct thai *t = mem_alloc(sizeof *t);
    if (!t)
        return NULL;
    t->words = th_brk_new(NULL);
    if (!t->words) {
        mem_free(t);
        return NULL;
    }
    return t;
}

void thai_destroy(struct thai *t) {
    if (t)
        th_brk_delete(t->words);
    mem_free(t);
}

void thai_words(struct thai *t, const uint32_t *codes, size_t count, bool *starts) {
    enum { PIECE = 256 };
    thwchar_t piece[PIECE + 1];
    int at[PIECE];
    for (size_t from = 0; from < count && from < THAI_MAX_CHARS; from += PIECE) {
        size_t n = count - from < PIECE ? count - from : PIECE;
        for (size_t i = 0; i < n; i++)
            piece[i] = (thwchar_t)codes[from + i];
        piece[n] = 0;
        int found = th_brk_wc_find_breaks(t->words, piece, at, PIECE);
        for (int i = 0; i < found; i++)
            if (at[i] > 0 && (size_t)at[i] < n)
                starts[from + (size_t)at[i]] = true;
    }
}

#else

bool thai_available(void) { return false; }
struct thai *thai_create(void) { return NULL; }
void thai_destroy(struct thai *t) {}
void thai_words(struct thai *t, const uint32_t *codes, size_t count, bool *starts) {}

#endif
