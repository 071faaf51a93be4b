// SPDX-License-Identifier: Apache-2.0
#include "app/screens/answer.h"
#include "app/screens/answer_date.h"
#include "base/locale.h"
#include "contract/form/words.h"

#include <stdlib.h>

enum answer_way answer_way(const struct question *q) {
    if (q->read_only)
        return ANSWER_READ;
    switch (q->kind) {
    case ASK_YES_NO:
    case ASK_CHOICE: return ANSWER_ONE;
    case ASK_CHOICES: return ANSWER_MANY;
    case ASK_ROWS: return ANSWER_ROWS;
    case ASK_FILE:
    case ASK_SIGNATURE: return ANSWER_FILE;
    case ASK_INFO:
    case ASK_GROUP:
    case ASK_MATRIX:
    case ASK_VALUE: return ANSWER_READ;
    default: return ANSWER_TYPE;
    }
}

static bool is_number(const struct question *q) { return q->kind == ASK_NUMBER || q->kind == ASK_INTEGER || q->kind == ASK_MONEY; }

static struct typing_number number_form(const struct question *q) {
    bool whole = q->kind == ASK_INTEGER || q->limits.decimals == 0;
    return (struct typing_number){.whole = whole, .positive = q->limits.has_min && q->limits.min >= 0, .currency = q->kind == ASK_MONEY ? q->currency : NULL};
}

static enum keyboard keyboard_of(const struct question *q) {
    if (is_number(q))
        return KEYBOARD_DECIMAL;
    switch (q->keys) {
    case KEYS_EMAIL:
    case KEYS_URL: return KEYBOARD_EMAIL;
    case KEYS_DIGITS:
    case KEYS_PHONE:
    case KEYS_DATE:
    case KEYS_TIME: return KEYBOARD_DIGITS;
    case KEYS_DECIMAL: return KEYBOARD_DECIMAL;
    default: return KEYBOARD_TEXT;
    }
}

// ---- Text of an answer ----
static const char *address_text(const struct val *v, const char *language, char *room, size_t size) {
    struct arena a;
    arena_init(&a, 2 * TYPING_BYTES);
    text_copy(room, size, form_address(v, language, &a));
    arena_finish(&a);
    return room;
}

static const char *text_of(const struct question *q, const struct val *v, const char *language, char *room, size_t size) {
    struct date_form date = date_form(q, language);
    if (!v)
        return "";
    if (v->type == VAL_NUMBER) {
        snprintf(room, size, "%.15g", v->number);
        for (char *c = room; *c; c++)
            *c = *c == '.' ? locale_point(locale_of(language)) : *c;
        return room;
    }
    if (v->type == VAL_OBJECT)
        return address_text(v, language, room, size);
    if (v->type == VAL_ARRAY) { // several texts, with commas between them
        size_t at = 0;
        room[0] = '\0';
        for (uint32_t i = 0; i < v->count && at < size; i++)
            if (v->items[i].type == VAL_STRING)
                at += (size_t)snprintf(room + at, size - at, "%s%s", i ? ", " : "", v->items[i].text);
        return room;
    }
    if (v->type != VAL_STRING)
        return "";
    if (!date.mask)
        return v->text;
    date_digits(q, date, v->text, room);
    return *room ? room : v->text;
}

void answer_start(struct typing *t, const struct question *q, const struct val *value, const char *language) {
    char room[TYPING_BYTES + 1];
    struct date_form date = date_form(q, language);
    *t = (struct typing){.mask = date.mask, .years = date.years, .number = is_number(q) ? number_form(q) : (struct typing_number){.whole = false}, .suggestions = q->suggestions,
                         .suggestion_count = (int)q->suggestion_count};
    text_copy(t->language, sizeof t->language, language);
    t->plain_digits = q->limits.pattern || q->limits.mask;
    if (q->limits.max_length && q->limits.max_length < TYPING_BYTES / 4)
        t->max_letters = (int)q->limits.max_length;
    if (!q->secret && !date.mask)
        text_copy(t->field, sizeof t->field, q->key);
    typing_start(t, keyboard_of(q), text_of(q, value, language, room, sizeof room));
}

static bool number_of(const char *text, const char *language, double *out) {
    char plain[64], *end;
    if (!locale_read_number(locale_of(language), text, plain, sizeof plain))
        return false;
    *out = strtod(plain, &end);
    return *end == '\0' && *out - *out == 0;
}

static struct date_form date_of(const struct typing *t) { return (struct date_form){t->mask, t->years}; }

static bool list_of(const struct typing *t, struct arena *a, struct val *out) {
    struct val_builder b = val_build(a);
    struct str rest = {t->text, (size_t)t->len};
    while (rest.p) {
        struct str part = str_trim(str_cut(&rest, ','));
        char *text = part.len ? arena_copy(a, part.p, part.len) : NULL;
        if (part.len && (!text || !val_push(&b, val_text(text))))
            return false;
    }
    *out = val_array(&b);
    return true;
}

static bool address_of(const char *text, struct arena *a, struct val *out) {
    struct val_builder b = val_build(a);
    bool ok = val_set(&b, "formatted_address", val_text(text));
    *out = val_object(&b);
    return ok;
}

bool answer_value(const struct question *q, const struct typing *t, struct arena *a, struct val *out) {
    double n;
    struct str trimmed = str_trim((struct str){t->text, (size_t)t->len});
    const char *text = arena_copy(a, trimmed.p, trimmed.len);
    *out = val_null;
    if (!text)
        return false;
    if (!trimmed.len)
        return true;
    if (q->many || (q->kind == ASK_TAGS && !q->joined))
        return list_of(t, a, out);
    switch (q->kind) {
    case ASK_NUMBER:
    case ASK_INTEGER:
    case ASK_MONEY:
        *out = number_of(text, t->language, &n) ? val_number(n) : val_text(text);
        return true;
    case ASK_ADDRESS: return address_of(text, a, out);
    case ASK_DATE:
    case ASK_TIME:
    case ASK_DATE_TIME:
    case ASK_DAY: text = t->mask && date_value(q, date_of(t), t->text, a) ? date_value(q, date_of(t), t->text, a) : t->text; break;
    default: break;
    }
    const char *copy = text ? arena_string(a, text) : NULL;
    if (copy)
        *out = val_text(copy);
    return copy != NULL;
}

// ---- The phone ----
enum wish_input answer_input(const struct question *q) {
    switch (q->kind) {
    case ASK_EMAIL: return WISH_INPUT_EMAIL;
    case ASK_PHONE: return WISH_INPUT_TEL;
    case ASK_NUMBER:
    case ASK_INTEGER:
    case ASK_MONEY: return WISH_INPUT_NUMBER;
    case ASK_DATE:
    case ASK_DAY: return WISH_INPUT_DATE;
    default: return WISH_INPUT_TEXT;
    }
}

// The digits under their mask, without what only turns them around on the screen.
static const char *written(char *to, const struct typing *t) {
    int digits = 0, n = 0;
    for (const char *m = t->mask; *m && digits < t->len; m++)
        if (!(*m & 0x80))
            to[n++] = *m == '_' ? t->text[digits++] : *m;
    to[n] = '\0';
    return to;
}

const char *answer_for_phone(const struct question *q, const struct typing *t, struct arena *a) {
    const char *d = t->text;
    if (!t->mask)
        return d;
    if (q->kind == ASK_TIME)
        return t->len == 4 ? arena_printf(a, "%.2s:%.2s", d, d + 2) : "";
    if (q->kind == ASK_DATE_TIME) { // a line of text there, in the form it has here
        char *text = arena_array(a, DATE_DIGITS * 2, 1);
        return text ? written(text, t) : "";
    }
    const struct question day = {.kind = ASK_DATE};
    const char *iso = date_value(&day, date_of(t), d, a);
    return iso ? iso : "";
}

const char *answer_from_phone(const struct question *q, const struct typing *t, const char *text, struct arena *a) {
    char digits[DATE_DIGITS + 1];
    size_t len = strlen(text);
    if (t->mask) {
        date_from_text(date_of(t), text, digits);
        text = digits;
        len = strlen(digits);
    }
    char *copy = arena_copy(a, text, len);
    for (char *c = copy; c && *c && q->kind != ASK_LONG_TEXT; c++)
        if (*c == '\n' || *c == '\r')
            *c = ' '; // one line is one line
    return copy ? copy : "";
}

// ---- Choices ----
static const char *option_key(const struct question *q, int i) {
    const struct val *v = &q->options[i].value;
    return v->type == VAL_STRING ? v->text : q->options[i].label;
}

bool answer_has(const struct question *q, const struct val *value, int i) {
    if (!value)
        return false;
    if (q->kind == ASK_YES_NO)
        return value->type == VAL_BOOL && value->boolean == (i == 0);
    if (q->kind == ASK_CHOICES && q->boxes)
        return val_get_bool(value, option_key(q, i), false);
    if (value->type == VAL_ARRAY) {
        for (uint32_t k = 0; k < value->count; k++)
            if (val_same(&value->items[k], &q->options[i].value))
                return true;
        return false;
    }
    return val_same(value, &q->options[i].value);
}

bool answer_toggle(const struct question *q, const struct val *value, int i, struct arena *a, struct val *out) {
    struct val_builder b = val_build(a);
    for (int k = 0; k < (int)q->option_count; k++) {
        bool on = answer_has(q, value, k) != (k == i);
        bool ok = q->boxes ? val_set(&b, option_key(q, k), val_bool(on)) : !on || val_push(&b, q->options[k].value);
        if (!ok)
            return false;
    }
    *out = q->boxes ? val_object(&b) : val_array(&b);
    return true;
}
