// SPDX-License-Identifier: Apache-2.0
// Checking answers, one kind after the other, and what is said about them.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "contract/form/words.h"
#include "helper_form.h"

struct check_case {
    const char *component; // behind {'key':'a',
    const char *answer;    // NULL: none
    const char *wrong;     // "" when it is good
};

static void run_cases(const struct check_case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct desk d;
        struct violation wrong;
        char form[1000], answers[600];
        snprintf(form, sizeof form, "{'components':[{'key':'a',%s}]}", cases[i].component);
        snprintf(answers, sizeof answers, cases[i].answer ? "{'a':%s}" : "{}", cases[i].answer);
        desk_open(&d, form);
        if (d.err)
            fail_msg("%s: %s", cases[i].component, d.fault.what);
        d.answers = desk_json(&d, answers);
        assert_int_equal(form_check_step(&d.run, &d.answers, "a", &wrong), ERR_NONE);
        const char *name = wrong.kind ? violation_names[wrong.kind] : "";
        if (strcmp(name, cases[i].wrong) != 0)
            fail_msg("{%s} with %s is \"%s\"", cases[i].component, answers, name);
        const char *said = form_violation_text(&d.run, &wrong, "en", NULL);
        assert_true(wrong.kind ? said && *said : said && !*said);
        desk_close(&d);
    }
}

static void texts(void **state) {
    static const struct check_case cases[] = {
        {"'type':'textfield'", NULL, ""}, {"'type':'textfield','validate':{'required':true}", NULL, "required"},
        {"'type':'textfield','validate':{'required':true}", "'  '", "required"}, {"'type':'textfield'", "5", "type"},
        {"'type':'textfield','validate':{'minLength':3}", "'ab'", "short"}, {"'type':'textfield','validate':{'minLength':3}", "'가나다'", ""},
        {"'type':'textfield','validate':{'maxLength':2}", "'abc'", "long"}, {"'type':'textfield','validate':{'maxLength':2}", "'😀'", ""},
        {"'type':'textarea','validate':{'minWords':2}", "'one'", "few-words"}, {"'type':'textarea','validate':{'maxWords':2}", "'a b  c'", "many-words"},
        {"'type':'textfield','truncateMultipleSpaces':true,'validate':{'maxLength':3}", "' a   b '", ""},
        {"'type':'textfield','validate':{'pattern':'[0-9]{4}'}", "'12345'", "pattern"}, {"'type':'textfield','validate':{'pattern':'[0-9]{4}'}", "'1234'", ""},
        {"'type':'textfield','validate':{'pattern':'(a+)+b'}", "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac'", "pattern"},
        {"'type':'textfield','validate':{'pattern':'\\\\u00e9\\\\d'}", "'é5'", ""}, {"'type':'textfield','validate':{'pattern':'[^]'}", "'x'", ""},
        {"'type':'textfield','inputMask':'99-aa'", "'12-xY'", ""}, {"'type':'textfield','inputMask':'99-aa'", "'12xy'", ""},
        {"'type':'textfield','inputMask':'99-aa'", "'1-xy'", "mask"}, {"'type':'phoneNumber','inputMask':'(999) 999'", "'(555) 123'", ""},
        {"'type':'phoneNumber','inputMask':'(999) 999'", "'555123'", "mask"}, {"'type':'phoneNumber'", "'+47 22 33 44 55'", ""},
        {"'type':'phoneNumber'", "'call me'", "phone"}, {"'type':'email'", "'a.b@c-d.org'", ""}, {"'type':'email'", "'a..b@c.org'", "email"},
        {"'type':'email'", "'a@b'", "email"}, {"'type':'email'", "'a b@c.org'", "email"}, {"'type':'url'", "'https://example.org/x?y#z'", ""},
        {"'type':'url'", "'example.org'", ""}, {"'type':'url'", "'exa mple.org'", "url"}, {"'type':'url'", "'example'", "url"}, {"'type':'url'", "'http://localhost:8080'", ""},
        {"'type':'textfield','multiple':true,'validate':{'maxLength':2}", "['ab','abc']", "long"}, {"'type':'textfield','multiple':true", "'ab'", "type"},
        {"'type':'textfield','disabled':true,'validate':{'required':true}", NULL, ""},
        {"'type':'textfield','validate':{'custom':{'if':[{'==':[{'var':'input'},'x']},true,'Only x.']}}", "'y'", "rule"},
        {"'type':'textfield','validate':{'json':{'==':[{'var':'data.a'},'x']}}", "'x'", ""},
    };
    (void)state;
    run_cases(cases, sizeof cases / sizeof *cases);
}

static void numbers(void **state) {
    static const struct check_case cases[] = {
        {"'type':'number'", "5", ""}, {"'type':'number'", "'5'", "type"}, {"'type':'number','validate':{'min':'3'}", "2.9", "small"},
        {"'type':'number','validate':{'max':3}", "3", ""}, {"'type':'number','validate':{'max':3}", "3.1", "big"}, {"'type':'number','validate':{'required':true}", "0", ""},
        {"'type':'number','decimalLimit':0", "1.5", "decimals"}, {"'type':'number','validate':{'step':0.25}", "1.5", ""}, {"'type':'number','validate':{'step':0.25}", "1.3", "step"},
        {"'type':'number','validate':{'step':'any'}", "1.3", ""}, {"'type':'currency','currency':'EUR'", "12.34", ""}, {"'type':'currency','currency':'EUR'", "12.345", "decimals"},
        {"'type':'currency','currency':'KRW'", "12.5", "decimals"}, {"'type':'currency','currency':'KWD'", "12.345", ""},
        {"'type':'number','multiple':true,'validate':{'max':3}", "[1,4]", "big"},
    };
    (void)state;
    run_cases(cases, sizeof cases / sizeof *cases);
}

static void dates(void **state) {
    static const struct check_case cases[] = {
        {"'type':'datetime','enableTime':false", "'2026-03-10'", ""}, {"'type':'datetime'", "'2026-03-10T09:30:00Z'", ""}, {"'type':'datetime'", "'2026-03-10T09:30:00.5+02:00'", ""},
        {"'type':'datetime'", "'2026-02-30'", "date"}, {"'type':'datetime'", "'2026-03-10T25:00'", "date"}, {"'type':'datetime'", "5", "type"},
        {"'type':'datetime','widget':{'minDate':'2026-03-01'}", "'2026-02-28'", "early"}, {"'type':'datetime','widget':{'minDate':'2026-03-01'}", "'2026-03-01'", ""},
        {"'type':'datetime','widget':{'maxDate':'2026-03-01'}", "'2026-03-01T23:00:00Z'", ""}, {"'type':'datetime','widget':{'maxDate':'moment()'}", "'2026-03-11'", "late"},
        {"'type':'time'", "'09:30:00'", ""}, {"'type':'time'", "'09:30'", "time"}, {"'type':'time','dataFormat':'HH:mm'", "'09:30'", ""}, {"'type':'time'", "'24:00:00'", "time"},
        {"'type':'time','dataFormat':'hh:mm A'", "'09:30 PM'", ""}, {"'type':'datetime','enableDate':false", "'2026-03-10T09:30:00Z'", ""},
        {"'type':'day'", "'02/29/2024'", ""}, {"'type':'day'", "'02/29/2023'", "day"}, {"'type':'day','dayFirst':true", "'29/02/2024'", ""}, {"'type':'day'", "'13/01/2024'", "day"},
        {"'type':'day'", "'00/00/0000'", ""}, {"'type':'day','validate':{'required':true}", "'00/00/0000'", "required"}, {"'type':'day'", "'03/00/2024'", ""},
        {"'type':'day','fields':{'day':{'required':true},'month':{},'year':{}}", "'03/00/2024'", "required"}, {"'type':'day','maxDate':'2026-03-10'", "'03/11/2026'", "late"},
        {"'type':'day','minYear':2000", "'03/11/1999'", "early"}, {"'type':'day','fields':{'day':{'hide':true},'month':{},'year':{}}", "'03/2024'", ""}, {"'type':'day'", "'x'", "day"},
    };
    (void)state;
    run_cases(cases, sizeof cases / sizeof *cases);
}

static void choices(void **state) {
    static const struct check_case cases[] = {
        {"'type':'checkbox'", "true", ""}, {"'type':'checkbox','validate':{'required':true}", "false", "required"}, {"'type':'checkbox'", "'yes'", "type"},
        {"'type':'radio','values':[{'value':'k','label':'K'}]", "'k'", ""}, {"'type':'radio','values':[{'value':'k','label':'K'}]", "'m'", "option"},
        {"'type':'radio','values':[{'value':'1','label':'K'}]", "'1'", ""}, {"'type':'radio','values':[{'value':'1','label':'K'}]", "1", ""},
        {"'type':'radio','values':[{'value':'true','label':'K'}]", "true", ""}, {"'type':'radio','values':[{'value':'k','label':'K'}]", "['k']", "type"},
        {"'type':'select','data':{'values':[{'value':'k','label':'K'}]},'multiple':true", "['k','k']", ""},
        {"'type':'select','data':{'values':[{'value':'k','label':'K'}]},'multiple':true", "['k','z']", "option"},
        {"'type':'select','dataSrc':'json','data':{'json':['u','v']}", "'v'", ""},
        {"'type':'select','dataSrc':'json','valueProperty':'id','data':{'json':[{'id':7,'name':'Seven'}]}", "7", ""},
        {"'type':'selectboxes','values':[{'value':'k','label':'K'},{'value':'m','label':'M'}],'validate':{'minSelectedCount':2}", "{'k':true}", "few"},
        {"'type':'selectboxes','values':[{'value':'k','label':'K'},{'value':'m','label':'M'}],'validate':{'maxSelectedCount':1}", "{'k':true,'m':true}", "many"},
        {"'type':'selectboxes','values':[{'value':'k','label':'K'}],'validate':{'required':true}", "{'k':false}", "required"},
        {"'type':'selectboxes','values':[{'value':'k','label':'K'}]", "{'z':true}", "option"}, {"'type':'selectboxes','values':[{'value':'k','label':'K'}]", "{'k':5}", "type"},
    };
    (void)state;
    run_cases(cases, sizeof cases / sizeof *cases);
}

static void things(void **state) {
    static const struct check_case cases[] = {
        {"'type':'address','validate':{'required':true}", "{}", "required"}, {"'type':'address'", "'1 Street'", "type"}, {"'type':'address'", "{'formatted_address':'1 Street'}", ""},
        {"'type':'file'", "[{'name':'a.pdf','size':5}]", ""}, {"'type':'file'", "[{'name':'a'},{'name':'b'}]", "many"}, {"'type':'file','multiple':true", "[{'name':'a'},{'name':'b'}]", ""},
        {"'type':'file','filePattern':'.pdf,image/*'", "[{'name':'a.PDF'}]", ""}, {"'type':'file','filePattern':'.pdf,image/*'", "[{'name':'a.gif','type':'image/gif'}]", ""},
        {"'type':'file','filePattern':'.pdf,image/*'", "[{'name':'a.exe','type':'x/y'}]", "file-type"}, {"'type':'file','filePattern':'*pdf'", "[{'name':'a.pdf'}]", ""},
        {"'type':'file','fileMaxSize':'1KB'", "[{'name':'a','size':2000}]", "file-size"}, {"'type':'file','fileMinSize':'1KB'", "[{'name':'a','size':2}]", "file-size"},
        {"'type':'file'", "[{'size':2}]", "type"}, {"'type':'file'", "'a'", "type"}, {"'type':'signature','validate':{'required':true}", "''", "required"},
        {"'type':'tags'", "'a,b'", ""}, {"'type':'tags','storeas':'array'", "['a']", ""}, {"'type':'tags','storeas':'array'", "'a'", "type"}, {"'type':'tags','maxTags':1", "'a,b'", "many"},
        {"'type':'datagrid','components':[{'type':'textfield','key':'n'}],'validate':{'required':true}", "[{}]", "required"},
        {"'type':'datagrid','components':[{'type':'textfield','key':'n'}],'validate':{'minLength':2}", "[{'n':'x'}]", "few"},
        {"'type':'datagrid','components':[{'type':'textfield','key':'n'}],'validate':{'maxLength':1}", "[{'n':'x'},{}]", "many"},
        {"'type':'datagrid','components':[{'type':'textfield','key':'n'}]", "[5]", "type"}, {"'type':'container','components':[]", "[]", ""}, {"'type':'container','components':[]", "'x'", "type"},
        {"'type':'hidden','validate':{'required':true}", NULL, ""}, {"'type':'hidden'", "[[[[[[[[[[[[[[[[[[5]]]]]]]]]]]]]]]]]]", "type"},
    };
    (void)state;
    run_cases(cases, sizeof cases / sizeof *cases);
}

static void finds_all_with_their_paths(void **state) {
    struct desk d;
    uint32_t count = 0;
    struct violation one;
    (void)state;
    desk_open_with(&d, "{'components':[{'type':'textfield','key':'a','validate':{'required':true}},{'type':'container','key':'g','components':["
                       "{'type':'email','key':'e'}]},{'type':'datagrid','key':'r','components':[{'type':'number','key':'n','validate':{'max':5}},"
                       "{'type':'textfield','key':'t','validate':{'required':true},'conditional':{'show':true,'when':'r.n','eq':'1'}}]},"
                       "{'type':'textfield','key':'h','validate':{'required':true},'conditional':{'show':true,'when':'a','eq':'x'}},"
                       "{'type':'textfield','key':'m','multiple':true,'validate':{'minLength':3}}]}",
                   "{'g':{'e':'x'},'r':[{'n':1},{'n':9}],'m':['abc','d']}");
    assert_string_equal(desk_wrong(&d), "a required, g.e email, r.0.t required, r.1.n big, m.1 short");
    assert_int_equal(form_check(&d.run, &d.answers, &one, 1, &count), ERR_NONE);
    assert_int_equal(count, 5);
    assert_string_equal(one.path, "a");
    assert_int_equal(form_check_step(&d.run, &d.answers, "m.1", &one), ERR_NONE);
    assert_int_equal(one.kind, WRONG_SHORT);
    assert_int_equal(form_check_step(&d.run, &d.answers, "h", &one), ERR_NONE);
    assert_int_equal(one.kind, WRONG_NONE);
    assert_int_equal(form_check_step(&d.run, &d.answers, "zzz", &one), ERR_NOT_FOUND);
    desk_close(&d);
}

static void amounts_are_minor_units(void **state) {
    static const struct { const char *currency; double amount; bool good; int64_t minor; } cases[] = {
        {"EUR", 12.34, true, 1234}, {"KRW", 1500, true, 1500}, {"KWD", 1.234, true, 1234}, {"EUR", 0.1 + 0.2, true, 30}, {"EUR", 1.005, false, 0}, {"EUR", 1e15, false, 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct question q = {.kind = ASK_MONEY, .currency = cases[i].currency};
        struct val v = val_number(cases[i].amount);
        int64_t minor = 0;
        assert_int_equal(form_minor_units(&q, &v, &minor), cases[i].good);
        if (cases[i].good)
            assert_int_equal(minor, cases[i].minor);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(texts), cmocka_unit_test(numbers), cmocka_unit_test(dates), cmocka_unit_test(choices),
                                       cmocka_unit_test(things), cmocka_unit_test(finds_all_with_their_paths), cmocka_unit_test(amounts_are_minor_units)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
