// SPDX-License-Identifier: Apache-2.0
// Texts of forms may carry HTML; a television shows them as plain text. Tags go, blocks become lines, list items get a
// dash, the common character references are resolved. Nothing is trusted: unknown things are dropped.
#include "contract/form/read.h"

struct plain {
    char *to;
    size_t len;
    bool space; // white space waits until something follows
    int lines;  // line breaks wait likewise
};

static void put(struct plain *p, const char *bytes, size_t len) {
    if (p->len)
        for (; p->lines; p->lines--)
            p->to[p->len++] = '\n', p->space = false;
    p->lines = 0;
    if (p->space && p->len)
        p->to[p->len++] = ' ';
    p->space = false;
    memcpy(p->to + p->len, bytes, len);
    p->len += len;
}

static void break_lines(struct plain *p, int n) {
    if (p->lines < n)
        p->lines = n;
}

static size_t tag_name(const char *at, char name[12]) {
    size_t n = 0;
    for (; n < 11; n++) {
        bool letter = (at[n] | 0x20) >= 'a' && (at[n] | 0x20) <= 'z', digit = n && at[n] >= '0' && at[n] <= '9';
        if (!letter && !digit)
            break;
        name[n] = (char)(at[n] | 0x20);
    }
    name[n] = 0;
    return n;
}

static bool one_of(const char *name, const char *list) { // list: " p div ", blanks around each
    char key[16];
    snprintf(key, sizeof key, " %s ", name);
    return strstr(list, key) != NULL;
}

// `at` is behind "<". Returns the place behind ">", or NULL when this is no tag.
static const char *take_tag(struct plain *p, const char *at) {
    bool closing = *at == '/';
    char name[12];
    if (!strncmp(at, "!--", 3)) {
        const char *end = strstr(at, "-->");
        return end ? end + 3 : at + strlen(at);
    }
    if (!tag_name(at + closing, name))
        return NULL;
    const char *end = strchr(at, '>');
    if (!end)
        return NULL;
    if (!closing && one_of(name, " script style ")) {
        const char *stop = strstr(end, "</");
        return stop ? stop : end + strlen(end);
    }
    if (one_of(name, " br tr li ul ol dt dd "))
        break_lines(p, 1);
    if (one_of(name, " p div h1 h2 h3 h4 h5 h6 table blockquote section "))
        break_lines(p, 2);
    if (!closing && one_of(name, " li ")) {
        put(p, "-", 1);
        p->space = true;
    }
    if (one_of(name, " td th "))
        p->space = true;
    return end + 1;
}

static uint32_t reference_number(const char *at, size_t len) {
    bool hex = len > 1 && (at[1] | 0x20) == 'x';
    uint32_t code = 0;
    for (size_t i = hex ? 2 : 1; i < len && code < 0x110000; i++) {
        char c = at[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : -1;
        if (hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f')
            digit = (c | 0x20) - 'a' + 10;
        if (digit < 0)
            return 0;
        code = code * (hex ? 16 : 10) + (uint32_t)digit;
    }
    return code < 0x110000 && (code < 0xd800 || code > 0xdfff) && code >= ' ' ? code : 0;
}

// `at` is on "&". Returns the place behind ";", or NULL when this is no reference we know.
static const char *take_reference(struct plain *p, const char *at) {
    static const struct { const char *name; uint32_t code; } names[] = {
        {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", ' '}, {"ndash", 0x2013},
        {"mdash", 0x2014}, {"hellip", 0x2026}, {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"ldquo", 0x201c}, {"rdquo", 0x201d},
        {"bull", 0x2022}, {"copy", 0xa9}, {"euro", 0x20ac}, {"aring", 0xe5}, {"oslash", 0xf8}, {"aelig", 0xe6}};
    size_t len = strcspn(at + 1, "; \n<&");
    if (at[1 + len] != ';' || len > 8)
        return NULL;
    uint32_t code = at[1] == '#' ? reference_number(at + 1, len) : 0;
    for (size_t i = 0; !code && i < sizeof names / sizeof *names; i++)
        if (strlen(names[i].name) == len && !strncmp(names[i].name, at + 1, len))
            code = names[i].code;
    if (!code)
        return NULL;
    if (code == ' ' || code == 0xa0)
        p->space = true;
    else {
        char bytes[4];
        put(p, bytes, utf8_put(bytes, code));
    }
    return at + len + 2;
}

const char *plain_text(struct arena *a, const char *html) {
    if (!strpbrk(html, "<&\r\n\t ") )
        return html;
    // Nothing becomes longer than it was: "<li>" gives a line break, a dash and a blank.
    char *to = arena_alloc(a, strlen(html) + 8);
    if (!to)
        return NULL;
    struct plain p = {.to = to};
    for (const char *at = html; *at;) {
        const char *next = *at == '<' ? take_tag(&p, at + 1) : *at == '&' ? take_reference(&p, at) : NULL;
        if (next) {
            at = next;
            continue;
        }
        if (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n')
            p.space = true;
        else
            put(&p, at, 1);
        at++;
    }
    to[p.len] = 0;
    return to;
}
