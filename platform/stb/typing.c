// SPDX-License-Identifier: Apache-2.0
// The US arrangement, by Linux codes.
#include "platform/stb/typing.h"
#include <linux/input-event-codes.h>
#include <stddef.h>

static const struct {
    uint16_t first; // code of the first character
    const char *plain, *shifted;
} rows[] = {
    {KEY_1, "1234567890-=", "!@#$%^&*()_+"},
    {KEY_Q, "qwertyuiop[]", "QWERTYUIOP{}"},
    {KEY_A, "asdfghjkl;'`", "ASDFGHJKL:\"~"},
    {KEY_BACKSLASH, "\\zxcvbnm,./", "|ZXCVBNM<>?"},
    {KEY_SPACE, " ", " "},
    {KEY_102ND, "<", ">"},
};

static bool note_modifier(struct typing *t, struct stream_key k) {
    bool down = k.value != STREAM_UP;
    switch (k.code) {
    case KEY_LEFTSHIFT: t->shift_left = down; return true;
    case KEY_RIGHTSHIFT: t->shift_right = down; return true;
    case KEY_LEFTCTRL:
    case KEY_RIGHTCTRL: t->control = down; return true;
    case KEY_CAPSLOCK: t->caps = k.value == STREAM_DOWN ? !t->caps : t->caps; return true;
    default: return false;
    }
}

char typing_take(struct typing *t, struct stream_key k) {
    if (note_modifier(t, k) || k.value == STREAM_UP || t->control)
        return 0;
    bool shift = t->shift_left || t->shift_right;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (size_t at = 0; rows[i].plain[at]; at++) {
            if (rows[i].first + at != k.code)
                continue;
            char plain = rows[i].plain[at];
            if (plain >= '0' && plain <= '9')
                return shift ? rows[i].shifted[at] : '\0';
            bool letter = plain >= 'a' && plain <= 'z';
            return (letter && t->caps) != shift ? rows[i].shifted[at] : plain;
        }
    return 0;
}
