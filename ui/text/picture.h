// SPDX-License-Identifier: Apache-2.0
// Icons and pictures. assets/icons, assets/marks and assets/skyline hold SVG files; tools/svgc.c turns them into one
// table when Tgov is built, and FreeType draws them here, once per size. Caching and lifetime are those of
// text_line: what was returned in this frame or the one before is valid (ui/text/text.h, text_frame_begin).
#ifndef TGOV_UI_TEXT_PICTURE_H
#define TGOV_UI_TEXT_PICTURE_H

#include "ui/text/text.h"

enum {
    PICTURE_MAX_PX = 4096,     // larger sizes are clamped
    PICTURE_MAX_LAYERS = 256,  // of one picture
};

// An icon is the file's name without ".svg": "lamp". Its mask is size_px square; lines are stroke_px wide whatever
// the size (3 at 1080p). `mirror` flips it for right-to-left screens: the caller knows which ones have a side
// (arrows do, clocks do not). Returns false for an unknown name and gives "doc", so that a service with a new icon
// still has a picture. *out is NULL only when memory is short.
bool picture_icon(struct text_engine *t, const char *name, int size_px, int stroke_px, bool mirror,
                  const struct mask **out);
bool picture_icon_exists(const char *name);

// Who decides the colour of a layer.
enum picture_role {
    PICTURE_LITERAL, // `rgb` of the layer
    PICTURE_SEAL,    // the theme's "seal"
    PICTURE_ON_SEAL, // the theme's "on-seal"
};
struct picture_layer {
    struct mask mask;
    int x, y;     // px from the top left of the picture
    uint32_t rgb; // 0xRRGGBB as in the file, also where a role is given
    enum picture_role role;
};
// Layers are painted in order, each tinted.
struct picture {
    int w, h; // px
    const struct picture_layer *layers;
    size_t count;
};
// "seal", "skyline-day", "skyline-evening", "skyline-curtain", scaled to this height; the width follows. NULL for an
// unknown name or when memory is short.
const struct picture *picture_layers(struct text_engine *t, const char *name, int height_px);

// For tests and galleries: the names in byte order; NULL behind the last one.
const char *picture_icon_name(size_t index);
const char *picture_name(size_t index);

#endif
