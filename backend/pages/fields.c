// SPDX-License-Identifier: Apache-2.0
// Reading what an HTML form sent (application/x-www-form-urlencoded, URL Standard 5.1).
#include "backend/pages/html.h"

static int hex(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// Decodes one name or value. Browsers send line breaks as CR LF; other control characters have no place in a form.
static enum err decode(struct arena *a, struct str raw, const char **out) {
    char *to = arena_alloc(a, raw.len + 1);
    size_t len = 0;
    if (!to)
        return ERR_MEMORY;
    for (size_t i = 0; i < raw.len; i++) {
        int c = raw.p[i] == '+' ? ' ' : (unsigned char)raw.p[i];
        if (c == '%') {
            int high = raw.len - i > 2 ? hex(raw.p[i + 1]) : -1;
            int low = raw.len - i > 2 ? hex(raw.p[i + 2]) : -1;
            if (high < 0 || low < 0)
                return ERR_SYNTAX;
            c = high * 16 + low;
            i += 2;
        }
        if (c == '\r')
            continue;
        if ((c < ' ' && c != '\n' && c != '\t') || c == 127)
            return ERR_SYNTAX;
        to[len++] = (char)c;
    }
    to[len] = '\0';
    *out = to;
    return utf8_valid(to, len) ? ERR_NONE : ERR_SYNTAX;
}

enum err html_fields_read(const struct req *req, struct html_fields *out) {
    struct str rest = req->body;
    out->count = 0;
    while (rest.len) {
        struct str value = str_cut(&rest, '&'), name = str_cut(&value, '=');
        if (out->count == HTML_FIELDS_CAP)
            return ERR_LIMIT;
        struct pair *p = &out->items[out->count];
        enum err err = decode(req->arena, name, &p->name);
        if (!err)
            err = decode(req->arena, value, &p->value);
        if (err)
            return err;
        out->count++;
    }
    return ERR_NONE;
}

const char *html_field_at(const struct html_fields *f, const char *name, size_t i) {
    for (size_t n = 0; n < f->count; n++)
        if (!strcmp(f->items[n].name, name) && i-- == 0)
            return f->items[n].value;
    return NULL;
}

const char *html_field(const struct html_fields *f, const char *name) {
    const char *value = html_field_at(f, name, 0);
    return value ? value : "";
}
