// SPDX-License-Identifier: Apache-2.0
// The components of the design, each a function with one struct of props. Sizes, colours and states are in the C files and
// come from the design page; a screen only says what a thing is. Texts are shown as given: translate first.
#ifndef TGOV_UI_WIDGETS_H
#define TGOV_UI_WIDGETS_H

#include "ui/ui.h"

// ---- The page: header, rule or progress, content, key bar -------------------------------------------------------
struct w_page {
    const char *key;      // of the screen
    const char *title;    // spoken when the screen appears
    const char *state;    // spoken behind it: how what the page shows stands; NULL: nothing
    const char *hint;     // spoken behind the heading: which keys to press; NULL: nothing
    const char *context;  // in the header: the office, the place or the service
    int steps, step;      // of a form: how many questions, which one now (1 is the first; steps + 1: all answered)
    const char *step_text, *saved; // "Question 2 of 5", "Saved"
    bool saving;          // not durable yet: another icon
    const char *yellow;   // what the yellow key does here; NULL: nothing
    const char *back;     // where BACK leads; NULL: nowhere
    const char *yellow_short, *back_short; // one word for large text; NULL: the same
    const char *verb;     // what OK does when nothing has the focus; NULL: OK is not shown
    const char *title_language, *context_language; // BCP 47, where title and context come from a service or an office
    const char *texts_language; // of what an office wrote on this page: where it is not the interface's, the header says so
};
// Between the two comes the content: a column, 1728 wide, as high as there is room.
void w_page_open(struct ui *u, const struct w_page *p);
void w_page_close(struct ui *u, const struct w_page *p);
// At 150 and 200 % there is one column: what stands in the side column has to be reached in another way.
bool w_one_column(const struct ui *u);
// The body of a page: main column (8 of 12) and side column. The main column scrolls when it must.
void w_columns_open(struct ui *u);
void w_main_open(struct ui *u, const char *key, const char *label, int gap);
void w_steady_open(struct ui *u, const char *key); // a main column that does not scroll: something in it does
void w_side_open(struct ui *u, const char *key, int gap);
void w_close(struct ui *u); // any of the three

// A key of the remote with what it does, as in the key bar.
void w_key(struct ui *u, const char *key, const char *cap, const char *label);

// A dialog in the place of the page, whose content is not there while it is open. Traps the focus; `title` is spoken.
struct ui_node *w_dialog_open(struct ui *u, const char *key, const char *title);

// ---- Texts ------------------------------------------------------------------------------------------------------
// The node, whose language may be set: w_text(…)->language = service->language.
struct ui_node *w_text(struct ui *u, const char *key, const char *text, enum type_role type, enum colour ink);
struct ui_node *w_heading(struct ui *u, const char *key, const char *text, enum type_role type);
void w_icon(struct ui *u, const char *key, const char *icon, int size, enum colour ink);
void w_line(struct ui *u, const char *key); // a hairline
void w_space(struct ui *u, const char *key, int height);
void w_grow(struct ui *u, const char *key); // takes what is left

// A count in the digits of the language, for places where it stands alone; the same with its sign: "125 %".
const char *w_number(struct ui *u, int n);
const char *w_percent(struct ui *u, int n);
// Do the words stand in one line of that many reference px?
bool w_fits(struct ui *u, const char *words, enum type_role type, int width);
// A code to be copied, in the middle of a column of that many reference px: as large as `largest` where all its letters stand
// in one line, else smaller. Only a very long one is broken, between its groups.
void w_code(struct ui *u, const char *key, const char *code, enum type_role largest, int width);

// "Who can apply": "Anyone …", with a second line.
// `language`: of value and second, as of a node; `second_language`: of second alone. `wide`: the label may be long.
struct w_fact { const char *key, *label, *value, *second, *language, *second_language; bool strong, wide, discreet; }; // discreet: not read aloud to the room
void w_fact(struct ui *u, const struct w_fact *f);
// Icon, bold line, quiet line: side columns.
struct w_info { const char *key, *icon, *title, *text, *name, *name_language, *text_language; bool line; }; // name: spoken in its language, wherever it stands in the two
void w_info(struct ui *u, const struct w_info *i);

// ---- Controls ---------------------------------------------------------------------------------------------------
struct w_button {
    const char *key, *label, *second, *icon, *verb, *hint;
    const char *language, *name, *name_language; // of label and hint; of a name within the label
    int action, arg;
    bool main;     // the one act of the screen: higher, centred
    bool quiet;    // not the main way on
    bool autofocus, disabled;
    const char *reason; // of being disabled
};
void w_button(struct ui *u, const struct w_button *b);

struct w_choice {
    const char *key, *label, *hint, *verb, *language, *hint_language; // language: of the label
    short sample;  // the label in another text size, as of a node
    int digit;     // 1 to 9, drawn and pressed; 0: none
    bool many;     // several may be ticked
    bool checked, autofocus;
    int action, arg;
};
void w_choice(struct ui *u, const struct w_choice *c);

struct w_row {
    const char *key, *icon, *label, *second, *end, *end_second, *verb;
    const char *language, *second_language, *end_language, *end_second_language; // as of nodes
    int action, arg;
    bool autofocus;
};
void w_row(struct ui *u, const struct w_row *r);

struct w_chip { const char *key, *label, *icon, *verb, *language; bool on, small, autofocus; int action, arg; };
void w_chip(struct ui *u, const struct w_chip *c);
// How many of these chips with icons, from the first on, stand in a line of that many reference px with every word whole.
int w_chips_in_line(struct ui *u, const char *const *labels, int count, int gap, int width);

// A big card of the home screen. `figure` is the number that matters, with a line above and below it.
struct w_card {
    const char *key, *icon, *office, *label, *detail, *verb, *act;
    const char *figure, *above, *below;
    const char *language, *office_language, *detail_language; // of the label; of office; of detail or figure
    struct ui_bars bars;
    int w, h; // w: its share of the row, in reference px when nothing takes room away
    bool large, autofocus, disabled;
    int action, arg;
};
void w_card(struct ui *u, const struct w_card *c);

// A line of answers with its "Change".
// `ltr`: the value reads from the left in every language.
struct w_answer { const char *key, *label, *value, *act, *language, *value_language; bool private_value, ltr, last; int action, arg; };
void w_answer(struct ui *u, const struct w_answer *a);

struct w_field {
    const char *key, *label, *text, *placeholder;
    int caret, compose;
    bool editing, invalid, private_value;
    bool ltr; // digits in a mask: left to right in every language
};
void w_field(struct ui *u, const struct w_field *f); // shows; keys of the on-screen keyboard type into it

// ---- States -----------------------------------------------------------------------------------------------------
enum w_kind { W_INFO, W_OK, W_WAIT, W_BAD };
struct ui_node *w_status(struct ui *u, const char *key, enum w_kind kind, const char *label);
// Spoken when it appears.
struct w_notice { const char *key; enum w_kind kind; const char *title, *text, *language; };
void w_notice(struct ui *u, const struct w_notice *n);
void w_busy(struct ui *u, const char *key, const char *label);

// One entry, newest first. `current` has the thick ring; `last` has no line below it.
struct w_event { const char *key, *when, *icon, *title, *text, *language; bool current, last; }; // language: of title and text
void w_event(struct ui *u, const struct w_event *e);
struct w_deadline { const char *key; int left, total; const char *words, *until, *law, *law_language; };
void w_deadline(struct ui *u, const struct w_deadline *d);
struct w_qr { const char *key, *title, *url, *lead, *code; bool live; }; // live: spoken when it appears, by its title
void w_qr(struct ui *u, const struct w_qr *q);

#endif
