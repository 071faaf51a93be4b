// SPDX-License-Identifier: Apache-2.0
// Colours and sizes are those of the design's tokens, and they are enough for people who see little or no colours.
#include "helper_test.h"

#include "base/file.h"
#include "base/json.h"
#include "base/str.h"
#include "ui/audit.h"

#include <string.h>

static const char *const type_names[TYPE_COUNT] = {
    [TYPE_BODY] = "body", [TYPE_FIGURE] = "figure", [TYPE_DISPLAY] = "display", [TYPE_TITLE] = "title", [TYPE_QUESTION] = "question",
    [TYPE_CARD_TITLE_LARGE] = "card-title-large", [TYPE_CARD_TITLE] = "card-title", [TYPE_CODE] = "code", [TYPE_HEADING] = "heading",
    [TYPE_LEAD] = "lead", [TYPE_CHOICE] = "choice", [TYPE_ROW] = "row", [TYPE_LABEL] = "label", [TYPE_SMALL] = "small", [TYPE_KEYBAR] = "keybar",
    [TYPE_KEYCAP] = "keycap"};

static bool tokens(struct arena *a, struct val *out) {
    char path[512];
    struct str text;
    struct fault f;
    const char *shared = getenv("TGOV_SHARED");
    snprintf(path, sizeof path, "%s/look/tokens.json", shared ? shared : "../shared");
    return file_read(a, path, 1 << 20, &text, &f) == ERR_NONE && json_read(a, text.p, text.len, JSON_LIMITS, out, &f) == ERR_NONE;
}

static void colours_are_those_of_the_design(void **state) {
    struct arena a;
    struct val all;
    int compared = 0;
    (void)state;
    arena_init(&a, 4 << 20);
    if (!tokens(&a, &all)) {
        arena_finish(&a);
        skip();
    }
    for (int t = 0; t < THEME_COUNT; t++) {
        struct theme theme = {.name = (enum theme_name)t};
        const struct val *table = val_get(val_get(&all, "colour"), theme_word(theme.name));
        assert_non_null(table);
        for (int c = COLOUR_NONE + 1; c < COLOUR_COUNT; c++) {
            const char *hex = val_get_text(table, colour_name((enum colour)c), NULL);
            if (!hex)
                continue;
            if (theme_colour(&theme, (enum colour)c) != (0xFF000000u | (uint32_t)strtoul(hex + 1, NULL, 16)))
                fail_msg("%s of %s is %06x, the design says %s", colour_name((enum colour)c), theme_word(theme.name),
                         theme_colour(&theme, (enum colour)c) & 0xFFFFFF, hex);
            compared++;
        }
    }
    assert_true(compared >= 3 * 25);
    arena_finish(&a);
}

static void sizes_are_those_of_the_design(void **state) {
    struct arena a;
    struct val all;
    int compared = 0;
    (void)state;
    arena_init(&a, 4 << 20);
    if (!tokens(&a, &all)) {
        arena_finish(&a);
        skip();
    }
    for (int r = 0; r < TYPE_COUNT; r++) {
        const struct val *list = val_get(&all, "type"), *row = NULL;
        assert_true(list && list->type == VAL_ARRAY);
        for (uint32_t i = 0; i < list->count; i++)
            if (text_same(val_get_text(&list->items[i], "name", ""), type_names[r]))
                row = val_get(&list->items[i], "scale");
        for (int s = 0; row && s < SCALE_COUNT; s++) {
            char percent[8];
            struct theme theme = {.scale = (enum text_scale)s};
            snprintf(percent, sizeof percent, "%d", scale_percent(theme.scale));
            const struct val *pair = val_get(row, percent);
            if (!pair || pair->type != VAL_ARRAY || pair->count < 2)
                continue;
            struct type_size size = theme_type(&theme, (enum type_role)r);
            if (size.size != (int)pair->items[0].number || size.line != (int)pair->items[1].number)
                fail_msg("%s at %s is %d/%d", type_names[r], percent, size.size, size.line);
            compared++;
        }
    }
    assert_true(compared >= 14 * SCALE_COUNT);
    arena_finish(&a);
}

// What is written on what: 7:1. What only outlines: 3:1.
static void inks_stand_out(void **state) {
    static const struct pair { enum colour ink, paper; double least; } pairs[] = {
        {COLOUR_INK, COLOUR_GROUND, 7}, {COLOUR_INK, COLOUR_GROUND_TOP, 7}, {COLOUR_INK, COLOUR_CARD, 7}, {COLOUR_INK, COLOUR_SUNK, 7},
        {COLOUR_INK2, COLOUR_GROUND, 7}, {COLOUR_INK2, COLOUR_CARD, 7}, {COLOUR_INK2, COLOUR_SUNK, 7}, {COLOUR_ACT, COLOUR_CARD, 7},
        {COLOUR_ON_ACT, COLOUR_ACT, 7}, {COLOUR_ON_ACT2, COLOUR_ACT, 7}, {COLOUR_ON_ACT, COLOUR_PRESS, 7}, {COLOUR_ON_ACT2, COLOUR_PRESS, 7},
        {COLOUR_OK, COLOUR_OK_TINT, 7}, {COLOUR_WAIT, COLOUR_WAIT_TINT, 7}, {COLOUR_BAD, COLOUR_BAD_TINT, 7}, {COLOUR_INFO, COLOUR_INFO_TINT, 7},
        {COLOUR_INK, COLOUR_OK_TINT, 7}, {COLOUR_INK, COLOUR_WAIT_TINT, 7}, {COLOUR_INK, COLOUR_BAD_TINT, 7}, {COLOUR_INK, COLOUR_INFO_TINT, 7},
        {COLOUR_CTL, COLOUR_GROUND, 3}, {COLOUR_CTL, COLOUR_CARD, 3}, {COLOUR_PLATE_INK, COLOUR_PLATE, 7}, {COLOUR_ALERT_TEXT, COLOUR_ALERT, 7},
    };
    (void)state;
    for (int t = 0; t < THEME_COUNT; t++) {
        struct theme theme = {.name = (enum theme_name)t};
        for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
            double found = ui_contrast(theme_colour(&theme, pairs[i].ink), theme_colour(&theme, pairs[i].paper));
            if (found < pairs[i].least)
                fail_msg("%s: %s on %s is %.2f:1", theme_word(theme.name), colour_name(pairs[i].ink), colour_name(pairs[i].paper), found);
        }
    }
}

// The ratio counts lightness only, so this is what somebody without colours sees: the fill turns over.
static void focus_is_seen_without_colours(void **state) {
    (void)state;
    for (int t = 0; t < THEME_COUNT; t++) {
        struct theme theme = {.name = (enum theme_name)t};
        assert_true(ui_contrast(theme_colour(&theme, COLOUR_ACT), theme_colour(&theme, COLOUR_CARD)) >= 9);
        assert_true(ui_contrast(theme_colour(&theme, COLOUR_ACT), theme_colour(&theme, COLOUR_GROUND)) >= 3);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(colours_are_those_of_the_design),
        cmocka_unit_test(sizes_are_those_of_the_design),
        cmocka_unit_test(inks_stand_out),
        cmocka_unit_test(focus_is_seen_without_colours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
