// SPDX-License-Identifier: Apache-2.0
// Help: what each key of the remote does on the screen from which it was asked for, how to have it read aloud and how to
// see larger text. No control: the arrows move the page, and a voice reads it in one go.
#include "app/screens/parts.h"
#include "app/screens/table.h"
#include "ui/keys.h"

struct help {
    int nothing;
};

static bool help_update(void *state, const struct event *ev, struct ctx *cx) {
    (void)state;
    (void)cx;
    return ev->type == EV_ENTER || ev->type == EV_CHANGED;
}

struct place {
    struct ui *u;
    bool any;
};

static void line(struct place *p, const char *key, const char *icon, const char *title, const char *text) {
    w_info(p->u, &(struct w_info){.key = key, .icon = icon, .title = title, .text = text, .line = p->any});
    p->any = true;
}

// The digits as the keys of a phone.
static const char *digits_words(struct ui *u) {
    if (!strncmp(ui_world(u)->language, "ko", 2))
        return tr(u, "Write Korean with Cheonjiin: 1, 2 and 3 are the vowel signs, the other digits the consonants. Press again for the next one. Hold a key for the digit.");
    return tr(u, "Several letters stand on each key, as on a phone: press it again for the next one. Hold it for the digit.");
}

static void writing(struct place *p, const struct ui_keys *k) {
    struct ui *u = p->u;
    line(p, "digits", "edit", tr(u, "0 to 9"), k->letters ? digits_words(u) : tr(u, "Write into the field."));
    if (text_same(k->yellow, tr(u, "Delete")))
        line(p, "yellow", "del", tr(u, "Yellow"), tr(u, "Deletes the letter before the caret. Hold it to empty the field."));
    line(p, "caret", "move", tr(u, "Rewind and forward"), tr(u, "Move the caret in the field. Left and right do it, too, when you go up to the field."));
    if (k->letters)
        line(p, "undo", "again", tr(u, "Undo"), tr(u, "Takes back the last change. It stands on the keyboard behind the key 123."));
    line(p, "play", "play", tr(u, "Play"), tr(u, "Goes on with what you have written, as Next does."));
}

static void here(struct place *p, const struct ui_keys *k) {
    struct ui *u = p->u;
    line(p, "arrows", "move", tr(u, "Arrows"), tr(u, "Go to what you want. The dark field with the yellow frame is where you are."));
    if (*k->ok)
        line(p, "ok", "check", trc(u, "key", "OK"), ui_printf(u, tr(u, "Does what stands beside OK at the bottom of the screen. Now: %s"), k->ok));
    if (k->answers)
        line(p, "digits", "edit", k->answers > 1 ? ui_printf(u, tr(u, "1 to %d"), k->answers) : "1", tr(u, "Choose the answer with that number."));
    else if (k->writes)
        writing(p, k);
    if (*k->yellow && !(k->writes && text_same(k->yellow, tr(u, "Delete"))))
        line(p, "yellow", "dot", tr(u, "Yellow"), ui_printf(u, tr(u, "On this screen: %s"), k->yellow));
    if (k->pages)
        line(p, "pages", "down", tr(u, "Channel up and down"), tr(u, "A whole page of a long list."));
    line(p, "back", "left", trc(u, "key", "BACK"),
         *k->back ? ui_printf(u, tr(u, "One step back, to: %s"), k->back) : tr(u, "One step back. The place it leads to stands at the bottom."));
    line(p, "home", "home", trc(u, "key", "HOME"), tr(u, "The first screen. What you entered is kept."));
}

static void everywhere(struct place *p) {
    struct ui *u = p->u;
    line(p, "green", "speaker", tr(u, "Green"), tr(u, "Reads the screen aloud. Once more stops; then left and right change the speed, up and down the volume, "
                                                     "OK says it again, and yellow turns reading off."));
    line(p, "blue", "globe", tr(u, "Blue"), tr(u, "Language, larger text and stronger colours."));
    line(p, "others", "dot", tr(u, "Menu, Search, Help"), tr(u, "If your remote has these keys: the settings, the search and this page."));
    line(p, "red", "eyeoff", tr(u, "Red"), tr(u, "Hides the screen at once, for when somebody comes in."));
}

static void help_view(const void *state, struct ui *u) {
    static const struct ui_keys none = {.answers = 0};
    const struct ui_keys *k = ui_world(u)->keys_below ? ui_world(u)->keys_below : &none;
    struct w_page page = {.key = "help", .title = tr(u, "Help"), .context = *k->title ? k->title : tr(u, "Help"), .back = parts_back(u)};
    struct place p = {.u = u};
    (void)state;
    w_page_open(u, &page);
    w_heading(u, "title", *k->title ? ui_printf(u, tr(u, "The keys on this screen: %s"), k->title) : tr(u, "The keys of your remote"),
              w_one_column(u) ? TYPE_HEADING : TYPE_TITLE);
    w_space(u, "gap", 12);
    ui_open(u, &(struct ui_node){.key = "all", .scroll = true, .grow = 1, .align = ALIGN_STRETCH, .pad = {0, 0, 28, 0}});
    here(&p, k);
    everywhere(&p);
    ui_close(u);
    w_page_close(u, &page);
}

const struct screen_def screen_help = {.id = SCREEN_HELP, .name = "help", .state_size = sizeof(struct help), .update = help_update,
                                       .view = help_view, .place = "Help"};
