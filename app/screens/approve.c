// SPDX-License-Identifier: Apache-2.0
// Waiting for a phone: what the person reads meanwhile.
#include "app/screens/approve.h"

enum { SLOW_MS = 5000, MINUTE_MS = 60000, PACE_TOLD_S = 12, CARD_W = 560, CARD_PAD = 24 };

static const struct picture {
    const char *icon, *word; // word: English msgid
} pictures[] = {
    {"bell", "Bell"}, {"boat", "Boat"}, {"bridge", "Bridge"}, {"candle", "Candle"}, {"chair", "Chair"},
    {"house", "House"}, {"key", "Key"}, {"lamp", "Lamp"}, {"tree", "Tree"},
};

void approve_begin(struct approve *s, struct ctx *cx) {
    bool signing = s->signing;
    *s = (struct approve){.state = OAUTH_ASKING, .signing = signing};
    fx_timer(cx, APPROVE_TAG_SLOW, SLOW_MS);
}

// The next wake-up is when the number of minutes changes, not before.
static void count_down(struct approve *s, const struct event *ev, struct ctx *cx) {
    when_ms left = s->until - ev->now;
    s->minutes = left <= 0 ? 0 : (int)((left + MINUTE_MS - 1) / MINUTE_MS);
    if (s->minutes > 1)
        fx_timer(cx, APPROVE_TAG_MINUTE, (long)(left - (when_ms)(s->minutes - 1) * MINUTE_MS));
}

// Letter by letter, with a pause where the code has its dash.
static const char *spelled(struct arena *a, const char *code) {
    char out[160];
    size_t at = 0;
    for (const char *p = code; *p && at + 4 < sizeof out; p++) {
        if (*p == '-' || *p == ' ') {
            out[at++] = ',';
        } else {
            out[at++] = *p;
        }
        out[at++] = ' ';
    }
    out[at] = '\0';
    const char *copy = arena_string(a, out);
    return copy ? copy : code;
}

static void say_code(const struct approve *s, struct ctx *cx) {
    const char *words = arena_printf(ctx_scratch(cx), ctx_tr(cx, "Open %s on your phone and type the code %s"), words_address(s->address),
                                     spelled(ctx_scratch(cx), s->code));
    if (words)
        fx_say(cx, words);
}

static void take(struct approve *s, const struct event *ev, struct ctx *cx) {
    const struct sign_in_news *n = ev->sign_in;
    bool first = s->state != OAUTH_WAITING && n->state == OAUTH_WAITING;
    s->state = n->state;
    text_copy(s->code, sizeof s->code, n->code);
    text_copy(s->address, sizeof s->address, n->address);
    text_copy(s->link, sizeof s->link, n->link);
    text_copy(s->issuer, sizeof s->issuer, n->issuer);
    text_copy(s->box, sizeof s->box, n->box);
    for (int i = 0; i < 3; i++)
        text_copy(s->pictures[i], sizeof s->pictures[i], n->pictures[i]);
    s->picture_count = n->picture_count;
    s->pace_s = n->pace_s;
    s->away = n->away;
    s->until = n->until;
    s->tls_reason = n->tls_reason;
    if (s->state == OAUTH_WAITING)
        count_down(s, ev, cx);
    if (first)
        say_code(s, cx);
}

bool approve_event(struct approve *s, const struct event *ev, struct ctx *cx) {
    if (ev->type == EV_SIGN_IN && ev->tag == APPROVE_TAG) {
        take(s, ev, cx);
        return true;
    }
    if (ev->type != EV_TIMER)
        return false;
    if (ev->tag == APPROVE_TAG_MINUTE)
        count_down(s, ev, cx);
    else if (ev->tag == APPROVE_TAG_SLOW)
        s->slow = s->state == OAUTH_ASKING;
    return true;
}

const char *approve_yellow(struct ui *u, const struct approve *s) {
    switch (s->state) {
    case OAUTH_WAITING:
    case OAUTH_DENIED:
    case OAUTH_EXPIRED: return tr(u, "New code");
    case OAUTH_UNREACHABLE:
    case OAUTH_CLOCK:
    case OAUTH_FAULTY: return tr(u, "Try again");
    default: return NULL;
    }
}

// ---- The code
static void note_below(struct ui *u, const struct approve *s) {
    const char *good = s->minutes > 0 ? ui_printf(u, trn(u, "Good for %d more minute", "Good for %d more minutes", s->minutes), s->minutes)
                                      : tr(u, "The code has run out");
    ui_leaf(u, &(struct ui_node){.key = "good", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = good, .type = TYPE_SMALL, .ink = COLOUR_INK2,
                                 .text_align = ALIGN_CENTRE});
}

void approve_code_view(struct ui *u, const struct approve *s) {
    bool one = w_one_column(u);
    ui_open(u, &(struct ui_node){.key = "card", .role = ROLE_IMAGE, .label = tr(u, "Code for your phone"), .value = spelled(ui_arena(u), s->code),
                                 .fill = COLOUR_CARD, .edge_line = true, .radius = 20, .pad = UI_PAD2(CARD_PAD, one ? 8 : 4), .gap = one ? 4 : 8,
                                 .align = ALIGN_STRETCH, .w = CARD_W, .min_h = one ? 0 : 596, .justify = ALIGN_CENTRE});
    ui_leaf(u, &(struct ui_node){.key = "qr", .paint = PAINT_QR, .text = s->link, .h = one ? 380 : 440});
    w_code(u, "code", s->code, one ? TYPE_CARD_TITLE : TYPE_CODE, CARD_W - 2 * CARD_PAD);
    note_below(u, s);
    ui_close(u);
}

// ---- The steps
static void number(struct ui *u, int n) {
    short box = (short)theme_icon(&ui_world(u)->theme, 60);
    ui_open(u, &(struct ui_node){.key = "circle", .axis = AXIS_STACK, .w = box, .h = box, .radius = (short)(box / 2), .fill = COLOUR_CARD, .border = COLOUR_ACT,
                                 .border_w = 3, .align = ALIGN_CENTRE, .justify = ALIGN_CENTRE});
    ui_leaf(u, &(struct ui_node){.key = "digit", .paint = PAINT_TEXT, .text = w_number(u, n), .type = w_one_column(u) ? TYPE_KEYCAP : TYPE_SMALL, .bold = true,
                                 .ink = COLOUR_ACT, .lines = 1});
    ui_close(u);
}

static void step_open(struct ui *u, int n) {
    ui_open(u, &(struct ui_node){.key = ui_printf(u, "step%d", n), .axis = AXIS_ROW, .gap = 28, .align = ALIGN_START});
    number(u, n);
    ui_open(u, &(struct ui_node){.key = "words", .grow = 1, .gap = 16, .align = ALIGN_STRETCH});
}

static void step_close(struct ui *u) {
    ui_close(u);
    ui_close(u);
}

static void words(struct ui *u, const char *text, bool narrow) {
    w_text(u, "text", text, narrow || w_one_column(u) ? TYPE_BODY : TYPE_LEAD, COLOUR_NONE);
}

static const struct picture *known(const char *icon) {
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++)
        if (text_same(pictures[i].icon, icon))
            return &pictures[i];
    return NULL;
}

// A card with the word below its picture; where there is little room, beside it.
static void picture(struct ui *u, int i, const char *name, bool narrow) {
    const struct picture *p = known(name);
    const char *word = p ? tr(u, p->word) : name;
    bool one = w_one_column(u);
    ui_open(u, &(struct ui_node){.key = ui_printf(u, "picture%d", i), .role = ROLE_IMAGE, .label = word, .fill = COLOUR_CARD, .edge_line = true,
                                 .axis = narrow && !one ? AXIS_ROW : AXIS_COL, .radius = 20, .w = one ? 0 : 240, .grow = one,
                                 .min_h = one || narrow ? 0 : 152, .pad = narrow ? UI_PAD2(12, 8) : UI_PAD2(12, 14), .gap = narrow ? 16 : 8,
                                 .align = ALIGN_CENTRE, .justify = ALIGN_CENTRE});
    if (p)
        ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = p->icon, .w = narrow ? 48 : 68});
    ui_leaf(u, &(struct ui_node){.key = "word", .paint = PAINT_TEXT, .text = word, .type = TYPE_LABEL, .bold = true, .text_align = ALIGN_CENTRE});
    ui_close(u);
}

static void scan_step(struct ui *u, const struct approve *s, bool narrow) {
    const char *address = ui_printf(u, "\u2066%s\u2069", words_address(s->address)), *code = ui_printf(u, "\u2066%s\u2069", s->code);
    step_open(u, 1);
    words(u, ui_printf(u, tr(u, "\x02Scan the code\x03 with your phone camera, or open \x02%s\x03 and type \x02%s\x03"), address, code), narrow);
    step_close(u);
}

static void pictures_step(struct ui *u, const struct approve *s, bool narrow) {
    step_open(u, 2);
    words(u, tr(u, "\x02Tap these three pictures\x03 on your phone"), narrow);
    ui_open(u, &(struct ui_node){.key = "pictures", .axis = AXIS_ROW, .gap = 20, .align = ALIGN_STRETCH});
    for (int i = 0; i < s->picture_count; i++)
        picture(u, i, s->pictures[i], narrow);
    ui_close(u);
    step_close(u);
}

static void approve_step(struct ui *u, const struct approve *s, bool narrow) {
    step_open(u, s->picture_count ? 3 : 2);
    words(u, s->signing ? tr(u, "Compare the lines, then \x02press Approve\x03 on the phone") : tr(u, "\x02Press Approve\x03 on the phone"), narrow);
    if (s->away)
        w_text(u, "away", tr(u, "No answer from the sign-in office just now. We keep trying, the code stays good."), TYPE_SMALL, COLOUR_INK2);
    else if (s->pace_s > PACE_TOLD_S)
        w_text(u, "pace", ui_printf(u, trn(u, "After that it may take up to %d second.", "After that it may take up to %d seconds.", s->pace_s), s->pace_s),
               TYPE_SMALL, COLOUR_INK2);
    step_close(u);
}

void approve_steps_view(struct ui *u, const struct approve *s, const struct approve_steps *which) {
    ui_open(u, &(struct ui_node){.key = which->key, .role = ROLE_LIST, .label = tr(u, "What to do"), .gap = which->narrow || w_one_column(u) ? 14 : 26, .align = ALIGN_STRETCH});
    if (which->scan)
        scan_step(u, s, which->narrow);
    if (which->others && s->picture_count)
        pictures_step(u, s, which->narrow);
    if (which->others)
        approve_step(u, s, which->narrow);
    ui_close(u);
}

// ---- What comes between
struct trouble {
    enum w_kind kind;
    const char *title, *what, *next, *button; // English msgids
    int action;
};

static const struct trouble *trouble_of(enum oauth_state state) {
    static const struct trouble unreachable = {W_WAIT, "The sign-in office cannot be reached",
        "We keep trying by ourselves.", "You can wait here, or press BACK and use everything that needs no sign-in.", NULL, 0};
    static const struct trouble wrong_clock = {W_BAD, "This TV's clock is wrong",
        "So it cannot check that the sign-in office is genuine. Nothing was sent.",
        "Set the date and time of this TV. We try again by ourselves.", NULL, 0};
    static const struct trouble denied = {W_BAD, "It was not approved",
        "Somebody pressed Deny on the phone. Nothing was signed in and nothing was sent.", "If it was a mistake, ask for a new code.",
        "New code", APPROVE_ACT_NEW};
    static const struct trouble expired = {W_WAIT, "The code has run out", "Nobody approved it in time, or it was used before. Nothing is lost.",
        "Ask for a new code when your phone is at hand.", "New code", APPROVE_ACT_NEW};
    static const struct trouble faulty = {W_BAD, "The sign-in office does not answer as it should",
        "This is not your fault. Nothing was sent, nothing is lost.", "Try again later. If it stays so, tell your office.", "Try again",
        APPROVE_ACT_NEW};
    static const struct trouble none = {W_INFO, "Nobody can sign in here yet", "Your office does not offer it on TV.",
        "Everything that needs no sign-in works as before.", "Go back", APPROVE_ACT_BACK};
    static const struct trouble other = {W_BAD, "Somebody else approved it",
        "Only the person who answered the questions can sign them. Nothing was sent.", "Ask for a new code and approve it with your own phone.",
        "New code", APPROVE_ACT_NEW};
    static const struct trouble full = {W_BAD, "This TV knows 12 people. Remove one first.", "Nobody was signed in, and nobody who is here was removed.",
        "You find them under People.", "Go back", APPROVE_ACT_BACK};
    switch (state) {
    case OAUTH_FULL: return &full;
    case OAUTH_UNREACHABLE: return &unreachable;
    case OAUTH_CLOCK: return &wrong_clock;
    case OAUTH_DENIED: return &denied;
    case OAUTH_EXPIRED: return &expired;
    case OAUTH_FAULTY: return &faulty;
    case OAUTH_NOT_OFFERED: return &none;
    case OAUTH_SOMEBODY_ELSE: return &other;
    default: return NULL;
    }
}

bool approve_trouble_view(struct ui *u, const struct approve *s) {
    const struct trouble *t = trouble_of(s->state);
    if (s->state == OAUTH_WAITING)
        return false;
    if (!t) {
        w_busy(u, "busy", s->state == OAUTH_DONE ? tr(u, "Approved") : s->slow ? tr(u, "The sign-in office takes long to answer. We wait for it.") : tr(u, "One moment"));
        return true;
    }
    w_notice(u, &(struct w_notice){.key = "trouble", .kind = t->kind, .title = tr(u, t->title), .text = tr(u, t->what)});
    w_space(u, "gap2", 24);
    w_text(u, "next", tr(u, t->next), TYPE_LEAD, COLOUR_NONE);
    if (!t->button)
        return true;
    w_space(u, "gap3", 32);
    ui_open(u, &(struct ui_node){.key = "act", .axis = AXIS_ROW});
    w_button(u, &(struct w_button){.key = "button", .label = tr(u, t->button), .icon = t->action == APPROVE_ACT_NEW ? "again" : "left",
                                   .verb = tr(u, t->button), .action = t->action, .autofocus = true});
    ui_close(u);
    return true;
}
