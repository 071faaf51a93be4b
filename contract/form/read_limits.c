// SPDX-License-Identifier: Apache-2.0
// What an answer must keep to: numbers, lengths, patterns, masks, dates.
#include "contract/form/read.h"

#include "base/when.h"
#include "contract/form/regex.h"

static enum err read_pattern(struct reader *r, const struct val *validate, struct question *q, struct question_rules *n) {
    const char *source = val_get_text(validate, "pattern", "");
    if (!*source)
        return ERR_NONE;
    struct fault f;
    enum err e = pattern_make(r->a, source, &n->pattern, &f);
    if (e)
        return fault_set(r->f, e, q->place, "validate.pattern: %s", f.what);
    q->limits.pattern = source;
    q->limits.pattern_message = member_text(r, validate, "patternMessage");
    return ERR_NONE;
}

static void read_mask(const struct val *c, const struct val *validate, struct question *q) {
    const char *mask = val_get_text(c, "inputMask", "");
    bool several = member_true(c, "allowMultipleMasks");
    if (*mask && !several && !member_true(validate, "skipMaskValidation") && strlen(mask) <= 100 &&
        (q->kind == ASK_TEXT || q->kind == ASK_PHONE || q->kind == ASK_LONG_TEXT))
        q->limits.mask = mask;
}

static bool is_number(const struct question *q) {
    return q->kind == ASK_NUMBER || q->kind == ASK_INTEGER || q->kind == ASK_MONEY;
}

enum err read_limits(struct reader *r, const struct val *c, struct question *q, struct question_rules *n) {
    const struct val *v = val_get(c, "validate");
    struct question_limits *l = &q->limits;
    if (is_number(q)) {
        l->has_min = member_number(v, "min", &l->min);
        l->has_max = member_number(v, "max", &l->max);
        if (!member_number(v, "step", &l->step) || l->step < 0)
            l->step = 0;
    }
    l->min_length = member_count(v, "minLength");
    l->max_length = member_count(v, "maxLength");
    l->min_words = member_count(v, "minWords");
    l->max_words = member_count(v, "maxWords");
    if (q->kind == ASK_ROWS) { // rows keep their counts under the names of lengths
        l->min_count = l->min_length;
        l->max_count = l->max_length;
        l->min_length = l->max_length = 0;
        if (l->min_count > FORM_ROWS_CAP)
            return fault_set(r->f, ERR_LIMIT, q->place, "more than %d rows are required", FORM_ROWS_CAP);
    } else {
        l->min_count = member_count(v, "minSelectedCount");
        l->max_count = member_count(v, "maxSelectedCount");
    }
    if (q->kind != ASK_INFO && q->kind != ASK_VALUE) {
        read_mask(c, v, q);
        return read_pattern(r, v, q, n);
    }
    return ERR_NONE;
}

// "moment()", "moment().add(3, 'days').subtract(1, 'year')": the way forms name days relative to today.
static bool read_moment(const char *text, struct date_limit *out) {
    struct str s = str_trim(str_of(text));
    if (!str_starts(s, "moment()"))
        return false;
    const char *at = s.p + 8;
    while (*at == '.') {
        int sign = !strncmp(at, ".add(", 5) ? 1 : !strncmp(at, ".subtract(", 10) ? -1 : 0;
        if (!sign)
            return !strncmp(at, ".startOf('day')", 15) || !strncmp(at, ".endOf('day')", 13) || !strncmp(at, ".format(", 8) ||
                   !strncmp(at, ".toISOString()", 14) || !strncmp(at, ".toDate()", 9);
        char *end;
        long n = strtol(strchr(at, '(') + 1, &end, 10) * sign;
        end += strspn(end, " ,'\"");
        if (n < -100000 || n > 100000)
            return false;
        bool months = *end == 'M' || !strncmp(end, "month", 5);
        int *part = *end == 'd' ? &out->days : *end == 'y' ? &out->years : months ? &out->months : NULL;
        if (*end == 'w') {
            out->days += (int)n * 7;
        } else if (!part) {
            return false;
        } else
            *part += (int)n;
        if (!(at = strchr(end, ')')))
            return false;
        at++;
    }
    return *at == 0 || *at == ';';
}

static enum err read_date_limit(struct reader *r, const struct val *from, const char *within, const char *key, const struct question *q,
                                struct date_limit *out) {
    const struct val *v = val_get(from, key);
    struct when_date d;
    char day[11];
    if (!v || v->type == VAL_NULL || (v->type == VAL_STRING && !*v->text))
        return ERR_NONE;
    const char *place = arena_printf(r->a, "%s%s.%s", q->place, within, key);
    if (!place)
        return fault_set(r->f, ERR_MEMORY, q->place, "out of memory");
    if (v->type == VAL_OBJECT) {
        out->base = DATE_RULE;
        return read_rule(r, v, place, &out->rule);
    }
    if (v->type == VAL_STRING) {
        text_copy(day, sizeof day, v->text);
        if (when_read_date(day, &d)) {
            out->base = DATE_FIXED;
            out->day = when_from_date(d);
            if (!when_read(v->text, &out->at))
                out->at = when_at(out->day, (struct when_clock){0}, 0);
            return ERR_NONE;
        }
        if (read_moment(v->text, out)) {
            out->base = DATE_TODAY;
            return ERR_NONE;
        }
    }
    *out = (struct date_limit){0};
    return reader_skip(r, place, "a date limit that is neither a date nor a rule");
}

enum err read_dates(struct reader *r, const struct val *c, struct question *q, struct question_rules *n) {
    const struct val *from = c;
    const char *within = "";
    if (q->kind == ASK_DATE || q->kind == ASK_DATE_TIME) {
        const struct val *widget = val_get(c, "widget"), *picker = val_get(c, "datePicker");
        bool own = val_get(widget, "minDate") || val_get(widget, "maxDate");
        from = own || !picker ? widget : picker;
        within = own || !picker ? ".widget" : ".datePicker";
        n->with_clock = member_true(widget, "enableTime") && q->kind == ASK_DATE_TIME;
    } else if (q->kind != ASK_DAY)
        return ERR_NONE;
    enum err e = read_date_limit(r, from, within, "minDate", q, &n->first);
    e = e ? e : read_date_limit(r, from, within, "maxDate", q, &n->last);
    q->limits.has_dates = n->first.base != DATE_NONE || n->last.base != DATE_NONE;
    return e;
}
