// SPDX-License-Identifier: Apache-2.0
#include "backend/issuer/texts.h"
#include "base/random.h"
#include <stdio.h>

bool code_clean(const char *typed, char out[CODE_ROOM]) {
    size_t len = 0;
    for (; *typed; typed++) {
        char c = *typed >= 'a' && *typed <= 'z' ? (char)(*typed - 'a' + 'A') : *typed;
        if (c == '-' || c == ' ' || c == '\t')
            continue;
        if (!strncmp(typed, "\u2010", 3) || !strncmp(typed, "\u2011", 3) || !strncmp(typed, "\u2013", 3)) {
            typed += 2; // hyphens and dashes that keyboards and copying make of it
            continue;
        }
        if (!strchr(RANDOM_CODE, c) || len == CODE_ROOM - 1)
            return false;
        out[len++] = c;
        if (len == CODE_LETTERS / 2)
            out[len++] = '-';
    }
    out[len] = '\0';
    return len == CODE_ROOM - 1;
}

void code_make(char out[CODE_ROOM]) {
    char letters[CODE_LETTERS + 1];
    random_text(letters, CODE_LETTERS, RANDOM_CODE);
    snprintf(out, CODE_ROOM, "%.4s-%.4s", letters, letters + 4);
}

// Controls, marks and overrides of direction, zero-width and other invisible characters, private use, noncharacters.
// U+200C and U+200D stay: Persian, Hindi and others need them.
static bool sly(uint32_t c) {
    return c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c || c == 0x180e || c == 0x200b || c == 0x200e ||
           c == 0x200f || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
           (c >= 0xe000 && c <= 0xf8ff) || (c >= 0xfff0 && c <= 0xffff) || c >= 0xe0000;
}

bool text_honest(const char *text, size_t max) {
    size_t len = strlen(text), at = 0;
    if (len > max || !utf8_valid(text, len))
        return false;
    while (at < len) {
        uint32_t c = utf8_next(text, len, &at);
        if (sly(c) && c != '\n')
            return false;
    }
    return true;
}

const char *text_tame(struct arena *a, const char *text, size_t letters) {
    size_t len = strlen(text), at = 0, used = 0;
    char *out = arena_alloc(a, len + 1);
    while (out && at < len && letters) {
        uint32_t c = utf8_next(text, len, &at);
        if (c == '\n' || c == '\t')
            c = ' ';
        if (sly(c))
            continue;
        used += utf8_put(out + used, c); // never longer than it was: the text is valid UTF-8
        letters--;
    }
    if (!out)
        return NULL;
    struct str s = str_trim((struct str){out, used});
    return arena_copy(a, s.p, s.len);
}

bool login_clean(const char *typed, char *out, size_t room) {
    struct str s = str_trim(str_of(typed));
    if (!s.len || s.len >= room)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] - 'A' + 'a') : s.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || strchr("._@-", c)) || !c)
            return false;
        out[i] = c;
    }
    out[s.len] = '\0';
    return true;
}

bool words_have(const char *list, const char *word) {
    for (struct str rest = str_of(list); rest.p;)
        if (str_is(str_cut(&rest, ' '), word))
            return *word != '\0';
    return false;
}
