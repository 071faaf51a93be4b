// SPDX-License-Identifier: Apache-2.0
// Letters and the marks on them: joined into one character where Unicode has one (NFC), taken apart for comparing, and told
// from letters for drawing and deleting. Covers what the keyboards write: Latin with Vietnamese, Arabic, Devanagari, Thai,
// Hangul; other characters pass unchanged. Facts of the Unicode Character Database 14.0.
#ifndef TGOV_APP_TYPING_MARKS_H
#define TGOV_APP_TYPING_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// 0x0301 and its like: names for the marks that the Latin keyboards use.
enum { MARK_GRAVE = 0x300, MARK_ACUTE = 0x301, MARK_CIRCUMFLEX = 0x302, MARK_TILDE = 0x303, MARK_BREVE = 0x306, MARK_HOOK = 0x309,
       MARK_HORN = 0x31B, MARK_DOT_BELOW = 0x323 };

// One character for letter and mark; 0: Unicode has none.
uint32_t marks_join(uint32_t letter, uint32_t mark);
// The last mark taken off; false: nothing to take off.
bool marks_part(uint32_t code, uint32_t *letter, uint32_t *mark);
// Canonical combining class; 0: a letter, or a mark that keeps its place.
int marks_class(uint32_t code);
// Is it drawn on, above, below or around the letter before it?
bool marks_is(uint32_t code);
// A mark that a person deletes alone, as it was typed: Arabic, Devanagari, Thai.
bool marks_is_key(uint32_t code);
// For comparing what is typed with what is known: without case, accents, tashkeel and nukta; 0: leave it out.
uint32_t marks_fold(uint32_t code);
// Brings `n` code points into NFC, in place; returns how many are left (never more than `n` + 3).
size_t marks_nfc(uint32_t *codes, size_t n, size_t room);

// marks_table.c: every character that is a letter and a mark, sorted.
struct mark_row { uint16_t code, letter, mark; };
extern const struct mark_row marks_rows[];
extern const size_t marks_row_count;

#endif
