// SPDX-License-Identifier: Apache-2.0
// The computer's keyboard as a remote.
#ifndef TGOV_PLATFORM_SDL2_KEYBOARD_H
#define TGOV_PLATFORM_SDL2_KEYBOARD_H

#include "platform/sdl2/emulator.h"
#include <SDL.h>

// KEY_NONE for keys that write text or mean nothing.
enum key keyboard_key(SDL_Keysym k);
// A shortcut of the window itself: done, true.
bool keyboard_shortcut(struct emulator *e, SDL_Keysym k);

#endif
