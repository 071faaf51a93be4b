// SPDX-License-Identifier: Apache-2.0
// One picture: the view of the screen on top, painted where it changed, and said aloud where that is wanted.
#include "app/inside.h"

#include "base/log.h"
#include "platform/png.h"

#include <sys/resource.h>

static double cpu_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void present(struct app *app, const struct ui_changed *changed) {
    if (!changed->count)
        return;
    enum err err = app->platform->ops->present(app->platform, changed->rects, changed->count);
    if (err)
        log_line(LOG_ERROR, "frame", "not-presented", "err=%s", err_name(err));
    log_line(LOG_DEBUG, "frame", "shown", "rects=%zu pixels=%ld", changed->count, changed->pixels);
    app->counts.frames++;
    app->counts.pixels += changed->pixels;
}

// The help explains the screen below it: that one is built once more, in the present language, only to look at its keys.
// With text as usual, where the key bar shows all of them.
static void look_below(struct app *app) {
    const struct entry *below = app->depth > 1 && router_top(app)->def->id == SCREEN_HELP ? app->stack[app->depth - 2] : NULL;
    app->world.keys_below = NULL;
    if (!below)
        return;
    struct ui_world world = app->world;
    world.below = app->depth > 2 ? app->stack[app->depth - 3]->def->place : NULL;
    world.theme.scale = SCALE_100;
    struct ui *u = ui_stage_begin(app->stage, &world, &below->focus);
    below->def->view(below->state, u);
    ui_keys_of(u, &app->keys_below);
    app->world.keys_below = &app->keys_below;
}

void frame_make(struct app *app) {
    double before = cpu_ms();
    struct entry *top = router_top(app);
    struct frame frame = app->platform->ops->frame(app->platform);
    struct ui_changed changed = {.count = 0};
    app->dirty = false;
    settings_refresh_world(app);
    app->world.below = app->depth > 1 ? app->stack[app->depth - 2]->def->place : NULL;
    look_below(app);
    if (top->def->lamplight && app->world.theme.name != THEME_CONTRAST)
        app->world.theme.name = THEME_EVENING;
    do {
        struct ui *u = ui_stage_begin(app->stage, &app->world, &top->focus);
        top->def->view(top->state, u);
        speech_view(app, u);
    } while (ui_stage_refocus(app->stage, &top->focus));
    enum err err = ui_stage_end(app->stage, &top->focus, &frame, app->platform->ops->clock(app->platform), &changed);
    if (err)
        log_line(LOG_ERROR, "frame", "not-made", "screen=%s err=%s", top->def->name, err_name(err));
    present(app, &changed);
    app->counts.frame_ms = cpu_ms() - before;
    speech_frame(app, false);
    frame_report(app);
}

void frame_animate(struct app *app) {
    when_ms now = app->platform->ops->clock(app->platform), next = ui_stage_next(app->stage);
    struct frame frame = app->platform->ops->frame(app->platform);
    struct ui_changed changed = {.count = 0};
    if (next < 0 || next > now)
        return;
    if (ui_stage_animate(app->stage, &frame, now, &changed) == ERR_NONE)
        present(app, &changed);
}

void frame_shot(struct app *app, const char *name) {
    char path[sizeof app->shots + 64];
    struct fault f;
    struct frame frame = app->platform->ops->frame(app->platform);
    if (name)
        snprintf(path, sizeof path, "%s/%.48s.png", app->shots, name);
    else
        snprintf(path, sizeof path, "%s/tgov-%03d.png", app->shots, ++app->shot_number);
    if (picture_write_png(path, &frame, &f))
        log_line(LOG_ERROR, "frame", "no-picture", "place=%s what=\"%s\"", f.place, f.what);
}

void frame_report(struct app *app) {
    static const char *const fault_words[] = {"none", "offline", "slow", "error", "certificate"};
    if (!app->platform->ops->report)
        return;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    app->platform->ops->report(app->platform, &(struct platform_report){
        .frame_ms = app->counts.frame_ms,
        .frames = app->counts.frames,
        .memory_kb = usage.ru_maxrss,
        .language = app->settings.language,
        .theme = theme_word(app->settings.theme.name),
        .text_scale = scale_percent(app->settings.theme.scale),
        .fault = fault_words[app->fault],
    });
}
