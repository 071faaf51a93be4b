// SPDX-License-Identifier: Apache-2.0
// Icons and pictures from the compiled table, drawn once per size.
#include "ui/text/picture.h"
#include "ui/text/engine.h"
#include "ui/text/pen.h"

enum { PIXMAN_BYTES = 400, ALIGN = 16 };

static const char fallback_icon[] = "doc";

static const struct picture_data *find(const struct picture_data *table, size_t count, const char *name) {
    size_t low = 0, high = count;
    while (name && low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(table[middle].name, name);
        if (!order)
            return &table[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static const struct picture_data *find_icon(const char *name) {
    return find(picture_table_icons, picture_table_icon_count, name);
}

bool picture_icon_exists(const char *name) { return find_icon(name) != NULL; }

const char *picture_icon_name(size_t index) {
    return index < picture_table_icon_count ? picture_table_icons[index].name : NULL;
}

const char *picture_name(size_t index) {
    return index < picture_table_picture_count ? picture_table_pictures[index].name : NULL;
}

static int bounded(int v, int most) { return v < 1 ? 1 : v > most ? most : v; }

static struct pen *pen_of(struct text_engine *t, const struct picture_data *of, int height_px) {
    struct pen *p = arena_alloc(&t->scratch, sizeof *p);
    if (!p)
        return NULL;
    p->library = t->faces.library;
    p->of = of;
    p->at = of->steps;
    p->size = p->height_px = height_px;
    p->side = of->h;
    p->width_px = bounded((of->w * height_px + of->h / 2) / of->h, PICTURE_MAX_PX * 2);
    return FT_Stroker_New(p->library, &p->stroker) ? NULL : p;
}

// Paints every step into one mask, whatever the colours: what an icon is.
static bool paint_all(struct pen *p, struct pen_target *to) {
    int colour;
    FT_Fixed width;
    enum pen_result r;
    while ((r = pen_next_paint(p, &colour, &width)) == PEN_PAINT)
        if (!pen_paint(p, width, to))
            return false;
    return r == PEN_DONE;
}

static struct mask *draw_icon(struct text_engine *t, const struct picture_data *of, const struct cache_key *key) {
    enum { HEAD = (sizeof(struct mask) + ALIGN - 1) / ALIGN * ALIGN };
    int size = (int)key->b, stride = (size + 3) / 4 * 4;
    struct pen *p = pen_of(t, of, size);
    struct mask *m = p ? text_cache_add(&t->cache, key, HEAD + (size_t)stride * (size_t)size, PIXMAN_BYTES) : NULL;
    if (m) {
        uint8_t *data = (uint8_t *)m + HEAD;
        p->stroke_px = (int)key->c;
        p->mirror = key->d;
        if (!paint_all(p, &(struct pen_target){data, stride, 0, 0, size, size}) || !mask_wrap(m, data, stride, size, size)) {
            text_cache_drop(&t->cache, key);
            m = NULL;
        }
    }
    if (p)
        FT_Stroker_Done(p->stroker);
    return m;
}

bool picture_icon(struct text_engine *t, const char *name, int size_px, int stroke_px, bool mirror,
                  const struct mask **out) {
    const struct picture_data *of = find_icon(name);
    bool known = of != NULL;
    *out = NULL;
    if (!of)
        of = find_icon(fallback_icon);
    if (!of)
        return false;
    struct cache_key key = {CACHE_ICON, (uint32_t)(of - picture_table_icons), (uint32_t)bounded(size_px, PICTURE_MAX_PX),
                            (uint32_t)bounded(stroke_px, PICTURE_MAX_PX), mirror, {NULL, 0}};
    *out = text_cache_find(&t->cache, &key);
    if (!*out) {
        text_cache_trim(&t->cache);
        *out = draw_icon(t, of, &key);
        scratch_release(t);
    }
    return known;
}

// ---- Pictures of several colours ----

struct layer_box {
    int colour, x0, y0, x1, y1;
};

// Paints of one colour in a row become one layer. False when there are too many, or the table is broken.
static bool find_layers(struct pen *p, struct layer_box *boxes, size_t *count) {
    int colour, x0, y0, x1, y1;
    FT_Fixed width;
    enum pen_result r;
    for (*count = 0; (r = pen_next_paint(p, &colour, &width)) == PEN_PAINT;) {
        struct layer_box *last = *count ? &boxes[*count - 1] : NULL;
        pen_box(p, width, &x0, &y0, &x1, &y1);
        x1 = x1 < x0 ? x0 : x1;
        y1 = y1 < y0 ? y0 : y1;
        if (last && last->colour == colour) {
            *last = (struct layer_box){colour, x0 < last->x0 ? x0 : last->x0, y0 < last->y0 ? y0 : last->y0,
                                       x1 > last->x1 ? x1 : last->x1, y1 > last->y1 ? y1 : last->y1};
            continue;
        }
        if (*count == PICTURE_MAX_LAYERS)
            return false;
        boxes[(*count)++] = (struct layer_box){colour, x0, y0, x1, y1};
    }
    return r == PEN_DONE;
}

static int stride_of(const struct layer_box *b) { return (b->x1 - b->x0 + 3) / 4 * 4; }
static size_t bytes_of(const struct layer_box *b) {
    return ((size_t)stride_of(b) * (size_t)(b->y1 - b->y0) + ALIGN - 1) / ALIGN * ALIGN;
}

static bool paint_layers(struct pen *p, const struct layer_box *boxes, struct picture_layer *layers, uint8_t *data) {
    int colour, last = -1;
    size_t n = 0;
    FT_Fixed width;
    struct pen_target to = {0};
    p->at = p->of->steps;
    p->point_count = p->contour_count = 0;
    p->painted = false;
    while (pen_next_paint(p, &colour, &width) == PEN_PAINT) {
        if (colour != last) {
            const struct layer_box *b = &boxes[n];
            const struct picture_colour *c = &p->of->colours[colour];
            to = (struct pen_target){data, stride_of(b), b->x0, b->y0, b->x1 - b->x0, b->y1 - b->y0};
            layers[n] = (struct picture_layer){.x = b->x0, .y = b->y0, .rgb = c->rgb, .role = c->role};
            if (!mask_wrap(&layers[n++].mask, data, to.stride, to.w, to.h))
                return false;
            data += bytes_of(b);
            last = colour;
        }
        if (!pen_paint(p, width, &to))
            return false;
    }
    return true;
}

static const struct picture *draw_picture(struct text_engine *t, struct pen *p, const struct cache_key *key) {
    struct layer_box *boxes = arena_array(&t->scratch, PICTURE_MAX_LAYERS, sizeof *boxes);
    size_t count, bytes = 0;
    if (!boxes || !find_layers(p, boxes, &count))
        return NULL;
    for (size_t i = 0; i < count; i++)
        bytes += bytes_of(&boxes[i]);
    size_t head = (sizeof(struct picture) + count * sizeof(struct picture_layer) + ALIGN - 1) / ALIGN * ALIGN;
    struct picture *picture = text_cache_add(&t->cache, key, head + bytes, count * PIXMAN_BYTES);
    if (!picture)
        return NULL;
    struct picture_layer *layers = (struct picture_layer *)(picture + 1);
    *picture = (struct picture){p->width_px, p->height_px, layers, count};
    if (!paint_layers(p, boxes, layers, (uint8_t *)picture + head)) {
        text_cache_drop(&t->cache, key);
        return NULL;
    }
    return picture;
}

void picture_finish(void *payload) {
    struct picture *p = payload;
    for (size_t i = 0; i < p->count; i++) {
        struct mask m = p->layers[i].mask;
        mask_unwrap(&m);
    }
}

const struct picture *picture_layers(struct text_engine *t, const char *name, int height_px) {
    const struct picture_data *of = find(picture_table_pictures, picture_table_picture_count, name);
    if (!of)
        return NULL;
    struct cache_key key = {CACHE_PICTURE, (uint32_t)(of - picture_table_pictures),
                            (uint32_t)bounded(height_px, PICTURE_MAX_PX), 0, 0, {NULL, 0}};
    const struct picture *picture = text_cache_find(&t->cache, &key);
    if (picture)
        return picture;
    text_cache_trim(&t->cache);
    struct pen *p = pen_of(t, of, (int)key.b);
    picture = p ? draw_picture(t, p, &key) : NULL;
    if (p)
        FT_Stroker_Done(p->stroker);
    scratch_release(t);
    return picture;
}
