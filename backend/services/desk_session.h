// SPDX-License-Identifier: Apache-2.0
// Private to backend/services: who sits at the officers' desk.
#ifndef TGOV_BACKEND_SERVICES_DESK_SESSION_H
#define TGOV_BACKEND_SERVICES_DESK_SESSION_H

#include "backend/services/html.h"
#include "backend/store/desk.h"

// The session of the request's cookie: STATUS_OK, else the way to the sign-in page.
enum status desk_seat(const struct req *req, struct resp *resp, struct store *store, struct desk_session *out);
// The same for a POST: reads the form and checks its token.
enum status desk_seat_post(const struct req *req, struct resp *resp, struct store *store, struct desk_session *out,
                           struct html_fields *fields);
// The page's head with the name and the sign-out button.
void desk_begin(struct buf *b, const struct catalogue *c, size_t language, const char *title,
                const struct desk_session *s);
// <form method=post action=…> with the token.
void desk_form(struct buf *b, const char *action, const struct desk_session *s);

#endif
