// SPDX-License-Identifier: Apache-2.0
// A rectangle of whole pixels: x and y of the top left corner, width and height. Empty when w or h is not positive.
#ifndef TGOV_BASE_RECT_H
#define TGOV_BASE_RECT_H

#include <stdbool.h>

struct rect {
    int x, y, w, h;
};

static inline bool rect_empty(struct rect r) { return r.w <= 0 || r.h <= 0; }
static inline int rect_right(struct rect r) { return r.x + r.w; }
static inline int rect_bottom(struct rect r) { return r.y + r.h; }

static inline struct rect rect_meet(struct rect a, struct rect b) {
    int x = a.x > b.x ? a.x : b.x, y = a.y > b.y ? a.y : b.y;
    int right = rect_right(a) < rect_right(b) ? rect_right(a) : rect_right(b);
    int bottom = rect_bottom(a) < rect_bottom(b) ? rect_bottom(a) : rect_bottom(b);
    return (struct rect){x, y, right > x ? right - x : 0, bottom > y ? bottom - y : 0};
}

// The smallest rectangle around both; an empty one adds nothing.
static inline struct rect rect_join(struct rect a, struct rect b) {
    if (rect_empty(a))
        return b;
    if (rect_empty(b))
        return a;
    int x = a.x < b.x ? a.x : b.x, y = a.y < b.y ? a.y : b.y;
    int right = rect_right(a) > rect_right(b) ? rect_right(a) : rect_right(b);
    int bottom = rect_bottom(a) > rect_bottom(b) ? rect_bottom(a) : rect_bottom(b);
    return (struct rect){x, y, right - x, bottom - y};
}

static inline bool rect_touch(struct rect a, struct rect b) { return !rect_empty(rect_meet(a, b)); }
static inline bool rect_inside(struct rect in, struct rect out) {
    return in.x >= out.x && in.y >= out.y && rect_right(in) <= rect_right(out) && rect_bottom(in) <= rect_bottom(out);
}
static inline bool rect_same(struct rect a, struct rect b) {
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}
static inline struct rect rect_grow(struct rect r, int by) {
    return (struct rect){r.x - by, r.y - by, r.w + 2 * by, r.h + 2 * by};
}

#endif
