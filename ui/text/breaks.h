// SPDX-License-Identifier: Apache-2.0
// Where a line may break: UAX 14 by libunibreak, then what it does not know: Korean words are kept whole, Thai words
// come from a dictionary, emoji sequences and other clusters are never torn, and amounts, dates and codes stay
// together.
#ifndef TGOV_UI_TEXT_BREAKS_H
#define TGOV_UI_TEXT_BREAKS_H

#include "ui/text/engine.h"

// How willingly a line ends behind a character. A weaker place is used only when a line has no better one.
enum break_kind {
    BREAK_NEVER,  // inside a cluster
    BREAK_LETTER, // between two letters: only when a piece is wider than the line
    BREAK_WEAK,   // inside a Korean word, an amount, a date, a code
    BREAK_WORD,   // where UAX 14 and the dictionary allow it
    BREAK_MUST,   // a line break in the text
};

// kinds[i] is for the place behind codes[i]; the last one is BREAK_MUST.
void breaks_find(struct text_engine *t, const uint32_t *codes, size_t count, uint8_t *kinds);

#endif
