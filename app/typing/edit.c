// SPDX-License-Identifier: Apache-2.0
#include "app/typing/edit.h"
#include "app/typing/marks.h"

#include "ui/text/text.h"

#include <ctype.h>

enum { REGION = 40, PIECE = 16 }; // code points around the caret that can touch each other; bytes put in at once

static struct str all(const struct typing *t) { return (struct str){t->text, (size_t)t->len}; }

// The caret goes on to the end of the character that it would stand in.
static void snap(struct typing *t) {
    if (t->caret <= 0 || t->caret >= t->len)
        return;
    size_t from = text_previous(all(t), (size_t)t->caret), to = text_next(all(t), from);
    while (to < (size_t)t->caret)
        to = text_next(all(t), to);
    t->caret = (int)to;
}

// ---- Undo
static bool inside(char c) { return ((unsigned char)c & 0xC0) == 0x80; }

// The step that is open becomes what differs between the text before it and the present one.
void edit_step_end(struct typing *t) {
    int before = (int)strlen(t->base), from = 0, end = 0;
    bool open = t->step_kind != EDIT_NONE;
    t->step_kind = EDIT_NONE;
    if (!open || !strcmp(t->base, t->text))
        return;
    while (from < before && from < t->len && t->base[from] == t->text[from])
        from++;
    while (end < before - from && end < t->len - from && t->base[before - 1 - end] == t->text[t->len - 1 - end])
        end++;
    while (from > 0 && inside(t->text[from])) // whole characters, though two may begin or end with the same bytes
        from--;
    while (end > 0 && inside(t->text[t->len - end]))
        end--;
    int removed = before - from - end;
    while (t->step_count == TYPING_UNDO || (t->step_count && t->removed_len + removed > TYPING_REMOVED)) {
        int oldest = t->steps[0].removed;
        memmove(t->removed, t->removed + oldest, (size_t)(t->removed_len - oldest));
        t->removed_len -= oldest;
        memmove(t->steps, t->steps + 1, sizeof *t->steps * (size_t)--t->step_count);
    }
    memcpy(t->removed + t->removed_len, t->base + from, (size_t)removed);
    t->removed_len += removed;
    t->steps[t->step_count++] = (struct typing_step){(short)from, (short)removed, (short)(t->len - from - end)};
}

void edit_step(struct typing *t, enum edit_kind kind) {
    if (t->step_kind == (int)kind && kind != EDIT_OTHER)
        return;
    edit_step_end(t);
    memcpy(t->base, t->text, (size_t)t->len + 1);
    t->step_kind = (int)kind;
}

bool edit_undo(struct typing *t) {
    edit_step_end(t);
    if (!t->step_count)
        return false;
    struct typing_step s = t->steps[--t->step_count];
    char *at = t->text + s.at;
    t->removed_len -= s.removed;
    memmove(at + s.removed, at + s.inserted, (size_t)(t->len - s.at - s.inserted) + 1);
    memcpy(at, t->removed + t->removed_len, (size_t)s.removed);
    t->len += s.removed - s.inserted;
    t->caret = s.at + s.removed;
    snap(t);
    return true;
}

// ---- What a field takes
bool edit_numeric(const struct typing *t) {
    return t->mask || t->keyboard == KEYBOARD_DIGITS || t->keyboard == KEYBOARD_DECIMAL || t->keyboard == KEYBOARD_PIN;
}

static bool takes(const struct typing *t, char c) {
    if (isdigit((unsigned char)c))
        return true;
    if (t->mask || t->keyboard == KEYBOARD_PIN || (c == '-' && t->number.positive))
        return false;
    return c && strchr(t->keyboard == KEYBOARD_DECIMAL ? ".,-" : "+ -/()", c);
}

static int most_bytes(const struct typing *t) {
    int max = t->max > 0 && t->max < TYPING_BYTES ? t->max : TYPING_BYTES;
    if (t->mask) {
        max = 0;
        for (const char *m = t->mask; *m; m++)
            max += *m == '_';
    }
    return max;
}

// As browsers count: two for what lies above U+FFFF.
static int units(const char *bytes, int len) {
    int n = 0;
    for (size_t at = 0; at < (size_t)len;)
        n += utf8_next(bytes, (size_t)len, &at) > 0xFFFF ? 2 : 1;
    return n;
}

static bool fits(struct typing *t, int before, const char *bytes, int len) {
    bool room = t->len - before + len <= most_bytes(t);
    if (room && t->max_letters && len)
        room = units(t->text, t->len) - units(t->text + t->caret - before, before) + units(bytes, len) <= t->max_letters;
    bool kind = utf8_valid(bytes, (size_t)len);
    for (int i = 0; kind && i < len; i++)
        kind = edit_numeric(t) ? takes(t, bytes[i]) : (unsigned char)bytes[i] >= ' ' || bytes[i] == '\n';
    if (!room || !kind)
        t->refused = kind ? REFUSED_FULL : REFUSED_KIND;
    return room && kind;
}

// ---- Changing
static void raw_put(struct typing *t, int before, const char *bytes, int len) {
    char *at = t->text + t->caret - before;
    memmove(at + len, t->text + t->caret, (size_t)(t->len - t->caret) + 1);
    memcpy(at, bytes, (size_t)len);
    t->len += len - before;
    t->caret += len - before;
}

// Normalises what the change may have brought together: from the letter before to the marks behind.
static void tidy(struct typing *t, int from, int to) {
    uint32_t codes[REGION + 4];
    char bytes[(REGION + 4) * 4];
    size_t count = 0, start = (size_t)from, end = (size_t)to;
    for (int i = 0; start > 0 && i < 8; i++) {
        size_t back = start;
        start = utf8_back(t->text, start);
        if (!marks_is(utf8_next(t->text, back, &(size_t){start})))
            break;
    }
    for (int i = 0; end < (size_t)t->len && i < 8; i++) {
        size_t next = end;
        uint32_t code = utf8_next(t->text, (size_t)t->len, &next);
        if (!marks_is(code) && !(code >= 0x1160 && code < 0x1200))
            break;
        end = next;
    }
    for (size_t at = start; at < end;) {
        if (count == REGION)
            return; // a pasted text: it is normalised piece by piece before
        codes[count++] = utf8_next(t->text, end, &at);
    }
    size_t fresh = marks_nfc(codes, count, REGION + 4), len = 0;
    for (size_t i = 0; i < fresh; i++)
        len += utf8_put(bytes + len, codes[i]);
    if (len == end - start && !memcmp(bytes, t->text + start, len))
        return;
    if (t->len - (int)(end - start) + (int)len > TYPING_BYTES)
        return;
    t->caret = (int)end;
    raw_put(t, (int)(end - start), bytes, (int)len);
    t->compose = 0; // what was composed is part of another character now
    t->composing = COMPOSING_NOTHING;
}

bool edit_put(struct typing *t, int before, const char *bytes, int len) {
    if (!fits(t, before, bytes, len))
        return false;
    int at = t->caret - before;
    for (int done = 0; done < len || !len;) { // long texts in pieces, so that every seam is looked at
        int piece = len - done;
        if (piece > PIECE)
            piece = (int)utf8_back(bytes + done, PIECE + 1);
        raw_put(t, done ? 0 : before, bytes + done, piece);
        done += piece;
        tidy(t, done == piece ? at : t->caret - piece, t->caret);
        if (!len)
            break;
    }
    snap(t);
    return true;
}

bool edit_put_codes(struct typing *t, int before, const uint32_t *codes, int count) {
    char bytes[REGION * 4];
    int len = 0;
    for (int i = 0; i < count && i < REGION; i++)
        len += (int)utf8_put(bytes + len, codes[i]);
    return edit_put(t, before, bytes, len);
}

uint32_t edit_before(const struct typing *t, int at) {
    size_t from = utf8_back(t->text, (size_t)at);
    return at > 0 ? utf8_next(t->text, (size_t)at, &from) : 0;
}

static bool remove_to(struct typing *t, int from) {
    if (from >= t->caret)
        return false;
    raw_put(t, t->caret - from, "", 0);
    tidy(t, t->caret, t->caret);
    snap(t);
    return true;
}

bool edit_delete(struct typing *t) {
    if (marks_is_key(edit_before(t, t->caret)))
        return remove_to(t, (int)utf8_back(t->text, (size_t)t->caret));
    return remove_to(t, (int)text_previous(all(t), (size_t)t->caret));
}

bool edit_delete_next(struct typing *t) {
    int from = t->caret;
    t->caret = (int)text_next(all(t), (size_t)from);
    return remove_to(t, from);
}

void edit_move(struct typing *t, bool forward) {
    t->caret = (int)(forward ? text_next(all(t), (size_t)t->caret) : text_previous(all(t), (size_t)t->caret));
}

bool edit_is_rtl(const struct typing *t) {
    if (edit_numeric(t))
        return false;
    for (size_t at = 0; at < (size_t)t->len;) { // the first strong letter, as the field is drawn
        uint32_t code = utf8_next(t->text, (size_t)t->len, &at);
        if (code >= 0x590 && code < 0x900)
            return marks_class(code) == 0 && !(code >= 0x660 && code <= 0x669);
        if (code >= 0xC0 || isalpha((int)code))
            return false;
    }
    return text_language_is_rtl(t->language);
}
