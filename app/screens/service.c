// SPDX-License-Identifier: Apache-2.0
// One service: what it is, who may use it, what it costs, how long it takes, what one needs and gets; one way in.
#include "app/screens/parts.h"
#include "contract/service/api.h"
#include "app/screens/table.h"

enum { TAG_SERVICE = 1, TAG_DRAFT, ACT_RETRY = 1, ACT_START, ACT_AGAIN, ACT_EASY };

struct service_page {
    struct load load;
    char id[SERVICE_ID_CAP + 1];
    const struct api_service *service;
    bool draft; // questions were answered before
    bool easy;  // easy words are shown
};

static void ask(struct service_page *s, struct ctx *cx) {
    char path[SERVICE_ID_CAP + 32];
    snprintf(path, sizeof path, "/v1/services/%s", s->id);
    fx_get_cached(cx, TAG_SERVICE, path, &api_service_shape);
    fx_load_draft(cx, TAG_DRAFT, s->id);
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
    default: return false;
    }
}

static bool service_update(void *state, const struct event *ev, struct ctx *cx) {
    struct service_page *s = state;
    switch (ev->type) {
    case EV_ENTER: text_copy(s->id, sizeof s->id, ev->text); ask(s, cx); return true;
    case EV_CHANGED:
    case EV_RESUME: ask(s, cx); return true;
    case EV_REPLY: {
        const struct api_service *got = load_take(&s->load, ev, cx);
        s->service = got ? got : s->service;
        return true;
    }
    case EV_LOADED: s->draft = ev->value != NULL; return true;
    case EV_ACTION: return act(s, ev, cx);
    case EV_KEY:
        if (ev->key == KEY_YELLOW && s->service && s->service->easy)
            s->easy = !s->easy;
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

static void facts(struct ui *u, const struct api_service *s) {
    const char *minutes = ui_printf(u, trn(u, "%d minute", "%d minutes", s->minutes), s->minutes);
    if (s->who)
        w_fact(u, &(struct w_fact){.key = "who", .label = tr(u, "Who can apply"), .value = s->who, .second = s->who_detail});
    if (s->fee)
        w_fact(u, &(struct w_fact){.key = "fee", .label = tr(u, "Fee"), .value = s->fee, .strong = true});
    w_fact(u, &(struct w_fact){.key = "time", .label = tr(u, "How long"), .value = minutes, .second = s->how_long, .strong = true});
    w_fact(u, &(struct w_fact){.key = "need", .label = tr(u, "What you need"),
                               .value = s->evidence_count ? joined(u, s->evidence, s->evidence_count) : tr(u, "Nothing but your answers. No papers.")});
    if (s->output_count)
        w_fact(u, &(struct w_fact){.key = "get", .label = tr(u, "What you get"), .value = joined(u, s->outputs, s->output_count),
                                   .second = s->outputs[0].detail});
    w_line(u, "end");
}

static void start_card(struct ui *u, const struct service_page *s) {
    const struct api_service *v = s->service;
    ui_open(u, &(struct ui_node){.key = "start-card", .fill = COLOUR_CARD, .edge_line = true, .radius = 20, .pad = UI_PAD(36), .gap = 20,
                                 .align = ALIGN_STRETCH});
    w_button(u, &(struct w_button){.key = "start", .label = s->draft ? tr(u, "Go on") : tr(u, "Start"), .main = true, .autofocus = true,
                                   .verb = s->draft ? tr(u, "Go on") : tr(u, "Start"), .action = ACT_START});
    if (s->draft)
        w_button(u, &(struct w_button){.key = "again", .label = tr(u, "Start from the beginning"), .icon = "again", .quiet = true,
                                       .verb = tr(u, "Start again"), .action = ACT_AGAIN});
    if (s->draft)
        w_text(u, "count", tr(u, "Your answers are kept on this TV."), TYPE_BODY, COLOUR_NONE);
    else if (v->questions)
        w_text(u, "count", ui_printf(u, trn(u, "\x02%d question.\x03", "\x02%d questions.\x03", v->questions), v->questions), TYPE_BODY, COLOUR_NONE);
    for (size_t i = 0; i < v->step_count && i < 4 && !s->draft; i++) {
        w_line(u, ui_printf(u, "line%zu", i));
        ui_open(u, &(struct ui_node){.key = ui_printf(u, "step%zu", i), .axis = AXIS_ROW, .gap = 20, .align = ALIGN_START});
        ui_leaf(u, &(struct ui_node){.key = "number", .paint = PAINT_TEXT, .text = ui_printf(u, "%zu", i + 1), .type = TYPE_LABEL, .min_w = 28, .lines = 1});
        ui_leaf(u, &(struct ui_node){.key = "text", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = v->steps[i].title, .type = TYPE_LABEL,
                                     .regular = true, .grow = 1});
        ui_close(u);
    }
    ui_close(u);
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
                                   .text = number && detail ? ui_printf(u, "\u2066%s\u2069", detail) : detail});
    }
}

static void service_view(const void *state, struct ui *u) {
    const struct service_page *s = state;
    const struct api_service *v = s->service;
    struct w_page page = {.key = "service", .title = v ? v->title : tr(u, "Service"), .context = v ? v->office.name : tr(u, "Services"),
                          .yellow = v && v->easy ? (s->easy ? tr(u, "All words") : tr(u, "Easy words")) : NULL, .back = parts_back(u)};
    w_page_open(u, &page);
    if (!load_view(u, &s->load, v != NULL, ACT_RETRY)) {
        w_columns_open(u);
        w_main_open(u, "about", tr(u, "About this service"), 0);
        w_heading(u, "title", v->title, TYPE_DISPLAY);
        w_space(u, "gap", 10);
        w_text(u, "summary", s->easy && v->easy ? v->easy : v->summary, TYPE_LEAD, COLOUR_NONE);
        w_space(u, "gap2", 28);
        load_age_view(u, &s->load);
        if (w_one_column(u))
            start_card(u, s);
        facts(u, v);
        if (w_one_column(u))
            other_ways(u, v);
        w_close(u);
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
