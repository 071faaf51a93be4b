// SPDX-License-Identifier: Apache-2.0
// Making and checking proofs of possession.
#include "contract/token/dpop.h"
#include "base/random.h"
#include "contract/token/base64url.h"
#include <openssl/evp.h>

enum { JTI_CHARACTERS = 26, SHA256_BYTES = 32 }; // 130 bits

enum err dpop_hash(const char *token, char out[JWK_THUMBPRINT + 1]) {
    unsigned char hash[SHA256_BYTES];
    struct arena a;
    arena_init(&a, 1024);
    const char *text = NULL;
    if (EVP_Digest(token, strlen(token), hash, NULL, EVP_sha256(), NULL) == 1)
        text = base64url_write(&a, hash, sizeof hash);
    if (text)
        text_copy(out, JWK_THUMBPRINT + 1, text);
    arena_finish(&a);
    return text ? ERR_NONE : ERR_MEMORY;
}

enum err dpop_make(struct arena *a, const struct jwk *key, const struct dpop_request *r, when_ms now, const char **out) {
    *out = NULL;
    if (!dpop_same_url(r->url, r->url))
        return ERR_TYPE;
    char jti[JTI_CHARACTERS + 1], ath[JWK_THUMBPRINT + 1];
    random_text(jti, JTI_CHARACTERS, RANDOM_BASE32);
    const char *url = arena_copy(a, r->url, strcspn(r->url, "?#"));
    struct val_builder b = val_build(a);
    bool ok = url && val_set(&b, "jti", val_text(jti)) && val_set(&b, "htm", val_text(r->method)) &&
              val_set(&b, "htu", val_text(url)) && val_set(&b, "iat", val_number((double)(now / 1000)));
    if (ok && r->token)
        ok = dpop_hash(r->token, ath) == ERR_NONE && val_set(&b, "ath", val_text(ath));
    if (ok && r->nonce)
        ok = val_set(&b, "nonce", val_text(r->nonce));
    struct val claims = val_object(&b);
    return ok ? jws_sign(a, key, "dpop+jwt", true, &claims, out) : ERR_MEMORY;
}

// The key inside the proof has verified it, and is the wanted one.
static enum refusal check_key(struct arena *a, const struct jws *s, const char *jkt, struct dpop_proof *out) {
    const struct val *shown = val_get(&s->header, "jwk");
    struct jwk key;
    enum err err = jwk_read(a, shown, &key, NULL);
    if (err)
        return err == ERR_MEMORY ? REFUSAL_MEMORY : REFUSAL_PROOF;
    // A proof brings its own key, so an RSA key that does not say may be used either way.
    if (key.alg == JWK_RS256 && !val_get(shown, "alg") && text_same(s->alg, "PS256"))
        key.alg = JWK_PS256;
    enum refusal why = jws_verify(s, &key);
    if (why && why != REFUSAL_MEMORY)
        why = REFUSAL_PROOF;
    if (!why && jwk_thumbprint(&key, out->jkt) != ERR_NONE)
        why = REFUSAL_MEMORY;
    if (!why && jkt && strcmp(jkt, out->jkt) != 0)
        why = REFUSAL_PROOF_KEY;
    jwk_finish(&key);
    return why;
}

static enum refusal check_claims(const struct val *claims, const struct dpop_request *r, when_ms now,
                                 struct dpop_proof *out) {
    const struct val *iat = val_get(claims, "iat");
    char ath[JWK_THUMBPRINT + 1];
    out->jti = val_get_text(claims, "jti", "");
    if (!*out->jti || strlen(out->jti) > DPOP_JTI_MAX || !iat || iat->type != VAL_NUMBER)
        return REFUSAL_PROOF;
    if (!text_same(val_get_text(claims, "htm", NULL), r->method))
        return REFUSAL_PROOF_METHOD;
    if (!dpop_same_url(val_get_text(claims, "htu", NULL), r->url))
        return REFUSAL_PROOF_URL;
    double age = (double)now / 1000 - iat->number;
    if (!(age <= DPOP_WINDOW_S && age >= -DPOP_WINDOW_S))
        return REFUSAL_PROOF_TIME;
    out->issued = (when_ms)(iat->number * 1000);
    if (r->token && dpop_hash(r->token, ath) != ERR_NONE)
        return REFUSAL_MEMORY;
    if (r->token && !text_same(val_get_text(claims, "ath", NULL), ath))
        return REFUSAL_PROOF_TOKEN;
    if (r->nonce && !text_same(val_get_text(claims, "nonce", NULL), r->nonce))
        return REFUSAL_PROOF_NONCE;
    return REFUSAL_NONE;
}

enum refusal dpop_check(struct arena *a, const char *proof, const struct dpop_request *r, const char *jkt, when_ms now,
                        struct dpop_proof *out) {
    *out = (struct dpop_proof){.jti = ""};
    struct jws s;
    enum refusal why = jws_read(a, str_of(proof), &s);
    if (!why && !text_same(s.typ, "dpop+jwt"))
        why = REFUSAL_PROOF;
    if (!why)
        why = check_key(a, &s, jkt, out);
    struct val claims;
    if (!why)
        why = jws_payload(a, &s, &claims);
    if (why)
        return why == REFUSAL_MEMORY || why == REFUSAL_PROOF_KEY ? why : REFUSAL_PROOF;
    return check_claims(&claims, r, now, out);
}
