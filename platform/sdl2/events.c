// SPDX-License-Identifier: Apache-2.0
// SDL's events, and sleeping. SDL_WaitEventTimeout blocks in the display server's socket, so the thread sleeps until
// something happens; wake() sends an event of our own.
#include "platform/sdl2/keyboard.h"
#include "base/log.h"
#include "base/str.h"
#include <string.h>

enum { LONGEST_WAIT_MS = 24 * 3600 * 1000 };

static void key_down(struct emulator *e, const SDL_KeyboardEvent *k) {
    enum key key = keyboard_key(k->keysym);
    e->swallow = key_is_digit(key) ? (char)('0' + (key - KEY_0)) : '\0';
    if (!k->repeat && keyboard_shortcut(e, k->keysym))
        return;
    if (key != KEY_NONE && !emulator_menu_key(e, key))
        emulator_key(e, key, true, k->repeat);
}

static void key_up(struct emulator *e, const SDL_KeyboardEvent *k) {
    enum key key = keyboard_key(k->keysym);
    if (key != KEY_NONE && e->pressed[key])
        emulator_key(e, key, false, false);
}

// A digit came as a key just before its text. "?" opens the page of shortcuts.
static void text(struct emulator *e, const char *written) {
    bool swallowed = e->swallow && written[0] == e->swallow && !written[1];
    e->swallow = '\0';
    if (swallowed || e->menu != MENU_NONE)
        return;
    if (!strcmp(written, "?") || e->overlay) {
        emulator_toggle_overlay(e);
        return;
    }
    struct input in = {.type = INPUT_TEXT};
    (void)text_copy(in.text, sizeof in.text, written);
    emulator_push(e, &in);
}

// Keys that are down when the window loses the keyboard would never come up.
static void release_all(struct emulator *e) {
    e->mouse_key = KEY_NONE;
    for (int key = 0; key < KEY_COUNT; key++)
        if (e->pressed[key])
            emulator_key(e, (enum key)key, false, false);
}

static void window_event(struct emulator *e, const SDL_WindowEvent *w) {
    switch (w->event) {
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        window_resized(e->window);
        emulator_repaint_all(e);
        break;
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_RESTORED:
        emulator_repaint_all(e);
        break;
    case SDL_WINDOWEVENT_FOCUS_LOST:
        release_all(e);
        break;
    default:
        break;
    }
}

static void take(struct emulator *e, const SDL_Event *event) {
    switch (event->type) {
    case SDL_QUIT: emulator_push(e, &(struct input){.type = INPUT_QUIT}); break;
    case SDL_KEYDOWN: key_down(e, &event->key); break;
    case SDL_KEYUP: key_up(e, &event->key); break;
    case SDL_TEXTINPUT: text(e, event->text.text); break;
    case SDL_WINDOWEVENT: window_event(e, &event->window); break;
    case SDL_MOUSEBUTTONDOWN:
        if (event->button.button == SDL_BUTTON_LEFT)
            emulator_mouse_down(e, (float)event->button.x, (float)event->button.y);
        break;
    case SDL_MOUSEBUTTONUP:
        if (event->button.button == SDL_BUTTON_LEFT)
            emulator_mouse_up(e);
        break;
    case SDL_MOUSEMOTION: emulator_mouse_move(e, (float)event->motion.x, (float)event->motion.y); break;
    default: break;
    }
}

void events_take(struct emulator *e) {
    SDL_Event event;
    while (e->queued < EMULATOR_INPUTS / 2 && SDL_PollEvent(&event))
        take(e, &event);
    emulator_repeat(e, when_monotonic());
}

static int time_left(const struct emulator *e, when_ms until) {
    when_ms now = when_monotonic(), least = LONGEST_WAIT_MS;
    if (until != -1 && until - now < least)
        least = until - now;
    if (e->mouse_key != KEY_NONE && e->repeat_at - now < least)
        least = e->repeat_at - now;
    return least < 0 ? 0 : (int)least;
}

void events_wait(struct emulator *e, when_ms until) {
    SDL_Event event;
    for (;;) {
        if (atomic_exchange(&e->woken, false) || e->queued || (until != -1 && when_monotonic() >= until))
            return;
        if (SDL_WaitEventTimeout(&event, time_left(e, until)))
            take(e, &event);
        emulator_repeat(e, when_monotonic());
    }
}

void events_wake(struct emulator *e) {
    SDL_Event event = {.type = e->wake_event};
    if (!atomic_exchange(&e->woken, true) && SDL_PushEvent(&event) < 0)
        log_line(LOG_WARN, "emulator", "wake-lost", "reason=%s", SDL_GetError());
}
