// SPDX-License-Identifier: Apache-2.0
// Two draw lists differ where one holds a command that the other does not. What both hold must also stand in the same
// order, else everything is repainted: that happens when a screen changes, hardly ever within one.
#include "ui/drawlist.h"

#include "base/mem.h"

struct table {
    size_t mask;   // slots - 1; a power of two above twice the commands
    short first[]; // index + 1 of a command with that hash; 0: free
};

static void add(struct ui_changed *out, struct rect r, struct rect frame) {
    r = rect_meet(r, frame);
    if (rect_empty(r))
        return;
    for (size_t i = 0; i < out->count;) {
        struct rect both = rect_join(out->rects[i], r);
        long waste = (long)both.w * both.h - (long)r.w * r.h - (long)out->rects[i].w * out->rects[i].h;
        // Those that overlap become one; so do neighbours where the gap between them is cheaper than another rectangle.
        if (rect_touch(out->rects[i], r) || waste < 4096) {
            r = both;
            out->rects[i] = out->rects[--out->count];
            i = 0;
        } else {
            i++;
        }
    }
    if (out->count == UI_CHANGED_MAX) {
        struct rect last = out->rects[--out->count];
        add(out, rect_join(last, r), frame);
        return;
    }
    out->rects[out->count++] = r;
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
            add(out, rect_meet(l->items[i].rect, l->items[i].clip), frame);
}

void draw_damage(const struct draw_list *before, const struct draw_list *now, struct rect frame, struct ui_changed *out) {
    out->count = 0;
    if (!before->count || before->count > COMMANDS_MAX || now->count > COMMANDS_MAX) {
        add(out, frame, frame);
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
        add(out, frame, frame);
    }
    mem_free(t);
    mem_free(kept);
}
