// SPDX-License-Identifier: Apache-2.0
// What a viewer waits for, measured inside the process, where no start and no pipe disturbs it.
#include "app/inside.h"
#include "app/script_steps.h"

#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 3, SAMPLES = ROUNDS * LANGUAGES_MAX };

static double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

// Through all languages, several times: from the wish to the picture in the new language. The first round shapes and draws
// letters that were never seen; what is told is the middle of that round or of the others, whichever is slower.
enum err step_measure_language(struct run *r, const char *args) {
    double first[LANGUAGES_MAX], rest[SAMPLES];
    size_t n = 0, m = 0;
    char before[32];
    (void)args;
    text_copy(before, sizeof before, r->app->settings.language);
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < r->app->language_count; i++) {
            struct input in = {.type = INPUT_COMMAND, .command = COMMAND_LANGUAGE};
            text_copy(in.text, sizeof in.text, r->app->languages[i].tag);
            double start = now_ms();
            input_take(r->app, &in);
            double ms = now_ms() - start;
            if (round == 0)
                first[n++] = ms;
            else
                rest[m++] = ms;
            script_settle(r);
        }
    }
    qsort(first, n, sizeof *first, by_size);
    qsort(rest, m, sizeof *rest, by_size);
    printf("language-switch %.1f ms\n", first[n / 2] > rest[m / 2] ? first[n / 2] : rest[m / 2]);
    settings_language(r->app, before);
    return ERR_NONE;
}

// What shaped texts, glyphs, lines and pictures hold now, and in how many fonts.
enum err step_measure_text(struct run *r, const char *args) {
    struct text_stats s = text_stats(r->app->text);
    (void)args;
    printf("text-memory %.2f MB\n", (double)s.bytes / (1 << 20));
    printf("text-fonts %d\n", s.faces_open);
    fflush(stdout);
    return ERR_NONE;
}
