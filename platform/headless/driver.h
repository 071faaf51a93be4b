// SPDX-License-Identifier: Apache-2.0
// Private to platform/headless: the driver's struct and what its files give each other.
#ifndef TGOV_PLATFORM_HEADLESS_DRIVER_H
#define TGOV_PLATFORM_HEADLESS_DRIVER_H

#include "platform/headless/headless.h"
#include "platform/voice.h"
#include <pthread.h>

enum { HEADLESS_CHANGED = 64 };

struct headless {
    struct platform platform; // first
    struct frame frame;
    uint32_t *shown; // NULL until headless_keep_shown
    struct rect changed[HEADLESS_CHANGED];
    size_t changed_count;
    struct headless_count count;

    bool less_motion;
    when_ms clock, start;
    int zone;

    // Under `lock`: what other threads reach.
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct input inputs[HEADLESS_INPUTS]; // a ring
    size_t first, queued;
    bool woken;

    struct headless_utterance *said;
    size_t said_count, said_room;
    long hushed;
    when_ms talks_until; // as long as a voice would take for what was said
    bool headphones;
    struct voice *voice; // NULL: nothing is heard
};

struct headless *headless_of(struct platform *p);

void headless_inbox_init(struct headless *h);
void headless_inbox_finish(struct headless *h);
bool headless_poll(struct platform *p, struct input *in);
void headless_wait(struct platform *p, when_ms until);
void headless_wake(struct platform *p);

enum err headless_speak(struct platform *p, const struct utterance *u);
void headless_hush(struct platform *p);
bool headless_talking(struct platform *p);
bool headless_has_headphones(struct platform *p);

#endif
