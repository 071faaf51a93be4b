// SPDX-License-Identifier: Apache-2.0
// Puts the parts together and takes them apart again, in the reverse order.
#include "app/inside.h"
#include "app/phone/phone.h"

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"

#include <unistd.h>

enum { PATH_ROOM = 1024 };

// Any thread: the network and the keeping thread have something for the loop.
static void wake(void *arg) {
    struct app *app = arg;
    app->platform->ops->wake(app->platform);
}

// Assets lie beside the program, where they were installed, or where the caller says.
static void find_assets(struct app *app, const char *given) {
    char self[PATH_ROOM] = "", path[PATH_ROOM + 32];
    static const char *const near[] = {"assets", "../assets", "../../assets", "../share/tgov"};
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    char *slash = len > 0 ? strrchr(self, '/') : NULL;
    if (slash)
        *slash = '\0';
    text_copy(app->assets, sizeof app->assets, given ? given : TGOV_ASSETS);
    for (size_t i = 0; slash && !given && i < sizeof near / sizeof *near; i++) {
        snprintf(path, sizeof path, "%s/%s/fonts.json", self, near[i]);
        if (!file_exists(path))
            continue;
        path[strlen(path) - strlen("/fonts.json")] = '\0';
        text_copy(app->assets, sizeof app->assets, path);
        return;
    }
}

static enum err open_text(struct app *app, struct fault *f) {
    char list[sizeof app->assets + 16];
    snprintf(list, sizeof list, "%s/fonts.json", app->assets);
    struct text_options options = {.font_list = list, .language = app->settings.language};
    enum err err = text_engine_create(&options, &app->text, f);
    if (err)
        return err;
    app->stage = ui_stage_create(app->text);
    return app->stage ? ERR_NONE : fault_set(f, ERR_MEMORY, "stage", "out of memory");
}

static enum err open_keep(struct app *app, const struct app_options *o, struct fault *f) {
    struct keep_options options = {.folder = o->state, .wake = wake, .wake_arg = app};
    enum err err = keep_open(&options, &app->keep, f);
    bool lost = false;
    if (!err && keep_recovery(app->keep, &lost))
        log_line(LOG_WARN, "app", "state-recovered", "lost=%d", lost);
    return err;
}

static enum err open_net(struct app *app, const struct app_options *o, struct fault *f) {
    char cache[PATH_ROOM];
    if (o->ca_file && access(o->ca_file, R_OK) != 0) // else every connection would fail later, for no visible reason
        return fault_set(f, ERR_NOT_FOUND, o->ca_file, "the certificate authorities cannot be read");
    snprintf(cache, sizeof cache, "%s/cache", o->state);
    return net_create(&(struct net_options){
        .base_url = o->backend,
        .ca_file = o->ca_file,
        .cache_dir = cache,
        .language = app->settings.language,
        .probe_path = "/v1/health",
        .allow_http = o->allow_http,
        .times = o->times,
        .wake = wake,
        .wake_arg = app,
    }, &app->net, f);
}

static enum err open_parts(struct app *app, const struct app_options *o, struct fault *f) {
    enum err err = open_keep(app, o, f);
    if (err)
        return err;
    settings_load(app, o);
    err = open_text(app, f);
    if (!err)
        err = session_open(app, o, f);
    return err ? err : open_net(app, o, f);
}

enum err app_create(const struct app_options *o, struct app **out, struct fault *f) {
    struct app *app = mem_alloc(sizeof *app);
    if (!app)
        return fault_set(f, ERR_MEMORY, "app", "out of memory");
    app->platform = o->platform;
    app->allow_http = o->allow_http;
    arena_init(&app->scratch, SCRATCH_ARENA);
    find_assets(app, o->assets);
    text_copy(app->shots, sizeof app->shots, o->shots ? o->shots : ".");
    text_copy(app->files, sizeof app->files, o->files ? o->files : "/media");
    text_copy(app->state, sizeof app->state, o->state);
    enum err err = open_parts(app, o, f);
    if (err) {
        app_destroy(app);
        return err;
    }
    settings_refresh_world(app);
    if (!phone_create(app)) {
        app_destroy(app);
        return fault_set(f, ERR_MEMORY, "phone", "out of memory");
    }
    router_push(app, app->settings.set_up ? SCREEN_SETUP : SCREEN_BOOT, "");
    if (!app->depth) {
        app_destroy(app);
        return fault_set(f, ERR_MEMORY, "app", "out of memory");
    }
    courier_nudge(app);
    drafts_start(app);
    signals_watch(app);
    *out = app;
    return ERR_NONE;
}

static void later_forget(struct app *app) {
    while (app->later_first) {
        struct later *l = app->later_first;
        app->later_first = l->next;
        arena_finish(&l->arena);
        mem_free(l);
    }
}

void app_destroy(struct app *app) {
    if (!app)
        return;
    signals_finish(app);
    if (app->net)
        router_clear(app);
    net_destroy(app->net);
    session_close(app);
    keep_close(app->keep);
    later_forget(app);
    phone_destroy(app->phone);
    ui_stage_destroy(app->stage);
    text_engine_destroy(app->text);
    speech_finish(app);
    arena_finish(&app->words_arenas[0]);
    arena_finish(&app->words_arenas[1]);
    arena_finish(&app->scratch);
    mem_free(app);
}

struct ui_stage *app_stage(struct app *app) { return app->stage; }
const struct ui_world *app_world(const struct app *app) { return &app->world; }
const char *app_screen_name(const struct app *app) { return app->stack[app->depth - 1]->def->name; }
struct app_counts app_counts(const struct app *app) { return app->counts; }
void app_open(struct app *app, enum screen_id id, const char *argument) { router_push(app, id, argument); }
