// SPDX-License-Identifier: Apache-2.0
// Keeping the issuer's keys fresh.
#include "backend/identity/keys.h"
#include "base/log.h"
#include "base/mem.h"
#include <openssl/evp.h>
#include <pthread.h>

struct missed { // a kid that no key had
    uint64_t kid;
    uint64_t needed; // the round that settles it: the first to begin after it was asked for
    when_ms at;      // asked for first, then settled
    bool used, settled;
};

struct keys {
    struct keys_options o;
    pthread_mutex_t lock; // guards everything below
    pthread_cond_t wake, done;
    pthread_t thread;
    bool stop, wanted, last_failed, asked, someone_waits;
    uint64_t started, finished, succeeded, generation; // rounds of fetching, the last that succeeded; of the last ring
    when_ms fetched_at, next_at, asked_at;  // asked_at: the last fetch that an unknown kid caused
    long failures;
    struct ring *ring;
    struct missed missed[KEYS_MISSED_MAX];
    size_t next_missed;
};

static void ring_destroy(struct ring *r) {
    if (!r)
        return;
    jwk_set_finish(&r->set);
    arena_finish(&r->arena);
    mem_free(r);
}

static void unlocked_let_go(struct ring *r) {
    if (r && --r->users == 0)
        ring_destroy(r);
}

static bool same_keys(const struct jwk_set *a, const struct jwk_set *b) {
    for (size_t i = 0; i < a->count; i++) {
        const struct jwk *x = &a->keys[i], *y = &b->keys[i];
        if (a->count != b->count || strcmp(x->kid, y->kid) != 0 || x->alg != y->alg || EVP_PKEY_eq(x->pkey, y->pkey) != 1)
            return false;
    }
    return a->count == b->count;
}

// Asks the source. NULL with `f` when that failed.
static struct ring *fetch_ring(const struct keys_options *o, struct fault *f) {
    struct ring *r = mem_alloc(sizeof *r);
    struct arena scratch;
    struct val jwks;
    if (!r) {
        fault_set(f, ERR_MEMORY, "keys", "out of memory");
        return NULL;
    }
    arena_init(&scratch, KEYS_ARENA);
    arena_init(&r->arena, KEYS_ARENA);
    enum err err = o->source(o->self, &scratch, &jwks, f);
    if (!err)
        err = jwk_set_read(&r->arena, &jwks, &r->set, f);
    arena_finish(&scratch);
    if (!err)
        return r;
    if (f->code != err)
        fault_set(f, err, "keys", "%s", err_name(err));
    ring_destroy(r);
    return NULL;
}

// Installs what a round brought; NULL: it failed. With the lock.
static void install(struct keys *k, struct ring *fresh) {
    when_ms now = k->o.clock();
    k->last_failed = !fresh;
    if (!fresh) {
        long wait = KEYS_RETRY_MS << (k->failures < 16 ? k->failures : 16);
        k->failures++;
        k->next_at = now + (wait < k->o.refresh_ms ? wait : k->o.refresh_ms);
        return;
    }
    k->failures = 0;
    k->fetched_at = now;
    k->next_at = now + k->o.refresh_ms;
    if (k->ring && same_keys(&k->ring->set, &fresh->set)) {
        ring_destroy(fresh);
        return;
    }
    fresh->users = 1;
    fresh->generation = ++k->generation;
    k->o.changed(k->o.changed_self, k->generation);
    unlocked_let_go(k->ring);
    k->ring = fresh;
    memset(k->missed, 0, sizeof k->missed);
}

static void run_round(struct keys *k) {
    k->wanted = false;
    k->started++;
    pthread_mutex_unlock(&k->lock);
    struct fault f = {0};
    struct ring *fresh = fetch_ring(&k->o, &f);
    pthread_mutex_lock(&k->lock);
    if (fresh && k->failures)
        log_line(LOG_INFO, "identity", "keys", "state=back keys=%zu", fresh->set.count);
    if (!fresh && !k->stop)
        log_line(LOG_WARN, "identity", "keys", "state=failed error=%s place=%s what=%s", err_name(f.code), f.place, f.what);
    install(k, fresh);
    k->finished = k->started;
    if (!k->last_failed)
        k->succeeded = k->finished;
    pthread_cond_broadcast(&k->done);
}

static void drop_old(struct keys *k, when_ms now) {
    if (!k->ring || now - k->fetched_at < k->o.keep_ms)
        return;
    log_line(LOG_ERROR, "identity", "keys", "state=dropped age_s=%ld", (long)((now - k->fetched_at) / 1000));
    k->o.changed(k->o.changed_self, ++k->generation);
    unlocked_let_go(k->ring);
    k->ring = NULL;
}

static void wait_until(pthread_cond_t *cond, pthread_mutex_t *lock, long ms) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    ms = ms < 1 ? 1 : ms;
    t.tv_sec += ms / 1000;
    t.tv_nsec += ms % 1000 * 1000000;
    if (t.tv_nsec >= 1000000000) {
        t.tv_sec++;
        t.tv_nsec -= 1000000000;
    }
    pthread_cond_timedwait(cond, lock, &t);
}

static void *run(void *self) {
    struct keys *k = self;
    pthread_mutex_lock(&k->lock);
    while (!k->stop) {
        when_ms now = k->o.clock();
        drop_old(k, now);
        if (k->wanted || now >= k->next_at) {
            run_round(k);
            continue;
        }
        when_ms next = k->next_at;
        if (k->ring && k->fetched_at + k->o.keep_ms < next)
            next = k->fetched_at + k->o.keep_ms;
        wait_until(&k->wake, &k->lock, (long)(next - now));
    }
    pthread_mutex_unlock(&k->lock);
    return NULL;
}

struct keys *keys_create(const struct keys_options *o) {
    struct keys *k = mem_alloc(sizeof *k);
    if (!k)
        return NULL;
    k->o = *o;
    k->next_at = o->clock();
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&k->lock, NULL);
    pthread_cond_init(&k->wake, &monotonic);
    pthread_cond_init(&k->done, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (pthread_create(&k->thread, NULL, run, k) == 0)
        return k;
    mem_free(k);
    return NULL;
}

void keys_destroy(struct keys *k) {
    if (!k)
        return;
    pthread_mutex_lock(&k->lock);
    k->stop = true;
    pthread_cond_broadcast(&k->wake);
    pthread_mutex_unlock(&k->lock);
    pthread_join(k->thread, NULL);
    unlocked_let_go(k->ring);
    pthread_cond_destroy(&k->wake);
    pthread_cond_destroy(&k->done);
    pthread_mutex_destroy(&k->lock);
    mem_free(k);
}

static void want(struct keys *k) {
    k->wanted = true;
    pthread_cond_signal(&k->wake);
}

void keys_refresh(struct keys *k) {
    pthread_mutex_lock(&k->lock);
    want(k);
    pthread_mutex_unlock(&k->lock);
}

struct ring *keys_take(struct keys *k) {
    pthread_mutex_lock(&k->lock);
    struct ring *r = k->ring;
    if (r)
        r->users++;
    pthread_mutex_unlock(&k->lock);
    return r;
}

void keys_let_go(struct keys *k, struct ring *r) {
    pthread_mutex_lock(&k->lock);
    unlocked_let_go(r);
    pthread_mutex_unlock(&k->lock);
}

static struct missed *missed_of(struct keys *k, uint64_t kid, when_ms now) {
    for (size_t i = 0; i < KEYS_MISSED_MAX; i++)
        if (k->missed[i].used && k->missed[i].kid == kid && now - k->missed[i].at < KEYS_MISSED_MS)
            return &k->missed[i];
    struct missed *m = &k->missed[k->next_missed++ % KEYS_MISSED_MAX];
    *m = (struct missed){.kid = kid, .needed = k->started + 1, .at = now, .used = true};
    return m;
}

// A round that nobody could wait for settles it, too: an issuer slower than a request's patience would else never be believed.
static bool settled(struct keys *k, struct missed *m, when_ms now) {
    if (!m->settled && k->succeeded >= m->needed) {
        m->settled = true;
        m->at = now;
    }
    return m->settled;
}

// Waits for a round that began after now, or for any when there is no ring. Only one request waits at a time: the rest of
// the server's threads stay free for everybody else.
static bool wait_for_round(struct keys *k) {
    uint64_t needed = k->ring ? k->started + 1 : k->finished + 1;
    if (k->someone_waits)
        return false;
    k->someone_waits = true;
    when_ms until = when_monotonic() + k->o.wait_ms, now; // the real clock: this is about the person who waits
    while (k->finished < needed && !k->stop && (now = when_monotonic()) < until)
        wait_until(&k->done, &k->lock, (long)(until - now));
    k->someone_waits = false;
    return k->finished >= needed && !k->last_failed;
}

static enum keys_answer look(struct keys *k, const char *kid, uint64_t generation) {
    when_ms now = k->o.clock();
    uint64_t hash = hash_bytes(HASH_SEED, kid, strlen(kid));
    if (k->ring && k->ring->generation != generation)
        return KEYS_NEWER;
    if (k->ring && settled(k, missed_of(k, hash, now), now))
        return KEYS_SAME;
    bool running = k->finished < k->started;
    if (k->finished && (k->ring || !running)) { // the first fetch is on its way by itself
        if (k->asked && now - k->asked_at < k->o.refetch_ms)
            return KEYS_LATER;
        k->asked = true;
        k->asked_at = now;
        want(k);
    }
    if (!wait_for_round(k) || !k->ring)
        return KEYS_LATER;
    if (k->ring->generation != generation)
        return KEYS_NEWER;
    now = k->o.clock();
    return settled(k, missed_of(k, hash, now), now) ? KEYS_SAME : KEYS_LATER;
}

enum keys_answer keys_look(struct keys *k, const char *kid, uint64_t generation) {
    pthread_mutex_lock(&k->lock);
    enum keys_answer answer = look(k, kid, generation);
    pthread_mutex_unlock(&k->lock);
    return answer;
}
