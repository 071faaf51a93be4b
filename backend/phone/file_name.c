// SPDX-License-Identifier: Apache-2.0
// Names of files, which anybody may have chosen.
#include "backend/phone/inside.h"

// Characters that turn the direction of what follows, are invisible, or end a line: with them "photo[RLO]gpj.exe" looks
// like a picture.
static bool hidden(uint32_t c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c || c == 0x200b || c == 0x200e || c == 0x200f ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == 0xfffd ||
           (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}

static struct str last_part(const char *raw) {
    const char *from = raw;
    for (const char *p = raw; *p; p++)
        if (*p == '/' || *p == '\\')
            from = p + 1;
    return str_of(from);
}

// Without the extension, unless that is all there is.
static struct str stem(struct str s) {
    for (size_t i = s.len; i-- > 1;)
        if (s.p[i] == '.')
            return s.len - i <= 6 ? (struct str){s.p, i} : s;
    return s;
}

const char *file_name_clean(struct arena *a, const char *raw, const char *extension) {
    struct str name = stem(last_part(raw));
    size_t room = FILE_NAME_MAX - strlen(extension), len = 0;
    char *to = arena_alloc(a, FILE_NAME_MAX + 1);
    if (!to)
        return NULL;
    for (size_t at = 0; at < name.len;) {
        char bytes[4];
        uint32_t c = utf8_next(name.p, name.len, &at);
        if (hidden(c) || (len == 0 && (c == '.' || c == ' ' || c == '~' || c == '-')))
            continue;
        if (c < 0x80 && strchr(":*?\"<>|%$`;&", (int)c))
            c = '_';
        size_t n = utf8_put(bytes, c);
        if (len + n > room)
            break;
        memcpy(to + len, bytes, n);
        len += n;
    }
    while (len && (to[len - 1] == ' ' || to[len - 1] == '.'))
        len--;
    if (!len) {
        memcpy(to, "file", 4);
        len = 4;
    }
    memcpy(to + len, extension, strlen(extension) + 1);
    return to;
}
