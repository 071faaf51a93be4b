// SPDX-License-Identifier: Apache-2.0
// What of the emulator's window needs no window: scaling of the picture, shapes, the table of the remote. These sources use
// no SDL, so they are compiled into the test; tests/journeys/emulator.test.sh tests the rest from outside.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/mem.h"
#include "platform/sdl2/canvas.c"
#include "platform/sdl2/parts.c"
#include "platform/sdl2/scale.c"
#include <stdlib.h>

static struct frame make_frame(int w, int h) {
    struct frame f = {.pixels = calloc((size_t)w * (size_t)h, 4), .width = w, .height = h, .stride = w * 4};
    assert_non_null(f.pixels);
    return f;
}

static struct canvas make_canvas(int w, int h) {
    struct canvas c = {.pixels = calloc((size_t)w * (size_t)h, 4), .width = w, .height = h, .stride = w,
                       .clip = {0, 0, w, h}};
    assert_non_null(c.pixels);
    return c;
}

static void flat_colours_stay(void **state) {
    static const int sizes[][4] = {{1920, 1080, 1248, 702}, {1280, 720, 1248, 702}, {3840, 2160, 1248, 702},
                                   {1280, 720, 1920, 1080}, {640, 360, 640, 360}, {3840, 2160, 416, 234}, {7, 5, 3, 11}};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        const int *s = sizes[i];
        struct frame f = make_frame(s[0], s[1]);
        struct canvas c = make_canvas(s[2], s[3]);
        struct scaler *scaler = scaler_create(s[0], s[1], s[2], s[3]);
        assert_non_null(scaler);
        for (int p = 0; p < s[0] * s[1]; p++)
            f.pixels[p] = 0xff0c3f39;
        scaler_draw(scaler, &f, &c, 0, 0);
        for (int p = 0; p < s[2] * s[3]; p++)
            assert_int_equal(c.pixels[p] & 0xffffff, 0x0c3f39);
        scaler_destroy(scaler);
        free(f.pixels);
        free(c.pixels);
    }
}

static void half_size_averages(void **state) {
    struct frame f = make_frame(4, 2);
    struct canvas c = make_canvas(2, 1);
    struct scaler *s = scaler_create(4, 2, 2, 1);
    static const uint32_t pixels[] = {0xff000000, 0xffffffff, 0xffff0000, 0xff0000ff,
                                      0xffffffff, 0xff000000, 0xff00ff00, 0xff000000};
    (void)state;
    memcpy(f.pixels, pixels, sizeof pixels);
    scaler_draw(s, &f, &c, 0, 0);
    assert_int_equal(c.pixels[0] & 0xffffff, 0x808080);
    assert_int_equal(c.pixels[1] & 0xffffff, 0x404040);
    scaler_destroy(s);
    free(f.pixels);
    free(c.pixels);
}

// Painting only what a change reaches must give the same picture as painting all of it.
static void changes_reach_far_enough(void **state) {
    static const int sizes[][4] = {{1920, 1080, 1248, 702}, {1280, 720, 1248, 702}, {1280, 720, 1920, 1080},
                                   {384, 216, 416, 234}, {384, 216, 384, 216}, {3840, 2160, 640, 360}};
    unsigned seed = 7;
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        const int *s = sizes[i];
        struct frame f = make_frame(s[0], s[1]);
        struct canvas part = make_canvas(s[2], s[3]), whole = make_canvas(s[2], s[3]);
        struct scaler *scaler = scaler_create(s[0], s[1], s[2], s[3]);
        scaler_draw(scaler, &f, &part, 0, 0);
        for (int round = 0; round < 20; round++) {
            seed = seed * 1103515245u + 12345u;
            struct rect r = {(int)(seed >> 8) % (s[0] - 40), (int)(seed >> 4) % (s[1] - 30), 1 + (int)(seed >> 20) % 37,
                             1 + (int)(seed >> 12) % 23};
            r.x = abs(r.x), r.y = abs(r.y);
            for (int y = r.y; y < rect_bottom(r); y++)
                for (int x = r.x; x < rect_right(r); x++)
                    f.pixels[y * s[0] + x] = 0xff000000 | (seed ^ (unsigned)(x * y));
            part.clip = scaler_reach(scaler, r);
            scaler_draw(scaler, &f, &part, 0, 0);
        }
        scaler_draw(scaler, &f, &whole, 0, 0);
        assert_memory_equal(part.pixels, whole.pixels, (size_t)s[2] * (size_t)s[3] * 4);
        scaler_destroy(scaler);
        free(f.pixels);
        free(part.pixels);
        free(whole.pixels);
    }
}

static void scaler_needs_memory(void **state) {
    struct scaler *s = NULL;
    long n = 0;
    (void)state;
    for (; !s; n++) {
        mem_fail_after(n);
        s = scaler_create(64, 36, 32, 18);
        mem_fail_after(-1);
    }
    assert_int_equal(n, 6);
    scaler_destroy(s);
}

static void shapes_keep_inside_the_clip(void **state) {
    struct canvas c = make_canvas(100, 60);
    struct point triangle[] = {{50, 5}, {90, 50}, {10, 50}};
    uint8_t mask[16] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
    (void)state;
    c.clip = (struct rect){40, 20, 20, 10};
    canvas_fill(&c, (struct rect){-10, -10, 500, 500}, 0x010101);
    canvas_round(&c, (struct box){-20, -20, 200, 200}, 30, 0x111111, 0x222222);
    canvas_convex(&c, triangle, 3, 0x333333);
    canvas_mask(&c, 38, 18, 4, 4, 4, mask, 0x444444);
    for (int y = 0; y < 60; y++)
        for (int x = 0; x < 100; x++)
            assert_int_equal(c.pixels[y * 100 + x] != 0, x >= 40 && x < 60 && y >= 20 && y < 30);
    assert_int_equal(c.pixels[20 * 100 + 40] & 0xffffff, 0x444444);
    assert_int_equal(c.pixels[25 * 100 + 50] & 0xffffff, 0x333333);
    free(c.pixels);
}

static void round_corners_are_smooth(void **state) {
    struct canvas c = make_canvas(40, 40);
    int between = 0;
    (void)state;
    canvas_round(&c, (struct box){0, 0, 40, 40}, 20, 0xffffff, 0xffffff);
    for (int i = 0; i < 1600; i++) {
        uint32_t v = c.pixels[i] & 0xff;
        between += v > 20 && v < 235;
    }
    assert_true(between > 60 && between < 200);
    assert_int_equal(c.pixels[0] & 0xff, 0);
    assert_int_equal(c.pixels[20 * 40 + 20] & 0xff, 255);
    assert_true((c.pixels[20 * 40] & 0xff) > 240); // touches its side
    free(c.pixels);
}

static void each_part_is_found_in_its_middle(void **state) {
    const struct part *p;
    size_t n = 0;
    (void)state;
    for (; (p = part_at(n)) != NULL; n++) {
        const struct part *found = part_under(p->box.x + p->box.w / 2, p->box.y + p->box.h / 2);
        assert_ptr_equal(found, p);
        assert_true(rect_inside(box_bounds(p->box), (struct rect){0, 0, PARTS_WIDTH, PARTS_HEIGHT}));
    }
    assert_true(n > 30);
}

static void the_ring_goes_by_direction(void **state) {
    static const struct {
        float x, y;
        enum key key;
    } cases[] = {{1549, 200, KEY_UP}, {1600, 220, KEY_UP}, {1440, 313, KEY_LEFT}, {1450, 250, KEY_LEFT},
                 {1660, 330, KEY_RIGHT}, {1549, 420, KEY_DOWN}, {1549, 313, KEY_OK}, {1590, 340, KEY_OK}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(part_under(cases[i].x, cases[i].y)->key, cases[i].key);
    assert_null(part_under(700, 400)); // the television is no touch screen
    assert_null(part_under(1400, 50));
}

static void remote_keys_of_the_design_are_there(void **state) {
    (void)state;
    for (int key = KEY_UP; key <= KEY_HELP; key++)
        assert_non_null(part_of_key((enum key)key));
    assert_non_null(part_of_key(KEY_POWER));
    assert_null(part_of_key(KEY_NONE));
}

static void menus_open_over_the_picture(void **state) {
    (void)state;
    for (int menu = MENU_DEVICE; menu <= MENU_FAULT; menu++) {
        assert_true(menu_count((enum part_menu)menu) >= 4);
        assert_null(menu_choice((enum part_menu)menu, menu_count((enum part_menu)menu)));
        struct box b = menu_box((enum part_menu)menu);
        const struct part *p = part_of_menu((enum part_menu)menu);
        assert_true(p && b.y > 0 && b.y + b.h < p->box.y);
    }
    assert_int_equal(device_at(2)->height, 2160);
    assert_int_equal(device_at(3)->fps, 30);
    assert_null(device_at(4));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(flat_colours_stay),
        cmocka_unit_test(half_size_averages),
        cmocka_unit_test(changes_reach_far_enough),
        cmocka_unit_test(scaler_needs_memory),
        cmocka_unit_test(shapes_keep_inside_the_clip),
        cmocka_unit_test(round_corners_are_smooth),
        cmocka_unit_test(each_part_is_found_in_its_middle),
        cmocka_unit_test(the_ring_goes_by_direction),
        cmocka_unit_test(remote_keys_of_the_design_are_there),
        cmocka_unit_test(menus_open_over_the_picture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
