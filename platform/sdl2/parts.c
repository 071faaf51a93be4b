// SPDX-License-Identifier: Apache-2.0
// The table of the remote and the panel.
#include "platform/sdl2/parts.h"
#include <math.h>
#include <stddef.h>

static const struct part parts[] = {
    {PART_KEY, {1435, 83, 68, 68}, NULL, "power", 38, 3.4f, KEY_POWER},
    {PART_KEY, {1595, 83, 68, 68}, NULL, "tv", 36, 3, KEY_MENU},
    {PART_ARROW, {1513, 178, 72, 72}, NULL, "up", 42, 4, KEY_UP},
    {PART_ARROW, {1513, 376, 72, 72}, NULL, "down", 42, 4, KEY_DOWN},
    {PART_ARROW, {1414, 277, 72, 72}, NULL, "chevron", 42, 4, KEY_LEFT, .mirror = true},
    {PART_ARROW, {1612, 277, 72, 72}, NULL, "chevron", 42, 4, KEY_RIGHT},
    {PART_KEY, {1489, 253, 120, 120}, "OK", NULL, 36, 0, KEY_OK},
    {PART_KEY, {1423, 463, 118, 60}, "BACK", NULL, 24, 0, KEY_BACK},
    {PART_KEY, {1555, 463, 118, 60}, "HOME", NULL, 24, 0, KEY_HOME},
    {PART_COLOUR, {1421, 551, 53, 53}, .key = KEY_RED},
    {PART_COLOUR, {1488, 551, 53, 53}, .key = KEY_GREEN},
    {PART_COLOUR, {1555, 551, 53, 53}, .key = KEY_YELLOW},
    {PART_COLOUR, {1622, 551, 53, 53}, .key = KEY_BLUE},
    {PART_KEY, {1435, 623, 68, 68}, "1", NULL, 32, 0, KEY_1},
    {PART_KEY, {1515, 623, 68, 68}, "2", NULL, 32, 0, KEY_2},
    {PART_KEY, {1595, 623, 68, 68}, "3", NULL, 32, 0, KEY_3},
    {PART_KEY, {1435, 703, 68, 68}, "4", NULL, 32, 0, KEY_4},
    {PART_KEY, {1515, 703, 68, 68}, "5", NULL, 32, 0, KEY_5},
    {PART_KEY, {1595, 703, 68, 68}, "6", NULL, 32, 0, KEY_6},
    {PART_KEY, {1435, 783, 68, 68}, "7", NULL, 32, 0, KEY_7},
    {PART_KEY, {1515, 783, 68, 68}, "8", NULL, 32, 0, KEY_8},
    {PART_KEY, {1595, 783, 68, 68}, "9", NULL, 32, 0, KEY_9},
    {PART_KEY, {1435, 863, 68, 68}, NULL, "speaker", 34, 3, KEY_MUTE},
    {PART_KEY, {1515, 863, 68, 68}, "0", NULL, 32, 0, KEY_0},
    {PART_KEY, {1595, 863, 68, 68}, NULL, "help", 36, 3, KEY_HELP},

    {.kind = PART_MENU, .box = {40, 868, 372, 56}, .menu = MENU_DEVICE, .size = 24},
    {.kind = PART_MENU, .box = {436, 868, 292, 56}, .menu = MENU_FAULT, .size = 24},
    {PART_SEGMENT, {40, 982, 116, 56}, "Day", NULL, 24, 0, 0, GROUP_LOOK, 0, COMMAND_THEME, "day"},
    {PART_SEGMENT, {156, 982, 116, 56}, "Evening", NULL, 24, 0, 0, GROUP_LOOK, 0, COMMAND_THEME, "evening"},
    {PART_SEGMENT, {272, 982, 140, 56}, "Contrast", NULL, 24, 0, 0, GROUP_LOOK, 0, COMMAND_THEME, "contrast"},
    {PART_SEGMENT, {436, 982, 73, 56}, "100", NULL, 24, 0, 0, GROUP_TEXT, 0, COMMAND_TEXT_SCALE, "100"},
    {PART_SEGMENT, {509, 982, 72, 56}, "125", NULL, 24, 0, 0, GROUP_TEXT, 0, COMMAND_TEXT_SCALE, "125"},
    {PART_SEGMENT, {581, 982, 73, 56}, "150", NULL, 24, 0, 0, GROUP_TEXT, 0, COMMAND_TEXT_SCALE, "150"},
    {PART_SEGMENT, {654, 982, 74, 56}, "200", NULL, 24, 0, 0, GROUP_TEXT, 0, COMMAND_TEXT_SCALE, "200"},
    {PART_SEGMENT, {752, 868, 114, 56}, "English", NULL, 24, 0, 0, GROUP_LANGUAGE, 0, COMMAND_LANGUAGE, "en"},
    {PART_SEGMENT, {866, 868, 98, 56}, "한국어", NULL, 24, 0, 0, GROUP_LANGUAGE, 0, COMMAND_LANGUAGE, "ko"},
    {PART_SEGMENT, {964, 868, 100, 56}, "العربية", NULL, 24, 0, 0, GROUP_LANGUAGE, 0, COMMAND_LANGUAGE, "ar"},
    {.kind = PART_BUTTON, .box = {1088, 868, 240, 56}, .label = "Screenshot", .icon = "camera", .size = 24,
     .command = COMMAND_SHOT},
    {.kind = PART_BUTTON, .box = {1088, 982, 240, 56}, .label = "Record keys", .size = 24, .command = COMMAND_RECORD},
};
enum { PARTS = sizeof parts / sizeof parts[0] };

static const struct choice devices[] = {
    {"720p", "720"}, {"1080p", "1080"}, {"2160p", "2160"}, {"Weak box, 1080p, 30 fps", "weak"}};
static const struct device device_sizes[] = {{1280, 720, 0}, {1920, 1080, 0}, {3840, 2160, 0}, {1920, 1080, 30}};
static const struct choice faults[] = {{"None", "none"}, {"Offline", "offline"}, {"Slow", "slow"},
                                       {"Server error", "error"}, {"Bad certificate", "certificate"}};

const struct part *part_at(size_t i) {
    return i < PARTS ? &parts[i] : NULL;
}

const struct part *part_of_key(enum key key) {
    for (size_t i = 0; i < PARTS; i++)
        if (parts[i].key == key && key != KEY_NONE)
            return &parts[i];
    return NULL;
}

const struct part *part_of_menu(enum part_menu menu) {
    for (size_t i = 0; i < PARTS; i++)
        if (parts[i].menu == menu && menu != MENU_NONE)
            return &parts[i];
    return NULL;
}

const struct part *part_under(float x, float y) {
    float dx = x - 1549, dy = y - 313, distance = hypotf(dx, dy);
    if (distance < 60)
        return part_of_key(KEY_OK);
    if (distance < 130)
        return part_of_key(fabsf(dx) > fabsf(dy) ? (dx < 0 ? KEY_LEFT : KEY_RIGHT) : (dy < 0 ? KEY_UP : KEY_DOWN));
    for (size_t i = 0; i < PARTS; i++)
        if (box_has(parts[i].box, x, y))
            return &parts[i];
    return NULL;
}

int menu_count(enum part_menu menu) {
    return menu == MENU_DEVICE ? (int)(sizeof devices / sizeof devices[0])
           : menu == MENU_FAULT ? (int)(sizeof faults / sizeof faults[0]) : 0;
}

const struct choice *menu_choice(enum part_menu menu, int i) {
    if (i < 0 || i >= menu_count(menu))
        return NULL;
    return menu == MENU_DEVICE ? &devices[i] : &faults[i];
}

const struct device *device_at(int i) {
    return menu_choice(MENU_DEVICE, i) ? &device_sizes[i] : NULL;
}

struct box menu_box(enum part_menu menu) {
    const struct part *p = part_of_menu(menu);
    float h = (float)(menu_count(menu) * PART_ITEM_HEIGHT + 4);
    if (!p)
        return (struct box){0};
    return (struct box){p->box.x, p->box.y - 8 - h, p->box.w, h};
}

struct box menu_item(enum part_menu menu, int i) {
    struct box b = menu_box(menu);
    return (struct box){b.x + 2, b.y + 2 + (float)(i * PART_ITEM_HEIGHT), b.w - 4, PART_ITEM_HEIGHT};
}
