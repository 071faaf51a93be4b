// SPDX-License-Identifier: Apache-2.0
// What can be pressed in the emulator's window, as a table: the drawn remote and the panel below the television. All
// lengths are pixels of a window of 1920x1080.
#ifndef TGOV_PLATFORM_SDL2_PARTS_H
#define TGOV_PLATFORM_SDL2_PARTS_H

#include "platform/platform.h"
#include "platform/sdl2/canvas.h"

enum { PARTS_WIDTH = 1920, PARTS_HEIGHT = 1080, PART_ITEM_HEIGHT = 56 };
static const struct box parts_television = {60, 60, 1248, 702};

enum part_kind {
    PART_KEY,     // a key of the remote with a word or an icon on it
    PART_ARROW,   // a side of the ring around OK
    PART_COLOUR,  // a colour key
    PART_SEGMENT, // one of several choices in a row: sends `command` with `word`
    PART_MENU,    // opens a list of choices
    PART_BUTTON,  // sends `command`
};
enum part_group { GROUP_NONE, GROUP_LOOK, GROUP_TEXT, GROUP_LANGUAGE };
enum part_menu { MENU_NONE, MENU_DEVICE, MENU_FAULT };

struct part {
    enum part_kind kind;
    struct box box;
    const char *label, *icon;
    float size;      // of the text or of the icon
    float stroke;    // of the icon
    enum key key;
    enum part_group group;
    enum part_menu menu;
    enum platform_command command;
    const char *word; // for `command`
    bool mirror;      // the icon points the other way
};

// NULL behind the last.
const struct part *part_at(size_t i);
// The part under a point, or NULL. The ring belongs to its arrows by direction, not by their icons.
const struct part *part_under(float x, float y);
// The part of a key, or NULL.
const struct part *part_of_key(enum key key);
const struct part *part_of_menu(enum part_menu menu);

struct choice {
    const char *label, *word;
};
// NULL behind the last.
const struct choice *menu_choice(enum part_menu menu, int i);
int menu_count(enum part_menu menu);
// Where an opened menu's item is drawn.
struct box menu_item(enum part_menu menu, int i);
// The whole opened list with its border.
struct box menu_box(enum part_menu menu);

// The simulated boxes, in the order of MENU_DEVICE.
struct device {
    int width, height, fps; // fps 0: no limit
};
const struct device *device_at(int i);

#endif
