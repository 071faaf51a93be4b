// SPDX-License-Identifier: Apache-2.0
// Putting together what checks tokens.
#include "backend/identity/inside.h"
#include "base/mem.h"

enum { LISTS_ARENA = 16 << 10 };

static long or_else(long value, long fallback) { return value > 0 ? value : fallback; }
static const char *or_text(const char *value, const char *fallback) { return value && *value ? value : fallback; }

static void fill_defaults(struct identity_options *o) {
    o->types = or_text(o->types, "at+jwt");
    o->claim_subject = or_text(o->claim_subject, "sub");
    o->claim_name = or_text(o->claim_name, "name");
    o->claim_roles = or_text(o->claim_roles, "roles");
    o->claim_organisation = or_text(o->claim_organisation, "organisation.name");
    o->claim_organisation_number = or_text(o->claim_organisation_number, "organisation.number");
    o->client_id = or_text(o->client_id, "tgov-tv");
    o->scope = or_text(o->scope, "openid profile offline_access tgov");
    o->refresh_s = or_else(o->refresh_s, IDENTITY_REFRESH_S);
    o->refetch_s = or_else(o->refetch_s, IDENTITY_REFETCH_S);
    o->keep_s = or_else(o->keep_s, IDENTITY_KEEP_S);
    o->wait_ms = or_else(o->wait_ms, IDENTITY_WAIT_MS);
}

static bool split_list(struct arena *a, const char *list, const char **out, size_t *count) {
    struct str rest = str_of(list ? list : "");
    *count = 0;
    while (rest.len) {
        struct str one = str_trim(str_cut(&rest, ','));
        if (!one.len)
            continue;
        if (*count == IDENTITY_LIST_MAX || !(out[*count] = arena_copy(a, one.p, one.len)))
            return false;
        ++*count;
    }
    return true;
}

static void keys_changed(void *self, uint64_t generation) {
    struct identity *i = self;
    cache_clear(i->cache, generation);
}

static bool start_keys(struct identity *i, struct fault *f) {
    const struct identity_options *o = &i->o;
    if (!o->issuer && !o->keys)
        return true; // nobody signs in here
    if (o->issuer && !(i->fetch = fetch_create(o->issuer, o->jwks_url, o->ca_file, f)))
        return false;
    struct keys_options k = {.source = i->fetch ? fetch_keys : o->keys, .self = i->fetch ? (void *)i->fetch : o->keys_self,
                             .changed = keys_changed, .changed_self = i, .refresh_ms = o->refresh_s * 1000,
                             .refetch_ms = o->refetch_s * 1000, .keep_ms = o->keep_s * 1000, .wait_ms = o->wait_ms,
                             .clock = when_monotonic};
    i->keys = keys_create(&k);
    if (!i->keys)
        fault_set(f, ERR_MEMORY, "identity", "out of memory or threads");
    return i->keys != NULL;
}

struct identity *identity_create(const struct identity_options *o, struct fault *f) {
    struct identity *i = mem_alloc(sizeof *i);
    if (!i) {
        fault_set(f, ERR_MEMORY, "identity", "out of memory");
        return NULL;
    }
    i->o = *o;
    arena_init(&i->arena, LISTS_ARENA);
    fill_defaults(&i->o);
    i->cache = cache_create();
    i->proofs = proofs_create();
    bool lists = split_list(&i->arena, i->o.audiences, i->audiences, &i->audience_count) &&
                 split_list(&i->arena, i->o.types, i->types, &i->type_count);
    if (!lists)
        fault_set(f, ERR_LIMIT, "--audience", "at most %d audiences and types", IDENTITY_LIST_MAX);
    else if (!i->cache || !i->proofs)
        fault_set(f, ERR_MEMORY, "identity", "out of memory");
    else if (start_keys(i, f))
        return i;
    identity_destroy(i);
    return NULL;
}

void identity_destroy(struct identity *i) {
    if (!i)
        return;
    if (i->fetch)
        fetch_stop(i->fetch);
    keys_destroy(i->keys);
    fetch_destroy(i->fetch);
    cache_destroy(i->cache);
    proofs_destroy(i->proofs);
    arena_finish(&i->arena);
    mem_free(i);
}

void identity_refresh(struct identity *i) {
    if (i->keys)
        keys_refresh(i->keys);
}

const char *identity_issuer(const struct identity *i, const struct site *site) {
    return !i || !i->keys ? NULL : i->o.issuer ? i->o.issuer : site->base_url;
}
