// SPDX-License-Identifier: Apache-2.0
#include "app/screens/query.h"

#include "base/buf.h"

void query_read(struct query *q, const char *argument) {
    struct str rest = str_of(argument);
    while (rest.len) {
        struct str value = str_cut(&rest, '&'), name = str_cut(&value, '=');
        char text[96];
        snprintf(text, sizeof text, "%.*s", (int)value.len, value.p ? value.p : "");
        if (str_is(name, "audience"))
            text_copy(q->audience, sizeof q->audience, text);
        else if (str_is(name, "event"))
            text_copy(q->event, sizeof q->event, text);
        else if (str_is(name, "category"))
            text_copy(q->category, sizeof q->category, text);
    }
}

void query_toggle(struct query *q, int filter) { q->filters ^= (unsigned)filter; }

// RFC 3986: everything but unreserved characters as %XX.
static void add(struct buf *b, const char *name, const char *value) {
    static const char hex[] = "0123456789ABCDEF";
    if (!value || !*value)
        return;
    buf_char(b, strchr(buf_text(b), '?') ? '&' : '?');
    buf_printf(b, "%s=", name);
    for (const unsigned char *p = (const unsigned char *)value; *p; p++) {
        bool plain = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') || strchr("-._~", *p);
        if (plain)
            buf_char(b, (char)*p);
        else
            buf_add(b, (char[]){'%', hex[*p >> 4], hex[*p & 15]}, 3);
    }
}

const char *query_path(struct arena *a, const struct query *q, const char *cursor) {
    struct buf b;
    buf_init(&b, 4096);
    buf_text_add(&b, "/v1/services");
    add(&b, "audience", q->audience);
    add(&b, "event", q->event);
    add(&b, "category", q->category);
    add(&b, "q", q->words);
    add(&b, "finish", q->filters & QUERY_TV ? "tv" : NULL);
    add(&b, "fee", q->filters & QUERY_NO_FEE ? "none" : NULL);
    add(&b, "papers", q->filters & QUERY_NO_PAPERS ? "none" : NULL);
    add(&b, "cursor", cursor);
    const char *path = b.err ? NULL : arena_string(a, buf_text(&b));
    buf_finish(&b);
    return path ? path : "/v1/services";
}

const char *query_context(struct ui *u, const struct query *q) {
    if (text_same(q->audience, "citizen"))
        return tr(u, "Services for citizens");
    if (text_same(q->audience, "business"))
        return tr(u, "Services for business");
    if (text_same(q->audience, "government"))
        return tr(u, "Services for government staff");
    return tr(u, "All services");
}
