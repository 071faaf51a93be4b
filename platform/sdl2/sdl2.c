// SPDX-License-Identifier: Apache-2.0
// The desktop emulator, or without a title a plain window with the television alone: the platform's table over the parts
// of this folder.
#include "platform/sdl2/emulator.h"
#include "base/log.h"
#include "base/mem.h"
#include "platform/host.h"
#include "platform/voice.h"
#include <SDL.h>

static void destroy(struct platform *p) {
    if (!p)
        return;
    struct emulator *e = emulator_of(p);
    voice_destroy(e->voice);
    scaler_destroy(e->scaler);
    chrome_text_destroy(e->text);
    window_destroy(e->window);
    mem_free(e->frame.pixels);
    mem_free(e);
}

static struct frame get_frame(struct platform *p) {
    return emulator_of(p)->frame;
}

// A weak box shows no more frames a second than its device says: the app waits here, as it would for a slow screen.
static void hold_back(struct emulator *e) {
    int fps = device_at(e->device)->fps;
    when_ms now = when_monotonic(), next = fps ? e->last_present + 1000 / fps : 0;
    if (next > now)
        SDL_Delay((Uint32)(next - now));
    e->last_present = when_monotonic();
}

static enum err present(struct platform *p, const struct rect *changed, size_t count) {
    struct emulator *e = emulator_of(p);
    hold_back(e);
    return emulator_present(e, changed, count);
}

// The frame changes its size at the moment the app is told, never while it may be painting.
static void change_device(struct emulator *e) {
    const struct device *d = device_at(e->next_device);
    if (e->next_device == e->device)
        return;
    if (!emulator_set_device(e, d->width, d->height))
        e->device = e->next_device;
    e->next_device = e->device;
    emulator_repaint_all(e);
}

static bool poll_input(struct platform *p, struct input *in) {
    struct emulator *e = emulator_of(p);
    if (!e->queued)
        events_take(e);
    if (!e->queued)
        return voice_take(e->voice, in);
    *in = e->inputs[e->first];
    e->first = (e->first + 1) % EMULATOR_INPUTS;
    e->queued--;
    if (in->type == INPUT_RESIZED)
        change_device(e);
    return true;
}

static void wait_input(struct platform *p, when_ms until) {
    events_wait(emulator_of(p), until);
}

static void wake(struct platform *p) {
    events_wake(emulator_of(p));
}

// From the voice's thread.
static void wake_us(void *arg) {
    wake(arg);
}

static when_ms get_clock(struct platform *p) {
    (void)p;
    return when_monotonic();
}

// The caption shows what is said also where no speech service runs, so this never fails.
static enum err speak(struct platform *p, const struct utterance *u) {
    struct emulator *e = emulator_of(p);
    emulator_show_caption(e, u->text);
    (void)!voice_speak(e->voice, u);
    return ERR_NONE;
}

static void hush(struct platform *p) {
    emulator_show_caption(emulator_of(p), "");
    voice_hush(emulator_of(p)->voice);
}

static bool talking(struct platform *p) {
    return voice_talking(emulator_of(p)->voice);
}

// The emulator stands for a box with a player: it only says what would be played.
static enum err play_clip(struct platform *p, const char *url, const char *title) {
    log_line(LOG_INFO, "sdl2", "play-clip", "url=\"%s\"", url);
    emulator_show_caption(emulator_of(p), title);
    return ERR_NONE;
}

static void report(struct platform *p, const struct platform_report *r) {
    emulator_show_report(emulator_of(p), r, host_wall(p), host_zone_minutes(p));
}

static const struct platform_ops ops = {
    .name = "sdl2",
    .destroy = destroy,
    .frame = get_frame,
    .present = present,
    .poll = poll_input,
    .wait = wait_input,
    .wake = wake,
    .clock = get_clock,
    .wall = host_wall,
    .zone_minutes = host_zone_minutes,
    .speak = speak,
    .hush = hush,
    .talking = talking,
    .play_clip = play_clip,
    .report = report,
};

static int device_of(int height) {
    return height <= 720 ? 0 : height < 2160 ? 1 : 2;
}

static enum err start(struct emulator *e, const struct platform_options *o, struct fault *f) {
    int width = o->width > 0 ? o->width : 1920, height = o->height > 0 ? o->height : 1080;
    e->with_chrome = e->chrome = o->title != NULL;
    e->window = window_create(o->title ? o->title : "Tgov", e->chrome ? PARTS_WIDTH : width,
                              e->chrome ? PARTS_HEIGHT : height, true, f);
    if (!e->window)
        return ERR_IO;
    if (emulator_set_device(e, width, height))
        return fault_set(f, ERR_MEMORY, "emulator", "no memory for a frame of %dx%d", width, height);
    e->device = e->next_device = device_of(height);
    e->wake_event = SDL_RegisterEvents(1);
    e->text = chrome_text_create();
    e->voice = voice_create(&(struct voice_options){.driver = o->speech, .wake = wake_us, .wake_arg = &e->platform});
    if (!e->voice)
        return fault_set(f, ERR_MEMORY, "emulator", "no memory for a voice");
    e->shown = (struct shown){.fault = "none"};
    emulator_repaint_all(e);
    return ERR_NONE;
}

struct platform *platform_sdl2(const struct platform_options *o, struct fault *f) {
    struct emulator *e = mem_alloc(sizeof *e);
    if (!e) {
        (void)fault_set(f, ERR_MEMORY, "emulator", "no memory");
        return NULL;
    }
    e->platform.ops = &ops;
    if (start(e, o, f)) {
        destroy(&e->platform);
        return NULL;
    }
    return &e->platform;
}
