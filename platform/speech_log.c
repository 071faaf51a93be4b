// SPDX-License-Identifier: Apache-2.0
// The driver for developers: each utterance is a line on stderr, `say TAG RATE% VOLUME% "text"`, and is said at once.
#include "platform/speech_driver.h"
#include <stdio.h>

struct written {
    bool said;
};

static enum err open_log(void *self, const struct voice_options *o) {
    (void)self;
    (void)o;
    return ERR_NONE;
}

static void close_log(void *self) { (void)self; }

static int no_fd(const void *self, short *events) {
    (void)self;
    *events = 0;
    return -1;
}

static enum err say(void *self, const struct speech_item *item) {
    struct written *w = self;
    char line[512];
    size_t n = 0;
    for (const char *p = item->text; *p && n + 1 < sizeof line; p++)
        line[n++] = *p == '\n' ? ' ' : *p;
    line[n] = '\0';
    fprintf(stderr, "say %s %d%% %d%% \"%s\"\n", *item->language ? item->language : "-", item->rate, item->volume, line);
    w->said = true;
    return ERR_NONE;
}

static void step(void *self, struct speech_news *news) {
    struct written *w = self;
    news->ended = w->said;
    w->said = false;
}

static void stop(void *self) { ((struct written *)self)->said = false; }

const struct speech_driver speech_log = {.name = "log", .size = sizeof(struct written), .open = open_log, .close = close_log,
                                         .fd = no_fd, .step = step, .say = say, .stop = stop};
