// SPDX-License-Identifier: Apache-2.0
// Forms: the token that proves where they come from, labelled fields, buttons.
#include "backend/pages/page.h"

void page_form(struct page *p, const char *path) {
    char csrf[PAGE_CSRF + 1];
    const char *visitor = page_visitor(p);
    if (!visitor) {
        p->b.err = ERR_MEMORY;
        return;
    }
    page_csrf(visitor, csrf);
    page_raw(p, "<form method=\"post\"");
    html_attribute(&p->b, "action", page_href(p, path));
    page_raw(p, ">");
    page_hidden(p, "csrf", csrf);
}

void page_form_end(struct page *p) { page_raw(p, "</form>"); }

void page_hidden(struct page *p, const char *name, const char *value) {
    page_raw(p, "<input type=\"hidden\"");
    html_attribute(&p->b, "name", name);
    html_attribute(&p->b, "value", value);
    page_raw(p, ">");
}

static void under(struct page *p, const char *name, const char *kind, const char *class, const char *text) {
    if (!text)
        return;
    buf_printf(&p->b, "<p class=\"%s\" id=\"%s-%s\">", class, name, kind);
    page_text(p, text);
    page_raw(p, "</p>");
}

void page_field(struct page *p, const struct page_field *f) {
    struct buf *b = &p->b;
    buf_printf(b, "<label for=\"%s\">", f->name);
    page_text(p, f->label);
    page_raw(p, "</label>");
    under(p, f->name, "hint", "hint", f->hint);
    under(p, f->name, "error", "error", f->error);
    buf_printf(b, "<input id=\"%s\" name=\"%s\" type=\"%s\" autocomplete=\"%s\"", f->name, f->name, f->type ? f->type : "text",
               f->autocomplete ? f->autocomplete : "off");
    if (f->hint || f->error)
        buf_printf(b, " aria-describedby=\"%s%s%s%s%s\"", f->hint ? f->name : "", f->hint ? "-hint" : "",
                   f->hint && f->error ? " " : "", f->error ? f->name : "", f->error ? "-error" : "");
    if (f->max)
        buf_printf(b, " maxlength=\"%d\"", f->max);
    if (f->value)
        html_attribute(b, "value", f->value);
    if (f->extra)
        buf_printf(b, " %s", f->extra);
    buf_printf(b, "%s%s%s>", f->optional ? "" : " required", f->error ? " aria-invalid=\"true\"" : "", f->focus ? " autofocus" : "");
}

static void button(struct page *p, const char *class, const char *label, const char *name, const char *value) {
    buf_printf(&p->b, "<button class=\"%s\"", class);
    if (name) {
        html_attribute(&p->b, "name", name);
        html_attribute(&p->b, "value", value);
    }
    page_raw(p, ">");
    page_text(p, label);
    page_raw(p, "</button>");
}

void page_button(struct page *p, const char *label, const char *name, const char *value) {
    button(p, "main", label, name, value);
}

void page_button_quiet(struct page *p, const char *label, const char *name, const char *value) {
    button(p, "quiet", label, name, value);
}
