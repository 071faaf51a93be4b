// SPDX-License-Identifier: Apache-2.0
// A television in a test's own process, on the headless platform, before a real backend on loopback. Skips the whole
// program (exit 77) when tgov-backend is not built.
#ifndef TGOV_TESTS_APP_HELPER_VIEWER_H
#define TGOV_TESTS_APP_HELPER_VIEWER_H

#include "app/app.h"
#include "platform/headless/headless.h"
#include <sys/types.h>

struct viewer {
    struct platform *p;
    struct app *app;
    char folder[128];
};

// Once a program; the address is of the started backend.
void office_open(void);
void office_close(void);

// A new box with nothing on it, at 9:12 on a day of March.
void viewer_open(struct viewer *v);
void viewer_close(struct viewer *v);
// Off and on again: the same box; at another instant of the wall clock.
void viewer_restart(struct viewer *v);
void viewer_restart_at(struct viewer *v, const char *instant);
// Everything that is due, motion included.
void viewer_settle(struct viewer *v);
void viewer_press(struct viewer *v, enum key key);
void viewer_type(struct viewer *v, const char *text);
// Until something of that name is on the screen, at most 20 s; fails otherwise.
void viewer_wait(struct viewer *v, const char *label);
// Until no answer has come and no key of the box was made durable for a while.
void viewer_rest(struct viewer *v);
// Walks to the control of that name with arrows.
void viewer_focus(struct viewer *v, const char *label);

#endif
