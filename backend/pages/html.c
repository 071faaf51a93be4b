// SPDX-License-Identifier: Apache-2.0
#include "backend/pages/html.h"

void html_text(struct buf *b, const char *text) {
    for (const char *at = text ? text : ""; *at; at++) {
        switch (*at) {
        case '&': buf_text_add(b, "&amp;"); break;
        case '<': buf_text_add(b, "&lt;"); break;
        case '>': buf_text_add(b, "&gt;"); break;
        case '"': buf_text_add(b, "&quot;"); break;
        case '\'': buf_text_add(b, "&#39;"); break;
        default:
            if ((unsigned char)*at >= ' ' || *at == '\n' || *at == '\t')
                buf_char(b, *at);
        }
    }
}

void html_lines(struct buf *b, const char *text) {
    for (struct str rest = str_of(text); rest.p;) {
        struct str line = str_cut(&rest, '\n');
        for (size_t i = 0; i < line.len; i++) {
            char one[2] = {line.p[i], '\0'};
            html_text(b, one);
        }
        if (rest.p)
            buf_text_add(b, "<br>");
    }
}

void html_attribute(struct buf *b, const char *name, const char *text) {
    buf_printf(b, " %s=\"", name);
    html_text(b, text);
    buf_char(b, '"');
}
