// SPDX-License-Identifier: Apache-2.0
// What clicks, keys and choices in the emulator's window mean: inputs for the app, or a change of the window itself.
#include "platform/sdl2/emulator.h"
#include "base/log.h"
#include "base/str.h"
#include <string.h>

enum { REPEAT_FIRST_MS = 400, REPEAT_MS = 90 }; // as a remote does

void emulator_push(struct emulator *e, const struct input *in) {
    if (e->queued == EMULATOR_INPUTS) {
        log_line(LOG_WARN, "emulator", "dropped", "reason=queue-full");
        return;
    }
    e->inputs[(e->first + e->queued++) % EMULATOR_INPUTS] = *in;
}

static void repaint_key(struct emulator *e, enum key key) {
    const struct part *p = part_of_key(key);
    if (p && e->chrome)
        emulator_repaint_box(e, (struct box){p->box.x - 6, p->box.y - 6, p->box.w + 12, p->box.h + 12});
}

void emulator_key(struct emulator *e, enum key key, bool down, bool repeat) {
    if (key == KEY_NONE)
        return;
    emulator_push(e, &(struct input){.type = down ? INPUT_KEY : INPUT_KEY_UP, .key = key, .repeat = repeat});
    if (e->pressed[key] != down) {
        e->pressed[key] = down;
        repaint_key(e, key);
    }
}

void emulator_command(struct emulator *e, enum platform_command command, const char *word) {
    struct input in = {.type = INPUT_COMMAND, .command = command};
    (void)text_copy(in.text, sizeof in.text, word ? word : "");
    emulator_push(e, &in);
}

void emulator_record(struct emulator *e) {
    emulator_command(e, COMMAND_RECORD, e->shown.recording ? "stop" : "start");
}

void emulator_open_menu(struct emulator *e, enum part_menu menu) {
    if (!e->chrome)
        return;
    e->menu = e->menu == menu ? MENU_NONE : menu;
    e->menu_at = e->device;
    for (int i = 0; menu == MENU_FAULT && i < menu_count(menu); i++)
        if (!strcmp(menu_choice(menu, i)->word, e->shown.fault))
            e->menu_at = i;
    if (menu == MENU_FAULT && e->menu_at >= menu_count(menu))
        e->menu_at = 0;
    emulator_repaint_all(e);
}

static void choose(struct emulator *e, int item) {
    enum part_menu menu = e->menu;
    e->menu = MENU_NONE;
    emulator_repaint_all(e);
    if (menu == MENU_FAULT) {
        emulator_command(e, COMMAND_FAULT, menu_choice(menu, item)->word);
    } else if (item != e->device) {
        e->next_device = item;
        emulator_push(e, &(struct input){.type = INPUT_RESIZED});
    }
}

static void close_menu(struct emulator *e) {
    e->menu = MENU_NONE;
    e->overlay = false;
    emulator_repaint_all(e);
}

bool emulator_menu_key(struct emulator *e, enum key key) {
    if (e->overlay) {
        close_menu(e);
        return true;
    }
    if (e->menu == MENU_NONE)
        return false;
    int count = menu_count(e->menu);
    if (key == KEY_UP || key == KEY_DOWN) {
        e->menu_at = (e->menu_at + (key == KEY_UP ? count - 1 : 1)) % count;
        emulator_repaint_box(e, menu_box(e->menu));
    } else if (key == KEY_OK) {
        choose(e, e->menu_at);
    } else if (key == KEY_BACK) {
        close_menu(e);
    }
    return true;
}

static struct point to_window(const struct emulator *e, float x, float y) {
    return (struct point){(x - e->left) / e->scale, (y - e->top) / e->scale};
}

static int item_under(const struct emulator *e, struct point at) {
    for (int i = 0; i < menu_count(e->menu); i++)
        if (box_has(menu_item(e->menu, i), at.x, at.y))
            return i;
    return -1;
}

static void press_part(struct emulator *e, const struct part *p) {
    switch (p->kind) {
    case PART_KEY:
    case PART_ARROW:
    case PART_COLOUR:
        e->mouse_key = p->key;
        e->repeat_at = when_monotonic() + REPEAT_FIRST_MS;
        emulator_key(e, p->key, true, false);
        break;
    case PART_SEGMENT:
        emulator_command(e, p->command, p->word);
        break;
    case PART_MENU:
        emulator_open_menu(e, p->menu);
        break;
    case PART_BUTTON:
        if (p->command == COMMAND_RECORD)
            emulator_record(e);
        else
            emulator_command(e, p->command, NULL);
        break;
    }
}

void emulator_mouse_down(struct emulator *e, float x, float y) {
    struct point at = to_window(e, x, y);
    if (e->overlay || e->menu != MENU_NONE) {
        int item = e->overlay ? -1 : item_under(e, at);
        if (item >= 0)
            choose(e, item);
        else
            close_menu(e);
        return;
    }
    const struct part *p = e->chrome ? part_under(at.x, at.y) : NULL;
    if (p)
        press_part(e, p);
}

void emulator_mouse_move(struct emulator *e, float x, float y) {
    int item = e->menu == MENU_NONE ? -1 : item_under(e, to_window(e, x, y));
    if (item < 0 || item == e->menu_at)
        return;
    e->menu_at = item;
    emulator_repaint_box(e, menu_box(e->menu));
}

void emulator_mouse_up(struct emulator *e) {
    emulator_key(e, e->mouse_key, false, false);
    e->mouse_key = KEY_NONE;
}

void emulator_repeat(struct emulator *e, when_ms now) {
    if (e->mouse_key == KEY_NONE || now < e->repeat_at)
        return;
    e->repeat_at = now + REPEAT_MS;
    emulator_key(e, e->mouse_key, true, true);
}

void emulator_toggle_overlay(struct emulator *e) {
    e->overlay = !e->overlay;
    e->menu = MENU_NONE;
    emulator_repaint_all(e);
}

void emulator_toggle_full(struct emulator *e) {
    bool full = !window_is_full(e->window);
    e->chrome = e->with_chrome && !full;
    e->menu = MENU_NONE;
    e->overlay = false;
    window_full(e->window, full);
    emulator_repaint_all(e);
}
