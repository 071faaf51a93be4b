// SPDX-License-Identifier: Apache-2.0
#include "app/typing/cheonjiin.h"

#include <stddef.h>
#include <string.h>

static const struct { const char *strokes; uint16_t vowel; } vowels[] = {
    {"1", 0x3163},     {"3", 0x3161},    {"12", 0x314F},   {"122", 0x3151},  {"21", 0x3153},    {"221", 0x3155},   {"23", 0x3157},
    {"223", 0x315B},   {"32", 0x315C},   {"322", 0x3160},  {"121", 0x3150},  {"1221", 0x3152},  {"211", 0x3154},   {"2211", 0x3156},
    {"2312", 0x3158},  {"23121", 0x3159}, {"231", 0x315A}, {"3221", 0x315D}, {"32211", 0x315E}, {"321", 0x315F},   {"31", 0x3162},
};

static const uint16_t letters[10][3] = {
    [0] = {0x3147, 0x3141},         [4] = {0x3131, 0x314B, 0x3132}, [5] = {0x3134, 0x3139},         [6] = {0x3137, 0x314C, 0x3138},
    [7] = {0x3142, 0x314D, 0x3143}, [8] = {0x3145, 0x314E, 0x3146}, [9] = {0x3148, 0x314A, 0x3149},
};

static const char *const legends[10] = {"ㅇㅁ", "ㅣ", "ㆍ", "ㅡ", "ㄱㅋㄲ", "ㄴㄹ", "ㄷㅌㄸ", "ㅂㅍㅃ", "ㅅㅎㅆ", "ㅈㅊㅉ"};

const char *cheonjiin_legend(int digit) { return digit >= 0 && digit <= 9 ? legends[digit] : ""; }

static uint32_t vowel_of(const char *strokes) {
    for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++)
        if (!strcmp(vowels[i].strokes, strokes))
            return vowels[i].vowel;
    return 0;
}

// Strokes that are a vowel, or the beginning of one: dots alone.
static bool drawable(const char *strokes) { return vowel_of(strokes) || !strcmp(strokes, "2") || !strcmp(strokes, "22"); }

static int letters_of(int key) { return letters[key][2] ? 3 : 2; }

// The letter that may still change; 0: none, or dots that are no letter yet.
static uint32_t pending(const struct cheonjiin *c) {
    if (*c->strokes)
        return vowel_of(c->strokes);
    return c->presses ? letters[c->key][(c->presses - 1) % letters_of(c->key)] : 0;
}

static int dots_of(const struct cheonjiin *c) { return *c->strokes && !vowel_of(c->strokes) ? (int)strlen(c->strokes) : 0; }

// The letter becomes one that will not change any more.
static int settle(struct cheonjiin *c, uint32_t done[CHEONJIIN_DONE]) {
    int n = 0;
    uint32_t letter = pending(c);
    if (letter) {
        n = hangul_add(&c->before, letter, done);
    } else if (dots_of(c)) { // dots that became no vowel stand for themselves
        uint32_t shown = hangul_shown(&c->before);
        if (shown)
            done[n++] = shown;
        for (int i = 0; i < dots_of(c); i++)
            done[n++] = CHEONJIIN_DOT;
        hangul_end(&c->before);
    }
    *c->strokes = '\0';
    c->presses = 0;
    return n;
}

static int stroke(struct cheonjiin *c, int digit, uint32_t done[CHEONJIIN_DONE]) {
    size_t len = strlen(c->strokes);
    char more[CHEONJIIN_STROKES + 2];
    memcpy(more, c->strokes, len);
    more[len] = (char)('0' + digit);
    more[len + 1] = '\0';
    int n = 0;
    if (!len || len == CHEONJIIN_STROKES || !drawable(more)) {
        n = settle(c, done);
        more[0] = (char)('0' + digit);
        more[1] = '\0';
    }
    memcpy(c->strokes, more, strlen(more) + 1);
    return n;
}

int cheonjiin_key(struct cheonjiin *c, int digit, bool paused, uint32_t done[CHEONJIIN_DONE]) {
    if (digit < 0 || digit > 9)
        return 0;
    if (digit >= 1 && digit <= 3)
        return stroke(c, digit, done);
    if (c->presses && c->key == digit && !paused) {
        c->presses = (uint8_t)(c->presses % letters_of(digit) + 1);
        return 0;
    }
    int n = settle(c, done);
    c->key = (uint8_t)digit;
    c->presses = 1;
    return n;
}

bool cheonjiin_delete(struct cheonjiin *c) {
    if (!*c->strokes && !c->presses)
        return hangul_delete(&c->before);
    *c->strokes = '\0';
    c->presses = 0;
    return true;
}

int cheonjiin_shown(const struct cheonjiin *c, uint32_t shown[CHEONJIIN_SHOWN]) {
    struct hangul now = c->before;
    uint32_t letter = pending(c);
    int n = letter ? hangul_add(&now, letter, shown) : 0;
    uint32_t last = hangul_shown(&now);
    if (last)
        shown[n++] = last;
    for (int i = 0; i < dots_of(c); i++)
        shown[n++] = CHEONJIIN_DOT;
    return n;
}

bool cheonjiin_waits(const struct cheonjiin *c) { return c->presses > 0; }
