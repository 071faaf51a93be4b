// SPDX-License-Identifier: Apache-2.0
// What all files of the script share, and answering a whole form (script_fill.c).
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
    size_t heard;   // utterances that `listen` has passed
};

void script_settle(struct run *r);
enum err script_text(struct run *r, const char **at, char *to, size_t room) TGOV_CHECKED;
enum err script_press(struct run *r, char *word) TGOV_CHECKED;
bool script_wait(struct run *r, bool (*done)(struct run *, const char *), const char *text);
enum err script_walk(struct run *r, const char *label) TGOV_CHECKED;
enum err script_walk_id(struct run *r, ui_id id) TGOV_CHECKED; // several controls may be called the same
// Answers question after question with keys alone; ERR_CONFLICT when one does not let itself be answered.
enum err script_fill(struct run *r, const char *path) TGOV_CHECKED;

// script_audit.c: complaints are printed and counted
enum err script_audit_all(struct run *r) TGOV_CHECKED;
enum err script_audit_pixels(struct run *r) TGOV_CHECKED;

#endif
