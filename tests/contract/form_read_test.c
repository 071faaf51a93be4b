// SPDX-License-Identifier: Apache-2.0
// Reading form.json: what is taken, what is left out and listed, what is refused and where the error says it is.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "helper_form.h"

static void refuses(void **state) {
    static const struct { const char *form; enum err err; const char *place; } cases[] = {
        {"[]", ERR_TYPE, "$"},
        {"{}", ERR_MISSING, "$.components"},
        {"{'components':5}", ERR_TYPE, "$.components"},
        {"{'components':[5]}", ERR_TYPE, "$.components[0]"},
        {"{'components':[{'key':'a'}]}", ERR_MISSING, "$.components[0]"},
        {"{'components':[{'type':5,'key':'a'}]}", ERR_TYPE, "$.components[0]"},
        {"{'type':'textfield','key':5}", ERR_TYPE, "$.components[0]"},
        {"{'type':'textfield'}", ERR_MISSING, "$.components[0]"},
        {"{'type':'textfield','key':'a b'}", ERR_TYPE, "$.components[0]"},
        {"{'type':'textfield','key':'a*'}", ERR_TYPE, "$.components[0]"},
        {"{'type':'textfield','key':'a'},{'type':'number','key':'a'}", ERR_DUPLICATE, "$.components[1]"},
        {"{'type':'panel','components':[{'type':'textfield','key':'a'}]},{'type':'number','key':'a'}", ERR_DUPLICATE, "$.components[1]"},
        {"{'type':'textfield','key':'a.b'},{'type':'textfield','key':'a'}", ERR_DUPLICATE, "$.components[0]"},
        {"{'type':'datagrid','key':'a','components':[]},{'type':'textfield','key':'a.5.b'}", ERR_DUPLICATE, "$.components[1]"},
        {"{'type':'panel','components':[{'type':'hologram','key':'a','input':true,'validate':{'required':true}}]}", ERR_UNSUPPORTED,
         "$.components[0].components[0]"},
        {"{'type':'select','key':'a','dataSrc':'url','validate':{'required':true}}", ERR_UNSUPPORTED, "$.components[0]"},
        {"{'type':'survey','key':'a'}", ERR_MISSING, "$.components[0]"},
        {"{'type':'textfield','key':'a','validate':{'pattern':'['}}", ERR_SYNTAX, "$.components[0]"},
        {"{'type':'textfield','key':'a','calculateValue':'value = 1'}", ERR_UNSUPPORTED, "$.components[0].calculateValue"},
        {"{'type':'textfield','key':'a','customConditional':'show = false'}", ERR_UNSUPPORTED, "$.components[0].customConditional"},
        {"{'type':'textfield','key':'a','validate':{'custom':'valid = false'}}", ERR_UNSUPPORTED, "$.components[0].validate.custom"},
        {"{'type':'textfield','key':'a','conditional':{'json':{'==':[{'explode':[]},1]}}}", ERR_UNSUPPORTED,
         "$.components[0].conditional.json.==[0].explode"},
        {"{'type':'datagrid','key':'a','validate':{'minLength':5000},'components':[]}", ERR_LIMIT, "$.components[0]"},
        {"{'components':[],'i18n':{'ko':5}}", ERR_TYPE, "$.i18n.ko"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk d;
        desk_open(&d, cases[i].form);
        if (d.err != cases[i].err || strncmp(d.fault.place, cases[i].place, strlen(cases[i].place)) != 0)
            fail_msg("%s gave %s at %s: %s", cases[i].form, err_name(d.err), d.fault.place, d.fault.what);
        assert_true(d.fault.what[0]);
        assert_null(d.form);
        desk_close(&d);
    }
}

static void refuses_cycles(void **state) {
    static const struct { const char *form, *place; } cases[] = {
        {"{'type':'textfield','key':'a','conditional':{'show':true,'when':'a','eq':'1'}}", "$.components[0].conditional"},
        {"{'type':'textfield','key':'a','conditional':{'show':true,'when':'b','eq':'1'}},"
         "{'type':'textfield','key':'b','conditional':{'json':{'==':[{'var':'data.a'},1]}}}", "$.components[1].conditional.json"},
        {"{'type':'panel','key':'p','conditional':{'show':true,'when':'a','eq':'1'},'components':[{'type':'textfield','key':'a'}]}",
         "$.components[0].conditional"},
        {"{'type':'number','key':'a','calculateValue':{'+':[{'var':'data.b'},1]}},"
         "{'type':'number','key':'b','calculateValue':{'+':[{'var':'row.a'},1]}}", "$.components[1].calculateValue"},
        {"{'type':'number','key':'a','calculateValue':{'var':'data.g.b'}},{'type':'container','key':'g','components':["
         "{'type':'number','key':'b','conditional':{'show':true,'when':'a','eq':'1'}}]}", "$.components[1].components[0].conditional"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk d;
        desk_open(&d, cases[i].form);
        assert_int_equal(d.err, ERR_REFERENCE);
        assert_string_equal(d.fault.place, cases[i].place);
        desk_close(&d);
    }
    struct desk d; // a total that the rows do not depend on is none
    desk_open(&d, "{'type':'datagrid','key':'r','components':[{'type':'number','key':'x'},{'type':'number','key':'y',"
                  "'calculateValue':{'*':[{'var':'row.x'},2]}}]},{'type':'number','key':'sum','calculateValue':"
                  "{'reduce':[{'var':'data.r'},{'+':[{'var':'current.y'},{'var':'accumulator'}]},0]}}");
    assert_int_equal(d.err, ERR_NONE);
    desk_close(&d);
}

static char *nested_panels(int depth) {
    size_t size = (size_t)depth * 40 + 100, n = 0;
    char *text = malloc(size);
    assert_non_null(text);
    n += (size_t)snprintf(text, size, "{\"components\":[");
    for (int i = 0; i < depth; i++)
        n += (size_t)snprintf(text + n, size - n, "{\"type\":\"well\",\"components\":[");
    for (int i = 0; i < depth; i++)
        n += (size_t)snprintf(text + n, size - n, "]}");
    snprintf(text + n, size - n, "]}");
    return text;
}

static void refuses_too_much(void **state) {
    struct arena a;
    struct form *form;
    struct fault f;
    (void)state;
    arena_init(&a, 256u << 20);
    char *deep = nested_panels(26), *deeper = nested_panels(5000);
    assert_int_equal(form_read_bytes(&a, deep, strlen(deep), &form, &f), ERR_LIMIT);
    assert_non_null(strstr(f.place, "components[0].components[0]"));
    assert_int_equal(form_read_bytes(&a, deeper, strlen(deeper), &form, &f), ERR_LIMIT);
    free(deep);
    free(deeper);
    size_t size = 100u << 20;
    char *huge = malloc(size);
    assert_non_null(huge);
    memset(huge, ' ', size);
    assert_int_equal(form_read_bytes(&a, huge, size, &form, &f), ERR_LIMIT);
    size_t n = (size_t)snprintf(huge, size, "{\"components\":[{\"type\":\"well\"}");
    for (int i = 0; i < FORM_QUESTIONS_CAP; i++)
        n += (size_t)snprintf(huge + n, size - n, ",{\"type\":\"well\"}");
    n += (size_t)snprintf(huge + n, size - n, "]}");
    assert_int_equal(form_read_bytes(&a, huge, n, &form, &f), ERR_LIMIT);
    assert_string_equal(f.place, "$.components");
    free(huge);
    arena_finish(&a);
}

static void refuses_bad_bytes(void **state) {
    static const struct { const char *bytes; size_t len; enum err err; } cases[] = {
        {"", 0, ERR_SYNTAX}, {"{\"components\":[", 15, ERR_SYNTAX}, {"{\"components\":[]}x", 18, ERR_SYNTAX},
        {"{\"components\":[],\"title\":\"\xff\"}", 29, ERR_SYNTAX}, {"{\"components\":[],\"components\":[]}", 33, ERR_DUPLICATE}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a;
        struct form *form;
        struct fault f = {0};
        arena_init(&a, 1 << 20);
        assert_int_equal(form_read_bytes(&a, cases[i].bytes, cases[i].len, &form, &f), cases[i].err);
        assert_null(form);
        arena_finish(&a);
    }
}

static void lists_what_it_leaves_out(void **state) {
    struct desk d;
    (void)state;
    desk_open(&d, "{'type':'hologram','key':'h','input':true},{'type':'button','key':'submit'},"
                  "{'type':'select','key':'s','dataSrc':'resource'},{'type':'textfield','key':'a','customDefaultValue':'value = 1',"
                  "'conditional':{'show':true,'when':'gone','eq':'x'},'logic':[{'trigger':{'type':'event'},'actions':[]}]},"
                  "{'type':'datetime','key':'t','widget':{'minDate':'someday'}},{'type':'content','key':'c','html':' '}");
    assert_int_equal(d.err, ERR_NONE);
    static const char *const places[] = {"$.components[0]", "$.components[2]", "$.components[4].widget.minDate", "$.components[5]",
                                         "$.components[3].conditional", "$.components[3].logic[0]",
                                         "$.components[3].customDefaultValue"};
    assert_int_equal(d.form->skipped_count, sizeof places / sizeof *places);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        assert_string_equal(d.form->skipped[i].place, places[i]);
        assert_true(d.form->skipped[i].what[0]);
    }
    assert_int_equal(d.form->question_count, 2);
    assert_int_equal(d.form->component_count, 5); // all but the button
    desk_close(&d);
}

static void knows_every_kind(void **state) {
    static const struct { const char *component; enum question_kind kind; enum ask_keys keys; } cases[] = {
        {"{'type':'textfield','key':'a'}", ASK_TEXT, KEYS_TEXT},
        {"{'type':'textarea','key':'a'}", ASK_LONG_TEXT, KEYS_LINES},
        {"{'type':'email','key':'a'}", ASK_EMAIL, KEYS_EMAIL},
        {"{'type':'phoneNumber','key':'a'}", ASK_PHONE, KEYS_PHONE},
        {"{'type':'url','key':'a'}", ASK_URL, KEYS_URL},
        {"{'type':'password','key':'a'}", ASK_TEXT, KEYS_TEXT},
        {"{'type':'number','key':'a'}", ASK_NUMBER, KEYS_DECIMAL},
        {"{'type':'number','key':'a','decimalLimit':0}", ASK_INTEGER, KEYS_DIGITS},
        {"{'type':'number','key':'a','validate':{'integer':true}}", ASK_INTEGER, KEYS_DIGITS},
        {"{'type':'currency','key':'a','currency':'KRW'}", ASK_MONEY, KEYS_DIGITS},
        {"{'type':'currency','key':'a','currency':'EUR'}", ASK_MONEY, KEYS_DECIMAL},
        {"{'type':'datetime','key':'a'}", ASK_DATE_TIME, KEYS_DATE},
        {"{'type':'datetime','key':'a','enableTime':false}", ASK_DATE, KEYS_DATE},
        {"{'type':'datetime','key':'a','enableDate':false}", ASK_TIME, KEYS_TIME},
        {"{'type':'time','key':'a'}", ASK_TIME, KEYS_TIME},
        {"{'type':'day','key':'a'}", ASK_DAY, KEYS_DATE},
        {"{'type':'checkbox','key':'a'}", ASK_YES_NO, KEYS_NONE},
        {"{'type':'radio','key':'a','values':[{'label':'X','value':'x'}]}", ASK_CHOICE, KEYS_NONE},
        {"{'type':'select','key':'a','data':{'values':[{'label':'X','value':'x'}]}}", ASK_CHOICE, KEYS_NONE},
        {"{'type':'select','key':'a','multiple':true,'data':{'values':[{'label':'X','value':'x'}]}}", ASK_CHOICES, KEYS_NONE},
        {"{'type':'selectboxes','key':'a','values':[{'label':'X','value':'x'}]}", ASK_CHOICES, KEYS_NONE},
        {"{'type':'address','key':'a'}", ASK_ADDRESS, KEYS_LINES},
        {"{'type':'file','key':'a'}", ASK_FILE, KEYS_NONE},
        {"{'type':'signature','key':'a'}", ASK_SIGNATURE, KEYS_NONE},
        {"{'type':'tags','key':'a'}", ASK_TAGS, KEYS_TEXT},
        {"{'type':'survey','key':'a','questions':[],'values':[]}", ASK_MATRIX, KEYS_NONE},
        {"{'type':'datagrid','key':'a','components':[]}", ASK_ROWS, KEYS_NONE},
        {"{'type':'editgrid','key':'a','components':[]}", ASK_ROWS, KEYS_NONE},
        {"{'type':'container','key':'a','components':[]}", ASK_GROUP, KEYS_NONE},
        {"{'type':'htmlelement','key':'a','content':'Hello'}", ASK_INFO, KEYS_NONE},
        {"{'type':'hidden','key':'a'}", ASK_VALUE, KEYS_NONE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk d;
        desk_open(&d, cases[i].component);
        if (d.err)
            fail_msg("%s: %s", cases[i].component, d.fault.what);
        const struct question *q = form_question(d.form, "a");
        assert_non_null(q);
        if (q->kind != cases[i].kind || q->keys != cases[i].keys)
            fail_msg("%s became %s", cases[i].component, question_kind_names[q->kind]);
        desk_close(&d);
    }
    assert_null(question_kind_names[ASK_KIND_COUNT]);
}

static const char full[] =
    "{'title':'Permit','i18n':{'ko':{'Name':'이름','Your page':'쪽'}},'components':[{'type':'panel','title':'Your page','components':["
    "{'type':'columns','columns':[{'components':[{'type':'textfield','key':'name','label':'Name','description':'As in <b>your</b> passport',"
    "'placeholder':'A. Kim','prefix':'Ms','tgov':{'why':'To write to you','seen_by':'The registry','law':'Act 5','private':true,"
    "'suggest':['Kim','Park']},'validate':{'required':true,'minLength':'2','maxLength':40,'pattern':'[A-Z].*','customMessage':'Hm.'},"
    "'defaultValue':'Kim'}]},{'components':[{'type':'container','key':'home','label':'Home','components':[{'type':'textfield','key':'city'}]}]}]},"
    "{'type':'radio','key':'size','label':'Size','properties':{'tgov.why':'Fee'},'values':[{'label':'One','value':'1','description':'small'},"
    "{'label':'Two','value':'2'},{'label':'','value':''}]},{'type':'datagrid','key':'kids','label':'Children','validate':{'minLength':1,'maxLength':3},"
    "'components':[{'type':'textfield','key':'name'}]},{'type':'file','key':'papers','filePattern':'.pdf,image/*','fileMaxSize':'2MB','multiple':true}]}]}";

static void carries_everything(void **state) {
    struct desk d;
    (void)state;
    desk_open_with(&d, full, "{}");
    const struct question *q = form_question(d.form, "name");
    assert_string_equal(d.form->title, "Permit");
    assert_string_equal(q->label, "Name");
    assert_string_equal(q->hint, "As in your passport");
    assert_string_equal(q->placeholder, "A. Kim");
    assert_string_equal(q->prefix, "Ms");
    assert_string_equal(q->why, "To write to you");
    assert_string_equal(q->seen_by, "The registry");
    assert_string_equal(q->law, "Act 5");
    assert_string_equal(q->message, "Hm.");
    assert_true(q->secret && q->required);
    assert_int_equal(q->limits.min_length, 2);
    assert_int_equal(q->limits.max_length, 40);
    assert_string_equal(q->limits.pattern, "[A-Z].*");
    assert_int_equal(q->suggestion_count, 2);
    assert_string_equal(q->suggestions[1], "Park");
    assert_string_equal(q->section->title, "Your page");
    assert_true(q->section->page);
    assert_string_equal(q->preset.text, "Kim");
    assert_string_equal(q->place, "$.components[0].components[0].columns[0].components[0]");
    assert_string_equal(val_get(&d.answers, "name")->text, "Kim");
    q = form_question(d.form, "home.city");
    assert_string_equal(q->section->title, "Home");
    assert_string_equal(q->parent->path, "home");
    q = form_question(d.form, "size");
    assert_string_equal(q->why, "Fee");
    assert_int_equal(q->option_count, 2);
    assert_true(q->options[0].value.type == VAL_NUMBER && q->options[0].value.number == 1);
    assert_string_equal(q->options[0].hint, "small");
    q = form_question(d.form, "kids.7.name");
    assert_string_equal(q->path, "kids.*.name");
    assert_int_equal(q->parent->limits.max_count, 3);
    q = form_question(d.form, "papers");
    assert_int_equal(q->file_type_count, 2);
    assert_int_equal(q->file_size_max, 2 << 20);
    assert_null(form_question(d.form, "kids.name"));
    assert_null(form_question(d.form, "nothing"));
    desk_close(&d);
}

static void translates(void **state) {
    struct desk d;
    (void)state;
    desk_open_with(&d, "{'components':[],'i18n':{'ko':{'Name':'이름','A <b>bold</b> word':'굵은 <i>말</i>'},'pt-BR':{'Name':'Nome'},'pt':{'City':'Cidade'}}}", "{}");
    assert_string_equal(form_text(d.form, "ko", "Name"), "이름");
    assert_string_equal(form_text(d.form, "ko-KR", "Name"), "이름");
    assert_string_equal(form_text(d.form, "ko", "A bold word"), "굵은 말");
    assert_string_equal(form_text(d.form, "pt-BR", "Name"), "Nome");
    assert_string_equal(form_text(d.form, "pt-BR", "City"), "Cidade");
    assert_string_equal(form_text(d.form, "de", "Name"), "Name");
    assert_string_equal(form_text(d.form, NULL, "Name"), "Name");
    assert_null(form_text(d.form, "ko", NULL));
    assert_string_equal(form_text_language(d.form, "ko-KR", "Name"), "ko");
    assert_string_equal(form_text_language(d.form, "pt-BR", "Name"), "pt-BR");
    assert_string_equal(form_text_language(d.form, "pt-BR", "City"), "pt");
    assert_null(form_text_language(d.form, "ko", "City")); // stays as written
    assert_null(form_text_language(d.form, NULL, "Name"));
    assert_null(form_text_language(d.form, "ko", NULL));
    assert_int_equal(d.form->language_count, 3);
    desk_close(&d);
}

static void reads_html_as_text(void **state) {
    static const struct { const char *html, *text; } cases[] = {
        {"plain", "plain"}, {"<p>One</p><p>Two</p>", "One\n\nTwo"}, {"a<br>b<br/>c", "a\nb\nc"},
        {"<ul><li>x</li><li>y</li></ul>z", "- x\n- y\nz"}, {"Fish &amp; chips &lt;5&#8364;&nbsp;now", "Fish & chips <5€ now"},
        {"a < b and c > d", "a < b and c > d"}, {"<script>alert(1)</script>ok", "ok"}, {"<!-- no -->yes", "yes"},
        {"  lots \n of   space ", "lots of space"}, {"&unknown; &", "&unknown; &"}, {"<h2>T</h2>text", "T\n\ntext"}, {"open <b", "open <b"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk d;
        struct buf b;
        struct fault f;
        desk_open(&d, "{'components':[]}");
        buf_init(&b, 4096);
        buf_text_add(&b, "{\"components\":[{\"type\":\"content\",\"key\":\"a\",\"html\":");
        buf_json_string(&b, cases[i].html, strlen(cases[i].html));
        buf_text_add(&b, "}]}");
        assert_int_equal(form_read_bytes(&d.arena, buf_text(&b), b.len, &d.form, &f), ERR_NONE);
        assert_string_equal(form_question(d.form, "a")->body, cases[i].text);
        buf_finish(&b);
        desk_close(&d);
    }
}

// Easy words of a question stand among the properties that builders let people add, or beside our other members.
static void test_easy(void **state) {
    static const char json[] = "{\"components\":[{\"type\":\"textfield\",\"key\":\"a\",\"label\":\"Place of residence\",\"properties\":{\"easy\":\"Where do you live?\"}},"
                               "{\"type\":\"textfield\",\"key\":\"b\",\"label\":\"B\",\"tgov\":{\"easy\":\"Be\"}},{\"type\":\"textfield\",\"key\":\"c\",\"label\":\"C\"}]}";
    struct arena a;
    struct form *form;
    struct fault f = {0};
    arena_init(&a, 4 << 20);
    assert_int_equal(form_read_bytes(&a, json, sizeof json - 1, &form, &f), ERR_NONE);
    assert_string_equal(form_question(form, "a")->easy, "Where do you live?");
    assert_string_equal(form_question(form, "b")->easy, "Be");
    assert_null(form_question(form, "c")->easy);
    arena_finish(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses), cmocka_unit_test(refuses_cycles), cmocka_unit_test(refuses_too_much),
        cmocka_unit_test(refuses_bad_bytes), cmocka_unit_test(lists_what_it_leaves_out), cmocka_unit_test(knows_every_kind),
        cmocka_unit_test(carries_everything), cmocka_unit_test(translates), cmocka_unit_test(test_easy), cmocka_unit_test(reads_html_as_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
