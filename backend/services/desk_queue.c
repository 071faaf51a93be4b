// SPDX-License-Identifier: Apache-2.0
// The officers' queue: late cases first, then by deadline; reopened ones and unread messages are marked.
#include "backend/services/desk_session.h"
#include "backend/services/handlers.h"
#include "contract/service/texts.h"

static void option(struct buf *b, const char *value, const char *words, const char *chosen) {
    buf_text_add(b, "<option");
    html_attribute(b, "value", value);
    if (text_same(value, chosen))
        buf_text_add(b, " selected");
    buf_char(b, '>');
    html_text(b, words);
    buf_text_add(b, "</option>");
}

static void select_begin(struct buf *b, const char *name, const char *label) {
    buf_printf(b, "<p><label for=\"%s\">", name);
    html_text(b, label);
    buf_printf(b, "</label><select id=\"%s\" name=\"%s\">", name, name);
}

// Whether an earlier service has a state of that id already.
static bool seen(const struct catalogue *c, size_t entry, const char *id) {
    for (size_t i = 0; i < entry; i++)
        if (service_state(&c->entries[i].service, id))
            return true;
    return false;
}

static void filters(struct buf *b, const struct catalogue *c, const char *language, const struct cases_filter *f,
                    const char *chosen) {
    buf_text_add(b, "<form class=\"card row\" method=\"get\" action=\"/office\"><p><label for=\"number\">");
    html_text(b, page_word("number", language));
    buf_text_add(b, "</label><input id=\"number\" name=\"number\"");
    html_attribute(b, "value", f->number);
    buf_text_add(b, "></p>");
    select_begin(b, "state", page_word("state", language));
    option(b, "open", page_word("open-only", language), chosen);
    option(b, "all", page_word("all-states", language), chosen);
    for (size_t i = 0; i < c->count; i++) {
        const struct service_procedure *p = &c->entries[i].service.procedure;
        for (size_t k = 0; k < p->state_count; k++)
            if (!seen(c, i, p->states[k].id))
                option(b, p->states[k].id, texts_pick(&p->states[k].title, language), chosen);
    }
    buf_text_add(b, "</select></p>");
    select_begin(b, "office", page_word("office", language));
    option(b, "", page_word("all-offices", language), f->office ? f->office : "");
    for (size_t i = 0; i < c->district.office_count; i++)
        option(b, c->district.offices[i].id, texts_pick(&c->district.offices[i].name, language), f->office);
    buf_text_add(b, "</select></p><button>");
    html_text(b, page_word("search", language));
    buf_text_add(b, "</button></form>");
}

static void mark(struct buf *b, const char *kind, const char *words) {
    buf_printf(b, " <span class=\"mark%s%s\">", *kind ? " " : "", kind);
    html_text(b, words);
    buf_text_add(b, "</span>");
}

static void clock_cell(struct buf *b, const struct catalogue *c, const char *language, const struct cases_line *line,
                       when_ms now) {
    if (line->clock == CASE_CLOCK_RUNS && now > line->deadline) {
        mark(b, "bad", page_word("late", language));
    } else if (line->clock == CASE_CLOCK_RUNS) {
        int left = calendar_left(&c->calendar, now, line->deadline);
        buf_printf(b, "<span class=\"mark%s\">", left < 2 ? " wait" : "");
        html_count(b, left == 0 ? "today" : left == 1 ? "day-left" : "days-left", language, left);
        buf_text_add(b, "</span>");
    } else {
        html_text(b, page_word(line->clock == CASE_CLOCK_STOPPED ? "stopped" : line->clock == CASE_CLOCK_ENDED ? "ended" : "no-time",
                               language));
    }
}

static void line_row(struct buf *b, const struct catalogue *c, const char *language, const struct cases_line *line,
                     when_ms now) {
    const struct entry *e = catalogue_find(c, line->service);
    const struct service_state *state = e ? service_state(&e->service, line->state) : NULL;
    const struct service_office *office = district_office(&c->district, line->office);
    buf_text_add(b, "<tr><td><a");
    html_attribute(b, "href", "/office/cases/");
    b->len--; // the number goes into the same attribute
    html_text(b, line->number);
    buf_text_add(b, "\">");
    html_text(b, line->number);
    buf_text_add(b, "</a></td><td dir=\"auto\">");
    html_text(b, line->title);
    if (line->reopened)
        mark(b, "wait", page_word("reopened", language));
    if (line->unread) {
        buf_text_add(b, " <span class=\"mark\">");
        html_count(b, "messages", language, line->unread);
        buf_text_add(b, "</span>");
    }
    buf_text_add(b, "</td><td>");
    html_text(b, state ? texts_pick(&state->title, language) : line->state);
    buf_text_add(b, "</td><td>");
    clock_cell(b, c, language, line, now);
    buf_text_add(b, "</td><td>");
    html_text(b, office ? texts_pick(&office->name, language) : line->office);
    if (line->officer) {
        buf_text_add(b, "<br><span dir=\"auto\">");
        html_text(b, line->officer);
        buf_text_add(b, "</span>");
    }
    buf_text_add(b, "</td></tr>");
}

static void table(struct buf *b, const struct catalogue *c, const char *language, const struct cases_line *lines,
                  size_t count, when_ms now) {
    static const char *const heads[] = {"number", "title", "state", "clock", "office"};
    if (!count) {
        buf_text_add(b, "<p>");
        html_text(b, page_word("no-cases", language));
        buf_text_add(b, "</p>");
        return;
    }
    buf_text_add(b, "<table><thead><tr>");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        buf_text_add(b, "<th scope=\"col\">");
        html_text(b, page_word(heads[i], language));
        buf_text_add(b, "</th>");
    }
    buf_text_add(b, "</tr></thead><tbody>");
    for (size_t i = 0; i < count; i++)
        line_row(b, c, language, &lines[i], now);
    buf_text_add(b, "</tbody></table>");
}

static void next_page(struct buf *b, const char *language, const struct cases_filter *f, const char *chosen, int64_t total) {
    if (f->skip + CASES_PAGE >= total)
        return;
    // Only values of our own lists go into this address, and a number of digits and letters.
    buf_text_add(b, "<p><a href=\"/office?state=");
    html_text(b, chosen);
    buf_text_add(b, "&amp;office=");
    html_text(b, f->office ? f->office : "");
    buf_printf(b, "&amp;skip=%ld\">", (long)f->skip + CASES_PAGE);
    html_text(b, page_word("next", language));
    buf_text_add(b, "</a></p>");
}

enum status desk_queue(const struct req *req, struct resp *resp, struct store *store) {
    struct desk_session s;
    enum status status = desk_seat(req, resp, store, &s);
    if (status != STATUS_OK)
        return status;
    const struct catalogue *c = catalogue_of(req);
    size_t l = catalogue_language(c, req->accept_language);
    const char *chosen = req_query(req, "state"), *office = req_query(req, "office"), *number = req_query(req, "number");
    chosen = chosen && service_id_valid(chosen) ? chosen : number && *number ? "all" : "open";
    struct cases_filter f = {.number = number ? number : "", .open_only = text_same(chosen, "open"),
                             .office = office && district_office(&c->district, office) ? office : NULL,
                             .skip = req_query_int(req, "skip", 0, 1000000, 0)};
    f.state = f.open_only || text_same(chosen, "all") ? NULL : chosen;
    const struct cases_line *lines = NULL;
    size_t count = 0;
    int64_t total = 0;
    struct db *db = store_read(store);
    enum err err = db ? cases_queue(db, &f, req->arena, &lines, &count, &total) : ERR_IO;
    store_read_end(store, db);
    if (err)
        return resp_error(resp, err);
    struct buf b;
    desk_begin(&b, c, l, page_word("cases", c->district.tags[l]), &s);
    filters(&b, c, c->district.tags[l], &f, chosen);
    table(&b, c, c->district.tags[l], lines, count, req->now_ms);
    next_page(&b, c->district.tags[l], &f, chosen, total);
    return html_end(resp, &b, STATUS_OK, c, l);
}
