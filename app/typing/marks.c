// SPDX-License-Identifier: Apache-2.0
#include "app/typing/marks.h"

#include <string.h>

enum { HANGUL_L = 0x1100, HANGUL_V = 0x1161, HANGUL_T = 0x11A7, HANGUL_S = 0xAC00, V_COUNT = 21, T_COUNT = 28, L_COUNT = 19,
       NUKTA = 0x93C, RUN = 48 };

static const struct { uint16_t first, last; uint8_t ccc; } classes[] = {
    {0x0300, 0x0314, 230}, {0x0315, 0x0315, 232}, {0x0316, 0x0319, 220}, {0x031A, 0x031A, 232}, {0x031B, 0x031B, 216},
    {0x031C, 0x0320, 220}, {0x0321, 0x0322, 202}, {0x0323, 0x0326, 220}, {0x0327, 0x0328, 202}, {0x0329, 0x0333, 220},
    {0x0334, 0x0338, 1},   {0x0339, 0x033C, 220}, {0x033D, 0x0344, 230}, {0x0345, 0x0345, 240}, {0x0346, 0x0346, 230},
    {0x0347, 0x0349, 220}, {0x034A, 0x034C, 230}, {0x034D, 0x034E, 220}, {0x0350, 0x0352, 230}, {0x0353, 0x0356, 220},
    {0x0357, 0x0357, 230}, {0x0358, 0x0358, 232}, {0x0359, 0x035A, 220}, {0x035B, 0x035B, 230}, {0x035C, 0x035C, 233},
    {0x035D, 0x035E, 234}, {0x035F, 0x035F, 233}, {0x0360, 0x0361, 234}, {0x0362, 0x0362, 233}, {0x0363, 0x036F, 230},
    {0x0610, 0x0617, 230}, {0x0618, 0x0618, 30},  {0x0619, 0x0619, 31},  {0x061A, 0x061A, 32},  {0x064B, 0x064B, 27},
    {0x064C, 0x064C, 28},  {0x064D, 0x064D, 29},  {0x064E, 0x064E, 30},  {0x064F, 0x064F, 31},  {0x0650, 0x0650, 32},
    {0x0651, 0x0651, 33},  {0x0652, 0x0652, 34},  {0x0653, 0x0654, 230}, {0x0655, 0x0656, 220}, {0x0657, 0x065B, 230},
    {0x065C, 0x065C, 220}, {0x065D, 0x065E, 230}, {0x065F, 0x065F, 220}, {0x0670, 0x0670, 35},  {0x06D6, 0x06DC, 230},
    {0x06DF, 0x06E2, 230}, {0x06E3, 0x06E3, 220}, {0x06E4, 0x06E4, 230}, {0x06E7, 0x06E8, 230}, {0x06EA, 0x06EA, 220},
    {0x06EB, 0x06EC, 230}, {0x06ED, 0x06ED, 220}, {0x093C, 0x093C, 7},   {0x094D, 0x094D, 9},   {0x0951, 0x0951, 230},
    {0x0952, 0x0952, 220}, {0x0953, 0x0954, 230}, {0x0E38, 0x0E39, 103}, {0x0E3A, 0x0E3A, 9},   {0x0E48, 0x0E4B, 107},
};

// Marks of class 0, and where those of any class stand that are typed by a key of their own.
static const struct { uint16_t first, last; } key_marks[] = {
    {0x0610, 0x061A}, {0x064B, 0x065F}, {0x0670, 0x0670}, {0x0900, 0x0903}, {0x093A, 0x093C}, {0x093E, 0x094F}, {0x0951, 0x0957},
    {0x0962, 0x0963}, {0x0E31, 0x0E31}, {0x0E33, 0x0E3A}, {0x0E47, 0x0E4E},
};

// Qa to yya, of which Unicode has a character that NFC takes apart again; letter and nukta.
static const uint16_t with_nukta[] = {0x915, 0x916, 0x917, 0x91C, 0x921, 0x922, 0x92B, 0x92F}; // U+0958 to U+095F

int marks_class(uint32_t code) {
    size_t from = 0, to = sizeof classes / sizeof *classes;
    if (code < classes[0].first)
        return 0; // most of what is written
    while (from < to) {
        size_t half = (from + to) / 2;
        if (classes[half].last < code)
            from = half + 1;
        else
            to = half;
    }
    return from < sizeof classes / sizeof *classes && code >= classes[from].first ? classes[from].ccc : 0;
}

bool marks_is_key(uint32_t code) {
    if (code < key_marks[0].first)
        return false;
    for (size_t i = 0; i < sizeof key_marks / sizeof *key_marks; i++)
        if (code >= key_marks[i].first && code <= key_marks[i].last)
            return true;
    return false;
}

bool marks_is(uint32_t code) { return marks_class(code) || marks_is_key(code); }

static uint32_t join_hangul(uint32_t a, uint32_t b) {
    if (a >= HANGUL_L && a < HANGUL_L + L_COUNT && b >= HANGUL_V && b < HANGUL_V + V_COUNT)
        return HANGUL_S + ((a - HANGUL_L) * V_COUNT + (b - HANGUL_V)) * T_COUNT;
    bool open = a >= HANGUL_S && a < HANGUL_S + L_COUNT * V_COUNT * T_COUNT && (a - HANGUL_S) % T_COUNT == 0;
    return open && b > HANGUL_T && b < HANGUL_T + T_COUNT ? a + (b - HANGUL_T) : 0;
}

uint32_t marks_join(uint32_t letter, uint32_t mark) {
    bool possible = mark >= classes[0].first; // nothing below is a mark
    for (size_t i = 0; possible && i < marks_row_count; i++)
        if (marks_rows[i].letter == letter && marks_rows[i].mark == mark)
            return marks_rows[i].code;
    return join_hangul(letter, mark);
}

bool marks_part(uint32_t code, uint32_t *letter, uint32_t *mark) {
    size_t from = 0, to = marks_row_count;
    if (code >= 0x958 && code <= 0x95F) {
        *letter = with_nukta[code - 0x958];
        *mark = NUKTA;
        return true;
    }
    while (from < to) {
        size_t half = (from + to) / 2;
        if (marks_rows[half].code < code)
            from = half + 1;
        else
            to = half;
    }
    if (from == marks_row_count || marks_rows[from].code != code)
        return false;
    *letter = marks_rows[from].letter;
    *mark = marks_rows[from].mark;
    return true;
}

uint32_t marks_fold(uint32_t code) {
    static const struct { uint16_t from, to; } same[] = {
        {0x0110, 'd'}, {0x0111, 'd'}, {0x0131, 'i'}, {0x0141, 'l'}, {0x0142, 'l'}, {0x00D8, 'o'}, {0x00F8, 'o'}, {0x00C6, 'a'},
        {0x00E6, 'a'}, {0x00DF, 's'}, {0x0152, 'o'}, {0x0153, 'o'}, {0x0629, 0x0647}, {0x0649, 0x064A}, {0x0671, 0x0627}, {0x0640, 0},
    };
    uint32_t letter, mark;
    while (marks_part(code, &letter, &mark))
        code = letter;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (same[i].from == code)
            return same[i].to;
    if (marks_class(code) && code != 0x94D && !(code >= 0xE38 && code <= 0xE3A))
        return 0;
    if (code >= 'A' && code <= 'Z')
        return code + ('a' - 'A');
    bool wide_case = (code >= 0x391 && code <= 0x3A9) || (code >= 0x410 && code <= 0x42F);
    return wide_case ? code + 0x20 : code;
}

// ---- NFC: taken apart, marks in their order, joined again (the Unicode Standard, 3.11)
static size_t apart(uint32_t code, uint32_t *to) {
    uint32_t letter, mark;
    if (!marks_part(code, &letter, &mark)) {
        to[0] = code;
        return 1;
    }
    size_t n = apart(letter, to);
    to[n] = mark;
    return n + 1;
}

static void sort_marks(uint32_t *codes, size_t n) {
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k > 0; k--) {
            int left = marks_class(codes[k - 1]), right = marks_class(codes[k]);
            if (!right || left <= right)
                break;
            uint32_t swapped = codes[k];
            codes[k] = codes[k - 1];
            codes[k - 1] = swapped;
        }
}

static size_t together(uint32_t *codes, size_t n) {
    size_t start = 0, out = 0;
    int last = -1; // class of the mark before, -1: the letter itself
    for (size_t i = 0; i < n; i++) {
        int class = marks_class(codes[i]);
        bool reaches = out > 0 && (last < class || last == -1);
        uint32_t both = reaches && start < out ? marks_join(codes[start], codes[i]) : 0;
        if (both && (last == -1 || class)) {
            codes[start] = both;
            continue;
        }
        if (!class)
            start = out;
        last = class ? class : -1;
        codes[out++] = codes[i];
    }
    return out;
}

size_t marks_nfc(uint32_t *codes, size_t n, size_t room) {
    uint32_t all[RUN * 4];
    size_t count = 0;
    if (n > RUN || room < n)
        return n;
    for (size_t i = 0; i < n; i++)
        count += apart(codes[i], all + count);
    sort_marks(all, count);
    count = together(all, count);
    if (count > room)
        return n;
    memcpy(codes, all, count * sizeof *codes);
    return count;
}
