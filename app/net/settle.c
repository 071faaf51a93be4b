// SPDX-License-Identifier: Apache-2.0
// What follows when a try of a request ended: another try, the stored copy, or the end.
#include "app/net/inside.h"
#include "app/net/retry.h"
#include "app/net/url.h"
#include "base/log.h"

static void fill(struct exchange *x, struct net_message *m, int status, const char *type, const char *etag, struct str body) {
    answer_fill(m, &(struct answer){.status = status, .content_type = type, .etag = etag, .location = x->head.location, .language = x->head.language,
                                    .body = body, .shape = x->shape, .want = x->want, .place = x->place});
    m->token = x->token;
    m->tag = x->tag;
    m->serial = x->serial;
    m->kind = NET_ANSWER;
    m->attempts = x->tries;
}

static void fill_kept(struct exchange *x, struct net_message *m, int status) {
    fill(x, m, status, x->kept.content_type, x->kept.etag, x->kept.body);
}

// A clock that was set back makes an answer "from the future": then nothing is known but that it is not fresh.
static int64_t kept_age(struct net *n, const struct exchange *x) {
    int64_t age = n->now() - x->kept.stored;
    return age < 0 ? 0 : age;
}

static void forget_kept(struct net *n, struct exchange *x) {
    cache_drop(n->cache, x->name);
    x->has_kept = false;
}

static void finish(struct net *n, struct exchange *x) {
    struct net_message *m = x->end;
    x->end = NULL;
    x->done = true;
    m->date = m->stored ? 0 : x->head.date;
    net_deliver(n, x, m);
}

// The end, with the stored copy as the answer. False when the copy cannot be decoded (any more).
static bool finish_kept(struct net *n, struct exchange *x, enum err cause) {
    fill_kept(x, x->end, 200);
    if (x->end->err) {
        forget_kept(n, x);
        return false;
    }
    x->end->stored = true;
    x->end->stale = cause != ERR_NONE;
    x->end->cause = cause;
    x->end->age_ms = kept_age(n, x);
    x->end->unchanged = x->gave_kept;
    finish(n, x);
    return true;
}

void settle_begin(struct net *n, struct exchange *x, when_ms now) {
    x->begun = true;
    x->begun_away = n->away;
    x->deadline = now + n->times.deadline_ms;
    if (!n->cache || x->cache == NET_CACHE_NONE)
        return;
    cache_name(x->url, x->language, x->name);
    if (x->cache == NET_CACHE_RELOAD || cache_load(n->cache, &x->kept_arena, x->name, &x->kept))
        return;
    x->has_kept = true;
    when_ms age = n->now() - x->kept.stored;
    if (age >= 0 && age < x->kept.max_age_ms && finish_kept(n, x, ERR_NONE))
        return;
    if (x->cache != NET_CACHE_FIRST || !x->has_kept)
        return;
    struct net_message *m = answer_message();
    if (!m)
        return; // then only the end comes
    fill_kept(x, m, 200);
    if (m->err) {
        net_message_free(m);
        forget_kept(n, x);
        return;
    }
    m->more = m->stored = true;
    m->age_ms = kept_age(n, x);
    x->gave_kept = true;
    net_deliver(n, x, m);
}

static void keep(struct net *n, struct exchange *x, struct str body, const char *type, const char *etag) {
    const struct net_head *h = &x->head;
    bool trusted = atomic_load(&n->fault) == NET_FAULT_NONE || atomic_load(&n->fault) == NET_FAULT_SLOW;
    if (!n->cache || x->cache == NET_CACHE_NONE || !trusted)
        return;
    if (h->no_store) {
        cache_drop(n->cache, x->name);
        return;
    }
    int64_t max_age = h->no_cache || h->max_age_ms < 0 ? 0 : h->max_age_ms;
    cache_store(n->cache, x->name,
                &(struct cache_entry){.body = body, .etag = etag, .content_type = type,
                                      .stored = n->now() - h->age_ms, .max_age_ms = max_age});
}

// Only on the same origin: a header with a session's token must not travel, and nobody else speaks for the office.
static bool follow(struct net *n, struct exchange *x, int status) {
    char *to = NULL;
    bool safe = !strcmp(x->method, "GET") || !strcmp(x->method, "HEAD");
    bool may = status == 307 || status == 308 || (safe && (status == 301 || status == 302 || status == 303));
    if (!may || x->redirects >= REDIRECTS_MAX || !x->head.location[0])
        return false;
    curl_easy_getinfo(x->easy, CURLINFO_REDIRECT_URL, &to);
    if (!to || !url_same_origin(to, x->url) || strlen(to) >= NET_URL_MAX)
        return false;
    const char *copy = arena_string(&x->arena, to);
    if (!copy)
        return false;
    x->url = copy;
    x->redirects++;
    return true;
}

static bool try_again(struct net *n, struct exchange *x, const struct trial *t, when_ms now) {
    if (!x->repeatable || x->tries - x->redirects - x->nonces >= x->attempts || !retry_helps(t->status, t->err))
        return false;
    // Without a connection a stored copy is shown at once, and a box that is known to be offline, or waited long for the
    // connection already, does not make one wait longer.
    if (t->err == ERR_OFFLINE && (x->has_kept || x->begun_away || now - x->started > n->times.connect_ms / 2))
        return false;
    x->failures++;
    int64_t pause = retry_pause(x->failures, n->times.retry_base_ms, n->times.retry_cap_ms, net_dice());
    if (t->retry_after_ms >= 0) {
        if (t->retry_after_ms > n->times.retry_cap_ms)
            return false;
        pause = retry_after_jitter(t->retry_after_ms, net_dice());
    }
    if (now + pause >= x->deadline)
        return false;
    x->due = now + pause;
    log_line(LOG_INFO, "net", "retry", "status=%d err=%s try=%d wait_ms=%lld", t->status, err_name(t->err), x->tries,
             (long long)pause);
    return true;
}

static bool copy_will_do(const struct trial *t) {
    return t->err == ERR_OFFLINE || t->err == ERR_TIMEOUT || t->err == ERR_TLS || t->err == ERR_BUSY ||
           t->err == ERR_REMOTE;
}

static const char *sentence(const struct exchange *x, const struct trial *t) {
    if (t->status >= 300 && t->status < 400)
        return "a redirect that is not followed";
    if (x->stop == ERR_LIMIT)
        return "the answer is larger than its cap";
    return x->words[0] ? x->words : "no answer";
}

static void finish_trial(struct net *n, struct exchange *x, const struct trial *t) {
    struct net_message *m = x->end;
    struct str body = {buf_text(&x->in), x->in.len};
    if (t->status >= 200 && (t->status < 300 || t->status >= 400)) {
        fill(x, m, t->status, x->head.content_type, x->head.etag, body);
        if (t->status == 200 && !m->err)
            keep(n, x, body, x->head.content_type, x->head.etag);
        if (t->status == 404 || t->status == 410 || t->status == 401 || t->status == 403)
            if (n->cache && x->has_kept)
                forget_kept(n, x);
    } else {
        fill(x, m, 0, "", "", STR(""));
        m->status = t->status;
        m->err = t->err;
        m->tls = t->tls;
        (void)fault_set(&m->fault, t->err, x->place, "%s", sentence(x, t));
    }
    m->retry_after_ms = t->retry_after_ms;
    finish(n, x);
}

void settle_trial(struct net *n, struct exchange *x, const struct trial *t, when_ms now) {
    if (t->status >= 300 && t->status < 400 && t->status != 304 && follow(n, x, t->status)) {
        x->due = now;
        return;
    }
    if (wire_wants_nonce(x, t->status)) {
        x->nonces++;
        x->due = now;
        return;
    }
    if (t->status == 304 && x->has_kept) {
        const char *etag = x->head.etag[0] ? x->head.etag : x->kept.etag;
        fill_kept(x, x->end, 304);
        if (x->end->err) { // kept by an older version of the app: ask for all of it
            forget_kept(n, x);
            x->due = now;
            return;
        }
        keep(n, x, x->kept.body, x->kept.content_type, etag);
        x->end->unchanged = x->gave_kept;
        finish(n, x);
        return;
    }
    struct trial end = *t;
    if (t->status >= 300 && t->status < 400)
        end.err = ERR_REMOTE;
    if (try_again(n, x, &end, now))
        return;
    if (x->has_kept && copy_will_do(&end) && finish_kept(n, x, end.err))
        return;
    finish_trial(n, x, &end);
}
