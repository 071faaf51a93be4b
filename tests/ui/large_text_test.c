// SPDX-License-Identifier: Apache-2.0
// Large text: no key of the bar disappears, whatever stands on it; and the audit sees each kind of loss.
#include "helper_test.h"

#include <string.h>

enum { WORDS = 256 << 10 };

// ---- The key bar
struct page {
    struct w_page page;
    const char *verb;
};

static void page_view(struct ui *u, const void *state) {
    const struct page *p = state;
    w_page_open(u, &p->page);
    w_heading(u, "title", "A page", TYPE_TITLE);
    w_button(u, &(struct w_button){.key = "act", .label = "Go", .verb = p->verb, .action = 1, .autofocus = true});
    w_button(u, &(struct w_button){.key = "other", .label = "Other", .verb = "Short", .action = 1});
    w_page_close(u, &p->page);
}

static int trial(struct scene *s, struct buf *b, scene_view *view, const void *state, enum text_scale scale, int height, unsigned *keys);

struct bridge {
    scene_view *view;
    const void *state;
};
static void bridged(const void *state, struct ui *u) {
    const struct bridge *b = state;
    b->view(u, b->state);
}

static int trial(struct scene *s, struct buf *b, scene_view *view, const void *state, enum text_scale scale, int height, unsigned *keys) {
    struct ui_world world = s->world;
    struct bridge bridge = {view, state};
    static const struct ui_focus fresh;
    world.theme.scale = scale;
    world.height = height;
    world.width = height * 16 / 9;
    return ui_audit_trial(b, s->stage, &(struct ui_trial){.world = &world, .focus = &fresh, .view = bridged, .state = &bridge}, keys);
}

static void no_key_disappears(void **state) {
    static const struct page pages[] = {
        {.page = {.key = "p", .title = "P", .context = "An office", .yellow = "Search", .back = "Home"}, .verb = "Open"},
        {.page = {.key = "p", .title = "P", .context = "An office with quite a long name of its own", .yellow = "It is fixed: close", .back = "Your cases"},
         .verb = "Write to the office"},
        {.page = {.key = "p", .title = "P", .yellow = "Finish later", .yellow_short = "Later", .back = "Question 4 of the whole form"},
         .verb = "Send the whole report to the office"},
    };
    (void)state;
    struct scene s;
    struct buf b;
    buf_init(&b, WORDS);
    scene_open(&s, 1920, 1080);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        for (int scale = 0; scale < SCALE_COUNT; scale++) {
            for (int height = 720; height <= 2160; height += 720) {
                unsigned keys = 0;
                if (trial(&s, &b, page_view, &pages[i], (enum text_scale)scale, height, &keys))
                    fail_msg("page %zu at %d %%, %d lines:\n%s", i, scale_percent((enum text_scale)scale), height, buf_text(&b));
                assert_int_equal(keys, 0x3F);
            }
        }
    }
    buf_finish(&b);
    scene_close(&s);
}

// The room of the bar does not depend on which control has the focus.
static void the_bar_does_not_jump(void **state) {
    static const struct page page = {.page = {.key = "p", .title = "P", .yellow = "Finish later", .back = "Question 4"},
                                     .verb = "Send the whole report to the office"};
    (void)state;
    struct scene s;
    scene_open(&s, 1920, 1080);
    s.world.theme.scale = SCALE_200;
    scene_show(&s, page_view, &page);
    struct rect bar = scene_key(&s, "keys")->rect, content = scene_key(&s, "content")->rect;
    scene_press(&s, KEY_DOWN);
    assert_string_equal(scene_focus_label(&s), "Other");
    assert_memory_equal(&bar, &scene_key(&s, "keys")->rect, sizeof bar);
    assert_memory_equal(&content, &scene_key(&s, "content")->rect, sizeof content);
    assert_true(content.y + content.h < bar.y);
    scene_close(&s);
}

// ---- Text size on a screen that is open: the focus stays in sight
static void rows_view(struct ui *u, const void *state) {
    (void)state;
    struct w_page page = {.key = "p", .title = "P", .back = "Home"};
    w_page_open(u, &page);
    ui_open(u, &(struct ui_node){.key = "list", .scroll = true, .grow = 1, .gap = 14, .align = ALIGN_STRETCH, .pad = {0, 0, 28, 0}});
    for (int i = 0; i < 30; i++)
        w_row(u, &(struct w_row){.key = ui_printf(u, "r%d", i), .label = ui_printf(u, "Row %d", i), .action = 1});
    ui_close(u);
    w_page_close(u, &page);
}

static void a_larger_text_keeps_the_focus_in_sight(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s, 1920, 1080);
    scene_show(&s, rows_view, NULL);
    for (int i = 0; i < 15; i++)
        scene_press(&s, KEY_DOWN);
    scene_settle(&s);
    for (int scale = SCALE_COUNT - 1; scale >= 0; scale--) {
        s.world.theme.scale = (enum text_scale)scale;
        ui_stage_repaint(s.stage);
        scene_frame(&s);
        const struct ui_node *n = scene_focus(&s);
        assert_string_equal(n->label, "Row 15");
        assert_true(rect_inside(n->rect, n->clip));
    }
    scene_close(&s);
}

// ---- The audit finds what was spoiled on purpose
enum spoil { KEY_LOST, KEY_CUT, TEXT_CUT, TEXT_BESIDE, TEXT_OVER, PALE, OUTSIDE, NO_WAY, NO_BAR, SPOILS };
static const char *const complaints[SPOILS] = {"OK is not explained", "a key without room", "text cut", "text clipped", "overlaps another",
                                               "contrast too low", "outside the safe area", "arrows cannot", "no key bar"};

static void spoiled_view(struct ui *u, const void *state) {
    enum spoil spoil = *(const enum spoil *)state;
    const struct w_page page = {.key = "p", .title = "P", .back = "Home"};
    if (spoil == NO_BAR || spoil == KEY_LOST || spoil == KEY_CUT) {
        ui_open(u, &(struct ui_node){.key = "p", .role = ROLE_SCREEN, .label = "P", .w = 1920, .h = 1080, .pad = UI_PAD(200)});
        w_button(u, &(struct w_button){.key = "act", .label = "Go", .action = 1});
        if (spoil != NO_BAR) {
            ui_open(u, &(struct ui_node){.key = "keys", .role = ROLE_KEYBAR, .axis = AXIS_ROW, .at = true, .x = 200, .y = 900, .w = spoil == KEY_CUT ? 90 : 600, .h = 50});
            if (spoil == KEY_CUT)
                w_key(u, "ok", "OK", "Send it all");
            ui_close(u);
        }
        ui_close(u);
        return;
    }
    w_page_open(u, &page);
    w_button(u, &(struct w_button){.key = "act", .label = "Go", .action = 1});
    if (spoil == TEXT_CUT)
        ui_leaf(u, &(struct ui_node){.key = "t", .paint = PAINT_TEXT, .text = "Far too long for one line of this width", .w = 300, .lines = 1});
    ui_open(u, &(struct ui_node){.key = "list", .scroll = true, .h = 300, .w = 600, .align = ALIGN_START});
    ui_leaf(u, &(struct ui_node){.key = "t", .paint = PAINT_TEXT, .text = "Words", .min_w = 300, .at = spoil == TEXT_BESIDE || spoil == TEXT_OVER,
                                 .x = spoil == TEXT_BESIDE ? 450 : 10, .y = 4});
    if (spoil == TEXT_OVER)
        ui_leaf(u, &(struct ui_node){.key = "u", .paint = PAINT_TEXT, .text = "Other words"});
    if (spoil == PALE)
        ui_leaf(u, &(struct ui_node){.key = "u", .paint = PAINT_TEXT, .text = "Other words", .ink = COLOUR_CTL});
    ui_close(u);
    if (spoil == OUTSIDE)
        ui_leaf(u, &(struct ui_node){.key = "o", .paint = PAINT_TEXT, .text = "Out", .at = true, .x = -60, .y = 400, .w = 100});
    if (spoil == NO_WAY) {
        ui_open(u, &(struct ui_node){.key = "trap", .axis = AXIS_COL, .edge = EDGE_STOP});
        w_button(u, &(struct w_button){.key = "in", .label = "In", .action = 1});
        ui_close(u);
    }
    w_page_close(u, &page);
}

static void the_audit_sees_every_loss(void **state) {
    (void)state;
    struct scene s;
    struct buf b;
    buf_init(&b, WORDS);
    scene_open(&s, 1920, 1080);
    for (int spoil = 0; spoil < SPOILS; spoil++) {
        enum spoil it = (enum spoil)spoil;
        buf_reset(&b);
        int n = trial(&s, &b, spoiled_view, &it, SCALE_100, 1080, NULL);
        if (!n || !strstr(buf_text(&b), complaints[spoil]))
            fail_msg("not seen: %s\n%s", complaints[spoil], buf_text(&b));
    }
    buf_finish(&b);
    scene_close(&s);
}

// ---- And in the pixels
static void pale_view(struct ui *u, const void *state) {
    const bool *pale = state;
    ui_open(u, &(struct ui_node){.key = "p", .role = ROLE_SCREEN, .label = "P", .w = 1920, .h = 1080, .pad = UI_PAD(200)});
    ui_leaf(u, &(struct ui_node){.key = "t", .paint = PAINT_TEXT, .text = "Words", .ink = *pale ? COLOUR_CTL : COLOUR_INK});
    ui_close(u);
}

static void pale_pixels_are_seen(void **state) {
    (void)state;
    struct scene s;
    struct buf b;
    const bool no = false, yes = true;
    buf_init(&b, WORDS);
    scene_open(&s, 1920, 1080);
    struct frame f = scene_pixels(&s);
    scene_show(&s, pale_view, &no);
    assert_int_equal(ui_audit_pixels(&b, s.stage, &f, 7), 0);
    scene_show(&s, pale_view, &yes);
    assert_int_equal(ui_audit_pixels(&b, s.stage, &f, 7), 1);
    assert_non_null(strstr(buf_text(&b), "Words"));
    buf_finish(&b);
    scene_close(&s);
}

// ---- Texts that larger text loses
static void losing_view(struct ui *u, const void *state) {
    (void)state;
    const struct w_page page = {.key = "p", .title = "P", .context = "An office", .yellow = "Look", .yellow_short = "See", .back = "Home"};
    bool one = w_one_column(u);
    w_page_open(u, &page);
    w_text(u, "kept", one ? "A sentence with seven words in it" : "seven words", TYPE_BODY, COLOUR_NONE);
    if (!one)
        w_text(u, "dropped", "Answer by Friday", TYPE_BODY, COLOUR_NONE);
    w_choice(u, &(struct w_choice){.key = "a", .label = "One", .hint = "Beside the first", .action = 1});
    w_choice(u, &(struct w_choice){.key = "b", .label = "Two", .hint = "Beside the second", .action = 1});
    w_row(u, &(struct w_row){.key = "r", .label = "A service", .second = "An office of it", .end = "3 minutes", .end_second = "No fee", .action = 1});
    if (!one) {
        w_side_open(u, "moved", 0);
        w_text(u, "text", "Why we ask", TYPE_BODY, COLOUR_NONE);
        w_close(u);
    }
    w_page_close(u, &page);
}

// What is dropped is named; not what moved as it should, nor hints that stand beside the focus only.
static void the_audit_sees_what_is_lost(void **state) {
    static const char *const moved[] = {"moved", NULL};
    static const struct ui_focus fresh;
    (void)state;
    struct scene s;
    struct buf b;
    buf_init(&b, WORDS);
    scene_open(&s, 1920, 1080);
    struct ui_world large = s.world;
    struct bridge bridge = {losing_view, NULL};
    large.theme.scale = SCALE_200;
    struct ui_trial usual = {.world = &s.world, .focus = &fresh, .view = bridged, .state = &bridge}, now = usual;
    now.world = &large;
    assert_int_equal(ui_audit_lost(&b, s.stage, &usual, &now, moved), 1);
    assert_non_null(strstr(buf_text(&b), "larger text loses: \"Answer by Friday\""));
    assert_int_equal(ui_audit_lost(&b, s.stage, &usual, &now, NULL), 2);
    assert_non_null(strstr(buf_text(&b), "\"Why we ask\""));
    assert_int_equal(ui_audit_lost(&b, s.stage, &usual, &usual, NULL), 0);
    buf_finish(&b);
    scene_close(&s);
}

// Icons and the keys of the bar grow as the text beside them does.
static void shapes_grow_with_the_text(void **state) {
    static const struct page page = {.page = {.key = "p", .title = "P", .yellow = "Search", .back = "Home"}, .verb = "Open"};
    (void)state;
    struct scene s;
    scene_open(&s, 1920, 1080);
    int box = 0, icon = 0;
    for (int scale = 0; scale < SCALE_COUNT; scale++) {
        s.world.theme.scale = (enum text_scale)scale;
        scene_show(&s, page_view, &page);
        assert_true(scene_key(&s, "box")->rect.h > box);
        box = scene_key(&s, "box")->rect.h;
        assert_int_equal(scene_key(&s, "cap")->rect.h, box);
        scene_show(&s, losing_view, NULL);
        assert_true(scene_key(&s, "radio")->rect.w > icon);
        icon = scene_key(&s, "radio")->rect.w;
    }
    assert_in_range(box, 74, 76); // as the design draws it at 200 %
    scene_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_key_disappears),
        cmocka_unit_test(the_bar_does_not_jump),
        cmocka_unit_test(a_larger_text_keeps_the_focus_in_sight),
        cmocka_unit_test(the_audit_sees_every_loss),
        cmocka_unit_test(pale_pixels_are_seen),
        cmocka_unit_test(the_audit_sees_what_is_lost),
        cmocka_unit_test(shapes_grow_with_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
