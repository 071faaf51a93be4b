// SPDX-License-Identifier: Apache-2.0
// Private to backend/issuer: what its pages for the phone share.
#ifndef TGOV_BACKEND_ISSUER_PHONE_H
#define TGOV_BACKEND_ISSUER_PHONE_H

#include "backend/issuer/inside.h"
#include "backend/issuer/texts.h"
#include "backend/pages/pictures.h"

struct visit { // one request of a phone
    const struct req *req;
    struct resp *resp;
    struct store *store;
    struct issuer *issuer;
    struct page page;
    struct html_fields fields;
    const char *back;            // where the person wants to be once signed in: a page of the account
    const char *session;         // the cookie's secret; NULL: none, or it is over
    struct issuer_person person; // when session
    when_ms signed_in;
};

// For a GET and for a POST. STATUS_OK, or the finished answer (404 when the issuer is off; what page_post refuses).
enum status visit_open(struct visit *v, const struct req *req, struct resp *resp, struct store *store);
enum status visit_post(struct visit *v, const struct req *req, struct resp *resp, struct store *store);
const char *visit_tr(const struct visit *v, const char *english) __attribute__((format_arg(2)));
struct tries visit_tries(struct visit *v, const char *login);
// The foot that says what this is; ends the page.
enum status visit_close(struct visit *v, enum status status);
enum status visit_crowded(struct visit *v);
enum status visit_failed(struct visit *v); // the store could not be reached

// ---- phone_sign_in.c ----
// The form for name and password, with a code to go on with (NULL: to v->back). `wrong` is shown when not NULL.
enum status sign_in_page(struct visit *v, enum status status, const char *code, const char *wrong, const char *login);
// Checks what the form sent and starts a session. STATUS_OK, else the finished page.
enum status sign_in_do(struct visit *v, const char *code);
enum status sign_in_end(struct visit *v); // forgets the session
// Signed in with a password of their own? Else *status is the finished page that comes first. In account.c.
bool visit_at_home(struct visit *v, enum status *status);
enum status new_password_page(struct visit *v, enum status status, const char *code, const char *wrong);

// ---- phone_approve.c ----
// The grant of the form's code, as long as it waits. STATUS_OK, else the finished page; wrong codes are counted.
enum status find_grant(struct visit *v, struct grant *g);
// Whatever must come next for this grant: sign in, a new password, pictures and approval.
enum status next_page(struct visit *v, const struct grant *g);
enum status code_page(struct visit *v, enum status status, const char *typed, const char *wrong);

#endif
