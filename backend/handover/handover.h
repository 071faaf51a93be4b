// SPDX-License-Identifier: Apache-2.0
// A form that goes on by phone. The television hands over the answers so far and shows a code; the first phone that opens it
// gets the form, one question a page, and what is answered there comes back to the television. A sensitive service is
// filled in on the phone alone: its answers never go back.
//
//   POST   /v1/handovers               {"service", "answers", "step", "language", "sensitive", "easy"} → 201 
//          {"id", "secret", "url", "at", "code", "expires"}: the link of the picture code; where the code is typed, and the code
//          header Tgov-Box: the television whose files those of the form shall be (backend/phone/files.h)
//   GET    /v1/handovers/{id}          header Tgov-Handover: SECRET → {"state", "answers", "step", "number", "case_secret"}
//   GET    /v1/handovers/{id}/events   server-sent events `changed`: read it again
//   DELETE /v1/handovers/{id}          the television takes it back
//   pages: /go/{secret} (from the picture code) or /h (the code, typed): one of them, once; /hand (a question), /hand/review,
//          /hand/done
//   GET    /v1/services/{id}/blank     the form on paper: a page to print
//
// What it may do follows from who made it: with an access token what is sent becomes that person's case, without one a
// guest's. It ends after HAND_LIFE_H hours, or when the television takes it back.
#ifndef TGOV_BACKEND_HANDOVER_HANDOVER_H
#define TGOV_BACKEND_HANDOVER_HANDOVER_H

#include "backend/route.h"
#include "backend/store/store.h"

enum {
    HAND_LINK_MIN = 10,   // the code is good so long
    HAND_LIFE_H = 12,     // and then the form, after each answer anew
    HAND_PER_HOUR = 60,   // handed over from one address
    HAND_ANSWER_BYTES = 700 << 10, // of one answer: a drawn signature is the longest
};

route_handler hand_open, hand_show, hand_events, hand_end;                             // the television
route_handler hand_link, hand_take, hand_code_ask, hand_code, hand_ask, hand_answer, hand_review, hand_send, hand_done, hand_script; // the phone
route_handler hand_file, hand_file_forget;
route_handler form_blank;

extern const struct store_module handover_module;

#endif
