// SPDX-License-Identifier: Apache-2.0
// How long after a key what is to be said about it is in the voice's hands: the whole way through the loop, the screen, the
// frame and its painting. "speech-handover VALUE ms" is the 95th percentile of a hundred keys, since on a machine that does
// other things, too, the slowest one tells of those; it follows as "speech-handover worst".
#include "app/app.h"
#include "platform/headless/headless.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { KEYS = 100, ROOM = 512 };

static double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int failed(const struct fault *f) {
    fprintf(stderr, "speech_bench: %s: %s\n", f->place, f->what);
    return 1;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// The times of the keys that something was said about, sorted; how many there are, -1 when a key was refused.
static int measure(struct app *app, struct platform *p, double *took) {
    static const enum key keys[] = {KEY_DOWN, KEY_RIGHT, KEY_DOWN, KEY_LEFT, KEY_UP, KEY_UP, KEY_RIGHT, KEY_LEFT};
    int n = 0;
    for (int i = 0; i < KEYS; i++) {
        size_t before = headless_spoken_count(p);
        double start = now_ms();
        if (!headless_press(p, keys[i % (int)(sizeof keys / sizeof *keys)]))
            return -1;
        (void)app_step(app);
        double ms = now_ms() - start;
        if (headless_spoken_count(p) > before)
            took[n++] = ms;
        headless_advance(p, 200);
        (void)app_step(app);
    }
    qsort(took, (size_t)n, sizeof *took, by_size);
    return n;
}

int main(int argc, char **argv) {
    char state[ROOM] = "/tmp/tgov-speech-bench-XXXXXX", assets[ROOM];
    const char *source = getenv("TGOV_SOURCE");
    struct fault f = {0};
    struct app *app = NULL;
    if (!mkdtemp(state))
        return 1;
    snprintf(assets, sizeof assets, "%s/assets", source ? source : ".");
    // With a voice behind it, so that its thread competes for the processor as it would on a box.
    struct platform *p = platform_headless(&(struct platform_options){.width = 1920, .height = 1080, .speech = argc > 1 ? argv[1] : "auto"}, &f);
    if (!p)
        return failed(&f);
    if (app_create(&(struct app_options){.platform = p, .backend = "https://localhost:1", .state = state, .assets = assets}, &app, &f))
        return failed(&f);
    app_open(app, SCREEN_SETTINGS, "");
    (void)app_step(app);
    (void)headless_press(p, KEY_GREEN);
    (void)app_step(app);
    double took[KEYS];
    int said = measure(app, p, took);
    if (said > 0) {
        printf("speech-handover %.2f ms\n", took[said * 95 / 100]);
        printf("speech-handover worst %.2f ms\n", took[said - 1]);
    }
    app_destroy(app);
    p->ops->destroy(p);
    return said <= 0;
}
