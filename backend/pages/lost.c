// SPDX-License-Identifier: Apache-2.0
// A browser that went astray gets a page in its language with a next step, in place of a problem in JSON.
#include "backend/pages/page.h"
#include "base/json.h"
#include <stdlib.h>
#include <strings.h>

enum { PROBLEM_MAX = 64 << 10 };

// The weight of a media type in Accept, 0 to 1; 0 when it is not named: "*/*" is what programs say.
static double weight(const char *accept, const char *type) {
    struct str rest = str_of(accept);
    size_t len = strlen(type);
    while (rest.p) {
        struct str one = str_cut(&rest, ','), kind = str_trim(str_cut(&one, ';'));
        if (kind.len != len || strncasecmp(kind.p, type, len) != 0)
            continue;
        while (one.p) {
            struct str parameter = str_trim(str_cut(&one, ';'));
            if (str_starts(parameter, "q="))
                return strtod(parameter.p + 2, NULL); // ends at the comma; a NUL stands behind all of it
        }
        return 1;
    }
    return 0;
}

static bool prefers_html(const struct req *req) {
    const char *accept = req_header(req, "accept");
    double html = accept ? weight(accept, "text/html") : 0;
    return html > 0 && html > weight(accept, "application/json") && html > weight(accept, "application/problem+json");
}

// Where it goes on: the beginning of what the address belongs to.
static const char *way_out(const struct req *req, enum status status) {
    static const char *const rooms[] = {"/account", "/device", "/hand", "/office", "/phone"};
    for (size_t i = 0; status == STATUS_NOT_ALLOWED && i < sizeof rooms / sizeof *rooms; i++) {
        size_t len = strlen(rooms[i]);
        if (!strncmp(req->path, rooms[i], len) && req->path[len] == '/')
            return rooms[i];
    }
    return "/";
}

// What the problem says, when it is meant for people and in the language of the page.
static const char *told(const struct page *p, const struct resp *resp) {
    struct val v;
    bool ours = text_same(resp->content_language, p->language);
    const struct json_limits limits = {.bytes = PROBLEM_MAX, .depth = 8, .values = 2000};
    if (!ours || json_read(p->req->arena, resp->body.p, resp->body.len, limits, &v, NULL) != ERR_NONE)
        return NULL;
    return val_get_text(&v, "detail", NULL);
}

enum status page_in_place(const struct req *req, struct resp *resp, enum status status) {
    struct page p;
    if (!req->path || !text_same(resp->content_type, "application/problem+json") || !prefers_html(req))
        return status;
    page_open(&p, req, resp);
    bool lost = !req->route && status == STATUS_NOT_FOUND;
    const char *to = way_out(req, status), *detail = status == STATUS_NOT_ALLOWED ? NULL : told(&p, resp);
    if (status == STATUS_NOT_ALLOWED)
        detail = page_tr(&p, "This page cannot be opened like this. Perhaps it was loaded again.");
    else if (lost)
        detail = page_tr(&p, "There is nothing at this address. Perhaps it was typed wrongly, or the link is old.");
    return page_say(&p, status, page_tr(&p, status_title(status)), detail ? detail : page_tr(&p, "Something failed. Please try again in a moment."),
                    to[1] ? page_tr(&p, "Go on here") : page_tr(&p, "Go to the start page"), to);
}
