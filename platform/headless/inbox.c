// SPDX-License-Identifier: Apache-2.0
// Input, waking and virtual time of the headless driver.
#include "platform/headless/driver.h"
#include "base/str.h"
#include <assert.h>
#include <errno.h>
#include <string.h>
#include <time.h>

void headless_inbox_init(struct headless *h) {
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&h->more, &attr);
    pthread_condattr_destroy(&attr);
    pthread_mutex_init(&h->lock, NULL);
}

void headless_inbox_finish(struct headless *h) {
    pthread_cond_destroy(&h->more);
    pthread_mutex_destroy(&h->lock);
}

bool headless_push(struct platform *p, const struct input *in) {
    struct headless *h = headless_of(p);
    pthread_mutex_lock(&h->lock);
    bool room = h->queued < HEADLESS_INPUTS;
    if (room)
        h->inputs[(h->first + h->queued++) % HEADLESS_INPUTS] = *in;
    pthread_cond_signal(&h->more);
    pthread_mutex_unlock(&h->lock);
    return room;
}

bool headless_press(struct platform *p, enum key key) {
    return headless_push(p, &(struct input){.type = INPUT_KEY, .key = key}) &&
           headless_push(p, &(struct input){.type = INPUT_KEY_UP, .key = key});
}

bool headless_type(struct platform *p, const char *text) {
    size_t len = strlen(text), at = 0;
    while (at < len) {
        size_t end = len - at < INPUT_TEXT_ROOM ? len : at + INPUT_TEXT_ROOM - 1;
        if (end < len && ((unsigned char)text[end] & 0xc0) == 0x80)
            end = utf8_back(text, end); // not within a character
        struct input in = {.type = INPUT_TEXT};
        memcpy(in.text, text + at, end - at);
        if (!headless_push(p, &in))
            return false;
        at = end;
    }
    return true;
}

size_t headless_queued(struct platform *p) {
    struct headless *h = headless_of(p);
    pthread_mutex_lock(&h->lock);
    size_t queued = h->queued;
    pthread_mutex_unlock(&h->lock);
    return queued;
}

bool headless_poll(struct platform *p, struct input *in) {
    struct headless *h = headless_of(p);
    pthread_mutex_lock(&h->lock);
    bool any = h->queued > 0;
    if (any) {
        *in = h->inputs[h->first];
        h->first = (h->first + 1) % HEADLESS_INPUTS;
        h->queued--;
    }
    pthread_mutex_unlock(&h->lock);
    return any || (h->voice && voice_take(h->voice, in));
}

void headless_wake(struct platform *p) {
    struct headless *h = headless_of(p);
    pthread_mutex_lock(&h->lock);
    h->woken = true;
    pthread_cond_signal(&h->more);
    pthread_mutex_unlock(&h->lock);
}

void headless_wait(struct platform *p, when_ms until) {
    struct headless *h = headless_of(p);
    pthread_mutex_lock(&h->lock);
    while (until == -1 && !h->queued && !h->woken)
        pthread_cond_wait(&h->more, &h->lock);
    if (!h->queued && !h->woken && until > h->clock)
        h->clock = until;
    h->woken = false;
    h->count.waits++;
    pthread_mutex_unlock(&h->lock);
}

static struct timespec after(long real_ms) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += real_ms / 1000;
    t.tv_nsec += real_ms % 1000 * 1000000;
    if (t.tv_nsec >= 1000000000) {
        t.tv_nsec -= 1000000000;
        t.tv_sec++;
    }
    return t;
}

bool headless_wait_real(struct platform *p, long real_ms) {
    struct headless *h = headless_of(p);
    struct timespec limit = after(real_ms < 0 ? 0 : real_ms);
    int late = 0;
    pthread_mutex_lock(&h->lock);
    while (!h->queued && !h->woken && late != ETIMEDOUT)
        late = real_ms < 0 ? pthread_cond_wait(&h->more, &h->lock) : pthread_cond_timedwait(&h->more, &h->lock, &limit);
    bool any = h->queued || h->woken;
    h->woken = false;
    pthread_mutex_unlock(&h->lock);
    return any;
}

void headless_advance(struct platform *p, when_ms ms) {
    assert(ms >= 0);
    headless_of(p)->clock += ms;
}
