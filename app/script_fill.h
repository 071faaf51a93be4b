// SPDX-License-Identifier: Apache-2.0
// Between script.c (the commands) and script_fill.c (answering a whole form).
#ifndef TGOV_APP_SCRIPT_FILL_H
#define TGOV_APP_SCRIPT_FILL_H

#include "app/script.h"

struct run {
    struct app *app;
    struct platform *p;
    const struct script_options *o;
    struct fault *f;
    char place[128];
    bool quit;
    int complaints; // of all audits
};

void script_settle(struct run *r);
enum err script_text(struct run *r, const char **at, char *to, size_t room) TGOV_CHECKED;
enum err script_press(struct run *r, char *word) TGOV_CHECKED;
bool script_wait(struct run *r, bool (*done)(struct run *, const char *), const char *text);
enum err script_walk(struct run *r, const char *label) TGOV_CHECKED;
enum err script_walk_id(struct run *r, ui_id id) TGOV_CHECKED; // several controls may be called the same
// Answers question after question with keys alone; ERR_CONFLICT when one does not let itself be answered.
enum err script_fill(struct run *r, const char *path) TGOV_CHECKED;

#endif
