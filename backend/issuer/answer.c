// SPDX-License-Identifier: Apache-2.0
// How the issuer talks with televisions: JSON always, errors of RFC 6749 (5.2), 8628 (3.5) and 9449 (5).
#include "backend/issuer/inside.h"
#include "contract/token/dpop.h"

enum status oauth_json(struct resp *p, struct val_builder *b) {
    struct val v = val_object(b);
    return resp_json(p, STATUS_OK, &v);
}

enum status oauth_error(struct resp *p, enum status status, const char *error, const char *description) {
    struct val_builder b = val_build(p->arena);
    if (!val_set(&b, "error", val_text(error)) || !val_set(&b, "error_description", val_text(description)))
        return STATUS_INTERNAL;
    struct val v = val_object(&b);
    return resp_json(p, status, &v);
}

enum status oauth_off(struct resp *p) {
    return resp_problem(p, STATUS_NOT_FOUND, "no-such-address", "People of this service sign in somewhere else.");
}

const char *issuer_url(const struct req *req, const char *path) {
    const char *url = arena_printf(req->arena, "%s%s", req->site->base_url ? req->site->base_url : "", path);
    return url ? url : "";
}

const char *issuer_resource(const struct req *req) { return issuer_url(req, "/"); }

static bool twice(const struct html_fields *f) {
    for (size_t i = 0; i < f->count; i++)
        if (html_field_at(f, f->items[i].name, 1))
            return true;
    return false;
}

enum status oauth_fields(const struct req *req, struct resp *resp, struct html_fields *f) {
    const char *type = req_header(req, "content-type");
    struct str rest = str_of(type ? type : ""), kind = str_trim(str_cut(&rest, ';'));
    if (!str_is(kind, "application/x-www-form-urlencoded"))
        return oauth_error(resp, STATUS_BAD_REQUEST, "invalid_request", "Send application/x-www-form-urlencoded.");
    enum err err = html_fields_read(req, f);
    if (err == ERR_MEMORY)
        return STATUS_INTERNAL;
    if (err || twice(f))
        return oauth_error(resp, STATUS_BAD_REQUEST, "invalid_request", "The parameters cannot be read, or one comes twice.");
    if (strcmp(html_field(f, "client_id"), ISSUER_CLIENT) != 0)
        return oauth_error(resp, STATUS_UNAUTHORIZED, "invalid_client", "This client_id is not known here.");
    return STATUS_OK;
}

static size_t count_header(const struct req *req, const char *name) {
    size_t count = 0;
    for (size_t i = 0; i < req->header_count; i++)
        count += !strcmp(req->headers[i].name, name);
    return count;
}

enum status oauth_proof(const struct req *req, struct resp *resp, const char *path, const char *token,
                        char jkt[JWK_THUMBPRINT + 1]) {
    struct dpop_proof proof;
    const char *header = req_header(req, "dpop");
    jkt[0] = '\0';
    if (!header)
        return STATUS_OK;
    struct dpop_request r = {.method = method_name(req->method), .url = issuer_url(req, path), .token = token};
    enum refusal why = count_header(req, "dpop") > 1 ? REFUSAL_NO_PROOF
                                                     : dpop_check(req->arena, header, &r, NULL, req->now_ms, &proof);
    if (why == REFUSAL_MEMORY)
        return STATUS_INTERNAL;
    if (!why) {
        const char *name = arena_printf(req->arena, "%s %s", proof.jkt, proof.jti);
        if (!name)
            return STATUS_INTERNAL;
        struct secret_hash h = secret_hash_of(name);
        if (!recent_first(req->site->issuer->proofs, &h, req->now_ms, 2 * DPOP_WINDOW_S * 1000))
            why = REFUSAL_PROOF_SEEN;
    }
    if (why)
        return oauth_error(resp, STATUS_BAD_REQUEST, "invalid_dpop_proof", refusal_sentence(why));
    text_copy(jkt, JWK_THUMBPRINT + 1, proof.jkt);
    return STATUS_OK;
}

struct job {
    struct store_job job;
    issuer_act *act;
    void *data;
};

static enum err run_job(struct db *db, struct store_job *job) {
    struct job *j = (struct job *)job;
    return j->act(db, j->data);
}

enum err issuer_write(struct store *store, issuer_act *act, void *data) {
    struct job j = {.job = {.run = run_job}, .act = act, .data = data};
    return store_write(store, &j.job);
}
