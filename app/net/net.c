// SPDX-License-Identifier: Apache-2.0
// The caller's side of the network client.
#include "app/net/inside.h"
#include "app/net/url.h"
#include "base/log.h"
#include "base/mem.h"

static void pick_times(struct net_times *t) {
    static const struct net_times usual = {.connect_ms = 10000, .answer_ms = 30000, .silence_ms = 15000,
                                           .deadline_ms = 60000, .retry_base_ms = 400, .retry_cap_ms = 8000,
                                           .attempts = 4, .heartbeat_ms = 45000, .stream_cap_ms = 60000};
    int *given[] = {&t->connect_ms, &t->answer_ms, &t->silence_ms, &t->deadline_ms, &t->retry_base_ms,
                    &t->retry_cap_ms, &t->attempts, &t->heartbeat_ms, &t->stream_cap_ms};
    const int defaults[] = {usual.connect_ms, usual.answer_ms, usual.silence_ms, usual.deadline_ms, usual.retry_base_ms,
                            usual.retry_cap_ms, usual.attempts, usual.heartbeat_ms, usual.stream_cap_ms};
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++)
        if (*given[i] <= 0)
            *given[i] = defaults[i];
}

static bool copy(char **to, const char *from) {
    *to = from ? mem_copy_string(from) : NULL;
    return !from || *to;
}

static enum err check_base(const struct net_options *o, struct fault *f) {
    struct arena a;
    const char *url = NULL;
    arena_init(&a, 16 << 10);
    enum err err = ERR_NONE;
    if (!o->base_url || o->base_url[0] == '/' || strchr(o->base_url, '?'))
        err = fault_set(f, ERR_TYPE, "base_url", "not the address of an office");
    else
        err = url_make(&a, "", o->base_url, o->allow_http, &url, f);
    arena_finish(&a);
    return err;
}

static enum err make_curl(struct net *n, struct fault *f) {
    n->multi = curl_multi_init();
    n->share = curl_share_init();
    if (!n->multi || !n->share ||
        curl_share_setopt(n->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION) != CURLSHE_OK ||
        curl_share_setopt(n->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS) != CURLSHE_OK ||
        curl_multi_setopt(n->multi, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX) != CURLM_OK ||
        curl_multi_setopt(n->multi, CURLMOPT_MAX_HOST_CONNECTIONS, 6L) != CURLM_OK)
        return fault_set(f, ERR_MEMORY, "net", "libcurl cannot be set up");
    return ERR_NONE;
}

static void release(struct net *n) {
    if (n->multi)
        curl_multi_cleanup(n->multi);
    if (n->share)
        curl_share_cleanup(n->share);
    cache_close(n->cache);
    for (struct queue_item *i; n->incoming && (i = queue_take(n->incoming));)
        exchange_free((struct exchange *)i);
    for (struct queue_item *i; n->outgoing && (i = queue_take(n->outgoing));)
        net_message_free((struct net_message *)i);
    queue_destroy(n->incoming);
    queue_destroy(n->outgoing);
    mem_free(n->base);
    mem_free(n->ca_file);
    mem_free(n->agent);
    mem_free(n->probe_path);
    pthread_mutex_destroy(&n->lock);
    mem_free(n);
    curl_global_cleanup();
}

static enum err fill(struct net *n, const struct net_options *o, struct fault *f) {
    n->times = o->times;
    pick_times(&n->times);
    n->allow_http = o->allow_http;
    n->wake = o->wake;
    n->wake_arg = o->wake_arg;
    n->now = o->now ? o->now : when_now;
    text_copy(n->language, sizeof n->language, o->language ? o->language : "");
    n->incoming = queue_create(NET_INFLIGHT_MAX * 4);
    n->outgoing = queue_create(OUTGOING_MAX);
    if (!n->incoming || !n->outgoing || !copy(&n->base, o->base_url) || !copy(&n->ca_file, o->ca_file) ||
        !copy(&n->agent, o->user_agent ? o->user_agent : "tgov/" TGOV_VERSION) || !copy(&n->probe_path, o->probe_path))
        return fault_set(f, ERR_MEMORY, "net", "no memory for the network client");
    enum err err = make_curl(n, f);
    struct fault why = {0};
    // Without a store the app still works; a folder that cannot be used is no reason to stay off the air.
    if (!err && o->cache_dir && cache_open(o->cache_dir, o->cache_bytes ? o->cache_bytes : NET_CACHE_BYTES, &n->cache, &why))
        log_line(LOG_WARN, "net", "no-store", "err=%s", err_name(why.code));
    return err;
}

enum err net_create(const struct net_options *o, struct net **out, struct fault *f) {
    enum err err = check_base(o, f);
    if (err)
        return err;
    if (curl_global_init(CURL_GLOBAL_DEFAULT))
        return fault_set(f, ERR_MEMORY, "net", "libcurl cannot be set up");
    struct net *n = mem_alloc(sizeof *n);
    if (!n) {
        curl_global_cleanup();
        return fault_set(f, ERR_MEMORY, "net", "no memory for the network client");
    }
    pthread_mutex_init(&n->lock, NULL);
    err = fill(n, o, f);
    if (!err && pthread_create(&n->thread, NULL, net_thread, n))
        err = fault_set(f, ERR_MEMORY, "net", "no thread for the network client");
    if (err) {
        release(n);
        return err;
    }
    *out = n;
    return ERR_NONE;
}

void net_destroy(struct net *n) {
    if (!n)
        return;
    atomic_store(&n->quit, true);
    curl_multi_wakeup(n->multi);
    pthread_join(n->thread, NULL);
    release(n);
}

static struct live *find(struct net *n, uint64_t token, int tag) {
    for (size_t i = 0; i < n->live_count; i++)
        if (n->live[i].token == token && n->live[i].tag == tag)
            return &n->live[i];
    return NULL;
}

static void drop(struct net *n, struct live *at) { *at = n->live[--n->live_count]; }

// Hands an exchange over and makes it the one that is wanted under its token and tag.
static enum err hand_over(struct net *n, struct exchange *x, struct fault *f) {
    pthread_mutex_lock(&n->lock);
    struct live *at = find(n, x->token, x->tag);
    enum err err = ERR_NONE;
    if ((!at && n->live_count == NET_INFLIGHT_MAX) || atomic_load(&n->messages) > MESSAGES_MAX)
        err = ERR_LIMIT;
    x->serial = n->last_serial + 1;
    if (!err)
        err = queue_put(n->incoming, &x->link);
    if (!err) {
        n->last_serial++;
        if (at)
            atomic_store(&n->sweep, true);
        else
            at = &n->live[n->live_count++];
        *at = (struct live){.token = x->token, .tag = x->tag, .serial = n->last_serial};
    }
    pthread_mutex_unlock(&n->lock);
    if (err) {
        err = fault_set(f, err, x->place, "too much is in flight");
        exchange_free(x);
        return err;
    }
    curl_multi_wakeup(n->multi);
    return ERR_NONE;
}

enum err net_send(struct net *n, const struct net_request *r, struct fault *f) {
    struct exchange *x = NULL;
    enum err err = exchange_of_request(n, r, &x, f);
    return err ? err : hand_over(n, x, f);
}

enum err net_stream(struct net *n, const struct net_stream *s, struct fault *f) {
    struct exchange *x = NULL;
    enum err err = exchange_of_stream(n, s, &x, f);
    return err ? err : hand_over(n, x, f);
}

static void cancel(struct net *n, uint64_t token, bool all, int tag) {
    bool some = false;
    pthread_mutex_lock(&n->lock);
    for (size_t i = n->live_count; i-- > 0;)
        if (n->live[i].token == token && (all || n->live[i].tag == tag)) {
            drop(n, &n->live[i]);
            some = true;
        }
    pthread_mutex_unlock(&n->lock);
    if (!some)
        return;
    atomic_store(&n->sweep, true);
    curl_multi_wakeup(n->multi);
}

void net_cancel(struct net *n, uint64_t token) { cancel(n, token, true, 0); }
void net_cancel_one(struct net *n, uint64_t token, int tag) { cancel(n, token, false, tag); }

// Whether somebody still waits for it; the end of an exchange frees its place.
static bool is_wanted(struct net *n, const struct net_message *m) {
    if (m->kind == NET_REACH)
        return true;
    pthread_mutex_lock(&n->lock);
    struct live *at = find(n, m->token, m->tag);
    bool wanted = at && at->serial == m->serial;
    if (wanted && ((m->kind == NET_ANSWER && !m->more) || (m->kind == NET_STREAM_DOWN && m->ended)))
        drop(n, at);
    pthread_mutex_unlock(&n->lock);
    return wanted;
}

static struct net_message *pop(struct net *n) {
    struct net_message *m = (struct net_message *)queue_take(n->outgoing);
    if (!m)
        return NULL;
    atomic_fetch_sub(&n->messages, 1);
    if (m->kind == NET_EVENT && atomic_fetch_sub(&n->events, 1) <= NET_EVENTS_WAITING / 2 && atomic_load(&n->stalled)) {
        atomic_store(&n->resume, true);
        curl_multi_wakeup(n->multi);
    }
    return m;
}

struct net_message *net_take(struct net *n) {
    bool again = false;
    for (;;) {
        struct net_message *m = pop(n);
        if (m && is_wanted(n, m))
            return m;
        net_message_free(m);
        if (m)
            continue;
        if (again)
            return NULL;
        // One more look after the flag is down: a message that came in between would wake nobody.
        atomic_store(&n->woken, false);
        again = true;
    }
}

void net_set_language(struct net *n, const char *language) {
    pthread_mutex_lock(&n->lock);
    text_copy(n->language, sizeof n->language, language ? language : "");
    pthread_mutex_unlock(&n->lock);
}

void net_set_fault(struct net *n, enum net_fault fault) {
    atomic_store(&n->fault, (int)fault);
    curl_multi_wakeup(n->multi);
}

void net_nudge(struct net *n) {
    atomic_store(&n->nudged, true);
    curl_multi_wakeup(n->multi);
}

void net_forget(struct net *n) {
    atomic_store(&n->forget, true);
    curl_multi_wakeup(n->multi);
}

struct net_counts net_count(struct net *n) {
    return (struct net_counts){.wakeups = atomic_load(&n->wakeups), .connections = atomic_load(&n->connections),
                               .tries = atomic_load(&n->tries), .http2 = atomic_load(&n->http2)};
}
