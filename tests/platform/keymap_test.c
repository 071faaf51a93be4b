// SPDX-License-Identifier: Apache-2.0
// Key maps: the built-in one, the shipped files, and what is wrong with others.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/file.h"
#include "base/mem.h"
#include "platform/stb/keymap.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *shipped(const char *name) {
    static char path[512];
    const char *source = getenv("TGOV_SOURCE");
    (void)snprintf(path, sizeof path, "%s/assets/keymaps/%s", source ? source : ".", name);
    return path;
}

static void built_in_knows_remotes(void **state) {
    static const struct {
        unsigned code;
        enum key key;
    } cases[] = {
        {352, KEY_OK}, {353, KEY_OK}, {28, KEY_OK}, {103, KEY_UP}, {158, KEY_BACK}, {174, KEY_BACK}, {1, KEY_BACK},
        {398, KEY_RED}, {399, KEY_GREEN}, {400, KEY_YELLOW}, {401, KEY_BLUE}, {512, KEY_0}, {521, KEY_9}, {11, KEY_0},
        {10, KEY_9}, {402, KEY_PAGE_UP}, {403, KEY_PAGE_DOWN}, {358, KEY_INFO}, {138, KEY_HELP}, {172, KEY_HOME},
        {164, KEY_PLAY}, {116, KEY_POWER}, {14, KEY_DELETE}, {30, KEY_NONE}, {0, KEY_NONE}, {0x2ff, KEY_NONE},
        {0x300, KEY_NONE}, {70000, KEY_NONE}};
    struct keymap map;
    (void)state;
    keymap_built_in(&map);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(keymap_key(&map, cases[i].code), cases[i].key);
}

// Everything that the emulator's remote has must be reachable on a box, but for what only keyboards have.
static void every_key_has_a_code(void **state) {
    struct keymap map;
    (void)state;
    keymap_built_in(&map);
    for (int key = KEY_NONE + 1; key < KEY_COUNT; key++) {
        bool found = false;
        for (unsigned code = 0; code < STREAM_CODES; code++)
            found = found || keymap_key(&map, code) == (enum key)key;
        if (!found)
            print_error("no code for %s\n", key_name((enum key)key));
        assert_true(found);
    }
}

static void shipped_linux_file_is_the_built_in_map(void **state) {
    struct keymap built_in, file;
    struct fault f = {0};
    (void)state;
    keymap_built_in(&built_in);
    assert_int_equal(keymap_load(&file, shipped("linux.json"), &f), ERR_NONE);
    assert_memory_equal(file.key, built_in.key, sizeof file.key);
    assert_string_equal(file.name, "Linux");
}

static void rdk_has_other_colours(void **state) {
    struct keymap map;
    struct fault f = {0};
    (void)state;
    assert_int_equal(keymap_load(&map, shipped("rdk.json"), &f), ERR_NONE);
    assert_int_equal(keymap_key(&map, 398), KEY_YELLOW);
    assert_int_equal(keymap_key(&map, 399), KEY_BLUE);
    assert_int_equal(keymap_key(&map, 400), KEY_RED);
    assert_int_equal(keymap_key(&map, 401), KEY_GREEN);
    assert_int_equal(keymap_key(&map, 352), KEY_OK);
}

static void faults_name_the_place(void **state) {
    static const struct {
        const char *text;
        enum err err;
        const char *place;
    } cases[] = {
        {"{", ERR_SYNTAX, "line 1"},
        {"[]", ERR_MISSING, "$.keys"},
        {"{}", ERR_MISSING, "$.keys"},
        {"{\"keys\":[]}", ERR_TYPE, "$.keys"},
        {"{\"keys\":{\"352\":\"OKAY\"}}", ERR_REFERENCE, "$.keys[\"352\"]"},
        {"{\"keys\":{\"352\":1}}", ERR_TYPE, "$.keys[\"352\"]"},
        {"{\"keys\":{\"0\":\"OK\"}}", ERR_TYPE, "$.keys[\"0\"]"},
        {"{\"keys\":{\"768\":\"OK\"}}", ERR_TYPE, "$.keys[\"768\"]"},
        {"{\"keys\":{\"12a\":\"OK\"}}", ERR_TYPE, "$.keys[\"12a\"]"},
        {"{\"keys\":{\"1\":\"OK\",\"1\":\"UP\"}}", ERR_DUPLICATE, ""},
        {"{\"extends\":\"mine\",\"keys\":{}}", ERR_REFERENCE, "$.extends"},
        {"{\"extends\":true,\"keys\":{}}", ERR_REFERENCE, "$.extends"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct keymap map = {.name = "mine"};
        struct fault f = {0};
        map.key[5] = KEY_OK;
        assert_int_equal(keymap_read(&map, cases[i].text, strlen(cases[i].text), &f), cases[i].err);
        assert_non_null(strstr(f.place, cases[i].place));
        assert_string_equal(map.name, "mine");
        assert_int_equal(keymap_key(&map, 5), KEY_OK);
    }
}

static void keys_can_be_taken_away(void **state) {
    static const char text[] = "{\"extends\":\"built-in\",\"keys\":{\"116\":\"NONE\",\"30\":\"red\"},\"new\":[1]}";
    struct keymap map;
    struct fault f = {0};
    (void)state;
    assert_int_equal(keymap_read(&map, text, sizeof text - 1, &f), ERR_NONE);
    assert_int_equal(keymap_key(&map, 116), KEY_NONE);
    assert_int_equal(keymap_key(&map, 30), KEY_RED);
    assert_int_equal(keymap_key(&map, 352), KEY_OK);
}

static void missing_file_is_named(void **state) {
    struct keymap map;
    struct fault f = {0};
    (void)state;
    assert_int_equal(keymap_load(&map, "/nonexistent.json", &f), ERR_NOT_FOUND);
    assert_non_null(strstr(f.place, "/nonexistent.json"));
}

static void broken_file_is_named_with_its_path(void **state) {
    static const char text[] = "{\"keys\":{\"352\":\"OKAY\"}}";
    const char *path = "/tmp/tgov-keymap-test.json";
    struct keymap map;
    struct fault f = {0};
    (void)state;
    assert_int_equal(file_replace(path, text, sizeof text - 1, &f), ERR_NONE);
    assert_int_equal(keymap_load(&map, path, &f), ERR_REFERENCE);
    assert_non_null(strstr(f.place, path));
    assert_non_null(strstr(f.place, "$.keys[\"352\"]"));
    assert_int_equal(file_remove(path, &f), ERR_NONE);
}

static void every_allocation_may_fail(void **state) {
    struct fault f;
    enum err err = ERR_MEMORY;
    long n = 0;
    (void)state;
    for (; err; n++) {
        struct keymap map;
        mem_fail_after(n);
        err = keymap_load(&map, shipped("rdk.json"), &f);
        mem_fail_after(-1);
        assert_true(err == ERR_NONE || err == ERR_MEMORY);
    }
    assert_true(n > 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(built_in_knows_remotes),
        cmocka_unit_test(every_key_has_a_code),
        cmocka_unit_test(shipped_linux_file_is_the_built_in_map),
        cmocka_unit_test(rdk_has_other_colours),
        cmocka_unit_test(faults_name_the_place),
        cmocka_unit_test(keys_can_be_taken_away),
        cmocka_unit_test(missing_file_is_named),
        cmocka_unit_test(broken_file_is_named_with_its_path),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
