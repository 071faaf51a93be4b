// SPDX-License-Identifier: Apache-2.0
// A DPoP proof from a stranger, and two addresses to compare: the input's lines.
#include "contract/token/dpop.h"
#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena a;
    struct dpop_proof got;
    struct str rest = {(const char *)data, size};
    arena_init(&a, JWS_ARENA + 3 * size + 4096);
    struct str line = str_cut(&rest, '\n');
    const char *proof = arena_copy(&a, line.p ? line.p : "", line.len);
    line = str_cut(&rest, '\n');
    const char *first = arena_copy(&a, line.p ? line.p : "", line.len);
    const char *second = arena_copy(&a, rest.p ? rest.p : "", rest.len);
    if (proof && first && second) {
        struct dpop_request r = {.method = "GET", .url = *first ? first : "https://api.example/v1/me"};
        enum refusal why = dpop_check(&a, proof, &r, NULL, INT64_C(1773133920000), &got);
        assert(why != REFUSAL_NONE || (strlen(got.jkt) == JWK_THUMBPRINT && *got.jti));
        assert(dpop_same_url(first, second) == dpop_same_url(second, first));
        assert(dpop_same_url(first, first) || !dpop_same_url(first, second));
    }
    arena_finish(&a);
    return 0;
}
