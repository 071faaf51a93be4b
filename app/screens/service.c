// SPDX-License-Identifier: Apache-2.0
// One service: what it is, who may use it, what it costs, how long it takes, what one needs and gets; one way in.
#include "app/screens/audience.h"
#include "app/screens/table.h"

enum { TAG_SERVICE = 1, TAG_DRAFT, ACT_RETRY = 1, ACT_START, ACT_AGAIN, ACT_CLIP, ACT_SIGN_IN, ACT_HAND };

struct service_page {
    struct load load;
    char id[SERVICE_ID_CAP + 1];
    const struct api_service *service;
    bool draft; // questions were answered before
    enum audience_fit fit;
};

static void ask(struct service_page *s, struct ctx *cx) {
    char path[SERVICE_ID_CAP + 32];
    snprintf(path, sizeof path, "/v1/services/%s", s->id);
    fx_get_cached(cx, TAG_SERVICE, path, &api_service_shape);
    fx_load_draft(cx, TAG_DRAFT, s->id);
}

static void judge(struct service_page *s, struct ctx *cx) {
    s->fit = s->service ? audience_fit(s->service, ctx_person(cx)) : AUDIENCE_FITS;
}

static void sign_in(const struct service_page *s, struct ctx *cx) {
    const char *argument = arena_printf(ctx_scratch(cx), "for=%s&title=%s", s->id, s->service->title);
    fx_push(cx, SCREEN_SIGN_IN, argument ? argument : "");
}

static bool act(struct service_page *s, const struct event *ev, struct ctx *cx) {
    switch (ev->action) {
    case ACT_RETRY: s->load.phase = LOAD_BUSY; ask(s, cx); return true;
    case ACT_START: fx_push(cx, SCREEN_FORM, s->id); return true;
    case ACT_AGAIN:
        fx_drop_draft(cx, TAG_DRAFT, s->id);
        s->draft = false;
        fx_push(cx, SCREEN_FORM, s->id);
        return true;
    case ACT_CLIP: fx_push(cx, SCREEN_CLIP, s->id); return true;
    case ACT_SIGN_IN: sign_in(s, cx); return true;
    case ACT_HAND: fx_push(cx, SCREEN_HAND, s->id); return true;
    default: return false;
    }
}

static bool has_easy(const struct api_service *v) { return v && (v->easy || v->easy_title || v->easy_who || v->easy_step_count); }

static bool service_update(void *state, const struct event *ev, struct ctx *cx) {
    struct service_page *s = state;
    switch (ev->type) {
    case EV_ENTER: text_copy(s->id, sizeof s->id, ev->text); ask(s, cx); return true;
    case EV_CHANGED:
    case EV_RESUME:
        judge(s, cx); // perhaps somebody else is here now
        ask(s, cx);
        return true;
    case EV_REPLY: {
        const struct api_service *got = load_take(&s->load, ev, cx);
        s->service = got ? got : s->service;
        judge(s, cx);
        return true;
    }
    case EV_DRAFT: fx_load_draft(cx, TAG_DRAFT, s->id); return true;
    case EV_LOADED: s->draft = ev->value != NULL; return true;
    case EV_ACTION: return act(s, ev, cx);
    case EV_KEY:
        if (ev->key == KEY_YELLOW && has_easy(s->service))
            fx_easy(cx, !ctx_easy(cx));
        return ev->key == KEY_YELLOW;
    default: return false;
    }
}

static const char *joined(struct ui *u, const struct api_item *items, size_t count) {
    const char *all = "";
    for (size_t i = 0; i < count; i++)
        all = i ? ui_printf(u, "%s\n%s", all, items[i].title) : items[i].title;
    return all;
}

// Easy words are wanted, and there are some here.
static bool easy(const struct ui *u) { return ui_world(u)->easy; }

static void facts(struct ui *u, const struct api_service *s) {
    bool plain = easy(u) && s->easy_who;
    const char *minutes = ui_printf(u, trn(u, "%d minute", "%d minutes", s->minutes), s->minutes);
    if (s->who)
        w_fact(u, &(struct w_fact){.key = "who", .language = s->language, .label = tr(u, "Who can apply"), .value = plain ? s->easy_who : s->who,
                                   .second = plain ? NULL : s->who_detail});
    if (s->fee)
        w_fact(u, &(struct w_fact){.key = "fee", .language = s->language, .label = tr(u, "Fee"), .value = s->fee, .strong = true});
    w_fact(u, &(struct w_fact){.key = "time", .label = tr(u, "How long"), .value = minutes, .second = s->how_long, .second_language = s->language, .strong = true});
    w_fact(u, &(struct w_fact){.key = "need", .language = s->language, .label = tr(u, "What you need"),
                               .value = s->evidence_count ? joined(u, s->evidence, s->evidence_count) : tr(u, "Nothing but your answers. No papers.")});
    if (s->output_count)
        w_fact(u, &(struct w_fact){.key = "get", .language = s->language, .label = tr(u, "What you get"), .value = joined(u, s->outputs, s->output_count),
                                   .second = s->outputs[0].detail});
    w_line(u, "end");
}

// What begins the service: here, behind a sign-in, or on the phone alone.
static void start_button(struct ui *u, const struct service_page *s) {
    const struct api_service *v = s->service;
    bool stranger = v->sign_in == SIGN_IN_REQUIRED && !ui_world(u)->person;
    struct w_button b = {.key = "start", .label = s->draft ? tr(u, "Go on") : tr(u, "Start"), .main = true, .autofocus = true, .action = ACT_START};
    b.verb = b.label;
    if (s->fit == AUDIENCE_NOT) {
        b.label = tr(u, "Sign in as somebody else");
        b.second = tr(u, "You will need your phone");
        b.verb = tr(u, "Sign in");
        b.action = ACT_SIGN_IN;
    } else if (v->sensitive) {
        b = (struct w_button){.key = "start", .label = tr(u, "Go to the phone"), .second = tr(u, "This opens on your phone only"), .verb = tr(u, "Open"),
                              .main = true, .autofocus = true, .action = ACT_HAND};
    } else if (stranger) {
        b.label = s->draft ? tr(u, "Sign in and go on") : tr(u, "Sign in and start");
        b.second = tr(u, "You will need your phone");
        b.verb = tr(u, "Sign in");
        b.action = ACT_SIGN_IN;
    }
    w_button(u, &b);
}

static void steps(struct ui *u, const struct api_service *v) {
    bool plain = easy(u) && v->easy_step_count == v->step_count;
    for (size_t i = 0; i < v->step_count && i < 4; i++) {
        w_line(u, ui_printf(u, "line%zu", i));
        ui_open(u, &(struct ui_node){.key = ui_printf(u, "step%zu", i), .language = v->language, .axis = AXIS_ROW, .gap = 20, .align = ALIGN_START});
        ui_leaf(u, &(struct ui_node){.key = "number", .paint = PAINT_TEXT, .text = w_number(u, (int)i + 1), .type = TYPE_LABEL, .min_w = 28, .lines = 1});
        ui_leaf(u, &(struct ui_node){.key = "text", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = plain ? v->easy_steps[i] : v->steps[i].title,
                                     .type = TYPE_LABEL, .regular = true, .grow = 1});
        ui_close(u);
    }
}

static void start_card(struct ui *u, const struct service_page *s) {
    const struct api_service *v = s->service;
    ui_open(u, &(struct ui_node){.key = "start-card", .role = ROLE_LIST, .label = tr(u, "What you can do"), .fill = COLOUR_CARD, .edge_line = true,
                                 .radius = 20, .pad = UI_PAD(36), .gap = 20, .align = ALIGN_STRETCH});
    start_button(u, s);
    if (s->draft && s->fit != AUDIENCE_NOT)
        w_button(u, &(struct w_button){.key = "again", .label = tr(u, "Start from the beginning"), .icon = "again", .quiet = true,
                                       .verb = tr(u, "Start again"), .action = ACT_AGAIN});
    if (v->sign_language.url)
        w_button(u, &(struct w_button){.key = "clip", .label = tr(u, "Watch in sign language"), .icon = "play", .quiet = true, .verb = tr(u, "Watch"),
                                       .action = ACT_CLIP});
    if (s->draft)
        w_text(u, "count", tr(u, "Your answers are kept on this TV."), TYPE_BODY, COLOUR_NONE);
    else if (v->questions)
        w_text(u, "count", ui_printf(u, trn(u, "\x02%d question.\x03", "\x02%d questions.\x03", v->questions), v->questions), TYPE_BODY, COLOUR_NONE);
    if (!s->draft)
        steps(u, v);
    ui_close(u);
}

// A service that does not speak the language of the screen says so, calmly, in both.
static void other_language(struct ui *u, const struct api_service *v) {
    const struct ui_world *w = ui_world(u);
    const char *name = v->language;
    if (parts_same_language(v->language, w->language))
        return;
    for (int i = 0; i < w->language_count; i++)
        name = text_same(w->languages[i].tag, v->language) ? w->languages[i].name : name;
    w_notice(u, &(struct w_notice){.key = "language", .kind = W_INFO, .title = ui_printf(u, tr(u, "This service is in another language: %s"), name),
                                   .text = tr(u, "The keys and this TV's own words stay in yours.")});
    w_space(u, "gap-language", 20);
}

static void other_ways(struct ui *u, const struct api_service *s) {
    static const char *const icons[] = {"tv", "phone", "speaker", "hall"};
    bool any = false;
    for (size_t i = 0; i < s->channel_count && i < 4; i++) {
        const struct api_channel *c = &s->channels[i];
        if (c->type == CHANNEL_TV)
            continue;
        if (!any)
            w_text(u, "other", ui_printf(u, "\x02%s\x03", tr(u, "Other ways")), TYPE_SMALL, COLOUR_INK2);
        any = true;
        const char *detail = c->detail ? c->detail : c->url ? c->url : c->phone;
        const char *title = c->title ? c->title : c->type == CHANNEL_CALL ? tr(u, "By phone") : tr(u, "At the office");
        bool number = c->type == CHANNEL_CALL || (!c->detail && c->url); // runs left to right in every language
        w_info(u, &(struct w_info){.key = ui_printf(u, "way%zu", i), .icon = icons[c->type & 3], .title = title,
                                   .name = c->title, .name_language = s->language,
                                   .text = number && detail ? ui_printf(u, "\u2066%s\u2069", detail) : detail});
    }
}

static void about(struct ui *u, const struct service_page *s) {
    const struct api_service *v = s->service;
    bool one = w_one_column(u);
    w_main_open(u, "about", tr(u, "About this service"), 0);
    ui_open(u, &(struct ui_node){.key = "texts", .language = v->language, .gap = 10, .align = ALIGN_STRETCH});
    w_heading(u, "title", easy(u) && v->easy_title ? v->easy_title : v->title, one ? TYPE_TITLE : TYPE_DISPLAY);
    w_text(u, "summary", easy(u) && v->easy ? v->easy : v->summary, TYPE_LEAD, COLOUR_NONE);
    ui_close(u);
    w_space(u, "gap2", one ? 16 : 28);
    other_language(u, v);
    audience_notice(u, v, s->fit);
    if (s->fit != AUDIENCE_FITS)
        w_space(u, "gap-audience", 20);
    load_age_view(u, &s->load);
    if (one) {
        start_card(u, s);
        w_space(u, "gap-facts", 16);
    }
    facts(u, v);
    if (one)
        other_ways(u, v);
    w_close(u);
}

static void service_view(const void *state, struct ui *u) {
    const struct service_page *s = state;
    const struct api_service *v = s->service;
    struct w_page page = {.key = "service", .title = v ? v->title : tr(u, "Service"), .context = v ? v->office.name : tr(u, "Services"),
                          .title_language = v ? v->language : NULL, .context_language = v ? v->office.language : NULL,
                          .yellow = has_easy(v) ? (easy(u) ? tr(u, "All words") : tr(u, "Easy words")) : NULL, .yellow_short = tr(u, "Words"),
                          .back = parts_back(u)};
    w_page_open(u, &page);
    if (!load_view(u, &s->load, v != NULL, ACT_RETRY)) {
        w_columns_open(u);
        about(u, s);
        if (!w_one_column(u)) {
            w_side_open(u, "side", 12);
            start_card(u, s);
            w_space(u, "gap", 12);
            other_ways(u, v);
            w_close(u);
        }
        ui_close(u);
    }
    w_page_close(u, &page);
}

const struct screen_def screen_service = {.id = SCREEN_SERVICE, .name = "service", .state_size = sizeof(struct service_page),
                                          .update = service_update, .view = service_view, .place = "Service"};
