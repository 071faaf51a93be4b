// SPDX-License-Identifier: Apache-2.0
// The keys of the drawn remote, at rest and lit while they are down.
#include "platform/sdl2/emulator.h"

enum {
    KEY_FILL = 0x3a4346, KEY_LINE = 0x0f1314, KEY_INK = 0xffffff, LIT = 0xf2ac20, LIT_INK = 0x14201d,
    PAPER = 0xf4f0de, PAPER_INK = 0x14201d, POWER_FILL = 0x8e1f17, GLYPH = 0xffffff, GLYPH_DARK = 0x231a00,
};

// The glyphs tell the colours apart without colour: disc, square, triangle, diamond, in a key of 44 x 44.
static void paint_glyph(struct emulator *e, struct canvas *c, const struct part *p) {
    float unit = p->box.w / 44;
    struct point at[4] = {{22, 12.5f}, {32, 30}, {12, 30}};
    int corners = 3;
    if (p->key == KEY_BLUE) {
        at[0] = (struct point){22, 11.5f}, at[1] = (struct point){32.5f, 22};
        at[2] = (struct point){22, 32.5f}, at[3] = (struct point){11.5f, 22};
        corners = 4;
    }
    if (p->key == KEY_RED || p->key == KEY_GREEN) {
        float half = p->key == KEY_RED ? 8.5f : 8, radius = p->key == KEY_RED ? 8.5f : 1;
        struct box b = {p->box.x + (22 - half) * unit, p->box.y + (22 - half) * unit, 2 * half * unit, 2 * half * unit};
        canvas_round(c, chrome_box(e, b), radius * unit * e->scale, GLYPH, GLYPH);
        return;
    }
    for (int i = 0; i < corners; i++) {
        struct box b = chrome_box(e, (struct box){p->box.x + at[i].x * unit, p->box.y + at[i].y * unit, 0, 0});
        at[i] = (struct point){b.x, b.y};
    }
    canvas_convex(c, at, corners, p->key == KEY_YELLOW ? GLYPH_DARK : GLYPH);
}

static void paint_colour(struct emulator *e, struct canvas *c, const struct part *p, bool lit) {
    uint32_t rgb = p->key == KEY_RED      ? 0xb3261e
                   : p->key == KEY_GREEN  ? 0x1d7340
                   : p->key == KEY_YELLOW ? 0xf4bc1c
                                          : 0x1e5bb8;
    struct box b = {p->box.x + 1.2f, p->box.y + 1.2f, p->box.w - 2.4f, p->box.h - 2.4f};
    if (lit) // a ring of paper: every colour but yellow is too dark to be lit by a lighter shade alone
        canvas_round(c, chrome_box(e, (struct box){b.x - 5, b.y - 5, b.w + 10, b.h + 10}), 17 * e->scale, PAPER, PAPER);
    canvas_round(c, chrome_box(e, b), 12 * e->scale, rgb, rgb);
    paint_glyph(e, c, p);
}

static void paint_sign(struct emulator *e, struct canvas *c, const struct part *p, uint32_t ink) {
    if (p->icon)
        chrome_text_icon(e->text, c, p->icon, chrome_box(e, p->box), p->size * e->scale, p->stroke * e->scale, p->mirror,
                         ink);
    else
        chrome_label(e, c, p->label, p->box, p->size, true, true, ink);
}

void chrome_paint_key(struct emulator *e, struct canvas *c, const struct part *p) {
    bool lit = e->pressed[p->key];
    float radius = p->box.h / 2;
    switch (p->kind) {
    case PART_COLOUR:
        paint_colour(e, c, p, lit);
        return;
    case PART_ARROW:
        if (lit)
            canvas_round(c, chrome_box(e, (struct box){p->box.x + 6, p->box.y + 6, 60, 60}), 30 * e->scale, LIT, LIT);
        paint_sign(e, c, p, lit ? LIT_INK : KEY_INK);
        return;
    default:
        break;
    }
    if (p->key == KEY_OK)
        chrome_frame(e, c, p->box, radius, 5, LIT, lit ? LIT : PAPER);
    else
        chrome_frame(e, c, p->box, radius, 2, KEY_LINE, lit ? LIT : p->key == KEY_POWER ? POWER_FILL : KEY_FILL);
    paint_sign(e, c, p, p->key == KEY_OK ? PAPER_INK : lit ? LIT_INK : KEY_INK);
}
