// SPDX-License-Identifier: Apache-2.0
// Who visits, and whether a request was made by a page of ours.
//
// A form's token follows from the visitor's cookie (SHA-256 with a label in front), so nothing is stored for visitors who
// only look. Other sites can neither read the cookie nor set one of a __Host- name, so they cannot make the token.
// The Origin of our own forms is "null", because our pages send no referrer (Fetch, 3.2): then Sec-Fetch-Site decides, and
// the token where an old browser sends neither.
#include "backend/digest.h"
#include "backend/pages/page.h"
#include "backend/site.h"
#include "base/random.h"

enum { VISITOR_S = 180 * 24 * 3600 };

static const char visitor_cookie[] = "tgov";

static bool over_tls(const struct req *req) {
    const char *base = req->site && req->site->base_url ? req->site->base_url : "";
    return !str_starts(str_of(base), "http://");
}

static bool is_secret(struct str s) {
    if (s.len != PAGE_SECRET)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!strchr(RANDOM_BASE32, s.p[i]))
            return false;
    return true;
}

const char *page_cookie(const struct req *req, const char *name) {
    for (size_t i = 0; i < req->header_count; i++) {
        struct str rest = strcmp(req->headers[i].name, "cookie") ? (struct str){0} : str_of(req->headers[i].value);
        while (rest.len) {
            struct str value = str_trim(str_cut(&rest, ';')), key = str_cut(&value, '=');
            if (over_tls(req) && !str_starts(key, "__Host-"))
                continue;
            if (over_tls(req))
                key = (struct str){key.p + strlen("__Host-"), key.len - strlen("__Host-")};
            if (str_is(key, name) && is_secret(value))
                return arena_copy(req->arena, value.p, value.len);
        }
    }
    return NULL;
}

bool page_cookie_set(const struct req *req, struct resp *resp, const char *name, const char *value, int seconds) {
    bool tls = over_tls(req);
    return resp_header(resp, "Set-Cookie",
                       arena_printf(req->arena, "%s%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s", tls ? "__Host-" : "",
                                    name, value, seconds, tls ? "; Secure" : ""));
}

char *page_secret(struct arena *a) {
    char *secret = arena_alloc(a, PAGE_SECRET + 1);
    if (secret)
        random_text(secret, PAGE_SECRET, RANDOM_BASE32);
    return secret;
}

const char *page_visitor(struct page *p) {
    if (!p->visitor)
        p->visitor = page_cookie(p->req, visitor_cookie);
    if (p->visitor)
        return p->visitor;
    char *fresh = page_secret(p->req->arena);
    if (fresh && page_cookie_set(p->req, p->resp, visitor_cookie, fresh, VISITOR_S))
        p->visitor = fresh;
    return p->visitor;
}

void page_csrf(const char *visitor, char out[PAGE_CSRF + 1]) {
    static const char label[] = "tgov form\n", letters[] = "0123456789abcdef";
    unsigned char hash[DIGEST_BYTES];
    char text[sizeof label + PAGE_SECRET];
    memcpy(text, label, sizeof label - 1);
    text_copy(text + sizeof label - 1, sizeof text - sizeof label + 1, visitor);
    digest_sha256(str_of(text), hash);
    for (size_t i = 0; i < PAGE_CSRF; i++)
        out[i] = letters[hash[i / 2] >> (i % 2 ? 0 : 4) & 15];
    out[PAGE_CSRF] = '\0';
}

static bool same_text(const char *a, const char *b) {
    return strlen(a) == strlen(b) && CRYPTO_memcmp(a, b, strlen(a)) == 0;
}

// "http://localhost:8080" for "localhost:8080": on a developer's machine one backend has several names.
static bool is_loopback_of(const char *origin, const char *host) {
    static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};
    const char *at = strstr(origin, "://");
    if (!at || !host || strcmp(at + 3, host) != 0)
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t len = strlen(names[i]);
        if (!strncmp(host, names[i], len) && (!host[len] || host[len] == ':'))
            return true;
    }
    return false;
}

static bool same_origin(const struct req *req) {
    const char *site = req_header(req, "sec-fetch-site"), *origin = req_header(req, "origin");
    const char *base = req->site ? req->site->base_url : NULL;
    if (site && strcmp(site, "same-origin") != 0)
        return false;
    if (!origin || !strcmp(origin, "null"))
        return true;
    struct str own = str_of(base ? base : "");
    const char *path = own.len > 8 ? strchr(own.p + 8, '/') : NULL; // a base may have a path; 8 is behind "https://"
    if (path)
        own.len = (size_t)(path - own.p);
    return str_is(own, origin) || is_loopback_of(origin, req_header(req, "host"));
}

static bool token_fits(const char *visitor, const char *token) {
    char csrf[PAGE_CSRF + 1];
    if (!visitor || !token)
        return false;
    page_csrf(visitor, csrf);
    return same_text(csrf, token);
}

bool page_proved(const struct req *req, const char **visitor) {
    *visitor = page_cookie(req, visitor_cookie);
    return same_origin(req) && token_fits(*visitor, req_header(req, "tgov-csrf"));
}

bool page_from_elsewhere(const struct req *req) {
    const char *site = req_header(req, "sec-fetch-site");
    return site && (!strcmp(site, "cross-site") || !strcmp(site, "same-site"));
}

static bool is_form(const char *type) {
    struct str rest = str_of(type ? type : ""), kind = str_trim(str_cut(&rest, ';'));
    return str_is(kind, "application/x-www-form-urlencoded");
}

enum status page_post(struct page *p, const struct req *req, struct resp *resp, struct html_fields *fields) {
    page_open(p, req, resp);
    fields->count = 0;
    if (!is_form(req_header(req, "content-type")))
        return page_say(p, STATUS_MEDIA_TYPE, page_tr(p, "This did not work"),
                        page_tr(p, "The form cannot be read. Please go back and try again."), NULL, NULL);
    enum err err = html_fields_read(req, fields);
    if (err)
        return page_say(p, err == ERR_LIMIT ? STATUS_TOO_LARGE : err == ERR_MEMORY ? STATUS_INTERNAL : STATUS_BAD_REQUEST,
                        page_tr(p, "This did not work"), page_tr(p, "The form cannot be read. Please go back and try again."),
                        NULL, NULL);
    if (same_origin(req) && token_fits(page_cookie(req, visitor_cookie), html_field(fields, "csrf")))
        return STATUS_OK;
    return page_say(p, STATUS_FORBIDDEN, page_tr(p, "Nothing was done"),
                    page_tr(p, "This form is too old, was opened by another website, or your browser refuses cookies. "
                               "Please open the page again."),
                    NULL, NULL);
}
