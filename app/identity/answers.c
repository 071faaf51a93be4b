// SPDX-License-Identifier: Apache-2.0
// The answers of issuers.
#include "app/identity/answers.h"

#include "app/net/url.h"

const char *oauth_text(const struct val *v, const char *key, size_t max) {
    const char *text = val_get_text(v, key, "");
    if (strlen(text) > max)
        return "";
    for (const char *p = text; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            return "";
    return text;
}

static bool copy(struct arena *a, const char *from, const char **to) {
    *to = arena_string(a, from);
    return *to != NULL;
}

// A copy of the address, "" when it is none that may be asked, NULL without memory.
static const char *address(struct arena *a, const struct val *v, const char *key, bool allow_http) {
    const char *text = oauth_text(v, key, OAUTH_TEXT_MAX), *out = NULL;
    bool whole = str_starts(str_of(text), "https://") || str_starts(str_of(text), "http://");
    enum err err = whole ? url_make(a, "", text, allow_http, &out, NULL) : ERR_TYPE;
    return !err ? out : err == ERR_MEMORY ? NULL : "";
}

// "https://id.example//token" is "…/token" that was put together carelessly: asked as it stands, a proof for it would name
// an address that the issuer itself does not know.
static const char *endpoint(struct arena *a, const struct val *v, const char *key, bool allow_http) {
    const char *url = address(a, v, key, allow_http);
    char *out = url ? arena_string(a, url) : NULL, *to = out ? strstr(out, "://") : NULL;
    if (!to)
        return out;
    to += 3;
    for (const char *from = to; *from; from++)
        if (from[0] != '/' || to[-1] != '/')
            *to++ = *from;
    *to = '\0';
    return out;
}

enum err oauth_read_offer(struct arena *a, const struct val *v, bool allow_http, struct oauth_offer *out) {
    *out = (struct oauth_offer){.embedded = val_get_bool(v, "embedded", false)};
    if (!v || v->type != VAL_OBJECT)
        return ERR_TYPE;
    if (!copy(a, oauth_text(v, "client_id", OAUTH_TEXT_MAX), &out->client_id) ||
        !copy(a, oauth_text(v, "scope", OAUTH_TEXT_MAX), &out->scope) ||
        !copy(a, oauth_text(v, "resource", OAUTH_TEXT_MAX), &out->resource) || !copy(a, oauth_text(v, "name", OAUTH_TEXT_MAX), &out->name))
        return ERR_MEMORY;
    const struct val *issuer = val_get(v, "issuer");
    if (!issuer || issuer->type == VAL_NULL)
        return ERR_NONE;
    const char *url = address(a, v, "issuer", allow_http);
    if (!url)
        return ERR_MEMORY;
    if (!*url)
        return ERR_TYPE;
    if (!*out->client_id)
        return ERR_MISSING;
    // Compared with what discovery says letter by letter, so it is kept as it was written.
    return copy(a, oauth_text(v, "issuer", OAUTH_TEXT_MAX), &out->issuer) ? ERR_NONE : ERR_MEMORY;
}

static bool lists(const struct val *v, const char *key, const char *word) {
    const struct val *list = val_get(v, key);
    for (uint32_t i = 0; list && list->type == VAL_ARRAY && i < list->count; i++)
        if (list->items[i].type == VAL_STRING && text_same(list->items[i].text, word))
            return true;
    return false;
}

enum err oauth_read_server(struct arena *a, const struct val *v, const char *issuer, bool allow_http, struct oauth_server *out) {
    *out = (struct oauth_server){.revoke = ""};
    if (!v || v->type != VAL_OBJECT)
        return ERR_TYPE;
    if (!text_same(oauth_text(v, "issuer", OAUTH_TEXT_MAX), issuer))
        return ERR_DENIED;
    out->device = endpoint(a, v, "device_authorization_endpoint", allow_http);
    out->token = endpoint(a, v, "token_endpoint", allow_http);
    out->revoke = endpoint(a, v, "revocation_endpoint", allow_http);
    if (!out->device || !out->token || !out->revoke)
        return ERR_MEMORY;
    // Which grants it lists is not asked: some leave the device grant out and have it all the same.
    out->dpop = lists(v, "dpop_signing_alg_values_supported", "ES256");
    return *out->device && *out->token ? ERR_NONE : ERR_UNSUPPORTED;
}

// A whole number of seconds within a range; what is no such number is absent.
static int seconds(const struct val *v, const char *key, int absent, int cap) {
    double n = val_get_number(v, key, absent);
    if (!(n >= 1)) // also for what is not a number at all
        return absent;
    return n > cap ? cap : (int)n;
}

static bool read_pictures(struct arena *a, const struct val *v, struct oauth_device *out) {
    const struct val *list = val_get(v, "tgov_pictures");
    if (!list || list->type != VAL_ARRAY || list->count != OAUTH_PICTURES)
        return true;
    for (int i = 0; i < OAUTH_PICTURES; i++) {
        const struct val *item = &list->items[i];
        if (item->type != VAL_STRING || !item->count || item->count > OAUTH_CODE_MAX ||
            strspn(item->text, "abcdefghijklmnopqrstuvwxyz") != item->count)
            return true; // pictures that cannot be shown: two steps then
        if (!copy(a, item->text, &out->pictures[i]))
            return false;
    }
    out->picture_count = OAUTH_PICTURES;
    return true;
}

enum err oauth_read_device(struct arena *a, const struct val *v, bool allow_http, struct oauth_device *out) {
    *out = (struct oauth_device){.life_s = seconds(v, "expires_in", OAUTH_LIFE_S, OAUTH_LIFE_CAP_S),
                                 .interval_s = seconds(v, "interval", OAUTH_INTERVAL_S, OAUTH_INTERVAL_CAP_S)};
    if (!v || v->type != VAL_OBJECT)
        return ERR_TYPE;
    const char *link = address(a, v, "verification_uri_complete", allow_http);
    // A draft of the standard called it verification_url, and some still do.
    out->address = address(a, v, val_get(v, "verification_uri") ? "verification_uri" : "verification_url", allow_http);
    if (!link || !out->address || !copy(a, oauth_text(v, "device_code", OAUTH_TOKEN_MAX), &out->device_code) ||
        !copy(a, oauth_text(v, "user_code", OAUTH_CODE_MAX), &out->user_code) || !read_pictures(a, v, out))
        return ERR_MEMORY;
    out->link = *link ? link : out->address;
    return *out->device_code && *out->user_code && *out->address ? ERR_NONE : ERR_MISSING;
}

static bool same_word(const char *a, const char *b) {
    for (; *a && *b; a++, b++)
        if ((*a | 0x20) != *b)
            return false;
    return *a == *b;
}

enum err oauth_read_tokens(struct arena *a, const struct val *v, struct oauth_tokens *out) {
    *out = (struct oauth_tokens){.life_s = seconds(v, "expires_in", OAUTH_TOKEN_S, OAUTH_TOKEN_CAP_S)};
    if (!v || v->type != VAL_OBJECT)
        return ERR_TYPE;
    const char *type = oauth_text(v, "token_type", OAUTH_TEXT_MAX);
    out->dpop = same_word(type, "dpop");
    if (!out->dpop && !same_word(type, "bearer"))
        return *type ? ERR_UNSUPPORTED : ERR_MISSING;
    if (!copy(a, oauth_text(v, "access_token", OAUTH_TOKEN_MAX), &out->access) ||
        !copy(a, oauth_text(v, "refresh_token", OAUTH_TOKEN_MAX), &out->refresh) ||
        !copy(a, oauth_text(v, "id_token", OAUTH_TOKEN_MAX), &out->identity))
        return ERR_MEMORY;
    return *out->access ? ERR_NONE : ERR_MISSING;
}

enum oauth_error oauth_read_error(const struct val *v) {
    static const struct { const char *word; enum oauth_error error; } words[] = {
        {"authorization_pending", OAUTH_ERROR_PENDING}, {"slow_down", OAUTH_ERROR_SLOW_DOWN},
        {"access_denied", OAUTH_ERROR_DENIED},          {"expired_token", OAUTH_ERROR_EXPIRED},
        {"invalid_grant", OAUTH_ERROR_GRANT},           {"invalid_dpop_proof", OAUTH_ERROR_PROOF},
        {"use_dpop_nonce", OAUTH_ERROR_PROOF},
    };
    const char *word = oauth_text(v, "error", OAUTH_TEXT_MAX);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_same(word, words[i].word))
            return words[i].error;
    return *word ? OAUTH_ERROR_OTHER : OAUTH_ERROR_NONE;
}
