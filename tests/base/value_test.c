// SPDX-License-Identifier: Apache-2.0
// Looking into values, building, comparing and copying them.
#include "base/json.h"
#include "base/mem.h"
#include "tests/base/helper_check.h"

static struct val parse(struct arena *a, const char *text) {
    struct val v;
    struct fault f = {0};
    if (json_read(a, text, strlen(text), JSON_LIMITS, &v, &f))
        fail_msg("%s: %s: %s", text, f.place, f.what);
    return v;
}

static void looking_into_a_document(void **state) {
    struct arena a;
    arena_init(&a, 1 << 20);
    struct val v =
        parse(&a, "{\"name\":\"A. Kim\",\"age\":41,\"here\":true,\"gone\":null,\"rows\":[{\"n\":1},{\"n\":2}],\"\":5,"
                  "\"a.b\":6,\"na\":7}");
    assert_string_equal(val_get(&v, "name")->text, "A. Kim");
    assert_int_equal(val_get_n(&v, "names", 4)->count, 6);
    assert_null(val_get_n(&v, "n\0me", 4));
    assert_null(val_get_n(&v, "name\0x", 6));
    assert_null(val_get(&v, "nam"));
    assert_null(val_get(NULL, "name"));
    assert_null(val_get(val_get(&v, "rows"), "name"));
    assert_string_equal(val_get_text(&v, "name", "?"), "A. Kim");
    assert_string_equal(val_get_text(&v, "age", "?"), "?");
    assert_null(val_get_text(NULL, "age", NULL));
    assert_true(val_get_number(&v, "age", -1) == 41);
    assert_true(val_get_number(&v, "name", -1) == -1);
    assert_true(val_get_bool(&v, "here", false));
    assert_true(val_get_bool(&v, "gone", true));
    assert_int_equal(val_get(&v, "gone")->type, VAL_NULL);
    assert_int_equal(val_null.type, VAL_NULL);
    arena_finish(&a);
}

static void paths(void **state) {
    struct arena a;
    arena_init(&a, 1 << 20);
    struct val v = parse(&a, "{\"address\":{\"city\":\"Busan\"},\"rows\":[{\"name\":\"x\"},[true]],\"\":{\"\":1}}");
    static const struct {
        const char *path;
        enum val_type type;
        bool found;
    } cases[] = {
        {"address", VAL_OBJECT, true},
        {"address.city", VAL_STRING, true},
        {"rows.0.name", VAL_STRING, true},
        {"rows.1.0", VAL_BOOL, true},
        {"rows.2", 0, false},
        {"rows.-1", 0, false},
        {"rows.x", 0, false},
        {"rows.", 0, false},
        {"rows.4294967296", 0, false},
        {"rows.99999999999999999999", 0, false},
        {"address.city.x", 0, false},
        {".", VAL_NUMBER, true},
        {"", VAL_OBJECT, true},
        {"address.", 0, false},
        {"nothing.at.all", 0, false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct val *found = val_at(&v, cases[i].path);
        if ((found != NULL) != cases[i].found || (found && found->type != cases[i].type))
            fail_msg("path \"%s\"", cases[i].path);
    }
    assert_null(val_at(NULL, "x"));
    arena_finish(&a);
}

static void equality(void **state) {
    static const struct {
        const char *a, *b;
        bool same;
    } cases[] = {
        {"1", "1.0", true},
        {"1", "2", false},
        {"1", "\"1\"", false},
        {"null", "false", false},
        {"true", "true", true},
        {"true", "false", false},
        {"\"a\"", "\"a\"", true},
        {"\"a\"", "\"b\"", false},
        {"\"a\"", "\"ab\"", false},
        {"[]", "[]", true},
        {"[]", "{}", false},
        {"[1,2]", "[1,2]", true},
        {"[1,2]", "[2,1]", false},
        {"[1]", "[1,2]", false},
        {"{\"a\":1,\"b\":[2]}", "{\"b\":[2],\"a\":1}", true},
        {"{\"a\":1}", "{\"b\":1}", false},
        {"{\"a\":1}", "{\"a\":2}", false},
        {"{\"a\":1}", "{\"a\":1,\"b\":1}", false},
        {"null", "null", true},
    };
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct val x = parse(&a, cases[i].a), y = parse(&a, cases[i].b);
        if (val_same(&x, &y) != cases[i].same || val_same(&y, &x) != cases[i].same)
            fail_msg("%s and %s", cases[i].a, cases[i].b);
    }
    assert_true(val_same(NULL, NULL));
    assert_false(val_same(NULL, &val_null));
    arena_finish(&a);
}

// Large objects are compared by sorting: the outcome is the same, with or without memory for it.
static void large_objects_compare_without_regard_to_order(void **state) {
    struct arena a;
    arena_init(&a, 8 << 20);
    struct val_builder up = val_build(&a), down = val_build(&a);
    for (int i = 0; i < 300; i++) {
        assert_true(val_set(&up, arena_printf(&a, "key%d", i), val_number(i)));
        assert_true(val_set(&down, arena_printf(&a, "key%d", 299 - i), val_number(299 - i)));
    }
    struct val x = val_object(&up), y = val_object(&down);
    for (int fail = 2; fail >= -1; fail--) {
        mem_fail_after(fail);
        bool same = val_same(&x, &y);
        mem_fail_after(-1);
        assert_true(same);
    }
    assert_true(val_set(&down, "key7", val_number(0)));
    y = val_object(&down);
    assert_false(val_same(&x, &y));
    arena_finish(&a);
}

static void building(void **state) {
    struct arena a;
    arena_init(&a, 1 << 20);
    char key[8] = "first";
    struct val_builder list = val_build(&a), object = val_build(&a), empty = val_build(&a);
    for (int i = 0; i < 100; i++)
        assert_true(val_push(&list, val_number(i)));
    assert_true(val_set(&object, key, val_text("x")));
    key[0] = 'F'; // the builder has its own copy
    assert_true(val_set(&object, "second", val_array(&list)));
    assert_true(val_set(&object, "first", val_bool(true)));
    assert_true(val_set(&object, "empty", val_object(&empty)));
    struct val v = val_object(&object);
    assert_int_equal(v.count, 3);
    assert_string_equal(v.members[0].key, "first");
    assert_true(val_get_bool(&v, "first", false));
    assert_true(val_at(&v, "second.99")->number == 99);
    assert_int_equal(val_get(&v, "empty")->count, 0);
    arena_finish(&a);
}

static void building_stops_at_the_cap(void **state) {
    struct arena a;
    arena_init(&a, 4096);
    struct val_builder list = val_build(&a), object = val_build(&a);
    uint32_t n = 0;
    while (val_push(&list, val_number(n)))
        n++;
    struct val v = val_array(&list);
    assert_int_equal(v.count, n); // what was pushed before is whole
    assert_true(n > 0 && v.items[n - 1].number == n - 1);
    assert_false(val_set(&object, "key", val_null));
    assert_true(a.failed);
    arena_finish(&a);
}

static void a_copy_stands_alone(void **state) {
    struct arena from, to;
    struct val copy;
    arena_init(&from, 1 << 20);
    arena_init(&to, 1 << 20);
    const char *text = "{\"a\":[1,{\"b\":\"text\"},null,true],\"c\":{},\"d\":[],\"e\":\"\"}";
    struct val v = parse(&from, text), again;
    assert_true(val_copy(&to, &v, &copy));
    assert_true(val_same(&v, &copy));
    arena_finish(&from); // gone: with a sanitizer any pointer left into it is found
    arena_init(&from, 1 << 20);
    again = parse(&from, text);
    assert_true(val_same(&again, &copy));
    arena_finish(&from);
    arena_finish(&to);
}

static void a_copy_may_run_out_of_memory(void **state) {
    struct arena from, to;
    struct val copy;
    arena_init(&from, 1 << 20);
    struct val_builder list = val_build(&from);
    for (int i = 0; i < 2000; i++)
        assert_true(val_push(&list, val_text("some text that takes room")));
    struct val v = val_array(&list);
    bool done = false;
    for (long n = 0; !done && n < 1000; n++) {
        arena_init(&to, 1 << 20);
        mem_fail_after(n);
        done = val_copy(&to, &v, &copy);
        mem_fail_after(-1);
        assert_true(done == !to.failed && (n > 0 || !done));
        arena_finish(&to);
    }
    assert_true(done);
    for (size_t cap = 0; cap < 4096; cap += 512) { // the arena's cap, not the machine's
        arena_init(&to, cap);
        assert_false(val_copy(&to, &v, &copy));
        arena_finish(&to);
    }
    arena_finish(&from);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(looking_into_a_document),
        cmocka_unit_test(paths),
        cmocka_unit_test(equality),
        cmocka_unit_test(large_objects_compare_without_regard_to_order),
        cmocka_unit_test(building),
        cmocka_unit_test(building_stops_at_the_cap),
        cmocka_unit_test(a_copy_stands_alone),
        cmocka_unit_test(a_copy_may_run_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
