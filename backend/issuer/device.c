// SPDX-License-Identifier: Apache-2.0
// POST /oauth/device_authorization: a television asks for a code (RFC 8628, 3.1 and 3.2). Beside client_id and scope:
//   resource               (RFC 8707) only the API of this backend: base_url + "/"
//   dpop_jkt               (RFC 9449, 10) thumbprint of the key that all tokens of this code will be bound to
//   ui_locales             not needed: the phone says its own language
//   authorization_details  (RFC 9396) what is to be signed, see details.c
//   tgov_box, tgov_place   what the television is called and where it stands, shown on the phone
//   tgov_for               the service it is for
// The answer has, beside the members of RFC 8628, "tgov_pictures": three names of pictures for the television to show.
#include "backend/issuer/inside.h"
#include "backend/issuer/texts.h"
#include "backend/pages/pictures.h"
#include "base/random.h"

enum { BOX_LETTERS = 40, PURPOSE_LETTERS = 80, WAITING_MAX = 5000, CODE_TRIES = 4 };

static const char *known_scopes(struct arena *a, const char *asked) {
    static const char *const known[] = {"openid", "profile", "offline_access", "tgov"};
    char list[64] = "";
    size_t len = 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!*asked || words_have(asked, known[i])) {
            text_copy(list + len, sizeof list - len, len ? " " : "");
            len = strlen(list);
            text_copy(list + len, sizeof list - len, known[i]);
            len = strlen(list);
        }
    return arena_string(a, list);
}

static const char *three_pictures(struct arena *a) {
    unsigned char order[PICTURES], bytes[3];
    for (size_t i = 0; i < PICTURES; i++)
        order[i] = (unsigned char)i;
    for (size_t i = 0; i < 3; i++) {
        size_t left = PICTURES - i;
        do
            random_bytes(&bytes[i], 1);
        while (bytes[i] >= 256 / left * left); // no picture is likelier than another
        size_t j = i + bytes[i] % left;
        unsigned char t = order[i];
        order[i] = order[j];
        order[j] = t;
    }
    return arena_printf(a, "%s %s %s", picture_name(order[0]), picture_name(order[1]), picture_name(order[2]));
}

struct start {
    struct grant grant;
    char code[CODE_ROOM];
    bool full;
};

static enum err add_grant(struct db *db, void *data) {
    struct start *s = data;
    int64_t waiting = 0;
    enum err err = grants_waiting(db, s->grant.made, &waiting);
    s->full = waiting >= WAITING_MAX;
    return err || s->full ? err : grant_add(db, &s->grant);
}

static enum status answer(const struct req *req, struct resp *resp, const struct start *s, const char *device) {
    struct val_builder b = val_build(req->arena), pictures = val_build(req->arena);
    for (struct str rest = str_of(s->grant.pictures); rest.p;) {
        struct str one = str_cut(&rest, ' ');
        const char *name = arena_copy(req->arena, one.p, one.len);
        if (!name || !val_push(&pictures, val_text(name)))
            return STATUS_INTERNAL;
    }
    const char *complete = arena_printf(req->arena, "%s?user_code=%s", issuer_url(req, "/device"), s->code);
    bool ok = complete && val_set(&b, "device_code", val_text(device)) && val_set(&b, "user_code", val_text(s->code)) &&
              val_set(&b, "verification_uri", val_text(issuer_url(req, "/device"))) &&
              val_set(&b, "verification_uri_complete", val_text(complete)) &&
              val_set(&b, "expires_in", val_number((double)((s->grant.expires - s->grant.made) / 1000))) &&
              val_set(&b, "interval", val_number(ISSUER_INTERVAL_S)) && val_set(&b, "tgov_pictures", val_array(&pictures));
    return ok ? oauth_json(resp, &b) : STATUS_INTERNAL;
}

// Reads the parameters into the grant. STATUS_OK or the finished error.
static enum status fill(const struct req *req, struct resp *resp, const struct html_fields *f, struct grant *g) {
    struct sign_details details = {.amount = ""};
    const char *json = html_field(f, "authorization_details"), *resource = html_field(f, "resource");
    char jkt[JWK_THUMBPRINT + 1];
    enum status status = oauth_proof(req, resp, "/oauth/device_authorization", NULL, jkt);
    if (status != STATUS_OK)
        return status;
    const char *asked = html_field(f, "dpop_jkt");
    if ((*asked && strlen(asked) != JWK_THUMBPRINT) || (*asked && *jkt && strcmp(asked, jkt) != 0))
        return oauth_error(resp, STATUS_BAD_REQUEST, "invalid_dpop_proof", "dpop_jkt is not the thumbprint of the proof's key.");
    if (*resource && strcmp(resource, issuer_resource(req)) != 0 && strcmp(resource, issuer_url(req, "")) != 0)
        return oauth_error(resp, STATUS_BAD_REQUEST, "invalid_target", "Tokens for this resource are not given here.");
    g->details = "";
    enum err err = *json ? details_read(req->arena, json, &details, &g->details) : ERR_NONE;
    if (err == ERR_MEMORY)
        return STATUS_INTERNAL;
    if (err)
        return oauth_error(resp, STATUS_BAD_REQUEST, "invalid_authorization_details",
                           "authorization_details is not one tgov_sign as documented.");
    g->jkt = *asked ? asked : arena_string(req->arena, jkt);
    g->scope = known_scopes(req->arena, html_field(f, "scope"));
    g->box = text_tame(req->arena, html_field(f, "tgov_box"), BOX_LETTERS);
    g->place = text_tame(req->arena, html_field(f, "tgov_place"), BOX_LETTERS);
    g->purpose = text_tame(req->arena, html_field(f, "tgov_for"), PURPOSE_LETTERS);
    g->pictures = three_pictures(req->arena);
    g->made = req->now_ms;
    int life_s = !*json ? ISSUER_CODE_S : details.amount[0] ? ISSUER_PAY_S : ISSUER_SIGN_S;
    g->expires = req->now_ms + (when_ms)life_s * 1000;
    return g->jkt && g->scope && g->box && g->place && g->purpose && g->pictures ? STATUS_OK : STATUS_INTERNAL;
}

enum status issuer_device(const struct req *req, struct resp *resp, struct store *store) {
    struct html_fields f;
    struct start s = {.full = false};
    if (!req->site->issuer)
        return oauth_off(resp);
    enum status status = oauth_fields(req, resp, &f);
    if (status == STATUS_OK)
        status = fill(req, resp, &f, &s.grant);
    if (status != STATUS_OK)
        return status;
    if (!tries_start(req->site->issuer, store, req->peer ? req->peer : "", req->now_ms))
        return oauth_error(resp, STATUS_TOO_MANY, "slow_down", "Too many codes were asked for from one address.");
    char *device = page_secret(req->arena);
    if (!device)
        return STATUS_INTERNAL;
    s.grant.device = secret_hash_of(device);
    s.grant.code = s.code;
    enum err err = ERR_DUPLICATE;
    for (int i = 0; i < CODE_TRIES && err == ERR_DUPLICATE; i++) {
        code_make(s.code);
        err = issuer_write(store, add_grant, &s);
    }
    if (err || s.full)
        return err == ERR_MEMORY ? STATUS_INTERNAL
                                 : oauth_error(resp, STATUS_UNAVAILABLE, "temporarily_unavailable", "Please come back in a moment.");
    return answer(req, resp, &s, device);
}
