// SPDX-License-Identifier: Apache-2.0
// Token buckets in a set-associative table.
#include "backend/limiter.h"
#include "base/mem.h"
#include "base/random.h"
#include "base/str.h"
#include <arpa/inet.h>
#include <pthread.h>

struct bucket {
    uint64_t key; // 0: free
    float tokens;
    uint32_t at; // the low bits of the clock in milliseconds, as of `tokens`
};

struct limiter {
    pthread_mutex_t lock;
    double per_ms;
    float burst;
    uint64_t seed; // nobody outside can choose addresses that share a set
    struct bucket table[LIMITER_BUCKETS];
};

struct limiter *limiter_create(double per_second, double burst) {
    struct limiter *l = mem_alloc(sizeof *l);
    if (!l)
        return NULL;
    pthread_mutex_init(&l->lock, NULL);
    l->per_ms = per_second / 1000;
    l->burst = (float)(burst < 1 ? 1 : burst);
    random_bytes(&l->seed, sizeof l->seed);
    return l;
}

void limiter_destroy(struct limiter *l) {
    if (!l)
        return;
    pthread_mutex_destroy(&l->lock);
    mem_free(l);
}

uint64_t limiter_key(const struct limiter *l, const char *address) {
    unsigned char raw[16] = {0};
    size_t len = 0;
    if (inet_pton(AF_INET, address, raw) == 1)
        len = 4;
    else if (inet_pton(AF_INET6, address, raw) == 1)
        len = 8;
    uint64_t h = hash_bytes(l->seed, raw, len);
    h = (h ^ h >> 31) * UINT64_C(0x9e3779b97f4a7c15) ^ l->seed;
    return h ? h : 1;
}

static float tokens_now(const struct limiter *l, const struct bucket *b, uint32_t now) {
    double t = b->tokens + (uint32_t)(now - b->at) * l->per_ms;
    return t > l->burst ? l->burst : (float)t;
}

static struct bucket *bucket_of(struct limiter *l, uint64_t key, uint32_t now) {
    struct bucket *set = &l->table[key % (LIMITER_BUCKETS / LIMITER_WAYS) * LIMITER_WAYS], *fullest = set;
    float most = -1;
    for (size_t i = 0; i < LIMITER_WAYS; i++) {
        if (set[i].key == key)
            return &set[i];
        float t = set[i].key ? tokens_now(l, &set[i], now) : l->burst + 1;
        if (t > most) {
            most = t;
            fullest = &set[i];
        }
    }
    *fullest = (struct bucket){key, l->burst, now};
    return fullest;
}

static int ask(struct limiter *l, uint64_t key, when_ms now, float cost) {
    pthread_mutex_lock(&l->lock);
    uint32_t at = (uint32_t)now;
    struct bucket *b = bucket_of(l, key, at);
    b->tokens = tokens_now(l, b, at);
    b->at = at;
    float missing = 1 - b->tokens;
    if (missing <= 0)
        b->tokens -= cost;
    pthread_mutex_unlock(&l->lock);
    if (missing <= 0)
        return 0;
    double wait_s = l->per_ms > 0 ? missing / (l->per_ms * 1000) : 3600;
    return wait_s < 1 ? 1 : wait_s > 3600 ? 3600 : (int)(wait_s + 0.999);
}

int limiter_take(struct limiter *l, uint64_t key, when_ms now) { return ask(l, key, now, 1); }
int limiter_peek(struct limiter *l, uint64_t key, when_ms now) { return ask(l, key, now, 0); }
