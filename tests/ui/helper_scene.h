// SPDX-License-Identifier: Apache-2.0
// A stage on the headless platform with the real text engine: what the tests of the toolkit and its bench stand on.
//
//     struct scene s;
//     scene_open(&s, 1920, 1080);
//     scene_show(&s, view, &state);
//     scene_press(&s, KEY_DOWN);
//     ... scene_focus(&s) ...
//     scene_close(&s);
#ifndef TGOV_TESTS_UI_SCENE_H
#define TGOV_TESTS_UI_SCENE_H

#include "base/buf.h"
#include "platform/headless/headless.h"
#include "ui/frame.h"
#include "ui/text/text.h"
#include "ui/widgets.h"

typedef void scene_view(struct ui *u, const void *state);

struct scene {
    struct text_engine *text;
    struct platform *platform;
    struct ui_stage *stage;
    struct ui_world world;
    struct ui_focus focus;
    struct ui_changed changed; // of the last frame
    enum err err;              // of the last frame
    scene_view *view;
    const void *state;
};

// English, day, 100 %, 9:12 in the morning. Ends the program with a message when something cannot be made.
void scene_open(struct scene *s, int width, int height);
void scene_close(struct scene *s);
void scene_language(struct scene *s, const char *tag); // direction and fonts follow
void scene_show(struct scene *s, scene_view *view, const void *state); // from now on this view
void scene_frame(struct scene *s);                                     // once more
enum ui_reaction scene_press(struct scene *s, enum key key);           // a key, and a frame when it moved something
enum ui_reaction scene_hold(struct scene *s, enum key key);            // the same, as a repeat
// Advances the clock in ticks until no motion is left; returns the frames that it took, -1 after 100.
int scene_settle(struct scene *s);
const struct ui_node *scene_focus(const struct scene *s);       // NULL: nobody
const char *scene_focus_label(const struct scene *s);           // "": nobody
const struct ui_node *scene_key(const struct scene *s, const char *key); // the first node with that key
struct frame scene_pixels(const struct scene *s);
// A copy of all pixels, row after row without padding; the caller gives it to free().
uint32_t *scene_copy(const struct scene *s);
void scene_shot(const struct scene *s, const char *path);
const char *scene_path(const char *relative); // in the source tree; valid until the next call

#endif
