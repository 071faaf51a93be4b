// SPDX-License-Identifier: Apache-2.0
// One person of this TV: name and picture as they stand here, signing out, and leaving this TV for good. Who is locked can be
// signed out and removed by others, but not changed. Argument: profile id.
#include "app/screens/naming.h"
#include "app/screens/table.h"

enum { TAG_PEOPLE, ACT_NAME = 1, ACT_PICTURE, ACT_OUT, ACT_DROP, ACT_SURE, ACT_NOT_SURE, ID_ROOM = 64 };

// Pictures that tell people apart at three metres, each with a name that can be said.
static const struct { const char *icon, *name; } pictures[] = {
    {"person", "Person"}, {"heart", "Heart"}, {"sun", "Sun"}, {"tree", "Tree"}, {"boat", "Boat"}, {"house", "House"}, {"lamp", "Lamp"}, {"bell", "Bell"},
    {"wave", "Wave"}, {"chair", "Chair"}};
enum { PICTURES = sizeof pictures / sizeof *pictures };

struct person_page {
    char id[ID_ROOM];
    struct val list;
    bool known, asking;
    struct naming naming;
};

static const struct val *me(const struct person_page *s) {
    for (uint32_t i = 0; i < parts_count(&s->list); i++)
        if (text_same(val_get_text(&s->list.items[i], "id", ""), s->id))
            return &s->list.items[i];
    return NULL;
}

static bool act(struct person_page *s, const struct event *ev, struct ctx *cx) {
    switch (ev->action) {
    case ACT_NAME:
        naming_begin(&s->naming, val_get_text(me(s), "name", ""));
        return true;
    case ACT_PICTURE: fx_name_profile(cx, s->id, NULL, pictures[ev->arg].icon); return true;
    case ACT_OUT: fx_sign_out(cx, s->id); return true;
    case ACT_DROP: s->asking = true; return true;
    case ACT_SURE: s->asking = false; fx_drop_profile(cx, s->id); return true;
    case ACT_NOT_SURE: s->asking = false; return true;
    default: return false;
    }
}

static bool person_update(void *state, const struct event *ev, struct ctx *cx) {
    struct person_page *s = state;
    const char *name;
    if (s->naming.on && naming_event(&s->naming, ev, cx, &name)) {
        if (name)
            fx_name_profile(cx, s->id, name, NULL);
        return true;
    }
    switch (ev->type) {
    case EV_ENTER: text_copy(s->id, sizeof s->id, ev->text); fx_list_profiles(cx, TAG_PEOPLE); return true;
    case EV_RESUME:
    case EV_CHANGED: fx_list_profiles(cx, TAG_PEOPLE); return true;
    case EV_LOADED:
        parts_take_list(&s->list, 1, ev, cx);
        s->known = true;
        return true;
    case EV_ACTION: return act(s, ev, cx);
    case EV_KEY:
        if (ev->key == KEY_BACK && s->asking) {
            s->asking = false;
            return true;
        }
        return false;
    default: return false;
    }
}

static void name_view(struct ui *u, const struct person_page *s) {
    const char *old = val_get_text(me(s), "name", "");
    naming_view(u, &s->naming, &(struct naming_view){.key = "person-name", .title = tr(u, "What name should stand here?"), .context = tr(u, "People"),
                                                     .hint = tr(u, "Only this TV shows it. The state knows you by your sign-in."),
                                                     .back = *old ? old : tr(u, "Person")});
}

static void picture_chips(struct ui *u, const struct val *p) {
    const char *now = val_get_text(p, "picture", "");
    ui_open(u, &(struct ui_node){.key = "pictures", .role = ROLE_LIST, .label = tr(u, "Picture"), .axis = AXIS_GRID, .columns = w_one_column(u) ? 2 : 5, .gap = 16,
                                 .remember = true, .align = ALIGN_STRETCH});
    for (int i = 0; i < PICTURES; i++)
        w_chip(u, &(struct w_chip){.key = pictures[i].icon, .icon = pictures[i].icon, .label = tr(u, pictures[i].name), .verb = tr(u, "Choose"),
                                   .on = text_same(*now ? now : "person", pictures[i].icon), .action = ACT_PICTURE, .arg = i});
    ui_close(u);
}

// What goes with them, by name and number: nobody knows it by heart, and who removes them may be somebody else.
static const char *loss(struct ui *u, const struct val *p) {
    int drafts = (int)val_get_number(p, "drafts", 0), waiting = (int)val_get_number(p, "waiting", 0);
    const char *unfinished = drafts ? ui_printf(u, trn(u, "%d form with unfinished answers goes from this TV.", "%d forms with unfinished answers go from this TV.", drafts), drafts) : "";
    const char *unsent = waiting ? ui_printf(u, trn(u, "%d thing that waits to be sent is never sent.", "%d things that wait to be sent are never sent.", waiting), waiting) : "";
    const char *nothing = drafts || waiting ? "" : tr(u, "Nothing unfinished is lost.");
    return ui_printf(u, "%s%s%s%s %s", nothing, unfinished, *unfinished && *unsent ? " " : "", unsent, tr(u, "Cases stay with the office. This cannot be undone."));
}

static void looks(struct ui *u, const struct val *p) {
    w_heading(u, "label", tr(u, "Picture"), TYPE_LABEL);
    picture_chips(u, p);
    w_button(u, &(struct w_button){.key = "name", .label = tr(u, "Change the name"), .icon = "edit", .verb = tr(u, "Change"), .action = ACT_NAME, .autofocus = true});
}

static void body(struct ui *u, const struct val *p) {
    if (val_get_bool(p, "open", false))
        looks(u, p);
    else
        w_text(u, "locked", tr(u, "Only this person can change name and picture, after opening with their phone."), TYPE_BODY, COLOUR_INK2);
    if (val_get_bool(p, "signed_in", false))
        w_button(u, &(struct w_button){.key = "out", .label = tr(u, "Sign out"), .second = tr(u, "Answers and cases stay on this TV until you are back"), .icon = "lock",
                                       .verb = tr(u, "Sign out"), .action = ACT_OUT, .quiet = true});
    w_button(u, &(struct w_button){.key = "drop", .label = tr(u, "Remove from this TV"), .second = tr(u, "With everything that this TV keeps for them"), .icon = "bin",
                                   .verb = tr(u, "Remove"), .action = ACT_DROP, .quiet = true});
}

static void person_view(const void *state, struct ui *u) {
    const struct person_page *s = state;
    const struct val *p = me(s);
    if (s->naming.on) {
        name_view(u, s);
        return;
    }
    const char *name = val_get_text(p, "name", "");
    struct w_page page = {.key = "person", .title = *name ? name : tr(u, "Somebody without a name"), .context = tr(u, "People"),
                          .back = s->asking ? tr(u, "No, keep it") : parts_back(u)};
    w_page_open(u, &page);
    w_heading(u, "title", page.title, TYPE_TITLE);
    w_space(u, "gap", 20);
    ui_open(u, &(struct ui_node){.key = "all", .scroll = true, .grow = 1, .gap = 20, .align = ALIGN_STRETCH, .pad = {0, 8, 28, 8}});
    if (p)
        body(u, p);
    else if (s->known)
        w_notice(u, &(struct w_notice){.key = "gone", .kind = W_INFO, .title = tr(u, "This person is not on this TV any more")});
    ui_close(u);
    if (s->asking)
        ask_view(u, &(struct ask){.key = "sure", .title = ui_printf(u, tr(u, "Remove %s from this TV?"), ui_isolated(u, page.title)),
                                  .text = loss(u, p), .yes = tr(u, "Remove"), .no = tr(u, "No, keep it"), .yes_action = ACT_SURE, .no_action = ACT_NOT_SURE});
    w_page_close(u, &page);
}

const struct screen_def screen_person = {.id = SCREEN_PERSON, .name = "person", .state_size = sizeof(struct person_page), .update = person_update,
                                         .view = person_view, .place = "People"};
