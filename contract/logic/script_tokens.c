// SPDX-License-Identifier: Apache-2.0
// JavaScript to tokens (ECMA-262, 12), as far as form scripts need them.
#include "contract/logic/script.h"
#include "base/buf.h"
#include "contract/logic/node.h"

struct lexer {
    struct arena *arena;
    struct fault *fault;
    const char *s;
    size_t len, at;
    uint32_t base; // where `s` begins in the whole script
    struct token *tokens;
    uint32_t count, room;
    enum err err;
};

enum err script_refuse(struct fault *f, enum err code, uint32_t offset, const char *fmt, ...) {
    char place[32], what[200];
    va_list args;
    va_start(args, fmt);
    vsnprintf(what, sizeof what, fmt, args);
    va_end(args);
    snprintf(place, sizeof place, "offset %u", offset);
    return fault_set(f, code, place, "%s", what);
}
static bool refuse(struct lexer *l, enum err code, const char *what) {
    size_t at = l->at < l->len ? l->at : l->len; // an escape may have led behind the end
    l->err = script_refuse(l->fault, code, l->base + (uint32_t)at, "%s", what);
    return false;
}

static bool name_start(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || c >= 0x80;
}
static bool name_part(unsigned char c) { return name_start(c) || (c >= '0' && c <= '9'); }
static char look(const struct lexer *l, size_t ahead) { return l->at + ahead < l->len ? l->s[l->at + ahead] : 0; }

static struct token *add(struct lexer *l, enum token_kind kind) {
    if (l->count == EXPRESSION_TOKENS_CAP) {
        refuse(l, ERR_LIMIT, "the script has too many tokens");
        return NULL;
    }
    if (l->count == l->room) {
        uint32_t room = l->room ? l->room * 2 : 64;
        struct token *more = arena_array(l->arena, room, sizeof *more);
        if (!more) {
            refuse(l, ERR_MEMORY, "no memory for the script");
            return NULL;
        }
        if (l->count) {
            memcpy(more, l->tokens, l->count * sizeof *more);
        }
        l->tokens = more;
        l->room = room;
    }
    struct token *t = &l->tokens[l->count++];
    *t = (struct token){.kind = kind, .offset = (uint32_t)l->at, .text = ""};
    return t;
}
static bool set_text(struct lexer *l, struct token *t, const char *p, size_t len) {
    t->text = arena_copy(l->arena, p, len);
    return t->text || refuse(l, ERR_MEMORY, "no memory for the script");
}

// White space and comments. False on a comment without end; *line tells whether a line ended.
static bool skip(struct lexer *l, bool *line) {
    *line = l->count == 0;
    while (l->at < l->len) {
        unsigned char c = (unsigned char)look(l, 0);
        if (c == '/' && look(l, 1) == '/') {
            while (l->at < l->len && look(l, 0) != '\n') {
                l->at++;
            }
        } else if (c == '/' && look(l, 1) == '*') {
            const char *end = memmem(l->s + l->at + 2, l->len - l->at - 2, "*/", 2);
            if (!end) {
                return refuse(l, ERR_SYNTAX, "a comment without end");
            }
            *line |= memchr(l->s + l->at, '\n', (size_t)(end - l->s) - l->at) != NULL;
            l->at = (size_t)(end - l->s) + 2;
        } else if (c == ' ' || (c >= '\t' && c <= '\r')) {
            *line |= c == '\n' || c == '\r';
            l->at++;
        } else if (c == 0xC2 && (unsigned char)look(l, 1) == 0xA0) { // no-break space, from word processors
            l->at += 2;
        } else if (c == 0xEF && (unsigned char)look(l, 1) == 0xBB) { // byte order mark
            l->at += 3;
        } else {
            break;
        }
    }
    return true;
}

static bool number(struct lexer *l) {
    struct token *t = add(l, TOKEN_NUMBER);
    size_t start = l->at;
    bool hex = look(l, 0) == '0' && (look(l, 1) | 32) == 'x';
    if (!t) {
        return false;
    }
    for (l->at += hex ? 2 : 0; l->at < l->len; l->at++) {
        char c = look(l, 0), before = l->at > start ? l->s[l->at - 1] : 0;
        bool sign = !hex && (c == '+' || c == '-') && (before | 32) == 'e';
        if (!name_part((unsigned char)c) && c != '.' && !sign) {
            break;
        }
    }
    t->number = text_number(l->s + start, l->at - start);
    return t->number == t->number || refuse(l, ERR_SYNTAX, "not a number");
}

// The code behind \u or \x, of `digits` digits or in braces; -1 when malformed.
static long escape_code(struct lexer *l, int digits) {
    long code = 0;
    bool braces = digits == 4 && look(l, 0) == '{';
    l->at += braces;
    for (int i = 0; braces ? look(l, 0) != '}' : i < digits; i++) {
        char c = look(l, 0);
        int d = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
        if (d < 0 || i > 6) {
            return -1;
        }
        code = code * 16 + d;
        l->at++;
    }
    l->at += braces;
    return code;
}
static bool escape(struct lexer *l, struct buf *b) {
    char bytes[4], c = look(l, 0);
    long code;
    l->at++;
    switch (c) {
    case 'n': buf_char(b, '\n'); return true;
    case 't': buf_char(b, '\t'); return true;
    case 'r':
    case 'b':
    case 'f':
    case 'v': buf_char(b, ' '); return true;
    case '\n': return true;
    case 'x':
    case 'u':
        code = escape_code(l, c == 'x' ? 2 : 4);
        if (code >= 0xD800 && code < 0xDC00 && look(l, 0) == '\\' && look(l, 1) == 'u') {
            l->at += 2;
            long low = escape_code(l, 4);
            code = low >= 0xDC00 && low < 0xE000 ? 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00) : -1;
        }
        if (code <= 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) {
            return refuse(l, ERR_SYNTAX, "a character that cannot be");
        }
        buf_add(b, bytes, utf8_put(bytes, (uint32_t)code));
        return true;
    default:
        if (!c || c == '0') {
            return refuse(l, ERR_SYNTAX, "a character that cannot be");
        }
        buf_char(b, c);
        return true;
    }
}
static bool string(struct lexer *l) {
    struct token *t = add(l, TOKEN_STRING);
    struct buf b;
    char quote = look(l, 0);
    if (!t) {
        return false;
    }
    buf_init(&b, EXPRESSION_BYTES_CAP);
    bool good = true;
    for (l->at++; good && l->at < l->len && look(l, 0) != quote;) {
        char c = look(l, 0);
        l->at++;
        if (c == '\\') {
            good = escape(l, &b);
        } else if (c == '\n') {
            good = refuse(l, ERR_SYNTAX, "a text without end");
        } else {
            buf_char(&b, c);
        }
    }
    if (good && l->at >= l->len) {
        good = refuse(l, ERR_SYNTAX, "a text without end");
    }
    l->at++;
    if (good && b.err) {
        good = refuse(l, b.err, "no room for a text");
    }
    good = good && set_text(l, &l->tokens[l->count - 1], buf_text(&b), b.len);
    buf_finish(&b);
    return good;
}

// A template or regular expression up to `end`, raw; ${...} inside may hold braces, brackets may hold the slash.
static bool raw(struct lexer *l, enum token_kind kind, char end) {
    struct token *t = add(l, kind);
    size_t start = ++l->at;
    int braces = 0;
    bool class = false;
    if (!t) {
        return false;
    }
    for (; l->at < l->len; l->at++) {
        char c = look(l, 0);
        if (c == '\\') {
            l->at++;
        } else if (kind == TOKEN_TEMPLATE && (c == '{' || c == '}')) {
            bool opens = c == '{' && (braces || l->s[l->at - 1] == '$');
            braces += opens ? 1 : c == '}' && braces ? -1 : 0;
        } else if (kind == TOKEN_REGEX && (c == '[' || c == ']')) {
            class = c == '[';
        } else if (c == end && !braces && !class) {
            break;
        } else if (kind == TOKEN_REGEX && c == '\n') {
            break;
        }
    }
    if (l->at >= l->len || look(l, 0) != end) {
        return refuse(l, ERR_SYNTAX, "a text without end");
    }
    bool good = set_text(l, t, l->s + start, l->at - start);
    l->at++;
    while (kind == TOKEN_REGEX && name_part((unsigned char)look(l, 0))) { // flags
        t->number = t->number * 256 + look(l, 0);
        l->at++;
    }
    return good;
}

static bool mark(struct lexer *l) {
    static const char *const marks[] = {
        "...", "===", "!==", "**=", "&&=", "||=", "?\?=", ">>>", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.",
        "++",  "--",  "+=",  "-=",  "*=",  "/=",  "%=",   "**",  "<<", ">>", "{",  "}",  "(",  ")",  "[",  "]",  ";",
        ",",   "<",   ">",   "+",   "-",   "*",   "/",    "%",   "&",  "|",  "^",  "!",  "~",  "?",  ":",  "=",  "."};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t len = strlen(marks[i]);
        bool number_follows = len == 2 && marks[i][1] == '.' && look(l, 2) >= '0' && look(l, 2) <= '9';
        if (l->at + len <= l->len && !memcmp(l->s + l->at, marks[i], len) && !number_follows) {
            struct token *t = add(l, TOKEN_MARK);
            if (!t) {
                return false;
            }
            t->text = marks[i];
            l->at += len;
            return true;
        }
    }
    return refuse(l, ERR_SYNTAX, "a character that is no part of a script");
}

// Whether a slash here starts a regular expression: it does where a value is expected.
static bool value_expected(const struct lexer *l) {
    static const char *const words[] = {"return", "typeof", "case", "in", "of", "else"};
    if (!l->count) {
        return true;
    }
    const struct token *last = &l->tokens[l->count - 1];
    for (size_t i = 0; last->kind == TOKEN_NAME && i < sizeof words / sizeof *words; i++) {
        if (!strcmp(last->text, words[i])) {
            return true;
        }
    }
    return last->kind == TOKEN_MARK && !strchr(")]}", last->text[0]);
}

static bool next(struct lexer *l) {
    char c = look(l, 0);
    if (name_start((unsigned char)c)) {
        struct token *t = add(l, TOKEN_NAME);
        size_t start = l->at;
        while (l->at < l->len && name_part((unsigned char)look(l, 0))) {
            l->at++;
        }
        return t && set_text(l, t, l->s + start, l->at - start);
    }
    if ((c >= '0' && c <= '9') || (c == '.' && look(l, 1) >= '0' && look(l, 1) <= '9')) {
        return number(l);
    }
    if (c == '"' || c == '\'') {
        return string(l);
    }
    if (c == '`') {
        return raw(l, TOKEN_TEMPLATE, '`');
    }
    if (c == '/' && value_expected(l)) {
        return raw(l, TOKEN_REGEX, '/');
    }
    return mark(l);
}

enum err script_tokens(struct arena *a, const char *source, size_t len, uint32_t base, struct token **out,
                       uint32_t *count, struct fault *f) {
    struct lexer l = {.arena = a, .fault = f, .s = source, .len = len, .base = base};
    if (len > EXPRESSION_BYTES_CAP) {
        return script_refuse(f, ERR_LIMIT, base, "the script is longer than %u bytes", EXPRESSION_BYTES_CAP);
    }
    for (bool line; skip(&l, &line);) {
        uint32_t at = l.count;
        if (l.at >= l.len ? !add(&l, TOKEN_END) : !next(&l)) {
            break;
        }
        l.tokens[at].line_before = line;
        if (l.tokens[at].kind == TOKEN_END) {
            break;
        }
    }
    *out = l.tokens;
    *count = l.count;
    return l.err;
}
