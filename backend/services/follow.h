// SPDX-License-Identifier: Apache-2.0
// Private to backend/services: the pages on which a case is followed from a phone.
#ifndef TGOV_BACKEND_SERVICES_FOLLOW_H
#define TGOV_BACKEND_SERVICES_FOLLOW_H

#include "backend/pages/page.h"
#include "backend/services/parts.h"

// The page that asks for the secret, with what was wrong before; NULL: nothing.
enum status follow_ask(struct page *p, enum status status, const char *wrong);

// A case with its acts. `path` is where its forms go, `secret` what they bring along; NULL: the path is open by itself.
enum status follow_case_page(struct page *p, const struct opened *o, const char *path, const char *secret);
// Does what the form says (a message, a move), then the page again. What is given lives in the request's arena.
enum status follow_case_act(const struct req *req, struct resp *resp, const struct opened *o, const struct html_fields *fields,
                            const char *path, const char *secret);

#endif
