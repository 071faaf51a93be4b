// SPDX-License-Identifier: Apache-2.0
// What a person is asked to sign: authorization_details (RFC 9396) of type "tgov_sign":
//     [{"type":"tgov_sign","service":"tax-return","title":"Tax return 2025",
//       "lines":[["You get back","812.40"],…],"amount":"12.00 EUR","digest":"BASE64URL SHA-256"}]
// Everything of it that goes into the token is shown; members that are not shown are not signed, so they are dropped.
// Characters that turn the reading direction or cannot be seen are refused: what is read must be what is signed.
#include "backend/issuer/inside.h"
#include "backend/issuer/texts.h"
#include "base/json.h"

enum { LINES_MAX = 40, SERVICE_MAX = 100, TITLE_MAX = 200, LABEL_MAX = 160, VALUE_MAX = 600, AMOUNT_MAX = 60 };

static bool read_text(const struct val *v, const char *key, size_t max, bool needed, const char **out) {
    const struct val *t = val_get(v, key);
    *out = "";
    if (!t || t->type == VAL_NULL)
        return !needed;
    if (t->type != VAL_STRING || !text_honest(t->text, max))
        return false;
    *out = t->text;
    return t->count > 0;
}

static bool lines_fine(const struct val *lines) {
    if (!lines || lines->type != VAL_ARRAY || lines->count > LINES_MAX)
        return false;
    for (uint32_t i = 0; i < lines->count; i++) {
        const struct val *l = &lines->items[i];
        if (l->type != VAL_ARRAY || l->count != 2 || l->items[0].type != VAL_STRING || l->items[1].type != VAL_STRING ||
            !text_honest(l->items[0].text, LABEL_MAX) || !text_honest(l->items[1].text, VALUE_MAX))
            return false;
    }
    return true;
}

static bool digest_fine(const char *text) {
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return strlen(text) == 43 && strspn(text, letters) == 43;
}

static enum err keep(struct arena *a, const struct sign_details *d, const char **kept) {
    struct val_builder one = val_build(a), all = val_build(a);
    if (!val_set(&one, "type", val_text("tgov_sign")) || !val_set(&one, "service", val_text(d->service)) ||
        !val_set(&one, "title", val_text(d->title)) || !val_set(&one, "lines", *d->lines) ||
        (d->amount[0] && !val_set(&one, "amount", val_text(d->amount))) ||
        !val_set(&one, "digest", val_text(d->digest)) || !val_push(&all, val_object(&one)))
        return ERR_MEMORY;
    struct val v = val_array(&all);
    struct buf b;
    buf_init(&b, ISSUER_BODY);
    json_write(&b, &v);
    *kept = b.err ? NULL : arena_string(a, buf_text(&b));
    enum err err = b.err ? b.err : *kept ? ERR_NONE : ERR_MEMORY;
    buf_finish(&b);
    return err;
}

enum err details_read(struct arena *a, const char *json, struct sign_details *out, const char **kept) {
    struct val v;
    struct fault f = {0};
    *out = (struct sign_details){0};
    enum err err = json_read(a, json, strlen(json), (struct json_limits){.bytes = ISSUER_BODY, .depth = 6, .values = 256}, &v, &f);
    if (err)
        return err;
    if (v.type != VAL_ARRAY || v.count != 1 || v.items[0].type != VAL_OBJECT)
        return ERR_TYPE;
    const struct val *one = &v.items[0];
    out->lines = val_get(one, "lines");
    if (strcmp(val_get_text(one, "type", ""), "tgov_sign") != 0 || !read_text(one, "service", SERVICE_MAX, true, &out->service) ||
        !read_text(one, "title", TITLE_MAX, true, &out->title) || !read_text(one, "amount", AMOUNT_MAX, false, &out->amount) ||
        !read_text(one, "digest", 43, true, &out->digest) || !digest_fine(out->digest) || !lines_fine(out->lines))
        return ERR_TYPE;
    return keep(a, out, kept);
}
