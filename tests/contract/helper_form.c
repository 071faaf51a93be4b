// SPDX-License-Identifier: Apache-2.0
// Forms on the table for tests.
#include "helper_form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static char *quoted(struct arena *a, const char *text) {
    char *copy = arena_string(a, text);
    assert_non_null(copy);
    for (char *c = copy; *c; c++)
        if (*c == '\'')
            *c = '"';
    return copy;
}

struct val desk_json(struct desk *d, const char *json) {
    struct val v;
    struct fault f = {0};
    const char *text = quoted(&d->arena, json);
    if (json_read(&d->arena, text, strlen(text), JSON_LIMITS, &v, &f))
        fail_msg("%s: %s in %s", f.place, f.what, text);
    return v;
}

void desk_open(struct desk *d, const char *form) {
    *d = (struct desk){0};
    arena_init(&d->arena, 64u << 20);
    const char *text = strncmp(form, "{'type'", 7) ? form : arena_printf(&d->arena, "{'components':[%s]}", form);
    struct val *json = arena_alloc(&d->arena, sizeof *json);
    assert_non_null(json);
    *json = desk_json(d, text);
    d->err = form_read(&d->arena, json, &d->form, &d->fault);
    d->run = (struct form_run){.form = d->form, .arena = &d->arena, .today = "2026-03-10"};
}

void desk_open_with(struct desk *d, const char *form, const char *answers) {
    desk_open(d, form);
    if (d->err)
        fail_msg("%s %s: %s", err_name(d->err), d->fault.place, d->fault.what);
    struct val given = desk_json(d, answers);
    assert_int_equal(form_start(&d->run, &given, &d->answers), ERR_NONE);
}

void desk_close(struct desk *d) { arena_finish(&d->arena); }

void desk_set(struct desk *d, const char *path, const char *json) {
    struct val v = desk_json(d, json);
    enum err e = form_set(&d->run, &d->answers, path, &v, &d->answers);
    if (e)
        fail_msg("%s = %s: %s", path, json, err_name(e));
}

const char *desk_steps(struct desk *d) {
    struct form_steps steps;
    const char *list = "";
    assert_int_equal(form_steps(&d->run, &d->answers, &steps), ERR_NONE);
    for (uint32_t i = 0; i < steps.count; i++)
        list = arena_printf(&d->arena, "%s%s%s%s", list, i ? " " : "", steps.items[i].path,
                            !steps.items[i].asks ? "!" : steps.items[i].seen ? "+" : "");
    return list;
}

const char *desk_answers(struct desk *d, const struct val *answers) {
    struct buf b;
    buf_init(&b, 1 << 20);
    json_write(&b, answers);
    char *text = arena_string(&d->arena, buf_text(&b));
    buf_finish(&b);
    assert_non_null(text);
    for (char *c = text; *c; c++)
        if (*c == '"')
            *c = '\'';
    return text;
}

const char *desk_wrong(struct desk *d) {
    struct violation found[64];
    uint32_t count = 0;
    const char *list = "";
    assert_int_equal(form_check(&d->run, &d->answers, found, 64, &count), ERR_NONE);
    for (uint32_t i = 0; i < count && i < 64; i++)
        list = arena_printf(&d->arena, "%s%s%s %s", list, i ? ", " : "", found[i].path, violation_names[found[i].kind]);
    return list;
}
