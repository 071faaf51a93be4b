// SPDX-License-Identifier: Apache-2.0
// The network client. One thread owns libcurl; the loop sends requests and takes messages, and never waits. HTTPS only,
// with a verified chain; HTTP/2 where offered; no cookies, no proxy, no redirect to another origin; every size has a cap.
//
//     net_send(net, &(struct net_request){.token = screen, .tag = TAG_LIST, .path = "/v1/services",
//                                         .cache = NET_CACHE_FIRST, .shape = &service_list_shape});
//     while ((m = net_take(net))) { ... net_message_free(m); }      // after the wake callback
//
// All functions may be called from any thread, usually the loop's. Texts that are given are copied.
#ifndef TGOV_APP_NET_NET_H
#define TGOV_APP_NET_NET_H

#include "app/net/message.h"
#include "app/net/signing.h"

enum {
    NET_INFLIGHT_MAX = 64,        // requests and streams at once; more is ERR_LIMIT
    NET_BODY_MAX = 16 << 20,      // bytes of a request's body
    NET_ANSWER_BYTES = 4 << 20,   // of an answer, after decompression, unless the request says otherwise
    NET_ANSWER_BYTES_MAX = 32 << 20,
    NET_HEADERS_MAX = 8,          // of a request
    NET_HEADER_BYTES = 64 << 10,  // of an answer's header
    NET_URL_MAX = 2048,
    NET_EVENT_BYTES = 256 << 10,  // of one event
    NET_EVENTS_WAITING = 256,     // not taken yet; then the stream pauses until they are
    NET_CACHE_BYTES = 16 << 20,   // on disk
};

// Milliseconds; 0 takes the default in brackets.
struct net_times {
    int connect_ms;     // name, TCP and TLS [10 000]
    int answer_ms;      // one try, start to end [30 000]
    int silence_ms;     // one try, nothing received or sent [15 000]
    int deadline_ms;    // all tries and pauses of a request together [60 000]
    int retry_base_ms;  // pause before try n: anything from 0 to base * 2^(n-1), at most retry_cap_ms [400]
    int retry_cap_ms;   // a longer Retry-After ends the request as ERR_BUSY instead [8 000]
    int attempts;       // tries of a request that is safe to repeat [4]
    int heartbeat_ms;   // a stream that is silent for longer is reconnected [45 000]
    int stream_cap_ms;  // the longest pause between two tries of a stream or of the probe [60 000]
};

struct net_options {
    const char *base_url;   // "https://gov.example" or "https://gov.example/tv"; no query
    const char *ca_file;    // PEM; the only authorities that are trusted. NULL: those of the system
    const char *cache_dir;  // made when absent; NULL: nothing is kept on disk
    size_t cache_bytes;     // 0: NET_CACHE_BYTES
    const char *language;   // BCP 47, for Accept-Language
    const char *user_agent; // NULL: "tgov/VERSION"
    const char *probe_path; // asked while the office is unreachable, to see it come back; NULL: no probing
    bool allow_http;        // http:// to 127.0.0.0/8, ::1 and localhost only
    struct net_times times;
    // Called from the network thread once when messages became available, not again until net_take returned NULL.
    void (*wake)(void *arg);
    void *wake_arg;
    when_ms (*now)(void);   // the wall clock, for ages; NULL: when_now
};

enum net_cache {
    NET_CACHE_NONE,   // do not look at the store, do not fill it
    NET_CACHE_ASK,    // GET: a copy within its max-age answers alone; an older one is asked for by ETag, and shown as
                      // `stale` when the office cannot be reached
    NET_CACHE_FIRST,  // as ASK, but an older copy is given at once with `more`
    NET_CACHE_RELOAD, // GET: always ask, keep the answer
};
enum net_want { NET_WANT_VALUE, NET_WANT_BYTES, NET_WANT_NOTHING }; // of a body; a shape goes before it

struct net_header {
    const char *name, *value;
};

// A POST or PATCH is repeated after a failure only with an idempotency key. Answers to requests that carry an
// Authorization header or have a signer, and answers with no-store, are never kept on disk. A server that asks for a
// proof with its nonce (use_dpop_nonce) has not looked at the request yet: it is repeated at once, whatever it is.
struct net_request {
    uint64_t token; // whose it is: a screen, a session, the outbox; 0 is for NET_REACH
    int tag;        // the same (token, tag) again replaces what is in flight: one end per (token, tag) is taken
    const char *method; // NULL: "GET", or "POST" with a body
    const char *path;   // "/v1/services?x=1" below base_url, or a whole https URL (an OpenID issuer's)
    const void *body;
    size_t body_len;
    const char *content_type;    // NULL: "application/json"
    const char *idempotency_key; // NULL: none
    struct net_header headers[NET_HEADERS_MAX]; // up to the first NULL name; no control characters
    const struct json_shape *shape; // static; a 2xx JSON object is decoded into `data`
    enum net_want want;
    enum net_cache cache;
    size_t max_bytes; // 0: NET_ANSWER_BYTES
    int attempts;     // 0: as net_times; 1: no repetition
    int answer_ms;    // 0: as net_times
    const struct net_signer *signer; // copied; NULL: none
};

// A stream of server-sent events. It stays until net_cancel, or until the server refuses it (NET_STREAM_DOWN, `ended`).
struct net_stream {
    uint64_t token;
    int tag;
    const char *path;
    struct net_header headers[NET_HEADERS_MAX];
    const char *last_event_id; // to go on from; NULL: from now
    const struct net_signer *signer; // copied; NULL: none
};

enum net_fault { NET_FAULT_NONE, NET_FAULT_OFFLINE, NET_FAULT_SLOW, NET_FAULT_5XX, NET_FAULT_BAD_CERTIFICATE };

struct net;

// ERR_TYPE for a base_url that is neither https nor an allowed http. On success `*out` is owned: net_destroy.
enum err net_create(const struct net_options *o, struct net **out, struct fault *f) TGOV_CHECKED;
// Cancels everything, ends the thread and joins it. NULL is fine. Never call it from the wake callback.
void net_destroy(struct net *n);

// ERR_LIMIT, ERR_TYPE (a bad path, header or shape) or ERR_MEMORY; then no message follows.
enum err net_send(struct net *n, const struct net_request *r, struct fault *f) TGOV_CHECKED;
enum err net_stream(struct net *n, const struct net_stream *s, struct fault *f) TGOV_CHECKED;
// After it returns, no message of the token is taken any more.
void net_cancel(struct net *n, uint64_t token);
void net_cancel_one(struct net *n, uint64_t token, int tag);
// The oldest message, or NULL. The caller owns it.
struct net_message *net_take(struct net *n);

// For every later request; streams reconnect with it.
void net_set_language(struct net *n, const char *language);
// For the emulator and for tests: what is in flight feels it too. OFFLINE refuses every connection; SLOW waits 1.5 s and
// reads 8 KiB/s; 5XX lets the server do its work and then loses the answer to a 503; BAD_CERTIFICATE trusts nobody.
void net_set_fault(struct net *n, enum net_fault fault);
// The network may have come back, or the viewer asks again: every pause between tries ends now.
void net_nudge(struct net *n);
// Empties the store on disk, soon: the viewer erases everything (with keep_erase), or the folder is given away.
void net_forget(struct net *n);

struct net_counts {
    uint64_t wakeups;     // how often the thread came out of its sleep; stands still at rest
    uint64_t connections; // opened
    uint64_t tries;       // HTTP requests that were sent
    uint64_t http2;       // of these, how many went over HTTP/2
};
struct net_counts net_count(struct net *n);

#endif
