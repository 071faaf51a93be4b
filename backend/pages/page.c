// SPDX-License-Identifier: Apache-2.0
// The frame, and what is written into it.
#include "backend/pages/page.h"
#include "backend/pages/languages.h"
#include "backend/services/snapshot.h"
#include "backend/site.h"
#include "base/locale.h"
#include <stdio.h>

void page_open(struct page *p, const struct req *req, struct resp *resp) {
    size_t language;
    const struct pages *pages = req->site ? req->site->pages : NULL;
    *p = (struct page){.req = req, .resp = resp, .self = req->path};
    p->chosen = pages_choose(pages, req_query(req, "lang"), req->accept_language, &language, &p->words);
    p->language = pages_language(pages, language)->tag;
    buf_init(&p->b, PAGE_MAX);
}

// ---- Words ----
const char *page_tr(const struct page *p, const char *english) { return i18n_text(p->words, NULL, english); }
const char *page_trn(const struct page *p, const char *one, const char *many, long n) {
    return i18n_plural(p->words, one, many, n);
}

static const char *formatted(const struct page *p, const char *fmt, va_list args) TGOV_PRINTF(2, 0);
static const char *formatted(const struct page *p, const char *fmt, va_list args) {
    return locale_vprintf(locale_of(p->language), p->req->arena, fmt, args);
}

const char *page_format(const struct page *p, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    const char *text = formatted(p, fmt, args);
    va_end(args);
    return text ? text : "";
}

const char *page_count(const struct page *p, long n) {
    char text[24];
    snprintf(text, sizeof text, "%ld", n);
    return locale_digits(locale_of(p->language), p->req->arena, text);
}

const char *page_when(const struct page *p, when_ms at) {
    const struct catalogue *c = p->req->site ? catalogue_of(p->req) : NULL;
    int zone = c ? zone_minutes(&c->district.zone, at) : 0;
    struct when_date d = when_to_date(when_day_of(at, zone));
    struct when_clock k = when_clock_of(at, zone);
    const struct locale *l = locale_of(p->language);
    struct arena *a = p->req->arena;
    const char *text = arena_printf(a, "%s %s", locale_date(l, a, LOCALE_WEEKDAY_DATE_SHORT, d), locale_time(l, a, k.hour, k.minute));
    return text ? text : "";
}

// ---- The frame ----
static void switch_language(struct page *p) {
    page_raw(p, "<details class=\"languages\"><summary><span class=\"unseen\">");
    page_text(p, page_tr(p, "Language"));
    page_raw(p, ": </span>");
    for (size_t i = 0; i < pages_language_count(); i++) {
        const struct pages_language *l = pages_language(p->req->site ? p->req->site->pages : NULL, i);
        if (l && !strcmp(l->tag, p->language))
            page_text(p, l->name);
    }
    page_raw(p, "</summary><nav");
    html_attribute(&p->b, "aria-label", page_tr(p, "Language"));
    page_raw(p, ">");
    for (size_t i = 0; i < pages_language_count(); i++) {
        const struct pages_language *l = pages_language(p->req->site ? p->req->site->pages : NULL, i);
        if (!l)
            continue;
        buf_printf(&p->b, "<a lang=\"%s\" dir=\"auto\" href=\"", l->tag);
        page_text(p, p->self);
        buf_printf(&p->b, "%slang=%s\"%s>", strchr(p->self, '?') ? "&amp;" : "?", l->tag,
                   strcmp(l->tag, p->language) ? "" : " aria-current=\"true\"");
        page_text(p, l->name);
        page_raw(p, "</a>");
    }
    page_raw(p, "</nav></details>");
}

static void head(struct page *p, const char *title, bool of_service) {
    buf_printf(&p->b, "<!doctype html><html lang=\"%s\" dir=\"%s\"><head><meta charset=\"utf-8\">", p->language,
               i18n_right_to_left(p->language) ? "rtl" : "ltr");
    page_raw(p, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" "
                "content=\"noindex\"><title>");
    page_text(p, title);
    page_raw(p, " · Tgov</title><link rel=\"stylesheet\" href=\"/assets/phone.css?" TGOV_VERSION "\">");
    if (p->script) {
        page_raw(p, "<script defer");
        html_attribute(&p->b, "src", p->script);
        page_raw(p, "></script>");
    }
    page_raw(p, "</head><body><header><p class=\"brand\"><svg viewBox=\"0 0 48 48\" aria-hidden=\"true\"><rect class=\"seal\" "
                "width=\"48\" height=\"48\" rx=\"10\"/><circle cx=\"24\" cy=\"16\" r=\"7\"/><path d=\"M9 26h30v4H9zM9 34h30v4H9z\"/>"
                "</svg><b>Tgov</b></p>");
    switch_language(p);
    page_raw(p, "</header><main><h1");
    if (of_service)
        page_lang(p);
    else
        page_raw(p, " dir=\"auto\"");
    page_raw(p, ">");
    page_text(p, title);
    page_raw(p, "</h1>");
}

void page_head(struct page *p, const char *title) { head(p, title, false); }
void page_head_of(struct page *p, const char *title) { head(p, title, true); }

// ---- A service that speaks other languages ----
static bool same_language(const char *a, const char *b) {
    size_t len = strcspn(a, "-");
    return len == strcspn(b, "-") && !strncasecmp(a, b, len);
}

void page_speaks(struct page *p, const char *const *languages, size_t count) {
    p->foreign = count ? languages[0] : NULL;
    for (size_t i = 0; i < count; i++)
        if (same_language(languages[i], p->language))
            p->foreign = NULL;
}

void page_speaks_note(struct page *p) {
    const char *name = p->foreign;
    for (size_t i = 0; name && i < pages_language_count(); i++) {
        const struct pages_language *l = pages_language(p->req->site ? p->req->site->pages : NULL, i);
        name = l && same_language(l->tag, p->foreign) ? l->name : name;
    }
    if (!name)
        return;
    page_raw(p, "<p class=\"hint\">");
    page_printf(p, page_tr(p, "This service is in %s."), name);
    page_raw(p, "</p>");
}

void page_lang(struct page *p) {
    if (p->foreign)
        html_attribute(&p->b, "lang", p->foreign);
    page_raw(p, " dir=\"auto\"");
}

void page_line_of(struct page *p, const char *tag, const char *class, const char *text) {
    buf_printf(&p->b, "<%s", tag);
    if (class)
        html_attribute(&p->b, "class", class);
    page_lang(p);
    page_raw(p, ">");
    page_text(p, text);
    buf_printf(&p->b, "</%s>", tag);
}

static bool headers(struct page *p) {
    struct resp *r = p->resp;
    const char *policy = p->script ? "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' "
                                     "blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
                                   : "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
                                     "frame-ancestors 'none'";
    r->cache_control = "no-store";
    r->content_language = p->language;
    return resp_header(r, "Content-Security-Policy", policy) && resp_header(r, "Referrer-Policy", "no-referrer") &&
           resp_header(r, "X-Frame-Options", "DENY") && resp_header(r, "Cross-Origin-Opener-Policy", "same-origin") &&
           resp_header(r, "Vary", "Accept-Language, Cookie");
}

enum status page_close(struct page *p, enum status status) {
    page_raw(p, "</main></body></html>");
    char *bytes = p->b.err ? NULL : arena_copy(p->req->arena, p->b.data, p->b.len);
    struct str body = {bytes, p->b.len};
    buf_finish(&p->b);
    p->ended = true;
    return bytes && headers(p) ? resp_bytes(p->resp, status, "text/html; charset=utf-8", body) : STATUS_INTERNAL;
}

enum status page_go(struct page *p, const char *path) {
    buf_finish(&p->b);
    p->ended = true;
    p->resp->location = page_href(p, path);
    p->resp->cache_control = "no-store";
    return *p->resp->location ? STATUS_SEE_OTHER : STATUS_INTERNAL;
}

enum status page_say(struct page *p, enum status status, const char *title, const char *text, const char *label,
                     const char *path) {
    page_head(p, title);
    page_notice(p, status < STATUS_BAD_REQUEST ? PAGE_INFO : PAGE_BAD, text);
    if (label) {
        page_raw(p, "<p>");
        page_link(p, path, label);
        page_raw(p, "</p>");
    }
    return page_close(p, status);
}

// ---- Writing ----
void page_raw(struct page *p, const char *html) { buf_text_add(&p->b, html); }
void page_text(struct page *p, const char *text) { html_text(&p->b, text); }

void page_printf(struct page *p, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    const char *text = formatted(p, fmt, args);
    va_end(args);
    if (text)
        page_text(p, text);
    else
        p->b.err = ERR_MEMORY;
}

void page_line(struct page *p, const char *tag, const char *class, const char *text) {
    buf_printf(&p->b, "<%s", tag);
    if (class)
        html_attribute(&p->b, "class", class);
    page_raw(p, ">");
    page_text(p, text);
    buf_printf(&p->b, "</%s>", tag);
}

void page_person(struct page *p, const char *text) { page_line(p, "bdi", NULL, text); }

void page_notice(struct page *p, enum page_tone tone, const char *text) {
    static const char *const class[] = {"notice", "notice ok", "notice wait", "notice bad"};
    buf_printf(&p->b, "<p class=\"%s\"%s>", class[tone], tone == PAGE_BAD ? " role=\"alert\"" : tone == PAGE_OK ? " role=\"status\"" : "");
    html_lines(&p->b, text);
    page_raw(p, "</p>");
}

void page_fact(struct page *p, const char *label, const char *value) {
    page_raw(p, "<div><dt>");
    page_text(p, label);
    page_raw(p, "</dt><dd>");
    page_person(p, value);
    page_raw(p, "</dd></div>");
}

const char *page_href(const struct page *p, const char *path) {
    if (!p->chosen)
        return path;
    const char *out = arena_printf(p->req->arena, "%s%clang=%s", path, strchr(path, '?') ? '&' : '?', p->language);
    return out ? out : "";
}

void page_link(struct page *p, const char *path, const char *label) {
    page_raw(p, "<a");
    html_attribute(&p->b, "href", page_href(p, path));
    page_raw(p, ">");
    page_text(p, label);
    page_raw(p, "</a>");
}
