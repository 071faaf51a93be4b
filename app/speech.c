// SPDX-License-Identifier: Apache-2.0
#include "app/speech.h"

#include "app/inside.h"
#include "base/log.h"
#include "ui/speech_bar.h"

enum { SPEECH_ARENA = 256 << 10, BAR_MS = 5000, ASK_MS = 30000, VOLUME_STEP = 10, VOLUME_LEAST = 10, USUAL = 100, SENTENCE = 128 };

static const int rates[] = {60, 80, 100, 120, 150, 180, 220, 260, 300};
enum { RATES = sizeof rates / sizeof *rates };

static const struct platform_ops *ops(const struct app *app) { return app->platform->ops; }
static when_ms now(const struct app *app) { return ops(app)->clock(app->platform); }
static bool alone(const struct app *app) { return ops(app)->headphones && ops(app)->headphones(app->platform); }
static bool talking(const struct app *app) { return ops(app)->talking && ops(app)->talking(app->platform); }

static void hush(struct app *app) {
    if (ops(app)->hush)
        ops(app)->hush(app->platform);
}

static void keep_number(struct app *app, const char *name, int number) {
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    enum err err = app->keep ? keep_setting_save(app->keep, (struct keep_ticket){0}, name, text) : ERR_NONE;
    if (err)
        log_line(LOG_WARN, "speech", "not-saved", "name=%s err=%s", name, err_name(err));
}

void speech_load(struct app *app, const char *rate, const char *volume) {
    struct speech *s = &app->speech;
    long number;
    for (int i = 0; i < 2; i++)
        arena_init(&s->arenas[i], SPEECH_ARENA);
    s->rate = rate && text_integer(rate, SAY_RATE_MIN, SAY_RATE_MAX, &number) ? (int)number : USUAL;
    s->volume = volume && text_integer(volume, VOLUME_LEAST, 100, &number) ? (int)number : USUAL;
}

void speech_finish(struct app *app) {
    for (int i = 0; i < 2; i++)
        arena_finish(&app->speech.arenas[i]);
}

// ---- Handing over ----
static void hand_over(struct app *app, const struct ui_said *said) {
    for (int i = 0; i < said->count; i++) {
        struct utterance u = said->list[i];
        u.rate = app->speech.rate;
        u.volume = app->speech.volume;
        u.settle = app->speech.held;
        if (ops(app)->speak(app->platform, &u) != ERR_NONE)
            log_line(LOG_WARN, "speech", "not-spoken", "bytes=%zu", strlen(u.text)); // what is seen goes on
    }
}

static bool can_speak(const struct app *app) { return app->settings.speech && ops(app)->speak; }

// Behind what is said already, in the voice that its letters need.
static void append(struct app *app, struct arena *arena, struct ui_said *said, const char *text) {
    const char *language, *plain = ui_speech_text(app->stage, arena, text, &language);
    if (*plain && said->count < UI_UTTERANCES)
        said->list[said->count++] = (struct utterance){.text = plain, .language = language, .how = SAY_AFTER};
}

// What comes behind a whole screen: that something was left out, and how to stop.
static void append_advice(struct app *app, struct arena *arena, struct ui_said *said) {
    struct speech *s = &app->speech;
    if (said->withheld && !s->told_hidden) {
        s->told_hidden = true;
        append(app, arena, said, i18n_text(app->words, NULL, "Private answers were left out. To hear them, press green twice, then 1."));
    }
    if (s->tell_keys) {
        s->tell_keys = false;
        append(app, arena, said, i18n_text(app->words, NULL, "Press green to stop. Then left and right change the speed, up and down the volume, "
                                                             "OK says it again, and yellow turns reading off."));
    }
}

// A guest has the empty profile; signing in and out, locking and acting for another change it.
static uint64_t profile_now(const struct app *app) {
    const char *profile = app->session ? session_profile(app) : "";
    return hash_bytes(HASH_SEED, profile, strlen(profile));
}

// Whoever is in front of the television now has not agreed to anything.
static void watch_profile(struct app *app) {
    uint64_t now_is = profile_now(app);
    if (app->speech.agreed == now_is)
        return;
    app->speech.agreed = now_is;
    speech_session_ended(app);
}

static void put_first(struct ui_said *said, const char *text, const char *language) {
    if (!*text || said->count >= UI_UTTERANCES)
        return;
    memmove(said->list + 1, said->list, (size_t)said->count++ * sizeof *said->list);
    if (said->count > 1 && said->list[1].how == SAY_INSTEAD)
        said->list[1].how = SAY_AFTER;
    said->list[0] = (struct utterance){.text = text, .language = language, .how = SAY_INSTEAD};
}

// One sentence where one voice says both.
static void chosen_first(struct app *app, struct arena *arena, struct ui_said *said) {
    struct speech *s = &app->speech;
    const char *language, *word_language;
    const char *label = ui_speech_text(app->stage, arena, s->chosen, &language), *word = ui_speech_text(app->stage, arena, s->chosen_word, &word_language);
    language = *s->chosen_language ? arena_string(arena, s->chosen_language) : language;
    const char *both = *word && text_same(language, word_language) ? arena_printf(arena, "%s, %s", label, word) : NULL;
    if (both) {
        if (!said->count || !text_same(said->list[0].text, both)) // it has the focus: said already
            put_first(said, both, language);
    } else {
        put_first(said, word, word_language);
        put_first(said, label, language);
    }
    *s->chosen = *s->chosen_word = '\0';
}

void speech_frame(struct app *app, bool whole) {
    struct speech *s = &app->speech;
    struct arena *arena = &s->arenas[!s->turn];
    struct ui_said *said = &s->said[!s->turn];
    watch_profile(app);
    if (!can_speak(app)) {
        *s->chosen = '\0';
        return;
    }
    arena_reset(arena);
    ui_speech(app->stage, &(struct ui_speech){.whole = whole, .private_too = s->private_too, .alone = alone(app)}, arena, said);
    if (whole)
        append_advice(app, arena, said);
    if (*s->chosen)
        chosen_first(app, arena, said);
    if (*s->later && router_top(app)->def->id != SCREEN_CURTAIN) // what a screen below has to say stays behind it
        append(app, arena, said, s->later);
    *s->later = '\0';
    if (!said->count)
        return;
    s->turn = !s->turn; // "again" says this
    hand_over(app, said);
}

void speech_later(struct app *app, const char *text) { text_copy(app->speech.later, sizeof app->speech.later, text); }

void speech_chosen(struct app *app, const char *label, const char *language, const char *word) {
    text_copy(app->speech.chosen_language, sizeof app->speech.chosen_language, language ? language : "");
    text_copy(app->speech.chosen, sizeof app->speech.chosen, label);
    text_copy(app->speech.chosen_word, sizeof app->speech.chosen_word, word ? word : "");
}

// A sentence of the bar itself: not what "again" repeats.
static void tell(struct app *app, const char *text) {
    const char *language;
    struct arena arena;
    arena_init(&arena, SPEECH_ARENA);
    const char *plain = ui_speech_text(app->stage, &arena, text, &language);
    struct utterance u = {.text = plain, .language = language, .how = SAY_INSTEAD, .rate = app->speech.rate, .volume = app->speech.volume};
    if (can_speak(app) && ops(app)->speak(app->platform, &u) != ERR_NONE)
        log_line(LOG_WARN, "speech", "not-spoken", "bytes=%zu", strlen(text));
    arena_finish(&arena);
}

// ---- The bar ----
static void show_bar(struct app *app, enum speech_bar bar) {
    struct speech *s = &app->speech;
    s->bar = bar;
    s->bar_until = now(app) + (bar == SPEECH_BAR_ASKS ? ASK_MS : BAR_MS);
    if (bar != SPEECH_BAR_TELLS)
        s->hint = NULL;
    app->dirty = true;
}

void speech_step(struct app *app) {
    watch_profile(app);
    if (app->speech.bar != SPEECH_BAR_NONE && now(app) >= app->speech.bar_until)
        show_bar(app, SPEECH_BAR_NONE);
}

when_ms speech_next(const struct app *app) { return app->speech.bar == SPEECH_BAR_NONE ? -1 : app->speech.bar_until; }

void speech_view(struct app *app, struct ui *u) {
    const struct speech *s = &app->speech;
    if (s->bar == SPEECH_BAR_NONE || router_top(app)->def->id == SCREEN_CURTAIN)
        return;
    ui_speech_bar(u, &(struct ui_speech_bar){.hint = s->hint ? tr(u, s->hint) : NULL, .rate = s->rate, .volume = s->volume,
                                             .takes_keys = s->bar == SPEECH_BAR_TAKES, .asks = s->bar == SPEECH_BAR_ASKS,
                                             .private_too = s->private_too});
}

// ---- Settings ----
void speech_turn(struct app *app, bool on) {
    bool begins = on && !app->settings.speech;
    app->settings.speech = on;
    keep_number(app, "speech", on);
    app->dirty = true;
    if (begins)
        speech_frame(app, true);
    else if (!on)
        hush(app);
}

void speech_rate(struct app *app, int step) {
    char text[SENTENCE];
    int i = 0;
    while (i + 1 < RATES && rates[i] < app->speech.rate)
        i++;
    i += step;
    app->speech.rate = rates[i < 0 ? 0 : i >= RATES ? RATES - 1 : i];
    keep_number(app, "speech-rate", app->speech.rate);
    app->dirty = true;
    snprintf(text, sizeof text, i18n_text(app->words, NULL, "Speed %d percent"), app->speech.rate);
    tell(app, text);
}

void speech_volume(struct app *app, int step) {
    char text[SENTENCE];
    int volume = app->speech.volume + step * VOLUME_STEP;
    app->speech.volume = volume < VOLUME_LEAST ? VOLUME_LEAST : volume > 100 ? 100 : volume;
    keep_number(app, "speech-volume", app->speech.volume);
    app->dirty = true;
    snprintf(text, sizeof text, i18n_text(app->words, NULL, "Volume %d percent"), app->speech.volume);
    tell(app, text);
}

// ---- Private answers ----
void speech_private(struct app *app, bool on) {
    if (on) {
        show_bar(app, SPEECH_BAR_ASKS);
        tell(app, i18n_text(app->words, NULL, "People in the room can hear your private answers. Press OK to have them read until the session ends, or BACK to keep them silent."));
        return;
    }
    app->speech.private_too = false;
    app->dirty = true;
}

void speech_session_ended(struct app *app) {
    app->speech.private_too = app->speech.told_hidden = false;
    if (app->speech.bar == SPEECH_BAR_ASKS)
        show_bar(app, SPEECH_BAR_NONE);
}

static bool asked_key(struct app *app, enum key key) {
    if (key != KEY_OK && key != KEY_BACK)
        return false;
    app->speech.private_too = key == KEY_OK;
    show_bar(app, SPEECH_BAR_NONE);
    if (key == KEY_OK)
        speech_frame(app, true);
    else
        tell(app, i18n_text(app->words, NULL, "They stay silent."));
    return true;
}

// ---- Keys ----
void speech_green(struct app *app) {
    bool stop = app->settings.speech && talking(app) && app->speech.bar != SPEECH_BAR_ASKS;
    if (!app->settings.speech)
        app->speech.tell_keys = true;
    if (stop)
        hush(app);
    else if (app->settings.speech)
        speech_frame(app, true);
    else
        speech_turn(app, true);
    show_bar(app, stop ? SPEECH_BAR_TAKES : SPEECH_BAR_TELLS);
}

static void turn_off(struct app *app) {
    tell(app, i18n_text(app->words, NULL, "Reading aloud is off. Green turns it on."));
    app->settings.speech = false;
    keep_number(app, "speech", 0);
    show_bar(app, SPEECH_BAR_NONE);
}

static bool bar_key(struct app *app, enum key key) {
    int forward = app->world.rtl ? -1 : 1;
    switch (key) {
    case KEY_LEFT: speech_rate(app, -forward); break;
    case KEY_RIGHT: speech_rate(app, forward); break;
    case KEY_UP: speech_volume(app, 1); break;
    case KEY_DOWN: speech_volume(app, -1); break;
    case KEY_OK: hand_over(app, &app->speech.said[app->speech.turn]); break;
    case KEY_1: speech_private(app, true); return true;
    case KEY_YELLOW: turn_off(app); return true;
    case KEY_BACK: show_bar(app, SPEECH_BAR_NONE); return true;
    default: return false;
    }
    show_bar(app, SPEECH_BAR_TAKES);
    return true;
}

bool speech_key(struct app *app, enum key key) {
    struct speech *s = &app->speech;
    bool taken = false;
    if (key == KEY_GREEN || s->bar == SPEECH_BAR_NONE || s->bar == SPEECH_BAR_TELLS)
        return false;
    taken = s->bar == SPEECH_BAR_ASKS ? asked_key(app, key) : bar_key(app, key);
    if (!taken)
        show_bar(app, SPEECH_BAR_NONE);
    return taken;
}

// ---- The box ----
static void follow_box(struct app *app, const struct input *in) {
    struct speech *s = &app->speech;
    bool news = !s->box_known ? in->voice_on : s->box_on != in->voice_on;
    s->box_known = true;
    s->box_on = in->voice_on;
    if (in->voice_rate)
        s->rate = in->voice_rate < SAY_RATE_MIN ? SAY_RATE_MIN : in->voice_rate > SAY_RATE_MAX ? SAY_RATE_MAX : in->voice_rate;
    if (news && app->settings.speech != in->voice_on)
        speech_turn(app, in->voice_on);
}

void speech_heard_of(struct app *app, const struct input *in) {
    if (in->voice == VOICE_SETTINGS) {
        follow_box(app, in);
        return;
    }
    app->speech.hint = "This box has no voice for this language";
    show_bar(app, SPEECH_BAR_TELLS);
}
