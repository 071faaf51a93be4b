// SPDX-License-Identifier: Apache-2.0
// From a change to the screen: which part of the window it touches, painted and shown, and nothing else.
#include "platform/sdl2/emulator.h"

enum { AT_ONCE = 16 }; // rectangles shown by one call; more become one

void emulator_repaint(struct emulator *e, struct rect device) {
    struct canvas c;
    if (!window_canvas(e->window, &c))
        return;
    c.clip = rect_meet(c.clip, device);
    if (rect_empty(c.clip))
        return;
    chrome_text_begin(e->text);
    chrome_paint(e, &c);
    window_show(e->window, &c.clip, 1);
}

void emulator_repaint_box(struct emulator *e, struct box b) {
    emulator_repaint(e, rect_grow(box_bounds(chrome_box(e, b)), 1));
}

void emulator_repaint_all(struct emulator *e) {
    struct canvas c;
    if (!window_canvas(e->window, &c))
        return;
    emulator_layout(e, c.width, c.height);
    emulator_repaint(e, c.clip);
}

enum err emulator_present(struct emulator *e, const struct rect *changed, size_t count) {
    struct rect shown[AT_ONCE];
    size_t used = 0;
    struct canvas c;
    if (!window_canvas(e->window, &c))
        return ERR_NONE; // a window nobody sees; everything is painted when it comes back
    struct rect all = c.clip;
    if (!e->scaler)
        emulator_layout(e, c.width, c.height);
    chrome_text_begin(e->text);
    for (size_t i = 0; i < count; i++) {
        if (rect_empty(changed[i]) || !e->scaler)
            continue;
        struct rect r = scaler_reach(e->scaler, changed[i]);
        r = rect_meet(all, (struct rect){r.x + e->television.x, r.y + e->television.y, r.w, r.h});
        c.clip = r;
        if (!rect_empty(r))
            chrome_paint(e, &c);
        if (used == AT_ONCE)
            shown[AT_ONCE - 1] = rect_join(shown[AT_ONCE - 1], r);
        else if (!rect_empty(r))
            shown[used++] = r;
    }
    if (used)
        window_show(e->window, shown, used);
    return ERR_NONE;
}
