// SPDX-License-Identifier: Apache-2.0
// Reading public keys and sets of them.
#include "contract/token/jwk.h"
#include "contract/token/base64url.h"
#include "contract/token/jwk_inside.h"
#include <openssl/evp.h>

static const char *const alg_names[JWK_ALG_COUNT] = {"RS256", "PS256", "ES256", "EdDSA"};

const char *jwk_alg_name(enum jwk_alg alg) { return alg_names[alg]; }

bool jwk_alg_read(const char *name, enum jwk_alg *out) {
    for (int i = 0; name && i < JWK_ALG_COUNT; i++)
        if (!strcmp(name, alg_names[i])) {
            *out = (enum jwk_alg)i;
            return true;
        }
    *out = JWK_EDDSA;
    return text_same(name, "Ed25519");
}

// A number of the key: strict base64url, at least one byte, no zero byte in front where `len` is 0 (RFC 7518, 6.3.1.1).
static enum err number(struct arena *a, const struct val *v, const char *name, size_t len, struct str *out,
                       struct fault *f) {
    const char *text = val_get_text(v, name, NULL);
    if (!text)
        return fault_set(f, ERR_MISSING, "$", "the key lacks \"%s\"", name);
    if (!base64url_read(a, str_of(text), out))
        return a->failed ? ERR_MEMORY : fault_set(f, ERR_TYPE, "$", "\"%s\" is not strict base64url", name);
    bool right = len ? out->len == len : out->len > 0 && out->p[0] != 0;
    return right ? ERR_NONE : fault_set(f, ERR_TYPE, "$", "\"%s\" has the wrong length", name);
}

static enum err made(struct jwk *k, struct fault *f) {
    return k->pkey ? ERR_NONE : fault_set(f, ERR_TYPE, "$", "the numbers are no key");
}

static enum err read_rsa(struct arena *a, const struct val *v, struct jwk *k, struct fault *f) {
    struct str n = {0}, e = {0};
    enum err err = number(a, v, "n", 0, &n, f);
    if (!err)
        err = number(a, v, "e", 0, &e, f);
    if (err)
        return err;
    bool long_enough = n.len * 8 > RSA_BITS_MIN || (n.len * 8 == RSA_BITS_MIN && ((unsigned char)n.p[0] & 0x80));
    bool odd = (n.p[n.len - 1] & 1) && (e.p[e.len - 1] & 1);
    if (!long_enough || n.len > RSA_BYTES_MAX || e.len > RSA_EXPONENT_MAX || !odd || (e.len == 1 && e.p[0] == 1))
        return fault_set(f, ERR_UNSUPPORTED, "$", "an RSA key of 2048 to 8192 bits with an odd exponent is needed");
    k->pkey = pkey_rsa(n, e);
    return made(k, f);
}

static enum err read_p256(struct arena *a, const struct val *v, struct jwk *k, struct fault *f) {
    struct str x = {0}, y = {0};
    enum err err = number(a, v, "x", P256_BYTES, &x, f);
    if (!err)
        err = number(a, v, "y", P256_BYTES, &y, f);
    if (err)
        return err;
    k->pkey = pkey_p256(x, y);
    return made(k, f);
}

static enum err read_ed25519(struct arena *a, const struct val *v, struct jwk *k, struct fault *f) {
    struct str x = {0};
    enum err err = number(a, v, "x", ED25519_BYTES, &x, f);
    if (err)
        return err;
    k->pkey = pkey_ed25519(x);
    return made(k, f);
}

static const struct kind {
    const char *kty, *crv;
    enum jwk_alg fixed;
    enum err (*read)(struct arena *a, const struct val *v, struct jwk *k, struct fault *f);
} kinds[] = {
    {"RSA", NULL, JWK_RS256, read_rsa},
    {"EC", "P-256", JWK_ES256, read_p256},
    {"OKP", "Ed25519", JWK_EDDSA, read_ed25519},
};

static const struct kind *kind_of(const struct val *v) {
    const char *kty = val_get_text(v, "kty", NULL), *crv = val_get_text(v, "crv", NULL);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (text_same(kty, kinds[i].kty) && (!kinds[i].crv || text_same(crv, kinds[i].crv)))
            return &kinds[i];
    return NULL;
}

static bool for_signatures(const struct val *v) {
    const struct val *use = val_get(v, "use"), *ops = val_get(v, "key_ops");
    if (use && (use->type != VAL_STRING || strcmp(use->text, "sig") != 0))
        return false;
    if (!ops)
        return true;
    for (uint32_t i = 0; ops->type == VAL_ARRAY && i < ops->count; i++)
        if (ops->items[i].type == VAL_STRING && !strcmp(ops->items[i].text, "verify"))
            return true;
    return false;
}

static bool choose_alg(const struct val *v, const struct kind *kind, enum jwk_alg *out) {
    const struct val *alg = val_get(v, "alg");
    *out = kind->fixed;
    if (!alg)
        return true;
    if (alg->type != VAL_STRING || !jwk_alg_read(alg->text, out))
        return false;
    return *out == kind->fixed || (kind->fixed == JWK_RS256 && *out == JWK_PS256);
}

enum err jwk_read(struct arena *a, const struct val *v, struct jwk *out, struct fault *f) {
    *out = (struct jwk){.kid = ""};
    if (val_get(v, "d") || val_get(v, "k") || text_same(val_get_text(v, "kty", NULL), "oct"))
        return fault_set(f, ERR_DENIED, "$", "a secret key was published");
    const struct kind *kind = kind_of(v);
    struct jwk k = {.kid = ""};
    if (!kind || !for_signatures(v) || !choose_alg(v, kind, &k.alg))
        return fault_set(f, ERR_UNSUPPORTED, "$", "not a kind of key that signatures are checked with here");
    const struct val *kid = val_get(v, "kid");
    if (kid && kid->type != VAL_STRING)
        return fault_set(f, ERR_TYPE, "$.kid", "expected a text");
    if (kid && kid->count > JWK_KID_MAX)
        return fault_set(f, ERR_LIMIT, "$.kid", "at most %d bytes", JWK_KID_MAX);
    if (kid && !(k.kid = arena_string(a, kid->text)))
        return ERR_MEMORY;
    enum err err = kind->read(a, v, &k, f);
    if (!err)
        *out = k;
    return err;
}

enum err jwk_set_read(struct arena *a, const struct val *v, struct jwk_set *out, struct fault *f) {
    *out = (struct jwk_set){0};
    const struct val *list = val_get(v, "keys");
    if (!list || list->type != VAL_ARRAY)
        return fault_set(f, ERR_TYPE, "$.keys", "expected a list of keys");
    if (list->count > JWK_SET_MAX)
        return fault_set(f, ERR_LIMIT, "$.keys", "at most %d keys", JWK_SET_MAX);
    out->keys = arena_array(a, list->count + 1u, sizeof *out->keys);
    if (!out->keys)
        return ERR_MEMORY;
    for (uint32_t i = 0; i < list->count; i++) {
        struct jwk *k = &out->keys[out->count];
        enum err err = jwk_read(a, &list->items[i], k, f);
        if (err == ERR_MEMORY) {
            jwk_set_finish(out);
            return err;
        }
        if (!err && *k->kid)
            out->count++;
        else {
            jwk_finish(k);
            out->skipped++;
        }
    }
    return ERR_NONE;
}

const struct jwk *jwk_set_find(const struct jwk_set *s, const char *kid, enum jwk_alg alg) {
    const struct jwk *other = NULL;
    for (size_t i = 0; i < s->count; i++) {
        const struct jwk *k = &s->keys[i];
        if (strcmp(k->kid, kid) != 0)
            continue;
        if (k->alg == alg)
            return k;
        other = other ? other : k;
    }
    return other;
}

void jwk_finish(struct jwk *k) {
    EVP_PKEY_free(k->pkey);
    k->pkey = NULL;
}

void jwk_set_finish(struct jwk_set *s) {
    for (size_t i = 0; i < s->count; i++)
        jwk_finish(&s->keys[i]);
    *s = (struct jwk_set){0};
}
