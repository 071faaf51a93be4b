// SPDX-License-Identifier: Apache-2.0
// No meaning by colour alone: two states of a control differ in a shape or a word, and the focus in lightness. No motion
// when less motion is wanted.
#include "helper_test.h"

#include "ui/audit.h"

#include <string.h>

enum { WORDS = 256 << 10 };

// ---- The same thing in two states, side by side
enum shown { PLAIN, CHECKED, WRONG, DONE, WAITING, FAILED, TOLD };
struct thing {
    const char *name;
    int kind; // of the widget
    enum shown state;
};

static void thing_view(struct ui *u, const void *state) {
    const struct thing *t = state;
    bool checked = t->state == CHECKED;
    ui_open(u, &(struct ui_node){.key = "screen", .role = ROLE_SCREEN, .label = "Things", .pad = UI_PAD(100), .gap = 20, .align = ALIGN_STRETCH});
    switch (t->kind) {
    case 0: w_choice(u, &(struct w_choice){.key = "it", .label = "It", .checked = checked, .action = 1}); break;
    case 1: w_choice(u, &(struct w_choice){.key = "it", .label = "It", .many = true, .checked = checked, .action = 1}); break;
    case 2: w_chip(u, &(struct w_chip){.key = "it", .label = "It", .on = checked, .action = 1}); break;
    case 3: w_field(u, &(struct w_field){.key = "it", .label = "It", .text = "Kim", .invalid = t->state == WRONG}); break;
    case 4: w_status(u, "it", t->state == DONE ? W_OK : t->state == WAITING ? W_WAIT : t->state == FAILED ? W_BAD : W_INFO, "It"); break;
    case 5: w_notice(u, &(struct w_notice){.key = "it", .title = "It", .kind = t->state == DONE ? W_OK : t->state == WAITING ? W_WAIT : t->state == FAILED ? W_BAD : W_INFO}); break;
    case 6: w_button(u, &(struct w_button){.key = "it", .label = "It", .action = 1, .disabled = t->state == WRONG, .reason = "Back at 10:30"}); break;
    default:
        ui_leaf(u, &(struct ui_node){.key = "it", .role = ROLE_PROGRESS, .label = "Steps", .paint = PAINT_BARS, .h = 10,
                                     .bars = {.total = 4, .filled = t->state == DONE ? 3 : 1, .height = 10, .gap = 10}});
    }
    ui_close(u);
}

// What the tree says besides colours: shapes, words, fillings.
static void shapes(struct buf *to, const struct ui_node *n) {
    buf_printf(to, "(%d %d %s %s %u %d", (int)n->role, (int)n->paint, n->icon ? n->icon : "", n->paint == PAINT_TEXT ? n->text : "",
               n->states & (STATE_CHECKED | STATE_INVALID | STATE_DISABLED), n->bars.filled);
    for (const struct ui_node *c = n->first; c; c = c->next)
        shapes(to, c);
    buf_char(to, ')');
}

static void grey_of(const struct scene *s, struct rect r, unsigned char *to) {
    struct frame f = scene_pixels(s);
    for (int y = 0; y < r.h; y++)
        for (int x = 0; x < r.w; x++) {
            uint32_t p = ((const uint32_t *)(const void *)((const char *)f.pixels + (size_t)(r.y + y) * (size_t)f.stride))[r.x + x];
            to[y * r.w + x] = (unsigned char)(((p >> 16 & 255) * 299 + (p >> 8 & 255) * 587 + (p & 255) * 114) / 1000);
        }
}

static long differing(const struct scene *a, const struct scene *b, struct rect r) {
    unsigned char *x = malloc((size_t)r.w * (size_t)r.h), *y = malloc((size_t)r.w * (size_t)r.h);
    long n = 0;
    assert_true(x && y);
    grey_of(a, r, x);
    grey_of(b, r, y);
    for (int i = 0; i < r.w * r.h; i++)
        n += abs(x[i] - y[i]) > 40;
    free(x);
    free(y);
    return n;
}

static void states_differ_by_shape_or_word(void **state) {
    static const struct { const char *name; int kind; enum shown a, b; } pairs[] = {
        {"answer", 0, PLAIN, CHECKED}, {"tick", 1, PLAIN, CHECKED}, {"chip", 2, PLAIN, CHECKED}, {"field", 3, PLAIN, WRONG},
        {"status done, waiting", 4, DONE, WAITING}, {"status waiting, failed", 4, WAITING, FAILED}, {"status told, done", 4, TOLD, DONE},
        {"status failed, done", 4, FAILED, DONE}, {"notice done, failed", 5, DONE, FAILED}, {"notice told, waiting", 5, TOLD, WAITING},
        {"button", 6, PLAIN, WRONG}, {"progress", 7, PLAIN, DONE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        for (int theme = 0; theme < THEME_COUNT; theme++) {
            struct scene s[2];
            struct buf words[2];
            const struct thing things[2] = {{pairs[i].name, pairs[i].kind, pairs[i].a}, {pairs[i].name, pairs[i].kind, pairs[i].b}};
            for (int k = 0; k < 2; k++) {
                scene_open(&s[k], 1280, 720);
                s[k].world.theme.name = (enum theme_name)theme;
                scene_show(&s[k], thing_view, &things[k]);
                buf_init(&words[k], WORDS);
                shapes(&words[k], scene_key(&s[k], "it"));
            }
            if (!strcmp(buf_text(&words[0]), buf_text(&words[1])))
                fail_msg("%s: the tree is the same but for colours", pairs[i].name);
            struct rect r = rect_meet(scene_key(&s[0], "it")->rect, scene_key(&s[1], "it")->rect);
            long n = differing(&s[0], &s[1], r);
            if (n < 30)
                fail_msg("%s, %s: only %ld grey pixels differ", pairs[i].name, theme_word((enum theme_name)theme), n);
            for (int k = 0; k < 2; k++) {
                buf_finish(&words[k]);
                scene_close(&s[k]);
            }
        }
    }
}

// ---- Focus and rest, as they are painted
static void two_view(struct ui *u, const void *state) {
    (void)state;
    ui_open(u, &(struct ui_node){.key = "screen", .role = ROLE_SCREEN, .label = "Two", .pad = UI_PAD(100), .gap = 40, .align = ALIGN_STRETCH});
    w_row(u, &(struct w_row){.key = "one", .label = "One", .action = 1});
    w_button(u, &(struct w_button){.key = "two", .label = "Two", .action = 1});
    w_choice(u, &(struct w_choice){.key = "three", .label = "Three", .action = 1});
    w_chip(u, &(struct w_chip){.key = "four", .label = "Four", .action = 1});
    ui_close(u);
}

static uint32_t corner_of(const struct scene *s, const struct ui_node *n) { // inside the fill, away from border and words
    struct frame f = scene_pixels(s);
    return ((const uint32_t *)(const void *)((const char *)f.pixels + (size_t)(n->rect.y + n->rect.h / 2) * (size_t)f.stride))[n->rect.x + 8];
}

static void focus_is_painted_3_to_1(void **state) {
    static const char *const keys[] = {"one", "two", "three", "four"};
    (void)state;
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        struct scene s;
        scene_open(&s, 1920, 1080);
        s.world.theme.name = (enum theme_name)theme;
        s.world.theme.less_motion = true;
        scene_show(&s, two_view, NULL);
        for (size_t i = 0; i < 4; i++) {
            uint32_t in_focus = corner_of(&s, scene_key(&s, keys[i]));
            assert_string_equal(scene_focus(&s)->key, keys[i]);
            scene_press(&s, i < 3 ? KEY_DOWN : KEY_UP);
            scene_settle(&s);
            uint32_t at_rest = corner_of(&s, scene_key(&s, keys[i]));
            if (ui_contrast(in_focus, at_rest) < 3)
                fail_msg("%s in %s: %.2f:1", keys[i], theme_word((enum theme_name)theme), ui_contrast(in_focus, at_rest));
        }
        scene_close(&s);
    }
}

// ---- Less motion
static void list_view(struct ui *u, const void *state) {
    (void)state;
    ui_open(u, &(struct ui_node){.key = "screen", .role = ROLE_SCREEN, .label = "List", .pad = UI_PAD(100), .w = 1920, .h = 1080});
    ui_open(u, &(struct ui_node){.key = "list", .scroll = true, .grow = 1, .gap = 14, .align = ALIGN_STRETCH});
    for (int i = 0; i < 30; i++)
        w_row(u, &(struct w_row){.key = ui_printf(u, "r%d", i), .label = ui_printf(u, "Row %d", i), .action = 1});
    ui_close(u);
    ui_close(u);
}

static void less_motion_is_none(void **state) {
    (void)state;
    for (int less = 0; less < 2; less++) {
        struct scene s;
        int frames = 0;
        scene_open(&s, 1920, 1080);
        s.world.theme.less_motion = less;
        scene_show(&s, list_view, NULL);
        for (int i = 0; i < 20; i++) {
            scene_press(&s, KEY_DOWN);
            frames += ui_stage_next(s.stage) >= 0;
            uint32_t *at_once = scene_copy(&s);
            scene_settle(&s);
            uint32_t *later = scene_copy(&s);
            if (less)
                assert_memory_equal(at_once, later, (size_t)1920 * 1080 * 4);
            free(at_once);
            free(later);
        }
        assert_int_equal(frames, less ? 0 : 20);
        scene_close(&s);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(states_differ_by_shape_or_word),
        cmocka_unit_test(focus_is_painted_3_to_1),
        cmocka_unit_test(less_motion_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
