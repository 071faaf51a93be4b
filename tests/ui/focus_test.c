// SPDX-License-Identifier: Apache-2.0
// Where arrows lead, who gets the focus when the tree changes, and what a control in focus may do.
#include "helper_test.h"

#include <string.h>

// A screen is drawn as text: one letter a control of 100x60, a dot an empty place; each line is a row of the screen.
struct plan {
    const char *rows[6];
    const char *disabled; // letters
    const char *autofocus;
    bool remember, wrap;
    const char *dialog;   // letters of a dialog's row; NULL: none
    bool rtl;
};

static void control(struct ui *u, const struct plan *p, char letter) {
    char *text = arena_alloc(ui_arena(u), 2);
    assert_non_null(text);
    text[0] = letter;
    ui_leaf(u, &(struct ui_node){.key = text, .role = ROLE_BUTTON, .label = text, .focusable = letter != '.', .w = 100, .h = 60, .action = letter,
                                 .states = p->disabled && strchr(p->disabled, letter) ? STATE_DISABLED : 0,
                                 .autofocus = p->autofocus && strchr(p->autofocus, letter)});
}

static void line(struct ui *u, const struct plan *p, const char *key, const char *letters, bool modal) {
    ui_open(u, &(struct ui_node){.key = key, .role = modal ? ROLE_DIALOG : ROLE_GROUP, .label = modal ? "Sure?" : NULL, .axis = AXIS_ROW, .gap = 20,
                                 .modal = modal, .at = modal, .x = 40, .y = 30, .remember = p->remember, .edge = p->wrap ? EDGE_WRAP : EDGE_LEAVE});
    for (const char *c = letters; *c; c++) {
        if (*c == '.')
            ui_leaf(u, &(struct ui_node){.key = ui_printf(u, "gap%d", (int)(c - letters)), .w = 100, .h = 60});
        else
            control(u, p, *c);
    }
    ui_close(u);
}

static void plan_view(struct ui *u, const void *state) {
    const struct plan *p = state;
    ui_open(u, &(struct ui_node){.key = "screen", .role = ROLE_SCREEN, .label = "Plan", .pad = UI_PAD(100), .gap = 20});
    for (int i = 0; i < 6 && p->rows[i]; i++)
        line(u, p, ui_printf(u, "row%d", i), p->rows[i], false);
    if (p->dialog)
        line(u, p, "dialog", p->dialog, true);
    ui_close(u);
}

static void set_focus(struct scene *s, char letter) {
    const char label[] = {letter, '\0'};
    s->focus.id = ui_find_label(ui_stage_root(s->stage), label)->id;
    scene_frame(s);
}

// Presses u, d, l, r; what has the focus after each is written down, '-' where nothing moved.
static const char *walk(struct scene *s, const char *presses) {
    static char seen[32];
    size_t n = 0;
    for (; *presses; presses++) {
        enum key k = *presses == 'u' ? KEY_UP : *presses == 'd' ? KEY_DOWN : *presses == 'l' ? KEY_LEFT : KEY_RIGHT;
        seen[n++] = scene_press(s, k) == UI_MOVED ? *scene_focus_label(s) : '-';
    }
    seen[n] = '\0';
    return seen;
}

struct walk_case {
    const char *name;
    struct plan plan;
    char from;
    const char *presses, *want;
};

static const struct walk_case walks[] = {
    {"never slantwise to another row", {{"ab", "cdef"}}, 'b', "rlr", "-ab"},
    {"a grid, and its edges", {{"abc", "def"}}, 'a', "lurrrddllu", "--bc-f-eda"},
    {"no row is skipped", {{"abcd", "e", "fghi"}}, 'c', "ddu", "efe"},
    {"straight down where there is something", {{"abcd", "..ef"}}, 'c', "dur", "ecd"},
    {"the nearest when nothing is straight below", {{"abcd", "e..."}}, 'd', "du", "ea"},
    {"rows remember", {{"abcd", "efgh"}, .remember = true}, 'b', "ddurru", "f-bcd-"},
    {"going back into a row", {{"abcd", "efgh"}, .remember = true}, 'd', "dlllu", "hgfed"},
    {"rows wrap", {{"abc", "def"}, .wrap = true}, 'c', "rlld", "acbe"},
    {"a gap in a row is stepped over", {{"a.b"}}, 'a', "rl", "ba"},
    {"a disabled control is stopped at", {{"abc"}, .disabled = "b"}, 'a', "rr", "bc"},
    {"right to left: keys act by what is seen", {{"abc"}, .rtl = true}, 'a', "rll", "-bc"},
    {"right to left: down keeps the start edge", {{"ab", "cd"}, .rtl = true}, 'b', "dr", "dc"},
};

static void arrows_lead_where_they_point(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof walks / sizeof *walks; i++) {
        const struct walk_case *c = &walks[i];
        struct scene s;
        scene_open(&s, 1280, 720);
        s.world.rtl = c->plan.rtl;
        scene_show(&s, plan_view, &c->plan);
        set_focus(&s, c->from);
        const char *seen = walk(&s, c->presses);
        if (strcmp(seen, c->want) != 0)
            fail_msg("%s: %s and not %s", c->name, seen, c->want);
        scene_close(&s);
    }
}

static void the_first_focus(void **state) {
    (void)state;
    struct scene s;
    struct plan p = {{"ab", "cd"}, .autofocus = "c"};
    scene_open(&s, 1280, 720);
    scene_show(&s, plan_view, &p);
    assert_string_equal(scene_focus_label(&s), "c");
    scene_press(&s, KEY_UP);
    scene_frame(&s); // autofocus is for the first time only
    assert_string_equal(scene_focus_label(&s), "a");
    scene_close(&s);
}

static void a_dialog_keeps_the_focus_and_gives_it_back(void **state) {
    (void)state;
    struct scene s;
    struct plan p = {{"abc", "def"}};
    scene_open(&s, 1280, 720);
    scene_show(&s, plan_view, &p);
    set_focus(&s, 'e');
    p.dialog = "xy";
    p.autofocus = "y";
    scene_frame(&s);
    assert_string_equal(scene_focus_label(&s), "y");
    assert_string_equal(walk(&s, "lludr"), "x---y");
    p.dialog = NULL;
    scene_frame(&s);
    assert_string_equal(scene_focus_label(&s), "e");
    scene_close(&s);
}

static void a_vanished_control_hands_over_to_its_neighbour(void **state) {
    (void)state;
    static const struct { const char *before, *after; char had, gets; } table[] = {
        {"abcd", "abd", 'c', 'd'}, {"abcd", "abc", 'd', 'c'}, {"abcd", "bcd", 'a', 'b'}, {"abcd", "xy", 'd', 'y'},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct scene s;
        struct plan p = {{table[i].before}};
        scene_open(&s, 1280, 720);
        scene_show(&s, plan_view, &p);
        set_focus(&s, table[i].had);
        p.rows[0] = table[i].after;
        scene_frame(&s);
        assert_int_equal(*scene_focus_label(&s), table[i].gets);
        scene_close(&s);
    }
}

static void the_focus_survives_what_happens_around_it(void **state) {
    (void)state;
    struct scene s;
    struct plan p = {{"abcd"}};
    scene_open(&s, 1280, 720);
    scene_show(&s, plan_view, &p);
    set_focus(&s, 'c');
    p.rows[0] = "xyabzcd";
    scene_frame(&s);
    assert_string_equal(scene_focus_label(&s), "c");
    p.rows[0] = "";
    scene_frame(&s);
    assert_null(scene_focus(&s));
    assert_int_equal(scene_press(&s, KEY_DOWN), UI_NOTHING);
    p.rows[0] = "abcd";
    scene_frame(&s);
    assert_non_null(scene_focus(&s));
    scene_close(&s);
}

static void only_an_able_control_is_activated(void **state) {
    (void)state;
    struct scene s;
    struct plan p = {{"ab"}, .disabled = "b"};
    scene_open(&s, 1280, 720);
    scene_show(&s, plan_view, &p);
    assert_int_equal(scene_press(&s, KEY_OK), UI_ACTIVATE);
    assert_int_equal(scene_focus(&s)->action, 'a');
    scene_press(&s, KEY_RIGHT);
    assert_string_equal(scene_focus_label(&s), "b");
    assert_int_equal(scene_press(&s, KEY_OK), UI_NOTHING);
    assert_int_equal(scene_press(&s, KEY_5), UI_PASS);
    assert_int_equal(scene_press(&s, KEY_BACK), UI_PASS);
    scene_close(&s);
}

// ---- A control may take keys for itself, and may name its neighbours.
static void special_view(struct ui *u, const void *state) {
    (void)state;
    ui_open(u, &(struct ui_node){.key = "screen", .role = ROLE_SCREEN, .label = "Special", .pad = UI_PAD(100), .gap = 20});
    struct ui_node *a = ui_leaf(u, &(struct ui_node){.key = "a", .role = ROLE_BUTTON, .label = "a", .focusable = true, .w = 100, .h = 60, .takes = UI_TAKES(KEY_LEFT)});
    ui_leaf(u, &(struct ui_node){.key = "b", .role = ROLE_BUTTON, .label = "b", .focusable = true, .w = 100, .h = 60});
    struct ui_node *c = ui_leaf(u, &(struct ui_node){.key = "c", .role = ROLE_BUTTON, .label = "c", .focusable = true, .w = 100, .h = 60});
    a->nav[1] = c->id; // down, over b
    ui_close(u);
}

static void a_control_decides_for_itself(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s, 1280, 720);
    scene_show(&s, special_view, NULL);
    assert_int_equal(scene_press(&s, KEY_LEFT), UI_PASS);
    assert_int_equal(scene_press(&s, KEY_DOWN), UI_MOVED);
    assert_string_equal(scene_focus_label(&s), "c");
    assert_int_equal(scene_press(&s, KEY_UP), UI_MOVED);
    assert_string_equal(scene_focus_label(&s), "b");
    assert_int_equal(scene_press(&s, KEY_LEFT), UI_NOTHING);
    scene_close(&s);
}

// A history entry of its own keeps the focus for BACK.
static void going_back_restores_the_focus(void **state) {
    (void)state;
    struct scene s;
    struct plan first = {{"abc", "def"}}, second = {{"xyz"}};
    scene_open(&s, 1280, 720);
    scene_show(&s, plan_view, &first);
    set_focus(&s, 'f');
    struct ui_focus kept = s.focus;
    s.focus = (struct ui_focus){0};
    scene_show(&s, plan_view, &second);
    assert_string_equal(scene_focus_label(&s), "x");
    s.focus = kept;
    scene_show(&s, plan_view, &first);
    assert_string_equal(scene_focus_label(&s), "f");
    scene_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arrows_lead_where_they_point),
        cmocka_unit_test(the_first_focus),
        cmocka_unit_test(a_dialog_keeps_the_focus_and_gives_it_back),
        cmocka_unit_test(a_vanished_control_hands_over_to_its_neighbour),
        cmocka_unit_test(the_focus_survives_what_happens_around_it),
        cmocka_unit_test(only_an_able_control_is_activated),
        cmocka_unit_test(a_control_decides_for_itself),
        cmocka_unit_test(going_back_restores_the_focus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
