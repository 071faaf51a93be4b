// SPDX-License-Identifier: Apache-2.0
// JSON that is not good: every refusal has its code, place and reason, and none costs more than it should.
#include "base/json.h"
#include "base/mem.h"
#include "tests/base/helper_check.h"
#include "tests/base/helper_json.h"

#include <stdio.h>
#include <sys/mman.h>

static const struct {
    const char *text;
    enum err err;
    const char *place, *what;
} cases[] = {
    {"", ERR_SYNTAX, "line 1, column 1", "nothing is there"},
    {" \n ", ERR_SYNTAX, "line 2, column 2", "nothing is there"},
    {"\xEF\xBB\xBF", ERR_SYNTAX, "line 1, column 1", "nothing is there"},
    {"[1,2", ERR_SYNTAX, "line 1, column 5", "the document ends too early"},
    {"{} {}", ERR_SYNTAX, "line 1, column 4", "something stands behind the document"},
    {"1\n,", ERR_SYNTAX, "line 2, column 1", "something stands behind the document"},
    {"[1,2,]", ERR_SYNTAX, "line 1, column 6", "a value is expected"},
    {"{\"a\":1,}", ERR_SYNTAX, "line 1, column 8", "a key in quotes is expected"},
    {"{a:1}", ERR_SYNTAX, "line 1, column 2", "a key in quotes is expected"},
    {"{\"a\" 1}", ERR_SYNTAX, "line 1, column 6", "a colon is expected"},
    {"{\"a\":1 \"b\":2}", ERR_SYNTAX, "line 1, column 8", "a comma or } is expected"},
    {"[1 2]", ERR_SYNTAX, "line 1, column 4", "a comma or ] is expected"},
    {"[1}", ERR_SYNTAX, "line 1, column 3", "a comma or ] is expected"},
    {"{\n  \"\xED\x95\x9C\": tru\n}", ERR_SYNTAX, "line 2, column 8", "a value is expected"},
    {"]", ERR_SYNTAX, "line 1, column 1", "a value is expected"},
    {"nul", ERR_SYNTAX, "line 1, column 1", "a value is expected"},
    {"nulll", ERR_SYNTAX, "line 1, column 5", "something stands behind the document"},
    {"NaN", ERR_SYNTAX, "line 1, column 1", "a value is expected"},
    {"'a'", ERR_SYNTAX, "line 1, column 1", "a value is expected"},
    {"// no\n1", ERR_SYNTAX, "line 1, column 1", "a value is expected"},
    {"\v1", ERR_SYNTAX, "line 1, column 1", "a value is expected"},
    {"\xC2\xA0"
     "1",
     ERR_SYNTAX, "line 1, column 1", "a value is expected"},
    {"01", ERR_SYNTAX, "line 1, column 1", "a number does not start with 0"},
    {"-01", ERR_SYNTAX, "line 1, column 2", "a number does not start with 0"},
    {"+1", ERR_SYNTAX, "line 1, column 1", "a value is expected"},
    {".5", ERR_SYNTAX, "line 1, column 1", "a value is expected"},
    {"-", ERR_SYNTAX, "line 1, column 2", "a digit is expected"},
    {"--1", ERR_SYNTAX, "line 1, column 2", "a digit is expected"},
    {"1.", ERR_SYNTAX, "line 1, column 3", "a digit is expected behind the point"},
    {"1.e5", ERR_SYNTAX, "line 1, column 3", "a digit is expected behind the point"},
    {"1e", ERR_SYNTAX, "line 1, column 3", "a digit is expected in the exponent"},
    {"1e+", ERR_SYNTAX, "line 1, column 4", "a digit is expected in the exponent"},
    {"0x10", ERR_SYNTAX, "line 1, column 2", "something stands behind the document"},
    {"[0.1234567890123456789012345678901234567890123456789012345678901234567890]", ERR_LIMIT, "line 1, column 2",
     "the number has too many digits"},
    {"{\"a\":[0,1e999]}", ERR_TYPE, "$.a[1]", "the number is too large"},
    {"-1e999", ERR_TYPE, "$", "the number is too large"},
    {"\"abc", ERR_SYNTAX, "line 1, column 1", "this string is not closed"},
    {"\"a\\", ERR_SYNTAX, "line 1, column 3", "there is no such escape"},
    {"\"a\\x\"", ERR_SYNTAX, "line 1, column 3", "there is no such escape"},
    {"\"\\u12g4\"", ERR_SYNTAX, "line 1, column 2", "\\u needs four hexadecimal digits"},
    {"\"\\u12\"", ERR_SYNTAX, "line 1, column 2", "\\u needs four hexadecimal digits"},
    {"\"a\\u0000b\"", ERR_SYNTAX, "line 1, column 3", "a string holds a NUL character"},
    {"{\"a\\u0000\":1}", ERR_SYNTAX, "line 1, column 4", "a string holds a NUL character"},
    {"\"\\ud800\"", ERR_SYNTAX, "line 1, column 2", "the first half of a surrogate pair stands alone"},
    {"\"\\ud800\\u0041\"", ERR_SYNTAX, "line 1, column 2", "the first half of a surrogate pair stands alone"},
    {"\"\\ud800\\ud800\"", ERR_SYNTAX, "line 1, column 2", "the first half of a surrogate pair stands alone"},
    {"\"\\ud800", ERR_SYNTAX, "line 1, column 2", "the first half of a surrogate pair stands alone"},
    {"\"\\udc00\"", ERR_SYNTAX, "line 1, column 2", "the second half of a surrogate pair stands alone"},
    {"\"\xFF\"", ERR_SYNTAX, "line 1, column 2", "the bytes are not UTF-8"},
    {"\"a\xED\xA0\x80\"", ERR_SYNTAX, "line 1, column 3", "the bytes are not UTF-8"},
    {"\"\xC0\xAF\"", ERR_SYNTAX, "line 1, column 2", "the bytes are not UTF-8"},
    {"\"\xF0\x9F\x98\"", ERR_SYNTAX, "line 1, column 2", "the bytes are not UTF-8"},
    {"\"a\tb\"", ERR_SYNTAX, "line 1, column 3", "a control character inside a string"},
    {"\"a\nb\"", ERR_SYNTAX, "line 1, column 3", "a control character inside a string"},
    {"{\"a\":1,\"a\":1}", ERR_DUPLICATE, "$.a", "the key appears twice"},
    {"[{\"x\":{\"b\":1,\"c\":2,\"b\":3}}]", ERR_DUPLICATE, "$[0].x.b", "the key appears twice"},
    {"{\"a\":1,\"\\u0061\":1}", ERR_DUPLICATE, "$.a", "the key appears twice"},
    {"{\"\":1,\"\":1}", ERR_DUPLICATE, "$[\"\"]", "the key appears twice"},
    {"{\"a.b\":{\"c d\":[1e999]}}", ERR_TYPE, "$[\"a.b\"][\"c d\"][0]", "the number is too large"},
};

static void refusals_name_place_and_reason(void **state) {
    struct arena a;
    struct val v;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct fault f = {0};
        enum err err = json_read(&a, cases[i].text, strlen(cases[i].text), JSON_LIMITS, &v, &f);
        if (err != cases[i].err || f.code != err || strcmp(f.place, cases[i].place) || strcmp(f.what, cases[i].what))
            fail_msg("%s gave %s: %s: %s", cases[i].text, err_name(err), f.place, f.what);
        assert_int_equal(json_read(&a, cases[i].text, strlen(cases[i].text), JSON_LIMITS, &v, NULL), err);
    }
    assert_int_equal(json_read(&a, "[\0]", 3, JSON_LIMITS, &v, NULL), ERR_SYNTAX);
    assert_int_equal(json_read(&a, "[] \0", 4, JSON_LIMITS, &v, NULL), ERR_SYNTAX);
    assert_int_equal(json_read(&a, "\"a\0b\"", 5, JSON_LIMITS, &v, NULL), ERR_SYNTAX);
    assert_int_equal(json_read(&a, NULL, 0, JSON_LIMITS, &v, NULL), ERR_SYNTAX);
    arena_finish(&a);
}

static void a_document_cut_at_any_byte_is_refused(void **state) {
    struct arena a;
    struct val v;
    arena_init(&a, 1 << 20);
    for (size_t len = 0; len < sizeof SAMPLE - 1; len++) {
        struct fault f;
        char *exact = mem_alloc(len);
        assert_non_null(exact);
        memcpy(exact, SAMPLE, len);
        enum err err = json_read(&a, exact, len, JSON_LIMITS, &v, &f);
        if (err != ERR_SYNTAX || strncmp(f.place, "line 1, column ", 15))
            fail_msg("cut to %zu bytes: %s: %s", len, err_name(err), f.place);
        mem_free(exact);
    }
    arena_finish(&a);
}

// Pages that cannot be read prove that no byte was looked at.
static void a_hundred_megabytes_are_refused_unseen(void **state) {
    size_t len = 100 << 20;
    struct arena a;
    struct val v;
    struct fault f;
    void *bytes = mmap(NULL, len, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    assert_true(bytes != MAP_FAILED);
    arena_init(&a, 1 << 20);
    mem_fail_after(0);
    assert_int_equal(json_read(&a, bytes, len, JSON_LIMITS, &v, &f), ERR_LIMIT);
    mem_fail_after(-1);
    assert_string_equal(f.what, "104857600 bytes, at most 4194304 are read");
    munmap(bytes, len);
    arena_finish(&a);
}

static void bombs(void **state) {
    size_t len = 4 << 20;
    struct arena a;
    struct val v;
    struct fault f;
    char *bytes = mem_alloc(len);
    assert_non_null(bytes);
    arena_init(&a, 1 << 20);
    static const char fills[] = "[{,1\"\\ ";
    for (const char *c = fills; *c; c++) {
        memset(bytes, *c, len);
        enum err err = json_read(&a, bytes, len, JSON_LIMITS, &v, &f);
        assert_int_equal(err, *c == '[' || *c == '1' ? ERR_LIMIT : ERR_SYNTAX);
    }
    memset(bytes, '[', len);
    struct json_limits deep = {.bytes = len, .depth = SIZE_MAX, .values = SIZE_MAX};
    assert_int_equal(json_read(&a, bytes, len, deep, &v, &f), ERR_LIMIT);
    assert_string_equal(f.place, "line 1, column 1001");
    memset(bytes + 1000, ']', 1000);
    assert_int_equal(json_read(&a, bytes, 2000, deep, &v, &f), ERR_NONE);
    for (size_t i = 0; i + 1 < len; i += 2)
        memcpy(bytes + i, i ? "1," : "[ ", 2);
    assert_int_equal(json_read(&a, bytes, len, JSON_LIMITS, &v, &f), ERR_LIMIT);
    assert_string_equal(f.what, "too many values");
    mem_free(bytes);
    arena_finish(&a);
}

// 100 000 keys. Looking at every pair would take minutes; a hash without a secret could be made to collide.
static void very_many_keys(void **state) {
    struct arena a;
    struct val v;
    struct fault f;
    struct buf b;
    arena_init(&a, 64 << 20);
    buf_init(&b, 8 << 20);
    for (int i = 0; i < 100000; i++)
        buf_printf(&b, "%c\"key%d\":%d", i ? ',' : '{', i, i);
    buf_char(&b, '}');
    assert_int_equal(json_read(&a, b.data, b.len, JSON_LIMITS, &v, &f), ERR_NONE);
    assert_int_equal(v.count, 100000);
    assert_true(val_same(&v, &v));
    b.data[b.len - 1] = ',';
    buf_text_add(&b, "\"key4711\":0}");
    arena_reset(&a);
    assert_int_equal(json_read(&a, b.data, b.len, JSON_LIMITS, &v, &f), ERR_DUPLICATE);
    assert_string_equal(f.place, "$.key4711");
    buf_finish(&b);
    arena_finish(&a);
}

static void a_very_long_path_is_cut(void **state) {
    struct arena a;
    struct val v;
    struct fault f;
    struct buf b;
    arena_init(&a, 1 << 20);
    buf_init(&b, 1 << 20);
    for (int i = 0; i < 60; i++)
        buf_text_add(&b, "{\"\xED\x95\x9C\xEA\xB5\xAD\xEC\x96\xB4\":");
    buf_text_add(&b, "1e999");
    for (int i = 0; i < 60; i++)
        buf_char(&b, '}');
    assert_int_equal(json_read(&a, b.data, b.len, JSON_LIMITS, &v, &f), ERR_TYPE);
    assert_true(utf8_valid(f.place, strlen(f.place)));
    assert_true(strlen(f.place) > 180);
    buf_finish(&b);
    arena_finish(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refusals_name_place_and_reason),
        cmocka_unit_test(a_document_cut_at_any_byte_is_refused),
        cmocka_unit_test(a_hundred_megabytes_are_refused_unseen),
        cmocka_unit_test(bombs),
        cmocka_unit_test(very_many_keys),
        cmocka_unit_test(a_very_long_path_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
