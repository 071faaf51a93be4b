// SPDX-License-Identifier: Apache-2.0
// SIGTERM and SIGINT end the application as its window's close button does: everything queued is made durable first. A
// thread waits for them, because what a handler may call is too little to wake every platform.
#include "app/inside.h"

#include "base/log.h"

#include <pthread.h>
#include <signal.h>

static void *watch(void *arg) {
    struct app *app = arg;
    sigset_t set;
    int number;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    if (sigwait(&set, &number) == 0) {
        atomic_store(&app->asked_to_quit, true);
        app->platform->ops->wake(app->platform);
    }
    return NULL;
}

void signals_block(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
}

void signals_watch(struct app *app) {
    app->watching = pthread_create(&app->watcher, NULL, watch, app) == 0;
    if (!app->watching)
        log_line(LOG_WARN, "app", "no-signal-thread", "signals end the program at once");
}

void signals_finish(struct app *app) {
    if (!app->watching)
        return;
    pthread_cancel(app->watcher); // sigwait is a cancellation point
    pthread_join(app->watcher, NULL);
}
