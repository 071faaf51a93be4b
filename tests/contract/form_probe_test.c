// SPDX-License-Identifier: Apache-2.0
// Lets tests that are written in other languages ask the form model. With an argument it answers JSON lines from stdin,
// one line each; without one it checks that it does.
//   check  {"form": ..., "answers": ..., "today": ...} -> {"violations": [{"path", "kind"}]} or {"error", "place"}
//   clean  the same                                     -> {"answers": ...}
//   walk   {"form": ..., "seed": 1}                     -> {"answers": ...}
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/json.h"
#include "contract/form/form.h"

enum { LINE_CAP = 8 << 20, VIOLATIONS_CAP = 500 };

static bool put_fault(struct val_builder *b, const struct fault *f) {
    return val_set(b, "error", val_text(arena_string(b->arena, err_name(f->code)))) &&
           val_set(b, "place", val_text(arena_string(b->arena, f->place))) &&
           val_set(b, "what", val_text(arena_string(b->arena, f->what)));
}

static bool put_violations(struct val_builder *b, const struct form_run *run, const struct val *answers) {
    static struct violation found[VIOLATIONS_CAP];
    uint32_t count = 0;
    struct fault f = {.code = form_check(run, answers, found, VIOLATIONS_CAP, &count)};
    struct val_builder list = val_build(b->arena);
    bool good = true;
    if (f.code)
        return put_fault(b, &f);
    for (uint32_t i = 0; i < count && i < VIOLATIONS_CAP && good; i++) {
        struct val_builder one = val_build(b->arena);
        good = val_set(&one, "path", val_text(found[i].path)) && val_set(&one, "kind", val_text(violation_names[found[i].kind])) &&
               val_push(&list, val_object(&one));
    }
    return good && val_set(b, "violations", val_array(&list));
}

static bool answer_line(const char *mode, const struct val *ask, struct arena *a, struct val_builder *b) {
    struct form *form;
    struct fault f;
    struct val out, empty = {.type = VAL_OBJECT};
    const struct val *given = val_get(ask, "form"), *answers = val_get(ask, "answers");
    if (form_read(a, given ? given : &empty, &form, &f))
        return put_fault(b, &f);
    struct form_run run = {.form = form, .arena = a, .today = val_get_text(ask, "today", "2026-03-10")};
    if (!strcmp(mode, "check"))
        return put_violations(b, &run, answers);
    f = (struct fault){.code = ERR_NONE};
    if (!strcmp(mode, "clean"))
        f.code = form_clean(&run, answers, &out);
    else
        f.code = form_walk(&run, (uint64_t)val_get_number(ask, "seed", 1), &out, &f);
    return f.code ? put_fault(b, &f) : val_set(b, "answers", out);
}

static int probe(const char *mode) {
    struct arena a;
    char *line = NULL;
    size_t room = 0;
    ssize_t len;
    arena_init(&a, 512u << 20);
    while ((len = getline(&line, &room, stdin)) > 0) {
        struct val ask;
        struct fault f;
        struct buf text;
        struct json_limits limits = {.bytes = LINE_CAP, .depth = 100, .values = 400000};
        arena_reset(&a);
        struct val_builder b = val_build(&a);
        bool good = json_read(&a, line, (size_t)len, limits, &ask, &f) ? put_fault(&b, &f) : answer_line(mode, &ask, &a, &b);
        struct val out = good ? val_object(&b) : val_null;
        buf_init(&text, LINE_CAP);
        json_write(&text, &out);
        puts(buf_text(&text));
        buf_finish(&text);
    }
    free(line);
    arena_finish(&a);
    return 0;
}

static void says_what_is_wrong(void **state) {
    struct arena a;
    struct val ask;
    struct fault f;
    static const char line[] = "{\"form\":{\"components\":[{\"type\":\"textfield\",\"key\":\"a\",\"label\":\"A\","
                               "\"validate\":{\"required\":true}}]},\"answers\":{}}";
    (void)state;
    arena_init(&a, 1 << 20);
    assert_int_equal(json_read(&a, line, sizeof line - 1, JSON_LIMITS, &ask, &f), ERR_NONE);
    struct val_builder b = val_build(&a);
    assert_true(answer_line("check", &ask, &a, &b));
    struct val out = val_object(&b);
    assert_string_equal(val_at(&out, "violations.0.path")->text, "a");
    assert_string_equal(val_at(&out, "violations.0.kind")->text, "required");
    arena_finish(&a);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(says_what_is_wrong)};
    return argc > 1 ? probe(argv[1]) : cmocka_run_group_tests(tests, NULL, NULL);
}
