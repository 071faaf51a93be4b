// SPDX-License-Identifier: Apache-2.0
// What waits to be said, and what may cut it. Plain data: the voice's thread and the tests use it alike.
//  - SAY_AFTER goes to the end.
//  - SAY_INSTEAD drops everything that waits and cuts what is being said, except errors that no SAY_INSTEAD has followed
//    yet: those are heard first. A second SAY_INSTEAD cuts them, too: whoever moves on has heard enough.
//  - SAY_FIRST drops and cuts everything but errors, and goes behind those.
#ifndef TGOV_PLATFORM_SPEECH_QUEUE_H
#define TGOV_PLATFORM_SPEECH_QUEUE_H

#include "platform/platform.h"

enum { SPEECH_QUEUE = 128, SPEECH_LANGUAGE = 36 };

struct speech_item { // one allocation
    enum say_how how;
    bool followed; // an error that a focus has followed
    bool settle;
    int rate, volume; // percent, within range
    char language[SPEECH_LANGUAGE]; // "" where it is no plain tag
    char text[];      // terminated, no control characters but line ends
};

struct speech_queue {
    struct speech_item *items[SPEECH_QUEUE]; // oldest first
    int count;
    struct speech_item *now; // being said
    bool cut;                // what is being said is to be stopped
};

// A copy that the queue will own. NULL when out of memory.
struct speech_item *speech_item_make(const struct utterance *u) TGOV_CHECKED;
// ERR_LIMIT when full: the caller still owns the item.
enum err speech_queue_put(struct speech_queue *q, struct speech_item *item) TGOV_CHECKED;
// Forgets everything; what is being said is to be stopped.
void speech_queue_clear(struct speech_queue *q);
// The oldest becomes what is being said, and is returned; NULL when something is being said or nothing waits.
struct speech_item *speech_queue_next(struct speech_queue *q);
void speech_queue_done(struct speech_queue *q); // what was being said has ended
bool speech_queue_busy(const struct speech_queue *q);

#endif
