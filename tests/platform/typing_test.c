// SPDX-License-Identifier: Apache-2.0
// What a plugged-in keyboard writes: letters, symbols, AltGr, caps lock, and the characters that edit.
#include "platform/stb/typing.h"

#include <linux/input-event-codes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static const char *after(uint16_t modifier, uint16_t code, bool letters) {
    static char typed[TYPED_ROOM];
    struct typing t = {.caps = false};
    if (modifier)
        assert_false(typing_take(&t, (struct stream_key){.code = modifier, .value = STREAM_DOWN, .letters = letters}, typed));
    if (modifier == KEY_CAPSLOCK)
        assert_false(typing_take(&t, (struct stream_key){.code = modifier, .value = STREAM_UP}, typed));
    bool any = typing_take(&t, (struct stream_key){.code = code, .value = STREAM_DOWN, .letters = letters}, typed);
    assert_int_equal(any, typed[0] != '\0');
    return typed;
}

static void keys_write(void **state) {
    (void)state;
    static const struct { uint16_t modifier, code; bool letters; const char *text; } rows[] = {
        {0, KEY_A, true, "a"}, {KEY_LEFTSHIFT, KEY_A, true, "A"}, {KEY_CAPSLOCK, KEY_A, true, "A"}, {KEY_RIGHTSHIFT, KEY_1, true, "!"}, {0, KEY_1, true, ""},
        {0, KEY_SPACE, true, " "}, {0, KEY_SLASH, true, "/"}, {KEY_LEFTSHIFT, KEY_SLASH, true, "?"}, {0, KEY_102ND, true, "<"}, {KEY_CAPSLOCK, KEY_COMMA, true, ","},
        {KEY_RIGHTALT, KEY_E, true, "é"}, {KEY_RIGHTALT, KEY_N, true, "ñ"}, {KEY_RIGHTALT, KEY_COMMA, true, "ç"}, {KEY_RIGHTALT, KEY_SLASH, true, "¿"},
        {KEY_RIGHTALT, KEY_5, true, "€"}, {KEY_RIGHTALT, KEY_B, true, "ã"}, {KEY_RIGHTALT, KEY_V, true, ""}, {KEY_LEFTCTRL, KEY_Z, true, "\x1A"},
        {KEY_LEFTCTRL, KEY_C, true, ""}, {KEY_LEFTCTRL, KEY_LEFT, true, "\x02"}, {0, KEY_LEFT, true, ""}, {0, KEY_END, false, "\x05"}, {0, KEY_HOME, true, "\x01"},
        {0, KEY_HOME, false, ""}, {0, KEY_DELETE, true, "\x7F"}, {0, KEY_DELETE, false, ""}, {0, KEY_HANGEUL, false, "\x0E"}, {KEY_LEFTCTRL, KEY_SPACE, true, "\x0E"},
        {0, KEY_ENTER, true, ""}, {0, KEY_F1, true, ""}, {0, KEY_BACKSPACE, true, ""}, {0, KEY_ESC, true, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(after(rows[i].modifier, rows[i].code, rows[i].letters), rows[i].text);
}

static void releases_write_nothing(void **state) {
    (void)state;
    char typed[TYPED_ROOM];
    struct typing t = {.caps = false};
    assert_false(typing_take(&t, (struct stream_key){.code = KEY_A, .value = STREAM_UP}, typed));
    assert_false(typing_take(&t, (struct stream_key){.code = KEY_LEFTSHIFT, .value = STREAM_DOWN}, typed));
    assert_false(typing_take(&t, (struct stream_key){.code = KEY_LEFTSHIFT, .value = STREAM_UP}, typed));
    assert_true(typing_take(&t, (struct stream_key){.code = KEY_A, .value = STREAM_REPEAT}, typed));
    assert_string_equal(typed, "a");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(keys_write), cmocka_unit_test(releases_write_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
