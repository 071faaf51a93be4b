// SPDX-License-Identifier: Apache-2.0
// A film in sign language about a service. This box has no film player of its own, so the film comes to the phone by a code
// to point the camera at; where the box has one, OK plays it there. Argument: id of the service.
#include "app/screens/parts.h"
#include "contract/service/api.h"
#include "app/screens/table.h"

enum { TAG_SERVICE = 1, ACT_PLAY = 1, ACT_RETRY };

struct clip {
    char service[SERVICE_ID_CAP + 1];
    struct load load;
    const struct api_clip *clip; // NULL: not known yet
    const char *language;        // of its title
    bool here;
};

static void ask(const struct clip *s, struct ctx *cx) {
    char path[SERVICE_ID_CAP + 24];
    snprintf(path, sizeof path, "/v1/services/%s", s->service);
    fx_get_cached(cx, TAG_SERVICE, path, &api_service_shape);
}

static void take(struct clip *s, const struct event *ev, struct ctx *cx) {
    const struct api_service *got = load_take(&s->load, ev, cx);
    if (!got)
        return;
    s->clip = &got->sign_language;
    s->language = got->language;
}

static bool clip_update(void *state, const struct event *ev, struct ctx *cx) {
    struct clip *s = state;
    switch (ev->type) {
    case EV_ENTER:
        text_copy(s->service, sizeof s->service, ev->text);
        s->here = ctx_plays_clips(cx);
        ask(s, cx);
        return true;
    case EV_CHANGED: ask(s, cx); return true; // its title, in the other language
    case EV_REPLY: take(s, ev, cx); return true;
    case EV_ACTION:
        if (ev->action == ACT_RETRY) {
            s->load.phase = LOAD_BUSY;
            ask(s, cx);
        } else if (s->clip && s->clip->url) {
            fx_play_clip(cx, s->clip->url, s->clip->title);
        }
        return true;
    default: return false;
    }
}

static const char *title_of(struct ui *u, const struct clip *s) {
    return s->clip && s->clip->title && *s->clip->title ? s->clip->title : tr(u, "In sign language");
}

static void words(struct ui *u, const struct clip *s) {
    int minutes = (s->clip->seconds + 59) / 60;
    ui_speaks(u, w_heading(u, "title", title_of(u, s), TYPE_TITLE), s->clip->title, s->language);
    w_space(u, "gap", 16);
    if (minutes)
        w_text(u, "length", ui_printf(u, trn(u, "A film in sign language, %d minute", "A film in sign language, %d minutes", minutes), minutes),
               TYPE_LEAD, COLOUR_NONE);
    w_space(u, "gap2", 24);
    if (s->here)
        w_button(u, &(struct w_button){.key = "play", .label = tr(u, "Watch on this TV"), .icon = "play", .verb = tr(u, "Watch"), .action = ACT_PLAY,
                                       .autofocus = true});
    w_space(u, "gap-how", s->here ? 24 : 0);
    w_text(u, "how", tr(u, "Point the camera of your phone at the code. The film comes from the office's own site."), TYPE_BODY, COLOUR_INK2);
}

static void code(struct ui *u, const struct clip *s) {
    w_qr(u, &(struct w_qr){.key = "qr", .title = tr(u, "Watch on your phone"), .url = s->clip->url});
}

static void body(struct ui *u, const struct clip *s) {
    w_columns_open(u);
    w_main_open(u, "words", NULL, 0);
    words(u, s);
    if (w_one_column(u)) {
        w_space(u, "gap3", 24);
        code(u, s);
    }
    w_close(u);
    if (!w_one_column(u)) {
        w_side_open(u, "side", 16);
        code(u, s);
        w_close(u);
    }
    ui_close(u);
}

static void clip_view(const void *state, struct ui *u) {
    const struct clip *s = state;
    struct w_page page = {.key = "clip", .title = title_of(u, s), .title_language = s->clip && s->clip->title ? s->language : NULL, .context = tr(u, "In sign language"),
                          .back = parts_back(u)};
    w_page_open(u, &page);
    if (!load_view(u, &s->load, s->clip && s->clip->url, ACT_RETRY))
        body(u, s);
    w_page_close(u, &page);
}

const struct screen_def screen_clip = {.id = SCREEN_CLIP, .name = "clip", .state_size = sizeof(struct clip), .update = clip_update,
                                       .view = clip_view, .place = "Sign language"};
