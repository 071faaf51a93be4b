// SPDX-License-Identifier: Apache-2.0
// The emulator's use of ui/text.
#include "platform/sdl2/chrome_text.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "ui/text/picture.h"
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { BUDGET = 512 * 1024 }; // bytes of caches: some forty labels and icons
enum { SEAL = 0x982b17, ON_SEAL = 0xfff6e6 };

struct chrome_text {
    struct text_engine *engine;
};

// Also for a program that was started from elsewhere: build/NAME/tgov and out of an unpacked package.
static bool find_fonts(char *path, size_t room) {
    static const char *const near[] = {"../../assets", "../assets", "assets", "../share/tgov"};
    char program[PATH_MAX];
    const char *assets = getenv("TGOV_ASSETS");
    if (assets && (size_t)snprintf(path, room, "%s/fonts.json", assets) < room && file_exists(path))
        return true;
    if (snprintf(path, room, "assets/fonts.json") && file_exists(path))
        return true;
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    while (n > 0 && program[n - 1] != '/')
        n--;
    program[n > 0 ? n : 0] = '\0';
    for (size_t i = 0; i < sizeof near / sizeof near[0]; i++)
        if ((size_t)snprintf(path, room, "%s%s/fonts.json", program, near[i]) < room && file_exists(path))
            return true;
    return snprintf(path, room, "/usr/share/tgov/fonts.json") && file_exists(path);
}

struct chrome_text *chrome_text_create(void) {
    char path[PATH_MAX + 64];
    struct fault f = {0};
    struct chrome_text *t = mem_alloc(sizeof *t);
    if (!t)
        return NULL;
    if (!find_fonts(path, sizeof path)) {
        log_line(LOG_WARN, "emulator", "no-labels", "reason=no-font-list");
    } else if (text_engine_create(&(struct text_options){.font_list = path, .budget = BUDGET}, &t->engine, &f)) {
        log_line(LOG_WARN, "emulator", "no-labels", "place=%s reason=%s", f.place, f.what);
        t->engine = NULL;
    }
    if (t->engine)
        return t;
    mem_free(t);
    return NULL;
}

void chrome_text_destroy(struct chrome_text *t) {
    if (!t)
        return;
    text_engine_destroy(t->engine);
    mem_free(t);
}

void chrome_text_begin(struct chrome_text *t) {
    if (t)
        text_frame_begin(t->engine);
}

static void put(struct canvas *c, const struct mask *m, int x, int y, uint32_t rgb) {
    if (m->image)
        canvas_mask(c, x, y, m->w, m->h, m->stride, m->data, rgb);
}

void chrome_text_draw(struct chrome_text *t, struct canvas *c, const struct label *l, struct box in) {
    if (!t || !*l->text)
        return;
    struct text_style style = {.size_px = (int)lroundf(l->size), .line_px = (int)lroundf(in.h), .bold = l->bold};
    const struct text_line *line = text_line(t->engine, str_of(l->text), style, TEXT_AUTO);
    if (!line)
        return;
    float x = l->centre ? in.x + (in.w - (float)line->advance) / 2 : in.x;
    put(c, &line->mask, (int)lroundf(x) + line->x, (int)lroundf(in.y) + text_baseline(style) + line->y, l->rgb);
}

void chrome_text_icon(struct chrome_text *t, struct canvas *c, const char *name, struct box in, float size, float stroke,
                      bool mirror, uint32_t rgb) {
    const struct mask *m = NULL;
    int px = (int)lroundf(size), line = (int)lroundf(stroke);
    if (!t)
        return;
    (void)picture_icon(t->engine, name, px, line > 0 ? line : 1, mirror, &m);
    if (m)
        put(c, m, (int)lroundf(in.x + (in.w - (float)m->w) / 2), (int)lroundf(in.y + (in.h - (float)m->h) / 2), rgb);
}

void chrome_text_seal(struct chrome_text *t, struct canvas *c, struct box in) {
    const struct picture *seal = t ? picture_layers(t->engine, "seal", (int)lroundf(in.h)) : NULL;
    for (size_t i = 0; seal && i < seal->count; i++) {
        const struct picture_layer *l = &seal->layers[i];
        uint32_t rgb = l->role == PICTURE_SEAL ? SEAL : l->role == PICTURE_ON_SEAL ? ON_SEAL : l->rgb;
        put(c, &l->mask, (int)lroundf(in.x) + l->x, (int)lroundf(in.y) + l->y, rgb);
    }
}
