// SPDX-License-Identifier: Apache-2.0
// Private to platform/sdl2: the driver's struct and what its files give each other. SDL appears in
// window.c, events.c, keyboard.c and sdl2.c; the rest computes and paints in memory.
#ifndef TGOV_PLATFORM_SDL2_EMULATOR_H
#define TGOV_PLATFORM_SDL2_EMULATOR_H

#include "platform/platform.h"
#include "platform/sdl2/chrome_text.h"
#include "platform/sdl2/parts.h"
#include "platform/sdl2/scale.h"
#include <stdatomic.h>

enum { EMULATOR_INPUTS = 128, WORD_ROOM = 32, CAPTION_ROOM = 256 };

// What the app has last reported, as far as it is shown.
struct shown {
    char language[WORD_ROOM], theme[WORD_ROOM], fault[WORD_ROOM];
    int text_scale;
    bool recording;
    char frame_time[WORD_ROOM], memory[WORD_ROOM], clock[WORD_ROOM];
};

struct voice;

struct emulator {
    struct platform platform; // first
    struct window *window;
    struct chrome_text *text;
    struct voice *voice;
    struct scaler *scaler; // frame to television; NULL when memory was short
    struct frame frame;

    bool chrome;           // remote and panel are drawn; else the television alone
    bool with_chrome;      // what F11 goes back to
    float scale, left, top; // of the window of 1920x1080 on the real one
    struct rect television; // device pixels
    int device, next_device; // index of device_at; another is taken with the INPUT_RESIZED that tells of it
    when_ms last_present;

    struct shown shown;
    char caption[CAPTION_ROOM]; // what the voice says, for those who test without ears
    bool pressed[KEY_COUNT];
    bool overlay;         // the page of keyboard shortcuts
    enum part_menu menu;  // opened
    int menu_at;          // its highlighted item
    enum key mouse_key;   // held down by the mouse
    when_ms repeat_at;    // when it repeats
    char swallow;         // a digit that came as a key already

    struct input inputs[EMULATOR_INPUTS]; // a ring
    size_t first, queued;
    atomic_bool woken;
    unsigned wake_event; // SDL's number of our event
};

static inline struct emulator *emulator_of(struct platform *p) { return (struct emulator *)p; }

// ---- emulator.c: what presses and choices mean ----
void emulator_push(struct emulator *e, const struct input *in);
void emulator_key(struct emulator *e, enum key key, bool down, bool repeat);
void emulator_command(struct emulator *e, enum platform_command command, const char *word);
void emulator_mouse_down(struct emulator *e, float x, float y); // device pixels
void emulator_mouse_move(struct emulator *e, float x, float y);
void emulator_mouse_up(struct emulator *e);
void emulator_repeat(struct emulator *e, when_ms now); // of a key held by the mouse
void emulator_open_menu(struct emulator *e, enum part_menu menu);
bool emulator_menu_key(struct emulator *e, enum key key); // true: the menu or the page took it
void emulator_toggle_overlay(struct emulator *e);
void emulator_toggle_full(struct emulator *e);
void emulator_record(struct emulator *e);

// ---- report.c ----
bool chrome_is_on(const struct emulator *e, const struct part *p); // the segment that the app shows now
void emulator_next(struct emulator *e, enum part_group group);    // asks for the next one of a row
void emulator_show_caption(struct emulator *e, const char *text); // "" for none
void emulator_show_report(struct emulator *e, const struct platform_report *r, when_ms wall, int zone);

// ---- chrome.c, chrome_keys.c, chrome_panel.c: painting, within canvas->clip ----
void chrome_paint(struct emulator *e, struct canvas *c);
void chrome_paint_key(struct emulator *e, struct canvas *c, const struct part *p);
void chrome_paint_panel(struct emulator *e, struct canvas *c);
void chrome_paint_menu(struct emulator *e, struct canvas *c);
void chrome_paint_overlay(struct emulator *e, struct canvas *c);
struct box chrome_box(const struct emulator *e, struct box b); // window of 1920x1080 to device pixels
void chrome_label(struct emulator *e, struct canvas *c, const char *text, struct box in, float size, bool bold,
                  bool centre, uint32_t rgb);
void chrome_frame(struct emulator *e, struct canvas *c, struct box b, float radius, float border, uint32_t line,
                  uint32_t fill);

// ---- layout.c ----
void emulator_layout(struct emulator *e, int width, int height); // of the window; sets scale and television
enum err emulator_set_device(struct emulator *e, int width, int height); // a frame of that size

// ---- window.c: SDL's window and its picture ----
struct window;
struct window *window_create(const char *title, int width, int height, bool resizable, struct fault *f) TGOV_CHECKED;
void window_destroy(struct window *w);
// The picture to paint into, clip set to all of it; false when there is none now (minimised, no memory).
bool window_canvas(struct window *w, struct canvas *c);
// Brings rectangles of the canvas to the screen.
void window_show(struct window *w, const struct rect *rects, size_t count);
void window_resized(struct window *w); // the picture must be asked for again
void window_full(struct window *w, bool full);
bool window_is_full(const struct window *w);

// ---- paint.c: repainting parts of the window at once ----
void emulator_repaint(struct emulator *e, struct rect device);
void emulator_repaint_box(struct emulator *e, struct box b); // of the 1920x1080 window
void emulator_repaint_all(struct emulator *e);
enum err emulator_present(struct emulator *e, const struct rect *changed, size_t count);

// ---- events.c ----
void events_take(struct emulator *e);                    // all that are there
void events_wait(struct emulator *e, when_ms until);
void events_wake(struct emulator *e);

#endif
