// SPDX-License-Identifier: Apache-2.0
// Whether two URLs name the same place (RFC 3986, 6.2.2 and 6.2.3), without memory.
#include "contract/token/dpop.h"
#include <strings.h>

struct place {
    bool tls;
    struct str host, path; // the path without query and fragment
    long port;
};

static bool read_port(struct str text, long *out) {
    char digits[8];
    if (!text.len || text.len >= sizeof digits)
        return false;
    memcpy(digits, text.p, text.len);
    digits[text.len] = 0;
    return text_integer(digits, 1, 65535, out);
}

static bool read_authority(struct str authority, struct place *out) {
    const char *colon = memrchr(authority.p, ':', authority.len), *bracket = memrchr(authority.p, ']', authority.len);
    out->host = authority;
    out->port = out->tls ? 443 : 80;
    if (memchr(authority.p, '@', authority.len))
        return false;
    if (colon && (!bracket || colon > bracket)) {
        out->host.len = (size_t)(colon - authority.p);
        struct str port = {colon + 1, authority.len - out->host.len - 1};
        if (port.len && !read_port(port, &out->port)) // "host:" is the default port
            return false;
    }
    return out->host.len > 0;
}

static bool read_place(const char *url, struct place *out) {
    *out = (struct place){0};
    if (!url || strlen(url) > DPOP_URL_MAX)
        return false;
    out->tls = !strncasecmp(url, "https://", 8);
    if (!out->tls && strncasecmp(url, "http://", 7) != 0)
        return false;
    const char *at = url + (out->tls ? 8 : 7);
    size_t len = strcspn(at, "/?#");
    if (!len || !read_authority((struct str){at, len}, out))
        return false;
    at += len;
    out->path = (struct str){at, strcspn(at, "?#")};
    if (!out->path.len)
        out->path = STR("/");
    return true;
}

static int hex(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool unreserved(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
           c == '~';
}

// The next unit of a path: a character, or 256 + the byte of a triplet that has to stay one.
static int unit(struct str path, size_t *at) {
    if (path.p[*at] == '%' && *at + 2 < path.len) {
        int high = hex(path.p[*at + 1]), low = hex(path.p[*at + 2]);
        if (high >= 0 && low >= 0) {
            *at += 3;
            int byte = high * 16 + low;
            return unreserved(byte) ? byte : 256 + byte;
        }
    }
    return (unsigned char)path.p[(*at)++];
}

static bool same_path(struct str a, struct str b) {
    size_t i = 0, j = 0;
    while (i < a.len && j < b.len)
        if (unit(a, &i) != unit(b, &j))
            return false;
    return i == a.len && j == b.len;
}

bool dpop_same_url(const char *a, const char *b) {
    struct place x, y;
    return read_place(a, &x) && read_place(b, &y) && x.tls == y.tls && x.port == y.port && x.host.len == y.host.len &&
           !strncasecmp(x.host.p, y.host.p, x.host.len) && same_path(x.path, y.path);
}
