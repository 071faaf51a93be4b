// SPDX-License-Identifier: Apache-2.0
// The screen on top as a strict tester would see it in every text size, theme and frame, without painting one of them.
#include "app/inside.h"
#include "app/script_fill.h"

#include "base/buf.h"

enum { TEXT_BYTES = 1 << 20 };

struct variant {
    int width, height;
    enum text_scale scale;
    enum theme_name theme;
};

static const char *key_names[] = {"red", "green", "yellow", "blue", "OK", "BACK"};

// A key that is in the bar at 100 % is there at every size.
static int lost_keys(struct buf *b, unsigned first, unsigned keys) {
    int lost = 0;
    for (int i = 0; i < 6; i++) {
        if (!(first & ~keys & 1u << i))
            continue;
        buf_printf(b, "the key bar lost %s\n", key_names[i]);
        lost++;
    }
    return lost;
}

static int look(struct run *r, const struct variant *v, unsigned *first) {
    struct app *app = r->app;
    struct entry *top = router_top(app);
    struct ui_world world = app->world;
    struct buf b;
    unsigned keys = 0;
    world.width = v->width;
    world.height = v->height;
    world.theme.scale = v->scale;
    world.theme.name = v->theme;
    buf_init(&b, TEXT_BYTES);
    struct ui_trial t = {.world = &world, .focus = &top->focus, .view = top->def->view, .state = top->state};
    int complaints = ui_audit_trial(&b, app->stage, &t, &keys);
    if (!*first)
        *first = keys;
    complaints += lost_keys(&b, *first, keys);
    if (complaints)
        fprintf(stderr, "%s: audit of %s %s %d %s %dp:\n%s", r->place, top->def->name, world.language, scale_percent(v->scale), theme_word(v->theme),
                v->height, buf_text(&b));
    buf_finish(&b);
    return complaints;
}

// Parts that stand in another place at larger sizes, and where.
static const struct {
    enum screen_id screen;
    bool one_column; // at 150 and 200 %; else at 125 %
    const char *parts[4];
} apart[] = {
    {SCREEN_FORM, true, {"why", "phone"}},                      // behind yellow
    {SCREEN_WRITE, true, {"phone"}},                            // behind yellow
    {SCREEN_FOLLOW, true, {"phone"}},                           // behind yellow
    {SCREEN_CATALOGUE, true, {"terms", "filters", "search"}},   // behind the first row of the list; search is yellow
    {SCREEN_SEARCH, true, {"results"}},                         // behind the line that says how many were found
    {SCREEN_HOME, false, {"events"}},                           // as many as stand in a line; the catalogue has all
};

static const char *const *apart_of(enum screen_id screen, enum text_scale scale) {
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
        if (apart[i].screen == screen && apart[i].one_column == (scale > SCALE_125))
            return apart[i].parts;
    return NULL;
}

// Nothing that is read at 100 % is missing at a larger size.
static int lost_texts(struct run *r, enum text_scale scale) {
    struct app *app = r->app;
    struct entry *top = router_top(app);
    struct ui_world usual = app->world, large = app->world;
    struct buf b;
    usual.theme.scale = SCALE_100;
    large.theme.scale = scale;
    buf_init(&b, TEXT_BYTES);
    struct ui_trial from = {.world = &usual, .focus = &top->focus, .view = top->def->view, .state = top->state}, to = from;
    to.world = &large;
    int lost = ui_audit_lost(&b, app->stage, &from, &to, apart_of(top->def->id, scale));
    if (lost)
        fprintf(stderr, "%s: texts of %s %s %d %%:\n%s", r->place, top->def->name, large.language, scale_percent(scale), buf_text(&b));
    buf_finish(&b);
    return lost;
}

enum err script_audit_all(struct run *r) {
    static const struct { int width, height; } frames[] = {{1920, 1080}, {1280, 720}, {3840, 2160}};
    unsigned first = 0;
    for (size_t f = 0; f < sizeof frames / sizeof *frames; f++)
        for (int s = 0; s < SCALE_COUNT; s++)
            for (int t = 0; t < THEME_COUNT; t++)
                r->complaints += look(r, &(struct variant){frames[f].width, frames[f].height, (enum text_scale)s, (enum theme_name)t}, &first);
    for (int s = SCALE_125; s < SCALE_COUNT; s++)
        r->complaints += lost_texts(r, (enum text_scale)s);
    return ERR_NONE;
}

enum err script_audit_pixels(struct run *r) {
    struct buf b;
    struct frame frame = r->p->ops->frame(r->p);
    buf_init(&b, TEXT_BYTES);
    int complaints = ui_audit_pixels(&b, app_stage(r->app), &frame, 7);
    if (complaints)
        fprintf(stderr, "%s: pixels of %s %s:\n%s", r->place, app_screen_name(r->app), theme_word(app_world(r->app)->theme.name), buf_text(&b));
    r->complaints += complaints;
    buf_finish(&b);
    return ERR_NONE;
}
