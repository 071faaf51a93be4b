// SPDX-License-Identifier: Apache-2.0
// Letters that are made of several presses: Hangul, Telex, the letters of a digit key.
#include "app/typing/inside.h"
#include "app/typing/marks.h"
#include "app/typing/telex.h"

enum { CODES = CHEONJIIN_DONE + CHEONJIIN_SHOWN };

void compose_end(struct typing *t) {
    t->composing = COMPOSING_NOTHING;
    t->compose = 0;
    hangul_end(&t->hangul);
    cheonjiin_end(&t->cheonjiin);
}

// How many bytes before the caret these characters are; 0 when something else stands there: what was written may have
// joined a mark behind it.
static int bytes_before(const struct typing *t, const uint32_t *codes, int count) {
    char bytes[CODES * 4];
    int len = 0;
    for (int i = 0; i < count; i++)
        len += (int)utf8_put(bytes + len, codes[i]);
    return len <= t->caret && !memcmp(t->text + t->caret - len, bytes, (size_t)len) ? len : 0;
}

static void begin(struct typing *t, enum typing_composing what) {
    if (t->composing != what)
        compose_end(t);
    t->composing = what;
}

// A word is one step of undo.
static void step(struct typing *t) {
    if (edit_before(t, t->caret - t->compose) == ' ')
        edit_step_end(t);
    edit_step(t, EDIT_WRITE);
}

// Writes what is finished and what is still being composed in the place of what was being composed.
static bool put(struct typing *t, const uint32_t *codes, int done, int shown) {
    enum typing_composing what = t->composing;
    if (!edit_put_codes(t, t->compose, codes, done + shown))
        return false;
    t->compose = t->composing == what ? bytes_before(t, codes + done, shown) : 0;
    if (!t->compose)
        compose_end(t);
    return true;
}

static enum typing_result hangul(struct typing *t, uint32_t jamo) {
    uint32_t codes[CODES];
    begin(t, COMPOSING_HANGUL);
    struct hangul was = t->hangul;
    step(t);
    int done = hangul_add(&t->hangul, jamo, codes);
    codes[done] = hangul_shown(&t->hangul);
    if (put(t, codes, done, 1))
        return TYPING_CHANGED;
    t->hangul = was;
    return TYPING_MOVED;
}

static enum typing_result cheonjiin(struct typing *t, int digit, when_ms now) {
    uint32_t codes[CODES];
    begin(t, COMPOSING_CHEONJIIN);
    struct cheonjiin was = t->cheonjiin;
    step(t);
    int done = cheonjiin_key(&t->cheonjiin, digit, now - t->tapped > TYPING_PAUSE_MS, codes);
    int shown = cheonjiin_shown(&t->cheonjiin, codes + done);
    t->tapped = now;
    if (put(t, codes, done, shown))
        return TYPING_CHANGED;
    t->cheonjiin = was;
    return TYPING_MOVED;
}

// ---- Telex looks at the word before the caret
static size_t word_before(const struct typing *t, uint32_t *word, int *from) {
    uint32_t back[TELEX_WORD];
    size_t n = 0;
    *from = t->caret;
    while (*from > 0 && n < TELEX_WORD) {
        uint32_t code = edit_before(t, *from);
        if (!telex_is_letter(code))
            break;
        back[n++] = code;
        *from = (int)utf8_back(t->text, (size_t)*from);
    }
    for (size_t i = 0; i < n; i++)
        word[i] = back[n - 1 - i];
    return n;
}

static enum typing_result telex(struct typing *t, char key) {
    uint32_t word[TELEX_WORD + 2];
    int from;
    size_t n = telex_key(word, word_before(t, word, &from), key);
    step(t);
    return edit_put_codes(t, t->caret - from, word, (int)n) ? TYPING_CHANGED : TYPING_MOVED;
}

// A tone of its own key goes to the word; the same again takes it away.
static enum typing_result tone(struct typing *t, uint32_t mark) {
    uint32_t word[TELEX_WORD + 2];
    int from;
    size_t n = word_before(t, word, &from);
    if (!telex_tone(word, n, telex_tone_of(word, n) == mark ? 0 : mark)) {
        t->refused = REFUSED_KIND;
        return TYPING_MOVED;
    }
    edit_step(t, EDIT_WRITE);
    return edit_put_codes(t, t->caret - from, word, (int)n) ? TYPING_CHANGED : TYPING_MOVED;
}

enum typing_result compose_letter(struct typing *t, uint32_t code) {
    const struct layout *l = typing_layout(t);
    bool write = !edit_numeric(t);
    if (write && l->compose == COMPOSE_HANGUL && (hangul_is_consonant(code) || hangul_is_vowel(code)))
        return hangul(t, code);
    compose_end(t);
    if (write && l->compose == COMPOSE_TELEX && code < 128 && telex_is_letter(code))
        return telex(t, (char)code);
    if (write && l->compose == COMPOSE_TELEX && marks_class(code))
        return tone(t, code);
    step(t);
    return edit_put_codes(t, 0, &code, 1) ? TYPING_CHANGED : TYPING_MOVED;
}

// ---- Letters of a digit key
static bool behind_consonant(const struct typing *t) {
    uint32_t code = edit_before(t, t->caret - t->compose);
    return (code >= 0x915 && code <= 0x939) || (code >= 0x958 && code <= 0x95F) || code == 0x93C;
}

static uint32_t letter_at(const char *letters, int at, int *count) {
    size_t len = strlen(letters), i = 0;
    uint32_t code = 0;
    *count = 0;
    while (i < len) {
        uint32_t next = utf8_next(letters, len, &i);
        code = (*count)++ == at ? next : code;
    }
    return code;
}

static enum typing_result taps(struct typing *t, const struct layout *l, int digit, when_ms now) {
    bool again = t->composing == COMPOSING_TAPS && t->tap == digit && now - t->tapped <= TYPING_PAUSE_MS;
    int count;
    if (!again) {
        compose_end(t);
        t->tap_upper = t->shift && l->cased;
        t->shift = false;
    }
    const char *letters = l->after_consonant && digit == 2 && behind_consonant(t) ? l->after_consonant : l->taps[digit];
    letter_at(letters, 0, &count);
    int at = again ? (t->tap_at + 1) % count : 0;
    uint32_t code = letter_at(letters, at, &count);
    t->tap = digit;
    t->tap_at = at;
    t->tapped = now;
    begin(t, COMPOSING_TAPS);
    if (l->compose == COMPOSE_TELEX && marks_class(code))
        return tone(t, code);
    code = t->tap_upper ? layout_upper(code) : typing_own(t, code);
    step(t);
    return put(t, &code, 0, 1) ? TYPING_CHANGED : TYPING_MOVED;
}

enum typing_result compose_digit(struct typing *t, int digit, when_ms now) {
    const struct layout *l = typing_layout(t);
    return l->taps[digit] ? taps(t, l, digit, now) : cheonjiin(t, digit, now);
}

enum typing_result compose_held(struct typing *t, int digit) {
    uint32_t code = typing_own(t, (uint32_t)('0' + digit));
    edit_step(t, EDIT_WRITE);
    if (t->composing == COMPOSING_CHEONJIIN && cheonjiin_delete(&t->cheonjiin)) {
        uint32_t codes[CODES];
        if (!put(t, codes, 0, cheonjiin_shown(&t->cheonjiin, codes)))
            return TYPING_MOVED;
    } else if (t->composing == COMPOSING_TAPS && t->compose) {
        edit_put(t, t->compose, "", 0);
    }
    compose_end(t);
    return edit_put_codes(t, 0, &code, 1) ? TYPING_CHANGED : TYPING_MOVED;
}

bool compose_delete(struct typing *t) {
    uint32_t codes[CODES];
    if (t->composing == COMPOSING_HANGUL && hangul_delete(&t->hangul)) {
        codes[0] = hangul_shown(&t->hangul);
        return put(t, codes, 0, codes[0] ? 1 : 0);
    }
    if (t->composing == COMPOSING_CHEONJIIN && cheonjiin_delete(&t->cheonjiin))
        return put(t, codes, 0, cheonjiin_shown(&t->cheonjiin, codes));
    return false;
}
