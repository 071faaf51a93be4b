// SPDX-License-Identifier: Apache-2.0
#include "app/typing/typing.h"

#include "ui/text/text.h"

#include <ctype.h>

void typing_start(struct typing *t, enum keyboard keyboard, const char *text) {
    t->keyboard = keyboard;
    t->shift = t->symbols = false;
    text_copy(t->text, sizeof t->text, text ? text : "");
    t->len = t->caret = (int)strlen(t->text);
}

static int room(const struct typing *t) {
    int max = t->max > 0 && t->max < TYPING_BYTES ? t->max : TYPING_BYTES;
    if (t->mask) {
        max = 0;
        for (const char *m = t->mask; *m; m++)
            max += *m == '_';
    }
    return max - t->len;
}

static bool allowed(const struct typing *t, const char *bytes, int len) {
    for (int i = 0; i < len; i++) {
        bool digit = isdigit((unsigned char)bytes[i]);
        if ((t->mask || t->keyboard == KEYBOARD_DIGITS) && !digit && !(t->keyboard == KEYBOARD_DIGITS && !t->mask && strchr("+ -/()", bytes[i])))
            return false;
        if (t->keyboard == KEYBOARD_DECIMAL && !digit && !strchr(".,-", bytes[i]))
            return false;
    }
    return true;
}

static enum typing_result insert(struct typing *t, const char *bytes, int len) {
    if (len <= 0 || len > room(t) || !allowed(t, bytes, len) || !utf8_valid(bytes, (size_t)len))
        return TYPING_MOVED;
    memmove(t->text + t->caret + len, t->text + t->caret, (size_t)(t->len - t->caret) + 1);
    memcpy(t->text + t->caret, bytes, (size_t)len);
    t->caret += len;
    t->len += len;
    return TYPING_CHANGED;
}

static struct str all(const struct typing *t) { return (struct str){t->text, (size_t)t->len}; }

static enum typing_result remove_before(struct typing *t) {
    if (t->caret == 0)
        return TYPING_MOVED;
    int from = (int)text_previous(all(t), (size_t)t->caret);
    memmove(t->text + from, t->text + t->caret, (size_t)(t->len - t->caret) + 1);
    t->len -= t->caret - from;
    t->caret = from;
    return TYPING_CHANGED;
}

static enum typing_result character(struct typing *t, uint32_t code) {
    char bytes[4];
    if (t->shift && code < 128)
        code = (uint32_t)toupper((int)code);
    t->shift = false; // one capital, as on a phone
    return insert(t, bytes, (int)utf8_put(bytes, code));
}

// A suggestion takes the place of the word that is being written.
static enum typing_result suggestion(struct typing *t, int i) {
    if (i < 0 || i >= t->suggestion_count || (int)strlen(t->suggestions[i]) + 1 > room(t))
        return TYPING_MOVED;
    int from = t->caret;
    while (from > 0 && t->text[from - 1] != ' ' && t->text[from - 1] != ',')
        from--;
    if (from == t->caret && t->caret > 0) // nothing begun: it is added behind a blank
        (void)(t->text[t->caret - 1] == ' ' ? TYPING_MOVED : insert(t, " ", 1));
    while (t->caret > from && remove_before(t) == TYPING_CHANGED)
        continue;
    return insert(t, t->suggestions[i], (int)strlen(t->suggestions[i]));
}

static enum typing_result action(struct typing *t, const struct event *ev) {
    switch (ev->action) {
    case ACT_TYPE_CHARACTER: return character(t, (uint32_t)ev->arg);
    case ACT_TYPE_SPACE: return insert(t, " ", 1);
    case ACT_TYPE_DELETE: return remove_before(t);
    case ACT_TYPE_SHIFT: t->shift = !t->shift; return TYPING_MOVED;
    case ACT_TYPE_SYMBOLS: t->symbols = !t->symbols; return TYPING_MOVED;
    case ACT_TYPE_SUGGESTION: return suggestion(t, ev->arg);
    case ACT_TYPE_NEXT: return TYPING_DONE;
    default: return TYPING_NOT_MINE;
    }
}

static enum typing_result key(struct typing *t, const struct event *ev) {
    if (key_is_digit(ev->key))
        return insert(t, (char[]){(char)('0' + ev->key - KEY_0)}, 1);
    switch (ev->key) {
    case KEY_DELETE:
    case KEY_YELLOW: return remove_before(t);
    case KEY_REWIND: t->caret = (int)text_previous(all(t), (size_t)t->caret); return TYPING_MOVED;
    case KEY_FORWARD: t->caret = (int)text_next(all(t), (size_t)t->caret); return TYPING_MOVED;
    case KEY_PLAY: return TYPING_DONE;
    default: return TYPING_NOT_MINE;
    }
}

enum typing_result typing_event(struct typing *t, const struct event *ev) {
    switch (ev->type) {
    case EV_ACTION: return action(t, ev);
    case EV_KEY: return key(t, ev);
    case EV_TEXT: return insert(t, ev->text, (int)strlen(ev->text));
    default: return TYPING_NOT_MINE;
    }
}

const char *typing_shown(const struct typing *t, struct arena *a, int *caret) {
    *caret = t->caret;
    char *shown = t->mask ? arena_string(a, t->mask) : NULL;
    if (!shown)
        return t->text;
    int at = 0, digits = 0;
    *caret = 0;
    for (; shown[at]; at++) {
        if (shown[at] != '_')
            continue;
        if (digits == t->caret)
            *caret = at;
        if (digits < t->len)
            shown[at] = t->text[digits];
        digits++;
    }
    if (t->caret >= digits)
        *caret = at;
    return shown;
}
