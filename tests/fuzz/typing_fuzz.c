// SPDX-License-Identifier: Apache-2.0
// Any keys in any order, in every language and kind of field: the text stays UTF-8 in NFC within its limits, the caret
// stands between two characters, what is composed stands before it, and undoing everything ends.
#include "app/typing/inside.h"
#include "app/typing/marks.h"
#include "ui/text/text.h"

#include <assert.h>

static const char *const languages[] = {"en", "ko", "vi", "ar", "hi", "th", "es", "pt-BR"};
static const char *const texts[] = {"\xCC\x81", "\xE0\xA4\xBC", "\xF0\x9F\x87\xB0", "\xE1\x85\xA1", "\xE1\x84\x80", "\xE0\xB9\x88", "\xE0\xB8\xB8", "\xD9\x91",
                                    "\xD9\x8E", "\xE2\x80\x8D", "\xFF", "e", "\x01", "\x05", "\x7F", "\x1A", "한글 text", "\xE0\xA4\xA8"};
static const char *const offered[] = {"bakery", "빵집", "Mill Lane 14"};

enum { WHOLE_EVERY = 8 }; // steps; in between only what costs little is looked at

static void check(const struct typing *t) {
    assert(t->len == (int)strlen(t->text) && t->len <= TYPING_BYTES && utf8_valid(t->text, (size_t)t->len));
    assert(t->caret >= 0 && t->caret <= t->len && t->compose >= 0 && t->compose <= t->caret);
    assert((t->text[t->caret] & 0xC0) != 0x80);
}

static void check_whole(const struct typing *t) {
    uint32_t codes[TYPING_BYTES];
    size_t n = 0, from = 0;
    check(t);
    for (size_t at = 0; at < (size_t)t->caret; at = from)
        from = text_next((struct str){t->text, (size_t)t->len}, at);
    assert(from == (size_t)t->caret);
    if (t->max_letters)
        assert((int)utf8_count(t->text, (size_t)t->len) <= t->max_letters);
    for (size_t at = 0; at < (size_t)t->len;)
        codes[n++] = utf8_next(t->text, (size_t)t->len, &at);
    // Piece by piece from one letter to the next, as long as marks_nfc takes.
    for (size_t at = 0; at < n;) {
        size_t end = at + 1;
        while (end < n && end - at < 16 && (marks_is(codes[end]) || (codes[end] >= 0x1160 && codes[end] < 0x1200)))
            end++;
        uint32_t piece[24];
        memcpy(piece, codes + at, (end - at) * sizeof *piece);
        size_t count = marks_nfc(piece, end - at, 24);
        assert(count == end - at && !memcmp(piece, codes + at, count * sizeof *piece));
        at = end;
    }
}

static void feed(struct typing *t, uint8_t what, uint8_t with, when_ms now) {
    static const enum key keys[] = {KEY_LEFT, KEY_RIGHT, KEY_REWIND, KEY_FORWARD, KEY_DELETE, KEY_YELLOW, KEY_PLAY, KEY_BACK};
    char one[2] = {(char)(' ' + with % 95), '\0'};
    struct event ev = {.type = EV_KEY, .now = now};
    switch (what % 8) {
    case 0:
    case 1: ev.key = (enum key)(KEY_0 + with % 10); ev.repeat = with > 220; break;
    case 2: ev.key = keys[with % 8]; ev.repeat = with > 200; break;
    case 3: ev.type = EV_TEXT; ev.text = texts[with % (sizeof texts / sizeof *texts)]; break;
    case 4: ev.type = EV_TEXT; ev.text = one; break;
    case 5: ev.type = EV_ACTION; ev.action = ACT_TYPING + with % 20; ev.arg = with % 3; break;
    case 6: {
        struct str key = layout_key(typing_rows(t)[with % LAYOUT_ROWS], with / 3 % LAYOUT_KEYS);
        size_t at = 0;
        ev.type = EV_ACTION;
        ev.action = ACT_TYPE_CHARACTER;
        ev.arg = key.len ? (int)utf8_next(key.p, key.len, &at) : TYPING_SEVERAL + with;
        break;
    }
    default:
        ev.type = EV_TIMER;
        ev.tag = TYPING_TAG;
        if (with > 250)
            (void)typing_replace(t, offered[with % 3], with % 2);
        break;
    }
    (void)typing_event(t, &ev);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct typing t;
    when_ms now = 0;
    if (size < 2)
        return 0;
    memset(&t, 0, sizeof t);
    t.mask = data[0] % 32 == 31 ? "__.__.____" : NULL;
    t.max_letters = data[1] > 200 ? data[1] - 190 : 0;
    t.suggestions = offered;
    t.suggestion_count = 3;
    typing_start(&t, (enum keyboard)(data[0] / 8 % 6 < 4 ? KEYBOARD_TEXT : data[0] / 8 % 6), "");
    text_copy(t.language, sizeof t.language, languages[data[0] % 8]);
    for (size_t i = 2; i + 1 < size && i < 2000; i += 2) {
        now += data[i] > 240 ? TYPING_PAUSE_MS + 1 : 10;
        feed(&t, data[i], data[i + 1], now);
        (i / 2 % WHOLE_EVERY ? check : check_whole)(&t);
    }
    check_whole(&t);
    for (int i = 0; i <= TYPING_UNDO; i++) {
        (void)typing_event(&t, &(struct event){.type = EV_ACTION, .action = ACT_TYPE_UNDO});
        (i % WHOLE_EVERY ? check : check_whole)(&t);
    }
    assert(t.step_count == 0);
    return 0;
}
