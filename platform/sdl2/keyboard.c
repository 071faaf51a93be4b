// SPDX-License-Identifier: Apache-2.0
// Which key of the keyboard is which of the remote.
#include "platform/sdl2/keyboard.h"

static const struct {
    SDL_Keycode code;
    enum key key;
} keys[] = {
    {SDLK_UP, KEY_UP}, {SDLK_DOWN, KEY_DOWN}, {SDLK_LEFT, KEY_LEFT}, {SDLK_RIGHT, KEY_RIGHT},
    {SDLK_RETURN, KEY_OK}, {SDLK_KP_ENTER, KEY_OK}, {SDLK_SELECT, KEY_OK},
    {SDLK_ESCAPE, KEY_BACK}, {SDLK_AC_BACK, KEY_BACK}, {SDLK_HOME, KEY_HOME}, {SDLK_AC_HOME, KEY_HOME},
    {SDLK_F1, KEY_RED}, {SDLK_F2, KEY_GREEN}, {SDLK_F3, KEY_YELLOW}, {SDLK_F4, KEY_BLUE},
    {SDLK_F5, KEY_HELP}, {SDLK_HELP, KEY_HELP}, {SDLK_F6, KEY_MENU}, {SDLK_MENU, KEY_MENU}, {SDLK_APPLICATION, KEY_MENU},
    {SDLK_F7, KEY_REWIND}, {SDLK_AUDIOREWIND, KEY_REWIND}, {SDLK_AUDIOPREV, KEY_REWIND},
    {SDLK_F8, KEY_FORWARD}, {SDLK_AUDIOFASTFORWARD, KEY_FORWARD}, {SDLK_AUDIONEXT, KEY_FORWARD},
    {SDLK_AUDIOPLAY, KEY_PLAY}, {SDLK_AUDIOSTOP, KEY_STOP}, {SDLK_STOP, KEY_STOP},
    {SDLK_F9, KEY_MUTE}, {SDLK_AUDIOMUTE, KEY_MUTE}, {SDLK_MUTE, KEY_MUTE},
    {SDLK_VOLUMEUP, KEY_VOLUME_UP}, {SDLK_VOLUMEDOWN, KEY_VOLUME_DOWN},
    {SDLK_F10, KEY_POWER}, {SDLK_POWER, KEY_POWER},
    {SDLK_PAGEUP, KEY_PAGE_UP}, {SDLK_PAGEDOWN, KEY_PAGE_DOWN}, {SDLK_AC_SEARCH, KEY_SEARCH}, {SDLK_FIND, KEY_SEARCH},
    {SDLK_BACKSPACE, KEY_DELETE}, {SDLK_DELETE, KEY_DELETE},
    {SDLK_KP_0, KEY_0}, {SDLK_KP_1, KEY_1}, {SDLK_KP_2, KEY_2}, {SDLK_KP_3, KEY_3}, {SDLK_KP_4, KEY_4},
    {SDLK_KP_5, KEY_5}, {SDLK_KP_6, KEY_6}, {SDLK_KP_7, KEY_7}, {SDLK_KP_8, KEY_8}, {SDLK_KP_9, KEY_9},
};

// A number pad without Num Lock is a small remote: arrows with OK in the middle.
static const enum key pad[10] = {KEY_NONE, KEY_NONE, KEY_DOWN, KEY_PAGE_DOWN, KEY_LEFT, KEY_OK, KEY_RIGHT, KEY_HOME, KEY_UP,
                                 KEY_PAGE_UP};

enum key keyboard_key(SDL_Keysym k) {
    if (k.mod & (KMOD_CTRL | KMOD_LALT | KMOD_GUI))
        return KEY_NONE;
    if (k.sym >= SDLK_0 && k.sym <= SDLK_9 && !(k.mod & KMOD_SHIFT))
        return (enum key)(KEY_0 + (k.sym - SDLK_0));
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (keys[i].code == k.sym) {
            enum key key = keys[i].key;
            bool digit = key_is_digit(key) && !(k.mod & KMOD_NUM);
            return digit ? pad[key - KEY_0] : key;
        }
    return KEY_NONE;
}

bool keyboard_shortcut(struct emulator *e, SDL_Keysym k) {
    if (k.sym == SDLK_F11) {
        emulator_toggle_full(e);
        return true;
    }
    if (!(k.mod & KMOD_CTRL) || !e->with_chrome)
        return false;
    switch (k.sym) {
    case SDLK_d: emulator_open_menu(e, MENU_DEVICE); return true;
    case SDLK_n: emulator_open_menu(e, MENU_FAULT); return true;
    case SDLK_l: emulator_next(e, GROUP_LANGUAGE); return true;
    case SDLK_t: emulator_next(e, GROUP_TEXT); return true;
    case SDLK_k: emulator_next(e, GROUP_LOOK); return true;
    case SDLK_s: emulator_command(e, COMMAND_SHOT, NULL); return true;
    case SDLK_r: emulator_record(e); return true;
    default: return false;
    }
}
