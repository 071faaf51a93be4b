// SPDX-License-Identifier: Apache-2.0
// The application: a stack of screens, the loop that feeds them events and performs what they ask for, and one frame a
// change. Only the main thread touches any of this; the network and the keeping thread hand over owned messages.
//
//     struct app *app;
//     if (app_create(&options, &app, &fault)) ...
//     app_run(app);            // until the platform says quit
//     app_destroy(app);
#ifndef TGOV_APP_APP_H
#define TGOV_APP_APP_H

#include "app/net/net.h"
#include "app/screen.h"
#include "platform/platform.h"
#include "ui/frame.h"

struct app;

struct app_options {
    struct platform *platform; // not owned
    const char *backend;       // https://host:port
    const char *ca_file;       // NULL: the system's authorities
    const char *state;         // folder for what the box keeps
    const char *assets;        // folder with fonts.json and i18n/; NULL: found beside the program or where it is installed
    const char *language;      // NULL: what was kept, else "en"
    const char *text_scale;    // NULL: what was kept, else "100"
    const char *theme;         // NULL: what was kept, else by the time of day
    const char *shots;         // folder for screenshots; NULL: the present one
    const char *files;         // where sticks are mounted; NULL: /media
    bool set_up;               // a box that keeps nothing yet is set up first (language, text, speech)
    bool allow_http;           // plain http to loopback, for tests
    struct net_times times;    // zeros take the defaults
};

enum err app_create(const struct app_options *o, struct app **out, struct fault *f) TGOV_CHECKED;
void app_destroy(struct app *app); // NULL is fine; everything queued is made durable

// Once at the start of a program, before anything else: SIGTERM and SIGINT will end app_run.
void signals_block(void);
// Until INPUT_QUIT or a signal.
void app_run(struct app *app);

// ---- One step at a time, for scripts and tests ----
// Takes everything that is waiting (input, answers, timers), and makes a frame if anything changed. False after quit.
bool app_step(struct app *app);
// When the next step has something to do without any input, by the platform's clock; -1: not before input.
when_ms app_deadline(const struct app *app);
struct ui_stage *app_stage(struct app *app);
const struct ui_world *app_world(const struct app *app);
const char *app_screen_name(const struct app *app); // of the screen on top
// Opens a screen as if another had pushed it, for `dev shot` and tests.
void app_open(struct app *app, enum screen_id id, const char *argument);

struct app_counts {
    long frames;   // painted
    long steps;    // wake-ups of the loop
    int64_t pixels; // repainted
    double frame_ms; // CPU of the last frame, from event to presented pixels
};
struct app_counts app_counts(const struct app *app);

#endif
