// SPDX-License-Identifier: Apache-2.0
// What is painted: by damage as by a full repaint, no more than changed, motion that ends, and a frame that cannot be made
// leaves the picture as it was.
#include "base/mem.h"
#include "helper_home.h"
#include "helper_test.h"

#include <string.h>

// ---- A screen that is changed at random ----
enum { THINGS = 24, STEPS = 300 };

struct thing {
    int kind, colour, words, radius;
    bool gone, at, wide;
    unsigned states;
};
struct mess {
    struct thing things[THINGS];
    int order[THINGS];
    int scrolled;
};

static uint64_t seed = 7;
static int any(int below) {
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((seed >> 33) % (uint64_t)below);
}

static struct thing some_thing(void) {
    return (struct thing){.kind = any(9), .colour = any(6), .words = any(5), .radius = any(30), .gone = any(8) == 0, .at = any(9) == 0,
                          .wide = any(3) == 0, .states = (any(4) == 0 ? STATE_CHECKED : 0u) | (any(9) == 0 ? STATE_DISABLED : 0u) |
                                                         (any(9) == 0 ? STATE_INVALID : 0u)};
}

static void thing(struct ui *u, const struct thing *t, int i) {
    static const enum colour fills[] = {COLOUR_CARD, COLOUR_NONE, COLOUR_SUNK, COLOUR_OK_TINT, COLOUR_CARD, COLOUR_BAD_TINT};
    static const char *const words[] = {"Street light", "가로등이 나갔어요", "مصباح الشارع", "A longer text that needs more than one line", "7"};
    static const enum ui_paint paints[] = {PAINT_NONE, PAINT_TEXT, PAINT_ICON, PAINT_RADIO, PAINT_BARS, PAINT_CARET, PAINT_TRIANGLE, PAINT_QR, PAINT_TEXT};
    ui_open(u, &(struct ui_node){
        .key = ui_printf(u, "t%d", i), .role = ROLE_BUTTON, .label = ui_printf(u, "Thing %d", i), .focusable = t->kind % 2 == 0, .action = 1,
        .fill = fills[t->colour], .border = t->colour % 2 ? COLOUR_CTL : COLOUR_NONE, .radius = (short)t->radius, .edge_line = t->colour == 0,
        .states = t->states, .at = t->at, .x = (short)(t->radius * 20), .y = (short)(t->colour * 90), .pad = UI_PAD(10), .min_h = t->wide ? 220 : 60,
        .w = t->wide ? 500 : 0, .axis = AXIS_ROW, .gap = 8});
    ui_leaf(u, &(struct ui_node){.key = "in", .paint = paints[t->kind], .text = words[t->words], .icon = t->words % 2 ? "bin" : "heart",
                                 .w = paints[t->kind] == PAINT_QR || paints[t->kind] == PAINT_ICON ? 160 : 0,
                                 .h = paints[t->kind] == PAINT_QR ? 160 : 0, .states = t->states | (t->kind == 5 ? STATE_EDITING : 0u),
                                 .bars = {.total = 5, .filled = (short)t->words, .half = true, .height = 12, .gap = 4, .radius = 3},
                                 .caret = 3, .compose = t->words, .grow = 1});
    ui_close(u);
}

static void mess_view(struct ui *u, const void *state) {
    const struct mess *m = state;
    ui_open(u, &(struct ui_node){.key = "mess", .role = ROLE_SCREEN, .label = "Mess", .pad = UI_PAD(60)});
    ui_open(u, &(struct ui_node){.key = "columns", .axis = AXIS_ROW, .gap = 24, .grow = 1, .align = ALIGN_STRETCH});
    for (int half = 0; half < 2; half++) {
        ui_open(u, &(struct ui_node){.key = half ? "right" : "left", .scroll = half == 0, .grow = 1, .gap = 12, .align = ALIGN_STRETCH});
        for (int i = half * THINGS / 2; i < (half + 1) * THINGS / 2; i++)
            if (!m->things[m->order[i]].gone)
                thing(u, &m->things[m->order[i]], m->order[i]);
        ui_close(u);
    }
    ui_close(u);
    ui_close(u);
}

static void change(struct mess *m, struct scene *s, bool *pressed) {
    int what = any(10);
    if (what < 5) {
        m->things[any(THINGS)] = some_thing();
    } else if (what < 6) {
        int a = any(THINGS), b = any(THINGS), was = m->order[a];
        m->order[a] = m->order[b];
        m->order[b] = was;
    } else if (what < 9) {
        (void)ui_stage_key(s->stage, &s->focus, (enum key)(KEY_UP + any(4)), any(2));
    } else {
        *pressed = !*pressed;
        ui_stage_press(s->stage, *pressed);
    }
}

// The picture as it is, then painted anew: both must be the same.
static void same_when_repainted(struct scene *s, int step) {
    struct frame f = scene_pixels(s);
    uint32_t *by_damage = scene_copy(s);
    when_ms now = s->platform->ops->clock(s->platform);
    memset(f.pixels, 0x55, (size_t)f.height * (size_t)f.stride);
    ui_stage_repaint(s->stage);
    assert_int_equal(ui_stage_animate(s->stage, &f, now, &s->changed), ERR_NONE);
    for (int y = 0; y < f.height; y++)
        for (int x = 0; x < f.width; x++)
            if (f.pixels[y * (f.stride / 4) + x] != by_damage[y * f.width + x])
                fail_msg("step %d: pixel %d,%d is %08x by damage and %08x when repainted", step, x, y,
                         by_damage[y * f.width + x], f.pixels[y * (f.stride / 4) + x]);
    free(by_damage);
}

static void rectangles_are_apart_and_inside(const struct scene *s) {
    struct rect all = {0, 0, s->world.width, s->world.height};
    for (size_t i = 0; i < s->changed.count; i++) {
        assert_true(rect_inside(s->changed.rects[i], all));
        for (size_t k = 0; k < i; k++)
            assert_false(rect_touch(s->changed.rects[i], s->changed.rects[k]));
    }
}

static void damage_paints_what_a_repaint_paints(void **state) {
    (void)state;
    struct mess m = {.scrolled = 0};
    struct scene s;
    bool pressed = false;
    long pixels = 0;
    for (int i = 0; i < THINGS; i++) {
        m.things[i] = some_thing();
        m.order[i] = i;
    }
    scene_open(&s, 1280, 720);
    scene_show(&s, mess_view, &m);
    for (int step = 0; step < STEPS; step++) {
        for (int n = any(3); n >= 0; n--)
            change(&m, &s, &pressed);
        if (step % 50 == 49) {
            s.world.theme.name = (enum theme_name)any(3);
            s.world.rtl = any(2);
        }
        scene_frame(&s);
        assert_int_equal(s.err, ERR_NONE);
        rectangles_are_apart_and_inside(&s);
        pixels += s.changed.pixels;
        headless_advance(s.platform, any(60)); // often in the middle of a motion
        struct frame f = scene_pixels(&s);
        assert_int_equal(ui_stage_animate(s.stage, &f, s.platform->ops->clock(s.platform), &s.changed), ERR_NONE);
        rectangles_are_apart_and_inside(&s);
        same_when_repainted(&s, step);
    }
    assert_true(pixels > (long)STEPS * 20000);
    assert_true(pixels < (long)STEPS * 1280 * 720 * 3 / 4); // it was not all repainting
    scene_close(&s);
}

// Two boxes that lie on each other change places: the same commands in another order.
static void pile_view(struct ui *u, const void *state) {
    const bool *turned = state;
    ui_open(u, &(struct ui_node){.key = "pile", .role = ROLE_SCREEN, .label = "Pile"});
    for (int i = 0; i < 2; i++) {
        bool first = (i == 0) != *turned;
        ui_leaf(u, &(struct ui_node){.key = first ? "a" : "b", .at = true, .x = first ? 100 : 200, .y = 100, .w = 300, .h = 300,
                                     .fill = first ? COLOUR_CARD : COLOUR_ACT});
    }
    ui_close(u);
}

static void what_lies_on_top_is_seen(void **state) {
    (void)state;
    struct scene s;
    bool turned = false;
    scene_open(&s, 1920, 1080);
    scene_show(&s, pile_view, &turned);
    turned = true;
    scene_frame(&s);
    same_when_repainted(&s, 0);
    scene_close(&s);
}

// ---- How much is painted ----
static struct rect joined(const struct ui_changed *c) {
    struct rect r = {0, 0, 0, 0};
    for (size_t i = 0; i < c->count; i++)
        r = rect_join(r, c->rects[i]);
    return r;
}

static void nothing_changed_nothing_painted(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s, 1920, 1080);
    scene_show(&s, home_view, NULL);
    assert_int_equal(s.changed.pixels, 1920L * 1080);
    scene_frame(&s);
    assert_int_equal(s.changed.count, 0);
    assert_int_equal(s.changed.pixels, 0);
    scene_close(&s);
}

static void a_focus_move_paints_two_controls(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s, 1920, 1080);
    scene_show(&s, home_view, NULL);
    while (scene_hold(&s, KEY_DOWN) == UI_MOVED)
        ;
    scene_hold(&s, KEY_LEFT);
    struct rect from = rect_grow(scene_focus(&s)->rect, 10);
    assert_int_equal(scene_hold(&s, KEY_RIGHT), UI_MOVED);
    struct rect to = rect_grow(scene_focus(&s)->rect, 10), pair = rect_join(from, to);
    assert_true(rect_inside(joined(&s.changed), pair));
    assert_true(s.changed.pixels <= (long)from.w * from.h + (long)to.w * to.h);
    scene_close(&s);
}

// What is presented is all that a box gets to see.
static void everything_painted_is_presented(void **state) {
    (void)state;
    static const enum key keys[] = {KEY_RIGHT, KEY_DOWN, KEY_RIGHT, KEY_DOWN, KEY_LEFT, KEY_UP, KEY_UP};
    struct scene s;
    int x, y;
    scene_open(&s, 1280, 720);
    assert_true(headless_keep_shown(s.platform));
    scene_show(&s, home_view, NULL);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        scene_press(&s, keys[i]);
        assert_false(headless_find_stale(s.platform, &x, &y));
        assert_true(scene_settle(&s) >= 0);
        assert_false(headless_find_stale(s.platform, &x, &y));
    }
    scene_close(&s);
}

// ---- Motion ----
static void the_ring_travels_and_arrives(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s, 1920, 1080);
    scene_show(&s, home_view, NULL);
    assert_int_equal(ui_stage_next(s.stage), -1); // nothing moves on a new screen
    scene_press(&s, KEY_RIGHT);
    assert_true(ui_stage_next(s.stage) >= 0);
    int frames = scene_settle(&s);
    assert_in_range(frames, 7, 9); // 120 ms
    assert_int_equal(ui_stage_next(s.stage), -1);
    uint32_t *arrived = scene_copy(&s), *jumped;
    scene_hold(&s, KEY_LEFT); // keys that repeat jump
    assert_int_equal(ui_stage_next(s.stage), -1);
    scene_hold(&s, KEY_RIGHT);
    jumped = scene_copy(&s);
    assert_memory_equal(arrived, jumped, (size_t)1920 * 1080 * 4);
    s.world.theme.less_motion = true;
    scene_press(&s, KEY_LEFT);
    assert_int_equal(ui_stage_next(s.stage), -1);
    free(arrived);
    free(jumped);
    scene_close(&s);
}

static void rows_view(struct ui *u, const void *state) {
    (void)state;
    ui_open(u, &(struct ui_node){.key = "rows", .role = ROLE_SCREEN, .label = "Rows", .pad = UI_PAD(100)});
    ui_open(u, &(struct ui_node){.key = "list", .scroll = true, .w = 600, .h = 400, .gap = 14, .align = ALIGN_STRETCH});
    for (int i = 0; i < 10; i++)
        ui_leaf(u, &(struct ui_node){.key = ui_printf(u, "r%d", i), .role = ROLE_ROW, .label = ui_printf(u, "Row %d", i), .focusable = true,
                                     .h = 100, .fill = COLOUR_CARD, .action = 1});
    ui_close(u);
    ui_close(u);
}

static int shown_offset(const struct scene *s) { return scene_key(s, "list")->rect.y - scene_key(s, "r0")->rect.y; }

static void a_list_scrolls_smoothly_and_stops(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s, 1920, 1080);
    scene_show(&s, rows_view, NULL);
    while (shown_offset(&s) == 0 && ui_stage_next(s.stage) < 0)
        assert_int_equal(scene_press(&s, KEY_DOWN), UI_MOVED), scene_settle(&s);
    scene_press(&s, KEY_DOWN);
    int at = shown_offset(&s);
    headless_advance(s.platform, 60);
    struct frame f = scene_pixels(&s);
    assert_int_equal(ui_stage_animate(s.stage, &f, s.platform->ops->clock(s.platform), &s.changed), ERR_NONE);
    int middle = shown_offset(&s);
    assert_true(middle > at);
    scene_press(&s, KEY_DOWN); // before it arrived: it goes on from where it is
    assert_int_equal(shown_offset(&s), middle);
    assert_in_range(scene_settle(&s), 10, 13); // 180 ms
    assert_int_equal(ui_stage_next(s.stage), -1);
    assert_true(shown_offset(&s) > middle);
    scene_close(&s);
}

// ---- Looks that a picture has to have ----
static uint32_t pixel(const struct scene *s, int x, int y) {
    struct frame f = scene_pixels(s);
    return f.pixels[y * (f.stride / 4) + x];
}

static void the_ring_of_each_theme(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s, 1920, 1080);
    for (int t = 0; t < THEME_COUNT; t++) {
        s.world.theme.name = (enum theme_name)t;
        ui_stage_repaint(s.stage);
        scene_show(&s, home_view, NULL);
        struct rect r = scene_focus(&s)->rect;
        int y = r.y + r.h / 2, gap = t == THEME_CONTRAST ? 6 : 0, width = t == THEME_CONTRAST ? 8 : 6;
        uint32_t ring = theme_colour(&s.world.theme, COLOUR_RING);
        assert_int_equal(pixel(&s, r.x + 1, y), theme_colour(&s.world.theme, COLOUR_ACT));
        for (int i = 1; i <= gap; i++)
            assert_int_equal(pixel(&s, r.x - i, y), 0xFF000000u);
        for (int i = gap + 1; i <= gap + width; i++)
            assert_int_equal(pixel(&s, r.x - i, y), ring);
        assert_int_not_equal(pixel(&s, r.x - gap - width - 1, y), ring);
    }
    scene_close(&s);
}

static void a_pressed_control_is_darker(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s, 1920, 1080);
    scene_show(&s, home_view, NULL);
    struct rect r = scene_focus(&s)->rect;
    ui_stage_press(s.stage, true);
    scene_frame(&s);
    assert_int_equal(pixel(&s, r.x + 3, r.y + r.h / 2), theme_colour(&s.world.theme, COLOUR_PRESS));
    ui_stage_press(s.stage, false);
    scene_frame(&s);
    assert_int_equal(pixel(&s, r.x + 3, r.y + r.h / 2), theme_colour(&s.world.theme, COLOUR_ACT));
    scene_close(&s);
}

// ---- When memory is short ----
static void a_frame_that_fails_leaves_the_picture(void **state) {
    (void)state;
    struct scene s;
    long failures = 0;
    for (long n = 0; n < 400; n++) {
        scene_open(&s, 640, 360);
        scene_show(&s, rows_view, NULL);
        uint32_t *before = scene_copy(&s), *after;
        s.focus = (struct ui_focus){0};
        mem_fail_after(n);
        scene_show(&s, home_view, NULL);
        mem_fail_after(-1);
        after = scene_copy(&s);
        bool failed = s.err != ERR_NONE;
        failures += failed;
        if (failed) {
            assert_memory_equal(before, after, (size_t)640 * 360 * 4);
            assert_string_equal(ui_stage_root(s.stage)->key, "rows");
        }
        scene_frame(&s);
        assert_int_equal(s.err, ERR_NONE);
        assert_string_equal(ui_stage_root(s.stage)->key, "home");
        same_when_repainted(&s, (int)n);
        free(before);
        free(after);
        scene_close(&s);
        if (!failed && n > 100)
            break;
        n += n > 20 ? 6 : 0;
    }
    assert_true(failures > 0);
}

// ---- Hostile texts ----
static void one_text_view(struct ui *u, const void *state) {
    ui_open(u, &(struct ui_node){.key = "text", .role = ROLE_SCREEN, .label = "Text", .pad = UI_PAD(100)});
    ui_open(u, &(struct ui_node){.key = "row", .axis = AXIS_ROW, .w = 900});
    ui_leaf(u, &(struct ui_node){.key = "in", .paint = PAINT_TEXT, .text = state, .grow = 1});
    ui_leaf(u, &(struct ui_node){.key = "end", .paint = PAINT_TEXT, .text = "End"});
    ui_close(u);
    ui_leaf(u, &(struct ui_node){.key = "field", .role = ROLE_FIELD, .label = "Field", .value = state, .paint = PAINT_CARET, .text = state,
                                 .caret = 1 << 30, .compose = 1 << 29, .states = STATE_EDITING, .focusable = true, .h = 90});
    ui_leaf(u, &(struct ui_node){.key = "secret", .role = ROLE_FIELD, .label = "Secret", .value = state, .paint = PAINT_CARET, .text = state,
                                 .caret = -5, .states = STATE_EDITING | STATE_PRIVATE, .focusable = true, .h = 90});
    ui_leaf(u, &(struct ui_node){.key = "code", .paint = PAINT_QR, .text = state, .w = 300, .h = 300});
    ui_close(u);
}

static void any_text_is_survived(void **state) {
    (void)state;
    enum { LONG = 64 << 10 };
    char *text = calloc(1, LONG + 1);
    struct scene s;
    scene_open(&s, 640, 360);
    for (int kind = 0; kind < 5; kind++) {
        for (int i = 0; i < LONG; i++)
            text[i] = (char)(kind == 0 ? 'a' : kind == 1 ? 1 + any(255) : kind == 2 ? "\xF0\x9F\x98\x80"[i % 4] : kind == 3 ? '\n' : " \xD8\xA7"[i % 3]);
        scene_show(&s, one_text_view, text);
        assert_int_equal(s.err, ERR_NONE);
        rectangles_are_apart_and_inside(&s);
        const struct ui_node *end = scene_key(&s, "end");
        assert_true(rect_right(end->rect) <= rect_right(scene_key(&s, "row")->rect));
    }
    free(text);
    scene_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damage_paints_what_a_repaint_paints), cmocka_unit_test(what_lies_on_top_is_seen),
        cmocka_unit_test(nothing_changed_nothing_painted),
        cmocka_unit_test(a_focus_move_paints_two_controls),    cmocka_unit_test(everything_painted_is_presented),
        cmocka_unit_test(the_ring_travels_and_arrives),        cmocka_unit_test(a_list_scrolls_smoothly_and_stops),
        cmocka_unit_test(the_ring_of_each_theme),              cmocka_unit_test(a_pressed_control_is_darker),
        cmocka_unit_test(a_frame_that_fails_leaves_the_picture), cmocka_unit_test(any_text_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
