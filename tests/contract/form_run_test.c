// SPDX-License-Identifier: Apache-2.0
// Answering a form: which steps there are, conditions, calculations, rows, what is cleared and what is sent.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "helper_form.h"

static void steps_are_what_is_shown(void **state) {
    struct desk d;
    struct form_steps steps;
    (void)state;
    desk_open_with(&d, "{'type':'panel','title':'One','components':[{'type':'content','key':'hello','html':'Hello'},{'type':'textfield','key':'a'},"
                       "{'type':'textfield','key':'b','conditional':{'show':true,'when':'a','eq':'yes'}}]},{'type':'panel','title':'Two',"
                       "'conditional':{'show':true,'when':'b','eq':'more'},'components':[{'type':'textfield','key':'c'},{'type':'hidden','key':'h'}]},"
                       "{'type':'textfield','key':'never','hidden':true},{'type':'number','key':'d'}", "{}");
    assert_string_equal(desk_steps(&d), "hello! a d");
    desk_set(&d, "a", "'yes'");
    assert_string_equal(desk_steps(&d), "hello! a+ b d");
    desk_set(&d, "b", "'more'");
    assert_string_equal(desk_steps(&d), "hello! a+ b+ c d");
    desk_set(&d, "c", "null"); // left empty on purpose
    assert_string_equal(desk_steps(&d), "hello! a+ b+ c+ d");
    assert_int_equal(form_steps(&d.run, &d.answers, &steps), ERR_NONE);
    assert_int_equal(steps.asked, 4);
    assert_int_equal(steps.answered, 2);
    assert_int_equal(steps.items[0].number, 1);
    assert_int_equal(steps.items[3].number, 3);
    assert_int_equal(steps.items[3].total, 4);
    assert_string_equal(steps.items[3].section->title, "Two");
    assert_int_equal(form_step_open(&steps, -1), 4);
    assert_int_equal(form_step_open(&steps, 4), -1);
    assert_int_equal(form_step_find(&steps, "c"), 3);
    assert_int_equal(form_step_find(&steps, "h"), -1);
    desk_set(&d, "a", "'no'"); // b is hidden, so it is forgotten, so c is hidden and forgotten too
    assert_string_equal(desk_steps(&d), "hello! a+ d");
    assert_string_equal(desk_answers(&d, &d.answers), "{'a':'no'}");
    desk_close(&d);
}

static void rows_come_and_go(void **state) {
    struct desk d;
    struct form_steps steps;
    (void)state;
    desk_open_with(&d, "{'type':'datagrid','key':'kids','label':'Children','validate':{'maxLength':2},'components':[{'type':'textfield','key':'name'},"
                       "{'type':'textfield','key':'school','conditional':{'show':true,'when':'kids.name','eq':'Kim'}}]}", "{}");
    assert_string_equal(desk_steps(&d), "kids");
    assert_int_equal(form_row_add(&d.run, &d.answers, "kids", &d.answers), ERR_NONE);
    assert_string_equal(desk_steps(&d), "kids.0.name kids+");
    desk_set(&d, "kids.0.name", "'Kim'");
    desk_set(&d, "kids.1.name", "'Park'"); // the row behind the last comes with its first answer
    assert_string_equal(desk_steps(&d), "kids.0.name+ kids.0.school kids.1.name+ kids+");
    assert_int_equal(form_steps(&d.run, &d.answers, &steps), ERR_NONE);
    assert_true(steps.items[2].has_row && steps.items[2].row == 1 && steps.items[2].rows == 2);
    assert_string_equal(steps.items[2].rows_path, "kids");
    assert_int_equal(form_row_add(&d.run, &d.answers, "kids", &d.answers), ERR_LIMIT);
    struct val v = val_text("x");
    assert_int_equal(form_set(&d.run, &d.answers, "kids.5.name", &v, &d.answers), ERR_NOT_FOUND);
    assert_int_equal(form_row_remove(&d.run, &d.answers, "kids", 0, &d.answers), ERR_NONE);
    assert_string_equal(desk_answers(&d, &d.answers), "{'kids':[{'name':'Park'}]}");
    assert_int_equal(form_row_remove(&d.run, &d.answers, "kids", 1, &d.answers), ERR_NOT_FOUND);
    desk_close(&d);
    desk_open_with(&d, "{'type':'datagrid','key':'k','validate':{'required':true},'components':[{'type':'textfield','key':'n','validate':{'required':true}}]}", "{}");
    assert_string_equal(desk_steps(&d), "k.0.n k"); // the first row is asked without being added
    struct violation wrong;
    assert_int_equal(form_check_step(&d.run, &d.answers, "k.0.n", &wrong), ERR_NONE);
    assert_int_equal(wrong.kind, WRONG_REQUIRED);
    desk_set(&d, "k.0.n", "'x'");
    assert_string_equal(desk_steps(&d), "k.0.n+ k+");
    desk_close(&d);
}

static void matrix_rows_are_choices(void **state) {
    struct desk d;
    (void)state;
    desk_open_with(&d, "{'type':'survey','key':'s','label':'How was it?','questions':[{'label':'Bus','value':'bus'},{'label':'Tram','value':'1'}],"
                       "'values':[{'label':'Good','value':'good'},{'label':'Bad','value':'bad'}],'validate':{'required':true}}", "{}");
    assert_string_equal(desk_steps(&d), "s.bus s.1");
    assert_string_equal(form_question(d.form, "s.1")->hint, "How was it?");
    desk_set(&d, "s.1", "'good'");
    assert_string_equal(desk_answers(&d, &d.answers), "{'s':{'1':'good'}}");
    assert_string_equal(desk_wrong(&d), "s.bus required");
    desk_close(&d);
}

static void conditions_compare_as_browsers_do(void **state) {
    static const struct { const char *condition, *answer; bool shown; } cases[] = {
        {"'show':true,'when':'a','eq':'true'", "true", true}, {"'show':'true','when':'a','eq':'5'", "5", true},
        {"'show':false,'when':'a','eq':'x'", "'y'", true}, {"'show':false,'when':'a','eq':'x'", "'x'", false},
        {"'show':true,'when':'a','eq':'k'", "{'k':true,'m':false}", true}, {"'show':true,'when':'a','eq':'m'", "{'k':true,'m':false}", false},
        {"'show':true,'when':'a','eq':'x'", "['w','x']", true}, {"'show':true,'when':'gone','eq':'x'", "1", false},
        {"'conjunction':'all','conditions':[{'component':'a','operator':'isEqual','value':'x'}]", "'x'", true},
        {"'conjunction':'all','conditions':[{'component':'a','operator':'isEqual','value':'true'}]", "true", true},
        {"'conjunction':'all','conditions':[{'component':'a','operator':'isNotEqual','value':'x'}]", "null", true},
        {"'conjunction':'all','conditions':[{'component':'a','operator':'isEmpty'}]", "''", true},
        {"'conjunction':'all','conditions':[{'component':'a','operator':'isNotEmpty'}]", "'q'", true},
        {"'conjunction':'all','conditions':[{'component':'a','operator':'greaterThan','value':'3'}]", "5", true},
        {"'conjunction':'all','conditions':[{'component':'a','operator':'lessThanOrEqual','value':5}]", "5", true},
        {"'conjunction':'all','conditions':[{'component':'a','operator':'lessThan','value':5}]", "'4'", false},
        {"'conjunction':'all','conditions':[{'component':'a','operator':'includes','value':'ell'}]", "'hello'", true},
        {"'conjunction':'all','conditions':[{'component':'a','operator':'notIncludes','value':'z'}]", "'hello'", true},
        {"'conjunction':'all','conditions':[{'component':'a','operator':'startsWith','value':'he'}]", "'hello'", true},
        {"'conjunction':'all','conditions':[{'component':'a','operator':'endsWith','value':'he'}]", "'hello'", false},
        {"'conjunction':'all','conditions':[{'component':'a','operator':'dateGreaterThan','value':'2026-01-01'}]", "'2026-01-02'", true},
        {"'conjunction':'all','conditions':[{'component':'a','operator':'dateLessThanOrEqual','value':'2026-01-01'}]", "'2026-01-02'", false},
        {"'conjunction':'all','conditions':[{'component':'a','operator':'isDateEqual','value':'2026-01-02T00:00:00Z'}]", "'2026-01-02'", true},
        {"'conjunction':'any','conditions':[{'component':'a','operator':'isEqual','value':1},{'component':'a','operator':'isEqual','value':2}]", "2", true},
        {"'show':false,'conjunction':'all','conditions':[{'component':'a','operator':'isEqual','value':1}]", "2", true},
        {"'json':{'==':[{'var':'data.a'},'x']}", "'x'", true}, {"'json':{'==':[{'var':'row.a'},'x']}", "'y'", false},
        {"'json':{'>':[{'var':'now'},'2026-03-09']}", "1", true}, {"'json':{'==':[{'var':'a'},'x']}", "'x'", true},
        {"'json':{'==':[{'var':'user.age'},40]}", "1", true}, {"'json':{'var':'data.absent'}", "1", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk d;
        char form[600];
        snprintf(form, sizeof form, "{'type':'hidden','key':'a'},{'type':'textfield','key':'b','conditional':{%s}}", cases[i].condition);
        char whole[700];
        snprintf(whole, sizeof whole, "{'components':[%s]}", form);
        desk_open_with(&d, whole, "{}");
        struct val extra = desk_json(&d, "{'user':{'age':40}}");
        d.run.extra = &extra;
        desk_set(&d, "a", cases[i].answer);
        if ((*desk_steps(&d) == 'b') != cases[i].shown)
            fail_msg("%s with %s", cases[i].condition, cases[i].answer);
        desk_close(&d);
    }
}

static void calculations_follow(void **state) {
    struct desk d;
    struct val v = val_number(1);
    (void)state;
    desk_open_with(&d, "{'components':[{'type':'number','key':'total','calculateValue':{'+':[{'var':'data.net'},{'var':'data.tax'}]}},"
                       "{'type':'number','key':'tax','calculateValue':{'*':[{'var':'data.net'},0.25]}},{'type':'number','key':'net'},"
                       "{'type':'textfield','key':'big','conditional':{'json':{'>':[{'var':'data.total'},100]}}},"
                       "{'type':'datagrid','key':'r','components':[{'type':'number','key':'n'},{'type':'number','key':'twice',"
                       "'calculateValue':{'*':[{'var':'row.n'},2]}}]}]}", "{}");
    desk_set(&d, "net", "100");
    assert_true(val_get(&d.answers, "total")->number == 125);
    desk_set(&d, "r.0.n", "4");
    assert_true(val_at(&d.answers, "r.0.twice")->number == 8);
    assert_string_equal(desk_steps(&d), "total! tax! net+ big r.0.n+ r.0.twice! r+");
    assert_int_equal(form_set(&d.run, &d.answers, "total", &v, &d.answers), ERR_DENIED);
    struct val forged = desk_json(&d, "{'net':100,'total':1,'tax':0}"), clean;
    assert_int_equal(form_clean(&d.run, &forged, &clean), ERR_NONE);
    assert_string_equal(desk_answers(&d, &clean), "{'total':125,'tax':25,'net':100}");
    desk_close(&d);
}

static void people_may_overwrite_where_allowed(void **state) {
    struct desk d;
    (void)state;
    desk_open_with(&d, "{'components':[{'type':'number','key':'a'},{'type':'number','key':'b','allowCalculateOverride':true,"
                       "'calculateValue':{'*':[{'var':'data.a'},2]}}]}", "{}");
    desk_set(&d, "a", "2");
    assert_true(val_get(&d.answers, "b")->number == 4);
    desk_set(&d, "a", "3"); // not overwritten yet: follows
    assert_true(val_get(&d.answers, "b")->number == 6);
    desk_set(&d, "b", "10");
    desk_set(&d, "a", "4");
    assert_true(val_get(&d.answers, "b")->number == 10);
    desk_close(&d);
}

static void defaults_are_given_once(void **state) {
    struct desk d;
    (void)state;
    desk_open_with(&d, "{'components':[{'type':'textfield','key':'a','defaultValue':'x'},{'type':'checkbox','key':'no','defaultValue':false},"
                       "{'type':'textfield','key':'b','customDefaultValue':{'cat':[{'var':'data.a'},'y']}},{'type':'address','key':'home','defaultValue':'1 Street'},"
                       "{'type':'number','key':'n','defaultValue':'many'},{'type':'container','key':'g','components':[{'type':'textfield','key':'c','defaultValue':'z'}]},"
                       "{'type':'datagrid','key':'r','defaultValue':[{}],'components':[{'type':'textfield','key':'d','defaultValue':'w'}]}]}", "{'a':'mine'}");
    assert_string_equal(desk_answers(&d, &d.answers), "{'a':'mine','b':'miney','home':{'formatted_address':'1 Street'},'g':{'c':'z'}}");
    assert_int_equal(form_row_add(&d.run, &d.answers, "r", &d.answers), ERR_NONE);
    assert_string_equal(val_at(&d.answers, "r.0.d")->text, "w");
    desk_set(&d, "a", "null");
    assert_int_equal(val_get(&d.answers, "a")->type, VAL_NULL);
    desk_close(&d);
}

static void only_what_is_asked_is_sent(void **state) {
    struct desk d;
    struct val clean;
    (void)state;
    desk_open_with(&d, "{'components':[{'type':'textfield','key':'a'},{'type':'textfield','key':'b','clearOnHide':false,"
                       "'conditional':{'show':true,'when':'a','eq':'x'}},{'type':'hidden','key':'h'},{'type':'textfield','key':'e'},"
                       "{'type':'selectboxes','key':'s','values':[{'label':'K','value':'k'}]},{'type':'checkbox','key':'c'},{'type':'container','key':'g',"
                       "'components':[{'type':'textfield','key':'i'}]},{'type':'datagrid','key':'r','components':[{'type':'textfield','key':'n'}]}]}",
                   "{'a':'y','b':'kept','h':{'any':[1]},'e':'','zzz':'unknown','s':{'k':false},'c':false,'g':{'i':'j','x':1},'r':[{},{'n':'m','q':1}]}");
    assert_non_null(val_get(&d.answers, "b"));
    assert_int_equal(form_clean(&d.run, &d.answers, &clean), ERR_NONE);
    assert_string_equal(desk_answers(&d, &clean), "{'a':'y','h':{'any':[1]},'s':{'k':false},'c':false,'g':{'i':'j'},'r':[{},{'n':'m'}]}");
    assert_int_equal(form_clean(&d.run, NULL, &clean), ERR_NONE);
    assert_int_equal(clean.count, 0);
    desk_close(&d);
}

static void keys_with_dots_lie_within(void **state) {
    struct desk d;
    struct val clean;
    (void)state;
    desk_open_with(&d, "{'components':[{'type':'textfield','key':'a.x'},{'type':'textfield','key':'b'},{'type':'textfield','key':'a.y',"
                       "'conditional':{'show':true,'when':'a.x','eq':'1'}}]}", "{}");
    desk_set(&d, "a.x", "'1'");
    desk_set(&d, "b", "'2'");
    desk_set(&d, "a.y", "'3'");
    assert_string_equal(desk_answers(&d, &d.answers), "{'a':{'x':'1','y':'3'},'b':'2'}");
    assert_int_equal(form_clean(&d.run, &d.answers, &clean), ERR_NONE);
    assert_true(val_same(&clean, &d.answers));
    desk_close(&d);
}

static void long_lists_are_bounded(void **state) {
    struct desk d;
    struct form_steps steps;
    struct val clean, rows[FORM_ROWS_CAP];
    uint32_t count;
    (void)state;
    desk_open_with(&d, "{'components':[{'type':'datagrid','key':'r','components':[{'type':'textfield','key':'a'},{'type':'textfield','key':'b'},"
                       "{'type':'number','key':'c','calculateValue':{'length':[{'var':'row.a'}]}}]},{'type':'datagrid','key':'x','components':["
                       "{'type':'datagrid','key':'y','components':[{'type':'datagrid','key':'z','components':[{'type':'textfield','key':'w'}]}]}]}]}", "{}");
    struct val row = desk_json(&d, "{'a':'some','b':'text'}");
    for (int i = 0; i < FORM_ROWS_CAP; i++)
        rows[i] = row;
    struct val list = {.type = VAL_ARRAY, .count = FORM_ROWS_CAP, .items = rows}, given = d.answers;
    assert_int_equal(form_set(&d.run, &given, "r", &list, &given), ERR_NONE);
    assert_int_equal(form_clean(&d.run, &given, &clean), ERR_NONE);
    assert_true(val_at(&clean, "r.99.c")->number == 4);
    assert_int_equal(form_row_add(&d.run, &given, "r", &given), ERR_LIMIT);
    // 100 x 100 x 100 rows are more than anyone answers
    struct member z = {"z", {.type = VAL_ARRAY, .count = FORM_ROWS_CAP, .items = rows}};
    struct val second = {.type = VAL_OBJECT, .count = 1, .members = &z}, seconds[FORM_ROWS_CAP];
    for (int i = 0; i < FORM_ROWS_CAP; i++)
        seconds[i] = second;
    struct member y = {"y", {.type = VAL_ARRAY, .count = FORM_ROWS_CAP, .items = seconds}};
    struct val third = {.type = VAL_OBJECT, .count = 1, .members = &y}, thirds[FORM_ROWS_CAP];
    for (int i = 0; i < FORM_ROWS_CAP; i++)
        thirds[i] = third;
    struct member x = {"x", {.type = VAL_ARRAY, .count = FORM_ROWS_CAP, .items = thirds}};
    struct val huge = {.type = VAL_OBJECT, .count = 1, .members = &x};
    assert_int_equal(form_steps(&d.run, &huge, &steps), ERR_LIMIT);
    assert_int_equal(form_check(&d.run, &huge, NULL, 0, &count), ERR_LIMIT);
    enum err e = form_clean(&d.run, &huge, &clean);
    assert_true(e == ERR_LIMIT || e == ERR_MEMORY);
    desk_close(&d);
}

static void triggers_change_properties(void **state) {
    struct desk d;
    (void)state;
    desk_open_with(&d, "{'components':[{'type':'textfield','key':'a'},{'type':'textfield','key':'b','logic':["
                       "{'trigger':{'type':'simple','simple':{'show':true,'when':'a','eq':'need'}},'actions':[{'type':'property','property':{'value':'validate.required'},'state':true}]},"
                       "{'trigger':{'type':'json','json':{'==':[{'var':'data.a'},'hide']}},'actions':[{'type':'property','property':{'value':'hidden'},'state':true}]},"
                       "{'trigger':{'type':'json','json':{'==':[{'var':'data.a'},'lock']}},'actions':[{'type':'property','property':{'value':'disabled'},'state':true}]}]}]}", "{}");
    assert_string_equal(desk_wrong(&d), "");
    desk_set(&d, "a", "'need'");
    assert_string_equal(desk_wrong(&d), "b required");
    desk_set(&d, "a", "'hide'");
    assert_string_equal(desk_steps(&d), "a+");
    desk_set(&d, "a", "'other'");
    desk_set(&d, "b", "'x'");
    desk_set(&d, "a", "'lock'");
    assert_string_equal(desk_steps(&d), "a+ b!");
    desk_close(&d);
}

static void odd_answers_do_no_harm(void **state) {
    static const char *const answers[] = {"[]", "5", "'x'", "null", "{'r':5,'g':'x','s':[],'a':{}}", "{'r':[5,null,[]],'g':[1],'s':'q'}"};
    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        struct desk d;
        struct val clean, out;
        desk_open_with(&d, "{'components':[{'type':'textfield','key':'a'},{'type':'container','key':'g','components':[{'type':'textfield','key':'i'}]},"
                           "{'type':'datagrid','key':'r','components':[{'type':'number','key':'n','calculateValue':{'+':[{'var':'row.m'},1]}}]},"
                           "{'type':'survey','key':'s','questions':[{'label':'B','value':'b'}],'values':[{'label':'G','value':'g'}]}]}", "{}");
        d.answers = desk_json(&d, answers[i]);
        desk_steps(&d);
        desk_wrong(&d);
        assert_int_equal(form_clean(&d.run, &d.answers, &clean), ERR_NONE);
        struct val v = val_text("t");
        assert_int_equal(form_set(&d.run, &d.answers, "g.i", &v, &out), ERR_NONE);
        assert_string_equal(val_at(&out, "g.i")->text, "t");
        assert_int_equal(form_set(&d.run, &d.answers, "nothing", &v, &out), ERR_NOT_FOUND);
        assert_int_equal(form_set(&d.run, &d.answers, "r.*.n", &v, &out), ERR_DENIED);
        assert_int_equal(form_set(&d.run, &d.answers, "", &v, &out), ERR_NOT_FOUND);
        desk_close(&d);
    }
}

static void date_ranges_move_with_today(void **state) {
    static const struct { const char *first, *expected; } cases[] = {
        {"'2026-01-05'", "2026-01-05"}, {"'2026-01-05T10:00:00Z'", "2026-01-05"}, {"'moment()'", "2026-03-10"},
        {"'moment().add(2, days)'", "2026-03-12"}, {"'moment().subtract(1, year).add(1,month)'", "2025-04-10"},
        {"'moment().subtract(2, weeks).startOf(day)'", NULL}, {"{'tgov:add':[{'var':'data.from'},3,'day']}", "2026-03-04"},
        {"{'var':'data.from'}", "2026-03-01"}, {"{'var':'data.gone'}", NULL}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk d;
        char form[400];
        const char *first, *last;
        snprintf(form, sizeof form, "{'components':[{'type':'hidden','key':'from'},{'type':'datetime','key':'a','widget':{'minDate':%s}}]}", cases[i].first);
        desk_open_with(&d, form, "{'from':'2026-03-01'}");
        bool any = form_date_range(&d.run, &d.answers, "a", &first, &last);
        assert_int_equal(any, cases[i].expected != NULL);
        if (any)
            assert_string_equal(first, cases[i].expected);
        assert_null(last);
        desk_close(&d);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_are_what_is_shown), cmocka_unit_test(rows_come_and_go), cmocka_unit_test(matrix_rows_are_choices),
        cmocka_unit_test(conditions_compare_as_browsers_do), cmocka_unit_test(calculations_follow),
        cmocka_unit_test(people_may_overwrite_where_allowed), cmocka_unit_test(defaults_are_given_once),
        cmocka_unit_test(only_what_is_asked_is_sent), cmocka_unit_test(triggers_change_properties),
        cmocka_unit_test(keys_with_dots_lie_within), cmocka_unit_test(long_lists_are_bounded), cmocka_unit_test(odd_answers_do_no_harm),
        cmocka_unit_test(date_ranges_move_with_today),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
