// SPDX-License-Identifier: Apache-2.0
// Pictures from outside: fitted and painted, replaced when they change, a few kept, nothing lost when memory is short. And
// what is private: only its end is seen, nothing of it is in the tree.
#include "base/mem.h"
#include "helper_test.h"
#include "ui/image.h"

#include <string.h>

enum { W = 40, H = 20, BOX = 200 };

static void picture_view(struct ui *u, const void *state) {
    ui_open(u, &(struct ui_node){.key = "p", .role = ROLE_SCREEN, .label = "Pictures", .pad = UI_PAD(100)});
    ui_leaf(u, &(struct ui_node){.key = "image", .role = ROLE_IMAGE, .label = "Picture: lease.jpg", .paint = PAINT_IMAGE, .icon = state, .w = BOX, .h = BOX});
    ui_close(u);
}

static void paint(uint32_t *pixels, uint32_t left, uint32_t right) {
    for (int i = 0; i < W * H; i++)
        pixels[i] = i % W < W / 2 ? left : right;
}

static uint32_t pixel(const struct scene *s, int x, int y) {
    struct frame f = scene_pixels(s);
    return f.pixels[y * f.stride / 4 + x] & 0xFFFFFFu;
}

static void a_picture_is_fitted_and_painted(void **state) {
    (void)state;
    struct scene s;
    uint32_t pixels[W * H];
    scene_open(&s, 1920, 1080);
    paint(pixels, 0xFF112233u, 0xFF445566u);
    assert_true(ui_stage_image(s.stage, "a", pixels, W, H));
    scene_show(&s, picture_view, "a");
    assert_int_equal(s.err, ERR_NONE);
    assert_int_equal(pixel(&s, 130, 200), 0x112233); // twice as wide as high: 200 x 100 in the middle of the box
    assert_int_equal(pixel(&s, 270, 200), 0x445566);
    assert_int_not_equal(pixel(&s, 130, 120), 0x112233); // above it is the room
    scene_frame(&s);
    assert_int_equal(s.changed.count, 0);
    paint(pixels, 0xFF998877u, 0xFF445566u); // another picture of the same name
    assert_true(ui_stage_image(s.stage, "a", pixels, W, H));
    scene_frame(&s);
    assert_true(s.changed.count > 0);
    assert_int_equal(pixel(&s, 130, 200), 0x998877);
    scene_close(&s);
}

static void until_it_comes_there_is_a_sign(void **state) {
    (void)state;
    struct scene s;
    struct buf b;
    scene_open(&s, 1920, 1080);
    scene_show(&s, picture_view, "none");
    assert_int_equal(s.err, ERR_NONE);
    bool drawn = false;
    for (int x = 100; x < 300 && !drawn; x++)
        drawn = pixel(&s, x, 200) != pixel(&s, 100, 101);
    assert_true(drawn);
    buf_init(&b, 4096);
    ui_snapshot(&b, ui_stage_root(s.stage), 0);
    assert_string_equal(buf_text(&b), "screen \"Pictures\"\n  image \"Picture: lease.jpg\"\n");
    buf_finish(&b);
    scene_close(&s);
}

static void few_are_kept_the_oldest_goes(void **state) {
    (void)state;
    struct image_cache c = {0};
    uint32_t pixels[4] = {0};
    char name[16];
    for (int i = 0; i < IMAGES_MAX; i++) {
        snprintf(name, sizeof name, "p%d", i);
        assert_true(image_put(&c, name, pixels, 2, 2));
    }
    assert_non_null(image_get(&c, "p0"));
    assert_true(image_put(&c, "new", pixels, 2, 2));
    assert_non_null(image_get(&c, "p0"));
    assert_null(image_get(&c, "p1"));
    assert_false(image_put(&c, "wide", pixels, IMAGE_SIDE_MAX + 1, 1));
    assert_false(image_put(&c, "", pixels, 2, 2));
    image_finish(&c);
    assert_null(image_get(&c, "p0"));
}

static void without_memory_the_old_one_stays(void **state) {
    (void)state;
    struct image_cache c = {0};
    uint32_t pixels[4] = {1, 2, 3, 4};
    assert_true(image_put(&c, "a", pixels, 2, 2));
    pixels[0] = 9;
    mem_fail_after(0);
    bool put = image_put(&c, "a", pixels, 2, 2);
    mem_fail_after(-1);
    assert_false(put);
    assert_int_equal(image_get(&c, "a")->pixels[0], 1);
    image_finish(&c);
}

// ---- Private ----
static void private_view(struct ui *u, const void *state) {
    ui_open(u, &(struct ui_node){.key = "s", .role = ROLE_SCREEN, .label = "Private", .pad = UI_PAD(100)});
    w_field(u, &(struct w_field){.key = "field", .label = "Phone", .text = state, .caret = (int)strlen(state), .editing = true, .private_value = true});
    ui_leaf(u, &(struct ui_node){.key = "text", .role = ROLE_TEXT, .label = "Phone", .value = state, .paint = PAINT_TEXT, .text = state, .states = STATE_PRIVATE});
    ui_close(u);
}

static void only_the_end_of_it_is_seen(void **state) {
    static const struct { const char *text, *field, *line; } cases[] = {
        {"", "", ""},
        {"1", "•", "•••"},
        {"1234", "••••", "•••"},
        {"555 0147", "••••••47", "••• 47"},
        {"김아라네집", "•••네집", "••• 네집"},
    };
    (void)state;
    struct scene s;
    scene_open(&s, 1920, 1080);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        scene_show(&s, private_view, cases[i].text);
        assert_string_equal(scene_key(&s, "field")->text, cases[i].field);
        assert_int_equal(scene_key(&s, "field")->caret, strlen(cases[i].field));
        assert_string_equal(scene_key(&s, "text")->text, cases[i].line);
        assert_string_equal(scene_key(&s, "text")->value, *cases[i].text ? "•••" : "");
        assert_string_equal(scene_key(&s, "field")->value, *cases[i].text ? "•••" : "");
    }
    scene_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_picture_is_fitted_and_painted), cmocka_unit_test(until_it_comes_there_is_a_sign),
        cmocka_unit_test(few_are_kept_the_oldest_goes),    cmocka_unit_test(without_memory_the_old_one_stays),
        cmocka_unit_test(only_the_end_of_it_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
