// SPDX-License-Identifier: Apache-2.0
// One thread, one condition, one eventfd that ends its poll().
#include "platform/stb/watch.h"
#include "base/mem.h"
#include <assert.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum watch_state { WATCH_IDLE, WATCH_ARMED, WATCH_QUIT };

struct watch {
    void (*nudge)(void *with);
    void *with;
    int kick; // eventfd
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    enum watch_state state;
    struct pollfd fds[WATCH_FDS]; // the first is `kick`
    size_t count;
};

static void *run(void *arg) {
    struct watch *w = arg;
    pthread_mutex_lock(&w->lock);
    while (w->state != WATCH_QUIT) {
        if (w->state == WATCH_IDLE) {
            pthread_cond_wait(&w->changed, &w->lock);
            continue;
        }
        pthread_mutex_unlock(&w->lock);
        int ready = poll(w->fds, (nfds_t)w->count, -1);
        if (ready > 0 && !w->fds[0].revents)
            w->nudge(w->with);
        pthread_mutex_lock(&w->lock);
        if (ready > 0 && w->state == WATCH_ARMED)
            w->state = WATCH_IDLE;
        pthread_cond_broadcast(&w->changed);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

struct watch *watch_create(void (*nudge)(void *with), void *with) {
    struct watch *w = mem_alloc(sizeof *w);
    if (!w)
        return NULL;
    w->nudge = nudge;
    w->with = with;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->changed, NULL);
    w->kick = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (w->kick >= 0 && !pthread_create(&w->thread, NULL, run, w))
        return w;
    if (w->kick >= 0)
        close(w->kick);
    mem_free(w);
    return NULL;
}

static void kick(struct watch *w) {
    uint64_t one = 1;
    (void)!write(w->kick, &one, sizeof one);
}

void watch_arm(struct watch *w, const struct pollfd *fds, size_t count) {
    assert(count < WATCH_FDS);
    pthread_mutex_lock(&w->lock);
    assert(w->state == WATCH_IDLE);
    w->fds[0] = (struct pollfd){.fd = w->kick, .events = POLLIN};
    memcpy(w->fds + 1, fds, count * sizeof *fds);
    w->count = count + 1;
    w->state = WATCH_ARMED;
    pthread_cond_broadcast(&w->changed);
    pthread_mutex_unlock(&w->lock);
}

void watch_disarm(struct watch *w) {
    uint64_t count;
    pthread_mutex_lock(&w->lock);
    if (w->state == WATCH_ARMED)
        kick(w);
    while (w->state == WATCH_ARMED)
        pthread_cond_wait(&w->changed, &w->lock);
    pthread_mutex_unlock(&w->lock);
    (void)!read(w->kick, &count, sizeof count);
}

void watch_destroy(struct watch *w) {
    if (!w)
        return;
    watch_disarm(w);
    pthread_mutex_lock(&w->lock);
    w->state = WATCH_QUIT;
    pthread_cond_broadcast(&w->changed);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    pthread_cond_destroy(&w->changed);
    pthread_mutex_destroy(&w->lock);
    close(w->kick);
    mem_free(w);
}
