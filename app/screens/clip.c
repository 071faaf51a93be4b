// SPDX-License-Identifier: Apache-2.0
// A film in sign language about a service. This box has no film player of its own, so the film comes to the phone by a code
// to point the camera at; where the box has one, OK plays it there. Argument: "seconds|url|title".
#include "app/screens/parts.h"
#include "app/screens/table.h"

enum { ACT_PLAY = 1, URL_ROOM = 1001, TITLE_ROOM = 400 };

struct clip {
    char url[URL_ROOM], title[TITLE_ROOM];
    long seconds;
    bool here;
};

static void enter(struct clip *s, const struct event *ev, struct ctx *cx) {
    struct str rest = str_of(ev->text), seconds = str_cut(&rest, '|'), url = str_cut(&rest, '|');
    char number[16];
    snprintf(number, sizeof number, "%.*s", (int)seconds.len, seconds.p);
    snprintf(s->url, sizeof s->url, "%.*s", (int)url.len, url.p ? url.p : "");
    snprintf(s->title, sizeof s->title, "%.*s", (int)rest.len, rest.p ? rest.p : "");
    if (!text_integer(number, 1, 100000, &s->seconds))
        s->seconds = 0;
    s->here = ctx_plays_clips(cx);
}

static bool clip_update(void *state, const struct event *ev, struct ctx *cx) {
    struct clip *s = state;
    if (ev->type == EV_ENTER)
        enter(s, ev, cx);
    else if (ev->type == EV_ACTION)
        fx_play_clip(cx, s->url, s->title);
    return ev->type == EV_ENTER || ev->type == EV_ACTION;
}

static void words(struct ui *u, const struct clip *s) {
    int minutes = (int)((s->seconds + 59) / 60);
    w_heading(u, "title", *s->title ? s->title : tr(u, "In sign language"), TYPE_TITLE);
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
    w_qr(u, &(struct w_qr){.key = "qr", .title = tr(u, "Watch on your phone"), .url = s->url});
}

static void clip_view(const void *state, struct ui *u) {
    const struct clip *s = state;
    struct w_page page = {.key = "clip", .title = *s->title ? s->title : tr(u, "In sign language"), .context = tr(u, "In sign language"),
                          .back = parts_back(u)};
    w_page_open(u, &page);
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
    w_page_close(u, &page);
}

const struct screen_def screen_clip = {.id = SCREEN_CLIP, .name = "clip", .state_size = sizeof(struct clip), .update = clip_update,
                                       .view = clip_view, .place = "Sign language"};
