// SPDX-License-Identifier: Apache-2.0
// GET /v1/identity: with whom a television signs in.
#include "backend/identity/inside.h"
#include "contract/service/api.h"
#include "contract/service/api_identity.h"
#include <strings.h>

enum { BODY_MAX = 16 << 10 };

static bool is_url(const char *text) { return !strncasecmp(text, "https://", 8) || !strncasecmp(text, "http://", 7); }

// An audience that is an address is a resource indicator; one that is a mere name belongs to issuers that know nothing of
// RFC 8707.
static const char *resource_of(const struct identity *i, const struct req *req) {
    if (!i->audience_count)
        return arena_printf(req->arena, "%s/", req->site->base_url ? req->site->base_url : "");
    return is_url(i->audiences[0]) ? i->audiences[0] : NULL;
}

static const char *host_of(struct arena *a, const char *url) {
    const char *start = strstr(url, "://");
    start = start ? start + 3 : url;
    return arena_copy(a, start, strcspn(start, ":/?#"));
}

enum status identity_show(const struct req *req, struct resp *resp, struct store *store) {
    (void)store;
    const struct identity *i = req->site->identity;
    struct api_identity out = {.issuer = identity_issuer(i, req->site)};
    if (out.issuer) {
        out.client_id = i->o.client_id;
        out.scope = i->o.scope;
        out.resource = resource_of(i, req);
        out.name = i->o.display_name ? i->o.display_name : host_of(req->arena, out.issuer);
        out.embedded = !i->o.issuer;
    }
    struct buf body;
    buf_init(&body, BODY_MAX);
    enum status s = STATUS_INTERNAL;
    if (api_write(&body, &api_identity_shape, &out)) {
        char *bytes = arena_copy(req->arena, body.data, body.len);
        resp->cache_control = "no-cache";
        if (bytes)
            s = resp_bytes(resp, STATUS_OK, "application/json", (struct str){bytes, body.len});
    }
    buf_finish(&body);
    return s;
}
