// SPDX-License-Identifier: Apache-2.0
// Guessing has limits: by visitor (cookie), by address, by the name that is tried. Addresses and names are personal data,
// so only a hash with this database's salt is kept, and counts end with their window.
#include "backend/issuer/inside.h"

enum { HOUR_MS = 3600 * 1000 };

static const struct limit {
    const char *label;
    int64_t most;
    when_ms window;
} limits[TRIES_KINDS] = {
    [TRIES_VISITOR] = {"visitor", 10, HOUR_MS},
    [TRIES_ADDRESS] = {"address", 60, HOUR_MS}, // many households may share one
    [TRIES_LOGIN] = {"login", 30, HOUR_MS / 4}, // mild: others must not be able to shut the owner out
    [TRIES_START] = {"start", 600, HOUR_MS},
};

static struct secret_hash name_of(const struct issuer *i, enum tries_kind kind, const char *what) {
    struct secret_hash h = {{0}};
    struct buf b;
    buf_init(&b, 1024);
    buf_add(&b, i->salt.bytes, sizeof i->salt.bytes);
    buf_text_add(&b, limits[kind].label);
    buf_char(&b, '\n');
    buf_text_add(&b, what);
    if (!b.err)
        digest_sha256((struct str){b.data, b.len}, h.bytes);
    buf_finish(&b);
    return h;
}

static const char *part(const struct tries *t, enum tries_kind kind) {
    return kind == TRIES_VISITOR ? t->visitor : kind == TRIES_ADDRESS ? t->address : kind == TRIES_LOGIN ? t->login : NULL;
}

enum err tries_allow(const struct issuer *i, struct db *db, const struct tries *t, when_ms now, bool *allowed) {
    *allowed = true;
    for (enum tries_kind k = 0; k < TRIES_KINDS; k++) {
        int64_t count = 0;
        if (!part(t, k))
            continue;
        struct secret_hash name = name_of(i, k, part(t, k));
        enum err err = tries_count(db, &name, now, limits[k].window, &count);
        if (err)
            return err;
        *allowed = *allowed && count < limits[k].most;
    }
    return ERR_NONE;
}

struct note {
    const struct issuer *issuer;
    const struct tries *tries;
    when_ms now;
};

static enum err note_wrong(struct db *db, void *data) {
    const struct note *n = data;
    enum err err = ERR_NONE;
    for (enum tries_kind k = 0; k < TRIES_KINDS && !err; k++)
        if (part(n->tries, k)) {
            struct secret_hash name = name_of(n->issuer, k, part(n->tries, k));
            err = tries_add(db, &name, n->now, limits[k].window);
        }
    return err;
}

static enum err note_right(struct db *db, void *data) {
    const struct note *n = data;
    enum err err = ERR_NONE;
    for (enum tries_kind k = 0; k < TRIES_KINDS && !err; k++)
        if (part(n->tries, k) && k != TRIES_ADDRESS) {
            struct secret_hash name = name_of(n->issuer, k, part(n->tries, k));
            err = tries_forget(db, &name);
        }
    return err;
}

void tries_wrong(const struct issuer *i, struct store *store, const struct tries *t, when_ms now) {
    // A wrong try that cannot be counted is refused all the same.
    if (issuer_write(store, note_wrong, &(struct note){i, t, now}))
        return;
}

void tries_right(const struct issuer *i, struct store *store, const struct tries *t) {
    if (issuer_write(store, note_right, &(struct note){i, t, 0}))
        return;
}

struct start {
    struct secret_hash name;
    when_ms now;
    int64_t count;
};

static enum err note_start(struct db *db, void *data) {
    struct start *s = data;
    enum err err = tries_count(db, &s->name, s->now, limits[TRIES_START].window, &s->count);
    return err || s->count >= limits[TRIES_START].most ? err : tries_add(db, &s->name, s->now, limits[TRIES_START].window);
}

bool tries_start(const struct issuer *i, struct store *store, const char *address, when_ms now) {
    struct start s = {name_of(i, TRIES_START, address), now, 0};
    return issuer_write(store, note_start, &s) == ERR_NONE && s.count < limits[TRIES_START].most;
}
