// SPDX-License-Identifier: Apache-2.0
// What a screen shows of the phone: the panel in the side column, and the question whether a phone that typed the code
// belongs here. All of it from a copy of struct phone_now.
#ifndef TGOV_APP_PHONE_PANEL_H
#define TGOV_APP_PHONE_PANEL_H

#include "app/phone/phone.h"
#include "app/screen.h"

// Actions of these parts; a screen's own stay below.
enum { ACT_PHONE = 2000, ACT_PHONE_ALLOW, ACT_PHONE_DENY, ACT_PHONE_CLOSE, ACT_PHONE_SHOW };

enum phone_use { PHONE_TO_TYPE, PHONE_TO_SEND, PHONE_TO_PAIR };

// The panel: QR and code, "your phone is connected", or nothing while there is no connection (false).
bool phone_panel(struct ui *u, const struct phone_now *now, enum phone_use use);
// "Is this your phone?", over the page, while one asks; true when it is drawn. After everything else of the page.
bool phone_question(struct ui *u, const struct phone_now *now);
// Where BACK leads: while a phone asks it keeps that phone out; else `otherwise`.
const char *phone_question_back(struct ui *u, const struct phone_now *now, const char *otherwise);
// Answers of that question; false when the event is something else. `now` is corrected at once.
bool phone_panel_event(struct phone_now *now, const struct event *ev, struct ctx *cx);
// "Phone: iPhone" of what is shown as its name; the English word when it has none.
const char *phone_device_name(struct ui *u, const struct phone_device *d);

#endif
