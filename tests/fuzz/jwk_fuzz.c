// SPDX-License-Identifier: Apache-2.0
// A key set from an issuer: whatever is taken as a key can be written, reads back as the same key, and has no secret half.
#include "base/json.h"
#include "contract/token/jwk.h"
#include <assert.h>

static void again(struct arena *a, const struct jwk *k) {
    struct val shown;
    struct jwk other;
    char first[JWK_THUMBPRINT + 1], second[JWK_THUMBPRINT + 1];
    if (jwk_write(a, k, &shown) || jwk_thumbprint(k, first))
        return;
    assert(!val_get(&shown, "d") && !k->secret && *k->kid);
    if (jwk_read(a, &shown, &other, NULL))
        return; // no memory
    assert(!jwk_thumbprint(&other, second) && !strcmp(first, second) && other.alg == k->alg);
    jwk_finish(&other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena a;
    struct val v;
    struct jwk_set set;
    struct jwk pair;
    struct fault f = {0};
    arena_init(&a, 4 << 20);
    if (!json_read(&a, (const char *)data, size, JSON_LIMITS, &v, &f) && !jwk_set_read(&a, &v, &set, &f)) {
        for (size_t i = 0; i < set.count; i++)
            again(&a, &set.keys[i]);
        jwk_set_finish(&set);
    }
    if (size > 5 && !memcmp(data, "-----", 5)) { // looking for other formats is what makes OpenSSL slow
        if (!jwk_pem_read(&a, (struct str){(const char *)data, size}, &pair))
            assert(pair.secret);
        jwk_finish(&pair);
    }
    arena_finish(&a);
    return 0;
}
