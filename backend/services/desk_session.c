// SPDX-License-Identifier: Apache-2.0
// Signing in at the desk: with the officer's own account where this backend is the issuer (backend/issuer/issuer.h), else
// with one password for the office and the officer's name as citizens read it. A session of eight hours in a cookie of
// which the store knows only a hash. Every POST carries a token; the sign-in form, which has no session
// yet, carries one that must equal a cookie.
#include "backend/services/desk_session.h"
#include "backend/digest.h"
#include "backend/issuer/issuer.h"
#include "backend/services/handlers.h"
#include "backend/site.h"
#include "base/random.h"
#include <crypt.h>
#include <stdio.h>

enum {
    TOKEN_LETTERS = 40, // of 32: 200 bits
    PASSWORD_LETTERS = 16,
    SESSION_MS = 8 * 3600 * 1000,
    NAME_MAX_BYTES = 80,
    WRONG_MAX = 10,
};

static const char account[] = "office";

// ---- Cookies ----
static const char *cookie(const struct req *req, const char *name) {
    struct str rest = str_of(req_header(req, "cookie"));
    while (rest.p && rest.len) {
        struct str value = str_trim(str_cut(&rest, ';')), key = str_cut(&value, '=');
        if (str_is(key, name) && value.len == TOKEN_LETTERS)
            return arena_copy(req->arena, value.p, value.len);
    }
    return NULL;
}

// Secure unless the operator says that there is no TLS, as on a developer's loopback.
static bool set_cookie(const struct req *req, struct resp *p, const char *name, const char *value, int seconds) {
    const char *base = req->site->base_url ? req->site->base_url : "";
    const char *secure = str_starts(str_of(base), "http://") ? "" : "; Secure";
    return resp_header(p, "Set-Cookie", arena_printf(req->arena, "%s=%s; Path=/office; Max-Age=%d; HttpOnly; SameSite=Strict%s",
                                                     name, value, seconds, secure));
}

static void token_hash(const char *token, unsigned char out[DESK_HASH]) { digest_sha256(str_of(token), out); }

// ---- Passwords (yescrypt of libxcrypt) ----
// Typed with or without the dashes, in any case.
static void plain_password(const char *typed, char *to, size_t room) {
    size_t len = 0;
    for (; *typed && len + 1 < room; typed++)
        if (*typed != '-' && *typed != ' ')
            to[len++] = *typed >= 'a' && *typed <= 'z' ? (char)(*typed - 'a' + 'A') : *typed;
    to[len] = '\0';
}

// crypt_data is 32 KB: in the arena, not on the stack. NULL when it cannot be hashed.
static const char *hash_password(struct arena *a, const char *typed, const char *setting) {
    char plain[64];
    struct crypt_data *data = arena_alloc(a, sizeof *data);
    if (!data)
        return NULL;
    plain_password(typed, plain, sizeof plain);
    const char *hash = crypt_r(plain, setting, data);
    return hash && hash[0] != '*' ? hash : NULL;
}

struct account_job {
    struct store_job job;
    struct arena *arena;
    const char *password; // to set when there is no account
    when_ms now;
    bool made;
};

static enum err account_run(struct db *db, struct store_job *job) {
    struct account_job *w = (struct account_job *)job;
    unsigned char key[CASES_HASH];
    char salt[CRYPT_GENSALT_OUTPUT_SIZE];
    const char *hash;
    w->made = false;
    enum err err = cases_key(db, true, key);
    if (!err)
        err = desk_password(db, account, w->arena, &hash);
    if (err != ERR_NOT_FOUND)
        return err;
    if (!crypt_gensalt_rn("$y$", 0, NULL, 0, salt, sizeof salt))
        return ERR_UNSUPPORTED;
    hash = hash_password(w->arena, w->password, salt);
    w->made = hash != NULL;
    return hash ? desk_set_password(db, account, hash, w->now) : ERR_MEMORY;
}

enum err desk_prepare(struct store *store, when_ms now, char *password, size_t room) {
    char letters[PASSWORD_LETTERS + 1];
    struct arena arena;
    if (room < 32)
        return ERR_LIMIT;
    arena_init(&arena, 1 << 20);
    random_text(letters, PASSWORD_LETTERS, RANDOM_CODE);
    snprintf(password, room, "%.4s-%.4s-%.4s-%.4s", letters, letters + 4, letters + 8, letters + 12);
    struct account_job w = {.job = {.run = account_run}, .arena = &arena, .password = password, .now = now};
    enum err err = store_write(store, &w.job);
    if (err || !w.made)
        password[0] = '\0';
    arena_finish(&arena);
    return err;
}

// ---- Seats ----
static enum status to_sign_in(const struct req *req, struct resp *p) {
    p->location = "/office/sign-in";
    p->cache_control = "no-store";
    return STATUS_SEE_OTHER;
}

enum status desk_seat(const struct req *req, struct resp *resp, struct store *store, struct desk_session *out) {
    const char *token = cookie(req, "tgov_desk");
    unsigned char hash[DESK_HASH];
    if (!catalogue_of(req))
        return answer_no_catalogue(resp);
    if (!token)
        return to_sign_in(req, resp);
    token_hash(token, hash);
    struct db *db = store_read(store);
    enum err err = db ? desk_session_find(db, hash, req->now_ms, req->arena, out) : ERR_IO;
    store_read_end(store, db);
    return err == ERR_NOT_FOUND ? to_sign_in(req, resp) : err ? resp_error(resp, err) : STATUS_OK;
}

enum status desk_seat_post(const struct req *req, struct resp *resp, struct store *store, struct desk_session *out,
                           struct html_fields *fields) {
    enum status status = desk_seat(req, resp, store, out);
    if (status != STATUS_OK)
        return status;
    if (html_fields_read(req, fields))
        return resp_problem(resp, STATUS_BAD_REQUEST, "form", "The form cannot be read. Please go back and try again.");
    const char *token = html_field(fields, "token");
    if (strlen(token) != strlen(out->csrf) || !bytes_same(token, out->csrf, strlen(token)))
        return resp_problem(resp, STATUS_FORBIDDEN, "token", "This form is too old. Please open the page again.");
    return STATUS_OK;
}

void desk_form(struct buf *b, const char *action, const struct desk_session *s) {
    buf_text_add(b, "<form method=\"post\"");
    html_attribute(b, "action", action);
    buf_text_add(b, "><input type=\"hidden\" name=\"token\"");
    html_attribute(b, "value", s->csrf);
    buf_char(b, '>');
}

void desk_begin(struct buf *b, const struct catalogue *c, size_t language, const char *title,
                const struct desk_session *s) {
    const char *tag = c->district.tags[language];
    html_begin(b, c, language, title, page_word("office-desk", tag));
    buf_text_add(b, "<nav class=\"row\"><p><a href=\"/office\">");
    html_text(b, page_word("cases", tag));
    buf_text_add(b, "</a> · <span dir=\"auto\">");
    html_text(b, s->officer);
    buf_text_add(b, "</span></p>");
    desk_form(b, "/office/sign-out", s);
    buf_text_add(b, "<button>");
    html_text(b, page_word("sign-out", tag));
    buf_text_add(b, "</button></form></nav>");
}

// ---- Signing in and out ----
static enum status sign_in_page(const struct req *req, struct resp *resp, enum status status, const char *wrong,
                                const char *name) {
    const struct catalogue *c = catalogue_of(req);
    size_t l = catalogue_language(c, req->accept_language);
    const char *language = c->district.tags[l];
    char *token = arena_alloc(req->arena, TOKEN_LETTERS + 1);
    struct buf b;
    if (!token)
        return STATUS_INTERNAL;
    random_text(token, TOKEN_LETTERS, RANDOM_BASE32);
    if (!set_cookie(req, resp, "tgov_try", token, 1800))
        return STATUS_INTERNAL;
    html_begin(&b, c, l, page_word("sign-in", language), page_word("office-desk", language));
    if (wrong) {
        buf_text_add(&b, "<p class=\"notice\" role=\"alert\">");
        html_text(&b, page_word(wrong, language));
        buf_text_add(&b, "</p>");
    }
    desk_form(&b, "/office/sign-in", &(struct desk_session){.csrf = token});
    buf_text_add(&b, "<label for=\"name\">");
    html_text(&b, page_word(req->site->issuer ? "login" : "name", language));
    buf_printf(&b, "</label><input id=\"name\" name=\"name\" required maxlength=\"40\" autocomplete=\"%s\"",
               req->site->issuer ? "username" : "name");
    html_attribute(&b, "value", name);
    buf_text_add(&b, "><label for=\"password\">");
    html_text(&b, page_word("password", language));
    buf_text_add(&b, "</label><input id=\"password\" name=\"password\" type=\"password\" required"
                     " autocomplete=\"current-password\"><button>");
    html_text(&b, page_word("sign-in", language));
    buf_text_add(&b, "</button></form>");
    return html_end(resp, &b, status, c, l);
}

enum status desk_sign_in(const struct req *req, struct resp *resp, struct store *store) {
    return catalogue_of(req) ? sign_in_page(req, resp, STATUS_OK, NULL, "") : answer_no_catalogue(resp);
}

struct applicant { // who wants to sit down
    const char *officer; // the name citizens read
    const char *wrong;   // why not (a word of the pages); NULL: welcome
    bool crowded, must_change;
};

static enum err by_account(const struct req *req, struct store *store, const char *login, const char *typed,
                           struct applicant *out) {
    enum issuer_verdict verdict;
    struct issuer_person person;
    enum err err = issuer_check_password(req, store, NULL, login, typed, &verdict, &person);
    if (err)
        return err;
    out->crowded = verdict == ISSUER_CROWDED;
    out->wrong = verdict != ISSUER_RIGHT ? "wrong-password" : !(person.roles & (ROLE_OFFICER | ROLE_ADMIN)) ? "not-officer" : NULL;
    out->must_change = !out->wrong && person.must_change;
    out->officer = out->wrong ? NULL : person.name;
    return ERR_NONE;
}

static enum err by_office(const struct req *req, struct store *store, const char *name, const char *typed,
                          struct applicant *out) {
    const char *hash = NULL;
    int64_t wrong = 0;
    struct str officer = str_trim(str_of(name));
    struct db *db = store_read(store);
    enum err err = db ? door_wrong_tries(db, "desk", req->peer ? req->peer : "", req->now_ms, &wrong) : ERR_IO;
    out->crowded = wrong >= WRONG_MAX;
    out->wrong = "wrong-password";
    if (!err && !out->crowded)
        err = desk_password(db, account, req->arena, &hash);
    store_read_end(store, db);
    if (err || out->crowded)
        return err == ERR_NOT_FOUND ? ERR_NONE : err;
    const char *again = hash_password(req->arena, typed, hash);
    if (again && strlen(again) == strlen(hash) && bytes_same(again, hash, strlen(hash)))
        out->wrong = officer.len && officer.len <= NAME_MAX_BYTES && !memchr(officer.p, '\n', officer.len) ? NULL : "name";
    else
        door_note_wrong(store, "desk", req->peer ? req->peer : "", req->now_ms);
    out->officer = out->wrong ? NULL : arena_copy(req->arena, officer.p, officer.len);
    return out->wrong || out->officer ? ERR_NONE : ERR_MEMORY;
}

struct seat {
    const char *officer, *token;
};

static enum status sit_down(const struct req *req, struct resp *resp, struct db *db, void *data) {
    const struct seat *s = data;
    unsigned char hash[DESK_HASH];
    char csrf[TOKEN_LETTERS + 1];
    random_text(csrf, TOKEN_LETTERS, RANDOM_BASE32);
    token_hash(s->token, hash);
    struct desk_session session = {s->officer, csrf, req->now_ms + SESSION_MS};
    enum err err = desk_session_add(db, hash, &session, req->now_ms);
    if (err)
        return resp_error(resp, err);
    resp->location = "/office";
    return set_cookie(req, resp, "tgov_desk", s->token, SESSION_MS / 1000) ? STATUS_SEE_OTHER : STATUS_INTERNAL;
}

static enum status seat_for(const struct req *req, struct resp *resp, const char *officer) {
    struct seat *s = arena_alloc(req->arena, sizeof *s);
    char *fresh = arena_alloc(req->arena, TOKEN_LETTERS + 1);
    if (!s || !fresh)
        return STATUS_INTERNAL;
    random_text(fresh, TOKEN_LETTERS, RANDOM_BASE32);
    *s = (struct seat){officer, fresh};
    return http_write(req, resp, sit_down, s);
}

enum status desk_sign_in_do(const struct req *req, struct resp *resp, struct store *store) {
    struct html_fields fields;
    struct applicant who = {.officer = NULL};
    if (!catalogue_of(req))
        return answer_no_catalogue(resp);
    if (html_fields_read(req, &fields))
        return sign_in_page(req, resp, STATUS_BAD_REQUEST, "wrong-password", "");
    const char *token = html_field(&fields, "token"), *try = cookie(req, "tgov_try");
    const char *name = html_field(&fields, "name"), *typed = html_field(&fields, "password");
    if (!try || strlen(token) != strlen(try) || !bytes_same(token, try, strlen(try)))
        return sign_in_page(req, resp, STATUS_FORBIDDEN, "sign-in-first", name);
    enum err err = req->site->issuer ? by_account(req, store, name, typed, &who) : by_office(req, store, name, typed, &who);
    if (err)
        return resp_error(resp, err);
    if (who.crowded)
        return sign_in_page(req, resp, STATUS_TOO_MANY, "too-many", name);
    if (who.wrong)
        return sign_in_page(req, resp, STATUS_UNPROCESSABLE, who.wrong, "");
    if (!who.must_change)
        return seat_for(req, resp, who.officer);
    resp->location = "/account"; // an own password first
    resp->cache_control = "no-store";
    return STATUS_SEE_OTHER;
}

static enum status stand_up(const struct req *req, struct resp *resp, struct db *db, void *data) {
    unsigned char hash[DESK_HASH];
    token_hash(data, hash);
    enum err err = desk_session_end(db, hash);
    resp->location = "/office/sign-in";
    if (err)
        return resp_error(resp, err);
    return set_cookie(req, resp, "tgov_desk", "", 0) ? STATUS_SEE_OTHER : STATUS_INTERNAL;
}

enum status desk_sign_out(const struct req *req, struct resp *resp, struct store *store) {
    struct desk_session s;
    struct html_fields fields;
    enum status status = desk_seat_post(req, resp, store, &s, &fields);
    char *token = (char *)cookie(req, "tgov_desk");
    return status != STATUS_OK ? status : token ? http_write(req, resp, stand_up, token) : STATUS_INTERNAL;
}
