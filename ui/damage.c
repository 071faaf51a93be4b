// SPDX-License-Identifier: Apache-2.0
// Two draw lists differ where one holds a command that the other does not. What both hold must also stand in the same
// order, else everything is repainted: that happens when a screen changes, hardly ever within one.
#include "ui/drawlist.h"

#include "base/mem.h"

// Pixels: what is painted for nothing rather than as a rectangle of its own; the inside of an outline that is left out.
enum { CHEAP = 4096, HOLLOW = 20000, SPLITS_MAX = 6 };

struct table {
    size_t mask;   // slots - 1; a power of two above twice the commands
    short first[]; // index + 1 of a command with that hash; 0: free
};

static long area(struct rect r) { return (long)r.w * r.h; }

// Pixels that joining two rectangles would paint for nothing.
static long waste(struct rect a, struct rect b) { return area(rect_join(a, b)) - area(a) - area(b) + area(rect_meet(a, b)); }

static struct rect take(struct ui_changed *out, size_t i) {
    struct rect r = out->rects[i];
    out->rects[i] = out->rects[--out->count];
    return r;
}

// Joins whatever overlaps, and the nearest two when there are too many: each round leaves fewer.
static void add_roughly(struct ui_changed *out, struct rect r) {
    for (;;) {
        size_t partner = out->count;
        for (size_t i = 0; i < out->count; i++) {
            bool touch = rect_touch(out->rects[i], r), nearer = partner == out->count || waste(out->rects[i], r) < waste(out->rects[partner], r);
            if (touch || (out->count == UI_CHANGED_MAX && nearer))
                partner = i;
            if (touch)
                break;
        }
        if (partner == out->count)
            break;
        r = rect_join(r, take(out, partner));
    }
    out->rects[out->count++] = r;
}

static void add(struct ui_changed *out, struct rect r, int depth) {
    if (rect_empty(r))
        return;
    for (size_t i = 0; i < out->count;) {
        if (waste(out->rects[i], r) < CHEAP) {
            r = rect_join(r, take(out, i));
            i = 0;
        } else {
            i++;
        }
    }
    // Of what overlaps but is not worth joining, only the part is added that the other does not cover.
    for (size_t i = 0; i < out->count && depth < SPLITS_MAX; i++) {
        struct rect o = rect_meet(out->rects[i], r);
        if (rect_empty(o))
            continue;
        add(out, (struct rect){r.x, r.y, r.w, o.y - r.y}, depth + 1);
        add(out, (struct rect){r.x, rect_bottom(o), r.w, rect_bottom(r) - rect_bottom(o)}, depth + 1);
        add(out, (struct rect){r.x, o.y, o.x - r.x, o.h}, depth + 1);
        add(out, (struct rect){rect_right(o), o.y, rect_right(r) - rect_right(o), o.h}, depth + 1);
        return;
    }
    add_roughly(out, r);
}

// Where a command paints. A large outline is hollow: the ring around a card is a tenth of the card.
static void add_command(struct ui_changed *out, const struct draw *d, struct rect frame) {
    struct rect r = d->rect, seen = rect_meet(d->clip, frame);
    int side = d->radius > d->width ? d->radius : d->width;
    if (d->kind != DRAW_BORDER || (long)(r.w - 2 * d->width) * (r.h - 2 * side) < HOLLOW) {
        add(out, rect_meet(r, seen), 0);
        return;
    }
    add(out, rect_meet((struct rect){r.x, r.y, r.w, side}, seen), 0);
    add(out, rect_meet((struct rect){r.x, rect_bottom(r) - side, r.w, side}, seen), 0);
    add(out, rect_meet((struct rect){r.x, r.y + side, d->width, r.h - 2 * side}, seen), 0);
    add(out, rect_meet((struct rect){rect_right(r) - d->width, r.y + side, d->width, r.h - 2 * side}, seen), 0);
}

static struct table *table_for(size_t commands) {
    size_t slots = 16;
    while (slots < commands * 2)
        slots *= 2;
    struct table *t = mem_alloc(sizeof *t + slots * sizeof t->first[0]);
    if (t)
        t->mask = slots - 1;
    return t;
}

static size_t slot_of(const struct table *t, const struct draw_list *before, uint64_t hash) {
    size_t at = (size_t)(hash ^ hash >> 32) & t->mask;
    while (t->first[at] && before->items[t->first[at] - 1].hash != hash)
        at = (at + 1) & t->mask;
    return at;
}

// Equal prefixes and suffixes are by far the most, so they are cut off first.
static size_t common_prefix(const struct draw_list *a, const struct draw_list *b) {
    size_t n = a->count < b->count ? a->count : b->count, i = 0;
    while (i < n && a->items[i].hash == b->items[i].hash)
        i++;
    return i;
}
static size_t common_suffix(const struct draw_list *a, const struct draw_list *b, size_t prefix) {
    size_t n = (a->count < b->count ? a->count : b->count) - prefix, i = 0;
    while (i < n && a->items[a->count - 1 - i].hash == b->items[b->count - 1 - i].hash)
        i++;
    return i;
}

// Marks in `kept` which commands of `now` also stand in `before`; false when their order differs.
static bool match(struct table *t, const struct draw_list *before, const struct draw_list *now, size_t from, size_t tail,
                  bool *kept_before, bool *kept_now) {
    size_t last = 0;
    bool any = false;
    for (size_t i = from; i < before->count - tail; i++) {
        size_t at = slot_of(t, before, before->items[i].hash);
        if (!t->first[at])
            t->first[at] = (short)(i + 1);
    }
    for (size_t i = from; i < now->count - tail; i++) {
        size_t at = slot_of(t, before, now->items[i].hash);
        if (!t->first[at])
            continue;
        size_t was = (size_t)t->first[at] - 1;
        if (kept_before[was])
            continue; // drawn twice now and once before: the second is new
        if (any && was < last)
            return false;
        last = was;
        any = true;
        kept_before[was] = kept_now[i] = true;
    }
    return true;
}

static void differing(const struct draw_list *l, const bool *kept, size_t from, size_t tail, struct rect frame,
                      struct ui_changed *out) {
    for (size_t i = from; i < l->count - tail; i++)
        if (!kept[i])
            add_command(out, &l->items[i], frame);
}

void draw_damage(const struct draw_list *before, const struct draw_list *now, struct rect frame, struct ui_changed *out) {
    out->count = 0;
    if (!before->count || before->count > COMMANDS_MAX || now->count > COMMANDS_MAX) {
        add(out, frame, 0);
        return;
    }
    size_t from = common_prefix(before, now), tail = common_suffix(before, now, from);
    if (from == before->count && from == now->count)
        return;
    struct table *t = table_for(before->count - from - tail);
    bool *kept = mem_alloc(before->count + now->count);
    bool ordered = t && kept && match(t, before, now, from, tail, kept, kept + before->count);
    if (ordered) {
        differing(before, kept, from, tail, frame, out);
        differing(now, kept + before->count, from, tail, frame, out);
    } else {
        add(out, frame, 0);
    }
    mem_free(t);
    mem_free(kept);
}
