// SPDX-License-Identifier: Apache-2.0
// Language, text size, look, motion and speech; what this box keeps, and how to erase it. Every change is seen at once.
#include "app/screens/parts.h"
#include "app/screens/table.h"

enum { TAG_CASES = 1, TAG_DRAFTS, TAG_ERASED };
enum { ACT_LANGUAGE = 1, ACT_SCALE, ACT_THEME, ACT_MOTION, ACT_SPEECH, ACT_ERASE, ACT_SURE, ACT_NOT_SURE };

static const struct language { const char *tag, *name; } languages[] = {
    {"en", "English"}, {"ko", "한국어"}, {"ar", "العربية"}, {"es", "Español"}, {"zh-CN", "中文"},
};
enum { LANGUAGES = sizeof languages / sizeof *languages };

struct settings_page {
    int cases, drafts;
    bool asking, erased, speech;
};

static bool act(struct settings_page *s, const struct event *ev, struct ctx *cx) {
    switch (ev->action) {
    case ACT_LANGUAGE: fx_language(cx, languages[ev->arg].tag); return true;
    case ACT_SCALE: fx_text_scale(cx, (enum text_scale)ev->arg); return true;
    case ACT_THEME: fx_theme(cx, (enum theme_name)ev->arg); return true;
    case ACT_MOTION: fx_less_motion(cx, ev->arg); return true;
    case ACT_SPEECH: s->speech = !s->speech; fx_speech(cx, s->speech); return true;
    case ACT_ERASE: s->asking = true; return true;
    case ACT_SURE: s->asking = false; fx_erase_all(cx, TAG_ERASED); return true;
    case ACT_NOT_SURE: s->asking = false; return true;
    default: return false;
    }
}

static void ask(struct ctx *cx) {
    fx_list_cases(cx, TAG_CASES);
    fx_list_drafts(cx, TAG_DRAFTS);
}

static bool settings_update(void *state, const struct event *ev, struct ctx *cx) {
    struct settings_page *s = state;
    switch (ev->type) {
    case EV_ENTER: ask(cx); return true;
    case EV_LOADED: {
        int count = ev->value && ev->value->type == VAL_ARRAY ? (int)ev->value->count : 0;
        *(ev->tag == TAG_CASES ? &s->cases : &s->drafts) = count;
        return true;
    }
    case EV_STORED:
        s->erased = ev->tag == TAG_ERASED && !ev->err;
        ask(cx);
        return true;
    case EV_ACTION: return act(s, ev, cx);
    case EV_KEY:
        if (ev->key == KEY_BACK && s->asking) {
            s->asking = false;
            return true;
        }
        return false;
    default: return false;
    }
}

static void group_open(struct ui *u, const char *key, const char *label) {
    bool one = w_one_column(u);
    ui_open(u, &(struct ui_node){.key = key, .axis = one ? AXIS_COL : AXIS_ROW, .gap = 20, .align = one ? ALIGN_STRETCH : ALIGN_CENTRE});
    ui_leaf(u, &(struct ui_node){.key = "label", .role = ROLE_HEADING, .label = label, .paint = PAINT_TEXT, .type = TYPE_LABEL, .w = one ? 0 : 340});
    ui_open(u, &(struct ui_node){.key = "choices", .role = ROLE_LIST, .label = label, .axis = AXIS_ROW, .gap = 16, .remember = true});
}

static void group_close(struct ui *u) {
    ui_close(u);
    ui_close(u);
}

static void choice(struct ui *u, const char *key, const char *label, bool on, int action, int arg) {
    w_chip(u, &(struct w_chip){.key = key, .label = label, .on = on, .verb = tr(u, "Choose"), .action = action, .arg = arg, .autofocus = on && action == ACT_LANGUAGE});
}

static void seeing(struct ui *u) {
    const struct ui_world *w = ui_world(u);
    static const char *const themes[THEME_COUNT] = {"Day", "Evening", "High contrast"};
    group_open(u, "language", tr(u, "Language"));
    for (int i = 0; i < LANGUAGES; i++)
        choice(u, languages[i].tag, languages[i].name, text_same(w->language, languages[i].tag), ACT_LANGUAGE, i);
    group_close(u);
    group_open(u, "size", tr(u, "Text size"));
    for (int i = 0; i < SCALE_COUNT; i++)
        choice(u, ui_printf(u, "s%d", i), ui_printf(u, "%d %%", scale_percent((enum text_scale)i)), (int)w->theme.scale == i, ACT_SCALE, i);
    group_close(u);
    group_open(u, "look", tr(u, "Look"));
    for (int i = 0; i < THEME_COUNT; i++)
        choice(u, theme_word((enum theme_name)i), tr(u, themes[i]), (int)w->theme.name == i, ACT_THEME, i);
    group_close(u);
    group_open(u, "motion", tr(u, "Motion"));
    choice(u, "full", tr(u, "As usual"), !w->theme.less_motion, ACT_MOTION, 0);
    choice(u, "less", tr(u, "Less motion"), w->theme.less_motion, ACT_MOTION, 1);
    group_close(u);
}

static void keeping(struct ui *u, const struct settings_page *s) {
    w_heading(u, "kept", tr(u, "What this TV keeps"), TYPE_HEADING);
    w_text(u, "list", ui_printf(u, tr(u, "Cases with their secrets: %d. Unfinished answers: %d. And the settings on this page."), s->cases, s->drafts),
           TYPE_BODY, COLOUR_INK2);
    if (s->erased)
        w_notice(u, &(struct w_notice){.key = "done", .kind = W_OK, .title = tr(u, "Everything was erased from this TV")});
    w_button(u, &(struct w_button){.key = "erase", .label = tr(u, "Erase everything from this TV"), .icon = "bin", .verb = tr(u, "Erase"),
                                   .action = ACT_ERASE, .quiet = true});
}

static void settings_view(const void *state, struct ui *u) {
    const struct settings_page *s = state;
    struct w_page page = {.key = "settings", .title = tr(u, "Language and text"), .context = tr(u, "Settings"), .back = s->asking ? tr(u, "No, keep it") : parts_back(u)};
    w_page_open(u, &page);
    w_heading(u, "title", tr(u, "Language and text"), TYPE_TITLE);
    w_space(u, "gap", 20);
    ui_open(u, &(struct ui_node){.key = "all", .scroll = true, .grow = 1, .gap = 24, .align = ALIGN_STRETCH, .pad = {0, 8, 28, 8}});
    seeing(u);
    w_line(u, "line");
    keeping(u, s);
    ui_close(u);
    if (s->asking)
        ask_view(u, &(struct ask){.key = "sure", .title = tr(u, "Erase everything?"),
                                  .text = tr(u, "Unfinished answers, what waits to be sent, and the secrets of your cases go. This cannot be undone."),
                                  .yes = tr(u, "Erase everything"), .no = tr(u, "No, keep it"), .yes_action = ACT_SURE, .no_action = ACT_NOT_SURE});
    w_page_close(u, &page);
}

const struct screen_def screen_settings = {.id = SCREEN_SETTINGS, .name = "settings", .state_size = sizeof(struct settings_page),
                                           .update = settings_update, .view = settings_view, .place = "Settings"};
