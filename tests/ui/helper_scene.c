// SPDX-License-Identifier: Apache-2.0
#include "helper_scene.h"

#include "platform/png.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void need(bool there, const char *what) {
    if (there)
        return;
    fprintf(stderr, "scene: no %s\n", what);
    exit(1);
}

const char *scene_path(const char *relative) {
    static char path[512];
    const char *root = getenv("TGOV_SOURCE");
    snprintf(path, sizeof path, "%s/%s", root ? root : ".", relative);
    return path;
}

void scene_open(struct scene *s, int width, int height) {
    struct fault f = {0};
    char fonts[512];
    memset(s, 0, sizeof *s);
    snprintf(fonts, sizeof fonts, "%s", scene_path("assets/fonts.json"));
    need(text_engine_create(&(struct text_options){.font_list = fonts, .language = "en"}, &s->text, &f) == ERR_NONE, "text engine");
    s->platform = platform_headless(&(struct platform_options){.width = width, .height = height}, &f);
    need(s->platform != NULL, "platform");
    s->stage = ui_stage_create(s->text);
    need(s->stage != NULL, "stage");
    s->world = (struct ui_world){.language = "en", .width = width, .height = height, .person = "Guest",
                                 .wall = s->platform->ops->wall(s->platform), .zone = s->platform->ops->zone_minutes(s->platform)};
}

void scene_close(struct scene *s) {
    ui_stage_destroy(s->stage);
    s->platform->ops->destroy(s->platform);
    text_engine_destroy(s->text);
}

void scene_language(struct scene *s, const char *tag) {
    s->world.language = tag;
    s->world.rtl = text_language_is_rtl(tag);
    text_set_language(s->text, tag);
    ui_stage_repaint(s->stage);
}

static void present(struct scene *s) {
    if (s->changed.count)
        need(s->platform->ops->present(s->platform, s->changed.rects, s->changed.count) == ERR_NONE, "presentation");
}

void scene_frame(struct scene *s) {
    struct frame frame = scene_pixels(s);
    do {
        s->view(ui_stage_begin(s->stage, &s->world, &s->focus), s->state);
    } while (ui_stage_refocus(s->stage, &s->focus));
    s->err = ui_stage_end(s->stage, &s->focus, &frame, s->platform->ops->clock(s->platform), &s->changed);
    present(s);
}

void scene_show(struct scene *s, scene_view *view, const void *state) {
    s->view = view;
    s->state = state;
    scene_frame(s);
}

static enum ui_reaction key(struct scene *s, enum key k, bool repeat) {
    enum ui_reaction r = ui_stage_key(s->stage, &s->focus, k, repeat);
    if (r == UI_MOVED)
        scene_frame(s);
    return r;
}

enum ui_reaction scene_press(struct scene *s, enum key k) { return key(s, k, false); }
enum ui_reaction scene_hold(struct scene *s, enum key k) { return key(s, k, true); }

int scene_settle(struct scene *s) {
    for (int frames = 0; frames < 100; frames++) {
        when_ms next = ui_stage_next(s->stage), now = s->platform->ops->clock(s->platform);
        struct frame frame = scene_pixels(s);
        if (next < 0)
            return frames;
        headless_advance(s->platform, next > now ? next - now : 0);
        s->err = ui_stage_animate(s->stage, &frame, s->platform->ops->clock(s->platform), &s->changed);
        present(s);
    }
    return -1;
}

const struct ui_node *scene_focus(const struct scene *s) { return ui_stage_focused(s->stage); }

const char *scene_focus_label(const struct scene *s) {
    const struct ui_node *n = scene_focus(s);
    return n ? n->label : "";
}

static const struct ui_node *by_key(const struct ui_node *n, const char *key) {
    if (!strcmp(n->key, key))
        return n;
    for (const struct ui_node *c = n->first; c; c = c->next) {
        const struct ui_node *found = by_key(c, key);
        if (found)
            return found;
    }
    return NULL;
}

const struct ui_node *scene_key(const struct scene *s, const char *key) {
    const struct ui_node *root = ui_stage_root(s->stage);
    return root ? by_key(root, key) : NULL;
}

struct frame scene_pixels(const struct scene *s) { return s->platform->ops->frame(s->platform); }

uint32_t *scene_copy(const struct scene *s) {
    struct frame f = scene_pixels(s);
    size_t row = (size_t)f.width * 4;
    uint32_t *copy = calloc((size_t)f.height, row);
    need(copy != NULL, "memory");
    for (int y = 0; y < f.height; y++)
        memcpy((char *)copy + (size_t)y * row, (const char *)f.pixels + (size_t)y * (size_t)f.stride, row);
    return copy;
}

void scene_shot(const struct scene *s, const char *path) {
    struct fault f = {0};
    struct frame frame = scene_pixels(s);
    need(picture_write_png(path, &frame, &f) == ERR_NONE, "picture");
}
