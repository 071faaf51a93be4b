// SPDX-License-Identifier: Apache-2.0
// The catalogue: loads whole or not at all and names the place of a mistake, search, shared answers, swapping, memory.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "backend/holder.h"
#include "backend/services/snapshot.h"
#include "base/file.h"
#include "base/mem.h"
#include "tests/backend/helper_cases.h"
#include "tests/backend/helper_http.h"
#include <stdio.h>

static void test_mistakes(void **state) {
    static const struct row {
        const char *file, *text, *place;
    } rows[] = {
        {"district.json", "{", "district.json: "},
        {"district.json", "{\"prefix\":\"RS\"}", "district.json: $.zone"},
        {"holidays.json", "{\"years\":[{\"year\":2026,\"days\":[{\"date\":\"x\"}]}]}", "holidays.json: $.years[0].days[0].date"},
        {"bulky-waste/service.json", "{\"id\":\"bulky-waste\"}", "bulky-waste/service.json: $.icon"},
        {"bulky-waste/service.json", "", "bulky-waste/service.json: "},
        {"bulky-waste/form.json", "{\"components\":[{\"type\":\"textfield\",\"key\":\"a\"},{\"type\":\"textfield\",\"key\":\"a\"}]}",
         "bulky-waste/form.json: $.components[1]"},
        {"bulky-waste/service.json",
         "{\"id\":\"job-alert\",\"languages\":[\"en\"],\"title\":{\"en\":\"x\"},\"summary\":{\"en\":\"x\"},\"authority\":{\"id\":\"waste\"},"
         "\"audiences\":[\"citizen\"],\"category\":\"papers\",\"icon\":\"doc\"}", "job-alert/service.json: $.id"},
        {"bulky-waste/service.json",
         "{\"id\":\"bulky-waste\",\"languages\":[\"en\"],\"title\":{\"en\":\"x\"},\"summary\":{\"en\":\"x\"},\"authority\":{\"id\":\"moon\"},"
         "\"audiences\":[\"citizen\"],\"category\":\"papers\",\"icon\":\"doc\"}", "bulky-waste/service.json: $.authority.id"},
        {"report-street-light/service.json", NULL, "report-street-light/service.json"}, // the file is gone, its form is not
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char folder[64], path[192];
        struct fault f = {0};
        world_copy_catalogue(folder);
        snprintf(path, sizeof path, "%s/%s", folder, rows[i].file);
        if (rows[i].text)
            assert_int_equal(file_replace(path, rows[i].text, strlen(rows[i].text), &f), ERR_NONE);
        else
            assert_int_equal(file_remove(path, &f), ERR_NONE);
        struct catalogue *c = catalogue_load(folder, &f);
        assert_null(c);
        if (!strstr(f.place, rows[i].place))
            print_message("row %zu: %s: %s\n", i, f.place, f.what);
        assert_non_null(strstr(f.place, rows[i].place));
        helper_folder_remove(folder);
    }
    struct fault f = {0};
    assert_null(catalogue_load("/nowhere/at/all", &f));
    assert_true(*f.place && *f.what);
}

// What an import writes: one language that is not the district's, no procedure, a plain Form.io export.
static void test_imported(void **state) {
    static const char service[] =
        "{\"id\":\"nav-form\",\"languages\":[\"nb\"],\"title\":{\"nb\":\"Søknad om støtte\"},\"summary\":{\"nb\":\"Søk her\"},"
        "\"authority\":{\"id\":\"nav\",\"name\":{\"nb\":\"Velferd\"}},\"audiences\":[\"citizen\"],\"category\":\"papers\",\"icon\":\"doc\","
        "\"channels\":[{\"type\":\"tv\"}]}";
    static const char form[] = "{\"display\":\"form\",\"components\":[{\"type\":\"textfield\",\"key\":\"navn\",\"label\":\"Navn\",\"input\":true,"
                               "\"validate\":{\"required\":true}}]}";
    char folder[64], path[192];
    struct fault f = {0};
    world_copy_catalogue(folder);
    snprintf(path, sizeof path, "%s/nav-form", folder);
    assert_int_equal(file_make_folder(path, &f), ERR_NONE);
    snprintf(path, sizeof path, "%s/nav-form/service.json", folder);
    assert_int_equal(file_replace(path, service, sizeof service - 1, &f), ERR_NONE);
    snprintf(path, sizeof path, "%s/nav-form/form.json", folder);
    assert_int_equal(file_replace(path, form, sizeof form - 1, &f), ERR_NONE);
    struct world w;
    world_start(&w);
    struct catalogue *c = catalogue_load(folder, &f);
    if (!c)
        fail_msg("%s: %s", f.place, f.what);
    w.site.catalogue = c;
    assert_int_equal(world_ask(&w, "GET", "/v1/services/nav-form", NULL), 200);
    assert_string_equal(world_text(&w, "title"), "Søknad om støtte");
    assert_string_equal(world_text(&w, "language"), "nb");
    assert_string_equal(world_text(&w, "office.name"), "Velferd");
    assert_string_equal(world_text(&w, "send"), "Send");
    assert_int_equal(world_ask(&w, "GET", "/v1/services?q=soknad", NULL), 200);
    assert_string_equal(world_text(&w, "items.0.id"), "nav-form");
    w.key = "k";
    assert_int_equal(world_ask(&w, "POST", "/v1/services/nav-form/cases", "{\"answers\":{\"navn\":\"Ola\"}}"), 201);
    world_stop(&w);
    catalogue_destroy(c);
    helper_folder_remove(folder);
}

static void test_fold(void **state) {
    static const struct row {
        const char *text, *folded;
    } rows[] = {{"Stra\u00dfe", "strasse"}, {"\u00c9COLE  d\u2019\u00e9t\u00e9!", "ecole d ete"}, {"\u0141\u00f3d\u017a", "lodz"}, {"Vi\u1ec7t Nam", "viet nam"},
                {"\u039f\u03b4\u039f\u03a3", "\u03bf\u03b4\u03bf\u03c3"}, {"\u041c\u043e\u0441\u041a\u0412\u0410", "\u043c\u043e\u0441\u043a\u0432\u0430"}, {"e\u0301", "e"},
                {"\u00e6\u00d8\u00e5", "aeoa"}, {"\uff21\uff22\uff13", "ab3"}, {"가로등", "가로등"}, {"", ""}, {"!!!", ""}};
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(search_fold(&a, rows[i].text), rows[i].folded);
    arena_finish(&a);
}

static void test_search(void **state) {
    static const struct row {
        const char *q, *language, *first; // NULL: nothing is found
    } rows[] = {
        {"street light", "en", "report-street-light"}, {"LIGHT street", "en", "report-street-light"},
        {"stret", "en", "report-street-light"},        {"strete", "en", "report-street-light"},
        {"streetlight", "en", NULL},                   {"lihgt", "en", "report-street-light"},
        {"certifcate", "en", "residence-certificate"}, {"resid", "en", "residence-certificate"},
        {"registry", "en", "residence-certificate"},   {"fridge", "en", "bulky-waste"},
        {"가로등", "ko", "report-street-light"},       {"전등", "ko", "report-street-light"},
        {"가로등신고", "ko", "report-street-light"},   {"쓰레기", "ko", "bulky-waste"},
        {"light", "ko", "report-street-light"},        {"job light", "en", NULL},
        {"xq", "en", NULL},                            {"%", "en", "report-street-light"}, // no letters: everything
    };
    struct world w;
    world_start(&w);
    struct arena a;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct api_services page;
        size_t language = catalogue_language(w.catalogue, rows[i].language);
        struct list_question q = {.audience = -1, .typed = rows[i].q, .limit = 20};
        arena_init(&a, 8 << 20);
        assert_true(list_services(w.catalogue, language, &q, &a, &page));
        if ((page.total == 0) != !rows[i].first)
            print_message("%s: %d found\n", rows[i].q, page.total);
        assert_int_equal(page.total == 0, !rows[i].first);
        if (rows[i].first)
            assert_string_equal(page.items[0].id, rows[i].first);
        arena_finish(&a);
    }
    world_stop(&w);
}

// Bodies are the same shared bytes for every request, and If-None-Match needs none of them.
static void test_prepared(void **state) {
    struct world w;
    world_start(&w);
    assert_int_equal(world_ask(&w, "GET", "/v1/home", NULL), 200);
    const char *bytes = w.resp.body.p;
    assert_int_equal(world_ask(&w, "GET", "/v1/home", NULL), 200);
    assert_ptr_equal(w.resp.body.p, bytes);
    assert_int_equal(world_ask(&w, "GET", "/v1/services?audience=citizen", NULL), 200);
    bytes = w.resp.body.p;
    assert_int_equal(world_ask(&w, "GET", "/v1/services?audience=citizen", NULL), 200);
    assert_ptr_equal(w.resp.body.p, bytes);
    assert_non_null(strstr(w.resp.cache_control, "public"));
    const void *loaded = w.site.catalogue;
    w.site.catalogue = NULL; // before the first load
    assert_int_equal(world_ask(&w, "GET", "/v1/home", NULL), 503);
    assert_int_equal(world_ask(&w, "GET", "/office/sign-in", NULL), 503);
    w.site.catalogue = loaded;
    world_stop(&w);
}

static void destroy(void *thing) { catalogue_destroy(thing); }

// The old catalogue stays whole for the request that uses it.
static void test_swap(void **state) {
    struct fault f = {0};
    struct holder *h = holder_create(destroy);
    assert_non_null(h);
    assert_true(holder_put(h, catalogue_load(world_catalogue_folder(), &f)));
    struct held *old = holder_take(h);
    const struct catalogue *used = held_thing(old);
    assert_true(holder_put(h, catalogue_load(world_catalogue_folder(), &f)));
    struct held *fresh = holder_take(h);
    assert_ptr_not_equal(held_thing(fresh), used);
    assert_string_equal(catalogue_find(used, "bulky-waste")->service.id, "bulky-waste");
    holder_let_go(h, old);
    holder_let_go(h, fresh);
    holder_destroy(h);
}

// A load that runs out of memory anywhere gives NULL and leaks nothing (the address sanitizer looks).
static void test_no_memory(void **state) {
    struct fault f = {0};
    mem_fail_after(-1);
    struct catalogue *c = catalogue_load(world_catalogue_folder(), &f);
    assert_non_null(c);
    long all = mem_count();
    catalogue_destroy(c);
    for (long n = 0; n < all; n += 1 + all / 24) {
        mem_fail_after(n);
        c = catalogue_load(world_catalogue_folder(), &f);
        mem_fail_after(-1);
        // A gzip form that cannot be made is left out; everything else fails the load.
        catalogue_destroy(c);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mistakes), cmocka_unit_test(test_imported), cmocka_unit_test(test_fold),
        cmocka_unit_test(test_search),   cmocka_unit_test(test_prepared), cmocka_unit_test(test_swap),
        cmocka_unit_test(test_no_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
