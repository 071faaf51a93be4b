// SPDX-License-Identifier: Apache-2.0
// Values into structs: every kind, every refusal with its path.
#include "base/json.h"
#include "base/mem.h"
#include "tests/base/helper_check.h"

#include <limits.h>
#include <math.h>

struct step {
    const char *name;
    int days;
};

struct place {
    const char *city;
    bool capital;
};

struct service {
    const char *id;
    int minutes, offset;
    int64_t stamp;
    double share, any_number, above;
    bool open;
    int audience;
    struct val extra;
    struct place place;
    const struct step *steps;
    size_t step_count;
    const char *const *tags;
    size_t tag_count;
    const struct service *parts;
    size_t part_count;
};

static const char *const audiences[] = {"citizen", "business", "government", NULL};
static const struct json_field step_fields[] = {{"name", JSON_TEXT, offsetof(struct step, name), .required = true},
                                                {"days", JSON_INT, offsetof(struct step, days), .min = 1, .max = 90},
                                                {0}};
static const struct json_shape step_shape = {step_fields, sizeof(struct step)};
static const struct json_field place_fields[] = {
    {"city", JSON_TEXT, offsetof(struct place, city)}, {"capital", JSON_BOOL, offsetof(struct place, capital)}, {0}};
static const struct json_shape place_shape = {place_fields, sizeof(struct place)};
static const struct json_shape service_shape;
static const struct json_field service_fields[] = {
    {"id", JSON_TEXT, offsetof(struct service, id), .required = true, .max = 8},
    {"minutes", JSON_INT, offsetof(struct service, minutes)},
    {"offset", JSON_INT, offsetof(struct service, offset), .min = -840, .max = -1},
    {"stamp", JSON_INT64, offsetof(struct service, stamp), .min = -1e300, .max = 1e300},
    {"share", JSON_NUMBER, offsetof(struct service, share), .min = 0, .max = 1},
    {"any", JSON_NUMBER, offsetof(struct service, any_number)},
    {"above", JSON_NUMBER, offsetof(struct service, above), .min = 0.5},
    {"open", JSON_BOOL, offsetof(struct service, open)},
    {"audience", JSON_ENUM, offsetof(struct service, audience), .names = audiences},
    {"extra", JSON_VALUE, offsetof(struct service, extra)},
    {"place", JSON_STRUCT, offsetof(struct service, place), .of = &place_shape},
    {"steps", JSON_LIST, offsetof(struct service, steps), .count_at = offsetof(struct service, step_count),
     .of = &step_shape, .max = 3},
    {"tags", JSON_TEXTS, offsetof(struct service, tags), .count_at = offsetof(struct service, tag_count), .max = 2},
    {"parts", JSON_LIST, offsetof(struct service, parts), .count_at = offsetof(struct service, part_count),
     .of = &service_shape},
    {0}};
static const struct json_shape service_shape = {service_fields, sizeof(struct service)};

static enum err decode(struct arena *a, const char *text, struct service *s, struct fault *f) {
    struct val v;
    if (json_read(a, text, strlen(text), JSON_LIMITS, &v, f))
        fail_msg("%s: %s: %s", text, f->place, f->what);
    return json_decode(a, &v, &service_shape, s, f);
}

static const char whole[] =
    "{\"id\":\"birth\",\"minutes\":12,\"offset\":-60,\"stamp\":1773133920123,\"share\":0.5,\"any\":-1e300,\"above\":99,\"open\":true,"
    "\"audience\":\"government\",\"extra\":[1],\"place\":{\"city\":\"Seoul\",\"capital\":true},\"unknown\":{\"x\":[]},"
    "\"steps\":[{\"name\":\"ask\",\"days\":3},{\"name\":\"get\"}],\"tags\":[\"a\",\"b\"],\"parts\":[{\"id\":\"p\",\"parts\":[{\"id\":\"q\"}]}]}";

static void every_kind(void **state) {
    struct arena a;
    struct service s;
    struct fault f;
    arena_init(&a, 1 << 20);
    memset(&s, 0xAA, sizeof s);
    assert_int_equal(decode(&a, whole, &s, &f), ERR_NONE);
    assert_string_equal(s.id, "birth");
    assert_int_equal(s.minutes, 12);
    assert_int_equal(s.offset, -60);
    assert_true(s.stamp == INT64_C(1773133920123));
    assert_true(s.share == 0.5 && s.any_number == -1e300 && s.above == 99);
    assert_true(s.open);
    assert_int_equal(s.audience, 2);
    assert_int_equal(s.extra.type, VAL_ARRAY);
    assert_string_equal(s.place.city, "Seoul");
    assert_true(s.place.capital);
    assert_int_equal(s.step_count, 2);
    assert_string_equal(s.steps[1].name, "get");
    assert_int_equal(s.steps[0].days, 3);
    assert_int_equal(s.steps[1].days, 0);
    assert_int_equal(s.tag_count, 2);
    assert_string_equal(s.tags[1], "b");
    assert_int_equal(s.part_count, 1);
    assert_string_equal(s.parts[0].parts[0].id, "q");
    arena_finish(&a);
}

static void what_is_absent_is_zero(void **state) {
    static const char *const texts[] = {
        "{\"id\":\"x\"}",
        "{\"id\":\"x\",\"minutes\":null,\"open\":null,\"audience\":null,\"extra\":null,\"place\":null,\"steps\":null,"
        "\"tags\":null,\"share\":null,\"stamp\":null}"};
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct service s, zero = {0};
        struct fault f;
        memset(&s, 0xAA, sizeof s);
        assert_int_equal(decode(&a, texts[i], &s, &f), ERR_NONE);
        assert_string_equal(s.id, "x");
        assert_true(s.minutes == 0 && !s.open && s.audience == 0 && s.extra.type == VAL_NULL && !s.place.city &&
                    !s.steps);
        assert_true(s.step_count == 0 && !s.tags && s.tag_count == 0 && s.stamp == zero.stamp && s.share == 0);
    }
    arena_finish(&a);
}

static void refusals_name_the_path(void **state) {
    static const struct {
        const char *text;
        enum err err;
        const char *place, *what;
    } cases[] = {
        {"[]", ERR_TYPE, "$", "an object is expected"},
        {"{}", ERR_MISSING, "$.id", "is required"},
        {"{\"id\":null}", ERR_MISSING, "$.id", "is required"},
        {"{\"id\":5}", ERR_TYPE, "$.id", "a text is expected"},
        {"{\"id\":\"123456789\"}", ERR_LIMIT, "$.id", "the text is too long"},
        {"{\"id\":\"x\",\"minutes\":\"5\"}", ERR_TYPE, "$.minutes", "a number is expected"},
        {"{\"id\":\"x\",\"minutes\":1.5}", ERR_TYPE, "$.minutes", "a whole number is expected"},
        {"{\"id\":\"x\",\"minutes\":-1}", ERR_TYPE, "$.minutes", "the number is out of range"},
        {"{\"id\":\"x\",\"minutes\":2147483648}", ERR_TYPE, "$.minutes", "the number is out of range"},
        {"{\"id\":\"x\",\"offset\":0}", ERR_TYPE, "$.offset", "the number is out of range"},
        {"{\"id\":\"x\",\"offset\":-841}", ERR_TYPE, "$.offset", "the number is out of range"},
        {"{\"id\":\"x\",\"stamp\":1e19}", ERR_TYPE, "$.stamp", "the number is out of range"},
        {"{\"id\":\"x\",\"stamp\":-1e300}", ERR_TYPE, "$.stamp", "the number is out of range"},
        {"{\"id\":\"x\",\"share\":1.01}", ERR_TYPE, "$.share", "the number is out of range"},
        {"{\"id\":\"x\",\"share\":true}", ERR_TYPE, "$.share", "a number is expected"},
        {"{\"id\":\"x\",\"above\":0.4}", ERR_TYPE, "$.above", "the number is out of range"},
        {"{\"id\":\"x\",\"open\":1}", ERR_TYPE, "$.open", "true or false is expected"},
        {"{\"id\":\"x\",\"audience\":\"A. Kim\"}", ERR_TYPE, "$.audience",
         "one of these words is expected: citizen, business, government"},
        {"{\"id\":\"x\",\"audience\":1}", ERR_TYPE, "$.audience", "a word is expected"},
        {"{\"id\":\"x\",\"place\":[]}", ERR_TYPE, "$.place", "an object is expected"},
        {"{\"id\":\"x\",\"place\":{\"capital\":0}}", ERR_TYPE, "$.place.capital", "true or false is expected"},
        {"{\"id\":\"x\",\"steps\":{}}", ERR_TYPE, "$.steps", "a list is expected"},
        {"{\"id\":\"x\",\"steps\":[{\"name\":\"a\"},{}]}", ERR_MISSING, "$.steps[1].name", "is required"},
        {"{\"id\":\"x\",\"steps\":[{\"name\":\"a\"},{\"name\":\"b\",\"days\":91}]}", ERR_TYPE, "$.steps[1].days",
         "the number is out of range"},
        {"{\"id\":\"x\",\"steps\":[1]}", ERR_TYPE, "$.steps[0]", "an object is expected"},
        {"{\"id\":\"x\",\"steps\":[{},{},{},{}]}", ERR_LIMIT, "$.steps", "the list is too long"},
        {"{\"id\":\"x\",\"tags\":\"a\"}", ERR_TYPE, "$.tags", "a list is expected"},
        {"{\"id\":\"x\",\"tags\":[\"a\",1]}", ERR_TYPE, "$.tags[1]", "a text is expected"},
        {"{\"id\":\"x\",\"tags\":[\"a\",\"b\",\"c\"]}", ERR_LIMIT, "$.tags", "the list is too long"},
        {"{\"id\":\"x\",\"parts\":[{\"id\":\"y\",\"parts\":[{\"id\":\"z\",\"place\":{\"city\":7}}]}]}", ERR_TYPE,
         "$.parts[0].parts[0].place.city", "a text is expected"},
    };
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct service s;
        struct fault f = {0};
        enum err err = decode(&a, cases[i].text, &s, &f);
        if (err != cases[i].err || f.code != err || strcmp(f.place, cases[i].place) || strcmp(f.what, cases[i].what))
            fail_msg("%s gave %s: %s: %s", cases[i].text, err_name(err), f.place, f.what);
    }
    arena_finish(&a);
}

static void the_default_caps(void **state) {
    static char long_text[(64 << 10) + 2];
    struct arena a;
    struct service s;
    struct fault f;
    struct val_builder list, object;
    arena_init(&a, 8 << 20);
    memset(long_text, 'a', sizeof long_text - 1);
    struct val city = val_text(long_text);
    for (int over = 1; over >= 0; over--) {
        city.count = (64 << 10) + (uint32_t)over;
        long_text[city.count] = '\0';
        struct val_builder place = val_build(&a);
        object = val_build(&a);
        assert_true(val_set(&place, "city", city) && val_set(&object, "id", val_text("x")));
        assert_true(val_set(&object, "place", val_object(&place)));
        struct val v = val_object(&object);
        assert_int_equal(json_decode(&a, &v, &service_shape, &s, &f), over ? ERR_LIMIT : ERR_NONE);
    }
    list = val_build(&a);
    for (int i = 0; i <= 10000; i++) {
        assert_true(val_push(&list, val_object(&object)));
        if (i < 9999)
            continue;
        struct val_builder top = val_build(&a);
        assert_true(val_set(&top, "id", val_text("x")) && val_set(&top, "parts", val_array(&list)));
        struct val v = val_object(&top);
        assert_int_equal(json_decode(&a, &v, &service_shape, &s, &f), i < 10000 ? ERR_NONE : ERR_LIMIT);
    }
    struct val v = val_number(NAN);
    struct val_builder top = val_build(&a);
    assert_true(val_set(&top, "id", val_text("x")) && val_set(&top, "any", v));
    v = val_object(&top);
    assert_int_equal(json_decode(&a, &v, &service_shape, &s, &f), ERR_TYPE);
    arena_finish(&a);
}

static void every_allocation_may_fail(void **state) {
    struct arena from, a;
    struct val v;
    struct service s;
    enum err err = ERR_MEMORY;
    arena_init(&from, 1 << 20);
    assert_int_equal(json_read(&from, whole, sizeof whole - 1, JSON_LIMITS, &v, NULL), ERR_NONE);
    for (long n = 0; err && n < 100; n++) {
        struct fault f = {0};
        arena_init(&a, 1 << 20);
        mem_fail_after(n);
        err = json_decode(&a, &v, &service_shape, &s, &f);
        mem_fail_after(-1);
        assert_true(n == 0 ? err == ERR_MEMORY : !err || err == ERR_MEMORY);
        assert_true(!err || (f.code == ERR_MEMORY && !strcmp(f.what, "out of memory")));
        arena_finish(&a);
    }
    assert_int_equal(err, ERR_NONE);
    for (size_t cap = 0; cap < 256; cap += 16) {
        arena_init(&a, cap);
        assert_int_equal(json_decode(&a, &v, &service_shape, &s, NULL), ERR_MEMORY);
        arena_finish(&a);
    }
    arena_finish(&from);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind),
        cmocka_unit_test(what_is_absent_is_zero),
        cmocka_unit_test(refusals_name_the_path),
        cmocka_unit_test(the_default_caps),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
