// SPDX-License-Identifier: Apache-2.0
// A case and what may happen to it, as a pure state machine: no store, no clock of its own, no words of a language. The
// backend runs it inside its write; the app and tests run the same.
//
//     struct case_act act = {.kind = ACT_MOVE, .move = "answer", .by = ACTOR_OFFICER, .name = "J. Park",
//                            .answer = "Bulb replaced.", .at = now};
//     enum err err = case_apply(&arena, &rules, &before, &act, &after, &f);
//
// `after` has exactly one event more than `before`. All texts are shared with what was given, so those must live as
// long. On an error nothing of `after` may be used, and the fault's place is the member of the act that is wrong.
#ifndef TGOV_CONTRACT_SERVICE_CASE_H
#define TGOV_CONTRACT_SERVICE_CASE_H

#include "contract/service/calendar.h"
#include "contract/service/service.h"

enum {
    CASE_NUMBER_MAX = 32,
    CASE_EVENTS_CAP = 500, // of one case; then nothing more can be added but the office's last word
    CASE_STOPS_CAP = 64,
    CASE_MESSAGE_CAP = 4000, // bytes
    CASE_SECRET_LETTERS = 8,
    CASE_SECRET_MAX = 10, // "BCDF-GHJK" and its terminator
};

// What a timeline entry is about. `case_event_icon` has its picture.
enum case_what {
    EVENT_SENT,      // the citizen sent it
    EVENT_MOVED,     // a move of the procedure
    EVENT_EXTENDED,  // the office took more days
    EVENT_LAPSED,    // the deadline passed without an answer
    EVENT_MESSAGE,   // somebody wrote
    EVENT_COUNT
};
extern const char *const case_what_names[]; // "sent" "moved" "extended" "lapsed" "message"

enum case_clock_state { CASE_CLOCK_NONE, CASE_CLOCK_RUNS, CASE_CLOCK_STOPPED, CASE_CLOCK_ENDED };
extern const char *const case_clock_names[]; // "none" "runs" "stopped" "ended"

struct case_event {
    when_ms at;
    int what;           // enum case_what
    int who;            // enum actor
    const char *name;   // of the officer; NULL: none
    const char *move;   // id, for EVENT_MOVED
    const char *state;  // after it
    const char *office; // id, after it
    const char *from_office; // id, before it, when it changed
    const char *why;    // the reason a person gave, or NULL
    const char *text;   // a message, or an answer; NULL: none
    int clock_before, clock; // enum case_clock_state
    int days;           // for EVENT_EXTENDED: how many more
    when_ms deadline;   // after it; 0: none
};

struct case_stop { // when the clock stood still; until 0: it still does
    when_ms from, until;
};

struct case_file {
    const char *number, *service, *state, *title, *detail;
    const char *office;  // id
    const char *officer; // name, NULL: nobody yet
    const char *answer;  // the office's, NULL: none
    when_ms opened, deadline, answered, closed, lapsed, reopened; // 0: not (yet)
    int clock;           // enum case_clock_state
    int days, left;      // of the whole period; left when it was stopped
    int extensions;      // used
    int unread;          // messages of the citizen since an officer last did something
    const struct case_stop *stops;
    size_t stop_count;
    const struct case_event *events; // oldest first
    size_t event_count;
};

struct case_rules {
    const struct service *service;
    const struct calendar *calendar;
    const struct service_office *offices; // those a case may be given to
    size_t office_count;
    const struct val *words; // {"reason": {"en": "Reason: {text}"}, …} in place of built-in words; may be NULL
};

enum act_kind { ACT_MOVE, ACT_EXTEND, ACT_MESSAGE, ACT_LAPSE };
struct case_act {
    enum act_kind kind;
    enum actor by;
    when_ms at;
    const char *name;   // of the officer
    const char *move;   // ACT_MOVE
    const char *reason, *answer, *office; // where the move asks for them; `office` is an id
    const char *text;   // ACT_MESSAGE
};

// A new case in the state `start`, with its first event and its deadline.
enum err case_open(struct arena *a, const struct case_rules *r, const char *number, const char *title, const char *detail,
                   when_ms at, struct case_file *out, struct fault *f) TGOV_CHECKED;
// ERR_REFERENCE: no such move or office; ERR_CONFLICT: not from this state or not any more (the reopening window, no
// extension left, closed); ERR_DENIED: not for this actor; ERR_MISSING: reason, answer, office or text; ERR_LIMIT: too
// long, too many; ERR_MEMORY.
enum err case_apply(struct arena *a, const struct case_rules *r, const struct case_file *before,
                    const struct case_act *act, struct case_file *after, struct fault *f) TGOV_CHECKED;
// Whether such an act could succeed now, reasons and texts aside: what makes buttons.
bool case_may_move(const struct case_rules *r, const struct case_file *c, const struct service_move *m, enum actor by,
                   when_ms at);
bool case_may_extend(const struct case_rules *r, const struct case_file *c, when_ms at);
bool case_may_write(const struct case_rules *r, const struct case_file *c);
bool case_lapses(const struct case_file *c, when_ms at); // the clock runs, the deadline is over, and nobody said so yet
// The system's move that is due, because nobody reopened the case in time; NULL: none.
const struct service_move *case_settles(const struct case_rules *r, const struct case_file *c, when_ms at);
when_ms case_reopen_until(const struct case_rules *r, const struct case_file *c); // 0: no reopening

struct case_clock {
    int state; // enum case_clock_state
    int days;  // of the whole period, extensions included: so many bars
    int used;  // today's working day counts as used
    int left;  // days - used; 0 on the last day: "today by 18:00"
    when_ms deadline;
    bool late; // the deadline is over and the clock still runs
};
struct case_clock case_clock_at(const struct case_rules *r, const struct case_file *c, when_ms at);

// "RS-2026-0317": `prefix` of the district (1 to 6 capital letters), the year, the running number with 4 digits at least.
enum err case_number_write(const char *prefix, int year, long running, char *to, size_t room) TGOV_CHECKED;
// True when it has that form; what people type ("rs 2026 317") is brought into it.
bool case_number_clean(const char *typed, char *to, size_t room);
// "bcdf ghjk" to "BCDF-GHJK"; false when it is no such secret. `to` has CASE_SECRET_MAX bytes.
bool case_secret_clean(const char *typed, char *to);

// ---- Words (words.c) ----
// "{where}" in `pattern` becomes the answer of that key as one line, at most 80 characters of it; an absent answer
// takes the comma or blank before it along. NULL at the arena's cap.
const char *case_fill(struct arena *a, const char *pattern, const struct val *answers);
// One of the built-in sentences in a language (words.c lists them): "reason", "wrote", "clock-kept", "no-fee", … NULL when
// there is no such sentence. `words` may be NULL.
const char *case_word(const struct val *words, const char *key, const char *language);
// The first line of a timeline entry in a language, and its second ("" when there is none): message, reason in its
// words, whether the clock ran. NULL at the arena's cap.
const char *case_event_title(struct arena *a, const struct case_rules *r, const struct case_event *e,
                             const char *language);
const char *case_event_detail(struct arena *a, const struct case_rules *r, const struct case_event *e,
                              const char *language);
const char *case_event_icon(const struct case_rules *r, const struct case_event *e);
const struct service_office *case_office(const struct case_rules *r, const char *id); // NULL: no such

#endif
