// SPDX-License-Identifier: Apache-2.0
// The platform without a machine: a frame in memory, keys that a test or a script pushes, a clock that moves only when it
// is told to, and a record of what was shown and said. Every test runs on it, `tgov --script` does, and `./dev run`
// where there is no display.
//
//     struct fault f;
//     struct platform *p = platform_headless(&(struct platform_options){.width = 1280, .height = 720}, &f);
//     headless_press(p, KEY_DOWN);
//     ... run the loop until it has nothing to do ...
//     assert(headless_count(p).frames == 1);
//     p->ops->destroy(p);
//
// With options.speech a voice says aloud what is recorded, too: `tgov --platform headless --script FILE --speech espeak`.
//
// Time. clock() starts at 0 and wall() at options.start; both move by headless_advance, and by wait():
//  - wait with a deadline and nothing queued moves the clock to the deadline and returns at once: timers cost no time;
//  - wait without a deadline (-1) really sleeps until headless_push or wake().
// So whoever waits for something outside (an answer from the network thread) must not call wait() with a deadline,
// which would run the timers out first, but headless_wait_real.
//
// Every function takes a platform made by platform_headless and asserts it. headless_push and wake() may be called from any
// thread, the others from the main one.
#ifndef TGOV_PLATFORM_HEADLESS_H
#define TGOV_PLATFORM_HEADLESS_H

#include "platform/platform.h"

enum {
    HEADLESS_INPUTS = 256,   // queued at most
    HEADLESS_SPOKEN = 4096,  // recorded at most; more give ERR_LIMIT
};

// ---- Input and time ----
// False when the queue is full.
bool headless_push(struct platform *p, const struct input *in);
// A key down and its key up.
bool headless_press(struct platform *p, enum key key);
// What a keyboard would write; at most INPUT_TEXT_ROOM - 1 bytes an input, longer text becomes several.
bool headless_type(struct platform *p, const char *text);
size_t headless_queued(struct platform *p);

// Moves the clocks without waiting.
void headless_advance(struct platform *p, when_ms ms);
// Sleeps in real time until there is input or wake() was called: true; false after `real_ms` (-1: no limit). The virtual
// clocks stand still.
bool headless_wait_real(struct platform *p, long real_ms);

// Another frame size, as when a tester switches the device; pushes INPUT_RESIZED. The old frame's memory is gone at once.
// False when out of memory.
bool headless_resize(struct platform *p, int width, int height) TGOV_CHECKED;

// ---- What was shown ----
struct headless_count {
    long frames;       // calls of present
    long rectangles;   // presented, of all frames
    int64_t pixels;    // presented, of all frames
    long waits;        // returns from wait, each a wake-up of the processor
};
struct headless_count headless_count(struct platform *p);
void headless_reset_count(struct platform *p);

// The rectangles of the last present, for tests of damage. Valid until the next one; at most 64 are kept.
const struct rect *headless_changed(struct platform *p, size_t *count);

// From now on a second picture gets only the rectangles presented, as the screen of a real box does. When it differs from
// the frame, something changed without being presented. False when out of memory. A resize clears it.
bool headless_keep_shown(struct platform *p) TGOV_CHECKED;
// The top left pixel that differs, false when both are the same. headless_keep_shown must have been called.
bool headless_find_stale(struct platform *p, int *x, int *y);

// ---- What was said ----
struct headless_utterance {
    const char *text, *language; // live until headless_forget_spoken or destroy
    enum say_how how;
    int rate, volume;
    when_ms at;                  // of clock()
};
// Oldest first; NULL behind the last.
const struct headless_utterance *headless_spoken(struct platform *p, size_t i);
size_t headless_spoken_count(struct platform *p);
long headless_hushed(struct platform *p); // calls of hush
// For how long it "talks": a twentieth of a second a byte, of the virtual clock.
enum { HEADLESS_MS_A_BYTE = 50 };
void headless_set_headphones(struct platform *p, bool plugged_in);
void headless_forget_spoken(struct platform *p);

#endif
