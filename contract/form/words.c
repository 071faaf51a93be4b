// SPDX-License-Identifier: Apache-2.0
// What is wrong with an answer, as one sentence. "{n}" stands for a number, "{x}" for a text.
#include "contract/form/inside.h"
#include "contract/form/words.h"

#include "base/locale.h"
#include <stdio.h>

// Every sentence of contract/form, so that translations can be checked for completeness.
const char *const form_messages[] = {
    "This needs an answer.", "Choose one of the answers.", "This is not the kind of answer that is asked for.",
    "Write at least {n} letter.", "\nWrite at least {n} letters.", "Write at most {n} letter.", "\nWrite at most {n} letters.",
    "Write at least {n} word.", "\nWrite at least {n} words.", "Write at most {n} word.", "\nWrite at most {n} words.",
    "The smallest number possible is {x}.", "The largest number possible is {x}.", "Only steps of {x} are possible.",
    "Write a whole number.", "Write at most {n} digit behind the point.", "\nWrite at most {n} digits behind the point.",
    "This is not written as it should be.", "Write it like this: {x}", "Write an e-mail address, like name@example.org.",
    "Write a web address, like www.example.org.", "Write a phone number with digits.", "This is not a date.",
    "Day, month and year, for example {x}.", "Year, month and day, for example {x}.", "Hour and minute, for example {x}.",
    "Day, month, year, hour and minute, for example {x}.", "Year, month, day, hour and minute, for example {x}.",
    "Write a number, like {x}.",
    "The earliest day possible is {x}.", "The latest day possible is {x}.", "The earliest year possible is {x}.",
    "The latest year possible is {x}.", "Write a time, like {x}.", "Choose at least {n} answer.",
    "\nChoose at least {n} answers.", "Choose at most {n} answer.", "\nChoose at most {n} answers.", "Add at least {n} entry.",
    "\nAdd at least {n} entries.", "At most {n} entry is possible.", "\nAt most {n} entries are possible.",
    "At most {n} file is possible.", "\nAt most {n} files are possible.", "This type of file is not taken. Possible: {x}",
    "The file is too large. At most {x}.", "The file is too small. At least {x}.", "Please check this answer.",
    "Yes", "No", "{n} file", "\n{n} files", "{n} entry", "\n{n} entries", "Signed", "{x} of {n}", NULL};

static const char *tr(const struct form_words *w, const char *english) {
    const char *found = w && w->text ? w->text(w->ctx, english) : NULL;
    return found ? found : english;
}

static const char *plural(const struct form_words *w, const char *one, const char *many, double n) {
    const char *found = w && w->plural ? w->plural(w->ctx, one, many, (long)n) : NULL;
    return found ? found : n == 1 ? one : many;
}

struct telling { // to whom, and in which words
    const struct form_run *run;
    const char *lang;
    const struct locale *locale;
    const struct form_words *words;
};

// The template with its one mark replaced.
static const char *fill(struct arena *a, const char *form, const char *mark, const char *with) {
    const char *at = strstr(form, mark);
    if (!at)
        return arena_string(a, form);
    return arena_printf(a, "%.*s%s%s", (int)(at - form), form, with, at + strlen(mark));
}

static const char *plain(double n, int precision, char to[32]) {
    snprintf(to, 32, "%.*g", precision, n);
    return to;
}

static const char *number(const struct telling *t, double n) {
    char digits[32];
    return locale_decimal(t->locale, t->run->arena, plain(n, 15, digits));
}

static const char *counted(const struct telling *t, const char *one, const char *many, double n) {
    return fill(t->run->arena, plural(t->words, one, many, n), "{n}", number(t, n));
}

static const char *with_text(const struct telling *t, const char *english, const char *text) {
    return fill(t->run->arena, tr(t->words, english), "{x}", text ? text : "");
}

static const char *bytes(const struct telling *t, double n) {
    static const char *const units[] = {"B", "KB", "MB"};
    int unit = n >= 1048576 ? 2 : n >= 1024 ? 1 : 0;
    char digits[32];
    const char *size = locale_decimal(t->locale, t->run->arena, plain(n / (double)(1 << 10 * unit), unit ? 3 : 15, digits));
    return arena_printf(t->run->arena, "%s %s", size, units[unit]);
}

static const char *limit_text(const struct telling *t, const struct violation *v) {
    char digits[32];
    return v->question->kind == ASK_MONEY
               ? locale_money(t->locale, t->run->arena, plain(v->limit, 15, digits), v->question->currency ? v->question->currency : "")
               : number(t, v->limit);
}

static const char *count_words_text(const struct telling *t, const struct violation *v, bool few) {
    enum question_kind kind = v->question->kind;
    if (kind == ASK_FILE)
        return counted(t, "At most {n} file is possible.", "At most {n} files are possible.", v->limit);
    if (kind == ASK_CHOICES)
        return few ? counted(t, "Choose at least {n} answer.", "Choose at least {n} answers.", v->limit)
                   : counted(t, "Choose at most {n} answer.", "Choose at most {n} answers.", v->limit);
    return few ? counted(t, "Add at least {n} entry.", "Add at least {n} entries.", v->limit)
               : counted(t, "At most {n} entry is possible.", "At most {n} entries are possible.", v->limit);
}

// ---- Dates and numbers in the form of the language
static const char *clock_example(const struct locale *l, struct arena *a) { return locale_digits(l, a, "09:30"); }

const char *form_date_hint(const struct question *q, const char *lang, const struct form_words *words, struct arena *a) {
    const struct locale *l = locale_of(lang);
    bool year_first = locale_order(l)[0] == 'y';
    const char *day = locale_numeric(l, a, (struct when_date){1951, 3, 5});
    switch (q->kind) {
    case ASK_DATE: case ASK_DAY:
        return fill(a, tr(words, year_first ? "Year, month and day, for example {x}." : "Day, month and year, for example {x}."), "{x}", day);
    case ASK_TIME: return fill(a, tr(words, "Hour and minute, for example {x}."), "{x}", clock_example(l, a));
    case ASK_DATE_TIME:
        return fill(a, tr(words, year_first ? "Year, month, day, hour and minute, for example {x}." : "Day, month, year, hour and minute, for example {x}."),
                    "{x}", arena_printf(a, "%s %s", day, clock_example(l, a)));
    default: return NULL;
    }
}

static const char *no_date(const struct telling *t, const struct question *q) {
    struct arena *a = t->run->arena;
    const char *hint = form_date_hint(q, t->lang, t->words, a);
    return arena_printf(a, "%s %s", tr(t->words, "This is not a date."), hint ? hint : "");
}

static const char *wrong_type(const struct telling *t, const struct question *q) {
    struct arena *a = t->run->arena;
    switch (q->kind) {
    case ASK_INTEGER: return with_text(t, "Write a number, like {x}.", locale_decimal(t->locale, a, "12"));
    case ASK_NUMBER: return with_text(t, "Write a number, like {x}.", locale_decimal(t->locale, a, q->limits.decimals == 0 ? "12" : "12.5"));
    case ASK_MONEY:
        return with_text(t, "Write a number, like {x}.",
                         locale_money(t->locale, a, form_currency_digits(q->currency) ? "1234.50" : "1234", q->currency ? q->currency : ""));
    default: return arena_string(a, tr(t->words, "This is not the kind of answer that is asked for."));
    }
}

static const char *day_text(const struct telling *t, const struct violation *v) {
    bool late = v->kind == WRONG_LATE;
    if (!v->text) // a year alone, in the calendar of the language
        return with_text(t, late ? "The latest year possible is {x}." : "The earliest year possible is {x}.", locale_year(t->locale, t->run->arena, (int)v->limit));
    struct question date = {.kind = ASK_DATE};
    struct val day = val_text(v->text);
    return with_text(t, late ? "The latest day possible is {x}." : "The earliest day possible is {x}.",
                     form_show(t->run, &date, &day, t->lang, t->words));
}

static const char *file_types(const struct form_run *run, const struct question *q) {
    const char *list = "";
    for (uint32_t i = 0; i < q->file_type_count && list; i++)
        list = arena_printf(run->arena, "%s%s%s", list, i ? ", " : "", q->file_types[i]);
    return list;
}

static const char *own_words(const struct telling *t, const struct violation *v) {
    struct arena *a = t->run->arena;
    switch (v->kind) {
    case WRONG_REQUIRED: case WRONG_OPTION:
        return arena_string(a, tr(t->words, v->question->option_count ? "Choose one of the answers." : "This needs an answer."));
    case WRONG_TYPE: return wrong_type(t, v->question);
    case WRONG_SHORT: return counted(t, "Write at least {n} letter.", "Write at least {n} letters.", v->limit);
    case WRONG_LONG: return counted(t, "Write at most {n} letter.", "Write at most {n} letters.", v->limit);
    case WRONG_FEW_WORDS: return counted(t, "Write at least {n} word.", "Write at least {n} words.", v->limit);
    case WRONG_MANY_WORDS: return counted(t, "Write at most {n} word.", "Write at most {n} words.", v->limit);
    case WRONG_SMALL: return with_text(t, "The smallest number possible is {x}.", limit_text(t, v));
    case WRONG_BIG: return with_text(t, "The largest number possible is {x}.", limit_text(t, v));
    case WRONG_STEP: return with_text(t, "Only steps of {x} are possible.", limit_text(t, v));
    case WRONG_DECIMALS:
        return v->limit < 1 ? arena_string(a, tr(t->words, "Write a whole number."))
                            : counted(t, "Write at most {n} digit behind the point.",
                                      "Write at most {n} digits behind the point.", v->limit);
    case WRONG_MASK: return with_text(t, "Write it like this: {x}", v->question->limits.mask);
    case WRONG_PATTERN:
        if (!v->question->placeholder)
            return arena_string(a, tr(t->words, "This is not written as it should be."));
        return with_text(t, "Write it like this: {x}", form_text(t->run->form, t->lang, v->question->placeholder));
    case WRONG_EMAIL: return arena_string(a, tr(t->words, "Write an e-mail address, like name@example.org."));
    case WRONG_URL: return arena_string(a, tr(t->words, "Write a web address, like www.example.org."));
    case WRONG_PHONE: return arena_string(a, tr(t->words, "Write a phone number with digits."));
    case WRONG_DATE: case WRONG_DAY: return no_date(t, v->question);
    case WRONG_EARLY: case WRONG_LATE: return day_text(t, v);
    case WRONG_TIME: return with_text(t, "Write a time, like {x}.", clock_example(t->locale, a));
    case WRONG_FEW: return count_words_text(t, v, true);
    case WRONG_MANY: return count_words_text(t, v, false);
    case WRONG_FILE_TYPE: return with_text(t, "This type of file is not taken. Possible: {x}", file_types(t->run, v->question));
    case WRONG_FILE_SIZE:
        return with_text(t, v->limit == (double)v->question->file_size_max ? "The file is too large. At most {x}."
                                                                               : "The file is too small. At least {x}.",
                         bytes(t, v->limit));
    default: return arena_string(a, tr(t->words, "Please check this answer."));
    }
}

// How Form.io calls it, in the "errors" of a component.
static const char *error_name(enum violation_kind kind) {
    static const char *const names[WRONG_KIND_COUNT] = {
        [WRONG_REQUIRED] = "required", [WRONG_SHORT] = "minLength", [WRONG_LONG] = "maxLength", [WRONG_FEW_WORDS] = "minWords",
        [WRONG_MANY_WORDS] = "maxWords", [WRONG_SMALL] = "min", [WRONG_BIG] = "max", [WRONG_PATTERN] = "pattern",
        [WRONG_MASK] = "mask", [WRONG_EMAIL] = "invalid_email", [WRONG_URL] = "invalid_url", [WRONG_DATE] = "invalidDate",
        [WRONG_EARLY] = "minDate", [WRONG_LATE] = "maxDate", [WRONG_TIME] = "time", [WRONG_DAY] = "invalidDay",
        [WRONG_OPTION] = "invalidOption", [WRONG_FEW] = "minSelectedCount", [WRONG_MANY] = "maxSelectedCount", [WRONG_RULE] = "custom"};
    return names[kind] ? names[kind] : "";
}

// The form's own words: for whatever is wrong, for this kind of mistake, of its rule or pattern.
static const char *form_words_of(const struct violation *v) {
    const struct question *q = v->question;
    if (!q || q->message)
        return q ? q->message : NULL;
    const char *own = q->rules ? val_get_text(q->rules->errors, error_name(v->kind), "") : "";
    if (*own)
        return own;
    return v->kind == WRONG_PATTERN || v->kind == WRONG_RULE ? v->text : NULL;
}

const char *form_violation_text(const struct form_run *run, const struct violation *v, const char *lang,
                                const struct form_words *words) {
    if (v->kind == WRONG_NONE)
        return arena_string(run->arena, "");
    const struct telling t = {run, lang, locale_of(lang), words};
    const char *own = form_words_of(v);
    if (own)
        return arena_string(run->arena, form_text(run->form, lang, own));
    return v->question ? own_words(&t, v) : NULL;
}
