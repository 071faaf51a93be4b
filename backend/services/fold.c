// SPDX-License-Identifier: Apache-2.0
// Folding letters for the search: lower case without accents. Latin by tables over the blocks U+00C0 to U+017F and
// U+1E00 to U+1EFF (from the Unicode names of the letters), Greek and Cyrillic by their order in the blocks.
#include "backend/services/search.h"
#include "base/buf.h"

enum { FOLD_CAP = 16 * 1024 };

// One letter for each code point from U+00C0; '*' is handled apart, '.' is no letter.
static const char latin[] =
    "aaaaaa*ceeeeiiii*nooooo.ouuuuy**aaaaaa*ceeeeiiii*nooooo.ouuuuy*yaaaaaaccccccccddddeeeeeeeeeegggggggg"
    "hhhhiiiiiiiiii**jjkkkllllllllllnnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static const char latin_more[] =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssss"
    "ssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyasss..aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeee"
    "iiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

static const char *ligature(uint32_t c) {
    switch (c) {
    case 0xC6: case 0xE6: return "ae";
    case 0xD0: case 0xF0: return "d";
    case 0xDE: case 0xFE: return "th";
    case 0xDF: return "ss";
    case 0x132: case 0x133: return "ij";
    case 0x152: case 0x153: return "oe";
    default: return NULL;
    }
}

static uint32_t lower(uint32_t c) {
    if (c >= 'A' && c <= 'Z')
        return c + 32;
    if (c >= 0xC0 && c < 0xC0 + sizeof latin - 1 && latin[c - 0xC0] != '.')
        return (unsigned char)latin[c - 0xC0];
    if (c >= 0x1E00 && c < 0x1E00 + sizeof latin_more - 1 && latin_more[c - 0x1E00] != '.')
        return (unsigned char)latin_more[c - 0x1E00];
    if (c >= 0x391 && c <= 0x3A9)
        return c + 32;
    if (c >= 0x410 && c <= 0x42F)
        return c == 0x419 ? 0x438 : c + 32;
    if (c >= 0x400 && c <= 0x40F)
        return c == 0x401 ? 0x435 : c + 80;
    if (c == 0x451 || c == 0x439)
        return c == 0x451 ? 0x435 : 0x438;
    return c >= 0xFF01 && c <= 0xFF5E ? lower(c - 0xFEE0) : c; // full-width forms
}

// Accents as own characters, Arabic and Hebrew vowel marks: not written by everybody.
static bool mark(uint32_t c) {
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x591 && c <= 0x5C7) || (c >= 0x64B && c <= 0x65F) || c == 0x640;
}

static bool gap(uint32_t c) {
    return (c < 128 && !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) || (c >= 0x80 && c < 0xC0) || c == 0xD7 ||
           c == 0xF7 || (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F) || c == 0x60C || c == 0x61F;
}

const char *search_fold(struct arena *a, const char *text) {
    struct buf b;
    buf_init(&b, FOLD_CAP);
    size_t len = strlen(text), at = 0;
    while (at < len && b.len + 8 < FOLD_CAP) {
        uint32_t raw = utf8_next(text, len, &at), c = lower(raw);
        const char *letters = ligature(raw);
        char out[4];
        if (mark(raw))
            continue;
        if (letters)
            buf_text_add(&b, letters);
        else if (!gap(c))
            buf_add(&b, out, utf8_put(out, c));
        else if (b.len && b.data[b.len - 1] != ' ')
            buf_char(&b, ' ');
    }
    while (b.len && b.data[b.len - 1] == ' ')
        b.data[--b.len] = '\0';
    const char *folded = b.err ? NULL : arena_copy(a, buf_text(&b), b.len);
    buf_finish(&b);
    return folded;
}
