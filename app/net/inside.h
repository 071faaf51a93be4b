// SPDX-License-Identifier: Apache-2.0
// What the parts of the network client share with each other and with nobody else. Which thread may touch what is said
// at each group of fields.
#ifndef TGOV_APP_NET_INSIDE_H
#define TGOV_APP_NET_INSIDE_H

#include "app/net/answer.h"
#include "app/net/cache.h"
#include "app/net/head.h"
#include "app/net/sse.h"
#include <curl/curl.h>
#include <pthread.h>
#include <stdatomic.h>

enum { LANGUAGE_MAX = 64, MESSAGES_MAX = 512, OUTGOING_MAX = 1 << 15, REDIRECTS_MAX = 3 };

// One request or stream, from net_send to its end. Made by the caller's thread, then owned by the network thread.
struct exchange {
    struct queue_item link; // while it is handed over
    struct exchange *next;  // in the thread's list
    struct net *net;
    uint64_t serial, token;
    int tag;
    bool is_stream, is_probe;

    // What is asked; all of it in `arena`.
    struct arena arena;
    const char *method, *url, *language, *content_type, *key;
    char place[128];
    struct net_header headers[NET_HEADERS_MAX];
    const char *body;
    size_t body_len, max_bytes;
    const struct json_shape *shape;
    enum net_want want;
    enum net_cache cache;
    int attempts, answer_ms;
    bool repeatable; // asking twice does no harm
    bool personal;   // carries Authorization
    bool ours;       // goes to the office, not to another issuer
    bool signs;      // `signer` is there, and held
    struct net_signer signer;

    // The try that is running or the pause before it.
    CURL *easy; // NULL during a pause
    struct curl_slist *lines;
    char words[CURL_ERROR_SIZE];
    struct buf in;
    struct net_head head;
    enum err stop; // why a callback of ours ended the try
    int tries, failures, redirects, nonces; // nonces: tries that only brought one to sign with
    when_ms due, deadline, started, heard; // monotonic
    bool begun, begun_away, waited, done;

    // What the store on disk has.
    struct arena kept_arena;
    struct cache_entry kept;
    char name[CACHE_NAME];
    bool has_kept, gave_kept;

    struct net_message *end; // made in advance, so that the end can always be told

    struct sse sse; // streams only
    bool up, told_down, stalled;
};

// How a try ended.
struct trial {
    enum err err;
    int status; // 0: no whole answer
    enum net_tls tls;
    int64_t retry_after_ms; // -1: not said
};

struct live {
    uint64_t token, serial;
    int tag;
};

struct net {
    // Fixed once made.
    struct net_times times;
    char *base, *ca_file, *agent, *probe_path;
    bool allow_http;
    void (*wake)(void *arg);
    void *wake_arg;
    when_ms (*now)(void);
    pthread_t thread;
    CURLM *multi; // others only call curl_multi_wakeup
    struct queue *incoming, *outgoing;

    // Under `lock`: whose end or events are still wanted, and the language.
    pthread_mutex_t lock;
    struct live live[NET_INFLIGHT_MAX];
    size_t live_count;
    uint64_t last_serial;
    char language[LANGUAGE_MAX];

    atomic_bool quit, sweep, nudged, forget, woken, resume, stalled;
    atomic_int fault;
    atomic_int messages, events; // in `outgoing`
    atomic_uint_fast64_t wakeups, connections, tries, http2;

    // The network thread's.
    CURLSH *share;
    struct exchange *list;
    struct cache *cache; // NULL: nothing is kept
    enum net_fault fault_seen;
    bool away; // the office cannot be reached
    bool put;  // messages were put since the last wake
    when_ms office_date, office_seen; // the office's clock when it last answered, and the monotonic time then
};

// exchange.c
enum err exchange_of_request(struct net *n, const struct net_request *r, struct exchange **out, struct fault *f) TGOV_CHECKED;
enum err exchange_of_stream(struct net *n, const struct net_stream *s, struct exchange **out, struct fault *f) TGOV_CHECKED;
void exchange_free(struct exchange *x);

// thread.c
void *net_thread(void *arg);
uint32_t net_dice(void); // chance, for jitter
void net_deliver(struct net *n, struct exchange *x, struct net_message *m); // takes `m` over
void net_reached(struct net *n, struct exchange *x, const struct trial *t);

// wire.c: one try
enum err wire_start(struct net *n, struct exchange *x) TGOV_CHECKED;
struct trial wire_read(struct net *n, struct exchange *x, CURLcode code);
void wire_stop(struct net *n, struct exchange *x);
bool wire_wants_nonce(const struct exchange *x, int status); // the next try, with the nonce just heard, will do

// settle.c: requests
void settle_begin(struct net *n, struct exchange *x, when_ms now); // before the first try: what the store has
void settle_trial(struct net *n, struct exchange *x, const struct trial *t, when_ms now);

// stream.c
bool stream_opened(struct net *n, struct exchange *x) TGOV_CHECKED; // the header is complete; false ends the try
size_t stream_bytes(struct net *n, struct exchange *x, const char *bytes, size_t len);
void stream_ended(struct net *n, struct exchange *x, const struct trial *t, when_ms now);

#endif
