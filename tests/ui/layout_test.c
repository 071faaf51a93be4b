// SPDX-License-Identifier: Apache-2.0
// Where boxes stand. A case is one parent with children that are described in few words; the expected rectangles are those
// of the children, in device pixels, relative to the parent's top left corner.
#include "helper_test.h"

enum { KIDS = 6 };

struct layout_case {
    const char *name;
    struct ui_node parent, kids[KIDS];
    bool rtl;
    int height; // of the frame; 0: 1080
    struct rect want[KIDS];
};

#define BOX(width, high) .w = (width), .h = (high)

static const struct layout_case cases[] = {
    {"column", {BOX(400, 300), .gap = 10}, {{BOX(100, 20)}, {BOX(50, 30)}}, .want = {{0, 0, 100, 20}, {0, 30, 50, 30}}},
    {"column with padding", {BOX(400, 300), .pad = {10, 20, 30, 40}}, {{BOX(100, 20)}}, .want = {{10, 20, 100, 20}}},
    {"column stretches", {BOX(400, 300), .pad = UI_PAD(10), .align = ALIGN_STRETCH}, {{.h = 20}}, .want = {{10, 10, 380, 20}}},
    {"column centred", {BOX(400, 300), .align = ALIGN_CENTRE, .justify = ALIGN_CENTRE}, {{BOX(100, 20)}}, .want = {{150, 140, 100, 20}}},
    {"column at the end", {BOX(400, 300), .align = ALIGN_END, .justify = ALIGN_END}, {{BOX(100, 20)}}, .want = {{300, 280, 100, 20}}},
    {"column grows", {BOX(400, 300), .gap = 10}, {{BOX(10, 20)}, {.w = 10, .grow = 1}, {.w = 10, .grow = 2}},
     .want = {{0, 0, 10, 20}, {0, 30, 10, 86}, {0, 126, 10, 174}}},
    {"column spread", {BOX(400, 300), .justify = ALIGN_STRETCH}, {{BOX(10, 20)}, {BOX(10, 20)}, {BOX(10, 20)}},
     .want = {{0, 0, 10, 20}, {0, 140, 10, 20}, {0, 280, 10, 20}}},
    {"row", {BOX(400, 100), .axis = AXIS_ROW, .gap = 10}, {{BOX(100, 20)}, {BOX(50, 30)}}, .want = {{0, 0, 100, 20}, {110, 0, 50, 30}}},
    {"row grows", {BOX(400, 100), .axis = AXIS_ROW, .gap = 10}, {{BOX(100, 20)}, {.h = 20, .grow = 1}, {.h = 20, .grow = 2}},
     .want = {{0, 0, 100, 20}, {110, 0, 93, 20}, {213, 0, 187, 20}}},
    {"row spread reaches the end", {BOX(400, 100), .axis = AXIS_ROW, .justify = ALIGN_STRETCH},
     {{BOX(33, 20)}, {BOX(33, 20)}, {BOX(33, 20)}, {BOX(33, 20)}}, .want = {{0, 0, 33, 20}, {122, 0, 33, 20}, {244, 0, 33, 20}, {367, 0, 33, 20}}},
    {"row stretches down", {BOX(400, 100), .axis = AXIS_ROW, .align = ALIGN_STRETCH}, {{.w = 50}}, .want = {{0, 0, 50, 100}}},
    {"self overrides", {BOX(400, 100), .axis = AXIS_ROW, .align = ALIGN_CENTRE}, {{BOX(50, 20), .self = ALIGN_END}}, .want = {{0, 80, 50, 20}}},
    {"row mirrored", {BOX(400, 100), .axis = AXIS_ROW, .gap = 10, .pad = {20, 0, 40, 0}}, {{BOX(100, 20)}, {BOX(50, 30)}}, .rtl = true,
     .want = {{280, 0, 100, 20}, {220, 0, 50, 30}}},
    {"row that keeps its order", {BOX(400, 100), .axis = AXIS_ROW, .gap = 10, .states = STATE_LTR}, {{BOX(100, 20)}, {BOX(50, 30)}}, .rtl = true,
     .want = {{0, 0, 100, 20}, {110, 0, 50, 30}}},
    {"column mirrored", {BOX(400, 100)}, {{BOX(100, 20)}}, .rtl = true, .want = {{300, 0, 100, 20}}},
    {"stack", {BOX(400, 100), .axis = AXIS_STACK, .align = ALIGN_CENTRE, .justify = ALIGN_CENTRE}, {{BOX(100, 20)}, {BOX(40, 40)}},
     .want = {{150, 40, 100, 20}, {180, 30, 40, 40}}},
    {"grid", {BOX(400, 300), .axis = AXIS_GRID, .columns = 3, .gap = 20, .row_gap = 10}, {{.h = 30}, {.h = 50}, {.h = 10}, {.h = 20}},
     .want = {{0, 0, 120, 50}, {140, 0, 120, 50}, {280, 0, 120, 50}, {0, 60, 120, 20}}},
    {"grid mirrored", {BOX(400, 300), .axis = AXIS_GRID, .columns = 3, .gap = 20}, {{.h = 30}, {.h = 30}}, .rtl = true,
     .want = {{280, 0, 120, 30}, {140, 0, 120, 30}}},
    {"out of the flow", {BOX(400, 300)}, {{BOX(10, 20)}, {.at = true, .x = 30, .y = 40, BOX(50, 60)},
     {.at = true, .x = 30, .y = 40, BOX(50, 60), .from_end = true, .from_bottom = true}, {BOX(10, 20)}},
     .want = {{0, 0, 10, 20}, {30, 40, 50, 60}, {320, 200, 50, 60}, {0, 20, 10, 20}}},
    {"out of the flow, mirrored", {BOX(400, 300)}, {{.at = true, .x = 30, .y = 40, BOX(50, 60)}}, .rtl = true, .want = {{320, 40, 50, 60}}},
    {"bounds", {BOX(400, 300), .align = ALIGN_START}, {{.min_w = 70, .min_h = 30}, {.w = 20, .h = 20, .min_w = 70}}, .want = {{0, 0, 70, 30}, {0, 30, 20, 20}}},
    {"720 lines", {BOX(300, 300), .axis = AXIS_ROW, .gap = 25}, {{BOX(100, 3)}, {BOX(50, 2)}}, .height = 720, .want = {{0, 0, 67, 2}, {84, 0, 33, 1}}},
    {"720 lines: a line stays", {BOX(300, 300)}, {{BOX(300, 1)}}, .height = 720, .want = {{0, 0, 200, 1}}},
    {"2160 lines", {BOX(300, 300), .axis = AXIS_ROW, .gap = 25}, {{BOX(101, 3)}, {BOX(50, 1)}}, .height = 2160, .want = {{0, 0, 202, 6}, {252, 0, 100, 2}}},
    {"nested shares", {BOX(400, 300), .axis = AXIS_ROW}, {{.grow = 1, .h = 10}, {.grow = 1, .h = 10}, {.grow = 1, .h = 10}},
     .want = {{0, 0, 133, 10}, {133, 0, 133, 10}, {266, 0, 134, 10}}},
};

static void case_view(struct ui *u, const void *state) {
    static const char *const keys[KIDS] = {"a", "b", "c", "d", "e", "f"};
    const struct layout_case *c = state;
    struct ui_node parent = c->parent;
    ui_open(u, &(struct ui_node){.key = "screen", .role = ROLE_SCREEN, .label = "Case"});
    parent.key = "parent";
    parent.at = true;
    parent.x = 100;
    parent.y = 90;
    ui_open(u, &parent);
    for (int i = 0; i < KIDS && !rect_empty(c->want[i]); i++) {
        struct ui_node kid = c->kids[i];
        kid.key = keys[i];
        ui_leaf(u, &kid);
    }
    ui_close(u);
    ui_close(u);
}

static void boxes_stand_where_they_should(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct layout_case *c = &cases[i];
        struct scene s;
        int height = c->height ? c->height : 1080;
        scene_open(&s, height * 16 / 9, height);
        s.world.rtl = c->rtl;
        scene_show(&s, case_view, c);
        const struct ui_node *parent = scene_key(&s, "parent"), *n = parent->first;
        for (int k = 0; n; k++, n = n->next) {
            struct rect got = {n->rect.x - parent->rect.x, n->rect.y - parent->rect.y, n->rect.w, n->rect.h};
            if (!rect_same(got, c->want[k]))
                fail_msg("%s, child %d: [%d %d %d %d] and not [%d %d %d %d]", c->name, k, got.x, got.y, got.w, got.h, c->want[k].x,
                         c->want[k].y, c->want[k].w, c->want[k].h);
        }
        scene_close(&s);
    }
}

// ---- Texts
struct words {
    const char *label, *end;
    short w, lines;
    bool private_value, field;
};

static void words_view(struct ui *u, const void *state) {
    const struct words *w = state;
    ui_open(u, &(struct ui_node){.key = "screen", .role = ROLE_SCREEN, .label = "Words", .pad = UI_PAD(100)});
    ui_open(u, &(struct ui_node){.key = "row", .axis = AXIS_ROW, .w = w->w, .gap = 20});
    ui_leaf(u, &(struct ui_node){.key = "label", .paint = PAINT_TEXT, .text = w->label, .grow = w->end ? 1 : 0, .lines = w->lines});
    if (w->end)
        ui_leaf(u, &(struct ui_node){.key = "end", .paint = PAINT_TEXT, .text = w->end});
    ui_close(u);
    ui_leaf(u, &(struct ui_node){.key = "below", .paint = PAINT_TEXT, .text = "Below"});
    ui_close(u);
}

static void texts_grow_downwards(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s, 1920, 1080);
    struct words w = {.label = "Street light", .w = 400};
    scene_show(&s, words_view, &w);
    int one = scene_key(&s, "label")->rect.h, below = scene_key(&s, "below")->rect.y;
    assert_int_equal(one, 46);
    assert_int_equal(below, 146);
    w.label = "The street light in front of the library has been dark for a week";
    scene_frame(&s);
    int lines = scene_key(&s, "label")->rect.h / one;
    assert_true(lines >= 3 && lines <= 4);
    assert_int_equal(scene_key(&s, "below")->rect.y, 100 + lines * one);
    s.world.theme.scale = SCALE_200;
    scene_frame(&s);
    assert_true(scene_key(&s, "label")->rect.h > lines * 82);
    s.world.theme.scale = SCALE_100;
    w.lines = 2;
    scene_frame(&s);
    assert_int_equal(scene_key(&s, "label")->rect.h, 2 * one);
    scene_close(&s);
}

// A long text beside another leaves it room, and neither is wider than the row.
static void neighbours_share_a_row(void **state) {
    (void)state;
    static const struct words rows[] = {
        {"Street light", "Today", 600, 0},
        {"Street light", "The officer answers by Friday 13 March at the latest, or says in writing why not", 600, 0},
        {"The street light in front of the library has been dark for a week now", "Today", 600, 0},
        {"Everything that was written about the light", "And everything that was said about it by all of the neighbours", 300, 0},
    };
    struct scene s;
    scene_open(&s, 1920, 1080);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        scene_show(&s, words_view, &rows[i]);
        const struct ui_node *row = scene_key(&s, "row"), *label = scene_key(&s, "label"), *end = scene_key(&s, "end");
        assert_true(rect_right(label->rect) + 20 <= end->rect.x);
        assert_true(rect_right(end->rect) <= rect_right(row->rect));
        assert_true(label->rect.w >= row->rect.w / 5);
        assert_true(end->rect.w > 0);
        assert_true(label->lay.block->width <= label->rect.w);
        assert_true(end->lay.block->width <= end->rect.w);
    }
    scene_close(&s);
}

// ---- Lists
static void list_view(struct ui *u, const void *state) {
    const int *rows = state;
    ui_open(u, &(struct ui_node){.key = "screen", .role = ROLE_SCREEN, .label = "List", .pad = UI_PAD(100)});
    ui_open(u, &(struct ui_node){.key = "list", .role = ROLE_LIST, .label = "Rows", .scroll = true, .w = 600, .h = 500, .gap = 14, .pad = {0, 6, 0, 6},
                                 .align = ALIGN_STRETCH});
    for (int i = 0; i < *rows; i++)
        ui_leaf(u, &(struct ui_node){.key = ui_printf(u, "r%d", i), .role = ROLE_ROW, .label = ui_printf(u, "Row %d", i), .focusable = true,
                                     .h = 100, .fill = COLOUR_CARD, .action = 1});
    ui_close(u);
    ui_close(u);
}

static int offset(const struct scene *s) { return scene_key(s, "list")->rect.y + 6 - scene_key(s, "r0")->rect.y; }

static void a_list_follows_the_focus(void **state) {
    (void)state;
    struct scene s;
    int rows = 12, most = 12 * 100 + 11 * 14 + 12 - 500;
    scene_open(&s, 1920, 1080);
    s.world.theme.less_motion = true;
    scene_show(&s, list_view, &rows);
    assert_int_equal(scene_key(&s, "list")->content_h, most + 500);
    assert_int_equal(offset(&s), 0);
    for (int i = 1; i < rows; i++) {
        assert_int_equal(scene_press(&s, KEY_DOWN), UI_MOVED);
        const struct ui_node *n = scene_focus(&s), *list = scene_key(&s, "list");
        assert_true(rect_inside(n->rect, list->rect));
        if (i < rows - 1) // a part of the next one tells that there is more
            assert_true(rect_bottom(list->rect) - rect_bottom(n->rect) >= 40);
    }
    assert_int_equal(offset(&s), most);
    while (scene_press(&s, KEY_UP) == UI_MOVED)
        ;
    assert_int_equal(offset(&s), 0);
    assert_int_equal(scene_press(&s, KEY_PAGE_DOWN), UI_MOVED);
    assert_string_equal(scene_focus_label(&s), "Row 4");
    assert_int_equal(scene_press(&s, KEY_PAGE_DOWN), UI_MOVED);
    assert_string_equal(scene_focus_label(&s), "Row 8");
    assert_int_equal(scene_press(&s, KEY_PAGE_UP), UI_MOVED);
    assert_string_equal(scene_focus_label(&s), "Row 4");
    rows = 2; // fewer rows than before: nothing is scrolled any more
    scene_frame(&s);
    assert_int_equal(offset(&s), 0);
    assert_non_null(scene_focus(&s));
    scene_close(&s);
}

// Text without a control is read by scrolling it with the arrows.
static void reading_view(struct ui *u, const void *state) {
    (void)state;
    ui_open(u, &(struct ui_node){.key = "screen", .role = ROLE_SCREEN, .label = "Law", .pad = UI_PAD(100)});
    ui_open(u, &(struct ui_node){.key = "list", .scroll = true, .w = 600, .h = 500, .pad = {0, 20, 0, 20}});
    ui_leaf(u, &(struct ui_node){.key = "r0", .h = 900, .w = 10});
    ui_close(u);
    ui_close(u);
}

static void a_text_scrolls_by_itself(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s, 1920, 1080);
    s.world.theme.less_motion = true;
    scene_show(&s, reading_view, NULL);
    int steps = 0;
    while (scene_press(&s, KEY_DOWN) == UI_MOVED)
        steps++;
    assert_int_equal(steps, 3); // 440 px in steps of 160
    assert_int_equal(scene_key(&s, "list")->rect.y - scene_key(&s, "r0")->rect.y, 440 - 20);
    assert_int_equal(scene_press(&s, KEY_UP), UI_MOVED);
    scene_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boxes_stand_where_they_should), cmocka_unit_test(texts_grow_downwards),
        cmocka_unit_test(neighbours_share_a_row),        cmocka_unit_test(a_list_follows_the_focus),
        cmocka_unit_test(a_text_scrolls_by_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
