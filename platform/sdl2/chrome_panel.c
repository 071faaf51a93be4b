// SPDX-License-Identifier: Apache-2.0
// The panel below the television, its opened lists, and the page of keyboard shortcuts.
#include "platform/sdl2/emulator.h"
#include <string.h>

enum {
    CONTROL = 0x2e3537, CONTROL_LINE = 0x7f8c88, BUTTON_LINE = 0xc4ccc8, HEADING = 0xc4ccc8, INK = 0xf4f2ea,
    ON = 0xf4f0de, ON_INK = 0x14201d, RECORDING = 0xb3261e, PAGE = 0x23282a, PAGE_LINE = 0x7f8c88,
};

static const struct {
    struct box box; // of the row of segments
    enum part_group group;
} groups[] = {{{40, 982, 372, 56}, GROUP_LOOK}, {{436, 982, 292, 56}, GROUP_TEXT}, {{752, 868, 312, 56}, GROUP_LANGUAGE}};

static void paint_headings(struct emulator *e, struct canvas *c) {
    static const struct {
        float x, y;
        const char *text;
    } headings[] = {{40, 826, "Device"}, {40, 940, "Look"}, {436, 826, "Network fault"}, {436, 940, "Text size"},
                    {752, 826, "Language"}, {752, 940, "Clock"}, {1088, 826, "Record"}};
    for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++)
        chrome_label(e, c, headings[i].text, (struct box){headings[i].x, headings[i].y, 372, 32}, 24, true, false, HEADING);
}

// A segment that is on fills its part of the row's rounded shape, so it is that shape painted within the segment.
static void paint_group(struct emulator *e, struct canvas *c, struct box row, enum part_group group) {
    struct rect clip = c->clip;
    const struct part *p;
    chrome_frame(e, c, row, 10, 2, CONTROL_LINE, CONTROL);
    for (size_t i = 0; (p = part_at(i)) != NULL; i++) {
        if (p->kind != PART_SEGMENT || p->group != group)
            continue;
        bool on = chrome_is_on(e, p), first = p->box.x <= row.x;
        struct box line = {p->box.x, row.y + 2, 2, row.h - 4}, inner = {row.x + 2, row.y + 2, row.w - 4, row.h - 4};
        if (on) {
            struct box own = chrome_box(e, p->box);
            c->clip = rect_meet(clip, box_bounds(own));
            canvas_round(c, chrome_box(e, inner), 8 * e->scale, ON, ON);
            c->clip = clip;
        }
        if (!first)
            canvas_round(c, chrome_box(e, line), 0, CONTROL_LINE, CONTROL_LINE);
        chrome_label(e, c, p->label, p->box, p->size, on, true, on ? ON_INK : INK);
    }
}

static const char *menu_label(const struct emulator *e, enum part_menu menu) {
    if (menu == MENU_DEVICE)
        return menu_choice(menu, e->device)->label;
    for (int i = 0; i < menu_count(menu); i++)
        if (!strcmp(menu_choice(menu, i)->word, e->shown.fault))
            return menu_choice(menu, i)->label;
    return menu_choice(menu, 0)->label;
}

static void paint_control(struct emulator *e, struct canvas *c, const struct part *p) {
    struct box text = {p->box.x + 18, p->box.y, p->box.w - 60, p->box.h};
    struct box end = {p->box.x + p->box.w - 44, p->box.y, 26, p->box.h};
    if (p->kind == PART_MENU) {
        chrome_frame(e, c, p->box, 10, 2, CONTROL_LINE, CONTROL);
        chrome_label(e, c, menu_label(e, p->menu), text, p->size, false, false, INK);
        chrome_text_icon(e->text, c, "down", chrome_box(e, end), 26 * e->scale, 3 * e->scale, false, INK);
        return;
    }
    bool recording = p->command == COMMAND_RECORD && e->shown.recording;
    struct box sign = {p->box.x + 20, p->box.y, 32, p->box.h}, words = {p->box.x + 66, p->box.y, p->box.w - 70, p->box.h};
    chrome_frame(e, c, p->box, 10, 2, BUTTON_LINE, recording ? RECORDING : CONTROL);
    if (p->icon) {
        chrome_text_icon(e->text, c, p->icon, chrome_box(e, sign), 32 * e->scale, 2.6f * e->scale, false, INK);
    } else {
        float half = recording ? 8 : 5.5f; // recording is a square, as on every recorder's stop key
        struct box dot = {sign.x + 16 - half, sign.y + 28 - half, 2 * half, 2 * half};
        canvas_round(c, chrome_box(e, dot), (recording ? 2 : half) * e->scale, INK, INK);
    }
    chrome_label(e, c, recording ? "Stop" : p->label, words, p->size, true, false, INK);
}

// One line between the television and the panel; a longer text is cut by the window, as its start says enough.
static void paint_caption(struct emulator *e, struct canvas *c) {
    struct rect clip = c->clip;
    struct box line = {40, 800, 1288, 26}, words = {76, 800, 1252, 26};
    if (!e->caption[0])
        return;
    c->clip = rect_meet(clip, box_bounds(chrome_box(e, line)));
    chrome_text_icon(e->text, c, "speaker", chrome_box(e, (struct box){40, 800, 26, 26}), 24 * e->scale, 2 * e->scale, false,
                     HEADING);
    chrome_label(e, c, e->caption, words, 20, false, false, HEADING);
    c->clip = clip;
}

void chrome_paint_panel(struct emulator *e, struct canvas *c) {
    const struct part *p;
    struct box clock = {752, 982, 312, 56};
    paint_caption(e, c);
    paint_headings(e, c);
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
        paint_group(e, c, groups[i].box, groups[i].group);
    for (size_t i = 0; (p = part_at(i)) != NULL; i++)
        if (p->kind == PART_MENU || p->kind == PART_BUTTON)
            paint_control(e, c, p);
    chrome_frame(e, c, clock, 10, 2, CONTROL_LINE, CONTROL);
    chrome_label(e, c, e->shown.clock, (struct box){clock.x + 18, clock.y, clock.w, clock.h}, 24, false, false, INK);
}

void chrome_paint_menu(struct emulator *e, struct canvas *c) {
    chrome_frame(e, c, menu_box(e->menu), 10, 2, BUTTON_LINE, CONTROL);
    for (int i = 0; i < menu_count(e->menu); i++) {
        struct box b = menu_item(e->menu, i);
        bool on = i == e->menu_at;
        if (on)
            canvas_round(c, chrome_box(e, b), 8 * e->scale, ON, ON);
        chrome_label(e, c, menu_choice(e->menu, i)->label, (struct box){b.x + 16, b.y, b.w - 16, b.h}, 24, on, false,
                     on ? ON_INK : INK);
    }
}

void chrome_paint_overlay(struct emulator *e, struct canvas *c) {
    static const char *const rows[][2] = {
        {"Arrows", "Move"}, {"Enter", "OK"}, {"Esc", "BACK"}, {"Home", "HOME"},
        {"F1 to F4", "Red, green, yellow, blue"}, {"0 to 9", "The digits"}, {"Page Up, Page Down", "Channel up and down"},
        {"F5", "Help"}, {"F6", "Menu"}, {"F7, F8", "Rewind, forward"}, {"F9", "Mute"}, {"F10", "Power"},
        {"Letters", "Typed as they are"}, {"Backspace", "Deletes a letter"},
        {"Ctrl D", "Device"}, {"Ctrl N", "Network fault"}, {"Ctrl L", "Next language"}, {"Ctrl T", "Next text size"},
        {"Ctrl K", "Next look"}, {"Ctrl S", "Screenshot"}, {"Ctrl R", "Record keys"}, {"F11", "The television alone"},
        {"?", "This page"}};
    enum { ROWS = sizeof rows / sizeof rows[0], LEFT = 12 };
    struct box page = e->chrome ? parts_television : (struct box){336, 189, 1248, 702};
    chrome_frame(e, c, page, 0, 2, PAGE_LINE, PAGE);
    chrome_label(e, c, "The keyboard as a remote", (struct box){page.x + 40, page.y + 28, 900, 56}, 36, true, false, INK);
    for (int i = 0; i < ROWS; i++) {
        float x = page.x + (i < LEFT ? 40 : 660), y = page.y + 100 + (float)((i < LEFT ? i : i - LEFT) * 46);
        chrome_label(e, c, rows[i][0], (struct box){x, y, 270, 46}, 24, true, false, ON);
        chrome_label(e, c, rows[i][1], (struct box){x + 280, y, 330, 46}, 24, false, false, INK);
    }
    chrome_label(e, c, "Any key closes this page.", (struct box){page.x + 40, page.y + 656, 900, 40}, 24, false, false,
                 HEADING);
}
