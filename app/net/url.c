// SPDX-License-Identifier: Apache-2.0
// Addresses: what may be asked at all.
#include "app/net/url.h"
#include "app/net/net.h"
#include <curl/curl.h>
#include <strings.h>

struct parts {
    CURLU *handle;
    char *scheme, *host, *port;
};

static void parts_free(struct parts *p) {
    curl_free(p->scheme);
    curl_free(p->host);
    curl_free(p->port);
    curl_url_cleanup(p->handle);
}

// Host names compare in lower case and ports with their default, which libcurl's parser provides.
static enum err parts_of(const char *url, struct parts *p) {
    *p = (struct parts){.handle = curl_url()};
    if (!p->handle)
        return ERR_MEMORY;
    CURLUcode bad = curl_url_set(p->handle, CURLUPART_URL, url, CURLU_DISALLOW_USER);
    if (!bad)
        bad = curl_url_get(p->handle, CURLUPART_SCHEME, &p->scheme, 0);
    if (!bad)
        bad = curl_url_get(p->handle, CURLUPART_HOST, &p->host, 0);
    if (!bad)
        bad = curl_url_get(p->handle, CURLUPART_PORT, &p->port, CURLU_DEFAULT_PORT);
    return bad == CURLUE_OUT_OF_MEMORY ? ERR_MEMORY : bad ? ERR_TYPE : ERR_NONE;
}

static bool is_this_machine(const char *host) {
    long first = 0;
    if (text_same(host, "localhost") || text_same(host, "[::1]"))
        return true;
    // Four plain numbers, the first of them 127; "127.example" is somebody's name.
    if (strspn(host, "0123456789.") != strlen(host))
        return false;
    struct str rest = str_of(host);
    int count = 0;
    for (bool last = false; !last; count++) {
        struct str part = str_cut(&rest, '.');
        last = !rest.p;
        char digits[4] = "";
        if (part.len == 0 || part.len > 3)
            return false;
        memcpy(digits, part.p, part.len);
        long n = 0;
        if (!text_integer(digits, 0, 255, &n))
            return false;
        if (count == 0)
            first = n;
    }
    return count == 4 && first == 127;
}

static bool clean(const char *text) {
    for (; *text; text++)
        if ((unsigned char)*text <= 0x20 || (unsigned char)*text == 0x7f || *text == '#' || *text == '\\')
            return false;
    return true;
}

enum err url_make(struct arena *a, const char *base, const char *path, bool allow_http, const char **out,
                  struct fault *f) {
    struct parts p = {0};
    enum err err = ERR_NONE;
    const char *url = path;
    char place[128];
    url_place(path ? path : "", place, sizeof place);
    if (!path || (path[0] != '/' && !strstr(path, "://")) || !clean(path) || strlen(path) >= NET_URL_MAX)
        return fault_set(f, ERR_TYPE, place, "not an address that may be asked");
    if (path[0] == '/') {
        size_t len = strlen(base);
        while (len && base[len - 1] == '/')
            len--;
        url = arena_printf(a, "%.*s%s", (int)len, base, path);
    }
    if (!url || !(url = arena_string(a, url)))
        return fault_set(f, ERR_MEMORY, place, "no memory for the address");
    err = strlen(url) >= NET_URL_MAX ? ERR_LIMIT : parts_of(url, &p);
    if (err) {
        err = fault_set(f, err, place, "not an address");
        goto out;
    }
    if (!text_same(p.scheme, "https") && !(allow_http && text_same(p.scheme, "http") && is_this_machine(p.host)))
        err = fault_set(f, ERR_TYPE, place, "only https is asked");
    *out = url;
out:
    parts_free(&p);
    return err;
}

bool url_same_origin(const char *a, const char *b) {
    struct parts x = {0}, y = {0};
    bool same = !parts_of(a, &x) && !parts_of(b, &y) && text_same(x.scheme, y.scheme) && !strcasecmp(x.host, y.host) &&
                text_same(x.port, y.port);
    parts_free(&x);
    parts_free(&y);
    return same;
}

void url_place(const char *url, char *to, size_t room) {
    const char *host = strstr(url, "://");
    const char *path = host ? strchr(host + 3, '/') : url;
    if (!path)
        path = "/";
    char cut[NET_URL_MAX];
    size_t len = strcspn(path, "?#");
    if (len >= sizeof cut)
        len = sizeof cut - 1;
    memcpy(cut, path, len);
    cut[len] = '\0';
    text_copy(to, room, cut);
}
