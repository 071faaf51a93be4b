// SPDX-License-Identifier: Apache-2.0
// Taking a request's target and headers apart. Everything that is kept is decoded, terminated, valid UTF-8 and free of
// control characters.
#include "backend/request.h"
#include "backend/request_text.h"
#include <ctype.h>

static const char *const method_names[] = {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "other"};

enum method method_of(const char *name) {
    int m = 0;
    while (m < METHOD_OTHER && strcmp(name, method_names[m]) != 0)
        m++;
    return (enum method)m;
}

const char *method_name(enum method m) { return method_names[m]; }

static const char *find(const struct pair *pairs, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++)
        if (!strcmp(pairs[i].name, name))
            return pairs[i].value;
    return NULL;
}

const char *req_param(const struct req *r, const char *name) { return find(r->params, r->param_count, name); }
const char *req_query(const struct req *r, const char *name) { return find(r->query, r->query_count, name); }
const char *req_header(const struct req *r, const char *name) { return find(r->headers, r->header_count, name); }

long req_query_int(const struct req *r, const char *name, long min, long max, long fallback) {
    long n;
    const char *text = req_query(r, name);
    return text && text_integer(text, min, max, &n) ? n : fallback;
}

bool request_text_clean(const char *text, size_t len) {
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
            return false;
    return utf8_valid(text, len);
}

static int hex(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

enum err request_text_decode(struct arena *a, struct str raw, bool plus_is_space, const char **out) {
    char *to = arena_alloc(a, raw.len + 1);
    if (!to)
        return ERR_MEMORY;
    size_t n = 0;
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.p[i];
        if (c == '%') {
            if (raw.len - i < 3 || hex(raw.p[i + 1]) < 0 || hex(raw.p[i + 2]) < 0)
                return ERR_SYNTAX;
            c = (char)(hex(raw.p[i + 1]) * 16 + hex(raw.p[i + 2]));
            i += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        to[n++] = c;
    }
    *out = to;
    return request_text_clean(to, n) ? ERR_NONE : ERR_SYNTAX;
}

static enum err split_query(struct req *r, struct str rest) {
    while (rest.len) {
        struct str value = str_cut(&rest, '&');
        struct str name = str_cut(&value, '=');
        if (!name.len && !value.len)
            continue;
        if (r->query_count == REQ_QUERY_MAX)
            return ERR_LIMIT;
        struct pair *p = &r->query[r->query_count];
        enum err err = request_text_decode(r->arena, name, true, &p->name);
        if (!err)
            err = request_text_decode(r->arena, value, true, &p->value);
        if (err)
            return err;
        r->query_count++;
    }
    return ERR_NONE;
}

// "." and ".." are nothing we ever serve, and a proxy in front may read them as something else than we do.
static bool has_dot_segment(struct str path) {
    while (path.p) {
        struct str segment = str_cut(&path, '/');
        if (str_is(segment, ".") || str_is(segment, ".."))
            return true;
    }
    return false;
}

enum err req_init(struct req *r, struct arena *a, enum method method, const char *target) {
    *r = (struct req){.arena = a, .method = method, .path = "", .peer = ""};
    r->caller = (struct caller){.subject = "", .name = "", .organisation = "", .organisation_number = "", .issuer = "",
                                .person = "", .jkt = ""};
    struct str rest = str_of(target);
    if (rest.len > REQ_TARGET_MAX)
        return ERR_LIMIT;
    if (!rest.len || target[0] != '/' || !request_text_clean(target, rest.len))
        return ERR_SYNTAX;
    struct str path = str_cut(&rest, '?');
    if (has_dot_segment(path))
        return ERR_SYNTAX;
    if (path.len > 1 && path.p[path.len - 1] == '/') // "/office/" is what people type for "/office"
        path.len--;
    r->path = arena_copy(a, path.p, path.len);
    if (!r->path)
        return ERR_MEMORY;
    return split_query(r, rest);
}

static bool is_token(const char *name) {
    if (!*name)
        return false;
    for (; *name; name++)
        if (!isalnum((unsigned char)*name) && !strchr("!#$%&'*+-.^_`|~", *name))
            return false;
    return true;
}

static enum err keep_known(struct req *r, const struct pair *h) {
    static const char *const single[] = {"host", "content-length", "content-type", "authorization", "idempotency-key",
                                         "if-none-match", "if-match"};
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        if (!strcmp(h->name, single[i]) && req_header(r, h->name))
            return ERR_DUPLICATE;
    if (!strcmp(h->name, "accept-language") && !r->accept_language)
        r->accept_language = h->value;
    if (!strcmp(h->name, "idempotency-key")) {
        size_t len = strlen(h->value);
        for (size_t i = 0; i < len; i++)
            if (h->value[i] <= ' ' || h->value[i] > '~')
                return ERR_SYNTAX;
        if (!len || len > REQ_KEY_MAX)
            return ERR_LIMIT;
        r->idempotency_key = h->value;
    }
    return ERR_NONE;
}

enum err req_add_header(struct req *r, const char *name, const char *value) {
    size_t len = strlen(value), name_len = strlen(name);
    if (!is_token(name))
        return ERR_SYNTAX;
    if (r->header_count == REQ_HEADERS_MAX || len > REQ_VALUE_MAX || name_len > REQ_VALUE_MAX)
        return ERR_LIMIT;
    char *lower = arena_copy(r->arena, name, name_len), *kept = arena_copy(r->arena, value, len);
    if (!lower || !kept)
        return ERR_MEMORY;
    for (char *c = lower; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    for (char *c = kept; *c; c++)
        if (*c == '\t')
            *c = ' '; // allowed between words; means a space
    if (!request_text_clean(kept, len))
        return ERR_SYNTAX;
    struct pair h = {lower, kept};
    enum err err = keep_known(r, &h);
    if (!err)
        r->headers[r->header_count++] = h;
    return err;
}
