// SPDX-License-Identifier: Apache-2.0
// A token from a stranger: the form, the header, the signature, and (signature or not) the claims and what is taken from
// them. Nothing that a stranger writes is accepted: the key of the set below is lost.
#include "base/json.h"
#include "contract/token/jwt.h"
#include <assert.h>

static const char jwks[] =
    "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"ec-1\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
    "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"},{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"ed-1\","
    "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}";

static void take_claims(struct arena *a, const struct val *claims) {
    static const char *const paths[] = {"roles", "realm_access.roles", "name", "sub", "a.b.c", "aud"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        const char *const *items;
        size_t count;
        const char *text = jwt_claim_text(a, claims, paths[i], 200);
        assert(!text || (utf8_valid(text, strlen(text)) && !strpbrk(text, "\n\r\t")));
        if (jwt_claim_texts(a, claims, paths[i], &items, &count))
            assert(count <= JWT_LIST_MAX);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct jwk_set set;
    static struct arena kept;
    if (!set.count) {
        struct val v;
        arena_init(&kept, 1 << 20);
        if (json_read(&kept, jwks, sizeof jwks - 1, JSON_LIMITS, &v, NULL) || jwk_set_read(&kept, &v, &set, NULL))
            return 0;
    }
    struct arena a;
    struct jwt jwt;
    struct jws s;
    struct val claims;
    const char *const audiences[] = {"tgov"}, *const types[] = {"at+jwt"};
    const struct jwt_rules rules = {.issuer = "https://id.example", .audiences = audiences, .audience_count = 1, .types = types,
                                    .type_count = 1, .typ_optional = size % 2};
    struct str token = {(const char *)data, size};
    arena_init(&a, JWS_ARENA);
    assert(jwt_check(&a, token, &rules, &set, INT64_C(1773133920000), &jwt) != REFUSAL_NONE);
    if (jws_read(&a, token, &s) == REFUSAL_NONE && jws_payload(&a, &s, &claims) == REFUSAL_NONE)
        take_claims(&a, &claims);
    arena_finish(&a);
    return 0;
}
