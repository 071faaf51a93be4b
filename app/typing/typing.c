// SPDX-License-Identifier: Apache-2.0
// What an event does to the text and to the pages of the keyboard.
#include "app/typing/inside.h"

#include "base/locale.h"

void typing_start(struct typing *t, enum keyboard keyboard, const char *text) {
    compose_end(t);
    t->keyboard = keyboard;
    t->shift = t->symbols = t->accents = t->pad = t->by_keyboard = t->refocus = t->past_known = false;
    t->page = t->past_count = t->step_count = t->removed_len = t->held = 0;
    t->step_kind = EDIT_NONE;
    t->focus = FOCUS_KEYS;
    t->refused = REFUSED_NOT;
    text_copy(t->text, sizeof t->text, text ? text : "");
    t->len = t->caret = (int)strlen(t->text);
}

const struct layout *typing_layout(const struct typing *t) {
    const struct layout *l = layout_of(t->language);
    bool other = !l->cased || l->compose != COMPOSE_PLAIN; // than the Latin one
    bool plain = t->keyboard == KEYBOARD_EMAIL || t->keyboard == KEYBOARD_CODE;
    return plain || (t->latin && other) ? &layout_latin : l;
}

uint32_t typing_own(const struct typing *t, uint32_t code) {
    const char *language = typing_layout(t)->language;
    bool text = t->keyboard == KEYBOARD_TEXT && !edit_numeric(t) && !t->plain_digits && *language;
    return text && code >= '0' && code <= '9' ? locale_digit_code(locale_of(language), (int)(code - '0')) : code;
}

bool typing_digits_write(const struct typing *t) {
    return edit_numeric(t) || (t->digits_chosen ? t->digits_write : t->keyboard == KEYBOARD_CODE);
}

const char *const *typing_rows(const struct typing *t) {
    const struct layout *l = typing_layout(t);
    if (t->symbols)
        return layout_symbols[t->page % 2];
    if (t->keyboard == KEYBOARD_EMAIL)
        return layout_mail;
    return t->accents && l->cased ? l->accents : l->rows[t->page % l->pages];
}

// ---- Writing
// One letter of a page behind the first, then the first again.
static void page_back(struct typing *t) {
    t->shift = t->accents = false;
    t->page = t->symbols ? t->page : 0;
}

static struct str key_text(const struct typing *t, int arg) {
    int at = arg - TYPING_SEVERAL, row = at / 16 % 16;
    return row < LAYOUT_ROWS ? layout_key(typing_rows(t)[row], at % 16) : (struct str){0};
}

static enum typing_result insert(struct typing *t, enum edit_kind kind, const char *bytes, int len) {
    compose_end(t);
    edit_step(t, kind);
    return edit_put(t, 0, bytes, len) ? TYPING_CHANGED : TYPING_MOVED;
}

static enum typing_result character(struct typing *t, int arg) {
    enum typing_result r;
    if (arg >= TYPING_SEVERAL) {
        struct str key = key_text(t, arg);
        r = key.len ? insert(t, EDIT_WRITE, key.p, (int)key.len) : TYPING_MOVED;
    } else {
        uint32_t code = typing_own(t, (uint32_t)arg);
        r = compose_letter(t, t->shift && typing_layout(t)->cased ? layout_upper(code) : code);
    }
    page_back(t);
    return r;
}

static enum typing_result remove_before(struct typing *t) {
    edit_step(t, EDIT_DELETE);
    if (compose_delete(t))
        return TYPING_CHANGED;
    compose_end(t);
    return edit_delete(t) ? TYPING_CHANGED : TYPING_MOVED;
}

static enum typing_result clear(struct typing *t) {
    compose_end(t);
    edit_step(t, EDIT_OTHER);
    t->caret = t->len;
    return t->len && edit_put(t, t->len, "", 0) ? TYPING_CHANGED : TYPING_MOVED;
}

static enum typing_result undo(struct typing *t) {
    compose_end(t);
    return edit_undo(t) ? TYPING_CHANGED : TYPING_MOVED;
}

static enum typing_result move(struct typing *t, bool forward) {
    compose_end(t);
    edit_step_end(t);
    edit_move(t, forward);
    return TYPING_MOVED;
}

// ---- Digits of the remote
static void show_pad(struct typing *t) {
    if (t->pad)
        return;
    t->pad = t->refocus = true;
    t->focus = FOCUS_SPACE;
}

static enum typing_result digit(struct typing *t, int n, const struct event *ev) {
    char c = (char)('0' + n);
    if (t->by_keyboard && !edit_numeric(t)) { // the upper row of a plugged-in keyboard
        struct str own = t->latin ? (struct str){0} : layout_hard(typing_layout(t), c);
        return own.len ? insert(t, EDIT_WRITE, own.p, (int)own.len) : insert(t, EDIT_WRITE, &c, 1);
    }
    if (typing_digits_write(t)) {
        char own[4];
        return insert(t, EDIT_WRITE, own, (int)utf8_put(own, typing_own(t, (uint32_t)c)));
    }
    if (ev->repeat)
        return t->held++ == 0 ? compose_held(t, n) : TYPING_MOVED;
    show_pad(t);
    return compose_digit(t, n, ev->now);
}

// ---- Events
static enum typing_result turn(struct typing *t, const struct event *ev) {
    compose_end(t);
    switch (ev->action) {
    case ACT_TYPE_SHIFT: t->shift = !t->shift; break;
    case ACT_TYPE_PAGE: t->page++; t->page %= t->symbols ? 2 : typing_layout(t)->pages; break;
    case ACT_TYPE_ACCENTS: t->accents = !t->accents; t->symbols = false; t->page = 0; break;
    case ACT_TYPE_SYMBOLS: t->symbols = !t->symbols; t->accents = t->pad = false; t->page = 0; break;
    case ACT_TYPE_LATIN: t->latin = !t->latin; t->symbols = t->accents = t->shift = false; t->page = 0; break;
    case ACT_TYPE_DIGITS: t->digits_write = !typing_digits_write(t); t->digits_chosen = true; break;
    default: // ACT_TYPE_PAD
        t->pad = !t->pad;
        t->focus = t->pad ? FOCUS_SPACE : FOCUS_KEYS;
        t->refocus = true;
        break;
    }
    return TYPING_MOVED;
}

static enum typing_result action(struct typing *t, const struct event *ev) {
    if (ev->action <= ACT_TYPING || ev->action > ACT_TYPE_RIGHT)
        return TYPING_NOT_MINE;
    t->by_keyboard = false;
    switch (ev->action) {
    case ACT_TYPE_CHARACTER: return character(t, ev->arg);
    case ACT_TYPE_PAD_KEY: return digit(t, ev->arg, ev);
    case ACT_TYPE_SPACE: page_back(t); return insert(t, EDIT_WRITE, " ", 1);
    case ACT_TYPE_DELETE: return remove_before(t);
    case ACT_TYPE_CLEAR: return clear(t);
    case ACT_TYPE_UNDO: return undo(t);
    case ACT_TYPE_LEFT: return move(t, edit_is_rtl(t));
    case ACT_TYPE_RIGHT: return move(t, !edit_is_rtl(t));
    case ACT_TYPE_SUGGESTION: compose_end(t); return suggest_take(t, ev->arg) ? TYPING_CHANGED : TYPING_MOVED;
    case ACT_TYPE_NEXT: compose_end(t); return TYPING_DONE;
    default: return turn(t, ev);
    }
}

// Between two letters of one key; or the caret, when the field has the focus or the key is only for it.
static enum typing_result sideways(struct typing *t, enum key key) {
    bool right = key == KEY_RIGHT || key == KEY_FORWARD, waits = t->composing == COMPOSING_CHEONJIIN || t->composing == COMPOSING_TAPS;
    bool onward = right != edit_is_rtl(t);
    if (waits && onward) {
        compose_end(t);
        return TYPING_MOVED;
    }
    if (key == KEY_FORWARD && t->pad && t->caret == t->len)
        return insert(t, EDIT_WRITE, " ", 1); // as the right key of a phone
    return move(t, onward);
}

static enum typing_result key(struct typing *t, const struct event *ev) {
    t->held = ev->repeat ? t->held : 0;
    if (key_is_digit(ev->key))
        return digit(t, (int)(ev->key - KEY_0), ev);
    switch (ev->key) {
    case KEY_DELETE:
    case KEY_YELLOW:
        if (ev->repeat && ++t->held >= TYPING_HELD)
            return clear(t);
        return remove_before(t);
    case KEY_LEFT:
    case KEY_RIGHT:
    case KEY_REWIND:
    case KEY_FORWARD: return sideways(t, ev->key);
    case KEY_PLAY: compose_end(t); return TYPING_DONE;
    default: return TYPING_NOT_MINE;
    }
}

// ---- A plugged-in keyboard
static enum typing_result control(struct typing *t, char c) {
    if (c != 0x08)
        compose_end(t);
    edit_step(t, EDIT_DELETE);
    switch (c) {
    case 0x01: t->caret = 0; return TYPING_MOVED;
    case 0x05: t->caret = t->len; return TYPING_MOVED;
    case 0x02: return move(t, false);
    case 0x06: return move(t, true);
    case 0x08: return remove_before(t);
    case 0x04:
    case 0x7F: return edit_delete_next(t) ? TYPING_CHANGED : TYPING_MOVED;
    case 0x0E: t->latin = !t->latin; return TYPING_MOVED; // the key 한/영
    case 0x1A: return undo(t);
    default: return TYPING_MOVED;
    }
}

// Digits of other scripts count as digits where a number is asked, Arabic marks as ours.
static uint32_t plain_digit(uint32_t code) {
    int digit = locale_digit(code);
    return digit >= 0 ? '0' + (uint32_t)digit : code == 0x66B ? '.' : code == 0x66C ? ',' : code == 0x2212 ? '-' : code;
}

static enum typing_result numbers(struct typing *t, const char *text) {
    char plain[64 + 4]; // platform/platform.h sends at most 63 bytes at once
    size_t len = strlen(text), out = 0;
    for (size_t at = 0; at < len && out + 4 < sizeof plain;)
        out += utf8_put(plain + out, plain_digit(utf8_next(text, len, &at)));
    return insert(t, EDIT_WRITE, plain, (int)out);
}

// One character is a key; several were written by an input method and are taken as they are.
static enum typing_result text(struct typing *t, const char *written) {
    const struct layout *l = typing_layout(t);
    if (!*written)
        return TYPING_MOVED;
    if (!written[1] && ((unsigned char)*written < ' ' || *written == 0x7F))
        return control(t, *written);
    t->refocus |= !t->by_keyboard;
    t->by_keyboard = true;
    t->focus = FOCUS_FIELD;
    t->pad = false;
    if (edit_numeric(t))
        return numbers(t, written);
    struct str own = !written[1] ? layout_hard(l, *written) : (struct str){0};
    uint32_t jamo = !written[1] && l->compose == COMPOSE_HANGUL ? hangul_of_key(*written) : 0;
    if (own.len)
        return insert(t, EDIT_WRITE, own.p, (int)own.len);
    if (jamo || !written[1])
        return compose_letter(t, jamo ? jamo : (uint32_t)(unsigned char)*written);
    return insert(t, EDIT_WRITE, written, (int)strlen(written));
}

enum typing_result typing_event(struct typing *t, const struct event *ev) {
    bool mine = ev->type == EV_ACTION || ev->type == EV_KEY || ev->type == EV_TEXT;
    if (mine)
        t->refused = REFUSED_NOT;
    switch (ev->type) {
    case EV_ACTION: return action(t, ev);
    case EV_KEY: return key(t, ev);
    case EV_TEXT: return text(t, ev->text);
    case EV_TIMER:
        if (ev->tag != TYPING_TAG)
            return TYPING_NOT_MINE;
        if (t->composing == COMPOSING_TAPS)
            compose_end(t);
        return TYPING_MOVED;
    default: return TYPING_NOT_MINE;
    }
}

bool typing_replace(struct typing *t, const char *fresh, bool done) {
    compose_end(t);
    edit_step(t, EDIT_REPLACE);
    t->caret = t->len;
    bool ok = edit_put(t, t->len, fresh, (int)strlen(fresh));
    if (done)
        edit_step_end(t);
    return ok;
}

// The mask with the digits that are there. The caret stands before the place that the next digit fills, at the end behind
// the last one.
static const char *in_mask(const struct typing *t, struct arena *a, int *caret) {
    const struct locale *l = locale_of(t->language);
    int digits = 0;
    struct buf b;
    buf_init(&b, TYPING_BYTES);
    for (const char *m = t->mask; *m; m++) {
        if (*m != '_') {
            buf_char(&b, *m);
            continue;
        }
        if (digits == t->caret)
            *caret = (int)b.len;
        buf_text_add(&b, digits < t->len ? locale_digits(l, a, (char[]){t->text[digits], '\0'}) : "_");
        if (++digits <= t->caret)
            *caret = (int)b.len;
    }
    const char *shown = b.err ? NULL : arena_copy(a, buf_text(&b), b.len);
    buf_finish(&b);
    return shown;
}

const char *typing_shown(const struct typing *t, struct arena *a, int *caret) {
    *caret = t->caret;
    if (t->mask) {
        const char *shown = in_mask(t, a, caret);
        return shown ? shown : t->text;
    }
    if (t->keyboard == KEYBOARD_DECIMAL && (t->len || t->number.currency))
        return locale_typed(locale_of(t->language), a, t->text, t->number.currency, caret);
    return t->text;
}
