// SPDX-License-Identifier: Apache-2.0
// A small PNG from outside: what is written is read back, what is broken or too large is refused, and no memory is a clean error.
#include "base/mem.h"
#include "platform/png.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { SIDE = 320, W = 31, H = 17 };

static void draw(struct buf *out, int w, int h) {
    static uint32_t pixels[600 * 600];
    struct fault f;
    for (int i = 0; i < w * h; i++)
        pixels[i] = 0xFF000000u | (uint32_t)i * 2654435761u >> 8;
    struct frame frame = {.pixels = pixels, .width = w, .height = h, .stride = w * 4};
    buf_init(out, PICTURE_BYTES);
    assert_int_equal(picture_png(&frame, out, &f), ERR_NONE);
}

static enum err read(struct arena *a, struct str bytes, uint32_t **pixels, int *w, int *h) {
    struct fault f = {0};
    enum err err = picture_read_png(a, bytes, SIDE, pixels, w, h, &f);
    assert_int_equal(err, f.code);
    return err;
}

static void round_trip(void **state) {
    struct buf b;
    struct arena a;
    uint32_t *pixels;
    int w, h;
    (void)state;
    draw(&b, W, H);
    arena_init(&a, 1 << 20);
    assert_int_equal(read(&a, (struct str){b.data, b.len}, &pixels, &w, &h), ERR_NONE);
    assert_int_equal(w, W);
    assert_int_equal(h, H);
    for (int i = 0; i < W * H; i++)
        assert_int_equal(pixels[i], 0xFF000000u | (uint32_t)i * 2654435761u >> 8);
    arena_finish(&a);
    buf_finish(&b);
}

static void every_cut_is_refused(void **state) {
    struct buf b;
    struct arena a;
    uint32_t *pixels;
    int w, h;
    (void)state;
    draw(&b, W, H);
    for (size_t n = 0; n + 12 < b.len; n++) { // the last chunk says only that it is the last
        arena_init(&a, 1 << 20);
        assert_int_not_equal(read(&a, (struct str){b.data, n}, &pixels, &w, &h), ERR_NONE);
        arena_finish(&a);
    }
    buf_finish(&b);
}

static void too_large(void **state) {
    struct buf b;
    struct arena a;
    uint32_t *pixels;
    int w, h;
    (void)state;
    draw(&b, SIDE + 1, 4);
    arena_init(&a, 1 << 20);
    assert_int_equal(read(&a, (struct str){b.data, b.len}, &pixels, &w, &h), ERR_LIMIT);
    b.data[16] = 0x7F; // says it is 2 130 706 432 px wide
    assert_int_equal(read(&a, (struct str){b.data, b.len}, &pixels, &w, &h), ERR_LIMIT);
    arena_finish(&a);
    buf_finish(&b);
}

static void not_a_png(void **state) {
    struct arena a;
    uint32_t *pixels;
    int w, h;
    (void)state;
    arena_init(&a, 1 << 20);
    assert_int_equal(read(&a, STR("<svg onload=alert(1)>"), &pixels, &w, &h), ERR_SYNTAX);
    assert_int_equal(read(&a, (struct str){"", 0}, &pixels, &w, &h), ERR_SYNTAX);
    arena_finish(&a);
}

static void without_memory(void **state) {
    struct buf b;
    struct arena a;
    uint32_t *pixels;
    int w, h;
    enum err err = ERR_MEMORY;
    (void)state;
    draw(&b, W, H);
    for (long n = 0; err != ERR_NONE; n++) {
        arena_init(&a, 1 << 20);
        mem_fail_after(n);
        err = read(&a, (struct str){b.data, b.len}, &pixels, &w, &h);
        mem_fail_after(-1);
        assert_true(err == ERR_NONE || err == ERR_MEMORY);
        assert_true(n < 200);
        arena_finish(&a);
    }
    buf_finish(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_trip), cmocka_unit_test(every_cut_is_refused), cmocka_unit_test(too_large),
        cmocka_unit_test(not_a_png), cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
