// SPDX-License-Identifier: Apache-2.0
// The US arrangement, by Linux codes.
#include "platform/stb/typing.h"
#include "base/str.h"
#include <linux/input-event-codes.h>

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

// With AltGr; the second with shift. As US international, and ã õ â ê ô where it has nothing, for Portuguese.
static const struct { char key; const char *plain, *shifted; } marked[] = {
    {'a', "á", "Á"}, {'b', "ã", "Ã"}, {'e', "é", "É"}, {'i', "í", "Í"}, {'o', "ó", "Ó"}, {'u', "ú", "Ú"}, {'n', "ñ", "Ñ"}, {',', "ç", "Ç"},
    {'q', "ä", "Ä"}, {'y', "ü", "Ü"}, {'p', "ö", "Ö"}, {'w', "å", "Å"}, {'s', "ß", "§"}, {'z', "æ", "Æ"}, {'l', "ø", "Ø"}, {'d', "ð", "Ð"},
    {'t', "þ", "Þ"}, {'g', "â", "Â"}, {'h', "ê", "Ê"}, {'j', "ô", "Ô"}, {'k', "õ", "Õ"}, {'1', "¡", "¡"}, {'/', "¿", "¿"}, {'5', "€", "€"},
};

static const struct { uint16_t code; char alone, control; bool letters; } editing[] = { // letters: only of a device that has them
    {KEY_HOME, 0x01, 0x01, true}, {KEY_END, 0x05, 0x05, false}, {KEY_DELETE, 0x7F, 0x7F, true}, {KEY_LEFT, 0, 0x02, false},
    {KEY_RIGHT, 0, 0x06, false}, {KEY_HANGEUL, 0x0E, 0x0E, false}, {KEY_SPACE, 0, 0x0E, false},
};

static bool note_modifier(struct typing *t, struct stream_key k) {
    bool down = k.value != STREAM_UP;
    switch (k.code) {
    case KEY_LEFTSHIFT: t->shift_left = down; return true;
    case KEY_RIGHTSHIFT: t->shift_right = down; return true;
    case KEY_RIGHTALT: t->alt_gr = down; return true;
    case KEY_LEFTCTRL:
    case KEY_RIGHTCTRL: t->control = down; return true;
    case KEY_CAPSLOCK: t->caps = k.value == STREAM_DOWN ? !t->caps : t->caps; return true;
    default: return false;
    }
}

static char edits(const struct typing *t, struct stream_key k) {
    for (size_t i = 0; i < sizeof editing / sizeof *editing; i++) {
        if (editing[i].code == k.code && t->control)
            return editing[i].control;
        if (editing[i].code == k.code && (k.letters || !editing[i].letters))
            return editing[i].alone;
    }
    return 0;
}

static const char *with_mark(char plain, bool shift) {
    for (size_t i = 0; i < sizeof marked / sizeof *marked; i++)
        if (marked[i].key == plain)
            return shift ? marked[i].shifted : marked[i].plain;
    return "";
}

static char by_control(char plain) { return plain && strchr("aebfdhz", plain) ? (char)(plain - 'a' + 1) : '\0'; }

static void write_key(const struct typing *t, size_t row, size_t at, char typed[TYPED_ROOM]) {
    bool shift = t->shift_left || t->shift_right;
    char plain = rows[row].plain[at], symbol = rows[row].shifted[at];
    bool letter = plain >= 'a' && plain <= 'z', digit = plain >= '0' && plain <= '9', upper = (letter && t->caps) != shift;
    if (t->control)
        typed[0] = by_control(plain);
    else if (t->alt_gr)
        (void)text_copy(typed, TYPED_ROOM, with_mark(plain, upper));
    else
        typed[0] = upper ? symbol : digit ? '\0' : plain;
}

bool typing_take(struct typing *t, struct stream_key k, char typed[TYPED_ROOM]) {
    memset(typed, 0, TYPED_ROOM);
    if (note_modifier(t, k) || k.value == STREAM_UP)
        return false;
    typed[0] = edits(t, k);
    for (size_t i = 0; !typed[0] && i < sizeof rows / sizeof rows[0]; i++)
        if (k.code >= rows[i].first && (size_t)(k.code - rows[i].first) < strlen(rows[i].plain))
            write_key(t, i, (size_t)(k.code - rows[i].first), typed);
    return typed[0] != '\0';
}
