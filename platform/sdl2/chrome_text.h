// SPDX-License-Identifier: Apache-2.0
// Words and icons of the emulator's own window, through the text engine of ui/text: the one place where a driver looks
// upwards, so that the emulator needs no second way to draw letters.
#ifndef TGOV_PLATFORM_SDL2_CHROME_TEXT_H
#define TGOV_PLATFORM_SDL2_CHROME_TEXT_H

#include "platform/sdl2/canvas.h"

struct chrome_text;

// NULL when the fonts cannot be found or memory is short; that is logged, and everything below draws nothing.
// The font list is looked for as $TGOV_ASSETS/fonts.json, assets/fonts.json, near the program, and where packages put it.
struct chrome_text *chrome_text_create(void);
void chrome_text_destroy(struct chrome_text *t);
// Before each painting.
void chrome_text_begin(struct chrome_text *t);

struct label {
    const char *text;
    float size; // px
    bool bold, centre;
    uint32_t rgb;
};
// One line in the middle of the box's height, from its left side or in its middle.
void chrome_text_draw(struct chrome_text *t, struct canvas *c, const struct label *l, struct box in);
// An icon of assets/icons in the middle of the box.
void chrome_text_icon(struct chrome_text *t, struct canvas *c, const char *name, struct box in, float size, float stroke,
                      bool mirror, uint32_t rgb);
// The seal, as high as the box.
void chrome_text_seal(struct chrome_text *t, struct canvas *c, struct box in);

#endif
