// SPDX-License-Identifier: Apache-2.0
// What a form says to people: sentences about answers, and answers in words, in English and translated.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "contract/form/words.h"
#include "helper_form.h"

// A translation into capitals with the sentence in brackets: shows that everything of ours passes through it.
static const char *bracketed(void *ctx, const char *english) {
    struct arena *a = ctx;
    return arena_printf(a, "[%s]", english);
}
static const char *bracketed_plural(void *ctx, const char *one, const char *many, long n) { return bracketed(ctx, n == 1 ? one : many); }

static bool listed(const char *message) {
    for (size_t i = 0; form_messages[i]; i++) {
        const char *m = form_messages[i];
        if (!strcmp(m[0] == '\n' ? m + 1 : m, message))
            return true;
    }
    return false;
}

// Takes the sentence out of the brackets that stand first in `said` and looks for it in the list.
static void assert_listed(const char *english_form, const char *said) {
    if (!listed(english_form))
        fail_msg("\"%s\" (said as \"%s\") is not in form_messages", english_form, said);
}

static void sentences(void **state) {
    static const struct { const char *component, *answer, *message, *said; } cases[] = {
        {"'type':'textfield','validate':{'required':true}", "''", "This needs an answer.", "This needs an answer."},
        {"'type':'radio','values':[{'value':'k','label':'K'}],'validate':{'required':true}", "''", "Choose one of the answers.", "Choose one of the answers."},
        {"'type':'textfield','validate':{'minLength':3}", "'a'", "Write at least {n} letters.", "Write at least 3 letters."},
        {"'type':'textfield','validate':{'maxLength':1}", "'ab'", "Write at most {n} letter.", "Write at most 1 letter."},
        {"'type':'textarea','validate':{'minWords':2}", "'a'", "Write at least {n} words.", "Write at least 2 words."},
        {"'type':'number','validate':{'min':1.5}", "1", "The smallest number possible is {x}.", "The smallest number possible is 1.5."},
        {"'type':'currency','currency':'EUR','validate':{'max':9}", "10", "The largest number possible is {x}.", "The largest number possible is €9."},
        {"'type':'number','decimalLimit':0", "1.5", "Write a whole number.", "Write a whole number."},
        {"'type':'currency','currency':'EUR'", "1.555", "Write at most {n} digits behind the point.", "Write at most 2 digits behind the point."},
        {"'type':'number'", "'odd'", "Write a number, like {x}.", "Write a number, like 12.5."},
        {"'type':'currency','currency':'EUR'", "'odd'", "Write a number, like {x}.", "Write a number, like €1,234.50."},
        {"'type':'time'", "'odd'", "Write a time, like {x}.", "Write a time, like 09:30."},
        {"'type':'datetime','enableTime':false", "'odd'", "This is not a date.", "This is not a date. Day, month and year, for example 05.03.1951."},
        {"'type':'email'", "'x'", "Write an e-mail address, like name@example.org.", "Write an e-mail address, like name@example.org."},
        {"'type':'phoneNumber','inputMask':'999'", "'x'", "Write it like this: {x}", "Write it like this: 999"},
        {"'type':'textfield','placeholder':'AB12','validate':{'pattern':'[A-Z]{2}[0-9]{2}'}", "'x'", "Write it like this: {x}", "Write it like this: AB12"},
        {"'type':'datetime','widget':{'minDate':'2026-03-01'}", "'2026-02-01'", "The earliest day possible is {x}.", "The earliest day possible is 1 March 2026."},
        {"'type':'day','maxYear':2000", "'01/01/2001'", "The latest year possible is {x}.", "The latest year possible is 2000."},
        {"'type':'selectboxes','values':[{'value':'k','label':'K'}],'validate':{'minSelectedCount':2}", "{'k':true}", "Choose at least {n} answers.", "Choose at least 2 answers."},
        {"'type':'datagrid','components':[],'validate':{'minLength':1}", "[]", "", ""},
        {"'type':'datagrid','components':[],'validate':{'minLength':2}", "[{}]", "Add at least {n} entries.", "Add at least 2 entries."},
        {"'type':'file'", "[{'name':'a'},{'name':'b'}]", "At most {n} file is possible.", "At most 1 file is possible."},
        {"'type':'file','filePattern':'.pdf,.png'", "[{'name':'a'}]", "This type of file is not taken. Possible: {x}", "This type of file is not taken. Possible: .pdf, .png"},
        {"'type':'file','fileMaxSize':'1MB'", "[{'name':'a','size':2000000}]", "The file is too large. At most {x}.", "The file is too large. At most 1 MB."},
        {"'type':'textfield','validate':{'custom':false,'json':{'==':[1,2]}}", "'x'", "Please check this answer.", "Please check this answer."},
        {"'type':'textfield','validate':{'json':{'if':[false,true,'Ask your office.']}}", "'x'", "", "Ask your office."},
        {"'type':'textfield','validate':{'pattern':'a','patternMessage':'Only a.'}", "'x'", "", "Only a."},
        {"'type':'textfield','validate':{'minLength':3,'customMessage':'Look again.'}", "'x'", "", "Look again."},
        {"'type':'textfield','errors':{'minLength':'Longer!'},'validate':{'minLength':3}", "'x'", "", "Longer!"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk d;
        struct violation wrong;
        char form[600];
        snprintf(form, sizeof form, "{'components':[{'key':'a',%s}]}", cases[i].component);
        desk_open_with(&d, form, "{}");
        struct val_builder b = val_build(&d.arena);
        assert_true(val_set(&b, "a", desk_json(&d, cases[i].answer)));
        d.answers = val_object(&b);
        assert_int_equal(form_check_step(&d.run, &d.answers, "a", &wrong), ERR_NONE);
        const char *said = form_violation_text(&d.run, &wrong, "en", NULL);
        assert_string_equal(said, cases[i].said);
        if (*cases[i].message)
            assert_listed(cases[i].message, said);
        struct form_words words = {&d.arena, bracketed, bracketed_plural};
        said = form_violation_text(&d.run, &wrong, "en", &words);
        assert_int_equal(said[0] == '[', *cases[i].message != 0);
        desk_close(&d);
    }
}

static void answers_in_words(void **state) {
    static const struct { const char *component, *answer, *shown; } cases[] = {
        {"'type':'textfield'", "'hello'", "hello"}, {"'type':'textfield'", "''", ""}, {"'type':'number','suffix':'kg'", "12.5", "12.5 kg"},
        {"'type':'number'", "1234567", "1234567"}, {"'type':'currency','currency':'EUR'", "1234.5", "€1,234.50"}, {"'type':'currency','currency':'KRW'", "-1234567", "-₩1,234,567"},
        {"'type':'checkbox'", "true", "Yes"}, {"'type':'checkbox'", "false", "No"}, {"'type':'datetime','enableTime':false", "'2026-03-01'", "1 March 2026"},
        {"'type':'datetime'", "'2026-03-01T09:05:00Z'", "1 March 2026, 9:05"}, {"'type':'time'", "'09:05:00'", "09:05"}, {"'type':'day'", "'12/24/2026'", "24 December 2026"},
        {"'type':'day'", "'12/00/2026'", "December 2026"}, {"'type':'day','dayFirst':true", "'24/12/0000'", "24 December"},
        {"'type':'radio','values':[{'value':'1','label':'One'}]", "1", "One"}, {"'type':'radio','values':[{'value':'1','label':'One'}]", "'1'", "One"},
        {"'type':'selectboxes','values':[{'value':'k','label':'K'},{'value':'m','label':'M'}]", "{'m':true,'k':true}", "K, M"},
        {"'type':'select','multiple':true,'data':{'values':[{'value':'k','label':'K'},{'value':'m','label':'M'}]}", "['m']", "M"},
        {"'type':'address'", "{'formatted_address':'1 Street'}", "1 Street"}, {"'type':'address'", "{'mode':'manual','address':{'address1':'1 Street','city':'Town'}}", "1 Street, Town"},
        {"'type':'address'", "{'mode':'manual','address':{'address1':'1 Street','address2':'Flat 2','city':'Town','state':'IL','zip':'62701','country':'US'}}", "1 Street, Flat 2, Town, IL 62701, US"},
        {"'type':'address'", "{'road':'세종대로','house_number':'110','borough':'중구','city':'서울특별시','postcode':'04524','country_code':'kr'}", "서울특별시 중구 세종대로 110, 04524"},
        {"'type':'address'", "{'mode':'autocomplete','address':{'display_name':'48, Calle de Alcalá, Madrid','address':{'road':'Calle de Alcalá','house_number':'48','city':'Madrid','postcode':'28014','country_code':'es'}}}", "Calle de Alcalá, 48, 28014 Madrid"},
        {"'type':'address'", "{'mode':'autocomplete','address':{'display_name':'Riverside Park'}}", "Riverside Park"}, {"'type':'address'", "{'road':7,'address':'x'}", ""},
        {"'type':'address'", "{'mode':'autocomplete','address':{'formatted_address':'5 Mill Lane','address_components':[]}}", "5 Mill Lane"},
        {"'type':'file'", "[{'name':'x1','originalName':'plan.pdf'}]", "plan.pdf"}, {"'type':'file','multiple':true", "[{'name':'a'},{'name':'b'},{'name':'c'},{'name':'d'}]", "4 files"},
        {"'type':'tags'", "'a, b'", "a, b"}, {"'type':'tags','storeas':'array'", "['a','b']", "a, b"}, {"'type':'signature'", "'data:image/png;base64,AA'", "Signed"},
        {"'type':'datagrid','components':[]", "[{},{}]", "2 entries"}, {"'type':'datagrid','components':[]", "[]", "0 entries"}, {"'type':'textfield','multiple':true", "['a','b']", "a, b"},
        {"'type':'survey','questions':[{'label':'B','value':'b'},{'label':'T','value':'t'}],'values':[{'label':'G','value':'g'}]", "{'b':'g'}", "1 of 2"},
        {"'type':'number'", "'odd'", "odd"}, {"'type':'radio','values':[{'value':'k','label':'K'}]", "'gone'", "gone"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk d;
        char form[600];
        snprintf(form, sizeof form, "{'components':[{'key':'a',%s}]}", cases[i].component);
        desk_open_with(&d, form, "{}");
        struct val v = desk_json(&d, cases[i].answer);
        assert_string_equal(form_show(&d.run, form_question(d.form, "a"), &v, "en", NULL), cases[i].shown);
        assert_string_equal(form_show(&d.run, form_question(d.form, "a"), NULL, "en", NULL), "");
        desk_close(&d);
    }
}

static void other_languages(void **state) {
    struct desk d;
    (void)state;
    desk_open_with(&d, "{'i18n':{'ko':{'One':'하나'}},'components':[{'type':'datetime','enableTime':false,'key':'a'},{'type':'radio','key':'b',"
                       "'values':[{'value':'1','label':'One'}]}]}", "{}");
    struct val day = val_text("2026-03-10"), one = val_number(1);
    assert_string_equal(form_show(&d.run, form_question(d.form, "a"), &day, "ko", NULL), "2026년 3월 10일");
    assert_string_equal(form_show(&d.run, form_question(d.form, "a"), &day, "ar", NULL), "١٠ مارس ٢٠٢٦");
    assert_string_equal(form_show(&d.run, form_question(d.form, "b"), &one, "ko", NULL), "하나");
    desk_close(&d);
}

// The form that an answer has, in the order, the digits, the marks and the calendar of the language.
static void examples_in_the_form_of_the_language(void **state) {
    static const struct { const char *component, *answer, *language, *said; } cases[] = {
        {"'type':'datetime','enableTime':false", "'odd'", "ko", "This is not a date. Year, month and day, for example 1951.03.05."},
        {"'type':'datetime','enableTime':false", "'odd'", "th", "This is not a date. Day, month and year, for example 05.03.2494."},
        {"'type':'datetime'", "'odd'", "ar", "This is not a date. Day, month, year, hour and minute, for example ٠٥\u200f.٠٣\u200f.١٩٥١ ٠٩:٣٠."},
        {"'type':'time'", "'odd'", "ar", "Write a time, like ٠٩:٣٠."},
        {"'type':'number'", "'odd'", "es", "Write a number, like 12,5."},
        {"'type':'currency','currency':'EUR'", "'odd'", "es", "Write a number, like 1234,50\u00a0€."},
        {"'type':'currency','currency':'KRW'", "'odd'", "ko", "Write a number, like ₩1,234."},
        {"'type':'day','maxYear':2000", "'01/01/2001'", "th", "The latest year possible is พ.ศ. 2543."},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk d;
        struct violation wrong;
        char form[600];
        snprintf(form, sizeof form, "{'components':[{'key':'a',%s}]}", cases[i].component);
        desk_open_with(&d, form, "{}");
        struct val_builder b = val_build(&d.arena);
        assert_true(val_set(&b, "a", desk_json(&d, cases[i].answer)));
        d.answers = val_object(&b);
        assert_int_equal(form_check_step(&d.run, &d.answers, "a", &wrong), ERR_NONE);
        assert_string_equal(form_violation_text(&d.run, &wrong, cases[i].language, NULL), cases[i].said);
        desk_close(&d);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(sentences), cmocka_unit_test(answers_in_words), cmocka_unit_test(other_languages),
                                       cmocka_unit_test(examples_in_the_form_of_the_language)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
