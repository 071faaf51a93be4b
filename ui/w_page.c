// SPDX-License-Identifier: Apache-2.0
// The frame of every screen: seal and office at the top, one rule, the key bar at the bottom.
#include "base/locale.h"
#include "ui/inside.h"
#include "ui/w_inside.h"

enum { LEFT = 96, WIDTH = 1728, TOP = 54, RULE_Y = 130, BOTTOM = 1026, CONTENT_TOP = 162, FORM_TOP = 206, MAIN_W = 1144, SIDE_W = 560,
       HEADER_GAP = 36, TONGUE_ICON = 32, TONGUE_GAP = 10 };

bool w_one_column(const struct ui *u) { return ui_world(u)->theme.scale >= SCALE_150; }

static void text(struct ui *u, const char *key, const char *words, enum type_role type, bool bold, enum colour ink) {
    ui_leaf(u, &(struct ui_node){.key = key, .paint = PAINT_TEXT, .text = words, .type = type, .bold = bold, .regular = !bold,
                                 .ink = ink, .lines = 1});
}

// The largest size in which the words of the header stand in one line.
static enum type_role header_type(struct ui *u, const char *words, int room) {
    static const enum type_role types[] = {TYPE_BODY, TYPE_SMALL, TYPE_KEYBAR};
    size_t i = ui_world(u)->theme.scale == SCALE_200 ? 1 : 0;
    while (i + 1 < sizeof types / sizeof *types && w_text_width(u, words, types[i], false) > room)
        i++;
    return types[i];
}

static bool same_tongue(const char *a, const char *b) {
    size_t len = strcspn(a, "-");
    return len == strcspn(b, "-") && !strncmp(a, b, len);
}

static const char *tongue_name(const struct ui_world *w, const char *tag) {
    const char *near = tag;
    for (int i = 0; i < w->language_count; i++) {
        if (text_same(w->languages[i].tag, tag))
            return w->languages[i].name;
        near = same_tongue(w->languages[i].tag, tag) ? w->languages[i].name : near;
    }
    return near;
}

// What an office wrote here is in another language than the interface: said once, in the header. NULL: it is not.
static const char *other_tongue(struct ui *u, const struct w_page *p) {
    const struct ui_world *w = ui_world(u);
    bool other = p->texts_language && *p->texts_language && !same_tongue(p->texts_language, w->language ? w->language : "en");
    // Translators: the name of a language follows, in itself: "Texts: English".
    return other ? ui_printf(u, tr(u, "Texts: %s"), tongue_name(w, p->texts_language)) : NULL;
}

static int tongue_width(struct ui *u, const struct w_page *p) {
    const char *words = other_tongue(u, p);
    return words ? TONGUE_ICON + TONGUE_GAP + w_text_width(u, words, TYPE_KEYBAR, false) + HEADER_GAP : 0;
}

static void tongue_mark(struct ui *u, const struct w_page *p) {
    const char *words = other_tongue(u, p);
    if (!words)
        return;
    ui_open(u, &(struct ui_node){.key = "tongue", .role = ROLE_TEXT, .label = words, .axis = AXIS_ROW, .align = ALIGN_CENTRE, .gap = TONGUE_GAP, .ink = COLOUR_INK2});
    ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = "globe", .w = TONGUE_ICON});
    text(u, "words", words, TYPE_KEYBAR, false, COLOUR_NONE);
    ui_close(u);
}

// Large text leaves room for the step of a form, or for the office; at 200 % the step takes the place of the seal, too.
static void brand_brief(struct ui *u, const struct w_page *p) {
    bool largest = ui_world(u)->theme.scale == SCALE_200;
    const char *shown = p->step_text ? p->step_text : p->context;
    if (!largest || !p->step_text) {
        ui_leaf(u, &(struct ui_node){.key = "seal", .role = ROLE_IMAGE, .paint = PAINT_PICTURE, .icon = "seal", .w = 60, .h = 60});
        ui_leaf(u, &(struct ui_node){.key = "gap", .w = 24, .h = 2});
    }
    if (shown)
        ui_leaf(u, &(struct ui_node){.key = "context", .paint = PAINT_TEXT, .text = shown, .language = p->step_text ? NULL : p->context_language,
                                     .ink = COLOUR_INK2, .lines = 1, .grow = 1, .type = header_type(u, shown, (largest ? 1300 : 1000) - tongue_width(u, p))});
    if (p->step_text && p->saved)
        ui_leaf(u, &(struct ui_node){.key = "saved", .role = ROLE_STATUS, .label = p->saved, .paint = PAINT_ICON,
                                     .icon = p->saving ? "save" : "check", .w = 36, .ink = COLOUR_INK2});
}

static void brand(struct ui *u, const struct w_page *p) {
    ui_open(u, &(struct ui_node){.key = "brand", .axis = AXIS_ROW, .align = ALIGN_CENTRE, .grow = 1});
    if (w_one_column(u)) {
        brand_brief(u, p);
        ui_close(u);
        return;
    }
    ui_leaf(u, &(struct ui_node){.key = "seal", .role = ROLE_IMAGE, .paint = PAINT_PICTURE, .icon = "seal", .w = 60, .h = 60});
    ui_leaf(u, &(struct ui_node){.key = "gap", .w = 20, .h = 2});
    text(u, "name", "Tgov", TYPE_CHOICE, true, COLOUR_NONE);
    if (p->context) {
        ui_leaf(u, &(struct ui_node){.key = "gap-before", .w = 24, .h = 2});
        ui_leaf(u, &(struct ui_node){.key = "line", .fill = COLOUR_CTL, .w = 2, .h = 36});
        ui_leaf(u, &(struct ui_node){.key = "gap-after", .w = 24, .h = 2});
        ui_leaf(u, &(struct ui_node){.key = "context", .paint = PAINT_TEXT, .text = p->context, .language = p->context_language, .ink = COLOUR_INK2, .lines = 1,
                                     .grow = 1, .type = header_type(u, p->context, 1000 - tongue_width(u, p))});
    }
    ui_close(u);
}

static const char *clock_words(struct ui *u) {
    const struct ui_world *w = ui_world(u);
    struct when_clock c = when_clock_of(w->wall, w->zone);
    return locale_time(locale_of(w->language), ui_arena(u), c.hour, c.minute);
}

static void header(struct ui *u, const struct w_page *p) {
    const struct ui_world *w = ui_world(u);
    ui_open(u, &(struct ui_node){.key = "header", .axis = AXIS_ROW, .align = ALIGN_CENTRE, .at = true, .x = LEFT, .y = TOP, .w = WIDTH,
                                 .h = w->theme.scale == SCALE_200 ? 72 : w->theme.scale == SCALE_150 ? 64 : 60, .gap = HEADER_GAP});
    brand(u, p);
    tongue_mark(u, p);
    if (w->theme.scale != SCALE_200) {
        ui_open(u, &(struct ui_node){.key = "who", .axis = AXIS_ROW, .align = ALIGN_CENTRE, .gap = 12});
        ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = "person", .w = 36});
        text(u, "person", w->person ? w->person : tr(u, "Guest"), TYPE_LABEL, false, COLOUR_NONE);
        ui_close(u);
    }
    ui_leaf(u, &(struct ui_node){.key = "clock", .paint = PAINT_TEXT, .text = clock_words(u), .type = ui_world(u)->theme.scale == SCALE_200 ? TYPE_SMALL : TYPE_CHOICE, .bold = true, .lines = 1});
    ui_close(u);
}

// The double rule of print and law; in a form the same place shows how far one has come.
static void rule(struct ui *u, const struct w_page *p) {
    bool quiet = ui_world(u)->theme.name == THEME_EVENING;
    if (p->steps > 0) {
        int done = p->step - 1 < p->steps ? p->step - 1 : p->steps;
        ui_leaf(u, &(struct ui_node){.key = "progress", .role = ROLE_PROGRESS, .label = p->step_text, .paint = PAINT_BARS, .at = true,
                                     .x = LEFT, .y = RULE_Y, .w = WIDTH, .h = 10,
                                     .bars = {.total = (short)p->steps, .filled = (short)(done < 0 ? 0 : done), .half = true,
                                              .height = 10, .gap = p->steps > 24 ? 4 : 10, .radius = 5}});
        return;
    }
    enum colour ink = quiet ? COLOUR_CTL : COLOUR_ACT;
    ui_leaf(u, &(struct ui_node){.key = "rule", .fill = ink, .at = true, .x = LEFT, .y = RULE_Y, .w = WIDTH, .h = 4});
    ui_leaf(u, &(struct ui_node){.key = "rule-thin", .fill = ink, .at = true, .x = LEFT, .y = RULE_Y + 8, .w = WIDTH, .h = 2});
}

static void step_line(struct ui *u, const struct w_page *p) {
    if (!p->step_text || w_one_column(u))
        return;
    ui_open(u, &(struct ui_node){.key = "step", .axis = AXIS_ROW, .at = true, .x = LEFT, .y = 154, .w = WIDTH, .justify = ALIGN_STRETCH,
                                 .ink = COLOUR_INK2});
    text(u, "text", p->step_text, TYPE_SMALL, false, COLOUR_NONE);
    if (p->saved) {
        ui_open(u, &(struct ui_node){.key = "saved", .role = ROLE_STATUS, .label = p->saved, .axis = AXIS_ROW, .gap = 10,
                                     .align = ALIGN_CENTRE});
        ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = p->saving ? "save" : "check", .w = 30});
        text(u, "text", p->saved, TYPE_SMALL, false, COLOUR_NONE);
        ui_close(u);
    }
    ui_close(u);
}

void w_page_open(struct ui *u, const struct w_page *p) {
    int top = p->steps > 0 && !w_one_column(u) ? FORM_TOP : CONTENT_TOP;
    struct ui_node *screen = ui_open(u, &(struct ui_node){.key = p->key, .role = ROLE_SCREEN, .label = p->title, .value = p->state, .hint = p->hint, .w = 1920, .h = 1080});
    ui_speaks(u, screen, p->title, p->title_language);
    ui_speaks(u, screen, p->state, p->texts_language);
    ui_speaks(u, screen, p->context, p->context_language);
    header(u, p);
    rule(u, p);
    step_line(u, p);
    ui_open(u, &(struct ui_node){.key = "content", .at = true, .x = LEFT, .y = (short)top, .w = WIDTH, .h = BOTTOM - 80 - CONTENT_TOP,
                                 .align = ALIGN_STRETCH, .scroll = true, .whole = true}); // its height follows from the key bar, at the end
}

// A question over the page is a screen of its own: of the page nothing is half seen behind it.
static void leave_dialog_alone(struct ui_node *content) {
    struct ui_node *dialog = NULL;
    for (struct ui_node *c = content->first; c; c = c->next)
        dialog = c->modal ? c : dialog;
    if (!dialog)
        return;
    dialog->prev = dialog->next = NULL;
    content->first = content->last = dialog;
}

// The content ends above the key bar, whatever room the words of this screen's keys take.
void w_page_close(struct ui *u, const struct w_page *p) {
    struct ui_node *content = u->open;
    ui_close(u);
    if (!u->failed)
        leave_dialog_alone(content);
    int bar = w_keybar(u, p);
    if (!u->failed) {
        content->h = (short)(BOTTOM - bar - 28 - content->y);
        for (struct ui_node *c = content->first; c; c = c->next)
            if (c->modal)
                c->max_h = content->h;
    }
    ui_close(u);
}

// ---- Columns
void w_columns_open(struct ui *u) {
    ui_open(u, &(struct ui_node){.key = "columns", .axis = AXIS_ROW, .gap = 24, .grow = 1, .align = ALIGN_STRETCH});
}

void w_main_open(struct ui *u, const char *key, const char *label, int gap) {
    bool one = w_one_column(u);
    ui_open(u, &(struct ui_node){.key = key, .role = label ? ROLE_LIST : ROLE_GROUP, .label = label, .w = one ? 0 : MAIN_W,
                                 .grow = one ? 1 : 0, .gap = (short)gap, .align = ALIGN_STRETCH, .scroll = true, .remember = true});
}

void w_steady_open(struct ui *u, const char *key) {
    bool one = w_one_column(u);
    ui_open(u, &(struct ui_node){.key = key, .w = one ? 0 : MAIN_W, .grow = one ? 1 : 0, .align = ALIGN_STRETCH, .remember = true});
}

void w_side_open(struct ui *u, const char *key, int gap) {
    ui_open(u, &(struct ui_node){.key = key, .w = SIDE_W, .gap = (short)gap, .align = ALIGN_STRETCH, .scroll = true, .whole = true});
}

void w_close(struct ui *u) { ui_close(u); }

struct ui_node *w_dialog_open(struct ui *u, const char *key, const char *title) {
    struct ui_node *dialog = ui_open(u, &(struct ui_node){.key = key, .role = ROLE_DIALOG, .label = title, .modal = true, .at = true, .x = 0, .y = 0, .w = WIDTH,
                                 .min_h = 300, .max_h = BOTTOM - 80 - CONTENT_TOP, .scroll = true, .fill = COLOUR_CARD, .edge_line = true, .radius = 20, .pad = UI_PAD(48), .gap = 24,
                                 .align = ALIGN_STRETCH, .border = COLOUR_CTL, .border_w = 3});
    w_heading(u, "title", title, TYPE_HEADING);
    return dialog;
}
