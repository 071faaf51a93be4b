// SPDX-License-Identifier: Apache-2.0
// What the box provides, as one table of functions: a display, a remote, a clock, a voice. The app knows nothing else of
// the machine. A new box starts as a copy of platform/headless, the smallest driver.
//
// All functions are called from the main thread, except `wake`, which any thread may call.
#ifndef TGOV_PLATFORM_H
#define TGOV_PLATFORM_H

#include "base/rect.h"
#include "base/when.h"
#include "platform/keys.h"

struct platform;

// ---- Display ----------------------------------------------------------------------------------------------------
// One picture of 32-bit pixels, 0xAARRGGBB in native byte order, premultiplied; opaque today. It belongs to the driver
// and keeps its content between frames: the app repaints only what changed and says where.
struct frame {
    uint32_t *pixels;
    int width, height; // pixels; 1280x720, 1920x1080 or 3840x2160, others are laid out by height
    int stride;        // bytes from one row to the next, a multiple of 4
};

// ---- Input ------------------------------------------------------------------------------------------------------
enum input_type {
    INPUT_NONE,
    INPUT_KEY,      // `key` went down, or is held (`repeat`)
    INPUT_KEY_UP,   // `key` was released
    INPUT_TEXT,     // a keyboard wrote `text`
    INPUT_RESIZED,  // the frame has another size, or lost its content: paint everything
    INPUT_COMMAND,  // the emulator's panel asks for `command` with the word in `text`
    INPUT_VOICE,    // the voice has news: `voice`; `text` is a language
    INPUT_QUIT,
};

// What a tester can change from the emulator's panel. The app performs them; `text` is the argument.
enum platform_command {
    COMMAND_LANGUAGE,   // BCP 47 tag
    COMMAND_TEXT_SCALE, // "100", "125", "150", "200"
    COMMAND_THEME,      // "day", "evening", "contrast"
    COMMAND_FAULT,      // "none", "offline", "slow", "error", "certificate"
    COMMAND_SHOT,       // write a picture of the frame
    COMMAND_RECORD,     // "start" or "stop" writing keys as a script
};

// What a voice tells by itself.
enum voice_news {
    VOICE_SETTINGS, // the box's own setting for read-aloud: `voice_on`, `voice_rate` (percent, 0: not said)
    VOICE_MISSING,  // there is no voice for the language in `text`; told once a language
};

enum { INPUT_TEXT_ROOM = 64 };
struct input {
    enum input_type type;
    enum key key;
    bool repeat;
    enum platform_command command;
    enum voice_news voice;
    bool voice_on;
    int voice_rate;
    char text[INPUT_TEXT_ROOM]; // UTF-8, terminated
};

// ---- Voice ------------------------------------------------------------------------------------------------------
enum say_how {
    SAY_AFTER,   // behind what is being said
    SAY_INSTEAD, // a new focus: cuts what is being said, but not an error that just began
    SAY_FIRST,   // an error: cuts everything but another error, and is not cut by the first focus that follows it
};
enum { SAY_RATE_MIN = 50, SAY_RATE_MAX = 300 }; // percent of a voice's usual speed
struct utterance {
    const char *text;     // UTF-8, one or a few sentences
    const char *language; // BCP 47
    enum say_how how;
    int rate;             // percent; 0: the usual
    int volume;           // percent; 0: the usual
    bool settle;          // a key is held down: wait a moment, the next one may come at once
};

// ---- What the emulator shows beside the television ----------------------------------------------------------------
struct platform_report {
    double frame_ms;  // CPU of the last frame
    long frames;      // since the start
    long memory_kb;   // of the process
    const char *language, *theme; // what the app shows now
    int text_scale;
    const char *fault;
    bool recording;
};

struct platform_ops {
    const char *name;
    void (*destroy)(struct platform *p); // mandatory; NULL is fine

    // The picture to paint into. Mandatory. The same memory until INPUT_RESIZED.
    struct frame (*frame)(struct platform *p);
    // Shows the given rectangles of the frame (all inside it). Mandatory.
    enum err (*present)(struct platform *p, const struct rect *changed, size_t count);

    // Takes the next input; false when there is none. Mandatory.
    bool (*poll)(struct platform *p, struct input *in);
    // Sleeps until there is input, `wake` was called, or clock() reaches `until` (-1: no limit). Mandatory.
    void (*wait)(struct platform *p, when_ms until);
    // Ends the present or the next wait. Mandatory, any thread.
    void (*wake)(struct platform *p);

    // Milliseconds of a clock that is never set, for timers, motion and locking. The time that the box slept counts: who
    // wakes it after the night must not find somebody's home. Mandatory.
    when_ms (*clock)(struct platform *p);
    // The wall clock, and what local time is ahead of UTC. Mandatory.
    when_ms (*wall)(struct platform *p);
    int (*zone_minutes)(struct platform *p);

    // Optional: NULL where the box has no voice.
    enum err (*speak)(struct platform *p, const struct utterance *u);
    void (*hush)(struct platform *p);
    // Something is being said or waits to be said. Optional beside speak.
    bool (*talking)(struct platform *p);
    // Headphones are plugged in, so that only one person hears. Optional; without it nobody is known to be alone.
    bool (*headphones)(struct platform *p);

    // Optional, where the box has a player of its own: shows the film at an https address over the whole screen and comes
    // back to the app by itself. `title` is for the player's own bar.
    enum err (*play_clip)(struct platform *p, const char *url, const char *title);
    // Optional: the box's own wish for less motion, where it has such a setting.
    bool (*less_motion)(struct platform *p);

    // Optional: the emulator draws it.
    void (*report)(struct platform *p, const struct platform_report *r);
};

// A driver's own struct begins with this.
struct platform {
    const struct platform_ops *ops;
};

struct platform_options {
    int width, height;      // of the television; 0: 1920x1080, or what the screen has
    const char *title;
    const char *keymap;     // stb: a JSON key map file, NULL for the built-in one
    const char *input_path; // stb: a FIFO or device instead of /dev/input, for tests
    when_ms start;          // headless: what the wall clock shows at the start; 0: 2026-03-10T09:12:00 local time
    bool less_motion;       // headless: the box's own wish
    int zone;               // headless: minutes ahead of UTC
    const char *speech;     // a driver's name (platform/voice.h); NULL: "auto", headless: none beside its own record
};

// Each makes a driver, or NULL with a fault. The caller destroys it through ops->destroy.
struct platform *platform_headless(const struct platform_options *o, struct fault *f) TGOV_CHECKED;
struct platform *platform_sdl2(const struct platform_options *o, struct fault *f) TGOV_CHECKED;
struct platform *platform_stb(const struct platform_options *o, struct fault *f) TGOV_CHECKED;

#endif
