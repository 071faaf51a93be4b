// SPDX-License-Identifier: Apache-2.0
// The field with its suggestions and the on-screen keyboard: ten keys a row, rows that wrap, "Next" always last.
#include "app/typing/view.h"
#include "app/typing/marks.h"
#include "base/locale.h"

enum { KEY_W = 100, KEY_H = 84, GAP_X = 16, GAP_Y = 14, ROW_UNITS = 10, CHIP_LETTERS = 28 };

bool view_as_drawn(const struct ui *u) { return ui_world(u)->theme.scale == SCALE_100; }

// ---- Keys
static void face(struct ui *u, const struct view_key *k) {
    // Where text is larger the word needs the room of the icon beside it.
    bool icon = k->icon && !(k->shown && !view_as_drawn(u));
    if (icon && !k->strong)
        ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = k->icon, .w = 40});
    if (k->digit)
        ui_leaf(u, &(struct ui_node){.key = "digit", .paint = PAINT_TEXT, .text = k->digit, .type = TYPE_HEADING, .lines = 1, .states = STATE_LTR});
    if (k->shown)
        ui_leaf(u, &(struct ui_node){.key = "text", .paint = PAINT_TEXT, .text = k->shown, .type = k->letter ? TYPE_HEADING : TYPE_LABEL,
                                     .regular = k->letter || k->digit, .lines = 1});
    if (icon && k->strong)
        ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = k->icon, .w = 40, .states = STATE_MIRROR});
}

void view_key(struct ui *u, const struct view_key *k) {
    bool drawn = view_as_drawn(u);
    short wide = (short)(k->units * KEY_W + (k->units - 1) * GAP_X);
    enum colour line = k->strong || k->on ? COLOUR_ACT : COLOUR_NONE;
    ui_open(u, &(struct ui_node){.key = k->name, .role = ROLE_KEY, .label = k->spoken, .verb = k->verb ? k->verb : k->spoken, .action = k->act,
                                 .arg = k->arg, .focusable = true, .autofocus = k->first, .axis = AXIS_ROW, .w = drawn && !k->stretch ? wide : 0,
                                 .grow = drawn && !k->stretch ? 0 : (short)k->units, .min_h = KEY_H, .gap = 14, .radius = 12, .fill = COLOUR_CARD,
                                 .states = k->on ? STATE_CHECKED : 0, .edge_line = true, .border = line, .border_w = 3, .align = ALIGN_CENTRE,
                                 .justify = ALIGN_CENTRE, .takes = k->takes, .ink = k->strong ? COLOUR_ACT : COLOUR_NONE});
    face(u, k);
    ui_close(u);
}

uint64_t view_takes(const struct typing *t) {
    bool waits = t->composing == COMPOSING_CHEONJIIN || t->composing == COMPOSING_TAPS;
    return !waits ? 0 : edit_is_rtl(t) ? UI_TAKES(KEY_LEFT) : UI_TAKES(KEY_RIGHT);
}

void view_row_open(struct ui *u, const char *name, const struct typing_view *v, bool ltr) {
    ui_open(u, &(struct ui_node){.key = name, .axis = AXIS_ROW, .gap = GAP_X, .edge = v->flat ? EDGE_LEAVE : EDGE_WRAP,
                                 .states = ltr ? STATE_LTR : 0});
}

void view_delete(struct ui *u, const struct typing *t, int units) {
    bool stretch = units > 2;
    view_key(u, &(struct view_key){.name = "delete", .spoken = tr(u, "Delete"), .shown = tr(u, "Delete"), .icon = "del", .units = units,
                                   .stretch = stretch, .act = ACT_TYPE_DELETE, .takes = view_takes(t)});
}

void view_next(struct ui *u, const struct typing *t, const struct typing_view *v, int units) {
    view_key(u, &(struct view_key){.name = "next", .spoken = v->next, .shown = v->next, .icon = "right", .units = units, .act = ACT_TYPE_NEXT,
                                   .strong = true, .stretch = units > 2, .takes = view_takes(t), .first = t->len > 0 && t->focus == FOCUS_KEYS});
}

const char *view_digits(struct ui *u, const struct typing *t, const char *text) {
    return typing_own(t, '1') == '1' ? text : locale_digits(locale_of(t->language), ui_arena(u), text);
}

// ---- Letters and signs
// A mark is drawn on something of its script, alone it would hang on nothing: Devanagari gets its dotted circle by
// itself, Thai stands on o ang, Arabic on a stroke, Latin on the dotted circle of its font.
static const char *carrier(uint32_t code) {
    if (!marks_is(code) || code == 0xE33 || (code >= 0x900 && code < 0x980))
        return "";
    return code >= 0xE00 && code < 0xE80 ? "อ" : code >= 0x600 && code < 0x700 ? "ـ" : "\xE2\x97\x8C";
}

static const char *drawn_key(struct ui *u, struct str key, uint32_t code, bool upper) {
    char bytes[4];
    if (!upper)
        return ui_printf(u, "%s%.*s", carrier(code), (int)key.len, key.p);
    return ui_printf(u, "%.*s", (int)utf8_put(bytes, layout_upper(code)), bytes);
}

static void character_key(struct ui *u, const struct typing *t, struct str key, int place, bool first) {
    size_t at = 0;
    uint32_t code = utf8_next(key.p, key.len, &at);
    bool several = at < key.len, upper = t->shift && !t->symbols && typing_layout(t)->cased && !several;
    bool own = !several && typing_own(t, code) != code;
    const char *shown = own ? view_digits(u, t, ui_printf(u, "%c", (int)code)) : drawn_key(u, key, code, upper);
    struct str named = upper || own ? str_of(shown) : key;
    view_key(u, &(struct view_key){.name = ui_printf(u, "k%d", place), .spoken = key_spoken(u, named), .shown = shown, .verb = tr(u, "Type"),
                                   .units = 1, .act = ACT_TYPE_CHARACTER, .arg = several ? TYPING_SEVERAL + place : (int)code, .letter = true,
                                   .first = first});
}

static void characters(struct ui *u, const struct typing *t, const char *row, int at, bool first) {
    for (int i = 0; i < LAYOUT_KEYS; i++) {
        struct str key = layout_key(row, i);
        if (key.len)
            character_key(u, t, key, at * 16 + i, first && i == 0);
    }
}

// The first place of the third row: shift, or the next page.
static void turn_key(struct ui *u, const struct typing *t) {
    const struct layout *l = typing_layout(t);
    if (t->symbols)
        view_key(u, &(struct view_key){.name = "turn", .spoken = tr(u, "More signs"), .shown = t->page % 2 ? view_digits(u, t, "1@") : "€=", .units = 1, .act = ACT_TYPE_PAGE});
    else if (l->cased)
        view_key(u, &(struct view_key){.name = "shift", .spoken = t->shift ? tr(u, "Small letters") : tr(u, "Capital letter"), .icon = "shift",
                                       .units = 1, .act = ACT_TYPE_SHIFT, .on = t->shift});
    else
        view_key(u, &(struct view_key){.name = "turn", .spoken = tr(u, "More letters"), .shown = l->turns[t->page % l->pages], .units = 1,
                                       .act = ACT_TYPE_PAGE});
}

// What is not writing: behind the key of the signs, where there is room.
static void edit_keys(struct ui *u) {
    view_key(u, &(struct view_key){.name = "undo", .spoken = tr(u, "Undo"), .icon = "again", .units = 1, .act = ACT_TYPE_UNDO});
    view_key(u, &(struct view_key){.name = "clear", .spoken = tr(u, "Delete everything"), .icon = "bin", .units = 1, .act = ACT_TYPE_CLEAR});
}

static void move_keys(struct ui *u) {
    view_key(u, &(struct view_key){.name = "left", .spoken = tr(u, "To the left"), .icon = "left", .verb = tr(u, "Move"), .units = 1, .act = ACT_TYPE_LEFT});
    view_key(u, &(struct view_key){.name = "right", .spoken = tr(u, "To the right"), .icon = "right", .verb = tr(u, "Move"), .units = 1, .act = ACT_TYPE_RIGHT});
}

// Letters of the language, or Latin ones; nothing where there is only one alphabet.
static int alphabet_key(struct ui *u, const struct typing *t) {
    const struct layout *own = layout_of(t->language);
    bool other = (!own->cased || own->compose != COMPOSE_PLAIN) && t->keyboard == KEYBOARD_TEXT;
    if (!other)
        return 0;
    const char *shown = own->compose == COMPOSE_TELEX ? (t->latin ? "VI" : "EN") : own == &layout_korean ? own->name : t->latin ? own->name : "ABC";
    view_key(u, &(struct view_key){.name = "latin", .spoken = t->latin ? tr(u, "Letters of your language") : tr(u, "Latin letters"), .shown = shown,
                                   .units = 1, .act = ACT_TYPE_LATIN});
    return 1;
}

static int accent_key(struct ui *u, const struct typing *t) {
    const struct layout *l = typing_layout(t);
    if (!l->cased || t->keyboard != KEYBOARD_TEXT || (t->latin && layout_of(t->language) != l))
        return 0;
    view_key(u, &(struct view_key){.name = "accents", .spoken = t->accents ? tr(u, "Letters without accents") : tr(u, "Letters with accents"),
                                   .shown = t->accents ? "abc" : l == &layout_vietnamese ? "ăđ" : l == &layout_portuguese ? "ãé" : "éñ", .units = 1,
                                   .act = ACT_TYPE_ACCENTS, .on = t->accents});
    return 1;
}

static void last_row(struct ui *u, const struct typing *t, const struct typing_view *v) {
    int left = ROW_UNITS - 4;
    view_row_open(u, "row-last", v, false);
    view_key(u, &(struct view_key){.name = "page", .spoken = t->symbols ? trc(u, "keyboard", "abc") : trc(u, "keyboard", "123"),
                                   .shown = t->symbols ? (typing_layout(t)->cased ? trc(u, "keyboard", "abc") : typing_layout(t)->name) : view_digits(u, t, trc(u, "keyboard", "123")),
                                   .units = 1, .act = ACT_TYPE_SYMBOLS});
    left -= 1 + alphabet_key(u, t) + accent_key(u, t);
    if (t->keyboard != KEYBOARD_CODE) {
        view_key(u, &(struct view_key){.name = "pad", .spoken = tr(u, "The digits of the remote"), .shown = typing_digits_write(t) ? view_digits(u, t, "1-9") : view_sample(u, t),
                                       .units = 1, .act = ACT_TYPE_PAD});
        left--;
    }
    view_key(u, &(struct view_key){.name = "space", .spoken = trc(u, "keyboard", "space"), .shown = trc(u, "keyboard", "space"), .verb = tr(u, "Type"),
                                   .units = left, .act = ACT_TYPE_SPACE, .first = t->focus == FOCUS_SPACE});
    view_delete(u, t, 2);
    view_next(u, t, v, 2);
    ui_close(u);
}

static void text_keyboard(struct ui *u, const struct typing *t, const struct typing_view *v) {
    const char *const *rows = typing_rows(t);
    for (int i = 0; i < LAYOUT_ROWS; i++) {
        view_row_open(u, ui_printf(u, "row%d", i), v, true);
        if (i == 2)
            turn_key(u, t);
        if (i == 2 && t->symbols && t->page % 2 == 0)
            edit_keys(u);
        characters(u, t, rows[i], i, i == 0 && t->len == 0 && t->focus == FOCUS_KEYS);
        if (i == 2 && t->symbols && t->page % 2)
            move_keys(u);
        ui_close(u);
    }
    last_row(u, t, v);
}

// A key shows what it writes: here a number or a date, in the digits and with the decimal mark of the language.
static void number_key(struct ui *u, const struct typing *t, char c, bool first) {
    const struct locale *l = locale_of(ui_world(u)->language);
    bool counts = t->mask || t->keyboard == KEYBOARD_DECIMAL;
    const char *digit = ui_printf(u, "%c", c);
    const char *shown = !counts ? digit : c == locale_point(l) ? locale_decimal_mark(l) : locale_digits(l, ui_arena(u), digit);
    view_key(u, &(struct view_key){.name = ui_printf(u, "n%d", (int)c), .spoken = key_spoken(u, str_of(shown)), .shown = shown, .verb = tr(u, "Type"), .units = 1,
                                   .act = ACT_TYPE_CHARACTER, .arg = c, .letter = true, .first = first});
}

static void digit_keyboard(struct ui *u, const struct typing *t, const struct typing_view *v) {
    bool decimals = t->keyboard == KEYBOARD_DECIMAL && !t->mask, point = decimals && !t->number.whole, minus = decimals && !t->number.positive;
    view_row_open(u, "row0", v, true);
    for (const char *c = "1234567890"; *c; c++)
        number_key(u, t, *c, *c == '1' && t->len == 0 && t->focus == FOCUS_KEYS);
    ui_close(u);
    if (point || minus) {
        view_row_open(u, "row1", v, false); // at the start side, as the row below
        if (point)
            number_key(u, t, locale_point(locale_of(ui_world(u)->language)), false);
        if (minus)
            number_key(u, t, '-', false);
        ui_close(u);
    }
    view_row_open(u, "row-last", v, false);
    view_delete(u, t, 2);
    view_next(u, t, v, 2);
    ui_close(u);
}

// ---- Over the keys
// The way up to the field also when the row has been scrolled over it.
static void lead_up(struct ui_node *row, ui_id field) {
    for (struct ui_node *c = row->first; c; c = c->next)
        c->nav[0] = field;
}

static bool chips(struct ui *u, const struct typing *t, ui_id field) {
    struct offer offers[TYPING_OFFERS];
    int count = suggest_offers(t, offers), letters = 0;
    struct ui_node *row = ui_open(u, &(struct ui_node){.key = "suggestions", .axis = AXIS_ROW, .gap = 16, .min_h = 62});
    for (int i = 0; i < count; i++) {
        letters += (int)utf8_count(offers[i].text, strlen(offers[i].text)) + 4;
        if (i && letters > CHIP_LETTERS * 2)
            break; // a row holds no more
        w_chip(u, &(struct w_chip){.key = ui_printf(u, "s%d", offers[i].arg), .label = offers[i].text, .small = true, .verb = tr(u, "Choose"),
                                   .action = ACT_TYPE_SUGGESTION, .arg = offers[i].arg});
    }
    lead_up(row, field);
    ui_close(u);
    return count > 0;
}

static const char *refusal(struct ui *u, const struct typing *t) {
    if (t->refused == REFUSED_KIND)
        return edit_numeric(t) ? tr(u, "Only digits are written here.") : tr(u, "This cannot be written here.");
    if (t->max_letters)
        return ui_printf(u, trn(u, "There is room for %d letter.", "There is room for %d letters.", t->max_letters), t->max_letters);
    return tr(u, "There is no more room.");
}

// True when there is something over the keys that takes the focus.
static bool over_keys(struct ui *u, const struct typing *t, const struct typing_view *v, ui_id field) {
    bool offered = false;
    bool any = t->suggestion_count || t->past_count, chinese = !strncmp(t->language, "zh", 2) || !strncmp(ui_world(u)->language, "zh", 2);
    if (t->refused)
        ui_leaf(u, &(struct ui_node){.key = "refused", .role = ROLE_STATUS, .live = LIVE_NOW, .label = refusal(u, t), .paint = PAINT_TEXT, .type = TYPE_SMALL,
                                     .bold = true, .ink = COLOUR_BAD, .min_h = view_as_drawn(u) && any ? 62 : 0});
    else if (any && !(v->invalid && view_as_drawn(u))) // what is wrong needs the room more
        offered = chips(u, t, field);
    if (chinese && offered)
        w_space(u, "gap-pinyin", 4);
    if (chinese && t->keyboard == KEYBOARD_TEXT && !t->refused)
        ui_leaf(u, &(struct ui_node){.key = "pinyin", .role = ROLE_TEXT, .paint = PAINT_TEXT, .type = TYPE_SMALL, .ink = COLOUR_INK2,
                                     .label = tr(u, "To write Chinese, use your phone. Here are Latin letters and digits.")});
    if (any || t->refused || chinese)
        w_space(u, "gap2", !view_as_drawn(u) || !chinese ? 18 : v->invalid ? 4 : 10);
    return offered;
}

// What the field holds, to be said: of an amount the number alone, as groups would change with every digit.
static const char *held(struct ui *u, const struct typing *t, const char *shown, int *caret) {
    if (t->keyboard != KEYBOARD_DECIMAL || t->mask)
        return shown;
    *caret = t->caret;
    const char *plain = t->len ? locale_typed(locale_of(t->language), ui_arena(u), t->text, NULL, caret) : "";
    *caret += 1;
    return plain;
}

// Numbers, codes and addresses of the net run from the left in every language; dates and amounts as the language has them.
static bool from_left(const struct typing *t) {
    bool turned = t->mask ? strchr(t->mask, (char)0xE2) != NULL : t->number.currency != NULL;
    return !turned && (t->mask || t->keyboard != KEYBOARD_TEXT);
}

static ui_id field(struct ui *u, const struct typing *t, const struct typing_view *v) {
    static const short heights[SCALE_COUNT] = {92, 100, 112, 124};
    int caret, value_caret = 0;
    const char *shown = typing_shown(t, ui_arena(u), &caret), *value = held(u, t, shown, &value_caret);
    bool hidden = v->private_value || t->keyboard == KEYBOARD_PIN, empty = !t->mask && !t->len;
    bool example = empty && v->placeholder;
    struct ui_node *n = ui_leaf(u, &(struct ui_node){
        .key = "field", .role = ROLE_FIELD, .label = v->label, .value = value, .value_caret = value_caret, .echo = v->echo, .hint = v->placeholder, .live = LIVE_POLITE, .text = example ? v->placeholder : shown,
        .states = STATE_EDITING | (v->invalid ? STATE_INVALID : 0u) | (hidden ? STATE_PRIVATE : 0u) |
                  (t->keyboard == KEYBOARD_PIN ? STATE_SECRET : 0u) | (from_left(t) ? STATE_LTR : 0u),
        .paint = PAINT_CARET, .type = TYPE_HEADING, .regular = true, .caret = example ? 0 : caret, .compose = t->mask ? 0 : t->compose,
        .h = heights[ui_world(u)->theme.scale], .pad = UI_PAD2(28, 4), .radius = 16, .fill = COLOUR_CARD, .border = COLOUR_ACT, .border_w = 3,
        .ink = empty ? COLOUR_INK2 : COLOUR_INK, .self = ALIGN_STRETCH, .focusable = true, .plain_focus = true, .verb = v->next,
        .action = ACT_TYPE_NEXT, .autofocus = t->focus == FOCUS_FIELD, .takes = UI_TAKES(KEY_LEFT) | UI_TAKES(KEY_RIGHT),
    });
    ui_speaks(u, n, v->label, v->language);
    ui_speaks(u, n, v->placeholder, v->language);
    return n->id;
}

void typing_view(struct ui *u, const struct typing *t, const struct typing_view *v) {
    struct typing now = *t;
    text_copy(now.language, sizeof now.language, ui_world(u)->language); // before the first event it is not known
    ui_id above = field(u, &now, v);
    w_space(u, "gap", v->invalid && view_as_drawn(u) ? 10 : 18); // what is wrong takes room
    if (v->over)
        v->over(u, v->with);
    // The field stays in sight; with large text the keys below it scroll.
    ui_open(u, &(struct ui_node){.key = "keys", .scroll = !v->flat && !view_as_drawn(u), .whole = true, .grow = v->flat ? 0 : 1, .align = ALIGN_STRETCH});
    bool offered = over_keys(u, &now, v, above);
    struct ui_node *board = ui_open(u, &(struct ui_node){.key = "keyboard", .role = ROLE_GROUP, .label = tr(u, "Keyboard"), .gap = GAP_Y, .align = ALIGN_STRETCH});
    if (edit_numeric(&now))
        digit_keyboard(u, &now, v);
    else if (now.pad)
        view_pad(u, &now, v);
    else
        text_keyboard(u, &now, v);
    if (!offered && !v->over && board->first)
        lead_up(board->first, above);
    ui_close(u);
    ui_close(u);
}
