// SPDX-License-Identifier: Apache-2.0
// What a frame of the toolkit costs, in CPU of this thread, on the home screen: one `name value unit` line each. The
// frame is 1920x1080 unless a height is given: ui_bench [HEIGHT].
#include "tests/ui/helper_home.h"
#include "tests/ui/helper_scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 40, MOVES_MAX = 64 };

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
    return 0;
}
