// SPDX-License-Identifier: Apache-2.0
// The voice's thread: takes one utterance after the other from the queue, gives it to the driver, waits for its end or for
// something newer that cuts it. The main thread only ever touches the queue.
#include "platform/voice.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "platform/speech_driver.h"
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { PATH_ROOM = 256, NEWS = 8, SETTLE_MS = 250, PATIENCE_MS = 10000, MS_A_BYTE = 150, STACK_BYTES = 512 * 1024, LANGUAGES = 16 };

struct voice {
    struct voice_options options;
    char address[PATH_ROOM], program[PATH_ROOM], record[PATH_ROOM], driver_name[16];
    pthread_t thread;
    int wake; // eventfd: the queue changed

    // Under `lock`
    pthread_mutex_t lock;
    struct speech_queue queue;
    struct input news[NEWS];
    int news_count;
    bool quit;

    // The thread's own
    const struct speech_driver *driver; // open; NULL: none
    void *self;
    when_ms retry_at, retry_after; // not before; the pause after the next failure
    bool hopeful;                  // a service that tells settings is configured: worth trying by ourselves
    when_ms give_up;               // the present utterance ends by then whatever the service says
    when_ms settle_until;
    char missing[LANGUAGES][SPEECH_LANGUAGE];
    int missing_count;
};

static const struct speech_driver *const automatic[] = {&speech_firebolt, &speech_rdk, &speech_ssip, &speech_espeak};
enum { AUTOMATIC = sizeof automatic / sizeof *automatic };

static bool is_auto(const struct voice *v) { return !strcmp(v->driver_name, "auto"); }

static bool wanted(const struct voice *v, const struct speech_driver *d) { return is_auto(v) || !strcmp(v->driver_name, d->name); }

bool voice_knows(const char *driver) {
    if (!strcmp(driver, "auto") || !strcmp(driver, "none") || !strcmp(driver, speech_log.name))
        return true;
    for (size_t i = 0; i < AUTOMATIC; i++)
        if (!strcmp(driver, automatic[i]->name))
            return true;
    return false;
}

// ---- The driver, in the thread ----
static void shut(struct voice *v) {
    if (v->driver)
        v->driver->close(v->self);
    mem_free(v->self);
    v->driver = NULL;
    v->self = NULL;
}

static void try_open(struct voice *v, const struct speech_driver *d) {
    void *self = mem_alloc(d->size);
    enum err err = self ? d->open(self, &v->options) : ERR_MEMORY;
    v->hopeful |= d->eager && err != ERR_MISSING;
    if (err) {
        mem_free(self);
        return;
    }
    v->driver = d;
    v->self = self;
    log_line(LOG_DEBUG, "voice", "open", "driver=%s", d->name);
}

static void pause_before_retry(struct voice *v) {
    v->retry_after = v->retry_after ? v->retry_after : VOICE_RETRY_MS;
    v->retry_at = when_monotonic() + v->retry_after;
    v->retry_after = v->retry_after * 2 > VOICE_RETRY_MOST_MS ? VOICE_RETRY_MOST_MS : v->retry_after * 2;
}

// True when there is a driver now. After a failure not before the pause is over: not at every key.
static bool ready(struct voice *v, bool only_eager) {
    if (v->driver)
        return true;
    if (when_monotonic() < v->retry_at)
        return false;
    for (size_t i = 0; i < AUTOMATIC && !v->driver; i++)
        if (wanted(v, automatic[i]) && (automatic[i]->eager || !only_eager))
            try_open(v, automatic[i]);
    if (!v->driver && !strcmp(v->driver_name, speech_log.name))
        try_open(v, &speech_log);
    if (!v->driver && (!only_eager || v->hopeful)) {
        log_line(LOG_DEBUG, "voice", "absent", "driver=%s", v->driver_name);
        pause_before_retry(v);
    }
    return v->driver != NULL;
}

static void tell(struct voice *v, const struct input *in) {
    pthread_mutex_lock(&v->lock);
    if (v->news_count < NEWS)
        v->news[v->news_count++] = *in;
    pthread_mutex_unlock(&v->lock);
    if (v->options.wake)
        v->options.wake(v->options.wake_arg);
}

static void tell_missing(struct voice *v, const char *language) {
    struct input in = {.type = INPUT_VOICE, .voice = VOICE_MISSING};
    for (int i = 0; i < v->missing_count; i++)
        if (!strcmp(v->missing[i], language))
            return;
    if (v->missing_count < LANGUAGES)
        (void)text_copy(v->missing[v->missing_count++], SPEECH_LANGUAGE, language);
    log_line(LOG_WARN, "voice", "no-voice", "language=%s", language);
    (void)text_copy(in.text, sizeof in.text, language);
    tell(v, &in);
}

static void ended(struct voice *v) {
    pthread_mutex_lock(&v->lock);
    speech_queue_done(&v->queue);
    pthread_mutex_unlock(&v->lock);
}

static void take_news(struct voice *v) {
    struct speech_news news = {0};
    if (!v->driver)
        return;
    v->driver->step(v->self, &news);
    if (news.settings || news.ended)
        v->retry_after = VOICE_RETRY_MS; // it works
    if (news.settings)
        tell(v, &(struct input){.type = INPUT_VOICE, .voice = VOICE_SETTINGS, .voice_on = news.enabled, .voice_rate = news.rate});
    if (news.missing && v->queue.now) // only this thread changes `now`
        tell_missing(v, v->queue.now->language);
    if ((news.ended || news.lost) && v->queue.now)
        ended(v);
    if (news.lost) {
        shut(v);
        pause_before_retry(v);
    }
}

// ---- The queue, in the thread ----
static void begin(struct voice *v, const struct speech_item *item) {
    enum err err = ready(v, false) ? v->driver->say(v->self, item) : ERR_OFFLINE;
    v->give_up = when_monotonic() + PATIENCE_MS + (when_ms)strlen(item->text) * MS_A_BYTE * 100 / item->rate;
    if (!err)
        return;
    if (err == ERR_OFFLINE && v->driver) {
        shut(v);
        pause_before_retry(v);
    }
    ended(v); // what cannot be said now is not said later: by then it would be wrong
}

// Cuts and begins as the queue wants. Returns when to look again at the latest; -1: when something happens.
static when_ms serve(struct voice *v) {
    when_ms now = when_monotonic(), next;
    pthread_mutex_lock(&v->lock);
    bool cut = v->queue.now && (v->queue.cut || now >= v->give_up);
    pthread_mutex_unlock(&v->lock);
    if (cut) {
        if (v->driver)
            v->driver->stop(v->self);
        ended(v);
    }
    pthread_mutex_lock(&v->lock);
    bool wait = !v->queue.now && v->queue.count && v->queue.items[0]->settle && now < v->settle_until;
    const struct speech_item *item = wait ? NULL : speech_queue_next(&v->queue);
    next = wait ? v->settle_until : -1;
    pthread_mutex_unlock(&v->lock);
    if (item)
        begin(v, item);
    return v->queue.now ? v->give_up : next;
}

static int time_left(when_ms until) {
    when_ms left = until - when_monotonic();
    return until < 0 ? -1 : left <= 0 ? 0 : left > 3600000 ? 3600000 : (int)left;
}

static void sleep_until(struct voice *v, when_ms next) {
    short events = 0;
    int fd = v->driver ? v->driver->fd(v->self, &events) : -1;
    struct pollfd fds[2] = {{.fd = v->wake, .events = POLLIN}, {.fd = fd, .events = events}};
    uint64_t count;
    bool instant = v->driver && fd < 0 && v->queue.now; // it has nothing to wait for
    if (!v->driver && v->hopeful && (next < 0 || v->retry_at < next))
        next = v->retry_at;
    if (poll(fds, fd < 0 ? 1 : 2, instant ? 0 : time_left(next)) < 0 && errno != EINTR)
        log_line(LOG_ERROR, "voice", "poll", "errno=%d", errno);
    if (fds[0].revents && read(v->wake, &count, sizeof count) < 0)
        log_line(LOG_DEBUG, "voice", "wake", "errno=%d", errno);
}

static void *run(void *arg) {
    struct voice *v = arg;
    bool quit = false;
    sigset_t pipes;
    sigemptyset(&pipes);
    sigaddset(&pipes, SIGPIPE); // a speech command that ends early must not end us
    pthread_sigmask(SIG_BLOCK, &pipes, NULL);
    (void)ready(v, true); // a service that tells settings is asked before anything is said
    while (!quit) {
        if (v->hopeful)
            (void)ready(v, true);
        sleep_until(v, serve(v));
        take_news(v);
        pthread_mutex_lock(&v->lock);
        quit = v->quit;
        pthread_mutex_unlock(&v->lock);
    }
    if (v->driver && v->queue.now)
        v->driver->stop(v->self);
    shut(v);
    return NULL;
}

// ---- The main thread ----
static const char *keep(char *room, const char *text) {
    return text && text_copy(room, PATH_ROOM, text) ? room : NULL;
}

static bool start_thread(struct voice *v) {
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, STACK_BYTES);
    int failed = pthread_create(&v->thread, &attr, run, v);
    pthread_attr_destroy(&attr);
    return !failed;
}

struct voice *voice_create(const struct voice_options *o) {
    struct voice *v = mem_alloc(sizeof *v);
    if (!v)
        return NULL;
    v->options = *o;
    v->options.address = keep(v->address, o->address);
    v->options.program = keep(v->program, o->program);
    v->options.record = keep(v->record, o->record);
    (void)text_copy(v->driver_name, sizeof v->driver_name, o->driver ? o->driver : "auto");
    pthread_mutex_init(&v->lock, NULL);
    v->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (v->wake >= 0 && start_thread(v))
        return v;
    if (v->wake >= 0)
        close(v->wake);
    pthread_mutex_destroy(&v->lock);
    mem_free(v);
    return NULL;
}

static void nudge(struct voice *v) {
    uint64_t one = 1;
    if (write(v->wake, &one, sizeof one) < 0)
        return; // the counter is full: it is awake anyway
}

void voice_destroy(struct voice *v) {
    if (!v)
        return;
    pthread_mutex_lock(&v->lock);
    v->quit = true;
    pthread_mutex_unlock(&v->lock);
    nudge(v);
    pthread_join(v->thread, NULL);
    speech_queue_clear(&v->queue);
    speech_queue_done(&v->queue);
    close(v->wake);
    pthread_mutex_destroy(&v->lock);
    mem_free(v);
}

enum err voice_speak(struct voice *v, const struct utterance *u) {
    if (strlen(u->text) > VOICE_SENTENCE_BYTES)
        return ERR_LIMIT;
    struct speech_item *item = speech_item_make(u);
    if (!item)
        return ERR_MEMORY;
    pthread_mutex_lock(&v->lock);
    enum err err = speech_queue_put(&v->queue, item);
    if (u->settle)
        v->settle_until = when_monotonic() + SETTLE_MS;
    pthread_mutex_unlock(&v->lock);
    if (err)
        mem_free(item);
    nudge(v);
    return err;
}

void voice_hush(struct voice *v) {
    pthread_mutex_lock(&v->lock);
    speech_queue_clear(&v->queue);
    pthread_mutex_unlock(&v->lock);
    nudge(v);
}

bool voice_talking(const struct voice *v) {
    struct voice *open = (struct voice *)v; // the lock is not part of what it says
    pthread_mutex_lock(&open->lock);
    bool busy = speech_queue_busy(&open->queue);
    pthread_mutex_unlock(&open->lock);
    return busy;
}

bool voice_take(struct voice *v, struct input *in) {
    pthread_mutex_lock(&v->lock);
    bool any = v->news_count > 0;
    if (any) {
        *in = v->news[0];
        v->news_count--;
        memmove(v->news, v->news + 1, (size_t)v->news_count * sizeof v->news[0]);
    }
    pthread_mutex_unlock(&v->lock);
    return any;
}
