// SPDX-License-Identifier: Apache-2.0
#include "app/typing/hangul.h"

#include <stddef.h>
#include <string.h>

enum { CONSONANT_FIRST = 0x3131, CONSONANT_LAST = 0x314E, VOWEL_FIRST = 0x314F, VOWEL_LAST = 0x3163, SYLLABLE_FIRST = 0xAC00,
       SYLLABLE_LAST = 0xD7A3, VOWELS = 21, FINALS = 28 };

// Unicode's order of initials and finals (the Unicode Standard, 3.12); vowels stand in the order of the compatibility jamo.
static const uint16_t initials[] = {0x3131, 0x3132, 0x3134, 0x3137, 0x3138, 0x3139, 0x3141, 0x3142, 0x3143, 0x3145,
                                    0x3146, 0x3147, 0x3148, 0x3149, 0x314A, 0x314B, 0x314C, 0x314D, 0x314E};
static const uint16_t finals[FINALS] = {0,      0x3131, 0x3132, 0x3133, 0x3134, 0x3135, 0x3136, 0x3137, 0x3139, 0x313A,
                                        0x313B, 0x313C, 0x313D, 0x313E, 0x313F, 0x3140, 0x3141, 0x3142, 0x3144, 0x3145,
                                        0x3146, 0x3147, 0x3148, 0x314A, 0x314B, 0x314C, 0x314D, 0x314E};

static const struct { uint16_t first, second, both; } pairs[] = {
    {0x3131, 0x3145, 0x3133}, {0x3134, 0x3148, 0x3135}, {0x3134, 0x314E, 0x3136}, {0x3139, 0x3131, 0x313A}, {0x3139, 0x3141, 0x313B},
    {0x3139, 0x3142, 0x313C}, {0x3139, 0x3145, 0x313D}, {0x3139, 0x314C, 0x313E}, {0x3139, 0x314D, 0x313F}, {0x3139, 0x314E, 0x3140},
    {0x3142, 0x3145, 0x3144}, // finals
    {0x3157, 0x314F, 0x3158}, {0x3157, 0x3150, 0x3159}, {0x3157, 0x3163, 0x315A}, {0x315C, 0x3153, 0x315D}, {0x315C, 0x3154, 0x315E},
    {0x315C, 0x3163, 0x315F}, {0x3161, 0x3163, 0x3162}, // vowels
};

// By the letters a to z of the US arrangement, and with shift where that is another letter.
static const uint16_t plain[26] = {0x3141, 0x3160, 0x314A, 0x3147, 0x3137, 0x3139, 0x314E, 0x3157, 0x3151, 0x3153, 0x314F, 0x3163, 0x3161,
                                   0x315C, 0x3150, 0x3154, 0x3142, 0x3131, 0x3134, 0x3145, 0x3155, 0x314D, 0x3148, 0x314C, 0x315B, 0x314B};
static const struct { char key; uint16_t jamo; } shifted[] = {{'Q', 0x3143}, {'W', 0x3149}, {'E', 0x3138}, {'R', 0x3132},
                                                              {'T', 0x3146}, {'O', 0x3152}, {'P', 0x3156}};

uint32_t hangul_of_key(char key) {
    for (size_t i = 0; i < sizeof shifted / sizeof *shifted; i++)
        if (shifted[i].key == key)
            return shifted[i].jamo;
    if (key >= 'a' && key <= 'z')
        return plain[key - 'a'];
    return key >= 'A' && key <= 'Z' ? plain[key - 'A'] : 0;
}

bool hangul_is_consonant(uint32_t jamo) { return jamo >= CONSONANT_FIRST && jamo <= CONSONANT_LAST; }
bool hangul_is_vowel(uint32_t jamo) { return jamo >= VOWEL_FIRST && jamo <= VOWEL_LAST; }

bool hangul_parts(uint32_t jamo, uint32_t *first, uint32_t *second) {
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].both == jamo) {
            *first = pairs[i].first;
            *second = pairs[i].second;
            return true;
        }
    return false;
}

static uint32_t joined(uint32_t first, uint32_t second) {
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].first == first && pairs[i].second == second)
            return pairs[i].both;
    return 0;
}

static int index_of(const uint16_t *list, int count, uint32_t jamo) {
    for (int i = 0; i < count; i++)
        if (list[i] == jamo)
            return i;
    return -1;
}

bool hangul_split(uint32_t syllable, uint32_t *initial, uint32_t *vowel, uint32_t *final) {
    if (syllable < SYLLABLE_FIRST || syllable > SYLLABLE_LAST)
        return false;
    uint32_t at = syllable - SYLLABLE_FIRST;
    *initial = initials[at / FINALS / VOWELS];
    *vowel = VOWEL_FIRST + at / FINALS % VOWELS;
    *final = finals[at % FINALS];
    return true;
}

// What the typed jamo are: initial, vowel and final, each 0 or one letter, perhaps joined of two.
struct shape {
    uint32_t initial, vowel, final;
};

// Takes one or two jamo of a kind from position *at.
static uint32_t take(const uint16_t *jamo, int count, int *at, bool (*kind)(uint32_t)) {
    if (*at >= count || !kind(jamo[*at]))
        return 0;
    uint32_t first = jamo[(*at)++], both = *at < count ? joined(first, jamo[*at]) : 0;
    if (!both)
        return first;
    (*at)++;
    return both;
}

// False: these jamo are not one syllable or letter.
static bool shape_of(const uint16_t *jamo, int count, struct shape *s) {
    int at = 0;
    *s = (struct shape){0};
    if (count > 1 && hangul_is_consonant(jamo[0]) && hangul_is_vowel(jamo[1]))
        s->initial = jamo[at++];
    s->vowel = take(jamo, count, &at, hangul_is_vowel);
    if (at < count && (s->initial || !s->vowel))
        s->final = take(jamo, count, &at, hangul_is_consonant);
    bool ends = !s->final || !s->initial || index_of(finals, FINALS, s->final) > 0;
    return at == count && ends;
}

uint32_t hangul_shown(const struct hangul *h) {
    struct shape s;
    if (!h->count || !shape_of(h->jamo, h->count, &s))
        return 0;
    if (!s.initial)
        return s.vowel ? s.vowel : s.final;
    int first = index_of(initials, sizeof initials / sizeof *initials, s.initial), last = s.final ? index_of(finals, FINALS, s.final) : 0;
    return (uint32_t)(SYLLABLE_FIRST + (first * VOWELS + (int)(s.vowel - VOWEL_FIRST)) * FINALS + last);
}

int hangul_add(struct hangul *h, uint32_t jamo, uint32_t done[HANGUL_DONE]) {
    struct shape s;
    uint16_t with[HANGUL_JAMO + 1];
    memcpy(with, h->jamo, sizeof h->jamo);
    with[h->count] = (uint16_t)jamo;
    if (h->count < HANGUL_JAMO && shape_of(with, h->count + 1, &s)) {
        h->jamo[h->count++] = (uint16_t)jamo;
        return 0;
    }
    // A vowel takes the last consonant along; anything else begins anew.
    bool along = hangul_is_vowel(jamo) && h->count && hangul_is_consonant(h->jamo[h->count - 1]);
    uint16_t last = along ? h->jamo[--h->count] : 0;
    uint32_t before = hangul_shown(h);
    hangul_end(h);
    if (along)
        h->jamo[h->count++] = last;
    h->jamo[h->count++] = (uint16_t)jamo;
    done[0] = before;
    return before ? 1 : 0;
}

bool hangul_delete(struct hangul *h) {
    if (!h->count)
        return false;
    h->count--;
    return true;
}
