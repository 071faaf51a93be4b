// SPDX-License-Identifier: Apache-2.0
// The caret of an empty field stands before the placeholder and leaves every letter of it as it is drawn; in a text it stands
// where the next letter goes.
#include "helper_scene.h"
#include "helper_test.h"

#include <stdlib.h>

enum { WIDE = 1280, HIGH = 720 };

struct entry {
    const char *value, *text;
    int caret;
    unsigned states;
};

static void field_view(struct ui *u, const void *state) {
    const struct entry *e = state;
    ui_open(u, &(struct ui_node){.key = "page", .role = ROLE_SCREEN, .label = "Page", .pad = UI_PAD(200), .align = ALIGN_STRETCH});
    ui_leaf(u, &(struct ui_node){.key = "field", .role = ROLE_FIELD, .label = "Street", .value = e->value, .text = e->text, .caret = e->caret,
                                 .states = e->states, .paint = PAINT_CARET, .type = TYPE_HEADING, .h = 92, .pad = UI_PAD2(28, 4), .fill = COLOUR_CARD});
    ui_close(u);
}

static uint32_t *drawn(struct scene *s, const struct entry *e) {
    scene_show(s, field_view, e);
    uint32_t *pixels = scene_copy(s);
    assert_non_null(pixels);
    return pixels;
}

// Pixels of the letters that look different with the caret; columns of the caret in `from` and `to`.
static int overpainted(struct scene *s, struct entry e, int *from, int *to) {
    uint32_t *without = drawn(s, &e);
    e.states |= STATE_EDITING;
    uint32_t *with = drawn(s, &e);
    uint32_t paper = without[(scene_key(s, "field")->rect.y + 2) * WIDE + scene_key(s, "field")->rect.x + 2];
    int lost = 0;
    *from = WIDE;
    *to = -1;
    for (int i = 0; i < WIDE * HIGH; i++) {
        if (with[i] == without[i])
            continue;
        lost += without[i] != paper;
        *from = i % WIDE < *from ? i % WIDE : *from;
        *to = i % WIDE > *to ? i % WIDE : *to;
    }
    free(without);
    free(with);
    return lost;
}

static void a_placeholder_is_whole(void **state) {
    static const struct { const char *language, *text; } cases[] = {
        {"en", "Mill Lane 4"}, {"en", "jelly"}, {"ko", "가람길 4"}, {"ar", "شارع الطاحونة"}, {"ar", "Mill Lane 4"}, {"th", "ถนน"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scene s;
        int from, to;
        scene_open(&s, WIDE, HIGH);
        scene_language(&s, cases[i].language);
        int lost = overpainted(&s, (struct entry){.value = "", .text = cases[i].text}, &from, &to);
        assert_true(to >= from); // it is there
        if (lost)
            fail_msg("%s: the caret lies on %d pixels of \"%s\"", cases[i].language, lost, cases[i].text);
        scene_close(&s);
    }
}

static void in_a_text_it_stands_where_one_writes(void **state) {
    struct scene s;
    int start, start_to, end, end_to;
    (void)state;
    scene_open(&s, WIDE, HIGH);
    overpainted(&s, (struct entry){.value = "Mill", .text = "Mill", .caret = 0}, &start, &start_to);
    overpainted(&s, (struct entry){.value = "Mill", .text = "Mill", .caret = 4}, &end, &end_to);
    struct rect field = scene_key(&s, "field")->rect;
    assert_true(start >= field.x + 28 * WIDE / 1920 - 1);
    assert_true(end > start_to);
    scene_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_placeholder_is_whole), cmocka_unit_test(in_a_text_it_stands_where_one_writes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
