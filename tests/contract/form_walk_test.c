// SPDX-License-Identifier: Apache-2.0
// The walk finds valid answers for every kind and rule, the same for the same seed; memory that runs out anywhere is an
// error and nothing else.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "contract/form/words.h"
#include "helper_form.h"

static void finds_valid_answers(void **state) {
    static const char *const components[] = {
        "'type':'textfield','validate':{'pattern':'^[A-Z]{2}\\\\d{3}(-[a-f]+)?$'}", "'type':'textfield','validate':{'pattern':'(\\\\+47)?\\\\s?[2-9]\\\\d{7}'}",
        "'type':'textfield','validate':{'pattern':'^(?=.*\\\\d)[a-z\\\\d]{6,8}$'}", "'type':'textfield','validate':{'pattern':'[^0-9@]{3,}|x'}",
        "'type':'textfield','validate':{'minLength':30,'maxLength':31}", "'type':'textfield','validate':{'maxLength':4,'minLength':4}", "'type':'textarea','validate':{'minWords':5}",
        "'type':'textfield','inputMask':'(999) 999-AAA'", "'type':'email'", "'type':'url'", "'type':'phoneNumber'", "'type':'phoneNumber','inputMask':'99-99'",
        "'type':'number','validate':{'min':17,'max':18,'step':0.5}", "'type':'number','validate':{'max':-5}", "'type':'number','validate':{'min':0.2,'max':0.4}", "'type':'currency','validate':{'min':1000}",
        "'type':'checkbox'", "'type':'radio','values':[{'value':'1','label':'K'}]", "'type':'selectboxes','values':[{'value':'k','label':'K'},{'value':'m','label':'M'}],'validate':{'minSelectedCount':2}",
        "'type':'select','multiple':true,'data':{'values':[{'value':'k','label':'K'}]}", "'type':'datetime','widget':{'minDate':'2027-01-01'}", "'type':'datetime','enableTime':false,'widget':{'maxDate':'1990-01-01'}",
        "'type':'datetime','enableDate':false", "'type':'time'", "'type':'time','dataFormat':'h:mm a'", "'type':'day','fields':{'day':{'hide':true},'month':{'required':true},'year':{}}", "'type':'day','dayFirst':true,'maxYear':1999",
        "'type':'address'", "'type':'file','filePattern':'image/*','fileMinSize':'2KB'", "'type':'file','filePattern':'*.docx'", "'type':'signature'", "'type':'tags','maxTags':1", "'type':'tags','storeas':'array'",
        "'type':'survey','questions':[{'label':'B','value':'b'}],'values':[{'label':'G','value':'g'}]", "'type':'datagrid','components':[{'type':'email','key':'e'}]", "'type':'textfield','multiple':true",
        ("'type':'textfield','validate':{'json':{'and':[{'===':[{'length':[{'tgov:digits':[{'var':'input'}]}]},11]},{'tgov:mod11':[{'tgov:digits':[{'var':'input'}]},[3,7,6,1,8,9,4,5,2,1]]},"
        "{'tgov:mod11':[{'tgov:digits':[{'var':'input'}]},[5,4,3,2,7,6,5,4,3,2,1]]}]}}"), "'type':'textfield','validate':{'json':{'tgov:iban':[{'var':'input'}]}}",
        "'type':'selectboxes','values':[{'value':'k','label':'K'},{'value':'m','label':'M'}],'validate':{'json':{'var':'data.a.m'}}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof components / sizeof *components; i++)
        for (uint64_t seed = 1; seed <= 3; seed++) {
            struct desk d;
            struct val again;
            char form[900];
            const char *rest = strchr(components[i], '{') && strstr(components[i], "'validate':{") ? components[i] : NULL;
            snprintf(form, sizeof form, "{'components':[{'key':'a','label':'A',%s%s}]}", components[i], rest ? "" : ",'validate':{'required':true}");
            desk_open_with(&d, form, "{}");
            if (form_walk(&d.run, seed, &d.answers, &d.fault))
                fail_msg("%s: %s at %s", components[i], d.fault.what, d.fault.place);
            assert_string_equal(desk_wrong(&d), "");
            assert_int_equal(form_walk(&d.run, seed, &again, &d.fault), ERR_NONE);
            assert_true(val_same(&d.answers, &again));
            desk_close(&d);
        }
}

static void says_when_there_is_none(void **state) {
    struct desk d;
    (void)state;
    desk_open_with(&d, "{'type':'textfield','key':'a','validate':{'required':true,'minLength':5,'maxLength':4}}", "{}");
    assert_int_equal(form_walk(&d.run, 1, &d.answers, &d.fault), ERR_UNSUPPORTED);
    assert_string_equal(d.fault.place, "a");
    desk_close(&d);
}

static void walks_a_real_form(void **state) {
    struct desk d;
    struct str text;
    char path[500];
    const char *shared = getenv("TGOV_SHARED");
    (void)state;
    snprintf(path, sizeof path, "%s/data/forms/bc-all-components.json", shared ? shared : "../shared");
    if (!file_exists(path))
        skip();
    desk_open(&d, "{'components':[]}");
    assert_int_equal(file_read(&d.arena, path, FORM_BYTES_CAP, &text, &d.fault), ERR_NONE);
    struct val *json = arena_alloc(&d.arena, sizeof *json);
    assert_non_null(json);
    assert_int_equal(json_read(&d.arena, text.p, text.len, JSON_LIMITS, json, &d.fault), ERR_NONE);
    assert_int_equal(form_read(&d.arena, json, &d.form, &d.fault), ERR_NONE);
    assert_true(d.form->question_count >= 20);
    d.run.form = d.form;
    for (uint64_t seed = 0; seed < 5; seed++) {
        assert_int_equal(form_walk(&d.run, seed, &d.answers, &d.fault), ERR_NONE);
        assert_string_equal(desk_wrong(&d), "");
    }
    desk_close(&d);
}

static const char whole[] =
    "{\"title\":\"T\",\"i18n\":{\"ko\":{\"Name\":\"\xec\x9d\xb4\"}},\"components\":[{\"type\":\"panel\",\"title\":\"P\",\"description\":\"<b>x</b>\",\"components\":[{\"type\":\"textfield\",\"key\":\"a\","
    "\"label\":\"<i>Name</i>\",\"defaultValue\":\"k\",\"validate\":{\"required\":true,\"pattern\":\"[a-z]+\",\"json\":{\"!!\":[{\"var\":\"input\"}]}},\"tgov\":{\"why\":\"<p>w</p>\",\"suggest\":[\"u\"]}},"
    "{\"type\":\"select\",\"key\":\"s\",\"dataSrc\":\"json\",\"data\":{\"json\":\"[\\\"x\\\",\\\"y\\\"]\"},\"conditional\":{\"conjunction\":\"all\",\"conditions\":[{\"component\":\"a\",\"operator\":\"isNotEmpty\"}]}}]},"
    "{\"type\":\"datagrid\",\"key\":\"r\",\"validate\":{\"required\":true},\"components\":[{\"type\":\"number\",\"key\":\"n\"},{\"type\":\"number\",\"key\":\"m\",\"calculateValue\":{\"+\":[{\"var\":\"row.n\"},1]}}]},"
    "{\"type\":\"survey\",\"key\":\"v\",\"questions\":[{\"label\":\"B\",\"value\":\"b\"}],\"values\":[{\"label\":\"G\",\"value\":\"g\"}]},{\"type\":\"file\",\"key\":\"f\",\"filePattern\":\".pdf\"},{\"type\":\"hologram\",\"key\":\"q\"}]}";

// Everything once, in one arena; the first error ends it.
static enum err use_all(struct fault *f) {
    struct arena a;
    struct form *form;
    struct form_steps steps;
    struct violation wrong[4];
    struct val answers, clean, v = val_text("abc");
    uint32_t count;
    arena_init(&a, 16u << 20);
    enum err e = form_read_bytes(&a, whole, sizeof whole - 1, &form, f);
    struct form_run run = {.form = form, .arena = &a, .today = "2026-03-10"};
    e = e ? e : form_start(&run, NULL, &answers);
    e = e ? e : form_set(&run, &answers, "a", &v, &answers);
    e = e ? e : form_row_add(&run, &answers, "r", &answers);
    e = e ? e : form_steps(&run, &answers, &steps);
    e = e ? e : form_check(&run, &answers, wrong, 4, &count);
    e = e ? e : form_check_step(&run, &answers, "a", &wrong[0]);
    e = e ? e : form_clean(&run, &answers, &clean);
    e = e ? e : form_walk(&run, 1, &answers, f);
    for (uint32_t i = 0; !e && i < form->question_count; i++)
        e = form_show(&run, form->questions[i], val_at(&answers, form->questions[i]->path), "ko", NULL) ? ERR_NONE : ERR_MEMORY;
    arena_finish(&a);
    return e;
}

static void every_allocation_may_fail(void **state) {
    (void)state;
    enum err e = ERR_MEMORY;
    for (long n = 0; e && n < 20000; n++) {
        struct fault f = {0};
        mem_fail_after(n);
        e = use_all(&f);
        mem_fail_after(-1);
        if (e && e != ERR_MEMORY)
            fail_msg("allocation %ld: %s %s", n, err_name(e), f.what);
    }
    assert_int_equal(e, ERR_NONE);
}

static void every_cap_of_the_arena_may_be_met(void **state) {
    (void)state;
    enum err e = ERR_MEMORY;
    for (size_t cap = 64; cap < (1 << 20) && e; cap += cap < 40000 ? 97 : 4096) {
        struct arena a;
        struct form *form;
        struct fault f = {0};
        arena_init(&a, cap);
        e = form_read_bytes(&a, whole, sizeof whole - 1, &form, &f);
        if (e && e != ERR_MEMORY)
            fail_msg("cap %zu: %s %s", cap, err_name(e), f.what);
        arena_finish(&a);
    }
    assert_int_equal(e, ERR_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(finds_valid_answers), cmocka_unit_test(says_when_there_is_none), cmocka_unit_test(walks_a_real_form),
                                       cmocka_unit_test(every_allocation_may_fail), cmocka_unit_test(every_cap_of_the_arena_may_be_met)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
