// SPDX-License-Identifier: Apache-2.0
// From the claims of a verified token to who asks.
#include "backend/identity/inside.h"
#include "contract/token/person.h"
#include <openssl/evp.h>

enum { AUTHORIZATION_MAX = 8 };

void identity_person(const char *issuer, const char *subject, char out[IDENTITY_PERSON + 1]) {
    static const char digits[] = "0123456789abcdef";
    unsigned char hash[EVP_MAX_MD_SIZE] = {0};
    unsigned len = 0;
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    bool ok = md && EVP_DigestInit_ex(md, EVP_sha256(), NULL) == 1 && EVP_DigestUpdate(md, issuer, strlen(issuer)) == 1 &&
              EVP_DigestUpdate(md, "\n", 1) == 1 && EVP_DigestUpdate(md, subject, strlen(subject)) == 1 &&
              EVP_DigestFinal_ex(md, hash, &len) == 1;
    EVP_MD_CTX_free(md);
    for (unsigned n = 0; ok && n < len; n++) {
        out[2 * n] = digits[hash[n] >> 4];
        out[2 * n + 1] = digits[hash[n] & 15];
    }
    out[ok ? IDENTITY_PERSON : 0] = 0;
}

static unsigned roles_of(const char *const *names, size_t count) {
    static const struct {
        const char *name;
        enum role role;
    } known[] = {{"citizen", ROLE_CITIZEN}, {"business", ROLE_BUSINESS}, {"officer", ROLE_OFFICER}, {"admin", ROLE_ADMIN}};
    unsigned roles = ROLE_CITIZEN; // whoever can sign in is a person
    for (size_t n = 0; n < count; n++)
        for (size_t k = 0; k < sizeof known / sizeof *known; k++)
            if (!strcmp(names[n], known[k].name))
                roles |= known[k].role;
    return roles;
}

// cnf (RFC 7800): absent, or with a DPoP key. What is bound to something else must not pass as a plain bearer token.
static enum refusal bound_to(const struct val *claims, struct arena *a, const char **out) {
    const struct val *cnf = val_get(claims, "cnf");
    const char *jkt = val_get_text(cnf, "jkt", "");
    *out = arena_string(a, jkt);
    if (cnf && strlen(jkt) != JWK_THUMBPRINT)
        return REFUSAL_BOUND;
    return *out ? REFUSAL_NONE : REFUSAL_MEMORY;
}

static enum refusal authorization_of(const struct val *claims, struct arena *a, const struct val **out) {
    const struct val *details = val_get(claims, "authorization_details");
    *out = NULL;
    if (!details || details->type == VAL_NULL)
        return REFUSAL_NONE;
    if (details->type != VAL_ARRAY || details->count > AUTHORIZATION_MAX)
        return REFUSAL_CLAIM;
    struct val *copy = arena_alloc(a, sizeof *copy);
    if (!copy || !val_copy(a, details, copy))
        return REFUSAL_MEMORY;
    *out = copy;
    return REFUSAL_NONE;
}

// The name by its parts, when there are any and nobody said where else the name is.
static const char *name_of(const struct identity_options *o, const struct val *claims, struct arena *a) {
    const char *name = strcmp(o->claim_name, "name") ? "" : claims_person_name(a, claims, IDENTITY_NAME_MAX);
    return name && !*name ? jwt_claim_text(a, claims, o->claim_name, IDENTITY_NAME_MAX) : name;
}

enum refusal caller_of(const struct identity *i, const struct jwt *t, struct arena *a, struct caller *out) {
    const struct val *claims = &t->claims;
    const struct identity_options *o = &i->o;
    const char *const *names;
    size_t count;
    char *person = arena_alloc(a, IDENTITY_PERSON + 1);
    if (!person || !jwt_claim_texts(a, claims, o->claim_roles, &names, &count))
        return REFUSAL_MEMORY;
    *out = (struct caller){
        .known = true,
        .roles = roles_of(names, count),
        .subject = jwt_claim_text(a, claims, o->claim_subject, JWT_SUBJECT_MAX),
        .name = name_of(o, claims, a),
        .organisation = jwt_claim_text(a, claims, o->claim_organisation, IDENTITY_NAME_MAX),
        .organisation_number = jwt_claim_text(a, claims, o->claim_organisation_number, IDENTITY_NAME_MAX),
        .issuer = arena_string(a, t->issuer),
        .person = person,
    };
    if (!out->subject || !out->name || !out->organisation || !out->organisation_number || !out->issuer)
        return REFUSAL_MEMORY;
    if (!*out->subject)
        return REFUSAL_SUBJECT;
    identity_person(out->issuer, out->subject, person);
    if (!*person)
        return REFUSAL_MEMORY;
    enum refusal why = bound_to(claims, a, &out->jkt);
    return why ? why : authorization_of(claims, a, &out->authorization);
}
