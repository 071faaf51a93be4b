// SPDX-License-Identifier: Apache-2.0
// Walks the patterns of base/locale_data.c.
#include "base/locale_data.h"
#include "base/buf.h"
#include "base/str.h"
#include <stdio.h>

enum { TEXT_CAP = 4096 };

static const struct locale *find(struct str tag) {
    for (int i = 0; i < LOCALE_COUNT; i++)
        if (str_is(tag, locale_table[i].tag))
            return &locale_table[i];
    return NULL;
}

const struct locale *locale_of(const char *tag) {
    struct str whole = str_of(tag ? tag : "en"), rest = whole;
    struct str first = str_cut(&rest, '-');
    const struct locale *l = find(whole);
    for (int i = 0; !l && i < LOCALE_COUNT; i++) { // "zh" and "pt-PT" read the one we have of their language
        struct str other = str_of(locale_table[i].tag);
        if (str_same(first, str_cut(&other, '-')))
            l = &locale_table[i];
    }
    return l ? l : find(STR("en"));
}

static const char *finish(struct buf *b, struct arena *a) {
    const char *text = b->err ? NULL : arena_copy(a, b->data ? b->data : "", b->len);
    buf_finish(b);
    return text ? text : "";
}

// The ten digits of a language are characters of equal length.
static void add_digits(struct buf *b, const struct locale *l, const char *text) {
    size_t size = strlen(l->digits) / 10;
    for (; *text; text++) {
        if (size && *text >= '0' && *text <= '9')
            buf_add(b, l->digits + size * (size_t)(*text - '0'), size);
        else
            buf_char(b, *text);
    }
}

static void add_int(struct buf *b, const struct locale *l, int n, int least) {
    char text[16];
    snprintf(text, sizeof text, "%0*d", least, n);
    add_digits(b, l, text);
}

// ---- Dates and times
struct fields {
    struct when_date date;
    int weekday, hour, minute;
};

static void add_field(struct buf *b, const struct locale *l, char letter, int count, const struct fields *f) {
    int twelve = f->hour % 12 ? f->hour % 12 : 12;
    switch (letter) {
    case 'd': add_int(b, l, f->date.day, count); return;
    case 'y': add_int(b, l, f->date.year + l->year_offset, 1); return;
    case 'G': buf_text_add(b, l->era); return;
    case 'E': buf_text_add(b, (count < 4 ? l->days_short : l->days)[f->weekday]); return;
    case 'M':
        if (count < 3)
            add_int(b, l, f->date.month, count);
        else
            buf_text_add(b, (count == 3 ? l->months_short : l->months)[f->date.month - 1]);
        return;
    case 'h': add_int(b, l, twelve, count); return;
    case 'H': add_int(b, l, f->hour, count); return;
    case 'm': add_int(b, l, f->minute, count); return;
    case 'a': buf_text_add(b, f->hour < 12 ? l->am : l->pm); return;
    default: return;
    }
}

static const char *write_pattern(const struct locale *l, struct arena *a, const char *pattern, const struct fields *f) {
    struct buf b;
    buf_init(&b, TEXT_CAP);
    bool quoted = false;
    for (const char *p = pattern; *p;) {
        if (*p == '\'') {
            quoted = !quoted;
            p++;
        } else if (!quoted && strchr("dyGEMhHma", *p)) {
            int count = (int)strspn(p, (char[]){*p, '\0'});
            add_field(&b, l, *p, count, f);
            p += count;
        } else {
            buf_char(&b, *p++);
        }
    }
    return finish(&b, a);
}

const char *locale_date(const struct locale *l, struct arena *a, enum locale_style style, struct when_date date) {
    if (date.month < 1 || date.month > 12)
        return "";
    struct fields f = {.date = date};
    bool weekday = style >= LOCALE_WEEKDAY;
    if (weekday)
        f.weekday = when_weekday(when_from_date(date)) - 1;
    return write_pattern(l, a, l->patterns[style], &f);
}

const char *locale_month(const struct locale *l, int month) { return month >= 1 && month <= 12 ? l->months[month - 1] : ""; }

const char *locale_time(const struct locale *l, struct arena *a, int hour, int minute) {
    return write_pattern(l, a, l->time, &(struct fields){.hour = hour, .minute = minute});
}

const char *locale_order(const struct locale *l) { return l->order; }
const char *locale_apart(const struct locale *l) { return l->apart; }

const char *locale_numeric(const struct locale *l, struct arena *a, struct when_date date) {
    struct buf b;
    buf_init(&b, TEXT_CAP);
    for (const char *part = l->order; *part; part++) {
        add_int(&b, l, *part == 'd' ? date.day : *part == 'm' ? date.month : date.year + l->year_offset, *part == 'y' ? 4 : 2);
        if (part[1])
            buf_text_add(&b, l->apart);
        if (part[1])
            buf_char(&b, '.');
    }
    return finish(&b, a);
}

int locale_year_offset(const struct locale *l) { return l->year_offset; }

const char *locale_year(const struct locale *l, struct arena *a, int year) {
    return write_pattern(l, a, *l->era ? "G y" : "y", &(struct fields){.date = {.year = year}});
}

const char *locale_era(const struct locale *l) { return l->era; }

// ---- Numbers
const char *locale_digits(const struct locale *l, struct arena *a, const char *text) {
    struct buf b;
    buf_init(&b, TEXT_CAP);
    add_digits(&b, l, text);
    return finish(&b, a);
}

enum { COUNT_BEGINS = 0x0e, COUNT_ENDS = 0x0f }; // around a number, between the two passes

static bool plain_ascii(const char *text) {
    while (*text && !(*text & 0x80))
        text++;
    return !*text;
}

// The format with marks around every directive for an int or a long: "%2$d" becomes "<%2$d>". Without memory the format as it is.
static const char *marked(struct arena *a, const char *fmt) __attribute__((format_arg(2)));
static const char *marked(struct arena *a, const char *fmt) {
    struct buf b;
    buf_init(&b, TEXT_CAP);
    while (*fmt) {
        size_t len = *fmt == '%' ? 1 + strspn(fmt + 1, "0123456789$-+ .l") : 1;
        bool whole = *fmt == '%' && fmt[len] == 'd';
        len += *fmt == '%' && fmt[len] ? 1 : 0;
        if (whole)
            buf_char(&b, COUNT_BEGINS);
        buf_add(&b, fmt, len);
        if (whole)
            buf_char(&b, COUNT_ENDS);
        fmt += len;
    }
    const char *text = b.err ? NULL : arena_copy(a, b.data ? b.data : "", b.len);
    buf_finish(&b);
    return text ? text : fmt;
}

const char *locale_vprintf(const struct locale *l, struct arena *a, const char *fmt, va_list args) {
    if (!*l->digits || plain_ascii(fmt))
        return arena_vprintf(a, fmt, args);
    const char *text = arena_vprintf(a, marked(a, fmt), args);
    if (!text)
        return NULL;
    struct buf b;
    buf_init(&b, TEXT_CAP);
    bool count = false;
    for (; *text; text++) {
        if (*text == COUNT_BEGINS || *text == COUNT_ENDS)
            count = *text == COUNT_BEGINS;
        else if (count)
            add_digits(&b, l, (char[]){*text, '\0'});
        else
            buf_char(&b, *text);
    }
    const char *out = b.err ? NULL : arena_copy(a, b.data ? b.data : "", b.len);
    buf_finish(&b);
    return out;
}

static void add_number(struct buf *b, const struct locale *l, const char *plain, bool groups) {
    if (*plain == '-') {
        buf_text_add(b, l->minus);
        plain++;
    }
    int whole = (int)strspn(plain, "0123456789");
    bool grouped = groups && whole >= l->group_first + l->group_least;
    for (int i = 0; i < whole; i++) {
        int left = whole - i; // digits up to the point
        if (grouped && i && left >= l->group_first && (left - l->group_first) % l->group_next == 0)
            buf_text_add(b, l->group);
        add_digits(b, l, (char[]){plain[i], '\0'});
    }
    if (plain[whole] == '.') {
        buf_text_add(b, l->decimal);
        add_digits(b, l, plain + whole + 1);
    }
}

char locale_point(const struct locale *l) { return l->decimal[0] & 0x80 ? '.' : l->decimal[0]; }
const char *locale_decimal_mark(const struct locale *l) { return l->decimal; }

static const char *write_number(const struct locale *l, struct arena *a, const char *plain, bool groups) {
    struct buf b;
    buf_init(&b, TEXT_CAP);
    add_number(&b, l, plain, groups);
    return finish(&b, a);
}

const char *locale_number(const struct locale *l, struct arena *a, const char *plain) { return write_number(l, a, plain, true); }

const char *locale_decimal(const struct locale *l, struct arena *a, const char *plain) { return write_number(l, a, plain, false); }

static const char *sign_of(const struct locale *l, const char *currency) {
    for (int i = 0; i < LOCALE_CURRENCIES; i++)
        if (!strcmp(locale_currencies[i], currency))
            return l->currency_signs[i];
    return currency;
}

// An amount without its minus, written between what the pattern has around it. `inside`: where in the result the number begins.
static void add_money(struct buf *b, const struct locale *l, const char *number, const char *currency, size_t *inside) {
    static const char mark[] = "¤";
    const char *sign = sign_of(l, currency);
    size_t len = strlen(sign);
    // A sign of letters keeps its distance from the number (CLDR, currencySpacing).
    bool letters = len && ((sign[len - 1] >= 'A' && sign[len - 1] <= 'Z') || (sign[len - 1] >= 'a' && sign[len - 1] <= 'z'));
    for (const char *p = l->money; *p;) {
        if (str_starts(str_of(p), mark)) {
            buf_text_add(b, sign);
            p += sizeof mark - 1;
            if (letters && *p == '#')
                buf_text_add(b, "\u00a0");
        } else if (*p == '#') {
            *inside = b->len;
            buf_text_add(b, number);
            p++;
        } else {
            buf_char(b, *p++);
        }
    }
}

const char *locale_money(const struct locale *l, struct arena *a, const char *plain, const char *currency) {
    size_t inside;
    struct buf b;
    buf_init(&b, TEXT_CAP);
    if (*plain == '-') { // before the sign of the currency: "-€5"
        buf_text_add(&b, l->minus);
        plain++;
    }
    add_money(&b, l, write_number(l, a, plain, true), currency, &inside);
    return finish(&b, a);
}

// ---- What is being typed
// "12.345,6": `whole` digits of the text stand before the point, the caret comes behind a group mark.
static void add_typed(struct buf *b, const struct locale *l, const char *text, bool groups, size_t from, size_t *caret) {
    const char point = locale_point(l);
    int whole = (int)strspn(text, "0123456789");
    size_t rest = strspn(text + whole + (text[whole] == point), "0123456789");
    bool number = !text[(size_t)whole + (text[whole] == point) + rest]; // else with marks that a person typed
    bool grouped = groups && number && whole >= l->group_first + l->group_least;
    size_t at = *caret;
    for (size_t i = 0; text[i]; i++) {
        int left = whole - (int)i;
        if (grouped && i && left >= l->group_first && (left - l->group_first) % l->group_next == 0)
            buf_text_add(b, l->group);
        if (from + i == at)
            *caret = b->len;
        if (number && text[i] == point)
            buf_text_add(b, l->decimal);
        else
            add_digits(b, l, (char[]){text[i], '\0'});
    }
    if (from + strlen(text) <= at)
        *caret = b->len;
}

const char *locale_typed(const struct locale *l, struct arena *a, const char *text, const char *currency, int *at) {
    bool minus = *text == '-';
    size_t caret = *at > 0 ? (size_t)*at : 0, inside = 0;
    struct buf digits, b;
    buf_init(&digits, TEXT_CAP);
    buf_init(&b, TEXT_CAP);
    if (minus)
        buf_text_add(&b, l->minus);
    size_t sign = b.len, within = caret;
    bool isolated = currency && *l->apart; // or the caret behind it would stand where the sign of the currency is
    if (isolated)
        buf_text_add(&digits, "\u2066");
    add_typed(&digits, l, text + minus, currency != NULL, minus, &within);
    if (isolated)
        buf_text_add(&digits, "\u2069");
    if (currency)
        add_money(&b, l, buf_text(&digits), currency, &inside);
    else
        buf_text_add(&b, buf_text(&digits));
    inside = currency ? inside : sign;
    *at = (int)(minus && !caret ? 0 : inside + within);
    buf_finish(&digits);
    return finish(&b, a);
}
