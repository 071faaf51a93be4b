// SPDX-License-Identifier: Apache-2.0
// Asking a foreign issuer for its keys.
#include "backend/identity/fetch.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "contract/token/jwk.h"
#include <curl/curl.h>
#include <stdatomic.h>
#include <strings.h>

enum { JSON_DEPTH = 16, JSON_VALUES = 20000 };

struct fetch {
    const char *issuer, *jwks_url, *ca_file;
    char found[FETCH_URL_MAX + 1]; // the JWKS URL of the discovery; "" when unknown
    CURL *curl;
    atomic_bool stop;
};

// https anywhere; plain http only within this machine, for development.
static bool url_allowed(const char *url) {
    static const char *const here[] = {"http://127.0.0.1", "http://localhost", "http://[::1]"};
    if (!url || strlen(url) > FETCH_URL_MAX || strpbrk(url, "@#\\ "))
        return false;
    if (!strncasecmp(url, "https://", 8))
        return url[8] && url[8] != '/';
    for (size_t i = 0; i < sizeof here / sizeof *here; i++) {
        size_t len = strlen(here[i]);
        if (!strncasecmp(url, here[i], len) && (!url[len] || url[len] == ':' || url[len] == '/'))
            return true;
    }
    return false;
}

static int progress(void *self, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
    struct fetch *t = self;
    (void)a, (void)b, (void)c, (void)d;
    return atomic_load(&t->stop);
}

static size_t take(char *bytes, size_t one, size_t count, void *self) {
    struct buf *b = self;
    buf_add(b, bytes, one * count);
    return b->err ? 0 : one * count;
}

static void prepare(struct fetch *t) {
    CURL *c = t->curl;
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, (long)FETCH_CONNECT_MS);
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, (long)FETCH_TOTAL_MS);
    curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(c, CURLOPT_USERAGENT, "tgov-backend/" TGOV_VERSION);
    curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, progress);
    curl_easy_setopt(c, CURLOPT_XFERINFODATA, t);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take);
    if (t->ca_file)
        curl_easy_setopt(c, CURLOPT_CAINFO, t->ca_file);
}

struct fetch *fetch_create(const char *issuer, const char *jwks_url, const char *ca_file, struct fault *f) {
    if (!url_allowed(issuer) || strchr(issuer, '?')) {
        fault_set(f, ERR_TYPE, "--issuer", "expected an https address without a query (plain http: this machine only)");
        return NULL;
    }
    if (jwks_url && !url_allowed(jwks_url)) {
        fault_set(f, ERR_TYPE, "--issuer-keys", "expected an https address");
        return NULL;
    }
    if (ca_file && !file_exists(ca_file)) {
        fault_set(f, ERR_NOT_FOUND, "--issuer-ca", "there is no such file");
        return NULL;
    }
    struct fetch *t = mem_alloc(sizeof *t);
    if (t && curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
        t->curl = curl_easy_init();
    if (!t || !t->curl) {
        fault_set(f, ERR_MEMORY, "identity", "out of memory");
        mem_free(t);
        return NULL;
    }
    t->issuer = issuer;
    t->jwks_url = jwks_url;
    t->ca_file = ca_file;
    prepare(t);
    return t;
}

void fetch_stop(struct fetch *t) { atomic_store(&t->stop, true); }

void fetch_destroy(struct fetch *t) {
    if (!t)
        return;
    curl_easy_cleanup(t->curl);
    mem_free(t);
}

static enum err err_of_curl(CURLcode code, const struct buf *b) {
    if (b->err)
        return b->err; // the cap, or memory
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT: return ERR_TIMEOUT;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CONNECT_ERROR: return ERR_TLS;
    case CURLE_OUT_OF_MEMORY: return ERR_MEMORY;
    default: return ERR_OFFLINE;
    }
}

// A JSON document. ERR_NOT_FOUND for 404, ERR_REMOTE for any other status but 200.
static enum err get(struct fetch *t, const char *url, size_t cap, struct arena *a, struct val *out, struct fault *f) {
    struct buf body;
    buf_init(&body, cap);
    curl_easy_setopt(t->curl, CURLOPT_URL, url);
    curl_easy_setopt(t->curl, CURLOPT_WRITEDATA, &body);
    CURLcode code = atomic_load(&t->stop) ? CURLE_ABORTED_BY_CALLBACK : curl_easy_perform(t->curl);
    long status = 0;
    curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE, &status);
    enum err err = ERR_NONE;
    if (code != CURLE_OK)
        err = fault_set(f, err_of_curl(code, &body), url, "%s", curl_easy_strerror(code));
    else if (status != 200)
        err = fault_set(f, status == 404 ? ERR_NOT_FOUND : ERR_REMOTE, url, "status %ld", status);
    else {
        struct json_limits limits = {.bytes = cap, .depth = JSON_DEPTH, .values = JSON_VALUES};
        err = json_read(a, buf_text(&body), body.len, limits, out, f);
        if (err)
            fault_within(f, url);
    }
    buf_finish(&body);
    return err;
}

// "https://id.example/realm" gives …/realm/.well-known/openid-configuration and, by RFC 8414, 3.1,
// https://id.example/.well-known/oauth-authorization-server/realm.
static char *well_known(const struct fetch *t, struct arena *a, bool openid) {
    size_t len = strlen(t->issuer), host = strcspn(strstr(t->issuer, "//") + 2, "/") + (size_t)(strstr(t->issuer, "//") + 2 - t->issuer);
    while (len > host && t->issuer[len - 1] == '/')
        len--;
    if (openid)
        return arena_printf(a, "%.*s/.well-known/openid-configuration", (int)len, t->issuer);
    return arena_printf(a, "%.*s/.well-known/oauth-authorization-server%.*s", (int)host, t->issuer, (int)(len - host),
                        t->issuer + host);
}

static enum err discover(struct fetch *t, struct arena *a, struct fault *f) {
    struct val doc;
    enum err err = ERR_NOT_FOUND;
    for (int form = 0; form < 2 && err == ERR_NOT_FOUND; form++) {
        const char *url = well_known(t, a, form == 0);
        err = url ? get(t, url, FETCH_DISCOVERY_MAX, a, &doc, f) : ERR_MEMORY;
    }
    if (err)
        return err;
    const char *issuer = val_get_text(&doc, "issuer", NULL), *jwks = val_get_text(&doc, "jwks_uri", NULL);
    if (!text_same(issuer, t->issuer))
        return fault_set(f, ERR_REMOTE, "discovery", "the document is of another issuer than --issuer says, to the letter");
    if (!url_allowed(jwks))
        return fault_set(f, ERR_REMOTE, "discovery", "no jwks_uri with https");
    return text_copy(t->found, sizeof t->found, jwks) ? ERR_NONE : ERR_LIMIT;
}

enum err fetch_keys(void *self, struct arena *a, struct val *jwks, struct fault *f) {
    struct fetch *t = self;
    const char *url = t->jwks_url;
    if (!url && !*t->found) {
        enum err err = discover(t, a, f);
        if (err)
            return err;
    }
    enum err err = get(t, url ? url : t->found, JWK_SET_BYTES, a, jwks, f);
    if (err)
        *t->found = 0; // perhaps it moved
    return err;
}
