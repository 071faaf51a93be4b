// SPDX-License-Identifier: Apache-2.0
// Tokens and proofs for requests.
#include "app/identity/signer.h"

#include "app/net/url.h"
#include "base/mem.h"
#include "contract/token/dpop.h"
#include <pthread.h>

enum { PROOF_ARENA = 128 << 10, KEY_ARENA = 64 << 10, NONCES = 2, DRIFT_MS = 1500 };

struct nonce { // each server has its own
    char url[NET_URL_MAX], text[DPOP_NONCE_MAX + 1];
};
struct signer {
    atomic_int refs;
    struct signer_clock *clock;
    struct arena arena;
    struct jwk key;
    bool proves;
    pthread_mutex_t lock; // token and nonces
    char *token;
    struct nonce nonces[NONCES];
    int next_nonce;
};

void signer_clock_start(struct signer_clock *c, when_ms wall) {
    atomic_store(&c->ahead, wall - when_monotonic());
    atomic_store(&c->heard, false);
}

void signer_clock_hear(struct signer_clock *c, when_ms date) {
    int64_t ahead = date - when_monotonic(), apart = ahead - atomic_load(&c->ahead);
    if (!date)
        return;
    // A Date has whole seconds and was on its way for a while: small differences say nothing.
    if (apart > DRIFT_MS || apart < -DRIFT_MS)
        atomic_store(&c->ahead, ahead);
    atomic_store(&c->heard, true);
}

when_ms signer_clock_now(const struct signer_clock *c) { return when_monotonic() + atomic_load(&c->ahead); }

static void wipe_text(char *text) {
    if (text)
        jwk_wipe(text, strlen(text));
    mem_free(text);
}

void signer_drop(struct signer *s) {
    if (!s || atomic_fetch_sub(&s->refs, 1) != 1)
        return;
    jwk_finish(&s->key);
    arena_finish(&s->arena);
    wipe_text(s->token);
    pthread_mutex_destroy(&s->lock);
    mem_free(s);
}

struct signer *signer_create(const char *pem, const char *token, struct signer_clock *c) {
    struct signer *s = mem_alloc(sizeof *s);
    if (!s)
        return NULL;
    atomic_init(&s->refs, 1);
    s->clock = c;
    s->proves = *pem != '\0';
    arena_init(&s->arena, KEY_ARENA);
    pthread_mutex_init(&s->lock, NULL);
    if ((s->proves && jwk_pem_read(&s->arena, str_of(pem), &s->key) != ERR_NONE) || (token && !signer_set_token(s, token))) {
        signer_drop(s);
        return NULL;
    }
    return s;
}

bool signer_set_token(struct signer *s, const char *token) {
    char *copy = mem_copy_string(token), *old;
    if (!copy)
        return false;
    pthread_mutex_lock(&s->lock);
    old = s->token;
    s->token = copy;
    pthread_mutex_unlock(&s->lock);
    wipe_text(old);
    return true;
}

static const char *nonce_for(struct signer *s, const char *url) {
    for (int i = 0; i < NONCES; i++)
        if (s->nonces[i].text[0] && url_same_origin(s->nonces[i].url, url))
            return s->nonces[i].text;
    return NULL;
}

// Under the lock: token and nonce stay what they are for the moment.
static bool sign_locked(struct signer *s, struct arena *a, const char *method, const char *url, struct net_proof *out) {
    const char *proof = "";
    struct dpop_request r = {.method = method, .url = url, .token = s->token, .nonce = nonce_for(s, url)};
    if (s->token && strlen(s->token) + 8 > sizeof out->authorization)
        return false;
    if (s->token)
        snprintf(out->authorization, sizeof out->authorization, "%s %s", s->proves ? "DPoP" : "Bearer", s->token);
    if (s->proves && dpop_make(a, &s->key, &r, signer_clock_now(s->clock), &proof) != ERR_NONE)
        return false;
    return text_copy(out->dpop, sizeof out->dpop, proof);
}

static bool sign(void *arg, const char *method, const char *url, struct net_proof *out) {
    struct signer *s = arg;
    struct arena a;
    arena_init(&a, PROOF_ARENA);
    pthread_mutex_lock(&s->lock);
    bool ok = sign_locked(s, &a, method, url, out);
    pthread_mutex_unlock(&s->lock);
    arena_finish(&a);
    return ok;
}

static void heard(void *arg, const struct net_heard *h) {
    struct signer *s = arg;
    signer_clock_hear(s->clock, h->date);
    if (!h->nonce[0] || strlen(h->nonce) > DPOP_NONCE_MAX || strlen(h->url) >= NET_URL_MAX)
        return;
    pthread_mutex_lock(&s->lock);
    struct nonce *to = NULL;
    for (int i = 0; i < NONCES && !to; i++)
        if (s->nonces[i].text[0] && url_same_origin(s->nonces[i].url, h->url))
            to = &s->nonces[i];
    if (!to) {
        to = &s->nonces[s->next_nonce];
        s->next_nonce = (s->next_nonce + 1) % NONCES;
    }
    text_copy(to->url, sizeof to->url, h->url);
    text_copy(to->text, sizeof to->text, h->nonce);
    pthread_mutex_unlock(&s->lock);
}

static void hold(void *arg) { atomic_fetch_add(&((struct signer *)arg)->refs, 1); }
static void release(void *arg) { signer_drop(arg); }

struct net_signer signer_of(struct signer *s) {
    return (struct net_signer){.sign = sign, .heard = heard, .hold = hold, .release = release, .arg = s};
}
