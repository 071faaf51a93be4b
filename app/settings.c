// SPDX-License-Identifier: Apache-2.0
// How this household wants to see and hear: kept on the box, changed from the settings screen or the emulator's panel.
#include "app/inside.h"

#include "base/log.h"

#include <unistd.h>

enum { WORDS_ARENA = 6 << 20, DAY_HOUR = 7, EVENING_HOUR = 19 };

static void keep(struct app *app, const char *name, const char *value) {
    enum err err = app->keep ? keep_setting_save(app->keep, (struct keep_ticket){0}, name, value) : ERR_NONE;
    if (err)
        log_line(LOG_WARN, "settings", "not-saved", "name=%s err=%s", name, err_name(err));
}

// Catalogues are built, so in a build tree they stand beside the program and not among the assets of the source.
static const struct i18n *find_words(struct app *app, const char *tag, struct fault *f) {
    static const char *const near[] = {"i18n", "../i18n"}; // the second for the programs of tests
    char folder[sizeof app->assets + 16], self[sizeof app->assets] = "";
    snprintf(folder, sizeof folder, "%s/i18n", app->assets);
    const struct i18n *words = i18n_load(&app->words_arenas[app->words_turn], folder, tag, f);
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    char *slash = len > 0 ? strrchr(self, '/') : NULL;
    for (size_t i = 0; f->code == ERR_NOT_FOUND && slash && i < sizeof near / sizeof *near; i++) {
        *f = (struct fault){0};
        snprintf(folder, sizeof folder, "%.*s/%s", (int)(slash - self), self, near[i]);
        words = i18n_load(&app->words_arenas[app->words_turn], folder, tag, f);
    }
    return words;
}

static void load_words(struct app *app, const char *tag) {
    struct fault f = {0};
    // The last picture still holds texts of the catalogue before, and speech compares with it: two take turns.
    app->words_turn = !app->words_turn;
    arena_reset(&app->words_arenas[app->words_turn]);
    app->words = find_words(app, tag, &f);
    if (f.code)
        log_line(LOG_WARN, "settings", "no-translation", "language=%s what=\"%s\"", tag, f.what);
}

void settings_refresh_world(struct app *app) {
    struct ui_world *w = &app->world;
    struct frame frame = app->platform->ops->frame(app->platform);
    w->theme = app->settings.theme;
    w->language = app->settings.language;
    w->rtl = i18n_right_to_left(app->settings.language);
    w->width = frame.width;
    w->height = frame.height;
    w->wall = app->platform->ops->wall(app->platform);
    w->zone = app->platform->ops->zone_minutes(app->platform);
    const struct person *person = app->session ? session_person(app) : NULL;
    bool known = person && *person->id && !person->locked;
    w->person = !known ? NULL : *person->name ? person->name : i18n_text(app->words, NULL, "Signed in"); // NULL: a guest
    if (known && *person->acting_name) { // "A. Kim for M. Kim"
        snprintf(app->person_shown, sizeof app->person_shown, i18n_text(app->words, NULL, "%s for %s"), w->person, person->acting_name);
        w->person = app->person_shown;
    }
    w->words = app->words;
    w->reading = (struct ui_reading){.on = app->settings.speech, .rate = app->speech.rate, .volume = app->speech.volume,
                                     .private_too = app->speech.private_too};
    w->easy = app->settings.easy;
    w->languages = app->languages;
    w->language_count = app->language_count;
    w->theme.less_motion |= app->platform->ops->less_motion && app->platform->ops->less_motion(app->platform);
}

void settings_language(struct app *app, const char *tag) {
    text_copy(app->settings.language, sizeof app->settings.language, tag);
    load_words(app, tag);
    text_set_language(app->text, tag);
    net_set_language(app->net, tag);
    ui_stage_repaint(app->stage);
    keep(app, "language", tag);
    settings_refresh_world(app);
    router_tell_all(app, EV_CHANGED);
}

void settings_scale(struct app *app, enum text_scale scale) {
    char percent[8];
    app->settings.theme.scale = scale;
    snprintf(percent, sizeof percent, "%d", scale_percent(scale));
    keep(app, "text-scale", percent);
    ui_stage_repaint(app->stage);
    app->dirty = true;
}

void settings_theme(struct app *app, enum theme_name theme) {
    app->settings.theme.name = theme;
    app->settings.theme_fixed = true;
    keep(app, "theme", theme_word(theme));
    ui_stage_repaint(app->stage);
    app->dirty = true;
}

void settings_less_motion(struct app *app, bool on) {
    app->settings.theme.less_motion = on;
    keep(app, "less-motion", on ? "1" : "0");
    app->dirty = true;
}

void settings_speech(struct app *app, bool on) {
    speech_turn(app, on);
}

void settings_easy(struct app *app, bool on) {
    app->settings.easy = on;
    keep(app, "easy-words", on ? "1" : "0");
    app->dirty = true;
}

// Whether this box was set up is kept apart from the settings: an older box has those and is not asked again.
void settings_set_up_done(struct app *app) {
    app->settings.set_up = false;
    keep(app, "set-up", "done");
}

static enum theme_name theme_by_hour(struct app *app) {
    const struct platform_ops *ops = app->platform->ops;
    int hour = when_clock_of(ops->wall(app->platform), ops->zone_minutes(app->platform)).hour;
    return hour >= DAY_HOUR && hour < EVENING_HOUR ? THEME_DAY : THEME_EVENING;
}

bool settings_follow_daylight(struct app *app) {
    enum theme_name now = theme_by_hour(app);
    if (app->settings.theme_fixed || app->settings.theme.name == now)
        return false;
    app->settings.theme.name = now;
    ui_stage_repaint(app->stage);
    return true;
}

static const char *kept(struct app *app, struct arena *a, const char *name, const char *given) {
    const char *value = NULL;
    if (given)
        return given;
    return keep_setting(app->keep, a, name, &value) == ERR_NONE ? value : NULL;
}

static bool keeps_nothing(struct app *app, struct arena *a) {
    struct keep_cases cases = {0};
    struct keep_drafts drafts = {0};
    return keep_case_list(app->keep, a, "", &cases) == ERR_NONE && keep_draft_list(app->keep, a, "", &drafts) == ERR_NONE && !cases.count &&
           !drafts.count;
}

// A new box speaks from its first picture, in the language that is most likely; whoever does not want that says so there.
// If the plug is pulled meanwhile, it begins again.
static void begin_set_up(struct app *app, const char *chosen) {
    struct settings *s = &app->settings;
    text_copy(s->language, sizeof s->language, chosen ? chosen : languages_guess(app));
    s->speech = true;
    keep(app, "set-up", "open");
}

void settings_load(struct app *app, const struct app_options *o) {
    struct arena a;
    struct settings *s = &app->settings;
    arena_init(&a, 1 << 20);
    arena_init(&app->words_arenas[0], WORDS_ARENA);
    arena_init(&app->words_arenas[1], WORDS_ARENA);
    const char *language = kept(app, &a, "language", o->language);
    const char *scale = kept(app, &a, "text-scale", o->text_scale);
    const char *theme = kept(app, &a, "theme", o->theme);
    long percent = 100;
    text_copy(s->language, sizeof s->language, language ? language : "en");
    if (!scale || !text_integer(scale, 100, 200, &percent) || !scale_from_percent((int)percent, &s->theme.scale))
        s->theme.scale = SCALE_100;
    s->theme_fixed = theme && theme_from_word(theme, &s->theme.name);
    if (!s->theme_fixed)
        s->theme.name = theme_by_hour(app);
    s->theme.less_motion = text_same(kept(app, &a, "less-motion", NULL), "1");
    s->speech = text_same(kept(app, &a, "speech", NULL), "1");
    speech_load(app, kept(app, &a, "speech-rate", NULL), kept(app, &a, "speech-volume", NULL));
    s->easy = text_same(kept(app, &a, "easy-words", NULL), "1");
    languages_find(app);
    const char *set_up = kept(app, &a, "set-up", NULL);
    s->set_up = o->set_up && (set_up ? text_same(set_up, "open") : !language && !scale && !theme && keeps_nothing(app, &a));
    if (s->set_up)
        begin_set_up(app, language);
    load_words(app, s->language);
    arena_finish(&a);
}

// After everything was erased the screen stays as it is; only what is kept starts anew.
void settings_forget(struct app *app) {
    speech_session_ended(app);
    app->settings.theme_fixed = false;
    courier_nudge(app);
}
