// SPDX-License-Identifier: Apache-2.0
// Shapes by distance: a pixel's coverage is how far its middle lies inside the edge, from half a pixel out to half in.
#include "platform/sdl2/canvas.h"
#include <assert.h>
#include <math.h>

static uint32_t mix(uint32_t under, uint32_t over, uint32_t cover) { // cover 0 to 256
    uint32_t rb = (under & 0xff00ff) * (256 - cover) + (over & 0xff00ff) * cover + 0x800080;
    uint32_t g = (under & 0x00ff00) * (256 - cover) + (over & 0x00ff00) * cover + 0x008000;
    return 0xff000000 | (rb >> 8 & 0xff00ff) | (g >> 8 & 0x00ff00);
}

static uint32_t cover_of(float inside) { // signed distance to the edge, px
    float a = inside + 0.5f;
    return a <= 0 ? 0 : a >= 1 ? 256 : (uint32_t)(a * 256);
}

struct rect box_bounds(struct box b) {
    int x = (int)floorf(b.x), y = (int)floorf(b.y);
    return (struct rect){x, y, (int)ceilf(b.x + b.w) - x, (int)ceilf(b.y + b.h) - y};
}

bool box_has(struct box b, float x, float y) {
    return x >= b.x && y >= b.y && x < b.x + b.w && y < b.y + b.h;
}

void canvas_fill(struct canvas *c, struct rect r, uint32_t rgb) {
    r = rect_meet(r, c->clip);
    for (int y = r.y; y < rect_bottom(r); y++) {
        uint32_t *row = c->pixels + (size_t)y * (size_t)c->stride;
        for (int x = r.x; x < rect_right(r); x++)
            row[x] = 0xff000000 | rgb;
    }
}

// Distance from a point to the edge of a rounded box around 0,0 with half sizes hw, hh; positive inside.
static float inside_round(float x, float y, float hw, float hh, float radius) {
    float dx = fabsf(x) - (hw - radius), dy = fabsf(y) - (hh - radius);
    float ox = dx > 0 ? dx : 0, oy = dy > 0 ? dy : 0, most = dx > dy ? dx : dy;
    return radius - sqrtf(ox * ox + oy * oy) - (most < 0 ? most : 0);
}

static uint32_t shade(uint32_t top, uint32_t bottom, float at) {
    return top == bottom || at <= 0 ? top : at >= 1 ? bottom : mix(top, bottom, (uint32_t)(at * 256));
}

void canvas_round(struct canvas *c, struct box b, float radius, uint32_t top, uint32_t bottom) {
    struct rect r = rect_meet(box_bounds(b), c->clip);
    float hw = b.w / 2, hh = b.h / 2, smaller = hw < hh ? hw : hh;
    radius = radius < smaller ? radius : smaller;
    for (int y = r.y; y < rect_bottom(r); y++) {
        uint32_t *row = c->pixels + (size_t)y * (size_t)c->stride;
        float py = (float)y + 0.5f - b.y - hh;
        uint32_t rgb = shade(top, bottom, ((float)y + 0.5f - b.y) / b.h);
        bool plain_row = fabsf(py) < hh - radius - 0.5f;
        for (int x = r.x; x < rect_right(r); x++) {
            float px = (float)x + 0.5f - b.x - hw;
            bool plain = fabsf(px) < hw - radius - 0.5f ? fabsf(py) < hh - 0.5f : plain_row && fabsf(px) < hw - 0.5f;
            uint32_t cover = plain ? 256 : cover_of(inside_round(px, py, hw, hh, radius));
            if (cover)
                row[x] = cover == 256 ? 0xff000000 | rgb : mix(row[x], rgb, cover);
        }
    }
}

static float inside_convex(const struct point *p, int count, float x, float y) {
    float least = 1e9f;
    for (int i = 0; i < count; i++) {
        struct point a = p[i], b = p[(i + 1) % count];
        float ex = b.x - a.x, ey = b.y - a.y, length = sqrtf(ex * ex + ey * ey);
        float inside = (ex * (y - a.y) - ey * (x - a.x)) / length;
        least = inside < least ? inside : least;
    }
    return least;
}

void canvas_convex(struct canvas *c, const struct point *points, int count, uint32_t rgb) {
    assert(count >= 3 && count <= 8);
    float x0 = points[0].x, y0 = points[0].y, x1 = x0, y1 = y0;
    for (int i = 1; i < count; i++) {
        x0 = fminf(x0, points[i].x), x1 = fmaxf(x1, points[i].x);
        y0 = fminf(y0, points[i].y), y1 = fmaxf(y1, points[i].y);
    }
    struct rect r = rect_meet(box_bounds((struct box){x0, y0, x1 - x0, y1 - y0}), c->clip);
    for (int y = r.y; y < rect_bottom(r); y++)
        for (int x = r.x; x < rect_right(r); x++) {
            uint32_t *to = c->pixels + (size_t)y * (size_t)c->stride + x;
            *to = mix(*to, rgb, cover_of(inside_convex(points, count, (float)x + 0.5f, (float)y + 0.5f)));
        }
}

void canvas_mask(struct canvas *c, int x, int y, int w, int h, int stride, const uint8_t *data, uint32_t rgb) {
    struct rect r = rect_meet((struct rect){x, y, w, h}, c->clip);
    for (int py = r.y; py < rect_bottom(r); py++) {
        uint32_t *row = c->pixels + (size_t)py * (size_t)c->stride;
        const uint8_t *from = data + (size_t)(py - y) * (size_t)stride;
        for (int px = r.x; px < rect_right(r); px++)
            if (from[px - x])
                row[px] = mix(row[px], rgb, from[px - x] + (from[px - x] >> 7u));
    }
}
