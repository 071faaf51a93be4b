// SPDX-License-Identifier: Apache-2.0
// A stream of events: told up and down, reconnected with the last id and with pauses that grow, and paused while the
// loop does not take what already came.
#include "app/net/inside.h"
#include "app/net/retry.h"
#include "base/log.h"

enum { STREAM_BASE_MS = 1000 };

static struct net_message *message(struct exchange *x, enum net_kind kind) {
    struct net_message *m = answer_message();
    if (!m)
        return NULL;
    m->kind = kind;
    m->token = x->token;
    m->tag = x->tag;
    m->serial = x->serial;
    return m;
}

static bool is_stream_answer(const struct exchange *x, long status) {
    return status == 200 && head_type_is(x->head.content_type, "text/event-stream");
}

bool stream_opened(struct net *n, struct exchange *x) {
    long status = 0;
    curl_easy_getinfo(x->easy, CURLINFO_RESPONSE_CODE, &status);
    if (x->up || status < 200)
        return true;
    if (atomic_load(&n->fault) == NET_FAULT_5XX) {
        x->stop = ERR_BUSY;
        return false;
    }
    if (!is_stream_answer(x, status)) {
        // A page that never ends must not hold the place of a stream for ever.
        if (status < 300)
            x->stop = ERR_UNSUPPORTED;
        return status >= 300 || status == 204;
    }
    x->up = true;
    x->told_down = false;
    net_reached(n, x, &(struct trial){.status = (int)status});
    struct net_message *m = message(x, NET_STREAM_UP);
    if (m) {
        m->status = (int)status;
        net_deliver(n, x, m);
    }
    return true;
}

static enum err take_event(void *arg, const struct sse_event *event) {
    struct exchange *x = arg;
    struct net_message *m = message(x, NET_EVENT);
    if (!m)
        return ERR_MEMORY;
    x->failures = 0; // it works: the next pause starts small again
    enum err err = answer_event(m, event->name, event->id, event->data);
    if (!err) {
        net_deliver(x->net, x, m);
        return ERR_NONE;
    }
    net_message_free(m);
    if (err == ERR_MEMORY)
        return err;
    log_line(LOG_WARN, "net", "event-dropped", "err=%s", err_name(err));
    return ERR_NONE;
}

size_t stream_bytes(struct net *n, struct exchange *x, const char *bytes, size_t len) {
    if (!x->up)
        return len; // the body of a refusal
    if (atomic_load(&n->events) >= NET_EVENTS_WAITING) {
        x->stalled = true;
        atomic_store(&n->stalled, true);
        return CURL_WRITEFUNC_PAUSE;
    }
    size_t skipped = x->sse.skipped;
    enum err err = sse_feed(&x->sse, bytes, len, take_event, x);
    if (x->sse.skipped != skipped)
        log_line(LOG_WARN, "net", "event-too-large", "cap=%d", (int)NET_EVENT_BYTES);
    if (err) {
        x->stop = err;
        return 0;
    }
    return len;
}

static bool is_over(int status) {
    // 204 is how a server tells a client to stop; a 2xx or 3xx that is no stream will not become one.
    return status != 0 && status < 500 && status != 408 && status != 425 && status != 429;
}

static void tell_down(struct net *n, struct exchange *x, const struct trial *t, bool ended) {
    struct net_message *m = ended ? x->end : message(x, NET_STREAM_DOWN);
    if (!m)
        return;
    if (ended) {
        x->end = NULL;
        x->done = true;
    }
    m->kind = NET_STREAM_DOWN;
    m->token = x->token;
    m->tag = x->tag;
    m->serial = x->serial;
    m->err = t->err;
    m->tls = t->tls;
    m->status = t->status;
    m->retry_after_ms = t->retry_after_ms;
    m->ended = ended;
    m->attempts = x->tries;
    if (t->err)
        (void)fault_set(&m->fault, t->err, x->place, "%s", x->words[0] ? x->words : "the stream ended");
    net_deliver(n, x, m);
}

void stream_ended(struct net *n, struct exchange *x, const struct trial *ended_as, when_ms now) {
    struct trial t = *ended_as;
    bool was_up = x->up;
    x->up = x->stalled = false;
    sse_restart(&x->sse);
    if (!was_up && wire_wants_nonce(x, t.status)) {
        x->nonces++;
        x->due = now;
        return;
    }
    x->nonces = 0; // a stream lives long: the next try may meet a new nonce
    if (!was_up && (is_over(t.status) || t.err == ERR_UNSUPPORTED)) {
        if (!t.err)
            t.err = t.status == 204 ? ERR_NONE : ERR_UNSUPPORTED;
        tell_down(n, x, &t, true);
        return;
    }
    // The end of a long answer is the server's right; it is not reachable as a stream until the next try says so.
    if (!t.err)
        t.err = ERR_REMOTE;
    if (!x->told_down)
        tell_down(n, x, &t, false);
    x->told_down = true;
    x->failures++;
    int base = x->sse.retry_ms >= 0 ? x->sse.retry_ms : STREAM_BASE_MS;
    if (base < 50)
        base = 50;
    if (base > n->times.stream_cap_ms)
        base = n->times.stream_cap_ms;
    // Half of it for certain: a stream is not worth a hammering. Half by chance: boxes must not return together.
    int64_t pause = base / 2 + retry_pause(x->failures, base, n->times.stream_cap_ms, net_dice());
    if (t.retry_after_ms >= 0)
        pause = retry_after_jitter(t.retry_after_ms, net_dice());
    x->due = now + pause;
    log_line(LOG_INFO, "net", "stream-pause", "err=%s wait_ms=%lld", err_name(t.err), (long long)pause);
}
