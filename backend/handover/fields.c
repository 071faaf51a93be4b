// SPDX-License-Identifier: Apache-2.0
// One question as fields of a page, and what the page sent as an answer. Answers are Form.io's (contract/form/question.h),
// as the television gives them.
#include "backend/handover/inside.h"
#include <stdlib.h>

enum { OTHER_LINES = 4, DIGITS = 16 };

static struct str text_of(const char *text) { return str_trim(str_of(text)); }

static const char *in_language(const struct desk *d, const char *text) { return form_text(d->run.form, d->page.language, text); }

// ---- Showing
static void hint(struct desk *d, const struct question *q, const char *error) {
    const char *text = in_language(d, q->hint);
    if (text) {
        page_raw(&d->page, "<p class=\"hint\" id=\"answer-hint\"");
        page_lang(&d->page);
        page_raw(&d->page, ">");
        page_text(&d->page, text);
        page_raw(&d->page, "</p>");
    }
    if (error) {
        page_raw(&d->page, "<p class=\"error\" id=\"answer-error\" role=\"alert\">");
        page_text(&d->page, error);
        page_raw(&d->page, "</p>");
    }
}

static void described(struct desk *d, const struct question *q, const char *error) {
    if (q->hint || error)
        buf_printf(&d->page.b, " aria-describedby=\"%s%s%s\"", q->hint ? "answer-hint" : "", q->hint && error ? " " : "", error ? "answer-error" : "");
    if (error)
        page_raw(&d->page, " aria-invalid=\"true\"");
}

static void option(struct desk *d, const char *type, const char *name, const char *value, const char *label, const char *more, bool on) {
    struct page *p = &d->page;
    buf_printf(&p->b, "<label class=\"tick\"><input type=\"%s\"", type);
    html_attribute(&p->b, "name", name);
    html_attribute(&p->b, "value", value);
    page_raw(p, on ? " checked><span" : "><span");
    page_lang(p);
    page_raw(p, ">");
    page_text(p, label);
    if (more) {
        page_raw(p, "<small>");
        page_text(p, more);
        page_raw(p, "</small>");
    }
    page_raw(p, "</span></label>");
}

static void group_open(struct desk *d, const struct question *q, const char *error) {
    page_raw(&d->page, "<fieldset");
    described(d, q, error);
    page_raw(&d->page, "><legend class=\"unseen\"");
    page_lang(&d->page);
    page_raw(&d->page, ">");
    page_text(&d->page, hand_label(d, q));
    page_raw(&d->page, "</legend>");
}

// The value of an option as a form sends it: its place.
static const char *place(struct desk *d, uint32_t i) {
    const char *text = arena_printf(d->run.arena, "%u", i);
    return text ? text : "";
}

static bool picked(const struct question *q, const struct val *v, uint32_t i) {
    const struct val *o = &q->options[i].value;
    if (v && v->type == VAL_OBJECT && o->type == VAL_STRING)
        return val_get_bool(v, o->text, false);
    for (uint32_t k = 0; v && v->type == VAL_ARRAY && k < v->count; k++)
        if (val_same(&v->items[k], o))
            return true;
    return v && v->type != VAL_ARRAY && v->type != VAL_OBJECT && val_same(v, o);
}

static void options(struct desk *d, const struct question *q, const struct val *v, const char *name, bool many) {
    for (uint32_t i = 0; i < q->option_count; i++)
        option(d, many ? "checkbox" : "radio", name, place(d, i), in_language(d, q->options[i].label), in_language(d, q->options[i].hint),
               picked(q, v, i));
}

static void matrix(struct desk *d, const struct question *q, const struct val *v) {
    for (uint32_t i = 0; i < q->child_count; i++) {
        const struct question *c = q->children[i];
        page_raw(&d->page, "<fieldset><legend");
        page_lang(&d->page);
        page_raw(&d->page, ">");
        page_text(&d->page, in_language(d, c->label));
        page_raw(&d->page, "</legend>");
        options(d, c, v && v->type == VAL_OBJECT ? val_get(v, c->key) : NULL, arena_printf(d->run.arena, "row%u", i), false);
        page_raw(&d->page, "</fieldset>");
    }
}

static const char *input_type(const struct question *q) {
    switch (q->kind) {
    case ASK_EMAIL: return "email";
    case ASK_PHONE: return "tel";
    case ASK_URL: return "url";
    case ASK_DATE: return "date";
    case ASK_TIME: return "time";
    case ASK_DATE_TIME: return "datetime-local";
    default: return q->secret ? "password" : "text";
    }
}

// What stands in the field; numbers and lists as people write them.
static const char *shown(struct desk *d, const struct question *q, const struct val *v) {
    struct arena *a = d->run.arena;
    const char *text = "";
    if (!v)
        return "";
    if (v->type == VAL_NUMBER)
        text = arena_printf(a, "%.15g", v->number);
    else if (v->type == VAL_OBJECT)
        text = form_address(v, d->page.language, a);
    else if (v->type == VAL_STRING)
        text = q->kind == ASK_DATE_TIME && v->count > 16 ? arena_copy(a, v->text, 16) : q->kind == ASK_DATE && v->count > 10 ? arena_copy(a, v->text, 10) : v->text;
    for (uint32_t i = 0; v->type == VAL_ARRAY && i < v->count; i++)
        if (v->items[i].type == VAL_STRING)
            text = arena_printf(a, "%s%s%s", text ? text : "", i ? "\n" : "", v->items[i].text);
    return text ? text : "";
}

static void lines(struct desk *d, const struct question *q, const struct val *v, const char *error) {
    struct page *p = &d->page;
    buf_printf(&p->b, "<textarea name=\"answer\" rows=\"%d\" dir=\"auto\"", OTHER_LINES);
    html_attribute(&p->b, "aria-label", hand_label(d, q));
    described(d, q, error);
    page_raw(p, ">");
    page_text(p, shown(d, q, v));
    page_raw(p, "</textarea>");
}

static void line(struct desk *d, const struct question *q, const struct val *v, const char *error) {
    struct page *p = &d->page;
    bool number = q->kind == ASK_NUMBER || q->kind == ASK_INTEGER || q->kind == ASK_MONEY;
    if (q->prefix || q->kind == ASK_MONEY) {
        page_raw(p, "<span class=\"unit\">");
        page_text(p, q->prefix ? in_language(d, q->prefix) : q->currency);
        page_raw(p, "</span>");
    }
    buf_printf(&p->b, "<input name=\"answer\" type=\"%s\" autocomplete=\"off\" dir=\"auto\"", input_type(q));
    html_attribute(&p->b, "aria-label", hand_label(d, q));
    html_attribute(&p->b, "value", shown(d, q, v));
    if (q->placeholder)
        html_attribute(&p->b, "placeholder", in_language(d, q->placeholder));
    if (number)
        page_raw(p, q->kind == ASK_INTEGER ? " inputmode=\"numeric\"" : " inputmode=\"decimal\"");
    if (q->limits.max_length && !number)
        buf_printf(&p->b, " maxlength=\"%u\"", q->limits.max_length);
    described(d, q, error);
    page_raw(p, ">");
    if (q->suffix) {
        page_raw(p, "<span class=\"unit\">");
        page_text(p, in_language(d, q->suffix));
        page_raw(p, "</span>");
    }
}

// A date of which parts may be missing: up to three boxes of digits.
static void day(struct desk *d, const struct question *q, const struct val *v) {
    static const char *const names[] = {"day", "month", "year"};
    const char *labels[] = {page_tr(&d->page, "Day"), page_tr(&d->page, "Month"), page_tr(&d->page, "Year")};
    const bool left_out[] = {q->no_day, q->no_month, q->no_year};
    int parts[3] = {0}, at = 0;
    const char *text = v && v->type == VAL_STRING ? v->text : "";
    for (; at < 3 && *text; at++, text += *text == '/')
        parts[at] = (int)strtol(text, (char **)&text, 10);
    const int order[] = {q->day_first ? 0 : 1, q->day_first ? 1 : 0, 2};
    for (int i = 0; i < 3; i++) {
        int number = at == 3 ? parts[order[i]] : 0;
        if (!left_out[i])
            page_field(&d->page, &(struct page_field){.label = labels[i], .name = names[i], .max = i == 2 ? 4 : 2, .optional = true,
                                                      .value = number ? place(d, (uint32_t)number) : NULL, .extra = "inputmode=\"numeric\""});
    }
}

static void signature(struct desk *d, const struct val *v) {
    struct page *p = &d->page;
    page_raw(p, "<p class=\"hint\">");
    page_text(p, page_tr(p, "Sign with your finger in the box."));
    page_raw(p, "</p><canvas id=\"sign\" width=\"640\" height=\"240\" role=\"img\"");
    html_attribute(&p->b, "aria-label", page_tr(p, "Your signature"));
    page_raw(p, "></canvas><input type=\"hidden\" id=\"drawn\" name=\"answer\"><button type=\"button\" class=\"quiet\" id=\"wipe\">");
    page_text(p, page_tr(p, "Start again"));
    page_raw(p, "</button><noscript><p class=\"error\">");
    page_text(p, page_tr(p, "Drawing needs a script. Please sign at the television."));
    page_raw(p, "</p></noscript>");
    if (v && v->type == VAL_STRING && *v->text)
        page_notice(p, PAGE_OK, page_tr(p, "There is a signature already. Draw again to replace it."));
}

void hand_fields(struct desk *d, const struct form_step *step, const char *error) {
    const struct question *q = step->question;
    const struct val *v = step->value;
    hint(d, q, error);
    if (q->read_only || q->kind == ASK_INFO) {
        page_raw(&d->page, "<p>");
        html_lines(&d->page.b, in_language(d, q->body ? q->body : ""));
        const char *text = v ? form_show(&d->run, q, v, d->page.language, &d->words) : "";
        page_raw(&d->page, "</p><p><strong>");
        page_text(&d->page, text ? text : "");
        page_raw(&d->page, "</strong></p>");
        return;
    }
    switch (q->kind) {
    case ASK_YES_NO:
        group_open(d, q, error);
        option(d, "radio", "answer", "yes", page_tr(&d->page, "Yes"), NULL, v && v->type == VAL_BOOL && v->boolean);
        option(d, "radio", "answer", "no", page_tr(&d->page, "No"), NULL, v && v->type == VAL_BOOL && !v->boolean);
        page_raw(&d->page, "</fieldset>");
        break;
    case ASK_CHOICE: case ASK_CHOICES:
        group_open(d, q, error);
        options(d, q, v, "answer", q->kind == ASK_CHOICES);
        page_raw(&d->page, "</fieldset>");
        break;
    case ASK_MATRIX: matrix(d, q, v); break;
    case ASK_DAY: day(d, q, v); break;
    case ASK_SIGNATURE: signature(d, v); break;
    case ASK_ROWS: // its buttons stand below
    case ASK_FILE: break; // files.c
    case ASK_LONG_TEXT: case ASK_ADDRESS: case ASK_TAGS: lines(d, q, v, error); break;
    default: q->many ? lines(d, q, v, error) : line(d, q, v, error); break;
    }
}

// ---- Reading
static bool number_of(struct str text, struct val *out, struct arena *a) {
    char *copy = arena_copy(a, text.p, text.len), *end;
    if (!copy)
        return false;
    for (char *c = copy; *c; c++)
        *c = *c == ',' ? '.' : *c;
    double n = strtod(copy, &end);
    *out = *end == '\0' && end != copy && n - n == 0 ? val_number(n) : val_text(copy);
    return true;
}

static bool list_of(struct str text, bool joined, struct val *out, struct arena *a) {
    struct val_builder b = val_build(a);
    const char *all = "";
    while (text.p && text.len) {
        struct str one = str_trim(str_cut(&text, '\n'));
        const char *copy = one.len ? arena_copy(a, one.p, one.len) : NULL;
        if (one.len && (!copy || !val_push(&b, val_text(copy))))
            return false;
        if (copy && !(all = arena_printf(a, "%s%s%s", all, *all ? ", " : "", copy)))
            return false;
    }
    *out = joined ? val_text(all) : val_array(&b);
    return true;
}

// The places of the ticked options, checked: what is not there counts as not sent.
static bool chosen(const struct question *q, const char *text, uint32_t *i) {
    long n;
    bool ok = text && text_integer(text, 0, (long)q->option_count - 1, &n);
    *i = ok ? (uint32_t)n : 0;
    return ok;
}

static bool choices_of(const struct question *q, const struct html_fields *f, struct val *out, struct arena *a) {
    struct val_builder b = val_build(a);
    bool ok = true;
    uint32_t at;
    if (!q->boxes) {
        for (size_t i = 0; html_field_at(f, "answer", i); i++)
            if (chosen(q, html_field_at(f, "answer", i), &at))
                ok = ok && val_push(&b, q->options[at].value);
        *out = val_array(&b);
        return ok;
    }
    for (uint32_t k = 0; k < q->option_count; k++) {
        bool on = false;
        for (size_t i = 0; html_field_at(f, "answer", i); i++)
            on = on || (chosen(q, html_field_at(f, "answer", i), &at) && at == k);
        if (q->options[k].value.type == VAL_STRING)
            ok = ok && val_set(&b, q->options[k].value.text, val_bool(on));
    }
    *out = val_object(&b);
    return ok;
}

static bool matrix_of(const struct question *q, const struct html_fields *f, struct val *out, struct arena *a) {
    struct val_builder b = val_build(a);
    bool ok = true;
    for (uint32_t i = 0; i < q->child_count && ok; i++) {
        char name[DIGITS];
        uint32_t at;
        snprintf(name, sizeof name, "row%u", i);
        if (chosen(q->children[i], html_field_at(f, name, 0), &at))
            ok = val_set(&b, q->children[i]->key, q->children[i]->options[at].value);
    }
    *out = val_object(&b);
    return ok;
}

static bool day_of(const struct question *q, const struct html_fields *f, struct val *out, struct arena *a) {
    long d = 0, m = 0, y = 0;
    bool any = text_integer(html_field(f, "day"), 1, 31, &d);
    any = text_integer(html_field(f, "month"), 1, 12, &m) || any;
    any = text_integer(html_field(f, "year"), 1, 9999, &y) || any;
    const char *text = q->day_first ? arena_printf(a, "%02ld/%02ld/%04ld", d, m, y) : arena_printf(a, "%02ld/%02ld/%04ld", m, d, y);
    *out = any && text ? val_text(text) : val_null;
    return text != NULL;
}

bool hand_value(const struct desk *d, const struct form_step *s, const struct html_fields *f, struct val *out) {
    const struct question *q = s->question;
    struct arena *a = d->run.arena;
    struct str text = text_of(html_field(f, "answer"));
    const char *copy = arena_copy(a, text.p ? text.p : "", text.len);
    struct val_builder b = val_build(a);
    uint32_t at;
    *out = val_null;
    if (!copy)
        return false;
    switch (q->kind) {
    case ASK_CHOICES: return choices_of(q, f, out, a);
    case ASK_MATRIX: return matrix_of(q, f, out, a);
    case ASK_DAY: return day_of(q, f, out, a);
    case ASK_CHOICE:
        if (chosen(q, text.len ? copy : NULL, &at))
            *out = q->options[at].value;
        return true;
    case ASK_YES_NO:
        if (text.len)
            *out = val_bool(!strcmp(copy, "yes"));
        return true;
    default: break;
    }
    if (!text.len)
        return true;
    if (q->many || q->kind == ASK_TAGS)
        return list_of(text, q->joined && !q->many, out, a);
    if (q->kind == ASK_NUMBER || q->kind == ASK_INTEGER || q->kind == ASK_MONEY)
        return number_of(text, out, a);
    if (q->kind == ASK_ADDRESS && s->value && !strcmp(copy, form_address(s->value, d->page.language, a))) {
        *out = *s->value; // nobody changed it: its parts stay
        return true;
    }
    if (q->kind == ASK_ADDRESS) {
        bool ok = val_set(&b, "formatted_address", val_text(copy));
        *out = val_object(&b);
        return ok;
    }
    if (q->kind == ASK_TIME && text.len == 5) // "09:30" of the browser
        copy = arena_printf(a, "%s:00", copy);
    if (q->kind == ASK_DATE_TIME && text.len == 16) // "2026-03-10T09:30": no seconds, no zone
        copy = arena_printf(a, "%s:00Z", copy);
    *out = val_text(copy ? copy : "");
    return copy != NULL;
}
