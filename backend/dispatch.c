// SPDX-License-Identifier: Apache-2.0
// What happens to every request, whatever its route.
#include "backend/dispatch.h"
#include "backend/digest.h"
#include "backend/events.h"
#include "backend/pages/page.h"
#include "backend/site.h"
#include "base/json.h"
#include <strings.h>

enum { ALLOW_MAX = 64, JSON_DEPTH_MAX = 32, JSON_VALUES_MAX = 50000, RETRY_S = 2 };

static enum status no_row(struct req *r, struct resp *p, const char *allow) {
    if (!*allow)
        return resp_problem(p, STATUS_NOT_FOUND, "no-such-address", "There is nothing at this address.");
    const char *kept = arena_string(r->arena, allow);
    if (!kept || !resp_header(p, "Allow", kept))
        return STATUS_INTERNAL;
    if (r->method == METHOD_OPTIONS)
        return STATUS_NO_CONTENT;
    return resp_misuse(p, STATUS_NOT_ALLOWED, "method", "This address knows %s only.", kept);
}

enum status dispatch_route(const struct router *t, struct req *r, struct resp *p) {
    char allow[ALLOW_MAX];
    p->reader = r;
    r->route = route_match(t, r, allow, sizeof allow);
    if (!r->route)
        return no_row(r, p, allow);
    if ((r->route->flags & ROUTE_KEY_NEEDED) && !r->idempotency_key)
        return resp_misuse(p, STATUS_BAD_REQUEST, "key-needed",
                            "An Idempotency-Key header is needed, so that sending twice does not count twice.");
    return STATUS_LATER;
}

static enum status unknown_caller(struct req *r, struct resp *p) {
    // The office has its own pages and passwords; everybody else signs in with the identity provider.
    bool office = r->route->auth == AUTH_OFFICER || r->route->auth == AUTH_ADMIN;
    if (!resp_header(p, "WWW-Authenticate", office ? "Basic realm=\"Tgov office\", charset=\"UTF-8\""
                                                      : "Bearer, DPoP algs=\"ES256 EdDSA RS256 PS256\""))
        return STATUS_INTERNAL;
    return resp_problem(p, STATUS_UNAUTHORIZED, "sign-in", "Please sign in first.");
}

enum status dispatch_caller(struct req *r, struct resp *p) {
    enum auth need = r->route->auth;
    if (need == AUTH_NONE)
        return STATUS_LATER;
    if (r->site && r->site->authenticate) {
        enum status s = r->site->authenticate(r->site->authenticate_self, r, p, &r->caller);
        if (s != STATUS_OK)
            return s;
    }
    if (need == AUTH_OPTIONAL)
        return STATUS_LATER;
    if (!r->caller.known)
        return unknown_caller(r, p);
    unsigned roles = need == AUTH_ADMIN ? ROLE_ADMIN : ROLE_ADMIN | ROLE_OFFICER;
    if (need != AUTH_PERSON && !(r->caller.roles & roles))
        return resp_problem(p, STATUS_FORBIDDEN, "role", "This is for officials with the right role.");
    return STATUS_LATER;
}

// "application/json", "application/merge-patch+json", with parameters or without.
static bool is_json(const char *type) {
    struct str rest = str_of(type ? type : ""), kind = str_trim(str_cut(&rest, ';'));
    return (kind.len == 16 && !strncasecmp(kind.p, "application/json", 16)) ||
           (kind.len > 17 && !strncasecmp(kind.p, "application/", 12) && str_ends(kind, "+json"));
}

static enum status read_json(struct req *r, struct resp *p) {
    if (!is_json(req_header(r, "content-type")))
        return resp_misuse(p, STATUS_MEDIA_TYPE, "media-type", "Please send it as application/json.");
    struct fault f = {0};
    struct val *v = arena_alloc(r->arena, sizeof *v);
    struct json_limits limits = {.bytes = r->route->body_cap, .depth = JSON_DEPTH_MAX, .values = JSON_VALUES_MAX};
    enum err err = v ? json_read(r->arena, r->body.p ? r->body.p : "", r->body.len, limits, v, &f) : ERR_MEMORY;
    r->json = v;
    if (!err)
        return STATUS_LATER;
    if (err == ERR_LIMIT)
        return resp_misuse(p, STATUS_TOO_LARGE, "too-large", "The JSON is too large or too deep.");
    if (err == ERR_MEMORY)
        return STATUS_INTERNAL;
    return resp_misuse(p, STATUS_BAD_REQUEST, "json", "The JSON cannot be read: %s: %s", f.place, f.what);
}

enum status dispatch_body(struct req *r, struct resp *p, struct store *s) {
    if (r->body.len > r->route->body_cap)
        return resp_misuse(p, STATUS_TOO_LARGE, "too-large", "At most %zu bytes are taken here.", r->route->body_cap);
    if (r->route->flags & ROUTE_JSON) {
        enum status status = read_json(r, p);
        if (status != STATUS_LATER)
            return status;
    }
    return r->route->handle(r, p, s);
}

bool dispatch_etag_listed(const char *list, const char *etag) {
    struct str rest = str_of(list);
    if (str_is(str_trim(rest), "*"))
        return true;
    etag += strncmp(etag, "W/", 2) ? 0 : 2;
    while (rest.p) {
        struct str one = str_trim(str_cut(&rest, ','));
        if (str_starts(one, "W/"))
            one = (struct str){one.p + 2, one.len - 2};
        if (str_is(one, etag))
            return true;
    }
    return false;
}

bool dispatch_accepts_gzip(const char *accept_encoding) {
    struct str rest = str_of(accept_encoding ? accept_encoding : "");
    while (rest.p) {
        struct str params = str_cut(&rest, ','), coding = str_trim(str_cut(&params, ';'));
        struct str q = str_trim(params);
        bool refused = str_starts(q, "q=0") && strspn(q.p + 2, "0.") >= q.len - 2;
        if (coding.len == 4 && !strncasecmp(coding.p, "gzip", 4))
            return !refused;
    }
    return false;
}

static void choose_blob_form(const struct req *r, struct resp *p) {
    struct str zipped = blob_gzip(p->blob);
    p->body = blob_bytes(p->blob);
    if (!zipped.len)
        return;
    bool ok = resp_header(p, "Vary", "Accept-Encoding");
    if (ok && dispatch_accepts_gzip(req_header(r, "accept-encoding")) && resp_header(p, "Content-Encoding", "gzip")) {
        const char *weak = arena_printf(r->arena, "W/%s", blob_etag(p->blob)); // other bytes, same meaning
        p->body = zipped;
        p->etag = weak ? weak : p->etag;
    }
}

static void conditional(const struct req *r, struct resp *p) {
    bool read = r->method == METHOD_GET || r->method == METHOD_HEAD;
    if (!p->etag && p->body.len && r->route && (r->route->flags & ROUTE_ETAG)) {
        char *etag = arena_alloc(r->arena, DIGEST_ETAG);
        if (etag)
            digest_etag(p->body, etag);
        p->etag = etag;
    }
    const char *known = req_header(r, "if-none-match");
    if (read && known && p->etag && dispatch_etag_listed(known, p->etag)) {
        p->status = STATUS_NOT_MODIFIED;
        p->body = (struct str){0};
    }
}

static void guard_pages(struct resp *p) {
    if (!p->content_type || strncmp(p->content_type, "text/html", 9) != 0)
        return;
    static const char *const rows[][2] = {
        {"Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'"},
        {"Referrer-Policy", "no-referrer"},
    };
    for (size_t i = 0; i < 2; i++) {
        bool there = false;
        for (size_t h = 0; h < p->header_count; h++)
            there = there || !strcasecmp(p->headers[h].name, rows[i][0]);
        if (!there && !resp_header(p, rows[i][0], rows[i][1]))
            p->status = STATUS_INTERNAL;
    }
}

enum status dispatch_finish(const struct req *r, struct resp *p, enum status status) {
    if (status >= STATUS_BAD_REQUEST && !p->body.len)
        status =
            resp_problem_with(p, status, status == STATUS_INTERNAL ? "internal" : "failed", arena_printf(p->arena, "%s.", resp_tr(p, status_title(status))), NULL, NULL);
    if (status >= STATUS_BAD_REQUEST)
        status = page_in_place(r, p, status);
    p->status = status;
    if (status == STATUS_OK && p->blob)
        choose_blob_form(r, p);
    if (status == STATUS_OK && !p->topic)
        conditional(r, p);
    guard_pages(p);
    if ((status == STATUS_TOO_MANY || status == STATUS_UNAVAILABLE) && !p->retry_after_s)
        p->retry_after_s = RETRY_S;
    if (!p->cache_control)
        p->cache_control = "no-store";
    for (size_t i = 0; status < STATUS_BAD_REQUEST && i < p->event_count && r->site && r->site->events; i++)
        events_publish_as(r->site->events, p->events[i].topic, p->events[i].name, p->events[i].json);
    p->event_count = 0;
    return p->status;
}
