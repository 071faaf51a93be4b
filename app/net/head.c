// SPDX-License-Identifier: Apache-2.0
// The header of an answer, reduced to what Tgov uses.
#include "app/net/head.h"
#include <curl/curl.h>
#include <strings.h>

void head_reset(struct net_head *h) {
    size_t bytes = h->bytes;
    *h = (struct net_head){.max_age_ms = -1, .bytes = bytes};
}

static bool named(struct str name, const char *want) {
    return name.len == strlen(want) && !strncasecmp(name.p, want, name.len);
}

bool head_copy(char *to, size_t room, struct str value) {
    if (value.len == 0 || value.len >= room)
        return false;
    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.p[i] < 0x20 || value.p[i] == 0x7f)
            return false;
    memcpy(to, value.p, value.len);
    to[value.len] = '\0';
    return true;
}

// What cannot be copied counts as absent: half an ETag would be a wrong one.
static void keep(char *to, size_t room, struct str value) {
    if (!head_copy(to, room, value))
        to[0] = '\0';
}

static int64_t seconds_ms(struct str digits) {
    char text[16];
    keep(text, sizeof text, digits);
    long n = 0;
    if (!text[0] || text[strspn(text, "0123456789")])
        return -1;
    if (!text_integer(text, 0, 366L * 86400, &n))
        n = 366L * 86400;
    return (int64_t)n * 1000;
}

static void cache_control(struct net_head *h, struct str rest) {
    while (rest.len) {
        struct str part = str_cut(&rest, ',');
        struct str name = str_trim(str_cut(&part, '='));
        if (named(name, "no-store"))
            h->no_store = true;
        else if (named(name, "no-cache"))
            h->no_cache = true;
        else if (named(name, "max-age"))
            h->max_age_ms = seconds_ms(str_trim(part));
    }
}

bool head_line(struct net_head *h, const char *line, size_t len, size_t cap) {
    h->bytes += len;
    if (h->bytes > cap)
        return false;
    if (len >= 5 && !memcmp(line, "HTTP/", 5)) {
        head_reset(h);
        return true;
    }
    struct str value = {line, len};
    struct str name = str_cut(&value, ':');
    if (!value.p)
        return true;
    value = str_trim(value);
    if (named(name, "etag"))
        keep(h->etag, sizeof h->etag, value);
    else if (named(name, "content-type"))
        keep(h->content_type, sizeof h->content_type, value);
    else if (named(name, "content-language"))
        keep(h->language, sizeof h->language, value);
    else if (named(name, "retry-after"))
        keep(h->retry_after, sizeof h->retry_after, value);
    else if (named(name, "location"))
        keep(h->location, sizeof h->location, value);
    else if (named(name, "dpop-nonce"))
        keep(h->dpop_nonce, sizeof h->dpop_nonce, value);
    else if (named(name, "www-authenticate"))
        h->wants_nonce = h->wants_nonce || memmem(value.p, value.len, "use_dpop_nonce", strlen("use_dpop_nonce"));
    else if (named(name, "cache-control"))
        cache_control(h, value);
    else if (named(name, "vary") && str_is(value, "*"))
        h->no_store = true;
    else if (named(name, "age")) {
        int64_t age = seconds_ms(value);
        h->age_ms = age > 0 ? age : 0;
    } else if (named(name, "date")) {
        char text[64];
        keep(text, sizeof text, value);
        time_t at = text[0] ? curl_getdate(text, NULL) : (time_t)-1;
        h->date = at == (time_t)-1 ? 0 : (when_ms)at * 1000;
    }
    return true;
}

static struct str media_type(const char *content_type) {
    struct str rest = str_of(content_type);
    return str_trim(str_cut(&rest, ';'));
}

bool head_type_is(const char *content_type, const char *type) {
    return content_type && named(media_type(content_type), type);
}

bool head_type_is_json(const char *content_type) {
    if (!content_type)
        return false;
    struct str t = media_type(content_type);
    return named(t, "application/json") || (t.len > 5 && !strncasecmp(t.p + t.len - 5, "+json", 5));
}
