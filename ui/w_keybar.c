// SPDX-License-Identifier: Apache-2.0
// The key bar: the colour keys in the order of the remote, then OK and BACK with what they do now. No key disappears at any
// text size: first the words get shorter, then the bar gets a second row. How much room it takes is decided from all
// controls of the screen, not from the one in focus, so that nothing moves when the focus does.
#include "ui/inside.h"
#include "ui/w_inside.h"

enum { LEFT = 96, WIDTH = 1728, BOTTOM = 1026, GAP = 14, APART = 64, KEYS = 6, LEVELS = 3, CAP_PAD = 12, CAP_MIN = 56, BOX = 44 }; // the last three at 100 %
enum { RED, GREEN, YELLOW, BLUE, OK, BACK };

static const struct bar_key {
    const char *key, *shape; // shape: an icon; NULL: drawn as a disc or a square
    enum colour fill, glyph;
} bar_keys[] = {
    {"red", NULL, COLOUR_KEY_RED, COLOUR_KEY_GLYPH},
    {"green", NULL, COLOUR_KEY_GREEN, COLOUR_KEY_GLYPH},
    {"yellow", "key-triangle", COLOUR_KEY_YELLOW, COLOUR_KEY_GLYPH_DARK},
    {"blue", "key-diamond", COLOUR_KEY_BLUE, COLOUR_KEY_GLYPH},
};

struct bar {
    const char *words[KEYS]; // as drawn; NULL: the key does nothing here
    const char *full[KEYS];  // as spoken
    int widths[KEYS];        // reference px, with the key itself
    int rows[KEYS];          // in which row, from 0
    int row_count, gap, apart; // apart: between the colour keys and OK
};

static int grown(const struct ui *u, int size) { return theme_icon(&ui_world(u)->theme, size); }

static int row_height(const struct ui *u) { return grown(u, BOX) + 4; }

int w_text_width(struct ui *u, const char *text, enum type_role type, bool bold) {
    struct ui_node n = {.type = type, .bold = bold, .regular = !bold};
    const struct text_block *b = text && *text ? text_layout(u->text, &u->arena, str_of(text), ui_text_style(u, &n), (struct text_box){0}) : NULL;
    return b ? (b->width * 1080 + u->world.height - 1) / u->world.height + 1 : 0;
}

bool w_fits(struct ui *u, const char *words, enum type_role type, int width) {
    struct ui_node n = {.type = type};
    const struct text_block *b = words ? text_layout(u->text, &u->arena, str_of(words), ui_text_style(u, &n), (struct text_box){0}) : NULL;
    return !b || b->width * 1080 <= width * u->world.height;
}

int w_text_height(struct ui *u, const char *words, enum type_role type, int width) {
    struct ui_node n = {.type = type};
    const struct text_block *b = words && *words ? text_layout(u->text, &u->arena, str_of(words), ui_text_style(u, &n), (struct text_box){.width = ui_px(u, width)}) : NULL;
    return b ? (b->height * 1080 + u->world.height - 1) / u->world.height : 0;
}

// ---- What stands on the keys. Level 0 has whole sentences, level 2 single words.
static void colour_words(struct ui *u, const struct w_page *p, int level, struct bar *b) {
    const char *const red[LEVELS] = {tr(u, "Hide screen"), tr(u, "Hide"), tr(u, "Hide")};
    const char *const green[LEVELS] = {tr(u, "Read aloud"), tr(u, "Read aloud"), trc(u, "key", "Read")};
    const char *const blue[LEVELS] = {tr(u, "Language and text"), tr(u, "Language"), trc(u, "key", "Text")};
    b->full[RED] = red[0], b->full[GREEN] = green[0], b->full[YELLOW] = p->yellow, b->full[BLUE] = blue[0], b->full[BACK] = p->back;
    b->words[RED] = red[level], b->words[GREEN] = green[level], b->words[BLUE] = blue[level];
    b->words[YELLOW] = p->yellow && p->yellow_short && level > 1 ? p->yellow_short : p->yellow;
    b->words[BACK] = p->back && p->back_short && level > 1 ? p->back_short : p->back;
}

static void measure(struct ui *u, struct bar *b, int verb_width) {
    const char *caps[KEYS] = {[OK] = trc(u, "key", "OK"), [BACK] = trc(u, "key", "BACK")};
    for (int i = 0; i < KEYS; i++) {
        int key = grown(u, BOX);
        if (caps[i]) {
            int cap = w_text_width(u, caps[i], TYPE_KEYCAP, true) + 2 * grown(u, CAP_PAD);
            key = cap > grown(u, CAP_MIN) ? cap : grown(u, CAP_MIN);
        }
        int word = i == OK ? verb_width : w_text_width(u, b->words[i], TYPE_KEYBAR, false);
        b->widths[i] = word ? key + GAP + word : 0;
    }
}

// Fills rows in order; a key that does not fit any more begins the next one.
static void flow(struct bar *b, int first, int last, int *row, int *used) {
    for (int i = first; i <= last; i++) {
        if (!b->widths[i])
            continue;
        int more = b->widths[i] + (*used ? b->gap : 0);
        if (*used && *used + more > WIDTH) {
            (*row)++;
            *used = 0;
            more = b->widths[i];
        }
        *used += more;
        b->rows[i] = *row;
    }
}

// OK and BACK stay together: beside the last colour keys where both fit, else in the row below.
static void arrange(struct bar *b) {
    int row = 0, used = 0, caps = b->widths[OK] + b->widths[BACK] + (b->widths[OK] && b->widths[BACK] ? b->gap : 0);
    flow(b, RED, BLUE, &row, &used);
    if (caps && used + b->apart + caps > WIDTH) {
        row++;
        used = 0;
    } else {
        used += b->apart - b->gap;
    }
    flow(b, OK, BACK, &row, &used);
    b->row_count = row + 1;
}

static struct bar choose(struct ui *u, const struct w_page *p, const char *verb, int verb_width) {
    bool large = ui_world(u)->theme.scale >= SCALE_150;
    struct bar b = {0};
    for (int rows = 1; rows <= KEYS; rows++) {
        for (int level = large ? 1 : 0; level < LEVELS; level++) {
            b = (struct bar){.gap = level > 1 ? 24 : large || level ? 28 : 40, .apart = level > 1 ? 48 : APART};
            colour_words(u, p, level, &b);
            b.words[OK] = b.full[OK] = verb;
            measure(u, &b, verb_width);
            arrange(&b);
            if (b.row_count <= rows)
                return b;
        }
    }
    return b;
}

// What OK does with it. A key of the keyboard carries its name itself: a long one would cost the keyboard a row.
static const char *verb_of(struct ui *u, const struct ui_node *n) {
    if (!n->verb)
        return tr(u, "Open");
    int room = w_one_column(u) ? 5 * theme_type(&ui_world(u)->theme, TYPE_KEYBAR).size : 4 * row_height(u);
    return n->role == ROLE_KEY && !w_fits(u, n->verb, TYPE_KEYBAR, room) ? tr(u, "Choose") : n->verb;
}

// The widest verb that any control of the screen will put beside OK.
static int widest_verb(struct ui *u, const struct w_page *p) {
    const char *before = NULL;
    int widest = w_text_width(u, p->verb, TYPE_KEYBAR, false);
    for (const struct ui_node *n = u->root; n; n = ui_next(u->root, n)) {
        const char *verb = n->focusable && n->action ? verb_of(u, n) : NULL;
        if (!verb || (before && text_same(before, verb)))
            continue;
        int w = w_text_width(u, verb, TYPE_KEYBAR, false);
        widest = w > widest ? w : widest;
        before = verb;
    }
    return widest;
}

// ---- Drawing
static void text(struct ui *u, const char *key, const char *words, enum type_role type, bool bold) {
    ui_leaf(u, &(struct ui_node){.key = key, .paint = PAINT_TEXT, .text = words, .type = type, .bold = bold, .regular = !bold, .lines = 1});
}

static void shape(struct ui *u, const struct bar_key *k) {
    struct ui_node n = {.key = "shape", .fill = k->glyph};
    if (k->fill == COLOUR_KEY_RED) {
        n.w = n.h = (short)grown(u, 17);
        n.radius = (short)((n.w + 1) / 2);
    } else if (k->fill == COLOUR_KEY_GREEN) {
        n.w = n.h = (short)grown(u, 16);
        n.radius = 1;
    } else {
        n = (struct ui_node){.key = "shape", .paint = PAINT_ICON, .icon = k->shape, .w = BOX, .ink = k->glyph};
    }
    ui_leaf(u, &n);
}

static void colour_key(struct ui *u, const struct bar_key *k, const char *words, const char *full) {
    bool dark = ui_world(u)->theme.name != THEME_DAY;
    short box = (short)grown(u, BOX);
    ui_open(u, &(struct ui_node){.key = k->key, .label = full, .axis = AXIS_ROW, .gap = GAP, .align = ALIGN_CENTRE});
    ui_open(u, &(struct ui_node){.key = "box", .axis = AXIS_STACK, .w = box, .h = box, .radius = 10, .fill = k->fill,
                                 .border = dark ? COLOUR_INK : COLOUR_NONE, .align = ALIGN_CENTRE, .justify = ALIGN_CENTRE});
    shape(u, k);
    ui_close(u);
    text(u, "label", words, TYPE_KEYBAR, false);
    ui_close(u);
}

static void cap_key(struct ui *u, const char *key, const char *cap, const char *words, const char *full) {
    ui_open(u, &(struct ui_node){.key = key, .label = full, .axis = AXIS_ROW, .gap = GAP, .align = ALIGN_CENTRE});
    ui_open(u, &(struct ui_node){.key = "cap", .axis = AXIS_ROW, .h = (short)grown(u, BOX), .min_w = (short)grown(u, CAP_MIN), .pad = UI_PAD2((short)grown(u, CAP_PAD), 0), .radius = 10,
                                 .fill = COLOUR_CARD, .border = COLOUR_CTL, .border_w = 2, .align = ALIGN_CENTRE, .justify = ALIGN_CENTRE});
    text(u, "text", cap, TYPE_KEYCAP, true);
    ui_close(u);
    text(u, "label", words, TYPE_KEYBAR, false);
    ui_close(u);
}

void w_key(struct ui *u, const char *key, const char *cap, const char *label) { cap_key(u, key, cap, label, label); }

static void row(struct ui *u, const struct bar *b, int at) {
    ui_open(u, &(struct ui_node){.key = ui_printf(u, "row%d", at), .axis = AXIS_ROW, .min_h = (short)row_height(u), .align = ALIGN_CENTRE,
                                 .justify = ALIGN_STRETCH});
    ui_open(u, &(struct ui_node){.key = "colours", .axis = AXIS_ROW, .states = STATE_LTR, .gap = (short)b->gap, .align = ALIGN_CENTRE});
    for (int i = RED; i <= BLUE; i++)
        if (b->words[i] && b->rows[i] == at)
            colour_key(u, &bar_keys[i], b->words[i], b->full[i]);
    ui_close(u);
    ui_open(u, &(struct ui_node){.key = "caps", .axis = AXIS_ROW, .gap = (short)b->gap, .align = ALIGN_CENTRE});
    if (b->words[OK] && b->rows[OK] == at)
        cap_key(u, "ok", trc(u, "key", "OK"), b->words[OK], b->full[OK]);
    if (b->words[BACK] && b->rows[BACK] == at)
        cap_key(u, "back", trc(u, "key", "BACK"), b->words[BACK], b->full[BACK]);
    ui_close(u);
    ui_close(u);
}

int w_keybar(struct ui *u, const struct w_page *p) {
    const struct ui_node *focused = ui_find(u->root, u->focus);
    const char *verb = focused && focused->action ? verb_of(u, focused) : p->verb;
    struct bar b = choose(u, p, verb, widest_verb(u, p));
    int height = b.row_count * row_height(u) + (b.row_count - 1) * 12;
    ui_open(u, &(struct ui_node){.key = "keys", .role = ROLE_KEYBAR, .at = true, .x = LEFT, .y = (short)(BOTTOM - height), .w = WIDTH,
                                 .h = (short)height, .gap = 12, .align = ALIGN_STRETCH});
    for (int i = 0; i < b.row_count; i++)
        row(u, &b, i);
    ui_close(u);
    return height;
}
