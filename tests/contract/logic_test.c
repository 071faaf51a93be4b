// SPDX-License-Identifier: Apache-2.0
// JsonLogic: what every operator gives in both manners, what is refused when compiling, that no rule can run away.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#include "base/json.h"
#include "base/mem.h"
#include "contract/logic/logic.h"

struct one {
    const char *rule, *data, *forms, *strict; // results as JSON; strict NULL: the same; "!NaN": raises that error
};

static const struct one cases[] = {
    // Both manners agree with json-logic-js.
    {"{\"var\":\"a.b\"}", "{\"a\":{\"b\":7}}", "7", NULL},
    {"{\"var\":[\"a.c\",\"none\"]}", "{\"a\":{\"b\":7}}", "\"none\"", NULL},
    {"{\"var\":\"\"}", "[1,2]", "[1,2]", NULL},
    {"{\"var\":\"rows.1.n\"}", "{\"rows\":[{\"n\":1},{\"n\":2}]}", "2", NULL},
    {"{\"var\":\"rows.length\"}", "{\"rows\":[1,2,3]}", "3", NULL},
    {"{\"var\":\"name.length\"}", "{\"name\":\"Åse\"}", "3", NULL},
    {"{\"var\":\"rows.01\"}", "{\"rows\":[1,2]}", "null", NULL},
    {"{\"if\":[false,1,true,2,3]}", "null", "2", NULL},
    {"{\"if\":[false,1]}", "null", "null", NULL},
    {"{\"?:\":[1,\"a\",\"b\"]}", "null", "\"a\"", NULL},
    {"{\"and\":[1,\"\",2]}", "null", "\"\"", NULL},
    {"{\"or\":[0,[],\"x\"]}", "null", "\"x\"", NULL},
    {"{\"!!\":[\"0\"]}", "null", "true", NULL},
    {"{\"!!\":[[]]}", "null", "false", NULL},
    {"{\"<\":[1,2,3]}", "null", "true", NULL},
    {"{\"<\":[1,5,3]}", "null", "false", NULL},
    {"{\"cat\":[\"a\",1,true,null,1.5]}", "null", "\"a1true1.5\"", NULL},
    {"{\"cat\":[0.1,1e21,1e-7,123456789012345680000]}", "null", "\"0.11e+211e-7123456789012345680000\"", NULL},
    {"{\"substr\":[\"jsonlogic\",-5,-2]}", "null", "\"log\"", NULL},
    {"{\"substr\":[\"Ærøskøbing\",1,3]}", "null", "\"røs\"", NULL},
    {"{\"merge\":[[1,2],3,[[4]]]}", "null", "[1,2,3,[4]]", NULL},
    {"{\"in\":[2,[1,2]]}", "null", "true", NULL},
    {"{\"in\":[\"2\",[1,2]]}", "null", "false", NULL},
    {"{\"in\":[1,\"213\"]}", "null", "true", NULL},
    {"{\"missing\":[\"a\",\"b\"]}", "{\"a\":\"\"}", "[\"a\",\"b\"]", NULL},
    {"{\"missing_some\":[1,[\"a\",\"b\"]]}", "{\"a\":1}", "[]", NULL},
    {"{\"missing_some\":[2,[\"a\",\"b\",\"c\"]]}", "{\"a\":1}", "[\"b\",\"c\"]", NULL},
    {"{\"map\":[{\"var\":\"n\"},{\"*\":[{\"var\":\"\"},2]}]}", "{\"n\":[1,2]}", "[2,4]", NULL},
    {"{\"reduce\":[[1,2,3],{\"+\":[{\"var\":\"current\"},{\"var\":\"accumulator\"}]},10]}", "null", "16", NULL},
    {"{\"all\":[[],{\"var\":\"\"}]}", "null", "false", NULL},
    {"{\"none\":[[],{\"var\":\"\"}]}", "null", "true", NULL},
    {"{\"max\":[1,\"7\",3]}", "null", "7", NULL},
    {"{\"%\":[-7,3]}", "null", "-1", NULL},
    {"{\"-\":[0]}", "null", "0", NULL},
    {"{\"a\":1,\"b\":2}", "null", "{\"a\":1,\"b\":2}", NULL},
    {"{\"preserve\":{\"var\":\"x\"}}", "null", "{\"var\":\"x\"}", NULL},
    // Where the original leaves it open the manners differ.
    {"{\"+\":[\"3 apples\",1]}", "null", "4", "!NaN"},
    {"{\"+\":[1,null]}", "null", "null", "1"},
    {"{\"/\":[1,0]}", "null", "null", "!NaN"},
    {"{\"<\":[1,\"A\"]}", "null", "false", "!NaN"},
    {"{\"==\":[1,\"A\"]}", "null", "false", "!NaN"},
    {"{\"==\":[null,0]}", "null", "false", "true"},
    {"{\"==\":[[1],1]}", "null", "true", "!NaN"},
    {"{\"<\":[1]}", "null", "false", "!Invalid Arguments"},
    {"{\"and\":true}", "null", "true", "!Invalid Arguments"},
    {"{\"some\":[null,true]}", "null", "false", "!Invalid Arguments"},
    {"{\"reduce\":[[1,2],{\"+\":[{\"var\":\"current\"},{\"var\":\"accumulator\"}]}]}", "null", "null", "3"},
    // The wider community's operators.
    {"{\"val\":[\"a.b\",0]}", "{\"a.b\":[5]}", "5", NULL},
    {"{\"map\":[[10,20],{\"val\":[[1],\"index\"]}]}", "null", "[0,1]", NULL},
    {"{\"map\":[[1,2],{\"+\":[{\"val\":[]},{\"val\":[[2],\"x\"]}]}]}", "{\"x\":5}", "[6,7]", NULL},
    {"{\"exists\":[\"a\",\"b\"]}", "{\"a\":{\"b\":null}}", "true", NULL},
    {"{\"??\":[null,{\"var\":\"x\"},3]}", "{\"x\":false}", "false", NULL},
    {"{\"try\":[{\"throw\":\"no\"},{\"val\":\"type\"}]}", "null", "\"no\"", NULL},
    {"{\"throw\":\"stop\"}", "null", "!stop", "!stop"},
    {"{\"length\":[[1,2]]}", "null", "2", NULL},
    {"{\"get\":[{\"var\":\"o\"},\"a.b\",9]}", "{\"o\":{\"a\":{}}}", "9", NULL},
    {"{\"/\":{\"preserve\":[8,2]}}", "null", "4", NULL},
    {"{\"/\":[4]}", "null", "0.25", NULL},
    // Lodash as Form.io names it, and ours.
    {"{\"_round\":[1.005,2]}", "null", "1.01", NULL},
    {"{\"_sumBy\":[{\"var\":\"l\"},\"n\"]}", "{\"l\":[{\"n\":1.5},{\"n\":2},{}]}", "3.5", NULL},
    {"{\"_toUpper\":[\"straße øl\"]}", "null", "\"STRAßE ØL\"", NULL},
    {"{\"_split\":[\"a,b,,c\",\",\"]}", "null", "[\"a\",\"b\",\"\",\"c\"]", NULL},
    {"{\"_split\":[\"ab\",\"\"]}", "null", "[\"a\",\"b\"]", NULL},
    {"{\"_padStart\":[7,3,\"0\"]}", "null", "\"007\"", NULL},
    {"{\"_isEmpty\":[{}]}", "null", "true", NULL},
    {"{\"_uniq\":[[1,2,1]]}", "null", "[1,2]", NULL},
    {"{\"_last\":[[1,2]]}", "null", "2", NULL},
    {"{\"tgov:fixed\":[2.5]}", "null", "\"3\"", NULL},
    {"{\"tgov:fixed\":[1.005,2]}", "null", "\"1.00\"", NULL},
    {"{\"tgov:fixed\":[-0.125,2]}", "null", "\"-0.13\"", NULL},
    {"{\"tgov:diff\":[\"2026-03-10\",\"2008-03-11\",\"year\"]}", "null", "17", NULL},
    {"{\"tgov:diff\":[\"2026-03-10\",\"2008-03-10\",\"years\"]}", "null", "18", NULL},
    {"{\"tgov:diff\":[\"2024-02-29\",\"2025-02-28\",\"year\"]}", "null", "-1", NULL},
    {"{\"tgov:diff\":[\"2025-02-27\",\"2024-02-29\",\"year\"]}", "null", "0", NULL},
    {"{\"tgov:date\":[{\"tgov:add\":[\"2026-01-31\",1,\"month\"]}]}", "null", "\"2026-02-28\"", NULL},
    {"{\"tgov:date\":[{\"tgov:add\":[\"2026-03-10\",-3,\"weeks\"]}]}", "null", "\"2026-02-17\"", NULL},
    {"{\"tgov:part\":[\"2026-03-10\",\"weekday\"]}", "null", "2", NULL},
    {"{\"tgov:format\":[\"2026-03-10T09:05:00Z\",\"D.M.YY HH:mm\"]}", "null", "\"10.3.26 09:05\"", NULL},
    {"{\"tgov:time\":[\"10/31/2026 9:12 pm\"]}", "null", "1793481120000", NULL},
    {"{\"tgov:time\":[\"31/10/2026\"]}", "null", "null", NULL},
    {"{\"tgov:date\":[{\"tgov:birth\":[\"01010750160\"]}]}", "null", "\"2007-01-01\"", NULL},
    {"{\"tgov:json\":[\"[1,{\\\"a\\\":2}]\"]}", "null", "[1,{\"a\":2}]", NULL},
    {"{\"tgov:json\":[\"[1,\"]}", "null", "null", NULL},
    {"{\"tgov:iban\":[\"NO93 8601 1117 947\"]}", "null", "true", NULL},
    {"{\"tgov:iban\":[\"NO93 8601 1117 948\"]}", "null", "false", NULL},
    {"{\"tgov:mod11\":[\"974760673\",[3,2,7,6,5,4,3,2,1]]}", "null", "true", NULL},
    {"{\"tgov:mod11\":[\"974760674\",[3,2,7,6,5,4,3,2,1]]}", "null", "false", NULL},
    {"{\"tgov:match\":[\"604-555-1234\",\"^(\\\\d{3}-){2}\\\\d{4}$\"]}", "null", "true", NULL},
    {"{\"tgov:match\":[\"foo\",\"^(?:bar|fo+)$\",\"\"]}", "null", "true", NULL},
    {"{\"tgov:match\":[\"x\\u00e9\",\"^x[\\\\u00e0-\\\\u00ff]$\"]}", "null", "true", NULL},
    {"{\"tgov:match\":[\"ab\",\"^[^a]\"]}", "null", "false", NULL},
    {"{\"tgov:match\":[\"AB\",\"^[a-b]{2,3}?$\",\"i\"]}", "null", "true", NULL},
    {"{\"tgov:match\":[\"a\",\"(a\"]}", "null", "!Invalid Arguments", "!Invalid Arguments"},
};

static struct val value_of(struct arena *a, const char *json) {
    struct val v;
    struct fault f;
    if (json_read(a, json, strlen(json), JSON_LIMITS, &v, &f)) {
        fail_msg("%s: %s %s", json, f.place, f.what);
    }
    return v;
}

static void expect(const struct one *c, enum logic_manner manner, const char *wanted) {
    struct arena a;
    struct logic *l;
    struct val got;
    struct fault f = {0};
    arena_init(&a, 4 << 20);
    struct val rule = value_of(&a, c->rule), data = value_of(&a, c->data);
    assert_int_equal(logic_compile_as(&a, &rule, manner, &l, &f), ERR_NONE);
    enum err e = logic_eval(l, &data, &a, &got, &f);
    if (*wanted == '!') {
        if (e != ERR_TYPE || strcmp(val_get_text(&got, "type", ""), wanted + 1) != 0) {
            fail_msg("%s should raise %s", c->rule, wanted + 1);
        }
    } else {
        struct val result = value_of(&a, wanted);
        struct buf b;
        buf_init(&b, 1 << 20);
        json_write(&b, &got);
        if (e || !val_same(&got, &result)) {
            fail_msg("%s in manner %d gives %s, not %s (%s)", c->rule, manner, buf_text(&b), wanted, f.what);
        }
        buf_finish(&b);
    }
    arena_finish(&a);
}

static void test_operators(void **state) {
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect(&cases[i], LOGIC_FORMS, cases[i].forms);
        expect(&cases[i], LOGIC_STRICT, cases[i].strict ? cases[i].strict : cases[i].forms);
    }
}

// ---- refused when compiling ----
static void test_refused(void **state) {
    static const struct {
        const char *rule, *place;
        enum err err;
    } refused[] = {
        {"{\"nosuch\":1}", "$.nosuch", ERR_UNSUPPORTED},
        {"{\"and\":[true,{\"foo\":[]}]}", "$.and[1].foo", ERR_UNSUPPORTED},
        {"[1,{\"if\":[{\"==\":[{\"bar\":2},1]},2]}]", "$[1].if[0].==[0].bar", ERR_UNSUPPORTED},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct arena a;
        struct logic *l;
        struct fault f = {0};
        arena_init(&a, 1 << 20);
        struct val rule = value_of(&a, refused[i].rule);
        assert_int_equal(logic_compile(&a, &rule, &l, &f), refused[i].err);
        assert_null(l);
        assert_string_equal(f.place, refused[i].place);
        arena_finish(&a);
    }
}

static struct val wrapped(struct arena *a, const char *op, struct val inner) {
    struct val *args = arena_alloc(a, sizeof *args);
    struct member *m = arena_alloc(a, sizeof *m);
    assert_non_null(args);
    assert_non_null(m);
    *args = inner;
    *m = (struct member){op, {.type = VAL_ARRAY, .count = 1, .items = args}};
    return (struct val){.type = VAL_OBJECT, .count = 1, .members = m};
}
static void test_depth(void **state) {
    struct arena a;
    struct logic *l;
    struct val rule = val_bool(true), got;
    arena_init(&a, 8 << 20);
    for (int i = 0; i < LOGIC_DEPTH_CAP; i++) {
        rule = wrapped(&a, "!", rule);
    }
    assert_int_equal(logic_compile(&a, &rule, &l, NULL), ERR_NONE);
    assert_int_equal(logic_eval(l, NULL, &a, &got, NULL), ERR_NONE);
    assert_true(got.boolean);
    for (int i = 0; i < 100000; i++) { // far deeper: refused, not followed
        rule = wrapped(&a, "!", rule);
    }
    assert_int_equal(logic_compile(&a, &rule, &l, NULL), ERR_LIMIT);
    arena_finish(&a);
}

// ---- rules that try to run away ----
static void test_bounded(void **state) {
    static const char *const greedy[] = {
        // lists in lists: 200^4 steps
        "{\"map\":[L,{\"map\":[{\"val\":[[2]]},{\"map\":[{\"val\":[[4]]},{\"map\":[{\"val\":[[6]]},1]}]}]}]}",
        // a text that doubles with each item
        "{\"reduce\":[L,{\"cat\":[{\"var\":\"accumulator\"},{\"var\":\"accumulator\"}]},\"x\"]}",
        // a list that doubles, sharing its parts
        "{\"reduce\":[L,[{\"var\":\"accumulator\"},{\"var\":\"accumulator\"}],1]}",
        "{\"reduce\":[L,{\"merge\":[{\"var\":\"accumulator\"},{\"var\":\"accumulator\"}]},[1]]}",
        // a value that holds itself ever deeper, made a text
        "{\"cat\":[{\"reduce\":[L,[{\"var\":\"accumulator\"}],1]}]}",
        "{\"tgov:match\":[\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\",\"^(a|aa|a*)+$\"]}",
        "{\"_padStart\":[\"x\",1e12,\"0123456789\"]}",
        "{\"_repeat\":[\"0123456789\",1e12]}",
    };
    char list[2000] = "[", number[8];
    for (int i = 0; i < 200; i++) {
        snprintf(number, sizeof number, "%s%d", i ? "," : "", i);
        memcpy(list + strlen(list), number, strlen(number) + 1);
    }
    memcpy(list + strlen(list), "]", 2);
    for (size_t i = 0; i < sizeof greedy / sizeof *greedy; i++) {
        struct arena a;
        struct buf b;
        struct val got;
        struct fault f = {0};
        arena_init(&a, 16 << 20);
        buf_init(&b, 1 << 20);
        for (const char *p = greedy[i]; *p; p++) {
            if (*p == 'L') {
                buf_text_add(&b, list);
            } else {
                buf_char(&b, *p);
            }
        }
        struct val rule = value_of(&a, buf_text(&b)), data = value_of(&a, list);
        enum err e = logic_eval_value(&rule, &data, &a, &got, &f);
        if (e != ERR_LIMIT && e != ERR_MEMORY) {
            fail_msg("%s was not stopped: %s", greedy[i], err_name(e));
        }
        assert_int_equal(got.type, VAL_NULL);
        buf_finish(&b);
        arena_finish(&a);
    }
}

static void test_memory(void **state) {
    static const char rule_text[] =
        "{\"if\":[{\"some\":[{\"var\":\"l\"},{\">\":[{\"var\":\"n\"},1]}]},{\"cat\":[{\"map\":[{\"var\":\"l\"},"
        "{\"_toUpper\":[{\"var\":\"t\"}]}]},{\"tgov:fixed\":[1.5,2]}]},[{\"missing\":[\"a\",\"b\"]}]]}";
    static const char data_text[] = "{\"l\":[{\"n\":1,\"t\":\"one\"},{\"n\":2,\"t\":\"two\"}]}";
    for (long n = 0;; n++) {
        struct arena a, input;
        struct val got;
        struct fault f = {0};
        arena_init(&input, 1 << 20);
        arena_init(&a, 1 << 20);
        struct val rule = value_of(&input, rule_text), data = value_of(&input, data_text);
        mem_fail_after(n);
        enum err e = logic_eval_value(&rule, &data, &a, &got, &f);
        mem_fail_after(-1);
        if (!e) {
            assert_int_equal(got.type, VAL_STRING);
            assert_string_equal(got.text, "ONE,TWO1.50");
        } else {
            assert_int_equal(e, ERR_MEMORY);
        }
        arena_finish(&a);
        arena_finish(&input);
        if (!e) {
            break;
        }
        assert_true(n < 1000);
    }
}

static void remember(void *ctx, const char *path) {
    struct buf *b = ctx;
    buf_printf(b, "%s ", path);
}
static void test_paths(void **state) {
    struct arena a;
    struct buf b;
    arena_init(&a, 1 << 20);
    buf_init(&b, 4096);
    struct val rule = value_of(
        &a,
        "{\"and\":[{\"var\":\"data.a\"},{\"some\":[{\"var\":[\"data.l\"]},{\"var\":\"n\"}]},{\"missing\":[\"data.b\","
        "\"data.c\"]},{\"missing_some\":[1,[\"data.d\"]]},{\"var\":[\"data.e\",{\"var\":\"data.f\"}]}]}");
    logic_paths(&rule, remember, &b);
    assert_string_equal(buf_text(&b), "data.a data.l data.b data.c data.d data.e data.f ");
    buf_finish(&b);
    arena_finish(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_operators), cmocka_unit_test(test_refused), cmocka_unit_test(test_depth),
        cmocka_unit_test(test_bounded),   cmocka_unit_test(test_memory),  cmocka_unit_test(test_paths),
    };
    return cmocka_run_group_tests_name("logic", tests, NULL, NULL);
}
