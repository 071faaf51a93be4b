// SPDX-License-Identifier: Apache-2.0
// Drafts of people who signed in live at the office too: a form begun on one television goes on at another. Saving here
// never waits for that. What was changed is sent a little later, one request at a time; what is newer there is fetched
// whenever drafts are shown or opened. Changed here and there: both are kept, and the form asks its person once.
//
// Drafts of guests never leave the box. At rest nothing is asked and nothing wakes the loop.
#ifndef TGOV_APP_DRAFTS_H
#define TGOV_APP_DRAFTS_H

#include "base/err.h"
#include "base/when.h"
#include "contract/service/service.h"

enum {
    DRAFTS_PAUSE_MS = 3000,                 // from the first change to sending
    DRAFTS_RETRY_MS = 30000, DRAFTS_RETRY_CAP_MS = 15 * 60 * 1000, // doubled after each failure
    DRAFTS_READ_MAX = 100,                  // as many as the office keeps of one person
    DRAFTS_REFUSED_MAX = 32,                // that the office will not take as they are
    DRAFTS_PROFILE = 64, DRAFTS_DIGEST = 43,
};

enum drafts_errand { DRAFTS_NOTHING, DRAFTS_LIST, DRAFTS_READ, DRAFTS_PUT, DRAFTS_DROP };
struct drafts {
    enum drafts_errand errand; // in flight
    char profile[DRAFTS_PROFILE], service[SERVICE_ID_CAP + 1]; // whose, and which
    int64_t changes;           // that are in what is being put
    bool list_wanted;
    bool telling;              // screens that read drafts because of our news do not ask the office again
    char reading[DRAFTS_READ_MAX][SERVICE_ID_CAP + 1], reader[DRAFTS_PROFILE]; // to be fetched, for whom
    int reading_count;
    when_ms due;               // platform clock, when changes are sent; 0: nothing is planned
    int failures;              // in a row
    uint64_t refused[DRAFTS_REFUSED_MAX]; // hashes of profile, service and changes
    int refused_next;
};

// What a screen hears with EV_DRAFT: `action`; `text` is the service.
enum draft_news {
    DRAFT_NEWER, // another television brought newer answers: they are the draft now
    DRAFT_RIVAL, // it has others than this one: the person chooses
    DRAFT_GONE,  // they were sent or thrown away there
};

struct app;
struct net_message;
// For the loop. drafts_message: true when it was for it; it is not freed.
void drafts_step(struct app *app);
when_ms drafts_next(const struct app *app);
bool drafts_message(struct app *app, struct net_message *m);
void drafts_lost(struct app *app, enum err err); // it could not even be sent; ERR_DENIED: nobody is signed in any more
// Something was saved; `now`: it was dropped or submitted, and the others should know at once.
void drafts_changed(struct app *app, bool now);
void drafts_start(struct app *app);  // what was not sent before the power went
void drafts_ask(struct app *app);    // what the present person has elsewhere is of interest
void drafts_forget(struct app *app); // with "erase everything"

// drafts_answers.c
void drafts_tell(struct app *app, const char *profile, const char *service, enum draft_news news);
void drafts_take_answer(struct app *app, const struct net_message *m);
void drafts_want(struct app *app, const char *profile, const char *service); // to be fetched
bool drafts_digest(const char *json, char out[DRAFTS_DIGEST + 1]) TGOV_CHECKED;

#endif
