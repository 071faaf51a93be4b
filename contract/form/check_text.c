// SPDX-License-Identifier: Apache-2.0
// Checking texts: lengths, words, patterns, masks, and what an e-mail address, a web address and a phone number are.
#include "contract/form/check.h"

#include "contract/form/regex.h"

uint32_t utf16_length(const char *text) {
    size_t len = strlen(text), at = 0;
    uint32_t n = 0;
    while (at < len)
        n += utf8_next(text, len, &at) > 0xffff ? 2 : 1;
    return n;
}

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

uint32_t count_words(const char *text) {
    uint32_t n = 0;
    for (bool in = false; *text; text++) {
        n += !is_blank(*text) && !in;
        in = !is_blank(*text);
    }
    return n;
}

static bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

// ---- e-mail: words with dots between them (or a quoted text), "@", a name with a dot or an address in brackets ----
static size_t email_word(const char *at) { return strcspn(at, "<>()[]\\.,;: \t\r\n\v\f@\""); }

static bool bracket_address(const char *at) {
    for (int i = 0; i < 4; i++) {
        size_t n = strspn(at, "0123456789");
        if (n < 1 || n > 3)
            return false;
        at += n;
        if (*at++ != (i < 3 ? '.' : ']'))
            return false;
    }
    return !*at;
}

static bool domain_good(const char *at) {
    bool dot = false;
    for (;;) {
        size_t n = 0, letters = 0;
        for (; is_letter(at[n]) || is_digit(at[n]) || at[n] == '-'; n++)
            letters += is_letter(at[n]);
        if (!n)
            return false;
        if (!at[n])
            return dot && n >= 2 && letters == n;
        if (at[n] != '.')
            return false;
        dot = true;
        at += n + 1;
    }
}

bool email_good(const char *text) {
    const char *at = text;
    if (*at == '"') {
        at = strrchr(text + 1, '"');
        if (!at || at == text + 1)
            return false;
        at++;
    } else
        for (;;) {
            size_t n = email_word(at);
            if (!n)
                return false;
            at += n;
            if (*at != '.')
                break;
            at++;
        }
    if (*at++ != '@')
        return false;
    return *at == '[' ? bracket_address(at + 1) : domain_good(at);
}

// ---- web addresses: "https://example.org/x", also without the scheme ----
static bool host_char(char c) { return is_letter(c) || is_digit(c) || c == '-' || (unsigned char)c >= 0x80; }

static bool numbers_only(const char *at, size_t len, int part[4]) {
    int parts = 0;
    for (size_t i = 0; i <= len; i++, parts++) {
        size_t n = strspn(at + i, "0123456789");
        if (!n || n > 3 || parts == 4)
            return false;
        part[parts] = (int)strtol(at + i, NULL, 10);
        i += n;
        if (i < len && at[i] != '.')
            return false;
    }
    return parts == 4;
}

static bool private_address(const int p[4]) {
    bool own = p[0] == 10 || p[0] == 127 || (p[0] == 192 && p[1] == 168) || (p[0] == 169 && p[1] == 254) ||
               (p[0] == 172 && p[1] >= 16 && p[1] <= 31);
    return own || p[0] == 0 || p[0] > 223 || p[1] > 255 || p[2] > 255 || p[3] == 0 || p[3] > 254;
}

static bool host_good(const char *host, size_t len, bool plain_name) {
    int part[4];
    size_t label = 0, letters = 0, dots = 0;
    if (numbers_only(host, len, part) && !private_address(part))
        return true;
    for (size_t i = 0; i < len; i++) {
        if (host[i] == '.') {
            if (!label || host[i - 1] == '-')
                return false;
            label = letters = 0;
            dots++;
            continue;
        }
        if (!host_char(host[i]) || (!label && host[i] == '-'))
            return false;
        label++;
        letters += is_letter(host[i]) || (unsigned char)host[i] >= 0x80;
    }
    if (!label || host[len - 1] == '-')
        return false;
    return plain_name || (dots && label >= 2 && letters == label); // with a scheme any name goes, "http://localhost"
}

bool url_good(const char *text) {
    static const char *const schemes[] = {"https://", "http://", "ftp://", "//"};
    size_t scheme = 0;
    if (email_good(text))
        return false;
    for (size_t i = 0; i < 4 && !scheme; i++)
        if (!strncasecmp(text, schemes[i], strlen(schemes[i])))
            scheme = strlen(schemes[i]);
    const char *host = text + scheme;
    size_t len = strcspn(host, "/?#");
    for (const char *c = text; *c; c++)
        if (is_blank(*c))
            return false;
    for (size_t i = len; i > 0; i--) // "user:password@" before the host
        if (host[i - 1] == '@') {
            if (i == 1)
                return false;
            host += i;
            len -= i;
            break;
        }
    for (size_t i = 0; i < len; i++)
        if (host[i] == ':') { // a port of two to five digits
            size_t digits = len - i - 1;
            if (digits < 2 || digits > 5 || strspn(host + i + 1, "0123456789") < digits)
                return false;
            len = i;
        }
    return len && host_good(host, len, scheme > 2);
}

bool phone_good(const char *text) {
    int digits = 0;
    for (const char *c = text; *c; c++) {
        digits += is_digit(*c);
        if (!is_digit(*c) && !strchr("+-()./ #*xX_", *c))
            return false;
    }
    return digits >= 3 && digits <= 20;
}

// ---- masks: 9 digit, a and A letter, * either; everything else stands for itself ----
static bool slot(char m) { return m == '9' || m == 'a' || m == 'A' || m == '*'; }

static bool slot_fits(const struct question *q, char m, char c) {
    bool field = q->kind == ASK_TEXT; // text fields have masks of their own: "a" takes capitals too, "A" nothing else
    switch (m) {
    case '9': return is_digit(c);
    case 'a': return is_letter(c) && (field || c >= 'a');
    case 'A': return is_letter(c) && (!field || c < 'a');
    default: return is_letter(c) || is_digit(c);
    }
}

bool mask_fits(const struct question *q, const char *mask, const char *text) {
    const char *t = text;
    for (const char *m = mask; *m; m++, t++)
        if (slot(*m) ? !slot_fits(q, *m, *t) : *m != *t)
            break;
        else if (!m[1] && !t[1])
            return true;
    if (q->kind != ASK_TEXT)
        return false;
    t = text; // a text field also takes what is typed into the slots alone
    for (const char *m = mask; *m; m++)
        if (slot(*m) && !slot_fits(q, *m, *t++))
            return false;
    return !*t;
}

static const char *trimmed(const struct checking *c) { // "  a   b " counts as "a b" where the form says so
    const char *text = c->value->text;
    if (!c->place->node->trims)
        return text;
    char *to = arena_string(c->visit->temp, text);
    if (!to) {
        c->visit->err = ERR_MEMORY;
        return text;
    }
    size_t n = 0;
    bool gap = false;
    for (; *text; text++) {
        gap |= is_blank(*text);
        if (is_blank(*text))
            continue;
        if (gap && n)
            to[n++] = ' ';
        gap = false;
        to[n++] = *text;
    }
    to[n] = 0;
    return to;
}

static enum violation_kind check_length(const struct checking *c, const char *text) {
    const struct question_limits *l = &c->q->limits;
    uint32_t length = utf16_length(text), words = l->min_words || l->max_words ? count_words(text) : 0;
    uint32_t most = l->max_length && l->max_length < FORM_TEXT_CAP ? l->max_length : FORM_TEXT_CAP;
    if (length < l->min_length)
        return c->out->limit = l->min_length, WRONG_SHORT;
    if (length > most)
        return c->out->limit = most, WRONG_LONG;
    if (words < l->min_words)
        return c->out->limit = l->min_words, WRONG_FEW_WORDS;
    if (l->max_words && words > l->max_words)
        return c->out->limit = l->max_words, WRONG_MANY_WORDS;
    return WRONG_NONE;
}

enum violation_kind check_text(const struct checking *c) {
    if (c->value->type != VAL_STRING)
        return WRONG_TYPE;
    const char *text = trimmed(c);
    enum violation_kind kind = check_length(c, text);
    if (kind)
        return kind;
    if (c->q->kind == ASK_EMAIL && !email_good(text))
        return WRONG_EMAIL;
    if (c->q->kind == ASK_URL && !url_good(text))
        return WRONG_URL;
    if (c->q->limits.mask)
        kind = mask_fits(c->q, c->q->limits.mask, text) ? WRONG_NONE : WRONG_MASK;
    else if (c->q->kind == ASK_PHONE && !phone_good(text))
        kind = WRONG_PHONE;
    if (kind || !c->place->node->pattern)
        return kind;
    arena_reset(&c->visit->rules);
    c->out->text = c->q->limits.pattern_message;
    return pattern_matches(c->place->node->pattern, &c->visit->rules, text, strlen(text)) ? WRONG_NONE : WRONG_PATTERN;
}
