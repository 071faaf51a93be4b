// SPDX-License-Identifier: Apache-2.0
// What tells how things stand: always a shape and a word, the colour only helps.
#include "ui/widgets.h"

static const struct kind_look {
    const char *icon;
    enum colour ink, tint;
} looks[] = {
    [W_INFO] = {"info", COLOUR_INFO, COLOUR_INFO_TINT},
    [W_OK] = {"check", COLOUR_OK, COLOUR_OK_TINT},
    [W_WAIT] = {"wait", COLOUR_WAIT, COLOUR_WAIT_TINT},
    [W_BAD] = {"warn", COLOUR_BAD, COLOUR_BAD_TINT},
};

struct ui_node *w_status(struct ui *u, const char *key, enum w_kind kind, const char *label) {
    const struct kind_look *l = &looks[kind];
    struct ui_node *status = ui_open(u, &(struct ui_node){.key = key, .role = ROLE_STATUS, .label = label, .axis = AXIS_ROW, .gap = 12, .align = ALIGN_CENTRE,
                                 .min_h = 52, .pad = {14, 4, 20, 4}, .radius = 12, .fill = l->tint, .ink = l->ink});
    ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = l->icon, .w = 32});
    ui_leaf(u, &(struct ui_node){.key = "label", .paint = PAINT_TEXT, .text = label, .type = TYPE_SMALL, .bold = true});
    ui_close(u);
    return status;
}

void w_notice(struct ui *u, const struct w_notice *n) {
    const struct kind_look *l = &looks[n->kind];
    bool contrast = ui_world(u)->theme.name == THEME_CONTRAST;
    ui_open(u, &(struct ui_node){.key = n->key, .role = n->kind == W_BAD ? ROLE_ALERT : ROLE_STATUS, .label = n->title, .value = n->text, .language = n->language,
                                 .live = n->kind == W_BAD ? LIVE_NOW : LIVE_POLITE, .axis = AXIS_ROW, .gap = 20, .pad = UI_PAD2(28, 24),
                                 .radius = 16, .fill = l->tint, .align = ALIGN_CENTRE,
                                 .border = contrast ? COLOUR_EDGE : COLOUR_NONE, .border_w = 4});
    ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = l->icon, .w = 48, .ink = l->ink});
    ui_open(u, &(struct ui_node){.key = "words", .grow = 1, .align = ALIGN_STRETCH});
    ui_leaf(u, &(struct ui_node){.key = "title", .paint = PAINT_TEXT, .text = n->title, .type = TYPE_LABEL});
    if (n->text)
        ui_leaf(u, &(struct ui_node){.key = "text", .paint = PAINT_TEXT, .text = n->text, .type = TYPE_LABEL, .regular = true});
    ui_close(u);
    ui_close(u);
}

void w_busy(struct ui *u, const char *key, const char *label) {
    ui_open(u, &(struct ui_node){.key = key, .role = ROLE_BUSY, .label = label, .live = LIVE_POLITE, .axis = AXIS_ROW, .gap = 20,
                                 .align = ALIGN_CENTRE, .pad = UI_PAD2(0, 24), .ink = COLOUR_INK2});
    ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = "wait", .w = 48});
    ui_leaf(u, &(struct ui_node){.key = "label", .paint = PAINT_TEXT, .text = label, .type = TYPE_LEAD});
    ui_close(u);
}

void w_event(struct ui *u, const struct w_event *e) {
    bool one = w_one_column(u);
    short box = (short)theme_icon(&ui_world(u)->theme, 52);
    struct ui_node *n = ui_open(u, &(struct ui_node){.key = e->key, .role = ROLE_TEXT, .label = ui_printf(u, "%s: %s", e->when, e->title),
                                                     .value = e->text, .axis = AXIS_ROW, .min_h = e->last ? 0 : 125, .align = ALIGN_STRETCH});
    ui_speaks(u, n, e->title, e->language);
    ui_speaks(u, n, e->text, e->language);
    if (!one)
        ui_leaf(u, &(struct ui_node){.key = "when", .paint = PAINT_TEXT, .text = e->when, .type = TYPE_SMALL, .ink = COLOUR_INK2, .w = 190,
                                     .pad = {0, 2, 8, 0}});
    ui_open(u, &(struct ui_node){.key = "rail", .w = box, .axis = AXIS_COL, .align = ALIGN_CENTRE});
    ui_open(u, &(struct ui_node){.key = "node", .axis = AXIS_STACK, .w = box, .h = box, .radius = (short)(box / 2), .fill = COLOUR_CARD, .border = COLOUR_ACT,
                                 .border_w = e->current ? 6 : 3, .align = ALIGN_CENTRE, .justify = ALIGN_CENTRE});
    ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = e->icon, .w = 30, .ink = COLOUR_ACT});
    ui_close(u);
    if (!e->last)
        ui_leaf(u, &(struct ui_node){.key = "line", .fill = COLOUR_ACT, .w = 4, .grow = 1});
    ui_close(u);
    ui_open(u, &(struct ui_node){.key = "words", .grow = 1, .pad = {28, 0, 0, 14}, .align = ALIGN_STRETCH});
    if (one)
        ui_leaf(u, &(struct ui_node){.key = "when", .paint = PAINT_TEXT, .text = e->when, .type = TYPE_SMALL, .ink = COLOUR_INK2});
    ui_leaf(u, &(struct ui_node){.key = "title", .language = e->language, .paint = PAINT_TEXT, .text = e->title, .type = TYPE_ROW});
    if (e->text)
        ui_leaf(u, &(struct ui_node){.key = "text", .language = e->language, .paint = PAINT_TEXT, .text = e->text, .type = TYPE_LABEL, .regular = true,
                                     .ink = e->current ? COLOUR_INK : COLOUR_INK2});
    ui_close(u);
    ui_close(u);
}

void w_deadline(struct ui *u, const struct w_deadline *d) {
    const char *number = w_number(u, d->left < 0 ? -d->left : d->left);
    ui_open(u, &(struct ui_node){.key = d->key, .role = ROLE_STATUS, .label = ui_printf(u, "%s %s", number, d->words), .value = d->until,
                                 .fill = COLOUR_CARD, .edge_line = true, .radius = 20, .pad = UI_PAD2(36, 26), .gap = 18, .align = ALIGN_STRETCH});
    ui_open(u, &(struct ui_node){.key = "figure", .axis = AXIS_ROW, .gap = 28, .align = ALIGN_CENTRE});
    ui_leaf(u, &(struct ui_node){.key = "number", .paint = PAINT_TEXT, .text = number, .type = TYPE_FIGURE, .states = STATE_LTR, .lines = 1});
    ui_leaf(u, &(struct ui_node){.key = "words", .paint = PAINT_TEXT, .text = d->words, .type = TYPE_HEADING, .grow = 1});
    ui_close(u);
    int used = d->total - d->left;
    ui_leaf(u, &(struct ui_node){.key = "days", .paint = PAINT_BARS, .h = 28,
                                 .bars = {.total = (short)d->total, .filled = (short)(used < 0 ? 0 : used > d->total ? d->total : used),
                                          .height = 28, .gap = d->total > 14 ? 4 : 10, .radius = 6}});
    if (d->until)
        ui_leaf(u, &(struct ui_node){.key = "until", .paint = PAINT_TEXT, .text = d->until, .type = TYPE_BODY, .bold = true});
    if (d->law)
        ui_leaf(u, &(struct ui_node){.key = "law", .language = d->law_language, .paint = PAINT_TEXT, .text = d->law, .type = TYPE_SMALL, .ink = COLOUR_INK2});
    ui_close(u);
}

void w_code(struct ui *u, const char *key, const char *code, enum type_role largest, int width) {
    static const enum type_role sizes[] = {TYPE_CODE, TYPE_QUESTION, TYPE_CARD_TITLE_LARGE, TYPE_HEADING, TYPE_CARD_TITLE, TYPE_LABEL};
    enum { SIZES = sizeof sizes / sizeof *sizes };
    size_t i = 0;
    while (i + 1 < SIZES && sizes[i] != largest)
        i++;
    while (i + 1 < SIZES && !w_fits(u, code, sizes[i], width))
        i++;
    ui_leaf(u, &(struct ui_node){.key = key, .paint = PAINT_TEXT, .text = code, .type = sizes[i], .bold = true, .states = STATE_LTR,
                                 .text_align = ALIGN_CENTRE, .lines = w_fits(u, code, sizes[i], width) ? 1 : 0});
}

// In the side column, words that would push the code off the screen are a step smaller: at 125 %, and where a title is long.
void w_qr(struct ui *u, const struct w_qr *q) {
    enum { ROOM = 512 };
    bool tight = !w_one_column(u) && (ui_world(u)->theme.scale == SCALE_125 || !w_fits(u, q->title, TYPE_HEADING, ROOM));
    ui_open(u, &(struct ui_node){.key = q->key, .role = ROLE_IMAGE, .label = q->title, .value = q->code, .live = q->live ? LIVE_POLITE : LIVE_OFF, .fill = COLOUR_CARD, .edge_line = true,
                                 .radius = 20, .pad = UI_PAD2(24, tight ? 14 : 24), .gap = tight ? 4 : 8, .align = ALIGN_STRETCH});
    ui_leaf(u, &(struct ui_node){.key = "title", .paint = PAINT_TEXT, .text = q->title, .type = tight ? TYPE_LABEL : TYPE_HEADING, .bold = true, .text_align = ALIGN_CENTRE});
    ui_leaf(u, &(struct ui_node){.key = "code", .paint = PAINT_QR, .text = q->url, .h = tight ? 300 : 316});
    if (q->lead)
        ui_leaf(u, &(struct ui_node){.key = "lead", .paint = PAINT_TEXT, .text = q->lead, .type = tight ? TYPE_KEYBAR : TYPE_SMALL, .ink = COLOUR_INK2,
                                     .text_align = ALIGN_CENTRE});
    if (q->code)
        w_code(u, "words", q->code, tight ? TYPE_HEADING : TYPE_QUESTION, ROOM);
    ui_close(u);
}
