// SPDX-License-Identifier: Apache-2.0
// Large text scrolls: what stands between two controls, or below the last one, is read before the focus goes on; the upper edge of
// a list cuts no line; a question over a page leaves nothing of it half seen.
#include "helper_test.h"

#include <string.h>

enum { PARAGRAPHS = 12, PRESSES = 60 };

static void letter_view(struct ui *u, const void *state) {
    bool asking = state && *(const bool *)state;
    const struct w_page page = {.key = "p", .title = "P", .back = "Home"};
    w_page_open(u, &page);
    ui_open(u, &(struct ui_node){.key = "list", .scroll = true, .grow = 1, .align = ALIGN_STRETCH, .pad = {0, 0, 28, 0}});
    w_heading(u, "title", "A letter of the office", TYPE_TITLE);
    w_button(u, &(struct w_button){.key = "first", .label = "First", .action = 1});
    for (int i = 0; i < PARAGRAPHS; i++)
        w_text(u, ui_printf(u, "between%d", i), ui_printf(u, "Paragraph %d, before the second button", i), TYPE_BODY, COLOUR_NONE);
    w_button(u, &(struct w_button){.key = "second", .label = "Second", .action = 1});
    for (int i = 0; i < PARAGRAPHS; i++)
        w_text(u, ui_printf(u, "after%d", i), ui_printf(u, "Paragraph %d, after it", i), TYPE_BODY, COLOUR_NONE);
    ui_close(u);
    w_space(u, "gap", 20);
    w_button(u, &(struct w_button){.key = "send", .label = "Send", .action = 1});
    if (asking) {
        w_dialog_open(u, "sure", "Sure?");
        w_button(u, &(struct w_button){.key = "yes", .label = "Yes", .action = 1});
        ui_close(u);
    }
    w_page_close(u, &page);
}

enum { BLANK = 8 }; // over the letters of a line

static bool is_seen(const struct ui_node *n) {
    struct rect letters = n->rect;
    letters.y += BLANK;
    letters.h -= BLANK;
    return rect_inside(letters, n->clip);
}

// Which paragraphs are on the glass now as a whole; `cut` counts texts that lie across the upper edge of the list.
static void look(const struct scene *s, bool seen[2][PARAGRAPHS], int *cut) {
    const struct ui_node *list = scene_key(s, "list");
    for (int i = 0; i < 2 * PARAGRAPHS; i++) {
        char key[32];
        snprintf(key, sizeof key, "%s%d", i < PARAGRAPHS ? "between" : "after", i % PARAGRAPHS);
        const struct ui_node *n = scene_key(s, key);
        seen[i / PARAGRAPHS][i % PARAGRAPHS] |= is_seen(n);
        *cut += n->rect.y + BLANK < list->rect.y && rect_bottom(n->rect) > list->rect.y;
    }
}

static void walk(struct scene *s, enum key key, const char *to, bool seen[2][PARAGRAPHS], int *cut) {
    for (int i = 0; i < PRESSES && strcmp(scene_focus_label(s), to) != 0; i++) {
        scene_press(s, key);
        assert_true(scene_settle(s) >= 0);
        look(s, seen, cut);
    }
    assert_string_equal(scene_focus_label(s), to);
}

static void every_paragraph_is_read(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s, 1920, 1080);
    for (int scale = SCALE_150; scale <= SCALE_200; scale++) {
        bool down[2][PARAGRAPHS] = {{false}}, up[2][PARAGRAPHS] = {{false}};
        int cut = 0;
        s.world.theme.scale = (enum text_scale)scale;
        s.focus = (struct ui_focus){0};
        scene_show(&s, letter_view, NULL);
        assert_string_equal(scene_focus_label(&s), "First");
        look(&s, down, &cut);
        walk(&s, KEY_DOWN, "Send", down, &cut);
        look(&s, up, &cut);
        walk(&s, KEY_UP, "First", up, &cut);
        for (int i = 0; i < PARAGRAPHS; i++) {
            assert_true(down[0][i] && down[1][i]);
            assert_true(up[0][i] && up[1][i]);
        }
        assert_int_equal(cut, 0);
    }
    scene_close(&s);
}

// At the top of a list nothing moves only to show that there is more: the title stays.
static void the_title_stays_at_first(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s, 1920, 1080);
    s.world.theme.scale = SCALE_200;
    scene_show(&s, letter_view, NULL);
    assert_true(is_seen(scene_key(&s, "title")));
    scene_close(&s);
}

// A question takes the place of the page; afterwards the page is as it was, the focus and the way down the list, too.
static void a_dialog_stands_alone(void **state) {
    const bool no = false, yes = true;
    (void)state;
    struct scene s;
    scene_open(&s, 1920, 1080);
    scene_show(&s, letter_view, &no);
    bool seen[2][PARAGRAPHS];
    int cut = 0;
    memset(seen, 0, sizeof seen);
    walk(&s, KEY_DOWN, "Second", seen, &cut);
    int y = scene_focus(&s)->rect.y;
    scene_show(&s, letter_view, &yes);
    assert_string_equal(scene_focus_label(&s), "Yes");
    assert_null(scene_key(&s, "list"));
    assert_null(scene_key(&s, "send"));
    assert_non_null(scene_key(&s, "keys"));
    scene_show(&s, letter_view, &no);
    assert_string_equal(scene_focus_label(&s), "Second");
    assert_int_equal(scene_focus(&s)->rect.y, y);
    scene_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_paragraph_is_read),
        cmocka_unit_test(the_title_stays_at_first),
        cmocka_unit_test(a_dialog_stands_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
