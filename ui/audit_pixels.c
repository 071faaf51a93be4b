// SPDX-License-Identifier: Apache-2.0
// The audit of what is really on the glass: inks and papers as they were painted, not as they were meant.
#include "base/buf.h"
#include "ui/audit.h"
#include "ui/stage.h"

#include <math.h>

static double channel(uint32_t c, int shift) {
    double v = (c >> shift & 0xFF) / 255.0;
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t c) { return 0.2126 * channel(c, 16) + 0.7152 * channel(c, 8) + 0.0722 * channel(c, 0); }

double ui_contrast(uint32_t a, uint32_t b) {
    double x = luminance(a), y = luminance(b);
    return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

static uint32_t pixel(const struct frame *f, int x, int y) {
    return *(const uint32_t *)(const void *)((const char *)f->pixels + (size_t)y * (size_t)f->stride + (size_t)x * 4);
}

// The paper is the colour that most of the box has, as a majority vote finds it in one pass.
static uint32_t paper_of(const struct frame *f, struct rect r) {
    uint32_t colour = 0;
    long votes = 0;
    for (int y = r.y; y < rect_bottom(r); y++) {
        for (int x = r.x; x < rect_right(r); x++) {
            uint32_t p = pixel(f, x, y);
            if (!votes)
                colour = p;
            votes += p == colour ? 1 : -1;
        }
    }
    return colour;
}

// Edges of letters are blends, so the ink is what differs most; pixels equal to the last one are not looked at again.
static double strongest(const struct frame *f, struct rect r, uint32_t paper) {
    double most = 1;
    uint32_t last = paper;
    for (int y = r.y; y < rect_bottom(r); y++) {
        for (int x = r.x; x < rect_right(r); x++) {
            uint32_t p = pixel(f, x, y);
            if (p == last)
                continue;
            last = p;
            double c = p == paper ? 1 : ui_contrast(p, paper);
            most = c > most ? c : most;
        }
    }
    return most;
}

// A text whose line is on the glass as a whole: half a line at the end of a list may show no ink.
static bool worth_looking(const struct ui *u, const struct ui_node *n, struct rect *seen) {
    const char *text = ui_node_text(n);
    if (n->paint != PAINT_TEXT || !*text || !text[strspn(text, " \n")])
        return false;
    *seen = rect_meet(n->rect, n->clip);
    return !rect_empty(*seen) && seen->h >= ui_text_style(u, n).line_px;
}

int ui_audit_pixels(struct buf *to, const struct ui_stage *s, const struct frame *frame, double least) {
    const struct ui *u = &s->ui[s->now];
    const struct ui_node *scope = u->root ? ui_scope(u->root) : NULL;
    struct rect seen, all = {0, 0, frame->width, frame->height};
    int complaints = 0;
    for (const struct ui_node *n = scope; n; n = ui_next(scope, n)) {
        if (!worth_looking(u, n, &seen))
            continue;
        seen = rect_meet(seen, all);
        double found = strongest(frame, seen, paper_of(frame, seen));
        if (found >= least)
            continue;
        buf_printf(to, "contrast of the pixels is %.1f: \"%.80s\" [%d %d %d %d]\n", found, ui_node_text(n), seen.x, seen.y, seen.w, seen.h);
        complaints++;
    }
    return complaints;
}
