// SPDX-License-Identifier: Apache-2.0
// Private to backend/issuer: texts that programs and people send, before anybody reads or compares them.
#ifndef TGOV_BACKEND_ISSUER_TEXTS_H
#define TGOV_BACKEND_ISSUER_TEXTS_H

#include "base/arena.h"
#include "base/str.h"

enum { CODE_LETTERS = 8, CODE_ROOM = CODE_LETTERS + 2 };

// "bcdf ghjk", "BCDF-GHJK", "bcdfghjk" become "BCDF-GHJK". False when it cannot be a code.
bool code_clean(const char *typed, char out[CODE_ROOM]) TGOV_CHECKED;
void code_make(char out[CODE_ROOM]);
// At most `max` bytes of valid UTF-8 that shows as it is: no control characters but line breaks, nothing that turns the
// reading direction, nothing invisible.
bool text_honest(const char *text, size_t max);
// What a television calls itself: the same kinds of characters left out, line breaks become spaces, cut to `letters`.
const char *text_tame(struct arena *a, const char *text, size_t letters); // NULL at the arena's cap
// A sign-in name in lower case without spaces around it; false when it cannot be one.
bool login_clean(const char *typed, char *out, size_t room) TGOV_CHECKED;
// Whether `word` is in a list parted by spaces.
bool words_have(const char *list, const char *word);

#endif
