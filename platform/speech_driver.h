// SPDX-License-Identifier: Apache-2.0
// Between the voice (voice.c) and its drivers (speech_*.c). Everything here runs in the voice's thread, which sleeps in
// poll() on the driver's descriptor; a driver never waits for anything but that.
#ifndef TGOV_PLATFORM_SPEECH_DRIVER_H
#define TGOV_PLATFORM_SPEECH_DRIVER_H

#include "platform/speech_queue.h"
#include "platform/voice.h"

// What a driver found out; the voice zeroes it before each step.
struct speech_news {
    bool ended;    // the present utterance was said, or cannot be
    bool lost;     // the service is gone: close, and open again later
    bool missing;  // there is no voice for its language
    bool settings; // the box's own setting is known or has changed:
    bool enabled;
    int rate;      // percent; 0: not said
};

struct speech_driver {
    const char *name;
    size_t size; // of its own struct, zeroed before open
    bool eager;  // connects at once and stays, because the service tells the box's settings
    // ERR_NONE: here, or on its way; ERR_OFFLINE and others: not here now. Nothing is left open on failure.
    enum err (*open)(void *self, const struct voice_options *o) TGOV_CHECKED;
    void (*close)(void *self);
    // What to poll for; -1: nothing.
    int (*fd)(const void *self, short *events);
    // The descriptor has news, or nothing has: both are fine.
    void (*step)(void *self, struct speech_news *news);
    // Begins an utterance; the driver tells the end by `ended`. `item` lives until then or until stop.
    enum err (*say)(void *self, const struct speech_item *item) TGOV_CHECKED;
    void (*stop)(void *self); // its end needs not be told any more
};

extern const struct speech_driver speech_log, speech_ssip, speech_espeak, speech_rdk, speech_firebolt;

#endif
