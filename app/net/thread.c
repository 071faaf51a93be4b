// SPDX-License-Identifier: Apache-2.0
// The network thread: takes what was asked, starts what is due, lets libcurl work, and sleeps until something happens.
// At rest nothing is due, and it sleeps without an end.
#include "app/net/inside.h"
#include "app/net/retry.h"
#include "base/log.h"
#include "base/random.h"
#include <limits.h>
#include <signal.h>

enum { SLOW_START_MS = 1500, PROBE_BASE_MS = 2000, RETURN_SPREAD_MS = 1000 };

uint32_t net_dice(void) {
    uint32_t n = 0;
    random_bytes(&n, sizeof n);
    return n;
}

void net_deliver(struct net *n, struct exchange *x, struct net_message *m) {
    bool is_event = m->kind == NET_EVENT;
    if (x && x->is_probe) {
        net_message_free(m);
        return;
    }
    atomic_fetch_add(&n->messages, 1);
    atomic_fetch_add(&n->events, is_event);
    if (queue_put(n->outgoing, &m->link)) { // cannot be: sends stop long before
        atomic_fetch_sub(&n->messages, 1);
        atomic_fetch_sub(&n->events, is_event);
        log_line(LOG_ERROR, "net", "message-lost", "kind=%d", (int)m->kind);
        net_message_free(m);
        return;
    }
    n->put = true;
}

static void start_probe(struct net *n, when_ms now) {
    struct exchange *x = NULL;
    if (!n->probe_path ||
        exchange_of_request(n, &(struct net_request){.path = n->probe_path, .want = NET_WANT_NOTHING, .attempts = 1}, &x, NULL))
        return;
    x->is_probe = true;
    x->failures = 1;
    x->due = now + PROBE_BASE_MS / 2 + retry_pause(1, PROBE_BASE_MS, n->times.stream_cap_ms, net_dice());
    x->next = n->list;
    n->list = x;
}

static void end_pauses(struct net *n, when_ms now, uint32_t spread) {
    for (struct exchange *x = n->list; x; x = x->next) {
        when_ms at = now + (spread ? net_dice() % spread : 0);
        if (!x->easy && x->begun && x->due > at)
            x->due = at;
    }
}

// What a try says about the way to the office. A refusal to prove itself says nothing: somebody did answer.
void net_reached(struct net *n, struct exchange *x, const struct trial *t) {
    if (!x->ours || (t->status == 0 && t->err != ERR_OFFLINE) || n->away == (t->status == 0))
        return;
    n->away = t->status == 0;
    log_line(LOG_INFO, "net", n->away ? "away" : "reachable", "err=%s", err_name(t->err));
    struct net_message *m = answer_message();
    if (m) {
        m->kind = NET_REACH;
        m->online = !n->away;
        m->err = t->err;
        net_deliver(n, NULL, m);
    }
    if (n->away)
        start_probe(n, when_monotonic());
    else
        end_pauses(n, when_monotonic(), RETURN_SPREAD_MS);
}

static void probe_ended(struct net *n, struct exchange *x, when_ms now) {
    if (!n->away) {
        x->done = true;
        return;
    }
    x->failures++;
    x->due = now + PROBE_BASE_MS / 2 + retry_pause(x->failures, PROBE_BASE_MS, n->times.stream_cap_ms, net_dice());
}

static void try_ended(struct net *n, struct exchange *x, const struct trial *t, when_ms now) {
    net_reached(n, x, t);
    x->waited = false;
    if (x->is_probe)
        probe_ended(n, x, now);
    else if (x->is_stream)
        stream_ended(n, x, t, now);
    else
        settle_trial(n, x, t, now);
    wire_stop(n, x);
}

static void cut_off(struct net *n, struct exchange *x, enum err err, when_ms now) {
    curl_multi_remove_handle(n->multi, x->easy);
    x->words[0] = '\0';
    try_ended(n, x, &(struct trial){.err = err, .retry_after_ms = -1}, now);
}

static void take_incoming(struct net *n, when_ms now) {
    for (struct queue_item *item; (item = queue_take(n->incoming));) {
        struct exchange *x = (struct exchange *)item;
        x->due = now;
        x->next = n->list;
        n->list = x;
    }
}

static bool wanted(struct net *n, const struct exchange *x) {
    if (x->is_probe)
        return n->away;
    for (size_t i = 0; i < n->live_count; i++)
        if (n->live[i].serial == x->serial)
            return true;
    return false;
}

// Lets go of what is done, cancelled or replaced.
static void sweep(struct net *n, bool cancelled) {
    if (cancelled)
        pthread_mutex_lock(&n->lock);
    for (struct exchange **at = &n->list; *at;) {
        struct exchange *x = *at;
        if (!x->done && (!cancelled || wanted(n, x))) {
            at = &x->next;
            continue;
        }
        *at = x->next;
        wire_stop(n, x);
        exchange_free(x);
    }
    if (cancelled)
        pthread_mutex_unlock(&n->lock);
}

static void apply_fault(struct net *n, when_ms now) {
    enum net_fault fault = (enum net_fault)atomic_load(&n->fault);
    if (fault == n->fault_seen)
        return;
    n->fault_seen = fault;
    bool cut = fault == NET_FAULT_OFFLINE || fault == NET_FAULT_BAD_CERTIFICATE;
    for (struct exchange *x = n->list; x; x = x->next)
        if (x->easy && (cut || (fault == NET_FAULT_5XX && x->is_stream)))
            cut_off(n, x, fault == NET_FAULT_OFFLINE ? ERR_OFFLINE : ERR_REMOTE, now);
    if (fault == NET_FAULT_NONE)
        end_pauses(n, now, 0);
}

static void start_one(struct net *n, struct exchange *x, when_ms now) {
    if (!x->begun && !x->is_stream)
        settle_begin(n, x, now);
    x->begun = true;
    if (x->done)
        return;
    if (n->fault_seen == NET_FAULT_SLOW && !x->waited) {
        x->waited = true;
        x->due = now + SLOW_START_MS;
        return;
    }
    enum err err = wire_start(n, x);
    if (!err)
        return;
    x->attempts = x->tries;
    try_ended(n, x, &(struct trial){.err = err, .retry_after_ms = -1}, now);
}

static void start_due(struct net *n, when_ms now) {
    for (struct exchange *x = n->list; x; x = x->next)
        if (!x->easy && !x->done && x->due <= now)
            start_one(n, x, now);
}

// Until when something must be heard of a running stream.
static when_ms patience(const struct net *n, const struct exchange *x) {
    return x->heard + (x->up ? n->times.heartbeat_ms : n->times.connect_ms);
}

static void check_heartbeats(struct net *n, when_ms now) {
    for (struct exchange *x = n->list; x; x = x->next) {
        curl_off_t connected = 0;
        if (!x->easy || !x->is_stream || x->stalled || now <= patience(n, x))
            continue;
        curl_easy_getinfo(x->easy, CURLINFO_CONNECT_TIME_T, &connected);
        cut_off(n, x, connected > 0 ? ERR_TIMEOUT : ERR_OFFLINE, now);
    }
}

static void resume_streams(struct net *n, when_ms now) {
    atomic_store(&n->stalled, false);
    for (struct exchange *x = n->list; x; x = x->next) {
        if (!x->easy || !x->stalled)
            continue;
        x->stalled = false;
        x->heard = now;
        curl_easy_pause(x->easy, CURLPAUSE_CONT); // calls the body callback, which may stall it again
    }
}

static void read_results(struct net *n) {
    int left = 0;
    for (CURLMsg *msg; (msg = curl_multi_info_read(n->multi, &left));) {
        struct exchange *x = NULL;
        if (msg->msg != CURLMSG_DONE)
            continue;
        CURLcode code = msg->data.result; // `msg` is gone once the handle is removed
        curl_easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE, (char **)&x);
        curl_multi_remove_handle(n->multi, x->easy);
        struct trial t = wire_read(n, x, code);
        try_ended(n, x, &t, when_monotonic());
    }
}

// Milliseconds until one of our own clocks runs out; libcurl looks after its own.
static int next_wait(struct net *n, when_ms now) {
    when_ms at = now + INT_MAX;
    for (struct exchange *x = n->list; x; x = x->next) {
        if (!x->easy && x->due < at)
            at = x->due;
        if (x->easy && x->is_stream && !x->stalled && patience(n, x) + 1 < at)
            at = patience(n, x) + 1;
    }
    return at <= now ? 0 : (int)(at - now);
}

static void wake_loop(struct net *n) {
    bool put = n->put;
    n->put = false;
    if (put && !atomic_exchange(&n->woken, true) && n->wake)
        n->wake(n->wake_arg);
}

static void one_round(struct net *n) {
    int running = 0;
    when_ms now = when_monotonic();
    take_incoming(n, now);
    sweep(n, atomic_exchange(&n->sweep, false));
    apply_fault(n, now);
    if (atomic_exchange(&n->nudged, false))
        end_pauses(n, now, 0);
    if (atomic_exchange(&n->forget, false) && n->cache)
        cache_clear(n->cache);
    if (atomic_exchange(&n->resume, false))
        resume_streams(n, now);
    check_heartbeats(n, now);
    start_due(n, now);
    curl_multi_perform(n->multi, &running);
    read_results(n);
    // A probe is over as soon as anybody else found the way back.
    for (struct exchange *x = n->list; x; x = x->next)
        x->done = x->done || (x->is_probe && !n->away);
    sweep(n, false);
    wake_loop(n);
}

void *net_thread(void *arg) {
    struct net *n = arg;
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL); // a closed connection must not end the program with SIGPIPE
    while (!atomic_load(&n->quit)) {
        one_round(n);
        curl_multi_poll(n->multi, NULL, 0, next_wait(n, when_monotonic()), NULL);
        atomic_fetch_add(&n->wakeups, 1);
    }
    for (struct exchange *x; (x = n->list);) {
        n->list = x->next;
        wire_stop(n, x);
        exchange_free(x);
    }
    return NULL;
}
