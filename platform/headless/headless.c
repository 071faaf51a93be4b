// SPDX-License-Identifier: Apache-2.0
// The headless driver: frame, damage and the platform's table. Input and time are in inbox.c, speech in spoken.c.
#include "platform/headless/driver.h"
#include "base/log.h"
#include "base/mem.h"
#include <assert.h>
#include <string.h>

enum { SIDE_MAX = 8192 };

static struct frame get_frame(struct platform *p) {
    struct headless *h = headless_of(p);
    return h->frame;
}

static void copy_shown(struct headless *h, struct rect r) {
    size_t words = (size_t)h->frame.stride / sizeof(uint32_t);
    for (int y = r.y; y < rect_bottom(r); y++) {
        size_t at = (size_t)y * words + (size_t)r.x;
        memcpy(h->shown + at, h->frame.pixels + at, (size_t)r.w * sizeof(uint32_t));
    }
}

static enum err present(struct platform *p, const struct rect *changed, size_t count) {
    struct headless *h = headless_of(p);
    h->count.frames++;
    h->changed_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct rect r = changed[i];
        assert(r.w >= 0 && r.h >= 0 && rect_inside(r, (struct rect){0, 0, h->frame.width, h->frame.height}));
        h->count.rectangles++;
        h->count.pixels += (int64_t)r.w * r.h;
        if (h->shown)
            copy_shown(h, r);
        if (h->changed_count < HEADLESS_CHANGED)
            h->changed[h->changed_count++] = r;
    }
    return ERR_NONE;
}

static when_ms get_clock(struct platform *p) {
    return headless_of(p)->clock;
}

static when_ms get_wall(struct platform *p) {
    struct headless *h = headless_of(p);
    return h->start + h->clock;
}

static int get_zone(struct platform *p) {
    return headless_of(p)->zone;
}

static void destroy(struct platform *p) {
    if (!p)
        return;
    struct headless *h = headless_of(p);
    voice_destroy(h->voice);
    headless_forget_spoken(p);
    headless_inbox_finish(h);
    mem_free(h->said);
    mem_free(h->shown);
    mem_free(h->frame.pixels);
    mem_free(h);
}

static enum err play_clip(struct platform *p, const char *url, const char *title) {
    (void)p;
    log_line(LOG_INFO, "headless", "play-clip", "url=\"%s\" title=\"%s\"", url, title);
    return ERR_NONE;
}

static bool less_motion(struct platform *p) { return ((const struct headless *)p)->less_motion; }

static const struct platform_ops ops = {
    .name = "headless",
    .destroy = destroy,
    .frame = get_frame,
    .present = present,
    .poll = headless_poll,
    .wait = headless_wait,
    .wake = headless_wake,
    .clock = get_clock,
    .wall = get_wall,
    .zone_minutes = get_zone,
    .speak = headless_speak,
    .hush = headless_hush,
    .talking = headless_talking,
    .headphones = headless_has_headphones,
    .play_clip = play_clip,
    .less_motion = less_motion,
};

struct headless *headless_of(struct platform *p) {
    assert(p && p->ops == &ops);
    return (struct headless *)p;
}

static bool make_frame(int width, int height, struct frame *out) {
    out->pixels = mem_alloc((size_t)width * (size_t)height * sizeof(uint32_t));
    out->width = width;
    out->height = height;
    out->stride = width * (int)sizeof(uint32_t);
    return out->pixels != NULL;
}

bool headless_resize(struct platform *p, int width, int height) {
    struct headless *h = headless_of(p);
    struct frame fresh;
    assert(width > 0 && height > 0 && width <= SIDE_MAX && height <= SIDE_MAX);
    if (!make_frame(width, height, &fresh))
        return false;
    uint32_t *shown = NULL;
    if (h->shown && !(shown = mem_alloc((size_t)fresh.stride * (size_t)height))) {
        mem_free(fresh.pixels);
        return false;
    }
    mem_free(h->frame.pixels);
    mem_free(h->shown);
    h->frame = fresh;
    h->shown = shown;
    h->changed_count = 0;
    return headless_push(p, &(struct input){.type = INPUT_RESIZED});
}

struct headless_count headless_count(struct platform *p) {
    return headless_of(p)->count;
}

void headless_reset_count(struct platform *p) {
    headless_of(p)->count = (struct headless_count){0};
}

const struct rect *headless_changed(struct platform *p, size_t *count) {
    struct headless *h = headless_of(p);
    *count = h->changed_count;
    return h->changed;
}

bool headless_keep_shown(struct platform *p) {
    struct headless *h = headless_of(p);
    size_t size = (size_t)h->frame.stride * (size_t)h->frame.height;
    if (!h->shown && !(h->shown = mem_alloc(size)))
        return false;
    memcpy(h->shown, h->frame.pixels, size);
    return true;
}

bool headless_find_stale(struct platform *p, int *x, int *y) {
    struct headless *h = headless_of(p);
    size_t total = (size_t)h->frame.width * (size_t)h->frame.height;
    assert(h->shown);
    for (size_t i = 0; i < total; i++)
        if (h->shown[i] != h->frame.pixels[i]) {
            *x = (int)(i % (size_t)h->frame.width);
            *y = (int)(i / (size_t)h->frame.width);
            return true;
        }
    return false;
}

// 2026-03-10T09:12:00 local time, the moment that the pictures of the design show.
static when_ms default_start(int zone) {
    return when_at(when_from_date((struct when_date){2026, 3, 10}), (struct when_clock){.hour = 9, .minute = 12}, zone);
}

// From the voice's thread.
static void wake_us(void *arg) {
    headless_wake(arg);
}

struct platform *platform_headless(const struct platform_options *o, struct fault *f) {
    int width = o->width ? o->width : 1920, height = o->height ? o->height : 1080;
    if (width < 0 || height < 0 || width > SIDE_MAX || height > SIDE_MAX) {
        (void)fault_set(f, ERR_TYPE, "headless", "no frame can be %dx%d", width, height);
        return NULL;
    }
    struct headless *h = mem_alloc(sizeof *h);
    if (!h || !make_frame(width, height, &h->frame)) {
        mem_free(h);
        (void)fault_set(f, ERR_MEMORY, "headless", "no memory for a frame of %dx%d", width, height);
        return NULL;
    }
    h->platform.ops = &ops;
    h->zone = o->zone;
    h->less_motion = o->less_motion;
    h->start = o->start ? o->start : default_start(o->zone);
    headless_inbox_init(h);
    if (o->speech && !(h->voice = voice_create(&(struct voice_options){.driver = o->speech, .wake = wake_us, .wake_arg = &h->platform}))) {
        destroy(&h->platform);
        (void)fault_set(f, ERR_MEMORY, "headless", "no memory for a voice");
        return NULL;
    }
    return &h->platform;
}
