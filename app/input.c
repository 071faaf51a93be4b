// SPDX-License-Identifier: Apache-2.0
// One input: a key goes to the toolkit first, then to the screen, then to the router; the emulator's panel is obeyed here.
#include "app/inside.h"

#include "base/log.h"

// What the household presses at any time, whatever a screen does with its keys: first of all the privacy curtain.
static bool global_key(struct app *app, enum key key) {
    if (key == KEY_POWER) { // the box goes to sleep: whoever wakes it is a guest
        session_lock(app);
        return true;
    }
    if (key != KEY_RED && key != KEY_GREEN && key != KEY_BLUE && key != KEY_HOME)
        return false;
    if (router_top(app)->def->id == SCREEN_CURTAIN)
        return false; // the curtain decides itself what opens it
    router_key(app, key);
    return true;
}

static void to_screen(struct app *app, enum event_type type, enum key key, bool repeat, const char *text) {
    struct event ev = {.type = type, .key = key, .repeat = repeat, .text = text};
    app_deliver(app, router_top(app), &ev, NULL);
}

static void activate(struct app *app) {
    const struct ui_node *n = ui_stage_focused(app->stage);
    if (!n || (n->states & STATE_DISABLED) || !n->action)
        return;
    struct event ev = {.type = EV_ACTION, .action = n->action, .arg = n->arg};
    app_deliver(app, router_top(app), &ev, NULL);
}

static void key_down(struct app *app, enum key key, bool repeat) {
    struct entry *top = router_top(app);
    if (speech_key(app, key) || global_key(app, key))
        return;
    if (key == KEY_OK && !repeat)
        ui_stage_press(app->stage, true);
    switch (ui_stage_key(app->stage, &top->focus, key, repeat)) {
    case UI_MOVED: app->dirty = true; break;
    case UI_ACTIVATE:
        if (!repeat)
            activate(app);
        break;
    case UI_PASS: to_screen(app, EV_KEY, key, repeat, NULL); break;
    case UI_NOTHING: break;
    }
}

static void set_fault(struct app *app, const char *word) {
    static const struct { const char *word; enum net_fault fault; } faults[] = {
        {"none", NET_FAULT_NONE}, {"offline", NET_FAULT_OFFLINE}, {"slow", NET_FAULT_SLOW},
        {"error", NET_FAULT_5XX}, {"certificate", NET_FAULT_BAD_CERTIFICATE},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        if (text_same(word, faults[i].word)) {
            app->fault = faults[i].fault;
            net_set_fault(app->net, faults[i].fault);
        }
    }
}

static void command(struct app *app, const struct input *in) {
    enum text_scale scale;
    enum theme_name theme;
    long percent;
    switch (in->command) {
    case COMMAND_LANGUAGE: settings_language(app, in->text); break;
    case COMMAND_TEXT_SCALE:
        if (text_integer(in->text, 100, 200, &percent) && scale_from_percent((int)percent, &scale))
            settings_scale(app, scale);
        break;
    case COMMAND_THEME:
        if (theme_from_word(in->text, &theme))
            settings_theme(app, theme);
        break;
    case COMMAND_FAULT: set_fault(app, in->text); break;
    case COMMAND_SHOT: frame_shot(app, *in->text ? in->text : NULL); break;
    case COMMAND_RECORD: break; // the emulator writes the keys itself
    }
    app->dirty = true; // the panel's read-out follows
}

void input_take(struct app *app, const struct input *in) {
    switch (in->type) {
    case INPUT_KEY:
        app->speech.held = in->repeat;
        key_down(app, in->key, in->repeat);
        break;
    case INPUT_KEY_UP:
        if (in->key == KEY_OK) {
            ui_stage_press(app->stage, false);
            app->dirty = true;
        }
        break;
    case INPUT_TEXT: to_screen(app, EV_TEXT, KEY_NONE, false, in->text); break;
    case INPUT_RESIZED:
        ui_stage_repaint(app->stage);
        app->dirty = true;
        break;
    case INPUT_COMMAND: command(app, in); break;
    case INPUT_VOICE: speech_heard_of(app, in); break;
    case INPUT_QUIT: app->quit = true; break;
    case INPUT_NONE: break;
    }
    // A key belongs to the picture it was pressed on: the next one finds the tree that this one made.
    if (app->dirty && !app->quit)
        frame_make(app);
}
