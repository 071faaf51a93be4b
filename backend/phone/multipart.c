// SPDX-License-Identifier: Apache-2.0
#include "backend/phone/multipart.h"
#include <strings.h>

struct reader {
    struct arena *a;
    struct str rest;
    char line[MULTIPART_BOUNDARY_MAX + 5]; // "\r\n--boundary"
    size_t line_len;
};

static bool boundary_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("'()+_,-./:=?", c));
}

static enum err boundary(struct reader *r, const char *type) {
    struct str rest = str_of(type ? type : ""), kind = str_trim(str_cut(&rest, ';'));
    if (kind.len != 19 || strncasecmp(kind.p, "multipart/form-data", 19) != 0)
        return ERR_UNSUPPORTED;
    while (rest.p) {
        struct str value = str_trim(str_cut(&rest, ';')), name = str_cut(&value, '=');
        if (name.len != 8 || strncasecmp(name.p, "boundary", 8) != 0 || !value.p)
            continue;
        if (value.len > 1 && value.p[0] == '"' && value.p[value.len - 1] == '"')
            value = (struct str){value.p + 1, value.len - 2};
        if (!value.len || value.len > MULTIPART_BOUNDARY_MAX)
            return ERR_SYNTAX;
        for (size_t i = 0; i < value.len; i++)
            if (!boundary_char(value.p[i]))
                return ERR_SYNTAX;
        memcpy(r->line, "\r\n--", 4);
        memcpy(r->line + 4, value.p, value.len);
        r->line_len = value.len + 4;
        return ERR_NONE;
    }
    return ERR_SYNTAX;
}

// name="…" or filename="…": browsers write a quote as %22 and line breaks as %0D%0A; older ones put a backslash before it.
static enum err quoted(struct arena *a, struct str head, const char *key, const char **out) {
    size_t len = strlen(key), used = 0;
    *out = NULL;
    for (size_t i = 0; i + len + 2 <= head.len; i++) {
        bool begins = i == 0 || head.p[i - 1] == ' ' || head.p[i - 1] == ';';
        if (!begins || strncasecmp(head.p + i, key, len) != 0 || head.p[i + len] != '=' || head.p[i + len + 1] != '"')
            continue;
        char *to = arena_alloc(a, MULTIPART_NAME_MAX + 1);
        if (!to)
            return ERR_MEMORY;
        for (i += len + 2; i < head.len && head.p[i] != '"'; i++) {
            if (head.p[i] == '\\' && i + 1 < head.len && head.p[i + 1] == '"')
                i++;
            if (used == MULTIPART_NAME_MAX)
                return ERR_LIMIT;
            to[used++] = head.p[i];
        }
        to[used] = '\0';
        *out = to;
        return i < head.len && utf8_valid(to, used) && !memchr(to, 0, used) ? ERR_NONE : ERR_SYNTAX;
    }
    return ERR_NONE;
}

static enum err read_head(struct reader *r, struct multipart_part *part) {
    const char *end = memmem(r->rest.p, r->rest.len < MULTIPART_HEAD_MAX ? r->rest.len : MULTIPART_HEAD_MAX, "\r\n\r\n", 4);
    if (!end)
        return r->rest.len > MULTIPART_HEAD_MAX ? ERR_LIMIT : ERR_SYNTAX;
    struct str head = {r->rest.p, (size_t)(end - r->rest.p)};
    r->rest = (struct str){end + 4, r->rest.len - head.len - 4};
    static const char wanted[] = "content-disposition:";
    while (head.p) {
        struct str line = str_trim(str_cut(&head, '\n'));
        if (line.len < sizeof wanted - 1 || strncasecmp(line.p, wanted, sizeof wanted - 1) != 0)
            continue;
        enum err err = quoted(r->a, line, "name", &part->name);
        if (!err)
            err = quoted(r->a, line, "filename", &part->file);
        return err ? err : part->name ? ERR_NONE : ERR_SYNTAX;
    }
    return ERR_SYNTAX;
}

static enum err read_part(struct reader *r, struct multipart *out) {
    if (out->count == MULTIPART_PARTS_MAX)
        return ERR_LIMIT;
    struct multipart_part *part = &out->parts[out->count];
    *part = (struct multipart_part){.name = NULL};
    enum err err = read_head(r, part);
    if (err)
        return err;
    const char *end = memmem(r->rest.p, r->rest.len, r->line, r->line_len);
    if (!end)
        return ERR_SYNTAX;
    part->bytes = (struct str){r->rest.p, (size_t)(end - r->rest.p)};
    size_t gone = part->bytes.len + r->line_len;
    r->rest = (struct str){r->rest.p + gone, r->rest.len - gone};
    out->count++;
    return ERR_NONE;
}

enum err multipart_read(struct arena *a, const char *type, struct str body, struct multipart *out) {
    struct reader r = {.a = a, .rest = body};
    out->count = 0;
    enum err err = boundary(&r, type);
    if (err)
        return err;
    size_t first = r.line_len - 2; // the first boundary has no line break before it
    if (body.len < first || memcmp(body.p, r.line + 2, first) != 0)
        return ERR_SYNTAX;
    r.rest = (struct str){body.p + first, body.len - first};
    for (;;) {
        if (r.rest.len >= 2 && !memcmp(r.rest.p, "--", 2))
            return ERR_NONE;
        if (r.rest.len < 2 || memcmp(r.rest.p, "\r\n", 2) != 0)
            return ERR_SYNTAX;
        r.rest = (struct str){r.rest.p + 2, r.rest.len - 2};
        err = read_part(&r, out);
        if (err)
            return err;
    }
}

const char *multipart_text(const struct multipart *m, struct arena *a, const char *name) {
    for (size_t i = 0; i < m->count; i++) {
        const struct multipart_part *p = &m->parts[i];
        if (p->file || strcmp(p->name, name) != 0)
            continue;
        bool fine = p->bytes.len <= MULTIPART_NAME_MAX && utf8_valid(p->bytes.p, p->bytes.len) &&
                    !memchr(p->bytes.p, 0, p->bytes.len);
        const char *text = fine ? arena_copy(a, p->bytes.p, p->bytes.len) : NULL;
        return text ? text : "";
    }
    return "";
}
