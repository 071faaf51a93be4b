// SPDX-License-Identifier: Apache-2.0
// Signing keys: made at the first start, a new one every ISSUER_KEY_DAYS. An old key is published as long as something that
// it signed may still be good, and a little longer.
#include "backend/issuer/inside.h"
#include "base/mem.h"

enum { KEYS_MAX = 8, RING_BYTES = 256 << 10, OVERLAP_MS = 24 * 3600 * 1000 };
static const when_ms key_life = (when_ms)ISSUER_KEY_DAYS * 24 * 3600 * 1000;

struct prepare {
    struct issuer *issuer;
    struct keyring *ring;
    when_ms now;
    bool anew, changed;
};

static enum err drop_old(struct db *db, const struct prepare *p, int64_t *dropped) {
    static const struct db_sql sql = {"issuer-key-drop", "DELETE FROM issuer_key WHERE made < $1"};
    when_ms before = p->anew ? INT64_MAX : p->now - key_life - OVERLAP_MS;
    return db_run(db, &sql, (struct db_value[]){db_i(before)}, 1, dropped);
}

static enum err make_one(struct db *db, const struct prepare *p) {
    static const struct db_sql sql = {"issuer-key-add", "INSERT INTO issuer_key (kid, pem, made) VALUES ($1, $2, $3)"};
    struct jwk key;
    struct str pem = {0};
    enum err err = jwk_generate(&p->ring->arena, &key);
    if (err)
        return err;
    err = jwk_pem_write(&p->ring->arena, &key, &pem);
    if (!err)
        err = db_run(db, &sql, (struct db_value[]){db_t(key.kid), db_s(pem), db_i(p->now)}, 3, NULL);
    jwk_wipe((char *)pem.p, pem.len);
    jwk_finish(&key);
    return err;
}

static enum err read_all(struct db *db, struct keyring *r, when_ms *newest) {
    static const struct db_sql sql = {"issuer-keys", "SELECT pem, made FROM issuer_key ORDER BY made DESC, kid LIMIT 8"};
    struct db_stmt *s = db_query(db, &sql);
    bool row = false;
    jwk_set_finish(&r->set);
    r->set = (struct jwk_set){.keys = arena_array(&r->arena, KEYS_MAX, sizeof *r->set.keys)};
    enum err err = r->set.keys ? db_step(s, &row) : ERR_MEMORY;
    while (!err && row && r->set.count < KEYS_MAX) {
        struct jwk *key = &r->set.keys[r->set.count];
        err = jwk_pem_read(&r->arena, db_text(s, 0), key);
        *newest = !err && r->set.count == 0 ? db_int(s, 1) : *newest;
        if (!err)
            r->set.count++;
        err = err ? err : db_step(s, &row);
    }
    db_done(s);
    return err;
}

static enum err prepare(struct db *db, void *data) {
    struct prepare *p = data;
    int64_t dropped = 0;
    when_ms newest = 0;
    p->changed = false;
    enum err err = drop_old(db, p, &dropped);
    if (!err)
        err = read_all(db, p->ring, &newest);
    bool make = !err && (!p->ring->set.count || newest < p->now - key_life);
    if (make)
        err = make_one(db, p);
    if (make && !err)
        err = read_all(db, p->ring, &newest);
    if (!err)
        err = records_salt(db, true, &p->issuer->salt);
    p->changed = make || dropped > 0;
    return err;
}

void keyring_free(struct keyring *k) {
    while (k) {
        struct keyring *older = k->older;
        jwk_set_finish(&k->set);
        arena_finish(&k->arena);
        mem_free(k);
        k = older;
    }
}

enum err keyring_prepare(struct issuer *i, struct store *store, when_ms now, bool anew, bool *changed) {
    struct prepare p = {.issuer = i, .now = now, .anew = anew, .ring = mem_alloc(sizeof *p.ring)};
    if (!p.ring)
        return ERR_MEMORY;
    arena_init(&p.ring->arena, RING_BYTES);
    enum err err = issuer_write(store, prepare, &p);
    *changed = !err && p.changed;
    if (err || (i->keyring && !p.changed)) {
        keyring_free(p.ring);
        return err;
    }
    p.ring->older = i->keyring; // somebody may be signing with it at this moment
    __atomic_store_n(&i->keyring, p.ring, __ATOMIC_RELEASE);
    return ERR_NONE;
}

const struct keyring *issuer_keyring(const struct issuer *i) { return __atomic_load_n(&i->keyring, __ATOMIC_ACQUIRE); }

enum err issuer_keys(void *self, struct arena *a, struct val *jwks, struct fault *f) {
    const struct keyring *r = issuer_keyring(self);
    struct val_builder list = val_build(a), all = val_build(a);
    for (size_t n = 0; n < r->set.count; n++) {
        struct val key;
        enum err err = jwk_write(a, &r->set.keys[n], &key);
        if (err || !val_push(&list, key))
            return fault_set(f, ERR_MEMORY, "keys", "no memory for the issuer's keys");
    }
    if (!val_set(&all, "keys", val_array(&list)))
        return fault_set(f, ERR_MEMORY, "keys", "no memory for the issuer's keys");
    *jwks = val_object(&all);
    return ERR_NONE;
}
