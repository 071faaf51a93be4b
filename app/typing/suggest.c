// SPDX-License-Identifier: Apache-2.0
// What can be taken instead of being typed: the field's own list, and what this profile answered before. A suggestion fits
// when it, or one of its words, goes on from what stands before the caret: the whole of it or its last words, the longest
// that fits. Case and accents do not matter; of Hangul the initial consonants are enough, and the syllable being composed
// may be unfinished.
#include "app/typing/inside.h"
#include "app/typing/marks.h"

#include <stdio.h>

enum { SUGGEST_PAST = 1000, SUGGEST_TEXT = 256 }; // arguments of earlier answers; bytes of what is compared

// ---- One letter against another
static bool goes_on(uint32_t begun, uint32_t vowel) { // ㅗ may become ㅘ
    uint32_t first, second;
    return begun == vowel || (hangul_parts(vowel, &first, &second) && first == begun);
}

// `last`: the typed letter may be unfinished. `next`: what follows in the suggestion, for a final that moves on.
static bool same_syllable(uint32_t typed, uint32_t code, uint32_t next, bool last) {
    uint32_t i1, v1, f1, i2, v2, f2, i3, v3, f3, first, second;
    if (!hangul_split(code, &i2, &v2, &f2))
        return false;
    if (hangul_is_consonant(typed))
        return typed == i2;
    if (!last || !hangul_split(typed, &i1, &v1, &f1) || i1 != i2)
        return false;
    if (!f1)
        return goes_on(v1, v2);
    bool more = hangul_split(next, &i3, &v3, &f3);
    if (v1 != v2 || (!f2 && !(more && f1 == i3)))
        return false;
    bool grows = hangul_parts(f2, &first, &second) && first == f1;
    bool moves = hangul_parts(f1, &first, &second) && first == f2 && more && second == i3;
    return f2 ? grows || moves : true;
}

static uint32_t read_folded(const char *text, size_t len, size_t *at) {
    uint32_t code = 0;
    while (*at < len && !code)
        code = marks_fold(utf8_next(text, len, at));
    return code;
}

// Does `text` begin with the `n` bytes that are typed?
static bool begins(const char *typed, size_t n, const char *text) {
    size_t at = 0, i = 0, len = strlen(text);
    while (i < n) {
        uint32_t want = read_folded(typed, n, &i);
        if (!want)
            break;
        uint32_t have = read_folded(text, len, &at);
        size_t ahead = at;
        uint32_t next = read_folded(text, len, &ahead);
        if (!have || (want != have && !same_syllable(want, have, next, i >= n)))
            return false;
    }
    return true;
}

static bool separates(char c) { return c == ' ' || c == ',' || c == '-' || c == '(' || c == '\n'; }

// At the start of one of its words.
static bool fits(const char *typed, size_t n, const char *text) {
    for (size_t at = 0; text[at]; at++)
        if ((at == 0 || separates(text[at - 1])) && begins(typed, n, text + at))
            return true;
    return false;
}

int suggest_match(const char *written, int caret, const char *text) {
    int from = caret > SUGGEST_TEXT ? caret - SUGGEST_TEXT : 0, len = (int)strlen(text);
    if (len && len <= caret && !memcmp(written + caret - len, text, (size_t)len))
        return -1; // it stands there
    for (; from < caret; from++) { // the longest first
        bool start = from == 0 || separates(written[from - 1]);
        if (start && !separates(written[from]) && fits(written + from, (size_t)(caret - from), text))
            return caret - from;
    }
    // Nothing begun: everything fits, unless the last word is going on in another direction.
    return caret == 0 || separates(written[caret - 1]) ? 0 : -1;
}

// ---- Lists
static const char *suggestion_at(const struct typing *t, int arg) {
    if (arg >= SUGGEST_PAST)
        return arg - SUGGEST_PAST < t->past_count ? t->past[arg - SUGGEST_PAST] : NULL;
    return arg >= 0 && arg < t->suggestion_count ? t->suggestions[arg] : NULL;
}

static int offer(const struct typing *t, struct offer *offers, int count, int arg) {
    const char *text = suggestion_at(t, arg);
    int begun = count < TYPING_OFFERS && text ? suggest_match(t->text, t->caret, text) : -1;
    for (int i = 0; i < count; i++)
        if (!strcmp(offers[i].text, text))
            begun = -1;
    if (begun < 0 || (begun == 0 && arg >= SUGGEST_PAST && t->caret))
        return count; // an earlier answer is a whole one: it is not put behind another
    offers[count] = (struct offer){text, arg, begun};
    return count + 1;
}

int suggest_offers(const struct typing *t, struct offer offers[TYPING_OFFERS]) {
    int count = 0;
    if (t->mask || t->keyboard == KEYBOARD_PIN)
        return 0;
    for (int i = 0; i < t->past_count; i++)
        count = offer(t, offers, count, SUGGEST_PAST + i);
    for (int i = 0; i < t->suggestion_count; i++)
        count = offer(t, offers, count, i);
    return count;
}

bool suggest_take(struct typing *t, int arg) {
    const char *text = suggestion_at(t, arg);
    int begun = text ? suggest_match(t->text, t->caret, text) : 0;
    char with_blank[TYPING_PAST_BYTES * 4];
    if (!text)
        return false;
    bool blank = begun <= 0 && t->caret && t->text[t->caret - 1] != ' ';
    snprintf(with_blank, sizeof with_blank, "%s%s", blank ? " " : "", text);
    edit_step(t, EDIT_OTHER);
    return edit_put(t, begun > 0 ? begun : 0, with_blank, (int)strlen(with_blank));
}
