// SPDX-License-Identifier: Apache-2.0
// Importing forms: custom types by the table, scripts as rules, what is lost is listed with its place, and memory that runs out
// leaves nothing behind.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#include "base/mem.h"
#include "contract/form/form.h"
#include "contract/forms_tool/import.h"
#include "contract/logic/logic.h"

static struct val value_of(struct arena *a, const char *json) {
    struct val v;
    struct fault f;
    if (json_read(a, json, strlen(json), JSON_LIMITS, &v, &f)) {
        fail_msg("%s: %s %s", json, f.place, f.what);
    }
    return v;
}
static struct import_result import(struct arena *a, const char *json) {
    struct val *v = arena_alloc(a, sizeof *v);
    struct dialect d = {0};
    struct import_result r;
    struct fault f = {0};
    assert_non_null(v);
    *v = value_of(a, json);
    if (import_form(a, v, &d, &r, &f)) {
        fail_msg("%s: %s %s", json, f.place, f.what);
    }
    return r;
}
// The member at `path` of the result, as JSON.
static void expect(const struct import_result *r, const char *path, const char *wanted) {
    const struct val *v = val_at(&r->form, path);
    struct buf b;
    buf_init(&b, 1 << 20);
    json_write(&b, v ? v : &val_null);
    if (strcmp(buf_text(&b), wanted) != 0) {
        fail_msg("%s is %s, not %s", path, buf_text(&b), wanted);
    }
    buf_finish(&b);
}

struct one {
    const char *component, *path, *wanted; // one component in a form; `path` within it
};
static const struct one components[] = {
    // types of administrations
    {"{\"type\":\"simpletextfieldadvanced\",\"key\":\"a\",\"label\":\"A\"}", "type", "\"textfield\""},
    {"{\"type\":\"navDatepicker\",\"key\":\"a\",\"label\":\"A\"}", "enableTime", "false"},
    {"{\"type\":\"landvelger\",\"key\":\"a\",\"label\":\"A\",\"dataSrc\":\"url\",\"defaultValue\":{\"label\":\"Norge\","
     "\"value\":\"NO\"}}",
     "defaultValue", "\"NO\""},
    {"{\"type\":\"landvelger\",\"key\":\"a\",\"label\":\"A\",\"dataSrc\":\"url\"}", "data.values.0.value", "\"AF\""},
    {"{\"type\":\"attachment\",\"key\":\"a\",\"label\":\"A\",\"attachmentValues\":{\"nei\":{\"enabled\":true},"
     "\"andre\":{\"enabled\":false}}}",
     "values", "[{\"label\":\"Jeg har ingen ekstra dokumentasjon\",\"value\":\"nei\"}]"},
    {"{\"type\":\"accordion\",\"key\":\"a\",\"accordionValues\":[{\"title\":\"T\",\"content\":\"<p>C</p>\"}]}",
     "content", "\"<h3>T</h3><p>C</p>\""},
    {"{\"type\":\"identity\",\"key\":\"a\",\"label\":\"A\"}", "components.0.key", "\"harDuFodselsnummer\""},
    {"{\"type\":\"orgbook\",\"key\":\"a\",\"label\":\"A\",\"dataSrc\":\"url\",\"data\":{\"url\":\"https://"
     "x.example\"}}",
     "type", "\"textfield\""},
    {"{\"type\":\"mystery\",\"key\":\"a\",\"label\":\"A\",\"values\":[{\"label\":\"1\",\"value\":\"1\"}]}", "type",
     "\"radio\""},
    // scripts
    {"{\"type\":\"textfield\",\"key\":\"a\",\"label\":\"A\",\"customConditional\":\"show = data.b === 'x'\"}",
     "conditional", "{\"json\":{\"===\":[{\"var\":\"data.b\"},\"x\"]}}"},
    {"{\"type\":\"textfield\",\"key\":\"a\",\"label\":\"A\",\"customConditional\":\"show = false;\"}", "conditional",
     "{\"json\":{\"!!\":[false]}}"},
    {"{\"type\":\"number\",\"key\":\"a\",\"label\":\"A\",\"calculateValue\":\"value = data.b * 2\"}", "calculateValue",
     "{\"*\":[{\"var\":\"data.b\"},2]}"},
    {"{\"type\":\"textfield\",\"key\":\"a\",\"label\":\"A\",\"calculateValue\":\"value = 'x'\"}", "calculateValue",
     "{\"cat\":[\"x\"]}"},
    {"{\"type\":\"textfield\",\"key\":\"a\",\"label\":\"A\",\"customDefaultValue\":\"value = 'x'\"}", "defaultValue",
     "\"x\""},
    {"{\"type\":\"textfield\",\"key\":\"a\",\"label\":\"A\",\"validate\":{\"required\":true,\"custom\":\"valid = input "
     "== data.b ? true : 'no'\"}}",
     "validate",
     "{\"required\":true,\"json\":{\"if\":[{\"==\":[{\"var\":\"input\"},{\"var\":\"data.b\"}]},true,\"no\"]}}"},
    {"{\"type\":\"orgNr\",\"key\":\"a\",\"label\":\"A\",\"validate\":{\"custom\":\"valid = "
     "instance.validateOrganizationNumber(input);\"}}",
     "validate.json.if.2", "\"Dette er ikke et gyldig organisasjonsnummer\""},
    {"{\"type\":\"textfield\",\"key\":\"a\",\"label\":\"A\",\"logic\":[{\"trigger\":{\"type\":\"javascript\","
     "\"javascript\":\"result = data.b\"},"
     "\"actions\":[{\"type\":\"value\",\"value\":\"value = 'y'\"}]}]}",
     "calculateValue", "{\"if\":[{\"var\":\"data.b\"},\"y\",{\"var\":\"value\"}]}"},
    {"{\"type\":\"textfield\",\"key\":\"a\",\"label\":\"A\",\"conditional\":{\"show\":true,\"when\":\"b\",\"eq\":\"x\"}"
     "}",
     "conditional.when", "\"b\""},
    // what is idle goes, what says something stays
    {"{\"type\":\"textfield\",\"key\":\"a\",\"label\":\"A\",\"prefix\":\"\",\"hidden\":false,\"clearOnHide\":false,"
     "\"tableView\":true,\"id\":\"e1\"}",
     "", "{\"type\":\"textfield\",\"key\":\"a\",\"label\":\"A\",\"clearOnHide\":false}"},
};

static void test_components(void **state) {
    for (size_t i = 0; i < sizeof components / sizeof *components; i++) {
        struct arena a;
        char path[200];
        arena_init(&a, 32 << 20);
        char *json = arena_printf(&a, "{\"components\":[%s,{\"type\":\"textfield\",\"key\":\"b\",\"label\":\"B\"}]}",
                                  components[i].component);
        assert_non_null(json);
        struct import_result r = import(&a, json);
        snprintf(path, sizeof path, "components.0%s%s", *components[i].path ? "." : "", components[i].path);
        expect(&r, path, components[i].wanted);
        assert_int_equal(r.components, r.components_kept);
        assert_int_equal(r.expressions, r.expressions_kept);
        assert_null(r.losses);
        arena_finish(&a);
    }
}

// A pair of label and value is the value here; scripts that asked for its ".value" follow.
static void test_pairs(void **state) {
    struct arena a;
    arena_init(&a, 32 << 20);
    struct import_result r = import(
        &a,
        "{\"components\":[{\"type\":\"navSelect\",\"key\":\"s\",\"label\":\"S\",\"data\":{\"values\":[{\"label\":\"X\","
        "\"value\":\"x\"}]}},{\"type\":\"textfield\",\"key\":\"t\",\"label\":\"T\",\"customConditional\":"
        "\"show = data.s.value === 'x'\"}]}");
    expect(&r, "components.1.conditional.json", "{\"===\":[{\"var\":\"data.s\"},\"x\"]}");
    arena_finish(&a);
}

// What kind of answer a key has decides between a sum and joined texts.
static void test_kinds(void **state) {
    struct arena a;
    arena_init(&a, 32 << 20);
    struct import_result r = import(
        &a,
        "{\"components\":[{\"type\":\"textfield\",\"key\":\"f\",\"label\":\"F\"},{\"type\":\"simpletextfield\",\"key\":"
        "\"l\","
        "\"label\":\"L\"},{\"type\":\"number\",\"key\":\"n\",\"label\":\"N\"},{\"type\":\"textfield\",\"key\":\"j\","
        "\"label\":\"J\",\"calculateValue\":\"value = data.f + data.l\"},{\"type\":\"number\",\"key\":\"s\","
        "\"label\":\"S\",\"calculateValue\":\"value = data.n + data.n\"}]}");
    expect(&r, "components.3.calculateValue", "{\"cat\":[{\"var\":\"data.f\"},{\"var\":\"data.l\"}]}");
    expect(&r, "components.4.calculateValue", "{\"+\":[{\"var\":\"data.n\"},{\"var\":\"data.n\"}]}");
    arena_finish(&a);
}

static void test_losses(void **state) {
    static const char json[] =
        "{\"form\":{\"title\":\"F\",\"display\":\"wizard\",\"components\":[{\"type\":\"panel\",\"key\":\"p\",\"title\":"
        "\"P\",\"components\":["
        "{\"type\":\"textfield\",\"key\":\"a\",\"label\":\"A\",\"customConditional\":\"show = fetch('x')\"},"
        "{\"type\":\"map\",\"key\":\"m\",\"label\":\"M\"},{\"type\":\"button\",\"key\":\"b\",\"label\":\"Send\"},"
        "{\"type\":\"htmlelement\",\"key\":\"h\",\"content\":\"<p>&nbsp;</"
        "p>\"},{\"type\":\"whatisit\",\"key\":\"w\"}]}]}}";
    struct arena a;
    arena_init(&a, 32 << 20);
    struct import_result r = import(&a, json);
    assert_int_equal(r.components, 4); // panel, a, m, w: neither the button nor the empty text
    assert_int_equal(r.components_kept, 2);
    assert_int_equal(r.expressions, 1);
    assert_int_equal(r.expressions_kept, 0);
    const struct import_loss *l = r.losses;
    assert_string_equal(l->place, "$.form.components[0].components[0].customConditional");
    assert_non_null(strstr(l->what, "fetch"));
    l = l->next;
    assert_string_equal(l->place, "$.form.components[0].components[1]");
    l = l->next;
    assert_string_equal(l->place, "$.form.components[0].components[4]");
    assert_null(l->next);
    assert_string_equal(r.title, "F");
    arena_finish(&a);
}

// One part that contract/form refuses does not cost the form.
static void test_taken_out(void **state) {
    struct arena a;
    arena_init(&a, 32 << 20);
    struct import_result r =
        import(&a, "{\"components\":[{\"type\":\"textfield\",\"key\":\"a\",\"label\":\"A\",\"validate\":{\"required\":"
                   "true,\"pattern\":\"(\"}},"
                   "{\"type\":\"select\",\"key\":\"s\",\"label\":\"S\",\"validate\":{\"required\":true}},"
                   "{\"type\":\"textfield\",\"key\":\"a\",\"label\":\"Again\"}]}");
    expect(&r, "components.0.validate", "{\"required\":true}");
    expect(&r, "components.1.key", "\"a2\"");
    assert_int_equal(r.components_kept, 2);
    assert_non_null(r.notes);
    arena_finish(&a);
}

static void test_refused(void **state) {
    static const char *const refused[] = {"{}",
                                          "[]",
                                          "null",
                                          "7",
                                          "{\"components\":[]}",
                                          "{\"components\":[1]}",
                                          "{\"components\":{\"a\":1}}",
                                          "{\"a\":{\"b\":{\"c\":[1,2]}}}",
                                          "{\"components\":[{\"type\":\"button\",\"key\":\"b\"}]}"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct arena a;
        struct import_result r;
        struct dialect d = {0};
        struct fault f = {0};
        arena_init(&a, 8 << 20);
        struct val v = value_of(&a, refused[i]);
        if (import_form(&a, &v, &d, &r, &f) != ERR_MISSING) {
            fail_msg("%s was taken", refused[i]);
        }
        assert_true(f.place[0] == '$' && f.what[0]);
        arena_finish(&a);
    }
}

// A table of one's own, as --dialect gives it.
static void test_own_dialect(void **state) {
    struct arena a;
    struct import_result r;
    struct fault f;
    arena_init(&a, 32 << 20);
    struct val own =
        value_of(&a, "{\"components\":{\"myPick\":{\"type\":\"select\",\"does\":\"asks\",\"pair\":true,\"set\":{"
                     "\"dataSrc\":\"values\"}},"
                     "\"myMap\":{\"does\":\"lost\",\"why\":\"no map\"}},\"scripts\":{\"instance.check(input)\":"
                     "{\"==\":[{\"var\":\"input\"},1]}}}");
    struct dialect d = {val_get(&own, "components"), val_get(&own, "scripts")};
    struct val json = value_of(&a, "[{\"type\":\"myPick\",\"key\":\"p\",\"label\":\"P\",\"dataSrc\":\"url\",\"data\":{"
                                   "\"values\":[{\"label\":\"1\",\"value\":\"1\"}]},"
                                   "\"validate\":{\"custom\":\"valid = instance.check( input "
                                   ")\"}},{\"type\":\"myMap\",\"key\":\"m\",\"label\":\"M\"}]");
    assert_int_equal(import_form(&a, &json, &d, &r, &f), ERR_NONE);
    expect(&r, "components.0.validate.json", "{\"==\":[{\"var\":\"input\"},1]}");
    assert_int_equal(r.components_kept, 1);
    assert_string_equal(r.losses->what, "\"myMap\": no map");
    arena_finish(&a);
}

static void test_memory(void **state) {
    static const char json[] = "{\"components\":[{\"type\":\"panel\",\"key\":\"p\",\"title\":\"P\",\"components\":[{"
                               "\"type\":\"identity\",\"key\":\"i\",\"label\":\"I\"},"
                               "{\"type\":\"number\",\"key\":\"n\",\"label\":\"N\",\"calculateValue\":\"let t = 0; "
                               "data.l.forEach(x => { t += x.n }); value = t\"},"
                               "{\"type\":\"landvelger\",\"key\":\"c\",\"label\":\"C\",\"customConditional\":\"show = "
                               "data.n > 1 || fetch()\"}]}]}";
    for (long n = 0;; n++) {
        struct arena a, input;
        struct import_result r;
        struct dialect d = {0};
        struct fault f = {0};
        arena_init(&input, 1 << 20);
        arena_init(&a, 32 << 20);
        struct val v = value_of(&input, json);
        mem_fail_after(n);
        enum err e = import_form(&a, &v, &d, &r, &f);
        mem_fail_after(-1);
        if (e && e != ERR_MEMORY) {
            fail_msg("allocation %ld: %s %s %s", n, err_name(e), f.place, f.what);
        }
        arena_finish(&a);
        arena_finish(&input);
        if (!e) {
            assert_int_equal(r.components_kept, 4);
            break;
        }
        assert_true(n < 5000);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_components),  cmocka_unit_test(test_pairs),     cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_losses),      cmocka_unit_test(test_taken_out), cmocka_unit_test(test_refused),
        cmocka_unit_test(test_own_dialect), cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("import", tests, NULL, NULL);
}
