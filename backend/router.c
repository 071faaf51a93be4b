// SPDX-License-Identifier: Apache-2.0
// Finding the row of a request. The table is sorted, and since '{' sorts behind every letter and digit the first row
// that fits is the one with the most literal beginning.
#include "backend/request_text.h"
#include "backend/route.h"
#include "base/buf.h"
#include <stdio.h>

static bool is_param(struct str segment) {
    return segment.len > 2 && segment.p[0] == '{' && segment.p[segment.len - 1] == '}';
}

// How many bytes of the template stand before the first parameter: compared first, since most rows fail there.
static bool literal_start_fits(const char *template, const char *path) {
    while (*template && *template != '{' && *template == *path) {
        template++;
        path++;
    }
    return *template == '{' || (!*template && !*path);
}

static bool segments_fit(const char *template, const char *path) {
    struct str t = str_of(template), p = str_of(path);
    while (t.p && p.p) {
        struct str want = str_cut(&t, '/'), have = str_cut(&p, '/');
        if (is_param(want) ? !have.len : !str_same(want, have))
            return false;
    }
    return !t.p && !p.p;
}

static bool take_params(const char *template, struct req *r) {
    struct str t = str_of(template), p = str_of(r->path);
    r->param_count = 0;
    while (t.p && p.p) {
        struct str want = str_cut(&t, '/'), have = str_cut(&p, '/');
        if (!is_param(want))
            continue;
        struct pair *to = &r->params[r->param_count];
        to->name = arena_copy(r->arena, want.p + 1, want.len - 2);
        if (!to->name || request_text_decode(r->arena, have, false, &to->value) != ERR_NONE)
            return false;
        r->param_count++;
    }
    return true;
}

static void add_allow(char *allow, size_t room, const char *name) {
    size_t len = strlen(allow);
    snprintf(allow + len, room - len, "%s%s", len ? ", " : "", name);
}

const struct route *route_match(const struct router *t, struct req *r, char *allow, size_t room) {
    enum method wanted = r->method == METHOD_HEAD ? METHOD_GET : r->method;
    const char *path = NULL; // the first template that fits decides, whatever its method
    allow[0] = 0;
    for (size_t i = 0; i < t->count; i++) {
        const struct route *row = &t->rows[i];
        if (path ? strcmp(row->path, path) != 0
                 : !literal_start_fits(row->path, r->path) || !segments_fit(row->path, r->path))
            continue;
        path = row->path;
        if (row->method == wanted) {
            allow[0] = 0;
            return take_params(row->path, r) ? row : NULL;
        }
        add_allow(allow, room, method_name(row->method));
        if (row->method == METHOD_GET)
            add_allow(allow, room, "HEAD");
    }
    if (path)
        add_allow(allow, room, "OPTIONS");
    return NULL;
}

static const char *row_fault(const struct route *row) {
    if (!row->path || !row->handle)
        return "no template or no handler";
    struct str t = str_of(row->path);
    size_t params = 0;
    if (row->path[0] != '/' || (t.len > 1 && str_ends(t, "/")) || strstr(row->path, "//"))
        return "a template starts with a slash, does not end with one and has no empty segment";
    while (t.p) {
        struct str segment = str_cut(&t, '/');
        params += is_param(segment);
        for (size_t i = 0; i < segment.len && !is_param(segment); i++)
            if (segment.p[i] >= '{' || segment.p[i] == '%')
                return "a literal segment has only characters before '{', or literals would not win";
    }
    if (params > REQ_PARAMS_MAX)
        return "too many parameters";
    if (row->method == METHOD_HEAD || row->method == METHOD_OPTIONS || row->method >= METHOD_OTHER)
        return "HEAD and OPTIONS are served without rows";
    if ((row->flags & ROUTE_JSON) && !row->body_cap)
        return "JSON without a body";
    return NULL;
}

bool route_table_check(const struct router *t, struct fault *f) {
    for (size_t i = 0; i < t->count; i++) {
        const struct route *row = &t->rows[i];
        const char *what = row_fault(row);
        int order = i ? strcmp(row[-1].path, row->path) : -1;
        if (!what && (order > 0 || (order == 0 && row[-1].method >= row->method)))
            what = "not in order of template and method, or there twice";
        if (what) {
            fault_set(f, ERR_CONFLICT, row->path, "%s", what);
            return false;
        }
    }
    return true;
}
