// SPDX-License-Identifier: Apache-2.0
// The state of the form screen, shared by its files: form.c decides, form_question.c and form_review.c draw.
#ifndef TGOV_APP_SCREENS_FORM_STATE_H
#define TGOV_APP_SCREENS_FORM_STATE_H

#include "app/screens/answer.h"
#include "app/screens/parts.h"
#include "contract/form/words.h"
#include "contract/service/api.h"

enum { ACT_FORM_RETRY = 1, ACT_CHOOSE, ACT_TICK, ACT_NEXT, ACT_SKIP, ACT_ROW_ADD, ACT_ROW_REMOVE, ACT_CHANGE, ACT_SEND, ACT_DAY, ACT_FILE, ACT_FILE_DROP, ACT_FILES };

struct form_screen {
    char id[SERVICE_ID_CAP + 1];
    struct load load, form_load;  // of the service, of its form
    const struct api_service *service;
    struct form *form;            // NULL until it is there
    struct fault broken;          // why the form cannot be used, code 0: it can
    bool draft_asked, draft_known;
    struct val draft_answers;
    char resume[FORM_PATH_CAP + 1];

    struct val answers;           // in the turn arena, with the steps
    struct form_steps steps;
    int at;                       // index of the present step; steps.count: the review
    bool reviewing;               // a single answer is being changed: afterwards back to the review
    struct typing typing;
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
// Sentences of the form model in the language of the screen.
struct form_words form_screen_words(struct ui *u);
void form_question_view(struct ui *u, const struct form_screen *s);
void form_review_view(struct ui *u, const struct form_screen *s);

#endif
