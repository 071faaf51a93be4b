// SPDX-License-Identifier: Apache-2.0
// Compiled pictures to coverage.
#include "ui/text/pen.h"
#include FT_OUTLINE_H
#include FT_IMAGE_H

static FT_Pos scaled(const struct pen *p, int v) {
    int64_t n = (int64_t)v * p->size * 64, d = p->side * p->of->unit;
    return (FT_Pos)((n >= 0 ? n + d / 2 : n - d / 2) / d);
}

static bool add_point(struct pen *p, char tag) {
    if (p->point_count == PEN_MAX_POINTS)
        return false;
    FT_Pos x = scaled(p, p->at[0]), y = scaled(p, p->at[1]);
    p->points[p->point_count] = (FT_Vector){p->mirror ? p->width_px * 64 - x : x, p->height_px * 64 - y};
    p->tags[p->point_count++] = tag;
    p->at += 2;
    return true;
}

static void end_contour(struct pen *p) {
    if (p->contour_count)
        p->ends[p->contour_count - 1] = (short)(p->point_count - 1);
}

static bool move(struct pen *p) {
    end_contour(p);
    if (p->painted)
        p->point_count = p->contour_count = 0;
    p->painted = false;
    if (p->contour_count == PEN_MAX_CONTOURS)
        return false;
    p->closed[p->contour_count++] = false;
    return add_point(p, FT_CURVE_TAG_ON);
}

static void take_paint(struct pen *p, int *colour, FT_Fixed *width) {
    bool stroke = p->at[-1] == PEN_STROKE;
    end_contour(p);
    p->painted = true;
    *colour = p->at[0];
    *width = !stroke ? 0 : p->stroke_px ? p->stroke_px * 64 : scaled(p, p->at[1]);
    p->at += stroke ? 2 : 1;
}

enum pen_result pen_next_paint(struct pen *p, int *colour, FT_Fixed *width) {
    for (;;) {
        bool ok = true;
        switch ((enum pen_step)*p->at++) {
        case PEN_END: return PEN_DONE;
        case PEN_MOVE: ok = move(p); break;
        case PEN_LINE: ok = add_point(p, FT_CURVE_TAG_ON); break;
        case PEN_CUBIC:
            ok = add_point(p, FT_CURVE_TAG_CUBIC) && add_point(p, FT_CURVE_TAG_CUBIC) && add_point(p, FT_CURVE_TAG_ON);
            break;
        case PEN_CLOSE:
            if (p->contour_count)
                p->closed[p->contour_count - 1] = true;
            break;
        case PEN_FILL:
        case PEN_STROKE:
            take_paint(p, colour, width);
            return PEN_PAINT;
        }
        if (!ok)
            return PEN_FAILED;
    }
}

static FT_Outline outline_of(struct pen *p) {
    return (FT_Outline){.n_contours = (short)p->contour_count, .n_points = (short)p->point_count, .points = p->points,
                        .tags = p->tags, .contours = p->ends};
}

void pen_box(const struct pen *p, FT_Fixed width, int *x0, int *y0, int *x1, int *y1) {
    FT_Pos left = p->width_px * 64, right = 0, bottom = p->height_px * 64, top = 0;
    for (int i = 0; i < p->point_count; i++) { // control points too: a little larger than needed
        const FT_Vector *v = &p->points[i];
        left = v->x < left ? v->x : left;
        right = v->x > right ? v->x : right;
        bottom = v->y < bottom ? v->y : bottom;
        top = v->y > top ? v->y : top;
    }
    int edge = (int)(width / 64) + 1;
    *x0 = (int)(left >> 6) - edge;
    *x1 = (int)((right + 63) >> 6) + edge;
    *y0 = p->height_px - (int)((top + 63) >> 6) - edge;
    *y1 = p->height_px - (int)(bottom >> 6) + edge;
    *x0 = *x0 < 0 ? 0 : *x0;
    *y0 = *y0 < 0 ? 0 : *y0;
    *x1 = *x1 > p->width_px ? p->width_px : *x1;
    *y1 = *y1 > p->height_px ? p->height_px : *y1;
}

struct spans {
    struct pen_target *to;
    int height_px;
};

// Two strokes that cross add up like two layers of the same paint, so that no seam shows.
static void add_spans(int y, int count, const FT_Span *spans, void *user) {
    const struct spans *s = user;
    struct pen_target *to = s->to;
    int row = s->height_px - 1 - y - to->y;
    if (row < 0 || row >= to->h)
        return;
    uint8_t *line = to->data + (ptrdiff_t)row * to->stride;
    for (int i = 0; i < count; i++)
        for (int x = spans[i].x - to->x, end = x + spans[i].len; x < end; x++)
            if (x >= 0 && x < to->w)
                line[x] = (uint8_t)(255 - (255 - line[x]) * (255 - spans[i].coverage) / 255);
}

static bool render(struct pen *p, FT_Outline *outline, struct pen_target *to) {
    struct spans s = {to, p->height_px};
    FT_Raster_Params params = {.flags = FT_RASTER_FLAG_AA | FT_RASTER_FLAG_DIRECT | FT_RASTER_FLAG_CLIP,
                               .gray_spans = add_spans, .user = &s,
                               .clip_box = {0, 0, p->width_px, p->height_px}};
    return !FT_Outline_Render(p->library, outline, &params);
}

static bool stroke_contour(struct pen *p, int contour, FT_Fixed width, struct pen_target *to) {
    int first = contour ? p->ends[contour - 1] + 1 : 0;
    short end = (short)(p->ends[contour] - first);
    FT_Outline one = {.n_contours = 1, .n_points = (short)(end + 1), .points = p->points + first, .tags = p->tags + first,
                      .contours = &end}, line;
    FT_UInt points, contours;
    FT_Stroker_Set(p->stroker, width / 2, FT_STROKER_LINECAP_ROUND, FT_STROKER_LINEJOIN_ROUND, 0);
    if (FT_Stroker_ParseOutline(p->stroker, &one, !p->closed[contour]) ||
        FT_Stroker_GetCounts(p->stroker, &points, &contours) ||
        FT_Outline_New(p->library, points, (FT_Int)contours, &line))
        return false;
    line.n_points = line.n_contours = 0;
    FT_Stroker_Export(p->stroker, &line);
    bool ok = render(p, &line, to);
    FT_Outline_Done(p->library, &line);
    return ok;
}

bool pen_paint(struct pen *p, FT_Fixed width, struct pen_target *to) {
    FT_Outline all = outline_of(p);
    if (!width)
        return render(p, &all, to);
    for (int i = 0; i < p->contour_count; i++)
        if (!stroke_contour(p, i, width, to))
            return false;
    return true;
}
