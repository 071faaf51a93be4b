// SPDX-License-Identifier: Apache-2.0
// From what a caller asks to an exchange: everything is checked and copied here, on the caller's thread.
#include "app/net/inside.h"
#include "app/net/url.h"
#include "base/mem.h"
#include <strings.h>

enum { HEADER_VALUE_MAX = 10 << 10, KEY_MAX = 200, REQUEST_TEXTS = 128 << 10 };

static bool is_token(const char *text) {
    static const char allowed[] = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return text && text[0] && strlen(text) <= 64 && text[strspn(text, allowed)] == '\0';
}

// No line ends: a value may come from outside, and must not become a header of its own.
static bool is_field_value(const char *text, size_t max) {
    if (!text || strlen(text) > max)
        return false;
    for (; *text; text++)
        if (((unsigned char)*text < 0x20 && *text != '\t') || *text == 0x7f)
            return false;
    return true;
}

// What the client itself decides, and what would change how a message is framed. "If-None-Match: *" is not a cache's
// question but "only if there is none yet".
static bool is_reserved(const char *name, const char *value) {
    static const char *const reserved[] = {"accept-encoding", "accept-language", "connection", "content-length",
                                           "content-type", "cookie", "expect", "host", "idempotency-key",
                                           "if-none-match", "last-event-id", "te", "trailer",
                                           "transfer-encoding", "upgrade", "user-agent"};
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++)
        if (!strcasecmp(reserved[i], name))
            return strcasecmp(name, "if-none-match") || !value || strcmp(value, "*");
    return false;
}

static enum err copy_headers(struct exchange *x, const struct net_header *from, struct fault *f) {
    for (size_t i = 0; i < NET_HEADERS_MAX && from[i].name; i++) {
        if (!is_token(from[i].name) || is_reserved(from[i].name, from[i].value) || !is_field_value(from[i].value, HEADER_VALUE_MAX))
            return fault_set(f, ERR_TYPE, x->place, "header %zu cannot be sent", i + 1);
        x->headers[i].name = arena_string(&x->arena, from[i].name);
        x->headers[i].value = arena_string(&x->arena, from[i].value);
        if (!x->headers[i].name || !x->headers[i].value)
            return fault_set(f, ERR_MEMORY, x->place, "no memory for the headers");
        x->personal = x->personal || !strcasecmp(from[i].name, "authorization");
    }
    return ERR_NONE;
}

static void take_signer(struct exchange *x, const struct net_signer *signer) {
    if (!signer)
        return;
    x->signer = *signer;
    x->signs = x->personal = true;
    signer->hold(signer->arg);
}

static enum err make(struct net *n, const char *path, const struct net_header *headers, size_t body_len,
                     struct exchange **out, struct fault *f) {
    struct exchange *x = mem_alloc(sizeof *x);
    enum err err = ERR_NONE;
    char language[LANGUAGE_MAX];
    if (!x)
        return fault_set(f, ERR_MEMORY, "", "no memory for a request");
    x->net = n;
    arena_init(&x->arena, REQUEST_TEXTS + body_len);
    arena_init(&x->kept_arena, 2 * CACHE_ENTRY_BYTES);
    url_place(path ? path : "", x->place, sizeof x->place);
    x->end = answer_message();
    if (!x->end)
        err = fault_set(f, ERR_MEMORY, x->place, "no memory for a request");
    if (!err)
        err = url_make(&x->arena, n->base, path, n->allow_http, &x->url, f);
    if (!err)
        err = copy_headers(x, headers, f);
    pthread_mutex_lock(&n->lock);
    text_copy(language, sizeof language, n->language);
    pthread_mutex_unlock(&n->lock);
    if (!err && !(x->language = arena_string(&x->arena, language)))
        err = fault_set(f, ERR_MEMORY, x->place, "no memory for a request");
    if (err) {
        exchange_free(x);
        return err;
    }
    x->ours = url_same_origin(x->url, n->base);
    *out = x;
    return ERR_NONE;
}

static bool is_one_of(const char *text, const char *const *list) {
    for (; *list; list++)
        if (text_same(text, *list))
            return true;
    return false;
}

static enum err check(const struct net_request *r, const char *method, struct fault *f) {
    static const char *const methods[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", NULL};
    if (!is_one_of(method, methods))
        return fault_set(f, ERR_TYPE, "method", "not a method that is used");
    if (r->body_len > NET_BODY_MAX || r->max_bytes > NET_ANSWER_BYTES_MAX)
        return fault_set(f, ERR_LIMIT, "body", "more than the cap");
    if ((r->body_len && !r->body) || (r->body && (!strcmp(method, "GET") || !strcmp(method, "HEAD"))))
        return fault_set(f, ERR_TYPE, "body", "a body where none belongs, or none where one is announced");
    if (r->idempotency_key && (!is_field_value(r->idempotency_key, KEY_MAX) || !r->idempotency_key[0]))
        return fault_set(f, ERR_TYPE, "idempotency_key", "not a key");
    if (r->content_type && !is_field_value(r->content_type, KEY_MAX))
        return fault_set(f, ERR_TYPE, "content_type", "not a media type");
    return ERR_NONE;
}

static bool copy_text(struct exchange *x, const char *from, const char **to) {
    if (!from)
        return true;
    *to = arena_string(&x->arena, from);
    return *to != NULL;
}

enum err exchange_of_request(struct net *n, const struct net_request *r, struct exchange **out, struct fault *f) {
    static const char *const repeatable[] = {"GET", "HEAD", "PUT", "DELETE", NULL};
    const char *method = r->method ? r->method : r->body ? "POST" : "GET";
    struct exchange *x = NULL;
    enum err err = check(r, method, f);
    if (!err)
        err = make(n, r->path, r->headers, r->body_len, &x, f);
    if (err)
        return err;
    x->token = r->token;
    x->tag = r->tag;
    take_signer(x, r->signer);
    x->shape = r->shape;
    x->want = r->want;
    x->max_bytes = r->max_bytes ? r->max_bytes : NET_ANSWER_BYTES;
    x->attempts = r->attempts ? r->attempts : n->times.attempts;
    x->answer_ms = r->answer_ms ? r->answer_ms : n->times.answer_ms;
    x->repeatable = r->idempotency_key || is_one_of(method, repeatable);
    // A person's answers never reach the disk of a box that the household shares.
    x->cache = strcmp(method, "GET") || x->personal ? NET_CACHE_NONE : r->cache;
    const char *body = NULL;
    if (r->body)
        body = arena_copy(&x->arena, r->body, r->body_len);
    x->body = body;
    x->body_len = r->body_len;
    if ((r->body && !body) || !copy_text(x, method, &x->method) || !copy_text(x, r->idempotency_key, &x->key) ||
        !copy_text(x, r->body ? (r->content_type ? r->content_type : "application/json") : NULL, &x->content_type)) {
        exchange_free(x);
        return fault_set(f, ERR_MEMORY, "", "no memory for a request");
    }
    buf_init(&x->in, x->max_bytes);
    *out = x;
    return ERR_NONE;
}

enum err exchange_of_stream(struct net *n, const struct net_stream *s, struct exchange **out, struct fault *f) {
    struct exchange *x = NULL;
    if (s->last_event_id && !is_field_value(s->last_event_id, SSE_ID_MAX - 1))
        return fault_set(f, ERR_TYPE, "last_event_id", "not an id");
    enum err err = make(n, s->path, s->headers, 0, &x, f);
    if (err)
        return err;
    x->token = s->token;
    x->tag = s->tag;
    take_signer(x, s->signer);
    x->is_stream = true;
    x->method = "GET";
    sse_init(&x->sse, NET_EVENT_BYTES, s->last_event_id);
    buf_init(&x->in, 0);
    *out = x;
    return ERR_NONE;
}

void exchange_free(struct exchange *x) {
    if (!x)
        return;
    if (x->signs)
        x->signer.release(x->signer.arg);
    net_message_free(x->end);
    curl_slist_free_all(x->lines);
    if (x->is_stream)
        sse_finish(&x->sse);
    buf_finish(&x->in);
    arena_finish(&x->kept_arena);
    arena_finish(&x->arena);
    mem_free(x);
}
