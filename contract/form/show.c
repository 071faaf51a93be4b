// SPDX-License-Identifier: Apache-2.0
// An answer as a person would write it, for the review before sending.
#include "contract/form/check.h"
#include "contract/form/dates.h"
#include "contract/form/words.h"

#include "base/buf.h"
#include "base/locale.h"
#include "base/when.h"

enum { SHOW_CAP = 64 * 1024 };

struct shown {
    const struct form_run *run;
    const struct question *q;
    const char *lang;
    const struct locale *locale;
    const struct form_words *words;
    struct buf *to;
};

static void show_one(const struct shown *s, const struct val *v);

static const char *tr(const struct shown *s, const char *english) {
    const char *found = s->words && s->words->text ? s->words->text(s->words->ctx, english) : NULL;
    return found ? found : english;
}

static const char *count_text(const struct shown *s, uint32_t n) {
    char digits[16];
    snprintf(digits, sizeof digits, "%u", n);
    return locale_number(s->locale, s->run->arena, digits);
}

static void show_counted(const struct shown *s, const char *one, const char *many, uint32_t n) {
    const char *form = s->words && s->words->plural ? s->words->plural(s->words->ctx, one, many, (long)n) : NULL;
    form = form ? form : n == 1 ? one : many;
    const char *mark = strstr(form, "{n}");
    if (mark)
        buf_printf(s->to, "%.*s%s%s", (int)(mark - form), form, count_text(s, n), mark + 3);
    else
        buf_text_add(s->to, form);
}

static void separate(const struct shown *s, bool first) {
    if (!first)
        buf_text_add(s->to, ", ");
}

static void show_day(const struct shown *s, struct day_parts d) {
    struct arena *a = s->run->arena;
    struct when_date date = {d.year, d.month, d.day};
    if (d.month)
        buf_text_add(s->to, locale_date(s->locale, a, d.day && d.year ? LOCALE_DATE : d.year ? LOCALE_MONTH_YEAR : LOCALE_DAY_MONTH, date));
    else if (d.year)
        buf_text_add(s->to, locale_year(s->locale, a, d.year));
}

static void show_instant(const struct shown *s, const char *text) {
    int64_t at;
    if (!instant_of(text, false, false, &at)) {
        buf_text_add(s->to, text);
        return;
    }
    struct when_date d = when_to_date(when_day_of(at, 0));
    struct when_clock c = when_clock_of(at, 0);
    show_day(s, (struct day_parts){d.day, d.month, d.year});
    if (s->q->kind == ASK_DATE_TIME)
        buf_printf(s->to, ", %s", locale_time(s->locale, s->run->arena, c.hour, c.minute));
}

static void show_number(const struct shown *s, double n) {
    char digits[64];
    if (s->q->kind != ASK_MONEY) {
        snprintf(digits, sizeof digits, "%.12g", n);
        buf_text_add(s->to, strchr(digits, 'e') ? digits : locale_decimal(s->locale, s->run->arena, digits));
        return;
    }
    snprintf(digits, sizeof digits, "%.*f", form_currency_digits(s->q->currency), n);
    buf_text_add(s->to, locale_money(s->locale, s->run->arena, digits, s->q->currency ? s->q->currency : ""));
}

static void show_option(const struct shown *s, const struct val *v) {
    const struct question_option *o = option_find(s->q, v);
    if (o)
        buf_text_add(s->to, form_text(s->run->form, s->lang, o->label));
    else if (v->type == VAL_STRING)
        buf_text_add(s->to, v->text);
}

static void show_choices(const struct shown *s, const struct val *v) {
    bool first = true;
    for (uint32_t i = 0; i < s->q->option_count; i++) { // in the order of the form
        const struct question_option *o = &s->q->options[i];
        bool chosen = false;
        if (v->type == VAL_OBJECT && o->value.type == VAL_STRING)
            chosen = val_get_bool(v, o->value.text, false);
        for (uint32_t k = 0; v->type == VAL_ARRAY && k < v->count && !chosen; k++)
            chosen = option_is(o, &v->items[k]);
        if (!chosen)
            continue;
        separate(s, first);
        first = false;
        buf_text_add(s->to, form_text(s->run->form, s->lang, o->label));
    }
}

static void show_files(const struct shown *s, const struct val *v) {
    if (v->type != VAL_ARRAY || v->count > 3) {
        show_counted(s, "{n} file", "{n} files", v->type == VAL_ARRAY ? v->count : 1);
        return;
    }
    for (uint32_t i = 0; i < v->count; i++) {
        separate(s, i == 0);
        buf_text_add(s->to, val_get_text(&v->items[i], "originalName", val_get_text(&v->items[i], "name", "")));
    }
}

static void show_tags(const struct shown *s, const struct val *v) {
    bool first = true;
    if (v->type == VAL_STRING)
        for (struct str rest = str_of(v->text), part; (part = tag_next(s->q, &rest)).len; first = false) {
            separate(s, first);
            buf_add(s->to, part.p, part.len);
        }
    for (uint32_t i = 0; v->type == VAL_ARRAY && i < v->count; i++) {
        separate(s, i == 0);
        if (v->items[i].type == VAL_STRING)
            buf_text_add(s->to, v->items[i].text);
    }
}

static void show_matrix(const struct shown *s, const struct val *v) {
    uint32_t answered = 0;
    for (uint32_t i = 0; i < s->q->child_count; i++)
        answered += !answer_empty(s->q->children[i], val_get(v, s->q->children[i]->key));
    const char *form = tr(s, "{x} of {n}");
    for (; *form; form++)
        if (!strncmp(form, "{x}", 3) || !strncmp(form, "{n}", 3)) {
            buf_text_add(s->to, count_text(s, form[1] == 'x' ? answered : s->q->child_count));
            form += 2;
        } else
            buf_char(s->to, *form);
}

static void show_text(const struct shown *s, const struct val *v) {
    if (v->type == VAL_STRING)
        buf_text_add(s->to, v->text);
    else if (v->type == VAL_NUMBER)
        show_number(s, v->number);
    else if (v->type == VAL_BOOL)
        buf_text_add(s->to, tr(s, v->boolean ? "Yes" : "No"));
}

static void show_time(const struct shown *s, const char *text) {
    const char *brief = arena_copy(s->run->arena, text, strlen(text) == 8 && str_ends(str_of(text), ":00") ? 5 : strlen(text));
    buf_text_add(s->to, locale_digits(s->locale, s->run->arena, brief ? brief : ""));
}

static void show_kind(const struct shown *s, const struct val *v) {
    struct day_parts d;
    switch (s->q->kind) {
    case ASK_CHOICE: show_option(s, v); break;
    case ASK_CHOICES: show_choices(s, v); break;
    case ASK_ADDRESS: buf_text_add(s->to, form_address(v, s->lang, s->run->arena)); break;
    case ASK_FILE: show_files(s, v); break;
    case ASK_TAGS: show_tags(s, v); break;
    case ASK_MATRIX: show_matrix(s, v); break;
    case ASK_ROWS: show_counted(s, "{n} entry", "{n} entries", v->type == VAL_ARRAY ? v->count : 0); break;
    case ASK_SIGNATURE: buf_text_add(s->to, tr(s, "Signed")); break;
    case ASK_DATE: case ASK_DATE_TIME: if (v->type == VAL_STRING) show_instant(s, v->text); break;
    case ASK_TIME: // seconds that nobody asked for are left out
        if (v->type == VAL_STRING)
            show_time(s, v->text);
        break;
    case ASK_DAY:
        if (v->type == VAL_STRING && day_read(s->q, v->text, &d) && day_valid(d))
            show_day(s, d);
        break;
    default: show_text(s, v); break;
    }
}

static void show_one(const struct shown *s, const struct val *v) {
    bool units = s->q->kind == ASK_NUMBER || s->q->kind == ASK_INTEGER || s->q->kind == ASK_TEXT;
    if (units && s->q->prefix)
        buf_printf(s->to, "%s ", form_text(s->run->form, s->lang, s->q->prefix));
    show_kind(s, v);
    if (units && s->q->suffix)
        buf_printf(s->to, " %s", form_text(s->run->form, s->lang, s->q->suffix));
}

const char *form_show(const struct form_run *run, const struct question *q, const struct val *value, const char *lang,
                      const struct form_words *words) {
    struct buf b;
    struct shown s = {run, q, lang, locale_of(lang), words, &b};
    bool no = q->kind == ASK_YES_NO && value && value->type == VAL_BOOL;
    if (!no && answer_empty(q, value) && !(q->kind == ASK_ROWS && value && value->type == VAL_ARRAY))
        return arena_string(run->arena, "");
    buf_init(&b, SHOW_CAP);
    if (q->many && value->type == VAL_ARRAY)
        for (uint32_t i = 0; i < value->count; i++) {
            separate(&s, i == 0);
            show_one(&s, &value->items[i]);
        }
    else
        show_one(&s, value);
    const char *text = b.err == ERR_MEMORY ? NULL : arena_copy(run->arena, buf_text(&b), b.len);
    buf_finish(&b);
    return text;
}
