// SPDX-License-Identifier: Apache-2.0
// Who looked at what of mine, or what was done with one mandate, the newest first. Argument: mandate id, or "".
#include "app/screens/parts.h"
#include "app/screens/table.h"
#include "contract/service/api_people.h"

enum { TAG_LOG = 1, ACT_RETRY = 1, ID_ROOM = 64 };

struct log_page {
    struct load load;
    char mandate[ID_ROOM];
    const struct api_log *log;
};

static void read_log(struct log_page *s, struct ctx *cx) {
    const char *path = *s->mandate ? arena_printf(ctx_scratch(cx), "/v1/me/mandates/%s/log", s->mandate) : "/v1/me/log";
    fx_get(cx, TAG_LOG, path ? path : "/v1/me/log", &api_log_shape);
}

static bool log_update(void *state, const struct event *ev, struct ctx *cx) {
    struct log_page *s = state;
    switch (ev->type) {
    case EV_ENTER: text_copy(s->mandate, sizeof s->mandate, ev->text); read_log(s, cx); return true;
    case EV_RESUME:
    case EV_CHANGED: read_log(s, cx); return true;
    case EV_REPLY: {
        const struct api_log *got = load_take(&s->load, ev, cx);
        s->log = got ? got : s->log;
        return true;
    }
    case EV_ACTION: s->load.phase = LOAD_BUSY; read_log(s, cx); return true;
    default: return false;
    }
}

static const char *did(struct ui *u, const struct api_trace *t) {
    static const char *const words[TRACE_COUNT] = {
        [TRACE_CASE] = "Looked at a case", [TRACE_CASES] = "Looked at the list of cases", [TRACE_DRAFT] = "Worked on unfinished answers",
        [TRACE_SENT] = "Sent something", [TRACE_WROTE] = "Wrote to the office", [TRACE_MANDATE] = "Took or ended the help"};
    return tr(u, words[t->what]);
}

static void row(struct ui *u, const struct api_trace *t, size_t i) {
    const char *who = t->office ? ui_printf(u, "%s, %s", t->name, t->office) : t->name;
    ui_open(u, &(struct ui_node){.key = ui_printf(u, "t%zu", i), .role = ROLE_TEXT, .label = ui_printf(u, "%s. %s. %s. %s", words_when(u, parts_instant(t->at)), who, did(u, t),
                                                                                                     t->about ? t->about : ""),
                                 .axis = AXIS_ROW, .gap = 24, .min_h = 88, .pad = UI_PAD2(28, 12), .radius = 20, .fill = COLOUR_CARD, .edge_line = true,
                                 .align = ALIGN_CENTRE, .focusable = true, .verb = tr(u, "Read")});
    w_icon(u, "icon", t->office ? "hall" : "person", 44, COLOUR_NONE);
    ui_open(u, &(struct ui_node){.key = "words", .grow = 1, .align = ALIGN_STRETCH});
    ui_leaf(u, &(struct ui_node){.key = "who", .paint = PAINT_TEXT, .text = who, .type = TYPE_LABEL});
    ui_leaf(u, &(struct ui_node){.key = "what", .paint = PAINT_TEXT, .text = t->about ? ui_printf(u, "%s: \u2068%s\u2069", did(u, t), t->about) : did(u, t), .type = TYPE_SMALL,
                                 .ink = COLOUR_INK2});
    ui_close(u);
    ui_leaf(u, &(struct ui_node){.key = "when", .paint = PAINT_TEXT, .text = words_when(u, parts_instant(t->at)), .type = TYPE_SMALL, .ink = COLOUR_INK2});
    ui_close(u);
}

static void log_view(const void *state, struct ui *u) {
    const struct log_page *s = state;
    const char *title = *s->mandate ? tr(u, "What was done with it") : tr(u, "Who looked at my things");
    struct w_page page = {.key = "log", .title = title, .context = tr(u, "People"), .back = parts_back(u)};
    w_page_open(u, &page);
    w_heading(u, "title", title, TYPE_TITLE);
    w_space(u, "gap", 20);
    if (!load_view(u, &s->load, s->log != NULL, ACT_RETRY)) {
        ui_open(u, &(struct ui_node){.key = "list", .role = ROLE_LIST, .label = title, .grow = 1, .gap = 14, .scroll = true, .remember = true, .pad = {0, 8, 28, 8},
                                     .align = ALIGN_STRETCH});
        for (size_t i = 0; i < s->log->item_count; i++)
            row(u, &s->log->items[i], i);
        if (!s->log->item_count)
            w_notice(u, &(struct w_notice){.key = "none", .kind = W_INFO, .title = tr(u, "Nobody so far"), .text = tr(u, "Offices and people who help you appear here when they look.")});
        ui_close(u);
    }
    w_page_close(u, &page);
}

const struct screen_def screen_log = {.id = SCREEN_LOG, .name = "log", .state_size = sizeof(struct log_page), .update = log_update, .view = log_view,
                                      .place = "People"};
