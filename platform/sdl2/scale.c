// SPDX-License-Identifier: Apache-2.0
// Scaling in two passes a row: rows of the source are added by weight into one, then its pixels are added by weight.
// Weights of a pixel sum to 256, so two channels fit into one 32-bit product and flat colours survive rounding.
#include "platform/sdl2/scale.h"
#include "base/mem.h"
#include <math.h>
#include <string.h>

enum { TAPS = 16, ONE = 256 };

struct tap {
    int first, count;
    unsigned short weight[TAPS];
};

struct scaler {
    int from_w, from_h, to_w, to_h;
    struct tap *across, *down;
    uint32_t *row, *green; // from_w pixels
};

// Weights of the source pixels [first, first + count) by how much of each lies in [a, b).
static struct tap tap_between(double a, double b, int from) {
    struct tap t = {.first = (int)floor(a)};
    int last = (int)ceil(b) - 1;
    last = last < from ? last : from - 1;
    t.first = t.first < 0 ? 0 : t.first > last ? last : t.first;
    t.count = last - t.first + 1 < TAPS ? last - t.first + 1 : TAPS;
    int sum = 0, largest = 0;
    for (int i = 0; i < t.count; i++) {
        double lo = fmax(a, t.first + i), hi = fmin(b, t.first + i + 1);
        t.weight[i] = (unsigned short)(hi > lo ? (hi - lo) / (b - a) * ONE : 0);
        sum += t.weight[i];
        largest = t.weight[i] > t.weight[largest] ? i : largest;
    }
    t.weight[largest] = (unsigned short)(t.weight[largest] + ONE - sum);
    return t;
}

// Shrinking averages over the pixel's own width, growing over one source pixel around its middle: both are this.
static void make_taps(struct tap *taps, int from, int to) {
    double step = (double)from / to, width = step > 1 ? step : 1;
    for (int i = 0; i < to; i++) {
        double middle = (i + 0.5) * step, a = fmax(0, middle - width / 2), b = fmin(from, middle + width / 2);
        taps[i] = tap_between(a, b, from);
    }
}

struct scaler *scaler_create(int from_w, int from_h, int to_w, int to_h) {
    struct scaler *s = mem_alloc(sizeof *s);
    if (!s)
        return NULL;
    *s = (struct scaler){.from_w = from_w, .from_h = from_h, .to_w = to_w, .to_h = to_h};
    s->across = mem_alloc((size_t)to_w * sizeof *s->across);
    s->down = mem_alloc((size_t)to_h * sizeof *s->down);
    s->row = mem_alloc((size_t)from_w * sizeof *s->row);
    s->green = mem_alloc((size_t)from_w * sizeof *s->green);
    if (!s->across || !s->down || !s->row || !s->green) {
        scaler_destroy(s);
        return NULL;
    }
    make_taps(s->across, from_w, to_w);
    make_taps(s->down, from_h, to_h);
    return s;
}

void scaler_destroy(struct scaler *s) {
    if (!s)
        return;
    mem_free(s->across);
    mem_free(s->down);
    mem_free(s->row);
    mem_free(s->green);
    mem_free(s);
}

static int scaled(int at, int from, int to) {
    return (int)((int64_t)at * to / from);
}

struct rect scaler_reach(const struct scaler *s, struct rect changed) {
    int x = scaled(changed.x, s->from_w, s->to_w) - 2, y = scaled(changed.y, s->from_h, s->to_h) - 2;
    int right = scaled(rect_right(changed), s->from_w, s->to_w) + 3;
    int bottom = scaled(rect_bottom(changed), s->from_h, s->to_h) + 3;
    return rect_meet((struct rect){x, y, right - x, bottom - y}, (struct rect){0, 0, s->to_w, s->to_h});
}

static const uint32_t *row_of(const struct frame *f, int y) {
    return f->pixels + (size_t)y * ((size_t)f->stride / sizeof(uint32_t));
}

// Adds the source rows of one result row into s->row, from x to end. Row by row, so that the compiler can do several
// pixels at a time; red and blue share a word, green with alpha has the other.
static void add_rows(struct scaler *s, const struct frame *from, const struct tap *t, int x, int end) {
    size_t n = (size_t)(end - x);
    uint32_t *rb = s->row + x, *ag = s->green + x;
    if (t->count == 1) {
        memcpy(rb, row_of(from, t->first) + x, n * sizeof(uint32_t));
        return;
    }
    for (size_t i = 0; i < n; i++)
        rb[i] = ag[i] = 0x800080;
    for (int k = 0; k < t->count; k++) {
        const uint32_t *row = row_of(from, t->first + k) + x;
        uint32_t weight = t->weight[k];
        for (size_t i = 0; i < n; i++) {
            rb[i] += (row[i] & 0xff00ff) * weight;
            ag[i] += (row[i] >> 8 & 0xff00ff) * weight;
        }
    }
    for (size_t i = 0; i < n; i++)
        rb[i] = (rb[i] >> 8 & 0xff00ff) | (ag[i] & 0xff00ff00);
}

static uint32_t add_pixels(const uint32_t *row, const struct tap *t) {
    uint32_t rb = 0x800080, g = 0x80;
    for (int i = 0; i < t->count; i++) {
        uint32_t p = row[t->first + i];
        rb += (p & 0xff00ff) * t->weight[i];
        g += (p >> 8 & 0xff) * t->weight[i];
    }
    return 0xff000000 | (rb >> 8 & 0xff00ff) | (g & 0xff00);
}

void scaler_draw(struct scaler *s, const struct frame *from, struct canvas *to, int x, int y) {
    struct rect r = rect_meet((struct rect){x, y, s->to_w, s->to_h}, to->clip);
    if (rect_empty(r))
        return;
    const struct tap *first = &s->across[r.x - x], *last = &s->across[rect_right(r) - 1 - x];
    for (int py = r.y; py < rect_bottom(r); py++) {
        uint32_t *row = to->pixels + (size_t)py * (size_t)to->stride;
        add_rows(s, from, &s->down[py - y], first->first, last->first + last->count);
        if (s->from_w == s->to_w)
            memcpy(row + r.x, s->row + (r.x - x), (size_t)r.w * sizeof(uint32_t));
        else
            for (int px = r.x; px < rect_right(r); px++)
                row[px] = add_pixels(s->row, &s->across[px - x]);
    }
}
