// SPDX-License-Identifier: Apache-2.0
#include "backend/services/html.h"
#include "base/i18n.h"
#include "contract/service/texts.h"
#include <stdio.h>

void html_begin(struct buf *b, const struct catalogue *c, size_t language, const char *title, const char *section) {
    const char *tag = c->district.tags[language];
    buf_init(b, HTML_CAP);
    buf_text_add(b, "<!doctype html><html");
    html_attribute(b, "lang", tag);
    buf_printf(b, " dir=\"%s\"><head><meta charset=\"utf-8\">", i18n_right_to_left(tag) ? "rtl" : "ltr");
    buf_text_add(b, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>");
    html_text(b, title);
    buf_text_add(b, " · Tgov</title><link rel=\"stylesheet\" href=\"/assets/tgov.css\"></head><body><header>"
                    "<span class=\"seal\" aria-hidden=\"true\"></span><b>Tgov</b> <span>");
    html_text(b, section ? section : texts_pick(&c->district.name, tag));
    buf_text_add(b, "</span></header><main><h1>");
    html_text(b, title);
    buf_text_add(b, "</h1>");
}

enum status html_end(struct resp *p, struct buf *b, enum status status, const struct catalogue *c, size_t language) {
    buf_text_add(b, "</main></body></html>");
    char *bytes = b->err ? NULL : arena_copy(p->arena, b->data, b->len);
    struct str body = {bytes, b->len};
    buf_finish(b);
    bool ok = bytes && answer_language(p, c, language) && resp_header(p, "X-Frame-Options", "DENY") &&
              resp_header(p, "Content-Security-Policy",
                          "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
                          "base-uri 'none'; frame-ancestors 'none'");
    p->cache_control = "no-store";
    return ok ? resp_bytes(p, status, "text/html; charset=utf-8", body) : STATUS_INTERNAL;
}

const char *html_when(struct arena *a, const struct catalogue *c, const char *language, when_ms at) {
    int zone = zone_minutes(&c->district.zone, at);
    when_day day = when_day_of(at, zone);
    struct when_date d = when_to_date(day);
    struct when_clock k = when_clock_of(at, zone);
    char month[16], weekday[16];
    snprintf(month, sizeof month, "month-%d", d.month);
    snprintf(weekday, sizeof weekday, "weekday-%d", when_weekday(day));
    const char *m = page_word(month, language), *w = page_word(weekday, language), *out;
    if (!strncmp(language, "ko", 2))
        out = arena_printf(a, "%d년 %s %d일 %s %02d:%02d", d.year, m, d.day, w, k.hour, k.minute);
    else
        out = arena_printf(a, "%s %d %s %d, %02d:%02d", w, d.day, m, d.year, k.hour, k.minute);
    return out ? out : "";
}

void html_timeline(struct buf *b, struct arena *a, const struct opened *o, const char *language) {
    const struct case_file *c = &o->row.file;
    buf_text_add(b, "<ol class=\"timeline\">");
    for (size_t i = c->event_count; i-- > 0;) {
        const struct case_event *e = &c->events[i];
        const char *detail = case_event_detail(a, &o->rules, e, language);
        buf_printf(b, "<li%s><time>", i + 1 == c->event_count ? " class=\"now\"" : "");
        html_text(b, html_when(a, o->catalogue, language, e->at));
        buf_text_add(b, "</time><h3 dir=\"auto\">");
        html_text(b, case_event_title(a, &o->rules, e, language));
        buf_text_add(b, "</h3>");
        if (detail && *detail) {
            buf_text_add(b, "<p dir=\"auto\">");
            html_lines(b, detail);
            buf_text_add(b, "</p>");
        }
        buf_text_add(b, "</li>");
    }
    buf_text_add(b, "</ol>");
}

void html_count(struct buf *b, const char *key, const char *language, int n) {
    const char *pattern = page_word(key, language), *at = strstr(pattern, "{n}");
    if (at)
        buf_printf(b, "%.*s%d%s", (int)(at - pattern), pattern, n, at + 3);
    else
        buf_text_add(b, pattern);
}

void html_clock(struct buf *b, struct arena *a, const struct opened *o, const char *language, when_ms now) {
    struct case_clock k = case_clock_at(&o->rules, &o->row.file, now);
    if (k.state == CASE_CLOCK_NONE || k.state == CASE_CLOCK_ENDED)
        return;
    const char *key = k.late ? "late" : k.state == CASE_CLOCK_STOPPED ? "stopped" : k.left ? "days-left" : "today";
    buf_printf(b, "<div class=\"clock%s\"><p><b>", k.late ? " bad" : "");
    html_count(b, k.left == 1 && !strcmp(key, "days-left") ? "day-left" : key, language, k.left);
    buf_text_add(b, "</b></p><p class=\"bars\" aria-hidden=\"true\">");
    for (int i = 0; i < k.days && i < 60; i++)
        buf_printf(b, "<i%s></i>", i < k.used ? " class=\"on\"" : "");
    buf_text_add(b, "</p>");
    if (k.state == CASE_CLOCK_RUNS) {
        buf_text_add(b, "<p>");
        html_text(b, page_word("by", language));
        buf_char(b, ' ');
        html_text(b, html_when(a, o->catalogue, language, k.deadline));
        buf_text_add(b, "</p>");
    }
    buf_text_add(b, "</div>");
}
