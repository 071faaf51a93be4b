// SPDX-License-Identifier: Apache-2.0
// Any bytes as a form: refused with a place, or read and then used in every way: steps, made-up answers, odd answers,
// checks, words. When the bytes hold {"form": ..., "answers": ...}, those answers are used too.
#include <stdlib.h>

#include "base/json.h"
#include "contract/form/words.h"

static void must(bool truth) {
    if (!truth)
        abort();
}

static void tolerate(enum err e) { must(e == ERR_NONE || e == ERR_MEMORY || e == ERR_LIMIT || e == ERR_TYPE); }

static void use_answers(const struct form_run *run, const struct val *given) {
    static struct violation wrong[32];
    struct form_steps steps;
    struct val answers, clean, again, odd = val_text("2026-03-10");
    uint32_t count = 0;
    tolerate(form_check(run, given, wrong, 32, &count));
    for (uint32_t i = 0; i < count && i < 32; i++)
        must(form_violation_text(run, &wrong[i], "ko", NULL) != NULL && wrong[i].kind != WRONG_NONE);
    if (form_start(run, given, &answers) || form_steps(run, &answers, &steps))
        return;
    for (uint32_t i = 0; i < steps.count && i < 12; i++) {
        const struct form_step *s = &steps.items[i];
        must(form_question(run->form, s->path) == s->question && form_step_find(&steps, s->path) >= 0);
        must(form_show(run, s->question, s->value, "en", NULL) != NULL);
        enum err e = form_set(run, &answers, s->path, &odd, &again);
        must(e != ERR_NOT_FOUND || !s->asks);
        tolerate(form_check_step(run, e ? &answers : &again, s->path, &wrong[0]));
    }
    if (!form_clean(run, &answers, &clean) && !form_clean(run, &clean, &again))
        must(val_same(&clean, &again)); // what is clean stays as it is
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena a;
    struct val json, empty = {.type = VAL_OBJECT};
    struct form *form;
    struct fault f = {0};
    arena_init(&a, 64u << 20);
    if (!json_read(&a, (const char *)data, size, (struct json_limits){.bytes = 1 << 20, .depth = 64, .values = 20000}, &json, &f)) {
        const struct val *inner = val_get(&json, "form"), *answers = val_get(&json, "answers");
        enum err e = form_read(&a, inner ? inner : &json, &form, &f);
        must(!e || (e == f.code && f.what[0]));
        if (!e) {
            struct form_run run = {.form = form, .arena = &a, .today = "2026-03-10"};
            use_answers(&run, answers ? answers : &empty);
        }
    }
    arena_finish(&a);
    return 0;
}
