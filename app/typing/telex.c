// SPDX-License-Identifier: Apache-2.0
#include "app/typing/telex.h"
#include "app/typing/marks.h"

#include <ctype.h>
#include <string.h>

enum { D_BAR = 0x111, D_BAR_UPPER = 0x110 };

struct letter {
    uint32_t base, shape, tone; // shape: circumflex, breve, horn
};
struct word {
    struct letter at[TELEX_WORD + 2];
    size_t n;
    size_t vowels, vowel_end; // the vowels that carry the tone: [vowels, vowel_end); empty: none
};

static const struct { char key; uint32_t tone; } tones[] = {
    {'s', MARK_ACUTE}, {'f', MARK_GRAVE}, {'r', MARK_HOOK}, {'x', MARK_TILDE}, {'j', MARK_DOT_BELOW}, {'z', 0},
};

static bool is_tone(uint32_t mark) {
    return mark == MARK_ACUTE || mark == MARK_GRAVE || mark == MARK_HOOK || mark == MARK_TILDE || mark == MARK_DOT_BELOW;
}

static struct letter letter_of(uint32_t code) {
    struct letter l = {.base = code};
    uint32_t base, mark;
    while (marks_part(l.base, &base, &mark)) {
        *(is_tone(mark) ? &l.tone : &l.shape) = mark;
        l.base = base;
    }
    return l;
}

static uint32_t code_of(struct letter l) {
    uint32_t shaped = l.shape ? marks_join(l.base, l.shape) : l.base, toned = l.tone ? marks_join(l.base, l.tone) : l.base;
    if (!l.tone || !l.shape)
        return l.tone ? toned : shaped;
    uint32_t both = shaped ? marks_join(shaped, l.tone) : 0;
    return both ? both : marks_join(toned, l.shape);
}

static char lower(uint32_t base) { return base < 128 ? (char)tolower((int)base) : 0; }
static bool is_vowel(struct letter l) { return lower(l.base) && strchr("aeiouy", lower(l.base)); }

bool telex_is_letter(uint32_t code) {
    struct letter l = letter_of(code);
    return (l.base < 128 && isalpha((int)l.base)) || code == D_BAR || code == D_BAR_UPPER;
}

// u after q and i after g belong to the consonant, when a vowel follows.
static bool silent(const struct word *w, size_t i) {
    char before = i ? lower(w->at[i - 1].base) : 0, here = lower(w->at[i].base);
    bool pair = (before == 'q' && here == 'u') || (before == 'g' && here == 'i');
    return pair && i + 1 < w->n && is_vowel(w->at[i + 1]);
}

static void find_vowels(struct word *w) {
    size_t i = 0;
    while (i < w->n && (!is_vowel(w->at[i]) || silent(w, i)))
        i++;
    w->vowels = i;
    while (i < w->n && is_vowel(w->at[i]))
        i++;
    w->vowel_end = i;
}

// Vietnamese ends in a vowel or in one of eight consonants.
static bool possible(const struct word *w) {
    static const char *const ends[] = {"", "c", "ch", "m", "n", "ng", "nh", "p", "t"};
    char end[4] = "";
    size_t left = w->n - w->vowel_end;
    if (w->vowels == w->vowel_end || w->vowel_end - w->vowels > 3 || left > 2)
        return false;
    for (size_t i = 0; i < left; i++)
        end[i] = lower(w->at[w->vowel_end + i].base);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (!strcmp(end, ends[i]))
            return true;
    return false;
}

static uint32_t tone_of(const struct word *w) {
    for (size_t i = w->vowels; i < w->vowel_end; i++)
        if (w->at[i].tone)
            return w->at[i].tone;
    return 0;
}

static void place(struct word *w, uint32_t tone) {
    size_t count = w->vowel_end - w->vowels, to = w->vowels;
    bool shaped = false;
    for (size_t i = w->vowels; i < w->vowel_end; i++) {
        w->at[i].tone = 0;
        if (w->at[i].shape) {
            to = i;
            shaped = true;
        }
    }
    if (!shaped && w->vowel_end < w->n)
        to = w->vowel_end - 1;
    else if (!shaped && count == 3)
        to = w->vowels + 1;
    if (count)
        w->at[to].tone = tone;
}

static struct word read_word(const uint32_t *codes, size_t n) {
    struct word w = {.n = n};
    for (size_t i = 0; i < n; i++)
        w.at[i] = letter_of(codes[i]);
    find_vowels(&w);
    return w;
}

static size_t write_word(const struct word *w, uint32_t *codes) {
    for (size_t i = 0; i < w->n; i++)
        codes[i] = code_of(w->at[i]);
    return w->n;
}

// uơ stands only at the end of a word (thuở); with more letters it is ươ (người).
static void open_horn(struct word *w) {
    size_t n = w->n;
    bool pair = n >= 2 && w->vowels + 2 <= n && lower(w->at[n - 1].base) == 'o' && lower(w->at[n - 2].base) == 'u';
    if (pair && w->at[n - 1].shape == MARK_HORN)
        w->at[n - 2].shape = MARK_HORN;
}

static void append(struct word *w, char key) {
    open_horn(w);
    w->at[w->n++] = (struct letter){.base = (uint32_t)(unsigned char)key};
    uint32_t tone = tone_of(w);
    find_vowels(w);
    if (tone && possible(w))
        place(w, tone);
}

static bool tone_key(struct word *w, char key) {
    for (size_t i = 0; i < sizeof tones / sizeof *tones; i++) {
        if (tones[i].key != tolower(key) || !possible(w))
            continue;
        uint32_t now = tone_of(w);
        if (tones[i].tone == now && !now)
            return false; // z, and there is no tone
        bool again = tones[i].tone == now;
        place(w, again ? 0 : tones[i].tone);
        if (again)
            append(w, key);
        return true;
    }
    return false;
}

// A circumflex of a doubled letter, a bar of dd.
static bool double_key(struct word *w, char key) {
    struct letter *last = w->n ? &w->at[w->n - 1] : NULL;
    char k = (char)tolower(key);
    if (!last || !strchr("aeod", k))
        return false;
    if (k == 'd') {
        bool barred = last->base == D_BAR || last->base == D_BAR_UPPER;
        if (barred) {
            last->base = last->base == D_BAR ? 'd' : 'D';
            append(w, key);
        } else if (lower(last->base) == 'd') {
            last->base = last->base == 'd' ? D_BAR : D_BAR_UPPER;
        }
        return barred || last->base == D_BAR || last->base == D_BAR_UPPER;
    }
    if (lower(last->base) != k || (last->shape && last->shape != MARK_CIRCUMFLEX))
        return false;
    bool again = last->shape == MARK_CIRCUMFLEX;
    last->shape = again ? 0 : MARK_CIRCUMFLEX;
    if (again)
        append(w, key);
    return true;
}

static uint32_t shape_by_w(struct letter l) { return lower(l.base) == 'a' ? MARK_BREVE : strchr("ou", lower(l.base)) ? MARK_HORN : 0; }

static bool w_key(struct word *w, char key) {
    if (tolower(key) != 'w' || !possible(w))
        return false;
    for (size_t i = w->vowel_end; i-- > w->vowels;) {
        struct letter *l = &w->at[i];
        uint32_t shape = shape_by_w(*l);
        if (!shape || (l->shape && l->shape != shape))
            continue;
        struct letter *u = i > w->vowels && lower(w->at[i - 1].base) == 'u' && lower(l->base) == 'o' ? &w->at[i - 1] : NULL;
        struct letter *before = i > w->vowels && lower(l->base) == 'a' && lower(w->at[i - 1].base) == 'u' ? &w->at[i - 1] : NULL;
        if (before && shape_by_w(*before) && w->vowel_end == w->n) { // ưa
            l = before;
            shape = MARK_HORN;
        }
        bool again = l->shape == shape;
        l->shape = again ? 0 : shape;
        if (u && (again || i + 1 < w->n))
            u->shape = l->shape;
        if (again)
            append(w, key);
        return true;
    }
    return false;
}

size_t telex_key(uint32_t *codes, size_t n, char key) {
    if (n >= TELEX_WORD) {
        codes[n] = (unsigned char)key;
        return n + 1;
    }
    struct word w = read_word(codes, n);
    uint32_t tone = tone_of(&w);
    if (double_key(&w, key) || w_key(&w, key)) {
        find_vowels(&w);
        if (tone && possible(&w))
            place(&w, tone);
    } else if (!tone_key(&w, key)) {
        append(&w, key);
    }
    return write_word(&w, codes);
}

uint32_t telex_tone_of(const uint32_t *codes, size_t n) {
    if (n > TELEX_WORD)
        return 0;
    struct word w = read_word(codes, n);
    return tone_of(&w);
}

bool telex_tone(uint32_t *codes, size_t n, uint32_t tone) {
    if (n > TELEX_WORD)
        return false;
    struct word w = read_word(codes, n);
    if (w.vowels == w.vowel_end || tone_of(&w) == tone)
        return false;
    place(&w, tone);
    write_word(&w, codes);
    return true;
}
