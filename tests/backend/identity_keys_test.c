// SPDX-License-Identifier: Apache-2.0
// Keeping an issuer's keys, with a clock and an issuer of the test's own: rotation, removal, an issuer that fails, the age
// after which old keys are dropped, and how rarely unknown keys make us ask. Then the two tables: tokens and used proofs.
#include "backend/identity/cache.h"
#include "backend/identity/keys.h"
#include "backend/identity/proofs.h"
#include "contract/token/jws.h"
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

enum { KEYS = 3, REFRESH_MS = 300000, REFETCH_MS = 10000, KEEP_MS = 86400000 };

struct office { // the issuer
    struct arena arena;
    struct jwk keys[KEYS];
    atomic_uint shown; // one bit a key
    atomic_bool fails, blocks;
    atomic_int asked, changes;
    _Atomic(uint64_t) generation;
    struct keys *ring;
};

static _Atomic(when_ms) fake_now;
static when_ms fake_clock(void) { return atomic_load(&fake_now); }

static enum err source(void *self, struct arena *a, struct val *out, struct fault *f) {
    struct office *o = self;
    atomic_fetch_add(&o->asked, 1);
    while (atomic_load(&o->blocks))
        usleep(1000);
    if (atomic_load(&o->fails))
        return fault_set(f, ERR_OFFLINE, "issuer", "closed");
    struct val_builder list = val_build(a), set = val_build(a);
    for (int i = 0; i < KEYS; i++) {
        struct val one;
        if (!(atomic_load(&o->shown) >> i & 1))
            continue;
        if (jwk_write(a, &o->keys[i], &one) || !val_push(&list, one))
            return ERR_MEMORY;
    }
    if (!val_set(&set, "keys", val_array(&list)))
        return ERR_MEMORY;
    *out = val_object(&set);
    return ERR_NONE;
}

static void changed(void *self, uint64_t generation) {
    struct office *o = self;
    atomic_store(&o->generation, generation);
    atomic_fetch_add(&o->changes, 1);
}

static void open_office(struct office *o, unsigned shown, long wait_ms) {
    memset(o, 0, sizeof *o);
    arena_init(&o->arena, 1 << 20);
    for (int i = 0; i < KEYS; i++)
        assert_int_equal(jwk_generate(&o->arena, &o->keys[i]), ERR_NONE);
    atomic_store(&o->shown, shown);
    struct keys_options k = {.source = source, .self = o, .changed = changed, .changed_self = o, .refresh_ms = REFRESH_MS,
                             .refetch_ms = REFETCH_MS, .keep_ms = KEEP_MS, .wait_ms = wait_ms, .clock = fake_clock};
    o->ring = keys_create(&k);
    assert_non_null(o->ring);
}

static void close_office(struct office *o) {
    keys_destroy(o->ring);
    for (int i = 0; i < KEYS; i++)
        jwk_finish(&o->keys[i]);
    arena_finish(&o->arena);
}

static void wait_for(const char *what, bool (*test)(struct office *o, long n), struct office *o, long n) {
    for (int i = 0; i < 20000; i++) {
        if (test(o, n))
            return;
        usleep(1000);
    }
    fail_msg("never: %s", what);
}
static bool has_asked(struct office *o, long n) { return atomic_load(&o->asked) >= n; }
static bool has_count(struct office *o, long n) {
    struct ring *r = keys_take(o->ring);
    long count = r ? (long)r->set.count : -1;
    keys_let_go(o->ring, r);
    return count == n;
}

static uint64_t generation(struct office *o) {
    struct ring *r = keys_take(o->ring);
    uint64_t g = r ? r->generation : 0;
    keys_let_go(o->ring, r);
    return g;
}

static void unknown_keys(void **state) {
    struct office o;
    open_office(&o, 1, 10000);
    assert_int_equal(keys_look(o.ring, o.keys[0].kid, 0), KEYS_NEWER); // the first fetch is waited for
    uint64_t g = generation(&o);
    assert_int_equal(g, 1);
    assert_int_equal(atomic_load(&o.asked), 1);
    assert_int_equal(keys_look(o.ring, "nope", g), KEYS_SAME);
    assert_int_equal(atomic_load(&o.asked), 2);
    for (int i = 0; i < 100; i++) { // known to be missing; another one has to wait
        assert_int_equal(keys_look(o.ring, "nope", g), KEYS_SAME);
        assert_int_equal(keys_look(o.ring, "other", g), KEYS_LATER);
    }
    assert_int_equal(atomic_load(&o.asked), 2);
    atomic_fetch_add(&fake_now, REFETCH_MS);
    assert_int_equal(keys_look(o.ring, "other", g), KEYS_SAME);
    assert_int_equal(atomic_load(&o.asked), 3);
    atomic_store(&o.shown, 3); // a new key, used at once
    atomic_fetch_add(&fake_now, REFETCH_MS);
    assert_int_equal(keys_look(o.ring, o.keys[1].kid, g), KEYS_NEWER);
    assert_int_equal(generation(&o), 2);
    assert_int_equal(keys_look(o.ring, "nope", g), KEYS_NEWER); // somebody else fetched meanwhile
    assert_int_equal(keys_look(o.ring, "nope", 2), KEYS_LATER);
    atomic_fetch_add(&fake_now, KEYS_MISSED_MS);
    assert_int_equal(keys_look(o.ring, "nope", 2), KEYS_SAME);
    assert_int_equal(atomic_load(&o.asked), 5);
    close_office(&o);
    (void)state;
}

static void removal_and_refresh(void **state) {
    struct office o;
    open_office(&o, 7, 10000);
    wait_for("the first keys", has_count, &o, 3);
    struct ring *kept = keys_take(o.ring);
    atomic_store(&o.shown, 6); // the first key was stolen
    atomic_fetch_add(&fake_now, REFRESH_MS);
    keys_refresh(o.ring);
    wait_for("the key is gone", has_count, &o, 2);
    assert_int_equal(atomic_load(&o.changes), 2);
    assert_int_equal(atomic_load(&o.generation), 2);
    assert_int_equal(kept->set.count, 3); // who is at work with the old ring can finish
    assert_non_null(jwk_set_find(&kept->set, o.keys[0].kid, JWK_ES256));
    keys_let_go(o.ring, kept);
    int asked = atomic_load(&o.asked);
    keys_refresh(o.ring); // the same again changes nothing
    wait_for("asked again", has_asked, &o, asked + 1);
    assert_int_equal(keys_look(o.ring, "x", 2), KEYS_SAME); // so that the round before is over
    assert_int_equal(atomic_load(&o.changes), 2);
    atomic_store(&o.shown, 0); // "no keys" is an answer
    keys_refresh(o.ring);
    wait_for("no keys", has_count, &o, 0);
    close_office(&o);
    (void)state;
}

static void an_issuer_that_fails(void **state) {
    struct office o;
    open_office(&o, 1, 10000);
    wait_for("the first key", has_count, &o, 1);
    atomic_store(&o.fails, true);
    int asked = atomic_load(&o.asked);
    for (int i = 1; i <= 3; i++) {
        atomic_fetch_add(&fake_now, KEEP_MS / 4);
        keys_refresh(o.ring);
        wait_for("asked", has_asked, &o, asked + i);
        assert_true(has_count(&o, 1)); // old keys serve
    }
    assert_int_equal(keys_look(o.ring, "new", generation(&o)), KEYS_LATER);
    atomic_fetch_add(&fake_now, KEEP_MS / 4);
    keys_refresh(o.ring);
    wait_for("too old", has_count, &o, -1);
    assert_int_equal(atomic_load(&o.changes), 2); // what was remembered is forgotten, too
    assert_int_equal(keys_look(o.ring, o.keys[0].kid, 0), KEYS_LATER);
    atomic_store(&o.fails, false);
    atomic_fetch_add(&fake_now, REFRESH_MS);
    keys_refresh(o.ring);
    wait_for("it is back", has_count, &o, 1);
    assert_int_equal(generation(&o), 3);
    close_office(&o);
    (void)state;
}

static void *look_slowly(void *self) {
    struct office *o = self;
    return (void *)(uintptr_t)(keys_look(o->ring, "slow", 1) + 1);
}

static void a_slow_issuer(void **state) {
    struct office o;
    open_office(&o, 1, 2000);
    wait_for("the first key", has_count, &o, 1);
    atomic_fetch_add(&fake_now, REFETCH_MS);
    atomic_store(&o.blocks, true);
    pthread_t first;
    void *answer;
    assert_int_equal(pthread_create(&first, NULL, look_slowly, &o), 0);
    wait_for("asked", has_asked, &o, 2);
    atomic_fetch_add(&fake_now, REFETCH_MS);
    assert_int_equal(keys_look(o.ring, "another", 1), KEYS_LATER); // only one request waits
    assert_true(has_count(&o, 1));                                 // nobody else does
    pthread_join(first, &answer);
    assert_int_equal((uintptr_t)answer, KEYS_LATER + 1);
    atomic_store(&o.blocks, false);
    enum keys_answer settled = KEYS_LATER; // the round ends though nobody waits for it any more; then it counts
    for (int i = 0; i < 2000 && (settled = keys_look(o.ring, "slow", 1)) == KEYS_LATER; i++)
        usleep(5000);
    assert_int_equal(settled, KEYS_SAME);
    assert_true(atomic_load(&o.asked) <= 3); // "another" may have asked once more
    close_office(&o);
    (void)state;
}

// ---- tokens that were seen ----

static void digest_of(unsigned n, unsigned char out[CACHE_DIGEST]) {
    uint64_t h = hash_bytes(HASH_SEED, &n, sizeof n);
    for (int i = 0; i < CACHE_DIGEST; i += 8, h = hash_bytes(h, &h, sizeof h))
        memcpy(out + i, &h, 8);
}

static void remembered_tokens(void **state) {
    struct cache *c = cache_create();
    struct arena a;
    struct caller who = {.known = true, .roles = ROLE_OFFICER, .subject = "s", .name = "A. Kim", .organisation = "", .issuer = "i",
                         .organisation_number = "B-1", .person = "p", .jkt = "k"}, got;
    unsigned char d[CACHE_DIGEST];
    assert_non_null(c);
    arena_init(&a, 32 << 20);
    cache_clear(c, 7);
    digest_of(1, d);
    cache_put(c, d, 1000, 6, &who); // checked with keys that are gone
    assert_int_equal(cache_get(c, d, 0, &a, &got), ERR_NOT_FOUND);
    cache_put(c, d, 1000, 7, &who);
    assert_int_equal(cache_get(c, d, 999, &a, &got), ERR_NONE);
    assert_true(got.known && got.roles == ROLE_OFFICER && !got.authorization);
    const char *const pairs[][2] = {{got.subject, "s"}, {got.name, "A. Kim"}, {got.organisation, ""}, {got.issuer, "i"},
                                    {got.organisation_number, "B-1"}, {got.person, "p"}, {got.jkt, "k"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_string_equal(pairs[i][0], pairs[i][1]);
    assert_ptr_not_equal(got.name, who.name);
    d[31] ^= 1; // another token of the same set
    assert_int_equal(cache_get(c, d, 0, &a, &got), ERR_NOT_FOUND);
    d[31] ^= 1;
    assert_int_equal(cache_get(c, d, 1000, &a, &got), ERR_NOT_FOUND); // expired, and gone
    assert_int_equal(cache_get(c, d, 0, &a, &got), ERR_NOT_FOUND);
    cache_put(c, d, 1000, 7, &who);
    cache_clear(c, 8);
    assert_int_equal(cache_get(c, d, 0, &a, &got), ERR_NOT_FOUND);
    who.authorization = &val_null;
    cache_put(c, d, 1000, 8, &who); // a step-up is used once
    assert_int_equal(cache_get(c, d, 0, &a, &got), ERR_NOT_FOUND);
    who.authorization = NULL;
    size_t kept = 0;
    for (unsigned n = 0; n < 3 * IDENTITY_CACHE; n++) {
        digest_of(n, d);
        cache_put(c, d, 1000 + n, 8, &who);
        assert_int_equal(cache_get(c, d, 0, &a, &got), ERR_NONE); // the newest always fits
    }
    for (unsigned n = 0; n < 3 * IDENTITY_CACHE; n++) {
        digest_of(n, d);
        kept += cache_get(c, d, 0, &a, &got) == ERR_NONE;
    }
    assert_true(kept > IDENTITY_CACHE / 2 && kept <= IDENTITY_CACHE);
    struct arena tiny;
    arena_init(&tiny, 4);
    assert_int_equal(cache_get(c, d, 0, &tiny, &got), ERR_MEMORY);
    arena_finish(&tiny);
    arena_finish(&a);
    cache_destroy(c);
    (void)state;
}

static void used_proofs(void **state) {
    struct proofs *p = proofs_create();
    assert_non_null(p);
    assert_int_equal(proofs_note(p, "k", "a", 1000, 0), PROOF_FIRST);
    assert_int_equal(proofs_note(p, "k", "a", 1000, 999), PROOF_AGAIN);
    assert_int_equal(proofs_note(p, "k", "b", 1000, 0), PROOF_FIRST);
    assert_int_equal(proofs_note(p, "l", "a", 1000, 0), PROOF_FIRST);
    assert_int_equal(proofs_note(p, "k", "a", 2000, 1000), PROOF_FIRST); // it could not come again before then anyway
    size_t first = 0, crowded = 0;
    char jti[32];
    for (int n = 0; n < 2 * IDENTITY_PROOFS; n++) {
        snprintf(jti, sizeof jti, "n%d", n);
        enum proof_use use = proofs_note(p, "k", jti, 5000, 2000);
        first += use == PROOF_FIRST;
        crowded += use == PROOF_CROWDED;
        if (use == PROOF_FIRST && n % 100 == 0) // what was taken is never taken again, however crowded it gets
            assert_int_equal(proofs_note(p, "k", jti, 5000, 2000), PROOF_AGAIN);
    }
    assert_true(first <= IDENTITY_PROOFS && crowded >= IDENTITY_PROOFS && first > IDENTITY_PROOFS / 2);
    assert_int_equal(proofs_note(p, "k", "later", 9000, 5000), PROOF_FIRST);
    proofs_destroy(p);
    (void)state;
}

int main(void) {
    atomic_store(&fake_now, 1000000);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unknown_keys),  cmocka_unit_test(removal_and_refresh), cmocka_unit_test(an_issuer_that_fails),
        cmocka_unit_test(a_slow_issuer), cmocka_unit_test(remembered_tokens),   cmocka_unit_test(used_proofs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
