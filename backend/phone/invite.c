// SPDX-License-Identifier: Apache-2.0
// Connecting a phone: by the picture code, whose link only shows which television it is and asks, or by the number that
// the television shows, which has to be allowed there.
#include "backend/pages/pictures.h"
#include "backend/phone/inside.h"
#include "base/random.h"
#include <stdio.h>

enum { WRONG_BY_ADDRESS = 8, WRONG_BY_ALL = 200, SPELL_MAX = 16 };

static const char guess[] = "phone-code";

// "iPhone", "Android phone", with a number when the box has one of this name.
static const char *phone_name(const struct req *req, const struct pair_list *there) {
    const char *agent = req_header(req, "user-agent"), *name = "Phone";
    static const char *const marks[][2] = {
        {"iPad", "iPad"}, {"iPhone", "iPhone"}, {"Android", "Android phone"}, {"Macintosh", "Mac"}, {"Windows", "Windows computer"},
        {"Linux", "Computer"}};
    for (size_t i = 0; agent && i < sizeof marks / sizeof *marks; i++)
        if (strstr(agent, marks[i][0])) {
            name = marks[i][1];
            break;
        }
    size_t same = 0;
    for (size_t i = 0; i < there->count; i++)
        same += str_starts(str_of(there->items[i].name), name);
    return same ? arena_printf(req->arena, "%s %zu", name, same + 1) : name;
}

// ---- Pairing, on the writer thread ----

struct pairing {
    struct page page;
    const char *phone; // its secret
    bool fresh;        // a new one: the answer sets the cookie
    const char *secret, *code; // one of the two
};

static enum status crowded(struct page *p) {
    return page_say(p, STATUS_CONFLICT, page_tr(p, "This did not work"),
                    page_tr(p, "There are as many phones as this television can have. Remove one in its settings first."), NULL,
                    NULL);
}

static enum status too_old(struct page *p) {
    return page_say(p, STATUS_GONE, page_tr(p, "This link is used or too old"),
                    page_tr(p, "Each link works once and for ten minutes. Please let the television show a new one."),
                    page_tr(p, "Type the number from the television instead"), "/p");
}

static enum status connect(struct pairing *g, struct resp *resp, struct db *db, const struct invite_row *invite) {
    const struct req *req = g->page.req;
    struct pair_list there;
    const char *id = NULL;
    unsigned char pick;
    random_bytes(&pick, 1);
    const char *picture = invite->by_code ? picture_name(pick % 9) : NULL;
    enum err err = pairs_of_box(db, invite->box, req->arena, &there);
    struct pair_row want = {.box = invite->box, .name = err ? "" : phone_name(req, &there), .picture = picture, .seen = req->now_ms};
    if (!err)
        err = want.name ? pair_make(db, g->phone, &want, req->arena, &id) : ERR_MEMORY;
    if (err == ERR_LIMIT)
        return crowded(&g->page);
    if (!err)
        err = invite_use(db, invite->id);
    if (err)
        return resp_error(resp, err);
    struct api_event_phone came = {.id = id, .name = want.name};
    struct api_event_asks asks = {.phone = id, .name = want.name, .picture = picture};
    bool ok = picture ? box_event(resp, invite->box, "asks", &api_event_asks_shape, &asks)
                      : box_event(resp, invite->box, "phone", &api_event_phone_shape, &came);
    if (ok && g->fresh)
        ok = page_cookie_set(req, resp, phone_cookie, g->phone, PHONE_COOKIE_S);
    const char *to = arena_printf(req->arena, "/phone?tv=%s", id);
    return ok && to ? page_go(&g->page, to) : STATUS_INTERNAL;
}

static enum status by_code(struct pairing *g, struct resp *resp, struct db *db, struct invite_row *invite) {
    const struct req *req = g->page.req;
    const char *peer = req->peer ? req->peer : "";
    int64_t here = 0, all = 0;
    enum err err = box_tries(db, guess, peer, req->now_ms, &here);
    if (!err)
        err = box_tries(db, guess, "", req->now_ms, &all);
    if (!err && (here >= WRONG_BY_ADDRESS || all >= WRONG_BY_ALL)) {
        resp->retry_after_s = 3600;
        return page_say(&g->page, STATUS_TOO_MANY, page_tr(&g->page, "Please wait a while"),
                        page_tr(&g->page, "There were too many wrong numbers. Please wait an hour, or point the camera of the "
                                          "phone at the television."),
                        NULL, NULL);
    }
    if (!err)
        err = invite_find(db, NULL, g->code, req->now_ms, req->arena, invite);
    if (err != ERR_NOT_FOUND)
        return err ? resp_error(resp, err) : STATUS_OK;
    // The counting must be kept, and an answer of 400 or more would undo it: so the form says it after a step aside.
    err = box_tries_note(db, guess, peer, req->now_ms);
    if (!err)
        err = box_tries_note(db, guess, "", req->now_ms);
    return err ? resp_error(resp, err) : page_go(&g->page, "/p?wrong=1");
}

static enum status pairing_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    struct pairing *g = data;
    struct invite_row invite;
    page_open(&g->page, req, resp); // anew: this may be a second try
    if (g->code) {
        enum status status = by_code(g, resp, db, &invite);
        return status == STATUS_OK ? connect(g, resp, db, &invite) : status;
    }
    enum err err = invite_find(db, g->secret, NULL, req->now_ms, req->arena, &invite);
    if (err == ERR_NOT_FOUND)
        return too_old(&g->page);
    return err ? resp_error(resp, err) : connect(g, resp, db, &invite);
}

static enum status pair_later(const struct req *req, struct resp *resp, const char *secret, const char *code) {
    struct pairing *g = arena_alloc(req->arena, sizeof *g);
    if (!g)
        return STATUS_INTERNAL;
    g->phone = page_cookie(req, phone_cookie);
    g->fresh = !g->phone;
    g->phone = g->phone ? g->phone : page_secret(req->arena);
    g->secret = secret;
    g->code = code;
    return g->phone ? http_write(req, resp, pairing_apply, g) : STATUS_INTERNAL;
}

// ---- The number ----

enum status invite_ask(const struct req *req, struct resp *resp, struct store *store) {
    struct page p;
    page_open(&p, req, resp);
    page_head(&p, page_tr(&p, "Connect your phone"));
    bool wrong = req_query(req, "wrong") != NULL;
    page_form(&p, "/p");
    page_field(&p, &(struct page_field){
                       .label = page_tr(&p, "The number on the television"), .name = "code", .max = SPELL_MAX, .focus = true,
                       .hint = page_tr(&p, "Six digits. They are good for ten minutes."),
                       .error = wrong ? page_tr(&p, "This number is not right, or it is too old. Please look at the television again.")
                                      : NULL,
                       .extra = "inputmode=\"numeric\" class=\"spell\" enterkeyhint=\"go\""});
    page_button(&p, page_tr(&p, "Connect"), NULL, NULL);
    page_form_end(&p);
    return page_close(&p, STATUS_OK);
}

enum status invite_code(const struct req *req, struct resp *resp, struct store *store) {
    struct page p;
    struct html_fields fields;
    enum status status = page_post(&p, req, resp, &fields);
    if (status != STATUS_OK)
        return status;
    char *code = arena_alloc(req->arena, INVITE_CODE + 1);
    size_t len = 0;
    for (const char *c = html_field(&fields, "code"); code && *c; c++)
        if (*c >= '0' && *c <= '9' && len < INVITE_CODE)
            code[len++] = *c;
    buf_finish(&p.b);
    return code ? pair_later(req, resp, NULL, code) : STATUS_INTERNAL;
}

// ---- The link of the picture code ----

static void which(struct page *p, const struct invite_row *invite) {
    page_raw(p, "<dl class=\"facts card\">");
    page_fact(p, page_tr(p, "Television"), page_television(p, invite->box_name));
    page_raw(p, "</dl>");
}

enum status invite_show(const struct req *req, struct resp *resp, struct store *store) {
    struct page p;
    struct invite_row invite;
    struct db *db = store_read(store);
    enum err err = db ? invite_find(db, req_param(req, "secret"), NULL, req->now_ms, req->arena, &invite) : ERR_IO;
    store_read_end(store, db);
    page_open(&p, req, resp);
    if (err == ERR_NOT_FOUND)
        return too_old(&p);
    if (err) {
        buf_finish(&p.b);
        return resp_error(resp, err);
    }
    page_head(&p, page_tr(&p, "Connect this phone?"));
    which(&p, &invite);
    page_line(&p, "p", NULL, page_tr(&p, "Then you can type for the television here, and send it photos and papers."));
    page_line(&p, "p", "hint", page_tr(&p, "The television gets only what you type or choose on this page."));
    page_form(&p, req->path);
    page_button(&p, page_tr(&p, "Connect this phone"), NULL, NULL);
    page_form_end(&p);
    page_line(&p, "p", "hint", page_tr(&p, "If you are not in front of this television, close this page."));
    return page_close(&p, STATUS_OK);
}

enum status invite_accept(const struct req *req, struct resp *resp, struct store *store) {
    struct page p;
    struct html_fields fields;
    enum status status = page_post(&p, req, resp, &fields);
    if (status != STATUS_OK)
        return status;
    buf_finish(&p.b);
    return pair_later(req, resp, req_param(req, "secret"), NULL);
}
