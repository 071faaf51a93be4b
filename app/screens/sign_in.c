// SPDX-License-Identifier: Apache-2.0
// Sign in with the phone: no secret is ever typed on this TV. Goes back to where it came from when it is approved.
// Argument: "for=SERVICE-ID&title=WHAT IT IS FOR"; both may be absent.
#include "app/screens/approve.h"
#include "app/screens/table.h"
#include "contract/service/api.h"
#include "contract/service/texts.h"

struct sign_in_screen {
    struct approve approve;
    char service[SERVICE_ID_CAP + 1], title[160], language[TEXTS_TAG_CAP + 1]; // language: of the title; "": not known
};

// The value of `name` in "a=b&c=d"; "" when absent. The last one may hold "&": a title is what it is.
static void take_argument(const char *argument, const char *name, bool last, char *to, size_t room) {
    const char *at = strstr(argument, name);
    *to = '\0';
    if (!at || (at != argument && at[-1] != '&'))
        return;
    text_copy(to, room, at + strlen(name));
    char *end = last ? NULL : strchr(to, '&');
    if (end)
        *end = '\0';
}

enum { TAG_SERVICE = APPROVE_TAG + 100 };

// What it is for, in the language of the screen.
static void ask_title(const struct sign_in_screen *s, struct ctx *cx) {
    const char *path = *s->service ? arena_printf(ctx_scratch(cx), "/v1/services/%s", s->service) : NULL;
    if (path)
        fx_get_cached(cx, TAG_SERVICE, path, &api_service_shape);
}

static void take_title(struct sign_in_screen *s, const struct api_service *v) {
    text_copy(s->title, sizeof s->title, v->title);
    text_copy(s->language, sizeof s->language, v->language);
}

static void begin(struct sign_in_screen *s, struct ctx *cx) {
    approve_begin(&s->approve, cx);
    fx_sign_in(cx, APPROVE_TAG, s->service, s->title, NULL);
}

static void finish(struct ctx *cx) {
    struct val_builder b = val_build(ctx_scratch(cx));
    const char *name = ctx_person(cx)->name;
    const char *words = arena_printf(ctx_scratch(cx), ctx_tr(cx, "You are signed in. %s"), name);
    if (words)
        fx_say(cx, words);
    bool ok = val_set(&b, "signed_in", val_bool(true));
    struct val v = val_object(&b);
    fx_pop(cx, ok ? &v : NULL);
}

static bool sign_in_update(void *state, const struct event *ev, struct ctx *cx) {
    struct sign_in_screen *s = state;
    switch (ev->type) {
    case EV_ENTER:
        take_argument(ev->text, "for=", false, s->service, sizeof s->service);
        take_argument(ev->text, "title=", true, s->title, sizeof s->title);
        ask_title(s, cx);
        begin(s, cx);
        return true;
    case EV_REPLY:
        if (ev->tag == TAG_SERVICE && !ev->reply.err)
            take_title(s, ev->reply.body);
        return true;
    case EV_SIGN_IN:
    case EV_TIMER:
        if (!approve_event(&s->approve, ev, cx))
            return false;
        if (ev->type == EV_SIGN_IN && s->approve.state == OAUTH_DONE)
            finish(cx);
        return true;
    case EV_ACTION:
        if (ev->action == APPROVE_ACT_NEW)
            begin(s, cx);
        else
            fx_pop(cx, NULL);
        return true;
    case EV_KEY:
        if (ev->key == KEY_YELLOW && s->approve.state != OAUTH_ASKING)
            begin(s, cx);
        return ev->key == KEY_YELLOW;
    case EV_CHANGED: ask_title(s, cx); return true; // the words are in another language
    default: return false;
    }
}

static const char *which(struct ui *u, const struct sign_in_screen *s) {
    const char *box = *s->approve.box ? s->approve.box : tr(u, "this TV");
    if (*s->title)
        return ui_printf(u, tr(u, "This signs in \x02one TV only: %s\x03, for \x02one thing: %s\x03."), box, s->title);
    return ui_printf(u, tr(u, "This signs in \x02one TV only: %s\x03."), box);
}

// At 150 and 200 % it can be focused, so that arrows scroll to it.
static void trick(struct ui *u, const struct sign_in_screen *s) {
    bool contrast = ui_world(u)->theme.name == THEME_CONTRAST, one = w_one_column(u);
    const char *beware = tr(u, "Did someone phone or write to you and send you here? It is a trick. Press BACK.");
    struct ui_node *n = ui_open(u, &(struct ui_node){.key = "trick", .role = ROLE_STATUS, .label = which(u, s), .value = beware, .axis = AXIS_ROW, .gap = 40,
                                 .pad = UI_PAD2(44, 22), .radius = 16, .fill = COLOUR_WAIT_TINT, .align = ALIGN_CENTRE, .min_h = 140,
                                 .border = contrast ? COLOUR_EDGE : COLOUR_NONE, .border_w = 4, .focusable = one, .plain_focus = one});
    ui_speaks(u, n, s->title, s->language);
    ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = "shieldwarn", .w = 60, .ink = COLOUR_WAIT});
    ui_open(u, &(struct ui_node){.key = "words", .grow = 1, .align = ALIGN_STRETCH});
    ui_leaf(u, &(struct ui_node){.key = "which", .paint = PAINT_TEXT, .text = which(u, s), .type = TYPE_BODY});
    ui_leaf(u, &(struct ui_node){.key = "beware", .paint = PAINT_TEXT, .text = beware, .type = TYPE_BODY});
    ui_close(u);
    ui_close(u);
}

static void titles(struct ui *u) {
    w_heading(u, "title", tr(u, "Prove it is you, on your phone"), w_one_column(u) ? TYPE_HEADING : TYPE_TITLE);
    w_text(u, "lead", tr(u, "No password is ever typed on this TV."), w_one_column(u) ? TYPE_BODY : TYPE_LEAD, COLOUR_INK2);
}

static void wide(struct ui *u, const struct sign_in_screen *s) {
    ui_open(u, &(struct ui_node){.key = "columns", .axis = AXIS_ROW, .gap = 24, .align = ALIGN_START});
    ui_open(u, &(struct ui_node){.key = "main", .w = 1144, .align = ALIGN_STRETCH});
    titles(u);
    bool large = ui_world(u)->theme.scale == SCALE_125;
    w_space(u, "gap", large ? 16 : 34);
    approve_steps_view(u, &s->approve, &(struct approve_steps){.key = "steps", .scan = true, .others = true, .narrow = large});
    ui_close(u);
    approve_code_view(u, &s->approve);
    ui_close(u);
    w_grow(u, "gap2");
    trick(u, s);
}

static void later_steps(struct ui *u, const struct sign_in_screen *s) {
    ui_open(u, &(struct ui_node){.key = "step-block", .role = ROLE_GROUP, .label = tr(u, "What to do"), .focusable = true, .plain_focus = true,
                                 .radius = 16, .pad = UI_PAD(12), .align = ALIGN_STRETCH});
    approve_steps_view(u, &s->approve, &(struct approve_steps){.key = "steps", .others = true});
    ui_close(u);
}

// Large text: QR and steps, then the notice, in one list that scrolls.
static void tall(struct ui *u, const struct sign_in_screen *s) {
    bool largest = ui_world(u)->theme.scale == SCALE_200;
    ui_open(u, &(struct ui_node){.key = "all", .scroll = true, .grow = 1, .gap = 24, .align = ALIGN_STRETCH, .pad = {8, 8, 28, 8}});
    ui_open(u, &(struct ui_node){.key = "code-block", .role = ROLE_GROUP, .label = tr(u, "Prove it is you, on your phone"), .focusable = true,
                                 .plain_focus = true, .autofocus = true, .axis = AXIS_ROW, .gap = 32, .radius = 20, .pad = {12, 8, 8, 12}, .align = ALIGN_START});
    ui_open(u, &(struct ui_node){.key = "titles", .grow = 1, .gap = 12, .align = ALIGN_STRETCH});
    titles(u);
    approve_steps_view(u, &s->approve, &(struct approve_steps){.key = "first", .scan = true, .others = !largest});
    ui_close(u);
    approve_code_view(u, &s->approve);
    ui_close(u);
    if (largest)
        later_steps(u, s);
    trick(u, s);
    ui_close(u);
}

static void sign_in_view(const void *state, struct ui *u) {
    const struct sign_in_screen *s = state;
    struct w_page page = {.key = "sign-in", .title = tr(u, "Prove it is you, on your phone"), .context = tr(u, "Sign in"),
                          .yellow = approve_yellow(u, &s->approve), .back = tr(u, "Stop, do not sign in"), .back_short = tr(u, "Stop")};
    w_page_open(u, &page);
    if (s->approve.state != OAUTH_WAITING) {
        titles(u);
        w_space(u, "gap", 24);
        (void)approve_trouble_view(u, &s->approve);
    } else if (w_one_column(u)) {
        tall(u, s);
    } else {
        wide(u, s);
    }
    w_page_close(u, &page);
}

const struct screen_def screen_sign_in = {.id = SCREEN_SIGN_IN, .name = "sign-in", .state_size = sizeof(struct sign_in_screen),
                                          .update = sign_in_update, .view = sign_in_view, .place = "Sign in"};
