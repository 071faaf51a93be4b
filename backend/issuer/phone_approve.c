// SPDX-License-Identifier: Apache-2.0
// The page that decides: which television asks, for what, the pictures that prove that the person looks at it, Approve and
// Deny. Only these POSTs change anything, each with the visitor's token (RFC 8628, 5.4; RFC 10027).
#include "backend/issuer/phone.h"

enum { PICTURES_ASKED = 3, WRONG_MAX = 3 };

// ---- Finding what the code stands for ----
static enum status over(struct visit *v) {
    struct page *p = &v->page;
    p->self = "/device";
    page_head(p, page_tr(p, "This code is no longer good"));
    page_notice(p, PAGE_BAD, page_tr(p, "It was used, it was denied, or its time is over. Nothing more happens with it. Ask your "
                                        "TV for a new code if you still want to sign in."));
    page_raw(p, "<p>");
    page_link(p, "/device", page_tr(p, "Type another code"));
    page_raw(p, "</p>");
    return visit_close(v, STATUS_GONE);
}

enum status find_grant(struct visit *v, struct grant *g) {
    char code[CODE_ROOM];
    const char *typed = html_field(&v->fields, "user_code");
    struct tries t = visit_tries(v, NULL);
    bool allowed = false;
    struct db *db = store_read(v->store);
    enum err err = db ? tries_allow(v->issuer, db, &t, v->req->now_ms, &allowed) : ERR_IO;
    if (!err && allowed)
        err = code_clean(typed, code) ? grant_by_code(db, v->req->arena, code, g) : ERR_NOT_FOUND;
    store_read_end(v->store, db);
    if (!err && !allowed)
        return visit_crowded(v);
    if (err == ERR_NOT_FOUND) {
        tries_wrong(v->issuer, v->store, &t, v->req->now_ms);
        return code_page(v, STATUS_UNPROCESSABLE, typed, visit_tr(v, "No TV shows this code. Please compare it letter by letter."));
    }
    if (err)
        return visit_failed(v);
    return g->state == GRANT_WAITS && v->req->now_ms < g->expires ? STATUS_OK : over(v);
}

// ---- What is shown ----
static void show_details(struct visit *v, const struct grant *g) {
    struct page *p = &v->page;
    struct sign_details d;
    const char *kept;
    if (details_read(v->req->arena, g->details, &d, &kept)) {
        p->b.err = ERR_SYNTAX; // never ask for a signature of something that cannot be shown
        return;
    }
    page_raw(p, "<section class=\"card\"><h2>");
    page_person(p, d.title);
    page_raw(p, "</h2><dl class=\"facts\">");
    if (*d.amount)
        page_fact(p, page_tr(p, "You pay"), d.amount);
    for (uint32_t i = 0; i < d.lines->count; i++) {
        page_raw(p, "<div><dt><bdi>");
        html_lines(&p->b, d.lines->items[i].items[0].text);
        page_raw(p, "</bdi></dt><dd><bdi>");
        html_lines(&p->b, d.lines->items[i].items[1].text);
        page_raw(p, "</bdi></dd></div>");
    }
    page_raw(p, "</dl></section>");
}

static void show_facts(struct visit *v, const struct grant *g) {
    struct page *p = &v->page;
    page_raw(p, "<section class=\"card\">");
    page_line(p, "h2", NULL, page_tr(p, "The TV shows this code"));
    page_line(p, "p", "code", g->code);
    page_raw(p, "<dl class=\"facts\">");
    page_fact(p, page_tr(p, "TV"), page_television(p, g->box));
    if (*g->place)
        page_fact(p, page_tr(p, "Place"), g->place);
    if (*g->purpose)
        page_fact(p, page_tr(p, "For"), g->purpose);
    page_fact(p, page_tr(p, "Asked at"), page_when(p, g->made));
    page_fact(p, page_tr(p, "Good until"), page_when(p, g->expires));
    page_fact(p, page_tr(p, "You are"), v->person.name);
    if (*v->person.organisation)
        page_fact(p, page_tr(p, "You act for"), v->person.organisation);
    page_raw(p, "</dl>");
    page_form(p, "/device/leave");
    page_hidden(p, "user_code", g->code);
    page_button_quiet(p, page_tr(p, "This is not me"), NULL, NULL);
    page_form_end(p);
    page_raw(p, "</section>");
}

static void show_taken(struct page *p, const size_t *picked, size_t count) {
    page_raw(p, "<ol class=\"taken\">");
    for (size_t i = 0; i < PICTURES_ASKED; i++) {
        page_raw(p, i < count ? "<li class=\"there\">" : "<li>");
        if (i < count) {
            picture_draw(p, picked[i]);
            page_text(p, picture_word(p, picked[i]));
        } else {
            page_text(p, page_count(p, (long)i + 1));
        }
        page_raw(p, "</li>");
    }
    page_raw(p, "</ol>");
}

static void carry(struct page *p, const struct grant *g, const char *picked) {
    page_hidden(p, "user_code", g->code);
    if (*picked)
        page_hidden(p, "picked", picked);
}

static void show_pictures(struct visit *v, const struct grant *g, const char *picked, const size_t *list, size_t count,
                          const char *bad) {
    struct page *p = &v->page;
    page_raw(p, "<section id=\"pictures\"><h2>");
    page_printf(p, page_tr(p, "Tap the pictures in the order of the TV: %d of %d"), (int)count + 1, PICTURES_ASKED);
    page_raw(p, "</h2>");
    if (bad)
        page_notice(p, PAGE_BAD, bad);
    show_taken(p, list, count);
    page_form(p, "/device/pictures#pictures");
    carry(p, g, picked);
    page_raw(p, "<div class=\"pictures\">");
    for (size_t i = 0; i < PICTURES; i++) {
        buf_printf(&p->b, "<button name=\"picture\" value=\"%s\">", picture_name(i));
        picture_draw(p, i);
        page_text(p, picture_word(p, i));
        page_raw(p, "</button>");
    }
    page_raw(p, "</div>");
    if (count)
        page_button_quiet(p, page_tr(p, "Start the pictures again"), "again", "1");
    page_form_end(p);
    page_raw(p, "</section>");
}

static void show_approve(struct visit *v, const struct grant *g, const char *picked, const size_t *list) {
    struct page *p = &v->page;
    page_raw(p, "<section id=\"pictures\"><h2>");
    page_text(p, page_tr(p, "The pictures are right"));
    page_raw(p, "</h2>");
    show_taken(p, list, PICTURES_ASKED);
    page_form(p, "/device/approve");
    carry(p, g, picked);
    page_button(p, *g->details ? page_tr(p, "Approve: sign this") : page_tr(p, "Approve: sign in this TV"), NULL, NULL);
    page_form_end(p);
    page_raw(p, "</section>");
}

// `list` has `count` pictures; `bad` is a sentence about the last try, or NULL.
static enum status approve_page(struct visit *v, const struct grant *g, const char *picked, const size_t *list, size_t count,
                                const char *bad) {
    struct page *p = &v->page;
    const char *self = arena_printf(v->req->arena, "/device?user_code=%s", g->code);
    p->self = self ? self : "/device";
    page_head(p, *g->details ? page_tr(p, "Sign this?") : page_tr(p, "Sign in this TV?"));
    page_notice(p, PAGE_WAIT, page_tr(p, "Only go on if you are looking at this TV and it shows the code below. Did someone phone "
                                         "or write to you and send you here? It is a trick. Press Deny."));
    if (*g->details)
        show_details(v, g);
    show_facts(v, g);
    if (count == PICTURES_ASKED)
        show_approve(v, g, picked, list);
    else
        show_pictures(v, g, picked, list, count, bad);
    page_form(p, "/device/deny");
    page_hidden(p, "user_code", g->code);
    page_button_quiet(p, page_tr(p, "Deny"), NULL, NULL);
    page_form_end(p);
    return visit_close(v, bad ? STATUS_UNPROCESSABLE : STATUS_OK);
}

// Who is it, and may they decide this now? STATUS_OK, or the page that comes before.
static enum status prepared(struct visit *v, const struct grant *g) {
    if (!v->session)
        return sign_in_page(v, STATUS_OK, g->code, NULL, NULL);
    if (v->person.must_change)
        return new_password_page(v, STATUS_OK, g->code, NULL);
    if (*g->details && v->req->now_ms - v->signed_in > ISSUER_FRESH_S * 1000)
        return sign_in_page(v, STATUS_OK, g->code, NULL, v->person.login);
    return STATUS_OK;
}

enum status next_page(struct visit *v, const struct grant *g) {
    enum status status = prepared(v, g);
    bool another = status == STATUS_OK && v->page.ended;
    return another || status != STATUS_OK ? status : approve_page(v, g, "", NULL, 0, NULL);
}

// ---- Pictures ----
static bool read_picked(const char *text, size_t list[PICTURES_ASKED], size_t *count) {
    *count = 0;
    for (struct str rest = str_of(text); rest.len;) {
        char name[16];
        struct str one = str_cut(&rest, ' ');
        if (*count == PICTURES_ASKED || one.len >= sizeof name)
            return false;
        memcpy(name, one.p, one.len);
        name[one.len] = '\0';
        if (!picture_find(name, &list[(*count)++]))
            return false;
    }
    return true;
}

struct wrong {
    const struct visit *v;
    const struct grant *g;
    int64_t count;
};

static enum err count_wrong(struct db *db, void *data) {
    struct wrong *w = data;
    enum err err = grant_add_wrong(db, w->g, &w->count);
    if (!err && w->count >= WRONG_MAX)
        err = grant_move(db, w->g, GRANT_WAITS, GRANT_KILLED);
    return err || w->count < WRONG_MAX ? err : log_add(db, w->v->person.id, "guessed", w->g->box, w->v->req->now_ms);
}

static enum status wrong_pictures(struct visit *v, const struct grant *g) {
    struct wrong w = {v, g, 0};
    struct tries t = visit_tries(v, NULL);
    enum err err = issuer_write(v->store, count_wrong, &w);
    tries_wrong(v->issuer, v->store, &t, v->req->now_ms);
    if (err == ERR_NOT_FOUND || err == ERR_CONFLICT)
        return over(v);
    if (err)
        return visit_failed(v);
    if (w.count >= WRONG_MAX) {
        struct page *p = &v->page;
        p->self = "/device";
        page_head(p, page_tr(p, "This code has ended"));
        page_notice(p, PAGE_BAD, page_tr(p, "Three times the pictures were not those on the TV. Nothing was signed in. If it is "
                                            "your TV, ask it for a new code."));
        return visit_close(v, STATUS_FORBIDDEN);
    }
    long left = (long)(WRONG_MAX - w.count);
    const char *bad = page_format(&v->page, page_trn(&v->page, "These are not the pictures on the TV. You can try %ld more time.",
                                                     "These are not the pictures on the TV. You can try %ld more times.", left), left);
    return approve_page(v, g, "", NULL, 0, bad);
}

// The form of a step: session, grant, pictures so far. True: go on; else `*status` is the finished answer.
static bool step(struct visit *v, const struct req *req, struct resp *resp, struct store *store, struct grant *g,
                 enum status *status) {
    *status = visit_post(v, req, resp, store);
    if (*status == STATUS_OK)
        *status = find_grant(v, g);
    if (*status == STATUS_OK)
        *status = prepared(v, g);
    return *status == STATUS_OK && !v->page.ended;
}

enum status issuer_phone_pictures(const struct req *req, struct resp *resp, struct store *store) {
    struct visit v;
    struct grant g;
    enum status status;
    size_t list[PICTURES_ASKED], count;
    if (!step(&v, req, resp, store, &g, &status))
        return status;
    const char *picture = html_field(&v.fields, "picture"), *before = html_field(&v.fields, "picked");
    if (*html_field(&v.fields, "again") || !read_picked(before, list, &count) || count == PICTURES_ASKED)
        return approve_page(&v, &g, "", NULL, 0, NULL);
    const char *picked = arena_printf(req->arena, "%s%s%s", before, *before && *picture ? " " : "", picture);
    if (!picked || !read_picked(picked, list, &count))
        return approve_page(&v, &g, "", NULL, 0, NULL);
    if (count == PICTURES_ASKED && strcmp(picked, g.pictures) != 0)
        return wrong_pictures(&v, &g);
    return approve_page(&v, &g, picked, list, count, NULL);
}

// ---- The decision ----
struct decision {
    const struct visit *v;
    const struct grant *g;
    bool approve;
};

static enum err decide(struct db *db, void *data) {
    const struct decision *d = data;
    const char *event = !d->approve ? "denied" : *d->g->details ? "sign" : "box", *person = d->v->session ? d->v->person.id : "";
    enum err err = grant_answer(db, d->g, d->approve ? GRANT_APPROVED : GRANT_DENIED, person, d->v->signed_in);
    return err || !*person ? err : log_add(db, person, event, d->g->box, d->v->req->now_ms);
}

static enum status decided(struct visit *v, const struct grant *g, bool approve) {
    struct decision d = {v, g, approve};
    struct page *p = &v->page;
    enum err err = issuer_write(v->store, decide, &d);
    if (err)
        return err == ERR_CONFLICT ? over(v) : visit_failed(v);
    struct tries t = visit_tries(v, NULL);
    if (approve)
        tries_right(v->issuer, v->store, &t);
    p->self = "/device";
    page_head(p, !approve ? page_tr(p, "Denied") : *g->details ? page_tr(p, "Signed") : page_tr(p, "Approved"));
    if (approve)
        page_notice(p, PAGE_OK, page_tr(p, "The TV goes on now. Put the phone away when it does."));
    else
        page_notice(p, PAGE_INFO, page_tr(p, "Nothing was signed in, and nothing was sent. This code is no longer good."));
    page_raw(p, "<p>");
    page_link(p, "/account", page_tr(p, "My TVs and my password"));
    page_raw(p, "</p>");
    return visit_close(v, STATUS_OK);
}

enum status issuer_phone_approve(const struct req *req, struct resp *resp, struct store *store) {
    struct visit v;
    struct grant g;
    enum status status;
    if (!step(&v, req, resp, store, &g, &status))
        return status;
    if (strcmp(html_field(&v.fields, "picked"), g.pictures) != 0)
        return wrong_pictures(&v, &g);
    return decided(&v, &g, true);
}

enum status issuer_phone_deny(const struct req *req, struct resp *resp, struct store *store) {
    struct visit v;
    struct grant g;
    enum status status = visit_post(&v, req, resp, store);
    if (status == STATUS_OK)
        status = find_grant(&v, &g);
    return status == STATUS_OK ? decided(&v, &g, false) : status;
}
