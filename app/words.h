// SPDX-License-Identifier: Apache-2.0
// Plain sentences for what can go wrong, and dates, times and money in words. English msgids go through tr().
#ifndef TGOV_APP_WORDS_H
#define TGOV_APP_WORDS_H

#include "base/when.h"
#include "ui/ui.h"

struct reply;

// What happened and what to do next, for a person: "We cannot reach the office. Your answers are kept. …"
struct words {
    const char *title, *what, *next;
};
// Of a problem the office's own words, where they are in the viewer's language; else ours for its type or its status.
struct words words_of_reply(struct ui *u, const struct reply *r);
struct words words_of_err(struct ui *u, enum err err);
// Behind the title, in one text: what happened, and what to do.
const char *words_rest(struct ui *u, const struct words *w);

// "Friday 13 March", "Today", "Fri 6 March" in the world's language.
const char *words_day(struct ui *u, when_day day);
const char *words_day_short(struct ui *u, when_day day);
const char *words_time(struct ui *u, when_ms t);  // "9:05"
const char *words_when(struct ui *u, when_ms t);  // "Today 9:05", "Sun 8 March"
const char *words_age(struct ui *u, int64_t ms);  // "2 hours ago"

// What a person types into a browser: "sign.example/device", without "https://".
const char *words_address(const char *url);

#endif
