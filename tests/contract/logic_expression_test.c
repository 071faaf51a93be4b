// SPDX-License-Identifier: Apache-2.0
// Scripts to rules: the rules themselves where they matter, what is refused and where, and the caps. That rules and scripts mean
// the same is compared with a JavaScript engine in expression.test.mjs.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/json.h"
#include "base/mem.h"
#include "contract/logic/expression.h"

struct one {
    const char *result, *source, *rule;
};
static const struct one rules[] = {
    {"show", "show = row.a === 'yes' && data.b > 3", "{\"and\":[{\"===\":[{\"var\":\"row.a\"},\"yes\"]},{\">\":[{\"var\":\"data.b\"},3]}]}"},
    {"show", "data.a == 1", "{\"==\":[{\"var\":\"data.a\"},1]}"},
    {"show", "show = true", "true"},
    {"show", "if (data.a) { show = true } else { show = false }", "{\"!!\":[{\"var\":\"data.a\"}]}"},
    {"show", "show = data.a < 18", "{\"and\":[{\"!=\":[{\"var\":\"data.a\"},null]},{\"<\":[{\"var\":\"data.a\"},18]}]}"},
    {"show", "show = data.a > 18", "{\">\":[{\"var\":\"data.a\"},18]}"},
    {"show", "show = data['my.key'][0].x", "{\"val\":[\"data\",\"my.key\",\"0\",\"x\"]}"},
    {"show", "show = _.some(data.l, {a: data.b})", "{\"some\":[{\"var\":\"data.l\"},{\"===\":[{\"var\":\"a\"},{\"val\":[[2],\"data\",\"b\"]}]}]}"},
    {"show", "show = utils.isAgeBetween([18, 67], 'p.fnr', submission)",
     "{\"and\":[{\">=\":[{\"tgov:diff\":[{\"tgov:time\":[{\"var\":\"now\"}]},{\"tgov:birth\":[{\"var\":\"data.p.fnr\"}]},\"year\"]},18]},"
     "{\"and\":[{\"!=\":[{\"tgov:diff\":[{\"tgov:time\":[{\"var\":\"now\"}]},{\"tgov:birth\":[{\"var\":\"data.p.fnr\"}]},\"year\"]},null]},"
     "{\"<=\":[{\"tgov:diff\":[{\"tgov:time\":[{\"var\":\"now\"}]},{\"tgov:birth\":[{\"var\":\"data.p.fnr\"}]},\"year\"]},67]}]}]}"},
    {"show", "show = instance.isSubmissionPaper()", "false"},
    {"show", "show = _.get(instance, 'parent.manualMode', false);", "false"},
    {"value", "value = `a ${data.b} c`", "{\"cat\":[\"a \",{\"var\":\"data.b\"},\" c\"]}"},
    {"value", "if (data.a) value = 1", "{\"if\":[{\"var\":\"data.a\"},1,{\"var\":\"value\"}]}"},
    {"value", "value = data.a ? 1 : data.b ? 2 : 3", "{\"if\":[{\"var\":\"data.a\"},1,{\"var\":\"data.b\"},2,3]}"},
    {"value", "value = submission.data.x + form.submission.data.y * 2",
     "{\"+\":[{\"var\":\"data.x\"},{\"*\":[{\"var\":\"data.y\"},2]}]}"},
    {"valid", "valid = input > 3 ? true : 'no'", "{\"if\":[{\">\":[{\"var\":\"input\"},3]},true,\"no\"]}"},
    {"show", "show = !instance.options.readOnly && data.a", "{\"var\":\"data.a\"}"},
    {"show", "show = instance.root.getComponent('a').getValue() === 'x' && utils.getValue(submission, 'b')",
     "{\"and\":[{\"===\":[{\"var\":\"data.a\"},\"x\"]},{\"var\":\"data.b\"}]}"},
    {"value", "console.log(whatever.it.is()); value = 1;", "1"},
};

static enum err translate(struct arena *a, const char *result, const char *source, struct val *rule, struct fault *f) {
    struct expression_want want = {.result = result};
    return expression_translate(a, source, &want, rule, f);
}

static void test_rules(void **state) {
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        struct arena a;
        struct val rule;
        struct fault f = {0};
        struct buf b;
        arena_init(&a, 8 << 20);
        buf_init(&b, 1 << 20);
        if (translate(&a, rules[i].result, rules[i].source, &rule, &f)) {
            fail_msg("%s: %s %s", rules[i].source, f.place, f.what);
        }
        json_write(&b, &rule);
        assert_string_equal(buf_text(&b), rules[i].rule);
        buf_finish(&b);
        arena_finish(&a);
    }
}

static void test_refused(void **state) {
    static const struct {
        const char *source;
        enum err err;
        const char *place; // NULL: any
    } refused[] = {
        {"", ERR_MISSING, "offset 0"},
        {"  // nothing\n", ERR_MISSING, "offset 0"},
        {"console.log('x');", ERR_MISSING, "offset 0"},
        {"show = ", ERR_SYNTAX, "offset 7"},
        {"show = (data.a", ERR_SYNTAX, "offset 14"},
        {"show = data.a ===", ERR_SYNTAX, NULL},
        {"show = 'x", ERR_SYNTAX, NULL},
        {"show = /* x", ERR_SYNTAX, NULL},
        {"show = `${data.a`", ERR_SYNTAX, NULL},
        {"show = data.a data.b", ERR_SYNTAX, "offset 14"},
        {"show = #", ERR_SYNTAX, "offset 7"},
        {"show = nosuch + 1", ERR_UNSUPPORTED, "offset 7"},
        {"show = fetch('x')", ERR_UNSUPPORTED, NULL},
        {"data.b = 1; show = true", ERR_UNSUPPORTED, NULL},
        {"while (true) { show = true }", ERR_UNSUPPORTED, "offset 0"},
        {"for (var k in data) { show = true }", ERR_UNSUPPORTED, NULL},
        {"show = new Thing()", ERR_UNSUPPORTED, NULL},
        {"show = eval('1')", ERR_UNSUPPORTED, NULL},
        {"show = data.a & 1", ERR_UNSUPPORTED, NULL},
        {"instance.setValue(1); show = true", ERR_UNSUPPORTED, NULL},
        {"function f() { return f(); } show = f()", ERR_LIMIT, NULL},
        {"var a = data.x; a = a + a + a + a; a = a + a + a + a; a = a + a + a + a; a = a + a + a + a; a = a + a + a + a;"
         "a = a + a + a + a; a = a + a + a + a; a = a + a + a + a; a = a + a + a + a; show = a",
         ERR_LIMIT, NULL},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct arena a;
        struct val rule;
        struct fault f = {0};
        arena_init(&a, 64 << 20);
        enum err e = translate(&a, "show", refused[i].source, &rule, &f);
        if (e != refused[i].err || (refused[i].place && strcmp(f.place, refused[i].place) != 0)) {
            fail_msg("%s: %s, %s: %s", refused[i].source, err_name(e), f.place, f.what);
        }
        assert_int_equal(rule.type, VAL_NULL);
        assert_true(f.what[0]);
        arena_finish(&a);
    }
}

// Long and deep scripts end with a clear error and never with the stack.
static void test_caps(void **state) {
    static const char *const units[] = {"(", "[", "!", "a=>", "if(a)", "{", "x?", "f(", "`${", "a.b", "1+", "-", "function(){", "switch(a){case "};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        for (int count = 50; count <= 200000; count *= 60) {
            struct arena a;
            struct buf b;
            struct val rule;
            struct fault f = {0};
            arena_init(&a, 64 << 20);
            buf_init(&b, 4 << 20);
            buf_text_add(&b, "show = ");
            for (int n = 0; n < count; n++) {
                buf_text_add(&b, units[i]);
            }
            enum err e = translate(&a, "show", buf_text(&b), &rule, &f);
            assert_int_not_equal(e, ERR_MEMORY);
            if (e) {
                assert_int_equal(strncmp(f.place, "offset ", 7), 0);
            }
            buf_finish(&b);
            arena_finish(&a);
        }
    }
}

static void test_memory(void **state) {
    static const char source[] = "let t = 0; data.l.forEach(function (x) { if (!x.on) return; t += x.n * data.k; });\n"
                                 "switch (data.a) { case 'x': value = `${t}`; break; default: value = _.map(data.l, 'n').join('-') }";
    for (long n = 0;; n++) {
        struct arena a;
        struct val rule;
        struct fault f = {0};
        arena_init(&a, 8 << 20);
        mem_fail_after(n);
        enum err e = translate(&a, "value", source, &rule, &f);
        mem_fail_after(-1);
        arena_finish(&a);
        if (!e) {
            break;
        }
        if (e != ERR_MEMORY) {
            fail_msg("allocation %ld: %s %s", n, err_name(e), f.what);
        }
        assert_true(n < 1000);
    }
}

static enum expression_type texts_are(void *ctx, const char *path) {
    return !strncmp(path, "data.t", 6) ? EXPRESSION_TEXT : EXPRESSION_ANY;
}
static void test_types(void **state) {
    static const struct one typed[] = {
        {"value", "value = data.t1 + data.t2", "{\"cat\":[{\"var\":\"data.t1\"},{\"var\":\"data.t2\"}]}"},
        {"value", "value = data.a + data.b", "{\"+\":[{\"var\":\"data.a\"},{\"var\":\"data.b\"}]}"},
    };
    for (size_t i = 0; i < 2; i++) {
        struct arena a;
        struct val rule;
        struct buf b;
        struct expression_want want = {typed[i].result, texts_are, NULL};
        arena_init(&a, 1 << 20);
        buf_init(&b, 4096);
        assert_int_equal(expression_translate(&a, typed[i].source, &want, &rule, NULL), ERR_NONE);
        json_write(&b, &rule);
        assert_string_equal(buf_text(&b), typed[i].rule);
        buf_finish(&b);
        arena_finish(&a);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules),  cmocka_unit_test(test_refused), cmocka_unit_test(test_caps),
        cmocka_unit_test(test_memory), cmocka_unit_test(test_types),
    };
    return cmocka_run_group_tests_name("expression", tests, NULL, NULL);
}
