// SPDX-License-Identifier: Apache-2.0
// Checking claims.
#include "contract/token/jwt.h"
#include <math.h>
#include <strings.h>

static const double far_s = 253402300799.0; // the end of the year 9999: no clock needs more

static bool typ_accepted(const struct jwt_rules *r, const struct jws *s) {
    const struct val *typ = val_get(&s->header, "typ");
    if (!typ)
        return r->typ_optional;
    if (!s->typ)
        return false;
    const char *name = strncasecmp(s->typ, "application/", 12) ? s->typ : s->typ + 12;
    for (size_t i = 0; i < r->type_count; i++)
        if (!strcasecmp(name, r->types[i]))
            return true;
    return false;
}

static bool audience_listed(const struct jwt_rules *r, const struct val *one) {
    for (size_t i = 0; one->type == VAL_STRING && i < r->audience_count; i++)
        if (!strcmp(one->text, r->audiences[i]))
            return true;
    return false;
}

static bool audience_right(const struct jwt_rules *r, const struct val *aud) {
    if (!aud)
        return false;
    for (uint32_t i = 0; aud->type == VAL_ARRAY && i < aud->count; i++)
        if (audience_listed(r, &aud->items[i]))
            return true;
    return audience_listed(r, aud);
}

static bool subject_right(const char *sub) {
    size_t len = sub ? strlen(sub) : 0;
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)sub[i] < 0x20 || sub[i] == 0x7f)
            return false; // it is compared, hashed with a line feed and stored
    return len && len <= JWT_SUBJECT_MAX;
}

static enum refusal check_times(const struct val *claims, when_ms now, struct jwt *out) {
    const struct val *exp = val_get(claims, "exp"), *nbf = val_get(claims, "nbf"), *iat = val_get(claims, "iat");
    if (!exp)
        return REFUSAL_NO_EXPIRY;
    if (exp->type != VAL_NUMBER || (nbf && nbf->type != VAL_NUMBER) || (iat && iat->type != VAL_NUMBER))
        return REFUSAL_CLAIM;
    double now_s = (double)now / 1000;
    if (!(exp->number > now_s - JWT_LEEWAY_S))
        return REFUSAL_EXPIRED;
    if (nbf && !(nbf->number <= now_s + JWT_LEEWAY_S))
        return REFUSAL_NOT_YET;
    out->expires = (when_ms)(fmin(exp->number, far_s) * 1000);
    return REFUSAL_NONE;
}

static enum refusal check_claims(const struct jwt_rules *r, when_ms now, struct jwt *out) {
    out->issuer = val_get_text(&out->claims, "iss", NULL);
    out->subject = val_get_text(&out->claims, "sub", NULL);
    if (!text_same(out->issuer, r->issuer) || !out->issuer)
        return REFUSAL_ISSUER;
    if (!audience_right(r, val_get(&out->claims, "aud")))
        return REFUSAL_AUDIENCE;
    if (!subject_right(out->subject))
        return REFUSAL_SUBJECT;
    return check_times(&out->claims, now, out);
}

enum refusal jwt_check(struct arena *a, struct str token, const struct jwt_rules *rules, const struct jwk_set *keys,
                       when_ms now, struct jwt *out) {
    *out = (struct jwt){0};
    struct jws s;
    enum refusal why = jws_read(a, token, &s);
    if (why)
        return why;
    if (!typ_accepted(rules, &s))
        return REFUSAL_TYP;
    if (!s.kid || !*s.kid)
        return REFUSAL_NO_KID;
    out->kid = s.kid;
    enum jwk_alg alg;
    if (!jwk_alg_read(s.alg, &alg))
        return REFUSAL_ALG;
    const struct jwk *key = jwk_set_find(keys, s.kid, alg);
    if (!key)
        return REFUSAL_UNKNOWN_KEY;
    why = jws_verify(&s, key);
    if (!why)
        why = jws_payload(a, &s, &out->claims);
    return why ? why : check_claims(rules, now, out);
}

const struct val *jwt_claim(const struct val *claims, const char *path) {
    if (!path || !*path)
        return NULL;
    const struct val *whole = val_get(claims, path);
    return whole ? whole : val_at(claims, path);
}

const char *jwt_claim_text(struct arena *a, const struct val *claims, const char *path, size_t max) {
    const struct val *v = jwt_claim(claims, path);
    if (!v)
        return "";
    if (v->type == VAL_NUMBER && fabs(v->number) < 9007199254740992.0 && v->number == floor(v->number))
        return arena_printf(a, "%.0f", v->number);
    if (v->type != VAL_STRING || v->count > max)
        return "";
    for (uint32_t i = 0; i < v->count; i++)
        if ((unsigned char)v->text[i] < 0x20 || v->text[i] == 0x7f)
            return "";
    return arena_copy(a, v->text, v->count);
}

static bool add_text(struct arena *a, const char **list, size_t *count, struct str text) {
    if (!text.len || *count == JWT_LIST_MAX)
        return true;
    list[*count] = arena_copy(a, text.p, text.len);
    return list[*count] && ++*count;
}

bool jwt_claim_texts(struct arena *a, const struct val *claims, const char *path, const char *const **out, size_t *count) {
    const struct val *v = jwt_claim(claims, path);
    const char **list = arena_array(a, JWT_LIST_MAX, sizeof *list);
    *out = list;
    *count = 0;
    bool ok = list != NULL;
    if (v && v->type == VAL_STRING) {
        for (size_t at = 0; ok && at < v->count;) {
            size_t len = strcspn(v->text + at, ", \t\r\n");
            ok = add_text(a, list, count, (struct str){v->text + at, len});
            at += len + 1;
        }
    }
    for (uint32_t i = 0; ok && v && v->type == VAL_ARRAY && i < v->count; i++)
        if (v->items[i].type == VAL_STRING)
            ok = add_text(a, list, count, str_trim((struct str){v->items[i].text, v->items[i].count}));
    return ok;
}
