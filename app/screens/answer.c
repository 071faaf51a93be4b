// SPDX-License-Identifier: Apache-2.0
#include "app/screens/answer.h"

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

static const char *mask_of(const struct question *q) {
    switch (q->kind) {
    case ASK_DATE: return "__.__.____";
    case ASK_TIME: return "__:__";
    case ASK_DATE_TIME: return "__.__.____ __:__";
    case ASK_DAY: return "__.__.____";
    default: return NULL;
    }
}

static enum keyboard keyboard_of(const struct question *q) {
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

// ---- Dates: typed as day, month, year; kept as the form wants them ----
static void pick(char *to, const char *from, const int *places) {
    for (int i = 0; places[i] >= 0; i++)
        to[i] = from[places[i]];
}

static bool all_digits(const char *text, size_t len) {
    for (size_t i = 0; i < len; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return true;
}

// "2026-03-10T09:30:00Z" to "100320260930"
static void digits_of_iso(const char *iso, char *to, size_t room) {
    static const int date[] = {8, 9, 5, 6, 0, 1, 2, 3, -1}, time[] = {11, 12, 14, 15, -1};
    size_t len = strlen(iso);
    memset(to, 0, room);
    if (len < 10 || iso[4] != '-' || iso[7] != '-')
        return;
    pick(to, iso, date);
    if (len >= 16 && iso[10] == 'T')
        pick(to + 8, iso, time);
}

static const char *iso_of_digits(const char *d, bool with_time, struct arena *a) {
    if (!with_time)
        return arena_printf(a, "%.4s-%.2s-%.2s", d + 4, d + 2, d);
    return arena_printf(a, "%.4s-%.2s-%.2sT%.2s:%.2s:00Z", d + 4, d + 2, d, d + 8, d + 10);
}

static const char *typed_value(const struct question *q, const struct typing *t, struct arena *a) {
    size_t len = (size_t)t->len;
    if (!all_digits(t->text, len))
        return t->text;
    if (q->kind == ASK_DATE && len == 8)
        return iso_of_digits(t->text, false, a);
    if (q->kind == ASK_DATE_TIME && len == 12)
        return iso_of_digits(t->text, true, a);
    if (q->kind == ASK_TIME && len == 4)
        return arena_printf(a, "%.2s:%.2s:00", t->text, t->text + 2);
    if (q->kind == ASK_DAY && len == 8)
        return q->day_first ? arena_printf(a, "%.2s/%.2s/%.4s", t->text, t->text + 2, t->text + 4)
                            : arena_printf(a, "%.2s/%.2s/%.4s", t->text + 2, t->text, t->text + 4);
    return t->text;
}

static void digits_of_day(const struct question *q, const char *day, char *to, size_t room) {
    static const int day_first[] = {0, 1, 3, 4, 6, 7, 8, 9, -1}, month_first[] = {3, 4, 0, 1, 6, 7, 8, 9, -1};
    memset(to, 0, room);
    if (strlen(day) == 10)
        pick(to, day, q->day_first ? day_first : month_first);
}

// ---- Text of an answer ----
static const char *text_of(const struct question *q, const struct val *v, char *room, size_t size) {
    if (!v)
        return "";
    if (v->type == VAL_NUMBER) {
        snprintf(room, size, "%.15g", v->number);
        return room;
    }
    if (v->type == VAL_OBJECT)
        return val_get_text(v, "formatted_address", "");
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
    bool complete = strlen(v->text) >= 10;
    if ((q->kind == ASK_DATE || q->kind == ASK_DATE_TIME) && complete)
        digits_of_iso(v->text, room, size);
    else if (q->kind == ASK_DAY && complete)
        digits_of_day(q, v->text, room, size);
    else if (q->kind == ASK_TIME && strlen(v->text) >= 5 && v->text[2] == ':')
        snprintf(room, size, "%.2s%.2s", v->text, v->text + 3);
    else
        return v->text;
    return room;
}

void answer_start(struct typing *t, const struct question *q, const struct val *value) {
    char room[TYPING_BYTES + 1];
    *t = (struct typing){.mask = mask_of(q), .suggestions = q->suggestions, .suggestion_count = (int)q->suggestion_count};
    if (q->limits.max_length && q->limits.max_length < TYPING_BYTES / 4)
        t->max = (int)q->limits.max_length * 4; // bytes; the check counts letters
    typing_start(t, keyboard_of(q), text_of(q, value, room, sizeof room));
}

static bool number_of(const char *text, double *out) {
    char copy[64], *end;
    if (!text_copy(copy, sizeof copy, text) || !*copy)
        return false;
    for (char *c = copy; *c; c++)
        if (*c == ',')
            *c = '.';
    *out = strtod(copy, &end);
    return *end == '\0' && end != copy && *out - *out == 0;
}

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
        *out = number_of(text, &n) ? val_number(n) : val_text(text);
        return true;
    case ASK_ADDRESS: return address_of(text, a, out);
    case ASK_DATE:
    case ASK_TIME:
    case ASK_DATE_TIME:
    case ASK_DAY: text = typed_value(q, t, a); break;
    default: break;
    }
    const char *copy = text ? arena_string(a, text) : NULL;
    if (copy)
        *out = val_text(copy);
    return copy != NULL;
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
