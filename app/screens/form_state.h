// SPDX-License-Identifier: Apache-2.0
// The state of the form screen, shared by its files. What decides: form.c (events, beginning, sending), form_steps.c (one
// answer after the other), form_files.c (photos and papers), form_phone.c (what a phone is asked), form_sign.c (what is
// signed). What draws:
// form_question.c, form_given.c (files), form_side.c (why we ask, the phone), form_review.c.
#ifndef TGOV_APP_SCREENS_FORM_STATE_H
#define TGOV_APP_SCREENS_FORM_STATE_H

#include "app/phone/field.h"
#include "app/screens/answer.h"
#include "app/screens/parts.h"
#include "contract/form/words.h"
#include "contract/service/api.h"

enum {
    ACT_FORM_RETRY = 1, ACT_CHOOSE, ACT_TICK, ACT_NEXT, ACT_SKIP, ACT_ROW_ADD, ACT_ROW_REMOVE, ACT_CHANGE, ACT_SEND, ACT_DAY, ACT_FILE,
    ACT_FILE_DROP, ACT_FILES, ACT_REVEAL, ACT_HAND, ACT_SIDE_OPEN, ACT_SIDE_CLOSE, ACT_OTHERS, ACT_MINE,
};
enum { TAG_SERVICE = 1, TAG_FORM, TAG_DRAFT, TAG_SAVED, TAG_SENT, TAG_FILES, TAG_FILE, TAG_MASK, TAG_STALL, TAG_CHOSEN };
enum form_asks { FORM_ASKS_NOTHING, FORM_ASKS_WHICH, FORM_ASKS_GONE, FORM_ASKS_GUESTS }; // see form_draft.c
enum {
    FORM_REVEAL_MS = 20000, // how long something private is seen
    FORM_WHOSE_ROOM = 96,
    FORM_STALL_MS = 8000,   // without a new piece of a file: the phone is out of reach
};

struct form_screen {
    char id[SERVICE_ID_CAP + 1];
    struct load load, form_load;  // of the service, of its form
    const struct api_service *service;
    struct form *form;            // NULL until it is there
    struct fault broken;          // why the form cannot be used, code 0: it can
    bool draft_asked, draft_known;
    struct val draft_answers;
    enum form_asks asks;
    when_ms kept_at, rival_at, guest_at; // when the answers here, on another television and of a guest were changed
    char whose[FORM_WHOSE_ROOM];  // answers are on the screen; "": a guest's
    int reading;                  // draft readings whose answer has not come
    bool turned;                  // somebody else is here than the answers are of, and theirs are being read
    bool stays;                   // then: what is on the screen stays when they have none
    bool newer;                   // what is shown came from another television
    char resume[FORM_PATH_CAP + 1];

    struct val answers;           // in the turn arena, with the steps
    struct form_steps steps;
    int at;                       // index of the present step; steps.count: the review
    bool reviewing;               // a single answer is being changed: afterwards back to the review
    struct typing typing;
    struct phone_field phone;     // what is known of the phone; its panel
    bool stalled;                 // nothing has come of what a phone is sending
    bool side_open;               // large text: why we ask lies over the page
    int revealed;                 // index of the step whose private answer is seen, + 1; 0: none
    struct violation violation;   // of the present step; kind WRONG_NONE: none
    char violation_text[200];     // what violation.text points to
    struct val files;             // of the stick: array of {name, path, size, type}
    enum err file_err;            // of the file chosen last
    char today[16];
    bool saving, saved, save_failed, no_saving, sending, send_failed;
    enum err send_err;
};

static inline const struct form_step *form_step_now(const struct form_screen *s) {
    return s->form && s->at < (int)s->steps.count ? &s->steps.items[s->at] : NULL;
}
static inline struct form_run form_screen_run(const struct form_screen *s, struct arena *a) {
    return (struct form_run){.form = s->form, .arena = a, .today = s->today};
}
static inline bool form_typing_now(const struct form_screen *s) {
    return form_step_now(s) && answer_way(form_step_now(s)->question) == ANSWER_TYPE;
}

// ---- form_steps.c
void form_save(struct form_screen *s, struct ctx *cx);
void form_check_now(struct form_screen *s, struct ctx *cx);
void form_offers(struct form_screen *s, struct ctx *cx);
void form_go(struct form_screen *s, int at, struct ctx *cx); // to a step, or to the review
bool form_adopt(struct form_screen *s, const struct val *answers, struct ctx *cx);
bool form_put(struct form_screen *s, const char *path, const struct val *value, struct ctx *cx);
void form_next(struct form_screen *s, struct ctx *cx);
void form_typed(struct form_screen *s, struct ctx *cx);
// What a control of a question does; false when the action is another's.
bool form_answer(struct form_screen *s, const struct event *ev, struct ctx *cx);
bool form_digit(struct form_screen *s, int n, struct ctx *cx);
// ---- form_files.c
void form_file_add(struct form_screen *s, const struct event *ev, struct ctx *cx); // of the stick
void form_file_drop(struct form_screen *s, int i, struct ctx *cx);
void form_files_take(struct form_screen *s, struct ctx *cx); // those a phone has sent
void form_files_show(const struct form_screen *s, struct ctx *cx); // asks for the thumbnails of the present question
uint32_t form_files_room(const struct form_step *step);      // how many more
bool form_file_fits(const struct question *q, const char *name, const char *type);
// ---- form_sign.c
// {title, amount, lines, private} of the answers as they are sent, for fx_submit; in the scratch arena. False at its cap.
bool form_sign(const struct form_screen *s, const struct val *clean, struct ctx *cx, struct val *out) TGOV_CHECKED;
// ---- form_draft.c
void form_draft_stands(struct form_screen *s, const struct val *draft);
void form_draft_read(struct form_screen *s, struct ctx *cx); // TAG_DRAFT answers
void form_draft_renewed(struct form_screen *s, const struct val *draft, struct ctx *cx); // NULL: there is none
void form_draft_owner(struct form_screen *s, struct ctx *cx); // perhaps somebody else is here now
// True when it was for the question, `used` is then what update answers.
bool form_draft_event(struct form_screen *s, const struct event *ev, struct ctx *cx, bool *used);
void form_draft_view(struct ui *u, const struct form_screen *s); // last on the page
// ---- form_phone.c
void form_phone_ask(struct form_screen *s, struct ctx *cx); // the wish of the present question
// True when it was used.
bool form_phone_event(struct form_screen *s, const struct event *ev, struct ctx *cx);

// ---- What draws
struct form_words form_screen_words(struct ui *u); // sentences of the form model in the language of the screen
const char *form_words_of(struct ui *u, const struct form_screen *s, const char *text);
// The language that form_words_of gives it in; NULL for NULL and "", and where it is not known.
const char *form_tongue(struct ui *u, const struct form_screen *s, const char *text);
const char *form_tongue_for(const struct form_screen *s, const char *reader, const char *text); // for a reader of that language
const char *form_label_tongue(struct ui *u, const struct form_screen *s, const struct question *q);
// Of what a person reads as their answer: options are the form's, the rest is their own (NULL).
const char *form_answer_tongue(struct ui *u, const struct form_screen *s, const struct question *q);
const char *form_label(struct ui *u, const struct form_screen *s, const struct question *q); // in easy words where they are wanted
void form_question_view(struct ui *u, const struct form_screen *s);
void form_review_view(struct ui *u, const struct form_screen *s);
void form_next_button(struct ui *u, const struct form_step *step);
void form_given_view(struct ui *u, const struct form_screen *s, const struct form_step *step); // a question for files
void form_why_chip(struct ui *u, const struct form_screen *s, const struct form_step *step);  // beside the title, or nothing
void form_side_view(struct ui *u, const struct form_screen *s, const struct form_step *step); // the side column, or nothing
void form_over_view(struct ui *u, const struct form_screen *s, const struct form_step *step); // last on the page
const char *form_yellow(struct ui *u, const struct form_screen *s, const struct form_step *step);
const char *form_yellow_short(struct ui *u, const struct form_screen *s, const struct form_step *step); // one word, or NULL

#endif
