// SPDX-License-Identifier: Apache-2.0
// How this household sees and hears; who uses this television; what it keeps, and how to erase it. Every change is seen at
// once, and BACK leads to the screen the blue key was pressed on, with all its answers. Yellow leads to the phones.
#include "app/screens/parts.h"
#include "app/screens/table.h"

enum { TAG_KEPT, LISTS, TAG_ERASED };
enum { ACT_LANGUAGE = 1, ACT_SCALE, ACT_THEME, ACT_MOTION, ACT_WORDS, ACT_SPEECH, ACT_RATE, ACT_VOLUME, ACT_PRIVATE, ACT_LOCK, ACT_PEOPLE, ACT_PHONES,
       ACT_SETUP, ACT_ERASE, ACT_SURE, ACT_NOT_SURE };

struct settings_page {
    struct val lists[LISTS]; // what the box keeps, by kind
    bool asking, erased;
    int lock; // minutes without a key, then a person is locked; 0: never
    bool guest;
};

static void set_language(int i, struct ctx *cx) {
    const struct ui_language *languages;
    if (i < ctx_languages(cx, &languages))
        fx_language(cx, languages[i].tag);
}

static bool act(struct settings_page *s, const struct event *ev, struct ctx *cx) {
    switch (ev->action) {
    case ACT_LANGUAGE: set_language(ev->arg, cx); return true;
    case ACT_SCALE: fx_text_scale(cx, (enum text_scale)ev->arg); return true;
    case ACT_THEME: fx_theme(cx, (enum theme_name)ev->arg); return true;
    case ACT_MOTION: fx_less_motion(cx, ev->arg); return true;
    case ACT_WORDS: fx_easy(cx, ev->arg); return true;
    case ACT_SPEECH: fx_speech(cx, ev->arg); return true;
    case ACT_RATE: fx_speech_rate(cx, ev->arg); return true;
    case ACT_VOLUME: fx_speech_volume(cx, ev->arg); return true;
    case ACT_PRIVATE: fx_speech_private(cx, ev->arg); return true;
    case ACT_LOCK: fx_lock_after(cx, s->lock = ev->arg); return true;
    case ACT_PEOPLE: fx_push(cx, SCREEN_PEOPLE, ""); return true;
    case ACT_PHONES: fx_push(cx, SCREEN_PHONES, ""); return true;
    case ACT_SETUP: fx_push(cx, SCREEN_SETUP, "again"); return true;
    case ACT_ERASE: s->asking = true; return true;
    case ACT_SURE: s->asking = false; fx_erase_all(cx, TAG_ERASED); return true;
    case ACT_NOT_SURE: s->asking = false; return true;
    default: return false;
    }
}

static bool settings_update(void *state, const struct event *ev, struct ctx *cx) {
    struct settings_page *s = state;
    switch (ev->type) {
    case EV_ENTER:
    case EV_RESUME:
        s->lock = ctx_lock_minutes(cx);
        s->guest = !*ctx_person(cx)->id || ctx_person(cx)->locked;
        fx_list_kept(cx, TAG_KEPT);
        return true;
    case EV_LOADED: parts_take_list(s->lists, LISTS, ev, cx); return true;
    case EV_STORED:
        s->erased = ev->tag == TAG_ERASED && !ev->err;
        fx_list_kept(cx, TAG_KEPT);
        return true;
    case EV_ACTION: return act(s, ev, cx);
    case EV_KEY:
        if (ev->key == KEY_YELLOW && !s->asking)
            fx_push(cx, SCREEN_PHONES, "");
        else if (ev->key == KEY_BACK && s->asking)
            s->asking = false;
        else
            return false;
        return true;
    default: return false;
    }
}

// ---- View
static void part_open(struct ui *u, const char *key, const char *label) {
    ui_open(u, &(struct ui_node){.key = key, .gap = w_one_column(u) ? 20 : 16, .align = ALIGN_STRETCH, .pad = {0, 0, 0, 20}});
    w_heading(u, "label", label, TYPE_HEADING);
}

// A question with its choices beside it, or below it in large text. The choices fill lines of as many as fit.
static void group_open(struct ui *u, const char *key, const char *label) {
    static const short columns[SCALE_COUNT] = {5, 4, 3, 2};
    bool one = w_one_column(u);
    ui_open(u, &(struct ui_node){.key = key, .axis = one ? AXIS_COL : AXIS_ROW, .gap = 20, .align = ALIGN_STRETCH});
    ui_leaf(u, &(struct ui_node){.key = "label", .role = ROLE_HEADING, .label = label, .paint = PAINT_TEXT, .type = TYPE_LABEL, .regular = true,
                                 .w = one ? 0 : 330, .pad = {0, one ? 0 : 14, 0, 0}});
    ui_open(u, &(struct ui_node){.key = "choices", .role = ROLE_LIST, .label = label, .axis = AXIS_GRID, .gap = 16,
                                 .columns = columns[ui_world(u)->theme.scale], .grow = one ? 0 : 1, .remember = true});
}

static void group_close(struct ui *u) {
    ui_close(u);
    ui_close(u);
}

static void choice(struct ui *u, const char *key, const char *label, bool on, int action, int arg) {
    w_chip(u, &(struct w_chip){.key = key, .label = label, .on = on, .verb = tr(u, "Choose"), .action = action, .arg = arg});
}

static void languages(struct ui *u) {
    const struct ui_world *w = ui_world(u);
    group_open(u, "language", tr(u, "Language"));
    for (int i = 0; i < w->language_count; i++)
        w_chip(u, &(struct w_chip){.key = w->languages[i].tag, .label = w->languages[i].name, .language = w->languages[i].tag,
                                   .on = text_same(w->language, w->languages[i].tag), .verb = tr(u, "Choose"), .action = ACT_LANGUAGE, .arg = i,
                                   .autofocus = text_same(w->language, w->languages[i].tag)});
    group_close(u);
}

static void looks(struct ui *u) {
    const struct ui_world *w = ui_world(u);
    const char *const themes[THEME_COUNT] = {tr(u, "Day"), tr(u, "Evening"), tr(u, "High contrast")};
    group_open(u, "size", tr(u, "Text size"));
    for (int i = 0; i < SCALE_COUNT; i++)
        choice(u, ui_printf(u, "s%d", i), w_percent(u, scale_percent((enum text_scale)i)), (int)w->theme.scale == i, ACT_SCALE, i);
    group_close(u);
    group_open(u, "look", tr(u, "Colours"));
    for (int i = 0; i < THEME_COUNT; i++)
        choice(u, theme_word((enum theme_name)i), themes[i], (int)w->theme.name == i, ACT_THEME, i);
    group_close(u);
    group_open(u, "motion", tr(u, "Motion"));
    choice(u, "full", tr(u, "As usual"), !w->theme.less_motion, ACT_MOTION, 0);
    choice(u, "less", tr(u, "Less motion"), w->theme.less_motion, ACT_MOTION, 1);
    group_close(u);
    group_open(u, "words", tr(u, "Words"));
    choice(u, "usual", tr(u, "As usual"), !w->easy, ACT_WORDS, 0);
    choice(u, "easy", tr(u, "Easy words"), w->easy, ACT_WORDS, 1);
    group_close(u);
}

// How fast and how loud can be tried only while something is said.
static void speech(struct ui *u) {
    const struct ui_reading *r = &ui_world(u)->reading;
    group_open(u, "aloud", tr(u, "Read aloud"));
    choice(u, "off", trc(u, "speech", "Off"), !r->on, ACT_SPEECH, 0);
    choice(u, "on", trc(u, "speech", "On"), r->on, ACT_SPEECH, 1);
    group_close(u);
    if (!r->on)
        return;
    group_open(u, "rate", ui_printf(u, tr(u, "Speed: %d %%"), r->rate));
    choice(u, "slower", tr(u, "Slower"), false, ACT_RATE, -1);
    choice(u, "faster", tr(u, "Faster"), false, ACT_RATE, 1);
    group_close(u);
    group_open(u, "volume", ui_printf(u, tr(u, "Volume: %d %%"), r->volume));
    choice(u, "quieter", tr(u, "Quieter"), false, ACT_VOLUME, -1);
    choice(u, "louder", tr(u, "Louder"), false, ACT_VOLUME, 1);
    group_close(u);
    group_open(u, "private", tr(u, "Private answers"));
    choice(u, "silent", tr(u, "Not read"), !r->private_too, ACT_PRIVATE, 0);
    choice(u, "spoken", tr(u, "Read, too"), r->private_too, ACT_PRIVATE, 1);
    group_close(u);
}

// Everybody decides for themselves how long they stay open; a guest can make it shorter for all, and never longer.
static void locks(struct ui *u, const struct settings_page *s) {
    static const int minutes[] = {5, 10, 30};
    group_open(u, "lock", tr(u, "Lock by itself"));
    for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++)
        if (!s->guest || !s->lock || minutes[i] <= s->lock)
            choice(u, ui_printf(u, "l%d", minutes[i]), ui_printf(u, trn(u, "%d minute", "%d minutes", minutes[i]), minutes[i]), s->lock == minutes[i], ACT_LOCK, minutes[i]);
    if (!s->guest || !s->lock)
        choice(u, "never", tr(u, "Never"), s->lock == 0, ACT_LOCK, 0);
    group_close(u);
}

static void doors(struct ui *u) {
    w_row(u, &(struct w_row){.key = "people", .icon = "person", .label = tr(u, "People on this TV"), .second = tr(u, "Sign in, sign out, lock"),
                             .verb = tr(u, "Open"), .action = ACT_PEOPLE});
    w_row(u, &(struct w_row){.key = "phones", .icon = "phone", .label = tr(u, "Phones and this TV's name"), .second = tr(u, "Connect, allow, remove"),
                             .verb = tr(u, "Open"), .action = ACT_PHONES});
    w_row(u, &(struct w_row){.key = "setup", .icon = "again", .label = tr(u, "Set up again"), .second = tr(u, "Language, text size, read aloud, easy words"),
                             .verb = tr(u, "Start"), .action = ACT_SETUP});
}

// ---- What this TV keeps
static const char *kind_words(struct ui *u, const char *kind) {
    static const struct { const char *kind, *words; } kinds[] = {
        {"answers", "Earlier answers, to suggest them"}, {"box", "This TV's registration with the office"}, {"cases", "Cases with their secrets"},
        {"drafts", "Unfinished answers"}, {"pages", "Pages read before"}, {"phones", "Connected phones"}, {"settings", "Settings"},
        {"sign-ins", "People and their sign-ins"}, {"waiting", "Waiting to be sent"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (text_same(kinds[i].kind, kind))
            return tr(u, kinds[i].words);
    return kind;
}

static void kept_row(struct ui *u, const struct val *v) {
    const char *kind = val_get_text(v, "kind", "pages");
    int count = (int)val_get_number(v, "count", 0), bytes = (int)val_get_number(v, "bytes", 0);
    const char *much = bytes ? ui_printf(u, trn(u, "%d entry, %d KB", "%d entries, %d KB", count), count, (bytes + 1023) / 1024) : w_number(u, count);
    w_fact(u, &(struct w_fact){.key = kind, .label = kind_words(u, kind), .value = count ? much : tr(u, "None"), .wide = true});
}

static void keeping(struct ui *u, const struct settings_page *s) {
    const struct val *kept = &s->lists[TAG_KEPT];
    ui_open(u, &(struct ui_node){.key = "kept", .align = ALIGN_STRETCH});
    for (uint32_t i = 0; i < parts_count(kept); i++)
        kept_row(u, &kept->items[i]);
    w_line(u, "end");
    ui_close(u);
    if (s->erased)
        w_notice(u, &(struct w_notice){.key = "done", .kind = W_OK, .title = tr(u, "Everything was erased from this TV")});
    w_button(u, &(struct w_button){.key = "erase", .label = tr(u, "Erase everything from this TV"), .icon = "bin", .verb = tr(u, "Erase"),
                                   .action = ACT_ERASE, .quiet = true});
}

static void parts(struct ui *u, const struct settings_page *s) {
    part_open(u, "language", tr(u, "Language and text"));
    languages(u);
    looks(u);
    ui_close(u);
    part_open(u, "speech", tr(u, "Speech"));
    speech(u);
    ui_close(u);
    part_open(u, "tv", tr(u, "This TV"));
    locks(u, s);
    doors(u);
    ui_close(u);
    part_open(u, "keeps", tr(u, "What this TV keeps"));
    keeping(u, s);
    ui_close(u);
}

static void settings_view(const void *state, struct ui *u) {
    const struct settings_page *s = state;
    struct w_page page = {.key = "settings", .title = tr(u, "Language and text"), .context = tr(u, "Settings"),
                          .yellow = s->asking ? NULL : tr(u, "Connect a phone"), .yellow_short = tr(u, "Phones"),
                          .back = s->asking ? tr(u, "No, keep it") : parts_back(u), .back_short = s->asking ? tr(u, "No") : NULL};
    w_page_open(u, &page);
    ui_open(u, &(struct ui_node){.key = "all", .scroll = true, .grow = 1, .gap = 24, .align = ALIGN_STRETCH, .pad = {0, 0, 28, 8}});
    parts(u, s);
    ui_close(u);
    if (s->asking)
        ask_view(u, &(struct ask){.key = "sure", .title = tr(u, "Erase everything?"),
                                  .text = tr(u, "People and their sign-ins, phones, all answers, what waits to be sent, and the secrets of your cases go from this TV. This cannot be undone."),
                                  .yes = tr(u, "Erase everything"), .no = tr(u, "No, keep it"), .yes_action = ACT_SURE, .no_action = ACT_NOT_SURE});
    w_page_close(u, &page);
}

const struct screen_def screen_settings = {.id = SCREEN_SETTINGS, .name = "settings", .state_size = sizeof(struct settings_page),
                                           .update = settings_update, .view = settings_view, .place = "Settings"};
