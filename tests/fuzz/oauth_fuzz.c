// SPDX-License-Identifier: Apache-2.0
// Answers of a hostile issuer. The first byte chooses what the rest is taken for: the offer, the discovery, the codes, the
// tokens, an error, a token's claims, /v1/me, or what a state folder holds. Whatever comes out is within its caps, without
// control characters, and its addresses may be asked.
#include "app/identity/grant.h"
#include "app/identity/oauth.h"
#include "app/net/url.h"
#include "base/json.h"
#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void text(const char *t, size_t max) {
    assert(t && strlen(t) <= max);
    for (; *t; t++)
        assert((unsigned char)*t >= 0x20 && *t != 0x7f);
}

static void address(struct arena *a, const char *t) {
    const char *whole = NULL;
    text(t, OAUTH_TEXT_MAX);
    assert(!strncmp(t, "https://", 8) && url_make(a, "", t, false, &whole, NULL) == ERR_NONE);
}

static void person(const struct oauth_claims *c) {
    text(c->subject, OAUTH_TEXT_MAX);
    text(c->name, OAUTH_TEXT_MAX);
    text(c->roles, OAUTH_TEXT_MAX);
    text(c->organisation, OAUTH_TEXT_MAX);
    text(c->number, OAUTH_TEXT_MAX);
}

static void offer(struct arena *a, const struct val *v) {
    struct oauth_offer o;
    if (oauth_read_offer(a, v, false, &o) != ERR_NONE || !o.issuer)
        return;
    address(a, o.issuer);
    text(o.client_id, OAUTH_TEXT_MAX);
    text(o.name, OAUTH_TEXT_MAX);
    assert(*o.client_id);
}

static void server(struct arena *a, const struct val *v) {
    struct oauth_server s;
    if (oauth_read_server(a, v, "https://id.example", false, &s) != ERR_NONE)
        return;
    address(a, s.device);
    address(a, s.token);
    if (*s.revoke)
        address(a, s.revoke);
}

static void device(struct arena *a, const struct val *v) {
    struct oauth_device d;
    if (oauth_read_device(a, v, false, &d) != ERR_NONE)
        return;
    address(a, d.address);
    address(a, d.link);
    text(d.device_code, OAUTH_TOKEN_MAX);
    text(d.user_code, OAUTH_CODE_MAX);
    assert(d.interval_s >= 1 && d.interval_s <= OAUTH_INTERVAL_CAP_S && d.life_s >= 1 && d.life_s <= OAUTH_LIFE_CAP_S);
    assert(d.picture_count == 0 || d.picture_count == OAUTH_PICTURES);
    for (int i = 0; i < d.picture_count; i++)
        text(d.pictures[i], OAUTH_CODE_MAX);
}

static void tokens(struct arena *a, const struct val *v) {
    struct oauth_tokens t;
    if (oauth_read_tokens(a, v, &t) != ERR_NONE)
        return;
    text(t.access, OAUTH_TOKEN_MAX);
    text(t.refresh, OAUTH_TOKEN_MAX);
    assert(*t.access && t.life_s >= 1 && t.life_s <= OAUTH_TOKEN_CAP_S);
}

static void json(struct arena *a, uint8_t kind, const char *bytes, size_t len) {
    struct val v;
    struct oauth_claims c;
    if (json_read(a, bytes, len, JSON_LIMITS, &v, NULL) != ERR_NONE)
        return;
    switch (kind) {
    case 0: offer(a, &v); break;
    case 1: server(a, &v); break;
    case 2: device(a, &v); break;
    case 3: tokens(a, &v); break;
    case 4: (void)oauth_read_error(&v); break;
    default:
        if (oauth_read_person(a, &v, &c) == ERR_NONE)
            person(&c);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena a;
    struct oauth_claims c;
    struct grant g;
    if (!size)
        return 0;
    arena_init(&a, 16 << 20);
    const char *rest = arena_copy(&a, (const char *)data + 1, size - 1);
    uint8_t kind = (uint8_t)((data[0] - '0') & 7);
    if (rest && kind == 6) {
        if (oauth_read_claims(&a, rest, &c) == ERR_NONE)
            person(&c);
    } else if (rest && kind == 7) {
        if (grant_read(&g, (struct str){rest, size - 1}) == ERR_NONE)
            grant_finish(&g);
    } else if (rest) {
        json(&a, kind, rest, size - 1);
    }
    arena_finish(&a);
    return 0;
}
