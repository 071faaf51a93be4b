// SPDX-License-Identifier: Apache-2.0
// What the two screens that wait for a phone have in common: the code with its QR and its end, the pictures to tap, and the
// sentences for everything that can come between. Used by sign_in.c and sign.c.
#ifndef TGOV_APP_SCREENS_APPROVE_H
#define TGOV_APP_SCREENS_APPROVE_H

#include "app/screens/parts.h"

enum { APPROVE_TAG = 41, APPROVE_TAG_MINUTE, APPROVE_TAG_SLOW, APPROVE_ACT_NEW = 41, APPROVE_ACT_BACK };

struct approve { // of the screen; zeroed is "asking"
    enum oauth_state state;
    char code[40], address[528], link[528], pictures[3][40], issuer[528], box[128];
    int picture_count, minutes, pace_s, tls_reason;
    when_ms until;
    bool away, slow, signing;
};

// At the beginning and whenever a new code is wanted, beside fx_sign_in(cx, APPROVE_TAG, …).
void approve_begin(struct approve *s, struct ctx *cx);
// EV_SIGN_IN and EV_TIMER. True when it was one of ours.
bool approve_event(struct approve *s, const struct event *ev, struct ctx *cx);
// The QR code, the code in large letters, how long it is good: the side column's card.
void approve_code_view(struct ui *u, const struct approve *s);
// "1 Scan … 2 Tap these three pictures … 3 Press Approve"
struct approve_steps {
    const char *key;
    bool scan, others; // the first; those behind it
    bool narrow;       // little room between them
};
void approve_steps_view(struct ui *u, const struct approve *s, const struct approve_steps *which);
// Everything but a code that can be shown: busy, a failure and what to do next. False when the code can be shown.
bool approve_trouble_view(struct ui *u, const struct approve *s);
// The key of this screen that asks for a new code; NULL while that makes no sense.
const char *approve_yellow(struct ui *u, const struct approve *s);

#endif
