// SPDX-License-Identifier: Apache-2.0
// One try: the libcurl handle with everything that is demanded of it, what it writes into, and how it ended.
#include "app/net/inside.h"
#include "app/net/retry.h"
#include "app/net/tls.h"
#include "base/log.h"

enum { NONCES_MAX = 2, SLOW_BYTES_PER_SECOND = 8 << 10, CLOCKS_APART_MS = 12 * 60 * 60 * 1000 };

static size_t on_header(char *line, size_t size, size_t count, void *arg) {
    struct exchange *x = arg;
    size_t len = size * count;
    if (!head_line(&x->head, line, len, NET_HEADER_BYTES)) {
        x->stop = ERR_LIMIT;
        return 0;
    }
    x->heard = when_monotonic();
    bool is_last = len && (line[0] == '\r' || line[0] == '\n');
    return x->is_stream && is_last && !stream_opened(x->net, x) ? 0 : len;
}

// After decompression, so that a small bomb of zeros meets the same cap.
static size_t on_body(char *bytes, size_t size, size_t count, void *arg) {
    struct exchange *x = arg;
    size_t len = size * count;
    x->heard = when_monotonic();
    if (x->is_stream)
        return stream_bytes(x->net, x, bytes, len);
    buf_add(&x->in, bytes, len);
    if (x->in.err) {
        x->stop = x->in.err;
        return 0;
    }
    return len;
}

static curl_socket_t no_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *address) {
    return CURL_SOCKET_BAD;
}

static bool add_line(struct exchange *x, const char *name, const char *value) {
    struct buf b;
    buf_init(&b, 16 << 10);
    // libcurl takes "name;" for an empty value and drops "name:".
    if (value[0])
        buf_printf(&b, "%s: %s", name, value);
    else
        buf_printf(&b, "%s;", name);
    struct curl_slist *more = b.err ? NULL : curl_slist_append(x->lines, buf_text(&b));
    buf_finish(&b);
    if (more)
        x->lines = more;
    return more != NULL;
}

// Signing is slow enough to matter only where there is something to sign.
static bool add_proof(struct exchange *x) {
    struct net_proof proof = {.authorization = "", .dpop = ""};
    if (!x->signs)
        return true;
    bool ok = x->signer.sign(x->signer.arg, x->method, x->url, &proof);
    if (!ok)
        x->stop = ERR_DENIED;
    ok = ok && (!proof.authorization[0] || add_line(x, "Authorization", proof.authorization)) &&
         (!proof.dpop[0] || add_line(x, "DPoP", proof.dpop));
    explicit_bzero(&proof, sizeof proof);
    return ok;
}

static bool add_lines(struct exchange *x) {
    curl_slist_free_all(x->lines);
    x->lines = NULL;
    bool ok = true;
    for (size_t i = 0; i < NET_HEADERS_MAX && x->headers[i].name; i++)
        ok = ok && add_line(x, x->headers[i].name, x->headers[i].value);
    char language[LANGUAGE_MAX];
    text_copy(language, sizeof language, x->language);
    if (x->is_stream) { // it outlives a change of the language
        pthread_mutex_lock(&x->net->lock);
        text_copy(language, sizeof language, x->net->language);
        pthread_mutex_unlock(&x->net->lock);
    }
    if (language[0])
        ok = ok && add_line(x, "Accept-Language", language);
    ok = ok && add_line(x, "Accept",
                        x->is_stream ? "text/event-stream"
                        : x->want == NET_WANT_BYTES && !x->shape ? "*/*" : "application/json, application/problem+json");
    ok = ok && add_proof(x);
    if (x->key)
        ok = ok && add_line(x, "Idempotency-Key", x->key);
    if (x->has_kept && x->kept.etag[0])
        ok = ok && add_line(x, "If-None-Match", x->kept.etag);
    if (x->is_stream)
        ok = ok && add_line(x, "Cache-Control", "no-cache") && (!x->sse.id[0] || add_line(x, "Last-Event-ID", x->sse.id));
    if (x->content_type)
        ok = ok && add_line(x, "Content-Type", x->content_type);
    // Asking "may I send?" first costs a round trip, and a second with servers that do not answer it.
    struct curl_slist *more = ok ? curl_slist_append(x->lines, "Expect:") : NULL;
    if (more)
        x->lines = more;
    return more != NULL;
}

static CURLcode set_method(struct exchange *x) {
    CURL *c = x->easy;
    CURLcode bad = 0;
    if (!strcmp(x->method, "HEAD"))
        return curl_easy_setopt(c, CURLOPT_NOBODY, 1L);
    if (!x->body && !strcmp(x->method, "GET"))
        return curl_easy_setopt(c, CURLOPT_HTTPGET, 1L);
    if (x->body || !strcmp(x->method, "POST")) {
        bad |= curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)x->body_len);
        bad |= curl_easy_setopt(c, CURLOPT_POSTFIELDS, x->body ? x->body : "");
    }
    return bad | curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, x->method);
}

static CURLcode set_times(struct net *n, struct exchange *x) {
    CURL *c = x->easy;
    when_ms left = x->deadline - when_monotonic();
    // A stream is watched by check_heartbeats: libcurl would look every second, and once more long after the connect.
    if (x->is_stream)
        return CURLE_OK;
    CURLcode bad = curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, (long)n->times.connect_ms);
    if (left > x->answer_ms)
        left = x->answer_ms;
    bad |= curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, left < 1 ? 1L : (long)left);
    bad |= curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 1L);
    return bad | curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, (long)((n->times.silence_ms + 999) / 1000));
}

static CURLcode set_fault(struct exchange *x, enum net_fault fault) {
    CURL *c = x->easy;
    CURLcode bad = 0;
    if (fault == NET_FAULT_OFFLINE)
        bad |= curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, no_socket);
    if (fault == NET_FAULT_OFFLINE || fault == NET_FAULT_BAD_CERTIFICATE) {
        bad |= curl_easy_setopt(c, CURLOPT_FRESH_CONNECT, 1L); // not over a connection from before
        bad |= curl_easy_setopt(c, CURLOPT_FORBID_REUSE, 1L);
    }
    if (fault == NET_FAULT_SLOW)
        bad |= curl_easy_setopt(c, CURLOPT_MAX_RECV_SPEED_LARGE, (curl_off_t)SLOW_BYTES_PER_SECOND);
    return bad;
}

static bool set_all(struct net *n, struct exchange *x, enum net_fault fault) {
    CURL *c = x->easy;
    CURLcode bad = 0;
    bad |= curl_easy_setopt(c, CURLOPT_URL, x->url);
    bad |= curl_easy_setopt(c, CURLOPT_PRIVATE, x);
    bad |= curl_easy_setopt(c, CURLOPT_SHARE, n->share);
    bad |= curl_easy_setopt(c, CURLOPT_ERRORBUFFER, x->words);
    bad |= curl_easy_setopt(c, CURLOPT_USERAGENT, n->agent);
    bad |= curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, n->allow_http ? "https,http" : "https");
    bad |= curl_easy_setopt(c, CURLOPT_PROXY, ""); // and none from the environment
    bad |= curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    bad |= curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    bad |= curl_easy_setopt(c, CURLOPT_QUICK_EXIT, 1L); // a slow name server does not hold up a cancel
    bad |= curl_easy_setopt(c, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
    bad |= curl_easy_setopt(c, CURLOPT_PIPEWAIT, 1L); // rather share a connection that is just being made
    bad |= curl_easy_setopt(c, CURLOPT_HTTPHEADER, x->lines);
    bad |= curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
    bad |= curl_easy_setopt(c, CURLOPT_HEADERDATA, x);
    bad |= curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
    bad |= curl_easy_setopt(c, CURLOPT_WRITEDATA, x);
    if (!x->is_stream)
        bad |= curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "gzip");
    bad |= set_method(x) | set_times(n, x) | set_fault(x, fault);
    return bad == CURLE_OK && tls_demand(c, n->ca_file, fault == NET_FAULT_BAD_CERTIFICATE);
}

enum err wire_start(struct net *n, struct exchange *x) {
    x->easy = curl_easy_init();
    x->words[0] = '\0';
    x->stop = ERR_NONE;
    x->started = x->heard = when_monotonic();
    x->head.bytes = 0;
    head_reset(&x->head);
    buf_reset(&x->in);
    if (x->easy && add_lines(x) && set_all(n, x, (enum net_fault)atomic_load(&n->fault)) &&
        curl_multi_add_handle(n->multi, x->easy) == CURLM_OK) {
        x->tries++;
        atomic_fetch_add(&n->tries, 1);
        return ERR_NONE;
    }
    curl_easy_cleanup(x->easy);
    x->easy = NULL;
    return x->stop ? x->stop : ERR_MEMORY; // the only reason libcurl has here
}

void wire_stop(struct net *n, struct exchange *x) {
    if (!x->easy)
        return;
    curl_multi_remove_handle(n->multi, x->easy);
    curl_easy_cleanup(x->easy);
    x->easy = NULL;
}

static enum err err_of_curl(struct exchange *x, CURLcode code) {
    curl_off_t connected = 0;
    switch (code) {
    case CURLE_OK:
        return ERR_NONE;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_INTERFACE_FAILED:
        return ERR_OFFLINE;
    case CURLE_OPERATION_TIMEDOUT:
        curl_easy_getinfo(x->easy, CURLINFO_CONNECT_TIME_T, &connected);
        return connected > 0 ? ERR_TIMEOUT : ERR_OFFLINE;
    case CURLE_OUT_OF_MEMORY:
        return ERR_MEMORY;
    case CURLE_FILESIZE_EXCEEDED:
        return ERR_LIMIT;
    default:
        return x->stop ? x->stop : ERR_REMOTE;
    }
}

bool wire_wants_nonce(const struct exchange *x, int status) {
    static const char asked[] = "use_dpop_nonce";
    if (!x->signs || (status != 400 && status != 401) || !x->head.dpop_nonce[0] || x->nonces >= NONCES_MAX)
        return false;
    return x->head.wants_nonce || (x->in.len && memmem(buf_text(&x->in), x->in.len, asked, strlen(asked)));
}

static void hear(struct exchange *x, int status) {
    if (x->signs)
        x->signer.heard(x->signer.arg, &(struct net_heard){x->url, x->head.dpop_nonce, x->head.date, status});
}

static bool clock_wrong(struct net *n) {
    if (!n->office_date)
        return false;
    when_ms office = n->office_date + (when_monotonic() - n->office_seen), apart = n->now() - office;
    return apart > CLOCKS_APART_MS || apart < -CLOCKS_APART_MS;
}

static void count(struct net *n, struct exchange *x) {
    long connects = 0, version = 0;
    curl_easy_getinfo(x->easy, CURLINFO_NUM_CONNECTS, &connects);
    curl_easy_getinfo(x->easy, CURLINFO_HTTP_VERSION, &version);
    atomic_fetch_add(&n->connections, (uint_fast64_t)connects);
    atomic_fetch_add(&n->http2, version == CURL_HTTP_VERSION_2_0);
}

struct trial wire_read(struct net *n, struct exchange *x, CURLcode code) {
    struct trial t = {.retry_after_ms = -1};
    long status = 0, verify = 0;
    count(n, x);
    curl_easy_getinfo(x->easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(x->easy, CURLINFO_SSL_VERIFYRESULT, &verify);
    t.err = err_of_curl(x, code);
    if (code != CURLE_OK) {
        t.tls = tls_reason(code, verify, x->words, clock_wrong(n));
        if (t.tls)
            t.err = ERR_TLS;
        log_line(LOG_INFO, "net", "try-failed", "err=%s curl=%d tls=%s", err_name(t.err), (int)code, net_tls_name(t.tls));
        return t;
    }
    if (atomic_load(&n->fault) == NET_FAULT_5XX) {
        status = 503;
        head_reset(&x->head);
        buf_reset(&x->in);
    }
    hear(x, (int)status);
    if (x->ours && x->head.date) {
        n->office_date = x->head.date;
        n->office_seen = when_monotonic();
    }
    t.status = (int)status;
    t.err = retry_err_of_status(t.status);
    t.retry_after_ms = retry_after_ms(x->head.retry_after, n->now());
    return t;
}
