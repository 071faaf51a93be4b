// SPDX-License-Identifier: Apache-2.0
#include "app/typing/layout.h"
#include "app/typing/marks.h"

const char layout_hard_keys[] = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./";
const char layout_hard_shifts[] = "~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?";

// Signs that every language has: the digits first, since few remotes have a comfortable way to ten of them.
const char *const layout_symbols[2][LAYOUT_ROWS] = {
    {"1 2 3 4 5 6 7 8 9 0", "@ / : ; ( ) ! ? ' \"", "& + - _ % . ,"},
    {"= * # < > [ ] { } \\", "€ £ $ ¥ ₩ ₹ ฿ ° § ~", "^ | ` « » … ·"},
};
const char *const layout_mail[LAYOUT_ROWS] = {"q w e r t y u i o p", "a s d f g h j k l @", "z x c v b n m - ."};

const struct layout *layout_of(const char *language) {
    static const struct layout *const all[] = {&layout_arabic, &layout_hindi, &layout_korean, &layout_portuguese, &layout_spanish,
                                               &layout_thai,   &layout_vietnamese};
    for (size_t i = 0; language && i < sizeof all / sizeof *all; i++) {
        size_t len = strlen(all[i]->language);
        if (!strncmp(language, all[i]->language, len) && (language[len] == '\0' || language[len] == '-' || language[len] == '_'))
            return all[i];
    }
    return &layout_latin;
}

struct str layout_key(const char *row, int at) {
    struct str rest = str_of(row), key = {0};
    for (int i = 0; i <= at; i++) {
        if (!rest.p)
            return (struct str){0};
        key = str_cut(&rest, ' ');
    }
    return key;
}

struct str layout_hard(const struct layout *l, char typed) {
    const char *plain = strchr(layout_hard_keys, typed), *shifted = strchr(layout_hard_shifts, typed);
    if (!typed || (!plain && !shifted))
        return (struct str){0};
    const char *row = plain ? l->hard : l->hard_shift;
    return row ? layout_key(row, (int)(plain ? plain - layout_hard_keys : shifted - layout_hard_shifts)) : (struct str){0};
}

static uint32_t in_case(uint32_t code, bool upper) {
    static const uint16_t pairs[][2] = {{0xE6, 0xC6}, {0xF8, 0xD8}, {0xF0, 0xD0}, {0xFE, 0xDE}, {0x111, 0x110}, {0x153, 0x152}, {0x142, 0x141}};
    uint32_t letter, mark;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (code == pairs[i][!upper])
            return pairs[i][upper];
    if (code >= (upper ? 'a' : 'A') && code <= (upper ? 'z' : 'Z'))
        return upper ? code - 0x20 : code + 0x20;
    if (code < 0xC0 || (code >= 0x250 && code < 0x1E00) || !marks_part(code, &letter, &mark))
        return code;
    uint32_t joined = marks_join(in_case(letter, upper), mark);
    return joined ? joined : code;
}

uint32_t layout_upper(uint32_t code) { return in_case(code, true); }
uint32_t layout_lower(uint32_t code) { return in_case(code, false); }
