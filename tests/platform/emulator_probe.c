// SPDX-License-Identifier: Apache-2.0
// The smallest app on the emulator: paints bands and a mark that moves with the arrows, prints every input as one line, and
// answers commands as the real app does. Tests click and type into its window. Ends on INPUT_QUIT or KEY_POWER, or after
// the number of seconds given as its argument.
#include "base/log.h"
#include "platform/platform.h"
#include "platform/png.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEP = 40, MARK = 120 };

struct probe {
    struct platform *p;
    struct platform_report report;
    char language[INPUT_TEXT_ROOM], theme[INPUT_TEXT_ROOM], fault[INPUT_TEXT_ROOM];
    struct rect mark;
    bool all; // paint everything
    long frames;
};

static void fill(const struct frame *f, struct rect r, uint32_t colour) {
    for (int y = r.y; y < rect_bottom(r); y++)
        for (int x = r.x; x < rect_right(r); x++)
            f->pixels[(size_t)y * ((size_t)f->stride / 4) + (size_t)x] = colour;
}

static uint32_t band(int y, int height) {
    return y * 4 / height % 2 ? 0xffe4e4d9 : 0xffedece3;
}

static void paint(struct probe *b, struct rect old) {
    struct frame f = b->p->ops->frame(b->p);
    struct rect whole = {0, 0, f.width, f.height}, changed = rect_meet(rect_join(old, b->mark), whole);
    if (b->all)
        changed = whole;
    for (int y = changed.y; y < rect_bottom(changed); y++)
        fill(&f, (struct rect){changed.x, y, changed.w, 1}, band(y, f.height));
    fill(&f, rect_meet(b->mark, whole), 0xff0c3f39);
    b->all = false;
    b->report.frames = ++b->frames;
    if (b->p->ops->present(b->p, &changed, 1))
        puts("present failed");
    if (b->p->ops->report)
        b->p->ops->report(b->p, &b->report);
}

static void obey(struct probe *b, const struct input *in) {
    switch (in->command) {
    case COMMAND_LANGUAGE: memcpy(b->language, in->text, sizeof b->language); break;
    case COMMAND_THEME: memcpy(b->theme, in->text, sizeof b->theme); break;
    case COMMAND_FAULT: memcpy(b->fault, in->text, sizeof b->fault); break;
    case COMMAND_TEXT_SCALE: b->report.text_scale = (int)strtol(in->text, NULL, 10); break;
    case COMMAND_RECORD: b->report.recording = !strcmp(in->text, "start"); break;
    case COMMAND_SHOT: {
        struct frame f = b->p->ops->frame(b->p);
        const char *path = getenv("PROBE_SHOT");
        if (path && picture_write_png(path, &f, NULL))
            puts("no picture");
        break;
    }
    }
}

static void say(struct probe *b, const char *text) {
    struct utterance u = {.text = text, .language = "en", .how = SAY_INSTEAD};
    if (b->p->ops->speak(b->p, &u))
        puts("no voice");
}

static void move(struct probe *b, enum key key) {
    b->mark.x += key == KEY_LEFT ? -STEP : key == KEY_RIGHT ? STEP : 0;
    b->mark.y += key == KEY_UP ? -STEP : key == KEY_DOWN ? STEP : 0;
}

// False to end.
static bool take(struct probe *b, const struct input *in) {
    switch (in->type) {
    case INPUT_KEY:
        printf("key %s%s\n", key_name(in->key), in->repeat ? " repeat" : "");
        move(b, in->key);
        if (in->key == KEY_MENU)
            say(b, "Citizens, button, 1 of 3");
        if (in->key == KEY_BACK)
            b->p->ops->hush(b->p);
        return in->key != KEY_POWER;
    case INPUT_KEY_UP: printf("up %s\n", key_name(in->key)); break;
    case INPUT_TEXT: printf("text %s\n", in->text); break;
    case INPUT_RESIZED:
        printf("resized %dx%d\n", b->p->ops->frame(b->p).width, b->p->ops->frame(b->p).height);
        b->all = true;
        break;
    case INPUT_COMMAND:
        printf("command %d %s\n", (int)in->command, in->text);
        obey(b, in);
        break;
    case INPUT_QUIT: puts("quit"); return false;
    default: break;
    }
    return true;
}

static void run(struct probe *b, when_ms until) {
    bool going = true;
    long waits = 0;
    while (going && (until == -1 || b->p->ops->clock(b->p) < until)) {
        struct rect old = b->mark;
        struct input in;
        bool any = b->all;
        while (going && b->p->ops->poll(b->p, &in)) {
            going = take(b, &in);
            any = true;
        }
        if (any)
            paint(b, old);
        if (going) {
            b->p->ops->wait(b->p, until);
            waits++;
        }
    }
    printf("end frames %ld waits %ld\n", b->frames, waits);
}

int main(int argc, char **argv) {
    struct fault f = {0};
    struct probe b = {.language = "en", .theme = "day", .fault = "none", .mark = {200, 200, MARK, MARK}, .all = true};
    struct platform_options o = {.title = getenv("PROBE_PLAIN") ? NULL : "Tgov"};
    setvbuf(stdout, NULL, _IOLBF, 0);
    log_set_level(LOG_DEBUG);
    b.report = (struct platform_report){.frame_ms = 9, .memory_kb = 41 * 1024, .language = b.language, .theme = b.theme,
                                        .text_scale = 100, .fault = b.fault};
    const char *driver = getenv("PROBE_DRIVER");
    o.input_path = getenv("PROBE_INPUT");
    b.p = driver && !strcmp(driver, "stb") ? platform_stb(&o, &f) : platform_sdl2(&o, &f);
    if (!b.p) {
        fprintf(stderr, "%s: %s\n", f.place, f.what);
        return 1;
    }
    puts("ready");
    run(&b, argc > 1 ? b.p->ops->clock(b.p) + strtol(argv[1], NULL, 10) * 1000 : -1);
    b.p->ops->destroy(b.p);
    return 0;
}
