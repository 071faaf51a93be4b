// SPDX-License-Identifier: Apache-2.0
// What a frame of the toolkit costs, in CPU of this thread, on the home screen, and what a screen full of text costs in
// other scripts: one `name value unit` line each. The frame is 1920x1080 unless a height is given: ui_bench [HEIGHT].
// Translations come from TGOV_BUILD/i18n.
#include "base/i18n.h"
#include "tests/ui/helper_home.h"
#include "tests/ui/helper_scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 40, WORDS_ARENA = 2 << 20 };

static double cpu_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

// Down and up again through all rows, and through each row from end to end.
static const enum key tour[] = {
    KEY_RIGHT, KEY_RIGHT, KEY_LEFT, KEY_LEFT, KEY_DOWN, KEY_RIGHT, KEY_RIGHT, KEY_LEFT, KEY_LEFT, KEY_DOWN,
    KEY_RIGHT, KEY_RIGHT, KEY_RIGHT, KEY_RIGHT, KEY_LEFT, KEY_LEFT, KEY_LEFT, KEY_LEFT, KEY_UP, KEY_UP,
};

// Held keys: the ring jumps, so each move is one frame.
static void moves(struct scene *s) {
    enum { TOUR = sizeof tour / sizeof *tour };
    double spent = 0, worst = 0;
    long pixels = 0, made = 0;
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < TOUR; i++) {
            double before = cpu_ms();
            bool moved = scene_hold(s, tour[i]) == UI_MOVED;
            double took = cpu_ms() - before;
            if (!moved || !round)
                continue; // the first round fills the caches
            spent += took;
            worst = took > worst ? took : worst;
            pixels += s->changed.pixels;
            made++;
        }
    }
    printf("focus move cpu %.4f ms\n", spent / (double)made);
    printf("focus move cpu worst %.4f ms\n", worst);
    printf("focus move pixels %ld px\n", pixels / made);
}

static void ring(struct scene *s) {
    double spent = 0;
    int frames = 0;
    for (int i = 0; i < ROUNDS; i++) {
        scene_press(s, i % 2 ? KEY_LEFT : KEY_RIGHT);
        double before = cpu_ms();
        frames += scene_settle(s);
        spent += cpu_ms() - before;
    }
    printf("ring frame cpu %.4f ms\n", spent / frames);
}

static void repaint(struct scene *s) {
    double before = cpu_ms();
    for (int i = 0; i < ROUNDS; i++) {
        ui_stage_repaint(s->stage);
        scene_frame(s);
    }
    printf("full repaint cpu %.4f ms\n", (cpu_ms() - before) / ROUNDS);
}

// Nothing changed: view, layout, draw list and comparison, no pixel.
static void still(struct scene *s) {
    double before = cpu_ms();
    for (int i = 0; i < ROUNDS; i++)
        scene_frame(s);
    printf("unchanged frame cpu %.4f ms\n", (cpu_ms() - before) / ROUNDS);
    before = cpu_ms();
    for (int i = 0; i < ROUNDS; i++) {
        s->view(ui_stage_begin(s->stage, &s->world, &s->focus), s->state);
        ui_stage_refocus(s->stage, &s->focus);
    }
    printf("view and layout cpu %.4f ms\n", (cpu_ms() - before) / ROUNDS);
    scene_frame(s);
}

// The same screen with empty text caches: what opening a screen adds.
static void cold(struct scene *s) {
    double spent = 0;
    for (int i = 0; i < ROUNDS; i++) {
        scene_language(s, "en");
        double before = cpu_ms();
        scene_frame(s);
        spent += cpu_ms() - before;
    }
    double warm = cpu_ms();
    for (int i = 0; i < ROUNDS; i++) {
        ui_stage_repaint(s->stage);
        scene_frame(s);
    }
    warm = cpu_ms() - warm;
    printf("text new screen cold cpu %.4f ms\n", (spent - warm) / ROUNDS);
}

// ---- A new screen of text in another script
static const char *const rows[][2] = {
    {"Hides the screen at once, for when somebody comes in.", "The first screen. What you entered is kept."},
    {"Go to what you want. The dark field with the yellow frame is where you are.", "One step back. The place it leads to stands at the bottom."},
    {"Deletes the letter before the caret. Hold it to empty the field.", "Everybody's answers, cases and papers are kept apart."},
    {"The office cannot be reached. Try again in a few minutes.", "Use one of the other ways to this service."},
    {"Plug a stick with your pictures or papers into this TV", "This file is too large for the TV. Send it from your phone."},
    {"What you send appears here, with its clock.", "The clock stands still until you answer."},
};
enum { TEXT_ROWS = sizeof rows / sizeof *rows };

static void text_view(struct ui *u, const void *state) {
    struct w_page page = {.key = "text", .title = tr(u, "Settings"), .yellow = tr(u, "Search")};
    (void)state;
    w_page_open(u, &page);
    w_heading(u, "title", tr(u, "Switch a filter off, or choose All services."), TYPE_TITLE);
    w_text(u, "lead", tr(u, "Finish those first, or start them from the beginning. Then come back here."), TYPE_LEAD, COLOUR_INK2);
    for (int i = 0; i < TEXT_ROWS; i++) {
        w_text(u, ui_printf(u, "row%d", i), tr(u, rows[i][0]), TYPE_ROW, COLOUR_INK);
        w_text(u, ui_printf(u, "detail%d", i), tr(u, rows[i][1]), TYPE_BODY, COLOUR_INK2);
    }
    w_page_close(u, &page);
}

// Every word is there, or the figure would be one of English.
static bool read_words(struct scene *s, struct arena *a, const char *tag) {
    const char *build = getenv("TGOV_BUILD");
    struct fault f = {0};
    char folder[512];
    snprintf(folder, sizeof folder, "%s/i18n", build ? build : "build/bench");
    arena_reset(a);
    s->world.words = i18n_load(a, folder, tag, &f);
    for (int i = 0; i < TEXT_ROWS * 2 && s->world.words; i++)
        if (i18n_text(s->world.words, NULL, rows[i / 2][i % 2]) == rows[i / 2][i % 2]) {
            fprintf(stderr, "ui_bench: %s: not translated: %s\n", tag, rows[i / 2][i % 2]);
            return false;
        }
    if (!s->world.words)
        fprintf(stderr, "ui_bench: %s: %s\n", f.place, f.what);
    return s->world.words != NULL;
}

// First: the very first one, with its fonts opened. Cold: no letter of it was drawn before. Warm: all were.
static double text_screen(struct scene *s, const char *tag) {
    double cold = 0, first = cpu_ms();
    scene_language(s, tag);
    scene_show(s, text_view, NULL);
    printf("text-first-%s %.4f ms\n", tag, cpu_ms() - first);
    for (int i = 0; i < ROUNDS; i++) {
        scene_language(s, tag);
        double before = cpu_ms();
        scene_frame(s);
        cold += cpu_ms() - before;
    }
    printf("text-cold-%s %.4f ms\n", tag, cold / ROUNDS);
    double warm = cpu_ms();
    for (int i = 0; i < ROUNDS; i++) {
        ui_stage_repaint(s->stage);
        scene_frame(s);
    }
    return (cpu_ms() - warm) / ROUNDS;
}

static bool scripts(int height) {
    static const char *const tags[] = {"ko", "ar", "th"};
    struct arena words;
    double slowest = 0;
    bool ok = true;
    arena_init(&words, WORDS_ARENA);
    for (size_t i = 0; i < sizeof tags / sizeof *tags && ok; i++) {
        struct scene s;
        scene_open(&s, height * 16 / 9, height);
        ok = read_words(&s, &words, tags[i]);
        double warm = ok ? text_screen(&s, tags[i]) : 0;
        slowest = warm > slowest ? warm : slowest;
        scene_close(&s);
    }
    if (ok)
        printf("text-warm %.4f ms\n", slowest);
    arena_finish(&words);
    return ok;
}

int main(int argc, char **argv) {
    struct scene s;
    int height = argc > 1 ? atoi(argv[1]) : 1080;
    scene_open(&s, height * 16 / 9, height);
    double before = cpu_ms();
    scene_show(&s, home_view, NULL);
    printf("first frame cpu %.4f ms\n", cpu_ms() - before);
    moves(&s);
    ring(&s);
    repaint(&s);
    still(&s);
    cold(&s);
    scene_close(&s);
    return scripts(height) ? 0 : 1;
}
