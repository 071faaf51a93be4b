// SPDX-License-Identifier: Apache-2.0
// The emulator's window as a picture: room, television, remote, panel, as far as the canvas' clip goes.
#include "platform/sdl2/emulator.h"
#include <math.h>

enum {
    ROOM = 0x23282a, BEZEL = 0x0a0c0c, BEZEL_LINE = 0x3a4244, QUIET = 0xc4ccc8, LOUD = 0xf4f2ea,
    REMOTE_TOP = 0x2f3638, REMOTE_BOTTOM = 0x1b2022, REMOTE_LINE = 0x4a5456, BLACK = 0x000000,
};

void chrome_label(struct emulator *e, struct canvas *c, const char *text, struct box in, float size, bool bold,
                  bool centre, uint32_t rgb) {
    struct label l = {.text = text, .size = size * e->scale, .bold = bold, .centre = centre, .rgb = rgb};
    struct box b = chrome_box(e, in);
    if (rect_touch(box_bounds(b), c->clip))
        chrome_text_draw(e->text, c, &l, b);
}

void chrome_frame(struct emulator *e, struct canvas *c, struct box b, float radius, float border, uint32_t line,
                  uint32_t fill) {
    struct box inner = {b.x + border, b.y + border, b.w - 2 * border, b.h - 2 * border};
    float r = radius * e->scale, inset = radius > border ? (radius - border) * e->scale : 0;
    canvas_round(c, chrome_box(e, b), r, line, line);
    canvas_round(c, chrome_box(e, inner), inset, fill, fill);
}

static void paint_picture(struct emulator *e, struct canvas *c) {
    if (e->scaler)
        scaler_draw(e->scaler, &e->frame, c, e->television.x, e->television.y);
    else
        canvas_fill(c, e->television, BLACK);
}

static void paint_set(struct emulator *e, struct canvas *c) {
    struct box bezel = {40, 40, 1288, 742}, feet[] = {{200, 774, 200, 26}, {968, 774, 200, 26}};
    for (int i = 0; i < 2; i++)
        canvas_round(c, chrome_box(e, feet[i]), 8 * e->scale, BEZEL, BEZEL);
    chrome_frame(e, c, bezel, 18, 2, BEZEL_LINE, BEZEL);
    paint_picture(e, c);
}

static void paint_remote(struct emulator *e, struct canvas *c) {
    struct box body = {1388, 40, 316, 1000}, inner = {1391, 43, 310, 994};
    canvas_round(c, chrome_box(e, body), 72 * e->scale, REMOTE_LINE, REMOTE_LINE);
    canvas_round(c, chrome_box(e, inner), 69 * e->scale, REMOTE_TOP, REMOTE_BOTTOM);
    chrome_frame(e, c, (struct box){1419, 183, 260, 260}, 130, 2, 0x0f1314, 0x2a3133);
    const struct part *p;
    for (size_t i = 0; (p = part_at(i)) != NULL; i++)
        if (p->key != KEY_NONE && rect_touch(rect_grow(box_bounds(chrome_box(e, p->box)), 8), c->clip))
            chrome_paint_key(e, c, p);
    chrome_text_seal(e->text, c, chrome_box(e, (struct box){1522, 963, 48, 48}));
}

static void paint_legend(struct emulator *e, struct canvas *c) {
    static const struct {
        float y;
        const char *text;
    } lines[] = {{230, "Arrows"}, {262, "and Enter"}, {458, "Esc and"}, {490, "Home"}, {560, "F1 to F4"}, {720, "0 to 9"},
                 {1000, "? all keys"}};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        chrome_label(e, c, lines[i].text, (struct box){1736, lines[i].y, 180, 32}, 24, false, false, QUIET);
    chrome_label(e, c, e->shown.frame_time, (struct box){1736, 900, 180, 32}, 24, false, false, LOUD);
    chrome_label(e, c, e->shown.memory, (struct box){1736, 932, 180, 32}, 24, false, false, LOUD);
}

void chrome_paint(struct emulator *e, struct canvas *c) {
    bool above = e->menu != MENU_NONE || e->overlay;
    if (rect_inside(c->clip, e->television)) {
        paint_picture(e, c);
        if (!above)
            return;
    } else if (e->chrome) {
        canvas_fill(c, c->clip, ROOM);
        paint_set(e, c);
        if (rect_right(c->clip) >= e->left + 1380 * e->scale) {
            paint_remote(e, c);
            paint_legend(e, c);
        }
        if (rect_bottom(c->clip) >= e->top + 798 * e->scale)
            chrome_paint_panel(e, c);
    } else {
        canvas_fill(c, c->clip, BLACK);
        paint_picture(e, c);
    }
    if (e->menu != MENU_NONE)
        chrome_paint_menu(e, c);
    if (e->overlay)
        chrome_paint_overlay(e, c);
}
