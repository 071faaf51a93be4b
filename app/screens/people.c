// SPDX-License-Identifier: Apache-2.0
// Who is in front of the TV: the people of this household, last used first, a guest, and somebody new. Yellow turns choosing
// into changing: names, pictures, signing out.
#include "app/screens/parts.h"
#include "app/screens/table.h"

enum { TAG_PEOPLE, ACT_CHOOSE = 1, ACT_GUEST, ACT_NEW, ACT_HELP, ACT_LOG, ACT_LOCK, PEOPLE_MAX = 12 };

struct people {
    struct val list; // see fx_list_profiles
    bool known, changing, signed_in, full; // full: told that nobody more can live here
};

static const struct val *person_at(const struct people *s, int i) { return i >= 0 && i < (int)parts_count(&s->list) ? &s->list.items[i] : NULL; }

// A locked one, or one that was signed out, proves first with the phone who it is.
static void choose(const struct people *s, int i, struct ctx *cx) {
    const struct val *p = person_at(s, i);
    const char *id = val_get_text(p, "id", "");
    if (s->changing)
        fx_push(cx, SCREEN_PERSON, id);
    else if (!val_get_bool(p, "open", false) || !val_get_bool(p, "signed_in", false))
        fx_push(cx, SCREEN_SIGN_IN, "");
    else {
        fx_profile(cx, id);
        fx_home(cx);
    }
}

static bool anybody_open(const struct people *s) {
    bool open = false;
    for (uint32_t i = 0; i < parts_count(&s->list); i++)
        open |= val_get_bool(&s->list.items[i], "open", false);
    return open;
}

// Somebody who is on the list opens their own row; somebody new has to wait until there is room.
static void sign_in(struct people *s, struct ctx *cx) {
    s->full = parts_count(&s->list) >= PEOPLE_MAX;
    if (!s->full)
        fx_push(cx, SCREEN_SIGN_IN, "");
}

static bool people_update(void *state, const struct event *ev, struct ctx *cx) {
    struct people *s = state;
    switch (ev->type) {
    case EV_ENTER:
    case EV_RESUME:
    case EV_CHANGED:
        if (ev->type == EV_RESUME && val_get_bool(ev->value, "signed_in", false)) { // nobody who just said who they are has to choose again
            fx_home(cx);
            return true;
        }
        fx_list_profiles(cx, TAG_PEOPLE);
        s->signed_in = ctx_person(cx)->signed_in && !ctx_person(cx)->locked;
        return true;
    case EV_LOADED:
        parts_take_list(&s->list, 1, ev, cx);
        s->known = true;
        s->changing = s->changing && parts_count(&s->list);
        s->full = s->full && parts_count(&s->list) >= PEOPLE_MAX;
        return true;
    case EV_ACTION:
        if (ev->action == ACT_CHOOSE)
            choose(s, ev->arg, cx);
        else if (ev->action == ACT_NEW)
            sign_in(s, cx);
        else if (ev->action == ACT_LOCK)
            fx_lock(cx);
        else if (ev->action == ACT_HELP || ev->action == ACT_LOG)
            fx_push(cx, ev->action == ACT_HELP ? SCREEN_MANDATES : SCREEN_LOG, "");
        else {
            fx_profile(cx, "");
            fx_home(cx);
        }
        return true;
    case EV_KEY:
        if (ev->key == KEY_YELLOW && parts_count(&s->list))
            s->changing = !s->changing;
        return ev->key == KEY_YELLOW;
    default: return false;
    }
}

static const char *standing(struct ui *u, const struct val *p) {
    if (!val_get_bool(p, "signed_in", false))
        return tr(u, "Signed out");
    if (val_get_bool(p, "locked", false))
        return tr(u, "Locked");
    return val_get_bool(p, "current", false) ? tr(u, "Here now") : NULL;
}

static const char *picture_of(const struct val *p) {
    const char *picture = val_get_text(p, "picture", "");
    return *picture ? picture : "person";
}

static void person_row(struct ui *u, const struct people *s, int i) {
    const struct val *p = person_at(s, i);
    const char *name = val_get_text(p, "name", ""), *company = val_get_text(p, "organisation", "");
    bool proof = val_get_bool(p, "locked", false) || !val_get_bool(p, "signed_in", false);
    w_row(u, &(struct w_row){.key = val_get_text(p, "id", ""), .icon = picture_of(p), .label = *name ? name : tr(u, "Somebody without a name"),
                             .second = *company ? company : proof && !s->changing ? tr(u, "Opens with the phone") : NULL,
                             .end = s->changing ? tr(u, "Change") : standing(u, p), .verb = s->changing ? tr(u, "Change") : tr(u, "It is me"),
                             .action = ACT_CHOOSE, .arg = i, .autofocus = i == 0});
}

static void people_view(const void *state, struct ui *u) {
    const struct people *s = state;
    const char *title = s->changing ? tr(u, "Whose name or picture?") : tr(u, "Who is in front of the TV?");
    struct w_page page = {.key = "people", .title = title, .context = tr(u, "People"), .back = parts_back(u),
                          .yellow = !parts_count(&s->list) ? NULL : s->changing ? tr(u, "Done") : tr(u, "Change")};
    w_page_open(u, &page);
    w_heading(u, "title", title, TYPE_TITLE);
    w_text(u, "lead", tr(u, "Everybody's answers, cases and papers are kept apart."), TYPE_LEAD, COLOUR_INK2);
    w_space(u, "gap", 20);
    ui_open(u, &(struct ui_node){.key = "list", .role = ROLE_LIST, .label = title, .grow = 1, .gap = 14, .scroll = true, .remember = true,
                                 .pad = {0, 0, 28, 0}, .align = ALIGN_STRETCH});
    if (s->full)
        w_notice(u, &(struct w_notice){.key = "full", .kind = W_WAIT, .title = tr(u, "This TV knows 12 people. Remove one first.")});
    if (!s->known)
        w_busy(u, "busy", tr(u, "One moment"));
    for (int i = 0; i < (int)parts_count(&s->list); i++)
        person_row(u, s, i);
    if (s->known && !s->changing) {
        if (anybody_open(s))
            w_row(u, &(struct w_row){.key = "lock", .icon = "lock", .label = tr(u, "Lock now"), .second = tr(u, "Everybody opens again with their phone"),
                                     .verb = tr(u, "Lock"), .action = ACT_LOCK});
        w_row(u, &(struct w_row){.key = "guest", .icon = "tv", .label = tr(u, "Guest"), .second = tr(u, "Look around without a name"),
                                 .verb = tr(u, "Guest"), .action = ACT_GUEST});
        w_row(u, &(struct w_row){.key = "new", .icon = "plus", .label = tr(u, "Somebody else"), .second = tr(u, "Sign in with your phone"),
                                 .verb = tr(u, "Sign in"), .action = ACT_NEW, .autofocus = !parts_count(&s->list)});
    }
    if (s->signed_in && !s->changing) {
        w_row(u, &(struct w_row){.key = "help", .icon = "heart", .label = tr(u, "Help in the household"), .second = tr(u, "Who may see or do things for you, and whom you help"),
                                 .verb = tr(u, "Open"), .action = ACT_HELP});
        w_row(u, &(struct w_row){.key = "log", .icon = "eye", .label = tr(u, "Who looked at my things"), .verb = tr(u, "Open"), .action = ACT_LOG});
    }
    ui_close(u);
    w_page_close(u, &page);
}

const struct screen_def screen_people = {.id = SCREEN_PEOPLE, .name = "people", .state_size = sizeof(struct people), .update = people_update,
                                         .view = people_view, .place = "People"};
